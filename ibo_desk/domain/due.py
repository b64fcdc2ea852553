"""Due dates as people write them in Dutch: "31/01/2027", "eind januari 2027", "Q1 2027", "voor de zomer 2027".

A phrase gives the last day on which it is still kept. Seasons follow the calendar of the offices: "voor de zomer"
is before 21 June (so 20/06), "voorjaar" ends on 20 June, "najaar" on 20 December.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from ibo_desk.domain.months import MONTH_NAMES, MONTHS
from ibo_desk.domain.names import fold
from ibo_desk.domain.relative_days import A_WEEKDAY, relative_days

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:\s*(?P<year>(?:19|20)\d\d|'\d\d))?"
_YEAR_TOO = _YEAR.replace("<year>", "<year_too>")  # a pattern names a group once
_ORDINALS = {
    **{str(number): number for number in range(1, 5)},
    **dict(zip(("eerste", "tweede", "derde", "vierde"), range(1, 5), strict=True)),
}
_LEAD = re.compile(r"^(?:(?:tegen|uiterlijk|ten laatste|deadline:?|voor(?= \d))\s+)?(?:op )?")
_WEEKDAY = re.compile(rf"^{A_WEEKDAY},? (?=\d)")
_FROM_TODAY = re.compile(r"\b(?P<which>dit|deze|volgende?|komende?) (?P<period>week|maand|jaar)\b")
_LONGEST = 80  # characters; what is longer is a story and no date

# The last day before, or of, a season: (month, day).
_SEASON_ENDS = {
    "voor de lente": (3, 19),
    "voor de zomer": (6, 20),
    "voor de zomervakantie": (6, 30),
    "voor het bouwverlof": (7, 10),
    "voor de herfst": (9, 21),
    "voor de winter": (12, 20),
    "voor het jaareinde": (12, 31),
    "voorjaar": (6, 20),
    "lente": (6, 20),
    "zomer": (9, 21),
    "na de zomer": (10, 31),
    "najaar": (12, 20),
    "herfst": (12, 20),
    "jaareinde": (12, 31),
    "einde jaar": (12, 31),
    "eind": (12, 31),
    "einde": (12, 31),
    "begin": (3, 31),
    "midden": (6, 30),
    "medio": (6, 30),
}
_SEASON = "|".join(sorted(map(re.escape, _SEASON_ENDS), key=len, reverse=True))


class Certainty(StrEnum):
    """How sure it is that the words mean this day."""

    DAY = "day"  # a day with its year
    YEAR_ASSUMED = "year_assumed"  # a day, in the first year in which it is not past
    PERIOD = "period"  # the last day of a month, quarter or year that is said with its year
    GUESS = "guess"  # a reading of ours: "voorjaar 2027", "eind juni", "medio 2027"


@dataclass(frozen=True)
class Due:
    """A due day and the words it came from; ``on`` is None where the words give no day ("volgt")."""

    on: date | None
    phrase: str
    certainty: Certainty = field(default=Certainty.DAY, compare=False)

    @property
    def day(self) -> date | None:
        """The day where the words name one, with or without its year; None for a period or a guess."""
        return self.on if self.certainty in {Certainty.DAY, Certainty.YEAR_ASSUMED} else None


def parse_due(text: str, today: date) -> Due:
    """The day that a phrase means; a year that is left out is the first that does not lie before ``today``.

    An unreadable phrase keeps its words and has no day; so has a date that does not exist (31/02/2027).
    """
    phrase = text.strip()
    words = _words(phrase)
    for pattern, read, certainty in _READERS:
        match = pattern.fullmatch(words)
        if match:
            return Due(read(match, today), phrase, _certainty(match, certainty))
    return Due(None, phrase)


def typed_due(text: str, today: date) -> Due:
    """As ``parse_due``, of what is typed today: "volgende dinsdag" and "eind deze maand" too.

    Such words mean another day tomorrow, so the day stands instead of them.
    """
    day_words = _FROM_TODAY.sub(lambda match: _period_meant(match, today), fold(relative_days(text, today)))
    due = parse_due(day_words, today)
    if day_words == fold(text) or due.on is None:
        return parse_due(text, today)
    return Due(due.on, f"{due.on:%d/%m/%Y}", due.certainty)


def _period_meant(match: re.Match[str], today: date) -> str:
    """ "deze maand" → "november 2026"."""
    ahead = 0 if match["which"] in {"dit", "deze"} else 1
    if match["period"] == "jaar":
        return str(today.year + ahead)
    if match["period"] == "maand":
        years, month = divmod(today.month - 1 + ahead, 12)
        return f"{MONTH_NAMES[month + 1]} {today.year + years}"
    year, week, _day = (today + timedelta(7 * ahead)).isocalendar()
    return f"week {week} {year}"


def day_in_figures(text: str) -> date | None:
    """The day where the whole text is one in figures with its year, as a cell of a plain list holds it."""
    match = _FIGURES.fullmatch(text.strip()) or _ISO.fullmatch(text.strip().lower())
    return _figures(match, date.min.replace(year=2000)) if match and match["year"] else None


def day_in_words(text: str) -> date | None:
    """The first day with its year that stands in a sentence: "Agenda IBO van 11 december 2026", "IBO 11.12.2026"."""
    match = _IN_A_SENTENCE.search(fold(text))
    return parse_due(match.group(), date.min.replace(year=2000)).on if match else None


def is_impossible_date(text: str) -> bool:
    """Whether the words are a day that no calendar has, such as 31/02/2027 or "31 februari 2027"."""
    words, leap_year = _words(text), date.min.replace(year=2000)
    days = ((pattern, read) for pattern, read, certainty in _READERS if certainty is Certainty.DAY)
    return any(
        (match := pattern.fullmatch(words)) and read(match, leap_year) is None for pattern, read in days
    )


def _words(text: str) -> str:
    """What is compared: without "uiterlijk" before it, the day of the week, the hour of a moment."""
    if len(text) > _LONGEST:
        return ""
    return _WEEKDAY.sub("", _LEAD.sub("", fold(text).rstrip(" .")))


def _certainty(match: re.Match[str], certainty: Certainty) -> Certainty:
    groups = match.groupdict()
    if groups.get("part") in _VAGUE_PARTS:
        return Certainty.GUESS
    if "year" not in groups or groups["year"] or groups.get("year_too"):
        return certainty
    return Certainty.YEAR_ASSUMED if certainty is Certainty.DAY else Certainty.GUESS


def _next(today: date, year: str | None, month: int, day: int) -> date | None:
    """The day in the named year, or in the first year in which it is not past."""
    try:
        if year:
            return date(_full(year), month, day)
        first = date(today.year, month, day)
        return first if first >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def _full(year: str) -> int:
    """2026 for "2026", "26" and "'26"."""
    short = year.removeprefix("'")
    return int(f"20{short}" if len(short) == 2 else short)


def _figures(match: re.Match[str], today: date) -> date | None:
    return _next(today, match["year"], int(match["month"]), int(match["day"]))


def _iso(match: re.Match[str], _today: date) -> date | None:
    return _next(_today, match["year"], int(match["month"]), int(match["day"]))


def _day_month(match: re.Match[str], today: date) -> date | None:
    return _next(today, match["year"], MONTHS[match["month"]], int(match["day"]))


def _part_of_month(match: re.Match[str], today: date) -> date | None:
    month = MONTHS[match["month"]]
    year = _full(match["year"]) if match["year"] else today.year
    last = monthrange(year, month)[1]
    day = {"begin": 10, "half": 15, "midden": 15, "medio": 15}.get(match["part"] or "", last)
    on = _next(today, match["year"], month, day)
    if on and not match["year"] and on.year != year and day == last:
        return on.replace(day=monthrange(on.year, month)[1])
    return on


def _quarter(match: re.Match[str], today: date) -> date | None:
    month = _ORDINALS.get(match["ordinal"] or match["number"], 0) * 3
    return _next(today, match["year"] or match["year_too"], month, monthrange(2001, month)[1])


def _half(match: re.Match[str], today: date) -> date | None:
    first = match["number"] in {"1", "eerste"}
    return _next(today, match["year"], 6 if first else 12, 30 if first else 31)


def _season(match: re.Match[str], today: date) -> date | None:
    return _next(today, match["year"], *_SEASON_ENDS[match["season"]])


def _month_in_figures(match: re.Match[str], _today: date) -> date | None:
    month, year = int(match["month"]), int(match["year"])
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _week(match: re.Match[str], today: date) -> date | None:
    for year in (_full(match["year"]),) if match["year"] else (today.year, today.year + 1):
        try:
            sunday = date.fromisocalendar(year, int(match["number"]), 7)
        except ValueError:
            continue
        if match["year"] or sunday >= today:
            return sunday
    return None


def _year(match: re.Match[str], _today: date) -> date:
    return date(_full(match["year"]), 12, 31)


def _in_weeks(match: re.Match[str], today: date) -> date:
    days = {"dag": 1, "dagen": 1, "week": 7, "weken": 7, "maand": 30, "maanden": 30}[match["unit"]]
    return today + timedelta(days=days * int(match["number"]))


_VAGUE_PARTS = frozenset({"begin", "half", "midden", "medio"})
_FIGURES = re.compile(r"(?P<day>\d{1,2}) ?[/.-] ?(?P<month>\d{1,2})(?: ?[/.-] ?(?P<year>\d{4}|'?\d{2}))?")
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?"
    r"(?:z|[+-]\d{2}:?\d{2})?)?"
)
_IN_A_SENTENCE = re.compile(
    rf"(?<![\d/.-])\d{{1,2}}(?: ?[/.-] ?\d{{1,2}} ?[/.-] ?|\s+(?:{_MONTH})\.?\s+)(?:19|20)\d\d(?!\d|\.\d)"
)
_Reader = Callable[[re.Match[str], date], date | None]
_READERS: tuple[tuple[re.Pattern[str], _Reader, Certainty], ...] = (
    (_FIGURES, _figures, Certainty.DAY),
    (_ISO, _iso, Certainty.DAY),
    (re.compile(rf"(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\.?{_YEAR}"), _day_month, Certainty.DAY),
    (
        re.compile(rf"(?:(?P<part>begin|half|midden|medio|eind|einde)\s+)?(?P<month>{_MONTH})\.?{_YEAR}"),
        _part_of_month,
        Certainty.PERIOD,
    ),
    (
        re.compile(
            rf"(?:(?:eind|einde) )?(?:q|k|kwartaal )(?P<number>[1-4])[ /-]*{_YEAR}"
            rf"|(?P<ordinal>[1-4]|eerste|tweede|derde|vierde)(?:e|ste|de)? kwartaal(?: van)?{_YEAR_TOO}"
        ),
        _quarter,
        Certainty.PERIOD,
    ),
    (
        re.compile(r"(?:(?:eind|einde) )?(?P<month>\d{1,2}) ?[/-] ?(?P<year>20\d\d)"),
        _month_in_figures,
        Certainty.PERIOD,
    ),
    (
        re.compile(
            rf"(?P<number>1|2|eerste|tweede)(?:e|ste|de)? (?:semester|jaarhelft|helft)(?: van)?{_YEAR}"
        ),
        _half,
        Certainty.PERIOD,
    ),
    (
        re.compile(rf"(?:(?:in|eind|einde) )?(?:week|wk\.?) ?(?P<number>\d{{1,2}}){_YEAR}"),
        _week,
        Certainty.GUESS,
    ),
    (re.compile(rf"(?P<season>{_SEASON}){_YEAR}"), _season, Certainty.GUESS),
    (re.compile(r"(?P<year>20\d\d|'\d\d)"), _year, Certainty.PERIOD),
    (
        re.compile(r"binnen (?P<number>\d{1,2}) (?P<unit>dag|dagen|week|weken|maand|maanden)"),
        _in_weeks,
        Certainty.GUESS,
    ),
)
