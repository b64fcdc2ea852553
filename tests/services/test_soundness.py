"""`check` proves: each way of tampering is named, on files and servers; what the program itself does is not."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from ibo_desk.data.engine import make_engine
from ibo_desk.data.locks import LOCKS
from ibo_desk.data.store import Store
from ibo_desk.data.tables import AgendaItem, Body, BodyPermission, Document, JournalEntry
from ibo_desk.data.tables import Region as RegionTable
from ibo_desk.domain.bodies import BodyKind, default_permissions
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.services.agenda.versions import AgendaVersions
from ibo_desk.services.base.attached import keep_bytes
from ibo_desk.services.keeping.history import History
from ibo_desk.services.keeping.soundness import Finding, findings
from ibo_desk.services.parties.people import People
from ibo_desk.services.setup.example import PRESET, build
from ibo_desk.services.setup.presets import apply
from tests.services.region import Region


def sha(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


class Tampered:
    """A region with a locked meeting, and a way to write past the program."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.store = region.store
        self.meeting = region.meeting(on=date(2026, 11, 20), state=MeetingState.HELD)
        self.item = region.item(self.meeting)
        region.agenda.conclude(self.item, "Akkoord met het tracé")
        self.topic = region.topics.add({"title": "Fietsbrug", "summary": "Over de Leie"})
        with self.store.write("Bijlage") as work:
            digest = keep_bytes(work, "plan.pdf", b"het plan")
            work.add(Document(title="Plan", kind="attachment", file_name="plan.pdf", blob_sha256=digest))
        content = json.dumps({"verslag": 1})
        self.version = region.meetings.lock(self.meeting, content, sha(content), date(2026, 11, 23))

    @property
    def in_file(self) -> bool:
        return not self.store.is_server

    def id(self, record_id: UUID) -> str:
        return f"'{record_id.hex if self.in_file else record_id}'"

    def run(self, *statements: str) -> None:
        """Write past the program, as somebody with a database tool would."""
        self.store.engine.dispose()
        engine = make_engine(self.store.place)
        with engine.execution_options(ibo_write=True).begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()
        if self.store.presence is not None:
            self.store.presence.remember()

    @contextmanager
    def triggers_off(self) -> Iterator[None]:
        """Without the triggers; afterwards they stand there as they were."""
        if self.in_file:
            engine = make_engine(self.store.place)
            with engine.connect() as connection:
                rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
                made = dict(rows.all())
            engine.dispose()
            off, on = [f"DROP TRIGGER {name}" for name in made], list(made.values())
        else:
            tables = sorted(
                {lock.table for lock in LOCKS} | {"minutes_version", "agenda_version", "journal_entry"}
            )
            off, on = (
                [f"ALTER TABLE {name} {verb} TRIGGER USER" for name in tables]
                for verb in ("DISABLE", "ENABLE")
            )
        self.run(*off)
        yield
        self.run(*on)

    def without_triggers(self, *statements: str) -> None:
        with self.triggers_off():
            self.run(*statements)

    def found(self) -> list[Finding]:
        return findings(self.store)

    def codes(self) -> set[str]:
        return {finding.code for finding in self.found()}


@pytest.fixture
def tampered(store: Store) -> Tampered:
    region = Region(store)
    with store.write("streek") as work:
        work.add(RegionTable(name="Proefstreek"))
        body = work.add(Body(name="IBO Proefstreek", short_name="IBO", kind=BodyKind.IBO))
        work.session.flush()
        for allowed in default_permissions(BodyKind.IBO):
            work.add(
                BodyPermission(
                    body_id=body.id,
                    body_kind=BodyKind.IBO,
                    item_type=allowed.item_type,
                    transport_layer=allowed.layer,
                    outcome=allowed.outcome,
                )
            )
    region.bodies = {"IBO": body.id}
    return Tampered(region)


@pytest.mark.long
def test_a_sound_store_has_no_findings(tampered: Tampered) -> None:
    assert tampered.found() == []


@pytest.mark.long
def test_the_whole_example_has_no_findings(store: Store, clock: FixedClock) -> None:
    apply(store, PRESET)
    build(store, clock)
    assert findings(store) == []


@pytest.mark.long
def test_undo_redo_deleting_and_bringing_back_are_no_findings(tampered: Tampered) -> None:
    records, history = tampered.region.records, History(tampered.store)
    records.patch("topic", tampered.topic, None, {"summary": "Over de Schelde"})
    history.undo()
    history.redo()
    records.delete("topic", tampered.topic)
    history.undo()
    assert tampered.found() == []


@pytest.mark.long
def test_an_erased_person_is_no_finding(tampered: Tampered) -> None:
    person = tampered.region.records.add("person", {"name": "Ann Fictief", "email": "ann@fictief.example"})
    tampered.region.records.patch("person", person, None, {"function": "adviseur"})
    People(tampered.store).forget(person)
    assert tampered.found() == []


@pytest.mark.long
def test_a_locked_text_changed_with_the_trigger_dropped(tampered: Tampered) -> None:
    tampered.without_triggers(
        f"UPDATE agenda_item SET conclusion = 'Niet akkoord' WHERE id = {tampered.id(tampered.item)}"
    )
    found = tampered.found()
    assert ("value_changed", "conclusion", str(tampered.item)) in {
        (each.code, each.about.get("field"), each.about.get("id")) for each in found
    }
    assert any(str(tampered.item) in each.sentence for each in found)


@pytest.mark.long
def test_unlocking_changing_and_locking_again(tampered: Tampered) -> None:
    yes, no = ("1", "0") if tampered.in_file else ("true", "false")
    meeting, item = tampered.id(tampered.meeting), tampered.id(tampered.item)
    tampered.run(
        f"UPDATE meeting SET locked = {no} WHERE id = {meeting}",
        f"UPDATE agenda_item SET conclusion = 'Niet akkoord' WHERE id = {item}",
        f"UPDATE meeting SET locked = {yes} WHERE id = {meeting}",
    )
    assert "value_changed" in tampered.codes()


@pytest.mark.long
def test_a_change_that_was_put_into_the_journal_while_the_minutes_locked_it(tampered: Tampered) -> None:
    """With a journal entry of its own and all that belongs to it, as a program without the triggers would write it."""
    with tampered.triggers_off(), tampered.store.write("Bespreking") as work:
        item = work.get(AgendaItem, tampered.item)
        item.discussion = "Nooit gezegd"
        work.add(item)
    assert [(each.code, each.about["field"], each.about["id"]) for each in tampered.found()] == [
        ("written_while_locked", "discussion", str(tampered.item))
    ]


@pytest.mark.long
@pytest.mark.parametrize("column", ["content", "content_hash"])
def test_stored_minutes_that_were_changed(tampered: Tampered, column: str) -> None:
    tampered.without_triggers(
        f"UPDATE minutes_version SET {column} = 'anders' WHERE id = {tampered.id(tampered.version)}"
    )
    assert {"stored_changed", "value_changed"} <= tampered.codes()


@pytest.mark.long
def test_stored_minutes_that_were_removed(tampered: Tampered) -> None:
    version = tampered.id(tampered.version)
    tampered.without_triggers(f"DELETE FROM minutes_version WHERE id = {version}")
    assert {"record_gone", "minutes_gone"} <= tampered.codes()


@pytest.mark.long
def test_stored_minutes_that_were_removed_with_their_journal(tampered: Tampered) -> None:
    version = tampered.id(tampered.version)
    tampered.without_triggers(
        f"DELETE FROM minutes_version WHERE id = {version}", f"DELETE FROM change WHERE record_id = {version}"
    )
    assert "minutes_gone" in tampered.codes()


@pytest.mark.long
def test_a_sent_agenda_that_was_changed(tampered: Tampered) -> None:
    ahead = tampered.region.meeting(on=date(2026, 12, 18))
    tampered.region.item(ahead)
    content = json.dumps({"agenda": 1})
    AgendaVersions(tampered.store).send(ahead, content, sha(content), date(2026, 11, 23))
    assert tampered.found() == []
    tampered.without_triggers("UPDATE agenda_version SET content = '{}'")
    assert "stored_changed" in tampered.codes()


@pytest.mark.long
@pytest.mark.parametrize(
    ("column", "value"),
    [("label", "'Niets gebeurd'"), ("actor", "'Iemand'"), ("at", "'2020-01-01 00:00:00.000000'")],
)
def test_a_journal_entry_that_was_changed(tampered: Tampered, column: str, value: str) -> None:
    tampered.without_triggers(f"UPDATE journal_entry SET \"{column}\" = {value} WHERE label LIKE '%Bijlage%'")
    assert [each.code for each in tampered.found()] == ["entry_changed"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_journal_entry_that_was_removed(tampered: Tampered) -> None:
    """On a server its changes hold it; in a file whoever removes it switches the references off."""
    tampered.store.engine.dispose()
    with closing(sqlite3.connect(tampered.store.place)) as connection, connection:
        connection.execute(
            f"DELETE FROM journal_entry WHERE id = {tampered.id(newest_entry(tampered.store))}"
        )
    assert tampered.codes() == {"page_fault"}


@pytest.mark.long
def test_a_journal_entry_that_was_removed_with_its_changes(tampered: Tampered) -> None:
    entry = tampered.id(newest_entry(tampered.store))
    tampered.run(
        f"DELETE FROM change WHERE entry_id = {entry}", f"DELETE FROM journal_entry WHERE id = {entry}"
    )
    assert {"value_changed", "record_unjournaled"} & tampered.codes()


@pytest.mark.long
def test_changes_that_were_removed_or_rewritten(tampered: Tampered) -> None:
    tampered.region.records.patch("topic", tampered.topic, None, {"summary": "Tweede"})
    tampered.region.records.patch("topic", tampered.topic, None, {"summary": "Derde"})
    topic = tampered.id(tampered.topic)
    tampered.run(f"UPDATE change SET new = '\"Ander\"' WHERE record_id = {topic} AND new = '\"Tweede\"'")
    assert tampered.codes() == {"chain_broken"}
    tampered.run(f"DELETE FROM change WHERE record_id = {topic} AND new = '\"Ander\"'")
    assert {"chain_broken", "entry_empty"} <= tampered.codes()


@pytest.mark.long
def test_a_mark_of_erasing_that_no_entry_made(tampered: Tampered) -> None:
    stranger = tampered.id(UUID(int=7))
    tampered.run(
        f"UPDATE change SET new = '\"\"', erased_in = {stranger} WHERE record_id = {tampered.id(tampered.topic)}"
        " AND field = 'summary'",
        f"UPDATE change SET erased_in = {stranger} WHERE record_id = {tampered.id(tampered.topic)}",
    )
    assert "erased_by_nobody" in tampered.codes()


@pytest.mark.long
def test_the_bytes_of_an_attachment_changed_and_removed(tampered: Tampered) -> None:
    other = "x'00'" if tampered.in_file else "'\\x00'"
    tampered.run(f"UPDATE blob SET data = {other}")
    found = tampered.found()
    assert [each.code for each in found] == ["attachment_changed"]
    assert "plan.pdf" in found[0].sentence
    tampered.run("DELETE FROM blob")
    assert tampered.codes() == {"attachment_gone"}


@pytest.mark.long
@pytest.mark.parametrize(
    "name", ["locked_agenda_item_update", "stored_minutes_version", "kept_minutes_version"]
)
def test_a_trigger_that_was_dropped(tampered: Tampered, name: str) -> None:
    table = "minutes_version" if "minutes" in name else "agenda_item"
    tampered.run(f"DROP TRIGGER {name}" + ("" if tampered.in_file else f" ON {table}"))
    found = tampered.found()
    assert [(each.code, each.about["part"]) for each in found] == [("part_missing", f"trigger {name}")]


@pytest.mark.long
@pytest.mark.parametrize(
    "database_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)
def test_a_trigger_that_was_switched_off_and_a_function_that_was_emptied(tampered: Tampered) -> None:
    tampered.run("ALTER TABLE agenda_item DISABLE TRIGGER locked_agenda_item_update")
    assert [each.code for each in tampered.found()] == ["part_changed"]
    tampered.run("ALTER TABLE agenda_item ENABLE TRIGGER locked_agenda_item_update")
    assert tampered.found() == []
    tampered.run(
        "CREATE OR REPLACE FUNCTION locked_agenda_item_update() RETURNS trigger LANGUAGE plpgsql"
        " AS $$ BEGIN RETURN NEW; END $$",
        "DELETE FROM schema_mark WHERE name = 'function locked_agenda_item_update'",
    )
    assert "part_changed" in tampered.codes()


@pytest.mark.long
def test_an_index_and_a_constraint_that_were_dropped(tampered: Tampered) -> None:
    tampered.run("DROP INDEX uq_agenda_version")
    assert [(each.code, each.about["part"]) for each in tampered.found()] == [
        ("part_missing", "index uq_agenda_version")
    ]
    if not tampered.in_file:
        tampered.run("ALTER TABLE meeting DROP CONSTRAINT ck_meeting_times")
        assert "constraint meeting.ck_meeting_times" in {each.about["part"] for each in tampered.found()}


@pytest.mark.long
def test_a_hostile_trigger_that_was_added(tampered: Tampered) -> None:
    if tampered.in_file:
        tampered.run(
            "CREATE TRIGGER stil AFTER UPDATE ON topic BEGIN UPDATE topic SET summary = '' WHERE id = NEW.id; END"
        )
    else:
        tampered.run(
            "CREATE FUNCTION stil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
            "CREATE TRIGGER stil BEFORE UPDATE ON topic FOR EACH ROW EXECUTE FUNCTION stil()",
        )
    assert ("part_extra", "trigger stil") in {(each.code, each.about["part"]) for each in tampered.found()}


@pytest.mark.long
def test_a_search_index_that_was_emptied_or_changed(tampered: Tampered) -> None:
    tampered.run(f"UPDATE search_index SET body = 'anders' WHERE record_id = '{tampered.topic}'")
    assert tampered.codes() == {"index_differs"}
    tampered.run("DELETE FROM search_index")
    assert tampered.codes() == {"index_missing"}


@pytest.mark.long
def test_records_that_were_added_past_the_journal_or_removed(tampered: Tampered) -> None:
    topic = tampered.id(tampered.topic)
    tampered.run(f"DELETE FROM topic WHERE id = {topic}")
    assert {"record_gone", "index_extra"} <= tampered.codes()


@pytest.mark.long
def test_of_many_alike_the_first_are_named_and_the_rest_is_counted(tampered: Tampered) -> None:
    for number in range(30):
        tampered.region.topics.add({"title": f"Onderwerp {number}"})
    tampered.run("DELETE FROM search_index")
    found = [each for each in tampered.found() if each.code in {"index_missing", "more"}]
    assert len(found) == 21
    assert found[-1].code == "more"
    assert found[-1].about["count"] >= 11


def newest_entry(store: Store) -> UUID:
    with store.read() as session:
        return session.exec(select(JournalEntry.id).order_by(col(JournalEntry.id).desc())).first()


def test_every_finding_has_a_sentence_in_dutch(tampered: Tampered) -> None:
    from ibo_desk.services.keeping.soundness.finding import SENTENCES

    about = {"kind": "topic", "other": "body", "field": "summary", "id": "1", "label": "x", "name": "x", "detail": "x",
             "part": "x", "count": 3}  # fmt: skip
    for code in SENTENCES:
        said = Finding(code, about).sentence
        assert said.endswith(".")
        assert "backup" not in said
