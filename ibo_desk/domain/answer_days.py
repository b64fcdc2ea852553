"""On which day a college dealt with something, as a mail writes it."""

import re
from datetime import date

from ibo_desk.domain.months import MONTHS
from ibo_desk.domain.names import fold

_DAY = re.compile(
    r"(?<![\d/])(?P<d>\d{1,2})(?:\s*[/.-]\s*(?P<m>\d{1,2})(?:\s*[/.-]\s*(?P<y>\d{4}|\d{2}))?(?![\d/])"
    rf"|\s+(?P<name>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?(?:\s+(?P<year>\d{{4}}))?)",
    re.IGNORECASE,
)
_SITTING = re.compile(
    r"\b(?:college\w*|cbs|schepencollege|zitting|besluit|beslissing|vergadering|behandeld|besproken)\b[^.;\n]{0,60}$",
    re.IGNORECASE,
)
_BEFORE_DAY = 100  # characters before a day that can say what happened on it


def day_in(text: str, today: date) -> date | None:
    """The first day in a text that is not ahead; without a year the last one that is past."""
    return next((on for on in (_day(match, today) for match in _DAY.finditer(text)) if on is not None), None)


def decided_on(text: str, today: date) -> date | None:
    """A day that stands after the college, a sitting or a decision."""
    for match in _DAY.finditer(text):
        on = _day(match, today)
        before = text[max(0, match.start() - _BEFORE_DAY) : match.start()]
        if on is not None and on <= today and _SITTING.search(before):
            return on
    return None


def _day(match: re.Match[str], today: date) -> date | None:
    month = int(match["m"]) if match["m"] else MONTHS[fold(match["name"])]
    said = match["y"] or match["year"]
    years = [int(said) + (2000 if len(said) == 2 else 0)] if said else [today.year, today.year - 1]
    days = []
    for year in years:
        try:
            days.append(date(year, month, int(match["d"])))
        except ValueError:
            continue
    return next((day for day in days if day <= today), None)
