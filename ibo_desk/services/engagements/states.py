"""Dated states of shares in engagements: each is a fact with its day, and the newest is the current one.

A paper about a past day tells these facts, never what the journal says: the journal knows when something was typed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlmodel import Session

from ibo_desk.data.store import Work
from ibo_desk.data.tables import (
    AgendaItem,
    Engagement,
    EngagementPartner,
    EngagementPartnerState,
    Meeting,
    Organisation,
)
from ibo_desk.data.tables.engagements import EngagementPartnerStateFields
from ibo_desk.domain.engagements import OPEN_STATES, EngagementState
from ibo_desk.domain.errors import RuleError
from ibo_desk.language import _
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.records import RecordType, record_of, validated
from ibo_desk.services.base.tables import alive, bodies, items, organisations, shares, states
from ibo_desk.services.engagements.rows import EngagementRow

_AMOUNTS = ("amount_cents", "vte_thousandths")


@dataclass(frozen=True)
class StateRow:
    """A dated state of one share; ``by`` is the body that decided it, ``item`` the title of the item where it was."""

    id: UUID
    revision: UUID | None
    partner_id: UUID
    organisation_id: UUID
    organisation: str
    state: EngagementState
    since: date
    item_id: UUID | None
    item: str
    by_id: UUID | None
    by: str
    reference: str
    amount_cents: int | None
    vte_thousandths: int | None
    noted_on: date | None


def read_states(session: Session, engagement_ids: Select[tuple[UUID]]) -> dict[UUID, tuple[StateRow, ...]]:
    """The dated states of the shares of some engagements, by share, from old to new."""
    own = (
        "id", "revision", "partner_id", "state", "since", "item_id", "by_id", "reference", "amount_cents",
        "vte_thousandths", "noted_on",
    )  # fmt: skip
    query = (
        select(
            *(states.c[name] for name in own),
            shares.c.organisation_id,
            name_shown(organisations).label("organisation"),
            func.coalesce(items.c.title, "").label("item"),
            func.coalesce(bodies.c.name, "").label("by"),
        )
        .join(shares, shares.c.id == states.c.partner_id)
        .join(organisations, organisations.c.id == shares.c.organisation_id)
        .outerjoin(items, items.c.id == states.c.item_id)
        .outerjoin(bodies, bodies.c.id == states.c.by_id)
        .where(shares.c.engagement_id.in_(engagement_ids), alive(states, shares))
        .order_by(states.c.since, states.c.id)
    )
    by_share: dict[UUID, list[StateRow]] = defaultdict(list)
    for row in session.execute(query).mappings():
        by_share[row["partner_id"]].append(StateRow(**row))
    return {share: tuple(rows) for share, rows in by_share.items()}


def since_then(
    row: EngagementRow, dated: Mapping[UUID, Sequence[StateRow]], day: date, until: date
) -> list[StateRow]:
    """What happened to its shares after a day, until another one, from old to new."""
    rows = (
        state for share in row.partners for state in dated.get(share.id, ()) if day < state.since <= until
    )
    return sorted(rows, key=lambda state: (state.since, state.organisation))


# ---- inside a unit of work ------------------------------------------------------------------------------------


def states_of(work: Work, share_id: UUID) -> list[EngagementPartnerState]:
    """The dated states of a share, from old to new."""
    query = select(EngagementPartnerState).where(states.c.partner_id == share_id, alive(states))
    return sorted(work.session.execute(query).scalars(), key=_place)


def _place(state: EngagementPartnerState) -> tuple[date, UUID]:
    return state.since, state.id


def state_on(rows: Iterable[EngagementPartnerState], day: date) -> EngagementState | None:
    """The state at the end of a day; None before the first."""
    then = [row.state for row in sorted(rows, key=_place) if row.since <= day]
    return then[-1] if then else None


def follow_share(
    work: Work, part: EngagementPartner, new: Mapping[str, object], *, item_id: UUID | None = None
) -> None:
    """Note with its day what is about to be set on a share: its state, the day of it, its amounts.

    ``part`` still has its old values, ``new`` what will be set. The day is "state_since", else that of the
    confirmation or of the closing, else that of the meeting that minutes are still made of, else today. Raises
    ``RuleError`` "day_ahead", "state_before_last" (with the state and day that stand after it).
    """
    there = states_of(work, part.id)
    state = EngagementState(str(new.get("state", part.state)))
    given = _day_given(part, new, state)
    if given is not None and given > work.clock.today():
        raise RuleError("day_ahead", day=given)
    if not there or there[-1].state is not state:
        last = there[-1] if there else None
        since = given or _day_of_making(work, part, last)
        if last is not None and len(there) == 1 and since < last.since:
            last.since = since  # it was promised by then, only noted later
            work.add(last)
        _check_order(since, last)
        _add(work, part, new, state, since, item_id or _made_in(work, part, last))
    else:
        newest, before = there[-1], there[-2] if len(there) > 1 else None
        since = given or newest.since
        _check_order(since, before)
        newest.since = since
        _fill(newest, part, new, state)
        work.add(newest)
    _dates(part, state, since)


def _day_given(part: EngagementPartner, new: Mapping[str, Any], state: EngagementState) -> date | None:
    if new.get("state_since") is not None:
        day = new["state_since"]
    elif state is EngagementState.CONFIRMED:
        day = new.get("confirmed_on")
    else:
        day = new.get("closed_on") if state not in OPEN_STATES else None
    return day if isinstance(day, date) else None


def _day_of_making(work: Work, part: EngagementPartner, last: EngagementPartnerState | None) -> date:
    """A promise is of the meeting where it was made, as long as its minutes are not approved; the rest is of today."""
    today = work.clock.today()
    if last is not None:
        return max(today, last.since)
    item_id = _made_in(work, part, last)
    meeting = work.get(Meeting, work.get(AgendaItem, item_id).meeting_id) if item_id else None
    return today if meeting is None or meeting.locked else min(today, meeting.on)


def _made_in(work: Work, part: EngagementPartner, last: EngagementPartnerState | None) -> UUID | None:
    return work.get(Engagement, part.engagement_id).item_id if last is None else None


def _check_order(since: date, before: EngagementPartnerState | None) -> None:
    if before is not None and since < before.since:
        raise RuleError("state_before_last", state=before.state, day=before.since)


def _add(
    work: Work,
    part: EngagementPartner,
    new: Mapping[str, Any],
    state: EngagementState,
    since: date,
    item_id: UUID | None,
) -> None:
    values = {"partner_id": part.id, "state": state, "since": since, "item_id": item_id}
    values["noted_on"] = work.clock.today()
    made = record_of(EngagementPartnerState, validated(EngagementPartnerStateFields, values))
    _fill(made, part, new, state)
    work.add(made)


def _fill(
    fact: EngagementPartnerState, part: EngagementPartner, new: Mapping[str, Any], state: EngagementState
) -> None:
    """Amounts go with the state in which they stood; a confirmation says by whom."""
    for name in _AMOUNTS:
        setattr(fact, name, new.get(name, getattr(part, name)))
    if state is EngagementState.CONFIRMED:
        fact.by_id = new.get("confirmed_by_id", part.confirmed_by_id)
        fact.reference = new.get("confirmed_reference", part.confirmed_reference)


def _dates(part: EngagementPartner, state: EngagementState, since: date) -> None:
    """The days on the share itself follow."""
    part.state_since = since
    part.closed_on = None if state in OPEN_STATES else since
    if state is EngagementState.CONFIRMED and part.confirmed_on is not None:
        part.confirmed_on = since


def add_fact(
    work: Work, part: EngagementPartner, values: Mapping[str, object], record_id: UUID | None = None
) -> EngagementPartnerState:
    """Note a state of an earlier day that only became known later; the newest one remains the current one."""
    there = states_of(work, part.id)
    amounts = {name: getattr(part, name) for name in _AMOUNTS}
    since = cast(date, values["since"])  # validated below
    earlier = [state for state in there if state.since <= since]
    if earlier:
        amounts = {name: getattr(earlier[-1], name) for name in _AMOUNTS}
    noted = {"partner_id": part.id, "noted_on": work.clock.today()}
    clean = validated(EngagementPartnerStateFields, {**amounts, **values, **noted})
    made = record_of(EngagementPartnerState, clean)
    made.id = record_id or made.id
    work.add(made)
    settle_share(work, part, [*there, made])
    return made


def settle_share(work: Work, part: EngagementPartner, rows: Iterable[EngagementPartnerState]) -> None:
    """Give a share the state, day and amounts of its newest dated state; raises ``RuleError("day_ahead")``."""
    newest = max(rows, key=_place, default=None)
    if newest is None:
        return
    if newest.since > work.clock.today():
        raise RuleError("day_ahead", day=newest.since)
    part.state = newest.state
    for name in _AMOUNTS:
        setattr(part, name, getattr(newest, name))
    _dates(part, newest.state, newest.since)
    work.add(part)


def _check(work: Work, state: EngagementPartnerState, new: Mapping[str, Any]) -> None:
    """A dated state that is mended may become the newest, or no longer be it."""
    part = work.get(EngagementPartner, state.partner_id)
    whole = {name: getattr(state, name) for name in EngagementPartnerStateFields.model_fields}
    mended = record_of(EngagementPartnerState, validated(EngagementPartnerStateFields, {**whole, **new}))
    mended.id = state.id
    settle_share(work, part, [mended, *(row for row in states_of(work, part.id) if row.id != state.id)])


def _check_delete(work: Work, state: EngagementPartnerState) -> None:
    others = [row for row in states_of(work, state.partner_id) if row.id != state.id]
    if not others:
        raise RuleError("last_state_stays")
    settle_share(work, work.get(EngagementPartner, state.partner_id), others)


def _name(work: Work, state: EngagementPartnerState) -> str:
    part = work.get(EngagementPartner, state.partner_id)
    return _("state of {partner}").format(partner=work.get(Organisation, part.organisation_id).name)


STATE = RecordType(EngagementPartnerState, EngagementPartnerStateFields, _name, _check, _check_delete)
