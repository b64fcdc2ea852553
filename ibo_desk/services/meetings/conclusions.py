"""What was concluded in past years, looked up by words, body, regional action, partner and year."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, union
from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.domain.bodies import STANDING_TYPES, Outcome
from ibo_desk.domain.names import fold
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import (
    actions,
    alive,
    bodies,
    engagements,
    items,
    meetings,
    organisations,
    positions,
    shares,
    topics,
)
from ibo_desk.services.words.format import meeting_title


@dataclass(frozen=True)
class ConclusionRow:
    """An item with its sentence and the meeting that concluded it; ``partners`` engaged themselves or took position."""

    id: UUID
    revision: UUID | None
    meeting_id: UUID
    body_id: UUID
    body: str
    on: date
    meeting: str
    title: str
    outcome: Outcome | None
    conclusion: str
    action_id: UUID | None
    action: str
    partners: tuple[str, ...]
    partner_ids: tuple[UUID, ...]

    def fits(
        self,
        words: str = "",
        *,
        body_id: UUID | None = None,
        action_id: UUID | None = None,
        partner_id: UUID | None = None,
        year: int | None = None,
    ) -> bool:
        """Whether it is asked for: each condition that is given holds, and each word stands in what the row says."""
        text = fold(" ".join((self.title, self.conclusion, self.action, self.meeting, *self.partners)))
        return (
            body_id in {None, self.body_id}
            and action_id in {None, self.action_id}
            and (partner_id is None or partner_id in self.partner_ids)
            and year in {None, self.on.year}
            and all(word in text for word in fold(words).split())
        )


class Conclusions:
    """The conclusions of all meetings."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def listing(self) -> list[ConclusionRow]:
        """Items that were treated with a conclusion, the latest meeting first; ``fits`` narrows them.

        Approved minutes and other standing items conclude nothing of their own and are left out.
        """
        with self._store.read() as session:
            return _rows(session)


def _rows(session: Session) -> list[ConclusionRow]:
    """Two queries, whatever their number."""
    i, m = items.c, meetings.c
    query = (
        select(
            i.id, i.revision, i.meeting_id, i.body_id, i.title, i.outcome, i.conclusion,
            m.on, m.number, name_shown(bodies).label("body"),
            topics.c.action_id, func.coalesce(actions.c.title, "").label("action"),
        )
        .join(meetings, m.id == i.meeting_id)
        .join(bodies, bodies.c.id == i.body_id)
        .outerjoin(topics, topics.c.id == i.topic_id)
        .outerjoin(actions, (actions.c.id == topics.c.action_id) & alive(actions))
        .where(
            alive(items, meetings),
            i.treatment == Treatment.TREATED,
            i.conclusion != "",
            i.item_type.not_in(sorted(STANDING_TYPES)),
        )
        .order_by(m.on.desc(), m.id, i.order_key)
    )  # fmt: skip
    partners = _partners(session)
    return [
        ConclusionRow(
            id=row.id,
            revision=row.revision,
            meeting_id=row.meeting_id,
            body_id=row.body_id,
            body=row.body,
            on=row.on,
            meeting=meeting_title(row.body, row.on, row.number),
            title=row.title,
            outcome=row.outcome,
            conclusion=row.conclusion,
            action_id=row.action_id if row.action else None,
            action=row.action,
            partners=tuple(name for _id, name in partners[row.id]),
            partner_ids=tuple(id_ for id_, _name in partners[row.id]),
        )
        for row in session.execute(query)
    ]


def _partners(session: Session) -> dict[UUID, list[tuple[UUID, str]]]:
    """Who engaged themselves or took a position, by item and by name."""
    engaged = (
        select(engagements.c.item_id, shares.c.organisation_id)
        .join(shares, shares.c.engagement_id == engagements.c.id)
        .where(engagements.c.item_id.is_not(None), alive(engagements, shares))
    )
    spoke = select(positions.c.item_id, positions.c.organisation_id).where(alive(positions))
    both: Any = union(engaged, spoke).subquery()
    query: Select[Any] = (
        select(both.c.item_id, organisations.c.id, organisations.c.name)
        .join(organisations, organisations.c.id == both.c.organisation_id)
        .order_by(organisations.c.name_folded)
    )
    by_item: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for item_id, organisation_id, name in session.execute(query):
        by_item[item_id].append((organisation_id, name))
    return by_item
