"""The changes of the journal in words: the field by its label, codes by theirs, names instead of ids."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Session

from ibo_desk.data.erased import is_erased
from ibo_desk.data.tables import Change, metadata
from ibo_desk.data.values import from_plain
from ibo_desk.domain.text_changes import Piece, changed_pieces
from ibo_desk.language import N_, _
from ibo_desk.services.words import field_label, kind_label, shown
from ibo_desk.services.words import format as say
from ibo_desk.services.words.record_names import Ref, record_names, referred_table

LONG: Final = 80  # characters from which a text is told by its differences
_UNTOLD: Final = frozenset(
    {
        "order_key",
        "content",
        "content_hash",
        "delivered_hash",
        "row_hash",
        "blob_sha256",
        "secret",
        "value_hash",
    }
)
_MADE, _DELETED, _BACK, _REORDERED = (
    N_("added"),
    N_("deleted"),
    N_("brought back"),
    N_("another place in the list"),
)
_BY_ENDING: Final[tuple[tuple[str, Callable[[int | None], str]], ...]] = (
    ("_cents", say.money),
    ("vte_thousandths", say.vte),
    ("_thousandths", say.number),
)


@dataclass(frozen=True)
class ChangeRow:
    """One field of one record: ``field`` as stored ("" for the making of the record), the rest in words.

    ``pieces`` tell what differs in long texts; ``record`` is the record's name of today.
    """

    id: UUID
    entry_id: UUID
    kind: str
    record_id: UUID
    record: str
    field: str
    heading: str
    old: str
    new: str
    pieces: tuple[Piece, ...] = ()


def change_rows(session: Session, changes: Iterable[Change]) -> list[ChangeRow]:
    """The changes in words; a fixed number of queries per kind of record that they speak of."""
    read = [(change, _values(change, change.old), _values(change, change.new)) for change in changes]
    refs: set[Ref] = set()
    for change, old, new in read:
        refs.add((change.table_name, change.record_id))
        refs |= {
            (target, value)
            for side in (old, new)
            for field, value in side.items()
            if isinstance(value, UUID) and (target := _target(change, field))
        }
    names = record_names(session, refs)
    return [_row(change, old, new, names) for change, old, new in read]


def _row(
    change: Change, old: Mapping[str, Any], new: Mapping[str, Any], names: Mapping[Ref, str]
) -> ChangeRow:
    record = names.get((change.table_name, change.record_id)) or kind_label(change.table_name)
    heading = field_label(change.field) if change.field else kind_label(change.table_name)
    before, after = (
        in_words(change.field, side.get(change.field), _target(change, change.field), names)
        for side in (old, new)
    )
    if change.field == "":
        before, after = "", _made(change, new, names)
    elif change.field == "deleted_in":
        heading = kind_label(change.table_name)
        before, after = "", _(_BACK) if new["deleted_in"] is None else _(_DELETED)
    elif change.field == "order_key":
        before, after = "", _(_REORDERED)
    return ChangeRow(
        id=change.id,
        entry_id=change.entry_id,
        kind=change.table_name,
        record_id=change.record_id,
        record=record,
        field=change.field,
        heading=heading,
        old=before,
        new=after,
        pieces=_pieces(before, after),
    )


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    if max(len(old), len(new)) < LONG and "\n" not in old + new:
        return ()
    return tuple(changed_pieces(old, new))


def _made(change: Change, values: Mapping[str, Any], names: Mapping[Ref, str]) -> str:
    """That a record was made, and what was filled in then, a line each."""
    filled = [
        f"{field_label(field)}: {words}"
        for field, value in values.items()
        if field not in _UNTOLD and (words := in_words(field, value, _target(change, field), names))
    ]
    return "\n".join([_(_MADE), *filled])


def _target(change: Change, field: str) -> str | None:
    return referred_table(change.table_name, field) if field and field != "deleted_in" else None


def _values(change: Change, text: str | None) -> dict[str, Any]:
    """One side of a change by field: one field, or all of a record that was made."""
    if text is None:
        return {change.field: None}
    value = json.loads(text)
    whole = value if change.field == "" else {change.field: value}
    columns = metadata.tables[change.table_name].columns
    return {field: _read(columns[field], value) for field, value in whole.items() if field in columns}


def _read(column: Column[Any], value: Any) -> Any:
    """The Python value; what is no code any more comes back as it was written."""
    try:
        return value if is_erased(value) else from_plain(column, value)
    except ValueError:
        return value


def in_words(field: str, value: object, target: str | None, names: Mapping[Ref, str]) -> str:
    if value is None or value == "" or value is False:
        return ""
    if is_erased(value):
        return _("(erased)")
    if field in _UNTOLD:
        return _("(content)")
    if isinstance(value, UUID):
        return names.get((target, value), "") if target else ""
    if isinstance(value, int) and not isinstance(value, bool):
        teller = next((tell(value) for ending, tell in _BY_ENDING if field.endswith(ending)), None)
        return teller or str(value)
    if isinstance(value, StrEnum | bool | date | datetime | time):
        return shown(value)
    return str(value)
