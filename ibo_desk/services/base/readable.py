"""All that one reader may read, closed: what stands in it refers to nothing that does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, LargeBinary, Table, false, select
from sqlmodel import Session

from ibo_desk.data.tables import READ_BY, metadata
from ibo_desk.data.tables.read_by import ReadBy, Rule
from ibo_desk.domain.audience import READING, Audience, Extent, OwnPart, Reader, may_read
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.services.base.as_read import audience_of
from ibo_desk.services.base.tables import alive, bodies, meetings

Row = dict[str, object]
Rows = dict[object, Row]  # by primary key


@dataclass(frozen=True)
class Sight:
    """Who reads: the kind of reader, and for a municipality or partner which organisations.

    More than one where others merged into it: what they were asked and promised is its own.
    """

    reader: Reader
    organisation_ids: frozenset[UUID] = frozenset()


def readable(session: Session, sight: Sight) -> dict[str, Rows]:
    """By table the records that a reader may read, by key, each with every column of its table but attached bytes.

    A record stands in it only with all it must refer to; a reference that may be empty is, where it points elsewhere,
    and so are the columns that are narrower than their record. Deleted records are never in it.
    """
    return _Reading(session, sight).rows()


class _Reading:
    def __init__(self, session: Session, sight: Sight) -> None:
        self._session = session
        self._reader = sight.reader
        # Of deleted bodies and meetings too: what is asked about them is asked before it is known that they are gone.
        all_bodies = session.execute(select(bodies.c.id, bodies.c.kind, bodies.c.organisation_id)).all()
        self._kinds: dict[UUID, BodyKind] = {body.id: body.kind for body in all_bodies}
        held = session.execute(select(meetings.c.id, meetings.c.body_id))
        self._kinds |= {meeting.id: self._kinds[meeting.body_id] for meeting in held}
        self._owners = set(sight.organisation_ids)
        self._owners |= {body.id for body in all_bodies if body.organisation_id in sight.organisation_ids}
        self._own: dict[str, set[object]] = {}  # by table the keys of what is the reader's own

    def rows(self) -> dict[str, Rows]:
        known = {table.name: dict(self._candidates(table)) for table in _tables()}
        _close(known)
        for table in _tables():
            known[table.name] = self._referred(table, known)
        _close(known)
        for table in _tables():
            for key, row in known[table.name].items():
                self._narrow(table, key, row, known)
        return known

    def _candidates(self, table: Table) -> Iterator[tuple[object, Row]]:
        """The records that the rule of their table allows; where others can make them readable, all of them for now."""
        declared, key = READ_BY[table.name], _key(table)
        query = select(*(column for column in table.columns if not isinstance(column.type, LargeBinary)))
        if "deleted_in" in table.columns:
            query = query.where(table.c.deleted_in.is_(None))
        if not declared.with_any:
            query = query.where(*self._at_once(table, declared))
        rows = {row[key]: dict(row) for row in self._session.execute(query).mappings()}
        self._own[table.name] = self._owned(table, declared, rows)
        for row_key, row in rows.items():
            if declared.with_any or self._may(table, declared.record, row_key, row):
                yield row_key, row

    def _at_once(self, table: Table, declared: ReadBy) -> Iterator[ColumnElement[bool]]:
        """What the database leaves out by itself, so that the rounds of other colleges are never fetched."""
        rule = declared.record
        if isinstance(rule, Audience | OwnPart):
            if READING[rule][self._reader] is Extent.NONE:
                yield false()
            elif READING[rule][self._reader] is Extent.OWN and declared.own in table.columns:
                yield table.c[declared.own].in_(self._owners)
        elif isinstance(rule, str) and declared.own in table.columns:
            wide = [audience for audience in Audience if may_read(self._reader, audience)]
            yield table.c[rule].in_(wide) | table.c[declared.own].in_(self._owners)

    def _owned(self, table: Table, declared: ReadBy, rows: Rows) -> set[object]:
        if not declared.own:
            return set()
        if "." not in declared.own:
            return {key for key, row in rows.items() if row[declared.own] in self._owners}
        parts, owner = _column(declared.own)
        refers = next(column for column, target in _references(parts) if target == table.name)
        query = select(parts.c[refers]).where(owner.in_(self._owners), alive(parts))
        return set(self._session.execute(query).scalars())

    def _may(self, table: Table, rule: Rule, key: object, row: Row) -> bool:
        audience = audience_of(rule, row.__getitem__, self._kinds)
        return may_read(self._reader, audience, own=key in self._own[table.name])

    def _referred(self, table: Table, known: dict[str, Rows]) -> Rows:
        """The records of a table without those that only what refers to them could make readable, and nothing does."""
        declared, rows = READ_BY[table.name], known[table.name]
        if not declared.with_any:
            return rows
        referred = {
            row[column.name]
            for other, column in map(_column, declared.with_any.split())
            for row in known[other.name].values()
        }
        return {
            key: row
            for key, row in rows.items()
            if key in referred or self._may(table, declared.record, key, row)
        }

    def _narrow(self, table: Table, key: object, row: Row, known: dict[str, Rows]) -> None:
        hidden = {
            name: empty(table.columns[name])
            for rule, names in READ_BY[table.name].narrower.items()
            if not self._may(table, rule, key, row)
            for name in names.split()
        }
        row |= hidden
        row |= {name: None for name, target in _references(table) if row[name] not in known[target]}


def empty(column: Column[object]) -> object:
    """What stands in a column whose value may not be read: nothing, or where something must, its default."""
    if column.nullable:
        return None
    assert column.default is not None, f"{column} cannot be left empty"
    return column.default.arg  # type: ignore[attr-defined]  # a scalar default has it


def _close(known: dict[str, Rows]) -> None:
    """Take away what refers to something that is not there, until nothing does any more."""
    bound = [
        (table.name, name, target)
        for table in _tables()
        for name, target in _references(table)
        if not table.columns[name].nullable or name in READ_BY[table.name].within.split()
    ]
    changed = True
    while changed:
        changed = False
        for table_name, name, target in bound:
            rows, there = known[table_name], known[target]
            lost = [key for key, row in rows.items() if row[name] is not None and row[name] not in there]
            for key in lost:
                del rows[key]
            changed = changed or bool(lost)


def _tables() -> tuple[Table, ...]:
    return tuple(metadata.tables[name] for name in READ_BY)


def _key(table: Table) -> str:
    (column,) = table.primary_key.columns
    return column.name


def _column(path: str) -> tuple[Table, Column[Any]]:
    """ "table.column" as the table and its column."""
    name, column = path.split(".")
    return metadata.tables[name], metadata.tables[name].columns[column]


def _references(table: Table) -> Iterator[tuple[str, str]]:
    """The columns that hold the key of a record, each with the table in which that record stands."""
    for column in table.columns:
        for foreign_key in column.foreign_keys:
            if foreign_key.column.primary_key:
                yield column.name, foreign_key.column.table.name
