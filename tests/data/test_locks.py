"""The locks of approved minutes against tricks by raw SQL, in a file and on a server."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ibo_desk.data.store import Store
from ibo_desk.data.tables import metadata
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import Stance
from tests.services.region import Region, found

LOCK = "ibo_locked_minutes"


@dataclass
class Locked:
    """A meeting that is locked, with an item, its position and its minutes; and one that is open, with an item."""

    store: Store
    meeting: UUID
    item: UUID
    version: UUID
    other_meeting: UUID
    other_item: UUID

    @property
    def in_file(self) -> bool:
        return not self.store.is_server

    def key(self, record_id: UUID) -> str:
        """An id as this engine stores it, quoted."""
        return f"'{record_id.hex if self.in_file else record_id}'"

    def refuses(self, *statements: str) -> None:
        """The trick fails at one of its statements or at its commit, and all stays as it was."""
        with pytest.raises(DBAPIError, match=LOCK):
            self.run(*statements)

    def run(self, *statements: str) -> None:
        """Some statements as one transaction."""
        names = self.names()
        with self.store.engine.execution_options(ibo_write=True).begin() as connection:
            for statement in statements:
                connection.execute(text(statement.format(**names)))

    def names(self) -> dict[str, str]:
        ids = {
            name: getattr(self, name)
            for name in ("meeting", "item", "version", "other_meeting", "other_item")
        }
        return {name: self.key(record_id) for name, record_id in {**ids, "fresh": uuid4()}.items()}

    def copy(self, table: str, where: str, **changed: str) -> str:
        """INSERT OR REPLACE of a row as it is, but for some columns."""
        names = [column.name for column in metadata.tables[table].columns]
        values = ", ".join(changed.get(name, f'"{name}"') for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        return f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {where}"


@pytest.fixture
def locked(store: Store) -> Locked:
    region: Region = found(store)
    meeting = region.meeting(on=date(2026, 11, 13))
    item = region.item(meeting)
    region.agenda.set_position(item, region.organisations["Kortrijk"], Stance.AGREES)
    region.send_agenda(meeting)
    region.meetings.set_state(meeting, MeetingState.HELD)
    version = region.meetings.lock(meeting, '{"schema": 1}', "0" * 64, date(2026, 11, 20))
    other = region.meeting()
    return Locked(store, meeting, item, version, other, region.item(other))


EDIT = "UPDATE agenda_item SET conclusion = 'Vervalst' WHERE id = {item}"
LOCK_AGAIN = "UPDATE meeting SET locked = true WHERE id = {meeting}"


def test_a_temporary_table_in_the_way_hides_nothing(locked: Locked) -> None:
    temporary = "CREATE TEMPORARY TABLE meeting (id text, locked boolean)"
    locked.refuses(temporary, EDIT)
    locked.refuses(
        "CREATE TEMPORARY TABLE agenda_item (id text, meeting_id text)",
        "UPDATE position SET text = 'Vervalst' WHERE item_id = {item}",
    )


HIDDEN = (
    "UPDATE meeting SET id = {fresh} WHERE id = {meeting}",
    "UPDATE agenda_item SET id = {fresh} WHERE id = {item}",
    "UPDATE agenda_item SET meeting_id = {other_meeting} WHERE id = {item}",
    "UPDATE position SET item_id = {other_item} WHERE item_id = {item}",
    "UPDATE meeting SET deleted_in = {fresh} WHERE id = {meeting}",
    "DELETE FROM position",
    "DELETE FROM meeting WHERE id = {meeting}",
    "UPDATE minutes_version SET id = {fresh} WHERE id = {version}",
    "UPDATE minutes_version SET state = 'draft' WHERE id = {version}",
    "UPDATE minutes_version SET meeting_id = {other_meeting} WHERE id = {version}",
    "UPDATE minutes_version SET number = 9 WHERE id = {version}",
    "UPDATE minutes_version SET approved_on = NULL WHERE id = {version}",
)


@pytest.mark.long
def test_a_row_cannot_be_hidden_moved_or_renamed_to_get_round_a_lock(locked: Locked) -> None:
    later = "PRAGMA defer_foreign_keys = ON" if locked.in_file else "SET CONSTRAINTS ALL DEFERRED"
    for hide in HIDDEN:
        locked.refuses(later, hide)


@pytest.mark.long
def test_what_replaces_a_row_is_refused_as_what_changes_it(locked: Locked) -> None:
    """In a file, REPLACE removes a row without asking the trigger of a removal."""
    if not locked.in_file:
        locked.refuses("TRUNCATE agenda_item CASCADE")
        locked.refuses("TRUNCATE minutes_version CASCADE")
        return
    for statement in (
        locked.copy("meeting", "id = {meeting}", locked="0"),
        locked.copy("agenda_item", "id = {item}", meeting_id="{other_meeting}"),
        locked.copy("minutes_version", "id = {version}", content="'vals'"),
        locked.copy("minutes_version", "id = {version}", id="{fresh}", content="'vals'"),
        "UPDATE OR REPLACE agenda_item SET id = {item} WHERE id = {other_item}",
    ):
        locked.refuses("PRAGMA defer_foreign_keys = ON", statement)


@pytest.mark.postgres
def test_neither_a_schema_in_front_nor_a_policy_hides_a_row(locked: Locked) -> None:
    if locked.in_file:  # a file has neither
        assert "CREATE POLICY" not in " ".join(_master(locked.store))
        return
    locked.refuses(
        "CREATE SCHEMA trick",
        "CREATE TABLE trick.meeting (id uuid, locked boolean)",
        "SET LOCAL search_path = trick, public",
        "UPDATE public.agenda_item SET conclusion = 'Vervalst' WHERE id = {item}",
    )
    locked.refuses(
        "CREATE ROLE ibo_trick",
        "GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA public TO ibo_trick",
        "ALTER TABLE meeting ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY open_only ON meeting USING (NOT locked)",
        "SET LOCAL ROLE ibo_trick",
        EDIT,
    )


def _master(store: Store) -> list[str]:
    with store.read() as session:
        return [str(row[0]) for row in session.connection().execute(text("SELECT sql FROM sqlite_master"))]


def test_unlocking_and_locking_again_is_possible_and_leaves_the_row_as_its_traces(locked: Locked) -> None:
    """A lock is opened by who may write: that this was done beside the journal is for ``check`` to say."""
    locked.run("UPDATE meeting SET locked = false WHERE id = {meeting}", EDIT, LOCK_AGAIN)
    with locked.store.read() as session:
        changed = "SELECT conclusion FROM agenda_item WHERE id = {item}".format(**locked.names())
        assert session.connection().execute(text(changed)).scalar_one() == "Vervalst"
        journal = "SELECT count(*) FROM change WHERE new LIKE '%Vervalst%'"
        assert session.connection().execute(text(journal)).scalar_one() == 0
