"""People and the mandates in which they act; contact data stay out of the journal's reach once forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from ibo_desk.data.compact import compact
from ibo_desk.data.store import Store, live
from ibo_desk.data.tables import Body, Mandate, Organisation, Person
from ibo_desk.data.tables.organisations import MandateFields, PersonFields
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.names import display_name
from ibo_desk.domain.organisations import Capacity
from ibo_desk.language import _
from ibo_desk.services.base.lookup import check_validity
from ibo_desk.services.base.records import RecordType
from ibo_desk.services.base.tables import mandates, valid_on
from ibo_desk.services.parties.forgetting import (
    blank_labels,
    blank_person,
    forget_in_meetings,
    kept_meetings,
    names_of,
)
from ibo_desk.services.parties.forgetting_places import ErasurePlan, erasure_plan
from ibo_desk.services.parties.portfolios import PORTFOLIO, PortfolioRow, read_portfolios


@dataclass(frozen=True)
class PersonRow:
    """A person with their function and the name of their organisation."""

    id: UUID
    revision: UUID | None
    name: str
    function: str
    organisation_id: UUID | None
    organisation: str
    email: str
    phone: str


@dataclass(frozen=True)
class MandateRow:
    """A person acts for an organisation in a body (or for the organisation as a whole), from–to."""

    id: UUID
    revision: UUID | None
    person_id: UUID
    person: str
    organisation_id: UUID
    organisation: str
    body_id: UUID | None
    body: str
    capacity: Capacity
    function: str
    valid_from: date | None
    valid_to: date | None
    current: bool
    field: tuple[PortfolioRow, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """What the holder has in their portfolio, in words."""
        return tuple(part.name for part in self.field)


class People:
    """People and mandates."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def listing(self) -> list[PersonRow]:
        """All people by name."""
        with self._store.read() as session:
            return _people(session)

    def row(self, person_id: UUID) -> PersonRow:
        """One person as they stand in the list; raises ``NotFoundError("no_such_record")``."""
        with self._store.read() as session:
            rows = _people(session, person_id)
        if not rows:
            raise NotFoundError("no_such_record", kind="person", id=str(person_id))
        return rows[0]

    def mandates(
        self, organisation_id: UUID | None = None, body_id: UUID | None = None, on: date | None = None
    ) -> list[MandateRow]:
        """Mandates by organisation and person; of one organisation, in one body, valid on a day."""
        query = (
            select(Mandate, Person.name, Organisation.name, Body)
            .join(Person, col(Person.id) == Mandate.person_id)
            .join(Organisation, col(Organisation.id) == Mandate.organisation_id)
            .join(Body, col(Body.id) == Mandate.body_id, isouter=True)
            .where(col(Mandate.deleted_in).is_(None), col(Person.deleted_in).is_(None))
            .order_by(col(Organisation.name_folded), col(Person.name_folded), col(Mandate.id))
        )
        if organisation_id is not None:
            query = query.where(Mandate.organisation_id == organisation_id)
        if body_id is not None:
            query = query.where(Mandate.body_id == body_id)
        if on is not None:
            query = query.where(valid_on(mandates, on))
        today = self._store.clock.today()
        with self._store.read() as session:
            fields = read_portfolios(session)
            return [
                _mandate_row(mandate, person, organisation, body, today, fields.get(mandate.id, ()))
                for mandate, person, organisation, body in session.exec(query)
            ]

    def kept_meetings(self, person_id: UUID) -> int:
        """In how many meetings with approved minutes the name would stay after ``forget``.

        Raises ``NotFoundError("no_such_record")``.
        """
        with self._store.read() as session:
            return kept_meetings(session, live(session, Person, person_id))

    def erasure_plan(self, person_id: UUID) -> ErasurePlan:
        """What ``forget`` takes away and what stays. Raises ``NotFoundError("no_such_record")``."""
        return erasure_plan(self._store, person_id)

    def forget(self, person_id: UUID) -> bool:
        """Blank a person's data, also inside the journal's changes; what they did keeps standing, without name.

        Also in attendance and among who presides, except in meetings whose approved minutes are archived.
        Raises ``NotFoundError("no_such_record")``. Neither this nor what one did to this person before can be undone:
        the values that would return are blank. Says whether the file was also written anew, so that the name stands
        in no free page of it any more.
        """
        with self._store.write(_("Personal data of one person erased")) as work:
            person = work.get(Person, person_id)
            names = names_of(work.session, person)
            person.name = _("(erased)")
            person.email = person.phone = person.function = ""
            work.add(person)
            work.session.flush()
            about = blank_person(work.session, person_id) | forget_in_meetings(work, person_id, names)
            blank_labels(work.session, names)
        self._store.own_entries[:] = [
            own for own in self._store.own_entries if own not in about | {work.entry.id}
        ]
        return compact(self._store)


def _people(session: Session, person_id: UUID | None = None) -> list[PersonRow]:
    """All of them by name, or one."""
    query = (
        select(Person, Organisation.name)
        .join(Organisation, col(Organisation.id) == Person.organisation_id, isouter=True)
        .where(col(Person.deleted_in).is_(None))
        .order_by(col(Person.name_folded))
    )
    if person_id is not None:
        query = query.where(Person.id == person_id)
    return [
        PersonRow(
            person.id,
            person.revision,
            person.name,
            person.function,
            person.organisation_id,
            organisation or "",
            person.email,
            person.phone,
        )
        for person, organisation in session.exec(query)
    ]


def _mandate_row(
    mandate: Mandate,
    person: str,
    organisation: str,
    body: Body | None,
    today: date,
    field: Sequence[PortfolioRow],
) -> MandateRow:
    begun = mandate.valid_from is None or mandate.valid_from <= today
    ended = mandate.valid_to is not None and mandate.valid_to < today
    return MandateRow(
        id=mandate.id,
        revision=mandate.revision,
        person_id=mandate.person_id,
        person=person,
        organisation_id=mandate.organisation_id,
        organisation=organisation,
        body_id=mandate.body_id,
        body=display_name(body.short_name, body.name) if body else "",
        capacity=mandate.capacity,
        function=mandate.function,
        valid_from=mandate.valid_from,
        valid_to=mandate.valid_to,
        current=begun and not ended,
        field=tuple(field),
    )


# The journal names a person by what does not identify them: entries are never blanked.
RECORD_TYPES = {
    "person": RecordType(Person, PersonFields, lambda _work, _person: _("data of a person")),
    "mandate": RecordType(
        Mandate, MandateFields, lambda _work, _mandate: _("mandate of a person"), check_validity
    ),
    "portfolio": PORTFOLIO,
}
