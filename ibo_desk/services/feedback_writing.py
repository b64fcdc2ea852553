"""Which round of a cell a fact belongs to, whatever the order in which facts come in (R21)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Work
from ibo_desk.data.tables import Body, CollegeConsequence, FeedbackRound
from ibo_desk.data.tables.feedback import CollegeConsequenceFields, FeedbackRoundFields
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.domain.feedback import TURN, Answer, Question, Side, Turn, check_answer
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import _
from ibo_desk.services.feedback_rows import SIDE_ORDER, state_of
from ibo_desk.services.reading import alive, bodies, consequences, items, keep, meetings, put, rounds
from ibo_desk.services.records import Kind, validated

MOST_ROUNDS = 99

# What was asked, where a college answers without having been asked.
UNASKED = {
    Answer.TOOK_NOTE: Question.TAKE_NOTE,
    Answer.AGREES: Question.POSITION,
    Answer.AGREES_WITH_RESERVATION: Question.POSITION,
    Answer.DOES_NOT_AGREE: Question.POSITION,
    Answer.MANDATE_GIVEN: Question.MANDATE,
    Answer.POSTPONED: Question.TAKE_NOTE,
}

_CARRIED = ("question", "question_text", "asked_by", "delivered_on", "delivered_hash")


@dataclass(frozen=True)
class GivenAnswer:
    """What one college answered about one item."""

    item_id: UUID
    college_id: UUID
    answer: Answer
    on: date
    text: str = ""
    reference: str = ""
    round_id: UUID | None = None  # the round that the answer itself names


@dataclass(frozen=True)
class ConsequenceRow:
    """What an item means for one municipality: its text, and what is known of the money."""

    id: UUID
    revision: UUID | None
    item_id: UUID
    college_id: UUID
    text: str
    finance: str


class CellRounds:
    """The rounds of some cells during one unit of work: which one a fact belongs to, and new ones."""

    def __init__(self, work: Work, cells: Iterable[tuple[UUID, UUID]]) -> None:
        self._work = work
        self._today = work.clock.today()
        wanted = set(cells)
        item_ids, college_ids = {item for item, _c in wanted}, {college for _i, college in wanted}
        _check_colleges(work.session, college_ids)
        self._sides = _sides(work.session, item_ids, self._today)
        self._of_cell: dict[tuple[UUID, UUID], list[FeedbackRound]] = defaultdict(list)
        query = (
            select(FeedbackRound)
            .where(rounds.c.item_id.in_(item_ids), rounds.c.college_id.in_(college_ids), alive(rounds))
            .order_by(SIDE_ORDER, rounds.c.number)
        )
        for one in work.session.execute(query).scalars():
            self._of_cell[one.item_id, one.college_id].append(one)

    def ask(self, cell: tuple[UUID, UUID], side: Side, asked: Mapping[str, Any]) -> FeedbackRound:
        """Put a question: in the round of that side that still waits, else in a next one."""
        last = self._last_of(cell, side)
        if last is None or last.answer is not None or not self._waits(last):
            return self.open(cell, side, asked)
        put(self._work, last, FeedbackRoundFields, asked)
        return last

    def to_deliver(self, cell: tuple[UUID, UUID]) -> FeedbackRound:
        """The round that a note belongs to: not yet delivered or still waiting; after the meeting one of that side."""
        last = self._last(cell)
        side = self._side(cell, last)
        if last is not None and last.side is side and (last.delivered_on is None or self._waits(last)):
            return last
        return self.open(cell, side, {})

    def to_hear(self, cell: tuple[UUID, UUID]) -> FeedbackRound:
        """The round in which the college heard of it: the one that waits, else the last of this side."""
        last = self._last(cell)
        side = self._side(cell, last)
        if last is not None and (self._asked(last) or last.side is side):
            return last
        return self.open(cell, side, {})

    def to_remind(self, cell: tuple[UUID, UUID]) -> FeedbackRound | None:
        """The round that waits for the college; None where it is not the college's turn."""
        last = self._last(cell)
        return last if last is not None and TURN[state_of(last, self._today)] is Turn.COLLEGE else None

    def give(
        self, cell: tuple[UUID, UUID], answer: Answer, values: Mapping[str, Any], round_id: UUID | None = None
    ) -> None:
        """Write an answer into the round it belongs to; one that was answered is corrected.

        ``round_id`` is the round that the answer itself names, also when a later one was opened meanwhile.
        Raises ``RuleError("answer_does_not_fit")``.
        """
        one = next((one for one in self._of_cell[cell] if one.id == round_id), None) or self._to_answer(
            cell, answer
        )
        check_answer(one.question, answer)
        put(self._work, one, FeedbackRoundFields, {**values, "answer": answer, "dealt_with_on": None})
        if answer is Answer.POSTPONED:
            self.open_after_postponed(one, {})

    def _to_answer(self, cell: tuple[UUID, UUID], answer: Answer) -> FeedbackRound:
        """The round that an answer belongs to which does not say it itself."""
        one = self._last(cell)
        side = self._side(cell, one)
        if one is None or not (self._asked(one) or one.side is side):
            one = self.open(cell, side, {"question": UNASKED[answer]})
        return one

    def open_after_postponed(self, one: FeedbackRound, values: Mapping[str, Any]) -> None:
        """The next round asks the same, and the note for it is already there; ``values`` are about to be set."""
        cell = (one.item_id, one.college_id)
        if self._last_of(cell, one.side) is one:
            carried = {name: values.get(name, getattr(one, name)) for name in _CARRIED}
            self.open(cell, one.side, carried)

    def open(self, cell: tuple[UUID, UUID], side: Side, values: Mapping[str, Any]) -> FeedbackRound:
        """The next round of a side."""
        last = self._last_of(cell, side)
        number = last.number + 1 if last else 1
        if number > MOST_ROUNDS:
            raise RuleError("too_many_rounds", most=MOST_ROUNDS)
        key = {"item_id": cell[0], "college_id": cell[1], "side": side, "number": number}
        clean = validated(FeedbackRoundFields, {**values, **key})
        with self._work.session.no_autoflush:  # its key is new here: no need to write all before it first
            fresh = keep(self._work, FeedbackRound, natural_id("feedback_round", *key.values()), clean)
        found = self._of_cell[cell]
        found.append(fresh)
        found.sort(key=lambda one: (one.side is Side.AFTER, one.number))
        return fresh

    def _last(self, cell: tuple[UUID, UUID]) -> FeedbackRound | None:
        return next(reversed(self._of_cell[cell]), None)

    def _last_of(self, cell: tuple[UUID, UUID], side: Side) -> FeedbackRound | None:
        return next((one for one in reversed(self._of_cell[cell]) if one.side is side), None)

    def _side(self, cell: tuple[UUID, UUID], last: FeedbackRound | None) -> Side:
        """The side on which we are now; a round after the meeting that is open already is not gone back behind."""
        return Side.AFTER if last is not None and last.side is Side.AFTER else self._sides[cell[0]]

    def _waits(self, one: FeedbackRound) -> bool:
        return TURN[state_of(one, self._today)] is not Turn.NOBODY and one.answer is None

    def _asked(self, one: FeedbackRound) -> bool:
        """Whether the college may still answer this round, also after the meeting: it knows of it."""
        return self._waits(one) and (one.delivered_on is not None or one.heard_on is not None)


def _check_colleges(session: Session, college_ids: set[UUID]) -> None:
    query = select(bodies.c.id, bodies.c.name, bodies.c.kind).where(
        bodies.c.id.in_(college_ids), alive(bodies)
    )
    found = {row.id: row for row in session.execute(query)}
    for college_id in college_ids:
        if college_id not in found:
            raise NotFoundError("no_such_record", kind="body", id=str(college_id))
        if found[college_id].kind is not BodyKind.COLLEGE:
            raise RuleError("not_a_college", body=found[college_id].name)


def _sides(session: Session, item_ids: set[UUID], today: date) -> dict[UUID, Side]:
    """Before or after: the meeting was held, the item treated, or the day is past."""
    query = (
        select(items.c.id, items.c.treatment, meetings.c.state, meetings.c.on)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(items.c.id.in_(item_ids), alive(items, meetings))
    )
    found = {
        row.id: Side.AFTER
        if row.treatment is Treatment.TREATED
        or row.state in {MeetingState.HELD, MeetingState.CLOSED}
        or row.on < today
        else Side.BEFORE
        for row in session.execute(query)
    }
    for item_id in item_ids - set(found):
        raise NotFoundError("no_such_record", kind="agenda_item", id=str(item_id))
    return found


def read_consequence(session: Session, item_id: UUID, college_id: UUID) -> ConsequenceRow | None:
    """The text of one cell, if there is one."""
    c = consequences.c
    query = select(c.id, c.revision, c.item_id, c.college_id, c.text, c.finance)
    found = session.execute(
        query.where(c.item_id == item_id, c.college_id == college_id, alive(consequences))
    ).first()
    return ConsequenceRow(*found) if found else None


def _check(work: Work, one: FeedbackRound, new: Mapping[str, Any]) -> None:
    """A fitting answer with its day; a postponed one opens the next round."""
    question = Question(new.get("question", one.question))
    answer = new.get("answer", one.answer)
    if answer is None:
        if "answer" in new:
            one.answered_on = one.dealt_with_on = None
        return
    check_answer(question, answer)
    if "answer" not in new:
        return
    if new.get("answered_on", one.answered_on) is None:
        one.answered_on = work.clock.today()
    one.dealt_with_on = None
    if answer is Answer.POSTPONED and one.revision is not None:
        CellRounds(work, [(one.item_id, one.college_id)]).open_after_postponed(one, new)


def _name(work: Work, one: FeedbackRound) -> str:
    return _("feedback of {college}").format(college=work.get(Body, one.college_id).name)


def _consequence_name(work: Work, one: CollegeConsequence) -> str:
    return _("consequences for {college}").format(college=work.get(Body, one.college_id).name)


ROUND = Kind(FeedbackRound, FeedbackRoundFields, _name, _check)
CONSEQUENCE = Kind(CollegeConsequence, CollegeConsequenceFields, _consequence_name)
