"""Who was not there at an item: from the hours where they are known, else by hand (R21)."""

from datetime import time

import pytest

from ibo_desk.data.tables import Meeting
from ibo_desk.domain.errors import LockedError
from ibo_desk.domain.minutes_check import Finding
from ibo_desk.domain.organisations import Presence
from ibo_desk.domain.topics import Stance
from ibo_desk.services.keeping.history import History
from ibo_desk.services.minutes.check import MinutesCheck
from tests.services.region import Region


@pytest.fixture
def sitting(region: Region):
    """A meeting from 14:00 with three items of half an hour, everybody present."""
    meeting = region.meeting(starts_at=time(14), ends_at=time(16))
    items = [region.item(meeting, title=title, minutes=30) for title in ("Eerste", "Tweede", "Derde")]
    region.meetings.invite(meeting)
    lines = {row.organisation: row.id for row in region.meetings.attendance(meeting)}
    region.meetings.set_presence(lines.values(), Presence.PRESENT)
    return meeting, items, lines


def away(region: Region, meeting) -> list[list[str]]:
    return [[one.name for one in there if one.away] for there in region.meetings.at_items(meeting).values()]


@pytest.mark.long
def test_hours_say_who_was_not_there(region: Region, sitting) -> None:
    meeting, _items, lines = sitting
    region.records.patch("attendance", lines["Kortrijk"], None, {"arrived_at": time(14, 30)})
    region.records.patch("attendance", lines["Anzegem"], None, {"left_at": time(14, 50)})
    assert away(region, meeting) == [["Kortrijk"], [], ["Anzegem"]]
    region.meetings.set_presence([lines["Anzegem"]], Presence.EXCUSED)
    assert away(region, meeting) == [["Kortrijk"], [], []]


def test_without_the_hour_of_the_item_nothing_is_said(region: Region, sitting) -> None:
    meeting, items, lines = sitting
    region.records.patch("agenda_item", items[0], None, {"minutes": None})
    region.records.patch("attendance", lines["Anzegem"], None, {"left_at": time(14, 10)})
    assert away(region, meeting) == [[], [], []]


@pytest.mark.long
def test_what_is_noted_by_hand_goes_before_the_hours(region: Region, sitting) -> None:
    meeting, items, lines = sitting
    region.records.patch("attendance", lines["Anzegem"], None, {"left_at": time(14, 50)})
    region.meetings.set_away(items[2], {lines["Wevelgem"]})
    assert away(region, meeting) == [[], [], ["Wevelgem"]]
    assert region.labels()[-1] == "Niet aanwezig bij “Derde”: Wevelgem"
    History(region.store).undo()
    assert away(region, meeting) == [[], [], ["Anzegem"]]


@pytest.mark.long
def test_a_position_of_who_was_away_is_found(region: Region, sitting) -> None:
    meeting, items, lines = sitting
    region.meetings.set_away(items[1], {lines["Kortrijk"]})
    for item in items[:2]:
        region.agenda.set_position(item, region.organisations["Kortrijk"], Stance.AGREES)
    found_there = [
        row.item_id
        for row in MinutesCheck(region.store).findings(meeting)
        if row.code is Finding.POSITION_OF_ABSENT
    ]
    assert found_there == [items[1]]


def test_locked_is_locked(region: Region, sitting) -> None:
    meeting, items, lines = sitting
    with region.store.write("slot") as work:
        record = work.get(Meeting, meeting)
        record.locked = True
        work.add(record)
    with pytest.raises(LockedError):
        region.meetings.set_away(items[0], {lines["Kortrijk"]})
