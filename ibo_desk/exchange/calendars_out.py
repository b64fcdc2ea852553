"""Calendars (.ics) that any calendar program takes: of a college, and of a body (RFC 5545).

An event keeps its id when its day moves. The sequence of a meeting counts its own changes (``calendar_event``), that of
a college's days is the number of entries in the journal, so that what was exported later counts. Days that are not
known are left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from sqlalchemy import func, select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import JournalEntry
from ibo_desk.domain.audience import Reader, may_read
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.exchange.calendar_event import Entry, meeting_entry, new_calendar, sequences, written
from ibo_desk.language import _, ngettext
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.feedback.concerned import Concerned
from ibo_desk.services.feedback.why import DeadlineRow, Deadlines
from ibo_desk.services.meetings.meetings import MeetingRow, Meetings
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.parties.body_rows import BodyRow


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
        entries = [*self._meetings(own), *_sessions(college.organisation, college_id, readable, items)]
        return self._written(_("{college}: consultation of the region").format(college=college.name), entries)

    def of_body(self, body_id: UUID) -> bytes:
        """The meetings of a body. ``NotFoundError`` for an unknown body."""
        return self._written(self._body(body_id).name, self._meetings(Meetings(self._store).listing(body_id)))

    def _body(self, body_id: UUID) -> BodyRow:
        body = next((row for row in Bodies(self._store).listing() if row.id == body_id), None)
        if body is None:
            raise NotFoundError("no_such_record", kind="body", id=str(body_id))
        return body

    def _written(self, name: str, entries: Iterable[Entry]) -> bytes:
        with self._store.read() as session:
            sequence, stamp = session.execute(
                select(func.count(), func.max(JournalEntry.at)).select_from(JournalEntry)
            ).one()
        made = (stamp or self._store.clock.now()).replace(tzinfo=UTC, microsecond=0)
        return written(new_calendar(name), entries, sequence, made)

    def _meetings(self, rows: Sequence[MeetingRow]) -> list[Entry]:
        with self._store.read() as session:
            counted = sequences(session, [row.id for row in rows])
        return [meeting_entry(row, counted[row.id]) for row in rows]


def _sessions(
    town: str, college_id: UUID, rows: Sequence[DeadlineRow], items: Mapping[UUID, ItemRow]
) -> Iterable[Entry]:
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
                yield Entry(
                    f"{kind}-{college_id}-{meeting_id}-{place}@ibo-desk",
                    on,
                    None,
                    None,
                    heading.format(town=town, points=counted),
                    "\n".join(f"- {row.item}: {row.reason}" for row in points),
                )
