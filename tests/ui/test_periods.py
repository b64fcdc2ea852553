"""Years, halves and quarters as the feedback page filters by them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from ibo_desk.ui.feedback.periods import days_of, periods


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_the_days_of_a_period(code: str, first: date, last: date) -> None:
    assert days_of(code) == (first, last)


def test_quarters_follow_each_other_without_a_gap() -> None:
    bounds = [days_of(f"2026-Q{n}") for n in (1, 2, 3, 4)]
    for (_first, last), (after, _last) in pairwise(bounds):
        assert last is not None
        assert after == last + timedelta(days=1)
    assert days_of(None) == (None, None)


def test_the_years_around_now_are_offered_in_parts() -> None:
    offered = dict(periods(date(2026, 11, 23)))
    assert offered["2026, 3e kwartaal"] == "2026-Q3"
    assert offered["2027, 1e halfjaar"] == "2027-H1"
    assert "2021" in offered
    assert not any(code.startswith("2024-") for code in offered.values())
    assert len(set(offered.values())) == len(offered)
