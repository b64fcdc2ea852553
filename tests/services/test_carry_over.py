"""What returns on the next agenda: nothing is lost, nothing comes twice, and undo returns to the start."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Topic
from ibo_desk.domain.bodies import BodyKind, ItemType
from ibo_desk.domain.carry_over import CarryReason
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.errors import LockedError, RuleError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import Preparation, Treatment
from ibo_desk.services.keeping.history import History
from ibo_desk.services.meetings.carry_over import CarryOver
from tests.services.region import Region
from tests.walks import walk

FIRST = date(2026, 11, 13)
NEXT = date(2026, 12, 11)
LAST = date(2027, 1, 22)


@pytest.fixture
def carry_over(store: Store) -> CarryOver:
    return CarryOver(store)


def titles(region: Region, meeting: UUID) -> list[str]:
    return [item.title for item in region.agenda.items(meeting)]


def held(region: Region, on: date = FIRST) -> UUID:
    """A past meeting with one item of each sort."""
    meeting = region.meeting(on=on)
    done, postponed, withdrawn = (
        region.item(meeting, title=title) for title in ("Afgerond", "Uitgesteld", "Ingetrokken")
    )
    region.item(meeting, title="Niet besproken")
    region.item(meeting, title="Elke keer", recurring=True)
    region.agenda.conclude(done, "Eens")
    region.agenda.conclude(region.agenda.items(meeting)[4].id, "Voor kennis")
    region.records.patch("agenda_item", postponed, None, {"treatment": Treatment.POSTPONED})
    region.records.patch("agenda_item", withdrawn, None, {"treatment": Treatment.WITHDRAWN})
    region.meetings.set_state(meeting, MeetingState.HELD)
    return meeting


@pytest.mark.long
def test_an_item_whose_topic_was_deleted_does_not_return(region: Region) -> None:
    before = held(region)
    gone = next(item for item in region.agenda.items(before) if item.title == "Uitgesteld")
    assert gone.topic_id is not None
    with region.store.write("verwijderd in een oudere versie") as work:
        work.delete(work.get(Topic, gone.topic_id))
    meeting = region.meeting(on=NEXT)
    assert titles(region, meeting) == ["Niet besproken", "Elke keer"]
    History(region.store).undo()
    History(region.store).undo()
    assert titles(region, region.meeting(on=NEXT)) == ["Uitgesteld", "Niet besproken", "Elke keer"]


@pytest.mark.long
def test_a_new_meeting_gets_what_the_last_one_left(region: Region, carry_over: CarryOver) -> None:
    before = held(region)
    assert region.count("agenda_item") == 5
    meeting = region.meeting(on=NEXT)
    items = region.agenda.items(meeting)
    assert [item.title for item in items] == ["Uitgesteld", "Niet besproken", "Elke keer"]
    assert [item.previous_id for item in items] == [
        item.id for item in region.agenda.items(before) if item.title in {one.title for one in items}
    ]
    assert {item.treatment for item in items} == {Treatment.OPEN}
    assert region.topics.row(items[0].topic_id).preparation is Preparation.SCHEDULED
    assert carry_over.proposals(meeting) == []
    assert carry_over.carry(meeting) == []


@pytest.mark.long
def test_proposals_say_why(region: Region, carry_over: CarryOver) -> None:
    meeting = region.meeting(on=NEXT)
    held(region)
    cancelled = region.meeting(on=date(2026, 11, 20))
    region.item(cancelled, title="Vervallen")
    region.meetings.set_state(cancelled, MeetingState.CANCELLED)
    assert [(row.title, row.reason) for row in carry_over.proposals(meeting)] == [
        ("Uitgesteld", CarryReason.POSTPONED),
        ("Niet besproken", CarryReason.NOT_DISCUSSED),
        ("Elke keer", CarryReason.RECURRING),
        ("Vervallen", CarryReason.CANCELLED),
    ]


@pytest.mark.long
def test_what_is_concluded_after_all_leaves_the_next_agenda_again(
    region: Region, carry_over: CarryOver
) -> None:
    before = held(region)
    meeting = region.meeting(on=NEXT)
    late = next(item for item in region.agenda.items(before) if item.title == "Niet besproken")
    region.agenda.conclude(late.id, "Toch besproken")
    carry_over.carry(meeting)
    assert titles(region, meeting) == ["Uitgesteld", "Elke keer"]
    assert region.topics.row(late.topic_id).preparation is Preparation.TREATED
    region.agenda.reopen(late.id)
    carry_over.carry(meeting)
    assert titles(region, meeting) == ["Uitgesteld", "Elke keer", "Niet besproken"]


@pytest.mark.long
def test_what_somebody_worked_on_stays(region: Region, carry_over: CarryOver) -> None:
    before = held(region)
    meeting = region.meeting(on=NEXT)
    came = next(item for item in region.agenda.items(meeting) if item.title == "Niet besproken")
    region.engagements.add({"what": "Advies", "item_id": came.id}, [region.organisations["Kortrijk"]])
    region.agenda.conclude(came.previous_id, "Toch besproken")
    carry_over.carry(meeting)
    assert "Niet besproken" in titles(region, meeting)
    assert region.agenda.items(before)


@pytest.mark.long
@pytest.mark.parametrize(
    "typed", [{"introduction": "Eigen toelichting."}, {"asked": "Wat nu?"}, {"secretariat_note": "Bellen."}]
)
def test_what_somebody_typed_in_it_stays(
    region: Region, carry_over: CarryOver, typed: dict[str, str]
) -> None:
    """An own introduction went when the earlier meeting concluded the item after all."""
    held(region)
    meeting = region.meeting(on=NEXT)
    came = next(item for item in region.agenda.items(meeting) if item.title == "Niet besproken")
    region.records.patch("agenda_item", came.id, None, typed)
    region.agenda.conclude(came.previous_id, "Toch besproken")
    carry_over.carry(meeting)
    assert "Niet besproken" in titles(region, meeting)


@pytest.mark.long
def test_open_engagements_bring_the_follow_up(region: Region, carry_over: CarryOver) -> None:
    before = region.meeting(on=FIRST)
    item = region.item(before)
    region.agenda.conclude(item, "Eens")
    region.meetings.set_state(before, MeetingState.HELD)
    partner = region.organisations["Kortrijk"]
    made = region.engagements.add({"what": "Advies bezorgen", "item_id": item}, [partner])
    other = region.item(region.meeting("CvB", FIRST))
    region.engagements.add({"what": "Elders", "item_id": other}, [partner])
    meeting = region.meeting(on=NEXT)
    assert [one.item_type for one in region.agenda.items(meeting)] == [ItemType.FOLLOW_UP]
    assert [row.id for row in carry_over.open_engagements(meeting)] == [made]
    share = region.engagements.row(made).partners[0]
    region.engagements.set_state(share.id, EngagementState.KEPT)
    assert carry_over.open_engagements(meeting) == []
    assert region.agenda.items(region.meeting(on=LAST)) == []


def test_the_agenda_of_another_secretariat_is_left_alone(region: Region) -> None:
    before = region.meeting("VRR", FIRST)
    region.item(before)
    region.meetings.set_state(before, MeetingState.HELD)
    assert region.agenda.items(region.meeting("VRR", NEXT)) == []


def test_moving_leaves_nothing_behind(region: Region, carry_over: CarryOver) -> None:
    here, there = region.meeting(on=NEXT), region.meeting(on=LAST)
    item = region.item(here)
    assert carry_over.to_next(item)
    assert (titles(region, here), titles(region, there)) == ([], ["Fietsbrug"])
    assert region.agenda.item(item).meeting_id == there
    assert not carry_over.to_next(item), "no meeting follows"
    History(region.store).undo()
    assert (titles(region, here), titles(region, there)) == (["Fietsbrug"], [])


def test_an_item_of_a_held_meeting_is_put_again_and_refers_to_the_old_one(
    region: Region, carry_over: CarryOver
) -> None:
    here, there = region.meeting(on=FIRST), region.meeting(on=NEXT)
    item = region.item(here, asked="Wat vindt u?")
    with pytest.raises(RuleError) as early:
        carry_over.put_again(item, there)
    assert early.value.code == "item_still_ahead"
    region.meetings.set_state(here, MeetingState.HELD)
    with pytest.raises(RuleError) as was:
        carry_over.move(item, there)
    assert was.value.code == "item_was_at_meeting"
    assert carry_over.to_next(item)
    [again] = region.agenda.items(there)
    assert (again.previous_id, again.asked) == (item, "Wat vindt u?")
    assert region.agenda.item(item).treatment is Treatment.POSTPONED
    with pytest.raises(RuleError) as twice:
        carry_over.put_again(item, there)
    assert twice.value.code == "topic_already_on_agenda"


def test_where_an_item_may_not_go(region: Region, carry_over: CarryOver) -> None:
    item = region.item(region.meeting(on=NEXT))
    other, cancelled, past = region.meeting("CvB", NEXT), region.meeting(on=LAST), region.meeting(on=FIRST)
    region.meetings.set_state(cancelled, MeetingState.CANCELLED)
    region.meetings.set_state(past, MeetingState.HELD)
    codes = []
    for target in (other, cancelled, past):
        with pytest.raises(RuleError) as refused:
            carry_over.move(item, target)
        codes.append(refused.value.code)
    assert codes == ["meeting_of_other_body", "meeting_cancelled", "meeting_took_place"]
    with pytest.raises(RuleError):
        carry_over.carry(past)
    region.meetings.lock(past, "{}", "h", NEXT)
    with pytest.raises(LockedError):
        carry_over.move(item, past)


@pytest.mark.long
def test_a_sub_item_returns_under_its_own_main_item_alone(region: Region, carry_over: CarryOver) -> None:
    meeting = region.meeting(on=FIRST)
    region.item(meeting, title="Bus")
    region.item(meeting, title="Lijn 81", sub=True)
    done = region.item(meeting, title="Fiets")
    region.item(meeting, title="Brug", sub=True)
    region.agenda.conclude(done, "Eens")
    region.meetings.set_state(meeting, MeetingState.HELD)
    following = region.meeting(on=NEXT)
    rows = region.agenda.items(following)
    assert [(row.number, row.title) for row in rows] == [("1", "Bus"), ("1.1", "Lijn 81"), ("2", "Brug")]
    last = region.meeting(on=LAST)
    carry_over.move(rows[1].id, last)
    carry_over.move(rows[0].id, last)
    assert [row.number for row in region.agenda.items(last)] == ["1", "2"]


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "add",
                "conclude",
                "reopen",
                "postpone",
                "recur",
                "move",
                "again",
                "hold",
                "cancel",
                "plan",
                "carry",
                "remove",
            ]
        ),
        st.integers(0, 2),
        st.integers(0, 3),
    ),
    max_size=14,
)


@pytest.mark.long
@walk
@given(OPERATIONS)
def test_no_topic_is_lost_and_none_comes_twice(store: Store, operations: list[tuple[str, int, int]]) -> None:
    region = Region(store)
    carry_over, history = CarryOver(store), History(store)
    body = region.records.add(
        "body", {"name": f"Team {len(store.own_entries)}", "kind": BodyKind.PROJECT_TEAM}
    )
    region.bodies["Team"] = body
    meetings = [region.meeting("Team", NEXT + timedelta(days=30 * n)) for n in range(3)]
    region.item(meetings[0], title="Vast")
    start, done = _picture(region, meetings), len(store.own_entries)
    for name, meeting, place in operations:
        _do(region, carry_over, meetings, name, meeting, place)
    last = region.meeting("Team", NEXT + timedelta(days=120))
    carry_over.carry(last)
    once = _picture(region, [*meetings, last])
    carry_over.carry(last)
    assert _picture(region, [*meetings, last]) == once
    _check_each_topic_once(region, [*meetings, last])
    while len(store.own_entries) > done:
        entry = history.undoable()
        if entry is None or entry.id not in store.own_entries[done:]:
            break
        history.undo(entry.id)
    assert _picture(region, meetings) == start
    assert region.agenda.items(last) == []


def _do(
    region: Region, carry_over: CarryOver, meetings: list[UUID], name: str, meeting: int, place: int
) -> None:
    """One operation; what the rules refuse leaves all as it was."""
    here = meetings[meeting]
    items = region.agenda.items(here)
    item = items[place % len(items)].id if items else None
    states = {"hold": MeetingState.HELD, "cancel": MeetingState.CANCELLED, "plan": MeetingState.PLANNED}
    on_item = {
        "conclude": lambda one: region.agenda.conclude(one, "Eens"),
        "reopen": region.agenda.reopen,
        "postpone": lambda one: region.records.patch(
            "agenda_item", one, None, {"treatment": Treatment.POSTPONED}
        ),
        "recur": lambda one: region.records.patch("agenda_item", one, None, {"recurring": True}),
        "move": lambda one: carry_over.move(one, meetings[place % 3]),
        "again": lambda one: carry_over.put_again(one, meetings[place % 3]),
        "remove": region.agenda.remove,
    }
    try:
        if name == "add":
            region.item(here, title=f"Punt {place}")
        elif name == "carry":
            carry_over.carry(here)
        elif name in states:
            region.meetings.set_state(here, states[name])
        elif item is not None:
            on_item[name](item)
    except RuleError:
        pass


def _picture(region: Region, meetings: list[UUID]) -> list[object]:
    return [[replace(item, revision=None) for item in region.agenda.items(meeting)] for meeting in meetings]


def _check_each_topic_once(region: Region, meetings: list[UUID]) -> None:
    """On one agenda a topic stands once; what waits for discussion waits in one meeting that lies ahead."""
    states = {meeting: region.meetings.row(meeting).state for meeting in meetings}
    newest: dict[UUID, object] = {}
    for meeting in meetings:
        here = [item.topic_id for item in region.agenda.items(meeting)]
        assert len(here) == len(set(here)), "twice on one agenda"
        newest.update({item.topic_id: (item, meeting) for item in region.agenda.items(meeting)})
    for item, meeting in newest.values():
        waits = item.treatment in {Treatment.OPEN, Treatment.POSTPONED}
        assert not waits or states[meeting] is MeetingState.PLANNED, f"{item.title} was lost"
