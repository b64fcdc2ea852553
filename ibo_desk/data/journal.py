"""Writing the journal as records are flushed; ``ibo_desk.data.undo`` takes entries back."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row, event, insert, inspect
from sqlalchemy.orm import Mapper, UOWTransaction
from sqlmodel import Session, col, select

from ibo_desk.data.basis import Basis
from ibo_desk.data.tables import Change, JournalEntry, Record, metadata
from ibo_desk.data.tables.mapping import TABLE_CLASSES
from ibo_desk.data.tables.record import new_id
from ibo_desk.data.values import plain, refuse_unstorable, to_text
from ibo_desk.domain.changes import Changes
from ibo_desk.domain.names import fold

_FOLDED = "_folded"
_UNJOURNALED = frozenset({"id", "revision"})
_JOURNAL = frozenset({JournalEntry.__tablename__, Change.__tablename__})
# Refuses, by raising, a record that is made (None) or some of its fields.
Guard = Callable[[Session, Record, frozenset[str] | None], None]
_MANY = 500  # records of which one query asks who wrote them


def table_of(record: Record | type[Record]) -> str:
    return str(record.__tablename__)


def record_class(table_name: str) -> type[Record]:
    """The class of a journaled table."""
    kind = TABLE_CLASSES[table_name]
    if not issubclass(kind, Record):
        raise KeyError(table_name)
    return kind


def seal_of(entry: JournalEntry | Row[*tuple[object, ...]]) -> str:
    """The fingerprint of an entry: when, where and by whom, its words, and what it undoes."""
    own = (entry.id, entry.at, entry.copy_id, entry.actor, entry.label, entry.undoes, entry.visit, entry.bulk)
    return hashlib.sha256(to_text([plain(value) for value in own]).encode()).hexdigest()


@event.listens_for(Mapper, "before_insert")
@event.listens_for(Mapper, "before_update")
def _seal(_mapper: Any, _connection: Any, written: object) -> None:
    """Whatever writes an entry through the program seals it; ``check`` compares. Asks all classes: this maps none."""
    if isinstance(written, JournalEntry):
        written.seal = seal_of(written)


def newest_entry_id(session: Session) -> UUID | None:
    return session.exec(select(JournalEntry.id).order_by(col(JournalEntry.id).desc()).limit(1)).first()


def changes_of(session: Session, entry_id: UUID) -> Changes:
    """Which records an entry wrote; nothing for one that is not there."""
    records: dict[str, set[UUID]] = defaultdict(set)
    query = select(Change.table_name, Change.record_id).where(Change.entry_id == entry_id).distinct()
    for table, record_id in session.exec(query):
        records[table].add(record_id)
    return _changes(records, entry_id)


def tables_written(session: Session, after: UUID) -> frozenset[str]:
    """The tables in which anybody wrote after this entry."""
    query = select(Change.table_name).where(Change.entry_id > after).distinct()
    return frozenset(session.exec(query)) | _JOURNAL


def _changes(touched: dict[str, set[UUID]], entry_id: UUID) -> Changes:
    """What an entry wrote; the journal itself is written by every one."""
    if not touched:
        return Changes()
    records = {table: frozenset(ids) for table, ids in touched.items()}
    return Changes(records, frozenset(records) | _JOURNAL, entry_id)


class Recorder:
    """Listens to one session: folds names, stamps revisions, writes a change for every field.

    What its editor had not seen is not overwritten: see ``Basis``.
    """

    def __init__(
        self, session: Session, entry: JournalEntry, basis: Basis, guard: Guard | None = None
    ) -> None:
        self._entry = entry
        self._basis = basis
        self._guard = guard
        self._touched: dict[str, set[UUID]] = defaultdict(set)
        self.wrote_records = False  # an entry that only keeps a value aside has nothing to undo
        event.listen(session, "before_flush", self._before_flush)

    def changes(self) -> Changes:
        return _changes(self._touched, self._entry.id)

    def keep_aside(self, session: Session, record: Record, field: str, value: object) -> None:
        """Journal a value that somebody typed and nobody chose, as one that the field held inside this entry only.

        Two changes say so, there and back: what a record holds keeps following from its changes, and whoever reads
        the history of the field finds the text.
        """
        session.flush()  # what was chosen stands in the journal before what was not
        stands, typed = to_text(getattr(record, field)), to_text(value)
        before = field_revision(session, record.id, field)
        self._write(session, record, field, stands, typed, before)
        self._write(session, record, field, typed, stands, self._entry.id)
        record.revision = self._entry.id

    def put(self, session: Session, table_name: str, rows: Collection[Mapping[str, object]]) -> None:
        """Records as another file of ours holds them, journaled as made; for thousands, no object stands for each."""
        if not rows:
            return
        if self._guard is not None:
            raise AssertionError("nothing is put into a file in which not everything may be written")
        session.add(self._entry)
        session.flush()
        stamp = self._entry.id
        made = [{**row, **_folded(table_name, row.__getitem__), "revision": stamp} for row in rows]
        session.execute(insert(metadata.tables[table_name]), made)
        names = [column.name for column in metadata.tables[table_name].columns if _is_journaled(column.name)]
        changes = [
            {
                "id": new_id(),  # in order, as a change of the same entry may follow
                "entry_id": stamp,
                "table_name": table_name,
                "record_id": row["id"],
                "field": "",
                "old": None,
                "new": json.dumps({name: plain(row[name]) for name in names}, ensure_ascii=False),
                "previous_revision": None,
            }
            for row in made
        ]
        session.execute(insert(metadata.tables["change"]), changes)
        self._touched[table_name] |= {cast(UUID, row["id"]) for row in made}
        self.wrote_records = True

    def mark(self) -> dict[str, set[UUID]]:
        """What was touched so far, for ``back_to``."""
        return {table: set(ids) for table, ids in self._touched.items()}

    def back_to(self, mark: dict[str, set[UUID]]) -> None:
        """Forget what was touched since; the session was rolled back to there."""
        self._touched = defaultdict(set, mark)

    def _before_flush(self, session: Session, _context: UOWTransaction, _instances: Any) -> None:
        if session.deleted:
            raise AssertionError("records are marked deleted, never removed")
        for change in session.dirty:
            if isinstance(change, Change) and session.is_modified(change):
                change.erased_in = self._entry.id
        fresh = [record for record in session.new if isinstance(record, Record)]
        touched = [record for record in session.dirty if isinstance(record, Record)]
        changed = [(record, fields) for record in touched if (fields := _changed(record))]
        self._ask_guard(session, fresh, changed)
        for record in fresh:
            self._record_new(session, record)
        writers = last_writers(session, [record.id for record, _fields in changed])
        for record, fields in changed:
            if self._basis.compares(record.id):
                self._basis.check(table_of(record), record.id, [name for name, _old in fields], writers)
            for name, old in fields:
                refuse_unstorable(name, getattr(record, name))
                wrote = [writers[key] for key in ((record.id, name), (record.id, "")) if key in writers]
                previous = max(wrote, default=None)
                self._write(session, record, name, to_text(old), to_text(getattr(record, name)), previous)
            record.revision = self._entry.id
        self.wrote_records = self.wrote_records or bool(fresh or changed)

    def _ask_guard(
        self, session: Session, fresh: list[Record], changed: list[tuple[Record, list[tuple[str, Any]]]]
    ) -> None:
        if self._guard is None:
            return
        with session.no_autoflush:
            for record in fresh:
                self._guard(session, record, None)
            for record, fields in changed:
                self._guard(session, record, frozenset(name for name, _old in fields))

    def _record_new(self, session: Session, record: Record) -> None:
        _fold_names(record)
        for name in _columns(record):
            refuse_unstorable(name.removesuffix(_FOLDED), getattr(record, name))
        whole = {name: plain(getattr(record, name)) for name in _columns(record) if _is_journaled(name)}
        record.revision = self._entry.id
        self._write(session, record, "", None, json.dumps(whole, ensure_ascii=False), None)

    def _write(
        self, session: Session, record: Record, field: str, old: str | None, new: str, previous: UUID | None
    ) -> None:
        if not self._touched:
            session.add(self._entry)
        self._touched[table_of(record)].add(record.id)
        session.add(
            Change(
                entry_id=self._entry.id,
                table_name=table_of(record),
                record_id=record.id,
                field=field,
                old=old,
                new=new,
                previous_revision=previous,
            )
        )


def _changed(record: Record) -> list[tuple[str, Any]]:
    """The fields that are about to be written, each with its old value."""
    _fold_names(record)
    state: Any = inspect(record)
    changed = []
    for name in _columns(record):
        if not _is_journaled(name):
            continue
        history = state.attrs[name].history
        if history.has_changes():
            changed.append((name, history.deleted[0] if history.deleted else None))
    return changed


def last_writers(session: Session, record_ids: list[UUID]) -> dict[tuple[UUID, str], UUID]:
    """Per record and field ("" for its making) the entry that wrote it last; a query for hundreds of records."""
    writers: dict[tuple[UUID, str], UUID] = {}
    with session.no_autoflush:
        for first in range(0, len(record_ids), _MANY):
            some = record_ids[first : first + _MANY]
            query = select(Change.record_id, Change.field, Change.entry_id)
            query = query.where(col(Change.record_id).in_(some)).order_by(col(Change.entry_id))
            writers |= {(record_id, field): entry_id for record_id, field, entry_id in session.exec(query)}
    return writers


def field_revision(session: Session, record_id: UUID, field: str) -> UUID | None:
    """The entry that last wrote a field; the making of a record writes all its fields."""
    with session.no_autoflush:
        return session.exec(
            select(Change.entry_id)
            .where(Change.record_id == record_id, col(Change.field).in_([field, ""]))
            .order_by(col(Change.entry_id).desc())
            .limit(1)
        ).first()


def _columns(record: Record) -> list[str]:
    return [column.name for column in metadata.tables[table_of(record)].columns]


def _is_journaled(name: str) -> bool:
    return name not in _UNJOURNALED and not name.endswith(_FOLDED)


def _fold_names(record: Record) -> None:
    for name, folded in _folded(table_of(record), lambda name: getattr(record, name)).items():
        setattr(record, name, folded)


def _folded(table_name: str, value: Callable[[str], Any]) -> dict[str, str]:
    """The columns that hold what stands in another one, folded for looking it up."""
    names = [column.name for column in metadata.tables[table_name].columns]
    return {name: fold(value(name.removesuffix(_FOLDED))) for name in names if name.endswith(_FOLDED)}
