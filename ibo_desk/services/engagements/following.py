"""Periods of engagements that recur, and what a later meeting said of one, inside a unit of work (R14, R15)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from ibo_desk.data.store import Work
from ibo_desk.data.tables import (
    AgendaItem,
    Engagement,
    EngagementFollowUp,
    EngagementPartner,
    EngagementPartnerState,
    EngagementPeriod,
    Instalment,
    Meeting,
    Organisation,
)
from ibo_desk.data.tables.engagements import (
    EngagementFollowUpFields,
    EngagementPartnerFields,
    EngagementPeriodFields,
)
from ibo_desk.domain.engagements import (
    ENGAGEMENT_TRANSITIONS,
    OPEN_STATES,
    EngagementState,
    Recurrence,
    joint_state,
)
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.names import display_name
from ibo_desk.domain.recurrence import next_due
from ibo_desk.domain.transitions import check_transition
from ibo_desk.language import _
from ibo_desk.services.base.bulk import Standing
from ibo_desk.services.base.records import validated
from ibo_desk.services.base.tables import alive, instalments, periods, shares, states
from ibo_desk.services.base.writing import refuse_locked, set_fields, upsert
from ibo_desk.services.engagements.states import add_fact, follow_share, state_on, states_of
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, money, vte


def live_shares(work: Work, engagement_id: UUID) -> list[EngagementPartner]:
    query = select(EngagementPartner).where(shares.c.engagement_id == engagement_id, alive(shares))
    return list(work.session.execute(query).scalars())


def partner_name(work: Work, part: EngagementPartner) -> str:
    organisation = work.get(Organisation, part.organisation_id)
    return display_name(organisation.short_name, organisation.name)


def drop_parts(work: Work, part: EngagementPartner) -> None:
    """A share takes its instalments and periods along; undo brings all of them back."""
    parts = ((Instalment, instalments), (EngagementPeriod, periods), (EngagementPartnerState, states))
    for table, plain in parts:
        query = select(table).where(plain.c.partner_id == part.id, alive(plain))
        for record in list(work.session.execute(query).scalars()):
            work.delete(record)


def recorded_shares(work: Work, parts: Iterable[EngagementPartner]) -> list[Standing]:
    """The shares of which more was recorded than who takes part, in words."""
    recorded = []
    for part in parts:
        said = (money(part.amount_cents), vte(part.vte_thousandths), part.condition, part.evidence.strip())
        state = label(part.state) if part.state is not EngagementState.PROPOSED else ""
        text = ", ".join(text for text in (state, *said) if text)
        if text:
            recorded.append(Standing(part.id, partner_name(work, part), text, _("nothing")))
    return recorded


def settle(
    work: Work,
    engagement: Engagement,
    share_ids: Collection[UUID] | None,
    kept_on: date | None,
    evidence: str,
) -> list[EngagementPartner]:
    """Note the period that is due as kept (or, without ``kept_on``, as not kept); returns the shares it was noted for.

    ``share_ids`` are shares, None all open ones. The due day moves on once every open share has this period.
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
    chosen = [
        part for part in open_ones if part.id not in noted and (share_ids is None or part.id in share_ids)
    ]
    if not chosen and (share_ids is not None or not open_ones):
        raise RuleError("period_noted_already", day=due)
    values = {"due_on": due, "kept_on": kept_on, "evidence": evidence}
    for part in chosen:
        clean = validated(EngagementPeriodFields, {**values, "partner_id": part.id})
        upsert(work, EngagementPeriod, natural_id("engagement period", part.id, due), clean)
        if kept_on is not None and EngagementState.RUNNING in ENGAGEMENT_TRANSITIONS[part.state]:
            since = max(kept_on, part.state_since or kept_on)
            follow_share(work, part, {"state": EngagementState.RUNNING, "state_since": since})
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


def follow_up_id(engagement_id: UUID, item_id: UUID) -> UUID:
    """The record of what an item says of an engagement, also where it says nothing yet."""
    return natural_id("engagement follow-up", engagement_id, item_id)


def followed(
    work: Work, engagement: Engagement, item: AgendaItem, said: str | None, text: str
) -> EngagementFollowUp:
    """Note that an item dealt with it, with the state it has now; what was said earlier in that item stays.

    ``text`` stands there where nobody wrote a sentence. Raises ``LockedError``.
    """
    refuse_locked(work.session, item.meeting_id, "engagement_follow_up")
    key = follow_up_id(engagement.id, item.id)
    there = work.session.get(EngagementFollowUp, key)
    before = there.said if there is not None and there.deleted_in is None else ""
    values = {
        "engagement_id": engagement.id,
        "item_id": item.id,
        "state": joint_state(_states_at(work, engagement, item)),
        "said": said.strip() if said is not None else before or text,
    }
    return upsert(work, EngagementFollowUp, key, validated(EngagementFollowUpFields, values))


def _states_at(work: Work, engagement: Engagement, item: AgendaItem) -> list[EngagementState]:
    """How the shares stood at the end of the day of the item's meeting; as now, where nobody dated it so early."""
    day = min(work.get(Meeting, item.meeting_id).on, work.clock.today())
    parts = live_shares(work, engagement.id)
    return [state_on(states_of(work, part.id), day) or part.state for part in parts]


def period_told(due: date, *, kept: bool) -> str:
    """ "Termijn van 31 januari 2027 nagekomen"."""
    text = _("Period of {day} kept") if kept else _("Period of {day} not kept")
    return text.format(day=day(due))


def all_to(work: Work, engagement_id: UUID, state: EngagementState, item: AgendaItem) -> None:
    """Every open share to one state, since the meeting of the item; one that may not take it stays, unless none may.

    What a share became after that meeting stays: then the state of the meeting is an earlier fact.
    """
    on = min(work.get(Meeting, item.meeting_id).on, work.clock.today())
    open_ones = [part for part in live_shares(work, engagement_id) if part.state in OPEN_STATES]
    able = [part for part in open_ones if state in ENGAGEMENT_TRANSITIONS[part.state]]
    for part in able or open_ones[:1]:
        if part.state_since is not None and part.state_since > on:
            add_fact(work, part, {"state": state, "since": on, "item_id": item.id})
        elif part.state is not state:
            new = {"state": state, "state_since": on}
            check_share(work, part, new, item_id=item.id)
            set_fields(work, part, EngagementPartnerFields, new)


def check_share(
    work: Work, part: EngagementPartner, new: Mapping[str, object], *, item_id: UUID | None = None
) -> None:
    """A state that may follow, kept with its day; closing notes that day too, opening again takes it back."""
    if "state" in new:
        check_transition(ENGAGEMENT_TRANSITIONS, part.state, EngagementState(str(new["state"])))
    if part.revision is None or _DATED & set(new):
        follow_share(work, part, new, item_id=item_id)


# What a dated state of a share holds.
_DATED = frozenset({
    "state", "state_since", "closed_on", "confirmed_on", "confirmed_by_id", "confirmed_reference",
    "amount_cents", "vte_thousandths",
})  # fmt: skip
