"""Rows that are no records of their own, as a table wants them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID, uuid4

T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True)
class Line(Generic[T]):
    """``about`` is the row itself; the id only tells it from other lines."""

    id: UUID
    revision: UUID | None
    about: T


def lines(rows: Sequence[T]) -> list[Line[T]]:
    """These rows, each with an id of its own."""
    return [Line(uuid4(), None, row) for row in rows]


def of(get: Callable[[T], V]) -> Callable[[Line[T]], V]:
    """What a column reads from the row inside a line."""
    return lambda line: get(line.about)
