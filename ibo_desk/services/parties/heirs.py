"""Which organisation stands for another on a day: itself while it exists, after a merger its successor."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import Session

from ibo_desk.domain.bodies import BodyKind
from ibo_desk.services.base.tables import alive, bodies, organisations

_ONE_DAY = timedelta(days=1)


def changing_days(first: date | None, last: date | None) -> Iterator[date]:
    """The days on which what holds from ``first`` to ``last`` begins, and has ended."""
    if first is not None:
        yield first
    if last is not None and last < date.max:
        yield last + _ONE_DAY


class Heirs:
    """Read once for a use case; a day is asked of it many times. ``owners`` has the organisation of each college."""

    def __init__(self, session: Session) -> None:
        its_college = and_(
            bodies.c.organisation_id == organisations.c.id, bodies.c.kind == BodyKind.COLLEGE, alive(bodies)
        )
        query = (
            select(
                organisations.c.id,
                organisations.c.valid_from,
                organisations.c.valid_to,
                organisations.c.successor_id,
                bodies.c.id.label("college_id"),
            )
            .outerjoin(bodies, its_college)
            .where(alive(organisations))
        )
        rows = session.execute(query).all()
        self._known = {row.id: row for row in rows}
        self.owners: dict[UUID, UUID] = {row.college_id: row.id for row in rows if row.college_id is not None}
        self.days = frozenset(
            day for row in self._known.values() for day in changing_days(row.valid_from, row.valid_to)
        )

    def of(self, organisation_id: UUID, day: date) -> UUID | None:
        """Its successor on a day, itself while it exists, through several mergers if need be; None where there is none.

        There is none where it had not begun yet, or ended without a successor that exists on that day.
        """
        seen: set[UUID] = set()
        row = self._known.get(organisation_id)
        while row is not None and row.id not in seen and row.valid_to is not None and row.valid_to < day:
            seen.add(row.id)
            row = self._known.get(row.successor_id)
        if row is None or row.id in seen or (row.valid_from is not None and row.valid_from > day):
            return None
        heir: UUID = row.id
        return heir

    def stands_for(self, organisation_id: UUID, day: date) -> set[UUID]:
        """Itself and all that had merged into it by that day: it took over what they promised and were asked."""
        return {organisation_id} | {known for known in self._known if self.of(known, day) == organisation_id}
