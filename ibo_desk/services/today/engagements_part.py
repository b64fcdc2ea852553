"""Engagements and referrals that come due."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlmodel import Session

from ibo_desk.domain.engagements import OPEN_STATES, Recurrence
from ibo_desk.domain.overview import OverviewGroup
from ibo_desk.language import _
from ibo_desk.services.agenda.referrals import still_open
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import (
    actions,
    alive,
    bodies,
    engagements,
    instalments,
    items,
    meetings,
    organisations,
    referrals,
    shares,
    targets,
)
from ibo_desk.services.engagements.rows import EngagementRow, read_engagements
from ibo_desk.services.today.lines import MOST, SOON, Line
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, money

_NAMED = 4  # partners named in one line


def engagements_due(session: Session, today: date, until: date, partner_id: UUID | None) -> Iterator[Line]:
    """Open engagements and payments that were due or will be before ``until``, the oldest first."""
    lines = [
        *_promises_due(session, today, until, partner_id),
        *_payments_due(session, today, until, partner_id),
    ]
    yield from sorted(lines, key=lambda line: line.on or until)


def count_engagements_due(session: Session, until: date) -> int:
    """How many lines ``engagements_due`` has of all partners, at most ``MOST`` of each; what they say is not read."""
    due = (_promises_due_by(until), _payments_due_by(until))
    counts = (
        session.execute(select(func.count()).select_from(query.subquery())).scalar_one() for query in due
    )
    return sum(int(count) for count in counts)


def _promises_due_by(until: date, partner_id: UUID | None = None) -> Select[tuple[UUID]]:
    own = [] if partner_id is None else [shares.c.organisation_id == partner_id]
    return (
        select(engagements.c.id)
        .where(alive(engagements), engagements.c.due_on <= until, _open_share(*own))
        .order_by(engagements.c.due_on, engagements.c.id)
        .limit(MOST)
    )


def _promises_due(session: Session, today: date, until: date, partner_id: UUID | None) -> Iterator[Line]:
    for row in _rows(session, _promises_due_by(until, partner_id), today):
        partners = _partners(row)
        if row.recurrence is not Recurrence.ONCE:
            partners = f"{label(row.recurrence)}: {partners}"
        yield _line(OverviewGroup.ENGAGEMENTS_DUE, row, partners)


def _payments_due_by(until: date, partner_id: UUID | None = None) -> Select[Any]:
    """Planned payments of which none was noted."""
    partner = name_shown(organisations)
    own = [] if partner_id is None else [shares.c.organisation_id == partner_id]
    return (
        select(
            engagements.c.id,
            engagements.c.what,
            instalments.c.due_on,
            instalments.c.amount_cents,
            partner.label("partner"),
        )
        .select_from(_payments())
        .join(organisations, organisations.c.id == shares.c.organisation_id)
        .where(_unpaid(), instalments.c.due_on <= until, *own)
        .order_by(instalments.c.due_on, instalments.c.id)
        .limit(MOST)
    )


def _payments_due(session: Session, today: date, until: date, partner_id: UUID | None) -> Iterator[Line]:
    """Told as a fact, because the money may have been paid."""
    for row in session.execute(_payments_due_by(until, partner_id)):
        text = payment_told(row.amount_cents, row.due_on, past=row.due_on <= today)
        title = row.what or _("engagement without a description")
        detail = f"{row.partner}: {text}"
        yield Line(
            OverviewGroup.ENGAGEMENTS_DUE, title, detail, row.due_on, "engagement", row.id, None
        )  # fmt: skip


def payment_told(cents: int, due_on: date, *, past: bool) -> str:
    """ "betaling van € 5.000 gepland op 30 juni 2026, nog niet genoteerd"."""
    if past:
        text = _("payment of {amount} planned on {day}, not noted yet")
    else:
        text = _("payment of {amount} planned on {day}")
    return text.format(amount=money(cents), day=day(due_on))


def _payments() -> Any:
    """Instalments with their share and engagement."""
    joined = instalments.join(shares, shares.c.id == instalments.c.partner_id)
    return joined.join(engagements, engagements.c.id == shares.c.engagement_id)


def _unpaid() -> Any:
    is_open = shares.c.state.in_(sorted(OPEN_STATES))
    return and_(alive(instalments, shares, engagements), is_open, instalments.c.paid_on.is_(None))


def engagements_incomplete(session: Session, today: date) -> Iterator[Line]:
    """Engagements that lack partner, what, action or date (R14), the newest first."""
    shared = engagements.c.id.in_(select(shares.c.engagement_id).where(alive(shares)))
    lacking = or_(engagements.c.what == "", engagements.c.action_id.is_(None), engagements.c.due_on.is_(None))
    query = (
        select(engagements.c.id)
        .where(alive(engagements), or_(~shared, and_(lacking, _open_share())))
        .order_by(engagements.c.id.desc())
        .limit(MOST)
    )
    for row in _rows(session, query, today):
        missing = ", ".join(label(gap) for gap in row.gaps)
        yield _line(OverviewGroup.ENGAGEMENTS_INCOMPLETE, row, _("still lacks: {gaps}").format(gaps=missing))


def referrals_due(session: Session, today: date) -> Iterator[Line]:
    """What competent bodies were to deal with by now or soon, and of which no outcome is known."""
    query = (
        select(
            items.c.id,
            items.c.title,
            targets.c.planned_on,
            func.coalesce(bodies.c.name, name_shown(actions)).label("where"),
        )
        .join(referrals, referrals.c.id == targets.c.referral_id)
        .join(items, items.c.id == referrals.c.item_id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .outerjoin(bodies, bodies.c.id == targets.c.body_id)
        .outerjoin(actions, actions.c.id == targets.c.action_id)
        .where(
            alive(targets, referrals, items, meetings),
            targets.c.planned_on <= today + timedelta(days=SOON),
            still_open(),
        )
        .order_by(targets.c.planned_on, items.c.id, targets.c.id)
        .limit(MOST)
    )
    for row in session.execute(query):
        yield Line(
            OverviewGroup.REFERRALS_DUE, row.title, row.where, row.planned_on, "agenda_item", row.id, None
        )


def organisation_of(session: Session, college_id: UUID) -> UUID | None:
    """The municipality of a college."""
    organisation_id = session.execute(
        select(bodies.c.organisation_id).where(bodies.c.id == college_id)
    ).scalar()
    return UUID(str(organisation_id)) if organisation_id else None


def _open_share(*conditions: Any) -> Any:
    """Listed by their state: after some years most shares are closed, and those of one state stand in an index."""
    is_open = shares.c.state.in_(sorted(OPEN_STATES))
    return engagements.c.id.in_(select(shares.c.engagement_id).where(alive(shares), is_open, *conditions))


def _rows(session: Session, selection: Select[tuple[UUID]], today: date) -> list[EngagementRow]:
    """The engagements of a limited selection, in its order; the ids are few, so they go along as values."""
    ids = list(session.execute(selection).scalars())
    rows = read_engagements(session, select(engagements.c.id).where(engagements.c.id.in_(ids)), today)
    return sorted(rows, key=lambda row: ids.index(row.id))


def _line(group: OverviewGroup, row: EngagementRow, detail: str) -> Line:
    title = row.what or _("engagement without a description")
    return Line(group, title, detail, row.due_on, "engagement", row.id, None)


def _partners(row: EngagementRow) -> str:
    open_ones = [part for part in row.partners if part.state in OPEN_STATES]
    names = [part.organisation for part in open_ones if not row.noted_for(part.id)]
    shown = ", ".join(dict.fromkeys(names[:_NAMED]))
    return (
        shown
        if len(names) <= _NAMED
        else _("{names} and {count} others").format(names=shown, count=len(names) - _NAMED)
    )
