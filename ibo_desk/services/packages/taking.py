"""Recording what a college sent back: one entry of the journal, each operation once, whatever came before it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from ibo_desk.data.journal import record_class
from ibo_desk.data.refusals import as_user_error
from ibo_desk.data.store import Work
from ibo_desk.data.tables import EngagementPartner, Record, TakenOperation, metadata
from ibo_desk.data.tables.engagements import EngagementPartnerStateFields
from ibo_desk.data.values import from_plain
from ibo_desk.domain.errors import UserError
from ibo_desk.domain.packages import OperationState, TakenAs
from ibo_desk.services.base import records
from ibo_desk.services.base.attached import keep_bytes
from ibo_desk.services.base.records import validated
from ibo_desk.services.engagements.states import add_fact
from ibo_desk.services.packages.looking import Looked, by_record, is_open
from ibo_desk.services.packages.return_file import Return, fingerprint
from ibo_desk.services.packages.sending import DELETED
from ibo_desk.services.record_types import RECORD_TYPES
from ibo_desk.services.words.record_names import referred_table

Units = Collection[
    tuple[UUID, str]
]  # what was chosen of what met something else, by record and unit of fields


@dataclass(frozen=True)
class Taken:
    """How many operations were recorded, what met something else and waits for a choice, and what was refused."""

    recorded: int
    waiting: tuple[Looked, ...]
    refused: tuple[tuple[Looked, UserError], ...]


def take(work: Work, content: Return, looked: Sequence[Looked], theirs: Units, ours: Units) -> Taken:
    """Record what is new, and of what met something else what was chosen; the rest is left for another time.

    What a rule refuses is told and not marked as dealt with, so that it comes again with the next return.
    """
    refused: list[tuple[Looked, UserError]] = []
    waiting = [change for change in looked if _waits(change, theirs, ours)]
    count = 0
    for of_record in by_record(looked).values():
        chosen = [change for change in of_record if _is_chosen(change, theirs)]
        try:
            with work.step() as step:
                _write(step, content, chosen)
                for change in of_record:
                    if change.unit in ours and change.state is OperationState.COLLISION:
                        _keep_aside(step, change)
                for change in of_record:
                    if change not in waiting:
                        _mark(step, content, change, ours=change.unit in ours)
                step.session.flush()
        except (UserError, DBAPIError) as error:
            refused += [(change, _refusal(error)) for change in chosen or of_record[:1]]
        else:
            count += len(chosen)
    return Taken(count, tuple(waiting), tuple(refused))


def _refusal(error: UserError | DBAPIError) -> UserError:
    """What a rule or the database says of it; what nobody foresaw is a bug."""
    problem = error if isinstance(error, UserError) else as_user_error(error, "")
    if problem is None:
        raise error
    return problem


def _waits(change: Looked, theirs: Units, ours: Units) -> bool:
    return change.state is OperationState.COLLISION and change.unit not in theirs and change.unit not in ours


def _is_chosen(change: Looked, theirs: Units) -> bool:
    return is_open(change) and (change.state is OperationState.NEW or change.unit in theirs)


def _write(work: Work, content: Return, chosen: Sequence[Looked]) -> None:
    """Make, set, remove: in that order, by the rules of the kind of record."""
    if not chosen:
        return
    kind, record_id = RECORD_TYPES[chosen[0].operation.table], chosen[0].operation.record
    table = chosen[0].operation.table
    made = next((change.theirs for change in chosen if not change.operation.field), None)
    values = {
        change.operation.field: change.theirs
        for change in chosen
        if change.operation.field not in {"", DELETED}
    }
    values = _read(table, values)
    removed = next((change.theirs for change in chosen if change.operation.field == DELETED), None)
    if removed is False:
        there: Any = work.session.get_one(record_class(table), record_id)
        there.deleted_in = None
        work.add(there)
        work.session.flush()
    record = work.session.get(record_class(table), record_id)
    if made is not None and record is None:  # it may have followed from what was recorded just now
        _make(work, content, table, record_id, _read(table, made) | values)
    elif values:
        records.patch(work, kind, record_id, None, values)
    if removed:
        records.delete(work, kind, record_id)


def _make(work: Work, content: Return, table: str, record_id: UUID, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        other = referred_table(table, name)
        if other is not None and value is not None:
            work.get(record_class(other), value)
    if table == "document":
        sha256 = str(values["blob_sha256"])
        keep_bytes(work, str(values["file_name"]), content.files[sha256])
    if table == "engagement_partner_state":  # amounts are those that stand here
        validated(EngagementPartnerStateFields, values)
        part = work.get(EngagementPartner, values["partner_id"])
        add_fact(work, part, values, record_id)
        return
    records.add(work, RECORD_TYPES[table], values, record_id)


def _read(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    columns = metadata.tables[table].columns
    return {name: from_plain(columns[name], value) for name, value in values.items()}


def _keep_aside(work: Work, change: Looked) -> None:
    """What they wrote stays findable in the history of the field."""
    operation = change.operation
    record: Record | None = work.session.get(record_class(operation.table), operation.record)
    if record is not None and operation.field not in {"", DELETED}:
        value = _read(operation.table, {operation.field: change.theirs})[operation.field]
        work.keep_aside(record, operation.field, value)


def _mark(work: Work, content: Return, change: Looked, *, ours: bool) -> None:
    """The operation is dealt with, and so are those that it has in it."""
    operation = change.operation
    if change.state is OperationState.KNOWN:
        taken_as = None
    elif ours and change.state is OperationState.COLLISION:
        taken_as = TakenAs.OURS
    else:
        taken_as = TakenAs.RECORDED if is_open(change) else TakenAs.ALREADY
    marks = dict.fromkeys(operation.earlier, TakenAs.OVERTAKEN)
    if taken_as is not None:
        marks[operation.id] = taken_as
    for operation_id, how in marks.items():
        there = work.session.get(TakenOperation, operation_id)
        if there is not None and there.deleted_in is None:
            continue
        values: dict[str, Any] = {
            "package_id": content.package_id,
            "college_id": content.college_id,
            "record_table": operation.table,
            "record_id": operation.record,
            "field": operation.field,
            "value_hash": fingerprint(operation.value) if operation_id == operation.id else "",
            "taken_as": how,
        }
        if there is None:
            work.add(TakenOperation(id=operation_id, **values))
        else:
            there.deleted_in = None
            for name, value in values.items():
                setattr(there, name, value)
            work.add(there)
