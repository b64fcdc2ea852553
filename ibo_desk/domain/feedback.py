"""Feedback per item × college, in rounds before and after the meeting (R21–R26).

What stands in a cell is never stored: it follows from the dates of the round, so it survives a change of delegate
and cannot contradict them. "Overdue" exists only where an answer was asked in time and the note was delivered; that the
college heard of it is no answer to a question.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class Question(StrEnum):
    FOR_INFORMATION = "for_information"
    TAKE_NOTE = "take_note"
    POSITION = "position"
    MANDATE = "mandate"
    CONFIRM_ENGAGEMENT = "confirm_engagement"


class Answer(StrEnum):
    TOOK_NOTE = "took_note"
    AGREES = "agrees"
    AGREES_WITH_RESERVATION = "agrees_with_reservation"
    DOES_NOT_AGREE = "does_not_agree"
    MANDATE_GIVEN = "mandate_given"
    POSTPONED = "postponed"
    NOT_CONCERNED = "not_concerned"


# A college that an item does not concern is asked nothing, whatever the question was; so this is offered to none.
NO_ANSWER_GIVEN = frozenset({Answer.POSTPONED, Answer.NOT_CONCERNED})
_GIVEN = frozenset(Answer) - {Answer.NOT_CONCERNED}

FITTING_ANSWERS: dict[Question, frozenset[Answer]] = {
    Question.FOR_INFORMATION: frozenset({Answer.TOOK_NOTE}),
    Question.TAKE_NOTE: frozenset({Answer.TOOK_NOTE, Answer.POSTPONED}),
    Question.POSITION: _GIVEN - {Answer.MANDATE_GIVEN},
    Question.MANDATE: _GIVEN,
    Question.CONFIRM_ENGAGEMENT: _GIVEN - {Answer.MANDATE_GIVEN},
}

NEEDS_ANSWER = frozenset({Question.POSITION, Question.MANDATE, Question.CONFIRM_ENGAGEMENT})


class RoundEnd(StrEnum):
    """Why a question is asked no more though it was not answered."""

    WITHDRAWN = "withdrawn"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class FeedbackState(StrEnum):
    """What the cell says; whose turn it is follows from it."""

    TO_DELIVER = "to_deliver"
    DELIVERED = "delivered"
    ANSWER_ASKED = "answer_asked"
    OVERDUE = "overdue"
    HEARD = "heard"
    TOOK_NOTE = "took_note"
    AGREED = "agreed"
    RESERVATION = "reservation"
    REFUSED = "refused"
    MANDATE_GIVEN = "mandate_given"
    POSTPONED = "postponed"
    NOT_CONCERNED = "not_concerned"
    ENDED = "ended"


class Turn(StrEnum):
    SECRETARIAT = "secretariat"
    COLLEGE = "college"
    NOBODY = "nobody"


_BY_ANSWER = {
    Answer.TOOK_NOTE: FeedbackState.TOOK_NOTE,
    Answer.AGREES: FeedbackState.AGREED,
    Answer.AGREES_WITH_RESERVATION: FeedbackState.RESERVATION,
    Answer.DOES_NOT_AGREE: FeedbackState.REFUSED,
    Answer.MANDATE_GIVEN: FeedbackState.MANDATE_GIVEN,
    Answer.POSTPONED: FeedbackState.POSTPONED,
    Answer.NOT_CONCERNED: FeedbackState.NOT_CONCERNED,
}

TURN: dict[FeedbackState, Turn] = {
    FeedbackState.TO_DELIVER: Turn.SECRETARIAT,
    FeedbackState.DELIVERED: Turn.COLLEGE,
    FeedbackState.ANSWER_ASKED: Turn.COLLEGE,
    FeedbackState.OVERDUE: Turn.COLLEGE,
    FeedbackState.HEARD: Turn.COLLEGE,
    FeedbackState.TOOK_NOTE: Turn.NOBODY,
    FeedbackState.AGREED: Turn.NOBODY,
    FeedbackState.RESERVATION: Turn.SECRETARIAT,
    FeedbackState.REFUSED: Turn.NOBODY,
    FeedbackState.MANDATE_GIVEN: Turn.NOBODY,
    FeedbackState.POSTPONED: Turn.COLLEGE,
    FeedbackState.NOT_CONCERNED: Turn.NOBODY,
    FeedbackState.ENDED: Turn.NOBODY,
}


@dataclass(frozen=True)
class RoundFacts:
    """The facts of one round that decide its state; dates are local days."""

    question: Question
    delivered_on: date | None = None
    answer_by: date | None = None
    heard_on: date | None = None
    answer: Answer | None = None
    answered_on: date | None = None
    dealt_with: bool = False
    ended: bool = False


def feedback_state(facts: RoundFacts, today: date) -> FeedbackState:
    """The state of a round on a day; "for information" is done on delivery, steps may be skipped."""
    if facts.answer is not None:
        state = _BY_ANSWER[facts.answer]
        return FeedbackState.AGREED if state is FeedbackState.RESERVATION and facts.dealt_with else state
    if facts.heard_on is not None and facts.question not in NEEDS_ANSWER:
        return FeedbackState.TOOK_NOTE
    if facts.ended:
        return FeedbackState.ENDED
    if facts.heard_on is None and facts.delivered_on is None:
        return FeedbackState.TO_DELIVER
    if facts.question is Question.FOR_INFORMATION:
        return FeedbackState.TOOK_NOTE
    return _waiting(facts, today)


def has_heard(facts: RoundFacts) -> bool:
    """Whether the college heard of it in this round; an answer says so too, unless it is none (R23)."""
    if facts.answer is not None:
        return facts.answer not in NO_ANSWER_GIVEN
    informed = facts.delivered_on is not None and facts.question is Question.FOR_INFORMATION
    return facts.heard_on is not None or informed


def _waiting(facts: RoundFacts, today: date) -> FeedbackState:
    """Without an answer: overdue only when asked in time, i.e. delivered before the day it asks for."""
    until, delivered = facts.answer_by, facts.delivered_on
    if until is not None and delivered is not None and delivered < until < today:
        return FeedbackState.OVERDUE
    if facts.heard_on is not None:
        return FeedbackState.HEARD
    return FeedbackState.DELIVERED if until is None else FeedbackState.ANSWER_ASKED


def fits(question: Question, answer: Answer) -> bool:
    """Whether an answer makes sense for a question; that an item does not concern a college always does."""
    return answer in FITTING_ANSWERS[question] or answer is Answer.NOT_CONCERNED


def answered_early(on: date | None, delivered_on: date | None) -> bool:
    """Whether a college would have acted before it had its note: it may have, but a wrong day is likelier."""
    return on is not None and delivered_on is not None and on < delivered_on


class Whom(StrEnum):
    """Which colleges a question is put to: those of the chosen cells, all, or those that the action touches."""

    CHOSEN = "chosen"
    ALL = "all"
    TOUCHED = "touched"
