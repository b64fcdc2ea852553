"""Two versions of a field: what stands there now, and that neither is lost whatever is chosen."""

import json
from itertools import pairwise
from uuid import UUID

import pytest
from sqlmodel import col, select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Change
from ibo_desk.domain.actions import ActionState
from ibo_desk.domain.errors import NotFoundError, StaleRecordError
from ibo_desk.services.conflicts import Choice, Conflicts
from tests.services.desk import Desk

KIND = "regional_action"


@pytest.fixture
def conflicts(desk: Desk) -> Conflicts:
    return Conflicts(desk.store)


def written(desk: Desk, field: str) -> list[tuple[str, str]]:
    """Old and new of each change of a field of the action, in order; "" for nothing."""
    of = select(Change).where(Change.record_id == desk.action, Change.field == field).order_by(col(Change.id))
    with desk.store.read() as session:
        return [(json.loads(one.old or '""'), json.loads(one.new or '""')) for one in session.exec(of)]


def patch(desk: Desk, text: str) -> UUID | None:
    return desk.records.patch(KIND, desk.action, None, {"summary": text})


def test_the_error_names_the_record(desk: Desk) -> None:
    seen = desk.row(KIND, desk.action).revision
    patch(desk, "hun tekst")
    with pytest.raises(StaleRecordError) as refused:
        desk.records.patch(KIND, desk.action, seen, {"summary": "mijn tekst"})
    assert (refused.value.params["kind"], refused.value.params["id"]) == (KIND, desk.action)


def test_what_stands_there_is_told_with_who_wrote_it(desk: Desk, conflicts: Conflicts) -> None:
    other = Store(desk.store.place, desk.store.clock, actor="An", copy_id=UUID(int=2))
    try:
        revision = Desk(other, desk.ids).records.patch(KIND, desk.action, None, {"summary": "van An"})
    finally:
        other.close()
    now = conflicts.now(KIND, desk.action, ["summary", "title"])
    assert now.revision == revision
    summary, title = now.fields["summary"], now.fields["title"]
    assert (summary.value, summary.actor, summary.at, summary.here) == (
        "van An",
        other.actor,
        desk.store.clock.now(),
        False,
    )
    assert (title.actor, title.here) == (desk.store.actor, True)


def test_mine_over_theirs_is_one_entry_with_both(desk: Desk, conflicts: Conflicts) -> None:
    revision = patch(desk, "hun tekst")
    before = len(desk.history.entries())
    made = conflicts.record(KIND, desk.action, revision, {"summary": Choice("mijn tekst", "mijn tekst")})
    assert len(desk.history.entries()) == before + 1
    assert desk.history.entries(1)[0].label.startswith("Twee versies van")
    assert desk.row(KIND, desk.action).revision == made == desk.history.entries(1)[0].id
    assert written(desk, "summary")[-1] == ("hun tekst", "mijn tekst")
    desk.history.undo()
    assert desk.row(KIND, desk.action).summary == "hun tekst"


def test_theirs_is_kept_and_mine_can_be_found(desk: Desk, conflicts: Conflicts) -> None:
    revision = patch(desk, "hun tekst")
    own = list(desk.store.own_entries)
    made = conflicts.record(KIND, desk.action, revision, {"summary": Choice("hun tekst", "mijn tekst")})
    row = desk.row(KIND, desk.action)
    assert (row.summary, row.revision) == ("hun tekst", made)
    assert made == desk.history.entries(1)[0].id
    assert written(desk, "summary")[-2:] == [("hun tekst", "mijn tekst"), ("mijn tekst", "hun tekst")]
    assert desk.store.own_entries == own, "there is nothing in it to undo"
    desk.history.undo()
    assert desk.row(KIND, desk.action).summary == ""


def test_a_merge_keeps_mine_and_is_undone_to_theirs(desk: Desk, conflicts: Conflicts) -> None:
    revision = patch(desk, "hun tekst")
    choice = Choice("hun tekst\n\nmijn tekst", "mijn tekst")
    conflicts.record(KIND, desk.action, revision, {"summary": choice})
    assert desk.row(KIND, desk.action).summary == choice.result
    changes = written(desk, "summary")
    assert changes[0][1] == "hun tekst"
    assert all(old == before[1] for before, (old, _new) in pairwise(changes))
    assert "mijn tekst" in {new for _old, new in changes}
    assert changes[-1][1] == choice.result, "what the record holds follows from its changes"
    desk.history.undo()
    assert desk.row(KIND, desk.action).summary == "hun tekst"
    desk.history.redo()
    assert desk.row(KIND, desk.action).summary == choice.result


def test_a_choice_is_stale_when_the_field_was_written_again(desk: Desk, conflicts: Conflicts) -> None:
    revision = patch(desk, "hun tekst")
    patch(desk, "nog later")
    before = desk.history.entries()
    for result in ("mijn tekst", "hun tekst", "nog later"):
        with pytest.raises(StaleRecordError):
            conflicts.record(KIND, desk.action, revision, {"summary": Choice(result, "mijn tekst")})
    assert desk.history.entries() == before
    assert desk.row(KIND, desk.action).summary == "nog later"


def test_another_field_written_meanwhile_does_not_stop_it(desk: Desk, conflicts: Conflicts) -> None:
    revision = patch(desk, "hun tekst")
    desk.records.patch(KIND, desk.action, None, {"number": "7"})
    conflicts.record(KIND, desk.action, revision, {"summary": Choice("mijn tekst", "mijn tekst")})
    row = desk.row(KIND, desk.action)
    assert (row.summary, row.number) == ("mijn tekst", "7")


def test_several_fields_are_one_entry(desk: Desk, conflicts: Conflicts) -> None:
    revision = desk.records.patch(
        KIND, desk.action, None, {"summary": "hun tekst", "origin": "hun oorsprong"}
    )
    before = len(desk.history.entries())
    choices = {
        "summary": Choice("mijn tekst", "mijn tekst"),
        "origin": Choice("hun oorsprong", "mijn oorsprong"),
    }
    conflicts.record(KIND, desk.action, revision, choices)
    assert len(desk.history.entries()) == before + 1
    row = desk.row(KIND, desk.action)
    assert (row.summary, row.origin) == ("mijn tekst", "hun oorsprong")
    desk.history.undo()
    row = desk.row(KIND, desk.action)
    assert (row.summary, row.origin) == ("hun tekst", "hun oorsprong")


def test_a_value_that_was_not_chosen_need_not_be_allowed(desk: Desk, conflicts: Conflicts) -> None:
    """A state to which there is no way from theirs is still what somebody typed."""
    stands = desk.row(KIND, desk.action).state
    conflicts.record(KIND, desk.action, None, {"state": Choice(stands, ActionState.DONE)})
    assert desk.row(KIND, desk.action).state == stands
    assert (stands, ActionState.DONE) in written(desk, "state")


def test_a_record_that_was_deleted_meanwhile_is_told(desk: Desk, conflicts: Conflicts) -> None:
    gone = desk.records.add(KIND, {"title": "Weg", "added_on": desk.store.clock.today()})
    desk.records.delete(KIND, gone)
    with pytest.raises(NotFoundError):
        conflicts.now(KIND, gone, ["summary"])
    with pytest.raises(NotFoundError):
        conflicts.record(KIND, gone, None, {"summary": Choice("a", "a")})
