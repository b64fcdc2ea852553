"""Partners are found by the names people give them, and who speaks for whom is known."""

from datetime import date

import pytest

from ibo_desk.domain.errors import AmbiguousNameError, NotFoundError, RuleError
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.services.words import sentence
from tests.services.desk import Desk


def test_organisations_stand_by_name_and_by_kind(desk: Desk) -> None:
    assert [row.name for row in desk.organisations.listing()] == [
        "Departement Proef",
        "Harelbeke",
        "Kortrijk",
    ]
    assert [row.name for row in desk.organisations.municipalities()] == ["Harelbeke", "Kortrijk"]
    assert [row.name for row in desk.organisations.listing(OrganisationKind.FLEMISH)] == ["Departement Proef"]


@pytest.mark.parametrize("name", ["Kortrijk", " kortríjk ", "34022"])
def test_a_municipality_is_found_by_name_and_code(desk: Desk, name: str) -> None:
    assert desk.organisations.find(name) == desk.kortrijk


def test_an_entity_is_found_by_its_short_name(desk: Desk) -> None:
    assert desk.organisations.find("dp") == desk.mow


def test_a_name_that_nobody_has_is_told(desk: Desk) -> None:
    with pytest.raises(NotFoundError) as refused:
        desk.organisations.find("Gent")
    assert sentence(refused.value).startswith("“Gent” is niet gevonden (organisatie)")
    with pytest.raises(NotFoundError):
        desk.organisations.find("")


def test_a_name_that_two_have_is_told(desk: Desk) -> None:
    desk.records.add("organisation", {"name": "Proef van Kortrijk", "short_name": "Kortrijk"})
    with pytest.raises(AmbiguousNameError) as refused:
        desk.organisations.find("Kortrijk")
    assert sentence(refused.value) == (
        "“Kortrijk” kan elk van deze zijn: Kortrijk, Proef van Kortrijk. Geef de volledige naam."
    )


def test_one_that_still_exists_goes_before_one_that_is_gone(desk: Desk) -> None:
    old = desk.records.add("organisation", {"name": "Kortrijk", "valid_to": date(1976, 12, 31)})
    gone = desk.records.add("organisation", {"name": "Heule", "valid_to": date(1976, 12, 31)})
    assert desk.organisations.find("Kortrijk") == desk.kortrijk != old
    assert desk.organisations.find("Heule") == gone
    assert old not in {row.id for row in desk.organisations.listing(on=date(2026, 11, 23))}
    assert old in {row.id for row in desk.organisations.listing(on=date(1976, 12, 31))}


def test_who_speaks_for_whom_stands_on_both_sides(desk: Desk) -> None:
    team = desk.records.add(
        "organisation", {"name": "Team Proef", "kind": OrganisationKind.JOINT_VOICE, "short_name": "TP"}
    )
    voice = desk.records.add("spokes", {"speaker_id": team, "member_id": desk.mow})
    rows = {row.id: row for row in desk.organisations.listing()}
    assert rows[team].speaks_for == ("Departement Proef",)
    assert rows[desk.mow].spoken_for_by == ("Team Proef",)
    assert desk.history.entries(1)[0].label == "Team Proef spreekt namens Departement Proef toegevoegd"
    desk.records.delete("spokes", voice)
    assert desk.organisations.listing()[0].spoken_for_by == ()


def test_a_period_cannot_end_before_it_begins(desk: Desk) -> None:
    desk.records.patch("organisation", desk.kortrijk, None, {"valid_from": date(2020, 1, 1)})
    with pytest.raises(RuleError) as refused:
        desk.records.patch("organisation", desk.kortrijk, None, {"valid_to": date(2019, 12, 31)})
    assert sentence(refused.value) == (
        "De periode eindigt (31 december 2019) voor ze begint (1 januari 2020). Kijk beide datums na."
    )
