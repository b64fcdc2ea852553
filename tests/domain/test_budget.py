"""The money of a share falls in the years of its payments, the rest in its budget year."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.budget import YearPart, parts_by_year


def test_what_is_not_planned_falls_in_the_budget_year() -> None:
    assert parts_by_year(90_000, 2027, ()) == (YearPart(2027, 90_000),)
    assert parts_by_year(None, None, ()) == (YearPart(None, None),)
    paid = date(2026, 12, 1)
    payments = [(date(2026, 11, 30), 30_000, paid), (date(2028, 1, 5), 30_000, None), (None, 10_000, None)]
    assert parts_by_year(90_000, 2027, payments) == (
        YearPart(2026, 30_000, 30_000),
        YearPart(2027, 30_000),
        YearPart(2028, 30_000),
    )
    assert parts_by_year(90_000, None, payments) == (
        YearPart(2026, 30_000, 30_000),
        YearPart(2028, 30_000),
        YearPart(None, 30_000),
    )


@given(
    st.integers(0, 10**9),
    st.none() | st.integers(2020, 2035),
    st.lists(
        st.tuples(st.none() | st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 10**9), st.none()),
        max_size=6,
    ),
)
def test_nothing_is_lost_and_no_year_stands_twice(
    amount: int, year: int | None, payments: list[tuple[date | None, int, date | None]]
) -> None:
    parts = parts_by_year(amount, year, payments)
    planned = sum(cents for _due, cents, _paid in payments)
    assert sum(part.cents or 0 for part in parts) == max(amount, planned)
    assert len({part.year for part in parts}) == len(parts)
