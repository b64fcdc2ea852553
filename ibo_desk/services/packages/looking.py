"""A return beside what stands here: whether it may be taken over at all, and what each operation would do."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy.exc import StatementError
from sqlmodel import Session, col
from sqlmodel import select as select_records

from ibo_desk.data.journal import record_class
from ibo_desk.data.tables import GivenPackage, Record, Region, TakenOperation, metadata
from ibo_desk.data.values import from_plain, plain
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.domain.packages import OWN, OperationState
from ibo_desk.services.base.records import record_of
from ibo_desk.services.packages.ownership import Holder, holder, is_own
from ibo_desk.services.packages.return_file import Operation, Return, Sealed, fingerprint
from ibo_desk.services.packages.sending import DELETED

_BLOB = "blob_sha256"
_OF_FILE: Final = (_BLOB, "file_name")
_OPEN: Final = frozenset({OperationState.NEW, OperationState.COLLISION})


@dataclass(frozen=True)
class Looked:
    """One operation beside what stands here; ``here`` and ``theirs`` are values of the field (None: no such value)."""

    operation: Operation
    state: OperationState
    unit: tuple[UUID, str]
    here: Any = None
    theirs: Any = None


def trusted(session: Session, sealed: Sealed, place: str) -> Holder:
    """The package of a return that this file gave, unchanged since; raises ``FileProblemError`` where it is not.

    "return_other_region", "return_unknown_package", "return_seal_broken", "return_not_allowed".
    """
    content = sealed.content
    region = session.exec(select_records(Region)).first()
    if region is None or region.id != content.region_id:
        raise FileProblemError("return_other_region", place=place, region=content.region)
    package = session.get(GivenPackage, content.package_id)
    if package is None or package.deleted_in is not None:
        raise FileProblemError("return_unknown_package", place=place)
    held = holder(session, package)
    if not sealed.bears(held.secret) or content.college_id != held.college_id:
        raise FileProblemError("return_seal_broken", place=place, college=held.college)
    refuse_foreign(session, content, held, place)
    return held


def refuse_foreign(session: Session, content: Return, held: Holder, place: str) -> None:
    """Whatever the seal says: nothing is written but what is a college's own, with values that can stand there."""
    made = {operation.record: operation for operation in content.operations if not operation.field}
    for operation in content.operations:
        own = OWN.get(operation.table)
        try:
            fits = own is not None and _fits(operation) and _is_theirs(session, operation, made, held)
        except (ValueError, TypeError, KeyError, AttributeError, StatementError):
            fits = False
        if not fits:
            raise FileProblemError(
                "return_not_allowed", place=place, college=held.college, kind=operation.table
            )
    files = {operation.value.get(_BLOB) for operation in made.values() if operation.table == "document"} - {
        None
    }
    if not files <= content.files.keys():
        raise FileProblemError("return_damaged", place=place)


def _fits(operation: Operation) -> bool:
    own = OWN[operation.table]
    if operation.field == DELETED:
        return isinstance(operation.value, bool) and (own.removes or not operation.value)
    if operation.field:
        return operation.field in own.fields.split() and _readable(
            operation.table, {operation.field: operation.value}
        )
    name, only = own.only
    given, value = own.given.split(), operation.value
    if not given or not isinstance(value, dict) or not set(value) <= set(given):
        return False
    if not all(value.get(part) for part in _OF_FILE if part in given):
        return False
    return _readable(operation.table, value) and (not name or value.get(name) == only)


def _readable(table: str, values: Mapping[str, Any]) -> bool:
    """Whether the columns can hold the values; raises what their readers raise."""
    columns = metadata.tables[table].columns
    for name, value in values.items():
        from_plain(columns[name], value)
    return all(value is None or isinstance(value, str | int | bool) for value in values.values())


def _is_theirs(session: Session, operation: Operation, made: Mapping[UUID, Operation], held: Holder) -> bool:
    table = record_class(operation.table)
    there = session.get(table, operation.record)
    if there is not None:
        return is_own(session, operation.table, there, held.owners)
    maker = made.get(operation.record)
    if maker is None:  # it went away here for good, or never was: then nothing can be written either
        return True
    if maker.table != operation.table:
        return False
    owner = OWN[operation.table].owner
    column = metadata.tables[operation.table].columns[owner]
    fresh = record_of(table, {owner: from_plain(column, maker.value.get(owner))})
    return is_own(session, operation.table, fresh, held.owners)


def look(session: Session, content: Return) -> list[Looked]:
    """What each operation would do here, in the order in which they are taken over."""
    taken = _taken(session, content)
    made = {operation.record for operation in content.operations if not operation.field}
    removed = {
        operation.record for operation in content.operations if operation.field == DELETED and operation.value
    }
    changes = [_look(session, operation, taken, made, removed) for operation in content.operations]
    return list(_by_unit(changes))


def _taken(session: Session, content: Return) -> dict[UUID, TakenOperation]:
    """The operations that were dealt with, of the records that this return is about."""
    records = {operation.record for operation in content.operations}
    query = select_records(TakenOperation).where(
        col(TakenOperation.college_id) == content.college_id, col(TakenOperation.deleted_in).is_(None)
    )
    return {earlier.id: earlier for earlier in session.exec(query) if earlier.record_id in records}


def _look(
    session: Session,
    operation: Operation,
    taken: Mapping[UUID, TakenOperation],
    made: set[UUID],
    removed: set[UUID],
) -> Looked:
    unit = (operation.record, OWN[operation.table].unit(operation.field))
    record = session.get(record_class(operation.table), operation.record)
    alive = record if record is not None and record.deleted_in is None else None
    if operation.id in taken:
        return Looked(operation, OperationState.KNOWN, unit)
    if not operation.field:
        return Looked(
            operation, _of_making(session, operation, record, removed), unit, theirs=operation.value
        )
    if operation.field == DELETED:
        return Looked(operation, _of_removing(operation, record, alive, made), unit, theirs=operation.value)
    if alive is None:
        gone = record is not None or operation.record not in made
        if gone and not operation.value:  # nothing was left of it there either
            return Looked(operation, OperationState.SAME, unit)
        state = OperationState.GONE if gone else OperationState.NEW
        return Looked(operation, state, unit, theirs=operation.value)
    here = plain(getattr(alive, operation.field))
    return Looked(operation, _of_value(operation, here, taken), unit, here, operation.value)


def _of_making(
    session: Session, operation: Operation, record: Record | None, removed: set[UUID]
) -> OperationState:
    if record is not None:
        return OperationState.SAME if record.deleted_in is None else OperationState.GONE
    if operation.record in removed:  # made and taken away again before anybody heard of it
        return OperationState.SAME
    return OperationState.NEW if _all_there(session, operation) else OperationState.GONE


def _all_there(session: Session, operation: Operation) -> bool:
    """Whether what a new record refers to is here; other records of the same return come before it."""
    for name, value in operation.value.items():
        column = metadata.tables[operation.table].columns[name]
        for key in column.foreign_keys:
            if value is None or not key.column.primary_key:
                continue
            other = session.get(record_class(key.column.table.name), from_plain(column, value))
            if other is not None and other.deleted_in is not None:
                return False
            if other is None and key.column.table.name not in OWN:
                return False
    return True


def _of_removing(
    operation: Operation, record: Record | None, alive: Record | None, made: set[UUID]
) -> OperationState:
    if record is None:
        return OperationState.SAME if operation.value or operation.record in made else OperationState.GONE
    return OperationState.NEW if (alive is not None) == operation.value else OperationState.SAME


def _of_value(operation: Operation, here: Any, taken: Mapping[UUID, TakenOperation]) -> OperationState:
    stands = fingerprint(here)
    if stands == fingerprint(operation.value):
        return OperationState.SAME
    known = {before.value_hash for key in operation.earlier if (before := taken.get(key)) is not None}
    return OperationState.NEW if stands in known | {operation.base} else OperationState.COLLISION


def _by_unit(changes: Iterable[Looked]) -> Iterable[Looked]:
    """Fields that say one thing meet something else together."""
    changes = list(changes)
    collides = {change.unit for change in changes if change.state is OperationState.COLLISION}
    for change in changes:
        if change.state is OperationState.NEW and change.unit in collides:
            yield replace(change, state=OperationState.COLLISION)
        else:
            yield change


def by_record(changes: Iterable[Looked]) -> dict[tuple[str, UUID], list[Looked]]:
    """The operations of each record together, in order."""
    records: dict[tuple[str, UUID], list[Looked]] = defaultdict(list)
    for change in changes:
        records[change.operation.table, change.operation.record].append(change)
    return records


def is_open(change: Looked) -> bool:
    """Whether it is still to be recorded, or chosen about."""
    return change.state in _OPEN
