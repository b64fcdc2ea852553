"""PDF and page pictures by Typst from the house templates: tagged, archivable, the same bytes for the same data."""

import json
import threading
from datetime import UTC, datetime
from typing import Any, Final

import typst

from ibo_desk.documents.content import Content
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.flow import printable
from ibo_desk.documents.glyphs import lacking, shown_everywhere
from ibo_desk.documents.unbroken import unbroken_everywhere
from ibo_desk.files import report, resource
from ibo_desk.language import _

STANDARDS: Final = ("a-2a", "ua-1")
_own = threading.local()  # a compiler remembers the data it was given last, so each thread has its own


def pdf(content: Content) -> bytes:
    """The paper as PDF/A-2a and PDF/UA-1; the date of the data is the date of the file."""
    made = _compile(content, format="pdf", pdf_standards=list(STANDARDS), timestamp=_moment(content))
    assert isinstance(made, bytes)
    return made


def unshown(content: Content) -> str:
    """The characters of a paper that its PDF has a square for, as they are shown nowhere in the fonts of the house."""
    return " ".join(sorted(lacking(printable(content))))


def pages(content: Content, ppi: float = 96.0) -> list[bytes]:
    """The pages as PNG, ``ppi`` pixels per inch, for the preview."""
    made = _compile(content, format="png", ppi=ppi)
    return made if isinstance(made, list) else [made]


def _compile(content: Content, **how: Any) -> Any:
    data = json.dumps(unbroken_everywhere(shown_everywhere(printable(content))), ensure_ascii=False)
    try:
        return compiler("paper").compile(sys_inputs={"data": data}, **how)
    except typst.TypstError as error:
        problem = _("The PDF of “{title}” could not be made: {reason}")
        reason = str(error.message).splitlines()[0]
        sentence = problem.format(title=content.head.title, reason=reason)
        raise PaperError("pdf_failed", sentence, diagnostic=error.diagnostic) from error


def compiler(kind: str) -> typst.Compiler:
    """The compiler of this thread for a template of ours; it only sees our templates and fonts."""
    known: dict[str, typst.Compiler] = _own.__dict__.setdefault("compilers", {})
    if kind not in known:
        root = report("typ")
        known[kind] = typst.Compiler(
            input=str(root / f"{kind}.typ"),
            root=str(root),
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(resource("fonts"))]
            ),
        )
    return known[kind]


def _moment(content: Content) -> int:
    """Seconds since 1970 of the day of the data, at noon in UTC."""
    return int(datetime.fromisoformat(f"{content.head.data_iso}T12:00:00").replace(tzinfo=UTC).timestamp())
