"""Who attended a meeting: one line per organisation, with its delegate of that day (R21)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, select
from sqlmodel import Session

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import Attendance, Meeting, Organisation
from ibo_desk.data.tables.meetings import AttendanceFields
from ibo_desk.domain.bodies import MemberRole
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.organisations import DELEGATES, Capacity, Presence
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.bulk import Done, Over, Standing, keys_of, mark_bulk, set_in_bulk, settled
from ibo_desk.services.base.records import RecordType, add
from ibo_desk.services.base.tables import (
    again,
    alive,
    attendances,
    mandates,
    meetings,
    memberships,
    organisations,
    persons,
    valid_on,
)
from ibo_desk.services.base.writing import refuse_locked, upsert
from ibo_desk.services.parties.heirs import Heirs
from ibo_desk.services.parties.organisations import RECORD_TYPES as ORGANISATION_KINDS
from ibo_desk.services.words import label

_CAPACITY = {
    MemberRole.MEMBER: Capacity.FULL,
    MemberRole.CHAIR: Capacity.CHAIR,
    MemberRole.CO_CHAIR: Capacity.CO_CHAIR,
    MemberRole.ADVISORY: Capacity.ADVISORY,
    MemberRole.GUEST: Capacity.GUEST,
    MemberRole.SECRETARY: Capacity.SECRETARY,
}
# Who speaks for an organisation when several have a mandate in the same body.
_FIRST = (
    Capacity.CHAIR,
    Capacity.CO_CHAIR,
    Capacity.FULL,
    Capacity.ADVISORY,
    Capacity.GUEST,
    Capacity.SECRETARY,
)


@dataclass(frozen=True)
class AttendanceRow:
    """One line; ``label`` is name and function as of that day."""

    id: UUID
    revision: UUID | None
    meeting_id: UUID
    organisation_id: UUID
    organisation: str
    person_id: UUID | None
    label: str
    capacity: Capacity
    presence: Presence
    replaced_by_id: UUID | None
    replaced_by: str
    replaced_as: str  # the function of who replaces
    arrived_at: time | None
    left_at: time | None
    mandate_ended: bool = False  # the person acts no more for the organisation in this body on that day


class Attendances:
    """Inviting the members of a body, and noting who came."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def attendance(self, meeting_id: UUID) -> list[AttendanceRow]:
        """The lines of a meeting: chairs first, then organisations by name."""
        substitute = again(persons, "substitute")
        own = (
            "id", "revision", "meeting_id", "organisation_id", "person_id", "label", "capacity", "presence",
            "replaced_by_id", "arrived_at", "left_at",
        )  # fmt: skip
        chairs_first = case(
            (attendances.c.capacity == Capacity.CHAIR, 0),
            (attendances.c.capacity == Capacity.CO_CHAIR, 1),
            (attendances.c.capacity == Capacity.FULL, 2),
            else_=3,
        )
        mandated = (
            select(mandates.c.function)
            .where(
                mandates.c.person_id == substitute.c.id,
                mandates.c.organisation_id == attendances.c.organisation_id,
                mandates.c.function != "",
                alive(mandates),
            )
            .order_by(mandates.c.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        query = (
            select(
                *(attendances.c[name] for name in own),
                organisations.c.name.label("organisation"),
                func.coalesce(substitute.c.name, "").label("replaced_by"),
                func.coalesce(func.nullif(substitute.c.function, ""), mandated, "").label("replaced_as"),
                _mandate_ended().label("mandate_ended"),
            )
            .join(meetings, meetings.c.id == attendances.c.meeting_id)
            .join(organisations, organisations.c.id == attendances.c.organisation_id)
            .outerjoin(substitute, substitute.c.id == attendances.c.replaced_by_id)
            .where(attendances.c.meeting_id == meeting_id, alive(attendances))
            .order_by(chairs_first, organisations.c.name_folded, attendances.c.id)
        )
        with self._store.read() as session:
            return [AttendanceRow(**row) for row in session.execute(query).mappings()]

    def invite(self, meeting_id: UUID) -> list[UUID]:
        """A line for every member organisation that has none, with its delegate of that day; returns the new ones.

        Lines on which nothing was noted yet get today's delegate; the rest stays as it is.
        """
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            refuse_locked(work.session, meeting_id, "attendance")
            members = _members(work.session, meeting)
            delegates = _delegates(work.session, meeting)
            there = _lines(work.session, meeting_id)
            made = []
            for organisation_id, role in members.items():
                person_id, named = delegates.get(organisation_id, (None, ""))
                values = {"person_id": person_id, "label": named, "capacity": _CAPACITY[role]}
                lines = there.get(organisation_id, ())
                line = next((other for other in lines if other.capacity is _CAPACITY[role]), None)
                if line is None and not any(other.capacity in DELEGATES for other in lines):
                    record_id = natural_id("attendance", meeting_id, organisation_id, named)
                    key = {"meeting_id": meeting_id, "organisation_id": organisation_id}
                    made.append(upsert(work, Attendance, record_id, {**key, **values}).id)
                elif line is not None and line.presence is Presence.UNKNOWN and line.person_id != person_id:
                    upsert(work, Attendance, line.id, values)
            work.entry.label = ngettext(
                "{count} member invited", "{count} members invited", len(made)
            ).format(count=len(made))
            return made

    def add_line(
        self,
        meeting_id: UUID,
        organisation: UUID | str,
        label: str = "",
        person_id: UUID | None = None,
        capacity: Capacity = Capacity.GUEST,
    ) -> UUID:
        """Put a guest, or a second person of an organisation, on the list.

        ``organisation`` is its id, or the name of one that is not known yet: then it is made. ``label`` is name and
        function as they will be printed. Raises ``RuleError("already_there")``, ``InvalidValueError``, ``LockedError``.
        """
        with self._store.write("") as work:
            refuse_locked(work.session, meeting_id, "attendance")
            known: UUID = (
                add(work, ORGANISATION_KINDS["organisation"], {"name": organisation.strip()}).id
                if isinstance(organisation, str)
                else organisation
            )
            values = {
                "meeting_id": meeting_id,
                "organisation_id": known,
                "label": label.strip(),
                "person_id": person_id,
                "capacity": capacity,
            }
            key = natural_id("attendance", meeting_id, known, label.strip())
            made: Attendance = add(work, ATTENDANCE, values, key)
            name = work.get(Organisation, known).name
            work.entry.label = _("{who} put on the attendance list").format(who=name)
            return made.id

    def remove_lines(self, attendance_ids: Iterable[UUID]) -> None:
        """Take lines off the list; raises ``LockedError``."""
        with self._store.write("") as work:
            names = []
            for attendance_id in attendance_ids:
                line = work.get(Attendance, attendance_id)
                refuse_locked(work.session, line.meeting_id, "attendance")
                names.append(work.get(Organisation, line.organisation_id).name)
                work.delete(line)
            who = names[0] if len(names) == 1 else _("{count} attendees").format(count=len(names))
            work.entry.label = _("{who} taken off the attendance list").format(who=who)

    def set_presence(
        self,
        attendance_ids: Iterable[UUID],
        presence: Presence,
        replaced_by_id: UUID | None = None,
        *,
        over: Over | None = None,
    ) -> Done:
        """Note the same presence on several lines; ``replaced_by_id`` only counts for who was replaced.

        See ``services.base.bulk`` for ``over``. Raises ``LockedError``.
        """
        with self._store.write("") as work:
            lines = [work.get(Attendance, attendance_id) for attendance_id in dict.fromkeys(attendance_ids)]
            for line in lines:
                refuse_locked(work.session, line.meeting_id, "attendance")
            left = settled(over, _standing(work, lines, presence), len(lines))
            chosen = [line for line in lines if line.id not in keys_of(left)]
            for line in chosen:
                line.presence = presence
                line.replaced_by_id = replaced_by_id if presence is Presence.REPLACED else None
                work.add(line)
            names = [work.get(Organisation, line.organisation_id).name for line in chosen]
            who = names[0] if len(names) == 1 else _("{count} attendees").format(count=len(names))
            mark_bulk(work, len(lines))
            work.entry.label = _("{who}: {presence}").format(who=who, presence=label(presence))
            ids = tuple(line.id for line in chosen)
            return Done(ids, ids, left)


def _mandate_ended() -> ColumnElement[bool]:
    """Whether the mandate by which somebody is on a list ended before the day of the meeting, and none follows it."""
    same = and_(
        mandates.c.person_id == attendances.c.person_id,
        mandates.c.organisation_id == attendances.c.organisation_id,
        mandates.c.body_id == meetings.c.body_id,
        alive(mandates),
    )
    ended = exists().where(same, mandates.c.valid_to < meetings.c.on)
    return and_(ended, ~exists().where(same, valid_on(mandates, meetings.c.on)))


def to_renew_sentence(rows: Iterable[AttendanceRow]) -> str:
    """Who stands on the list by a mandate that ended before that day, while nothing was noted of them yet."""
    names = [row.organisation for row in rows if row.mandate_ended and row.presence is Presence.UNKNOWN]
    text = ngettext(
        "{names}: the mandate ended before this day; “Fill in members and delegates” takes who has it then",
        "{names}: the mandates ended before this day; “Fill in members and delegates” takes who has them then",
        len(names),
    )
    return text.format(names=", ".join(names)) if names else ""


def _standing(work: Work, lines: Iterable[Attendance], presence: Presence) -> list[Standing]:
    """The lines on which somebody noted another presence one by one."""
    noted = [line for line in lines if line.presence not in {Presence.UNKNOWN, presence}]
    in_bulk = set_in_bulk(work.session, [line.revision for line in noted])
    standing = []
    for line in noted:
        if line.revision not in in_bulk:
            name = work.get(Organisation, line.organisation_id).name
            who = f"{name} ({line.label})" if line.label else name
            standing.append(Standing(line.id, who, label(line.presence), label(presence)))
    return standing


def delegates_of(session: Session, body_id: UUID, day: date) -> dict[UUID, tuple[UUID, str]]:
    """Per organisation who acts for it in a body on a day: person and "name, function"."""
    query = (
        select(
            mandates.c.organisation_id,
            mandates.c.person_id,
            mandates.c.capacity,
            persons.c.name,
            func.coalesce(func.nullif(mandates.c.function, ""), persons.c.function).label("function"),
        )
        .join(persons, persons.c.id == mandates.c.person_id)
        .where(
            mandates.c.body_id == body_id,
            mandates.c.capacity.in_(_FIRST),
            alive(mandates, persons),
            valid_on(mandates, day),
        )
        .order_by(mandates.c.valid_from.desc().nulls_last(), mandates.c.id)
    )
    delegates: dict[UUID, tuple[UUID, str]] = {}
    rows = sorted(session.execute(query), key=lambda row: _FIRST.index(row.capacity))
    for row in rows:
        named = f"{row.name}, {row.function}" if row.function else row.name
        delegates.setdefault(row.organisation_id, (row.person_id, named))
    return delegates


def _members(session: Session, meeting: Meeting) -> dict[UUID, MemberRole]:
    """Who has a seat that day; a successor takes the seats of those merged into it; of two roles the chair counts."""
    query = select(memberships.c.organisation_id, memberships.c.role).where(
        memberships.c.body_id == meeting.body_id, alive(memberships), valid_on(memberships, meeting.on)
    )
    rank = [MemberRole.CHAIR, MemberRole.CO_CHAIR, MemberRole.MEMBER]
    roles: dict[UUID, MemberRole] = {}
    rows = sorted(session.execute(query), key=lambda row: rank.index(row.role) if row.role in rank else 9)
    heirs = Heirs(session)
    for row in rows:
        member_id = heirs.of(row.organisation_id, meeting.on)
        if member_id is not None:
            roles.setdefault(member_id, row.role)
    return roles


def _delegates(session: Session, meeting: Meeting) -> dict[UUID, tuple[UUID, str]]:
    return delegates_of(session, meeting.body_id, meeting.on)


def _lines(session: Session, meeting_id: UUID) -> dict[UUID, list[Attendance]]:
    """The lines per organisation: one may send a second person."""
    query = select(Attendance).where(attendances.c.meeting_id == meeting_id, alive(attendances))
    by_meeting: dict[UUID, list[Attendance]] = defaultdict(list)
    for line in session.execute(query).scalars():
        by_meeting[line.organisation_id].append(line)
    return by_meeting


def _check(work: Work, line: Attendance, new: Mapping[str, Any]) -> None:
    refuse_locked(work.session, line.meeting_id, "attendance")
    if new.get("presence", line.presence) is not Presence.REPLACED and line.replaced_by_id is not None:
        line.replaced_by_id = None


def _name(work: Work, line: Attendance) -> str:
    organisation = work.get(Organisation, line.organisation_id)
    return _("attendance of {organisation}").format(organisation=organisation.name)


ATTENDANCE = RecordType(Attendance, AttendanceFields, _name, _check)
