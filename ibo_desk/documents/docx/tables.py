"""Mending what loops do to tables: no cell without a paragraph, no table without rows, a grid that fits its columns."""

import re
from typing import Final

from lxml import etree

from ibo_desk.documents.docx import bookmarks
from ibo_desk.documents.docx.keeping import SIGNATURES, hold_end, hold_rows, hold_signatures, loosen_headings
from ibo_desk.documents.docx.words import w

_EMPTY_CELL: Final = re.compile(r"(<w:tc>|<w:tc [^>]*>|</w:tcPr>|<w:tcPr/>|</w:tbl>)(\s*)</w:tc>")
_ROWLESS: Final = re.compile(r"(?:</w:tblGrid>|<w:tblGrid/>)\s*</w:tbl>")
_DRAWING: Final = re.compile(r'(<wp:docPr\b[^>]*?\bid=")\d+(")')
# The style of a table whose columns that say nothing are left out; every program that saves a template keeps it.
FITTING: Final = "DeskTableFitting"
_MOST_COLUMNS: Final = 63  # of a table in Word
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def mended(xml: str, features: frozenset[str]) -> str:
    """The rendered part, sound again; ``features`` are the levels of the tags in its template."""
    if "tc" in features or FITTING in xml or SIGNATURES in xml or _ROWLESS.search(xml):
        xml = _with_tables(xml, grid="tc" in features)
    if "<w:tbl>" in xml or "</w:tbl>" in xml:
        xml = _EMPTY_CELL.sub(r"\1<w:p/></w:tc>", xml)
    count = 0

    def numbered(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"{match.group(1)}{count}{match.group(2)}"

    return bookmarks.mended(_DRAWING.sub(numbered, xml))


def _with_tables(xml: str, *, grid: bool) -> str:
    root = etree.fromstring(xml.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    changed = False
    for table in list(root.iter(w("tbl"))):
        if next(table.iter(w("tr")), None) is None:
            parent = table.getparent()
            assert parent is not None
            parent.remove(table)
            changed = True
            continue
        if grid:
            changed = _fit_grid(table) or changed
        if _is_fitting(table):
            changed = _leave_out(table) or changed
            changed = hold_rows(table) or changed
    changed = loosen_headings(root) or changed
    changed = hold_end(root) or changed
    changed = hold_signatures(root) or changed
    return _DECLARATION + etree.tostring(root, encoding="unicode") if changed else xml


def _fit_grid(table: etree._Element) -> bool:
    """Give the grid as many columns as the widest row has, sharing the width the table had."""
    columns = table.find(w("tblGrid"))
    if columns is None:
        return False
    rows = [[(cell, _span(cell)) for cell in row.findall(w("tc"))] for row in table.findall(w("tr"))]
    columns_needed = max((sum(span for _cell, span in row) for row in rows), default=0)
    old = [_number(column.get(w("w")), 0) for column in columns.findall(w("gridCol"))]
    if not columns_needed or columns_needed == len(old):
        return False
    width = (sum(old) or 9_000) // columns_needed
    for column in list(columns):
        columns.remove(column)
    for _column in range(columns_needed):
        etree.SubElement(columns, w("gridCol"), {w("w"): str(width)})
    for row in rows:
        for cell, span in row:
            size = cell.find(f"{w('tcPr')}/{w('tcW')}")
            if size is not None and size.get(w("type")) == "dxa":
                size.set(w("w"), str(width * span))
    return True


def _is_fitting(table: etree._Element) -> bool:
    style = table.find(f"{w('tblPr')}/{w('tblStyle')}")
    return style is not None and style.get(w("val")) == FITTING


def _leave_out(table: etree._Element) -> bool:
    """Take the columns that say nothing out of a table, and give the others their width."""
    columns = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
    rows = [row.findall(w("tc")) for row in table.findall(w("tr"))]
    if all(len(row) == len(columns) for row in rows):
        places = range(len(columns))
        kept = [place for place in places if any(_says(row[place]) for row in rows[1:])]
        if kept and len(kept) < len(columns):
            _keep(columns, rows, kept)
            return True
    return False


def _keep(columns: list[etree._Element], rows: list[list[etree._Element]], kept: list[int]) -> None:
    """Keep some columns, which share the width of the table as they did before."""
    widths = [_number(column.get(w("w")), 0) for column in columns]
    left = sum(widths[place] for place in kept) or 1
    for place, column in enumerate(columns):
        cells = [row[place] for row in rows]
        if place not in kept:
            for gone in (column, *cells):
                parent = gone.getparent()
                assert parent is not None
                parent.remove(gone)
            continue
        width = str(widths[place] * sum(widths) // left)
        column.set(w("w"), width)
        for size in (cell.find(f"{w('tcPr')}/{w('tcW')}") for cell in cells):
            if size is not None:
                size.set(w("w"), width)


def _says(cell: etree._Element) -> bool:
    return (
        any((text.text or "").strip() for text in cell.iter(w("t")))
        or next(cell.iter(w("drawing")), None) is not None
    )


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    return min(_number(span.get(w("val")), 1), _MOST_COLUMNS) if span is not None else 1


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise
