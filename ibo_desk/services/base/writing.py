"""Writing a record inside a unit of work of a service: which way for which need.

Whoever is outside of a unit of work (a page, a script) calls ``Records.add``, ``patch`` and ``delete`` of
``base.records``, or the use case of the subject. Inside one:

- ``records.add``, ``records.patch``, ``records.delete``: a record as a person would write it: its fields are checked,
  the rules of its ``RecordType`` run, the journal gets the type's words. ``patch`` refuses what is older than what
  stands there.
- ``set_fields``: the service has the record in hand, with rules and words of its own: only the fields are checked.
- ``upsert``: a record whose id follows from its natural key (attendance, position, consequence): made, changed, or
  brought back.
- ``work.add``: a row that the service made itself of values it answers for: nothing is checked.
"""

from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session, SQLModel

from ibo_desk.data.locks import LOCKS
from ibo_desk.data.store import Work
from ibo_desk.data.tables import Meeting, Record
from ibo_desk.domain.errors import LockedError
from ibo_desk.services.base.records import record_of, validated

_LOCKED_COLUMNS = {lock.table: frozenset(lock.columns) for lock in LOCKS}

R = TypeVar("R", bound=Record)


def refuse_locked(
    session: Session, meeting_id: UUID, table: str, names: frozenset[str] | None = None
) -> None:
    """Raise ``LockedError("minutes_locked")`` where approved minutes hold what is to be written.

    ``names`` are the columns that change; without them the whole row is meant.
    """
    columns = _LOCKED_COLUMNS[table]
    if columns and names is not None and not names & columns:
        return
    meeting = session.get(Meeting, meeting_id)
    if meeting is not None and meeting.locked:
        raise LockedError("minutes_locked")


def upsert(work: Work, table: type[R], record_id: UUID, values: Mapping[str, object]) -> R:
    """The record with an id from its natural key: made, changed, or brought back as new where it was deleted."""
    record = work.session.get(table, record_id)
    if record is None:
        return work.add(record_of(table, {"id": record_id, **values}))
    fresh = values if record.deleted_in is None else _whole(record_of(table, {"id": record_id, **values}))
    record.deleted_in = None
    for name, value in fresh.items():
        if getattr(record, name) != value:
            setattr(record, name, value)
    return work.add(record)


def set_fields(work: Work, record: Record, fields: type[SQLModel], values: Mapping[str, object]) -> None:
    """Set some fields of a record, checked as the editors' fields are; raises ``InvalidValueError``."""
    current = {name: getattr(record, name) for name in fields.model_fields}
    clean = validated(fields, {**current, **values})
    for name in values:
        setattr(record, name, clean[name])
    work.add(record)


def _whole(record: Record) -> dict[str, object]:
    own = {"id", "revision", "deleted_in"}
    return {name: getattr(record, name) for name in type(record).model_fields if name not in own}
