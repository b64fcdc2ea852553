"""The days on which an engagement that recurs is due (R15)."""

from calendar import monthrange
from datetime import date

from ibo_desk.domain.engagements import Recurrence

MONTHS: dict[Recurrence, int] = {
    Recurrence.MONTHLY: 1,
    Recurrence.QUARTERLY: 3,
    Recurrence.HALF_YEARLY: 6,
    Recurrence.YEARLY: 12,
}


def next_due(first: date, recurrence: Recurrence, after: date) -> date:
    """The first day of the series that lies after ``after``.

    Every day is counted from ``first`` and not from the one before, so that 31 January leads to 28 February and then
    to 31 March. Raises ``KeyError`` for what does not recur.
    """
    step = MONTHS[recurrence]
    passed = (after.year - first.year) * 12 + after.month - first.month
    count = max(0, passed // step)
    while (day := months_later(first, count * step)) <= after:
        count += 1
    return day


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
