"""Units of work: one entry each, told to those who listen, one writer at a time, readers see one moment."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Change, JournalEntry, Organisation, RegionalAction
from ibo_desk.domain.changes import Changes
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.errors import FileProblemError, NotFoundError
from ibo_desk.domain.ids import uuid7
from tests.data.files import open_store


def make(store: Store, title: str) -> UUID:
    with store.write(f"{title} toegevoegd") as work:
        return work.add(RegionalAction(title=title)).id


def changes_of(store: Store, record_id: UUID) -> list[tuple[str, str | None, str | None]]:
    wanted = select(Change).where(Change.record_id == record_id).order_by(col(Change.id))
    with store.read() as session:
        return [(one.field, one.old, one.new) for one in session.exec(wanted)]


def test_each_field_that_changed_is_journaled_with_old_and_new(store: Store) -> None:
    made = make(store, "Eén")
    with store.write("gewijzigd") as work:
        action = work.get(RegionalAction, made)
        action.title, action.next_step_on = "Twee", date(2027, 1, 15)
        work.add(action)
    written = changes_of(store, made)
    assert written[0][:2] == ("", None)
    assert '"title": "Eén"' in str(written[0][2])
    assert set(written[1:]) == {("title", '"Eén"', '"Twee"'), ("next_step_on", "null", '"2027-01-15"')}


def test_those_who_listen_hear_what_was_written(store: Store) -> None:
    heard: list[Changes] = []
    store.listeners.append(heard.append)
    made = make(store, "Eén")
    with store.write("niets") as work:
        work.get(RegionalAction, made)
    assert [one.records for one in heard] == [{"regional_action": frozenset({made})}]
    assert heard[0].affects(["topic", "regional_action"])
    assert not heard[0].affects(["topic"])
    assert store.own_entries == [heard[0].entry]


def test_nobody_hears_of_what_failed(store: Store) -> None:
    heard: list[Changes] = []
    store.listeners.append(heard.append)
    with pytest.raises(ZeroDivisionError), store.write("fout") as work:
        work.add(RegionalAction(title="x")).title = str(1 // 0)
    assert heard == store.own_entries == []


def test_a_use_case_without_a_label_is_a_bug(store: Store) -> None:
    with pytest.raises(AssertionError, match="label"), store.write("") as work:
        work.add(RegionalAction(title="x"))


def test_a_new_entry_is_greater_than_one_from_a_clock_that_ran_ahead(store: Store) -> None:
    ahead = uuid7(datetime(2099, 1, 1, tzinfo=UTC))
    with store.write("van een andere kopie") as work:
        work.session.add(
            JournalEntry(
                id=ahead,
                at=datetime(2099, 1, 1, tzinfo=UTC),
                copy_id=UUID(int=9),
                actor=store.actor,
                label="x",
            )
        )
    make(store, "Eén")
    assert store.own_entries[-1] > ahead


def test_names_are_folded_for_sorting_and_for_filtering(store: Store) -> None:
    with store.write("organisaties") as work:
        for name in ("Éénheid", "anzegem", "Zwevegem"):
            work.add(Organisation(name=name))
    with store.read() as session:
        ordered = session.exec(select(Organisation.name).order_by(col(Organisation.name_folded))).all()
    assert ordered == ["anzegem", "Éénheid", "Zwevegem"]


def test_what_is_deleted_is_marked_and_never_removed(store: Store) -> None:
    made = make(store, "Eén")
    with store.write("verwijderd") as work:
        work.delete(work.get(RegionalAction, made))
    with store.read() as session:
        record = session.get(RegionalAction, made)
        assert record is not None
        assert record.deleted_in == store.own_entries[-1]
    with pytest.raises(NotFoundError), store.write("nog eens") as work:
        work.get(RegionalAction, made)
    with pytest.raises(AssertionError, match="never removed"), store.write("echt weg") as work:
        work.session.delete(work.session.get(RegionalAction, made))


def test_a_reader_sees_what_was_there_when_it_began(region_file: Path, clock: FixedClock) -> None:
    with open_store(region_file, clock) as store:
        make(store, "Eén")
        with open_store(region_file, clock, read_only=True) as reader, reader.read() as session:
            assert len(session.exec(select(RegionalAction.id)).all()) == 1


def test_a_store_for_reading_writes_nothing(region_file: Path, clock: FixedClock) -> None:
    before = region_file.read_bytes()
    with open_store(region_file, clock, read_only=True) as store:
        with pytest.raises(FileProblemError) as refused:
            make(store, "Eén")
        assert refused.value.code == "opened_read_only"
    assert region_file.read_bytes() == before


def test_a_file_that_another_program_writes_is_told(
    region_file: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ibo_desk.data.engine.BUSY_MS", 50)
    with open_store(region_file, clock) as one, open_store(region_file, clock) as other:
        with one.write("bezig") as work:
            work.add(RegionalAction(title="Eén"))
            work.session.flush()
            with pytest.raises(FileProblemError) as refused:
                make(other, "Twee")
            assert refused.value.code == "file_in_use"
        make(other, "Drie")
        with one.read() as session:
            titles = set(session.exec(select(RegionalAction.title)).all())
        assert titles == {"Eén", "Drie"}
