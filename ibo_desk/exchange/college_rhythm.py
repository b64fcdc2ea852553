"""How often a college meets, as people write it: "om de 14 dagen", "even weken", "eerste dinsdag van de maand"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ibo_desk.domain.calendars import Rhythm
from ibo_desk.domain.due import day_in_figures
from ibo_desk.domain.names import fold

_ORDINAL: Final = "eerste|tweede|derde|vierde|laatste|[1-4](?:e|de|ste)"
_DAY_NAME: Final = r"(?:maan|dins|woens|donder|vrij|zater|zon)dag"
_RHYTHMS: Final = (
    (re.compile(r"(twee|2|tweede|veertien|14).?wekelijks|veertiendaags|14.?daags"), Rhythm.FORTNIGHTLY),
    (
        re.compile(r"(om de|elke|iedere) (twee|2) weken|(om de|elke|iedere) (14|veertien) dagen"),
        Rhythm.FORTNIGHTLY,
    ),
    (re.compile(r"(om de|elke|iedere) (andere|tweede) week"), Rhythm.FORTNIGHTLY),
    (re.compile(r"(on)?even we(ek|ken)|(on)?pare we(ek|ken)"), Rhythm.FORTNIGHTLY),
    (re.compile(r"maandelijks|(elke|iedere|per|van de|van elke) maand\b"), Rhythm.MONTHLY),
    (re.compile(rf"\b({_ORDINAL})\b.*{_DAY_NAME}"), Rhythm.MONTHLY),
    (re.compile(rf"wekelijks|(elke|iedere) (week|{_DAY_NAME})"), Rhythm.WEEKLY),
)
_WEEKS: Final[Mapping[str, int]] = {
    "eerste": 1, "1e": 1, "1ste": 1, "tweede": 2, "2e": 2, "2de": 2, "derde": 3, "3e": 3, "3de": 3,
    "vierde": 4, "4e": 4, "4de": 4, "laatste": 5,
}  # fmt: skip
_PARITY: Final = re.compile(r"\b(?P<odd>on)?(?:even|pare) we")
_DAY: Final = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class SaidRhythm:
    """What the words say: ``since`` a day from which fortnights are counted, ``parity`` of the numbers of its weeks
    (0 even, 1 odd), ``week_of_month`` 1 to 5 (the last); None for each that is not said.
    """

    rhythm: Rhythm
    since: date | None = None
    parity: int | None = None
    week_of_month: int | None = None


def rhythm_said(text: str) -> SaidRhythm | None:
    """The rhythm in some words; None where they say none. Two weeks in one month are no rhythm that we know."""
    words = fold(text)
    weeks = [_WEEKS[word] for word in re.findall(r"\w+", words) if word in _WEEKS]
    rhythm = next((known for pattern, known in _RHYTHMS if pattern.search(words)), None)
    if rhythm is None:
        return None
    if rhythm is Rhythm.MONTHLY:
        return SaidRhythm(rhythm, week_of_month=weeks[0]) if len(weeks) == 1 else SaidRhythm(rhythm)
    day, parity = _DAY.search(words), _PARITY.search(words)
    return SaidRhythm(
        rhythm,
        since=day_in_figures(day[0]) if day else None,
        parity=None if parity is None else int(parity["odd"] is not None),
    )
