"""How an indicator moves, and when an action or a body is evaluated next (R5, R16)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

from ibo_desk.domain.recurrence import months_later

_NEAR: Final = timedelta(days=182)
DEAL_YEARS: Final = (1, 2)  # a regiodeal is evaluated after one and two years


class Trend(StrEnum):
    """The last two values beside each other; towards or away where a target says which way is good."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"
    TOWARDS = "towards"
    AWAY = "away"
    REACHED = "reached"


def trend(values: Sequence[int], target: int | None) -> Trend | None:
    """How the last value stands to the one before it; None before there are two, unless the target is reached.

    ``values`` from old to new, the baseline first. On which side of the target it began says which way is good.
    """
    if not values:
        return None
    first, last = values[0], values[-1]
    if target is not None and _is_there(first, last, target):
        return Trend.REACHED
    if len(values) < 2:
        return None
    before = values[-2]
    if last == before:
        return Trend.STEADY
    if target is None or first == target:
        return Trend.RISING if last > before else Trend.FALLING
    return Trend.TOWARDS if (last > before) is (target > first) else Trend.AWAY


def _is_there(first: int, last: int, target: int) -> bool:
    return last == target or (first < target <= last) or (first > target >= last)


class Evaluated(Protocol):
    """An evaluation that was planned, held, or both."""

    @property
    def planned_on(self) -> date | None: ...
    @property
    def on(self) -> date | None: ...
    @property
    def next_due_on(self) -> date | None: ...


def awaited_evaluations(evaluations: Iterable[Evaluated]) -> list[date]:
    """The days of the next evaluations of one subject: those planned, else what the last one that was held says."""
    rows = list(evaluations)
    planned = sorted(row.planned_on for row in rows if row.on is None and row.planned_on is not None)
    held = [row for row in rows if row.on is not None]
    if planned or not held:
        return planned
    last = max(held, key=lambda row: row.on or date.min)
    return [last.next_due_on] if last.next_due_on is not None else []


def proposed_evaluations(closed_on: date, evaluations: Iterable[Evaluated]) -> list[date]:
    """When a regiodeal that was closed on a day is evaluated, without days near which an evaluation stands already."""
    known = [day for row in evaluations for day in (row.planned_on, row.on, row.next_due_on) if day]
    days = [months_later(closed_on, 12 * years) for years in DEAL_YEARS]
    return [day for day in days if not any(abs(day - other) <= _NEAR for other in known)]
