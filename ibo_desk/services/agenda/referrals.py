"""What a consulting body does not decide goes to competent bodies, or to the action's own process (R9, seed l.505)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import Session

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import AgendaItem, Body, Referral, ReferralTarget, RegionalAction
from ibo_desk.data.tables.topics import ReferralFields, ReferralTargetFields
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.names import display_name
from ibo_desk.domain.topics import ReferralOutcome
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.records import RecordType, validated
from ibo_desk.services.base.tables import actions, alive, bodies, items, meetings, referrals, targets
from ibo_desk.services.base.writing import set_fields
from ibo_desk.services.words import label


@dataclass(frozen=True)
class TargetRow:
    """One competent body, or one action's own process, and what it did."""

    id: UUID
    revision: UUID | None
    referral_id: UUID
    item_id: UUID
    item: str
    body_id: UUID | None
    body: str
    action_id: UUID | None
    action: str
    question: str
    planned_on: date | None
    outcome: ReferralOutcome | None
    outcome_on: date | None
    reference: str
    note: str


def still_open() -> ColumnElement[bool]:
    """Targets that have not dealt with it; a postponed one still has to."""
    return or_(targets.c.outcome.is_(None), targets.c.outcome == ReferralOutcome.POSTPONED)


class Referrals:
    """Reading and noting referrals."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def referrals(self, item_id: UUID) -> list[TargetRow]:
        """Every target to which the item was referred."""
        return self.referrals_of([item_id])[item_id]

    def referrals_of(self, item_ids: Collection[UUID]) -> defaultdict[UUID, list[TargetRow]]:
        """The same of several items, by item."""
        found: defaultdict[UUID, list[TargetRow]] = defaultdict(list)
        with self._store.read() as session:
            for row in _rows(session, [referrals.c.item_id.in_(item_ids)]):
                found[row.item_id].append(row)
        return found

    def open_targets(self) -> list[TargetRow]:
        """Targets without an outcome, those planned first first."""
        with self._store.read() as session:
            return _rows(session, [still_open()])

    def dealt_with(self, first: date, last: date) -> list[TargetRow]:
        """Targets that did something with it in a period, both days included; a postponed one did not."""
        done = targets.c.outcome != ReferralOutcome.POSTPONED
        with self._store.read() as session:
            rows = _rows(session, [done, targets.c.outcome_on.between(first, last)])
        return sorted(rows, key=lambda row: (row.outcome_on or first, row.body))

    def refer(
        self,
        item_id: UUID,
        question: str,
        body_ids: Iterable[UUID] = (),
        action_id: UUID | None = None,
        planned_on: date | None = None,
    ) -> UUID:
        """Put a question before competent bodies and/or the action's own process; 13 councils are 13 targets.

        Raises ``RuleError("referral_without_target")`` or ``("referral_to_itself")``.
        """
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            wanted = [work.get(Body, body_id) for body_id in dict.fromkeys(body_ids)]
            if any(body.id == item.body_id for body in wanted):
                raise RuleError("referral_to_itself", body=work.get(Body, item.body_id).name)
            ends: list[dict[str, Any]] = [{"body_id": body.id} for body in wanted]
            if action_id is not None:
                ends.append({"action_id": work.get(RegionalAction, action_id).id})
            if not ends:
                raise RuleError("referral_without_target", title=item.title)
            values = validated(ReferralFields, {"item_id": item_id, "question": question.strip()})
            referral = work.add(Referral(**values))
            for end in ends:
                work.add(ReferralTarget(referral_id=referral.id, planned_on=planned_on, **end))
            work.entry.label = ngettext(
                "“{title}” referred to {count} body", "“{title}” referred to {count} bodies", len(ends)
            ).format(title=item.title, count=len(ends))
            return referral.id

    def set_outcome(
        self, target_id: UUID, outcome: ReferralOutcome | None, on: date | None, reference: str = ""
    ) -> None:
        """What a target did and when; None takes it back. Raises ``RuleError("outcome_without_day")``."""
        with self._store.write("") as work:
            target = work.get(ReferralTarget, target_id)
            if outcome is not None and on is None:
                raise RuleError("outcome_without_day")
            day = on if outcome is not None else None
            said = {"outcome": outcome, "outcome_on": day, "reference": reference}
            set_fields(work, target, ReferralTargetFields, said)
            done = label(outcome) if outcome else _("no outcome yet")
            work.entry.label = _("{body}: {outcome}").format(body=_target_name(work, target), outcome=done)


def _rows(session: Session, wanted: list[ColumnElement[bool]]) -> list[TargetRow]:
    own = (
        "id", "revision", "referral_id", "body_id", "action_id", "planned_on", "outcome", "outcome_on", "reference",
        "note",
    )  # fmt: skip
    query = (
        select(
            *(targets.c[name] for name in own),
            referrals.c.item_id,
            referrals.c.question,
            items.c.title.label("item"),
            func.coalesce(bodies.c.name, "").label("body"),
            func.coalesce(name_shown(actions), "").label("action"),
        )
        .join(referrals, referrals.c.id == targets.c.referral_id)
        .join(items, items.c.id == referrals.c.item_id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .outerjoin(bodies, bodies.c.id == targets.c.body_id)
        .outerjoin(actions, actions.c.id == targets.c.action_id)
        .where(alive(targets, referrals, items, meetings), *wanted)
        .order_by(targets.c.planned_on.nulls_last(), referrals.c.id, bodies.c.order_key, targets.c.id)
    )
    return [TargetRow(**row) for row in session.execute(query).mappings()]


def _target_name(work: Work, target: ReferralTarget) -> str:
    if target.body_id is not None:
        return work.get(Body, target.body_id).name
    assert target.action_id is not None
    action = work.get(RegionalAction, target.action_id)
    return display_name(action.short_title, action.title)


def _check_target(_work: Work, target: ReferralTarget, new: Mapping[str, Any]) -> None:
    outcome, on = new.get("outcome", target.outcome), new.get("outcome_on", target.outcome_on)
    if outcome is not None and on is None:
        raise RuleError("outcome_without_day")


def _referral_name(work: Work, referral: Referral) -> str:
    return _("referral of “{title}”").format(title=work.get(AgendaItem, referral.item_id).title)


REFERRAL_KINDS: dict[str, RecordType] = {
    "referral": RecordType(Referral, ReferralFields, _referral_name),
    "referral_target": RecordType(ReferralTarget, ReferralTargetFields, _target_name, _check_target),
}
