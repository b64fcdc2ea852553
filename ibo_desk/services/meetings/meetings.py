"""Meetings of the bodies that meet here, their states, and the lock that approved minutes put on them (R13)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlmodel import Session

from ibo_desk.data.store import Work
from ibo_desk.data.tables import Body, Meeting
from ibo_desk.data.tables.meetings import MeetingFields
from ibo_desk.domain.bodies import MEETING_KINDS, BodyKind
from ibo_desk.domain.errors import AmbiguousNameError, NotFoundError, RuleError
from ibo_desk.domain.meetings import MEETING_TRANSITIONS, MeetingState, MinutesState, check_link
from ibo_desk.domain.names import fold
from ibo_desk.domain.topics import Treatment
from ibo_desk.domain.transitions import check_transition
from ibo_desk.language import _
from ibo_desk.services.agenda.ending import questions_of_meeting_follow
from ibo_desk.services.agenda.item_presence import ItemPresences
from ibo_desk.services.agenda.minutes_lock import lock_minutes, meeting_name, unlock_minutes
from ibo_desk.services.agenda.writing import was_sent
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.records import RecordType, add
from ibo_desk.services.base.tables import (
    agenda_versions,
    alive,
    bodies,
    items,
    meeting_chairs,
    meetings,
    minutes_versions,
)
from ibo_desk.services.base.writing import refuse_locked
from ibo_desk.services.meetings.at_hand import at_hand
from ibo_desk.services.meetings.attendance import ATTENDANCE, Attendances
from ibo_desk.services.meetings.called import body_in, called
from ibo_desk.services.meetings.chairs import MEETING_CHAIR, Chairs, named_chairs, write_chairs
from ibo_desk.services.meetings.course import Course
from ibo_desk.services.meetings.people_present import PeoplePresent
from ibo_desk.services.meetings.returning_items import start_agenda
from ibo_desk.services.parties.numbers import give_numbers
from ibo_desk.services.words import label
from ibo_desk.services.words.format import meeting_title


@dataclass(frozen=True)
class MeetingRow:
    """A meeting; ``title`` and ``short`` are what people call it, ``minutes_state`` that of the newest version."""

    id: UUID
    revision: UUID | None
    body_id: UUID
    body: str
    body_short: str
    body_kind: BodyKind
    on: date
    starts_at: time | None
    ends_at: time | None
    place: str
    online: str
    written: bool
    number: int | None
    title: str
    short: str
    state: MeetingState
    reason: str
    chairs: tuple[str, ...]
    secretary: str
    opening_note: str
    cancelled_reason: str
    item_count: int
    open_items: int
    locked: bool
    external_secretariat: bool
    minutes_state: MinutesState | None
    cancelled_on: date | None = None
    known_since: date | None = None
    opened_at: time | None = None
    closed_at: time | None = None
    breaks: str = ""
    reply_by: date | None = None
    report_number: int | None = None


class NextMeeting(NamedTuple):
    """When and where a body meets again; ``starts_at`` and ``place`` as far as they are known."""

    on: date
    starts_at: time | None
    place: str
    cancelled_on: date | None = None


class Meetings(Attendances, ItemPresences, Chairs, Course, PeoplePresent):
    """Meetings, who chairs and who attended them, and their course."""

    def listing(
        self,
        body_id: UUID | None = None,
        year: int | None = None,
        states: Collection[MeetingState] | None = None,
        *,
        only: Collection[UUID] | None = None,
        on: date | None = None,
    ) -> list[MeetingRow]:
        """Meetings, the latest first; of a body, of a year, in some states, with these ids; as known on a day."""
        conditions: list[ColumnElement[bool]] = []
        if body_id is not None:
            conditions.append(meetings.c.body_id == body_id)
        if year is not None:
            conditions.append(meetings.c.on.between(date(year, 1, 1), date(year, 12, 31)))
        if states is not None:
            conditions.append(meetings.c.state.in_(sorted(states)))
        if only is not None:
            conditions.append(meetings.c.id.in_(only))
        with self._store.read() as session:
            return _rows(session, conditions, on)

    def row(self, meeting_id: UUID, *, on: date | None = None) -> MeetingRow:
        """One meeting, as it was known on a day; raises ``NotFoundError("no_such_record")``."""
        with self._store.read() as session:
            rows = _rows(session, [meetings.c.id == meeting_id], on)
        if not rows:
            raise NotFoundError("no_such_record", kind="meeting", id=str(meeting_id))
        return rows[0]

    def at_hand(self) -> MeetingRow | None:
        """The meeting that is being prepared, else the latest; None in a region without meetings."""
        with self._store.read() as session:
            meeting_id = at_hand(session, self._store.clock.today())
            rows = _rows(session, [meetings.c.id == meeting_id]) if meeting_id is not None else []
        return rows[0] if rows else None

    def following(self, meeting: MeetingRow, *, on: date | None = None) -> NextMeeting | None:
        """The next meeting of the same body that was not cancelled; None where none is planned yet.

        By default as the calendar stands now, else as it stood on a day.
        """
        m, day = meetings.c, on or self._store.clock.today()
        query = (
            select(m.on, m.starts_at, m.place, m.cancelled_on)
            .where(
                alive(meetings),
                m.body_id == meeting.body_id,
                m.on > meeting.on,
                known_on(day),
                or_(m.state != MeetingState.CANCELLED, m.cancelled_on > day),
            )
            .order_by(m.on)
            .limit(1)
        )
        with self._store.read() as session:
            row = session.execute(query).first()
        return NextMeeting(*row) if row is not None else None

    def find(self, text: str) -> MeetingRow:
        """The meeting that people call "IBO 2026-3", "IBO 2026-12-11" or "IBO 11/12/2026"; an id does as well.

        Raises ``NotFoundError("no_such_name")`` or ``AmbiguousNameError("ambiguous_name")``.
        """
        with self._store.read() as session:
            rows = _rows(session, called(text))
        name = fold(body_in(text))
        if name:
            rows = [row for row in rows if name in {fold(row.body), fold(row.body_short), row.body_kind}]
        if not rows:
            raise NotFoundError("no_such_name", kind="meeting", name=text)
        if len(rows) > 1:
            raise AmbiguousNameError("ambiguous_name", name=text, names=[row.title for row in rows])
        return rows[0]

    def add(self, values: Mapping[str, object], chairs: Sequence[str] = ()) -> UUID:
        """A new meeting with the next number of its body and year, unless ``values`` give one.

        One that lies ahead gets the standing items of its body, and what earlier meetings left.

        Raises ``RuleError("body_keeps_no_meetings")`` for a college, council or government.
        """
        with self._store.write("") as work:
            meeting = add(work, MEETING, values)
            write_chairs(work, meeting.id, chairs)
            start_agenda(work, meeting)
            return meeting.id

    def set_state(self, meeting_id: UUID, state: MeetingState) -> None:
        """Raises ``RuleError("transition_not_allowed")``, ``("agenda_not_kept")`` for "agenda sent" where none was.

        ``LockedError`` while approved minutes hold it.
        """
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            _check(work, meeting, {"state": state})
            meeting.state = state
            work.add(meeting)
            work.entry.label = _("{meeting}: {state}").format(
                meeting=meeting_name(work.session, meeting), state=label(state)
            )

    def lock(self, meeting_id: UUID, content_json: str, content_hash: str, approved_on: date) -> UUID:
        """Approve the minutes as ``content_json`` says them, whatever the body's rules; returns the version.

        From then on items, positions and attendance stay as they are. Raises ``RuleError("meeting_not_held")``.
        """
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            version = lock_minutes(work, meeting, content_json, content_hash, approved_on)
            name = meeting_name(work.session, meeting)
            work.entry.label = _("Minutes of {meeting} approved").format(meeting=name)
            return version.id

    def unlock(self, meeting_id: UUID, reason: str) -> None:
        """Open approved minutes for a correction, which becomes a new version.

        Raises ``RuleError("unlock_without_reason")`` or ``("minutes_not_approved")``.
        """
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            unlock_minutes(work, meeting, reason)
            name = meeting_name(work.session, meeting)
            work.entry.label = _("Minutes of {meeting} opened for a correction").format(meeting=name)


def known_on(day: date) -> ColumnElement[bool]:
    """Meetings that stood on the calendar at the end of a day, or lay behind it."""
    return or_(meetings.c.known_since.is_(None), meetings.c.known_since <= day, meetings.c.on <= day)


def state_as_of(state: MeetingState, on: date, cancelled_on: date | None, day: date) -> MeetingState:
    """At the end of a day a meeting to come was not held, and what was called off later still stood."""
    cancelled_later = cancelled_on is not None and cancelled_on > day
    still_ahead = on > day and state is not MeetingState.CANCELLED
    return MeetingState.PLANNED if cancelled_later or still_ahead else state


def _state_on(row: Mapping[Any, Any], day: date, sent: Collection[UUID]) -> MeetingState:
    state = state_as_of(row["state"], row["on"], row["cancelled_on"], day)
    return MeetingState.AGENDA_SENT if state is MeetingState.PLANNED and row["id"] in sent else state


def _agendas_sent(session: Session, ids: Any, day: date) -> set[UUID]:
    """The meetings of which an agenda was sent by the end of a day."""
    v = agenda_versions.c
    query = select(v.meeting_id).where(v.meeting_id.in_(ids), v.sent_on <= day, alive(agenda_versions))
    return set(session.execute(query).scalars())


def _rows(
    session: Session, conditions: list[ColumnElement[bool]], on: date | None = None
) -> list[MeetingRow]:
    """Meetings with their counts, as they were known on a day; three queries, whatever their number."""
    there = conditions if on is None else [*conditions, known_on(on)]
    ids = select(meetings.c.id).where(alive(meetings), *there)
    counts = _counts(session, ids)
    states = _minutes_states(session, ids, on)
    sent = set() if on is None else _agendas_sent(session, ids, on)
    own = (
        "body_id", "breaks", "cancelled_on", "cancelled_reason", "closed_at", "ends_at", "id",
        "known_since", "locked", "number", "on", "online", "opened_at", "opening_note", "place", "reason",
        "reply_by", "report_number", "revision", "secretary", "starts_at", "state", "written",
    )  # fmt: skip
    query = (
        select(
            *(meetings.c[name] for name in own),
            bodies.c.name.label("body"),
            name_shown(bodies).label("body_short"),
            bodies.c.kind.label("body_kind"),
            bodies.c.external_secretariat,
            meeting_chairs.c.name.label("chairs"),
        )
        .join(bodies, bodies.c.id == meetings.c.body_id)
        .outerjoin(meeting_chairs, (meeting_chairs.c.meeting_id == meetings.c.id) & alive(meeting_chairs))
        .where(alive(meetings), *there)
        .order_by(meetings.c.on.desc(), meetings.c.starts_at.desc(), meetings.c.id, meeting_chairs.c.rank)
    )
    rows = []
    for _id, of_chairs in groupby(session.execute(query).mappings(), itemgetter("id")):
        row, *others = of_chairs
        chairs = tuple(each["chairs"] for each in (row, *others) if each["chairs"])
        total, still_open = counts.get(row["id"], (0, 0))
        rows.append(
            MeetingRow(
                **{
                    **row,
                    "state": row["state"] if on is None else _state_on(row, on, sent),
                    "chairs": chairs,
                },
                title=meeting_title(row["body"], row["on"], row["number"]),
                short=meeting_title(row["body_short"], row["on"], row["number"]),
                item_count=total,
                open_items=still_open,
                minutes_state=states.get(row["id"]),
            )
        )
    return rows


def _counts(session: Session, ids: Any) -> dict[UUID, tuple[int, int]]:
    still_open = func.sum(case((items.c.treatment == Treatment.OPEN, 1), else_=0))
    query = select(items.c.meeting_id, func.count(), still_open).where(
        alive(items), items.c.meeting_id.in_(ids)
    )
    rows = session.execute(query.group_by(items.c.meeting_id))
    return {row[0]: (int(row[1]), int(row[2])) for row in rows}


def _minutes_states(session: Session, ids: Any, on: date | None) -> dict[UUID, MinutesState]:
    """The state of the newest version; on a day that follows from the days on which minutes went and were approved."""
    v = minutes_versions.c
    query = (
        select(v.meeting_id, v.state, v.submitted_on, v.approved_on)
        .where(alive(minutes_versions), v.meeting_id.in_(ids))
        .order_by(v.number)
    )
    if on is None:
        return {row.meeting_id: row.state for row in session.execute(query)}
    states: dict[UUID, MinutesState] = {}
    for row in session.execute(query):
        if row.approved_on is not None and row.approved_on <= on:
            states[row.meeting_id] = MinutesState.APPROVED
        elif row.submitted_on is not None and row.submitted_on <= on:
            states.setdefault(row.meeting_id, MinutesState.SUBMITTED)
    return states


def _check(work: Work, meeting: Meeting, new: Mapping[str, Any]) -> None:
    """State, times, body and number; the next number follows from body and year."""
    if meeting.locked:
        refuse_locked(
            work.session, meeting.id, "meeting", frozenset(new) | ({"body_id"} if "state" in new else set())
        )
    if "state" in new:
        state = MeetingState(new["state"])
        check_transition(MEETING_TRANSITIONS, meeting.state, state)
        if state is MeetingState.AGENDA_SENT and not was_sent(work.session, meeting.id):
            raise RuleError("agenda_not_kept", meeting=meeting_name(work.session, meeting))
        if MeetingState.CANCELLED in {state, meeting.state}:
            cancelled = state is MeetingState.CANCELLED
            meeting.cancelled_on = work.clock.today() if cancelled else None
            questions_of_meeting_follow(work, meeting.id, cancelled=cancelled)
    if meeting.revision is None and meeting.known_since is None and meeting.on >= work.clock.today():
        meeting.known_since = work.clock.today()
    check_link(str(new.get("online", "")))
    _check_days(meeting, new)
    _check_body(work, meeting, new)
    give_numbers(work, meeting, new)


def _check_days(meeting: Meeting, new: Mapping[str, Any]) -> None:
    """It ends after it begins, and who is invited replies no later than on its day."""
    starts, ends = new.get("starts_at", meeting.starts_at), new.get("ends_at", meeting.ends_at)
    if starts is not None and ends is not None and ends <= starts:
        raise RuleError("meeting_ends_before_start", starts=starts, ends=ends)
    if new.keys() & {"on", "reply_by"}:
        on, reply_by = new.get("on", meeting.on), new.get("reply_by", meeting.reply_by)
        if reply_by is not None and reply_by > on:
            raise RuleError("reply_after_meeting", reply_by=reply_by, on=on)


def _check_body(work: Work, meeting: Meeting, new: Mapping[str, Any]) -> None:
    if meeting.revision is not None and "body_id" not in new:
        return
    body = work.get(Body, meeting.body_id if meeting.revision is None else new["body_id"])
    if body.kind not in MEETING_KINDS:
        raise RuleError("body_keeps_no_meetings", body=body.name)
    query = select(items.c.id).where(items.c.meeting_id == meeting.id, alive(items)).limit(1)
    if meeting.revision is not None and work.session.execute(query).first():
        raise RuleError("meeting_has_items", body=body.name)


def _name(work: Work, meeting: Meeting) -> str:
    return meeting_name(work.session, meeting)


MEETING = RecordType(Meeting, MeetingFields, _name, _check, lists={"chairs": named_chairs})
RECORD_TYPES = {
    "meeting": MEETING,
    "meeting_chair": MEETING_CHAIR,
    "attendance": ATTENDANCE,
}
