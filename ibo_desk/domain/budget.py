"""In which budget year the money of a share falls; amounts in cents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class YearPart:
    """What a share asks of one year; ``year`` None where no year is known, ``cents`` None where no amount is."""

    year: int | None
    cents: int | None
    paid: int = 0


def parts_by_year(
    amount: int | None, budget_year: int | None, payments: Iterable[tuple[date | None, int, date | None]]
) -> tuple[YearPart, ...]:
    """The share over the years: each payment (planned day, amount, day of payment) in the year of its planned day.

    A payment without a day, and what the amount has more than is planned, fall in the budget year of the share.
    """
    planned = list(payments)
    if not planned:
        return (YearPart(budget_year, amount),)
    years: dict[int | None, list[int]] = {}
    for due_on, cents, paid_on in planned:
        sums = years.setdefault(due_on.year if due_on else budget_year, [0, 0])
        sums[0] += cents
        sums[1] += cents if paid_on else 0
    rest = (amount or 0) - sum(cents for _due, cents, _paid in planned)
    if rest > 0:
        years.setdefault(budget_year, [0, 0])[0] += rest
    known = sorted(year for year in years if year is not None)
    return tuple(YearPart(year, *years[year]) for year in [*known, *([None] if None in years else [])])
