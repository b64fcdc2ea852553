"""The reply sheet that goes with a note: a workbook in which a college fills in its answers, and reading it back.

Ids stand in hidden columns, and everything but the answers is locked.
"""

from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import UUID

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ibo_desk.domain.characters import clean
from ibo_desk.exchange import reply
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.reply import Asking, ReturnedLine, fitting_words
from ibo_desk.exchange.workbook import Sheet, SourceRow, read_workbook
from ibo_desk.foreign.package import Progress, no_progress
from ibo_desk.language import _
from ibo_desk.services.feedback.rows import RoundRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, short_day

MARK = "ibo-desk antwoordblad 1"  # what the first hidden cell says, with the version of the layout
_HEADS = (
    reply.ITEM, reply.ASKED, reply.QUESTION, reply.ANSWER_BY,
    reply.ANSWER, reply.DAY, reply.TEXT, reply.REFERENCE,
)  # fmt: skip
_WIDTHS = (30, 14, 34, 13, 24, 15, 38, 20)
_FONT = "Calibri"
_FIRST = 4  # columns A–C hold the ids, hidden; what people see begins at D
_ITEM, _COLLEGE, _ROUND = 0, 1, 2  # hidden columns, from 0
_ANSWER, _DAY, _TEXT, _REFERENCE = 7, 8, 9, 10
_HEAD_ROW = 5


def make_sheet(asking: Asking) -> bytes:
    """The workbook with a row for each question."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = _("Reply")
    _heading(page, asking)
    for at, row in enumerate(asking.rows, start=_HEAD_ROW + 1):
        _line(page, at, row)
    _dress(page, len(asking.rows))
    book.properties.title = _("Reply sheet {meeting} – {municipality}").format(
        meeting=asking.rows[0].meeting, municipality=asking.municipality
    )
    book.properties.creator = "IBO Desk"
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def read_sheet(path: Path, progress: Progress = no_progress) -> list[ReturnedLine]:
    """What a returned workbook says; ``ListError`` "not_a_reply_sheet" or what ``read_workbook`` raises."""
    lines = []
    for row in _reply_page(path, progress).rows:
        item_id = _id(row, _ITEM)
        if row.number > _HEAD_ROW and item_id is not None:
            value = row.cells.get(_DAY)
            on = value if isinstance(value, date) else row.text(_DAY)
            said = (row.text(_ANSWER), on, row.text(_TEXT), row.text(_REFERENCE))
            lines.append(ReturnedLine(item_id, _id(row, _COLLEGE), _id(row, _ROUND), *said, row.remarks))
    return lines


def _heading(page: Worksheet, asking: Asking) -> None:
    page.cell(1, 1, MARK)
    page.cell(1, _FIRST, asking.title).font = Font(name=_FONT, bold=True, size=15, color="1F3A5F")
    page.cell(2, _FIRST, _("{meeting}, {day}").format(meeting=asking.meeting, day=day(asking.on)))
    text = _("Fill in the yellow cells only, save the file and send it back. The other cells are locked.")
    page.cell(3, _FIRST, text).font = Font(name=_FONT, italic=True, color="55606B")
    page.row_dimensions[_HEAD_ROW].height = 32
    for at, name in enumerate(_HEADS, start=_FIRST):
        cell = page.cell(_HEAD_ROW, at, _(name))
        cell.font = Font(name=_FONT, bold=True, color="1F3A5F")
        cell.fill = PatternFill("solid", fgColor="F2F5F9")
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _line(page: Worksheet, at: int, row: RoundRow) -> None:
    shown = (row.item, label(row.question), row.question_text, short_day(row.answer_by))
    for column, value in enumerate((str(row.item_id), str(row.college_id), str(row.id), *shown), start=1):
        written_cell = page.cell(at, column, clean(value))
        written_cell.data_type = "s"  # a text that begins with "=" is no formula
        written_cell.alignment = Alignment(wrap_text=True, vertical="top")
    line = Side(style="thin", color="CBD3DC")
    for column in (_ANSWER, _DAY, _TEXT, _REFERENCE):
        cell = page.cell(at, column + 1)
        cell.fill = PatternFill("solid", fgColor="FFF8DC")
        cell.border = Border(line, line, line, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.protection = Protection(locked=False)
    page.cell(at, _DAY + 1).number_format = "dd/mm/yyyy"
    words = ",".join(fitting_words(row.question))
    choice = DataValidation("list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=True)
    choice.error = _("Choose one of the answers in the list.")
    choice.add(page.cell(at, _ANSWER + 1).coordinate)
    page.add_data_validation(choice)
    page.row_dimensions[at].height = 75


def _dress(page: Worksheet, count: int) -> None:
    for at, width in enumerate(_WIDTHS, start=_FIRST):
        page.column_dimensions[get_column_letter(at)].width = width
    for at in range(1, _FIRST):
        page.column_dimensions[get_column_letter(at)].hidden = True
    when = DataValidation(
        "date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True
    )
    when.error = _("Write the date as 11/12/2026.")
    letter = get_column_letter(_DAY + 1)
    when.add(f"{letter}{_HEAD_ROW + 1}:{letter}{_HEAD_ROW + count}")
    page.add_data_validation(when)
    page.freeze_panes = f"{get_column_letter(_FIRST)}{_HEAD_ROW + 1}"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False  # rows may be made higher
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"


def _reply_page(path: Path, progress: Progress) -> Sheet:
    for sheet in read_workbook(path, progress).sheets:
        if any(row.text(0) == MARK for row in sheet.rows if row.number == 1):
            return sheet
    text = _(
        "{path} is not a reply sheet of this program; open the file that was sent with the note. A list of "
        "actions, items or engagements is read in with “Import a list from Excel”, in the menu."
    )
    raise ListError("not_a_reply_sheet", text.format(path=path))


def _id(row: SourceRow, column: int) -> UUID | None:
    try:
        return UUID(row.text(column))
    except ValueError:
        return None
