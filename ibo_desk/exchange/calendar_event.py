"""Events and calendars as RFC 5545 wants them, for the files that are exported and for invitations.

A meeting has one id for its whole life. Its sequence counts how often its day, hours, place or link changed or it was
called off or held after all, so that a calendar takes what came last, whichever file or mail it came in.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone
from sqlalchemy import func, or_, select
from sqlmodel import Session

from ibo_desk.data.tables import metadata
from ibo_desk.data.values import to_text
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.language import _
from ibo_desk.services.meetings.meetings import MeetingRow

changes = metadata.tables["change"]

_ZONE: Final = ZoneInfo("Europe/Brussels")
# Written out, so that a file does not change with the time zone data of the computer that made it; and by rules, since
# Outlook passes over a list of days.
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
_PLANNED: Final = ("on", "starts_at", "ends_at", "place", "online")


@dataclass(frozen=True)
class Entry:
    """One event; ``at`` None lasts the whole day; ``sequence`` None takes that of its calendar."""

    uid: str
    on: date
    at: time | None
    until: time | None
    summary: str
    words: str = ""
    place: str = ""
    link: str = ""
    cancelled: bool = False
    sequence: int | None = None


def meeting_entry(row: MeetingRow, sequence: int) -> Entry:
    """The event of a meeting."""
    return Entry(
        f"meeting-{row.id}@ibo-desk",
        row.on,
        None if row.written else row.starts_at,  # of a written procedure the day is the last one to answer
        row.ends_at,
        row.title,
        words=_("Take part online: {link}").format(link=row.online) if row.online else "",
        place=row.place or (_("online") if row.online else ""),
        link=row.online,
        cancelled=row.state is MeetingState.CANCELLED,
        sequence=sequence,
    )


def sequences(session: Session, meeting_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """By meeting how often what its event says changed, from the journal."""
    called_off = to_text(MeetingState.CANCELLED)
    state = (changes.c.field == "state") & or_(changes.c.old == called_off, changes.c.new == called_off)
    query = (
        select(changes.c.record_id, func.count(changes.c.entry_id.distinct()))
        .where(changes.c.record_id.in_(meeting_ids), or_(changes.c.field.in_(_PLANNED), state))
        .group_by(changes.c.record_id)
    )
    counted = {record_id: int(count) for record_id, count in session.execute(query)}
    return {meeting_id: counted.get(meeting_id, 0) for meeting_id in meeting_ids}


def new_calendar(name: str = "", method: str = "") -> Calendar:
    """A calendar without events, with the time zone of the region."""
    calendar = Calendar()
    calendar.add("prodid", "-//IBO Desk//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    calendar.add_component(_timezone())
    return calendar


def event_of(entry: Entry, sequence: int, stamp: datetime) -> Event:
    """An event; ``stamp`` in UTC is when it was made."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", sequence if entry.sequence is None else entry.sequence)
    event.add("dtstamp", stamp)
    event.add("summary", entry.summary)
    if entry.at is None:
        event.add("dtstart", entry.on)
        event.add("transp", "TRANSPARENT")  # a day that is marked does not take the day
    else:
        event.add("dtstart", datetime.combine(entry.on, entry.at, _ZONE))
        if entry.until is not None and entry.until > entry.at:
            event.add("dtend", datetime.combine(entry.on, entry.until, _ZONE))
    for name, text in (("description", entry.words), ("location", entry.place), ("url", entry.link)):
        if text:
            event.add(name, text)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event


def written(calendar: Calendar, entries: Iterable[Entry], sequence: int, stamp: datetime) -> bytes:
    """The calendar with its events in the order of their days."""
    for entry in sorted(entries, key=lambda entry: (entry.on, entry.uid)):
        calendar.add_component(event_of(entry, sequence, stamp))
    return bytes(calendar.to_ical())


@cache
def _timezone() -> Timezone:
    zone = Timezone.from_ical(_TIMEZONE)
    assert isinstance(zone, Timezone)
    return zone
