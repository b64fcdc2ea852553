"""Partners in one cell: split where they must be, whole where they belong together, never guessed."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.exchange.partners import KnownOrganisation, Register, split_partners

TODAY = date(2026, 11, 23)
NAMES = (
    "Anzegem", "Kortrijk", "Kuurne", "Harelbeke", "Spiere-Helkijn", "Leiedal", "AWV", "De Lijn", "NMBS / Infrabel",
    "Wonen en Energie", "Departement MOW", "Provincie West-Vlaanderen", "Zoet & Zout",
)  # fmt: skip


def _known(name: str) -> bool:
    return name in NAMES


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=13),
    st.lists(st.sampled_from(["/", " / ", "; ", ", ", " + ", "\n", " - "]), min_size=12, max_size=12),
)
def test_known_names_come_back_whatever_stands_between_them(names: list[str], marks: list[str]) -> None:
    text = names[0] + "".join(mark + name for mark, name in zip(marks, names[1:], strict=False))
    assert split_partners(text, _known) == names


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=6), st.sampled_from([" en ", " & "]))
def test_the_last_may_be_joined_with_en(names: list[str], last: str) -> None:
    text = ", ".join(names[:-1]) + last + names[-1]
    assert split_partners(text, _known) == names


@given(st.text(alphabet="Kortijke /;,+&?\n-", max_size=40))
def test_no_text_is_lost_and_nothing_empty_comes_out(text: str) -> None:
    parts = split_partners(text, _known)
    assert all(part.strip() == part and part for part in parts)
    assert [ch for part in parts for ch in part if ch.isalpha()] == [ch for ch in text if ch.isalpha()]


def test_en_separates_only_known_names() -> None:
    assert split_partners("Kuurne en Harelbeke", _known) == ["Kuurne", "Harelbeke"]
    assert split_partners("Kuurne en Brugge", _known) == ["Kuurne en Brugge"]
    assert split_partners("Wonen en Energie en AWV", _known) == ["Wonen en Energie", "AWV"]


def _organisation(number: int, name: str, short: str = "", kind: str = "municipality") -> KnownOrganisation:
    return KnownOrganisation(UUID(int=number), name, short, OrganisationKind(kind))


TOWNS = [_organisation(n, name, name) for n, name in enumerate(("Kortrijk", "Kuurne", "Menen"), 1)]
MOW = _organisation(9, "Departement Mobiliteit en Openbare Werken", "Departement MOW", "flemish")
DVW = _organisation(10, "De Vlaamse Waterweg nv", "", "flemish")
PROVINCE = _organisation(11, "Provincie West-Vlaanderen", "", "province")
LEIEDAL = _organisation(12, "Intercommunale Leiedal", "Leiedal", "intermunicipal")


def _register(*more: KnownOrganisation) -> Register:
    return Register([*TOWNS, MOW, DVW, PROVINCE, LEIEDAL, *more], [one.id for one in TOWNS], TODAY)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("alle gemeenten / Departement MOW", ["Kortrijk", "Kuurne", "Menen", MOW.name]),
        ("Leiedal/MOW", [LEIEDAL.name, MOW.name]),
        ("Kuurne + Menen", ["Kuurne", "Menen"]),
        ("stad Kortrijk; gemeente kuurne ", ["Kortrijk", "Kuurne"]),
        ("de vlaamse waterweg NV", [DVW.name]),
        ("De Vlaamse Waterweg", [DVW.name]),
        ("provincie", [PROVINCE.name]),
        ("Kortrijk, Kortrijk", ["Kortrijk"]),
        ("de 3 gemeenten", ["Kortrijk", "Kuurne", "Menen"]),
        ("", []),
        ("nog te bepalen", []),
    ],
)
def test_who_is_meant(text: str, names: list[str]) -> None:
    register = _register()
    read = register.read(text)
    assert [register.name(one) for one in read.ids] == names
    assert read.understood


def test_a_question_mark_is_never_filled_in() -> None:
    read = _register().read("Departement MOW?; Kuurne")
    assert read.unsure == ("Departement MOW?",)
    assert read.ids == (TOWNS[1].id,)


def test_a_misspelt_name_is_reported_with_what_it_looks_like() -> None:
    read = _register().read("Kortrijck, Brugge")
    assert read.ids == ()
    assert read.unknown == ("Kortrijck", "Brugge")
    assert read.hints == {"Kortrijck": "Kortrijk"}


def test_two_organisations_of_one_name_are_reported() -> None:
    twins = [_organisation(20, "Werkgroep A", "WG", "other"), _organisation(21, "Werkgroep B", "WG", "other")]
    assert _register(*twins).read("WG").ambiguous == ("WG",)


def test_another_number_of_municipalities_is_remarked() -> None:
    read = _register().read("alle 12 gemeenten")
    assert (read.wrong_count, len(read.ids)) == (12, 3)


def test_a_merged_municipality_becomes_its_successor_and_that_is_told() -> None:
    heir = _organisation(31, "Pajottegem")
    old = KnownOrganisation(
        UUID(int=30), "Gooik", "", OrganisationKind.MUNICIPALITY, date(2024, 12, 31), heir.id
    )
    register = _register(heir, old)
    read = register.read("Gooik")
    assert read.ids == (heir.id,)
    assert read.merged == (("Gooik", "Pajottegem"),)


def test_a_name_that_only_the_table_of_mergers_knows() -> None:
    heir = KnownOrganisation(UUID(int=31), "Bilzen-Hoeselt", "", OrganisationKind.MUNICIPALITY, nis="73110")
    mergers = {"Bilzen": "73110", "Kuurne": "73110", "Gooik": "23106"}
    register = Register([*TOWNS, heir], [], TODAY, mergers)
    read = register.read("stad Bilzen, Kuurne, Gooik")
    assert [register.name(one) for one in read.ids] == ["Bilzen-Hoeselt", "Kuurne"]
    assert read.unknown == ("Gooik",), "its successor does not stand in this file"
    assert [old for old, _new in read.merged] == ["stad Bilzen"]


def test_all_municipalities_have_one_word_in_a_sentence() -> None:
    register = _register()
    assert register.names([*(one.id for one in TOWNS), MOW.id]) == "alle 3 gemeenten, Departement MOW"
    assert register.names([TOWNS[0].id]) == "Kortrijk"
