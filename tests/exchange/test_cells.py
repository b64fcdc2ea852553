"""What people write in cells."""

from datetime import date, time

import pytest

from ibo_desk.domain.bodies import ItemType
from ibo_desk.domain.engagements import EngagementState, Recurrence
from ibo_desk.exchange.cells import (
    Amount,
    condition_in,
    is_total,
    read_amount,
    read_due,
    read_minutes,
    read_state,
    read_type,
    read_yes,
)

TODAY = date(2026, 9, 18)


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        (5, 5),
        (30.0, 30),
        ("20 min", 20),
        ("30'", 30),
        ("30’", 30),
        ("1u30", 90),
        ("1,5 uur", 90),
        ("1 u", 60),
        (time(0, 45), 45),
        ("lang", None),
        (None, None),
        (99999, None),
        (True, None),
    ],
)
def test_durations(value: object, minutes: int | None) -> None:
    assert read_minutes(value) == minutes  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("cofinanciering (€ 25.000 per gemeente)", Amount("municipality", cents=2_500_000, shown="€ 25.000")),
        ("€25000 per partner", Amount("partner", cents=2_500_000, shown="€25000")),
        ("12.500,50 euro in 2027", Amount("", cents=1_250_050, shown="12.500,50 euro")),
        ("€ 1,2 miljoen", Amount("", cents=120_000_000, shown="€ 1,2 miljoen")),
        ("budget 25\u202f000 euro", Amount("", cents=2_500_000, shown="25\u202f000 euro")),
        ("in 2027 1 250 € per partner", Amount("partner", cents=125_000, shown="1 250 €")),
        ("2,5 miljoen euro", Amount("", cents=250_000_000, shown="2,5 miljoen euro")),
        ("€ 25.000 K-R8", Amount("", cents=2_500_000, shown="€ 25.000")),
        ("€ 500 in 12/2026", Amount("", cents=50_000, shown="€ 500")),
        ("1000 000 euro", None),
        ("€ 25'000", None),
        ("0,2 VTE per gemeente", Amount("municipality", thousandths=200, shown="0,2 VTE")),
        ("13 gemeenten leveren cijfers", None),
    ],
)
def test_amounts(text: str, amount: Amount | None) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    ("value", "on", "phrase", "recurrence"),
    [
        (date(2026, 12, 15), date(2026, 12, 15), "", Recurrence.ONCE),
        ("eind januari 2027", date(2027, 1, 31), "eind januari 2027", Recurrence.ONCE),
        ("Q1 2027", date(2027, 3, 31), "Q1 2027", Recurrence.ONCE),
        ("voor de zomer 2027", date(2027, 6, 20), "voor de zomer 2027", Recurrence.ONCE),
        ("31/12/2026", date(2026, 12, 31), "31/12/2026", Recurrence.ONCE),
        ("jaarlijks, 1 maart", date(2027, 3, 1), "jaarlijks, 1 maart", Recurrence.YEARLY),
        ("halfjaarlijks", None, "halfjaarlijks", Recurrence.HALF_YEARLY),
        ("maandelijks", None, "maandelijks", Recurrence.MONTHLY),
        ("volgt", None, "volgt", Recurrence.ONCE),
        (None, None, "", Recurrence.ONCE),
    ],
)
def test_terms(value: object, on: date | None, phrase: str, recurrence: Recurrence) -> None:
    due, often, possible = read_due(value, TODAY)  # type: ignore[arg-type]
    assert (due.on, due.phrase, often, possible) == (on, phrase, recurrence, True)


def test_a_date_that_does_not_exist_is_told() -> None:
    due, _often, possible = read_due("31/02/2027", TODAY)
    assert (due.on, due.phrase, possible) == (None, "31/02/2027", False)


@pytest.mark.parametrize(
    ("text", "title", "kind"),
    [
        ("info", "Bouwshift", ItemType.INFORMATION),
        ("Advies", "Ontwerp (aftoetsing VRR)", ItemType.ADVICE),
        ("afstemming", "K-R8", ItemType.ALIGNMENT),
        ("beslissing", "x", ItemType.DECISION),
        ("", "Goedkeuring verslag 12/06", ItemType.MINUTES_APPROVAL),
        ("", "Goedkeuring van het verslag", ItemType.MINUTES_APPROVAL),
        ("", "Opvolging engagementen", ItemType.FOLLOW_UP),
        ("", "Varia", ItemType.ANY_OTHER_BUSINESS),
        ("", "Leievallei", None),
        ("brainstorm", "Varia", None),
        ("goedk.", "Verslag van 27 november", ItemType.MINUTES_APPROVAL),
        ("bes.", "Fietsbrug", None),
    ],
)
def test_types(text: str, title: str, kind: ItemType | None) -> None:
    assert read_type(text, title) is kind


def test_states() -> None:
    assert read_state("Lopend ") is EngagementState.RUNNING
    assert read_state("onder voorbehoud college") is EngagementState.CONDITIONAL
    assert read_state("3 van 13 klaar") is None
    assert read_state("") is None


def test_the_first_condition_is_kept_as_written() -> None:
    assert condition_in("", "budget volgt; onder voorbehoud  college.") == "onder voorbehoud college"
    assert condition_in("wacht op cijfers") == ""


def test_yes_no_and_totals() -> None:
    assert [read_yes(one) for one in ("J", "ja", "n", "?", "")] == [True, True, False, None, None]
    assert [is_total(one) for one in ("Totaal", "subtotaal 2026", "Totaalplan mobiliteit")] == [
        True,
        True,
        False,
    ]
