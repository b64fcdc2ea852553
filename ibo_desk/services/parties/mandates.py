"""Mandates that end together, the seats that nobody fills yet, and who comes next (after elections some forty)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Mandate
from ibo_desk.domain.bodies import SEATED
from ibo_desk.domain.organisations import DELEGATES, Capacity
from ibo_desk.language import ngettext
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.records import add
from ibo_desk.services.base.tables import (
    alive,
    bodies,
    mandates,
    memberships,
    organisations,
    persons,
    valid_on,
)
from ibo_desk.services.parties.heirs import Heirs
from ibo_desk.services.parties.people import RECORD_TYPES, MandateRow, People
from ibo_desk.services.words.format import day as in_words


@dataclass(frozen=True)
class EmptySeat:
    """A seat for which nobody has a mandate; ``last_person`` held it until ``last_day``, empty where nobody did.

    ``mailbox`` is where mails go meanwhile; empty where that is not known either.
    """

    body_id: UUID
    body: str
    organisation_id: UUID
    organisation: str
    last_person: str
    last_function: str
    last_day: date | None
    mailbox: str


@dataclass(frozen=True)
class Appointment:
    """Somebody gets a mandate; ``person_id`` None makes a new person of that name."""

    name: str
    function: str
    organisation_id: UUID
    body_id: UUID
    person_id: UUID | None = None


class Mandates:
    """What is done with many mandates at once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ending(self, on: date) -> list[MandateRow]:
        """The mandates that hold on a day and go on after it."""
        return [
            row for row in People(self._store).mandates(on=on) if row.valid_to is None or row.valid_to > on
        ]

    def end(self, mandate_ids: Iterable[UUID], on: date) -> int:
        """Let mandates end, with ``on`` as their last day: one entry. Says how many did.

        One that ended before, or only begins after that day, stays as it is.
        """
        with self._store.write("") as work:
            ended = 0
            for mandate_id in dict.fromkeys(mandate_ids):
                mandate = work.get(Mandate, mandate_id)
                begun = mandate.valid_from is None or mandate.valid_from <= on
                if begun and (mandate.valid_to is None or mandate.valid_to > on):
                    mandate.valid_to = on
                    work.add(mandate)
                    ended += 1
            text = ngettext("{count} mandate ends on {day}", "{count} mandates end on {day}", ended)
            work.entry.label = text.format(count=ended, day=in_words(on))
            return ended

    def empty_seats(self, on: date) -> list[EmptySeat]:
        """The seats for which nobody has a mandate on a day, by body and organisation.

        Members and chairs; who has a seat as guest, adviser or secretary may send whom it likes.
        """
        with self._store.read() as session:
            return empty_seats(session, on)

    def appoint(self, appointments: Collection[Appointment], since: date) -> list[UUID]:
        """Give mandates from a day on, as one entry; returns them."""
        with self._store.write("") as work:
            made: list[UUID] = []
            new_persons: dict[tuple[str, UUID], UUID] = {}
            for appointment in appointments:
                organisation_id = appointment.organisation_id
                key = (appointment.name, organisation_id)
                person_id = appointment.person_id or new_persons.get(key)
                if person_id is None:
                    person = {
                        "name": appointment.name,
                        "function": appointment.function,
                        "organisation_id": organisation_id,
                    }
                    person_id = new_persons[key] = add(work, RECORD_TYPES["person"], person).id
                values = {
                    "person_id": person_id,
                    "organisation_id": organisation_id,
                    "body_id": appointment.body_id,
                    "function": appointment.function,
                    "valid_from": since,
                }
                made.append(add(work, RECORD_TYPES["mandate"], values).id)
            text = ngettext("{count} mandate begins on {day}", "{count} mandates begin on {day}", len(made))
            work.entry.label = text.format(count=len(made), day=in_words(since))
            return made


def empty_seats(session: Session, on: date) -> list[EmptySeat]:
    """The seats for which nobody has a mandate on a day, by body and organisation, inside a running session."""
    seated = (
        select(memberships.c.body_id, memberships.c.organisation_id)
        .join(bodies, bodies.c.id == memberships.c.body_id)
        .where(alive(memberships, bodies), valid_on(memberships, on), valid_on(bodies, on))
        .where(memberships.c.role.in_(SEATED))
    )
    heirs = Heirs(session)
    seats = {(row.body_id, heirs.of(row.organisation_id, on)) for row in session.execute(seated)}
    held = _holders(session)
    filled = {
        (row.body_id, row.organisation_id)
        for row in held
        if (row.valid_from is None or row.valid_from <= on) and (row.valid_to is None or row.valid_to >= on)
    }
    last = {(row.body_id, row.organisation_id): row for row in held if row.valid_to and row.valid_to < on}
    named_bodies = select(bodies.c.id, name_shown(bodies), bodies.c.order_key).where(alive(bodies))
    body_names = {row[0]: row for row in session.execute(named_bodies)}
    named = select(
        organisations.c.id, organisations.c.name, organisations.c.name_folded, organisations.c.mailbox
    ).where(alive(organisations))
    owners = {row.id: row for row in session.execute(named)}
    empty = [(body_id, owner) for body_id, owner in seats - filled if owner is not None]
    empty.sort(key=lambda seat: (body_names[seat[0]][2], seat[0], owners[seat[1]].name_folded))
    return [
        EmptySeat(
            body_id,
            body_names[body_id][1],
            owner,
            owners[owner].name,
            before.name if (before := last.get((body_id, owner))) else "",
            before.function if before else "",
            before.valid_to if before else None,
            owners[owner].mailbox,
        )
        for body_id, owner in empty
    ]


def _holders(session: Session) -> "list[Holder]":
    """Who sits or sat for whom in which body, those who ended last at the end."""
    query = (
        select(
            mandates.c.body_id, mandates.c.organisation_id, mandates.c.valid_from, mandates.c.valid_to,
            mandates.c.function, persons.c.name,
        )
        .join(persons, persons.c.id == mandates.c.person_id)
        .where(alive(mandates, persons), mandates.c.body_id.is_not(None))
        .where(mandates.c.capacity.in_(sorted(DELEGATES - {Capacity.SUBSTITUTE})))
    )  # fmt: skip
    rows = [Holder(*row) for row in session.execute(query)]
    return sorted(rows, key=lambda row: row.valid_to or date.max)


@dataclass(frozen=True)
class Holder:
    """Who sits or sat in a seat, from–to."""

    body_id: UUID
    organisation_id: UUID
    valid_from: date | None
    valid_to: date | None
    function: str
    name: str
