"""The reply sheet that goes with a note: a workbook in which a college fills in its answers, and reading it back.

It is our own sheet on somebody else's computer: ids stand in hidden columns, everything but the answers is locked, and
what comes back is first shown and only then recorded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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

from ibo_desk.data.store import Store
from ibo_desk.domain.audience import Audience, may_read
from ibo_desk.domain.due import parse_due
from ibo_desk.domain.feedback import FITTING_ANSWERS, NEEDS_ANSWER, Answer, Question
from ibo_desk.domain.names import fold
from ibo_desk.exchange.errors import ListError
from ibo_desk.exchange.workbook import Sheet, SourceRow, read_workbook
from ibo_desk.language import N_, _
from ibo_desk.services.agenda import Agenda
from ibo_desk.services.bodies import Bodies
from ibo_desk.services.feedback import Feedback
from ibo_desk.services.feedback_rows import RoundRow
from ibo_desk.services.feedback_writing import GivenAnswer
from ibo_desk.services.format import day, short_day
from ibo_desk.services.meetings import Meetings
from ibo_desk.services.words import label

MARK = "ibo-desk antwoordblad 1"  # what the first hidden cell says, with the version of the layout
_HEADS = (
    N_("Item"), N_("Asked"), N_("Question"), N_("Answer by"), N_("Answer of the college"), N_("Date of the college"),
    N_("Explanation or reservation"), N_("Reference of the decision"),
)  # fmt: skip
_WIDTHS = (30, 14, 34, 13, 24, 15, 38, 20)
_FONT = "Calibri"
_FIRST = 4  # columns A–C hold the ids, hidden; what people see begins at D
_ITEM, _COLLEGE, _ROUND = 0, 1, 2  # hidden columns, from 0
_ANSWER, _DAY, _TEXT, _REFERENCE = 7, 8, 9, 10
_HEAD_ROW = 5
_MOST_TEXT, _MOST_REFERENCE = 20_000, 200


@dataclass(frozen=True)
class ReplyRow:
    """One answer on a returned sheet; ``answer`` None means that nothing was filled in or it cannot be read.

    ``remarks`` say what could not be read or would be replaced; ``fresh`` that recording it changes something.
    """

    item_id: UUID
    round_id: UUID | None
    item: str
    question: Question
    answer: Answer | None
    on: date | None
    text: str
    reference: str
    remarks: tuple[str, ...]
    fresh: bool


@dataclass(frozen=True)
class Reply:
    """A returned sheet, to look at before it is recorded."""

    source: str
    college_id: UUID
    municipality: str
    meeting: str
    rows: tuple[ReplyRow, ...]

    @property
    def to_record(self) -> tuple[ReplyRow, ...]:
        return tuple(row for row in self.rows if row.answer is not None and row.on is not None and row.fresh)


class ReplySheets:
    """Making, reading and recording reply sheets."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._feedback = Feedback(store)

    def make(self, meeting_id: UUID, college_id: UUID) -> bytes | None:
        """The sheet for the questions to one college about one meeting; None where nothing asks an answer."""
        meeting = Meetings(self._store).row(meeting_id)
        rows = self._asked(meeting_id, college_id)
        if not rows:
            return None
        municipality = self._municipality(college_id)
        book = Workbook()
        page = book.active
        assert isinstance(page, Worksheet)
        page.title = _("Reply")
        _heading(page, municipality, meeting.title, day(meeting.on))
        for at, row in enumerate(rows, start=_HEAD_ROW + 1):
            _line(page, at, row)
        _dress(page, len(rows))
        book.properties.title = _("Reply sheet {meeting} – {municipality}").format(
            meeting=meeting.short, municipality=municipality
        )
        book.properties.creator = "IBO Desk"
        held = BytesIO()
        book.save(held)
        return held.getvalue()

    def file_name(self, meeting_id: UUID, college_id: UUID) -> str:
        """ "antwoordblad-kortrijk-ibo-2026-4.xlsx"."""
        words = fold(f"{self._municipality(college_id)} {Meetings(self._store).row(meeting_id).short}")
        return "antwoordblad-" + "-".join("".join(c if c.isalnum() else " " for c in words).split()) + ".xlsx"

    def read(self, path: Path) -> Reply:
        """What a returned sheet says, beside what the file holds now; nothing is written.

        Raises ``ListError`` "not_a_reply_sheet", "reply_of_elsewhere" or what ``read_workbook`` raises.
        """
        sheet = _reply_page(path)
        lines = [row for row in sheet.rows if row.number > _HEAD_ROW and _id(row, _ITEM)]
        colleges = {_id(row, _COLLEGE) for row in lines}
        college_id = next(iter(colleges)) if len(colleges) == 1 else None
        known = {row.id: row for row in Bodies(self._store).colleges()}
        if college_id is None or college_id not in known:
            raise _elsewhere(path)
        current = {item.id: item for item in Agenda(self._store).by_ids([_must(row, _ITEM) for row in lines])}
        meeting = next(iter(current.values())).meeting if current else ""
        rows = tuple(
            self._read_row(row, college_id, {key: item.title for key, item in current.items()})
            for row in lines
        )
        if not current:
            raise _elsewhere(path)
        return Reply(
            path.name, college_id, known[college_id].organisation, meeting, tuple(r for r in rows if r)
        )

    def apply(self, reply: Reply) -> int:
        """Record what the sheet says, as one journal entry; returns how many answers. Raises ``RuleError``."""
        given = [
            GivenAnswer(
                row.item_id, reply.college_id, row.answer, row.on, row.text, row.reference, row.round_id
            )
            for row in reply.to_record
            if row.answer is not None and row.on is not None
        ]
        if given:
            self._feedback.record(given)
        return len(given)

    def _asked(self, meeting_id: UUID, college_id: UUID) -> list[RoundRow]:
        """The last round of each item that waits for an answer of this college."""
        found = []
        for item in Agenda(self._store).items(meeting_id):
            rows = self._feedback.rounds(item.id, college_id)
            if rows and may_read(Audience.COLLEGE, item.audience):
                last = rows[-1]
                open_still = last.question in NEEDS_ANSWER and last.answer in {None, Answer.POSTPONED}
                if open_still and may_read(Audience.COLLEGE, last.audience, own=True):
                    found.append(last)
        return found

    def _municipality(self, college_id: UUID) -> str:
        found = next((row for row in Bodies(self._store).colleges() if row.id == college_id), None)
        return found.organisation if found else ""

    def _read_row(self, row: SourceRow, college_id: UUID, titles: Mapping[UUID, str]) -> ReplyRow | None:
        item_id = _must(row, _ITEM)
        if item_id not in titles:
            return None
        rounds = self._feedback.rounds(item_id, college_id)
        asked = next((one for one in rounds if one.id == _id(row, _ROUND)), rounds[-1] if rounds else None)
        question = asked.question if asked else Question.POSITION
        remarks = list(row.remarks)
        answer = _answer(row.text(_ANSWER), question, remarks)
        on = self._day(row, remarks) if answer else None
        text = _cut(row.text(_TEXT), _MOST_TEXT, remarks)
        reference = _cut(row.text(_REFERENCE), _MOST_REFERENCE, remarks)
        fresh = True
        if answer and asked is not None and asked.answer is not None:
            there = (asked.answer, asked.answered_on, asked.answer_text, asked.reference)
            fresh = there != (answer, on, text, reference)
            told = _("replaces “{answer}” of {day}") if fresh else _("is recorded already")
            remarks.append(told.format(answer=label(asked.answer), day=day(asked.answered_on)))
        round_id = asked.id if asked else None
        return ReplyRow(
            item_id, round_id, titles[item_id], question, answer, on, text, reference, tuple(remarks), fresh
        )

    def _day(self, row: SourceRow, remarks: list[str]) -> date | None:
        """The day of the college; an answer without one cannot be recorded, and one in the future is not believed."""
        value, today = row.cells.get(_DAY), self._store.clock.today()
        said = row.text(_DAY)
        on = value if isinstance(value, date) else parse_due(said, today).on if said else None
        if on is None:
            remarks.append(
                _("the date of the college is missing or cannot be read: {text}").format(text=said or "–")
            )
        elif on > today:
            remarks.append(_("the date of the college ({day}) has yet to come").format(day=short_day(on)))
            return None
        return on


def _heading(page: Worksheet, municipality: str, meeting: str, on: str) -> None:
    page.cell(1, 1, MARK)
    page.cell(
        1, _FIRST, _("Reply sheet for the college of {municipality}").format(municipality=municipality)
    ).font = Font(name=_FONT, bold=True, size=15, color="1F3A5F")
    page.cell(2, _FIRST, _("{meeting}, {day}").format(meeting=meeting, day=on))
    told = _("Fill in the yellow cells only, save the file and send it back. The other cells are locked.")
    page.cell(3, _FIRST, told).font = Font(name=_FONT, italic=True, color="55606B")
    page.row_dimensions[_HEAD_ROW].height = 32
    for at, name in enumerate(_HEADS, start=_FIRST):
        cell = page.cell(_HEAD_ROW, at, _(name))
        cell.font = Font(name=_FONT, bold=True, color="1F3A5F")
        cell.fill = PatternFill("solid", fgColor="F2F5F9")
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _line(page: Worksheet, at: int, row: RoundRow) -> None:
    shown = (row.item, label(row.question), row.question_text, short_day(row.answer_by))
    for column, value in enumerate((str(row.item_id), str(row.college_id), str(row.id), *shown), start=1):
        told = page.cell(at, column, _plain(value))
        told.data_type = "s"  # a text that begins with "=" is no formula
        told.alignment = Alignment(wrap_text=True, vertical="top")
    line = Side(style="thin", color="CBD3DC")
    for column in (_ANSWER, _DAY, _TEXT, _REFERENCE):
        cell = page.cell(at, column + 1)
        cell.fill = PatternFill("solid", fgColor="FFF8DC")
        cell.border = Border(line, line, line, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.protection = Protection(locked=False)
    page.cell(at, _DAY + 1).number_format = "dd/mm/yyyy"
    words = ",".join(label(answer) for answer in Answer if answer in FITTING_ANSWERS[row.question])
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


def _plain(text: str) -> str:
    return "".join(ch for ch in text if ch.isprintable() or ch == "\n")


def _reply_page(path: Path) -> Sheet:
    for sheet in read_workbook(path):
        if any(row.text(0) == MARK for row in sheet.rows if row.number == 1):
            return sheet
    told = _("{path} is not a reply sheet of this program; open the file that was sent with the note.")
    raise ListError("not_a_reply_sheet", told.format(path=path))


def _elsewhere(path: Path) -> ListError:
    told = _(
        "{path} is a reply about items or a college that are not in this file; open the right region file."
    )
    return ListError("reply_of_elsewhere", told.format(path=path))


def _id(row: SourceRow, column: int) -> UUID | None:
    try:
        return UUID(row.text(column))
    except ValueError:
        return None


def _must(row: SourceRow, column: int) -> UUID:
    return UUID(row.text(column))


def _answer(text: str, question: Question, remarks: list[str]) -> Answer | None:
    """The answer that was chosen; a word that is not on the list, or does not fit the question, is told."""
    if not text:
        return None
    wanted = fold(text).strip(" .")
    found = next((one for one in Answer if fold(label(one)) == wanted), None)
    if found is None:
        remarks.append(_("the answer “{text}” is not one of the list").format(text=text))
    elif found not in FITTING_ANSWERS[question]:
        told = _("the answer “{text}” does not fit the question “{question}”")
        remarks.append(told.format(text=text, question=label(question)))
        return None
    return found


def _cut(text: str, most: int, remarks: list[str]) -> str:
    if len(text) <= most:
        return text
    remarks.append(_("a text is longer than {most} characters and was cut").format(most=most))
    return text[:most]
