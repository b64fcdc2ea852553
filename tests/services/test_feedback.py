"""Feedback per item × college: rounds in any order, heard over the whole topic, never hanging on a person."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.domain.feedback import (
    TURN,
    Answer,
    FeedbackState,
    Question,
    RoundFacts,
    Side,
    Turn,
    feedback_state,
    fits,
    has_heard,
)
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import Phase
from ibo_desk.services.feedback.matrix import Cell
from ibo_desk.services.feedback.rows import RoundRow
from tests.services.region import IBO_DAY, Region
from tests.walks import walk

TODAY = date(2026, 11, 23)
HELD = date(2026, 11, 13)


def cell(region: Region, item: UUID, college: UUID) -> Cell:
    return region.feedback.matrix().cells[item, college]


def test_one_delivery_to_all_colleges(region: Region) -> None:
    item = region.item(region.meeting(on=HELD))
    region.feedback.deliver([(item, college) for college in region.colleges], TODAY, "abc")
    matrix = region.feedback.matrix(body_id=region.bodies["IBO"])
    assert [college.name for college in matrix.colleges] == ["Anzegem", "Kortrijk", "Wevelgem"]
    assert [one.state for one in matrix.cells.values()] == [FeedbackState.DELIVERED] * 3
    assert {one.side for one in matrix.cells.values()} == {Side.AFTER}
    assert region.labels()[-1] == "Nota bezorgd aan 3 colleges"


def test_a_question_goes_through_its_states(region: Region) -> None:
    item, college = region.item(), region.colleges[1]
    key = [(item, college)]
    region.feedback.open_rounds(
        [item], [college], Side.BEFORE, Question.POSITION, date(2026, 12, 3), "Wat vindt u?", "secretariaat"
    )
    assert cell(region, item, college).state is FeedbackState.TO_DELIVER
    region.feedback.deliver(key, TODAY)
    asked = cell(region, item, college)
    assert (asked.state, asked.turn, asked.on) == (
        FeedbackState.ANSWER_ASKED,
        Turn.COLLEGE,
        date(2026, 12, 3),
    )
    region.feedback.heard(key, TODAY)
    assert cell(region, item, college).state is FeedbackState.HEARD
    region.feedback.answer(key, Answer.AGREES_WITH_RESERVATION, TODAY, "Mits subsidie", "CBS/2026/9")
    reserved = cell(region, item, college)
    assert (reserved.state, reserved.turn) == (FeedbackState.RESERVATION, Turn.SECRETARIAT)
    row = region.feedback.rounds(item, college)[0]
    region.feedback.deal_with(row.id, TODAY)
    assert cell(region, item, college).state is FeedbackState.AGREED
    assert (row.question_text, row.reference, row.answer_text) == (
        "Wat vindt u?",
        "CBS/2026/9",
        "Mits subsidie",
    )
    assert region.labels()[-2:] == [
        "Terugkoppeling van CBS Kortrijk geregistreerd",
        "Voorbehoud van CBS Kortrijk behandeld",
    ]


def test_overdue_only_when_asked_in_time_and_delivered(region: Region) -> None:
    item = region.item(region.meeting(on=HELD))
    late, in_time, never = region.colleges
    region.feedback.open_rounds(
        [item], region.colleges, Side.AFTER, Question.POSITION, TODAY - timedelta(days=3)
    )
    region.feedback.deliver([(item, late)], TODAY - timedelta(days=1))
    region.feedback.deliver([(item, in_time)], TODAY - timedelta(days=9))
    states = {college: cell(region, item, college).state for college in region.colleges}
    assert states == {
        late: FeedbackState.ANSWER_ASKED,
        in_time: FeedbackState.OVERDUE,
        never: FeedbackState.TO_DELIVER,
    }


def test_steps_may_be_skipped(region: Region) -> None:
    """A college may hear of it, or answer, without a note that we know of."""
    item = region.item(region.meeting(on=HELD))
    first, second, third = region.colleges
    region.feedback.heard([(item, first)], TODAY)
    region.feedback.answer([(item, second)], Answer.MANDATE_GIVEN, TODAY)
    region.feedback.answer([(item, third)], Answer.DOES_NOT_AGREE, TODAY)
    states = [cell(region, item, college).state for college in region.colleges]
    assert states == [FeedbackState.TOOK_NOTE, FeedbackState.MANDATE_GIVEN, FeedbackState.REFUSED]
    assert region.feedback.rounds(item, second)[0].question is Question.MANDATE
    region.feedback.deliver([(item, first)], TODAY)
    assert len(region.feedback.rounds(item, first)) == 1


def test_for_information_is_done_on_delivery(region: Region) -> None:
    item, college = region.item(region.meeting(on=HELD)), region.colleges[0]
    region.feedback.open_rounds([item], [college], Side.AFTER, Question.FOR_INFORMATION)
    region.feedback.deliver([(item, college)], TODAY)
    assert cell(region, item, college).state is FeedbackState.TOOK_NOTE
    with pytest.raises(RuleError) as refused:
        region.feedback.answer([(item, college)], Answer.AGREES, TODAY)
    assert refused.value.code == "answer_does_not_fit"
    assert cell(region, item, college).heard_in_topic


def test_postponed_opens_the_next_round_with_the_same_question(region: Region) -> None:
    item, college = region.item(), region.colleges[0]
    region.feedback.open_rounds([item], [college], Side.BEFORE, Question.POSITION, date(2026, 12, 1), "Wat?")
    region.feedback.deliver([(item, college)], TODAY, "abc")
    region.feedback.answer([(item, college)], Answer.POSTPONED, TODAY)
    first, second = region.feedback.rounds(item, college)
    assert (first.state, second.number, second.question_text) == (FeedbackState.POSTPONED, 2, "Wat?")
    assert (second.delivered_on, second.answer_by) == (TODAY, None)
    shown = cell(region, item, college)
    assert (shown.state, shown.turn, shown.rounds) == (FeedbackState.POSTPONED, Turn.COLLEGE, 2)
    assert [row.id for row in region.feedback.per_college(college)] == [second.id]
    region.feedback.answer([(item, college)], Answer.AGREES, TODAY)
    assert cell(region, item, college).state is FeedbackState.AGREED
    assert region.feedback.per_college(college) == []


def test_an_answer_can_be_corrected(region: Region) -> None:
    item, college = region.item(region.meeting(on=HELD)), region.colleges[0]
    region.feedback.answer([(item, college)], Answer.AGREES_WITH_RESERVATION, TODAY)
    region.feedback.deal_with(region.feedback.rounds(item, college)[0].id, TODAY)
    region.feedback.answer([(item, college)], Answer.AGREES_WITH_RESERVATION, TODAY, "Toch niet opgelost")
    row = region.feedback.rounds(item, college)[0]
    assert (row.state, row.dealt_with_on, row.answer_text) == (
        FeedbackState.RESERVATION,
        None,
        "Toch niet opgelost",
    )


def test_before_and_after_the_meeting_are_different_rounds(region: Region) -> None:
    meeting = region.meeting()
    item, college = region.item(meeting), region.colleges[0]
    region.feedback.answer([(item, college)], Answer.AGREES, TODAY)
    region.meetings.set_state(meeting, MeetingState.HELD)
    region.feedback.deliver([(item, college)], TODAY)
    rows = region.feedback.rounds(item, college)
    assert [(row.side, row.number) for row in rows] == [(Side.BEFORE, 1), (Side.AFTER, 1)]
    assert cell(region, item, college).side is Side.AFTER


def test_a_late_answer_belongs_to_the_note_that_asked_for_it(region: Region) -> None:
    meeting = region.meeting()
    item, college = region.item(meeting), region.colleges[0]
    region.feedback.open_rounds([item], [college], Side.BEFORE, Question.POSITION)
    region.feedback.deliver([(item, college)], TODAY)
    region.meetings.set_state(meeting, MeetingState.HELD)
    region.feedback.answer([(item, college)], Answer.AGREES, TODAY)
    assert [row.side for row in region.feedback.rounds(item, college)] == [Side.BEFORE]


def test_a_note_that_was_never_delivered_before_is_not_owed_any_more(region: Region) -> None:
    meeting = region.meeting()
    item, college = region.item(meeting), region.colleges[0]
    region.feedback.open_rounds([item], [college], Side.BEFORE, Question.POSITION)
    region.meetings.set_state(meeting, MeetingState.HELD)
    region.feedback.open_rounds([item], [college], Side.AFTER, Question.TAKE_NOTE)
    assert [row.side for row in region.feedback.per_college(college)] == [Side.AFTER]


def test_a_reservation_from_before_waits_until_it_is_dealt_with(region: Region) -> None:
    meeting = region.meeting()
    item, college = region.item(meeting), region.colleges[0]
    region.feedback.answer([(item, college)], Answer.AGREES_WITH_RESERVATION, TODAY)
    region.meetings.set_state(meeting, MeetingState.HELD)
    region.feedback.deliver([(item, college)], TODAY)
    region.feedback.heard([(item, college)], TODAY)
    waiting = region.feedback.per_college(college)
    assert [(row.side, row.turn) for row in waiting] == [(Side.BEFORE, Turn.SECRETARIAT)]


@pytest.mark.long
def test_asking_again_changes_what_waits_and_follows_what_was_answered(region: Region) -> None:
    item, college = region.item(), region.colleges[0]
    first = region.feedback.open_rounds([item], [college], Side.BEFORE, Question.TAKE_NOTE)
    again = region.feedback.open_rounds([item], [college], Side.BEFORE, Question.MANDATE, IBO_DAY)
    assert again == first
    region.feedback.answer([(item, college)], Answer.MANDATE_GIVEN, TODAY)
    third = region.feedback.open_rounds([item], [college], Side.BEFORE, Question.POSITION)
    assert third != first
    assert [row.question for row in region.feedback.rounds(item, college)] == [
        Question.MANDATE,
        Question.POSITION,
    ]


def test_heard_looks_over_the_whole_topic(region: Region) -> None:
    """R21, R23: what was heard after the CvB counts at the IBO; another college's does not."""
    topic = region.topics.add({"title": "Fietsbrug"})
    mayors = region.topics.schedule(topic, region.meeting("CvB", HELD))
    item = region.topics.schedule(topic, region.meeting())
    heard, college = region.colleges[0], region.colleges[1]
    region.feedback.heard([(mayors, heard)], TODAY)
    region.feedback.open_rounds([item], [heard, college], Side.BEFORE, Question.POSITION)
    assert cell(region, item, heard).heard_in_topic
    assert not cell(region, item, college).heard_in_topic
    matrix = region.feedback.matrix(body_id=region.bodies["IBO"])
    assert matrix.heard == {(item, heard)}
    assert [row.item_id for row in region.feedback.topic_rounds(topic, heard)] == [mayors, item]


def test_a_new_delegate_leaves_feedback_as_it_was(region: Region) -> None:
    """R21: the seed's complaint is that feedback hangs on the delegate."""
    item, college = region.item(region.meeting(on=HELD)), region.bodies["CBS Kortrijk"]
    region.feedback.open_rounds([item], [college], Side.AFTER, Question.POSITION, IBO_DAY)
    region.feedback.deliver([(item, college)], TODAY)
    before = region.feedback.rounds(item, college)
    region.records.add(
        "mandate",
        {
            "person_id": region.persons["Bert Fictief"],
            "organisation_id": region.organisations["Kortrijk"],
            "body_id": college,
            "valid_from": TODAY,
        },
    )
    region.records.delete("person", region.persons["Ann Fictief"])
    assert region.feedback.rounds(item, college) == before
    assert region.feedback.per_college(college)[0].since == TODAY
    region.feedback.answer([(item, college)], Answer.AGREES, TODAY)
    assert region.feedback.rounds(item, college)[0].id == before[0].id


def test_only_colleges_have_feedback(region: Region) -> None:
    item = region.item()
    with pytest.raises(RuleError) as refused:
        region.feedback.deliver([(item, region.bodies["GR Kortrijk"])], TODAY)
    assert refused.value.code == "not_a_college"
    with pytest.raises(NotFoundError):
        region.feedback.heard([(UUID(int=5), region.colleges[0])], TODAY)
    region.feedback.heard([(item, region.colleges[0])], TODAY)
    row = region.feedback.rounds(item, region.colleges[0])[0]
    with pytest.raises(RuleError) as nothing:
        region.feedback.deal_with(row.id, TODAY)
    assert nothing.value.code == "no_reservation"


def test_two_copies_make_the_same_round(region: Region) -> None:
    item, college = region.item(), region.colleges[0]
    first = region.feedback.open_rounds([item], [college], Side.BEFORE, Question.MANDATE, IBO_DAY, "Wat?")
    region.feedback.heard([(item, college)], TODAY)
    region.records.delete("feedback_round", first[0])
    assert region.feedback.rounds(item, college) == []
    assert region.feedback.open_rounds([item], [college], Side.BEFORE, Question.TAKE_NOTE) == first
    row = region.feedback.rounds(item, college)[0]
    assert (row.state, row.heard_on, row.question_text) == (FeedbackState.TO_DELIVER, None, "")


def test_an_answer_typed_into_the_table_follows_the_same_rules(region: Region) -> None:
    item, college = region.item(), region.colleges[0]
    first = region.feedback.open_rounds([item], [college], Side.BEFORE, Question.TAKE_NOTE)[0]
    with pytest.raises(RuleError):
        region.records.patch("feedback_round", first, None, {"answer": Answer.AGREES})
    region.records.patch("feedback_round", first, None, {"answer": Answer.POSTPONED})
    rows = region.feedback.rounds(item, college)
    assert [(row.answer, row.answered_on) for row in rows] == [(Answer.POSTPONED, TODAY), (None, None)]


def test_consequences_are_per_item_and_college(region: Region) -> None:
    item, (first, second, _third) = region.item(), region.colleges
    assert region.feedback.consequence(item, first) is None
    made = region.feedback.set_consequence(item, first, "Nieuwe kruising in de dorpskern")
    region.feedback.set_consequence(item, second, "Geen werken op het grondgebied", "€ 0")
    row = region.feedback.consequence(item, first)
    assert row is not None
    assert (row.id, row.text, row.finance) == (made, "Nieuwe kruising in de dorpskern", "")
    region.records.delete("college_consequence", made)
    assert region.feedback.consequence(item, first) is None
    assert region.feedback.set_consequence(item, first, "Opnieuw") == made


@pytest.mark.long
def test_the_matrix_filters(region: Region) -> None:
    early = region.item(region.meeting(on=date(2026, 3, 6)), title="Vroeg", phase=Phase.WEIGHING)
    late = region.item(title="Laat")
    mayors = region.item(region.meeting("CvB", IBO_DAY), title="Burgemeesters")
    college, other = region.colleges[:2]
    region.feedback.deliver([(early, college)], TODAY)
    region.feedback.answer([(early, college)], Answer.TOOK_NOTE, TODAY)
    region.feedback.open_rounds([late], [college], Side.BEFORE, Question.POSITION)
    region.feedback.deliver([(late, other)], TODAY)

    def ids(**wanted: Any) -> list[UUID]:
        return [item.id for item in region.feedback.matrix(**wanted).items]

    assert set(ids()) == {early, late, mayors}
    assert ids(body_id=region.bodies["CvB"]) == [mayors]
    assert ids(since=date(2026, 1, 1), until=date(2026, 6, 30)) == [early]
    assert ids(phase=Phase.WEIGHING) == [early]
    assert ids(open_only=True) == ids(turn=Turn.SECRETARIAT) == ids(turn=Turn.COLLEGE) == [late]
    assert ids(turn=Turn.NOBODY) == [early]
    own = region.feedback.matrix(turn=Turn.COLLEGE, college_id=college)
    assert (own.items, [one.id for one in own.colleges]) == ((), [college])


def facts_of(row: RoundRow) -> RoundFacts:
    return RoundFacts(
        row.question, row.delivered_on, row.answer_by, row.heard_on, row.answer, row.answered_on,
        row.dealt_with_on is not None,
    )  # fmt: skip


day = st.integers(-20, 0).map(lambda n: TODAY + timedelta(days=n))
steps = st.one_of(
    st.tuples(st.just("ask"), st.sampled_from(Side), st.sampled_from(Question), st.one_of(st.none(), day)),
    st.tuples(st.just("deliver"), day),
    st.tuples(st.just("heard"), day),
    st.tuples(st.just("answer"), st.sampled_from(Answer), day),
    st.tuples(st.just("deal"), day),
    st.tuples(st.just("take back")),
    st.tuples(st.just("held")),
)


@pytest.mark.long
@walk
@given(wanted=st.lists(steps, max_size=8))
def test_no_order_of_steps_gives_an_impossible_state(region: Region, wanted: list[tuple[Any, ...]]) -> None:
    own_day = IBO_DAY + timedelta(days=region.count("meeting"))  # so that what is read does not grow
    meeting = region.meeting(on=own_day)
    item, college = region.item(meeting), region.colleges[0]
    refusals: set[str] = set()
    for step in wanted:
        before = region.feedback.rounds(item, college)
        try:
            take(region, meeting, item, college, step)
        except RuleError as refused:
            refusals.add(refused.code)
            unchanged = step[0] != "deal"
            assert not unchanged or region.feedback.rounds(item, college) == before
        holds(region, item, college, own_day)
    assert refusals <= {"answer_does_not_fit", "no_reservation", "transition_not_allowed", "no_answer_there"}


def take(region: Region, meeting: UUID, item: UUID, college: UUID, step: tuple[Any, ...]) -> None:
    key = [(item, college)]
    match step:
        case ("ask", side, question, until):
            region.feedback.open_rounds([item], [college], side, question, until)
        case ("deliver", on):
            region.feedback.deliver(key, on)
        case ("heard", on):
            region.feedback.heard(key, on)
        case ("answer", answer, on):
            region.feedback.answer(key, answer, on)
        case ("deal", on):
            for row in region.feedback.rounds(item, college):
                region.feedback.deal_with(row.id, on)
        case ("take back",):
            region.feedback.take_back(key)
        case ("held",):
            region.meetings.set_state(meeting, MeetingState.HELD)


def holds(region: Region, item: UUID, college: UUID, own_day: date) -> None:
    """What is true of every cell, whatever happened to it."""
    rows = region.feedback.rounds(item, college)
    for side in Side:
        own = [row for row in rows if row.side is side]
        assert [row.number for row in own] == list(range(1, len(own) + 1))
        assert all(row.answer is not None or row.state is FeedbackState.TOOK_NOTE for row in own[:-1])
    for row in rows:
        assert row.state is feedback_state(facts_of(row), TODAY)
        assert row.answer is None or fits(row.question, row.answer)
        assert (row.answer is None) == (row.answered_on is None)
        assert row.dealt_with_on is None or row.answer is Answer.AGREES_WITH_RESERVATION
    matrix = region.feedback.matrix(since=own_day, until=own_day)
    assert ((item, college) in matrix.cells) == bool(rows)
    if not rows:
        return
    shown = matrix.cells[item, college]
    last = rows[-1]
    assert shown.state is last.state or (shown.state is FeedbackState.POSTPONED and last.number > 1)
    assert shown.turn is TURN[shown.state]
    assert shown.heard_in_topic == any(has_heard(facts_of(row)) for row in rows)
    assert shown.rounds == len(rows)
    waiting = {row.id for row in region.feedback.per_college(college) if row.item_id == item}
    assert waiting == {row.id for row in rows if is_current(row, rows) and row.turn is not Turn.NOBODY}
    for turn in Turn:
        there = any(is_current(row, rows) and row.turn is turn for row in rows)
        found = region.feedback.matrix(since=own_day, until=own_day, turn=turn)
        assert [one.id for one in found.items] == ([item] if there else [])


def is_current(row: RoundRow, rows: list[RoundRow]) -> bool:
    later = rows[rows.index(row) + 1 :]
    if any(one.side is row.side for one in later):
        return False
    return not later or row.answer is Answer.AGREES_WITH_RESERVATION
