"""Two questions to Kortrijk and Menen about one meeting, with people to write to; everybody is invented."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ibo_desk.app import App
from ibo_desk.domain.bodies import BodyKind, ItemType
from ibo_desk.domain.feedback import Question, Side
from ibo_desk.domain.organisations import Capacity


@dataclass(frozen=True)
class Loop:
    """Ids by what they are; colleges and towns by the name of the municipality."""

    app: App
    meeting: UUID
    bridge: UUID
    plan: UUID
    towns: dict[str, UUID]
    colleges: dict[str, UUID]


def loop_in(app: App) -> Loop:
    """What ``loop`` made in a region that was copied."""
    (meeting,) = app.meetings.listing()
    bridge, plan = app.agenda.items(meeting.id)
    colleges = {row.organisation: row.id for row in app.bodies.colleges()}
    towns = {row.name: row.id for row in app.organisations.municipalities()}
    return Loop(app, meeting.id, bridge.id, plan.id, towns, colleges)


def loop(app: App) -> Loop:
    """Fill the preset region."""
    colleges = {row.organisation: row.id for row in app.bodies.colleges()}
    towns = {row.name: row.id for row in app.organisations.municipalities()}
    ibo = next(row.id for row in app.bodies.listing() if row.kind is BodyKind.IBO)
    meeting = app.meetings.add({"body_id": ibo, "on": date(2026, 12, 11)})
    bridge = app.agenda.add(meeting, {"title": "Fietsbrug: =fasering", "item_type": ItemType.ALIGNMENT})
    plan = app.agenda.add(meeting, {"title": "Mobiliteitsplan", "item_type": ItemType.ALIGNMENT})
    asked = [colleges["Kortrijk"], colleges["Menen"]]
    app.feedback.open_rounds(
        [bridge], asked, Side.BEFORE, Question.POSITION, date(2026, 12, 7), "Wat vindt het college?"
    )
    app.feedback.open_rounds([plan], asked, Side.BEFORE, Question.MANDATE, text="Geeft het college mandaat?")
    people = (
        ("Roos Rozenblad", "roos@kortrijk.example", "Kortrijk", Capacity.FULL, ibo, None),
        ("Pier Pompoen", "pier@kortrijk.example", "Kortrijk", Capacity.FULL, ibo, date(2026, 10, 31)),
        ("Wannes Wilg", "wannes@kortrijk.example", "Kortrijk", Capacity.CONTACT, None, None),
        ("Nele Notelaar", "", "Menen", Capacity.FULL, ibo, None),
    )
    for name, email, town, capacity, body, until in people:
        person = app.records.add("person", {"name": name, "email": email, "organisation_id": towns[town]})
        app.records.add(
            "mandate",
            {
                "person_id": person,
                "organisation_id": towns[town],
                "body_id": body,
                "capacity": capacity,
                "valid_to": until,
            },
        )
    app.records.patch("organisation", towns["Kortrijk"], None, {"mailbox": "regio@kortrijk.example"})
    return Loop(app, meeting, bridge, plan, towns, colleges)
