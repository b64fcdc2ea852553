"""Numbers that are counted anew only where something was written since."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlmodel import Session

from ibo_desk.data.journal import tables_written
from ibo_desk.data.store import Store, moment
from ibo_desk.domain.overview import OverviewGroup


class KeptNumbers:
    """How many lines groups of the overview have, each kept with the tables from which it was counted."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._day: date | None = None
        self._moment: UUID | None = None
        self._kept: dict[OverviewGroup, tuple[int, frozenset[str]]] = {}

    def forget_old(self, session: Session, today: date) -> None:
        """What was counted on another day, or from a table in which anybody wrote since, is counted again."""
        now = moment(session)
        if self._moment is None or self._day != today or now < self._moment:
            self._kept.clear()
        elif now > self._moment:
            written = tables_written(session, self._moment)
            self._kept = {group: kept for group, kept in self._kept.items() if written.isdisjoint(kept[1])}
        self._day, self._moment = today, now

    def number(self, group: OverviewGroup, count: Callable[[], int]) -> int:
        """The number of a group; counted where none is kept."""
        if group not in self._kept:
            tables: set[str] = set()
            with self._store.noting_tables(tables):
                number = count()
            self._kept[group] = number, frozenset(tables)
        return self._kept[group][0]
