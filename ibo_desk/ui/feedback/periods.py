"""The periods by which the matrix is filtered: years, and for the years around now halves and quarters."""

from collections.abc import Iterator
from datetime import date, timedelta

from ibo_desk.language import _

_BACK = 5  # years
_MONTHS = {"": (1, 12), "H1": (1, 6), "H2": (7, 12), **{f"Q{n}": (3 * n - 2, 3 * n) for n in (1, 2, 3, 4)}}


def periods(today: date) -> Iterator[tuple[str, str]]:
    """Words and code ("2026", "2026-H1", "2026-Q3") of each period, the latest first."""
    for year in range(today.year + 1, today.year - _BACK - 1, -1):
        yield str(year), str(year)
        if abs(year - today.year) > 1:
            continue
        for half in (1, 2):
            yield _("{year}, half-year {half}").format(year=year, half=half), f"{year}-H{half}"
        for quarter in (1, 2, 3, 4):
            yield _("{year}, quarter {quarter}").format(year=year, quarter=quarter), f"{year}-Q{quarter}"


def days_of(code: str | None) -> tuple[date | None, date | None]:
    """First and last day of a period; of all time nothing bounds."""
    if not code:
        return None, None
    year, _dash, part = code.partition("-")
    first, last = _MONTHS[part]
    after = date(int(year) + last // 12, last % 12 + 1, 1)
    return date(int(year), first, 1), after - timedelta(days=1)
