"""Which colleges what a body does concerns on a day: municipalities merge, and seats begin and end."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import Session

from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.services.base.tables import alive, bodies, memberships, organisations, representations
from ibo_desk.services.parties.heirs import Heirs, changing_days


@dataclass(frozen=True)
class College:
    """A college as a column; ``name`` is that of its municipality."""

    id: UUID
    name: str
    organisation_id: UUID


def read_colleges(session: Session) -> list[College]:
    """All colleges by the name of their municipality, those of merged municipalities too."""
    query = (
        select(bodies.c.id, organisations.c.name, organisations.c.id)
        .join(organisations, organisations.c.id == bodies.c.organisation_id)
        .where(bodies.c.kind == BodyKind.COLLEGE, alive(bodies, organisations))
        .order_by(organisations.c.name_folded, bodies.c.id)
    )
    return [College(*row) for row in session.execute(query)]


def represented() -> Select[tuple[UUID, UUID, date | None, date | None]]:
    """Who represents whom, from–to; with one voice among Flemish bodies is something else (R20)."""
    r = representations.c
    return (
        select(r.speaker_id, r.member_id, r.valid_from, r.valid_to)
        .join(organisations, organisations.c.id == r.speaker_id)
        .where(alive(representations), organisations.c.kind != OrganisationKind.JOINT_VOICE)
    )


class Concerned:
    """Per body and day the colleges that what it does concerns, read once and asked many times.

    Those of the municipalities that have a seat; where none has, those of the municipalities for which a member
    speaks (Leiedal in the IBO, R1), or that sit in the body that prepares it; where nothing is known, all. A seat
    of a municipality that ended is that of its successor.
    """

    def __init__(self, session: Session) -> None:
        self._heirs = Heirs(session)
        own = bodies.c
        rows = session.execute(
            select(
                own.id, own.kind, own.organisation_id, own.prepared_by_id, own.valid_from, own.valid_to
            ).where(alive(bodies))
        ).all()
        self._prepared_by = {row.id: row.prepared_by_id for row in rows}
        self._colleges = [row for row in rows if row.kind == BodyKind.COLLEGE and row.organisation_id]
        m = memberships.c
        self._seats = session.execute(
            select(m.body_id, m.organisation_id, m.valid_from, m.valid_to).where(alive(memberships))
        ).all()
        self._spoken = session.execute(represented()).all()
        dated: Iterable[Any] = (*self._colleges, *self._seats, *self._spoken)
        changes = {day for row in dated for day in changing_days(row.valid_from, row.valid_to)}
        self._changes = sorted(changes | self._heirs.days)
        self._periods: dict[int, _Period] = {}

    def on(self, body_id: UUID, day: date) -> frozenset[UUID]:
        """The colleges that something of this day concerns."""
        return self._period(day).of(body_id)

    def still(self, body_id: UUID, on: date, today: date) -> frozenset[UUID]:
        """The colleges to which something of a day is told or asked now: those of the day itself once it has come."""
        return self.on(body_id, max(on, today))

    def of_organisations(self, organisation_ids: Iterable[UUID], day: date) -> frozenset[UUID]:
        """The colleges of these municipalities; where none is one, of those for which one of them speaks."""
        return self._period(day).touched(set(organisation_ids))

    def _period(self, day: date) -> "_Period":
        """What holds on a day holds until something begins or ends."""
        at = bisect_right(self._changes, day)
        if at not in self._periods:
            self._periods[at] = self._read_period(day)
        return self._periods[at]

    def _read_period(self, day: date) -> "_Period":
        seats: dict[UUID, set[UUID]] = defaultdict(set)
        for row in self._seats:
            if _holds(row, day):
                seats[row.body_id].add(row.organisation_id)
        spoken: dict[UUID, set[UUID]] = defaultdict(set)
        for row in self._spoken:
            if _holds(row, day):
                spoken[row.speaker_id].add(row.member_id)
        college_of = {row.organisation_id: row.id for row in self._colleges if _holds(row, day)}
        return _Period(day, self._heirs, college_of, seats, spoken, self._prepared_by)


@dataclass(frozen=True)
class _Period:
    """What holds on ``day`` and on the days around it on which nothing changes."""

    day: date
    heirs: Heirs
    college_of: dict[UUID, UUID]
    seats: dict[UUID, set[UUID]]
    spoken: dict[UUID, set[UUID]]
    prepared_by: dict[UUID, UUID | None]

    def of(self, body_id: UUID) -> frozenset[UUID]:
        seats = self.seats.get(body_id, set())
        preparer = self.prepared_by.get(body_id)
        wider = self._spoken_for(seats) | (self.seats.get(preparer, set()) if preparer else set())
        return self._of(seats) or self._of(wider) or self._of(self.college_of)

    def touched(self, organisation_ids: set[UUID]) -> frozenset[UUID]:
        return self._of(organisation_ids) or self._of(self._spoken_for(organisation_ids))

    def _spoken_for(self, organisation_ids: set[UUID]) -> set[UUID]:
        return {member for speaker in organisation_ids for member in self.spoken.get(speaker, ())}

    def _of(self, organisation_ids: Iterable[UUID]) -> frozenset[UUID]:
        heirs = {self.heirs.of(organisation_id, self.day) for organisation_id in organisation_ids}
        return frozenset(self.college_of[heir] for heir in heirs if heir in self.college_of)


def _holds(row: Any, day: date) -> bool:
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or row.valid_to >= day)
