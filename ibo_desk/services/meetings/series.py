"""A meeting made like an earlier one, once or on the days of a series: body, place, hours, chairs, standing items."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store, Work, live
from ibo_desk.data.tables import AgendaItem, Body, Meeting
from ibo_desk.domain.bodies import STANDING_TYPES, ItemType
from ibo_desk.domain.calendars import FARTHEST, CollegeCalendar, Rhythm
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.names import display_name
from ibo_desk.language import _, ngettext
from ibo_desk.services.agenda.minutes_lock import meeting_name
from ibo_desk.services.agenda.standing import place_standing, standing_types
from ibo_desk.services.base.records import add
from ibo_desk.services.base.tables import alive, bodies, items, meetings
from ibo_desk.services.meetings.chairs import chairs_of, write_chairs
from ibo_desk.services.meetings.meetings import MEETING
from ibo_desk.services.meetings.returning_items import start_agenda
from ibo_desk.services.parties.calendars import read_calendars, read_closed_days

_WEEK = 7
_LOOKED_AHEAD: Final = timedelta(weeks=13)  # for a day to meet; beyond it somebody else has to choose
# What one meeting leaves to the next; a link is of one call, a reason and a number of one meeting.
_LASTING: Final = ("body_id", "starts_at", "ends_at", "place", "secretary")


@dataclass(frozen=True)
class SeriesDay:
    """A day of a series; ``remark`` says what falls on it, ``left_out`` that it is no day to meet unless chosen."""

    on: date
    remark: str = ""
    left_out: bool = False


class Series:
    """Which days a series has, and making the meetings on those that were chosen."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def days(self, body_id: UUID, first: date, rhythm: Rhythm | None, until: date) -> list[SeriesDay]:
        """The days from the first on in a rhythm, the last included; None: only the first.

        ``MONTHLY`` keeps the week of the month ("the second Tuesday"; a fifth one means the last). Left out are closed
        days of the region, recess of the body or of at least half of the colleges whose calendar is known, and days
        on which the body meets already. Raises ``InvalidValueError("series_ends_before_start")`` and
        ``("series_too_long")`` beyond two years.
        """
        if until < first:
            raise InvalidValueError("series_ends_before_start", first=first, until=until)
        if (until - first).days > FARTHEST:
            raise InvalidValueError("series_too_long", first=first, until=until)
        with self._store.read() as session:
            remarks = _Remarks(session, body_id)
            return [remarks.of(day) for day in days_in_rhythm(first, rhythm, until)]

    def first_free(self, body_id: UUID, first: date) -> date:
        """The first day from this one on, a week apart, that is not left out; this one where a quarter has none."""
        days = self.days(body_id, first, Rhythm.WEEKLY, first + _LOOKED_AHEAD)
        return next((day.on for day in days if not day.left_out), first)

    def add(self, body_id: UUID, days: Collection[date], like_id: UUID | None = None) -> list[UUID]:
        """Make a meeting on each of these days, as one journal entry; returns them by day.

        ``like_id``: a meeting of the body whose place, hours, secretary, chairs and standing items they get, nothing
        of what was said or concluded there. What earlier meetings left comes along as on every new agenda. Raises like
        ``Meetings.add``.
        """
        with self._store.write("") as work:
            like = live(work.session, Meeting, like_id) if like_id is not None else None
            made = [_make(work, body_id, on, like) for on in sorted(set(days))]
            body = live(work.session, Body, body_id)
            work.entry.label = _label(work, made, body)
            return [meeting.id for meeting in made]


def week_of_month(day: date) -> int:
    """Which weekday of its kind in the month a day is, 1-4; a fifth is "the last", 5."""
    return (day.day - 1) // _WEEK + 1


def days_in_rhythm(first: date, rhythm: Rhythm | None, until: date) -> Iterator[date]:
    """The days from the first on, whatever falls on them; without a rhythm only the first."""
    if rhythm is None:
        yield first
        return
    plain = CollegeCalendar(
        first.weekday(), 0, rhythm=rhythm, since=first, week_of_month=week_of_month(first)
    )
    weeks = (until - first).days // _WEEK
    for day in (first + timedelta(weeks=at) for at in range(weeks + 1)):
        if plain.meets_on(day):
            yield day


class _Remarks:
    """What falls on a day, read once and asked for many."""

    def __init__(self, session: Session, body_id: UUID) -> None:
        self._body_id = body_id
        self._closed = read_closed_days(session)
        self._calendars = read_calendars(session)
        self._names = {
            row.id: display_name(row.short_name, row.name)
            for row in session.execute(select(bodies.c.id, bodies.c.short_name, bodies.c.name))
        }
        query = select(meetings.c.on).where(
            alive(meetings), meetings.c.body_id == body_id, meetings.c.state != MeetingState.CANCELLED
        )
        self._there = frozenset(session.execute(query).scalars())

    def of(self, day: date) -> SeriesDay:
        if day in self._there:
            return SeriesDay(day, _("there is a meeting already"), left_out=True)
        if day in self._closed:
            return SeriesDay(day, _("closed: {name}").format(name=self._closed[day]), left_out=True)
        free = [id_ for id_, calendar in self._calendars.items() if _in_recess(calendar, day)]
        if not free:
            return SeriesDay(day)
        names = ", ".join(sorted(self._names[id_] for id_ in free))
        colleges = self._calendars.keys() - {self._body_id}
        most = self._body_id in free or 2 * len(free) >= len(colleges)
        return SeriesDay(day, _("recess: {colleges}").format(colleges=names), left_out=most)


def _in_recess(calendar: CollegeCalendar, day: date) -> bool:
    return any(recess.first <= day <= recess.last for recess in calendar.recesses)


def _make(work: Work, body_id: UUID, on: date, like: Meeting | None) -> Meeting:
    lasting = {name: getattr(like, name) for name in _LASTING} if like is not None else {}
    meeting = add(work, MEETING, {**lasting, "body_id": body_id, "on": on})
    if like is not None:
        write_chairs(work, meeting.id, [chair.name for chair in chairs_of(work.session, like.id)])
    start_agenda(work, meeting)
    if like is not None:
        _standing_as(work, meeting, like)
    work.session.flush()
    return meeting


def _standing_as(work: Work, meeting: Meeting, like: Meeting) -> None:
    """The standing items of an earlier agenda, with the title and the minutes that they have there."""
    body = live(work.session, Body, meeting.body_id)
    if body.external_secretariat or meeting.on < work.clock.today():
        return  # that agenda is theirs, or of the past
    earlier = {item.item_type: item for item in _standing_of(work.session, like.id)}
    usual = standing_types(body)
    place_standing(work, meeting, tuple(kind for kind in ItemType if kind in earlier and kind not in usual))
    for item in _standing_of(work.session, meeting.id):
        as_there = earlier.get(item.item_type)
        if as_there is None:
            continue
        item.minutes = as_there.minutes
        if item.item_type is not ItemType.MINUTES_APPROVAL:  # its title names the day of the other minutes
            item.title = as_there.title
        work.add(item)


def _standing_of(session: Session, meeting_id: UUID) -> Sequence[AgendaItem]:
    query = select(AgendaItem).where(
        items.c.meeting_id == meeting_id, items.c.item_type.in_(sorted(STANDING_TYPES)), alive(items)
    )
    return session.execute(query.order_by(items.c.order_key)).scalars().all()


def _label(work: Work, made: Sequence[Meeting], body: Body) -> str:
    if len(made) == 1:
        return _("{meeting}: planned").format(meeting=meeting_name(work.session, made[0]))
    text = ngettext("{count} meeting of {body} planned", "{count} meetings of {body} planned", len(made))
    return text.format(count=len(made), body=display_name(body.short_name, body.name))
