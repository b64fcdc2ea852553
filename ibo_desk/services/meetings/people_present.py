"""Putting people on an attendance list by their names: who replaces somebody, and a whole list that was pasted."""

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store, Work, live
from ibo_desk.data.tables import Attendance, Meeting, Organisation, Person
from ibo_desk.data.tables.meetings import AttendanceFields
from ibo_desk.data.tables.organisations import PersonFields
from ibo_desk.domain.errors import AmbiguousNameError, InvalidValueError, NotFoundError
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.names import fold
from ibo_desk.domain.organisations import CHAIRS, Capacity, Presence
from ibo_desk.domain.people_list import ListedPerson, read_people
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.records import add, record_of, validated
from ibo_desk.services.base.tables import alive, attendances, organisations, persons, valid_on
from ibo_desk.services.base.writing import refuse_locked, upsert
from ibo_desk.services.meetings.chairs import chairs_of, write_chairs
from ibo_desk.services.parties.organisations import RECORD_TYPES as ORGANISATION_KINDS

_NEAR = 0.84  # a name so like one that is known is a slip before it is somebody new


@dataclass(frozen=True)
class ToList:
    """What a pasted line would do. ``organisation_id`` and ``person_id`` are None for who is new; ``why`` is a sentence
    where it can do nothing.
    """

    person: ListedPerson
    organisation_id: UUID | None
    person_id: UUID | None
    there: UUID | None  # the line of the list that it fills in
    why: str = ""

    @property
    def label(self) -> str:
        return ", ".join(part for part in (self.person.name, self.person.function) if part)


class PeoplePresent:
    """By name; nobody is recorded who was not named or chosen."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def replace_by(self, attendance_id: UUID, name: str) -> None:
        """Note who sat there instead; a name that nobody has is a new person of the same organisation.

        "Name, function" also tells the function. Nothing for an empty name: then nobody replaces. Raises
        ``AmbiguousNameError("ambiguous_name")``, and ``NotFoundError("misspelt_person")`` for a name almost like one
        that is known, unless its function is given.
        """
        with self._store.write("") as work:
            line = work.get(Attendance, attendance_id)
            refuse_locked(work.session, line.meeting_id, "attendance")
            person = _person_named(work, name, line.organisation_id) if name.strip() else None
            line.replaced_by_id = person.id if person is not None else None
            line.presence = Presence.REPLACED if person is not None else Presence.UNKNOWN
            work.add(line)
            organisation = work.get(Organisation, line.organisation_id).name
            text = _("{who}: replaced by {person}") if person is not None else _("{who}: not replaced")
            work.entry.label = text.format(who=organisation, person=person.name if person is not None else "")

    def look_at_list(self, meeting_id: UUID, text: str) -> list[ToList]:
        """What a pasted list of people would put on the attendance list, line by line; nothing is written.

        Raises ``InvalidValueError("nobody_in_list")``.
        """
        people = read_people(text)
        if not people:
            raise InvalidValueError("nobody_in_list")
        with self._store.read() as session:
            meeting = live(session, Meeting, meeting_id)
            return [_looked_at(session, meeting, person) for person in people]

    def put_list(self, meeting_id: UUID, chosen: Collection[ToList]) -> list[UUID]:
        """Put the chosen people on the list; who only replaces somebody becomes known without a line.

        Raises ``LockedError``.
        """
        with self._store.write("") as work:
            refuse_locked(work.session, meeting_id, "attendance")
            meeting = work.get(Meeting, meeting_id)
            made = [
                each for each in (_put(work, meeting, entry) for entry in chosen if not entry.why) if each
            ]
            _name_in_meeting(work, meeting, [entry.person for entry in chosen if not entry.why])
            work.entry.label = ngettext(
                "{count} person put on the attendance list",
                "{count} people put on the attendance list",
                len(made),
            ).format(count=len(made))
            return made


def _person_named(work: Work, text: str, organisation_id: UUID) -> Person:
    """The person of that name, of the own organisation before others."""
    name, _comma, function = (part.strip() for part in text.partition(","))
    query = select(Person).where(persons.c.name_folded == fold(name), alive(persons))
    called: list[Person] = list(work.session.execute(query).scalars())
    own = [person for person in called if person.organisation_id == organisation_id] or called
    if len(own) > 1:
        raise AmbiguousNameError(
            "ambiguous_name", name=name, names=tuple(_known_as(work, each) for each in own)
        )
    if own:
        return own[0]
    known = {row.name_folded: row.name for row in work.session.execute(select(persons).where(alive(persons)))}
    near = difflib.get_close_matches(fold(name), known, n=1, cutoff=_NEAR)
    if near and not function:
        raise NotFoundError("misspelt_person", name=name, nearest=known[near[0]])
    return _new_person(work, name, function, organisation_id)


def _known_as(work: Work, person: Person) -> str:
    organisation = work.session.get(Organisation, person.organisation_id) if person.organisation_id else None
    return f"{person.name} ({organisation.name})" if organisation is not None else person.name


def _new_person(work: Work, name: str, function: str, organisation_id: UUID) -> Person:
    values = {"name": name, "function": function, "organisation_id": organisation_id}
    return work.add(record_of(Person, validated(PersonFields, values)))


def _looked_at(session: Session, meeting: Meeting, person: ListedPerson) -> ToList:
    if not person.name or not person.organisation:
        return ToList(person, None, None, None, _("name or organisation is missing"))
    called = _organisations(session, person.organisation, meeting.on)
    if len(called) > 1:
        return ToList(person, None, None, None, _("several organisations are called so"))
    organisation_id = called[0] if called else None
    own = select(persons.c.id).where(
        persons.c.name_folded == fold(person.name),
        persons.c.organisation_id == organisation_id,
        alive(persons),
    )
    person_id = session.execute(own.limit(1)).scalar() if organisation_id else None
    return ToList(person, organisation_id, person_id, _line_of(session, meeting, person, organisation_id))


def _organisations(session: Session, name: str, on: date) -> list[UUID]:
    query = select(organisations.c.id, organisations.c.name, organisations.c.short_name).where(
        alive(organisations), valid_on(organisations, on)
    )
    folded = fold(name)
    return [row.id for row in session.execute(query) if folded in {fold(row.name), fold(row.short_name)}]


def _line_of(
    session: Session, meeting: Meeting, person: ListedPerson, organisation_id: UUID | None
) -> UUID | None:
    """The line that is this person's, or the one of their organisation on which nobody stands yet."""
    if organisation_id is None:
        return None
    query = select(attendances.c.id, attendances.c.label).where(
        attendances.c.meeting_id == meeting.id,
        attendances.c.organisation_id == organisation_id,
        alive(attendances),
    )
    lines = {fold(row.label.partition(",")[0]): row.id for row in session.execute(query)}
    return lines.get(fold(person.name)) or lines.get("")


def _put(work: Work, meeting: Meeting, entry: ToList) -> UUID | None:
    person, organisation_id = entry.person, entry.organisation_id
    if organisation_id is None:
        called = _organisations(
            work.session, person.organisation, meeting.on
        )  # a line before this one made it
        organisation_id = called[0] if called else None
    if organisation_id is None:
        organisation_id = add(work, ORGANISATION_KINDS["organisation"], {"name": person.organisation}).id
        work.session.flush()
    known = entry.person_id
    if known is None:
        known = _new_person(work, person.name, person.function, organisation_id).id
        work.session.flush()
    if person.part is Capacity.SUBSTITUTE:
        return None
    capacity = person.part or Capacity.GUEST
    values = {"person_id": known, "label": entry.label, "capacity": capacity}
    key = {"meeting_id": meeting.id, "organisation_id": organisation_id}
    record_id = entry.there or natural_id("attendance", meeting.id, organisation_id, entry.label)
    made = upsert(work, Attendance, record_id, validated(AttendanceFields, {**key, **values}))
    return made.id


def _name_in_meeting(work: Work, meeting: Meeting, people: Collection[ListedPerson]) -> None:
    """Who chairs and who keeps the minutes, where the meeting does not say so yet."""
    if not chairs_of(work.session, meeting.id):
        write_chairs(
            work, meeting.id, [person.name for part in CHAIRS for person in people if person.part is part]
        )
    secretary = next((person.name for person in people if person.part is Capacity.SECRETARY), "")
    if secretary and not meeting.secretary:
        meeting.secretary = secretary
        work.add(meeting)
