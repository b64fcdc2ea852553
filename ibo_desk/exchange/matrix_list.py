"""Reading a feedback matrix that was kept in Excel: each row an item, each column a college, each cell what it did.

Cells read as people write them: "28/09 kennisname", "5/10 KN", "akkoord mits …", "volgt", "nvt". A day is never made
up: what has none and needs one is told and left out.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables.feedback import FeedbackRoundFields
from ibo_desk.domain.answer_words import as_asked
from ibo_desk.domain.bodies import STANDING_TYPES
from ibo_desk.domain.feedback import Answer, Question, Side, answered_early, fits
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.names import fold
from ibo_desk.exchange.import_context import ImportContext
from ibo_desk.exchange.layouts import Table, day_of_list
from ibo_desk.exchange.matrix_cells import DATE, DAY_TITLES, CellReading, Did, day_of, read_cell, with_days
from ibo_desk.exchange.matrix_items import KnownItem, NamedMeeting, item_called
from ibo_desk.exchange.plan import RowFate, RowPlan, Step
from ibo_desk.exchange.rows import Draft, Seen, hash_of, row_plans, shown_row
from ibo_desk.language import _
from ibo_desk.services.base.bulk import Standing
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import alive, bodies, items, meetings, rounds
from ibo_desk.services.base.writing import set_fields
from ibo_desk.services.feedback.bulk import answer_told, delivered_later
from ibo_desk.services.feedback.concerned import read_colleges
from ibo_desk.services.feedback.rows import SIDE_ORDER
from ibo_desk.services.feedback.writing import UNASKED, CellRounds, sides_of
from ibo_desk.services.words import label
from ibo_desk.services.words.format import meeting_title, short_day

CELL = "feedback_cell"  # a step that belongs to no single table: which round it is about is found when it is written

_BEFORE = (
    "cbs",
    "college",
    "college van",
    "schepencollege",
    "gemeente",
    "stad",
)  # a municipality, for its college


@dataclass(frozen=True)
class KnownRound:
    """The last round of a cell, as far as a list may say the same or something else."""

    side: Side
    question: Question
    delivered_on: date | None
    heard_on: date | None
    answer: Answer | None
    answered_on: date | None
    answer_text: str


@dataclass(frozen=True)
class KnownColleges:
    """The colleges of a file by id, with the name of their municipality; its items and the last round of each cell."""

    names: Mapping[UUID, str] = field(default_factory=dict)
    items: tuple[KnownItem, ...] = ()
    rounds: Mapping[tuple[UUID, UUID], KnownRound] = field(default_factory=dict)

    def headings(self) -> dict[str, tuple[str, ...]]:
        """The fields of a matrix with what may stand above their column."""
        return {
            str(college): (fold(name), *(f"{before} {fold(name)}" for before in _BEFORE))
            for college, name in self.names.items()
        }


def known_colleges(store: Store) -> KnownColleges:
    """Read what a matrix can be about, in three queries."""
    short = name_shown(bodies).label("body")
    known = (
        select(items.c.id, items.c.title, short, meetings.c.on, meetings.c.number)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .join(bodies, bodies.c.id == items.c.body_id)
        .where(alive(items, meetings), items.c.item_type.not_in(sorted(STANDING_TYPES)))
        .order_by(meetings.c.on, items.c.order_key)
    )
    r = rounds.c
    columns = (r.side, r.question, r.delivered_on, r.heard_on, r.answer, r.answered_on, r.answer_text)
    last = select(r.item_id, r.college_id, *columns).where(alive(rounds)).order_by(SIDE_ORDER, r.number)
    with store.read() as session:
        colleges = session.execute(known).all()
        sides = sides_of(session, {row.id for row in colleges}, store.clock.today())
        return KnownColleges(
            {college.id: college.name for college in read_colleges(session)},
            tuple(
                KnownItem(
                    row.id,
                    row.title,
                    meeting_title(row.body, row.on, row.number),
                    row.body,
                    row.on,
                    sides[row.id],
                )
                for row in colleges
            ),
            {(row[0], row[1]): KnownRound(*row[2:]) for row in session.execute(last)},
        )


class MatrixList:
    """The reader of one matrix; ask its ``plans`` once."""

    def __init__(self, table: Table, context: ImportContext, colleges: KnownColleges) -> None:
        columns = [table.columns[str(college)] for college in colleges.names if str(college) in table.columns]
        self._table = table = replace(table, rows=with_days(table.rows, table.columns["title"], columns))
        self._context = context
        self._colleges = colleges
        self._seen = Seen(table, context)
        self._columns = [college for college in colleges.names if str(college) in table.columns]
        self._under = NamedMeeting()  # what a row above named
        words = " ".join(row.text(column) for row in table.above for column in sorted(row.cells))
        self._above = NamedMeeting(words, day_of_list(table.sheet, table.above))

    def plans(self) -> Iterator[RowPlan]:
        """A plan for every row of the list, in order."""
        return row_plans(self._table, self._row)

    def _row(self, draft: Draft) -> RowPlan:
        title = draft.text("title")
        if fold(title).strip(" .:?") in DAY_TITLES:
            draft.says.append(_("the days of the colleges, for the rows under it"))
            return draft.plan(RowFate.TOTAL)
        texts = {college: draft.text(str(college)) for college in self._columns}
        if not any(texts.values()):
            return self._heading(draft)
        item = self._item(draft, title)
        if item is None:
            return draft.plan(RowFate.REFUSED)
        cells = shown_row(self._table, draft.row)
        row_hash = hash_of([str(item.id)], cells)
        fate = self._seen.fate(row_hash, draft.row.number)
        if fate is not RowFate.READ:
            self._still_unclear(draft, item, texts)
            return draft.plan(fate)
        mark = natural_id("feedback_list", item.id)
        before: dict[str, str] = json.loads(self._context.shown.get(mark, "{}"))
        changed = {
            college: text for college, text in texts.items() if text and text != before.get(str(college))
        }
        said: list[str] = []
        steps = [
            step
            for college, text in changed.items()
            if (step := self._step(draft, item, college, (text, before.get(str(college), "")), said))
        ]
        if said:
            text = _("{meeting}, “{title}”: {cells}")
            draft.says.append(text.format(meeting=item.meeting, title=item.title, cells="; ".join(said)))
        return draft.plan(
            fate, row_hash=row_hash, shown=cells, steps=tuple(steps), main=("feedback_list", mark)
        )

    def _still_unclear(self, draft: Draft, item: KnownItem, texts: Mapping[UUID, str]) -> None:
        """A row that did not change is skipped; what was never filled in from it is said again."""
        for college, text in texts.items():
            there = self._colleges.rounds.get((item.id, college))
            cell = self._as_asked(read_cell(text, item.on), there, text)
            problem = self._problem(cell, there) if text and not _says_the_same(cell, there) else ""
            if problem:
                draft.remarks.append(problem.format(college=self._colleges.names[college], text=text))

    def _heading(self, draft: Draft) -> RowPlan:
        """A row without cells may name the meeting of the rows under it: "IBO 18/09/2026"."""
        words = " ".join(draft.row.text(column) for column in sorted(draft.row.cells))
        match = DATE.search(words)
        on = day_of(match, self._context.today) if match else None
        if on is None:
            draft.remarks.append(_("not read: no feedback in it"))
            return draft.plan(RowFate.REFUSED)
        self._under = NamedMeeting(words, on)
        draft.says.append(_("the rows under it are about {day}").format(day=short_day(on)))
        return draft.plan(RowFate.TOTAL)

    def _item(self, draft: Draft, title: str) -> KnownItem | None:
        """The item with this title, at the meeting that the row, a row above or the title of the list names."""
        if any(fold(title) in names for names in self._colleges.headings().values()):
            text = _(
                "not read: “{title}” is a college, and so is what stands above the columns; items belong on one side"
            )
            draft.remarks.append(text.format(title=title))
            return None
        item, remark = item_called(title, self._colleges.items, self._meeting(draft), self._above)
        if remark:
            draft.remarks.append(remark)
        return item

    def _meeting(self, draft: Draft) -> NamedMeeting:
        said = draft.text("date")
        match = DATE.search(said)
        if said:
            return NamedMeeting(said, day_of(match, self._context.today) if match else None)
        return self._under

    def _step(
        self, draft: Draft, item: KnownItem, college: UUID, texts: tuple[str, str], said: list[str]
    ) -> Step | None:
        """What to write for one cell; None with a remark where nothing can be, without where nothing has to be.

        ``texts``: what the cell says, and what it said when the list was read before.
        """
        text, then = texts
        name, there = self._colleges.names[college], self._colleges.rounds.get((item.id, college))
        cell = self._as_asked(read_cell(text, item.on), there, text)
        problem = self._problem(cell, there)
        if problem:
            draft.remarks.append(problem.format(college=name, text=text))
            return None
        if _says_the_same(cell, there):
            if cell.did is Did.TO_COME:
                said.append(f"{name}: {_word(cell)}")
            return None
        from_list = bool(then) and _holds(read_cell(then, item.on), there)
        standing = _replaced(cell, there, item, college, name)
        if standing is not None and from_list:  # nobody touched what the list said
            said.append(f"{name}: {standing.stands} → {standing.becomes}")
            standing = None
        elif standing is None:
            day = f" {short_day(cell.on)}" if cell.on else ""
            said.append(f"{name}: {_word(cell)}{day}")
        values = {
            "item_id": item.id,
            "college_id": college,
            "did": cell.did,
            "on": cell.on,
            "answer": cell.answer,
            "text": cell.text,
            # nothing was registered of this cell, and it happened before the meeting
            "beforehand": there is None and cell.on is not None and cell.on < item.on,
        }
        return Step(CELL, values, standing=standing, column=str(college))

    def _as_asked(self, cell: CellReading, there: KnownRound | None, text: str) -> CellReading:
        """What a cell says to what was asked; whom an item does not concern said so today, where no day is given."""
        if cell.did is Did.NOT_CONCERNED:
            return CellReading(Did.ANSWERED, cell.on or self._context.today, Answer.NOT_CONCERNED)
        if cell.answer is None or there is None:
            return cell
        answer = as_asked(cell.answer, there.question)
        return cell if answer is cell.answer else replace(cell, answer=answer, text=cell.text or text)

    def _problem(self, cell: CellReading, there: KnownRound | None) -> str:
        if cell.did is Did.UNCLEAR:
            return _("{college}: “{text}” is not clear, or its day is missing; not filled in")
        if cell.did in {Did.ANSWERED, Did.DELIVERED} and cell.on is None:
            return _("{college}: “{text}” has no day; not filled in, add the day of the college")
        if cell.on is not None and cell.on > self._context.today and cell.did is not Did.TO_COME:
            return _("{college}: the day in “{text}” has yet to come; not filled in")
        if cell.answer is not None and there is not None and not fits(there.question, cell.answer):
            return _("{college}: “{text}” is no answer to what was asked; not filled in")
        return ""


def _word(cell: CellReading) -> str:
    if cell.answer is not None:
        return label(cell.answer)
    return {
        Did.TO_COME: _("to come"),
        Did.DELIVERED: _("note delivered"),
        Did.HEARD: _("dealt with"),
    }[cell.did]


def _replaced(
    cell: CellReading, there: KnownRound | None, item: KnownItem, college: UUID, name: str
) -> Standing | None:
    """What the file holds of the same round and would lose; None where the cell opens a round of its own."""
    if there is None or not (there.side is Side.AFTER or there.side is item.side):
        return None
    key = (item.id, college)
    who = f"{name} · {item.title}"
    if cell.answer is not None and there.answer is not None:
        stands = answer_told(there.answer, there.answered_on, there.answer_text)
        return Standing(key, who, stands, answer_told(cell.answer, cell.on, cell.text))
    if cell.answer is not None and answered_early(cell.on, there.delivered_on):
        becomes = answer_told(cell.answer, cell.on, cell.text)
        return Standing(key, who, delivered_later(there.delivered_on), becomes, doubted=True)
    if cell.did is Did.HEARD and there.heard_on is not None:
        text = _("dealt with on {day}")
        then, now = (text.format(day=short_day(day)) for day in (there.heard_on, cell.on))
        return Standing(key, who, then, now)
    return None


def _says_the_same(cell: CellReading, there: KnownRound | None) -> bool:
    """Whether the file holds it already; what it holds of the same kind and later stays as it is."""
    if there is None:
        return False
    if cell.answer is Answer.NOT_CONCERNED:
        return there.answer is Answer.NOT_CONCERNED
    if cell.did is Did.ANSWERED:
        same = (there.answer, there.answered_on) == (cell.answer, cell.on)
        return same and cell.text in {"", there.answer_text}
    if cell.did is Did.HEARD:
        return there.heard_on == cell.on or there.answer is not None
    return cell.did is Did.TO_COME or there.delivered_on is not None


def _holds(cell: CellReading, there: KnownRound | None) -> bool:
    """Whether the file still holds just what a cell said: nobody wrote over it since."""
    if there is None:
        return False
    if cell.did is Did.ANSWERED:
        return (there.answer, there.answered_on, there.answer_text) == (cell.answer, cell.on, cell.text)
    return cell.did is Did.HEARD and there.answer is None and there.heard_on == cell.on


def write_cell(work: Work, values: Mapping[str, Any]) -> UUID:
    """Write what a cell says into the round it belongs to; returns the id of the item."""
    item_id: UUID = values["item_id"]
    cell = (item_id, values["college_id"])
    work.session.flush()
    rounds = CellRounds(work, [cell])
    did, on, answer = values["did"], values["on"], values["answer"]
    if values["beforehand"]:
        facts = {"heard_on": on} if did is Did.HEARD else {"delivered_on": on}
        if answer is not None:
            facts = {
                "answer": answer,
                "answered_on": on,
                "answer_text": values["text"],
                "question": UNASKED[answer],
            }
        rounds.open(cell, Side.BEFORE, facts)
    elif answer is not None:
        rounds.give(cell, answer, {"answered_on": on, "answer_text": values["text"]})
    elif did is Did.HEARD:
        set_fields(work, rounds.to_hear(cell), FeedbackRoundFields, {"heard_on": on})
    else:
        feedback_round = rounds.to_deliver(cell)
        if did is Did.DELIVERED:
            set_fields(work, feedback_round, FeedbackRoundFields, {"delivered_on": on})
    return item_id
