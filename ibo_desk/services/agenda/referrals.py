"""What a consulting body does not decide goes to competent bodies, or to the action's own process (R9)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
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
from ibo_desk.services.base.records import RecordType, record_of, validated
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
    noted_on: date | None


def still_open(on: date | None = None) -> ColumnElement[bool]:
    """Targets that have not dealt with it, or had not by the end of a day; a postponed one still has to."""
    waits = or_(targets.c.outcome.is_(None), targets.c.outcome == ReferralOutcome.POSTPONED)
    return waits if on is None else or_(waits, targets.c.outcome_on > on)


def target_as_of(target: TargetRow, day: date) -> TargetRow:
    """At the end of a day a body had not dealt with what it dealt with later."""
    if target.outcome_on is None or target.outcome_on <= day:
        return target
    return replace(target, outcome=None, outcome_on=None, reference="", noted_on=None)


class Referrals:
    """Reading and noting referrals."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def referrals(self, item_id: UUID) -> list[TargetRow]:
        """Every target to which the item was referred."""
        return self.referrals_of([item_id])[item_id]

    def referrals_of(
        self, item_ids: Collection[UUID], *, on: date | None = None
    ) -> defaultdict[UUID, list[TargetRow]]:
        """The same of several items, by item; as they stood on a day."""
        by_item: defaultdict[UUID, list[TargetRow]] = defaultdict(list)
        with self._store.read() as session:
            for row in _rows(session, [referrals.c.item_id.in_(item_ids)]):
                by_item[row.item_id].append(row if on is None else target_as_of(row, on))
        return by_item

    def open_targets(self, *, on: date | None = None) -> list[TargetRow]:
        """Targets without an outcome, those planned first first; those of meetings held by a day, as they were then."""
        conditions = [still_open(on)] if on is None else [still_open(on), meetings.c.on <= on]
        with self._store.read() as session:
            rows = _rows(session, conditions)
        return rows if on is None else [target_as_of(row, on) for row in rows]

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
            competent = [work.get(Body, body_id) for body_id in dict.fromkeys(body_ids)]
            if any(body.id == item.body_id for body in competent):
                raise RuleError("referral_to_itself", body=work.get(Body, item.body_id).name)
            ends: list[dict[str, Any]] = [{"body_id": body.id} for body in competent]
            if action_id is not None:
                ends.append({"action_id": work.get(RegionalAction, action_id).id})
            if not ends:
                raise RuleError("referral_without_target", title=item.title)
            values = validated(ReferralFields, {"item_id": item_id, "question": question.strip()})
            referral = work.add(record_of(Referral, values))
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
            noted = work.clock.today() if outcome is not None else None
            said = {"outcome": outcome, "outcome_on": day, "reference": reference, "noted_on": noted}
            set_fields(work, target, ReferralTargetFields, said)
            done = label(outcome) if outcome else _("no outcome yet")
            work.entry.label = _("{body}: {outcome}").format(body=_target_name(work, target), outcome=done)


def _rows(session: Session, conditions: list[ColumnElement[bool]]) -> list[TargetRow]:
    own = (
        "id", "revision", "referral_id", "body_id", "action_id", "planned_on", "outcome", "outcome_on", "reference",
        "note", "noted_on",
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
        .where(alive(targets, referrals, items, meetings), *conditions)
        .order_by(targets.c.planned_on.nulls_last(), referrals.c.id, bodies.c.order_key, targets.c.id)
    )
    return [TargetRow(**row) for row in session.execute(query).mappings()]


def _target_name(work: Work, target: ReferralTarget) -> str:
    if target.body_id is not None:
        return work.get(Body, target.body_id).name
    assert target.action_id is not None
    action = work.get(RegionalAction, target.action_id)
    return display_name(action.short_title, action.title)


def _check_target(work: Work, target: ReferralTarget, new: Mapping[str, Any]) -> None:
    outcome, on = new.get("outcome", target.outcome), new.get("outcome_on", target.outcome_on)
    if "outcome" in new:
        target.noted_on = work.clock.today() if outcome is not None else None
    if outcome is not None and on is None:
        raise RuleError("outcome_without_day")


def _referral_name(work: Work, referral: Referral) -> str:
    return _("referral of “{title}”").format(title=work.get(AgendaItem, referral.item_id).title)


REFERRAL_KINDS = {
    "referral": RecordType(Referral, ReferralFields, _referral_name),
    "referral_target": RecordType(ReferralTarget, ReferralTargetFields, _target_name, _check_target),
}
