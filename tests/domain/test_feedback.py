"""The state of a feedback round follows from its dates; overdue only when asked in time and delivered (R21–R26)."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.feedback import (
    FITTING_ANSWERS,
    TURN,
    Answer,
    FeedbackState,
    Question,
    RoundFacts,
    Turn,
    feedback_state,
    fits,
    has_heard,
)

TODAY = date(2026, 11, 23)
ASKED = RoundFacts(Question.POSITION, delivered_on=date(2026, 11, 2), answer_by=date(2026, 11, 16))
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))
FACTS = st.builds(
    RoundFacts,
    st.sampled_from(Question),
    DAYS,
    DAYS,
    DAYS,
    st.none() | st.sampled_from(Answer),
    DAYS,
    st.booleans(),
)


def test_nothing_delivered_is_the_secretariats_turn() -> None:
    state = feedback_state(RoundFacts(Question.POSITION, answer_by=date(2026, 1, 1)), TODAY)
    assert state is FeedbackState.TO_DELIVER
    assert TURN[state] is Turn.SECRETARIAT


def test_asked_in_time_and_not_answered_is_overdue_the_day_after() -> None:
    assert feedback_state(ASKED, date(2026, 11, 16)) is FeedbackState.ANSWER_ASKED
    assert feedback_state(ASKED, date(2026, 11, 17)) is FeedbackState.OVERDUE


def test_a_note_that_came_on_the_day_itself_is_never_overdue() -> None:
    late = replace(ASKED, delivered_on=date(2026, 11, 16))
    assert feedback_state(late, TODAY) is FeedbackState.ANSWER_ASKED


def test_without_a_term_nothing_is_overdue() -> None:
    assert feedback_state(replace(ASKED, answer_by=None), TODAY) is FeedbackState.DELIVERED


def test_for_information_is_done_on_delivery() -> None:
    facts = RoundFacts(Question.FOR_INFORMATION, delivered_on=TODAY)
    assert feedback_state(facts, TODAY) is FeedbackState.TOOK_NOTE


def test_steps_may_be_skipped() -> None:
    assert feedback_state(RoundFacts(Question.TAKE_NOTE, heard_on=TODAY), TODAY) is FeedbackState.TOOK_NOTE
    assert feedback_state(RoundFacts(Question.POSITION, heard_on=TODAY), TODAY) is FeedbackState.HEARD
    answered = RoundFacts(Question.POSITION, answer=Answer.AGREES, answered_on=TODAY)
    assert feedback_state(answered, TODAY) is FeedbackState.AGREED


def test_a_reservation_waits_for_the_secretariat_until_it_is_dealt_with() -> None:
    facts = replace(ASKED, answer=Answer.AGREES_WITH_RESERVATION, answered_on=TODAY)
    state = feedback_state(facts, TODAY)
    assert (state, TURN[state]) == (FeedbackState.RESERVATION, Turn.SECRETARIAT)
    assert feedback_state(replace(facts, dealt_with=True), TODAY) is FeedbackState.AGREED


@given(FACTS, st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_overdue_means_delivered_before_the_term_that_has_passed(facts: RoundFacts, today: date) -> None:
    state = feedback_state(facts, today)
    assert state in TURN
    if state is FeedbackState.OVERDUE:
        assert facts.delivered_on is not None
        assert facts.answer_by is not None
        assert facts.delivered_on < facts.answer_by < today
        assert facts.answer is None
    if facts.answer is None and facts.heard_on is None and facts.delivered_on is None:
        assert state is FeedbackState.TO_DELIVER
        assert not has_heard(facts)


def test_that_the_college_heard_of_it_is_no_answer_to_a_question() -> None:
    heard = replace(ASKED, heard_on=date(2026, 11, 9))
    assert feedback_state(heard, date(2026, 11, 16)) is FeedbackState.HEARD
    assert feedback_state(heard, date(2026, 11, 17)) is FeedbackState.OVERDUE
    assert has_heard(heard)
    never_delivered = replace(heard, delivered_on=None)
    assert feedback_state(never_delivered, TODAY) is FeedbackState.HEARD
    only_noted = replace(heard, question=Question.TAKE_NOTE)
    assert feedback_state(only_noted, TODAY) is FeedbackState.TOOK_NOTE


def test_who_is_not_concerned_waits_for_nothing_and_heard_of_nothing() -> None:
    apart = replace(ASKED, answer=Answer.NOT_CONCERNED, answered_on=TODAY)
    state = feedback_state(apart, TODAY)
    assert (state, TURN[state], has_heard(apart)) == (FeedbackState.NOT_CONCERNED, Turn.NOBODY, False)


def test_only_fitting_answers_are_taken() -> None:
    assert fits(Question.MANDATE, Answer.MANDATE_GIVEN)
    assert not fits(Question.POSITION, Answer.MANDATE_GIVEN)
    assert not fits(Question.FOR_INFORMATION, Answer.AGREES)
    assert all(fits(question, Answer.NOT_CONCERNED) for question in Question)
    assert not any(Answer.NOT_CONCERNED in offered for offered in FITTING_ANSWERS.values())
