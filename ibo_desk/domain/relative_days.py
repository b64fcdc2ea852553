"""Days as people say them from today: "morgen", "maandag", "vorige week maandag"; and the weeks: "volgende week"."""

import re
from datetime import date, timedelta
from typing import Final

from ibo_desk.domain.names import fold

WEEKDAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
A_WEEKDAY: Final = rf"(?:{'|'.join(WEEKDAYS)}|maa?|din?|woe?|don?|vri?j?|zat?|zon?)\b\.?"
_NEAR: Final = {"eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}
_WEEKS: Final = {"vorige": -7, "deze": 0, "volgende": 7, "komende": 7}
_DAY: Final = "|".join(WEEKDAYS)
_WEEK: Final = "|".join(_WEEKS)
_SAID: Final = re.compile(
    rf"\b(?:(?P<near>{'|'.join(_NEAR)})"
    rf"|(?P<week>{_WEEK})\s+week\s+(?P<day_after>{_DAY})"
    rf"|(?P<day_before>{_DAY})\s+(?P<week_after>{_WEEK})\s+week"
    rf"|(?P<which>vorige|deze|volgende|komende)\s+(?P<day>{_DAY}))\b"
)
_WHOLE_WEEK: Final = re.compile(rf"\b(?P<week>{_WEEK})\s+week\b")


def relative_days(text: str, today: date) -> str:
    """The text with such days in figures: "nota van gisteren" → "nota van 26/11/2026"."""
    words = fold(text)
    return _SAID.sub(lambda match: f"{_day(match, today):%d/%m/%Y}", words) if _SAID.search(words) else text


def week_meant(text: str, today: date) -> tuple[date, date, str] | None:
    """The first and last day of a week that is said, and the text without it; None where none is."""
    words = fold(text)
    match = _WHOLE_WEEK.search(words)
    if match is None:
        return None
    first = _monday(today) + timedelta(_WEEKS[match["week"]])
    return first, first + timedelta(6), f"{words[: match.start()]} {words[match.end() :]}".strip()


def _day(match: re.Match[str], today: date) -> date:
    if match["near"]:
        return today + timedelta(_NEAR[match["near"]])
    if match["which"]:
        ahead = (WEEKDAYS.index(match["day"]) - today.weekday()) % 7
        if match["which"] == "vorige":
            return today - timedelta((7 - ahead) % 7 or 7)
        return today + timedelta(ahead or (0 if match["which"] == "deze" else 7))
    week, day = match["week"] or match["week_after"], match["day_after"] or match["day_before"]
    return _monday(today) + timedelta(_WEEKS[week] + WEEKDAYS.index(day))


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())
