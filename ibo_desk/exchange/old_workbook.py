"""A workbook of before 2007 (.xls): ``xlrd`` takes it apart, what it gives is read as of any other workbook."""

import io
import struct
from collections.abc import Iterator
from typing import Any, Final

import xlrd
from openpyxl.styles.numbers import is_timedelta_format
from xlrd.compdoc import CompDocError

from ibo_desk.domain import bounds
from ibo_desk.domain.characters import clean, clean_line
from ibo_desk.exchange.raw_sheets import (
    COMMENT,
    ERROR,
    LINKED,
    RawRow,
    RawSheet,
    Value,
    as_percent,
    column_letter,
    count,
    count_sheets,
    is_percent_format,
    spread,
    tell,
)
from ibo_desk.exchange.sheet_rows import moment_of
from ibo_desk.foreign.errors import ForeignError, Reason
from ibo_desk.language import _

_WHITE: Final = frozenset({1, 9, 64, 65})  # in the palette, and the colours of an empty sheet
# What the library raises on bytes that are no sound workbook; the list grew by mutating files (tools/soak/mutations).
_BAD_BOOK: Final = (
    xlrd.XLRDError, CompDocError, struct.error, AssertionError, AttributeError, LookupError, MemoryError,
    NotImplementedError, OverflowError, RecursionError, TypeError, UnboundLocalError, UnicodeError, ValueError,
    ZeroDivisionError,
)  # fmt: skip


def read_old_workbook(data: bytes) -> list[RawSheet]:
    """The sheets of an .xls. Raises ``ForeignError``: OLE for one with a password, DAMAGED, TOO_BIG."""
    if len(data) > bounds.OLD_WORKBOOK:
        raise ForeignError(Reason.TOO_BIG)
    left = [bounds.CELLS]
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True, on_demand=True
        )
        count_sheets(book.nsheets)
        return [_OldSheet(book, sheet, left).read() for sheet in book.sheets()]
    except _BAD_BOOK as error:
        protected = isinstance(error, xlrd.XLRDError) and "encrypted" in str(error).lower()
        raise ForeignError(Reason.OLE if protected else Reason.DAMAGED) from error


class _OldSheet:
    """One sheet, row by row."""

    def __init__(self, book: Any, sheet: Any, left: list[int]) -> None:
        self._book = book
        self._sheet = sheet
        self._left = left

    def read(self) -> RawSheet:
        sheet = self._sheet
        rows: dict[int, RawRow] = {}
        cut = False
        for at in range(sheet.nrows):
            row = self._row(at)
            if not row.cells and not row.remarks:
                continue
            if len(rows) >= bounds.ROWS:
                cut = True
                break
            count(self._left, len(row.cells), sheet.name)
            rows[row.number] = row
        if len(sheet.merged_cells) > bounds.MERGES:
            raise ForeignError(Reason.TOO_BIG, sheet.name)
        merged = [(first + 1, left, last, right - 1) for first, last, left, right in sheet.merged_cells]
        spread(merged, rows, self._left)
        tell(rows, COMMENT, self._comments())
        tell(rows, LINKED, self._links(rows))
        columns = [(at, at) for at, info in sorted(sheet.colinfo_map.items()) if info.hidden]
        return RawSheet(list(rows.values()), columns, cut, clean_line(sheet.name), sheet.visibility == 0)

    def _row(self, at: int) -> RawRow:
        sheet = self._sheet
        info = sheet.rowinfo_map.get(at)
        row = RawRow(at + 1, bool(info and info.hidden))
        for column in range(sheet.row_len(at)):
            cell = sheet.cell(at, column)
            if cell.ctype == xlrd.XL_CELL_ERROR:
                value = xlrd.error_text_from_code.get(cell.value, "")
                row.remarks.append(_(ERROR).format(place=f"{column_letter(column)}{at + 1}", value=value))
                continue
            value = self._value(cell)
            if value is None or value == "":
                continue
            row.cells[column] = value
            self._look(cell.xf_index, column, row)
        return row

    def _value(self, cell: Any) -> Value:
        if cell.ctype == xlrd.XL_CELL_TEXT:
            return clean(str(cell.value)[: bounds.CELL_TEXT]).strip()
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        if cell.ctype == xlrd.XL_CELL_DATE:
            is_duration = is_timedelta_format(self._format(cell.xf_index))
            return moment_of(cell.value, since_1904=bool(self._book.datemode), is_duration=is_duration)
        if cell.ctype == xlrd.XL_CELL_NUMBER and is_percent_format(self._format(cell.xf_index)):
            return as_percent(cell.value)
        if cell.ctype == xlrd.XL_CELL_NUMBER:
            return int(cell.value) if float(cell.value).is_integer() else float(cell.value)
        return None

    def _format(self, style: int | None) -> str:
        if style is None:
            return ""
        known = self._book.format_map.get(self._book.xf_list[style].format_key)
        return str(known.format_str) if known else ""

    def _look(self, style: int | None, column: int, row: RawRow) -> None:
        if style is None:
            return
        look = self._book.xf_list[style]
        if self._book.font_list[look.font_index].struck_out:
            row.struck.add(column)
        fill = look.background
        if fill.fill_pattern and fill.pattern_colour_index not in _WHITE:
            row.coloured.add(column)

    def _comments(self) -> list[tuple[str, str]]:
        notes = list(self._sheet.cell_note_map.items())[: bounds.NOTES]
        return [(f"{column_letter(column)}{at + 1}", str(note.text)) for (at, column), note in notes]

    def _links(self, rows: dict[int, RawRow]) -> Iterator[tuple[str, str]]:
        for (at, column), link in list(self._sheet.hyperlink_map.items())[: bounds.NOTES]:
            target = clean_line(str(link.url_or_path or "")).removeprefix("mailto:")
            shown = str(rows[at + 1].cells.get(column, "")) if at + 1 in rows else ""
            if target and target.rstrip("/").casefold() not in shown.casefold():
                yield f"{column_letter(column)}{at + 1}", target
