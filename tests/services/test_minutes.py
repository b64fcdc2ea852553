"""Minutes from draft to approved by the body's rules, locked for good, opened again only with a reason."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from ibo_desk.data.store import Store
from ibo_desk.data.tables import AgendaItem, Meeting, MinutesVersion
from ibo_desk.domain.bodies import ApprovalMode, ItemType, Outcome
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.differences import Difference
from ibo_desk.domain.errors import InvalidValueError, LockedError, NotFoundError, RuleError, UserError
from ibo_desk.domain.meetings import MeetingState, MinutesState
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.agenda.standing_items import StandingItems
from ibo_desk.services.keeping.history import History
from ibo_desk.services.minutes.approval import silent_versions
from ibo_desk.services.minutes.minutes import Minutes
from ibo_desk.services.minutes.rows import SilentRow
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.today.overview import SECRETARY, Overview, OverviewGroup
from ibo_desk.services.words import sentence
from tests.services.region import IBO_DAY, Region

HELD_ON = date(2026, 11, 13)
SENT_ON = date(2026, 11, 16)
AFTER = FixedClock(datetime(2026, 12, 11, 9, tzinfo=UTC))


@pytest.fixture
def minutes(store: Store) -> Minutes:
    return Minutes(store)


def paper(*conclusions: str) -> tuple[str, str]:
    """A stored paper as the content builder writes it, with a hash."""
    items = [
        {"number": str(n), "title": "Fietsbrug", "outcome": [{"kind": "paragraph", "runs": [{"text": said}]}]}
        for n, said in enumerate(conclusions, start=1)
    ]
    return json.dumps(
        {"schema": 1, "kind": "minutes", "content": {"items": items}}
    ), f"{hash(conclusions) % 10**8:064}"


def rules(region: Region, **values: Any) -> None:
    Bodies(region.store).set_rules(region.bodies["IBO"], values)


def held(region: Region, on: date = HELD_ON) -> UUID:
    meeting = region.meeting(on=on)
    region.agenda.conclude(region.item(meeting), "Eens")
    region.meetings.set_state(meeting, MeetingState.HELD)
    return meeting


def refused(call: Any) -> UserError:
    with pytest.raises(UserError) as told:
        call()
    assert "{" not in sentence(told.value)
    return told.value


def overwrite(store: Store, table: Any, key: UUID, name: str, value: str) -> None:
    """Past every service, in a session of the program."""
    with store.write("rechtstreeks") as work:
        setattr(work.get(table, key), name, value)


def waiting(overview: Overview) -> list[str]:
    """What the secretary is told about minutes."""
    return [line.detail for line in overview.lines(SECRETARY) if line.group is OverviewGroup.MINUTES]


def test_from_draft_to_approved_in_writing(region: Region, minutes: Minutes) -> None:
    meeting = held(region)
    first = minutes.draft(meeting, *paper("Ontwerp"))
    assert minutes.draft(meeting, *paper("Beter ontwerp")) == first
    assert minutes.submit(meeting, *paper("Voorgelegd"), SENT_ON) == first
    assert refused(lambda: minutes.draft(meeting, *paper("x"))).code == "minutes_submitted"
    assert region.meetings.row(meeting).minutes_state is MinutesState.SUBMITTED
    approved = minutes.approve(first, IBO_DAY, ApprovalMode.IN_WRITING, *paper("Goedgekeurd"))
    rows = minutes.versions(meeting)
    assert [
        (row.number, row.state, row.submitted_on, row.approved_on, row.approval_mode) for row in rows
    ] == [
        (2, MinutesState.APPROVED, SENT_ON, IBO_DAY, ApprovalMode.IN_WRITING),
        (1, MinutesState.REPLACED, SENT_ON, None, None),
    ]
    assert minutes.content(approved) == paper("Goedgekeurd")[0]
    row = region.meetings.row(meeting)
    assert (row.locked, row.state) == (True, MeetingState.CLOSED)


def test_submitting_again_gives_a_new_version(region: Region, minutes: Minutes) -> None:
    meeting = held(region)
    first = minutes.submit(meeting, *paper("Eén", "Twee"), SENT_ON)
    second = minutes.submit(meeting, *paper("Eén", "Twee, herwerkt", "Drie"), SENT_ON + timedelta(days=3))
    assert [(row.number, row.state) for row in minutes.versions(meeting)] == [
        (2, MinutesState.SUBMITTED),
        (1, MinutesState.REPLACED),
    ]
    told = minutes.differences(first, second)
    assert [(one.kind, one.where, one.old, one.new) for one in told if one.kind is not Difference.SAME] == [
        (Difference.CHANGED, "2. Fietsbrug", "Twee", "Twee, herwerkt"),
        (Difference.ADDED, "3. Fietsbrug", "", "Fietsbrug"),
        (Difference.ADDED, "3. Fietsbrug", "", "Drie"),
    ]
    assert all(
        one.kind is Difference.SAME for one in minutes.differences_with(first, paper("Eén", "Twee")[0])
    )


def test_what_cannot_be_submitted_or_approved(region: Region, minutes: Minutes) -> None:
    planned, vrr = region.meeting(), region.meeting("VRR")
    assert refused(lambda: minutes.draft(planned, *paper("x"))).code == "meeting_not_held"
    assert refused(lambda: minutes.submit(vrr, *paper("x"), SENT_ON)).code == "minutes_kept_elsewhere"
    draft = minutes.draft(held(region), *paper("x"))
    in_writing = ApprovalMode.IN_WRITING
    assert (
        refused(lambda: minutes.approve(draft, IBO_DAY, in_writing, *paper("x"))).code
        == "minutes_not_submitted"
    )
    with pytest.raises(NotFoundError):
        minutes.content(UUID(int=7))


@pytest.mark.long
def test_at_the_next_meeting_with_one_click_on_its_item(region: Region, minutes: Minutes) -> None:
    rules(region, approval_mode=ApprovalMode.NEXT_MEETING)
    meeting = held(region)
    version = minutes.submit(meeting, *paper("x"), SENT_ON)
    following = region.meeting()
    StandingItems(region.store).place(following)
    item = region.agenda.items(following)[0]
    assert item.item_type is ItemType.MINUTES_APPROVAL
    about = minutes.approval(item.id)
    assert (about.meeting_id, about.meeting, about.version_id, about.locked) == (
        meeting,
        "IBO 2026-1",
        version,
        False,
    )
    early = refused(lambda: minutes.approve(version, IBO_DAY, ApprovalMode.NEXT_MEETING, *paper("x")))
    assert early.code == "approval_item_open"
    other = refused(lambda: minutes.approve(version, IBO_DAY, ApprovalMode.IN_WRITING, *paper("x")))
    assert other.code == "approval_by_other_rule"
    entries = len(region.store.own_entries)
    minutes.approve_at(item.id, *paper("Goedgekeurd"))
    assert len(region.store.own_entries) == entries + 1
    done = region.agenda.item(item.id)
    assert (done.outcome, done.treatment) == (Outcome.APPROVED, Treatment.TREATED)
    assert done.conclusion == "Het verslag van 13 november 2026 wordt goedgekeurd."
    assert minutes.versions(meeting)[0].approved_on == IBO_DAY
    assert region.meetings.row(meeting).locked
    with pytest.raises(LockedError):
        minutes.approve_at(item.id, *paper("Nog eens"))
    assert (
        refused(lambda: minutes.approve_at(region.item(following), *paper("x"))).code
        == "not_an_approval_item"
    )
    History(region.store).undo(region.store.own_entries[entries])
    assert not region.meetings.row(meeting).locked
    assert minutes.versions(meeting)[0].state is MinutesState.SUBMITTED
    assert region.agenda.item(item.id).treatment is Treatment.OPEN


@pytest.mark.long
def test_silently_after_the_bodys_own_term_and_only_without_open_remarks(
    region: Region, minutes: Minutes
) -> None:
    meeting = held(region)
    version = minutes.submit(meeting, *paper("x"), SENT_ON)

    def approve(on: date) -> UUID:
        return minutes.approve(version, on, ApprovalMode.SILENT, *paper("x"))

    assert refused(lambda: approve(IBO_DAY)).code == "silent_term_unknown"
    rules(region, approval_mode=ApprovalMode.SILENT, approval_days=10)
    last = SENT_ON + timedelta(days=10)

    def silent(today: date) -> list[SilentRow]:
        with region.store.read() as session:
            return silent_versions(session, today)

    assert refused(lambda: approve(last)).code == "silent_term_running"
    assert silent(last) == []
    remark = minutes.remark(version, region.organisations["Kortrijk"], "Punt 1 klopt niet")
    due = silent(last + timedelta(days=1))
    assert [(row.meeting, row.ends_on, row.open_remarks) for row in due] == [("IBO 2026-1", last, 1)]
    assert refused(lambda: approve(IBO_DAY)).code == "remarks_open"
    later = Store(region.store.place, AFTER, actor="test", copy_id=UUID(int=1))
    told = Overview(later)
    assert waiting(told) == ["1 opmerking bij het verslag te verwerken"]
    minutes.deal_with(remark, "Aangepast")
    assert waiting(told) == ["niemand reageerde tot en met 26 november 2026: verslag goed te keuren"]
    later.close()
    approve(IBO_DAY)
    assert minutes.versions(meeting)[0].approval_mode is ApprovalMode.SILENT
    assert silent(IBO_DAY) == []


def test_remarks_per_partner_until_approval(region: Region, minutes: Minutes) -> None:
    meeting = held(region)
    version = minutes.submit(meeting, *paper("x"), SENT_ON)
    wevelgem = region.organisations["Wevelgem"]
    minutes.remark(version, wevelgem, " Toevoegen dat wij een voorbehoud maken ")
    minutes.remark(version, region.organisations["Kortrijk"], "Naam verkeerd")
    with pytest.raises(InvalidValueError):
        minutes.remark(version, wevelgem, "  ")
    rows = minutes.remarks(meeting)
    assert [(row.organisation, row.text, row.version, row.dealt_with) for row in rows] == [
        ("Kortrijk", "Naam verkeerd", 1, ""),
        ("Wevelgem", "Toevoegen dat wij een voorbehoud maken", 1, ""),
    ]
    minutes.deal_with(rows[0].id, "Aangepast")
    assert (minutes.versions(meeting)[0].remarks, minutes.versions(meeting)[0].open_remarks) == (2, 1)
    again = minutes.submit(meeting, *paper("y"), IBO_DAY)
    minutes.approve(again, IBO_DAY, ApprovalMode.IN_WRITING, *paper("y"))
    for one in (version, again):
        assert refused(lambda one=one: minutes.remark(one, wevelgem, "Te laat")).code == "remarks_closed"


def test_opening_again_begins_with_what_was_approved(region: Region, minutes: Minutes) -> None:
    meeting = held(region)
    assert refused(lambda: minutes.reopen(meeting, "Tikfout")).code == "minutes_not_approved"
    version = minutes.submit(meeting, *paper("x"), SENT_ON)
    minutes.approve(version, IBO_DAY, ApprovalMode.IN_WRITING, *paper("Goed"))
    assert refused(lambda: minutes.reopen(meeting, " ")).code == "unlock_without_reason"
    draft = minutes.reopen(meeting, "Tikfout in punt 1")
    assert [(row.number, row.state, row.reason) for row in minutes.versions(meeting)] == [
        (3, MinutesState.DRAFT, "Tikfout in punt 1"),
        (2, MinutesState.REPLACED, "Tikfout in punt 1"),
        (1, MinutesState.REPLACED, ""),
    ]
    assert minutes.content(draft) == paper("Goed")[0]
    region.agenda.conclude(region.agenda.items(meeting)[0].id, "Verbeterd")
    assert minutes.submit(meeting, *paper("Beter"), IBO_DAY) == draft
    minutes.approve(draft, IBO_DAY, ApprovalMode.IN_WRITING, *paper("Beter"))
    assert region.meetings.row(meeting).locked


@pytest.mark.long
def test_approving_and_opening_bring_the_next_agenda_up_to_date(region: Region, minutes: Minutes) -> None:
    following = region.meeting()
    meeting = held(region)
    late = region.item(meeting, title="Niet besproken")
    version = minutes.submit(meeting, *paper("x"), SENT_ON)
    minutes.approve(version, IBO_DAY, ApprovalMode.IN_WRITING, *paper("x"))
    assert [item.title for item in region.agenda.items(following)] == ["Niet besproken"]
    minutes.reopen(meeting, "Punt was wel besproken")
    region.agenda.conclude(late, "Eens")
    again = minutes.submit(meeting, *paper("y"), IBO_DAY)
    minutes.approve(again, IBO_DAY, ApprovalMode.IN_WRITING, *paper("y"))
    assert region.agenda.items(following) == []


def test_locked_minutes_stay_as_they_are_also_in_a_direct_session(region: Region, minutes: Minutes) -> None:
    meeting = held(region)
    item = region.agenda.items(meeting)[0].id
    version = minutes.submit(meeting, *paper("x"), SENT_ON)
    approved = minutes.approve(version, IBO_DAY, ApprovalMode.IN_WRITING, *paper("Goed"))
    for call in (
        lambda: minutes.draft(meeting, *paper("y")),
        lambda: minutes.submit(meeting, *paper("y"), IBO_DAY),
        lambda: minutes.approve(approved, IBO_DAY, ApprovalMode.IN_WRITING, *paper("y")),
        lambda: region.records.patch("agenda_item", item, None, {"approves_id": meeting}),
    ):
        with pytest.raises(LockedError):
            call()
    for record, key, name, value in (
        (AgendaItem, item, "conclusion", "Vervalst"),
        (MinutesVersion, approved, "content", "{}"),
        (Meeting, meeting, "secretary", "Iemand anders"),
    ):
        with pytest.raises(LockedError):
            overwrite(region.store, record, key, name, value)
    engine = region.store.engine.execution_options(ibo_write=True)
    for statement in (
        update(AgendaItem).where(AgendaItem.id == item).values(conclusion="Vervalst"),
        update(MinutesVersion).where(MinutesVersion.id == approved).values(content="{}"),
        delete(MinutesVersion).where(MinutesVersion.id == approved),
    ):
        with pytest.raises(DBAPIError, match="ibo_locked_minutes"), engine.begin() as connection:
            connection.execute(statement)
    assert minutes.content(approved) == paper("Goed")[0]
    assert region.agenda.item(item).conclusion == "Eens"


def test_minutes_of_another_secretariat_are_attached_as_received(region: Region, minutes: Minutes) -> None:
    meeting = region.meeting("VRR", HELD_ON)
    data = b"%PDF-1.7 verslag"
    first = minutes.attach_received(meeting, "verslag VRR.pdf", data)
    other = region.meeting("VRR", IBO_DAY)
    minutes.attach_received(other, "zelfde.pdf", data)
    rows = minutes.received(meeting)
    assert [(row.id, row.file_name, row.size) for row in rows] == [(first, "verslag VRR.pdf", len(data))]
    assert minutes.received_data(first) == data
    assert region.count("blob") == 1
    assert refused(lambda: minutes.attach_received(meeting, "leeg.pdf", b"")).code == "file_empty"
    region.records.delete("document", first)
    assert minutes.received(meeting) == []
    with pytest.raises(NotFoundError):
        minutes.received_data(first)
    assert isinstance(refused(lambda: minutes.reopen(meeting, "x")), RuleError)


def test_received_minutes_and_outcomes_say_that_a_meeting_elsewhere_was_held(
    region: Region, minutes: Minutes
) -> None:
    """Such a body has no steps here, and a note after the meeting asks something else than one before it."""
    attached, concluded = region.meeting("VRR", HELD_ON), region.meeting("VRR", HELD_ON)
    own, ahead = region.meeting("IBO", HELD_ON), region.meeting("VRR", IBO_DAY)
    minutes.attach_received(attached, "verslag.pdf", b"verslag")
    region.agenda.conclude(region.item(concluded), "Gunstig")
    minutes.attach_received(ahead, "ontwerp.pdf", b"ontwerp")
    region.agenda.conclude(region.item(own), "Eens")
    states = [region.meetings.row(one).state for one in (attached, concluded, ahead, own)]
    assert states == [MeetingState.HELD, MeetingState.HELD, MeetingState.PLANNED, MeetingState.PLANNED]


@pytest.mark.parametrize(
    ("state", "left"), [(MeetingState.PLANNED, None), (MeetingState.AGENDA_SENT, Treatment.WITHDRAWN)]
)
def test_minutes_approved_in_writing_need_no_item_on_the_next_agenda(
    region: Region, minutes: Minutes, state: MeetingState, left: Treatment | None
) -> None:
    meeting = held(region)
    following = region.meeting(on=date(2027, 1, 15))
    item = region.agenda.add(
        following, {"title": "Goedkeuring", "item_type": ItemType.MINUTES_APPROVAL, "approves_id": meeting}
    )
    if state is MeetingState.AGENDA_SENT:
        region.send_agenda(following)
    version = minutes.submit(meeting, *paper("Akkoord"), SENT_ON)
    minutes.approve(version, IBO_DAY, ApprovalMode.IN_WRITING, *paper("Goedgekeurd"))
    there = {row.id: row.treatment for row in region.agenda.items(following)}
    assert there.get(item) is left
