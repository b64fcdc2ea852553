"""Amounts and staff as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.money import parse_cents, parse_thousandths
from ibo_desk.services.words import format as say


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("€ 25.000", 2_500_000),
        ("12500", 1_250_000),
        ("€ 12.500,50", 1_250_050),
        ("25k", 2_500_000),
        ("€ 2,5 mio", 250_000_000),
        ("3 duizend euro", 300_000),
        ("12.5", 1_250),
        ("1.000.000 EUR", 100_000_000),
        ("0,05 euro", 5),
        ("€\u00a012.500", 1_250_000),
    ],
)
def test_amounts(text: str, cents: int) -> None:
    assert parse_cents(text) == cents


@pytest.mark.parametrize(
    ("text", "thousandths"), [("0,2 VTE", 200), ("0.25", 250), ("1", 1000), ("1,125 vte", 1125)]
)
def test_staff(text: str, thousandths: int) -> None:
    assert parse_thousandths(text) == thousandths


@pytest.mark.parametrize(
    "text", ["", "veel", "12,345", "1.2.3", "NaN", "Infinity", "1e9", "1_000", "€", "١٢"]
)
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        parse_cents(text)
    assert refused.value.code == "not_an_amount"


def test_staff_finer_than_a_thousandth_is_refused() -> None:
    with pytest.raises(InvalidValueError) as refused:
        parse_thousandths("0,0001")
    assert refused.value.code == "not_a_number"


@pytest.mark.long
@given(st.integers(0, 10**12))
def test_what_is_shown_can_be_typed_again(value: int) -> None:
    assert parse_cents(say.money(value)) == value
    assert parse_thousandths(say.vte(value)) == value
