"""How an indicator moves, when an evaluation is due, what is still to be handed in for money."""

from dataclasses import dataclass
from datetime import date

import pytest

from ibo_desk.domain.funding import FundingDay, FundingState, awaited_days
from ibo_desk.domain.progress import Trend, awaited_evaluations, proposed_evaluations, trend


@pytest.mark.parametrize(
    ("values", "target", "shown"),
    [
        ([], None, None),
        ([5], None, None),
        ([5, 7], None, Trend.RISING),
        ([7, 5], None, Trend.FALLING),
        ([5, 5], 9, Trend.STEADY),
        ([5, 7], 9, Trend.TOWARDS),
        ([5, 8, 7], 9, Trend.AWAY),
        ([41, 36], 20, Trend.TOWARDS),  # less is better where it began above its target
        ([41, 36, 38], 20, Trend.AWAY),
        ([41, 36, 20], 20, Trend.REACHED),
        ([41, 19], 20, Trend.REACHED),
        ([5, 9, 10], 9, Trend.REACHED),
        ([5, 10, 8], 9, Trend.AWAY),
        ([9, 12], 9, Trend.RISING),  # it began on its target: no side is the good one
        ([9], 9, Trend.REACHED),
    ],
)
def test_the_trend_of_values(values: list[int], target: int | None, shown: Trend | None) -> None:
    assert trend(values, target) is shown


@dataclass(frozen=True)
class _Evaluation:
    planned_on: date | None = None
    on: date | None = None
    next_due_on: date | None = None


def _day(year: int, month: int = 1) -> date:
    return date(year, month, 15)


@pytest.mark.parametrize(
    ("rows", "awaited"),
    [
        ([], []),
        ([_Evaluation(planned_on=_day(2027))], [_day(2027)]),
        ([_Evaluation(on=_day(2026), next_due_on=_day(2027))], [_day(2027)]),
        ([_Evaluation(on=_day(2026), next_due_on=_day(2027)), _Evaluation(on=_day(2026, 9))], []),
        (
            [_Evaluation(on=_day(2026), next_due_on=_day(2027)), _Evaluation(planned_on=_day(2027, 3))],
            [_day(2027, 3)],
        ),
        ([_Evaluation(planned_on=_day(2026), on=_day(2026, 2))], []),
    ],
)
def test_what_evaluation_is_awaited(rows: list[_Evaluation], awaited: list[date]) -> None:
    assert awaited_evaluations(rows) == awaited


def test_a_regiodeal_proposes_after_one_and_two_years() -> None:
    """Seed l.665."""
    closed = date(2024, 2, 29)
    assert proposed_evaluations(closed, []) == [date(2025, 2, 28), date(2026, 2, 28)]
    assert proposed_evaluations(closed, [_Evaluation(on=date(2025, 5, 1))]) == [date(2026, 2, 28)]
    near = [_Evaluation(on=date(2025, 2, 1), next_due_on=date(2026, 1, 10))]
    assert proposed_evaluations(closed, near) == []


@dataclass(frozen=True)
class _Money:
    state: FundingState
    call_closes_on: date | None = date(2026, 1, 15)
    interim_report_on: date | None = date(2027, 1, 15)
    final_report_on: date | None = date(2028, 1, 15)
    reported_on: date | None = None


@pytest.mark.parametrize(
    ("money", "awaited"),
    [
        (_Money(FundingState.PLANNED), [(FundingDay.CALL_CLOSES, _day(2026))]),
        (_Money(FundingState.ASKED), []),
        (_Money(FundingState.REFUSED), []),
        (_Money(FundingState.SETTLED), []),
        (
            _Money(FundingState.GRANTED),
            [(FundingDay.INTERIM_REPORT, _day(2027)), (FundingDay.FINAL_REPORT, _day(2028))],
        ),
        (_Money(FundingState.GRANTED, interim_report_on=None), [(FundingDay.FINAL_REPORT, _day(2028))]),
        (_Money(FundingState.GRANTED, reported_on=_day(2028)), []),
    ],
)
def test_what_is_still_to_be_handed_in(money: _Money, awaited: list[tuple[FundingDay, date]]) -> None:
    assert list(awaited_days(money)) == awaited
