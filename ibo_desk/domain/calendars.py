"""When a college meets, by when a note must be in, and when it can still hear of something in time (R23; l.594–597).

Nothing is invented: a college whose calendar is not known has no day, and one that only meets on listed days has none
in a year of which no list came.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from functools import cached_property
from uuid import UUID

FARTHEST = 731  # days that are looked through for a meeting
_WEEK = 7
_LAST_OF_MONTH = 5
_SATURDAY = 5


class Rhythm(StrEnum):
    """How often a college meets; ``LISTED``: only on the days of its list."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    LISTED = "listed"


class SubmitRule(StrEnum):
    """How a college counts back to the day a note must be in; ``WEEK_BEFORE``: a weekday of the week before."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    WEEK_BEFORE = "week_before"


class SessionKind(StrEnum):
    """What is known of one day; the listed days of a year take the place of the rhythm in that year."""

    LISTED = "listed"
    EXTRA = "extra"
    DROPPED = "dropped"
    MOVED = "moved"


class Skip(StrEnum):
    """Why a college does not meet on a day on which its rhythm would have it meet."""

    CLOSED = "closed"
    RECESS = "recess"
    DROPPED = "dropped"
    MOVED = "moved"


@dataclass(frozen=True)
class Recess:
    """Days without a meeting, both ends included; ``id`` of the record that says so."""

    first: date
    last: date
    label: str = field(default="", compare=False)
    id: UUID | None = field(default=None, compare=False)


@dataclass(frozen=True)
class SessionDay:
    """One day of which something is known; ``moved_to`` of a meeting that was moved."""

    on: date
    kind: SessionKind
    moved_to: date | None = None
    id: UUID | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Skipped:
    """A meeting that does not take place: why, in whose words, and the record that says so."""

    on: date
    why: Skip
    label: str = ""
    moved_to: date | None = None
    record: UUID | None = None


@dataclass(frozen=True)
class SubmitBy:
    """The day a note must be in; ``counted`` is where the rule alone comes out, ``on`` the working day at or before."""

    on: date
    counted: date


@dataclass(frozen=True)
class CollegeCalendar:
    """When a college meets (Monday = 0), and by when its notes must be in.

    ``since`` is any day in a week of a fortnightly meeting; ``week_of_month`` 1–4, or 5 for the last. ``submit_days``
    count by ``submit_rule``; with ``WEEK_BEFORE`` the note must be in on ``submit_weekday`` at ``submit_at``.
    ``closed`` are the region's closed days with their names.
    """

    weekday: int
    submit_days: int
    recesses: tuple[Recess, ...] = field(default=())
    rhythm: Rhythm = Rhythm.WEEKLY
    since: date | None = None
    week_of_month: int = 1
    submit_rule: SubmitRule = SubmitRule.CALENDAR_DAYS
    submit_weekday: int = 0
    submit_at: time | None = None
    sessions: tuple[SessionDay, ...] = field(default=())
    closed: Mapping[date, str] = field(default_factory=dict, compare=False)
    id: UUID | None = field(default=None, compare=False)

    def meets_on(self, day: date) -> bool:
        """Whether it meets; a day that somebody named is held whatever else falls on it."""
        named = self._named.get(day)
        if named is not None:
            return named.kind in {SessionKind.LISTED, SessionKind.EXTRA}
        return day in self._moved_to or (self._by_rhythm(day) and self._hindered(day) is None)

    def skipped(self, day: date) -> Skipped | None:
        """The meeting that would fall on a day and does not; None where there is one, or none was to be."""
        named = self._named.get(day)
        if named is not None and named.kind in {SessionKind.DROPPED, SessionKind.MOVED}:
            return Skipped(day, Skip(named.kind), "", named.moved_to, named.id)
        if self.meets_on(day) or not self._by_rhythm(day):
            return None
        return self._hindered(day)

    def knows(self, day: date) -> bool:
        """Whether anything can be said of a day: not where only listed days count, and that year has no list."""
        return self.rhythm is not Rhythm.LISTED or day.year in self._listed_years

    def submit_by(self, meeting: date) -> SubmitBy:
        """When a note must be in for a meeting: counted by the rule, then back to a day on which it is taken in."""
        counted = _COUNTING[self.submit_rule](self, meeting)
        day = counted
        while day != meeting and not self.takes_in(day):
            day -= timedelta(days=1)
            if (counted - day).days > FARTHEST:
                return SubmitBy(counted, counted)
        return SubmitBy(day, counted)

    @property
    def closes_at(self) -> time | None:
        """The hour at which a note must be in on its last day; None where the whole day counts."""
        return self.submit_at if self.submit_rule is SubmitRule.WEEK_BEFORE else None

    def takes_in(self, day: date) -> bool:
        """Whether notes are taken in: on working days outside closed days and recess."""
        return day.weekday() < _SATURDAY and self._hindered(day) is None

    @cached_property
    def _named(self) -> dict[date, SessionDay]:
        return {session.on: session for session in self.sessions}

    @cached_property
    def _moved_to(self) -> frozenset[date]:
        return frozenset(session.moved_to for session in self.sessions if session.moved_to is not None)

    @cached_property
    def _listed_years(self) -> frozenset[int]:
        return frozenset(session.on.year for session in self.sessions if session.kind is SessionKind.LISTED)

    def _by_rhythm(self, day: date) -> bool:
        if self.rhythm is Rhythm.LISTED or day.year in self._listed_years or day.weekday() != self.weekday:
            return False
        if self.rhythm is Rhythm.FORTNIGHTLY:
            return self.since is not None and (_monday(day) - _monday(self.since)).days % (2 * _WEEK) == 0
        if self.rhythm is Rhythm.MONTHLY:
            last = (day + timedelta(days=_WEEK)).month != day.month
            nth = (day.day - 1) // _WEEK + 1
            return last if self.week_of_month == _LAST_OF_MONTH else nth == self.week_of_month
        return True

    def _hindered(self, day: date) -> Skipped | None:
        if day in self.closed:
            return Skipped(day, Skip.CLOSED, self.closed[day])
        recess = next((recess for recess in self.recesses if recess.first <= day <= recess.last), None)
        return Skipped(day, Skip.RECESS, recess.label, None, recess.id) if recess else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _calendar_days(calendar: CollegeCalendar, meeting: date) -> date:
    return meeting - timedelta(days=calendar.submit_days)


def _working_days(calendar: CollegeCalendar, meeting: date) -> date:
    day, left = meeting, calendar.submit_days
    while left and (meeting - day).days < FARTHEST:
        day -= timedelta(days=1)
        left -= calendar.takes_in(day)
    return day


def _week_before(calendar: CollegeCalendar, meeting: date) -> date:
    return _monday(meeting) - timedelta(days=_WEEK - calendar.submit_weekday)


_COUNTING: dict[SubmitRule, Callable[[CollegeCalendar, date], date]] = {
    SubmitRule.CALENDAR_DAYS: _calendar_days,
    SubmitRule.WORKING_DAYS: _working_days,
    SubmitRule.WEEK_BEFORE: _week_before,
}


@dataclass(frozen=True)
class LastUseful:
    """The last college meeting before a day, the day a note must be in for it, and what was passed over.

    ``counted`` is where the submitting rule alone comes out; ``skipped`` are the meetings between ``meeting`` and the
    day that do not take place, the latest first.
    """

    meeting: date
    submit_by: date
    counted: date
    skipped: tuple[Skipped, ...] = ()


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


def last_useful(calendar: CollegeCalendar | None, decisive: date | None) -> LastUseful | None:
    """The last meeting strictly before ``decisive``; None where calendar or day is unknown."""
    if calendar is None or decisive is None:
        return None
    skipped: list[Skipped] = []
    for day in _backwards(decisive):
        if not calendar.knows(day):
            return None
        if calendar.meets_on(day):
            submit = calendar.submit_by(day)
            return LastUseful(day, submit.on, submit.counted, tuple(skipped))
        passed = calendar.skipped(day)
        if passed is not None:
            skipped.append(passed)
    return None


def _backwards(day: date) -> Iterator[date]:
    return (day - timedelta(days=back) for back in range(1, FARTHEST))


def next_meeting(calendar: CollegeCalendar | None, start: date) -> date | None:
    """The first meeting on or after ``start``; None where that is not known."""
    if calendar is None:
        return None
    for ahead in range(FARTHEST):
        day = start + timedelta(days=ahead)
        if not calendar.knows(day):
            return None
        if calendar.meets_on(day):
            return day
    return None
