"""Coverage and lead time: every figure counts what it says, and says what it counts."""

from datetime import date

import pytest

from ibo_desk.data.store import Store
from ibo_desk.domain.feedback import Answer, Question, Side
from ibo_desk.services.coverage import Coverage, CoverageFigures
from tests.services.region import IBO_DAY, Region, found


@pytest.fixture
def region(store: Store) -> Region:
    return found(store)


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
