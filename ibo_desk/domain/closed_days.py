"""The days of a year on which municipalities are closed, as a region fills its table with them.

The table is the region's own: it takes days out and adds others. What is proposed here: the public holidays of Belgium,
with three days on which Flemish administrations usually close, and bridge days only where they are asked for.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType


class Holiday(StrEnum):
    """Why a proposed day is closed; the first ten are the public holidays of the country."""

    NEW_YEAR = "new_year"
    EASTER_MONDAY = "easter_monday"
    LABOUR_DAY = "labour_day"
    ASCENSION = "ascension"
    WHIT_MONDAY = "whit_monday"
    NATIONAL_DAY = "national_day"
    ASSUMPTION = "assumption"
    ALL_SAINTS = "all_saints"
    ARMISTICE = "armistice"
    CHRISTMAS = "christmas"
    FLEMISH_COMMUNITY = "flemish_community"
    ALL_SOULS = "all_souls"
    KINGS_DAY = "kings_day"
    BRIDGE = "bridge"


_FIXED = {
    Holiday.NEW_YEAR: (1, 1),
    Holiday.LABOUR_DAY: (5, 1),
    Holiday.FLEMISH_COMMUNITY: (7, 11),
    Holiday.NATIONAL_DAY: (7, 21),
    Holiday.ASSUMPTION: (8, 15),
    Holiday.ALL_SAINTS: (11, 1),
    Holiday.ALL_SOULS: (11, 2),
    Holiday.ARMISTICE: (11, 11),
    Holiday.KINGS_DAY: (11, 15),
    Holiday.CHRISTMAS: (12, 25),
}
_AFTER_EASTER = {Holiday.EASTER_MONDAY: 1, Holiday.ASCENSION: 39, Holiday.WHIT_MONDAY: 50}
_TUESDAY, _THURSDAY = 1, 3


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876, after Meeus)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    month, day = divmod(moon + sunday - 7 * ((golden + 11 * moon + 22 * sunday) // 451) + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays_of(year: int) -> Mapping[date, Holiday]:
    """The days that a year is filled with, in their order; without bridge days."""
    days = {date(year, *day): holiday for holiday, day in _FIXED.items()}
    feast = easter(year)
    for holiday, after in _AFTER_EASTER.items():
        days.setdefault(feast + timedelta(days=after), holiday)  # Ascension may fall on 1 May
    return MappingProxyType(dict(sorted(days.items())))


def bridge_days(year: int) -> list[date]:
    """The single working days between a holiday and a weekend: the Friday after a Thursday, the Monday before a
    Tuesday.
    """
    days = holidays_of(year)
    beside = {_TUESDAY: -1, _THURSDAY: 1}
    bridges = {on + timedelta(days=beside[on.weekday()]) for on in days if on.weekday() in beside}
    return sorted(day for day in bridges if day.year == year and day not in days)


class ClosedDays(Mapping[date, str]):
    """The closed days of a region with their names: its own, and in a year of which it has none those proposed."""

    def __init__(self, own: Mapping[date, str], names: Mapping[Holiday, str]) -> None:
        self._own = own
        self._names = names
        self._years = frozenset(day.year for day in own)

    def filled(self, year: int) -> bool:
        """Whether the region has days of its own in a year."""
        return year in self._years

    def __getitem__(self, day: date) -> str:
        return self._own[day] if self.filled(day.year) else self._names[holidays_of(day.year)[day]]

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and (
            day in self._own if self.filled(day.year) else day in holidays_of(day.year)
        )

    def __iter__(self) -> Iterator[date]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)
