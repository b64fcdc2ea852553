"""Which periods a paper is offered for."""

from datetime import date

from ibo_desk.documents.kinds import About
from ibo_desk.language import _
from ibo_desk.services.words import format as formats


def periods(about: About, today: date) -> list[tuple[str, date]]:
    """The period after today's, today's, and those before it."""
    if about is About.MONTH:
        first = today.year * 12 + today.month - 1
        months = [date(at // 12, at % 12 + 1, 1) for at in range(first + 1, first - 12, -1)]
        return [(formats.month(month), month) for month in months]
    half = today.year * 2 + (today.month - 1) // 6
    halves = [date(at // 2, 1 + 6 * (at % 2), 1) for at in range(half + 1, half - 5, -1)]
    texts = {1: _("first half of {year}"), 7: _("second half of {year}")}
    return [(texts[half.month].format(year=half.year), half) for half in halves]
