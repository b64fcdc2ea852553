"""Engagements: one promise, many partners, each with its own amount, state and evidence (R14, R15)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import (
    AgendaItem,
    Body,
    Engagement,
    EngagementPartner,
    Organisation,
)
from ibo_desk.data.tables.engagements import (
    EngagementFields,
    EngagementPartnerFields,
    Instalment,
)
from ibo_desk.domain.engagements import OPEN_STATES, EngagementState, Recurrence
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.names import display_name
from ibo_desk.language import _
from ibo_desk.services.base.bulk import EVERY, Over, keys_of, settled
from ibo_desk.services.base.records import record_of, validated
from ibo_desk.services.base.tables import alive, contains, engagements, items, shares, topics
from ibo_desk.services.base.writing import set_fields
from ibo_desk.services.engagements.as_of import engagements_as_of
from ibo_desk.services.engagements.following import (
    all_to,
    check_share,
    drop_parts,
    followed,
    live_shares,
    partner_name,
    period_told,
    recorded_shares,
    settle,
)
from ibo_desk.services.engagements.parts import live_engagements_followed
from ibo_desk.services.engagements.record_types import day_of_phrase, partners_told
from ibo_desk.services.engagements.rows import FIRST_DUE, EngagementRow, read_engagements
from ibo_desk.services.engagements.states import StateRow, add_fact, read_states
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day


class Engagements:
    """The ledger of what partners promised."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def listing(
        self,
        partner_id: UUID | None = None,
        action_id: UUID | None = None,
        item_id: UUID | None = None,
        meeting_id: UUID | None = None,
        *,
        open_only: bool = False,
        text: str = "",
        limit: int | None = None,
        on: date | None = None,
    ) -> list[EngagementRow]:
        """Engagements, those due first first; ``open_only`` also gives those without a partner yet.

        ``on`` gives those that were there on a day, as they stood then.

        ``limit`` gives only so many of the first, for a page that shows them while it reads the rest.
        """
        conditions: list[ColumnElement[bool]] = [alive(engagements)]
        if partner_id is not None:
            conditions.append(_has_share(shares.c.organisation_id == partner_id))
        if action_id is not None:
            conditions.append(engagements.c.action_id == action_id)
        if item_id is not None:
            conditions.append(engagements.c.item_id == item_id)
        if meeting_id is not None:
            conditions.append(
                engagements.c.item_id.in_(select(items.c.id).where(items.c.meeting_id == meeting_id))
            )
        if open_only:
            running = shares.c.state.in_(sorted(OPEN_STATES))
            open_ids = select(shares.c.engagement_id).where(running, alive(shares))  # one look at the shares
            conditions.append(or_(engagements.c.id.in_(open_ids), ~_has_share()))
        if text.strip():
            conditions.append(contains(engagements.c.what_folded, text))
        rows = self._read(conditions, limit)
        return rows if on is None else engagements_as_of(rows, self.dated_states(rows), on)

    def row(self, engagement_id: UUID) -> EngagementRow:
        """One engagement; raises ``NotFoundError("no_such_record")``."""
        rows = self._read([alive(engagements), engagements.c.id == engagement_id])
        if not rows:
            raise NotFoundError("no_such_record", kind="engagement", id=str(engagement_id))
        return rows[0]

    def _read(self, conditions: list[ColumnElement[bool]], limit: int | None = None) -> list[EngagementRow]:
        with self._store.read() as session:
            ids = select(engagements.c.id).where(*conditions)
            if limit is not None:
                ids = ids.order_by(*FIRST_DUE).limit(limit)
            return read_engagements(session, ids, self._store.clock.today(), are_few=limit is not None)

    def followed_at(self, meeting_id: UUID) -> list[EngagementRow]:
        """The engagements that the items of a meeting dealt with."""
        return self.at_meeting(meeting_id)[1]

    def at_meeting(
        self, meeting_id: UUID, *, on: date | None = None
    ) -> tuple[list[EngagementRow], list[EngagementRow]]:
        """Those made in the items of a meeting, as they stood on a day, and those that its items dealt with."""
        of_meeting = select(items.c.id).where(items.c.meeting_id == meeting_id, alive(items))
        with self._store.read() as session:
            ids = set(session.execute(of_meeting).scalars())
        followed = engagements.c.id.in_(live_engagements_followed(of_meeting))
        rows = self._read([alive(engagements), or_(engagements.c.item_id.in_(ids), followed)])
        made = [row for row in rows if row.item_id in ids]
        dealt_with = [row for row in rows if any(follow_up.item_id in ids for follow_up in row.follow_ups)]
        return made if on is None else engagements_as_of(made, self.dated_states(made), on), dealt_with

    def add(
        self,
        values: Mapping[str, object],
        partner_ids: Iterable[UUID],
        *,
        share: Mapping[str, object] | None = None,
        payments: Iterable[tuple[date, int]] = (),
    ) -> UUID:
        """A new engagement with a share for each partner, all with the values in ``share`` and the same ``payments``.

        What is missing is marked, not refused (R14). A due phrase gives its day; the action of the item's topic is
        taken over. Raises ``InvalidValueError("impossible_date")``.
        """
        with self._store.write("") as work:
            given = {**values, **day_of_phrase(work, values)}
            if given.get("item_id") and "action_id" not in given:
                given["action_id"] = _action_of(work, cast(UUID, given["item_id"]))
            engagement = work.add(record_of(Engagement, validated(EngagementFields, given)))
            names = _add_shares(work, engagement.id, partner_ids, share or {})
            for part in live_shares(work, engagement.id) if payments else ():
                for due_on, cents in payments:
                    work.add(Instalment(partner_id=part.id, due_on=due_on, amount_cents=cents))
            work.entry.label = _("Engagement of {partners} noted").format(partners=partners_told(names))
            return engagement.id

    def set_partners(
        self, engagement_id: UUID, organisation_ids: Iterable[UUID], *, over: Over = EVERY
    ) -> None:
        """Who shares in it from now on; those that stay keep their amount, state and evidence.

        With ``ASK`` the shares of which something was recorded, and that would go, are shown first (``base.bulk``).
        """
        partner_ids = set(organisation_ids)
        with self._store.write("") as work:
            work.get(Engagement, engagement_id)
            there = live_shares(work, engagement_id)
            gone = [part for part in there if part.organisation_id not in partner_ids]
            left = keys_of(settled(over, recorded_shares(work, gone), len(gone)))
            for part in gone:
                if part.id not in left:
                    drop_parts(work, part)
                    work.delete(part)
            _add_shares(work, engagement_id, partner_ids - {part.organisation_id for part in there}, {})
            names = [work.get(Organisation, organisation_id).name for organisation_id in partner_ids]
            work.entry.label = _("Partners of the engagement: {partners}").format(
                partners=partners_told(sorted(names))
            )

    def set_state(
        self,
        share_id: UUID,
        state: EngagementState,
        *,
        confirmed_by_id: UUID | None = None,
        confirmed_on: date | None = None,
        reference: str = "",
        condition: str = "",
        evidence: str = "",
        since: date | None = None,
        item_id: UUID | None = None,
    ) -> None:
        """The state of one partner's share, with what shows it; what is left out stays as it was.

        It stands since the day of the confirmation, else ``since``, else today; ``item_id`` is where it was said.
        Raises ``RuleError`` "transition_not_allowed", "day_ahead", "state_before_last" (see ``note_earlier``).
        """
        with self._store.write("") as work:
            part = work.get(EngagementPartner, share_id)
            said = {
                "confirmed_by_id": work.get(Body, confirmed_by_id).id if confirmed_by_id else None,
                "confirmed_on": confirmed_on,
                "confirmed_reference": reference,
                "condition": condition,
                "evidence": evidence,
                "state_since": since,
            }
            new = {"state": state} | {name: value for name, value in said.items() if value}
            check_share(work, part, new, item_id=item_id)
            set_fields(work, part, EngagementPartnerFields, new)
            partner = work.get(Organisation, part.organisation_id).name
            work.entry.label = _state_label(partner, state)

    def set_condition(self, share_ids: Iterable[UUID], condition: str) -> None:
        """Under which condition these shares were promised; what was only proposed stands conditional from now on."""
        with self._store.write("") as work:
            names = []
            for share_id in share_ids:
                part = work.get(EngagementPartner, share_id)
                new: dict[str, object] = {"condition": condition}
                if part.state is EngagementState.PROPOSED:
                    new["state"] = EngagementState.CONDITIONAL
                check_share(work, part, new)
                set_fields(work, part, EngagementPartnerFields, new)
                names.append(partner_name(work, part))
            text = _("Condition of {partners}: {condition}")
            work.entry.label = text.format(partners=partners_told(sorted(names)), condition=condition)[:500]

    def set_all_states(self, engagement_id: UUID, state: EngagementState) -> None:
        """The state of every share of an engagement, from today on. Raises ``RuleError("transition_not_allowed")``."""
        with self._store.write("") as work:
            parts = [part for part in live_shares(work, engagement_id) if part.state is not state]
            for part in parts:
                new = {"state": state}
                check_share(work, part, new)
                set_fields(work, part, EngagementPartnerFields, new)
            names = sorted(partner_name(work, part) for part in parts)
            work.entry.label = _state_label(partners_told(names), state)

    def note_earlier(
        self,
        share_id: UUID,
        state: EngagementState,
        since: date,
        *,
        item_id: UUID | None = None,
        by_id: UUID | None = None,
        reference: str = "",
    ) -> UUID:
        """Note a state that a share had since an earlier day, also where it has another one by now.

        The newest dated state is the current one. Raises ``RuleError("day_ahead")``.
        """
        with self._store.write("") as work:
            part = work.get(EngagementPartner, share_id)
            values = {"state": state, "since": since, "item_id": item_id, "by_id": by_id}
            made = add_fact(work, part, {**values, "reference": reference})
            text = _("Engagement of {partner}: {state} since {day}")
            work.entry.label = text.format(
                partner=partner_name(work, part), state=label(state), day=day(since)
            )
            return made.id

    def dated_states(self, rows: Iterable[EngagementRow]) -> dict[UUID, tuple[StateRow, ...]]:
        """The dated states of the shares of these engagements, by share, from old to new."""
        ids = [row.id for row in rows]
        with self._store.read() as session:
            selection = select(engagements.c.id).where(engagements.c.id.in_(ids))
            return read_states(session, selection) if ids else {}

    def set_due(self, engagement_id: UUID, phrase: str) -> None:
        """The day that people write as "voor de zomer 2027" or 31/01/2027; words without a day are kept as words.

        Raises ``InvalidValueError("impossible_date", value=…)``.
        """
        with self._store.write("") as work:
            engagement = work.get(Engagement, engagement_id)
            due = {"due_on": None, "due_phrase": phrase.strip(), "first_due_on": None}
            set_fields(work, engagement, EngagementFields, {**due, **day_of_phrase(work, due)})
            words = engagement.due_phrase or "–"
            work.entry.label = _("Due day of an engagement: {phrase}").format(phrase=words)

    def drop_shares(self, share_ids: Iterable[UUID]) -> None:
        """Take shares away, with their instalments and past periods."""
        with self._store.write("") as work:
            gone = [work.get(EngagementPartner, share_id) for share_id in share_ids]
            for part in gone:
                drop_parts(work, part)
                work.delete(part)
            names = partners_told(sorted(partner_name(work, part) for part in gone))
            work.entry.label = _("Share in an engagement taken away: {partners}").format(partners=names)

    def settle_period(
        self,
        engagement_id: UUID,
        share_ids: Iterable[UUID] | None = None,
        *,
        kept_on: date | None,
        evidence: str = "",
    ) -> None:
        """Note the period that is due as kept on that day, or as not kept (None), for some or all open shares.

        The due day moves to the next one once every open share has this period; the past ones stay. Raises
        ``RuleError``: "engagement_does_not_recur", "recurrence_without_day", "period_noted_already".
        """
        with self._store.write("") as work:
            engagement = work.get(Engagement, engagement_id)
            due = engagement.due_on
            to_write = None if share_ids is None else set(share_ids)
            chosen = settle(work, engagement, to_write, kept_on, evidence)
            assert due is not None, "settle refuses what has no day"
            text = period_told(due, kept=kept_on is not None)
            names = partners_told(sorted(partner_name(work, part) for part in chosen))
            work.entry.label = f"{text}: {names}"

    def follow_up(
        self,
        item_id: UUID,
        engagement_id: UUID,
        *,
        said: str | None = None,
        state: EngagementState | None = None,
    ) -> None:
        """What an item of a later meeting says of it; ``state`` goes to every open share that may take it.

        "Kept" notes the period that is due where the engagement recurs. Raises ``RuleError``, ``LockedError``.
        """
        with self._store.write("") as work:
            item, engagement = work.get(AgendaItem, item_id), work.get(Engagement, engagement_id)
            due, text = engagement.due_on, ""
            if state is EngagementState.KEPT and engagement.recurrence is not Recurrence.ONCE:
                settle(work, engagement, None, work.clock.today(), item.title)
                text = period_told(due, kept=True) if due else ""
            elif state is not None:
                all_to(work, engagement_id, state, item)
            followed(work, engagement, item, said, text)
            names = partners_told(
                sorted(partner_name(work, part) for part in live_shares(work, engagement_id))
            )
            work.entry.label = _("Engagement of {partners} followed up in “{item}”").format(
                partners=names, item=item.title
            )


def _has_share(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(shares.c.engagement_id == engagements.c.id, alive(shares), *conditions)


def _action_of(work: Work, item_id: UUID) -> UUID | None:
    item = work.get(AgendaItem, item_id)
    action_id = work.session.execute(select(topics.c.action_id).where(topics.c.id == item.topic_id)).scalar()
    return UUID(str(action_id)) if action_id else None


def _add_shares(
    work: Work, engagement_id: UUID, partner_ids: Iterable[UUID], share: Mapping[str, Any]
) -> list[str]:
    """A share for each partner; returns their names."""
    names = []
    for organisation_id in dict.fromkeys(partner_ids):
        organisation = work.get(Organisation, organisation_id)
        values = {**share, "engagement_id": engagement_id, "organisation_id": organisation_id}
        part = record_of(EngagementPartner, validated(EngagementPartnerFields, values))
        check_share(work, part, values)
        work.add(part)
        names.append(display_name(organisation.short_name, organisation.name))
    return names


def _state_label(partner: str, state: EngagementState) -> str:
    if state not in OPEN_STATES:
        text = _("Engagement of {partner} closed: {state}")
    else:
        text = _("Engagement of {partner}: {state}")
    return text.format(partner=partner, state=label(state))
