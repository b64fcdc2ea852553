"""Sub items of an agenda: what moves with what, what stays a main item, and nothing is lost."""

from datetime import date, time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.bodies import ItemType
from ibo_desk.domain.errors import LockedError, RuleError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.numbering import numbers
from ibo_desk.services.agenda.order import in_order
from ibo_desk.services.keeping.history import History
from tests.services.region import Region
from tests.walks import walk


@pytest.mark.long
def test_sub_items_follow_their_main_item(region: Region) -> None:
    meeting = region.meeting(on=date(2026, 12, 18))
    first, bus, bike = (region.item(meeting, title=title) for title in ("Eerst", "Bus", "Fiets"))
    region.agenda.set_sub(bike, sub=True)
    below = region.item(meeting, title="Trein", sub=True)
    assert numbered(region, meeting) == [("1", "Eerst"), ("2", "Bus"), ("2.1", "Fiets"), ("2.2", "Trein")]
    region.agenda.move(bus, first)
    assert numbered(region, meeting) == [("1", "Bus"), ("1.1", "Fiets"), ("1.2", "Trein"), ("2", "Eerst")]
    region.agenda.move(below, None)
    assert numbered(region, meeting)[-1] == ("2.1", "Trein")
    region.agenda.remove(bus)
    assert numbered(region, meeting)[0] == ("1", "Fiets"), "the first counts as a main item"
    region.agenda.move(first, bike)
    assert numbered(region, meeting) == [("1", "Eerst"), ("1.1", "Trein"), ("2", "Fiets")]


def test_a_heading_takes_no_time_of_its_own(region: Region) -> None:
    meeting = region.meeting(on=date(2026, 12, 18), starts_at=time(14))
    region.item(meeting, title="Leievallei")
    region.item(meeting, title="Water", sub=True, minutes=10)
    region.item(meeting, title="Middelen", sub=True, minutes=5)
    region.item(meeting, title="Zonder duur")
    region.item(meeting, title="Erna", minutes=5)
    starts = [row.starts for row in region.agenda.items(meeting)]
    assert starts == [time(14), time(14), time(14, 10), time(14, 15), None]


def test_what_stays_a_main_item(region: Region) -> None:
    meeting = region.meeting(on=date(2026, 12, 18))
    first = region.item(meeting, title="Eerst", sub=True)
    varia = region.agenda.add(meeting, {"item_type": ItemType.ANY_OTHER_BUSINESS, "sub": True})
    assert [row.sub for row in region.agenda.items(meeting)] == [False, False]
    for item, code in ((first, "no_item_above"), (varia, "standing_item_is_main")):
        with pytest.raises(RuleError) as refused:
            region.agenda.set_sub(item, sub=True)
        assert refused.value.code == code
    second = region.item(meeting, title="Tweede", sub=True)
    assert numbered(region, meeting)[1] == ("1.1", "Tweede"), "before any other business"
    region.records.patch("agenda_item", second, None, {"item_type": ItemType.FOLLOW_UP})
    assert [row.number for row in region.agenda.items(meeting)] == ["1", "2", "3"]
    region.meetings.set_state(meeting, MeetingState.HELD)
    region.meetings.lock(meeting, "{}", "h", date(2026, 12, 18))
    with pytest.raises(LockedError):
        region.agenda.set_sub(second, sub=True)


ORDERS = st.lists(
    st.tuples(
        st.sampled_from(["add", "sub", "move", "indent", "outdent", "remove", "undo"]),
        st.integers(0, 6),
        st.integers(0, 6),
    ),
    max_size=14,
)


@pytest.mark.long
@walk
@given(ORDERS)
def test_any_order_of_changes_loses_nothing_and_is_undone(
    region: Region, orders: list[tuple[str, int, int]]
) -> None:
    history = History(region.store)
    meeting = region.meeting(on=date(2026, 12, 18))
    for title in ("Een", "Twee", "Drie"):
        region.item(meeting, title=title)
    done = len(region.store.own_entries)
    start = numbered(region, meeting)
    for name, at, to in orders:
        before = {row.id for row in region.agenda.items(meeting)}
        changed = _change(region, history, meeting, (name, at, to), done)
        after = [row.id for row in region.agenda.items(meeting)]
        assert len(after) == len(set(after)), "twice"
        if name in {"move", "indent", "outdent"}:
            assert set(after) == before, "lost"
        if name == "remove" and changed is not None:
            assert set(after) == before - {changed}
        subs = _marked(region, meeting)
        assert [row.number for row in region.agenda.items(meeting)] == numbers(subs)
    while len(region.store.own_entries) > done:
        entry = history.undoable()
        if entry is None or entry.id not in region.store.own_entries[done:]:
            break
        history.undo(entry.id)
    assert numbered(region, meeting) == start


def _change(
    region: Region, history: History, meeting: UUID, change: tuple[str, int, int], done: int
) -> UUID | None:
    """One change; what the rules refuse leaves all as it was."""
    name, at, to = change
    rows = region.agenda.items(meeting)
    item = rows[at % len(rows)].id if rows else None
    try:
        if name in {"add", "sub"}:
            return region.item(meeting, title=f"Punt {at}", sub=name == "sub")
        if name == "undo":
            entry = history.undoable()
            if entry is not None and entry.id in region.store.own_entries[done:]:
                history.undo(entry.id)
        elif item is not None and name == "move":
            region.agenda.move(item, rows[to].id if to < len(rows) else None)
        elif item is not None and name == "remove":
            region.agenda.remove(item)
        elif item is not None:
            region.agenda.set_sub(item, sub=name == "indent")
    except RuleError:
        return None
    return item


def _marked(region: Region, meeting: UUID) -> list[bool]:
    with region.store.read() as session:
        return [item.sub for item in in_order(session, meeting)]


def numbered(region: Region, meeting: UUID) -> list[tuple[str, str]]:
    return [(row.number, row.title) for row in region.agenda.items(meeting)]
