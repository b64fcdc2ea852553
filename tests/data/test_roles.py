"""Two kinds of login on a real server: who writes, who only reads, and nobody else."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from ibo_desk.app import create_app, open_app
from ibo_desk.data import roles
from ibo_desk.data.migrate import create, schema_state
from ibo_desk.data.store import Store
from ibo_desk.data.tables import JournalEntry, RegionalAction, metadata
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.errors import FileProblemError, NotFoundError
from ibo_desk.services.words import sentence
from tests import postgres

pytestmark = pytest.mark.postgres


@dataclass
class Server:
    """A database that was set up, and addresses for a login that writes and one that only reads."""

    url: str
    writer: str
    reader: str

    def of(self, login: str) -> str:
        address = make_url(self.url).set(username=login, password=PASSWORD)
        return address.render_as_string(hide_password=False)


PASSWORD = "fictief-geheim"
_NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)


@pytest.fixture
def server(server_url: str) -> Server:
    mark = uuid4().hex[:8]
    made = Server(server_url, f"schrijver_{mark}", f"lezer_{mark}")
    roles.set_up(server_url)
    assert roles.add(server_url, made.writer, may_write=True, password=PASSWORD)
    assert roles.add(server_url, made.reader, may_write=False, password=PASSWORD)
    return made


def open_as(server: Server, login: str, clock: FixedClock) -> Store:
    return Store(server.of(login), clock, actor="An", copy_id=UUID(int=1))


@pytest.mark.long
def test_a_writer_writes_under_its_own_name(server: Server, clock: FixedClock) -> None:
    create_app(server.url, clock=clock).close()
    with open_app(server.of(server.writer), clock=clock, actor="An") as app:
        assert not app.read_only
        app.records.add("regional_action", {"title": "Fietssnelweg"})
        assert [hit.title for hit in app.search.hits("fietssnelweg")] == ["Fietssnelweg"]
        app.history.undo()
        with app.store.read() as session:
            actors = session.exec(select(JournalEntry.actor).order_by(col(JournalEntry.id))).all()
            assert actors[-2:] == [f"{server.writer} (An)"] * 2
            assert f"{server.writer} (An)" not in actors[:-2], "the rest made the region"


@pytest.mark.long
def test_a_writer_changes_no_entry_and_no_table(server: Server, clock: FixedClock) -> None:
    create_app(server.url, clock=clock).close()
    with open_app(server.of(server.writer), clock=clock) as app:
        bind = app.store.engine.execution_options(ibo_write=True)
        for statement in (
            "UPDATE journal_entry SET actor = 'anders'",
            "DELETE FROM journal_entry",
            "DELETE FROM region",
            "TRUNCATE region CASCADE",
            "ALTER TABLE meeting DISABLE TRIGGER ALL",
            "DROP TRIGGER locked_meeting_update ON meeting",
            "CREATE TABLE public.meeting_2 (id uuid)",
            "CREATE TEMPORARY TABLE meeting (id uuid)",
            "SET session_replication_role = replica",
            f'SET ROLE "{make_url(server.url).database}_owner"',
        ):
            with (
                pytest.raises(DBAPIError, match="permission denied|must be owner"),
                bind.begin() as connection,
            ):
                connection.execute(text(statement))


@pytest.mark.long
def test_a_reader_opens_in_reading_mode_and_is_told_why(server: Server, clock: FixedClock) -> None:
    create_app(server.url, clock=clock).close()
    with open_app(server.of(server.reader), clock=clock, read_only=None) as app:
        assert app.read_only
        assert app.actions.listing() == []
        with pytest.raises(FileProblemError) as refused:
            app.records.add("regional_action", {"title": "x"})
    assert refused.value.code == "server_reads_only"
    assert server.reader in sentence(refused.value)
    assert PASSWORD not in sentence(refused.value)
    with pytest.raises(FileProblemError) as refused:
        open_app(server.of(server.reader), clock=clock)
    assert refused.value.code == "server_reads_only"


def test_a_reader_cannot_write_in_another_way(server: Server, clock: FixedClock) -> None:
    store = open_as(server, server.reader, clock)
    try:
        with store.engine.begin() as connection:
            connection.execute(text("SET TRANSACTION READ WRITE"))
            with pytest.raises(DBAPIError, match="permission denied"):
                connection.execute(text("UPDATE region SET name = 'x'"))
    finally:
        store.close()


def test_rights_are_changed_listed_and_taken_at_once(server: Server, clock: FixedClock) -> None:
    both = [roles.Login(server.reader, False), roles.Login(server.writer, True)]
    assert roles.logins(server.url) == both
    store = open_as(server, server.reader, clock)
    try:
        assert not roles.add(server.url, server.reader, may_write=True)
        assert roles.Login(server.reader, True) in roles.logins(server.url)
        roles.revoke(server.url, server.reader)
        with pytest.raises(FileProblemError) as refused, store.read() as session:
            session.exec(select(RegionalAction)).all()
        assert refused.value.code == "server_no_rights"
    finally:
        store.close()
    assert roles.logins(server.url) == both[1:]
    with pytest.raises(NotFoundError) as unknown:
        roles.revoke(server.url, server.reader)
    assert unknown.value.code == "no_such_login"
    with pytest.raises(FileProblemError) as refused:
        schema_state(server.of(server.reader))
    assert refused.value.code == "server_refused"


@pytest.mark.long
def test_tables_made_later_are_the_owners_and_have_the_same_rights(server: Server) -> None:
    base, _slash, _name = server.url.rpartition("/")
    name = f"later_{uuid4().hex[:8]}"
    postgres.run_sql(base, f"CREATE DATABASE {name}")
    place = f"{base}/{name}"
    roles.set_up(place)
    roles.add(place, server.writer, may_write=True)
    create(place)
    url = make_url(server.of(server.writer)).set(database=name)
    store = Store(url.render_as_string(hide_password=False), FixedClock(_NOON), actor="", copy_id=UUID(int=1))
    query = text(
        "SELECT c.relname, pg_get_userbyid(c.relowner), has_table_privilege(c.oid, 'SELECT'),"
        " has_table_privilege(c.oid, 'UPDATE') FROM pg_class c"
        " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    )
    try:
        with store.read() as session:
            rows = session.connection().execute(query).all()
    finally:
        store.close()
        postgres.run_sql(base, f"DROP DATABASE {name} WITH (FORCE)")
    assert {row[0] for row in rows} >= set(metadata.tables)
    assert {row[1] for row in rows} == {f"{name}_owner"}
    assert all(row[2] for row in rows)
    assert {row[0] for row in rows if not row[3]} == {"journal_entry", "alembic_version", "blob"}


def test_only_the_owner_changes_the_layout(server: Server) -> None:
    with pytest.raises(FileProblemError) as refused:
        create(server.of(server.writer))
    assert refused.value.code == "server_not_owner"


def test_only_an_administrator_sets_up(server: Server) -> None:
    for call in (
        lambda: roles.set_up(server.of(server.writer)),
        lambda: roles.add(server.of(server.writer), "nieuw", may_write=True),
    ):
        with pytest.raises(FileProblemError) as refused:
            call()
        assert refused.value.code == "server_not_administrator"
    base, _slash, _name = server.url.rpartition("/")
    with pytest.raises(NotFoundError) as bare:
        roles.logins(f"{base}/postgres")
    assert bare.value.code == "server_not_set_up"
