"""A row as somebody may read it: the one way in which pages, mails and papers leave out what is narrower."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar, cast
from uuid import UUID

from ibo_desk.data.tables import READ_BY
from ibo_desk.data.tables.read_by import By, Rule
from ibo_desk.domain.audience import Audience, OwnPart, Reader, may_read
from ibo_desk.domain.bodies import BodyKind

Row = TypeVar("Row", bound=Any)
Kinds = Mapping[UUID, BodyKind]  # the kind of each body by its id, and by the id of each of its meetings
_EMPTY: Mapping[type, object] = {str: "", tuple: (), bool: False}


def as_read(table: str, row: Row, reader: Reader, kinds: Kinds, *, own: bool = False) -> Row | None:
    """A row of a service for ``reader``: None where the record may not be known, else without what is narrower.

    ``own`` says that the record is the reader's own.
    """
    declared = READ_BY[table]
    value = row.__getattribute__
    if not may_read(reader, audience_of(declared.record, value, kinds), own=own):
        return None
    there = {part.name for part in fields(row)}
    hidden = {
        name: _EMPTY.get(type(getattr(row, name)))
        for rule, names in declared.narrower.items()
        for name in names.split()
        if name in there and not may_read(reader, audience_of(rule, value, kinds), own=own)
    }
    return replace(row, **hidden) if hidden else row


def all_as_read(
    table: str,
    rows: Iterable[Row],
    reader: Reader,
    kinds: Kinds,
    *,
    own: Callable[[Row], bool] = lambda _row: False,
) -> tuple[Row, ...]:
    """The rows of which the reader may know, each as it may be read."""
    seen = (as_read(table, row, reader, kinds, own=own(row)) for row in rows)
    return tuple(row for row in seen if row is not None)


def audience_of(rule: Rule, value: Callable[[str], object], kinds: Kinds) -> Audience | OwnPart:
    """For whom something is, by its rule; ``value`` gives what stands in a column of the record."""
    if isinstance(rule, By):
        given = (value(name) for name in rule.columns)
        return rule.rule(*(kinds[part] if isinstance(part, UUID) else part for part in given))
    if isinstance(rule, Audience | OwnPart):
        return rule
    return cast(Audience, value(rule))
