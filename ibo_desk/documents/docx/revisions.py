"""What reviewers left in the text of a Word document: tracked changes are accepted, comments and rights go.

Accepted and not refused: a document with its changes accepted is what Word shows and prints by default, so it is the
text that the author sees when the template is saved.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from ibo_desk.documents.docx.words import w

_SOME: Final = re.compile(
    rb"<\w+:(?:ins\b|del\b|move(?:From|To)|cell(?:Ins|Del|Merge)|\w+Change|comment(?:Range|Ref)|annotationRef|perm(?:Start|End)"
    rb"|customXml(?:Ins|Del|Move))"
)
_DELETED: Final = (w("del"), w("moveFrom"))
_INSERTED: Final = (w("ins"), w("moveTo"))
_MARKS: Final = frozenset(
    w(name)
    for name in (
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange",
        "tblPrExChange", "numberingChange", "cellIns", "cellMerge", "moveFromRangeStart", "moveFromRangeEnd",
        "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd",
        "customXmlDelRangeStart", "customXmlDelRangeEnd", "customXmlMoveFromRangeStart",
        "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
        "commentRangeStart", "commentRangeEnd", "annotationRef", "permStart", "permEnd",
    )
)  # fmt: skip
_NOT_TRACKED: Final = ("comment", "annotation", "perm")
_PROPERTIES: Final = frozenset(w(name) for name in ("rPr", "trPr", "numPr"))


def has_any(data: bytes) -> bool:
    """Whether a part holds something of a reviewer; cheap, so that other parts keep their bytes."""
    return _SOME.search(data) is not None


def accept(root: etree._Element) -> int:
    """Accept the tracked changes under ``root`` and take out the marks of comments; how many changes there were."""
    count = _drop_rows_and_cells(root)
    joined = [paragraph for paragraph in root.iter(w("p")) if _mark_is_deleted(paragraph)]
    for element in list(root.iter(*_DELETED)):
        count += 1
        _remove(element)
    for element in list(root.iter(*_INSERTED)):
        count += 1
        _unwrap(element)
    for element in list(root.iter(*_MARKS)):
        count += not etree.QName(element).localname.startswith(_NOT_TRACKED)
        _remove(element)
    for element in list(root.iter(w("commentReference"))):
        _remove_with_run(element)
    for paragraph in reversed(joined):
        _join_with_next(paragraph)
    _fill_cells(root)
    return count


def _drop_rows_and_cells(root: etree._Element) -> int:
    deleted = [*_owners(root, "tr", "trPr", "del"), *_owners(root, "tc", "tcPr", "cellDel")]
    for element in deleted:
        _remove(element)
    for row in [row for row in root.iter(w("tr")) if row.find(f".//{w('tc')}") is None]:
        _remove(row)
    for table in [table for table in root.iter(w("tbl")) if table.find(f".//{w('tr')}") is None]:
        _remove(table)
    return len(deleted)


def _owners(root: etree._Element, owner: str, properties: str, mark: str) -> Iterator[etree._Element]:
    for element in list(root.iter(w(owner))):
        if element.find(f"{w(properties)}/{w(mark)}") is not None:
            yield element


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    """Whether the end of the paragraph was deleted, so that the next one goes on in it."""
    return any(paragraph.find(f"{w('pPr')}/{w('rPr')}/{mark}") is not None for mark in _DELETED)


def _join_with_next(paragraph: etree._Element) -> None:
    """As Word does: the words go to the front of the next paragraph, which keeps its own dress."""
    content = [child for child in paragraph if child.tag != w("pPr")]
    following = paragraph.getnext()
    if following is None or following.tag != w("p"):
        if not content and following is not None:
            _remove(paragraph)
        return
    place = 1 if following.find(w("pPr")) is not None else 0
    for child in reversed(content):
        following.insert(place, child)
    _remove(paragraph)


def _fill_cells(root: etree._Element) -> None:
    """Word calls a file damaged when a cell does not end with a paragraph."""
    for cell in root.iter(w("tc")):
        if not len(cell) or cell[-1].tag not in (w("p"), w("sdt")):
            etree.SubElement(cell, w("p"))


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if parent.tag not in _PROPERTIES:
        for child in list(element):
            element.addprevious(child)
    parent.remove(element)


def _remove_with_run(element: etree._Element) -> None:
    run = element.getparent()
    _remove(element)
    if run is not None and run.tag == w("r") and all(child.tag == w("rPr") for child in run):
        _remove(run)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
