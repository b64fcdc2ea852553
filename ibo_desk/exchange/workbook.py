"""Reading a workbook as people leave it: merged cells, formulas, hidden rows, cells with an error in them."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ibo_desk.exchange.errors import ListError
from ibo_desk.language import _

Value = str | int | float | bool | date | time | None
LARGEST = 200 * 1024 * 1024  # bytes, unpacked: far above any list, far below what would fill the memory
MOST_ROWS = 20_000
_OLE = b"\xd0\xcf\x11\xe0"  # an .xls of before 2007, or an .xlsx with a password


@dataclass(frozen=True)
class SourceRow:
    """One row: its number in the sheet, its cells by column (from 0), and what could not be read in it."""

    number: int
    cells: Mapping[int, Value]
    hidden: bool = False
    remarks: tuple[str, ...] = ()
    coloured: tuple[int, ...] = ()  # columns of filled cells that carry a colour

    def text(self, column: int | None) -> str:
        return "" if column is None else as_text(self.cells.get(column))


@dataclass(frozen=True)
class Sheet:
    """One visible sheet with the rows that hold anything."""

    name: str
    rows: tuple[SourceRow, ...] = field(default=())
    cut: bool = False  # more rows than we read


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
    return "\n".join(line.strip() for line in str(value).replace("\xa0", " ").strip().splitlines())


def printable(text: str) -> str:
    """A text without the characters that no cell, paper or field may hold."""
    return "".join(ch for ch in text if ch.isprintable() or ch in "\n\t")


def read_workbook(path: Path) -> tuple[Sheet, ...]:
    """The visible sheets of a workbook.

    Raises ``ListError`` "no_such_list", "not_a_workbook", "workbook_protected", "workbook_damaged", "workbook_too_big".
    """
    data = _checked(path)
    values, formulas = _load(path, data, data_only=True), _load(path, data, data_only=False)
    return tuple(
        _sheet(sheet, formulas[sheet.title]) for sheet in values.worksheets if sheet.sheet_state == "visible"
    )


def _checked(path: Path) -> bytes:
    if not path.is_file():
        raise ListError("no_such_list", _("{path} does not exist; check name and folder.").format(path=path))
    data = path.read_bytes()
    if data[:4] == _OLE:
        text = _("{path} is an old .xls or has a password; save it in Excel as .xlsx without a password.")
        raise ListError("workbook_protected", text.format(path=path))
    if data[:2] != b"PK":
        text = _("{path} is not an Excel workbook; save the list as .xlsx.")
        raise ListError("not_a_workbook", text.format(path=path))
    return data


def _load(path: Path, data: bytes, *, data_only: bool) -> Workbook:
    damaged = ListError(
        "workbook_damaged",
        _("{path} is damaged or not an Excel workbook; open it in Excel and save it again as .xlsx.").format(
            path=path
        ),
    )
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > LARGEST:
                text = _("{path} is too big for a list; keep only the sheet with the list in it.")
                raise ListError("workbook_too_big", text.format(path=path))
        return load_workbook(BytesIO(data), data_only=data_only)
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError) as error:
        raise damaged from error
    except (
        AttributeError,
        IndexError,
        EOFError,
        NotImplementedError,
    ) as error:  # parts that contradict each other
        raise damaged from error


def _sheet(sheet: Worksheet, formulas: Worksheet) -> Sheet:
    merged = _merged(sheet)
    rows = []
    for at, cells in enumerate(sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS)), start=1):
        found: dict[int, Value] = {}
        remarks = []
        for column, cell in enumerate(cells):
            value = merged.get((at, column), cell.value)
            told = _trouble(value, formulas.cell(at, column + 1).value)
            if told:
                place = f"{get_column_letter(column + 1)}{at}"
                remarks.append(told.format(place=place, value=value))
            elif _clean(value) not in {None, ""}:
                found[column] = _clean(value)
        if found or remarks:
            hidden = bool(sheet.row_dimensions[at].hidden)
            coloured = tuple(n for n, cell in enumerate(cells) if n in found and _has_colour(cell))
            rows.append(SourceRow(at, found, hidden, tuple(remarks), coloured))
    return Sheet(sheet.title, tuple(rows), sheet.max_row > MOST_ROWS)


def _merged(sheet: Worksheet) -> dict[tuple[int, int], Any]:
    """The value of merged cells, for every row and column that they cover."""
    return {
        (row, column - 1): sheet.cell(area.min_row, area.min_col).value
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }


def _trouble(value: Any, formula: Any) -> str:
    """What to say of a cell that holds no readable value."""
    if isinstance(value, str) and value.startswith("#") and value.rstrip("!?/0").isupper():
        return _("cell {place} holds the error {value} and was not read")
    if value is None and isinstance(formula, str) and formula.startswith("="):
        return _("cell {place} holds a formula without a value; save the list in Excel first")
    return ""


def _has_colour(cell: Cell | MergedCell) -> bool:
    fill = cell.fill
    return bool(fill.fill_type) and fill.fgColor.rgb not in {"00000000", "FFFFFFFF"}


def _clean(value: Any) -> Value:
    """A value without what only Excel knows: times in days, characters that no text may hold."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return printable(value).strip()
    if isinstance(value, int | float | bool | date | time) or value is None:
        return value
    return str(value)
