"""A small region for tests: two municipalities, an IBO, a transport region council, a college and one meeting."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.services.actions.actions import Actions
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.base.records import Records, add
from ibo_desk.services.base.settings import Settings
from ibo_desk.services.keeping.history import History
from ibo_desk.services.meetings.meetings import Meetings
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.parties.organisations import Organisations
from ibo_desk.services.parties.people import People
from ibo_desk.services.record_types import RECORD_TYPES
from ibo_desk.services.search.search import Search


@dataclass
class Desk:
    """The services on one store, and the ids of what is in it."""

    store: Store
    ids: dict[str, UUID]

    def __post_init__(self) -> None:
        self.records = Records(self.store, RECORD_TYPES)
        self.organisations = Organisations(self.store)
        self.people = People(self.store)
        self.bodies = Bodies(self.store)
        self.actions = Actions(self.store)
        self.agenda = Agenda(self.store)
        self.meetings = Meetings(self.store)
        self.history = History(self.store)
        self.search = Search(self.store)
        self.settings = Settings(self.store)

    def __getattr__(self, name: str) -> UUID:
        try:
            return self.__dict__["ids"][name]
        except KeyError:
            raise AttributeError(name) from None

    def row(self, kind: str, record_id: UUID) -> Any:
        """The record as it is stored."""
        with self.store.read() as session:
            record = session.get(RECORD_TYPES[kind].table, record_id)
            session.expunge(record)
            return record


def settle(store: Store) -> Desk:
    """Fill an empty store, as one entry and the meeting as another."""
    desk = Desk(store, {})
    with store.write("Proefstreek ingericht") as work:

        def keep(name: str, kind: str, /, **values: Any) -> None:
            desk.ids[name] = add(work, RECORD_TYPES[kind], values).id

        keep("region", "region", name="Proefstreek", sample=True)
        keep("kortrijk", "organisation", name="Kortrijk", kind=OrganisationKind.MUNICIPALITY, nis="34022")
        keep("harelbeke", "organisation", name="Harelbeke", kind=OrganisationKind.MUNICIPALITY, nis="34013")
        keep("mow", "organisation", name="Departement Proef", short_name="DP", kind=OrganisationKind.FLEMISH)
        keep("ibo", "body", name="IBO Proefstreek", short_name="IBO", kind=BodyKind.IBO)
        keep(
            "council",
            "body",
            name="Vervoerregioraad Proef",
            short_name="VRR",
            kind=BodyKind.TRANSPORT_REGION_COUNCIL,
            external_secretariat=True,
        )
        keep(
            "college",
            "body",
            name="College Kortrijk",
            short_name="CBS Kortrijk",
            kind=BodyKind.COLLEGE,
            organisation_id=desk.kortrijk,
        )
        keep("action", "regional_action", number="1", title="Fietssnelweg langs de Leie", order_key="a")
    desk.ids["meeting"] = desk.meetings.add({"body_id": desk.ibo, "on": date(2026, 12, 11)})
    return desk
