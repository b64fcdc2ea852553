"""Several edits at once: one journal entry, one undo, each carried out or refused by itself."""

from functools import partial
from uuid import UUID

import pytest

from ibo_desk.data.tables import Organisation
from ibo_desk.domain.errors import InvalidValueError, NotFoundError, RuleError, UserError
from ibo_desk.domain.organisations import OrganisationKind
from tests.services.desk import Desk


def label(count: int) -> str:
    return f"{count} cellen geplakt"


def rename(desk: Desk, record_id: UUID, name: str) -> None:
    desk.records.patch("organisation", record_id, None, {"name": name})


def labels(desk: Desk) -> list[str]:
    """What the journal says, from old to new."""
    return [entry.label for entry in reversed(desk.history.entries())]


def names(desk: Desk, *ids: UUID) -> list[str]:
    return [desk.row("organisation", one).name for one in ids]


def test_several_edits_are_one_entry_and_one_undo(desk: Desk) -> None:
    before = len(labels(desk))
    heard = []
    desk.store.listeners.append(heard.append)
    edits = [partial(rename, desk, desk.kortrijk, "Een"), partial(rename, desk, desk.harelbeke, "Twee")]
    assert desk.records.many(edits, label) == [None, None]
    assert names(desk, desk.kortrijk, desk.harelbeke) == ["Een", "Twee"]
    assert labels(desk)[before:] == ["2 cellen geplakt"]
    assert len(heard) == 1
    assert heard[0].records["organisation"] == {desk.kortrijk, desk.harelbeke}
    desk.history.undo()
    assert names(desk, desk.kortrijk, desk.harelbeke) == ["Kortrijk", "Harelbeke"]
    desk.history.redo()
    assert names(desk, desk.kortrijk, desk.harelbeke) == ["Een", "Twee"]


@pytest.mark.parametrize("wrong_at", [0, 1, 2])
def test_a_refused_edit_leaves_the_others_and_is_told_at_its_place(desk: Desk, wrong_at: int) -> None:
    edits = [partial(rename, desk, desk.kortrijk, "Een"), partial(rename, desk, desk.harelbeke, "Twee")]
    edits.insert(wrong_at, partial(rename, desk, desk.mow, ""))
    results = desk.records.many(edits, label)
    assert [isinstance(one, InvalidValueError) for one in results] == [at == wrong_at for at in range(3)]
    assert names(desk, desk.kortrijk, desk.harelbeke, desk.mow) == ["Een", "Twee", "Departement Proef"]
    assert labels(desk)[-1] == "2 cellen geplakt"
    desk.history.undo()
    assert names(desk, desk.kortrijk, desk.harelbeke) == ["Kortrijk", "Harelbeke"]


def test_what_an_edit_wrote_before_it_failed_is_taken_back(desk: Desk) -> None:
    heard = []
    desk.store.listeners.append(heard.append)

    def half() -> None:
        with desk.store.write("") as work:
            work.get(Organisation, desk.kortrijk).name = "Half"
            work.entry.label = "van de helft"
            work.session.flush()
            raise RuleError("nothing_to_undo")

    (error,) = desk.records.many([half], label)
    assert isinstance(error, RuleError)
    assert names(desk, desk.kortrijk) == ["Kortrijk"]
    assert heard == []
    results = desk.records.many([half, partial(rename, desk, desk.harelbeke, "Wel")], label)
    assert isinstance(results[0], UserError)
    assert results[1] is None
    assert names(desk, desk.kortrijk, desk.harelbeke) == ["Kortrijk", "Wel"]
    assert labels(desk)[-1] == "1 cellen geplakt"
    assert dict(heard[-1].records) == {"organisation": {desk.harelbeke}}


def test_nothing_is_written_where_all_are_refused(desk: Desk) -> None:
    before = labels(desk)
    assert (
        len([one for one in desk.records.many([partial(rename, desk, desk.mow, "")] * 3, label) if one]) == 3
    )
    assert labels(desk) == before
    assert desk.records.many([], label) == []


def test_use_cases_of_any_service_take_part_and_see_what_came_before(desk: Desk) -> None:
    edits = [
        partial(rename, desk, desk.kortrijk, "Nieuw Kortrijk"),
        lambda: desk.organisations.listing(),
        lambda: seen.extend(row.name for row in desk.organisations.listing()),
    ]
    seen: list[str] = []
    desk.records.many(edits, label)
    assert "Nieuw Kortrijk" in seen


def test_a_bug_stops_all_of_it(desk: Desk) -> None:
    def bug() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        desk.records.many([partial(rename, desk, desk.kortrijk, "Een"), bug], label)
    assert names(desk, desk.kortrijk) == ["Kortrijk"]
    rename(desk, desk.kortrijk, "Daarna")  # and the store goes on
    assert names(desk, desk.kortrijk) == ["Daarna"]


def test_several_records_are_removed_as_one_or_not_at_all(desk: Desk) -> None:
    fresh = [
        desk.records.add("organisation", {"name": f"Weg {n}", "kind": OrganisationKind.OTHER})
        for n in range(3)
    ]
    before = len(labels(desk))
    desk.records.delete_all("organisation", fresh)
    assert labels(desk)[before:] == ["Weg 0 verwijderd en nog 2"]
    desk.history.undo()
    assert all(desk.row("organisation", one).deleted_in is None for one in fresh)
    with pytest.raises(NotFoundError):
        desk.records.delete_all("organisation", [fresh[0], UUID(int=5)])
    assert desk.row("organisation", fresh[0]).deleted_in is None
