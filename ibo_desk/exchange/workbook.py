"""Reading a workbook as people leave it: merged cells, formulas, hidden rows, cells with an error in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Final

from ibo_desk.domain import bounds
from ibo_desk.domain.characters import clean, clean_line
from ibo_desk.exchange import book_parts
from ibo_desk.exchange.delimited import read_delimited
from ibo_desk.exchange.foreign_words import WORKBOOK, list_error
from ibo_desk.exchange.open_document import read_open_document
from ibo_desk.exchange.raw_sheets import RawRow, RawSheet, Value, column_at, column_letter, count_sheets
from ibo_desk.exchange.sheet_rows import read_sheet
from ibo_desk.foreign.errors import ForeignError
from ibo_desk.foreign.package import OLE, WEB_PAGES, Package, Progress, no_progress, read_bytes

_Reader = Callable[[Path, bytes, Progress], list[RawSheet]]
_OPEN_DOCUMENTS: Final = frozenset({".ods", ".ots"})
_OLD_WORKBOOKS: Final = frozenset({".xls", ".xlt"})
_TEXTS: Final = frozenset({".csv", ".tsv", ".txt"})


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
    remarks: tuple[str, ...] = ()  # how it was taken, where that is not as it stands

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
    """The sheets of a list with the rows that hold anything; hidden sheets are named and not read.

    What it is its bytes tell: .xlsx, .xlsm, .xls, .ods; a text is read as a list where its name says so (.csv, .tsv).
    Raises ``ListError`` with a code of ``foreign_words.WORKBOOK``, and what ``progress`` raises to stop.
    """
    try:
        data = read_bytes(path, bounds.WORKBOOK.packed)
        sheets = _reader(path, data)(path, data, progress)
    except ForeignError as error:
        raise list_error(error, path, WORKBOOK) from error
    shown = tuple(map(_sheet, (sheet for sheet in sheets if sheet.visible)))
    return Book(shown, tuple(sheet.name for sheet in sheets if not sheet.visible))


def _reader(path: Path, data: bytes) -> _Reader:
    """Who reads these bytes; what nobody reads is named by the reader of workbooks."""
    ending = path.suffix.lower()
    if data.startswith(b"PK"):
        is_excel = b"[Content_Types].xml" in data  # names of parts are never packed
        return _open_document if ending in _OPEN_DOCUMENTS and not is_excel else _workbook
    if data.startswith(OLE):
        return _old_workbook if ending in _OLD_WORKBOOKS else _workbook
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return _delimited if ending in _TEXTS and start and not start.startswith(WEB_PAGES) else _workbook


def _workbook(_path: Path, data: bytes, progress: Progress) -> list[RawSheet]:
    package = Package(data, bounds.WORKBOOK, progress)
    book = book_parts.read_book(package)
    left = [bounds.CELLS]
    count_sheets(len(book.sheets))
    return [
        read_sheet(package, sheet.name, sheet.part, book, left)
        if sheet.visible
        else RawSheet([], [], name=sheet.name, visible=False)
        for sheet in book.sheets
    ]


def _open_document(_path: Path, data: bytes, progress: Progress) -> list[RawSheet]:
    return read_open_document(Package(data, bounds.WORKBOOK, progress, open_document=True))


def _old_workbook(_path: Path, data: bytes, _progress: Progress) -> list[RawSheet]:
    from ibo_desk.exchange.old_workbook import read_old_workbook  # few lists are that old

    return read_old_workbook(data)


def _delimited(path: Path, data: bytes, _progress: Progress) -> list[RawSheet]:
    return [read_delimited(data, clean_line(path.stem))]


def _sheet(raw: RawSheet) -> Sheet:
    return Sheet(raw.name, tuple(map(_row, raw.rows)), raw.cut, tuple(raw.hidden_columns))


def _row(raw: RawRow) -> SourceRow:
    coloured, struck = tuple(sorted(raw.coloured)), tuple(sorted(raw.struck))
    return SourceRow(raw.number, raw.cells, raw.hidden, tuple(raw.remarks), coloured, struck)


__all__ = ["Book", "Sheet", "SourceRow", "Value", "as_text", "column_at", "column_letter", "read_workbook"]
