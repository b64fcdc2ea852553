"""What a college wrote in its file since it was given, as operations that the region can take over."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col
from sqlmodel import select as select_records

from ibo_desk.data.journal import record_class, table_of
from ibo_desk.data.store import Store
from ibo_desk.data.tables import (
    Blob,
    Change,
    JournalEntry,
    Record,
    Region,
    TakenOperation,
    metadata,
)
from ibo_desk.data.values import plain
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.packages import OWN, TakenAs
from ibo_desk.services.packages.ownership import Holder, is_own, package_here
from ibo_desk.services.packages.return_file import Operation, Return, fingerprint, written

DELETED = "deleted_in"
_UNSEEN: Final = ""  # the base of what was written without a look at what stands at home: equal to no value
_Writing = tuple[Change, JournalEntry]
_Before = dict[tuple[UUID, str], list[TakenOperation]]


def return_of(store: Store) -> bytes:
    """All that the college wrote, as the bytes of a file, however much of it was sent before.

    Raises ``RuleError("not_a_package")`` and ``("nothing_to_send")``.
    """
    with store.read() as session:
        content, here = pending(session, store.place)
    if not content.operations:
        raise RuleError("nothing_to_send", place=store.place)
    return written(content, here.secret)


def pending(session: Session, place: str) -> tuple[Return, Holder]:
    """The same before it is sealed, with the package; raises ``RuleError("not_a_package")``."""
    here = package_here(session)
    if here is None:
        raise RuleError("not_a_package", place=place)
    before, given_in = _taken_over(session), session.exec(select_records(func.min(JournalEntry.id))).one()
    operations = [
        _on_what_was_seen(operation, before, given_in)
        for (table, record_id), writings in sorted(_writings(session).items(), key=_place)
        for operation in _of_record(session, here, table, record_id, writings, before)
    ]
    region = session.exec(select_records(Region)).one()
    files = {
        sha256: session.get_one(Blob, sha256).data
        for operation in operations
        if operation.table == "document"
        and not operation.field
        and (sha256 := operation.value.get("blob_sha256"))
    }
    ids = (region.id, region.name, here.package_id, here.college_id)
    return Return(*ids, tuple(operations), files), here


def _place(written: tuple[tuple[str, UUID], list[_Writing]]) -> tuple[object, ...]:
    """What others refer to comes first; what was made by writing something else comes after that."""
    (table, record_id), writings = written
    first, _entry = writings[0]
    return list(OWN).index(table), first.entry_id, first.field == "", record_id


def _writings(session: Session) -> dict[tuple[str, UUID], list[_Writing]]:
    """What was written of records that may be a college's own, after the entry that made the file."""
    first = select(func.min(JournalEntry.id)).scalar_subquery()
    query = (
        select_records(Change, JournalEntry)
        .join(JournalEntry, col(JournalEntry.id) == Change.entry_id)
        .where(col(Change.entry_id) > first, col(Change.table_name).in_(OWN))
        .order_by(col(Change.entry_id), col(Change.id))
    )
    by_record: dict[tuple[str, UUID], list[_Writing]] = defaultdict(list)
    for change, entry in session.exec(query):
        by_record[change.table_name, change.record_id].append((change, entry))
    return by_record


def _taken_over(session: Session) -> _Before:
    """Operations that the region took over before this file was made, or that came along from an older file."""
    by_field: _Before = defaultdict(list)
    for taken in session.exec(select_records(TakenOperation).where(col(TakenOperation.deleted_in).is_(None))):
        by_field[taken.record_id, taken.field].append(taken)
    return by_field


def _on_what_was_seen(operation: Operation, before: _Before, given_in: UUID) -> Operation:
    """What came along over something else was written in an older file, where that did not stand yet."""
    came_over = any(
        mark.taken_as is TakenAs.OURS and mark.revision != given_in
        for mark in before.get((operation.record, operation.field), ())
    )
    return replace(operation, base=_UNSEEN) if came_over else operation


def _of_record(
    session: Session,
    here: Holder,
    table: str,
    record_id: UUID,
    writings: Sequence[_Writing],
    before: _Before,
) -> Iterator[Operation]:
    record = session.get_one(record_class(table), record_id)
    name, only = OWN[table].only
    if not is_own(session, table, record, here.owners) or (name and str(getattr(record, name)) != only):
        return
    by_field: dict[str, list[_Writing]] = defaultdict(list)
    for change, entry in writings:
        by_field[change.field].append((change, entry))
    gone = record.deleted_in is not None and not OWN[table].removes  # it went with what it followed from
    made = by_field.get("", [])[:1]
    sent = OWN[table].fields.split() if gone else ["", *OWN[table].fields.split()]
    for field in (*sent, *([DELETED] if OWN[table].removes else [])):
        of_field = by_field.get(field, []) if field in {"", DELETED} else [*made, *by_field.get(field, [])]
        if of_field and not (field and _as_made(record, field, of_field)):
            ids = [
                natural_id("operation", here.package_id, record_id, field, entry.id) for _c, entry in of_field
            ]
            ids = list(dict.fromkeys([*(mark.id for mark in before.get((record_id, field), ())), *ids]))
            yield _operation(table, record, field, of_field, ids, gone=gone)


def _as_made(record: Record, field: str, of_field: Sequence[_Writing]) -> bool:
    """Whether a field of a new record was never filled in."""
    only_made = len(of_field) == 1 and of_field[0][0].field == ""
    return only_made and field != DELETED and getattr(record, field) == _default(record, field)


def _default(record: Record, field: str) -> Any:
    """What stands in a field that nobody filled in."""
    default = metadata.tables[table_of(record)].columns[field].default
    if default is None or not default.is_scalar:
        return None
    return default.arg  # type: ignore[attr-defined]  # a scalar default has it


def _operation(
    table: str,
    record: Record,
    field: str,
    writings: Sequence[_Writing],
    ids: Sequence[UUID],
    *,
    gone: bool,
) -> Operation:
    first, (_last, entry) = writings[0][0], writings[-1]
    base: Any = json.loads(first.old) if first.old else None  # erased: nothing
    if not field:
        whole = json.loads(first.new or "{}")
        given = OWN[table].given.split()
        value: Any = {name: whole[name] for name in given if name in whole}
    elif field == DELETED:
        base, value = base is not None, record.deleted_in is not None
    else:
        value = plain(_default(record, field) if gone else getattr(record, field))
        base = plain(_default(record, field)) if first.field == "" else base
    return Operation(
        id=ids[-1],
        table=table,
        record=record.id,
        field=field,
        base=fingerprint(base),
        value=value,
        earlier=tuple(ids[:-1]),
        at=entry.at.isoformat(),
        actor=entry.actor,
    )
