"""What hangs on engagements, as rows: instalments, past periods, and where they were followed up."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import Session

from ibo_desk.domain.engagements import OPEN_STATES, EngagementState
from ibo_desk.domain.instalments import is_waiting
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import (
    alive,
    bodies,
    engagements,
    follow_ups,
    instalments,
    items,
    meetings,
    organisations,
    periods,
    shares,
)
from ibo_desk.services.words.format import made_at


@dataclass(frozen=True)
class InstalmentRow:
    """A planned payment of one share, in cents; ``waiting``: its day has come and no payment was noted."""

    id: UUID
    revision: UUID | None
    engagement_id: UUID
    partner_id: UUID
    organisation: str
    due_on: date | None
    amount_cents: int
    paid_on: date | None
    waiting: bool


@dataclass(frozen=True)
class PeriodRow:
    """A past period of one share; ``kept_on`` None says that it was not kept."""

    id: UUID
    revision: UUID | None
    engagement_id: UUID
    partner_id: UUID
    organisation: str
    due_on: date
    kept_on: date | None
    evidence: str


@dataclass(frozen=True)
class FollowUpRow:
    """An item of a later meeting that dealt with the engagement, and how it stood that day."""

    id: UUID
    revision: UUID | None
    engagement_id: UUID
    item_id: UUID
    item: str
    meeting_id: UUID
    meeting: str
    on: date
    state: EngagementState | None
    said: str


class _Part(Protocol):
    @property
    def engagement_id(self) -> UUID: ...


P = TypeVar("P", bound=_Part)

_PARTNER = name_shown(organisations)


def read_instalments(
    session: Session, ids: Select[tuple[UUID]], today: date
) -> dict[UUID, tuple[InstalmentRow, ...]]:
    """By engagement, in the order of their days; those of a closed share wait for nothing any more."""
    own = ("id", "revision", "partner_id", "due_on", "amount_cents", "paid_on")
    query = (
        select(
            *(instalments.c[name] for name in own), shares.c.engagement_id, shares.c.state,
            _PARTNER.label("organisation"),
        )
        .join(shares, shares.c.id == instalments.c.partner_id)
        .join(organisations, organisations.c.id == shares.c.organisation_id)
        .where(shares.c.engagement_id.in_(ids), alive(instalments, shares))
        .order_by(instalments.c.due_on.nulls_last(), organisations.c.name_folded, instalments.c.id)
    )  # fmt: skip
    rows = []
    for row in session.execute(query).mappings():
        values = dict(row)
        is_open = values.pop("state") in OPEN_STATES
        waiting = is_open and is_waiting(row["due_on"], row["paid_on"], today)
        rows.append(InstalmentRow(**values, waiting=waiting))
    return _by_engagement(rows)


def read_periods(session: Session, ids: Select[tuple[UUID]]) -> dict[UUID, tuple[PeriodRow, ...]]:
    """By engagement, the newest first."""
    own = ("id", "revision", "partner_id", "due_on", "kept_on", "evidence")
    query = (
        select(
            *(periods.c[name] for name in own), shares.c.engagement_id, _PARTNER.label("organisation")
        )
        .join(shares, shares.c.id == periods.c.partner_id)
        .join(organisations, organisations.c.id == shares.c.organisation_id)
        .where(shares.c.engagement_id.in_(ids), alive(periods, shares))
        .order_by(periods.c.due_on.desc(), organisations.c.name_folded, periods.c.id)
    )  # fmt: skip
    return _by_engagement([PeriodRow(**row) for row in session.execute(query).mappings()])


def read_follow_ups(
    session: Session, ids: Select[tuple[UUID]], numbers: Mapping[UUID, str]
) -> dict[UUID, tuple[FollowUpRow, ...]]:
    """By engagement, the newest meeting first; ``numbers`` are those of the items in their meetings."""
    own = ("id", "revision", "engagement_id", "item_id", "state", "said")
    query = (
        select(
            *(follow_ups.c[name] for name in own), items.c.title.label("item"), items.c.meeting_id, meetings.c.on,
            meetings.c.number, name_shown(bodies).label("body"),
        )
        .join(items, items.c.id == follow_ups.c.item_id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .join(bodies, bodies.c.id == meetings.c.body_id)
        .where(follow_ups.c.engagement_id.in_(ids), alive(follow_ups, items, meetings))
        .order_by(meetings.c.on.desc(), follow_ups.c.id)
    )  # fmt: skip
    rows = []
    for row in session.execute(query).mappings():
        values = dict(row)
        serial, body = values.pop("number"), values.pop("body")
        place = made_at(body, row["on"], serial, numbers.get(row["item_id"]))
        rows.append(FollowUpRow(**values, meeting=place))
    return _by_engagement(rows)


def followed_items(ids: Select[tuple[UUID]]) -> Select[tuple[UUID]]:
    """The items in which these engagements were followed up."""
    return select(follow_ups.c.item_id).where(follow_ups.c.engagement_id.in_(ids), alive(follow_ups))


def live_engagements_followed(item_ids: Select[tuple[UUID]]) -> Select[tuple[UUID]]:
    """The engagements that these items dealt with."""
    query = select(follow_ups.c.engagement_id).join(
        engagements, engagements.c.id == follow_ups.c.engagement_id
    )
    return query.where(follow_ups.c.item_id.in_(item_ids), alive(follow_ups, engagements))


def _by_engagement(rows: list[P]) -> dict[UUID, tuple[P, ...]]:
    by_engagement: dict[UUID, list[P]] = defaultdict(list)
    for row in rows:
        by_engagement[row.engagement_id].append(row)
    return {key: tuple(those) for key, those in by_engagement.items()}
