"""Calendars (.ics) that any calendar program takes: of a college, and of a body (RFC 5545).

An event keeps its id when its day moves; its sequence is the number of entries in the journal, so that what was
exported later counts. Days that are not known are left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone
from sqlalchemy import func, select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import JournalEntry
from ibo_desk.domain.audience import Reader, may_read
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.language import _, ngettext
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.feedback.concerned import Concerned
from ibo_desk.services.feedback.why import DeadlineRow, Deadlines
from ibo_desk.services.meetings.meetings import MeetingRow, Meetings
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.parties.body_rows import BodyRow

_ZONE: Final = ZoneInfo("Europe/Brussels")
# Written out, so that a file does not change with the time zone data of the computer that made it.
_TIMEZONE: Final = b"""BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class _Entry:
    """One event; ``at`` None lasts the whole day."""

    uid: str
    on: date
    at: time | None
    until: time | None
    summary: str
    words: str = ""
    place: str = ""
    cancelled: bool = False


class CalendarsOut:
    """Calendars as bytes, ready to be written to a file; nothing is recorded."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_college(self, college_id: UUID) -> bytes:
        """Meetings that concern a college, its last useful sessions with their points, and when notes must be in.

        ``NotFoundError`` for what is no college.
        """
        college = self._body(college_id)
        listed = Meetings(self._store).listing()
        with self._store.read() as session:
            concerned = Concerned(session)
        own = [row for row in listed if college_id in concerned.on(row.body_id, row.on)]
        rows = [row for row in Deadlines(self._store).listing() if row.college_id == college_id]
        items = {item.id: item for item in Agenda(self._store).by_ids([row.item_id for row in rows])}
        readable = [row for row in rows if may_read(Reader.MUNICIPALITY, items[row.item_id].audience)]
        entries = [*map(_meeting, own), *_sessions(college.organisation, college_id, readable, items)]
        return self._written(_("{college}: consultation of the region").format(college=college.name), entries)

    def of_body(self, body_id: UUID) -> bytes:
        """The meetings of a body. ``NotFoundError`` for an unknown body."""
        return self._written(
            self._body(body_id).name, [_meeting(row) for row in Meetings(self._store).listing(body_id)]
        )

    def _body(self, body_id: UUID) -> BodyRow:
        body = next((row for row in Bodies(self._store).listing() if row.id == body_id), None)
        if body is None:
            raise NotFoundError("no_such_record", kind="body", id=str(body_id))
        return body

    def _written(self, name: str, entries: Iterable[_Entry]) -> bytes:
        with self._store.read() as session:
            sequence, stamp = session.execute(
                select(func.count(), func.max(JournalEntry.at)).select_from(JournalEntry)
            ).one()
        calendar = Calendar()
        calendar.add("prodid", "-//IBO Desk//NL")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("x-wr-calname", name)
        calendar.add_component(_timezone())
        made = (stamp or self._store.clock.now()).replace(tzinfo=UTC, microsecond=0)
        for entry in sorted(entries, key=lambda entry: (entry.on, entry.uid)):
            calendar.add_component(_event(entry, sequence, made))
        return bytes(calendar.to_ical())


def _meeting(row: MeetingRow) -> _Entry:
    return _Entry(
        f"meeting-{row.id}@ibo-desk",
        row.on,
        row.starts_at,
        row.ends_at,
        row.title,
        place=row.place,
        cancelled=row.state is MeetingState.CANCELLED,
    )


def _sessions(
    town: str, college_id: UUID, rows: Sequence[DeadlineRow], items: Mapping[UUID, ItemRow]
) -> Iterable[_Entry]:
    """By meeting the days on which the college must deal with its points and have its notes.

    The first day of a meeting keeps its id when it moves; points with another day have an event of their own.
    """
    kinds = (
        ("college", _("College {town}: {points}"), attrgetter("last_session")),
        ("note", _("Notes in for the college {town}: {points}"), attrgetter("in_by")),
    )
    by_meeting = sorted(rows, key=lambda row: str(items[row.item_id].meeting_id))
    for meeting_id, of_meeting in groupby(by_meeting, lambda row: items[row.item_id].meeting_id):
        known = list(of_meeting)
        for kind, heading, day_of in kinds:
            days = sorted({on for on in map(day_of, known) if on is not None})
            for place, on in enumerate(days):
                points = [row for row in known if day_of(row) == on]
                count = ngettext("{count} point of {meeting}", "{count} points of {meeting}", len(points))
                counted = count.format(count=len(points), meeting=points[0].meeting)
                yield _Entry(
                    f"{kind}-{college_id}-{meeting_id}-{place}@ibo-desk",
                    on,
                    None,
                    None,
                    heading.format(town=town, points=counted),
                    "\n".join(f"- {row.item}: {row.reason}" for row in points),
                )


def _event(entry: _Entry, sequence: int, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", sequence)
    event.add("dtstamp", stamp)
    event.add("summary", entry.summary)
    if entry.at is None:
        event.add("dtstart", entry.on)
        event.add("transp", "TRANSPARENT")  # a day that is marked does not take the day
    else:
        event.add("dtstart", datetime.combine(entry.on, entry.at, _ZONE))
        if entry.until is not None and entry.until > entry.at:
            event.add("dtend", datetime.combine(entry.on, entry.until, _ZONE))
    if entry.words:
        event.add("description", entry.words)
    if entry.place:
        event.add("location", entry.place)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event


@cache
def _timezone() -> Timezone:
    zone = Timezone.from_ical(_TIMEZONE)
    assert isinstance(zone, Timezone)
    return zone
