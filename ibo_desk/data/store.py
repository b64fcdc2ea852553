"""The store: sessions for reading, units of work for writing, one journal entry per use case."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from ibo_desk.data import search
from ibo_desk.data.engine import is_server, make_engine, safe_name
from ibo_desk.data.journal import Recorder, newest_entry_id
from ibo_desk.data.presence import Presence
from ibo_desk.data.private import private_file
from ibo_desk.data.refusals import as_user_error, unwritten
from ibo_desk.data.tables import JournalEntry, Record
from ibo_desk.domain.changes import Changes
from ibo_desk.domain.clock import Clock
from ibo_desk.domain.errors import FileProblemError, NotFoundError
from ibo_desk.domain.ids import uuid7

R = TypeVar("R", bound=Record)


class Work:
    """One use case being carried out; give it a ``label`` that a person understands."""

    def __init__(self, session: Session, entry: JournalEntry, recorder: Recorder, clock: Clock) -> None:
        self.session = session
        self.entry = entry
        self.clock = clock
        self._recorder = recorder

    def get(self, table: type[R], record_id: UUID) -> R:
        """The live record; raises ``NotFoundError("no_such_record")``."""
        return live(self.session, table, record_id)

    def add(self, record: R) -> R:
        self.session.add(record)
        return record

    def delete(self, record: Record) -> None:
        """Mark as deleted; nothing is ever taken out of the file."""
        record.deleted_in = self.entry.id
        self.session.add(record)

    def changes(self) -> Changes:
        return self._recorder.changes()


def live(session: Session, table: type[R], record_id: UUID) -> R:
    """The record with this id that is not deleted; raises ``NotFoundError("no_such_record")``."""
    record = session.get(table, record_id)
    if record is None or record.deleted_in is not None:
        raise NotFoundError("no_such_record", kind=str(table.__tablename__), id=str(record_id))
    return record


class Store:
    """The only holder of engine and sessions; belongs to one thread at a time."""

    def __init__(
        self, place: str, clock: Clock, *, actor: str, copy_id: UUID, read_only: bool = False
    ) -> None:
        self.place = place
        self.clock = clock
        self.actor = actor
        self.copy_id = copy_id
        self.read_only = read_only
        self.presence = None if is_server(place) else Presence(Path(place))
        self.engine: Engine = make_engine(place, read_only=read_only)
        self.listeners: list[Callable[[Changes], None]] = []
        self.own_entries: list[UUID] = []  # made through this store and to be undone here, from old to new

    @property
    def is_server(self) -> bool:
        return is_server(self.place)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment and writes nothing."""
        try:
            with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
                yield session
                session.rollback()
        except DBAPIError as error:
            self._explain(error)

    @contextmanager
    def write(self, label: str, *, visit: UUID | None = None) -> Iterator[Work]:
        """A unit of work: commits as one journal entry, or leaves nothing behind.

        The entry stands only if something was written; listeners then hear the ``Changes``. ``visit`` is the id of
        one stay in one field: the entries of a visit are shown and undone as one.
        """
        if self.read_only:
            raise FileProblemError("opened_read_only", place=safe_name(self.place))
        self.confirm_presence()
        try:
            bind = self.engine.execution_options(ibo_write=True)
            with Session(bind, expire_on_commit=False) as session:
                entry = self._entry(session, label, visit)
                recorder = Recorder(session, entry)
                work = Work(session, entry, recorder, self.clock)
                yield work
                session.flush()
                if recorder.changes() and not entry.label:
                    raise AssertionError("a use case needs a label for its journal entry")
                search.update(session, recorder.changes())
                session.commit()
        except DBAPIError as error:
            self._explain(error)
        finally:
            if self.presence is not None:
                self.presence.remember()
        changes = recorder.changes()
        if changes.entry is not None:
            if self.presence is not None:
                self.presence.remember(changes.entry.hex)
            self.own_entries.append(changes.entry)
            for listener in list(self.listeners):
                listener(changes)

    def confirm_presence(self) -> None:
        """Raise ``FileProblemError`` where the file was moved, replaced or removed since it was opened.

        What somebody else wrote into it is read again, as nothing that was kept in memory may be mixed with it.
        """
        if self.presence is not None and not self.presence.confirm():
            self.engine.dispose()

    def copy_to(self, path: Path) -> None:
        """Save what this store has open as a new file: SQLite still has a file that lost its name.

        Raises ``FileProblemError`` with "file_exists", "file_unwritable", "disk_full" …
        """
        if path.exists():
            raise FileProblemError("file_exists", place=str(path))
        try:
            with self.engine.connect() as connection, closing(sqlite3.connect(private_file(path))) as target:
                source = connection.connection.driver_connection
                assert isinstance(source, sqlite3.Connection)
                source.backup(target)
        except DBAPIError as error:
            path.unlink(missing_ok=True)
            self._explain(error)
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

    def _explain(self, error: DBAPIError) -> None:
        told = as_user_error(error, safe_name(self.place))
        if told is None:
            raise error
        raise told from error
