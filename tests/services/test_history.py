"""Undo and redo: one's own, of this session, and never over something newer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.data.store import Store
from ibo_desk.domain.actions import PartnerRole
from ibo_desk.domain.errors import RuleError
from ibo_desk.services.history import History
from tests.services.desk import Desk
from tests.walks import walk


def title(desk: Desk) -> str:
    return desk.actions.dossier(desk.action).row.title


def rename(desk: Desk, name: str) -> None:
    desk.records.patch("regional_action", desk.action, None, {"title": name})


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


def test_only_ones_own_entries_of_this_session_are_undone(desk: Desk, database_url: str) -> None:
    rename(desk, "Eén")
    theirs = desk.history.entries(1)[0].id
    other = Store(database_url, desk.store.clock, actor="ander", copy_id=desk.store.copy_id)
    try:
        history = History(other)
        assert history.undoable() is None
        for asked in (None, theirs):
            with pytest.raises(RuleError):
                history.undo(asked)
    finally:
        other.close()
    assert title(desk) == "Eén"


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
