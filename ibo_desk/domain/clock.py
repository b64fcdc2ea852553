"""Time is handed in, so that tests and papers know which day it is."""

from datetime import UTC, date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the moment in UTC, and day and time of day in the region's zone."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...

    def time_of_day(self) -> time: ...


class SystemClock:
    """The clock of the machine, with the local day of ``zone``."""

    def __init__(self, zone: str = "Europe/Brussels") -> None:
        self._zone = ZoneInfo(zone)

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now(self._zone).date()

    def time_of_day(self) -> time:
        return datetime.now(self._zone).time()


class FixedClock:
    """Stands still at ``moment``; for the example, tests and reproducible papers."""

    def __init__(self, moment: datetime, zone: str = "Europe/Brussels") -> None:
        self.moment = moment
        self._zone = ZoneInfo(zone)

    def now(self) -> datetime:
        return self.moment.astimezone(UTC)

    def today(self) -> date:
        return self.moment.astimezone(self._zone).date()

    def time_of_day(self) -> time:
        return self.moment.astimezone(self._zone).time()
