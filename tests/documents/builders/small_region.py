"""A small region to make papers of: one IBO and one VRR meeting, with something in every field of a narrow audience.

Every person and everything said is invented. ``secret`` texts start with "GEHEIM" so that a test can look for them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from sqlmodel import select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import (
    Attendance,
    Body,
    CollegeConsequence,
    EngagementPartner,
    FeedbackRound,
    Mandate,
    Person,
    Region,
    RegionalAction,
)
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import BodyKind, ItemType, TransportLayer
from ibo_desk.domain.engagements import EngagementKind, EngagementState, InMultiYearPlan
from ibo_desk.domain.feedback import Answer, Question, Side
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.organisations import Capacity, OrganisationKind, Presence
from ibo_desk.domain.topics import Phase, Stance
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.agenda.positions import POSITION
from ibo_desk.services.base.records import patch
from ibo_desk.services.engagements.engagements import Engagements
from ibo_desk.services.engagements.record_types import RECORD_TYPES as ENGAGEMENTS
from ibo_desk.services.meetings.meetings import Meetings
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.parties.organisations import Organisations
from ibo_desk.services.setup.presets import apply

IBO_DAY = date(2026, 11, 6)
VRR_DAY = date(2026, 10, 23)
NEXT_DAY = date(2026, 12, 18)
SECRET = "GEHEIM"


@dataclass(frozen=True)
class SmallRegion:
    """The ids that tests ask for; colleges and towns by name of the municipality."""

    store: Store
    ibo: UUID
    vrr: UUID
    next_ibo: UUID
    fietsbrug: UUID
    cofinanciering: UUID
    bus: UUID
    colleges: dict[str, UUID]
    towns: dict[str, UUID]


class _Maker:
    def __init__(self, store: Store) -> None:
        self.store = store
        self.meetings, self.agenda = Meetings(store), Agenda(store)
        self.engagements, self.bodies = Engagements(store), Bodies(store)
        rows = self.bodies.listing()
        self.body = {row.kind: row.id for row in rows}
        self.colleges = {row.organisation: row.id for row in rows if row.kind is BodyKind.COLLEGE}
        everyone = Organisations(store).listing()
        with store.read() as session:
            self.actions = {row.number: row.id for row in session.exec(select(RegionalAction))}
        self.organisations = {row.short_name: row.id for row in everyone}
        self.towns = {row.name: row.id for row in everyone if row.kind is OrganisationKind.MUNICIPALITY}

    def sample(self) -> None:
        with self.store.write("Voorbeeld") as work:
            region = work.session.exec(select(Region)).one()
            region.sample = True
            work.add(region)
            for body_id in (self.body[BodyKind.IBO],):
                body = work.get(Body, body_id)
                body.prints_preparation = True
                work.add(body)

    def delegates(self, names: dict[str, str]) -> dict[str, UUID]:
        made: dict[str, UUID] = {}
        with self.store.write("Afgevaardigden") as work:
            for town, name in names.items():
                person = work.add(Person(name=name, function="schepen", organisation_id=self.towns[town]))
                made[town] = person.id
                for kind in (BodyKind.IBO, BodyKind.TRANSPORT_REGION_COUNCIL):
                    mandate = Mandate(
                        person_id=person.id,
                        organisation_id=self.towns[town],
                        body_id=self.body[kind],
                        capacity=Capacity.FULL,
                        function="schepen van mobiliteit",
                    )
                    work.add(mandate)
        return made

    def meeting(self, kind: BodyKind, on: date, chairs: Sequence[str] = (), **values: object) -> UUID:
        given = {"body_id": self.body[kind], "on": on, "starts_at": time(14), "ends_at": time(16, 10)}
        return self.meetings.add({**given, "place": "Leiedal, Kortrijk", **values}, chairs)

    def rounds(self, item_id: UUID, towns: Iterable[str], **values: object) -> None:
        with self.store.write("Terugkoppeling") as work:
            for town in towns:
                told = {name: _told(value, town) for name, value in values.items()}
                work.add(FeedbackRound(item_id=item_id, college_id=self.colleges[town], **told))

    def consequences(self, item_id: UUID) -> None:
        with self.store.write("Gevolgen") as work:
            for town, college in self.colleges.items():
                work.add(
                    CollegeConsequence(
                        item_id=item_id,
                        college_id=college,
                        text=f"Eigen gevolg van {town}: de omleiding loopt over de gemeentewegen.",
                        finance=f"Eigen raming van {town} in opmaak",
                    )
                )

    def hold(self, meeting_id: UUID) -> None:
        self.meetings.set_state(meeting_id, MeetingState.HELD)


def _told(value: object, town: str) -> object:
    return value.replace("{town}", town) if isinstance(value, str) and "{town}" in value else value


def small_region(store: Store) -> SmallRegion:
    """Fill an empty store."""
    apply(store, "zuid-west-vlaanderen")
    make = _Maker(store)
    make.sample()
    make.delegates({"Kortrijk": "Roos Rozenblad", "Harelbeke": "Pier Pompoen", "Menen": "Nele Notelaar"})
    make.bodies.set_calendar(make.colleges["Kortrijk"], 0, 5)
    ibo, fietsbrug, cofinanciering = _ibo(make)
    vrr, bus = _vrr(make)
    next_ibo = _next_ibo(make)
    return SmallRegion(store, ibo, vrr, next_ibo, fietsbrug, cofinanciering, bus, make.colleges, make.towns)


def _ibo(make: _Maker) -> tuple[UUID, UUID, UUID]:
    meeting = make.meeting(
        BodyKind.IBO,
        IBO_DAY,
        ["Roos Rozenblad"],
        secretary="Wannes Wilg",
        reason="Afstemming is nodig over de **fasering** van de werken.",
    )
    report = make.agenda.add(
        meeting,
        {"title": "Goedkeuring van het vorige verslag", "item_type": ItemType.MINUTES_APPROVAL, "minutes": 5},
    )
    fietsbrug = make.agenda.add(
        meeting,
        {
            "title": "Fietsbrug & minder hinder: de fasering",
            "item_type": ItemType.ALIGNMENT,
            "minutes": 40,
            "action_id": make.actions["1"],
            "submitted_by_id": make.towns["Harelbeke"],
            "phase": Phase.DISCUSSING,
            "still_open": "de volgorde van de werken",
            "asked": "De aandachtspunten bespreken.",
            "introduction": "Drie varianten liggen voor:\n\n- variant A\n- variant B\n- variant C",
            "discussion": "De partners bespreken de **varianten**.",
            "attachments": "Presentatie van de fasering\nKaart",
            "preparation_note": f"{SECRET} Conferentie wil variant A",
            "secretariat_note": f"{SECRET} nota van het secretariaat",
        },
    )
    cofinanciering = make.agenda.add(
        meeting,
        {
            "title": "Cofinanciering van de fietsbrug",
            "item_type": ItemType.DISCUSSION,
            "minutes": 20,
            "action_id": make.actions["1"],
            "phase": Phase.WEIGHING,
            "discussion": "De partners bespreken de verdeling.",
            "preparation_note": "De Conferentie vraagt een gelijke verdeling.",
            "preparation_audience": Audience.PARTICIPANTS,
        },
    )
    hidden = make.agenda.add(
        meeting,
        {"title": f"{SECRET} punt van het secretariaat", "audience": Audience.SECRETARIAT, "minutes": 5},
    )
    make.hold(meeting)
    make.agenda.conclude(report, "")
    make.agenda.conclude(fietsbrug, "De partners onderschrijven de aandachtspunten bij de fasering.")
    make.agenda.conclude(cofinanciering, "De partners gaan na of zij kunnen bijdragen.")
    make.agenda.conclude(hidden, f"{SECRET} conclusie")
    _present(make, meeting)
    make.agenda.set_position(fietsbrug, make.towns["Kuurne"], Stance.RESERVATION, "Vreest sluipverkeer.")
    _positions_of_the_secretariat(make, fietsbrug)
    councils = [row.id for row in make.bodies.listing({BodyKind.MUNICIPAL_COUNCIL})]
    make.agenda.refer(fietsbrug, "De fasering goedkeuren", councils, planned_on=date(2027, 1, 25))
    make.agenda.refer(fietsbrug, "De fasering uitwerken", action_id=make.actions["1"])
    _promises(make, fietsbrug, cofinanciering)
    _asked(make, fietsbrug, cofinanciering)
    return meeting, fietsbrug, cofinanciering


def _present(make: _Maker, meeting: UUID) -> None:
    make.meetings.invite(meeting)
    with make.store.write("Aanwezigheden") as work:
        for town, name in (("Kortrijk", "Roos Rozenblad, schepen"), ("Harelbeke", "Pier Pompoen, schepen")):
            row = Attendance(
                meeting_id=meeting,
                organisation_id=make.towns[town],
                label=name,
                presence=Presence.PRESENT if town == "Kortrijk" else Presence.EXCUSED,
            )
            work.add(row)


def _positions_of_the_secretariat(make: _Maker, item: UUID) -> None:
    position = make.agenda.set_position(item, make.towns["Menen"], Stance.DISSENTS, f"{SECRET} standpunt")
    with make.store.write("") as work:
        patch(work, POSITION, position, None, {"audience": Audience.SECRETARIAT})


def _promises(make: _Maker, fietsbrug: UUID, cofinanciering: UUID) -> None:
    """One engagement of all municipalities and Leiedal with an amount of its own for each, and a hidden one."""
    everyone = [*make.towns.values(), make.organisations["Leiedal"]]
    collective = make.engagements.add(
        {
            "what": "Bijdragen aan de fietsbrug",
            "item_id": cofinanciering,
            "due_phrase": "voor de zomer 2027",
            "note": f"{SECRET} opmerking bij engagement",
        },
        everyone,
        share={"kind": EngagementKind.MONEY, "state": EngagementState.CONDITIONAL, "budget_year": 2027},
    )
    with make.store.write("Bedragen") as work:
        rows = work.session.exec(
            select(EngagementPartner).where(EngagementPartner.engagement_id == collective)
        ).all()
        by_id = {town: name for name, town in make.towns.items()}
        for row in rows:
            name = by_id.get(row.organisation_id, "Leiedal")
            values = {
                "amount_cents": amount_of(name),
                "in_plan": InMultiYearPlan.TO_CHECK,
                "condition": f"eigen voorwaarde van {name}",
                "evidence": f"{SECRET} bewijsstuk",
            }
            patch(work, ENGAGEMENTS["engagement_partner"], row.id, None, values)
    make.engagements.add(
        {"what": "Cijfers bezorgen", "item_id": fietsbrug, "due_on": date(2027, 1, 15)},
        [make.organisations["Leiedal"]],
        share={"kind": EngagementKind.KNOWLEDGE, "state": EngagementState.CONFIRMED},
    )
    make.engagements.add(
        {"what": f"{SECRET} engagement", "item_id": fietsbrug, "audience": Audience.SECRETARIAT},
        [make.towns["Kortrijk"]],
    )


def amount_of(name: str) -> int:
    """An amount in cents that belongs to one organisation only."""
    return 1_000_000 + 11_100 * (sum(map(ord, name)) % 700)


def _asked(make: _Maker, fietsbrug: UUID, cofinanciering: UUID) -> None:
    make.consequences(fietsbrug)
    make.rounds(
        fietsbrug,
        make.colleges,
        side=Side.BEFORE,
        question=Question.POSITION,
        question_text="Kan {town} akkoord gaan met de fasering?",
        heard_on=date(2026, 11, 2),
        answer=Answer.AGREES_WITH_RESERVATION,
        answered_on=date(2026, 11, 2),
        answer_text="Eigen antwoord van {town}: eerst de fietsbrug.",
        note=f"{SECRET} bij de ronde",
    )
    make.rounds(
        fietsbrug,
        make.colleges,
        side=Side.AFTER,
        question=Question.POSITION,
        question_text="Onderschrijft {town} de aandachtspunten?",
        answer_by=date(2026, 12, 11),
    )
    make.rounds(
        cofinanciering,
        make.colleges,
        side=Side.AFTER,
        question=Question.CONFIRM_ENGAGEMENT,
        asked_by="Leiedal",
    )


def _vrr(make: _Maker) -> tuple[UUID, UUID]:
    meeting = make.meeting(BodyKind.TRANSPORT_REGION_COUNCIL, VRR_DAY, ["Nele Notelaar", "Tom Toortsmos"])
    bus = make.agenda.add(
        meeting,
        {
            "title": "Kernnet: wijziging van twee lijnen",
            "item_type": ItemType.ADVICE,
            "transport_layer": TransportLayer.CORE,
            "minutes": 60,
            "phase": Phase.WEIGHING,
            "discussion": "De raad bespreekt beide lijnen apart.",
        },
    )
    supplementary = make.agenda.add(
        meeting,
        {
            "title": "Aanvullend net: dienstregeling",
            "item_type": ItemType.DECISION,
            "transport_layer": TransportLayer.SUPPLEMENTARY,
            "phase": Phase.SETTLED,
        },
    )
    rail = make.agenda.add(
        meeting,
        {
            "title": "Treinnet: nieuwe dienstregeling",
            "item_type": ItemType.ADVICE,
            "transport_layer": TransportLayer.RAIL,
        },
    )
    make.hold(meeting)
    make.agenda.conclude(bus, "Lijn 1: gunstig advies. Lijn 2: verdeeld advies.")
    make.agenda.conclude(supplementary, "De dienstregeling van het aanvullend net wordt vastgesteld.")
    make.agenda.conclude(rail, "")
    make.agenda.set_position(
        bus, make.towns["Avelgem"], Stance.DISSENTS, "Verliest de halte Kerkhove.", "lijn 2"
    )
    make.agenda.set_position(
        bus, make.towns["Spiere-Helkijn"], Stance.DISSENTS, "Verliest de avondritten.", "lijn 2"
    )
    make.agenda.set_position(bus, make.towns["Kortrijk"], Stance.AGREES, "", "lijn 1")
    return meeting, bus


def _next_ibo(make: _Maker) -> UUID:
    """A meeting that has not been held: its notes are preparatory."""
    meeting = make.meeting(
        BodyKind.IBO, NEXT_DAY, ["Roos Rozenblad"], ends_at=None, known_since=date(2026, 9, 1)
    )
    for returned in make.agenda.items(meeting):  # what came back by itself is not what these papers are about
        make.agenda.remove(returned.id)
    item = make.agenda.add(
        meeting,
        {
            "title": "Kleinhandel: eindafweging",
            "item_type": ItemType.ALIGNMENT,
            "phase": Phase.WEIGHING,
            "introduction": "De tekst ligt voor.",
        },
    )
    make.rounds(
        item,
        make.colleges,
        side=Side.BEFORE,
        question=Question.MANDATE,
        question_text="Geeft {town} mandaat?",
        answer_by=date(2026, 12, 17),
    )
    late = {"title": "Open ruimte", "item_type": ItemType.INFORMATION, "late": True}
    make.agenda.add(meeting, late)
    return meeting
