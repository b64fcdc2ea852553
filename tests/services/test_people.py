"""People and mandates; a person can be forgotten without losing what was decided."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from ibo_desk.data.erased import holds_erased
from ibo_desk.data.tables import Change, JournalEntry, metadata
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.organisations import Capacity
from tests.services.desk import Desk


def somebody(desk: Desk) -> UUID:
    person = desk.records.add(
        "person",
        {
            "name": "Fien Fictief",
            "email": "fien@kortrijk.example",
            "phone": "000 00 00",
            "function": "schepen van mobiliteit",
            "organisation_id": desk.kortrijk,
        },
    )
    desk.records.add(
        "mandate",
        {
            "person_id": person,
            "organisation_id": desk.kortrijk,
            "body_id": desk.ibo,
            "capacity": Capacity.FULL,
            "valid_from": date(2025, 1, 1),
            "valid_to": date(2026, 11, 23),
        },
    )
    return person


def test_a_person_stands_with_their_organisation(desk: Desk) -> None:
    person = somebody(desk)
    row = desk.people.listing()[0]
    assert (row.id, row.organisation, row.function) == (person, "Kortrijk", "schepen van mobiliteit")


def test_a_mandate_holds_until_its_last_day(desk: Desk) -> None:
    somebody(desk)
    row = desk.people.mandates()[0]
    assert (row.person, row.organisation, row.body, row.current) == ("Fien Fictief", "Kortrijk", "IBO", True)
    assert desk.people.mandates(body_id=desk.ibo, on=date(2026, 11, 23)) == [row]
    assert desk.people.mandates(organisation_id=desk.kortrijk, on=date(2026, 11, 24)) == []
    assert desk.people.mandates(organisation_id=desk.harelbeke) == []
    desk.records.patch("mandate", row.id, row.revision, {"valid_to": date(2026, 11, 22)})
    assert not desk.people.mandates()[0].current


def test_a_forgotten_person_is_nowhere_any_more(desk: Desk) -> None:
    person = somebody(desk)
    desk.records.patch("person", person, None, {"email": "fien.fictief@kortrijk.example"})
    before = len(desk.history.entries())
    desk.people.forget(person)
    row = desk.people.listing()[0]
    assert (row.name, row.email, row.phone, row.function) == ("(gewist)", "", "", "")
    with desk.store.read() as session:
        kept = [
            f"{one.old} {one.new}"
            for one in session.exec(select(Change).where(col(Change.record_id) == person))
        ]
        labels = list(session.exec(select(JournalEntry.label)))
    assert kept
    for trace in ("Fien", "fien", "kortrijk.example", "000 00 00", "schepen"):
        assert not [text for text in [*kept, *labels] if trace in text]
    assert desk.search.hits("Fien") == []
    assert len(desk.history.entries()) == before + 1
    assert desk.people.mandates()[0].person == "(gewist)"


@pytest.mark.long
def test_a_forgotten_person_does_not_come_back_with_undo(desk: Desk) -> None:
    person = somebody(desk)
    desk.records.patch("regional_action", desk.action, None, {"title": "Vooraf"})
    renamed = desk.history.undoable()
    desk.records.patch("person", person, None, {"phone": "111 11 11"})
    desk.people.forget(person)
    erasing = desk.history.entries()[0]
    assert desk.history.undoable() == renamed, (
        "the blank data do not stand in the way of what was done before"
    )
    desk.history.undo()
    desk.history.undo()  # the mandate
    assert desk.people.mandates() == []
    forgotten = desk.people.listing()[0]
    assert (forgotten.name, forgotten.email, forgotten.phone) == ("(gewist)", "", "")
    desk.history.redo()
    desk.history.redo()
    assert desk.actions.dossier(desk.action).row.title == "Vooraf"
    with pytest.raises(RuleError) as refused:
        desk.history.undo(erasing.id)
    assert refused.value.code == "undo_erased"


def present(desk: Desk, meeting: UUID, label: str, person: UUID | None = None, **values: Any) -> UUID:
    who = {"meeting_id": meeting, "organisation_id": desk.kortrijk, "person_id": person, "label": label}
    return desk.records.add("attendance", {**who, **values})


def written(desk: Desk, record: UUID) -> str:
    """All that the journal kept of a record."""
    with desk.store.read() as session:
        wanted = select(Change).where(Change.record_id == record)
        return " ".join(f"{one.old} {one.new}" for one in session.exec(wanted))


def approved(desk: Desk, meeting: UUID) -> None:
    desk.meetings.set_state(meeting, MeetingState.HELD)
    desk.meetings.lock(meeting, "{}", "h", date(2026, 11, 23))


def test_a_forgotten_person_is_blank_in_meetings_whose_minutes_are_not_approved(desk: Desk) -> None:
    person = somebody(desk)
    desk.records.patch("meeting", desk.meeting, None, {"secretary": "Fien Fictief-Proef"})
    chairs = ["Joost Fictief", "Fien Fictief, burgemeester", "Ann Fictief"]
    desk.meetings.set_chairs(desk.meeting, chairs)
    line = present(desk, desk.meeting, "Fien Fictief, schepen van mobiliteit", person)
    typed = present(desk, desk.meeting, "Fien Fictief")
    other = present(desk, desk.meeting, "Joost Fictief, schepen")
    assert desk.people.kept_meetings(person) == 0

    desk.people.forget(person)
    rows = {row.id: row.label for row in desk.meetings.attendance(desk.meeting)}
    assert sorted((rows[line], rows[typed])) == ["(gewist)", "(gewist) 2"]
    assert rows[other] == "Joost Fictief, schepen"
    meeting = desk.meetings.row(desk.meeting)
    assert meeting.chairs == ("Joost Fictief", "(gewist)", "Ann Fictief")
    assert meeting.secretary == "Fien Fictief-Proef"
    for record in (line, typed):
        assert "Fien" not in written(desk, record)
        assert "mobiliteit" not in written(desk, record)
    for chair in desk.meetings.chairs():
        assert "Fien" not in written(desk, chair.id)
    assert "Fien Fictief-Proef" in written(desk, desk.meeting), "that is somebody else"
    assert "Joost" in written(desk, other)


def test_approved_minutes_keep_the_name_as_an_archived_document(desk: Desk) -> None:
    person = somebody(desk)
    closed = desk.meetings.add({"body_id": desk.ibo, "on": date(2026, 11, 13)}, ["Fien Fictief"])
    line = present(desk, closed, "Fien Fictief, schepen", person)
    approved(desk, closed)
    assert desk.people.kept_meetings(person) == 1

    desk.people.forget(person)
    assert [row.label for row in desk.meetings.attendance(closed)] == ["Fien Fictief, schepen"]
    assert desk.meetings.row(closed).chairs == ("Fien Fictief",)
    assert "Fien" in written(desk, line)
    assert desk.people.listing()[0].name == "(gewist)"


def test_former_names_and_former_lines_are_blanked_too(desk: Desk) -> None:
    """Who married, and who was replaced on a line since."""
    person = somebody(desk)
    line = present(desk, desk.meeting, "Fien Fictief, schepen", person)
    desk.records.patch("person", person, None, {"name": "Fien Proefstuk"})
    desk.records.patch("attendance", line, None, {"person_id": None, "label": "Joost Fictief"})
    desk.meetings.set_chairs(desk.meeting, ["Fien Fictief"])
    gone = present(desk, desk.meeting, "Fien Proefstuk", person)
    desk.records.delete("attendance", gone)
    desk.people.forget(person)
    assert desk.meetings.row(desk.meeting).chairs == ("(gewist)",)
    assert desk.row("attendance", line).label == "Joost Fictief"
    for record in (line, gone, desk.meeting, person):
        assert "Fien" not in written(desk, record)
    assert desk.row("attendance", gone).label == "(gewist)"


def test_undo_brings_no_erased_name_back_into_a_meeting(desk: Desk) -> None:
    person = somebody(desk)
    line = present(desk, desk.meeting, "Joost Fictief")
    desk.records.patch("regional_action", desk.action, None, {"title": "Vooraf"})
    before = desk.history.undoable()
    desk.records.patch("attendance", line, None, {"label": "Fien Fictief", "person_id": person})
    desk.records.patch("attendance", line, None, {"label": "Joost Fictief", "person_id": None})
    desk.people.forget(person)
    assert desk.history.undoable() == before
    assert desk.row("attendance", line).label == "Joost Fictief"


def test_what_erasing_takes_away_and_what_stays_is_said_before(desk: Desk) -> None:
    person = somebody(desk)
    present(desk, desk.meeting, "Fien Fictief, schepen", person)
    desk.agenda.add(desk.meeting, {"title": "Punt", "discussion": "Fien Fictief licht toe."})
    desk.records.patch("regional_action", desk.action, None, {"title": "Actie van Fien Fictief"})
    desk.records.patch("regional_action", desk.action, None, {"title": "Actie"})
    desk.records.add("document", {"title": "Brief", "file_name": "fien fictief.pdf", "blob_sha256": "0" * 64})
    plan = desk.people.erasure_plan(person)
    assert (plan.name, plan.meetings, plan.approved, plan.labels) == ("Fien Fictief", 1, 0, 1)
    assert (plan.mentioned, plan.named_files, plan.attached) == (1, 1, 1)
    assert plan.mentions[0].in_words == "agendapunt “Punt”: bespreking"
    assert plan.old_texts == 4, "the item, the action twice, the file"
    assert plan.values == 2
    assert plan.on_server == desk.store.is_server


def test_what_stays_is_what_was_said_and_no_more(desk: Desk) -> None:
    """The name is looked for in every text of the database, after erasing."""
    person = somebody(desk)
    present(desk, desk.meeting, "Fien Fictief, schepen", person)
    desk.records.patch("regional_action", desk.action, None, {"title": "Actie van Fien Fictief"})
    desk.records.patch("regional_action", desk.action, None, {"summary": "Met Fien Fictief."})
    desk.people.forget(person)
    found = {}
    with desk.store.read() as session:
        for table in metadata.sorted_tables:
            rows = session.execute(table.select()).mappings()
            told = [name for row in rows for name, value in row.items() if "Fien" in str(value)]
            found |= {table.name: sorted(told)} if told else {}
        labels = [label for label in session.exec(select(JournalEntry.label)) if "(gewist)" in label]
    assert found == {
        "regional_action": ["summary", "title"],
        "change": ["new", "new"],
    }
    assert labels == ["Actie Actie van (gewist) gewijzigd"] * 2
    plan = desk.people.erasure_plan(person)
    assert (plan.name, plan.mentioned) == ("(gewist)", 0)


def test_a_file_holds_no_byte_of_an_erased_name(desk: Desk) -> None:
    if desk.store.is_server:
        assert not desk.people.forget(somebody(desk)), "a server cleans up in its own time"
        return
    person = somebody(desk)
    desk.meetings.set_chairs(desk.meeting, ["Fien Fictief"])
    assert desk.people.forget(person)
    data = Path(desk.store.place).read_bytes().lower()
    for trace in (b"fien", b"kortrijk.example", b"schepen van mob"):
        assert trace not in data
    assert desk.people.listing()[0].name == "(gewist)", "and it goes on working"


def test_what_was_blanked_carries_the_mark(desk: Desk) -> None:
    person = somebody(desk)
    desk.people.forget(person)
    with desk.store.read() as session:
        changes = session.exec(select(Change).where(col(Change.record_id) == person)).all()
        marked = {change.field: (holds_erased(change.old), holds_erased(change.new)) for change in changes}
    assert marked == {
        "": (False, True),
        "name": (True, False),
        "email": (True, False),
        "phone": (True, False),
        "function": (True, False),
    }
    assert desk.row("person", person).name == "(gewist)"
    told = desk.history.with_changes(1)[0].changes
    assert {(row.heading, row.old, row.new) for row in told} >= {("Naam", "(gewist)", "(gewist)")}


def test_a_name_that_only_looks_like_it_is_not_counted(desk: Desk) -> None:
    person = somebody(desk)
    desk.records.patch("regional_action", desk.action, None, {"summary": "Fien Fictief-Proef en Fienfictief"})
    assert desk.people.erasure_plan(person).mentioned == 0
