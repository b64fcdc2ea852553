"""Pieces of WordprocessingML of which the house templates are put together."""

import re
from collections.abc import Iterable, Sequence
from typing import Final
from xml.sax.saxutils import escape

BLUE: Final = "1F3A5F"
GREY: Final = "55606B"
RULE: Final = "CBD3DC"
LIGHT: Final = "F2F5F9"
WIDTH: Final = 9411  # twentieths of a point between the margins

_BREAKS: Final = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def run(text: str, dress: str = "") -> str:
    """A run; a tab in the text becomes a tab and a line feed a break."""
    pieces = "".join(
        _BREAKS.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in re.split("([\t\n])", text)
        if piece
    )
    return f"<w:r>{f'<w:rPr>{dress}</w:rPr>' if dress else ''}{pieces}</w:r>"


BOLD: Final = "<w:b/><w:bCs/>"
LABEL: Final = '<w:rStyle w:val="Label"/>'


def p(text: str, style: str = "", dress: str = "") -> str:
    """A paragraph in one dress."""
    return raw(run(text, dress), style)


def raw(runs: str, style: str = "", indent: int = 0) -> str:
    """A paragraph with ready runs; ``indent`` in twentieths of a point."""
    left = f'<w:ind w:left="{indent}"/>' if indent else ""
    properties = f'<w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/>{left}</w:pPr>' if style else ""
    return f"<w:p>{properties}{runs}</w:p>"


def when(condition: str, *inside: str) -> list[str]:
    """Paragraphs and tables that are only printed under a condition."""
    return [p(f"{{%p if {condition} %}}"), *inside, p("{%p endif %}")]


def each(variable: str, values: str, *inside: str) -> list[str]:
    """Paragraphs and tables repeated for each value."""
    return [p(f"{{%p for {variable} in {values} %}}"), *inside, p("{%p endfor %}")]


def table(variable: str, values: str, columns: Sequence[tuple[str, int, str]], width: int = WIDTH) -> str:
    """A table with a repeated header row and one row per value; columns are (heading, share of the width, text)."""
    total = sum(share for _heading, share, _text in columns)
    widths = [width * share // total for _heading, share, _text in columns]
    grid = "".join(f'<w:gridCol w:w="{each_width}"/>' for each_width in widths)
    heads = _row(
        zip(widths, (heading for heading, _share, _text in columns), strict=True), "<w:tblHeader/>", BOLD
    )
    body = _row(zip(widths, (text for _heading, _share, text in columns), strict=True), "", "")
    start = _tag_row(f"{{%tr for {variable} in {values} %}}", widths)
    end = _tag_row("{%tr endfor %}", widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="DeskTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
        f'w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{heads}{start}{body}{end}</w:tbl>'
    )


def _row(cells: Iterable[tuple[int, str]], flag: str, dress: str) -> str:
    made = "".join(_cell(width, p(text, "Table Text", dress)) for width, text in cells)
    return f"<w:tr><w:trPr><w:cantSplit/>{flag}</w:trPr>{made}</w:tr>"


def _cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _tag_row(tag: str, widths: Sequence[int]) -> str:
    cells = [_cell(width, p(tag if place == 0 else "", "Table Text")) for place, width in enumerate(widths)]
    return f"<w:tr>{''.join(cells)}</w:tr>"


def signatures() -> str:
    """One cell per signature, side by side."""
    third = WIDTH // 3
    lines = p("{{ signature.role }}", "Table Text", BOLD) + p("", "Table Text") * 3
    middle = lines + p("{{ signature.name }}", "Table Text")
    cells = "".join(
        _cell(third, content)
        for content in (p("{%tc for signature in signatures %}"), middle, p("{%tc endfor %}"))
    )
    grid = f'<w:gridCol w:w="{third}"/>' * 3
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def spacer() -> str:
    """A little room after a table."""
    return '<w:p><w:pPr><w:spacing w:before="0" w:after="60" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
