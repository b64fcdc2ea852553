"""Column values as JSON text and back; the form in which the journal keeps them."""

import json
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, Integer, Time, Uuid
from sqlalchemy.types import TypeEngine

from ibo_desk.data.tables.types import Code, UtcMoment
from ibo_desk.domain.errors import InvalidValueError


def plain(value: object) -> object:
    """A column value as JSON can hold it."""
    if isinstance(value, UUID | StrEnum):
        return str(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value


def refuse_unstorable(field: str, value: object) -> None:
    """No engine is given a text that the other could not keep: NUL, or half of a surrogate pair.

    Raises ``InvalidValueError("invalid_field")``.
    """
    if not isinstance(value, str) or ("\0" not in value and _is_unicode(value)):
        return
    shown = value.replace("\0", "").encode("utf-8", "ignore").decode()
    raise InvalidValueError("invalid_field", field=field, value=shown[:80], why="string_unicode", limits={})


def _is_unicode(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def to_text(value: object) -> str:
    return json.dumps(plain(value), ensure_ascii=False)


def from_plain(column: Column[object], value: object) -> object:
    """The Python value that ``plain`` was made of."""
    return None if value is None else _parse(column.type, value)


def _parse(kind: TypeEngine[object], value: object) -> object:
    if isinstance(kind, Code):
        return kind.kind(str(value))
    for of, read in _READERS:
        if isinstance(kind, of):
            return read(value)
    return value


_READERS: tuple[tuple[type[Any], Any], ...] = (
    (Uuid, UUID),
    (UtcMoment, datetime.fromisoformat),
    (Date, date.fromisoformat),
    (Time, time.fromisoformat),
    (Boolean, bool),
    (Integer, int),
)
