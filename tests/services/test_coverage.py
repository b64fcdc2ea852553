"""Coverage and lead time: every figure counts what it says, and says what it counts."""

from datetime import date

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.feedback import Answer, Question, Side
from ibo_desk.services.feedback.coverage import Coverage, CoverageFigures
from tests.services.region import IBO_DAY, Region


def only(region: Region) -> Coverage:
    (one,) = CoverageFigures(region.store).items()
    return one


def test_an_item_nobody_was_told_of(region: Region) -> None:
    region.item()
    one = only(region)
    assert (one.colleges, one.delivered, one.heard_before, one.heard, one.asked) == (3, 0, 0, 0, 0)
    assert (one.days_ahead, one.days_to_answer) == (None, None)
    assert one.sentences[0] == "Met een nota over dit punt: 0 van de 3 colleges, voor zover geregistreerd."


def test_delivered_heard_and_answered_are_three_things(region: Region) -> None:
    item = region.item(region.meeting(on=date(2026, 11, 13)))
    first, second, _third = region.colleges
    asked = region.feedback.open_rounds([item], region.colleges, Side.BEFORE, Question.POSITION)
    for one, day in zip(asked, (date(2026, 10, 23), date(2026, 11, 3), date(2026, 11, 6)), strict=True):
        region.records.patch("feedback_round", one, None, {"delivered_on": day})
    region.feedback.answer([(item, first)], Answer.AGREES, date(2026, 10, 25))
    region.feedback.heard([(item, second)], date(2026, 11, 16))
    one = only(region)
    assert (one.delivered, one.heard_before, one.heard, one.asked, one.answered) == (3, 1, 2, 3, 1)
    assert (one.days_ahead, one.days_to_answer) == (10, 2)
    assert CoverageFigures(region.store).lead_times() == [7, 10, 21]
    assert all("voor zover geregistreerd" in told for told in one.sentences)
    assert len(one.sentences) == 6
    assert "mediaan van 3: 10," in one.sentences[4]


def test_heard_looks_over_the_whole_topic(region: Region) -> None:
    earlier = region.item(region.meeting("CvB", date(2026, 11, 6)))
    topic = region.agenda.item(earlier).topic_id
    region.topics.schedule(topic, region.meeting())
    region.feedback.heard([(earlier, region.colleges[0])], date(2026, 11, 9))
    figures = {one.on: one for one in CoverageFigures(region.store).items()}
    assert figures[IBO_DAY].heard_before == 1
    assert figures[date(2026, 11, 6)].heard_before == 0, "heard three days after that meeting"
    assert figures[date(2026, 11, 6)].heard == 1


def test_by_month_adds_up_the_items(region: Region) -> None:
    for on in (date(2026, 11, 13), IBO_DAY):
        item = region.item(region.meeting(on=on))
        region.feedback.open_rounds([item], region.colleges[:1], Side.BEFORE, Question.FOR_INFORMATION)
    region.item(region.meeting(on=date(2026, 12, 18)))
    found = CoverageFigures(region.store).by_month()
    assert [(one.month, one.cells) for one in found] == [(date(2026, 11, 1), 3), (date(2026, 12, 1), 6)]
    assert CoverageFigures(region.store).by_month(since=date(2027, 1, 1)) == []


def test_what_reached_one_college_counts_its_items_and_its_rounds_only(region: Region) -> None:
    first, second, _third = region.colleges
    item, other = region.item(), region.item(region.meeting(on=date(2026, 11, 27)))
    region.feedback.open_rounds([item, other], region.colleges, Side.BEFORE, Question.POSITION)
    region.feedback.deliver([(item, first), (other, second)], date(2026, 11, 10))
    region.feedback.heard([(item, first)], date(2026, 11, 23))
    bodies = {one.body_id for one in region.meetings.listing()}
    found = CoverageFigures(region.store).of_colleges(date(2026, 11, 1), IBO_DAY, bodies)
    assert [(one.month.month, one.cells, one.delivered, one.heard_before) for one in found[first].months] == [
        (11, 1, 0, 0),
        (12, 1, 1, 1),
    ]
    assert found[first].days == (31,)
    assert found[second].days == (17,)
    assert [one.month.month for one in found[second].months if one.delivered] == [11]


def test_what_reached_a_college_leaves_out_other_bodies_days_and_readers(region: Region) -> None:
    first = region.colleges[0]
    item = region.item()
    region.feedback.open_rounds([item], [first], Side.BEFORE, Question.POSITION)
    figures = CoverageFigures(region.store)
    bodies = {one.body_id for one in region.meetings.listing()}
    assert figures.of_colleges(IBO_DAY, IBO_DAY, bodies)[first].months
    assert not figures.of_colleges(IBO_DAY, IBO_DAY, set())[first].months
    assert not figures.of_colleges(date(2027, 1, 1), date(2027, 2, 1), bodies)[first].months
    before = figures.of_colleges(IBO_DAY, IBO_DAY, bodies)[first]
    hidden = region.item(region.agenda.item(item).meeting_id, audience=Audience.SECRETARIAT)
    region.feedback.open_rounds([hidden], [first], Side.BEFORE, Question.POSITION)
    region.feedback.deliver([(hidden, first)], date(2026, 11, 20))
    assert figures.of_colleges(IBO_DAY, IBO_DAY, bodies)[first] == before
