"""When each college meets and by when it must have a note, and the closed days of the region (R23)."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import Body, BodyCalendar, CalendarRecess, ClosedDay, CollegeSession
from ibo_desk.data.tables.bodies import (
    BodyCalendarFields,
    ClosedDayFields,
    CollegeSessionFields,
    RecessFields,
)
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.calendars import CollegeCalendar, Recess, Rhythm, SessionDay, SessionKind
from ibo_desk.domain.closed_days import ClosedDays, Holiday, bridge_days, holidays_of
from ibo_desk.domain.due import parse_due
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.ids import natural_id
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.base import records
from ibo_desk.services.base.lookup import check_period
from ibo_desk.services.base.records import RecordType
from ibo_desk.services.base.tables import (
    alive,
    bodies,
    calendars,
    closed_days,
    college_sessions,
    organisations,
    recesses,
)
from ibo_desk.services.base.writing import upsert
from ibo_desk.services.parties.body_rows import CalendarRow, ClosedDayRow, RecessRow, SessionRow
from ibo_desk.services.words import label

_RULES = tuple(name for name in BodyCalendarFields.model_fields if name != "body_id")


class Calendars:
    """The calendars of the colleges of a region."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def calendars(self) -> list[CalendarRow]:
        """The calendar of every college, also of those whose calendar is not known."""
        with self._store.read() as session:
            return _calendar_rows(session)

    def set_calendar(self, body_id: UUID, weekday: int | None, submit_days: int) -> None:
        """Say when a college meets (Monday = 0, None: not known) and how many days before a note must be in."""
        if weekday is None:
            with self._store.write("") as work:
                if _known(work, body_id) is not None:
                    records.delete(
                        work, CALENDAR_KINDS["body_calendar"], natural_id("body_calendar", body_id)
                    )
            return
        self.change_calendar(body_id, {"weekday": weekday, "submit_days": submit_days})

    def change_calendar(self, body_id: UUID, values: Mapping[str, object]) -> None:
        """Set some of the rules by which a college meets; what is not given stays, of a new one as usual."""
        record_id = natural_id("body_calendar", body_id)
        with self._store.write("") as work:
            if _known(work, body_id) is not None:
                records.patch(work, CALENDAR_KINDS["body_calendar"], record_id, None, values)
            else:
                new = {"weekday": 0, **values, "body_id": body_id}
                records.add(work, CALENDAR_KINDS["body_calendar"], new, record_id)

    def add_recess(self, body_id: UUID, first: date, last: date, label: str) -> UUID:
        """Note days without a meeting, both ends included; returns the id of the recess."""
        values = {"body_id": body_id, "first": first, "last": last, "label": label}
        with self._store.write("") as work:
            made = records.add(work, CALENDAR_RECESS, values)
            return made.id

    def note_session(
        self, body_id: UUID, on: date, kind: SessionKind, moved_to: date | None = None, note: str = ""
    ) -> UUID:
        """Note that a college has an extra meeting on a day, none, or another day for it; what was noted is replaced.

        Raises ``RuleError("move_without_day")`` where a meeting moves to no day.
        """
        values = {"body_id": body_id, "on": on, "kind": kind, "moved_to": moved_to, "note": note}
        with self._store.write("") as work:
            _check_moved(values)
            clean = records.validated(CollegeSessionFields, values)
            made = upsert(work, CollegeSession, natural_id("college_session", body_id, on), clean)
            work.entry.label = _("Day of {body} noted").format(body=work.get(Body, body_id).name)
            return made.id

    def list_sessions(self, body_id: UUID, days: Iterable[date]) -> int:
        """The days on which a college meets in a year, in place of its rhythm; a list of that year that was there goes.

        Returns how many days there are. Raises ``RuleError("no_days_listed")``.
        """
        in_order = sorted(set(days))
        if not in_order:
            raise RuleError("no_days_listed")
        years = {day.year for day in in_order}
        with self._store.write("") as work:
            query = select(CollegeSession).where(
                college_sessions.c.body_id == body_id,
                college_sessions.c.kind == SessionKind.LISTED,
                alive(college_sessions),
            )
            for there in work.session.execute(query).scalars():
                if there.on.year in years and there.on not in in_order:
                    work.delete(there)
            for day in in_order:
                values = {"body_id": body_id, "on": day, "kind": SessionKind.LISTED, "moved_to": None}
                upsert(work, CollegeSession, natural_id("college_session", body_id, day), values)
            if _known(work, body_id) is None:
                new = {"body_id": body_id, "weekday": 0, "rhythm": Rhythm.LISTED}
                records.add(work, CALENDAR_KINDS["body_calendar"], new, natural_id("body_calendar", body_id))
            work.entry.label = ngettext(
                "{count} day of {body} listed", "{count} days of {body} listed", len(in_order)
            ).format(count=len(in_order), body=work.get(Body, body_id).name)
        return len(in_order)

    def paste_sessions(self, body_id: UUID, text: str, today: date) -> int:
        """List the days that stand in a text, one on each line or between commas; see ``list_sessions``.

        Raises ``RuleError("day_not_read")`` with what is no day: half a list is not recorded.
        """
        days = []
        for part in re.split(r"[\n\r\t;,]+", text):
            if part.strip():
                on = parse_due(part.strip(), today).on
                if on is None:
                    raise RuleError("day_not_read", text=part.strip())
                days.append(on)
        return self.list_sessions(body_id, days)

    def lacking_sessions(self, year: int) -> list[CalendarRow]:
        """Colleges that have not listed their days of a year, by name; also those that follow a rhythm meanwhile."""
        return [
            row
            for row in self.calendars()
            if not any(
                session.kind is SessionKind.LISTED and session.on.year == year for session in row.sessions
            )
        ]

    def closed_days(self, year: int) -> list[ClosedDayRow]:
        """The region's closed days of a year, by day; empty while the year was not filled."""
        with self._store.read() as session:
            query = select(closed_days.c.id, closed_days.c.revision, closed_days.c.on, closed_days.c.name)
            within = closed_days.c.on.between(date(year, 1, 1), date(year, 12, 31))
            rows = session.execute(query.where(alive(closed_days), within).order_by(closed_days.c.on))
            return [ClosedDayRow(*row) for row in rows]

    def fill_closed_days(self, year: int, *, bridges: bool = False) -> int:
        """Fill a year with public holidays and what is usual here, and its bridge days where they are asked for.

        Days that are there stay as they are. Returns how many were added.
        """
        with self._store.write("") as work:
            added = fill_closed_year(work, year)
            names = dict.fromkeys(bridge_days(year), label(Holiday.BRIDGE)) if bridges else {}
            added += _add_days(work, year, names)
            work.entry.label = _("Closed days of {year} filled in").format(year=year)
            return added

    def add_closed_day(self, on: date, name: str) -> UUID:
        """Note a closed day; a year that was not filled is filled first, so that its holidays stay closed."""
        with self._store.write("") as work:
            fill_closed_year(work, on.year)
            values = {"on": on, "name": name}
            made = records.add(work, CLOSED_DAY, values, natural_id("closed_day", on))
            return made.id


def read_closed_days(session: Session) -> ClosedDays:
    """The closed days of the region inside a running session."""
    query = select(closed_days.c.on, closed_days.c.name).where(alive(closed_days))
    own = {row.on: row.name for row in session.execute(query)}
    return ClosedDays(own, {holiday: label(holiday) for holiday in Holiday})


def read_calendars(session: Session) -> dict[UUID, CollegeCalendar]:
    """The calendars that are known, by college; four queries, whatever their number."""
    closed = read_closed_days(session)
    free: dict[UUID, list[Recess]] = defaultdict(list)
    for row in _recesses(session):
        free[row.body_id].append(Recess(row.first, row.last, row.label, row.id))
    named: dict[UUID, list[SessionDay]] = defaultdict(list)
    for day in _sessions(session):
        named[day.body_id].append(SessionDay(day.on, day.kind, day.moved_to, day.id))
    query = select(calendars.c.id, calendars.c.body_id, *(calendars.c[name] for name in _RULES))
    return {
        row["body_id"]: CollegeCalendar(
            **{name: row[name] for name in _RULES},
            recesses=tuple(free[row["body_id"]]),
            sessions=tuple(named[row["body_id"]]),
            closed=closed,
            id=row["id"],
        )
        for row in session.execute(query.where(alive(calendars))).mappings()
    }


def _calendar_rows(session: Session) -> list[CalendarRow]:
    known = read_calendars(session)
    free, named = _by_body(_recesses(session)), _by_body(_sessions(session))
    query = (
        select(
            bodies.c.id, bodies.c.name, func.coalesce(organisations.c.name, "").label("organisation"),
            calendars.c.id.label("calendar_id"), calendars.c.revision,
        )
        .outerjoin(organisations, organisations.c.id == bodies.c.organisation_id)
        .outerjoin(calendars, (calendars.c.body_id == bodies.c.id) & alive(calendars))
        .where(bodies.c.kind == BodyKind.COLLEGE, alive(bodies))
        .order_by(bodies.c.order_key, bodies.c.name_folded)
    )  # fmt: skip
    return [
        CalendarRow(
            row.id, row.name, row.organisation, known.get(row.id), row.calendar_id, row.revision,
            tuple(free[row.id]), tuple(named[row.id]),
        )
        for row in session.execute(query)
    ]  # fmt: skip


def _recesses(session: Session) -> list[RecessRow]:
    names = RecessRow.__dataclass_fields__
    query = select(*(recesses.c[name] for name in names)).where(alive(recesses))
    return [RecessRow(*row) for row in session.execute(query.order_by(recesses.c.first))]


def _sessions(session: Session) -> list[SessionRow]:
    names = SessionRow.__dataclass_fields__
    query = select(*(college_sessions.c[name] for name in names)).where(alive(college_sessions))
    return [SessionRow(*row) for row in session.execute(query.order_by(college_sessions.c.on))]


def _by_body(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    by_body: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        by_body[row.body_id].append(row)
    return by_body


def _known(work: Work, body_id: UUID) -> BodyCalendar | None:
    there = work.session.get(BodyCalendar, natural_id("body_calendar", body_id))
    return there if there is not None and there.deleted_in is None else None


def fill_closed_year(work: Work, year: int) -> int:
    """Add the proposed days of a year that has none of its own; returns how many."""
    within = closed_days.c.on.between(date(year, 1, 1), date(year, 12, 31))
    if work.session.execute(select(closed_days.c.id).where(alive(closed_days), within).limit(1)).first():
        return 0
    return _add_days(work, year, {day: label(holiday) for day, holiday in holidays_of(year).items()})


def _add_days(work: Work, year: int, names: Mapping[date, str]) -> int:
    within = closed_days.c.on.between(date(year, 1, 1), date(year, 12, 31))
    query = select(closed_days.c.on).where(alive(closed_days), within)
    there = set(work.session.execute(query).scalars())
    new = {day: name for day, name in names.items() if day not in there}
    for day, name in new.items():
        upsert(work, ClosedDay, natural_id("closed_day", day), {"on": day, "name": name})
    work.session.flush()
    return len(new)


def _check_closed(work: Work, day: ClosedDay, new: Mapping[str, Any]) -> None:
    """A day that moves into a year that was not filled brings its holidays along."""
    if "on" in new and day.revision is not None and new["on"].year != day.on.year:
        fill_closed_year(work, new["on"].year)


def _check_calendar(_work: Work, calendar: BodyCalendar, new: Mapping[str, Any]) -> None:
    whole = {**calendar.model_dump(), **new}
    if whole["rhythm"] is Rhythm.FORTNIGHTLY and whole["since"] is None:
        raise RuleError("fortnight_without_day")


def _check_session(_work: Work, session: CollegeSession, new: Mapping[str, Any]) -> None:
    """What is noted as moved has a day to which it moves; a day to which it moves says that it moved."""
    if new.get("moved_to") is not None and "kind" not in new:
        session.kind = SessionKind.MOVED
    if new.get("kind", SessionKind.MOVED) is not SessionKind.MOVED and "moved_to" not in new:
        session.moved_to = None
    _check_moved({"kind": session.kind, "moved_to": session.moved_to, **new})


def _check_moved(values: Mapping[str, Any]) -> None:
    if (values["kind"] is SessionKind.MOVED) != (values["moved_to"] is not None):
        raise RuleError("move_without_day")


def _check_recess(_work: Work, recess: CalendarRecess, new: Mapping[str, Any]) -> None:
    check_period(new.get("first", recess.first), new.get("last", recess.last))


class OfBody(Protocol):
    """A record of one body."""

    @property
    def body_id(self) -> UUID: ...


def of_body(text: str) -> Callable[[Work, OfBody], str]:
    """A name for the journal that says of which body something is."""
    return lambda work, record: _(text).format(body=work.get(Body, record.body_id).name)


CALENDAR_RECESS = RecordType(CalendarRecess, RecessFields, of_body(N_("recess of {body}")), _check_recess)
CLOSED_DAY = RecordType(ClosedDay, ClosedDayFields, lambda _work, day: day.name, _check_closed)
CALENDAR_KINDS = {
    "body_calendar": RecordType(
        BodyCalendar, BodyCalendarFields, of_body(N_("calendar of {body}")), _check_calendar
    ),
    "calendar_recess": CALENDAR_RECESS,
    "college_session": RecordType(
        CollegeSession, CollegeSessionFields, of_body(N_("day of {body}")), _check_session
    ),
    "closed_day": CLOSED_DAY,
}
