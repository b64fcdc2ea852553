"""Every record's values follow from the journal: its changes are carried out again, one record after the other."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, Row, Table, exists, select
from sqlmodel import Session

from ibo_desk.data.tables import metadata
from ibo_desk.data.values import from_plain
from ibo_desk.domain.names import fold
from ibo_desk.services.keeping.soundness.finding import Finding
from ibo_desk.services.keeping.soundness.journal import BATCH, changes

UNKNOWN: Final = object()  # a value that was erased, or that a column had before there was such a column
_FOLDED = "_folded"
_PIECE = 500  # records that are fetched at once


@dataclass
class Replayed:
    """What the journal says that a record holds."""

    table: Table
    id: UUID
    values: dict[str, object] = field(default_factory=dict)
    writers: dict[str, UUID] = field(default_factory=dict)  # by field; "" is the making

    @property
    def revision(self) -> UUID | None:
        return max(self.writers.values(), default=None)


def findings(session: Session) -> Iterator[Finding]:
    """Records that hold something else than the journal says, and a journal that does not follow on itself."""
    own = ("table_name", "record_id", "entry_id", "field", "old", "new", "previous_revision", "erased_in")
    query = select(*(changes.c[name] for name in own)).order_by(
        changes.c.record_id, changes.c.entry_id, changes.c.id
    )
    piece: list[Replayed] = []
    rows = session.execute(query.execution_options(yield_per=BATCH))
    for (table_name, record_id), steps in groupby(rows, attrgetter("table_name", "record_id")):
        record = Replayed(metadata.tables[table_name], record_id)
        for step in steps:
            yield from _carry_out(record, step)
        piece.append(record)
        if len(piece) == _PIECE:
            yield from _compare(session, piece)
            piece = []
    yield from _compare(session, piece)
    for table in metadata.sorted_tables:
        if "revision" in table.columns:
            unknown = select(table.c.id).where(~exists().where(changes.c.record_id == table.c.id))
            for (record_id,) in session.execute(unknown):
                yield Finding("record_unjournaled", {"kind": table.name, "id": str(record_id)})


def _carry_out(record: Replayed, step: Row[Any]) -> Iterator[Finding]:
    """Take one change over into what the record holds; says where it does not follow on the one before."""
    broken = Finding("chain_broken", {"kind": record.table.name, "id": str(record.id), "field": step.field})
    before = max((record.writers[name] for name in (step.field, "") if name in record.writers), default=None)
    made = step.field == ""
    fits = step.previous_revision == before and (made is (not record.writers)) and _follows(record, step)
    record.writers[step.field] = step.entry_id
    try:
        written = json.loads(step.new or "null")
        record.values |= {
            name: _value(record.table.columns[name], value, erased=step.erased_in is not None)
            for name, value in (written if made else {step.field: written}).items()
        }
    except (ValueError, KeyError, AttributeError):
        fits = False
    if not fits:
        yield broken


def _follows(record: Replayed, step: Row[Any]) -> bool:
    """Whether the old value of a change is what the record held."""
    held = record.values.get(step.field, UNKNOWN)
    if step.field == "" or step.erased_in is not None or held is UNKNOWN:
        return True
    try:
        return bool(from_plain(record.table.columns[step.field], json.loads(step.old or "null")) == held)
    except (ValueError, KeyError):
        return False


def _value(column: Column[Any], value: Any, *, erased: bool) -> Any:
    return UNKNOWN if erased and isinstance(value, str) else from_plain(column, value)


def _compare(session: Session, piece: list[Replayed]) -> Iterator[Finding]:
    """What records of the same moment really hold."""
    for name in sorted({record.table.name for record in piece}):
        table = metadata.tables[name]
        expected = {record.id: record for record in piece if record.table is table}
        rows = session.execute(select(table).where(table.c.id.in_(expected))).mappings()
        there = {row["id"]: row for row in rows}
        for record_id, record in expected.items():
            about = {"kind": name, "id": str(record_id)}
            if record_id not in there:
                yield Finding("record_gone", about)
                continue
            for column in _unlike(record, there[record_id]):
                yield Finding("value_changed", {**about, "field": column})


def _unlike(record: Replayed, row: Any) -> Iterator[str]:
    """The columns that hold something else than the journal says."""
    for name, value in row.items():
        if name == "id":
            continue
        if name == "revision":
            expected: Any = record.revision
        elif name.endswith(_FOLDED):
            expected = fold(row[name.removesuffix(_FOLDED)])
        else:
            expected = record.values.get(name, UNKNOWN)
        if expected is not UNKNOWN and expected != value:
            yield name
