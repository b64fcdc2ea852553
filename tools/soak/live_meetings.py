"""The meetings that ``tools.soak.live_meeting`` types: who is there, what was sent, and the lines (fictief)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from ibo_desk.domain.agenda_text import read_agenda
from ibo_desk.domain.bodies import BodyKind

if TYPE_CHECKING:
    from ibo_desk.app import App

_PEOPLE = """naam | organisatie | functie | in het IBO
Hanne Heidebloem | Kortrijk | burgemeester | effectief, voorzitter
Bart Beukelaar | Menen | burgemeester | effectief
Els Elzenhof | Wevelgem | burgemeester | effectief
Dries Duinroos | Wevelgem | schepen van mobiliteit | plaatsvervanger
Greet Grasklokje | Waregem | schepen van ruimtelijke ordening | effectief
Ivo Iepenveld | Harelbeke | burgemeester | effectief
Mia Maretak | Kuurne | burgemeester | effectief
Nico Narcisveld | Zwevegem | burgemeester | effectief
Roos Ratelaarhof | Avelgem | burgemeester | effectief
Otto Ooievaarsbek | Spiere-Helkijn | burgemeester | effectief
Paula Pimpernelveld | Wervik | burgemeester | effectief
Tom Toverhazelhof | Anzegem | schepen | effectief
Saar Sleutelbloemhof | Deerlijk | burgemeester | effectief
Gust Ganzerikveld | Lendelede | burgemeester | effectief
Lieve Lindelo | Provincie West-Vlaanderen | gedeputeerde | effectief
Koen Korenbloem | Departement Omgeving | gebiedscoördinator | genodigd
Ruben Reigersbekveld | Departement MOW | afdelingshoofd | genodigd
Sien Salieveld | Intercommunale Leiedal | secretaris | verslaggever
"""
_SECOND_PEOPLE = _PEOPLE.replace(
    "Tom Toverhazelhof | Anzegem | schepen | effectief\n",
    "Tom Toverhazelhof | Anzegem | schepen van openbare werken | effectief\n"
    "Vera Vlierhof | Anzegem | schepen van jeugd | plaatsvervanger\n",
)
_FOURTH_PEOPLE = _PEOPLE.replace(
    "Dries Duinroos | Wevelgem | schepen van mobiliteit | plaatsvervanger",
    "Kobe Kornoeljeveld | Kortrijk | schepen van open ruimte | plaatsvervanger",
)
_COUNCIL_ITEM = "Regionaal mobiliteitsplan, aftoetsing van de VRR"
_AGENDA = f"""Agenda
1. Goedkeuring vorig verslag (5 min)
2. Bouwshift: woonreservegebieden (30 min) - ter bespreking
3. Kleinhandel: gezamenlijke modelnota (20 min) - ter afstemming
4. Leievallei: gebiedsprogramma 2027 - ter bespreking
4.1 Water (10 min) - ter info
4.2 Recreatie (10 min) - ter bespreking
4.3 Middelen (5 min) - ter bespreking
5. {_COUNCIL_ITEM} (20 min) - ter aftoetsing
6. Opvolging van engagementen (10 min)
7. Varia (5 min)
"""
_EARLIER = (
    "/engagement Harelbeke: advies fietsbrug bezorgen tegen 15 oktober 2026",
    "/engagement Departement MOW: cijfers zwaar verkeer bezorgen tegen 1 november 2026",
    "/engagement Leiedal: ontwerp van de communicatienota delen tegen 1 november 2026",
)
_SECOND_AGENDA = """Agenda
1. Goedkeuring vorig verslag (5 min)
2. Waterbergend vermogen van de Gaverbeek (25 min) - ter bespreking
3. Deelwagens in de kernen (15 min) - ter afstemming
4. Standplaatsen voor deelwagens (10 min) - ter bespreking
5. Warmtenet: stand van zaken (10 min) - ter info
6. Opvolging van engagementen (10 min)
7. Varia (5 min)
"""
_THIRD_AGENDA = """Agenda
1. Goedkeuring verslag vorige vergadering (5 min)
2. Halteplan 2027 (30 min) - ter bespreking
3. Mobipunten: inrichting (15 min) - ter bespreking
4. Hinder door werken aan de N43 (10 min) - ter info
5. Fietsenstallingen aan haltes (10 min) - ter bespreking
6. Opvolging van engagementen (10 min)
7. Tarieven parkeren aan stations (10 min) - ter bespreking
8. Rondvraag (5 min)
"""
_FOURTH_AGENDA = """Agenda
1. Goedkeuring verslag vorige vergadering (5 min)
2. Zonevreemd gebruik van de open ruimte: ontwerp van kader (30 min) - ter bespreking
3. Zwerfvuil langs gewestwegen (15 min) - ter bespreking
4. Trage wegen: subsidieoproep (15 min) - ter afstemming
5. Jaarverslag van de intercommunale (10 min) - ter info
6. Camera's tegen sluikstorten (10 min) - ter bespreking
7. Opvolging van engagementen (10 min)
8. Rondvraag (5 min)
"""


@dataclass(frozen=True)
class Played:
    """A meeting: who is invited, the agenda as it went a week before, what was added after, and the lines typed."""

    people: str
    agenda: str
    added: Sequence[str]
    script: Path
    hours: tuple[time, time] = (time(14), time(16))
    body: BodyKind = BodyKind.IBO
    in_example: bool = False  # in the example, with the people who sit in the body there
    council: str = ""  # the title of an item that the transport region council asks to be cross-checked


_HERE = Path(__file__).parent
MEETINGS = {
    "first": Played(
        _PEOPLE,
        _AGENDA,
        ("Zwaar verkeer in de dorpskernen (10 min) - ter info",),
        _HERE / "live_script.txt",
        council=_COUNCIL_ITEM,
    ),
    "second": Played(
        _SECOND_PEOPLE, _SECOND_AGENDA, (), _HERE / "live_script_second.txt", (time(9), time(11))
    ),
    "third": Played(
        "",
        _THIRD_AGENDA,
        (),
        _HERE / "live_script_third.txt",
        (time(13, 30), time(15, 30)),
        body=BodyKind.TRANSPORT_REGION_COUNCIL,
        in_example=True,
    ),
    "fourth": Played(
        _FOURTH_PEOPLE, _FOURTH_AGENDA, (), _HERE / "live_script_fourth.txt", (time(10), time(12))
    ),
}


def prepare(app: "App", played: Played) -> UUID:
    """Put the meeting in a fresh region, today, after one a month ago; the id of its first item."""
    bodies = {row.kind: row.id for row in app.bodies.listing()}
    today = app.store.clock.today()
    body = bodies[played.body]
    if not played.in_example:
        earlier = app.meetings.add({"body_id": body, "on": today - timedelta(days=35)})
        promised = app.agenda.add(earlier, {"title": "Engagementen"})
        for line in _EARLIER:
            app.slash.apply(promised, line)
    values = {"body_id": body, "on": today, "place": "Leiedal"}
    meeting = app.meetings.add({**values, "starts_at": played.hours[0], "ends_at": played.hours[1]})
    for row in app.agenda.items(meeting):
        app.agenda.remove(row.id)
    if played.in_example:
        app.meetings.invite(meeting)
    else:
        app.meetings.put_list(meeting, app.meetings.look_at_list(meeting, played.people))
    if played.council:
        council = app.meetings.add(
            {"body_id": bodies[BodyKind.TRANSPORT_REGION_COUNCIL], "on": today - timedelta(days=14)}
        )
        app.agenda.add(council, {"title": played.council})
    app.agenda_paste.paste(meeting, read_agenda(played.agenda))
    app.issuing.send_agenda(meeting)
    if played.added:
        app.agenda_paste.paste(meeting, read_agenda("\n".join(played.added)))
        app.issuing.send_agenda(meeting)
    return app.agenda.items(meeting)[0].id
