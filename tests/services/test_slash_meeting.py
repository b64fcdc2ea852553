"""Slash lines during a meeting: who is meant by an office, who comes and goes, what is put off."""

from datetime import date, time

import pytest

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Mandate, Person
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.errors import UserError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.organisations import Capacity, Presence
from ibo_desk.domain.topics import Preparation, Stance, Treatment
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.slash.amounts import promised_in
from ibo_desk.services.slash.slash import Slash
from ibo_desk.services.words import sentence
from tests.services.region import Region


@pytest.fixture
def slash(store: Store) -> Slash:
    return Slash(store, Agenda(store).conclude)


def office(region: Region, name: str, town: str, function: str, until: date | None = None) -> None:
    person = region.write(Person(name=name, organisation_id=region.organisations[town]))
    region.write(
        Mandate(
            person_id=person,
            organisation_id=region.organisations[town],
            body_id=region.bodies[f"CBS {town}"],
            function=function,
            valid_to=until,
        )
    )


@pytest.fixture
def offices(region: Region) -> Region:
    office(region, "Mia Maretak", "Kortrijk", "burgemeester")
    office(region, "Otto Oud", "Wevelgem", "burgemeester", until=date(2026, 10, 1))
    office(region, "Dries Duinroos", "Wevelgem", "schepen van mobiliteit")
    office(region, "Els Elzenhof", "Wevelgem", "schepen van ruimtelijke ordening en wonen")
    office(region, "Jef Jeneverbes", "Anzegem", "schepen van jeugd en mobiliteit")
    return region


@pytest.mark.parametrize(
    ("names", "partners"),
    [
        ("burgemeester van Kortrijk", ["Kortrijk"]),
        ("de burgemeester Kortrijk", ["Kortrijk"]),
        ("schepen van mobiliteit Wevelgem", ["Wevelgem"]),
        ("schepen van ruimtelijke ordening en wonen van Wevelgem en Leiedal", ["Leiedal", "Wevelgem"]),
        ("schepen van jeugd", ["Anzegem"]),
        ("Kortrijk (Mia Maretak) en Leiedal (secretariaat)", ["Kortrijk", "Leiedal"]),
        ("Mia Maretak, schepen Duinroos", ["Kortrijk", "Wevelgem"]),
        ("De Lijn en AWV", ["AWV", "De Lijn"]),
        ("alle gemeenten behalve Kortrijk en Anzegem", ["Wevelgem"]),
        ("alle gemeenten op Wevelgem na", ["Anzegem", "Kortrijk"]),
        ("de 3 gemeenten", ["Anzegem", "Kortrijk", "Wevelgem"]),
    ],
)
def test_who_is_meant(offices: Region, slash: Slash, names: str, partners: list[str]) -> None:
    item = offices.item()
    made = slash.apply(item, f"/engagement {names}: iets bezorgen tegen 15 januari")
    assert [part.organisation for part in offices.engagements.row(made.id).partners] == partners


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("/engagement burgemeester van Wevelgem: iets", "office_vacant"),
        ("/engagement burgemeester Anzegem: iets", "office_vacant"),
        ("/engagement schepen Wevelgem: iets", "ambiguous_office"),
        ("/engagement alle gemeenten behalve Leiedal: iets", "not_among"),
        ("/engagement Bart Boom: iets", "no_such_party"),
        ("/aanwezig Kortrijk", "no_such_party"),
        ("/weg", "slash_without_attendees"),
        ("/pauze 15:20-15:10", "break_backwards"),
        ("/pauze straks", "slash_hours"),
        ("/pauze", "say_the_hour"),
        ("/begin", "say_the_hour"),
        ("/intern", "slash_without_text"),
        ("/voorwaarde Kortrijk: pas in februari", "no_engagement_here"),
        ("/engagement schepen: iets", "ambiguous_office"),
        ("/engagement schepen van mobiliteit: iets", "ambiguous_office"),
        ("/engagement de andere gemeenten: iets", "misspelt_party"),
        ("/samen 9", "no_such_item"),
    ],
)
def test_nobody_is_picked_and_every_refusal_is_a_sentence(
    offices: Region, slash: Slash, line: str, code: str
) -> None:
    item = offices.item()
    entries = len(offices.store.own_entries)
    with pytest.raises(UserError) as refused:
        slash.apply(item, line)
    assert refused.value.code == code
    assert "{" not in sentence(refused.value)
    assert len(offices.store.own_entries) == entries


def test_many_names_stay_one_line(offices: Region, slash: Slash) -> None:
    for name in ("Ada Abeel", "Bea Beuk", "Cis Ceder"):
        office(offices, name, "Kortrijk", "schepen")
    item = offices.item()
    for line, told in (
        ("/engagement schepen: iets", "Cis Ceder (Kortrijk) en 3 andere."),
        ("/engagement schepen van mobiliteit: iets", "Dries Duinroos (Wevelgem), Jef Jeneverbes (Anzegem)."),
        (
            "/engagement schepen Wevelgem: iets",
            "Dries Duinroos (schepen van mobiliteit), Els Elzenhof (schepen",
        ),
    ):
        with pytest.raises(UserError) as refused:
            slash.preview(item, line)
        assert told in sentence(refused.value)


def test_towns_behind_their_councils(region: Region, slash: Slash) -> None:
    item = region.item()
    slash.apply(
        item, "/voorleggen gemeenteraden van Anzegem, Kortrijk en Wevelgem: de fasering tegen maart 2027"
    )
    assert len(region.agenda.referrals(item)) == 3
    item = region.item()
    slash.apply(item, "/voorleggen alle gemeenteraden behalve Kortrijk: de fasering")
    bodies = {region.bodies["GR Anzegem"], region.bodies["GR Wevelgem"]}
    assert {target.body_id for target in region.agenda.referrals(item)} == bodies


@pytest.mark.long
def test_amounts_conditions_and_the_condition_of_one(region: Region, slash: Slash) -> None:
    item = region.item()
    line = (
        "/engagement Leiedal: de helft, € 15.000, op voorwaarde dat het bestuur akkoord gaat tegen juni 2027"
    )
    told = slash.preview(item, line)
    assert "15.000" in told
    assert "het bestuur akkoord gaat" in told
    assert region.engagements.listing(item_id=item) == []
    (part,) = region.engagements.row(slash.apply(item, line).id).partners
    assert (part.amount_cents, part.condition) == (1_500_000, "het bestuur akkoord gaat")
    assert part.state is EngagementState.CONDITIONAL
    slash.apply(item, "/engagement Kortrijk, Wevelgem: toetsen met 0,2 VTE vóór 1 maart")
    slash.apply(item, "/voorwaarde Wevelgem: pas na de gemeenteraad")
    made = next(row for row in region.engagements.listing(item_id=item) if row.what.startswith("toetsen"))
    said = {part.organisation: (part.vte_thousandths, part.condition) for part in made.partners}
    assert said == {"Kortrijk": (200, ""), "Wevelgem": (200, "pas na de gemeenteraad")}


def listed(region: Region, meeting: object) -> dict[str, object]:
    return {row.organisation: row for row in region.meetings.attendance(meeting)}


@pytest.mark.long
def test_who_comes_and_goes_and_at_which_item_they_were(offices: Region, slash: Slash) -> None:
    meeting = offices.meeting()
    for town in ("Anzegem", "Kortrijk", "Wevelgem"):
        offices.meetings.add_line(meeting, offices.organisations[town], f"Iemand {town}", None, Capacity.FULL)
    first, second, third = (offices.item(meeting, title=f"Punt {n}") for n in "123")
    slash.apply(first, "/aanwezig alle gemeenten behalve Anzegem")
    slash.apply(first, "/begin 14:02")
    assert offices.meetings.row(meeting).state is MeetingState.HELD
    slash.apply(third, "/begin 14:20")
    slash.apply(third, "/later Anzegem 14:35")
    slash.apply(third, "/weg Iemand Kortrijk 15u10")
    slash.apply(third, "/pauze 15:10-15:20")
    slash.apply(second, "/begin 15:20")
    slash.apply(second, "/standpunt Wevelgem: onthouding")
    slash.apply(second, "/standpunt de andere gemeenten: akkoord")
    rows = listed(offices, meeting)
    assert {row.presence for row in rows.values()} == {Presence.PRESENT}
    assert (rows["Anzegem"].arrived_at, rows["Kortrijk"].left_at) == (time(14, 35), time(15, 10))
    there = offices.meetings.at_items(meeting)
    away = {item: [person.name for person in there[item] if person.away] for item in (first, third, second)}
    assert away == {first: ["Anzegem"], third: [], second: ["Kortrijk"]}
    stances = {row.organisation: row.stance for row in offices.agenda.positions(second)}
    assert stances == {"Anzegem": Stance.AGREES, "Wevelgem": Stance.NONE}
    assert offices.meetings.row(meeting).breaks == "15:10-15:20"


def test_put_off_taken_back_and_kept_to_the_secretariat(region: Region, slash: Slash) -> None:
    item = region.item()
    assert "/later" in "".join(slash.complete("/l", item))
    slash.apply(item, "/later de cijfers ontbreken nog")
    row = region.agenda.item(item)
    assert (row.treatment, row.ended_reason) == (Treatment.POSTPONED, "de cijfers ontbreken nog")
    slash.apply(item, "/ingetrokken eerst naar de Conferentie")
    row = region.agenda.item(item)
    assert row.treatment is Treatment.WITHDRAWN
    assert region.topics.row(row.topic_id).preparation is Preparation.SUBMITTED
    slash.apply(item, "/intern personeelszaak")
    slash.apply(item, "/intern nog iets")
    assert region.agenda.item(item).secretariat_note == "personeelszaak\nnog iets"


@pytest.mark.long
def test_replaced_opened_closed_added_and_joined(offices: Region, slash: Slash) -> None:
    meeting = offices.meeting()
    line = offices.meetings.add_line(
        meeting, offices.organisations["Wevelgem"], "Els Elzenhof", None, Capacity.FULL
    )
    item = offices.item(meeting, title="Kleinhandel")
    slash.apply(item, "/openen 14:02")
    slash.apply(item, "/vervangen Wevelgem door Dries Duinroos")
    (row,) = offices.meetings.attendance(meeting)
    assert (row.presence, row.replaced_by) == (Presence.REPLACED, "Dries Duinroos")
    slash.apply(item, "/voorzitter: Wevelgem")
    assert offices.meetings.row(meeting).chairs == ("Dries Duinroos",)
    people = len(offices.persons)
    with pytest.raises(UserError) as refused:
        offices.meetings.replace_by(line, "Dries Duinros")
    assert refused.value.code == "misspelt_person"
    offices.meetings.replace_by(line, "Bart Boom, schepen")
    (row,) = offices.meetings.attendance(meeting)
    assert row.replaced_by == "Bart Boom"
    assert len(offices.persons) == people
    added = slash.apply(item, "/punt Zwaar verkeer").id
    assert (offices.agenda.item(added).title, offices.agenda.item(added).late) == ("Zwaar verkeer", True)
    slash.apply(added, "/samen met punt 1")
    assert offices.agenda.item(added).joined_to_id == item
    slash.apply(item, "/standpunt Kortrijk: onthouding")
    slash.apply(item, "/sluiten 16:20")
    row = offices.meetings.row(meeting)
    assert (row.opened_at, row.closed_at) == (time(14, 2), time(16, 20))
    assert [row.text for row in offices.agenda.positions(item)] == ["onthouding"]


def test_a_pasted_list_accounts_for_every_line(region: Region) -> None:
    meeting = region.meeting()
    text = (
        "naam | organisatie | functie | in het IBO\n--- | --- | --- | ---\n"
        "Hanne Heidebloem | Kortrijk | burgemeester | effectief, voorzitter\n"
        "Dries Duinroos | Wevelgem | schepen | plaatsvervanger\n"
        "Koen Korenbloem | Departement Fictief | coördinator | genodigd\n"
        "iemand zonder organisatie\n"
    )
    looked = region.meetings.look_at_list(meeting, text)
    assert [(entry.person.name, bool(entry.why)) for entry in looked] == [
        ("Hanne Heidebloem", False),
        ("Dries Duinroos", False),
        ("Koen Korenbloem", False),
        ("iemand zonder organisatie", True),
    ]
    assert region.meetings.attendance(meeting) == []
    region.meetings.put_list(meeting, looked)
    assert [(row.organisation, row.label, row.capacity) for row in region.meetings.attendance(meeting)] == [
        ("Kortrijk", "Hanne Heidebloem, burgemeester", Capacity.CHAIR),
        ("Departement Fictief", "Koen Korenbloem, coördinator", Capacity.GUEST),
    ]
    assert region.meetings.row(meeting).chairs == ("Hanne Heidebloem",)
    again = region.meetings.look_at_list(meeting, text)
    assert all(entry.there for entry in again if entry.person.part in {Capacity.CHAIR, Capacity.GUEST})


def test_who_stays_on_an_item_never_writes_over_an_hour_that_was_typed(region: Region, slash: Slash) -> None:
    meeting = region.meeting(on=region.store.clock.today())
    first, second = region.item(meeting, title="Een"), region.item(meeting, title="Twee")
    assert region.meetings.stay_on(first) is None, "the meeting was not opened"
    late = time(23, 58)  # the clock of the machine is behind the hours that are typed
    region.meetings.open(meeting, late)
    slash.apply(second, "/begin 23:59")
    assert region.meetings.stay_on(second) is None
    hour = region.meetings.stay_on(first)
    assert hour is not None
    assert hour > time(23, 59), "taken up after the item that was taken up before it"
    assert [region.agenda.item(item).began_at for item in (first, second)] == [hour, time(23, 59)]


def test_who_is_noted_before_the_hour_that_was_typed_did_not_come_late(region: Region, slash: Slash) -> None:
    meeting = region.meeting(on=region.store.clock.today())
    region.meetings.add_line(meeting, region.organisations["Kortrijk"], "Iemand", None, Capacity.FULL)
    item = region.item(meeting)
    slash.apply(item, "/openen 23:58")
    slash.apply(item, "/begin 23:59")
    slash.apply(item, "/aanwezig Kortrijk")
    line = listed(region, meeting)["Kortrijk"]
    assert (line.presence, line.arrived_at) == (Presence.PRESENT, None)


def test_what_became_of_an_engagement_of_an_earlier_meeting(region: Region, slash: Slash) -> None:
    earlier, later = region.meeting(on=date(2026, 9, 18)), region.meeting(on=date(2026, 12, 11))
    for line in (
        "/engagement Kortrijk: advies fietsbrug bezorgen",
        "/engagement Wevelgem: advies over het station bezorgen",
        "/engagement Leiedal: ontwerpnota delen",
    ):
        slash.apply(region.item(earlier), line)
    item = region.item(later, title="Opvolging")
    assert slash.complete("/opvolging kor", item) == ["/opvolging Kortrijk advies fietsbrug bezorgen"]
    assert "/opvolging Kortrijk: nagekomen" in slash.complete("/opvolging Kortrijk: na", item)
    for line, code in (
        ("/opvolging advies: nagekomen", "ambiguous_engagement"),
        ("/opvolging brug Menen: nagekomen", "no_open_engagement"),
        ("/opvolging Kortrijk:", "slash_without_text"),
        ("/opvolging nagekomen", "slash_without_names"),
    ):
        with pytest.raises(UserError) as refused:
            slash.apply(item, line)
        assert (refused.value.code, "{" in sentence(refused.value)) == (code, False)
    slash.apply(item, "/opvolging Kortrijk fietsbrug: nagekomen, bezorgd op 3 november")
    slash.apply(item, "/opvolging station: te laat, eind januari")
    assert "voorgesteld" in slash.preview(item, "/opvolging station: niet nagekomen, geen antwoord")
    slash.apply(item, "/opvolging station: niet nagekomen, geen antwoord")
    slash.apply(item, "/opvolging Leiedal: ingetrokken, opgegaan in een andere nota")
    rows = {row.what: row for row in region.engagements.followed_at(later)}
    assert {what: (row.state, row.follow_ups[0].said) for what, row in rows.items()} == {
        "advies fietsbrug bezorgen": (EngagementState.KEPT, "bezorgd op 3 november"),
        "advies over het station bezorgen": (EngagementState.PROPOSED, "niet nagekomen, geen antwoord"),
        "ontwerpnota delen": (EngagementState.WITHDRAWN, "opgegaan in een andere nota"),
    }


@pytest.mark.parametrize(
    ("said", "kind", "amounts"),
    [
        ("€ 60.001 in twee schijven, 2027 en 2028", "money", {2027: 3_000_050, 2028: 3_000_050}),
        ("100 euro in 3 gelijke delen (2027, 2028, 2029)", "money", {2027: 3334, 2028: 3333, 2029: 3333}),
        ("€ 50k in twee schijven, 2027 en 2028", "money", {2027: 2_500_000, 2028: 2_500_000}),
        ("25\u202f000 euro in 2 delen (2027, 2028)", "money", {2027: 1_250_000, 2028: 1_250_000}),
        ("€ 60.000 in twee schijven", "money", {}),  # nobody said when
        ("twee schijven, 2027 en 2028", "knowledge", {}),  # nobody said how much
        ("kernafbakening voorleggen aan de gemeenteraad", "policy", {}),
    ],
)
def test_payments_that_are_promised(said: str, kind: str, amounts: dict[int, int]) -> None:
    promised = promised_in(said)
    assert promised.share.get("kind", "knowledge") == kind
    assert {on.year: cents for on, cents in promised.payments} == amounts


def test_instalments_are_recorded_with_their_share(region: Region, slash: Slash) -> None:
    item = region.item()
    line = "/engagement Leiedal: € 60.000 in twee schijven, 2027 en 2028"
    assert "2027: € 30.000" in slash.preview(item, line).replace("\u00a0", " ")
    row = region.engagements.row(slash.apply(item, line).id)
    assert row.due_on == date(2028, 12, 31)
    assert [(part.due_on, part.amount_cents) for part in row.instalments] == [
        (date(2027, 12, 31), 3_000_000),
        (date(2028, 12, 31), 3_000_000),
    ]


def test_who_is_not_known_keeps_nobody_else_from_being_noted(region: Region, slash: Slash) -> None:
    meeting = region.meeting()
    for town in ("Anzegem", "Kortrijk"):
        region.meetings.add_line(meeting, region.organisations[town], f"Iemand {town}", None, Capacity.FULL)
    item = region.item(meeting)
    line = "/aanwezig Kortrijk, Anzegem en Niemand Nergens 14:05"
    assert "Niemand Nergens" in slash.preview(item, line)
    noted = slash.apply(item, line)
    assert {row.presence for row in region.meetings.attendance(meeting)} == {Presence.PRESENT}
    assert noted.left == "/aanwezig Niemand Nergens 14:05"
    assert noted.why is not None
    assert noted.why.code == "no_such_party"
    with pytest.raises(UserError):
        slash.apply(item, noted.left)
    with pytest.raises(UserError):
        slash.apply(item, "/weg alle gemeenten behalve Niemand")


def test_a_position_is_foreseen_as_it_is_recorded(region: Region, slash: Slash) -> None:
    item = region.item(region.meeting("VRR"))
    told = []
    for job in (slash.preview, slash.apply):
        with pytest.raises(UserError) as refused:
            job(item, "/standpunt De Lijn en AWV: akkoord")
        told.append(sentence(refused.value))
    assert told[0] == told[1]
    assert "AWV" in told[0]
    assert "De Lijn" in told[0]


def test_the_next_meeting_is_a_day_where_one_is_planned(region: Region, slash: Slash) -> None:
    item = region.item(region.meeting(on=date(2026, 12, 11)))
    line = "/engagement Kortrijk: advies bezorgen tegen de volgende vergadering."
    with pytest.raises(UserError) as refused:
        slash.preview(item, line)
    assert refused.value.code == "no_next_meeting"
    assert "{" not in sentence(refused.value)
    region.meeting(on=date(2027, 1, 15))
    row = region.engagements.row(slash.apply(item, line).id)
    assert (row.what, row.due_on, row.due_phrase) == (
        "advies bezorgen",
        date(2027, 1, 15),
        "de volgende vergadering",
    )
    assert "15 januari 2027" in slash.preview(
        item, "/actiepunt Leiedal: cijfers nazenden tegen volgend overleg"
    )
