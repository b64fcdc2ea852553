"""Stopping a regional action: why, since when, and what becomes of the engagements that are still open in it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import EngagementPartner, RegionalAction
from ibo_desk.data.tables.engagements import EngagementPartnerFields
from ibo_desk.domain.actions import ActionState, Leftover
from ibo_desk.domain.engagements import OPEN_STATES, EngagementState
from ibo_desk.domain.errors import RuleError
from ibo_desk.language import _
from ibo_desk.services.actions.record_types import REGIONAL_ACTION, short_name
from ibo_desk.services.base import records
from ibo_desk.services.base.tables import alive, engagements, organisations, shares
from ibo_desk.services.base.writing import set_fields
from ibo_desk.services.engagements.following import check_share


@dataclass(frozen=True)
class OpenShare:
    """A share that is still open in an action: who promised what, and how it stands."""

    id: UUID
    engagement_id: UUID
    organisation: str
    what: str
    state: EngagementState


class Stopping:
    """What stands in the way, and stopping itself."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open_shares(self, action_id: UUID) -> list[OpenShare]:
        """The open shares in an action, by engagement and partner."""
        query = (
            select(shares.c.id, engagements.c.id, organisations.c.name, engagements.c.what, shares.c.state)
            .join(engagements, engagements.c.id == shares.c.engagement_id)
            .join(organisations, organisations.c.id == shares.c.organisation_id)
            .where(
                engagements.c.action_id == action_id,
                shares.c.state.in_(sorted(OPEN_STATES)),
                alive(shares, engagements),
            )
            .order_by(engagements.c.what_folded, organisations.c.name_folded, shares.c.id)
        )
        with self._store.read() as session:
            return [OpenShare(*row) for row in session.execute(query)]

    def stop(self, action_id: UUID, reason: str, leftover: Leftover, on: date | None = None) -> None:
        """Stop an action on a day (today by default) for a reason; its open shares stay, or are withdrawn that day.

        One entry, so one undo. Raises ``RuleError``: "stop_without_reason", "stop_ahead" for a day to come,
        "transition_not_allowed"; with withdrawing what ``Engagements.set_state`` raises.
        """
        today = self._store.clock.today()
        day = on or today
        if day > today:
            raise RuleError("stop_ahead", day=day)
        open_ids = [share.id for share in self.open_shares(action_id)]
        with self._store.write("") as work:
            action = work.get(RegionalAction, action_id)
            work.entry.label = _("{action} stopped: {reason}").format(
                action=short_name(action), reason=" ".join(reason.split())
            )[:300]
            values = {"state": ActionState.STOPPED, "stopped_on": day, "stopped_reason": reason.strip()}
            records.patch(work, REGIONAL_ACTION, action_id, None, values)
            if leftover is Leftover.WITHDRAW:
                for share_id in open_ids:
                    _withdraw(work, share_id, day, reason.strip())


def _withdraw(work: Work, share_id: UUID, day: date, reason: str) -> None:
    """The reason stands with the share, after what stood there."""
    share = work.get(EngagementPartner, share_id)
    stopped = _("The action was stopped: {reason}").format(reason=reason)
    evidence = "\n\n".join(part for part in (share.evidence, stopped) if part)
    new = {"state": EngagementState.WITHDRAWN, "state_since": day, "evidence": evidence}
    check_share(work, share, new)
    set_fields(work, share, EngagementPartnerFields, new)
