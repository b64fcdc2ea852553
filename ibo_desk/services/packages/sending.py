"""What a college wrote in its file since it was given, as operations that the region can take over."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, col
from sqlmodel import select as select_records

from ibo_desk.data.journal import record_class
from ibo_desk.data.store import Store
from ibo_desk.data.tables import Blob, Change, GivenPackage, JournalEntry, Record, Region, TakenOperation
from ibo_desk.data.values import plain
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.packages import OWN
from ibo_desk.services.packages.ownership import holder, is_own, package_here
from ibo_desk.services.packages.return_file import Operation, Return, fingerprint, written

DELETED = "deleted_in"
_Writing = tuple[Change, JournalEntry]


def return_of(store: Store) -> bytes:
    """All that the college wrote, as the bytes of a file, however much of it was sent before.

    Raises ``RuleError("not_a_package")`` and ``("nothing_to_send")``.
    """
    with store.read() as session:
        content, package = pending(session, store.place)
    if not content.operations:
        raise RuleError("nothing_to_send", place=store.place)
    return written(content, package.secret)


def pending(session: Session, place: str) -> tuple[Return, GivenPackage]:
    """The same before it is sealed, with the package; raises ``RuleError("not_a_package")``."""
    package = package_here(session)
    if package is None:
        raise RuleError("not_a_package", place=place)
    owners = holder(session, package).owners
    earlier = _taken_over(session)
    operations = [
        operation
        for (table, record_id), writings in _writings(session).items()
        for operation in _of_record(session, package.id, table, record_id, writings, owners, earlier)
    ]
    order = list(OWN)
    operations.sort(key=lambda one: (order.index(one.table), one.at, str(one.record), one.field))
    region = session.exec(select_records(Region)).one()
    files = {
        sha256: session.get_one(Blob, sha256).data
        for one in operations
        if one.table == "document" and not one.field and (sha256 := one.value.get("blob_sha256"))
    }
    return Return(
        region.id, region.name, package.id, package.college_id, tuple(operations), files
    ), package


def _writings(session: Session) -> dict[tuple[str, UUID], list[_Writing]]:
    """What was written of records that may be a college's own, after the entry that made the file."""
    first = select(func.min(JournalEntry.id)).scalar_subquery()
    query = (
        select_records(Change, JournalEntry)
        .join(JournalEntry, col(JournalEntry.id) == Change.entry_id)
        .where(col(Change.entry_id) > first, col(Change.table_name).in_(OWN))
        .order_by(col(Change.entry_id), col(Change.id))
    )
    found: dict[tuple[str, UUID], list[_Writing]] = defaultdict(list)
    for change, entry in session.exec(query):
        found[change.table_name, change.record_id].append((change, entry))
    return found


def _taken_over(session: Session) -> dict[tuple[UUID, str], list[UUID]]:
    """Operations that the region took over before this file was made, or that came along from an older file."""
    found: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    for one in session.exec(select_records(TakenOperation).where(col(TakenOperation.deleted_in).is_(None))):
        found[one.record_id, one.field].append(one.id)
    return found


def _of_record(
    session: Session,
    package_id: UUID,
    table: str,
    record_id: UUID,
    writings: Sequence[_Writing],
    owners: frozenset[UUID],
    earlier: dict[tuple[UUID, str], list[UUID]],
) -> Iterator[Operation]:
    record = session.get_one(record_class(table), record_id)
    name, only = OWN[table].only
    if not is_own(session, table, record, owners) or (name and str(getattr(record, name)) != only):
        return
    by_field: dict[str, list[_Writing]] = defaultdict(list)
    for change, entry in writings:
        by_field[change.field].append((change, entry))
    made = next((change for change, _entry in by_field.get("", ())), None)
    sent = {*OWN[table].fields.split(), DELETED, *([""] if made is not None else [])}
    for field, of_field in sorted(by_field.items()):
        if field in sent:
            ids = [natural_id("operation", package_id, record_id, field, entry.id) for _c, entry in of_field]
            ids = list(dict.fromkeys([*earlier.get((record_id, field), ()), *ids]))
            yield _operation(table, record, field, of_field, ids)


def _operation(
    table: str, record: Record, field: str, writings: Sequence[_Writing], ids: Sequence[UUID]
) -> Operation:
    first, (_last, entry) = writings[0][0], writings[-1]
    base: Any = json.loads(first.old) if first.old else None  # erased: nothing
    if not field:
        whole = json.loads(first.new or "{}")
        value: Any = {name: whole[name] for name in sorted(OWN[table].of_new) if name in whole}
    elif field == DELETED:
        base, value = base is not None, record.deleted_in is not None
    else:
        value = plain(getattr(record, field))
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
