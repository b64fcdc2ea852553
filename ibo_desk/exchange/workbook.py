"""Reading a workbook as people leave it: merged cells, formulas, hidden rows, cells with an error in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from ibo_desk.domain import bounds
from ibo_desk.domain.characters import clean
from ibo_desk.exchange import book_parts
from ibo_desk.exchange.foreign_words import WORKBOOK, list_error
from ibo_desk.exchange.sheet_rows import RawRow, RawSheet, Value, column_letter, read_sheet
from ibo_desk.foreign.errors import ForeignError
from ibo_desk.foreign.package import Package, Progress, no_progress, read_bytes


@dataclass(frozen=True)
class SourceRow:
    """One row: its number in the sheet, its cells by column (from 0), and what could not be read in it."""

    number: int
    cells: Mapping[int, Value]
    hidden: bool = False
    remarks: tuple[str, ...] = ()
    coloured: tuple[int, ...] = ()  # columns of filled cells that carry a colour
    struck: tuple[int, ...] = ()  # columns of filled cells that are struck through

    def text(self, column: int | None) -> str:
        return "" if column is None else as_text(self.cells.get(column))


@dataclass(frozen=True)
class Sheet:
    """One visible sheet with the rows that hold anything."""

    name: str
    rows: tuple[SourceRow, ...] = field(default=())
    cut: bool = False  # more rows than we read
    hidden_columns: tuple[tuple[int, int], ...] = ()  # first and last, from 0

    def hides(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)


@dataclass(frozen=True)
class Book:
    """A workbook: the sheets that people see, and the names of those that they do not."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()


def as_text(value: Value) -> str:
    """A cell as a person reads it: 5.0 is 5, a day is 18/09/2026; no spaces around it, line ends kept."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "\n".join(line.strip() for line in clean(str(value)).strip().splitlines())


def read_workbook(path: Path, progress: Progress = no_progress) -> Book:
    """The sheets of a workbook with the rows that hold anything; hidden sheets are named and not read.

    Raises ``ListError`` with a code of ``foreign_words.WORKBOOK``, and what ``progress`` raises to stop.
    """
    try:
        package = Package(read_bytes(path, bounds.WORKBOOK.packed), bounds.WORKBOOK, progress)
        book = book_parts.read_book(package)
        left = [bounds.CELLS]
        shown = [sheet for sheet in book.sheets if sheet.visible]
        sheets = tuple(_sheet(sheet.name, read_sheet(package, sheet.part, book, left)) for sheet in shown)
    except ForeignError as error:
        raise list_error(error, path, WORKBOOK) from error
    return Book(sheets, tuple(sheet.name for sheet in book.sheets if not sheet.visible))


def _sheet(name: str, raw: RawSheet) -> Sheet:
    return Sheet(name, tuple(map(_row, raw.rows)), raw.cut, tuple(raw.hidden_columns))


def _row(raw: RawRow) -> SourceRow:
    coloured, struck = tuple(sorted(raw.coloured)), tuple(sorted(raw.struck))
    return SourceRow(raw.number, raw.cells, raw.hidden, tuple(raw.remarks), coloured, struck)


__all__ = ["Book", "Sheet", "SourceRow", "Value", "as_text", "column_letter", "read_workbook"]
