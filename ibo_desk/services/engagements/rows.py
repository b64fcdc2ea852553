"""Engagements as rows, each with its partners' shares (R14, R15)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlmodel import Session

from ibo_desk.domain.audience import Audience, Reader
from ibo_desk.domain.engagements import (
    OPEN_STATES,
    ConfirmationGap,
    EngagementKind,
    EngagementState,
    Gap,
    InMultiYearPlan,
    Recurrence,
    confirmation_gaps,
    gaps,
    joint_state,
)
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.services.agenda.item_rows import numbered
from ibo_desk.services.base.as_read import all_as_read, as_read
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import (
    actions,
    again,
    alive,
    bodies,
    engagements,
    items,
    meetings,
    organisations,
    shares,
)
from ibo_desk.services.engagements.parts import (
    FollowUpRow,
    InstalmentRow,
    PeriodRow,
    followed_items,
    read_follow_ups,
    read_instalments,
    read_periods,
)
from ibo_desk.services.words.format import made_at


@dataclass(frozen=True)
class ShareRow:
    """One partner's part; ``amount_cents`` in cents, ``vte_thousandths`` in thousandths of a full-time equivalent."""

    id: UUID
    revision: UUID | None
    engagement_id: UUID
    organisation_id: UUID
    organisation: str
    organisation_kind: OrganisationKind
    kind: EngagementKind
    amount_cents: int | None
    vte_thousandths: int | None
    budget_year: int | None
    in_plan: InMultiYearPlan
    state: EngagementState
    state_since: date | None
    condition: str
    confirmed_by_id: UUID | None
    confirmed_by: str
    confirmed_on: date | None
    confirmed_reference: str
    evidence: str
    closed_on: date | None
    noted_on: date | None = None  # of a state on an earlier day: when it was recorded, if only afterwards

    @property
    def confirmation_gaps(self) -> tuple[ConfirmationGap, ...]:
        """What still has to be noted of the confirmation of a conditional share."""
        return confirmation_gaps(
            self.state,
            condition=self.condition,
            has_body=self.confirmed_by_id is not None,
            has_day=self.confirmed_on is not None,
            reference=self.confirmed_reference,
        )


@dataclass(frozen=True)
class EngagementRow:
    """What was promised, by whom and where; ``state`` is that of all shares together, None without partners."""

    id: UUID
    revision: UUID | None
    what: str
    due_on: date | None
    due_phrase: str
    recurrence: Recurrence
    first_due_on: date | None
    action_id: UUID | None
    action: str
    item_id: UUID | None
    item: str
    meeting_id: UUID | None
    meeting: str
    partners: tuple[ShareRow, ...]
    state: EngagementState | None
    gaps: tuple[Gap, ...]
    overdue: bool
    progress: str
    note: str
    audience: Audience
    instalments: tuple[InstalmentRow, ...]
    periods: tuple[PeriodRow, ...]
    follow_ups: tuple[FollowUpRow, ...]
    made_on: date | None = None  # day of the meeting where it was made

    def noted_for(self, partner_id: UUID) -> bool:
        """Whether the period that is due was already noted for this share (others may still have to)."""
        return any(
            period.partner_id == partner_id and period.due_on == self.due_on for period in self.periods
        )


def as_partner_reads(row: EngagementRow, reader: Reader, owners: Collection[UUID]) -> EngagementRow | None:
    """An engagement as one of its partners may read it: what the others give in it is theirs. None where it may not.

    ``owners`` are the partner, and those that merged into it.
    """

    def own(share: ShareRow) -> bool:
        return share.organisation_id in owners

    seen = as_read("engagement", row, reader, {}, own=any(map(own, row.partners)))
    if seen is None:
        return None
    shares = all_as_read("engagement_partner", row.partners, reader, {}, own=own)
    kept = {share.id for share in shares}
    return replace(
        seen,
        partners=shares,
        instalments=tuple(line for line in row.instalments if line.partner_id in kept),
        periods=tuple(line for line in row.periods if line.partner_id in kept),
    )


_OWN = (
    "id", "revision", "what", "due_on", "due_phrase", "recurrence", "first_due_on", "action_id", "item_id",
    "progress", "note", "audience",
)  # fmt: skip


FIRST_DUE: Final = (engagements.c.due_on.nulls_last(), engagements.c.what_folded, engagements.c.id)


def read_engagements(
    session: Session, ids: Select[tuple[UUID]], today: date, *, are_few: bool = False
) -> list[EngagementRow]:
    """The engagements whose ids ``ids`` selects, those due first first; a fixed number of queries.

    ``are_few``: they are selected once, and the numbers of their items come with them, which takes long for many.
    """
    if are_few:
        ids = select(ids.cte("chosen").c.id)
    made = select(engagements.c.item_id).where(engagements.c.id.in_(ids))
    query: Select[Any] = (
        select(
            *(engagements.c[name] for name in _OWN),
            func.coalesce(name_shown(actions), "").label("action"),
            func.coalesce(items.c.title, "").label("item"),
            items.c.meeting_id,
            meetings.c.on,
            meetings.c.number.label("serial"),
            name_shown(bodies).label("body"),
        )
        .outerjoin(actions, actions.c.id == engagements.c.action_id)
        .outerjoin(items, items.c.id == engagements.c.item_id)
        .outerjoin(meetings, meetings.c.id == items.c.meeting_id)
        .outerjoin(bodies, bodies.c.id == meetings.c.body_id)
        .where(engagements.c.id.in_(ids))
        .order_by(*FIRST_DUE)
    )
    if are_few:
        place = numbered(select(items.c.meeting_id).where(items.c.id.in_(made)))
        query = query.add_columns(place.c.number).outerjoin(place, place.c.id == engagements.c.item_id)
    rows = [dict(row) for row in session.execute(query).mappings()]
    if are_few:
        ids = select(engagements.c.id).where(engagements.c.id.in_([row["id"] for row in rows]))
        numbers = {row["item_id"]: row.pop("number") for row in rows}
        numbers |= _numbers(session, items.c.id.in_(followed_items(ids)))
    else:
        numbers = _numbers(session, or_(items.c.id.in_(made), items.c.id.in_(followed_items(ids))))
    parts, payments = _shares(session, ids), read_instalments(session, ids, today)
    past, later = read_periods(session, ids), read_follow_ups(session, ids, numbers)
    return [
        _row(
            row,
            tuple(parts.get(row["id"], ())),
            numbers.get(row["item_id"]),
            today,
            instalments=payments.get(row["id"], ()),
            periods=past.get(row["id"], ()),
            follow_ups=later.get(row["id"], ()),
        )
        for row in rows
    ]


def _numbers(session: Session, concerned: ColumnElement[bool]) -> dict[UUID, str]:
    """The numbers of items in their meetings."""
    ids = select(items.c.id).where(concerned)
    place = numbered(select(items.c.meeting_id).where(concerned))
    query = select(place.c.id, place.c.number).where(place.c.id.in_(ids))
    return {row.id: row.number for row in session.execute(query)}


def _shares(session: Session, ids: Select[tuple[UUID]]) -> dict[UUID, list[ShareRow]]:
    confirming = again(bodies, "confirming")
    joined = {
        "organisation": name_shown(organisations),
        "organisation_kind": organisations.c.kind,
        "confirmed_by": func.coalesce(confirming.c.name, ""),
    }
    # In the order of the fields: with 30 000 shares, filling by name would take twice as long.
    names = [field.name for field in fields(ShareRow) if field.name != "noted_on"]
    query = (
        select(*(joined[name] if name in joined else shares.c[name] for name in names))
        .join(organisations, organisations.c.id == shares.c.organisation_id)
        .outerjoin(confirming, confirming.c.id == shares.c.confirmed_by_id)
        .where(shares.c.engagement_id.in_(ids), alive(shares))
        .order_by(organisations.c.name_folded, shares.c.kind)
    )
    by_engagement: dict[UUID, list[ShareRow]] = defaultdict(list)
    for row in session.execute(query):
        share = ShareRow(*row)
        by_engagement[share.engagement_id].append(share)
    return by_engagement


def _row(
    row: dict[str, Any], parts: tuple[ShareRow, ...], number: str | None, today: date, **hanging: Any
) -> EngagementRow:
    on, serial, body = (row.pop(name) for name in ("on", "serial", "body"))
    states = [part.state for part in parts]
    due = row["due_on"]
    return EngagementRow(
        **row,
        **hanging,
        made_on=on,
        meeting=made_at(body, on, serial, number) if body is not None and on is not None else "",
        partners=parts,
        state=joint_state(states),
        gaps=gaps(
            what=row["what"],
            has_partner=bool(parts),
            has_action=row["action_id"] is not None,
            has_due=due is not None,
        ),
        overdue=due is not None and due < today and any(state in OPEN_STATES for state in states),
    )
