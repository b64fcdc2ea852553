"""The days of an engagement that recurs: none skipped, none twice, and the end of a month stays the end."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.engagements import Recurrence
from ibo_desk.domain.instalments import InstalmentSums, add_up_instalments, is_waiting
from ibo_desk.domain.recurrence import MONTHS, next_due

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
rhythms = st.sampled_from(sorted(MONTHS))


def series(first: date, recurrence: Recurrence, count: int) -> list[date]:
    found = [first]
    for _at in range(count):
        found.append(next_due(first, recurrence, found[-1]))
    return found


def test_the_last_of_january_comes_back_after_february() -> None:
    assert series(date(2027, 1, 31), Recurrence.MONTHLY, 3)[1:] == [
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
    ]
    assert next_due(date(2028, 1, 31), Recurrence.MONTHLY, date(2028, 1, 31)) == date(2028, 2, 29)
    assert series(date(2024, 2, 29), Recurrence.YEARLY, 4)[1:] == [
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]


@given(days, rhythms, st.integers(1, 40))
def test_no_period_is_skipped_and_none_comes_twice(first: date, recurrence: Recurrence, count: int) -> None:
    found = series(first, recurrence, count)
    months = [day.year * 12 + day.month for day in found]
    steps = {later - earlier for earlier, later in pairwise(months)}
    assert steps == {MONTHS[recurrence]}
    assert all(earlier < later for earlier, later in pairwise(found))
    assert all(
        day.day == first.day or (day.day < first.day and (day + timedelta(1)).day == 1) for day in found
    )


@given(days, rhythms, days)
def test_the_next_day_is_the_first_after_any_day(first: date, recurrence: Recurrence, after: date) -> None:
    found = next_due(first, recurrence, after)
    assert found > after
    assert found == first or next_due(first, recurrence, found - timedelta(1)) == found
    assert found == next((day for day in series(first, recurrence, 1300) if day > after), found)


def test_instalments_are_added_up_against_the_amount() -> None:
    paid = date(2027, 3, 31)
    assert add_up_instalments(25_000_00, [(12_500_00, paid), (10_000_00, None)]) == InstalmentSums(
        22_500_00, 12_500_00, 10_000_00, 2_500_00
    )
    assert add_up_instalments(None, []) == InstalmentSums(0, 0, 0, None)
    assert add_up_instalments(100, [(150, None)]).gap == -50


def test_a_payment_waits_from_its_day_until_it_is_noted() -> None:
    due = date(2027, 3, 31)
    assert [is_waiting(due, None, due + timedelta(n)) for n in (-1, 0, 1)] == [False, True, True]
    assert not is_waiting(due, due, due)
    assert not is_waiting(None, None, due)
