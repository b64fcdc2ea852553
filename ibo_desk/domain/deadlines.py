"""Which day decides for a college, its last useful meeting before it, and until when whose acting helps (R23)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from uuid import UUID

from ibo_desk.domain.calendars import CollegeCalendar, LastUseful, Reach, last_useful, reach
from ibo_desk.domain.feedback import Turn


class DayKind(StrEnum):
    """Why a day decides; of two on one day the first in this order is named."""

    ANSWER = "answer"
    CONCLUSION = "conclusion"
    MEETING = "meeting"
    REFERRAL = "referral"


class TiedDay(StrEnum):
    """A day that is reckoned from the day of a meeting, and can move with it."""

    REPLY = "reply"
    ANSWER = "answer"
    CONCLUSION = "conclusion"
    REFERRAL = "referral"


@dataclass(frozen=True)
class DecisiveDay:
    """A day that lies ahead; ``record`` holds it. On the day itself an answer still helps, a meeting is too late."""

    on: date
    kind: DayKind
    record: UUID

    @property
    def before(self) -> date:
        """The day before which the college must have met."""
        return self.on + timedelta(days=1) if self.kind is DayKind.ANSWER else self.on


@dataclass(frozen=True)
class Deadline:
    """What holds for one item and one college.

    ``act_by`` is the last day that helps whoever's ``turn`` it is: the secretariat must have its note in by
    ``last.submit_by``, a college that has the note can deal with it until ``last.meeting``.
    """

    decisive: DecisiveDay
    calendar: CollegeCalendar | None
    last: LastUseful | None
    turn: Turn
    act_by: date | None
    reach: Reach


def deadline(
    days: Iterable[DecisiveDay],
    calendar: CollegeCalendar | None,
    turn: Turn,
    today: date,
    at: time | None = None,
) -> Deadline | None:
    """By the earliest of the days that is not past; None where none lies ahead.

    ``at`` is the time of day that it is: a college may close at an hour. Without it the whole of today counts.
    """
    order = list(DayKind)
    ahead = sorted(
        (day for day in days if day.on >= today), key=lambda day: (day.before, order.index(day.kind))
    )
    if not ahead:
        return None
    decisive = ahead[0]
    if calendar is not None and not calendar.knows(decisive.before - timedelta(days=1)):
        calendar = None  # of that year nothing is known
    last = last_useful(calendar, decisive.before)
    act_by = None
    if last is not None:
        act_by = last.meeting if turn is Turn.COLLEGE else last.submit_by
    reached = reach(calendar, act_by, today)
    if turn is not Turn.COLLEGE and act_by == today and _has_closed(calendar, at):
        reached = Reach.TOO_LATE
    return Deadline(decisive, calendar, last, turn, act_by, reached)


def _has_closed(calendar: CollegeCalendar | None, at: time | None) -> bool:
    closes = calendar.closes_at if calendar is not None else None
    return closes is not None and at is not None and at > closes
