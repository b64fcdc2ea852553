"""What stays on a page together in Word (keepNext): signatures with what stands above, headings with their text."""

import itertools
import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from ibo_desk.documents.docx.words import PARAGRAPH_ORDER, w

# The description by which a table of signatures is known; every program that saves a template keeps it.
SIGNATURES: Final = "signatures"
_TAG: Final = re.compile(r"\{%.*?%\}")
_HEADING: Final = re.compile(r"(heading|kop|titre)\s?\d", re.IGNORECASE)
_REMARKS: Final = "Meta"
_BELOW_HEADINGS: Final = 10
_FEW_ROWS: Final = 6  # the header row counted
_FEW_WORDS: Final = 400  # characters
_SHORT_END: Final = 1500  # characters
_ARTICLE: Final = "Article"
_HELD: Final = 3  # parts of the paper above the signatures: their heading, and what it follows


def hold_signatures(root: etree._Element) -> bool:
    """Let the parts above each table of signatures stay on its page; whether there was one."""
    signed = [table for table in root.iter(w("tbl")) if is_signed(table)]
    for table in signed:
        _hold_above(table, _HELD)
    return bool(signed)


def _hold_above(part: etree._Element, most: int) -> None:
    """Let the ``most`` parts above one that say something stay on its page."""
    before = part.getprevious()
    held = 0
    while before is not None and held < most:
        for paragraph in _last_of(before):
            _hold(paragraph)
        held += _says(before)
        before = before.getprevious()


def loosen_headings(root: etree._Element) -> bool:
    """Let a heading, or the remarks below it, hold on to nothing where another heading follows; whether one did.

    A row of headings without a text would go to the next page together. ``loose`` in ``paper.typ`` says the same.
    """
    changed = False
    for body in root.iter(w("body")):
        parts = [part for part in body if part.tag in {w("p"), w("tbl"), w("sectPr")}]
        for part, following in itertools.pairwise(parts):
            level = _level(part)
            below = 0 if following.tag == w("sectPr") else _level(following)
            if level is not None and below is not None and below <= level:
                changed = _loosen(part) or changed
    return changed


def _level(part: etree._Element) -> int | None:
    """The level of a heading, below all of them for the remarks under one, None for anything else."""
    name = _style(part)
    heading = _HEADING.match(name)
    return int(name[heading.end() - 1]) if heading else _BELOW_HEADINGS if name == _REMARKS else None


def hold_end(root: etree._Element) -> bool:
    """Keep a short last section of running text whole, a proposed decision with what it follows; whether there was one.

    ``whole`` and ``closed`` in ``paper.typ`` say the same.
    """
    changed = False
    for body in root.iter(w("body")):
        parts = [part for part in body if part.tag in {w("p"), w("tbl")}]
        start = next((place for place in reversed(range(len(parts))) if _is_heading(parts[place])), None)
        if start is None or start == len(parts) - 1:
            continue
        end = parts[start:]
        words = sum(len(text.text or "") for part in end for text in part.iter(w("t")))
        if words > _SHORT_END or any(part.tag == w("tbl") for part in end):
            continue
        for part in end[:-1]:
            _hold(part)
        for part in end:
            _keep(part, "keepLines")
        if _style(end[-1]) == _ARTICLE:
            _hold_above(parts[start], _HELD - 1)
        changed = True
    return changed


def hold_rows(table: etree._Element) -> bool:
    """Keep a table of a few short rows whole; whether it is one. ``few-rows`` in ``house.typ`` says the same."""
    rows = table.findall(w("tr"))
    words = sum(len(text.text or "") for text in table.iter(w("t")))
    if len(rows) > _FEW_ROWS or words > _FEW_WORDS:
        return False
    for row in rows[:-1]:
        for paragraph in row.iter(w("p")):
            _hold(paragraph)
    return len(rows) > 1


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
    return bool(_HEADING.match(_style(paragraph)))


def _style(part: etree._Element) -> str:
    style = part.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else str(style.get(w("val"), ""))


def _last_of(part: etree._Element) -> list[etree._Element]:
    """The paragraph itself; of a table the paragraphs of its last row."""
    if part.tag == w("p"):
        return [part]
    rows = part.findall(w("tr"))
    return list(rows[-1].iter(w("p"))) if rows else []


def _says(part: etree._Element) -> bool:
    return any((text.text or "").strip() for text in part.iter(w("t")))


def _hold(paragraph: etree._Element) -> None:
    _keep(paragraph, "keepNext").attrib.pop(w("val"), "")


def _loosen(paragraph: etree._Element) -> bool:
    kept = _keep(paragraph, "keepNext")
    changed = kept.get(w("val")) != "0"
    kept.set(w("val"), "0")
    return changed


def _keep(paragraph: etree._Element, name: str) -> etree._Element:
    """What says whether a paragraph stays with the next one, or on one page; made where its style alone said so."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    kept = properties.find(w(name))
    if kept is None:
        ahead = PARAGRAPH_ORDER[: PARAGRAPH_ORDER.index(name)]
        place = sum(1 for entry in properties if entry.tag in {w(before) for before in ahead})
        kept = etree.Element(w(name))
        properties.insert(place, kept)
    return kept
