"""Mandates that end together, seats that nobody fills yet, and a pasted list of the new names."""

from datetime import date

import pytest

from ibo_desk.data.tables import Mandate
from ibo_desk.exchange.mandate_list import MandateLists
from ibo_desk.services.keeping.history import History
from ibo_desk.services.parties.mandates import Appointment, Mandates
from ibo_desk.services.parties.people import People
from tests.services.region import Region

LAST = date(2026, 12, 31)
FIRST = date(2027, 1, 1)


def seated(region: Region, person: str, municipality: str, body: str) -> None:
    region.write(
        Mandate(
            person_id=region.persons[person],
            organisation_id=region.organisations[municipality],
            body_id=region.bodies[body],
        )
    )


def test_mandates_end_together_and_come_back_with_one_undo(region: Region) -> None:
    seated(region, "Ann Fictief", "Wevelgem", "VRR")
    mandates = Mandates(region.store)
    ending = mandates.ending(LAST)
    assert {(row.person, row.organisation) for row in ending} == {
        ("Bert Fictief", "Kortrijk"),
        ("Ann Fictief", "Wevelgem"),
    }, "one that ended in November is not offered"
    every = [row.id for row in People(region.store).mandates()]
    assert mandates.end(every, LAST) == 2
    assert region.labels()[-1] == "2 mandaten eindigen op 31 december 2026"
    assert mandates.ending(LAST) == []
    assert People(region.store).mandates(on=FIRST) == []
    assert date(2026, 11, 30) in {row.valid_to for row in People(region.store).mandates()}
    History(region.store).undo()
    assert mandates.ending(LAST) == ending or len(mandates.ending(LAST)) == 2


def test_a_mandate_that_begins_later_does_not_end(region: Region) -> None:
    mandates = Mandates(region.store)
    ids = [row.id for row in People(region.store).mandates()]
    assert mandates.end(ids, date(2026, 10, 31)) == 1
    later = [row for row in People(region.store).mandates() if row.person == "Bert Fictief"]
    assert [(row.valid_from, row.valid_to) for row in later] == [(date(2026, 12, 1), None)]


def test_seats_that_nobody_fills_are_a_list(region: Region) -> None:
    region.records.patch(
        "organisation", region.organisations["Kortrijk"], None, {"mailbox": "post@kortrijk.example"}
    )
    mandates = Mandates(region.store)

    def of_ibo(on: date) -> dict[str, tuple[str, str]]:
        return {
            seat.organisation: (seat.last_person, seat.mailbox)
            for seat in mandates.empty_seats(on)
            if seat.body_id == region.bodies["IBO"]
        }

    assert set(of_ibo(FIRST)) == {"Anzegem", "Wevelgem", "Leiedal"}
    mandates.end([row.id for row in mandates.ending(LAST)], LAST)
    assert of_ibo(FIRST)["Kortrijk"] == ("Bert Fictief", "post@kortrijk.example")
    mandates.appoint(
        [Appointment("Cis Fictief", "schepen", region.organisations["Kortrijk"], region.bodies["IBO"])], FIRST
    )
    assert "Kortrijk" not in of_ibo(FIRST)


def test_a_pasted_list_is_read_and_recorded_as_one_entry(region: Region) -> None:
    text = "Naam\tMandaat\tGemeente\nCis Fictief\tIBO\tAnzegem\nDirk Fictief\tburgemeester\tstad Wevelgem\n"
    lines = MandateLists(region.store).read(text, region.bodies["IBO"], FIRST)
    clear = [line.clear for line in lines]
    assert [choice.appointment for choice in clear if choice] == [
        Appointment("Cis Fictief", "", region.organisations["Anzegem"], region.bodies["IBO"]),
        Appointment("Dirk Fictief", "burgemeester", region.organisations["Wevelgem"], region.bodies["IBO"]),
    ]
    before = len(region.labels())
    Mandates(region.store).appoint([choice.appointment for choice in clear if choice], FIRST)
    assert region.labels()[before:] == ["2 mandaten beginnen op 1 januari 2027"]
    made = {row.person: row for row in People(region.store).mandates(on=FIRST)}
    assert (made["Dirk Fictief"].function, made["Dirk Fictief"].valid_from) == ("burgemeester", FIRST)
    again = MandateLists(region.store).read(text, region.bodies["IBO"], FIRST)
    assert all(line.doubt and line.clear is None for line in again), "what stands there is asked"


@pytest.mark.long
def test_what_is_doubtful_is_asked(region: Region) -> None:
    def doubt(text: str, body: str | None = "IBO") -> tuple[str, int]:
        body_id = region.bodies[body] if body else None
        (line,) = MandateLists(region.store).read(text, body_id, FIRST)
        assert line.clear is None
        return line.doubt, len(line.choices)

    assert doubt("Cis Fictief;schepen;Wevelgm") == ("“Wevelgm” is niet bekend; is het Wevelgem?", 1)
    assert doubt("Cis Fictief;schepen;Nergenshuizen")[1] == 0
    assert doubt("Cis Fictief;schepen;Wevelgem?")[1] == 0
    assert doubt("Cis Fictief;schepen;alle gemeenten")[1] == 0
    assert doubt("Cis Fictief;schepen;") == ("Er is een naam en een gemeente nodig.", 0)
    assert doubt("Cis Fictief;schepen;Wevelgem", None)[1] == 0
    assert doubt("Cis Fictief;schepen;AWV") == ("AWV heeft geen zetel in IBO.", 1)
    assert doubt("Cis Fictief;schepen;Kortrijk") == ("Bert Fictief heeft de zetel op 1 januari 2027.", 1)
    same, choices = doubt("ann fictief;schepen;Wevelgem")
    assert (same, choices) == ("Iemand met die naam is bekend: dezelfde persoon, of een andere?", 2)


def test_a_line_that_stands_twice_is_asked_once(region: Region) -> None:
    text = "Cis Fictief;schepen;Wevelgem\nCis Fictief;schepen;Wevelgem"
    first, second = MandateLists(region.store).read(text, region.bodies["IBO"], FIRST)
    assert (first.doubt, second.doubt) == ("", "Staat twee keer in de lijst.")
