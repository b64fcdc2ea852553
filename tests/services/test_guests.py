"""Guests, and a second person of an organisation, on the attendance list."""

import pytest

from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.organisations import Capacity
from ibo_desk.services.keeping.history import History
from tests.services.region import Region


def listed(region: Region, meeting) -> list[tuple[str, str, Capacity]]:
    return [(row.organisation, row.label, row.capacity) for row in region.meetings.attendance(meeting)]


def test_a_guest_of_a_new_organisation_in_one_entry(region: Region) -> None:
    meeting, entries = region.meeting(), len(region.store.own_entries)
    region.meetings.add_line(meeting, " Buurtraad Fictief ", "Cis Fictief, voorzitter")
    assert listed(region, meeting) == [("Buurtraad Fictief", "Cis Fictief, voorzitter", Capacity.GUEST)]
    assert len(region.store.own_entries) == entries + 1
    assert region.labels()[-1] == "Buurtraad Fictief op de aanwezigheidslijst gezet"
    History(region.store).undo()
    assert listed(region, meeting) == []


def test_a_second_person_stays_when_members_are_filled_in_again(region: Region) -> None:
    meeting, kortrijk = region.meeting(), region.organisations["Kortrijk"]
    region.meetings.add_line(meeting, kortrijk, "Dirk Fictief", None, Capacity.ADVISORY)
    region.meetings.add_line(meeting, region.organisations["Wevelgem"], "Els Fictief", None, Capacity.GUEST)
    region.meetings.invite(meeting)
    before = listed(region, meeting)
    assert [row for row in before if row[0] == "Wevelgem"] == [
        ("Wevelgem", "", Capacity.FULL),
        ("Wevelgem", "Els Fictief", Capacity.GUEST),
    ]
    assert [row[1:] for row in before if row[0] == "Kortrijk"] == [
        ("Bert Fictief, schepen", Capacity.FULL),
        ("Dirk Fictief", Capacity.ADVISORY),
    ]
    assert region.meetings.invite(meeting) == []
    assert listed(region, meeting) == before


def test_the_same_line_twice_is_refused_and_a_line_that_went_comes_back(region: Region) -> None:
    meeting, awv = region.meeting(), region.organisations["AWV"]
    line = region.meetings.add_line(meeting, awv, "Fien Fictief")
    with pytest.raises(RuleError) as refused:
        region.meetings.add_line(meeting, awv, "Fien Fictief")
    assert refused.value.code == "already_there"
    region.meetings.remove_lines([line])
    assert listed(region, meeting) == []
    assert region.meetings.add_line(meeting, awv, "Fien Fictief") == line
