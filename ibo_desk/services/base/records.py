"""Adding, patching and deleting records of any kind; what is special to a kind stands in its ``RecordType``."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Generic, TypeVar, cast
from uuid import UUID

from pydantic import ValidationError
from sqlmodel import Session, SQLModel, col, select

from ibo_desk.data.journal import table_of
from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import Change, Record
from ibo_desk.domain.errors import InvalidValueError, RuleError, StaleRecordError, UserError
from ibo_desk.language import _

RecordT = TypeVar("RecordT", bound=Record)
RecordT_co = TypeVar("RecordT_co", bound=Record, covariant=True)
Name = Callable[[Work, RecordT], str]
Check = Callable[[Work, RecordT, Mapping[str, object]], None]
Keep = Callable[[Work, Mapping[str, object]], Mapping[str, object]]
CheckDelete = Callable[[Work, RecordT], None]
NamedRows = Callable[[Session, UUID], Sequence[tuple[Record, str]]]


class RecordType(Generic[RecordT_co]):
    """One kind of record: its table, its validated fields, its rules and its name for the journal.

    ``check(work, record, new)`` runs before a record is written: ``record`` still has the old values (a new record
    its own), ``new`` holds what will be set; it raises, or writes what has to follow. ``name`` tells which record it
    is, for the journal ("Engagement van Kortrijk"); it runs inside the unit of work, after the values are set.
    ``check_delete(work, record)`` runs before a record is marked as deleted, and raises where others build on it.
    ``keep(work, values)`` says what is kept of what was typed, where that means something else on another day.
    ``lists`` are fields that hold the names of rows of another table: what gives each row and its name, in their order.
    """

    def __init__(
        self,
        table: type[RecordT_co],
        fields: type[SQLModel],
        name: Name[RecordT_co],
        check: Check[RecordT_co] | None = None,
        check_delete: CheckDelete[RecordT_co] | None = None,
        lists: Mapping[str, NamedRows] | None = None,
        keep: Keep = lambda _work, values: values,
    ) -> None:
        # What is said of its own table is asked of records of that table only, whoever holds the type of a record.
        self.table = table
        self.fields = fields
        self.name = cast(Name[Record], name)
        self.check = cast(Check[Record] | None, check)
        self.check_delete = cast(CheckDelete[Record] | None, check_delete)
        self.lists = lists or {}
        self.keep = keep


class Records:
    """The kinds by table name, and the three things everybody does with them."""

    def __init__(self, store: Store, kinds: Mapping[str, RecordType[Record]]) -> None:
        self._store = store
        self._kinds = kinds

    def patch(
        self,
        kind: str,
        record_id: UUID,
        revision: UUID | None,
        values: Mapping[str, object],
        *,
        visit: UUID | None = None,
    ) -> UUID | None:
        """Set some fields of one record, as one journal entry; returns the revision the record has then.

        ``revision`` is the one the editor has seen (None: do not compare); ``visit`` the stay in the field that this
        is a part of. Raises ``InvalidValueError`` with field
        and value, ``StaleRecordError`` where one of the same fields was written since, ``RuleError``, ``LockedError``.
        """
        with self._store.write("", visit=visit) as work:
            record = patch(work, self._kinds[kind], record_id, revision, values)
        return record.revision

    def many(
        self,
        edits: Sequence[Callable[[], object]],
        label: Callable[[int], str],
        *,
        visit: UUID | None = None,
    ) -> list[UserError | None]:
        """Carry out several edits as one journal entry and one undo; each stands or is refused by itself.

        An edit is any use case on this store. Gives per edit None or why it was refused; ``label(count)`` names the
        entry by how many were carried out. Nothing is written where all are refused. Entries of the same ``visit`` are
        undone as one.
        """
        results: list[UserError | None] = []
        with self._store.together("", visit=visit) as whole:
            for edit in edits:
                try:
                    edit()
                except UserError as error:
                    results.append(error)
                else:
                    results.append(None)
            whole.entry.label = label(results.count(None))
        return results

    def add(self, kind: str, values: Mapping[str, object]) -> UUID:
        """Make a record; returns its id. Raises like ``patch``."""
        with self._store.write("") as work:
            return add(work, self._kinds[kind], values).id

    def delete(self, kind: str, record_id: UUID) -> None:
        """Mark a record as deleted; undo brings it back. Raises ``RuleError`` and ``LockedError`` as its kind says."""
        with self._store.write("") as work:
            delete(work, self._kinds[kind], record_id)

    def delete_all(self, kind: str, record_ids: Sequence[UUID]) -> None:
        """Mark several records as deleted, as one entry; all of them or none. Raises like ``delete``."""
        with self._store.write("") as work:
            for record_id in record_ids:
                delete(work, self._kinds[kind], record_id)
            if len(record_ids) > 1:
                work.entry.label = _("{first} and {count} more").format(
                    first=work.entry.label, count=len(record_ids) - 1
                )


def validated(fields: type[SQLModel], values: Mapping[str, object]) -> dict[str, object]:
    """The values as the fields hold them; raises ``InvalidValueError("invalid_field", field=…, value=…, why=…)``."""
    unknown = set(values) - set(fields.model_fields)
    if unknown:
        raise KeyError(f"{fields.__name__} has no {sorted(unknown)}")
    try:
        whole = fields.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        raise InvalidValueError(
            "invalid_field",
            field=name,
            value=values.get(name),
            why=first["type"],
            limits=first.get("ctx", {}),
        ) from error
    return {name: getattr(whole, name) for name in values}


def record_of(table: type[RecordT], values: Mapping[str, object]) -> RecordT:
    """A record that holds these values, which were validated or follow from such."""
    make = cast(Callable[..., RecordT], table)
    return make(**values)


def add(
    work: Work, kind: RecordType[RecordT], values: Mapping[str, object], record_id: UUID | None = None
) -> RecordT:
    """Make a record inside a running unit of work; ``record_id`` where the natural key gives it.

    A deleted record with that id is brought back with the new values; raises ``RuleError("already_there")``
    where it is not deleted.
    """
    values = kind.keep(work, values)
    clean = validated(kind.fields, values)
    there = work.session.get(kind.table, record_id) if record_id is not None else None
    if there is not None:
        return _bring_back(work, kind, there, clean)
    record = record_of(kind.table, clean)
    if record_id is not None:
        record.id = record_id
    if kind.check:
        kind.check(work, record, values)
    work.add(record)
    _label(work, kind, record, "added")
    return record


def _bring_back(
    work: Work, kind: RecordType[RecordT], record: RecordT, values: Mapping[str, object]
) -> RecordT:
    """A natural key gives a deleted record and a new one the same id: so the old one comes back, as if it were new."""
    if record.deleted_in is None:
        raise RuleError("already_there", name=kind.name(work, record))
    whole = kind.fields.model_validate(dict(values))
    fresh = {name: getattr(whole, name) for name in kind.fields.model_fields}
    if kind.check:
        kind.check(work, record, fresh)
    for name, value in fresh.items():
        setattr(record, name, value)
    record.deleted_in = None
    work.add(record)
    _label(work, kind, record, "added")
    return record


def patch(
    work: Work,
    kind: RecordType[RecordT],
    record_id: UUID,
    revision: UUID | None,
    values: Mapping[str, object],
) -> RecordT:
    """Set fields inside a running unit of work."""
    record = work.get(kind.table, record_id)
    current = {name: getattr(record, name) for name in kind.fields.model_fields}
    values = kind.keep(work, values)
    clean = validated(kind.fields, {**current, **values})
    fresh = {name: clean[name] for name in values if clean[name] != current[name]}
    if not fresh:
        return record
    if revision is not None and record.revision != revision:
        refuse_stale(work.session, record, revision, fresh)
    if revision is not None:
        work.saw(record, revision)
    work.refuse_newer(record, fresh)
    if kind.check:
        kind.check(work, record, fresh)
    for name, value in fresh.items():
        setattr(record, name, value)
    work.add(record)
    _label(work, kind, record, "changed")
    return record


def delete(work: Work, kind: RecordType[Record], record_id: UUID) -> None:
    """Mark as deleted inside a running unit of work."""
    record = work.get(kind.table, record_id)
    if kind.check_delete:
        kind.check_delete(work, record)
    _label(work, kind, record, "deleted")
    work.delete(record)


def refuse_stale(session: Session, record: Record, revision: UUID, fresh: Collection[str]) -> None:
    """Fields that somebody else wrote since are not overwritten; other fields of the record may be set.

    Raises ``StaleRecordError`` with table, record and the fields, so that both versions can be shown.
    """
    newer = session.exec(
        select(Change.field).where(
            Change.record_id == record.id,
            col(Change.entry_id) > revision,
            col(Change.field).in_(list(fresh)),
        )
    ).all()
    if newer:
        fields = sorted(set(newer))
        raise StaleRecordError("changed_elsewhere", kind=table_of(record), id=record.id, fields=fields)


def _label(work: Work, kind: RecordType[Record], record: Record, verb: str) -> None:
    """The first record of a use case names its journal entry, unless the use case named it itself."""
    if not work.entry.label:
        from ibo_desk.services.words import journal_label

        work.entry.label = journal_label(verb, kind.name(work, record))
