"""Undo and redo: one's own, of any day, and never over something newer."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from ibo_desk.data.store import Store
from ibo_desk.domain.actions import PartnerRole
from ibo_desk.domain.errors import RuleError
from ibo_desk.services.keeping.history_rows import HistoryFilter
from ibo_desk.services.words import sentence
from tests.services.desk import Desk
from tests.walks import walk


def title(desk: Desk) -> str:
    return desk.actions.dossier(desk.action).row.title


def rename(desk: Desk, name: str) -> None:
    desk.records.patch("regional_action", desk.action, None, {"title": name})


@pytest.mark.long
def test_undo_and_redo_step_by_step(desk: Desk) -> None:
    before = title(desk)
    for name in ("Eén", "Twee", "Drie"):
        rename(desk, name)
    assert [desk.history.undo().label for _time in range(2)] == [
        "Ongedaan gemaakt: Actie Drie gewijzigd",
        "Ongedaan gemaakt: Actie Twee gewijzigd",
    ]
    assert title(desk) == "Eén"
    assert desk.history.redo().label == "Opnieuw gedaan: Actie Twee gewijzigd"
    assert title(desk) == "Twee"
    for _time in range(2):
        desk.history.undo()
    assert title(desk) == before
    for _time in range(3):
        desk.history.redo()
    assert title(desk) == "Drie"
    with pytest.raises(RuleError) as refused:
        desk.history.redo()
    assert refused.value.code == "nothing_to_redo"


def test_after_something_new_there_is_nothing_to_redo(desk: Desk) -> None:
    rename(desk, "Eén")
    desk.history.undo()
    assert desk.history.redoable() is not None
    rename(desk, "Twee")
    assert desk.history.redoable() is None


def test_entries_tell_what_no_longer_holds(desk: Desk) -> None:
    rename(desk, "Eén")
    done = desk.history.entries(1)[0]
    undone = desk.history.undo()
    assert undone.undoes == done.id
    shown = {row.id: row for row in desk.history.entries()}
    assert shown[done.id].undone
    assert not shown[undone.id].undone
    desk.history.redo()
    shown = {row.id: row for row in desk.history.entries()}
    assert not shown[done.id].undone
    assert shown[undone.id].undone


def test_an_older_entry_can_be_undone_when_nothing_newer_touched_it(desk: Desk) -> None:
    rename(desk, "Eén")
    wanted = desk.history.entries(1)[0].id
    desk.records.patch("regional_action", desk.action, None, {"origin": "later"})
    desk.history.undo(wanted)
    row = desk.actions.dossier(desk.action).row
    assert (row.title, row.origin) == ("Fietssnelweg langs de Leie", "later")


def test_undo_is_refused_over_a_newer_change_and_changes_nothing(desk: Desk) -> None:
    desk.records.patch("regional_action", desk.action, None, {"title": "Eén", "origin": "o"})
    wanted = desk.history.entries(1)[0].id
    rename(desk, "Twee")
    before = desk.history.entries()
    with pytest.raises(RuleError) as refused:
        desk.history.undo(wanted)
    assert refused.value.code == "undo_newer_changes"
    assert desk.history.entries() == before
    row = desk.actions.dossier(desk.action).row
    assert (row.title, row.origin) == ("Twee", "o")


def test_the_making_of_a_record_is_undone_unless_it_was_changed_since(desk: Desk) -> None:
    made = desk.actions.add({"title": "Nieuw"})
    making = desk.history.entries(1)[0].id
    desk.records.patch("regional_action", made, None, {"title": "Nieuwer"})
    with pytest.raises(RuleError):
        desk.history.undo(making)
    desk.history.undo()
    desk.history.undo(making)
    assert [row.id for row in desk.actions.listing()] == [desk.action]
    desk.history.redo()
    assert [row.title for row in desk.actions.listing()] == ["Fietssnelweg langs de Leie", "Nieuw"]


@pytest.mark.long
def test_the_making_of_what_others_refer_to_is_not_undone(desk: Desk) -> None:
    made = desk.meetings.add({"body_id": desk.ibo, "on": date(2027, 2, 1)})
    making = desk.history.entries(1)[0].id
    desk.agenda.add(made, {"title": "Punt"})
    with pytest.raises(RuleError) as refused:
        desk.history.undo(making)
    assert refused.value.code == "undo_newer_changes"
    desk.history.undo()
    desk.history.undo()
    assert made not in {row.id for row in desk.meetings.listing()}
    desk.history.redo()
    desk.history.redo()
    assert [row.title for row in desk.agenda.items(made)] == ["Punt"]


def test_a_use_case_of_many_records_is_undone_as_one(desk: Desk) -> None:
    desk.actions.set_partners(desk.action, PartnerRole.LEAD, [desk.kortrijk])
    desk.actions.set_partners(desk.action, PartnerRole.LEAD, [desk.harelbeke, desk.mow])
    desk.history.undo()
    assert desk.actions.listing()[0].leads == ("Kortrijk",)
    desk.history.redo()
    assert desk.actions.listing()[0].leads == ("Departement Proef", "Harelbeke")


def somebody(desk: Desk, name: str, copy: int = 1) -> Iterator[Desk]:
    """The same region opened by somebody else, or again later."""
    store = Store(desk.store.place, desk.store.clock, actor=name, copy_id=UUID(int=copy))
    try:
        yield Desk(store, desk.ids)
    finally:
        store.close()


@pytest.fixture
def colleague(desk: Desk) -> Iterator[Desk]:
    yield from somebody(desk, "ander")


@pytest.fixture
def tomorrow(desk: Desk) -> Iterator[Desk]:
    yield from somebody(desk, "test")


def test_only_ones_own_entries_are_undone(desk: Desk, colleague: Desk) -> None:
    rename(desk, "Eén")
    theirs = desk.history.entries(1)[0]
    assert colleague.history.undoable() is None
    assert not colleague.history.entries(1)[0].own
    with pytest.raises(RuleError) as refused:
        colleague.history.undo(theirs.id)
    assert sentence(refused.value) == (
        f"Dit is gedaan door {desk.store.actor}. U kunt alleen ongedaan maken wat u zelf deed."
    )
    assert title(desk) == "Eén"


def test_ones_own_work_of_another_day_is_undone_by_choice_and_not_by_a_stray_key(
    desk: Desk, tomorrow: Desk
) -> None:
    rename(desk, "Eén")
    yesterday = tomorrow.history.entries(1)[0]
    assert yesterday.own
    assert tomorrow.history.undoable() is None, "Ctrl+Z only takes back what was done since opening"
    tomorrow.history.undo(yesterday.id)
    assert title(desk) == "Fietssnelweg langs de Leie"
    tomorrow.history.redo()
    assert title(desk) == "Eén"


def test_another_computer_is_not_oneself_in_a_file_but_a_login_is_on_a_server(desk: Desk) -> None:
    rename(desk, "Eén")
    for elsewhere in somebody(desk, "test", copy=2):
        assert elsewhere.history.entries(1)[0].own == desk.store.is_server


def test_a_refusal_names_what_stands_on_it(desk: Desk, colleague: Desk) -> None:
    rename(desk, "Eén")
    mine = desk.history.entries(1)[0]
    rename(colleague, "Twee")
    with pytest.raises(RuleError) as refused:
        desk.history.undo(mine.id)
    told = sentence(refused.value)
    assert f"“Actie Twee gewijzigd” van {colleague.store.actor} op 23 november 2026 om" in told


def test_an_undo_tells_where_it_was_done(desk: Desk) -> None:
    rename(desk, "Eén")
    assert desk.history.undo().places == (("regional_action", desk.action),)
    item = desk.agenda.add(desk.meeting, {"title": "Punt"})
    away = desk.history.undo().places
    assert ("agenda_item", item) not in away, "it is not there any more"
    assert ("meeting", desk.meeting) in away


def type_on(desk: Desk, text: str, visit: UUID) -> None:
    desk.records.patch("regional_action", desk.action, None, {"title": text}, visit=visit)


def test_a_visit_is_told_and_undone_as_one(desk: Desk) -> None:
    visit = uuid4()
    for text in ("B", "Bu", "Buu", "Buurt"):
        type_on(desk, text, visit)
    row = desk.history.entries(1)[0]
    assert row.parts == 4
    told = desk.history.changes(row.id).rows
    assert [(one.heading, one.old, one.new) for one in told] == [
        ("Titel", "Fietssnelweg langs de Leie", "Buurt")
    ]
    desk.history.undo()
    assert title(desk) == "Fietssnelweg langs de Leie"
    assert [row.undone for row in desk.history.entries(2)] == [False, True]
    desk.history.redo()
    assert title(desk) == "Buurt"


def test_what_is_typed_after_an_undo_in_the_same_visit_stands_by_itself(desk: Desk) -> None:
    visit = uuid4()
    type_on(desk, "A", visit)
    type_on(desk, "AB", visit)
    desk.history.undo()
    type_on(desk, "C", visit)
    assert [row.parts for row in desk.history.entries(3)] == [1, 1, 2]
    desk.history.undo()
    assert title(desk) == "Fietssnelweg langs de Leie"


def test_undoing_a_visit_keeps_what_a_colleague_wrote_in_between(desk: Desk, colleague: Desk) -> None:
    visit = uuid4()
    type_on(desk, "A", visit)
    rename(colleague, "A van hen")
    type_on(desk, "A van hen en mij", visit)
    assert [row.label for row in desk.history.entries(3)][:3] == [
        "Actie A van hen en mij gewijzigd",
        "Actie A van hen gewijzigd",
        "Actie A gewijzigd",
    ]
    desk.history.undo()
    assert title(desk) == "A van hen"


def test_the_history_of_a_record_is_told_in_words(desk: Desk) -> None:
    person = desk.records.add("person", {"name": "Fien Fictief"})
    desk.records.patch(
        "regional_action",
        desk.action,
        None,
        {"coordinator_id": person, "next_step_on": date(2026, 12, 11), "state": "running"},
    )
    told = desk.history.with_changes(1, HistoryFilter(record_id=desk.action))[0]
    assert {(row.heading, row.old, row.new) for row in told.changes} == {
        ("Projectcoördinator", "", "Fien Fictief"),
        ("Datum van de volgende stap", "", "11 december 2026"),
        ("Status", "voorstel", "lopend"),
    }
    assert {row.record for row in told.changes} == {"Fietssnelweg langs de Leie"}


def test_the_making_of_a_record_tells_what_was_filled_in(desk: Desk) -> None:
    made = desk.history.with_changes(5, HistoryFilter(record_id=desk.kortrijk))[0].changes[0]
    assert made.new.splitlines()[0] == "toegevoegd"
    assert "Naam: Kortrijk" in made.new.splitlines()
    assert "Soort: gemeente" in made.new.splitlines()


def test_history_is_filtered_and_read_a_page_at_a_time(desk: Desk, colleague: Desk) -> None:
    for name in ("Eén", "Twee", "Drie"):
        rename(desk, name)
    rename(colleague, "Vier")
    labels = [row.label for row in desk.history.entries(2)]
    assert labels == ["Actie Vier gewijzigd", "Actie Drie gewijzigd"]
    last = desk.history.entries(2)[-1].id
    assert [row.label for row in desk.history.entries(2, before=last)] == [
        "Actie Twee gewijzigd",
        "Actie Eén gewijzigd",
    ]

    def asked(**values: Any) -> list[str]:
        return [row.label for row in desk.history.entries(10, HistoryFilter(**values))]

    assert asked(person=colleague.store.actor) == ["Actie Vier gewijzigd"]
    assert asked(kind="meeting", words="toegevoegd") == ["IBO 2026-1 toegevoegd"]
    assert asked(words="drie gewijzigd") == ["Actie Vier gewijzigd", "Actie Drie gewijzigd"], "old values too"
    assert asked(words="fietssnelweg", kind="regional_action")[0] == "Actie Eén gewijzigd", "the old value"
    assert asked(words="100%_") == []
    assert asked(first=date(2026, 11, 24)) == []
    assert len(asked(last=date(2026, 11, 23))) == 6
    assert desk.history.people() == [colleague.store.actor, desk.store.actor]


@pytest.mark.long
def test_reading_history_asks_the_same_number_of_questions_for_few_and_many(desk: Desk) -> None:
    def statements() -> int:
        asked: list[str] = []

        def count(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            asked.append(statement)

        event.listen(desk.store.engine, "before_cursor_execute", count)
        desk.history.with_changes(100)
        event.remove(desk.store.engine, "before_cursor_execute", count)
        return len(asked)

    visit = uuid4()
    for text in ("A", "AB"):
        type_on(desk, text, visit)
    few = statements()
    for number in range(12):
        visit = uuid4()
        for text in ("A", "AB", "ABC"):
            type_on(desk, f"{text}{number}", visit)
    assert statements() == few


@pytest.mark.long
@walk
@given(st.lists(st.sampled_from("abcur"), max_size=12))
def test_any_row_of_edits_undos_and_redos_is_what_a_stack_says(desk: Desk, steps: list[str]) -> None:
    rename(desk, "begin")
    done, undone, now = [], [], "begin"
    for number, step in enumerate(steps):
        if step == "u" and done:
            undone.append(now)
            now = done.pop()
            desk.history.undo()
        elif step == "r" and undone:
            done.append(now)
            now = undone.pop()
            desk.history.redo()
        elif step in "abc":
            done.append(now)
            undone.clear()
            now = f"{step}{number}"
            rename(desk, now)
        assert title(desk) == now


class Visits:
    """What a field must hold: a stack of what stands on it, each with who wrote it and in which stay."""

    def __init__(self, value: str) -> None:
        self.begin = value
        self.standing: list[tuple[str, UUID | None, str]] = []  # (who, visit, value)

    @property
    def value(self) -> str:
        return self.standing[-1][2] if self.standing else self.begin

    def write(self, who: str, visit: UUID | None, value: str) -> None:
        if visit is not None and self.standing and self.standing[-1][:2] == (who, visit):
            self.standing.pop()
        self.standing.append((who, visit, value))


@pytest.mark.long
@walk
@given(st.lists(st.sampled_from(["edit", "type", "leave", "theirs", "undo", "redo"]), max_size=14))
def test_in_any_order_of_work_nobody_loses_what_is_not_theirs_to_undo(
    desk: Desk, colleague: Desk, steps: list[str]
) -> None:
    """One field: my edits, my visits, my undo and redo, and a colleague's edits."""
    rename(colleague, "begin")
    desk.store.own_entries.clear()
    field, visit, undone = Visits("begin"), uuid4(), list[tuple[str, UUID | None, str]]()
    for number, step in enumerate(steps):
        text = f"{step}{number}"
        if step in {"edit", "theirs"}:
            rename(desk if step == "edit" else colleague, text)
            field.write("me" if step == "edit" else "they", None, text)
            visit = uuid4()
        elif step == "type":
            type_on(desk, text, visit)
            field.write("me", visit, text)
        elif step == "leave":
            visit = uuid4()
        if step in {"edit", "type"}:
            undone.clear()
        elif step == "theirs" and undone:
            undone.append(("blocked", None, ""))
        elif step == "undo":
            undo_one(desk, field, undone)
            visit = uuid4()
        elif step == "redo":
            redo_one(desk, field, undone)
            visit = uuid4()
        assert title(desk) == field.value


def undo_one(desk: Desk, field: Visits, undone: list[tuple[str, UUID | None, str]]) -> None:
    if field.standing and field.standing[-1][0] == "me":
        desk.history.undo()
        undone.append(field.standing.pop())
        return
    with pytest.raises(RuleError) as refused:
        desk.history.undo()
    mine = any(who == "me" for who, _visit, _value in field.standing)
    assert refused.value.code == ("undo_newer_changes" if mine else "nothing_to_undo")


def redo_one(desk: Desk, field: Visits, undone: list[tuple[str, UUID | None, str]]) -> None:
    if undone and undone[-1][0] == "me":
        desk.history.redo()
        field.standing.append(undone.pop())
        return
    with pytest.raises(RuleError) as refused:
        desk.history.redo()
    assert refused.value.code == ("undo_newer_changes" if undone else "nothing_to_redo")
