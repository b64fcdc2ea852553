"""Engagements as they stood at the end of a day: shares, amounts, payments, periods and what meetings said of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from ibo_desk.domain.engagements import OPEN_STATES, Recurrence, joint_state
from ibo_desk.domain.instalments import is_waiting
from ibo_desk.services.engagements.parts import InstalmentRow, PeriodRow
from ibo_desk.services.engagements.rows import EngagementRow, ShareRow
from ibo_desk.services.engagements.states import StateRow

Dated = Mapping[UUID, Sequence[StateRow]]
_UNCONFIRMED: Final = {
    "confirmed_by_id": None,
    "confirmed_by": "",
    "confirmed_on": None,
    "confirmed_reference": "",
}


def engagements_as_of(rows: Sequence[EngagementRow], dated: Dated, day: date) -> list[EngagementRow]:
    """Those that were there at the end of a day; one whose meeting or whose every share came later is not."""
    then = [as_of(row, dated, day) for row in rows if row.made_on is None or row.made_on <= day]
    had_partners = {row.id for row in rows if row.partners}
    return [row for row in then if row.partners or row.id not in had_partners]


def as_of(row: EngagementRow, dated: Dated, day: date, said_at: Collection[UUID] = ()) -> EngagementRow:
    """The engagement as it stood at the end of a day; a share that came later is not in it.

    A state that was recorded only afterwards says so, unless it was said in one of the items ``said_at``.
    """
    shares = [
        part for share in row.partners if (part := _share_on(share, dated.get(share.id, ()), day, said_at))
    ]
    open_shares = {share.id for share in shares if share.state in OPEN_STATES}
    periods = tuple(period for period in row.periods if _noted(period) <= day)
    first, due = _series(row, day)
    return replace(
        row,
        first_due_on=first,
        partners=tuple(shares),
        state=joint_state([part.state for part in shares]),
        due_on=due,
        overdue=due is not None and due < day and bool(open_shares),
        periods=periods,
        instalments=tuple(_instalment(instalment, day, open_shares) for instalment in row.instalments),
        follow_ups=tuple(follow_up for follow_up in row.follow_ups if follow_up.on <= day),
    )


def _noted(period: PeriodRow) -> date:
    """A period was kept on its day; that it was not kept is known once it is over."""
    return period.kept_on or period.due_on


def _series(row: EngagementRow, day: date) -> tuple[date | None, date | None]:
    """The first day of a series and the one that was next: it goes on once a period was noted."""
    later = [period.due_on for period in row.periods if _noted(period) > day]
    if row.recurrence is Recurrence.ONCE or not later:
        return row.first_due_on, row.due_on
    moved_on = min(later) != row.first_due_on
    return row.first_due_on if moved_on else None, min(later)


def _instalment(instalment: InstalmentRow, day: date, open_shares: Collection[UUID]) -> InstalmentRow:
    paid_on = instalment.paid_on if instalment.paid_on is not None and instalment.paid_on <= day else None
    waiting = instalment.partner_id in open_shares and is_waiting(instalment.due_on, paid_on, day)
    return replace(instalment, paid_on=paid_on, waiting=waiting)


def _share_on(
    share: ShareRow, rows: Sequence[StateRow], day: date, said_at: Collection[UUID]
) -> ShareRow | None:
    if not rows:  # a share of which nobody dated anything is told as it is
        return share
    then = next((state for state in reversed(rows) if state.since <= day), None)
    if then is None:
        return None
    noted = then.noted_on if then.noted_on is not None and then.noted_on > day else None
    values: dict[str, Any] = {
        "state": then.state,
        "state_since": then.since,
        "amount_cents": then.amount_cents,
        "vte_thousandths": then.vte_thousandths,
        "noted_on": None if then.item_id in said_at else noted,
    }
    if share.confirmed_on is not None and share.confirmed_on > day:
        values |= _UNCONFIRMED
    if share.closed_on is not None and share.closed_on > day:
        values |= {"closed_on": None, "evidence": ""}
    return replace(share, **values)
