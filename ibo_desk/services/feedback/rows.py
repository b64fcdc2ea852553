"""Rounds of feedback as rows, and the same rules as in the domain said to the database (R21–R23)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnElement,
    FromClause,
    Row,
    and_,
    bindparam,
    case,
    exists,
    or_,
    select,
)
from sqlmodel import Session

from ibo_desk.data.tables import FeedbackRound
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.feedback import (
    NEEDS_ANSWER,
    NO_ANSWER_GIVEN,
    TURN,
    Answer,
    FeedbackState,
    Question,
    RoundEnd,
    RoundFacts,
    Side,
    Turn,
    feedback_state,
)
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import (
    again,
    alive,
    bodies,
    items,
    meetings,
    rounds,
    sent_items,
    sent_papers,
)
from ibo_desk.services.words.format import meeting_title

RowT = TypeVar("RowT", bound=Row[*tuple[object, ...]])


@dataclass(frozen=True)
class RoundRow:
    """One round of item × college; ``state`` and ``turn`` follow from its dates, ``since`` is when it began to wait."""

    id: UUID
    revision: UUID | None
    item_id: UUID
    item: str
    meeting_id: UUID
    meeting: str
    meeting_on: date
    college_id: UUID
    college: str
    side: Side
    number: int
    question: Question
    question_text: str
    asked_by: str
    answer_by: date | None
    delivered_on: date | None
    delivered_hash: str
    heard_on: date | None
    answer: Answer | None
    answered_on: date | None
    answer_text: str
    reference: str
    audience: Audience
    dealt_with_on: date | None
    reminded_on: date | None
    ended_by: RoundEnd | None
    overtaken_on: date | None
    told_on: date | None
    note: str
    asked_on: date | None
    noted_on: date | None
    ended_on: date | None
    state: FeedbackState
    turn: Turn
    since: date | None


_OWN = (
    "id", "revision", "item_id", "college_id", "side", "number", "question", "question_text", "asked_by", "answer_by",
    "delivered_on", "delivered_hash", "heard_on", "answer", "answered_on", "answer_text", "reference", "audience",
    "dealt_with_on", "reminded_on", "ended_by", "overtaken_on", "told_on",
    "note", "asked_on", "noted_on", "ended_on",
)  # fmt: skip

SIDE_ORDER = case((rounds.c.side == Side.BEFORE, 0), else_=1)


def state_of(facts: FeedbackRound | RoundRow | Row[*tuple[object, ...]], today: date) -> FeedbackState:
    """The domain's state of a round, from anything with the round's fields."""
    return feedback_state(
        RoundFacts(
            question=facts.question,
            delivered_on=facts.delivered_on,
            answer_by=facts.answer_by,
            heard_on=facts.heard_on,
            answer=facts.answer,
            answered_on=facts.answered_on,
            dealt_with=facts.dealt_with_on is not None,
            ended=facts.ended_by is not None,
        ),
        today,
    )


def read_rounds(session: Session, conditions: list[ColumnElement[bool]], today: date) -> list[RoundRow]:
    """Rounds by meeting, item and college, in the order in which they were held."""
    of = again(bodies, "of")
    query = (
        select(
            *(rounds.c[name] for name in _OWN),
            items.c.title.label("item"),
            items.c.meeting_id,
            meetings.c.on.label("meeting_on"),
            meetings.c.number.label("serial"),
            name_shown(of).label("body"),
            bodies.c.name.label("college"),
        )
        .join(items, items.c.id == rounds.c.item_id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .join(of, of.c.id == items.c.body_id)
        .join(bodies, bodies.c.id == rounds.c.college_id)
        .where(alive(rounds, items, meetings), *conditions)
        .order_by(
            meetings.c.on, meetings.c.id, items.c.order_key, items.c.id, bodies.c.name_folded, SIDE_ORDER,
            rounds.c.number,
        )
    )  # fmt: skip
    return [_row(row, today) for row in session.execute(query)]


def _row(row: Any, today: date) -> RoundRow:
    state = state_of(row, today)
    return RoundRow(
        **{name: getattr(row, name) for name in (*_OWN, "item", "meeting_id", "meeting_on", "college")},
        meeting=meeting_title(row.body, row.meeting_on, row.serial),
        state=state,
        turn=TURN[state],
        since=row.answered_on or row.heard_on or row.delivered_on or _since_meeting(row),
    )


def _since_meeting(row: Any) -> date | None:
    """A note about what was said waits from the meeting on; one before it waits from no known day."""
    return row.meeting_on if row.side is Side.AFTER else None


def has_heard(of: FromClause = rounds) -> ColumnElement[bool]:
    """The rule ``has_heard`` of the domain."""
    r = of.c
    unanswered = r.answer.is_(None)
    informed = and_(r.delivered_on.is_not(None), r.question == Question.FOR_INFORMATION)
    return or_(
        and_(r.answer.is_not(None), r.answer.not_in(sorted(NO_ANSWER_GIVEN))),
        and_(unanswered, or_(r.heard_on.is_not(None), informed)),
    )


def is_answer(answer: Answer) -> ColumnElement[bool]:
    """Rounds with this answer, in the words by which an index holds them."""
    return rounds.c.answer == bindparam(None, answer, literal_execute=True)


# In which it is the secretariat's turn: nothing was delivered, or a reservation was not dealt with.
UNDELIVERED = (
    rounds.c.answer.is_(None),
    rounds.c.heard_on.is_(None),
    rounds.c.delivered_on.is_(None),
    rounds.c.ended_by.is_(None),
)
RESERVED = (is_answer(Answer.AGREES_WITH_RESERVATION), rounds.c.dealt_with_on.is_(None))


def waits_for(turn: Turn) -> ColumnElement[bool]:
    """Rounds in which it is somebody's turn, as ``TURN`` of their state says."""
    r = rounds.c
    asked = and_(r.answer.is_(None), r.ended_by.is_(None))
    silent = and_(asked, r.heard_on.is_(None))
    if turn is Turn.SECRETARIAT:
        return or_(and_(*UNDELIVERED), and_(*RESERVED))
    if turn is Turn.COLLEGE:  # each "or" on its own, so that an index serves each
        needing: BindParameter[Any] = bindparam(
            None, sorted(NEEDS_ANSWER), expanding=True, literal_execute=True
        )
        heard = and_(asked, r.heard_on.is_not(None), r.question.in_(needing))
        delivered = and_(silent, r.delivered_on.is_not(None), r.question != Question.FOR_INFORMATION)
        return or_(is_answer(Answer.POSTPONED), heard, delivered)
    somebody = or_(waits_for(Turn.SECRETARIAT), waits_for(Turn.COLLEGE))
    return case((somebody, 1), else_=0) == 0  # "not" would lose the rows on which the answer is unknown


def went_out() -> ColumnElement[bool]:
    """Whether the college holds a note about this: of this round, or one that told about its item too."""
    kept = exists().where(
        sent_items.c.item_id == rounds.c.item_id,
        sent_papers.c.id == sent_items.c.sent_id,
        sent_papers.c.college_id == rounds.c.college_id,
        sent_papers.c.side == rounds.c.side,
        alive(sent_items, sent_papers),
    )
    return or_(rounds.c.delivered_on.is_not(None), kept)


def is_current() -> ColumnElement[bool]:
    """Rounds that no later one has taken the place of.

    The next round of a side does, and the first round after the meeting does so to those before it; but a reservation
    made before the meeting waits until it is dealt with.
    """
    later = again(rounds, "later")
    reserved = and_(rounds.c.answer.is_not(None), rounds.c.answer == Answer.AGREES_WITH_RESERVATION)
    return ~exists().where(
        later.c.item_id == rounds.c.item_id,
        later.c.college_id == rounds.c.college_id,
        alive(later),
        or_(
            and_(later.c.side == rounds.c.side, later.c.number > rounds.c.number),
            and_(rounds.c.side == Side.BEFORE, later.c.side == Side.AFTER, ~reserved),
        ),
    )


def waiting_rounds(*conditions: ColumnElement[bool]) -> CTE:
    """Current rounds for which the conditions hold, found before anything is joined to them.

    Left to itself, a planner may walk over all items of all years and look at each of their rounds.
    """
    query = select(rounds.c.item_id, rounds.c.college_id, rounds.c.answer_by)
    return query.where(alive(rounds), *conditions, is_current()).cte("waiting").prefix_with("MATERIALIZED")


def shown(of_cell: Sequence[RowT]) -> RowT:
    """The round that a cell shows: the last one; but after a postponed answer that one, until something happens.

    The round that follows a postponed answer stands open with the note already delivered; until the college hears or
    is asked again, "postponed" says more than "delivered".
    """
    last = of_cell[-1]
    quiet = (last.answer, last.heard_on, last.answer_by, last.ended_by)
    if len(of_cell) > 1 and not any(quiet):
        previous = of_cell[-2]
        same_note = last.delivered_on is not None and last.delivered_on == previous.delivered_on
        if previous.answer is Answer.POSTPONED and previous.side is last.side and same_note:
            return previous
    return last
