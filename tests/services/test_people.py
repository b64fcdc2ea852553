"""People and mandates; a person can be forgotten without losing what was decided."""

from datetime import date
from uuid import UUID

import pytest
from sqlmodel import col, select

from ibo_desk.data.tables import Change, JournalEntry
from ibo_desk.domain.errors import RuleError
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
    assert refused.value.code == "not_your_entry"
