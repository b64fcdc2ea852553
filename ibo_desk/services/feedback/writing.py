"""Which round of a cell a fact belongs to, whatever the order in which facts come in (R21)."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from ibo_desk.data.store import Work
from ibo_desk.data.tables import AgendaItem, Body, Change, FeedbackRound
from ibo_desk.data.tables.feedback import FeedbackRoundFields
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.domain.feedback import TURN, Answer, Question, Side, Turn, fits
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.meetings import took_place
from ibo_desk.domain.names import display_name
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.base.records import validated
from ibo_desk.services.base.tables import alive, bodies, items, meetings, rounds
from ibo_desk.services.base.writing import set_fields, upsert
from ibo_desk.services.feedback.rows import SIDE_ORDER, state_of
from ibo_desk.services.feedback.sent_writing import overtake

MOST_ROUNDS = 99

# What was asked, where a college answers without having been asked.
UNASKED = {
    Answer.TOOK_NOTE: Question.TAKE_NOTE,
    Answer.AGREES: Question.POSITION,
    Answer.AGREES_WITH_RESERVATION: Question.POSITION,
    Answer.DOES_NOT_AGREE: Question.POSITION,
    Answer.MANDATE_GIVEN: Question.MANDATE,
    Answer.POSTPONED: Question.TAKE_NOTE,
    Answer.NOT_CONCERNED: Question.TAKE_NOTE,
}

_CARRIED = ("question", "question_text", "asked_by", "delivered_on", "delivered_hash")
_OF_ANSWER: Mapping[str, object] = {
    "answer": None, "answered_on": None, "dealt_with_on": None, "answer_text": "", "reference": "", "noted_on": None
}  # fmt: skip
_WORDS = ("answer_text", "reference")
# What stands in a round apart from its answer: who wrote one of these did more than answer.
_HAPPENED = (
    "question_text", "asked_by", "answer_by", "delivered_on", "heard_on", "reminded_on", "note"
)  # fmt: skip


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
    note: str = ""  # for the secretariat only; it is added to what stands there


@dataclass(frozen=True)
class Asked:
    """What goes with a question, as far as it is said."""

    answer_by: date | None = None
    question_text: str = ""
    asked_by: str = ""


NOTHING_ASKED = Asked()


class CellRounds:
    """The rounds of some cells during one unit of work: which one a fact belongs to, and new ones."""

    def __init__(self, work: Work, cells: Iterable[tuple[UUID, UUID]]) -> None:
        self._work = work
        self._today = work.clock.today()
        self.kept: set[tuple[UUID, UUID]] = set()  # cells whose earlier words stay with a new answer
        keys = set(cells)
        item_ids, college_ids = {item for item, _c in keys}, {college for _i, college in keys}
        _check_colleges(work.session, college_ids)
        self._sides = sides_of(work.session, item_ids, self._today)
        self._of_cell: dict[tuple[UUID, UUID], list[FeedbackRound]] = defaultdict(list)
        query = (
            select(FeedbackRound)
            .where(rounds.c.item_id.in_(item_ids), rounds.c.college_id.in_(college_ids), alive(rounds))
            .order_by(SIDE_ORDER, rounds.c.number)
        )
        for feedback_round in work.session.execute(query).scalars():
            self._of_cell[feedback_round.item_id, feedback_round.college_id].append(feedback_round)

    def ask(self, cell: tuple[UUID, UUID], side: Side | None, asked: Mapping[str, object]) -> FeedbackRound:
        """Put a question: in the round of that side that still waits, else in a next one.

        ``side`` None is the side on which the item is now; what ``asked`` does not say stays as it was asked.
        """
        there = self.asked_in(cell, side)
        if there is None:
            return self.open(cell, side or self._side(cell, self._last(cell)), asked)
        overtake(self._work, there, asked)
        set_fields(self._work, there, FeedbackRoundFields, asked)
        return there

    def asked_in(self, cell: tuple[UUID, UUID], side: Side | None) -> FeedbackRound | None:
        """The round of which a question would be changed; None where a new one is opened for it."""
        last = self._last_of(cell, side or self._side(cell, self._last(cell)))
        return last if last is not None and last.answer is None and self._waits(last) else None

    def to_deliver(self, cell: tuple[UUID, UUID]) -> FeedbackRound:
        """The round that a note belongs to: not yet delivered or still waiting; after the meeting one of that side."""
        return self.delivered_in(cell) or self.open(cell, self._side(cell, self._last(cell)), {})

    def delivered_in(self, cell: tuple[UUID, UUID]) -> FeedbackRound | None:
        """The round in which a delivery would be written; None where a new one is opened for it."""
        last = self._of_this_side(cell)
        if last is None or last.ended_by is not None:
            return None
        return last if last.delivered_on is None or self._waits(last) else None

    def to_hear(self, cell: tuple[UUID, UUID]) -> FeedbackRound:
        """The round in which the college heard of it: the one that waits, else the last of this side."""
        return self.heard_in(cell) or self.open(cell, self._side(cell, self._last(cell)), {})

    def heard_in(self, cell: tuple[UUID, UUID]) -> FeedbackRound | None:
        """The round in which that it was heard would be written; None where a new one is opened for it."""
        last = self._last(cell)
        return last if last is not None and self._asked(last) else self._of_this_side(cell)

    def to_remind(self, cell: tuple[UUID, UUID]) -> FeedbackRound | None:
        """The round that waits for the college; None where it is not the college's turn."""
        last = self._last(cell)
        return last if last is not None and TURN[state_of(last, self._today)] is Turn.COLLEGE else None

    def give(
        self,
        cell: tuple[UUID, UUID],
        answer: Answer,
        values: Mapping[str, object],
        round_id: UUID | None = None,
    ) -> None:
        """Write an answer into the round it belongs to; one that was answered is corrected.

        Words that are not given stay as they were written. ``round_id`` is the round that the answer itself names,
        also when a later one was opened meanwhile. Raises ``RuleError("answer_does_not_fit")``.
        """
        feedback_round = self.answered_in(cell, round_id) or self.open(
            cell, self._side(cell, self._last(cell)), {"question": UNASKED[answer]}
        )
        check_fits(self._work, feedback_round, feedback_round.question, answer)
        said = {name: value for name, value in values.items() if value != ""}
        if feedback_round.note and "note" in said:
            added = str(said["note"]) not in feedback_round.note
            said["note"] = f"{feedback_round.note}\n\n{said['note']}" if added else feedback_round.note
        if feedback_round.answer is not None and any(
            getattr(feedback_round, name) and name not in said for name in _WORDS
        ):
            self.kept.add(cell)
        if feedback_round.answer is Answer.POSTPONED and answer is not Answer.POSTPONED:
            self.close_after_postponed(feedback_round)
        said |= {"answer": answer, "dealt_with_on": None, "noted_on": self._today}
        set_fields(self._work, feedback_round, FeedbackRoundFields, said)
        if answer is Answer.POSTPONED:
            self.open_after_postponed(feedback_round, {})

    def take_back(self, cell: tuple[UUID, UUID]) -> bool:
        """Take back the last answer of a cell; False where there is none, or something else was asked since."""
        feedback_round = self.last_answered(cell)
        if feedback_round is None:
            return False
        if feedback_round.answer is Answer.POSTPONED:
            self.close_after_postponed(feedback_round)
        if self._last_of(cell, feedback_round.side) is not feedback_round:
            return False
        self.clear(feedback_round)
        return True

    def clear(self, feedback_round: FeedbackRound) -> None:
        """Take an answer back with its words; a round that was opened for nothing but this answer goes too."""
        if feedback_round.answer is Answer.POSTPONED:
            self.close_after_postponed(feedback_round)
        last = (
            self._last_of((feedback_round.item_id, feedback_round.college_id), feedback_round.side)
            is feedback_round
        )
        if (
            last
            and not any(getattr(feedback_round, name) for name in _HAPPENED)
            and _made_by_answer(self._work, feedback_round)
        ):
            self._work.delete(feedback_round)
            return
        for name, value in _OF_ANSWER.items():
            setattr(feedback_round, name, value)
        self._work.add(feedback_round)

    def last_answered(self, cell: tuple[UUID, UUID]) -> FeedbackRound | None:
        return next(
            (
                feedback_round
                for feedback_round in reversed(self._of_cell[cell])
                if feedback_round.answer is not None
            ),
            None,
        )

    def answered_in(self, cell: tuple[UUID, UUID], round_id: UUID | None = None) -> FeedbackRound | None:
        """The round in which an answer would be written; None where a new one is opened for it."""
        named = next(
            (feedback_round for feedback_round in self._of_cell[cell] if feedback_round.id == round_id), None
        )
        last = self._last(cell)
        here = last is not None and (self._asked(last) or last.side is self._side(cell, last))
        return named or (last if here else None)

    def open_after_postponed(self, feedback_round: FeedbackRound, values: Mapping[str, object]) -> None:
        """The next round asks the same, and the note for it is already there; ``values`` are about to be set."""
        cell = (feedback_round.item_id, feedback_round.college_id)
        if self._last_of(cell, feedback_round.side) is feedback_round:
            carried = {name: values.get(name, getattr(feedback_round, name)) for name in _CARRIED}
            carried["asked_on"] = values.get("answered_on") or feedback_round.answered_on or self._today
            self.open(cell, feedback_round.side, carried)

    def close_after_postponed(self, feedback_round: FeedbackRound) -> None:
        """The next round goes again, unless something happened in it since."""
        cell = (feedback_round.item_id, feedback_round.college_id)
        last = self._last_of(cell, feedback_round.side)
        if last is None or last.number != feedback_round.number + 1:
            return
        as_opened = all(getattr(last, name) == getattr(feedback_round, name) for name in _CARRIED)
        happened = (last.answer, last.heard_on, last.answer_by, last.reminded_on, last.note)
        if as_opened and not any(happened):
            self._work.delete(last)
            self._of_cell[cell].remove(last)

    def open(self, cell: tuple[UUID, UUID], side: Side, values: Mapping[str, object]) -> FeedbackRound:
        """The next round of a side."""
        last = self._last_of(cell, side)
        number = last.number + 1 if last else 1
        if number > MOST_ROUNDS:
            raise RuleError("too_many_rounds", most=MOST_ROUNDS)
        key = {"item_id": cell[0], "college_id": cell[1], "side": side, "number": number}
        clean = validated(FeedbackRoundFields, {"asked_on": self._today, **values, **key})
        with self._work.session.no_autoflush:  # its key is new here: no need to write all before it first
            fresh = upsert(self._work, FeedbackRound, natural_id("feedback_round", *key.values()), clean)
        of_cell = self._of_cell[cell]
        of_cell.append(fresh)
        of_cell.sort(key=lambda feedback_round: (feedback_round.side is Side.AFTER, feedback_round.number))
        return fresh

    def _last(self, cell: tuple[UUID, UUID]) -> FeedbackRound | None:
        return next(reversed(self._of_cell[cell]), None)

    def _of_this_side(self, cell: tuple[UUID, UUID]) -> FeedbackRound | None:
        """The last round, where it belongs to the side on which we are and the item concerns the college."""
        last = self._last(cell)
        here = last is not None and last.side is self._side(cell, last)
        return last if last is not None and here and last.answer is not Answer.NOT_CONCERNED else None

    def _last_of(self, cell: tuple[UUID, UUID], side: Side) -> FeedbackRound | None:
        return next(
            (
                feedback_round
                for feedback_round in reversed(self._of_cell[cell])
                if feedback_round.side is side
            ),
            None,
        )

    def _side(self, cell: tuple[UUID, UUID], last: FeedbackRound | None) -> Side:
        """The side on which we are now; a round after the meeting that is open already is not gone back behind."""
        return Side.AFTER if last is not None and last.side is Side.AFTER else self._sides[cell[0]]

    def _waits(self, feedback_round: FeedbackRound) -> bool:
        return (
            TURN[state_of(feedback_round, self._today)] is not Turn.NOBODY and feedback_round.answer is None
        )

    def _asked(self, feedback_round: FeedbackRound) -> bool:
        """Whether the college may still answer this round, also after the meeting: it knows of it."""
        return self._waits(feedback_round) and (
            feedback_round.delivered_on is not None or feedback_round.heard_on is not None
        )


def _check_colleges(session: Session, college_ids: set[UUID]) -> None:
    query = select(bodies.c.id, bodies.c.name, bodies.c.kind).where(
        bodies.c.id.in_(college_ids), alive(bodies)
    )
    by_id = {row.id: row for row in session.execute(query)}
    for college_id in college_ids:
        if college_id not in by_id:
            raise NotFoundError("no_such_record", kind="body", id=str(college_id))
        if by_id[college_id].kind is not BodyKind.COLLEGE:
            raise RuleError("not_a_college", body=by_id[college_id].name)


def sides_of(session: Session, item_ids: set[UUID], today: date) -> dict[UUID, Side]:
    """Before or after: the meeting was held, the item treated, or the day is past."""
    query = (
        select(items.c.id, items.c.treatment, meetings.c.state, meetings.c.on)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(items.c.id.in_(item_ids), alive(items, meetings))
    )
    sides = {
        row.id: Side.AFTER
        if row.treatment is Treatment.TREATED or took_place(row.state) or row.on < today
        else Side.BEFORE
        for row in session.execute(query)
    }
    for item_id in item_ids - set(sides):
        raise NotFoundError("no_such_record", kind="agenda_item", id=str(item_id))
    return sides


def check_fits(work: Work, feedback_round: FeedbackRound, question: Question, answer: Answer) -> None:
    """Raise ``RuleError("answer_does_not_fit")`` with item and college where an answer is none to the question."""
    if not fits(question, answer):
        college = work.get(Body, feedback_round.college_id)
        raise RuleError(
            "answer_does_not_fit",
            question=question,
            answer=answer,
            title=work.get(AgendaItem, feedback_round.item_id).title,
            college=display_name(college.short_name, college.name),
        )


def _made_by_answer(work: Work, feedback_round: FeedbackRound) -> bool:
    """Whether a round was opened because a college answered what it was not asked."""
    query = select(col(Change.new)).where(
        col(Change.record_id) == feedback_round.id, col(Change.field) == "", col(Change.new).is_not(None)
    )
    made = work.session.execute(query.order_by(col(Change.entry_id).desc())).scalars().first()
    return made is not None and json.loads(made).get("answer") is not None
