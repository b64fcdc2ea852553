"""Recording feedback: nothing typed is lost, a slip is taken back, and who is asked can be chosen."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.feedback import Answer, FeedbackState, Question, Side, Turn, Whom
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.services.feedback.matrix import Cell
from ibo_desk.services.feedback.writing import Asked
from ibo_desk.services.keeping.history import History
from ibo_desk.services.words import sentence
from tests.services.region import Region

TODAY = date(2026, 11, 23)
HELD = date(2026, 11, 13)


def cell(region: Region, item: UUID, college: UUID) -> Cell:
    return region.feedback.matrix().cells[item, college]


def test_an_answer_recorded_again_keeps_the_words_that_are_not_given(region: Region) -> None:
    """One key pressed again wiped what the college wrote."""
    item, college = region.item(region.meeting(on=HELD)), region.colleges[1]
    key = [(item, college)]
    region.feedback.answer(key, Answer.AGREES, HELD, "Mits subsidie", "CBS 2026/9")
    region.feedback.answer(key, Answer.AGREES_WITH_RESERVATION, TODAY)
    row = region.feedback.rounds(item, college)[0]
    assert (row.answer, row.answered_on) == (Answer.AGREES_WITH_RESERVATION, TODAY)
    assert (row.answer_text, row.reference) == ("Mits subsidie", "CBS 2026/9")
    assert region.labels()[-1] == (
        "Terugkoppeling van CBS Kortrijk geregistreerd; wat bij het vorige antwoord stond, blijft staan"
    )
    region.feedback.answer(key, Answer.AGREES_WITH_RESERVATION, TODAY, reference="CBS 2026/11")
    row = region.feedback.rounds(item, college)[0]
    assert (row.answer_text, row.reference) == ("Mits subsidie", "CBS 2026/11")
    region.feedback.answer(key, Answer.AGREES, TODAY, "Akkoord", "CBS 2026/12")
    assert region.labels()[-1] == "Terugkoppeling van CBS Kortrijk geregistreerd"


def test_a_question_put_again_keeps_its_day_and_its_words(region: Region) -> None:
    """The same question again erased by when, and what was asked."""
    item, college = region.item(), region.colleges[0]
    first = Asked(date(2026, 12, 9), "Wat vindt u?", "het projectteam")
    region.feedback.ask([(item, college)], Question.POSITION, first)
    region.feedback.ask([(item, college)], Question.POSITION)
    row = region.feedback.rounds(item, college)[0]
    assert (row.answer_by, row.question_text, row.asked_by) == (
        first.answer_by,
        first.question_text,
        first.asked_by,
    )
    region.feedback.ask([(item, college)], Question.MANDATE, Asked(date(2026, 12, 10)))
    row = region.feedback.rounds(item, college)[0]
    assert (row.question, row.answer_by, row.question_text) == (
        Question.MANDATE,
        date(2026, 12, 10),
        "Wat vindt u?",
    )


def test_a_question_on_the_day_of_the_meeting_is_one_before_it_until_it_is_held(region: Region) -> None:
    """In the morning the meeting has yet to come."""
    meeting = region.meeting(on=TODAY)
    item, (first, second, _third) = region.item(meeting), region.colleges
    region.feedback.ask([(item, first)], Question.POSITION)
    region.meetings.set_state(meeting, MeetingState.HELD)
    region.feedback.ask([(item, second)], Question.POSITION)
    sides = [region.feedback.rounds(item, college)[0].side for college in (first, second)]
    assert sides == [Side.BEFORE, Side.AFTER]


def test_questions_for_items_of_several_meetings_are_one_step(region: Region) -> None:
    before, after = region.item(), region.item(region.meeting(on=HELD))
    college = region.colleges[0]
    region.feedback.ask([(before, college), (after, college)], Question.TAKE_NOTE)
    assert region.labels()[-1] == "Vraag gesteld aan CBS Anzegem"
    sides = [region.feedback.rounds(item, college)[0].side for item in (before, after)]
    assert sides == [Side.BEFORE, Side.AFTER]


@pytest.mark.parametrize("step", ["deliver", "heard", "answer", "remind", "field"])
def test_what_happened_cannot_lie_ahead(region: Region, step: str) -> None:
    """A day that has yet to come is a slip of the keyboard."""
    item, college = region.item(), region.colleges[0]
    region.feedback.ask([(item, college)], Question.POSITION)
    row, tomorrow = region.feedback.rounds(item, college)[0], TODAY + timedelta(days=1)
    key = [(item, college)]
    steps: dict[str, Callable[[], object]] = {
        "deliver": lambda: region.feedback.deliver(key, tomorrow),
        "heard": lambda: region.feedback.heard(key, tomorrow),
        "answer": lambda: region.feedback.answer(key, Answer.AGREES, tomorrow),
        "remind": lambda: region.feedback.remind(key, tomorrow),
        "field": lambda: region.records.patch(
            "feedback_round", row.id, row.revision, {"delivered_on": tomorrow}
        ),
    }
    with pytest.raises(RuleError) as refused:
        steps[step]()
    assert sentence(refused.value) == (
        "24 november 2026 moet nog komen. Vul de dag in waarop het gebeurd is."
    )
    assert region.feedback.rounds(item, college) == [row]
    region.records.patch(
        "feedback_round", row.id, row.revision, {"answer_by": tomorrow}
    )  # asked, not happened


def test_the_last_answer_is_taken_back_with_its_words(region: Region) -> None:
    """A wrong key is mended by one other."""
    item, (asked, unasked, empty) = region.item(region.meeting(on=HELD)), region.colleges
    region.feedback.ask([(item, asked)], Question.POSITION, Asked(question_text="Wat vindt u?"))
    both = [(item, asked), (item, unasked)]
    region.feedback.answer(both, Answer.AGREES, TODAY, "Mits", "CBS 9")
    region.feedback.take_back([*both, (item, empty)])
    row = region.feedback.rounds(item, asked)[0]
    assert (row.answer, row.answered_on, row.answer_text, row.reference) == (None, None, "", "")
    assert row.question_text == "Wat vindt u?"
    assert region.feedback.rounds(item, unasked) == []  # there was nothing before somebody answered
    assert region.labels()[-1] == "Antwoorden van 2 colleges teruggenomen"
    with pytest.raises(RuleError) as nothing:
        region.feedback.take_back(both)
    assert nothing.value.code == "no_answer_there"
    History(region.store).undo()
    assert [region.feedback.rounds(item, one)[0].answer_text for one in (asked, unasked)] == ["Mits", "Mits"]


def test_a_postponed_answer_taken_back_takes_its_next_round_along(region: Region) -> None:
    item, college = region.item(region.meeting(on=HELD)), region.colleges[0]
    region.feedback.ask([(item, college)], Question.POSITION)
    region.feedback.deliver([(item, college)], TODAY)
    region.feedback.answer([(item, college)], Answer.POSTPONED, TODAY)
    region.feedback.take_back([(item, college)])
    (row,) = region.feedback.rounds(item, college)
    assert (row.state, row.delivered_on) == (FeedbackState.DELIVERED, TODAY)
    region.records.patch("feedback_round", row.id, None, {"answer": Answer.POSTPONED})
    assert len(region.feedback.rounds(item, college)) == 2
    region.records.patch("feedback_round", row.id, None, {"answer": Answer.AGREES})
    assert [one.answer for one in region.feedback.rounds(item, college)] == [Answer.AGREES]
    region.records.patch("feedback_round", row.id, None, {"answer": None})
    (row,) = region.feedback.rounds(item, college)
    assert (row.answer, row.answered_on) == (None, None)


@pytest.mark.long
def test_an_answer_that_does_not_fit_names_item_and_college(region: Region) -> None:
    """One of many chosen cells, and the sentence did not say which."""
    item, (first, second, _third) = region.item(), region.colleges
    region.feedback.ask([(item, first)], Question.POSITION)
    region.feedback.ask([(item, second)], Question.FOR_INFORMATION)
    with pytest.raises(RuleError) as refused:
        region.feedback.answer([(item, first), (item, second)], Answer.AGREES, TODAY)
    assert sentence(refused.value) == (
        "CBS Kortrijk, “Fietsbrug”: het antwoord “akkoord” past niet bij de vraag “ter informatie”. "
        "Er is niets genoteerd."
    )
    assert region.feedback.rounds(item, first)[0].answer is None


def test_a_text_that_changed_since_the_day_of_delivery_is_not_known(region: Region) -> None:
    """What is registered afterwards must not pass off today's text as the one that was delivered."""
    item, (today, before, _third) = region.item(region.meeting(on=HELD)), region.colleges
    region.feedback.deliver([(item, today)], TODAY, "abc")
    region.feedback.deliver([(item, before)], TODAY - timedelta(days=1), "abc")
    hashes = [region.feedback.rounds(item, college)[0].delivered_hash for college in (today, before)]
    assert hashes == ["abc", ""]


def test_a_college_that_an_item_does_not_concern_is_asked_nothing(region: Region) -> None:
    item, (first, second, third) = region.item(), region.colleges
    region.feedback.ask([(item, second)], Question.POSITION)
    region.feedback.answer([(item, second)], Answer.NOT_CONCERNED, TODAY)
    shown = cell(region, item, second)
    assert (shown.state, shown.turn, shown.heard_in_topic) == (
        FeedbackState.NOT_CONCERNED,
        Turn.NOBODY,
        False,
    )
    assert region.feedback.per_college(second) == []
    assert {alarm.college_id for alarm in region.feedback.alarms()} == {first, third}
    region.feedback.ask([(item, first)], Question.POSITION, whom=Whom.ALL)
    assert [one.college_id for one in region.feedback.of_item(item) if one.answer is None] == [first, third]
    region.feedback.heard([(item, second)], TODAY)  # it does after all
    assert cell(region, item, second).state is FeedbackState.TOOK_NOTE


def test_a_question_goes_to_the_colleges_that_the_action_touches(region: Region) -> None:
    """Municipalities that take part; where only Leiedal does, those it speaks for."""
    action = region.records.add("regional_action", {"title": "Fietsroutes", "order_key": "a"})
    topic = region.topics.add({"title": "Fietsbrug", "action_id": action})
    item = region.topics.schedule(topic, region.meeting())
    alone = region.item()
    with pytest.raises(RuleError) as refused:
        region.feedback.ask([(alone, region.colleges[0])], Question.POSITION, whom=Whom.TOUCHED)
    assert refused.value.code == "item_touches_no_college"

    def takes_part(name: str) -> None:
        values = {"action_id": action, "organisation_id": region.organisations[name]}
        region.records.add("action_partner", values)

    takes_part("Leiedal")
    region.feedback.ask([(item, region.colleges[0])], Question.POSITION, whom=Whom.TOUCHED)
    assert {one.college_id for one in region.feedback.of_item(item)} == set(region.colleges)
    takes_part("Kortrijk")
    asked = region.feedback.ask([(item, region.colleges[0])], Question.MANDATE, whom=Whom.TOUCHED)
    assert [one.id for one in region.feedback.of_item(item) if one.question is Question.MANDATE] == asked
    assert len(asked) == 1
