"""A field that two people wrote: what stands there now, by whom, and recording what was chosen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from ibo_desk.data.journal import field_revision
from ibo_desk.data.store import Store, Work, live
from ibo_desk.data.tables import JournalEntry, Record
from ibo_desk.services.base.records import RecordType, patch, refuse_stale
from ibo_desk.services.record_types import RECORD_TYPES
from ibo_desk.services.words import journal_label


@dataclass(frozen=True)
class FieldNow:
    """The value of a field, who wrote it last and when (UTC); ``here`` when oneself did, on this computer."""

    value: object
    actor: str
    at: datetime | None
    here: bool


@dataclass(frozen=True)
class RecordNow:
    """Fields of a record at one moment; a choice between versions is made against its ``revision``."""

    revision: UUID | None
    fields: Mapping[str, FieldNow]


@dataclass(frozen=True)
class Choice:
    """What a field is to hold, and what was typed in it; these differ when the other version was chosen, or both."""

    result: object
    mine: object


class Conflicts:
    """Both versions of a field, and the one that comes of them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def now(self, kind: str, record_id: UUID, fields: Collection[str]) -> RecordNow:
        """What stands in these fields; a name that the record has no field for is left out.

        Raises ``NotFoundError("no_such_record")`` where somebody deleted the record.
        """
        with self._store.read() as session:
            of = RECORD_TYPES[kind]
            record = live(session, of.table, record_id)
            now = {
                name: self._field(session, record, name) for name in fields if name in of.fields.model_fields
            }
            for name in of.lists.keys() & set(fields):
                now[name] = self._list(session, of.lists[name](session, record_id))
            return RecordNow(record.revision, now)

    def record(
        self, kind: str, record_id: UUID, revision: UUID | None, choices: Mapping[str, Choice]
    ) -> UUID | None:
        """Write what was chosen, as one entry of the journal; returns the revision the record has then.

        Both originals stay findable: what was there is the old value of the change, as always, and what was typed but
        not chosen is kept aside in the same entry (``Work.keep_aside``), also where the other version stays as it is.
        Raises like ``Records.patch``; ``StaleRecordError`` when one of the fields was written again after ``revision``.
        """
        with self._store.write("") as work:
            of = RECORD_TYPES[kind]
            record = work.get(of.table, record_id)
            if revision is not None and record.revision != revision:
                refuse_stale(work.session, record, revision, choices)
            patch(work, of, record_id, revision, {name: choice.result for name, choice in choices.items()})
            _keep_mine(work, of, record, choices)
        return record.revision

    def keep_mine(self, kind: str, record_id: UUID, choices: Mapping[str, Choice]) -> UUID | None:
        """Only the last part of ``record``: for a field whose value has a service of its own to write it."""
        with self._store.write("") as work:
            record = work.get(RECORD_TYPES[kind].table, record_id)
            _keep_mine(work, RECORD_TYPES[kind], record, choices)
        return record.revision

    def _field(self, session: Session, record: Record, name: str) -> FieldNow:
        return self._written(session, getattr(record, name), field_revision(session, record.id, name))

    def _list(self, session: Session, rows: Sequence[tuple[Record, str]]) -> FieldNow:
        """The names of the rows; who wrote the newest of them wrote the list."""
        newest = max((row.revision for row, _name in rows if row.revision is not None), default=None)
        return self._written(session, tuple(name for _row, name in rows), newest)

    def _written(self, session: Session, value: object, entry_id: UUID | None) -> FieldNow:
        entry = session.get(JournalEntry, entry_id) if entry_id is not None else None
        if entry is None:
            return FieldNow(value, "", None, here=False)
        here = entry.copy_id == self._store.copy_id and entry.actor == self._store.actor
        return FieldNow(value, entry.actor, entry.at, here)


def _keep_mine(work: Work, kind: RecordType[Record], record: Record, choices: Mapping[str, Choice]) -> None:
    work.entry.label = journal_label("chosen", kind.name(work, record))
    for name, choice in choices.items():
        if choice.mine == choice.result:
            continue
        if name not in kind.lists:
            work.keep_aside(record, name, choice.mine)
        elif isinstance(choice.mine, tuple):
            rows = kind.lists[name](work.session, record.id)
            for (row, _name), mine in zip(rows, choice.mine, strict=False):
                work.keep_aside(row, "name", mine)
