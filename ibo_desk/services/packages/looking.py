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
    made = {one.record: one for one in content.operations if not one.field}
    for one in content.operations:
        own = OWN.get(one.table)
        try:
            fits = own is not None and _fits(one) and _is_theirs(session, one, made, held)
        except (ValueError, TypeError, KeyError, AttributeError, StatementError):
            fits = False
        if not fits:
            raise FileProblemError("return_not_allowed", place=place, college=held.college, kind=one.table)
    files = {one.value.get(_BLOB) for one in made.values() if one.table == "document"} - {None}
    if not files <= content.files.keys():
        raise FileProblemError("return_damaged", place=place)


def _fits(one: Operation) -> bool:
    own = OWN[one.table]
    if one.field == DELETED:
        return isinstance(one.value, bool) and (own.removes or not one.value)
    if one.field:
        return one.field in own.fields.split() and _readable(one.table, {one.field: one.value})
    name, only = own.only
    allowed = own.given and isinstance(one.value, dict) and set(one.value) <= set(own.given.split())
    if not allowed or not all(one.value.get(part) for part in _OF_FILE if part in own.given.split()):
        return False
    return _readable(one.table, one.value) and (not name or one.value.get(name) == only)


def _readable(table: str, values: Mapping[str, Any]) -> bool:
    """Whether the columns can hold the values; raises what their readers raise."""
    columns = metadata.tables[table].columns
    for name, value in values.items():
        from_plain(columns[name], value)
    return all(value is None or isinstance(value, str | int | bool) for value in values.values())


def _is_theirs(session: Session, one: Operation, made: Mapping[UUID, Operation], held: Holder) -> bool:
    table = record_class(one.table)
    there = session.get(table, one.record)
    if there is not None:
        return is_own(session, one.table, there, held.owners)
    maker = made.get(one.record)
    if maker is None:  # it went away here for good, or never was: then nothing can be written either
        return True
    if maker.table != one.table:
        return False
    owner = OWN[one.table].owner
    fresh = table(**{owner: from_plain(metadata.tables[one.table].columns[owner], maker.value.get(owner))})
    return is_own(session, one.table, fresh, held.owners)


def look(session: Session, content: Return) -> list[Looked]:
    """What each operation would do here, in the order in which they are taken over."""
    taken = _taken(session, content)
    made = {one.record for one in content.operations if not one.field}
    removed = {one.record for one in content.operations if one.field == DELETED and one.value}
    found = [_look(session, one, taken, made, removed) for one in content.operations]
    return list(_by_unit(found))


def _taken(session: Session, content: Return) -> dict[UUID, TakenOperation]:
    """The operations that were dealt with, of the records that this return is about."""
    records = {one.record for one in content.operations}
    query = select_records(TakenOperation).where(
        col(TakenOperation.college_id) == content.college_id, col(TakenOperation.deleted_in).is_(None)
    )
    return {one.id: one for one in session.exec(query) if one.record_id in records}


def _look(
    session: Session,
    one: Operation,
    taken: Mapping[UUID, TakenOperation],
    made: set[UUID],
    removed: set[UUID],
) -> Looked:
    unit = (one.record, OWN[one.table].unit(one.field))
    record = session.get(record_class(one.table), one.record)
    alive = record if record is not None and record.deleted_in is None else None
    if one.id in taken:
        return Looked(one, OperationState.KNOWN, unit)
    if not one.field:
        return Looked(one, _of_making(session, one, record, removed), unit, theirs=one.value)
    if one.field == DELETED:
        return Looked(one, _of_removing(one, record, alive, made), unit, theirs=one.value)
    if alive is None:
        gone = record is not None or one.record not in made
        if gone and not one.value:  # nothing was left of it there either
            return Looked(one, OperationState.SAME, unit)
        state = OperationState.GONE if gone else OperationState.NEW
        return Looked(one, state, unit, theirs=one.value)
    here = plain(getattr(alive, one.field))
    return Looked(one, _of_value(one, here, taken), unit, here, one.value)


def _of_making(session: Session, one: Operation, record: Record | None, removed: set[UUID]) -> OperationState:
    if record is not None:
        return OperationState.SAME if record.deleted_in is None else OperationState.GONE
    if one.record in removed:  # made and taken away again before anybody heard of it
        return OperationState.SAME
    return OperationState.NEW if _all_there(session, one) else OperationState.GONE


def _all_there(session: Session, one: Operation) -> bool:
    """Whether what a new record refers to is here; other records of the same return come before it."""
    for name, value in one.value.items():
        column = metadata.tables[one.table].columns[name]
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
    one: Operation, record: Record | None, alive: Record | None, made: set[UUID]
) -> OperationState:
    if record is None:
        return OperationState.SAME if one.value or one.record in made else OperationState.GONE
    return OperationState.NEW if (alive is not None) == one.value else OperationState.SAME


def _of_value(one: Operation, here: Any, taken: Mapping[UUID, TakenOperation]) -> OperationState:
    stands = fingerprint(here)
    if stands == fingerprint(one.value):
        return OperationState.SAME
    known = {before.value_hash for key in one.earlier if (before := taken.get(key)) is not None}
    return OperationState.NEW if stands in known | {one.base} else OperationState.COLLISION


def _by_unit(found: Iterable[Looked]) -> Iterable[Looked]:
    """Fields that say one thing meet something else together."""
    found = list(found)
    collides = {one.unit for one in found if one.state is OperationState.COLLISION}
    for one in found:
        if one.state is OperationState.NEW and one.unit in collides:
            yield replace(one, state=OperationState.COLLISION)
        else:
            yield one


def by_record(found: Iterable[Looked]) -> dict[tuple[str, UUID], list[Looked]]:
    """The operations of each record together, in order."""
    records: dict[tuple[str, UUID], list[Looked]] = defaultdict(list)
    for one in found:
        records[one.operation.table, one.operation.record].append(one)
    return records


def is_open(one: Looked) -> bool:
    """Whether it is still to be recorded, or chosen about."""
    return one.state in _OPEN
