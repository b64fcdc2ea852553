"""Rows that are no records of their own, as a table wants them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4


@dataclass(frozen=True)
class Line:
    """``about`` is the row itself; the id only tells it from other lines."""

    id: UUID
    revision: UUID | None
    about: Any


def lines(rows: Sequence[Any]) -> list[Line]:
    """These rows, each with an id of its own."""
    return [Line(uuid4(), None, row) for row in rows]


def of(get: Callable[[Any], Any]) -> Callable[[Line], Any]:
    """What a column reads from the row inside a line."""
    return lambda line: get(line.about)
