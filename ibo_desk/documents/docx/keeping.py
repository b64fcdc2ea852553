"""Signatures never stand alone on a page: what comes before holds on to them, as Word does it (keepNext)."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from ibo_desk.documents.docx.words import PARAGRAPH_ORDER, w

# The description by which a table of signatures is known; every program that saves a template keeps it.
SIGNATURES: Final = "signatures"
_TAG: Final = re.compile(r"\{%.*?%\}")
_HEADING: Final = re.compile(r"(heading|kop|titre)\s?\d", re.IGNORECASE)
_HELD: Final = 3  # parts of the paper above the signatures: their heading, and what it follows


def hold_signatures(root: etree._Element) -> bool:
    """Let the parts above each table of signatures stay on its page; whether there was one."""
    signed = [table for table in root.iter(w("tbl")) if is_signed(table)]
    for table in signed:
        before = table.getprevious()
        held = 0
        while before is not None and held < _HELD:
            for paragraph in _last_of(before):
                _hold(paragraph)
            held += _says(before)
            before = before.getprevious()
    return bool(signed)


def is_signed(table: etree._Element) -> bool:
    """Whether a table is marked as one of signatures."""
    name = table.find(f"{w('tblPr')}/{w('tblDescription')}")
    return name is not None and name.get(w("val")) == SIGNATURES


def is_held(table: etree._Element) -> bool:
    """Whether a template itself keeps the table on the page of the text above it, or has nothing above it.

    A heading always keeps with what follows; whether the text above the heading does is what counts.
    """
    for part in _above(table):
        if _TAG.sub("", "".join(text.text or "" for text in part.iter(w("t")))).strip():
            paragraphs = _last_of(part)
            if not any(_is_heading(paragraph) for paragraph in paragraphs):
                return bool(paragraphs) and all(
                    paragraph.find(f"{w('pPr')}/{w('keepNext')}") is not None for paragraph in paragraphs
                )
    return True


def _above(part: etree._Element) -> Iterator[etree._Element]:
    """What stands above a part, the nearest first, also outside the box or cell that it lies in."""
    inner: etree._Element | None = part
    while inner is not None:
        yield from inner.itersiblings(preceding=True)
        inner = inner.getparent()


def _is_heading(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return style is not None and bool(_HEADING.match(str(style.get(w("val"), ""))))


def _last_of(part: etree._Element) -> list[etree._Element]:
    """The paragraph itself; of a table the paragraphs of its last row."""
    if part.tag == w("p"):
        return [part]
    rows = part.findall(w("tr"))
    return list(rows[-1].iter(w("p"))) if rows else []


def _says(part: etree._Element) -> bool:
    return any((text.text or "").strip() for text in part.iter(w("t")))


def _hold(paragraph: etree._Element) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    if properties.find(w("keepNext")) is None:
        ahead = PARAGRAPH_ORDER[: PARAGRAPH_ORDER.index("keepNext")]
        place = sum(1 for entry in properties if entry.tag in {w(name) for name in ahead})
        properties.insert(place, etree.Element(w("keepNext")))
