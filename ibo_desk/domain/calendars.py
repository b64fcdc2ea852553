"""When a college can still hear of something in time (R23; seed l.594–597)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum


@dataclass(frozen=True)
class Recess:
    """Days without a meeting, both ends included."""

    first: date
    last: date


@dataclass(frozen=True)
class CollegeCalendar:
    """The fixed weekday of a college (Monday = 0) and how many days before it a note must be in."""

    weekday: int
    submit_days: int
    recesses: tuple[Recess, ...] = field(default=())

    def meets_on(self, day: date) -> bool:
        return day.weekday() == self.weekday and not any(r.first <= day <= r.last for r in self.recesses)


@dataclass(frozen=True)
class LastUseful:
    """The last college meeting before a day, and the day a note must be in for it."""

    meeting: date
    submit_by: date


class Reach(StrEnum):
    """Whether a college can still hear of something before it is decided."""

    IN_TIME = "in_time"
    TOO_LATE = "too_late"
    UNKNOWN = "unknown"


def reach(calendar: CollegeCalendar | None, act_by: date | None, today: date) -> Reach:
    """``act_by`` is the last day on which acting helps, that day included; an unknown calendar is never guessed."""
    if calendar is None:
        return Reach.UNKNOWN
    return Reach.IN_TIME if act_by is not None and act_by >= today else Reach.TOO_LATE


def decisive_day(days: Iterable[date | None]) -> date | None:
    """D: the earliest of an item's conclusion, advice or decision and its referral targets' planned dates."""
    known = [day for day in days if day is not None]
    return min(known) if known else None


def last_useful(calendar: CollegeCalendar | None, decisive: date | None) -> LastUseful | None:
    """The last meeting strictly before ``decisive``; None where calendar or day is unknown."""
    if calendar is None or decisive is None:
        return None
    for back in range(1, 731):
        day = decisive - timedelta(days=back)
        if calendar.meets_on(day):
            return LastUseful(day, day - timedelta(days=calendar.submit_days))
    return None


def next_meeting(calendar: CollegeCalendar | None, start: date) -> date | None:
    """The first meeting on or after ``start``."""
    if calendar is None:
        return None
    for ahead in range(731):
        day = start + timedelta(days=ahead)
        if calendar.meets_on(day):
            return day
    return None
