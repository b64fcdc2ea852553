"""Choosing a day: before each of some days, which colleges can still deal with something, and which cannot (R23)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store, live
from ibo_desk.data.tables import AgendaItem, Body, Meeting, Referral, ReferralTarget
from ibo_desk.domain.audience import Reader, may_read
from ibo_desk.domain.calendars import Reach
from ibo_desk.domain.deadlines import DayKind, Deadline, DecisiveDay, deadline
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.feedback import Turn
from ibo_desk.domain.names import display_name
from ibo_desk.services.agenda.minutes_lock import meeting_name
from ibo_desk.services.base.tables import actions, alive, items
from ibo_desk.services.feedback.alarms import SETTLED
from ibo_desk.services.feedback.concerned import College, Concerned, read_colleges
from ibo_desk.services.feedback.deadline_words import tell_why
from ibo_desk.services.feedback.deadlines import CellDeadlines
from ibo_desk.services.feedback.matrix import heard_cells
from ibo_desk.services.parties.calendars import read_calendars, read_closed_days

LONGEST: Final = 366  # days that are compared at once
_SATURDAY = 5


@dataclass(frozen=True)
class Occasion:
    """What a day is chosen for: a meeting of a body, the conclusion of an item, or a body that an item is put before.

    ``record_id`` is the body, the item or the referral's target.
    """

    kind: DayKind
    record_id: UUID


@dataclass(frozen=True)
class CollegeByDay:
    """What a college can still do before a possible day; days that are not known are None.

    ``done``: it heard of the matter or has nothing to do with it, so no day is too early for it. ``reason`` is how it
    came to these days, in one line.
    """

    id: UUID
    college: str
    done: bool
    last_session: date | None
    in_by: date | None
    turn: Turn
    act_by: date | None
    reach: Reach
    reason: str


@dataclass(frozen=True)
class PossibleDay:
    """A day with what it means for the colleges: ``can`` still deal with it before, or did; ``unknown`` stands apart.

    ``first_in_by`` and ``last_in_by`` are the days by which the notes of those who can must be in.
    """

    on: date
    can: int
    too_late: int
    unknown: int
    first_in_by: date | None
    last_in_by: date | None
    cannot: tuple[str, ...]
    not_known: tuple[str, ...]
    colleges: tuple[CollegeByDay, ...]


@dataclass(frozen=True)
class DayChoice:
    """The working days of a period beside each other, by day; ``best`` is the first on which most can be heard.

    ``body`` is the one that deals with it, ``body_id`` the one in which the municipalities sit; ``title`` is that of
    the item, empty for a meeting. ``closed`` are the closed days of the region that were left out. ``secret``: colleges
    may not know of it.
    """

    occasion: Occasion
    body: str
    body_id: UUID
    title: str
    days: tuple[PossibleDay, ...]
    best: date | None
    closed: tuple[tuple[date, str], ...]
    secret: bool


@dataclass(frozen=True)
class _Now:
    day: date
    time: time


@dataclass(frozen=True)
class _Matter:
    """Whom it concerns, what it is called, and what holds for a college when a day decides."""

    body: str
    body_id: UUID
    title: str
    colleges: Callable[[date], Sequence[College]]  # those that a day concerns
    by: Callable[[College, DecisiveDay], Deadline | None]
    done: frozenset[UUID] = frozenset()
    secret: bool = False


class Choosing:
    """Compares days; nothing is written."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def days(self, occasion: Occasion, first: date, last: date) -> DayChoice:
        """The working days from ``first`` to ``last`` that are not past, both included.

        Raises ``RuleError``: "no_days_to_compare", "too_many_days"; ``NotFoundError("no_such_record")``.
        """
        now = _Now(self._store.clock.today(), self._store.clock.time_of_day())
        today = now.day
        first = max(first, today)
        if last < first:
            raise RuleError("no_days_to_compare")
        if (last - first).days >= LONGEST:
            raise RuleError("too_many_days", count=LONGEST)
        with self._store.read() as session:
            matter = _MATTERS[occasion.kind](session, occasion.record_id, now)
            closed = read_closed_days(session)
            working = [day for day in _days(first, last) if day.weekday() < _SATURDAY]
            days = tuple(
                _possible(matter, DecisiveDay(day, occasion.kind, occasion.record_id), today)
                for day in working
                if day not in closed
            )
            left_out = tuple((day, closed[day]) for day in working if day in closed)
        best = max(days, key=lambda day: (day.can, -day.on.toordinal()), default=None)
        return DayChoice(
            occasion,
            matter.body,
            matter.body_id,
            matter.title,
            days,
            best.on if best is not None else None,
            left_out,
            matter.secret,
        )


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


def _possible(matter: _Matter, day: DecisiveDay, today: date) -> PossibleDay:
    colleges = tuple(_college(matter, college, day, today) for college in matter.colleges(day.on))
    able = [college for college in colleges if college.done or college.reach is Reach.IN_TIME]
    late = [college.college for college in colleges if not college.done and college.reach is Reach.TOO_LATE]
    unknown = [college.college for college in colleges if not college.done and college.reach is Reach.UNKNOWN]
    notes = [
        college.in_by
        for college in able
        if not college.done and college.turn is not Turn.COLLEGE and college.in_by
    ]
    return PossibleDay(
        day.on,
        len(able),
        len(late),
        len(unknown),
        min(notes, default=None),
        max(notes, default=None),
        tuple(late),
        tuple(unknown),
        colleges,
    )


def _college(matter: _Matter, college: College, day: DecisiveDay, today: date) -> CollegeByDay:
    matter_day = matter.by(college, day)
    assert matter_day is not None, "a day that is not past decides"
    return CollegeByDay(
        college.id,
        college.name,
        college.id in matter.done,
        matter_day.last.meeting if matter_day.last else None,
        matter_day.last.submit_by if matter_day.last else None,
        matter_day.turn,
        matter_day.act_by,
        matter_day.reach,
        tell_why(matter_day, matter.body, today),
    )


def _meeting(session: Session, body_id: UUID, now: _Now) -> _Matter:
    """A meeting that is still to be convened: no college has a note."""
    body = live(session, Body, body_id)
    calendars = read_calendars(session)

    def by(college: College, day: DecisiveDay) -> Deadline | None:
        return deadline([day], calendars.get(college.id), Turn.SECRETARIAT, now.day, now.time)

    return _Matter(display_name(body.short_name, body.name), body_id, "", _concerned(session, body_id), by)


def _conclusion(session: Session, item_id: UUID, now: _Now) -> _Matter:
    item = live(session, AgendaItem, item_id)
    body = live(session, Body, item.body_id)
    return _of_item(session, item, display_name(body.short_name, body.name), now)


def _referral(session: Session, target_id: UUID, now: _Now) -> _Matter:
    """A body of a municipality concerns its own college alone; an action's own process concerns all."""
    target = live(session, ReferralTarget, target_id)
    item = live(session, AgendaItem, live(session, Referral, target.referral_id).item_id)
    if target.body_id is None:
        query = select(actions.c.title).where(actions.c.id == target.action_id)
        return _of_item(session, item, session.execute(query).scalar() or "", now)
    body = live(session, Body, target.body_id)
    return _of_item(session, item, display_name(body.short_name, body.name), now, body.organisation_id)


def _of_item(
    session: Session, item: AgendaItem, body: str, now: _Now, municipality: UUID | None = None
) -> _Matter:
    ids = select(items.c.id).where(items.c.id == item.id, alive(items))
    cells = CellDeadlines(session, ids, now.day, at=now.time)
    meets_on = live(session, Meeting, item.meeting_id).on
    colleges = _concerned(session, item.body_id)(max(meets_on, now.day))
    own = [college for college in colleges if college.organisation_id == municipality]
    heard = heard_cells(session, ids)
    return _Matter(
        body,
        item.body_id,
        f"{item.title} ({meeting_name(session, live(session, Meeting, item.meeting_id))})",
        lambda _day: own or colleges,
        lambda college, day: cells.if_decided(item.id, college.id, day),
        frozenset(
            college.id
            for college in colleges
            if (item.topic_id or item.id, college.id) in heard or cells.state(item.id, college.id) in SETTLED
        ),
        secret=not may_read(Reader.MUNICIPALITY, item.audience),
    )


def _concerned(session: Session, body_id: UUID) -> Callable[[date], list[College]]:
    """The colleges that something of a day concerns; the session is not asked any more."""
    concerned, colleges = Concerned(session), read_colleges(session)
    return lambda day: [college for college in colleges if college.id in concerned.on(body_id, day)]


_MATTERS: Final[dict[DayKind, Callable[[Session, UUID, _Now], _Matter]]] = {
    DayKind.MEETING: _meeting,
    DayKind.CONCLUSION: _conclusion,
    DayKind.REFERRAL: _referral,
}
