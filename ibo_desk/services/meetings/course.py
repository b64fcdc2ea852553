"""What happens while a meeting runs: opened, items taken up, breaks, who comes and goes, and closed (R21)."""

from collections.abc import Collection
from datetime import time
from uuid import UUID

from sqlalchemy import select

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import AgendaItem, Attendance, Meeting, Organisation
from ibo_desk.domain.course import Break, lasting, read_breaks, taken_up_at, with_break, write_breaks
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.meetings import MEETING_TRANSITIONS, MeetingState, took_place
from ibo_desk.domain.organisations import WAS_THERE, Presence
from ibo_desk.domain.transitions import check_transition
from ibo_desk.language import _
from ibo_desk.services.agenda.minutes_lock import meeting_name
from ibo_desk.services.base.tables import alive, attendances, items
from ibo_desk.services.base.writing import refuse_locked
from ibo_desk.services.words.format import clock


class Course:
    """Notes hours; one that is not given is now, on the day of the meeting itself."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, meeting_id: UUID, at: time | None = None) -> None:
        """The chair opens the meeting; raises ``RuleError("transition_not_allowed")``, ``LockedError``."""
        with self._store.write("") as work:
            meeting = _meeting(work, meeting_id)
            hour = _hour(work, meeting, at)
            _begin(work, meeting, hour)
            text = _("{meeting} opened at {time}")
            work.entry.label = text.format(meeting=meeting_name(work.session, meeting), time=clock(hour))

    def close(self, meeting_id: UUID, at: time | None = None) -> None:
        """The chair closes it; a break that lasts ends with it."""
        with self._store.write("") as work:
            meeting = _meeting(work, meeting_id)
            hour = _hour(work, meeting, at)
            meeting.closed_at = hour
            _end_break(meeting, hour)
            work.add(meeting)
            text = _("{meeting} closed at {time}")
            work.entry.label = text.format(meeting=meeting_name(work.session, meeting), time=clock(hour))

    def take_up(self, item_id: UUID, at: time | None = None) -> time:
        """The meeting takes up an item, in whatever order; it opens with its first, and a break ends."""
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            meeting = _meeting(work, item.meeting_id)
            hour = _hour(work, meeting, at)
            _take_up(work, meeting, item, hour)
            return hour

    def stay_on(self, item_id: UUID) -> time | None:
        """Somebody stays on an item while the meeting runs: it is taken up by the clock, after those before it.

        None where an hour stands there already, and where the meeting does not run today.
        """
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            meeting = _meeting(work, item.meeting_id)
            now = _now(work, meeting)
            if now is None or meeting.opened_at is None or meeting.closed_at or item.began_at:
                return None
            hour = taken_up_at(now, meeting.opened_at, *_hours_noted(work, meeting))
            _take_up(work, meeting, item, hour)
            return hour

    def suspend(self, meeting_id: UUID, since: time | None = None, until: time | None = None) -> Break:
        """A break from one hour to another; without an end it lasts until an item is taken up.

        Without hours it begins now, or ends where one lasts. Raises ``InvalidValueError("break_backwards")``.
        """
        with self._store.write("") as work:
            meeting = _meeting(work, meeting_id)
            there = read_breaks(meeting.breaks)
            running = lasting(there)
            if running is not None and until is None:
                since, until = running.since, _hour(work, meeting, since)
            begun = _hour(work, meeting, since)
            meeting.breaks = write_breaks(with_break(there, begun, until))
            work.add(meeting)
            made = Break(begun, until)
            text = _("Break from {start} to {end}") if until else _("Break from {start}")
            work.entry.label = text.format(start=clock(begun), end=clock(until))
            return made

    def arrive(self, attendance_ids: Collection[UUID], at: time | None = None) -> time | None:
        """Who is there; the hour counts for who comes when the first item was taken up already."""
        with self._store.write("") as work:
            lines = _lines(work, attendance_ids)
            hour = at
            for line in lines:
                meeting = work.get(Meeting, line.meeting_id)
                if at is None and _has_begun(work, meeting) and line.presence not in WAS_THERE:
                    hour = _came_late(meeting, _now(work, meeting))
                line.presence = Presence.REPLACED if line.replaced_by_id else Presence.PRESENT
                line.arrived_at = hour if hour is not None else line.arrived_at
                work.add(line)
            since = f" ({clock(hour)})" if hour else ""
            work.entry.label = _("{who}: present").format(who=_names_of(work, lines)) + since
            return hour

    def leave(self, attendance_ids: Collection[UUID], at: time | None = None) -> time:
        """Who leaves was there; raises ``InvalidValueError("say_the_hour")`` on another day than the meeting's."""
        with self._store.write("") as work:
            lines = _lines(work, attendance_ids)
            hour = _hour(work, work.get(Meeting, lines[0].meeting_id), at)
            for line in lines:
                if line.presence not in WAS_THERE:
                    line.presence = Presence.PRESENT
                line.left_at = hour
                work.add(line)
            text = _("{who}: present until {time}")
            work.entry.label = text.format(who=_names_of(work, lines), time=clock(hour))
            return hour


def _meeting(work: Work, meeting_id: UUID) -> Meeting:
    meeting = work.get(Meeting, meeting_id)
    refuse_locked(work.session, meeting.id, "meeting")
    return meeting


def _lines(work: Work, attendance_ids: Collection[UUID]) -> list[Attendance]:
    lines = [work.get(Attendance, attendance_id) for attendance_id in dict.fromkeys(attendance_ids)]
    for line in lines:
        refuse_locked(work.session, line.meeting_id, "attendance")
    return lines


def _names_of(work: Work, lines: list[Attendance]) -> str:
    names = [work.get(Organisation, line.organisation_id).name for line in lines]
    return names[0] if len(names) == 1 else _("{count} attendees").format(count=len(names))


def _begin(work: Work, meeting: Meeting, hour: time) -> None:
    if not took_place(meeting.state):
        check_transition(MEETING_TRANSITIONS, meeting.state, MeetingState.HELD)
        meeting.state = MeetingState.HELD
    meeting.opened_at = hour
    work.add(meeting)


def _take_up(work: Work, meeting: Meeting, item: AgendaItem, hour: time) -> None:
    if meeting.opened_at is None or not took_place(meeting.state):
        _begin(work, meeting, min(hour, meeting.opened_at or hour))
    _end_break(meeting, hour)
    item.began_at = hour
    work.add(item)
    work.add(meeting)
    text = _("“{title}” taken up at {time}")
    work.entry.label = text.format(title=item.title, time=clock(hour))


def _hours_noted(work: Work, meeting: Meeting) -> tuple[list[time], list[time]]:
    """When items were taken up; and when somebody came or went, or a break began or ended."""
    there = select(attendances.c.arrived_at, attendances.c.left_at).where(
        attendances.c.meeting_id == meeting.id, alive(attendances)
    )
    moved = [hour for row in work.session.execute(there) for hour in row]
    moved += [hour for each in read_breaks(meeting.breaks) for hour in (each.since, each.until)]
    began = select(items.c.began_at).where(items.c.meeting_id == meeting.id, alive(items))
    return (
        [hour for hour in work.session.execute(began).scalars() if hour is not None],
        [hour for hour in moved if hour is not None],
    )


def _end_break(meeting: Meeting, hour: time) -> None:
    there = read_breaks(meeting.breaks)
    running = lasting(there)
    if running is not None and hour > running.since:
        meeting.breaks = write_breaks(with_break(there, running.since, hour))


def _has_begun(work: Work, meeting: Meeting) -> bool:
    query = select(items.c.id).where(
        items.c.meeting_id == meeting.id, items.c.began_at.is_not(None), alive(items)
    )
    return work.session.execute(query.limit(1)).first() is not None


def _now(work: Work, meeting: Meeting) -> time | None:
    """The hour on the day of the meeting; on another day nobody knows it."""
    return (
        work.clock.time_of_day().replace(second=0, microsecond=0)
        if meeting.on == work.clock.today()
        else None
    )


def _came_late(meeting: Meeting, now: time | None) -> time | None:
    """The hour of who comes now; one before the opening that was typed is no hour of this meeting."""
    return None if now is None or (meeting.opened_at is not None and now < meeting.opened_at) else now


def _hour(work: Work, meeting: Meeting, at: time | None) -> time:
    hour = at or _now(work, meeting)
    if hour is None:
        raise InvalidValueError("say_the_hour")
    return hour
