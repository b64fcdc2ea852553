"""The records behind a sheet, as they stand in the file: their fields, their revision, the names they refer to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.data.tables import metadata
from ibo_desk.data.values import plain
from ibo_desk.exchange.round_trip.columns import SheetKind
from ibo_desk.exchange.round_trip.shapes import Field, Names
from ibo_desk.services.words.record_names import record_names, referred_table


@dataclass(frozen=True)
class SheetRecord:
    """One record: ``values`` by column, of its table and told by the desk; ``whole`` is all that its table holds."""

    id: UUID
    revision: UUID | None
    values: Mapping[str, Any]
    whole: Mapping[str, Any]

    def as_plain(self) -> dict[str, Any]:
        """The record as JSON can hold it, with the English names of its fields."""
        values = {name: _plain(value) for name, value in self.values.items()}
        return {"id": str(self.id), "revision": plain(self.revision), **values}


@dataclass(frozen=True)
class SheetRecords:
    """All records of one sheet in the order of the desk."""

    kind: SheetKind
    fields: tuple[Field, ...]
    records: Sequence[SheetRecord]


def read_records(store: Store, sheets: Iterable[SheetKind]) -> list[SheetRecords]:
    """The records of these sheets."""
    kinds = list(sheets)
    rows = {kind.table: list(kind.rows(store)) for kind in kinds}
    with store.read() as session:
        names = _names(session, kinds)
        return [_sheet(session, kind, rows[kind.table], names) for kind in kinds]


def _sheet(session: Session, kind: SheetKind, rows: Sequence[Any], names: Names) -> SheetRecords:
    table = metadata.tables[kind.table]
    stored = {
        row["id"]: row
        for row in session.execute(select(table).where(table.c.deleted_in.is_(None))).mappings()
    }
    records = [
        SheetRecord(
            row.id,
            stored[row.id]["revision"],
            {
                column.name: getattr(row, column.name) if column.derived else stored[row.id][column.name]
                for column in kind.columns
            },
            dict(stored[row.id]),
        )
        for row in rows
        if row.id in stored
    ]
    return SheetRecords(kind, tuple(Field(kind.table, column, names) for column in kind.columns), records)


def _names(session: Session, sheets: Collection[SheetKind]) -> Names:
    """The live records of every table that one of the columns refers to, by name."""
    tables = {
        referred_table(kind.table, column.name)
        for kind in sheets
        for column in kind.columns
        if not column.derived
    }
    by_table: dict[str, dict[UUID, str]] = {}
    for name in sorted(filter(None, tables)):
        table = metadata.tables[name]
        ids = session.execute(select(table.c.id).where(table.c.deleted_in.is_(None))).scalars()
        named = record_names(session, ((name, known) for known in ids))
        by_table[name] = {known: label for (_table, known), label in named.items()}
    return by_table


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(getattr(part, "organisation", part)) for part in value]
    return plain(value)
