"""Standing items: placed by the body's own rules, once, in their place."""

from datetime import date

import pytest

from ibo_desk.data.store import Store
from ibo_desk.domain.bodies import ItemType
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.services.agenda.standing_items import StandingItems
from tests.services.region import IBO_DAY, Region

ALL = (ItemType.MINUTES_APPROVAL, ItemType.FOLLOW_UP, ItemType.ANY_OTHER_BUSINESS)


@pytest.fixture
def standing(store: Store) -> StandingItems:
    return StandingItems(store)


def shown(region: Region, meeting: object) -> list[tuple[str, str]]:
    return [(item.number, item.title) for item in region.agenda.items(meeting)]


def test_without_rules_a_new_meeting_is_empty_and_on_request_gets_all(
    region: Region, standing: StandingItems
) -> None:
    region.meeting(on=date(2026, 10, 2))
    meeting = region.meeting()
    assert standing.types(region.bodies["IBO"]) == ()
    assert region.agenda.items(meeting) == []
    region.item(meeting)
    assert len(standing.place(meeting)) == 3
    assert shown(region, meeting) == [
        ("1", "Goedkeuring van het verslag van 2 oktober 2026"),
        ("2", "Opvolging"),
        ("3", "Fietsbrug"),
        ("4", "Varia"),
    ]
    assert standing.place(meeting) == []


def test_by_its_rules_every_new_meeting_gets_them_and_other_business_stays_last(
    region: Region, standing: StandingItems
) -> None:
    standing.set_types(region.bodies["IBO"], ALL)
    assert standing.types(region.bodies["IBO"]) == ALL
    first = region.meeting(on=date(2026, 11, 27))
    assert [title for _number, title in shown(region, first)] == ["Opvolging", "Varia"]
    meeting = region.meeting()
    region.item(meeting, title="Een")
    region.item(meeting, title="Twee")
    assert [title for _number, title in shown(region, meeting)] == [
        "Goedkeuring van het verslag van 27 november 2026", "Opvolging", "Een", "Twee", "Varia",
    ]  # fmt: skip


@pytest.mark.long
def test_every_meeting_whose_minutes_wait_is_asked_once(region: Region, standing: StandingItems) -> None:
    first, second = region.meeting(on=date(2026, 10, 2)), region.meeting(on=date(2026, 11, 6))
    for meeting in (first, second):
        region.meetings.set_state(meeting, MeetingState.HELD)
    december = region.meeting()
    standing.place(december)
    assert [title for _number, title in shown(region, december)] == [
        "Goedkeuring van het verslag van 6 november 2026",
        "Goedkeuring van het verslag van 2 oktober 2026",
        "Opvolging",
        "Varia",
    ]
    january = region.meeting(on=date(2027, 1, 22))
    standing.place(january)
    assert shown(region, january)[0] == ("1", "Goedkeuring van het verslag van 11 december 2026")
    assert len(shown(region, january)) == 3


def test_approved_and_cancelled_meetings_are_not_asked(region: Region, standing: StandingItems) -> None:
    first, second = region.meeting(on=date(2026, 10, 2)), region.meeting(on=date(2026, 11, 6))
    region.meetings.set_state(first, MeetingState.HELD)
    region.meetings.lock(first, "{}", "h", IBO_DAY)
    region.meetings.set_state(second, MeetingState.CANCELLED)
    meeting = region.meeting()
    standing.place(meeting)
    assert [title for _number, title in shown(region, meeting)] == ["Opvolging", "Varia"]


def test_only_standing_types_stand(region: Region, standing: StandingItems) -> None:
    with pytest.raises(RuleError) as refused:
        standing.set_types(region.bodies["IBO"], [ItemType.ADVICE])
    assert refused.value.code == "not_a_standing_item"
    standing.set_types(region.bodies["IBO"], ALL)
    standing.set_types(region.bodies["IBO"], [])
    assert standing.types(region.bodies["IBO"]) == ()
    cancelled = region.meeting()
    region.meetings.set_state(cancelled, MeetingState.CANCELLED)
    with pytest.raises(RuleError):
        standing.place(cancelled)
