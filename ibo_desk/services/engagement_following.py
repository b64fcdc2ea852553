"""Periods of engagements that recur, and what a later meeting said of one, inside a unit of work (R14, R15)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select

from ibo_desk.data.store import Work
from ibo_desk.data.tables import (
    AgendaItem,
    Engagement,
    EngagementFollowUp,
    EngagementPartner,
    EngagementPeriod,
    Instalment,
    Organisation,
)
from ibo_desk.data.tables.engagements import EngagementFollowUpFields, EngagementPeriodFields
from ibo_desk.domain.engagements import (
    ENGAGEMENT_TRANSITIONS,
    OPEN_STATES,
    EngagementState,
    Recurrence,
    joint_state,
)
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.recurrence import next_due
from ibo_desk.language import _
from ibo_desk.services.format import day
from ibo_desk.services.reading import alive, instalments, keep, periods, refuse_locked, shares
from ibo_desk.services.records import validated


def live_shares(work: Work, engagement_id: UUID) -> list[EngagementPartner]:
    query = select(EngagementPartner).where(shares.c.engagement_id == engagement_id, alive(shares))
    return list(work.session.execute(query).scalars())


def partner_name(work: Work, part: EngagementPartner) -> str:
    organisation = work.get(Organisation, part.organisation_id)
    return organisation.short_name or organisation.name


def drop_parts(work: Work, part: EngagementPartner) -> None:
    """A share takes its instalments and periods along; undo brings all of them back."""
    for table, plain in ((Instalment, instalments), (EngagementPeriod, periods)):
        query = select(table).where(plain.c.partner_id == part.id, alive(plain))
        for record in list(work.session.execute(query).scalars()):
            work.delete(record)


def settle(
    work: Work, engagement: Engagement, wanted: Collection[UUID] | None, kept_on: date | None, evidence: str
) -> list[EngagementPartner]:
    """Note the period that is due as kept (or, without ``kept_on``, as not kept); returns the shares it was noted for.

    ``wanted`` are shares, None all open ones. The due day moves on once every open share has this period.
    """
    due = engagement.due_on
    if engagement.recurrence is Recurrence.ONCE:
        raise RuleError("engagement_does_not_recur", what=engagement.what)
    if due is None:
        raise RuleError("recurrence_without_day", what=engagement.what)
    open_ones = [part for part in live_shares(work, engagement.id) if part.state in OPEN_STATES]
    query = select(periods.c.partner_id).where(
        periods.c.partner_id.in_([part.id for part in open_ones]), periods.c.due_on == due, alive(periods)
    )
    noted = set(work.session.execute(query).scalars())
    chosen = [part for part in open_ones if part.id not in noted and (wanted is None or part.id in wanted)]
    if not chosen and (wanted is not None or not open_ones):
        raise RuleError("period_noted_already", day=due)
    values = {"due_on": due, "kept_on": kept_on, "evidence": evidence}
    for part in chosen:
        clean = validated(EngagementPeriodFields, {**values, "partner_id": part.id})
        keep(work, EngagementPeriod, natural_id("engagement period", part.id, due), clean)
        if kept_on is not None and EngagementState.RUNNING in ENGAGEMENT_TRANSITIONS[part.state]:
            part.state = EngagementState.RUNNING
            work.add(part)
    if noted | {part.id for part in chosen} >= {part.id for part in open_ones}:
        _move_on(work, engagement, due)
    return chosen


def _move_on(work: Work, engagement: Engagement, due: date) -> None:
    """To the next day of the series; words such as "voor de zomer" meant the day that passed."""
    engagement.first_due_on = engagement.first_due_on or due
    engagement.due_on = next_due(engagement.first_due_on, engagement.recurrence, due)
    engagement.due_phrase = ""
    work.add(engagement)


def followed(
    work: Work, engagement: Engagement, item: AgendaItem, said: str | None, told: str
) -> EngagementFollowUp:
    """Note that an item dealt with it, with the state it has now; what was said earlier in that item stays.

    ``told`` stands there where nobody wrote a sentence. Raises ``LockedError``.
    """
    refuse_locked(work.session, item.meeting_id, "engagement_follow_up")
    key = natural_id("engagement follow-up", engagement.id, item.id)
    there = work.session.get(EngagementFollowUp, key)
    before = there.said if there is not None and there.deleted_in is None else ""
    values = {
        "engagement_id": engagement.id,
        "item_id": item.id,
        "state": joint_state([part.state for part in live_shares(work, engagement.id)]),
        "said": said.strip() if said is not None else before or told,
    }
    return keep(work, EngagementFollowUp, key, validated(EngagementFollowUpFields, values))


def period_told(due: date, *, kept: bool) -> str:
    """ "Termijn van 31 januari 2027 nagekomen"."""
    text = _("Period of {day} kept") if kept else _("Period of {day} not kept")
    return text.format(day=day(due))
