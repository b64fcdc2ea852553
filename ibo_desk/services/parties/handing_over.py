"""Somebody leaves: what is open in their name goes to somebody else on a day, with a list of what went."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import Mandate, Meeting, MeetingChair, Person, RegionalAction
from ibo_desk.domain.actions import OVER
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.language import _
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import (
    actions,
    alive,
    bodies,
    mandates,
    meeting_chairs,
    meetings,
    organisations,
    valid_on,
)
from ibo_desk.services.words import field_label, kind_label, label
from ibo_desk.services.words.format import day, meeting_title


@dataclass(frozen=True)
class Matter:
    """Something open in a person's name: the record (table and id), its field, and both in words."""

    table: str
    record_id: UUID
    field: str
    what: str
    where: str

    @property
    def key(self) -> tuple[str, UUID, str]:
        return self.table, self.record_id, self.field


class HandingOver:
    """Hands open matters of one person to another."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def matters(self, person_id: UUID, on: date) -> list[Matter]:
        """What is open in a person's name on a day: actions they coordinate, mandates, meetings to come."""
        with self._store.read() as session:
            person = session.get(Person, person_id)
            return _matters(session, person, on) if person is not None else []

    def hand_over(
        self, person_id: UUID, to_id: UUID, since: date, keys: Collection[tuple[str, UUID, str]]
    ) -> list[Matter]:
        """Give chosen matters to another person from a day on, as one entry; returns what went.

        A mandate ends the day before and begins anew; what was before stays as it was. Raises
        ``RuleError("handed_to_itself")``.
        """
        if person_id == to_id:
            raise RuleError("handed_to_itself")
        with self._store.write("") as work:
            old, new = work.get(Person, person_id), work.get(Person, to_id)
            gone = [matter for matter in _matters(work.session, old, since) if matter.key in keys]
            for matter in gone:
                _GIVERS[matter.table](work, matter, new, since)
            work.entry.label = _("Open matters handed over from {day} on").format(day=day(since))
            return gone


def _matters(session: Session, person: Person, on: date) -> list[Matter]:
    return [*_actions(session, person), *_mandates(session, person, on), *_meetings(session, person, on)]


def _actions(session: Session, person: Person) -> list[Matter]:
    a = actions.c
    query = (
        select(a.id, a.number, a.title)
        .where(alive(actions), a.coordinator_id == person.id, a.state.not_in(OVER))
        .order_by(a.order_key)
    )
    words = field_label("coordinator_id")
    return [
        Matter("regional_action", row.id, "coordinator_id", words, f"{row.number} {row.title}".strip())
        for row in session.execute(query)
    ]


def _mandates(session: Session, person: Person, on: date) -> list[Matter]:
    m = mandates.c
    query = (
        select(m.id, m.capacity, organisations.c.name, name_shown(bodies).label("body"))
        .join(organisations, organisations.c.id == m.organisation_id)
        .outerjoin(bodies, bodies.c.id == m.body_id)
        .where(alive(mandates), m.person_id == person.id, valid_on(mandates, on))
        .order_by(bodies.c.order_key, organisations.c.name_folded)
    )
    return [
        Matter("mandate", row.id, "person_id", _("Mandate as {capacity}").format(capacity=label(row.capacity)),
               " · ".join(filter(None, (row.body, row.name))))
        for row in session.execute(query)
    ]  # fmt: skip


def _meetings(session: Session, person: Person, on: date) -> list[Matter]:
    """Meetings to come that the person chairs, or whose secretary they are."""
    if not person.name:
        return []
    m, c = meetings.c, meeting_chairs.c
    shown = (m.on, m.number, name_shown(bodies).label("body"))
    to_come = (alive(meetings), m.on >= on, m.locked.is_(False), m.state != MeetingState.CANCELLED)
    chaired = (
        select(c.id, *shown)
        .join(meetings, m.id == c.meeting_id)
        .join(bodies, bodies.c.id == m.body_id)
        .where(*to_come, alive(meeting_chairs), c.name == person.name)
        .order_by(m.on)
    )
    reported = (
        select(m.id, *shown)
        .join(bodies, bodies.c.id == m.body_id)
        .where(*to_come, m.secretary == person.name)
        .order_by(m.on)
    )
    places = (
        ("meeting_chair", "name", kind_label("meeting_chair"), chaired),
        ("meeting", "secretary", field_label("secretary"), reported),
    )
    return [
        Matter(table, row.id, field, words, meeting_title(row.body, row.on, row.number))
        for table, field, words, query in places
        for row in session.execute(query)
    ]


def _give_action(work: Work, matter: Matter, new: Person, _since: date) -> None:
    action = work.get(RegionalAction, matter.record_id)
    action.coordinator_id = new.id
    work.add(action)


def _give_mandate(work: Work, matter: Matter, new: Person, since: date) -> None:
    ended = work.get(Mandate, matter.record_id)
    begun_before = ended.valid_from is None or ended.valid_from < since
    names = ("organisation_id", "body_id", "capacity", "function")
    values: dict[str, Any] = {name: getattr(ended, name) for name in names}
    last = ended.valid_to
    if begun_before:
        ended.valid_to = since - timedelta(days=1)
        work.add(ended)
    else:
        work.delete(ended)
    work.add(Mandate(person_id=new.id, valid_from=since, valid_to=last, **values))


def _give_meeting(work: Work, matter: Matter, new: Person, _since: date) -> None:
    meeting = work.get(Meeting, matter.record_id)
    meeting.secretary = new.name
    work.add(meeting)


def _give_chair(work: Work, matter: Matter, new: Person, _since: date) -> None:
    chair = work.get(MeetingChair, matter.record_id)
    chair.name = new.name
    work.add(chair)


_GIVERS: Final = {
    "regional_action": _give_action,
    "mandate": _give_mandate,
    "meeting": _give_meeting,
    "meeting_chair": _give_chair,
}
