"""A region to consult in: three municipalities with college and council, an IBO prepared by a CvB, a VRR, Team MOW."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import select

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import (
    Body,
    BodyCalendar,
    CalendarRecess,
    JournalEntry,
    Mandate,
    Membership,
    Organisation,
    Person,
    Representation,
    metadata,
)
from ibo_desk.data.tables.record import new_id
from ibo_desk.domain.bodies import BodyKind, MemberRole, default_permissions
from ibo_desk.domain.organisations import Capacity, OrganisationKind
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.agenda.topics import Topics
from ibo_desk.services.agenda.versions import AgendaVersions
from ibo_desk.services.base.records import Records
from ibo_desk.services.engagements.engagements import Engagements
from ibo_desk.services.feedback.feedback import Feedback
from ibo_desk.services.meetings.meetings import Meetings
from ibo_desk.services.record_types import RECORD_TYPES
from ibo_desk.services.today.overview import Overview

MUNICIPALITIES = ("Anzegem", "Kortrijk", "Wevelgem")
IBO_DAY = date(2026, 12, 11)  # a Friday, eighteen days ahead of the tests' today


@dataclass
class Region:
    """The services on one store, and what there is by name: organisations, bodies, persons."""

    store: Store
    organisations: dict[str, UUID] = field(default_factory=dict)
    bodies: dict[str, UUID] = field(default_factory=dict)
    persons: dict[str, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.records = Records(self.store, RECORD_TYPES)
        self.topics = Topics(self.store)
        self.meetings = Meetings(self.store)
        self.agenda = Agenda(self.store)
        self.engagements = Engagements(self.store)
        self.feedback = Feedback(self.store)
        self.overview = Overview(self.store)

    @property
    def colleges(self) -> list[UUID]:
        return [self.bodies[f"CBS {name}"] for name in MUNICIPALITIES]

    def meeting(
        self, body: str = "IBO", on: date = IBO_DAY, chairs: Sequence[str] = (), **values: Any
    ) -> UUID:
        return self.meetings.add({"body_id": self.bodies[body], "on": on, **values}, chairs)

    def item(self, meeting_id: UUID | None = None, **values: Any) -> UUID:
        return self.agenda.add(meeting_id or self.meeting(), {"title": "Fietsbrug", **values})

    def send_agenda(self, meeting_id: UUID) -> UUID:
        """Send an agenda that says nothing; returns its version."""
        on = self.store.clock.today()
        return AgendaVersions(self.store).send(meeting_id, '{"schema": 1}', "0" * 64, on)

    def calendar(
        self, college: str, weekday: int, submit_days: int = 0, *recesses: tuple[date, date]
    ) -> None:
        """The weekday of a college, and when it does not meet."""
        with self.store.write("kalender") as work:
            work.add(BodyCalendar(body_id=self.bodies[college], weekday=weekday, submit_days=submit_days))
            for first, last in recesses:
                work.add(CalendarRecess(body_id=self.bodies[college], first=first, last=last))

    def write(self, record: Any) -> UUID:
        """Keep any record."""
        with self.store.write("test") as work:
            work.add(record)
        return record.id

    def seats(self, body: str) -> dict[str, UUID]:
        """Who has a seat in a body: name → id of the membership."""
        query = select(Organisation.name, Membership.id).where(
            Membership.organisation_id == Organisation.id, Membership.body_id == self.bodies[body]
        )
        with self.store.read() as session:
            return dict(session.exec(query).all())

    def labels(self) -> list[str]:
        """What the journal says, from old to new."""
        with self.store.read() as session:
            return list(session.exec(select(JournalEntry.label).order_by(JournalEntry.id)))

    def count(self, table: str) -> int:
        """How many rows a table has, deleted ones too."""
        with self.store.read() as session:
            return len(session.execute(metadata.tables[table].select()).all())


def found(store: Store) -> Region:
    """Fill an empty store."""
    region = Region(store)
    with store.write("streek") as work:
        _organisations(work, region)
        work.session.flush()
        _bodies(work, region)
        work.session.flush()
        _seats(work, region)
    return region


def _organisations(work: Work, region: Region) -> None:
    kinds = {
        **dict.fromkeys(MUNICIPALITIES, OrganisationKind.MUNICIPALITY),
        "Leiedal": OrganisationKind.INTERMUNICIPAL,
        "AWV": OrganisationKind.FLEMISH,
        "De Lijn": OrganisationKind.FLEMISH,
        "Team MOW": OrganisationKind.JOINT_VOICE,
    }
    for name, kind in kinds.items():
        region.organisations[name] = work.add(Organisation(name=name, kind=kind)).id
    of = region.organisations
    work.session.flush()
    for member in ("AWV", "De Lijn"):
        work.add(Representation(speaker_id=of["Team MOW"], member_id=of[member]))
    for member in MUNICIPALITIES:
        work.add(Representation(speaker_id=of["Leiedal"], member_id=of[member]))
    for name in ("Ann Fictief", "Bert Fictief"):
        region.persons[name] = work.add(Person(name=name, function="schepen")).id


def _bodies(work: Work, region: Region) -> None:
    def body(short: str, kind: BodyKind, **values: Any) -> None:
        made = work.add(Body(name=f"{short} Proefstreek", short_name=short, kind=kind, **values))
        region.bodies[short] = made.id
        work.session.flush()
        rows = [
            {
                "id": new_id(),
                "body_id": made.id,
                "body_kind": kind,
                "item_type": permission.item_type,
                "transport_layer": permission.layer,
                "outcome": permission.outcome,
            }
            for permission in default_permissions(kind)
        ]
        if rows:  # many and the same for every test, so they skip the journal
            work.session.execute(insert(metadata.tables["body_permission"]), rows)

    body("CvB", BodyKind.MAYORS_CONFERENCE)
    body("IBO", BodyKind.IBO, prepared_by_id=region.bodies["CvB"])
    body("VRR", BodyKind.TRANSPORT_REGION_COUNCIL, external_secretariat=True)
    for name in MUNICIPALITIES:
        body(f"CBS {name}", BodyKind.COLLEGE, organisation_id=region.organisations[name])
        body(f"GR {name}", BodyKind.MUNICIPAL_COUNCIL, organisation_id=region.organisations[name])


def _seats(work: Work, region: Region) -> None:
    seats = {
        "CvB": MUNICIPALITIES,
        "IBO": (*MUNICIPALITIES, "Leiedal"),
        "VRR": (*MUNICIPALITIES, "Team MOW"),
    }
    for short, members in seats.items():
        for name in members:
            work.add(
                Membership(
                    body_id=region.bodies[short],
                    organisation_id=region.organisations[name],
                    role=MemberRole.MEMBER,
                )
            )
    work.add(
        Mandate(
            person_id=region.persons["Ann Fictief"],
            organisation_id=region.organisations["Kortrijk"],
            body_id=region.bodies["IBO"],
            capacity=Capacity.FULL,
            function="schepen van mobiliteit",
            valid_to=date(2026, 11, 30),
        )
    )
    work.add(
        Mandate(
            person_id=region.persons["Bert Fictief"],
            organisation_id=region.organisations["Kortrijk"],
            body_id=region.bodies["IBO"],
            capacity=Capacity.FULL,
            valid_from=date(2026, 12, 1),
        )
    )
