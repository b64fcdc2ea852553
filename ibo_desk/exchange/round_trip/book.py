"""Writing the workbook: a sheet per kind, with frozen and filtered headings, choice lists and hidden ids."""

import math
import re
from collections.abc import Sequence
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ibo_desk.exchange.round_trip.records import SheetRecord, SheetRecords
from ibo_desk.exchange.round_trip.shapes import Field, Shape
from ibo_desk.exchange.workbook import Value
from ibo_desk.language import _

MARK: Final = "ibo-desk"
VERSION: Final = "1"
HIDDEN: Final = 2  # columns before those that people see: id and revision
LINE: Final = 15  # points
MOST_LINES: Final = 8  # of a row; who reads a long text makes the row higher
SPARE: Final = 200  # rows below the last one that still have the choice lists
_FORMATS: Final = {
    Shape.DAY: "dd/mm/yyyy",
    Shape.HOUR: "hh:mm",
    Shape.COUNT: "0",
    Shape.MONEY: "[$€-813]\\ #,##0.00",
    Shape.STAFF: "0.0##",
}
_FORMULA_SIGNS: Final = ("=", "+", "-", "@")
_LOOKS_ESCAPED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FONT: Final = "Calibri"
_HEAD_FONT = Font(name=_FONT, bold=True, color="1F3A5F")
_LOCKED_HEAD_FONT = Font(name=_FONT, italic=True, color="55606B")
_HEAD_FILL = PatternFill("solid", fgColor="E4EAF2")
_LOCKED_FONT = Font(name=_FONT, color="55606B")
_BODY_FONT = Font(name=_FONT)
_TOP = Alignment(wrap_text=True, vertical="top")
_TOP_LEFT = Alignment(horizontal="left", vertical="top")


def make_book(sheets: Sequence[SheetRecords]) -> bytes:
    """The workbook as bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _add_styles(book)
    pages = [(book.create_sheet(sheet.kind.name), sheet) for sheet in sheets]
    lists = _Lists(book.create_sheet(_("Lists")))
    for page, sheet in pages:
        _fill(page, sheet)
        _dress(page, sheet, lists)
    lists.page.sheet_state = "hidden"
    book.properties.creator = "IBO Desk"
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _add_styles(book: Workbook) -> None:
    """A style for each kind of value: giving a cell its name is much quicker than dressing every cell."""
    for shape in Shape:
        for locked in (False, True):
            style = NamedStyle(_style_name(shape, locked=locked))
            style.number_format = _FORMATS.get(shape, "General")
            style.alignment = _TOP_LEFT if shape is Shape.DAY else _TOP
            style.font = _LOCKED_FONT if locked else _BODY_FONT
            book.add_named_style(style)


def _style_name(shape: Shape, *, locked: bool) -> str:
    return f"ibo {shape}{' locked' if locked else ''}"


class _Lists:
    """The sheet that holds the words of the choice lists: inside a validation Excel takes 255 characters."""

    def __init__(self, page: Worksheet) -> None:
        self.page = page
        self._places: dict[tuple[str, ...], str] = {}

    def place(self, words: Sequence[str]) -> str:
        """Where a list stands; one that stands there already is not written twice."""
        key = tuple(words)
        if key not in self._places:
            at = len(self._places) + 1
            for row, word in enumerate(key, start=1):
                _write(self.page.cell(row, at), word)
            letter = get_column_letter(at)
            self._places[key] = f"{quote_sheetname(self.page.title)}!${letter}$1:${letter}${len(key)}"
        return self._places[key]


def _fill(page: Worksheet, sheet: SheetRecords) -> None:
    page.cell(1, 1, f"{MARK} {VERSION} {sheet.kind.table}")
    page.cell(1, 2, _("revision"))
    for at, column in enumerate((field.column for field in sheet.fields), start=HIDDEN + 1):
        cell = page.cell(1, at, column.heading)
        cell.font = _LOCKED_HEAD_FONT if column.locked else _HEAD_FONT
        cell.fill = _HEAD_FILL
        cell.alignment = _TOP
    page.row_dimensions[1].height = 2 * LINE
    for row, record in enumerate(sheet.records, start=2):
        _line(page, row, record, sheet.fields)


def _line(page: Worksheet, row: int, record: SheetRecord, fields: Sequence[Field]) -> None:
    page.cell(row, 1, str(record.id))
    page.cell(row, 2, str(record.revision or ""))
    lines = 1
    for at, field in enumerate(fields, start=HIDDEN + 1):
        cell = page.cell(row, at)
        cell.style = _style_name(field.shape, locked=field.column.locked)
        value = field.to_cell(record.values[field.column.name])
        _write(cell, value)
        lines = max(lines, _lines(value, field.column.width))
    page.row_dimensions[row].height = LINE * min(lines, MOST_LINES)


def _lines(value: Value, width: int) -> int:
    """How many lines a text takes in its column; Calc does not work that out itself when it opens a workbook."""
    if not isinstance(value, str):
        return 1
    return sum(math.ceil(max(len(part), 1) / width) for part in value.split("\n"))


def _write(cell: Cell | MergedCell, value: Value) -> None:
    """Put a value in a cell; a text stays a text, also one that begins as a formula does."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = _LOOKS_ESCAPED.sub("_x005F_", value)
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(_FORMULA_SIGNS)  # it stays one where somebody edits it


def _dress(page: Worksheet, sheet: SheetRecords, lists: _Lists) -> None:
    last = len(sheet.records) + 1
    for at in range(1, HIDDEN + 1):
        page.column_dimensions[get_column_letter(at)].hidden = True
    for at, field in enumerate(sheet.fields, start=HIDDEN + 1):
        letter = get_column_letter(at)
        page.column_dimensions[letter].width = field.column.width
        check = _check(field, lists)
        if check is not None:
            check.add(f"{letter}2:{letter}{last + SPARE}")
            page.add_data_validation(check)
    page.freeze_panes = f"{get_column_letter(HIDDEN + 2)}2"
    page.auto_filter.ref = f"A1:{get_column_letter(HIDDEN + len(sheet.fields))}{last}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    if page.oddFooter is not None:
        page.oddFooter.center.text = _("Working copy of the secretariat")


def _check(field: Field, lists: _Lists) -> DataValidation | None:
    """What Excel looks at while somebody types; what is pasted is looked at when it is read back."""
    if field.column.locked:
        validation = DataValidation(allow_blank=True, showInputMessage=True)
        validation.promptTitle = _("Only to be read")
        validation.prompt = _("What is changed in this column is not read back; change it in IBO Desk.")
        return validation
    choices = field.choices()
    if choices:
        chosen = DataValidation(
            "list", formula1=lists.place(choices), allow_blank=True, showErrorMessage=True
        )
        chosen.error = _("Choose one of the words in the list.")
        return chosen
    if field.shape is Shape.DAY:
        day = DataValidation(
            "date", operator="greaterThan", formula1="1", allow_blank=True, showErrorMessage=True
        )
        day.error = _("Write the date as 11/12/2026.")
        return day
    return None
