"""A list as somebody looks at it: its headings, and of each cell what is shown and what is held."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    """What a number counts."""

    NONE = "none"
    EURO = "euro"
    STAFF = "staff"


@dataclass(frozen=True)
class ShownCell:
    """``value`` is the day, hour or number that is held; without one the words are all there is."""

    text: str
    value: date | time | Decimal | int | None = None
    unit: Unit = Unit.NONE


@dataclass(frozen=True)
class ShownList:
    """``narrowed`` says which filters left these rows; nothing where all are there."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    narrowed: tuple[str, ...] = ()
