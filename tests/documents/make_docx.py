"""Small Word templates for tests, and their words back."""

import io
import re
import zipfile
from collections.abc import Mapping

from docx import Document
from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def template(*paragraphs: str, table: list[list[str]] | None = None, title: str = "") -> bytes:
    """A document with these paragraphs; "¦" in one parts it in runs, as Word does when one types."""
    document = Document()
    document.core_properties.title = title
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for piece in text.split("¦"):
            paragraph.add_run(piece)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    return saved(document)


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def changed(data: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """The package with some parts replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    return stream.getvalue()


def words(data: bytes, name: str = "word/document.xml") -> list[str]:
    """The text of each paragraph, with breaks as line feeds and tabs as tabs."""
    root = etree.fromstring(part(data, name).encode())
    found = []
    for paragraph in root.iter(f"{{{W}}}p"):
        pieces = []
        for element in paragraph.iter():
            tag = etree.QName(element).localname
            if tag == "t":
                pieces.append(element.text or "")
            elif tag in ("br", "tab") and etree.QName(element.getparent()).localname == "r":
                pieces.append({"br": "\n", "tab": "\t"}[tag])
        found.append("".join(pieces))
    return found


def flat(text: str) -> str:
    """Words with single spaces."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()
