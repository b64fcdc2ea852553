"""Two items treated as one: the conclusion of the first holds for both, and parting them undoes it."""

import pytest

from ibo_desk.domain.bodies import ItemType
from ibo_desk.domain.errors import LockedError, RuleError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.minutes_check import Finding
from ibo_desk.domain.topics import Preparation, Treatment
from ibo_desk.services.minutes.check import MinutesCheck
from tests.services.region import IBO_DAY, Region


def _joined(region: Region) -> tuple:
    meeting = region.meeting()
    first, second, third = (region.item(meeting, title=title) for title in ("Fiets", "Brug", "Kade"))
    region.agenda.join(second, first)
    return meeting, first, second, third


def test_what_comes_of_the_first_holds_for_both(region: Region) -> None:
    meeting, first, second, third = _joined(region)
    region.agenda.join(third, second)
    rows = region.agenda.items(meeting)
    assert [row.joined_number for row in rows] == ["", "1", "1"], "to the first of all, not in a chain"
    region.agenda.conclude(first, "De partners onderschrijven beide.")
    rows = region.agenda.items(meeting)
    assert [row.treatment for row in rows] == [Treatment.TREATED] * 3
    assert [row.conclusion for row in rows] == ["De partners onderschrijven beide.", "", ""]
    topics = {row.title: row.preparation for row in region.topics.listing()}
    assert (topics["Fiets"], topics["Brug"]) == (Preparation.TREATED, Preparation.TREATED)
    region.meetings.set_state(meeting, MeetingState.HELD)
    codes = {
        row.code for row in MinutesCheck(region.store).findings(meeting) if row.item_id in {second, third}
    }
    assert not codes & {Finding.ITEM_OPEN, Finding.CONCLUSION_EMPTY}
    region.agenda.part(second)
    row = region.agenda.item(second)
    assert (row.joined_number, row.treatment) == ("", Treatment.OPEN)


def test_moving_and_removing_the_first_leaves_the_other_by_itself(region: Region) -> None:
    _meeting, first, second, _third = _joined(region)
    region.agenda.move(first, None)
    assert region.agenda.item(second).joined_number == "3", "the number follows the order"
    region.agenda.join(first, second)
    assert region.agenda.item(first).joined_to_id == second, "turned round"
    assert region.agenda.item(second).joined_to_id is None
    region.agenda.remove(second)
    assert region.agenda.item(first).joined_to_id is None


def test_what_cannot_be_joined(region: Region) -> None:
    meeting, first, second, _third = _joined(region)
    varia = region.agenda.add(meeting, {"item_type": ItemType.ANY_OTHER_BUSINESS})
    elsewhere = region.item(region.meeting("VRR"))
    for item, head, code in (
        (first, first, "joined_to_itself"),
        (varia, first, "standing_item_not_joined"),
        (elsewhere, first, "item_of_other_meeting"),
    ):
        with pytest.raises(RuleError) as refused:
            region.agenda.join(item, head)
        assert refused.value.code == code
    region.meetings.set_state(meeting, MeetingState.HELD)
    region.meetings.lock(meeting, "{}", "h", IBO_DAY)
    for refused_job in (lambda: region.agenda.part(second), lambda: region.agenda.join(first, second)):
        with pytest.raises(LockedError):
            refused_job()


def test_an_item_is_treated_where_what_is_joined_to_it_is(region: Region) -> None:
    """ "/samen 1" typed at an item whose notes are there already: its conclusion counts for the first too."""
    meeting, first, second, third = _joined(region)
    region.agenda.conclude(second, "De partners onderschrijven beide.")
    treatments = {row.id: row.treatment for row in region.agenda.items(meeting)}
    assert treatments == {first: Treatment.TREATED, second: Treatment.TREATED, third: Treatment.OPEN}
    region.meetings.set_state(meeting, MeetingState.HELD)
    codes = {row.item_id: row.code for row in MinutesCheck(region.store).findings(meeting) if row.item_id}
    assert codes == {third: Finding.ITEM_OPEN}
    region.agenda.join(second, third)
    treatments = {row.id: row.treatment for row in region.agenda.items(meeting)}
    assert treatments == {first: Treatment.TREATED, second: Treatment.TREATED, third: Treatment.TREATED}
    region.agenda.reopen(second)
    region.agenda.part(second)
    assert [row.treatment for row in region.agenda.items(meeting)][1:] == [Treatment.OPEN] * 2


def test_of_items_joined_the_check_asks_one_conclusion(region: Region) -> None:
    meeting, first, second, _third = _joined(region)
    region.meetings.set_state(meeting, MeetingState.HELD)
    asked = [row.item_id for row in MinutesCheck(region.store).findings(meeting) if row.item_id]
    assert (first in asked, second in asked) == (True, False)
