"""A picture as a run of WordprocessingML, with its words for who cannot see it."""

from typing import Final
from xml.sax.saxutils import quoteattr

from ibo_desk.documents import pictures
from ibo_desk.documents.content_rows import Picture
from ibo_desk.documents.docx.words import RELATIONS
from ibo_desk.documents.rich_text import printable

_WIDTH: Final = 5_760_000  # 16 cm in English metric units: the text of an A4 page with Word's own margins
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"


def drawing(picture: Picture, made: bytes, relation: str) -> str:
    """The run with the PNG ``made`` behind ``relation``; the part is numbered when the whole document is ready."""
    wide, tall = pictures.size(made)
    extent = f'cx="{_WIDTH}" cy="{_WIDTH * tall // wide}"'
    alt = quoteattr(" ".join(printable(picture.alt).split()))
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
        f'distR="0"><wp:extent {extent}/><wp:docPr id="1" name="{relation}" descr={alt}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="0" name="{relation}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{RELATIONS}" r:embed="{relation}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
