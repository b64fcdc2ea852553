"""A user's own Word layout as PDF, through LibreOffice when it is there; never required, never replaced in silence."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from ibo_desk.documents.errors import PaperError
from ibo_desk.language import N_, _

# Tagged, PDF/A-2 and PDF/UA; LibreOffice reads these since 7.4, an older one leaves them out.
_OPTIONS: Final = {
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "SelectPdfVersion": {"type": "long", "value": "2"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
}
_AS_PDF: Final = f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS)}"
_SAYS_TAGGED: Final = b"pdfuaid:part"  # in the description of the file, which PDF/A keeps in plain text
# What judges (veraPDF 1.28) still say of its PDF: links without an order, unlabelled lines, PDF/A-2b and not 2a.
LACKS: Final = N_(
    "LibreOffice makes the PDF of an own layout: with headings, tables and bookmarks that can be read aloud, but it "
    "does not pass as PDF/UA or PDF/A-2a. Choose the layout of the house where that is asked."
)
PER_CALL: Final = 200  # from about 250 files on, one call leaves files out without a word
_SECONDS: Final = 60 + 2 * PER_CALL
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)


@cache
def soffice() -> str | None:
    """Where LibreOffice is; None when it is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    return program or next((place for place in _PLACES if Path(place).is_file()), None)


def required() -> str:
    """The same, or PaperError("no_office") with what to do."""
    program = soffice()
    if program is None:
        raise PaperError(
            "no_office",
            _(
                "Your own Word layout can only become a PDF through LibreOffice, which is not installed here. "
                "Make a .docx and save it as PDF in Word, or make the PDF without your own template."
            ),
        )
    return program


def pdfs(documents: Sequence[bytes]) -> list[bytes]:
    """The documents (.docx) as PDF, in order; PaperError when LibreOffice is missing or leaves one out."""
    program = required()
    made: list[bytes] = []
    for start in range(0, len(documents), PER_CALL):
        made += _converted(program, documents[start : start + PER_CALL])
    return made


def _converted(program: str, documents: Sequence[bytes]) -> list[bytes]:
    """One call, with a profile of its own so that an open LibreOffice does not swallow it."""
    with tempfile.TemporaryDirectory(prefix="ibo-office-") as name:
        folder = Path(name)
        files = [folder / f"paper{place:04d}.docx" for place in range(len(documents))]
        for path, data in zip(files, documents, strict=True):
            path.write_bytes(data)
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", _AS_PDF, "--outdir", str(folder), *map(str, files),
        ]  # fmt: skip
        try:
            subprocess.run(  # noqa: S603  our own program and files
                command,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _failed() from error
        made = [path.with_suffix(".pdf") for path in files]
        if not all(path.is_file() and path.stat().st_size for path in made):
            raise _failed()
        return [_tagged(path.read_bytes()) for path in made]


def _tagged(pdf: bytes) -> bytes:
    """The same; PaperError for a PDF that nobody can have read aloud, which is not sent without a word."""
    if _SAYS_TAGGED in pdf:
        return pdf
    problem = _(
        "The LibreOffice of this computer makes no PDF that can be read aloud; install 7.4 or later, or make a .docx "
        "and save it as PDF in Word."
    )
    raise PaperError("office_old", problem)


def _failed() -> PaperError:
    problem = _(
        "LibreOffice could not make a PDF of your own layout; open the .docx and save it as PDF there."
    )
    return PaperError("office_failed", problem)
