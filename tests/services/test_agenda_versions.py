"""Agendas as they were sent, and what is new, changed, moved or dropped since."""

from datetime import date
from uuid import UUID

import pytest

from ibo_desk.data.store import Store
from ibo_desk.domain.agenda_marks import AgendaMark, letter
from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.agenda.versions import AgendaVersions
from ibo_desk.services.keeping.history import History
from ibo_desk.services.meetings.carry_over import CarryOver
from tests.services.region import Region

SENT_ON = date(2026, 12, 1)


@pytest.fixture
def versions(store: Store) -> AgendaVersions:
    return AgendaVersions(store)


@pytest.fixture
def sent(region: Region, versions: AgendaVersions) -> dict[str, UUID]:
    """A meeting with three items, sent as agenda A."""
    meeting = region.meeting()
    ids = {title: region.item(meeting, title=title) for title in ("Een", "Twee", "Drie")}
    ids["A"] = versions.send(meeting, '{"schema": 1}', "a" * 64, SENT_ON)
    return {**ids, "meeting": meeting}


def marks(versions: AgendaVersions, sent: dict[str, UUID]) -> list[tuple[str, str, str, AgendaMark]]:
    return [(row.number, row.sent_number, row.title, row.mark) for row in versions.marks(sent["meeting"])]


def test_letters_follow_each_other(region: Region, versions: AgendaVersions, sent: dict[str, UUID]) -> None:
    assert region.meetings.row(sent["meeting"]).state is MeetingState.AGENDA_SENT
    with pytest.raises(RuleError) as same:
        versions.send(sent["meeting"], '{"schema": 1}', "a" * 64, SENT_ON)
    assert same.value.code == "agenda_unchanged"
    versions.send(sent["meeting"], '{"schema": 2}', "b" * 64, date(2026, 12, 4))
    rows = versions.versions(sent["meeting"])
    assert [(row.letter, row.sent_on) for row in rows] == [("B", date(2026, 12, 4)), ("A", SENT_ON)]
    assert versions.content(sent["A"]) == '{"schema": 1}'
    assert [letter(n) for n in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]
    with pytest.raises(NotFoundError):
        versions.content(UUID(int=1))


@pytest.mark.long
def test_what_comes_after_the_first_agenda_is_late_by_itself(
    region: Region, versions: AgendaVersions, sent: dict[str, UUID]
) -> None:
    late = region.item(sent["meeting"], title="Vier")
    own_choice = region.item(sent["meeting"], title="Vijf", late=False)
    versions.send(sent["meeting"], '{"schema": 2}', "b" * 64, date(2026, 12, 4))
    region.meetings.set_state(sent["meeting"], MeetingState.HELD)
    there = {row.id: row.late for row in region.agenda.items(sent["meeting"])}
    assert there == {
        **dict.fromkeys((sent["Een"], sent["Twee"], sent["Drie"], own_choice), False),
        late: True,
    }
    assert not region.agenda.item(region.item(region.meeting(on=date(2027, 1, 8)))).late


def test_an_item_that_was_taken_back_since(
    region: Region, versions: AgendaVersions, sent: dict[str, UUID]
) -> None:
    region.records.patch("agenda_item", sent["Twee"], None, {"treatment": Treatment.WITHDRAWN})
    assert marks(versions, sent)[1] == ("2", "2", "Twee", AgendaMark.WITHDRAWN)
    versions.send(sent["meeting"], '{"schema": 2}', "b" * 64, date(2026, 12, 4))
    assert marks(versions, sent)[1] == ("2", "2", "Twee", AgendaMark.SAME)


def test_nothing_changed(versions: AgendaVersions, sent: dict[str, UUID]) -> None:
    assert marks(versions, sent) == [
        ("1", "1", "Een", AgendaMark.SAME),
        ("2", "2", "Twee", AgendaMark.SAME),
        ("3", "3", "Drie", AgendaMark.SAME),
    ]


def test_without_a_version_there_is_nothing_to_compare(region: Region, versions: AgendaVersions) -> None:
    meeting = region.meeting()
    region.item(meeting)
    assert versions.marks(meeting) == []


def test_new_changed_moved_and_dropped(
    region: Region, versions: AgendaVersions, sent: dict[str, UUID]
) -> None:
    region.records.patch("agenda_item", sent["Een"], None, {"title": "Eén", "minutes": 20})
    region.agenda.remove(sent["Twee"])
    region.item(sent["meeting"], title="Nieuw")
    region.records.patch("agenda_item", sent["Drie"], None, {"secretariat_note": "staat op geen papier"})
    assert marks(versions, sent) == [
        ("1", "1", "Eén", AgendaMark.CHANGED),
        ("2", "3", "Drie", AgendaMark.RENUMBERED),
        ("3", "", "Nieuw", AgendaMark.NEW),
        ("", "2", "Twee", AgendaMark.DROPPED),
    ]
    assert versions.marks(sent["meeting"])[0].fields == ("title", "minutes")
    versions.send(sent["meeting"], "{}", "b" * 64, SENT_ON)
    assert {mark for *_rest, mark in marks(versions, sent)} == {AgendaMark.SAME}


def test_what_was_changed_back_or_undone_is_no_change(
    region: Region, versions: AgendaVersions, sent: dict[str, UUID]
) -> None:
    region.records.patch("agenda_item", sent["Een"], None, {"title": "Anders"})
    region.records.patch("agenda_item", sent["Een"], None, {"title": "Een"})
    region.agenda.remove(sent["Twee"])
    History(region.store).undo()
    assert {mark for *_rest, mark in marks(versions, sent)} == {AgendaMark.SAME}


def test_an_item_that_moves_away_is_dropped_here_and_new_there(
    region: Region, versions: AgendaVersions, sent: dict[str, UUID]
) -> None:
    other = region.meeting(on=date(2027, 1, 22))
    versions.send(other, "{}", "c" * 64, SENT_ON)
    CarryOver(region.store).move(sent["Twee"], other)
    assert marks(versions, sent)[-1] == ("", "2", "Twee", AgendaMark.DROPPED)
    assert [(row.title, row.mark) for row in versions.marks(other)] == [("Twee", AgendaMark.NEW)]


def test_only_what_lies_ahead_is_sent(region: Region, versions: AgendaVersions) -> None:
    held, cancelled = region.meeting(), region.meeting(on=date(2027, 1, 22))
    region.meetings.set_state(held, MeetingState.HELD)
    region.meetings.set_state(cancelled, MeetingState.CANCELLED)
    codes = []
    for meeting in (held, cancelled):
        with pytest.raises(RuleError) as refused:
            versions.send(meeting, "{}", "d" * 64, SENT_ON)
        codes.append(refused.value.code)
    assert codes == ["meeting_took_place", "meeting_cancelled"]


def test_another_level_is_another_number(
    region: Region, versions: AgendaVersions, sent: dict[str, UUID]
) -> None:
    region.agenda.set_sub(sent["Twee"], sub=True)
    assert marks(versions, sent) == [
        ("1", "1", "Een", AgendaMark.SAME),
        ("1.1", "2", "Twee", AgendaMark.RENUMBERED),
        ("2", "3", "Drie", AgendaMark.RENUMBERED),
    ]
    region.agenda.set_sub(sent["Twee"], sub=False)
    assert {mark for *_row, mark in marks(versions, sent)} == {AgendaMark.SAME}
