"""What each meeting of a year came to: items, conclusions, referrals, and engagements that are still open."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.domain.bodies import STANDING_TYPES, Outcome
from ibo_desk.domain.engagements import OPEN_STATES
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import alive, bodies, engagements, items, meetings, referrals, shares
from ibo_desk.services.words.format import meeting_title

# To take note, or to approve the minutes of the meeting before, is no conclusion of its own.
_CONCLUDING = tuple(sorted(set(Outcome) - {Outcome.NOTED, Outcome.APPROVED}))


@dataclass(frozen=True)
class MeetingOfYear:
    """A meeting with what it came to; ``concluded`` names the items that were concluded, in no other words.

    ``items`` counts those of its own, without standing items; ``referrals`` the items that go on to another body;
    ``open_engagements`` the engagements made there of which a share is still open.
    """

    id: UUID
    body_id: UUID
    body: str
    on: date
    title: str
    state: MeetingState
    items: int
    concluded: tuple[str, ...]
    referrals: int
    open_engagements: int


class MeetingYears:
    """The meetings of a year beside each other."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, year: int) -> list[MeetingOfYear]:
        """The meetings of a year, by day; five queries, whatever their number."""
        with self._store.read() as session:
            return _meetings(session, year)


def _meetings(session: Session, year: int) -> list[MeetingOfYear]:
    within = alive(meetings) & meetings.c.on.between(date(year, 1, 1), date(year, 12, 31))
    ids = select(meetings.c.id).where(within)
    counts = _count(session, _own_items(ids))
    passed_on = _count(session, _own_items(ids).where(items.c.id.in_(_referred())))
    still_open = _count(session, _engagements(ids))
    concluded = _concluded(session, ids)
    m = meetings.c
    query = (
        select(m.id, m.body_id, m.on, m.number, m.state, name_shown(bodies).label("body"))
        .join(bodies, bodies.c.id == m.body_id)
        .where(within)
        .order_by(m.on, m.starts_at, m.id)
    )
    return [
        MeetingOfYear(
            id=row.id,
            body_id=row.body_id,
            body=row.body,
            on=row.on,
            title=meeting_title(row.body, row.on, row.number),
            state=row.state,
            items=counts[row.id],
            concluded=tuple(concluded[row.id]),
            referrals=passed_on[row.id],
            open_engagements=still_open[row.id],
        )
        for row in session.execute(query)
    ]


def _own_items(ids: Select[tuple[UUID]]) -> Select[Any]:
    """How many items of their own meetings have, by meeting."""
    query = select(items.c.meeting_id, func.count()).where(
        items.c.meeting_id.in_(ids), items.c.item_type.not_in(sorted(STANDING_TYPES)), alive(items)
    )
    return query.group_by(items.c.meeting_id)


def _referred() -> Select[tuple[UUID]]:
    return select(referrals.c.item_id).where(alive(referrals))


def _engagements(ids: Select[tuple[UUID]]) -> Select[Any]:
    """How many engagements with an open share meetings have, by meeting."""
    query = (
        select(items.c.meeting_id, func.count(engagements.c.id.distinct()))
        .join(engagements, engagements.c.item_id == items.c.id)
        .join(shares, shares.c.engagement_id == engagements.c.id)
        .where(
            items.c.meeting_id.in_(ids),
            shares.c.state.in_(sorted(OPEN_STATES)),
            alive(items, engagements, shares),
        )
    )
    return query.group_by(items.c.meeting_id)


def _count(session: Session, query: Select[Any]) -> Counter[UUID]:
    return Counter({row[0]: int(row[1]) for row in session.execute(query)})


def _concluded(session: Session, ids: Select[tuple[UUID]]) -> dict[UUID, Sequence[str]]:
    titles: dict[UUID, list[str]] = defaultdict(list)
    query = (
        select(items.c.meeting_id, items.c.title)
        .where(items.c.meeting_id.in_(ids), items.c.outcome.in_(_CONCLUDING), alive(items))
        .order_by(items.c.meeting_id, items.c.order_key)
    )
    for meeting_id, title in session.execute(query):
        titles[meeting_id].append(title)
    return defaultdict(list, titles)
