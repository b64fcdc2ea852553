"""A server: one writer at a time, ids that follow commits, one moment per reading, who wrote, and being told of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from ibo_desk.data import server
from ibo_desk.data.listening import Listener
from ibo_desk.data.store import Store
from ibo_desk.data.tables import JournalEntry, RegionalAction
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.services.words import sentence
from tests import postgres

pytestmark = pytest.mark.postgres


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 23, 8, tzinfo=UTC))


@contextmanager
def opened(url: str, clock: FixedClock, person: str = "") -> Iterator[Store]:
    store = Store(url, clock, actor=person, copy_id=UUID(int=1))
    try:
        yield store
    finally:
        store.close()


def make(store: Store, title: str) -> UUID:
    with store.write(f"{title} toegevoegd") as work:
        return work.add(RegionalAction(title=title)).id


def in_a_thread(job: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=job)
    thread.start()
    return thread


def test_writers_wait_for_each_other_and_ids_follow_commits(server_url: str, clock: FixedClock) -> None:
    with opened(server_url, clock) as first, opened(server_url, clock) as second:
        with first.write("eerst") as work:
            work.add(RegionalAction(title="eerst"))
            later = in_a_thread(lambda: make(second, "daarna"))
            while server.writer(first.engine) is None or not _waits(first):
                pass
        later.join()
        assert second.own_entries[0] > first.own_entries[0]
        with first.read() as session:
            labels = session.exec(select(JournalEntry.label).order_by(col(JournalEntry.id))).all()
    assert labels == ["eerst", "daarna toegevoegd"]


def _waits(store: Store) -> bool:
    query = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    with store.engine.connect() as connection:
        return bool(connection.execute(query).scalar())


def test_who_waits_too_long_is_told_who_writes(
    server_url: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "WAIT_SECONDS", 1)
    with opened(server_url, clock, "An") as first, opened(server_url, clock) as second:
        with first.write("lang") as work:
            work.add(RegionalAction(title="lang"))
            with pytest.raises(FileProblemError) as refused:
                make(second, "ongeduldig")
        assert refused.value.code == "server_busy"
        assert "ibo (An, " in sentence(refused.value)
        assert make(second, "nu wel")


def test_a_reading_sees_one_moment_and_writes_nothing(server_url: str, clock: FixedClock) -> None:
    with opened(server_url, clock) as store, opened(server_url, clock) as other:
        with store.one_moment() as moment:
            for _again in range(2):
                with store.read() as session:
                    assert session.exec(select(RegionalAction)).all() == []
                make(other, "ondertussen")
            with pytest.raises(AssertionError, match="moment"):
                make(store, "tijdens het lezen")
        with store.one_moment() as now:
            assert now == other.own_entries[-1] > moment
        with pytest.raises(FileProblemError) as refused, store.read() as session:
            session.execute(text("DELETE FROM region"))
    assert refused.value.code == "opened_read_only"


def test_the_journal_names_the_login_and_no_other(server_url: str, clock: FixedClock) -> None:
    with opened(server_url, clock, "An Voorbeeld") as store:
        make(store, "x")
        with store.read() as session:
            assert session.exec(select(JournalEntry.actor)).one() == "ibo (An Voorbeeld)"
        assert store.login == "ibo"
        store.actor = "iemand anders (An Voorbeeld)"
        with pytest.raises(DBAPIError, match="ibo_other_login"):
            make(store, "y")


def test_a_commit_that_stood_before_the_connection_broke_is_not_told_as_lost(
    server_url: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer to COMMIT never comes: the server is asked whether the entry stands."""
    with opened(server_url, clock) as store:
        for stands in (True, False):
            made: list[UUID] = []
            real = server.notify

            def break_after(connection, entry_id, stands=stands, made=made, real=real):
                real(connection, entry_id)
                made.append(entry_id)
                raw = connection.connection.driver_connection
                if stands:
                    raw.commit()
                _end(server_url, raw.info.backend_pid)

            with monkeypatch.context() as patched:
                patched.setattr(server, "notify", break_after)
                if stands:
                    make(store, "staat er")
                else:
                    with pytest.raises(FileProblemError) as refused:
                        make(store, "staat er niet")
                    assert refused.value.code == "server_unreachable"
        with store.read() as session:
            assert session.exec(select(RegionalAction.title)).all() == ["staat er"]


def _end(url: str, pid: int) -> None:
    """As a restart of the server does, for one connection."""
    base, _slash, _name = url.rpartition("/")
    postgres.run_sql(base, f"SELECT pg_terminate_backend({pid}, 5000)")


class Ear:
    """What a listener told, with something to wait for."""

    def __init__(self, url: str) -> None:
        self.told: list[object] = []
        self._news = threading.Condition()
        self.listener = Listener(
            url, "", heard=self._add, lost=lambda: self._add("lost"), back=lambda: self._add("back")
        )
        self.listener.begin()

    def _add(self, what: object) -> None:
        with self._news:
            self.told.append(what)
            self._news.notify_all()

    def wait(self, count: int) -> None:
        with self._news:
            assert self._news.wait_for(lambda: len(self.told) >= count, timeout=20)


def test_what_is_committed_is_told_and_a_lost_connection_too(server_url: str, clock: FixedClock) -> None:
    with opened(server_url, clock) as store:
        ear = Ear(server_url)
        try:
            with pytest.raises(ZeroDivisionError), store.write("mislukt") as work:
                work.add(RegionalAction(title=str(1 // 0)))
            make(store, "een")
            ear.wait(1)
            assert ear.told == [store.own_entries]
            query = text("SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
            with store.engine.connect() as connection:
                _end(server_url, connection.execute(query).scalar_one())
            ear.wait(3)
            assert ear.told[1:] == ["lost", "back"]
        finally:
            ear.listener.end()
        assert store.written_elsewhere(store.own_entries) == []


def test_others_are_told_which_records_were_written(server_url: str, clock: FixedClock) -> None:
    with opened(server_url, clock) as store, opened(server_url, clock) as other:
        made = make(other, "een")
        (changes,) = store.written_elsewhere([*other.own_entries, UUID(int=7)])[:1]
        assert changes.records == {"regional_action": frozenset({made})}
        assert changes.entry == other.own_entries[0]
        assert changes.tables == {"regional_action", "journal_entry", "change"}


def test_a_late_change_of_isolation_is_an_error(server_url: str, clock: FixedClock) -> None:
    """The level would silently stay as it was; warnings are errors here."""
    with opened(server_url, clock) as store, store.read() as session:
        session.execute(text("SELECT 1"))
        with pytest.raises(Warning, match="already established"):
            session.connection(execution_options={"isolation_level": "READ COMMITTED"})


def test_a_password_of_this_program_opens_an_address_without_one(server_url: str, clock: FixedClock) -> None:
    from ibo_desk.data.address import keep_password, without_password

    bare = without_password(server_url)
    with opened(bare, clock) as store:
        assert store.login == "ibo"
        assert make(store, "x")
    keep_password(bare, "verkeerd")
    with pytest.raises(FileProblemError) as refused, opened(bare, clock):
        pass
    assert refused.value.code == "server_wrong_password"
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(**server.conninfo(bare))
    without_password(server_url)


def test_nobody_writes_between_reading_alone_and_what_stands_on_it(
    server_url: str, clock: FixedClock
) -> None:
    """As approval does: the text is built from what is locked, and the colleague's change comes before or after."""
    with opened(server_url, clock) as store, opened(server_url, clock) as other:
        made = make(store, "oud")

        def rename() -> None:
            with other.write("anders") as work:
                work.get(RegionalAction, made).title = "van een ander"

        with store.alone():
            with store.read() as session:
                title = session.exec(select(RegionalAction.title)).one()
            later = in_a_thread(rename)
            while not _waits(other):
                pass
            with store.write("gebouwd") as work:
                work.get(RegionalAction, made).next_step = title
        later.join()
        with store.read() as session:
            action = session.exec(select(RegionalAction)).one()
            assert (action.next_step, action.title) == ("oud", "van een ander")


def test_a_service_and_a_password_file_are_libpqs_own(
    server_url: str, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address that is kept and shown then holds neither password nor user."""
    url = make_url(server_url)
    services, passwords = tmp_path / "services", tmp_path / "pgpass"
    services.write_text(
        f"[regio]\nhost={url.host}\nport={url.port}\nuser={url.username}\ndbname={url.database}\n"
    )
    passwords.write_text(f"{url.host}:{url.port}:{url.database}:{url.username}:{url.password}\n")
    passwords.chmod(0o600)
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    place = f"postgresql:///?service=regio&passfile={passwords}"
    with opened(place, clock) as store:
        assert make(store, "x")
        ear = Ear(place)
        make(store, "y")
        ear.wait(1)
        ear.listener.end()
        assert ear.told == [[store.own_entries[-1]]]
