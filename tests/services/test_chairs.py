"""Who chairs a meeting is a list: as many as there are, in their order, locked with the minutes."""

from datetime import date
from uuid import UUID

import pytest
from sqlmodel import select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Change
from ibo_desk.domain.errors import InvalidValueError, LockedError, StaleRecordError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.services.conflicts import Choice, Conflicts
from tests.services.desk import Desk

THREE = ("Ann Fictief", "Bert Fictief, regiomanager", "Cis Fictief")


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (THREE, THREE),
        (THREE[:1], THREE[:1]),
        (("Bert Fictief", "Ann Fictief", "Cis Fictief", "Dirk Fictief"), None),
        (("  Ann Fictief ", "", "   "), ("Ann Fictief",)),
        ((), ()),
    ],
)
def test_what_was_said_last_stands(desk: Desk, names: tuple[str, ...], kept: tuple[str, ...] | None) -> None:
    desk.meetings.set_chairs(desk.meeting, ["Wie vroeger voorzat", "Nog iemand"])
    desk.meetings.set_chairs(desk.meeting, names)
    assert desk.meetings.row(desk.meeting).chairs == (names if kept is None else kept)
    desk.history.undo()
    assert desk.meetings.row(desk.meeting).chairs == ("Wie vroeger voorzat", "Nog iemand")
    desk.history.redo()
    desk.meetings.set_chairs(desk.meeting, THREE)
    assert desk.meetings.row(desk.meeting).chairs == THREE, "a chair that went comes back"


def test_a_chair_is_found_and_a_former_one_is_not(desk: Desk) -> None:
    desk.meetings.set_chairs(desk.meeting, THREE)
    assert [hit.id for hit in desk.search.hits("Cis")] == [desk.meeting]
    desk.meetings.set_chairs(desk.meeting, THREE[:2])
    assert desk.search.hits("Cis") == []


def test_approved_minutes_hold_them(desk: Desk) -> None:
    desk.meetings.set_chairs(desk.meeting, THREE)
    desk.meetings.set_state(desk.meeting, MeetingState.HELD)
    desk.meetings.lock(desk.meeting, "{}", "h", date(2026, 12, 20))
    chair = desk.meetings.chairs()[0]
    for change in (
        lambda: desk.meetings.set_chairs(desk.meeting, THREE[:1]),
        lambda: desk.records.patch("meeting_chair", chair.id, None, {"name": "Iemand anders"}),
        lambda: desk.records.delete("meeting_chair", chair.id),
    ):
        with pytest.raises(LockedError):
            change()
    assert desk.meetings.row(desk.meeting).chairs == THREE


def test_a_name_that_is_too_long_leaves_them_as_they_were(desk: Desk) -> None:
    desk.meetings.set_chairs(desk.meeting, THREE)
    with pytest.raises(InvalidValueError):
        desk.meetings.set_chairs(desk.meeting, ["Dirk Fictief", "x" * 201])
    assert desk.meetings.row(desk.meeting).chairs == THREE


def test_two_who_write_them_see_both_lists(desk: Desk) -> None:
    desk.meetings.set_chairs(desk.meeting, THREE[:1])
    other = Store(desk.store.place, desk.store.clock, actor="An", copy_id=UUID(int=2))
    try:
        Desk(other, desk.ids).meetings.set_chairs(desk.meeting, THREE[:2])
    finally:
        other.close()
    with pytest.raises(StaleRecordError) as refused:
        desk.meetings.set_chairs(desk.meeting, ["Dirk Fictief"], seen=THREE[:1])
    assert refused.value.params["fields"] == ["chairs"]
    conflicts = Conflicts(desk.store)
    now = conflicts.now("meeting", desk.meeting, ["chairs", "place"])
    assert (now.fields["chairs"].value, now.fields["chairs"].actor) == (THREE[:2], other.actor)
    conflicts.keep_mine("meeting", desk.meeting, {"chairs": Choice(THREE[:2], ("Dirk Fictief",))})
    assert desk.meetings.row(desk.meeting).chairs == THREE[:2]
    with desk.store.read() as session:
        typed = session.exec(select(Change.new).where(Change.record_id == desk.meetings.chairs()[0].id)).all()
    assert '"Dirk Fictief"' in typed, "what was not chosen stays findable"
