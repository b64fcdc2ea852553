"""The days that a year is filled with, beside a library of holidays."""

from datetime import date

import holidays
import pytest

from ibo_desk.domain.closed_days import bridge_days, easter, holidays_of

# Usual with Flemish administrations, and in no list of the country's public holidays.
OURS = {(7, 11), (11, 2), (11, 15)}
SUNDAYS_OF_THEIRS = {"Easter Sunday", "Whit Sunday"}


@pytest.mark.parametrize("year", range(1990, 2061))
def test_the_public_holidays_of_belgium(year: int) -> None:
    theirs = {
        day
        for day, name in holidays.country_holidays("BE", years=year, language="en_US").items()
        if not SUNDAYS_OF_THEIRS & set(name.split("; "))
    }
    ours = set(holidays_of(year))
    assert ours - theirs == {date(year, *day) for day in OURS}
    assert theirs <= ours


def test_easter_of_known_years() -> None:
    known = ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2038-04-25"]
    assert [easter(date.fromisoformat(day).year) for day in known] == [
        date.fromisoformat(day) for day in known
    ]


def test_bridge_days_are_single_days_between_a_holiday_and_a_weekend() -> None:
    assert bridge_days(2026) == [date(2026, 1, 2), date(2026, 5, 15), date(2026, 7, 20)]
    assert bridge_days(2027) == [date(2027, 5, 7), date(2027, 11, 12)]


def test_ascension_on_the_first_of_may_is_one_day() -> None:
    assert len(holidays_of(2008)) == 12
    assert len(holidays_of(2027)) == 13
