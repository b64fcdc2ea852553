"""The store: sessions for reading, units of work for writing, one journal entry per use case."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from ibo_desk.data import search, server
from ibo_desk.data.basis import Basis
from ibo_desk.data.engine import is_server, make_engine, safe_name
from ibo_desk.data.journal import Guard, Recorder, changes_of, last_writers, newest_entry_id, table_of
from ibo_desk.data.presence import Presence
from ibo_desk.data.private import private_file
from ibo_desk.data.refusals import as_user_error, unwritten
from ibo_desk.data.tables import JournalEntry, Record
from ibo_desk.data.tables_read import TablesRead
from ibo_desk.domain.changes import Changes
from ibo_desk.domain.clock import Clock
from ibo_desk.domain.errors import FileProblemError, NotFoundError, UserError
from ibo_desk.domain.ids import uuid7

R = TypeVar("R", bound=Record)
START = UUID(int=0)  # the moment before the first entry


class Work:
    """One use case being carried out; give it a ``label`` that a person understands."""

    def __init__(
        self, session: Session, entry: JournalEntry, recorder: Recorder, basis: Basis, clock: Clock
    ) -> None:
        self.session = session
        self.entry = entry
        self.clock = clock
        self._recorder = recorder
        self._basis = basis

    def saw(self, record: Record, revision: UUID) -> None:
        """The editor saw this record at a revision of its own, whatever else was on the screen."""
        self._basis.saw(record.id, revision)

    def refuse_newer(self, record: Record, fields: Iterable[str]) -> None:
        """Before rules look at a change: nobody else wrote these fields since they were seen.

        Raises ``StaleRecordError("changed_elsewhere")``; what nobody compares passes.
        """
        if self._basis.compares(record.id):
            self._basis.check(table_of(record), record.id, fields, last_writers(self.session, [record.id]))

    def get(self, table: type[R], record_id: UUID) -> R:
        """The live record; raises ``NotFoundError("no_such_record")``."""
        return live(self.session, table, record_id)

    def add(self, record: R) -> R:
        self.session.add(record)
        return record

    def put(self, table_name: str, rows: Collection[Mapping[str, object]]) -> None:
        """Make records of rows that another file of ours holds, with every column; see ``Recorder.put``."""
        self._recorder.put(self.session, table_name, rows)

    def delete(self, record: Record) -> None:
        """Mark as deleted; nothing is ever taken out of the file."""
        record.deleted_in = self.entry.id
        self.session.add(record)

    def keep_aside(self, record: Record, field: str, value: object) -> None:
        """Keep a value that was typed and not chosen findable in the journal; the record stays as it is."""
        self._recorder.keep_aside(self.session, record, field, value)

    def changes(self) -> Changes:
        return self._recorder.changes()

    @contextmanager
    def step(self) -> Iterator["Work"]:
        """A part that stands or falls by itself: when it fails, what it wrote is taken back and the rest stays."""
        label, before = self.entry.label, self._recorder.mark()
        try:
            with self.session.begin_nested():
                yield self
        except BaseException:
            self._recorder.back_to(before)
            raise
        finally:
            self.entry.label = label


def live(session: Session, table: type[R], record_id: UUID) -> R:
    """The record with this id that is not deleted; raises ``NotFoundError("no_such_record")``."""
    record = session.get(table, record_id)
    if record is None or record.deleted_in is not None:
        raise NotFoundError("no_such_record", kind=str(table.__tablename__), id=str(record_id))
    return record


def moment(session: Session) -> UUID:
    """What a session sees, as the newest journal entry in it: all that is written later has a greater id."""
    return newest_entry_id(session) or START


class Store:
    """The only holder of engine and sessions; belongs to one thread at a time."""

    def __init__(
        self, place: str, clock: Clock, *, actor: str, copy_id: UUID, read_only: bool = False
    ) -> None:
        self.place = place
        self.clock = clock
        self.copy_id = copy_id
        self.read_only = read_only
        self.presence = None if is_server(place) else Presence(Path(place))
        self.engine: Engine = make_engine(place, read_only=read_only, person=actor)
        self._tables_read = TablesRead(self.engine)
        self.person = actor
        self.may_write = not read_only
        self.login = ""  # the login at the database; a file has none
        self.actor = actor
        self.guard: Guard | None = None  # what may be written here, where that is not everything
        self.lent: UserError | None = None  # why nothing is, where another file has the right to write
        self.listeners: list[Callable[[Changes], None]] = []
        self.own_entries: list[UUID] = []  # made through this store and to be undone here, from old to new
        self._made: set[UUID] = set()  # every entry written through this store
        self._moment: Session | None = None
        self._alone: Session | None = None
        self._seen: UUID | None = None
        self._whole: Work | None = None  # inside ``together``: what each use case is a step of
        if self.is_server:
            self._ask_rights()

    def _ask_rights(self) -> None:
        """The server says who this is and what they may do; nobody writes under the name of another."""
        try:
            self.login, self.may_write = server.rights(self.engine)
        except DBAPIError as error:
            self.close()
            self._explain(error)
        self.read_only = self.read_only or not self.may_write
        self.actor = server.signed(self.login, self.actor)

    def refusal(self) -> UserError:
        """Why nothing is written here."""
        if self.lent is not None:
            return self.lent
        if self.is_server and not self.may_write:
            return FileProblemError("server_reads_only", place=safe_name(self.place), login=self.login)
        return FileProblemError("opened_read_only", place=safe_name(self.place))

    @property
    def is_writing(self) -> bool:
        """Whether what is read now may be taken back."""
        return self._whole is not None or self._alone is not None

    @property
    def is_server(self) -> bool:
        return is_server(self.place)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment and writes nothing; inside ``one_moment`` all see the same."""
        if self._whole is not None:
            self._whole.session.flush()
            yield self._whole.session
            return
        if self._moment is not None:
            yield self._moment
            return
        bind = self.engine.execution_options(**(server.READING if self.is_server else {}))
        try:
            with Session(bind, expire_on_commit=False, autoflush=False) as session:
                yield session
                session.rollback()
        except DBAPIError as error:
            self._explain(error)

    @contextmanager
    def one_moment(self) -> Iterator[UUID]:
        """All reading inside sees one moment, across services, and gives it; nothing is written inside."""
        with self.read() as session:
            outside, self._moment = self._moment, session
            try:
                yield moment(session)
            finally:
                self._moment = outside

    def noting_tables(self, tables: set[str]) -> AbstractContextManager[None]:
        """Add the names of the tables that are read inside to ``tables``; ``Changes.affects`` takes them."""
        return self._tables_read.noting(tables)

    @contextmanager
    def having_seen(self, moment: UUID | None) -> Iterator[None]:
        """What is written inside was asked by somebody who saw that moment: what others wrote since is not
        overwritten, ``StaleRecordError("changed_elsewhere")`` instead. None: nothing is compared.
        """
        outside, self._seen = self._seen, moment
        try:
            yield
        finally:
            self._seen = outside

    @contextmanager
    def write(self, label: str, *, visit: UUID | None = None) -> Iterator[Work]:
        """A unit of work: commits as one journal entry, or leaves nothing behind.

        The entry stands only if something was written; listeners then hear the ``Changes``. ``visit`` is the id of
        one stay in one field: the entries of a visit are shown and undone as one. Inside ``together`` it is a step
        of the whole.
        """
        if self._whole is not None:
            with self._step(self._whole) as step:
                yield step
            return
        try:
            with self._writing() as session:
                entry = self._entry(session, label, visit)
                basis = Basis(self._seen, self._made, entry.id)
                recorder = Recorder(session, entry, basis, self.guard)
                yield Work(session, entry, recorder, basis, self.clock)
                changes = self._flush(session, entry, recorder)
                self._commit(session, entry.id)
        except DBAPIError as error:
            self._explain(error)
        finally:
            self._remember_file()
        if changes.entry is not None:
            self._remember_entry(changes.entry, to_undo=recorder.wrote_records)
            for listener in list(self.listeners):
                listener(changes)

    def _remember_file(self, newest: str = "") -> None:
        if self.presence is not None:
            self.presence.remember(newest)

    def _remember_entry(self, entry_id: UUID, *, to_undo: bool) -> None:
        self._remember_file(entry_id.hex)
        self._made.add(entry_id)
        if to_undo:
            self.own_entries.append(entry_id)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The right to write, taken before reading: what is read inside is what the one unit of work that follows
        inside stands on, and nobody writes in between.
        """
        try:
            with self._writing() as session:
                self._alone = self._moment = session
                try:
                    yield
                finally:
                    self._alone = self._moment = None
        except DBAPIError as error:
            self._explain(error)

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        if self.read_only:
            raise self.refusal()
        if self._alone is not None:
            yield self._alone
            return
        if self._moment is not None:
            raise AssertionError("nothing is written while one moment is read")
        self.confirm_presence()
        options = server.WRITING if self.is_server else {"ibo_write": True}
        with Session(self.engine.execution_options(**options), expire_on_commit=False) as session:
            session.connection()  # first of all the right to write: what is read after it is the newest
            yield session

    def written_elsewhere(self, entry_ids: Iterable[UUID]) -> list[Changes]:
        """What others wrote under these entries; own ones were told when they were written."""
        with self.read() as session:
            return [changes_of(session, entry_id) for entry_id in entry_ids if entry_id not in self._made]

    @contextmanager
    def _step(self, whole: Work) -> Iterator[Work]:
        try:
            with whole.step() as step:
                yield step
        except DBAPIError as error:
            self._explain(error)

    @contextmanager
    def together(self, label: str, *, visit: UUID | None = None) -> Iterator[Work]:
        """One unit of work around several use cases, so that they are one journal entry and one undo.

        A use case that raises has written nothing; whoever catches its error lets the others stand. ``visit`` as for
        ``write``.
        """
        with self.write(label, visit=visit) as whole:
            self._whole = whole
            try:
                yield whole
            finally:
                self._whole = None

    def confirm_presence(self) -> None:
        """Raise ``FileProblemError`` where the file was moved, replaced or removed since it was opened.

        What somebody else wrote into it is read again, as nothing that was kept in memory may be mixed with it.
        """
        if self.presence is not None and not self.presence.confirm():
            self.engine.dispose()

    def has_open(self, place: str) -> bool:
        """Whether a name leads to the file that is open here, under that name or another; never for a server."""
        return self.presence is not None and not is_server(place) and self.presence.is_same(Path(place))

    def copy_to(self, path: Path) -> None:
        """Save what this store has open as a new file: SQLite still has a file that lost its name.

        Raises ``FileProblemError`` with "file_exists", "file_unwritable", "disk_full" …
        """
        if path.exists():
            raise FileProblemError("file_exists", place=str(path))
        try:
            # The session's own connection: another one would need the name that the file has lost.
            with self.read() as session, closing(sqlite3.connect(private_file(path))) as target:
                source = session.connection().connection.driver_connection
                assert isinstance(source, sqlite3.Connection)
                source.backup(target)
        except (FileProblemError, DBAPIError):
            path.unlink(missing_ok=True)
            raise
        except (sqlite3.Error, OSError) as error:
            path.unlink(missing_ok=True)
            raise unwritten(error, str(path)) from error

    def close(self) -> None:
        self.engine.dispose()

    def _entry(self, session: Session, label: str, visit: UUID | None) -> JournalEntry:
        now = self.clock.now()
        entry_id = uuid7(now, after=newest_entry_id(session))
        return JournalEntry(
            id=entry_id, at=now, copy_id=self.copy_id, actor=self.actor, label=label, visit=visit
        )

    def _flush(self, session: Session, entry: JournalEntry, recorder: Recorder) -> Changes:
        session.flush()
        changes = recorder.changes()
        if changes and not entry.label:
            raise AssertionError("a use case needs a label for its journal entry")
        search.update(session, changes)
        if changes and self.is_server:
            server.notify(session.connection(), entry.id)
        return changes

    def _commit(self, session: Session, entry_id: UUID) -> None:
        try:
            session.commit()
        except DBAPIError as error:
            if not self._stands(entry_id, error):
                raise

    def _stands(self, entry_id: UUID, error: DBAPIError) -> bool:
        """A connection lost at the very commit leaves open whether it was one: the server is asked again."""
        if not (self.is_server and error.connection_invalidated):
            return False
        try:
            with Session(self.engine) as session:
                return session.get(JournalEntry, entry_id) is not None
        except DBAPIError as still_away:
            raise FileProblemError("server_lost_at_commit", place=safe_name(self.place)) from still_away

    def _explain(self, error: DBAPIError) -> None:
        place = safe_name(self.place)
        if self.is_server and server.is_busy(error):
            raise server.busy(self.engine, place) from error
        problem = as_user_error(error, place)
        if problem is None:
            raise error
        raise problem from error
