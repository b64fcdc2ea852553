"""How shares in engagements stood on a day: each state is a fact with its day, and the newest is the current one.

A paper about a past day tells these facts, never what the journal says: the journal knows when something was typed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
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
from ibo_desk.domain.engagements import OPEN_STATES, EngagementState, joint_state
from ibo_desk.domain.errors import RuleError
from ibo_desk.language import _
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.records import RecordType, validated
from ibo_desk.services.base.tables import alive, bodies, items, organisations, shares, states
from ibo_desk.services.engagements.rows import EngagementRow, ShareRow

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


def read_states(session: Session, engagement_ids: Select[Any]) -> dict[UUID, tuple[StateRow, ...]]:
    """The dated states of the shares of some engagements, by share, from old to new."""
    own = (
        "id", "revision", "partner_id", "state", "since", "item_id", "by_id", "reference", "amount_cents",
        "vte_thousandths",
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
    found: dict[UUID, list[StateRow]] = defaultdict(list)
    for row in session.execute(query).mappings():
        found[row["partner_id"]].append(StateRow(**row))
    return {share: tuple(rows) for share, rows in found.items()}


def as_of(row: EngagementRow, dated: Mapping[UUID, Sequence[StateRow]], day: date) -> EngagementRow:
    """The engagement as it stood at the end of a day; a share that came later is not in it."""
    parts = [part for share in row.partners if (part := _share_on(share, dated.get(share.id, ()), day))]
    return replace(row, partners=tuple(parts), state=joint_state([part.state for part in parts]))


def since_then(
    row: EngagementRow, dated: Mapping[UUID, Sequence[StateRow]], day: date, until: date
) -> list[StateRow]:
    """What happened to its shares after a day, until another one, from old to new."""
    rows = (one for share in row.partners for one in dated.get(share.id, ()) if day < one.since <= until)
    return sorted(rows, key=lambda one: (one.since, one.organisation))


def _share_on(share: ShareRow, rows: Sequence[StateRow], day: date) -> ShareRow | None:
    if not rows:  # a share of which nobody dated anything is told as it is
        return share
    then = next((one for one in reversed(rows) if one.since <= day), None)
    if then is None:
        return None
    values: dict[str, Any] = {"state": then.state, "state_since": then.since}
    values |= {name: getattr(then, name) for name in _AMOUNTS}
    if share.confirmed_on is not None and share.confirmed_on > day:
        values |= {
            "confirmed_by_id": None,
            "confirmed_by": "",
            "confirmed_on": None,
            "confirmed_reference": "",
        }
    if share.closed_on is not None and share.closed_on > day:
        values |= {"closed_on": None, "evidence": ""}
    return replace(share, **values)


# ---- inside a unit of work ------------------------------------------------------------------------------------


def states_of(work: Work, share_id: UUID) -> list[EngagementPartnerState]:
    """The dated states of a share, from old to new."""
    query = select(EngagementPartnerState).where(states.c.partner_id == share_id, alive(states))
    return sorted(work.session.execute(query).scalars(), key=_place)


def _place(one: EngagementPartnerState) -> tuple[date, UUID]:
    return one.since, one.id


def state_on(rows: Iterable[EngagementPartnerState], day: date) -> EngagementState | None:
    """The state at the end of a day; None before the first."""
    then = [one.state for one in sorted(rows, key=_place) if one.since <= day]
    return then[-1] if then else None


def follow_share(
    work: Work, part: EngagementPartner, new: Mapping[str, Any], *, item_id: UUID | None = None
) -> None:
    """Note with its day what is about to be set on a share: its state, the day of it, its amounts.

    ``part`` still has its old values, ``new`` what will be set. The day is "state_since", else that of the
    confirmation or of the closing, else that of the meeting that minutes are still made of, else today. Raises
    ``RuleError`` "day_ahead", "state_before_last" (with the state and day that stand after it).
    """
    there = states_of(work, part.id)
    state = EngagementState(new.get("state", part.state))
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
        found = new["state_since"]
    elif state is EngagementState.CONFIRMED:
        found = new.get("confirmed_on")
    else:
        found = new.get("closed_on") if state not in OPEN_STATES else None
    return found if isinstance(found, date) else None


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
    made = EngagementPartnerState(**validated(EngagementPartnerStateFields, values))
    _fill(made, part, new, state)
    work.add(made)


def _fill(
    one: EngagementPartnerState, part: EngagementPartner, new: Mapping[str, Any], state: EngagementState
) -> None:
    """Amounts go with the state in which they stood; a confirmation says by whom."""
    for name in _AMOUNTS:
        setattr(one, name, new.get(name, getattr(part, name)))
    if state is EngagementState.CONFIRMED:
        one.by_id = new.get("confirmed_by_id", part.confirmed_by_id)
        one.reference = new.get("confirmed_reference", part.confirmed_reference)


def _dates(part: EngagementPartner, state: EngagementState, since: date) -> None:
    """The days on the share itself follow."""
    part.state_since = since
    part.closed_on = None if state in OPEN_STATES else since
    if state is EngagementState.CONFIRMED and part.confirmed_on is not None:
        part.confirmed_on = since


def add_fact(
    work: Work, part: EngagementPartner, values: Mapping[str, Any], record_id: UUID | None = None
) -> EngagementPartnerState:
    """Note a state of an earlier day that only became known later; the newest one remains the current one."""
    there = states_of(work, part.id)
    amounts = {name: getattr(part, name) for name in _AMOUNTS}
    earlier = [one for one in there if one.since <= values["since"]]
    if earlier:
        amounts = {name: getattr(earlier[-1], name) for name in _AMOUNTS}
    clean = validated(EngagementPartnerStateFields, {**amounts, **values, "partner_id": part.id})
    made = EngagementPartnerState(**clean)
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


def _check(work: Work, one: EngagementPartnerState, new: Mapping[str, Any]) -> None:
    """A dated state that is mended may become the newest, or no longer be it."""
    part = work.get(EngagementPartner, one.partner_id)
    whole = {name: getattr(one, name) for name in EngagementPartnerStateFields.model_fields}
    mended = EngagementPartnerState(**validated(EngagementPartnerStateFields, {**whole, **new}))
    mended.id = one.id
    settle_share(work, part, [mended, *(row for row in states_of(work, part.id) if row.id != one.id)])


def _check_delete(work: Work, one: EngagementPartnerState) -> None:
    others = [row for row in states_of(work, one.partner_id) if row.id != one.id]
    if not others:
        raise RuleError("last_state_stays")
    settle_share(work, work.get(EngagementPartner, one.partner_id), others)


def _name(work: Work, one: EngagementPartnerState) -> str:
    part = work.get(EngagementPartner, one.partner_id)
    return _("state of {partner}").format(partner=work.get(Organisation, part.organisation_id).name)


STATE = RecordType(EngagementPartnerState, EngagementPartnerStateFields, _name, _check, _check_delete)
