"""Where a partner is in use, and two that are the same put together.

A partner that something refers to is not deleted: it is ended, or put together with another one. What approved minutes
say of it stays as it was printed; then the old one stays too, ended and with its successor.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, select
from sqlmodel import Session

from ibo_desk.data.journal import record_class
from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import ActionPartner, Organisation, OrganisationAlias, Position, Record, metadata
from ibo_desk.domain.errors import LockedError, RuleError
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.names import fold
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.tables import alive
from ibo_desk.services.base.writing import refuse_locked, upsert
from ibo_desk.services.words import kind_label

# What refers to an organisation only to be told of it; it goes or moves along.
_OWN: Final = frozenset({"organisation_alias"})
# Ids that follow from the organisation: such a row is made anew for the other one.
_BY_KEY: Final[Mapping[str, tuple[type[Record], tuple[str, ...]]]] = {
    "action_partner": (ActionPartner, ("action_id", "organisation_id", "role")),
    "position": (Position, ("item_id", "organisation_id", "subject")),
}
# What two rows of the same say twice; any other pair holds something of each that we do not choose between.
_SAY_THE_SAME: Final = frozenset({"action_partner", "membership", "spokes"})


@dataclass(frozen=True)
class Use:
    """How many records of a kind refer to a partner; ``kind`` is a table name."""

    kind: str
    count: int


@dataclass(frozen=True)
class Joined:
    """What became of a partner that was put together with another: how many records moved, how many stay."""

    moved: int
    kept: int


class PartnerUse:
    """Asks and changes who stands for a partner, everywhere at once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def uses(self, organisation_id: UUID) -> list[Use]:
        """Where a partner is in use, most first."""
        with self._store.read() as session:
            return uses(session, organisation_id)

    def join(self, organisation_id: UUID, into_id: UUID) -> Joined:
        """Let everything refer to the other partner; lists know it by the old name from then on.

        Raises ``RuleError("joined_with_itself")``, ``RuleError("both_stand_there")`` where both have a part of their
        own in one record.
        """
        if organisation_id == into_id:
            raise RuleError("joined_with_itself")
        with self._store.write("") as work:
            old, other = work.get(Organisation, organisation_id), work.get(Organisation, into_id)
            joining = _Joining(work, old, other)
            joining.move_all()
            if joining.kept:
                yesterday = self._store.clock.today() - timedelta(days=1)
                old.valid_to = min(old.valid_to or yesterday, yesterday)
                old.successor_id = other.id
                work.add(old)
            else:
                work.delete(old)
            mark = natural_id("organisation_alias", fold(old.name))
            upsert(work, OrganisationAlias, mark, {"name": old.name, "organisation_id": other.id})
            work.entry.label = _("{old} put together with {other}").format(old=old.name, other=other.name)
            return Joined(joining.moved, joining.kept)


class _Joining:
    """Moves what refers to one partner to another, table by table."""

    def __init__(self, work: Work, old: Organisation, other: Organisation) -> None:
        self._work = work
        self._old = old
        self._other = other
        self.moved = 0
        self.kept = 0

    def move_all(self) -> None:
        for column in _referring():
            for record in _records(self._work.session, column, self._old.id):
                self._move(column.table.name, column.name, record)
        self._work.session.flush()

    def _move(self, table: str, field: str, record: Record) -> None:
        if self._is_locked(table, record):
            self.kept += 1
            return
        twin = self._twin(table, field, record)
        if twin is not None and table not in _SAY_THE_SAME:
            raise RuleError("both_stand_there", old=self._old.name, other=self._other.name, kind=table)
        self.moved += 1
        if twin is not None:
            self._work.delete(record)
        elif table in _BY_KEY:
            kind, key = _BY_KEY[table]
            values = {name: getattr(record, name) for name in _fields(kind)} | {field: self._other.id}
            self._work.delete(record)
            upsert(self._work, kind, natural_id(table, *(values[name] for name in key)), values)
        else:
            setattr(record, field, self._other.id)
            self._work.add(record)

    def _is_locked(self, table: str, record: Record) -> bool:
        meeting_id: UUID | None = getattr(record, "meeting_id", None)
        if table == "position":
            items = metadata.tables["agenda_item"]
            query = select(items.c.meeting_id).where(items.c.id == getattr(record, "item_id"))  # noqa: B009
            meeting_id = self._work.session.execute(query).scalar()
        if table not in {"attendance", "position"} or meeting_id is None:
            return False
        try:
            refuse_locked(self._work.session, meeting_id, table)
        except LockedError:
            return True
        return False

    def _twin(self, table: str, field: str, record: Record) -> Record | None:
        """The row of the other partner that would be the same one, by what is unique there."""
        for index in metadata.tables[table].indexes:
            names = [column.name for column in index.columns]
            if not index.unique or field not in names:
                continue
            kind = record_class(table)
            twin_values = {name: getattr(record, name) for name in names} | {field: self._other.id}
            query = select(kind).where(
                alive(metadata.tables[table]),
                *(
                    metadata.tables[table].c[name].is_not_distinct_from(value)
                    for name, value in twin_values.items()
                ),
            )
            twin: Record | None = self._work.session.execute(query).scalars().first()
            if twin is not None:
                return twin
        return None


def uses(session: Session, organisation_id: UUID) -> list[Use]:
    """The same inside a running session."""
    counted: Counter[str] = Counter()
    for column in _referring():
        if column.table.name not in _OWN:
            counted[column.table.name] += len(_records(session, column, organisation_id))
    return [Use(kind, count) for kind, count in counted.most_common() if count]


def refuse_used(work: Work, organisation: Organisation) -> None:
    """The check before an organisation is deleted. Raises ``RuleError("organisation_in_use")`` with where."""
    there = uses(work.session, organisation.id)
    if there:
        words = [
            ngettext("{count} × {kind}", "{count} × {kind}", use.count).format(
                count=use.count, kind=kind_label(use.kind)
            )
            for use in there
        ]
        raise RuleError("organisation_in_use", name=organisation.name, where=", ".join(words))


def _referring() -> Iterator[Column[Any]]:
    """Every column that refers to an organisation, of records that people keep."""
    for table in metadata.sorted_tables:
        if "deleted_in" in table.columns:
            yield from (
                column
                for column in table.columns
                if any(key.target_fullname == "organisation.id" for key in column.foreign_keys)
            )


def _records(session: Session, column: Column[Any], organisation_id: UUID) -> list[Record]:
    kind = record_class(column.table.name)
    query = select(kind).where(alive(column.table), column == organisation_id)
    return list(session.execute(query).scalars())


def _fields(kind: type[Record]) -> list[str]:
    own = {"id", "revision", "deleted_in"}
    return [name for name in kind.model_fields if name not in own]
