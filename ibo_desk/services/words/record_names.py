"""The names by which people know records of any kind, asked for many at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session, select

from ibo_desk.data.tables import metadata
from ibo_desk.services.words import format as say
from ibo_desk.services.words import kind_label

Ref = tuple[str, UUID]  # table name, id

_OWN: Final = ("short_title", "title", "short_name", "name", "what", "label", "file_name", "key")
_LEVELS: Final = 3  # "position" is of an item and an organisation, "item" of a meeting, "meeting" of a body
_PARTS: Final = 2  # how many other records name one that has no name of its own
_MANY: Final = 500


def record_names(session: Session, refs: Iterable[Ref]) -> dict[Ref, str]:
    """The name of each record, deleted ones too; a query per kind and level, however many records there are."""
    rows: dict[Ref, Any] = {}
    pending = set(refs)
    for _level in range(_LEVELS):
        rows |= _read(session, pending - rows.keys())
        pending = {
            part for ref, row in list(rows.items()) if not _own_name(row) for part in _parts(ref[0], row)
        }
    return {ref: _name(ref, rows, _LEVELS) for ref in rows}


def with_owners(session: Session, refs: Iterable[Ref]) -> list[Ref]:
    """These records, then those that they belong to, then theirs: where somebody may find them on the screen."""
    owners, level = list(dict.fromkeys(refs)), list(dict.fromkeys(refs))
    for _level in range(_LEVELS):
        rows = _read(session, level)
        level = [part for ref in level if ref in rows for part in _parts(ref[0], rows[ref])]
        owners += [part for part in dict.fromkeys(level) if part not in owners]
    return owners


def referred_table(table_name: str, field: str) -> str | None:
    """The table to whose records a field refers; None for a field that refers to nothing."""
    column = metadata.tables[table_name].columns[field]
    return next((key.column.table.name for key in column.foreign_keys if key.column.name == "id"), None)


def _read(session: Session, refs: Iterable[Ref]) -> dict[Ref, Any]:
    by_table: dict[str, list[UUID]] = defaultdict(list)
    for table_name, record_id in refs:
        by_table[table_name].append(record_id)
    rows: dict[Ref, Any] = {}
    for table_name, ids in by_table.items():
        table = metadata.tables[table_name]
        names = {*_OWN, "on", "number", *_referring(table_name)} & set(table.columns.keys())
        columns = [table.c.id, *(table.c[name] for name in sorted(names))]
        for first in range(0, len(ids), _MANY):
            query = select(*columns).where(table.c.id.in_(ids[first : first + _MANY]))
            for row in session.execute(query).mappings():
                rows[table_name, row["id"]] = row
    return rows


def _referring(table_name: str) -> list[str]:
    return [column.name for column in metadata.tables[table_name].columns if column.foreign_keys]


def _own_name(row: Any) -> str:
    return next((str(row[name]) for name in _OWN if row.get(name)), "")


def _parts(table_name: str, row: Any) -> list[Ref]:
    parts = [
        (target, row[field])
        for field in _referring(table_name)
        if row.get(field) is not None and (target := referred_table(table_name, field))
    ]
    return parts[:_PARTS]


def _name(ref: Ref, rows: dict[Ref, Any], levels: int) -> str:
    row = rows.get(ref)
    if row is None or not levels:
        return ""
    if own := _own_name(row):
        return own
    parts = [_name(part, rows, levels - 1) for part in _parts(ref[0], row)]
    if row.get("on") is not None and ref[0] == "meeting":
        return say.meeting_title(parts[0] if parts else kind_label("meeting"), row["on"], row.get("number"))
    return " · ".join(part for part in parts if part) or kind_label(ref[0])
