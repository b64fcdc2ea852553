"""Engagements: one promise, many partners, each with its own amount, state and evidence (R14, R15; seed l.515–518)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import (
    AgendaItem,
    Body,
    Engagement,
    EngagementFollowUp,
    EngagementPartner,
    EngagementPeriod,
    Instalment,
    Organisation,
)
from ibo_desk.data.tables.engagements import (
    EngagementFields,
    EngagementFollowUpFields,
    EngagementPartnerFields,
    EngagementPeriodFields,
    InstalmentFields,
)
from ibo_desk.domain.due import is_impossible_date, parse_due
from ibo_desk.domain.engagements import ENGAGEMENT_TRANSITIONS, OPEN_STATES, EngagementState, Recurrence
from ibo_desk.domain.errors import InvalidValueError, NotFoundError
from ibo_desk.domain.transitions import check_transition
from ibo_desk.language import _
from ibo_desk.services.engagement_following import (
    drop_parts,
    followed,
    live_shares,
    partner_name,
    period_told,
    settle,
)
from ibo_desk.services.engagement_parts import live_engagements_followed
from ibo_desk.services.engagement_rows import EngagementRow, Totals, add_up, read_engagements
from ibo_desk.services.format import day
from ibo_desk.services.reading import alive, contains, engagements, items, put, refuse_locked, shares, topics
from ibo_desk.services.records import Kind, validated
from ibo_desk.services.words import label

_NAMED_APART = 3  # with more partners a journal entry says how many


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
    ) -> list[EngagementRow]:
        """Engagements, those due first first; ``open_only`` also gives those without a partner yet.

        ``limit`` gives only so many of the first, for a page that shows them while it reads the rest.
        """
        wanted: list[ColumnElement[bool]] = [alive(engagements)]
        if partner_id is not None:
            wanted.append(_has_share(shares.c.organisation_id == partner_id))
        if action_id is not None:
            wanted.append(engagements.c.action_id == action_id)
        if item_id is not None:
            wanted.append(engagements.c.item_id == item_id)
        if meeting_id is not None:
            wanted.append(
                engagements.c.item_id.in_(select(items.c.id).where(items.c.meeting_id == meeting_id))
            )
        if open_only:
            wanted.append(or_(_has_share(shares.c.state.in_(sorted(OPEN_STATES))), ~_has_share()))
        if text.strip():
            wanted.append(contains(engagements.c.what_folded, text))
        return self._read(wanted, limit)

    def row(self, engagement_id: UUID) -> EngagementRow:
        """One engagement; raises ``NotFoundError("no_such_record")``."""
        found = self._read([alive(engagements), engagements.c.id == engagement_id])
        if not found:
            raise NotFoundError("no_such_record", kind="engagement", id=str(engagement_id))
        return found[0]

    def _read(self, wanted: list[ColumnElement[bool]], limit: int | None = None) -> list[EngagementRow]:
        with self._store.read() as session:
            ids = select(engagements.c.id).where(*wanted)
            if limit is not None:
                first = ids.order_by(
                    engagements.c.due_on.nulls_last(), engagements.c.what_folded, engagements.c.id
                )
                found = list(session.execute(first.limit(limit)).scalars())
                ids = select(engagements.c.id).where(engagements.c.id.in_(found))
            return read_engagements(session, ids, self._store.clock.today())

    def followed_at(self, meeting_id: UUID) -> list[EngagementRow]:
        """The engagements that the items of a meeting dealt with."""
        of_meeting = select(items.c.id).where(items.c.meeting_id == meeting_id, alive(items))
        return self._read([engagements.c.id.in_(live_engagements_followed(of_meeting))])

    def totals(self, rows: Iterable[EngagementRow]) -> Totals:
        """Who carries what in these engagements, as far as it is registered."""
        return add_up(rows)

    def add(
        self,
        values: Mapping[str, Any],
        partner_ids: Iterable[UUID],
        *,
        share: Mapping[str, Any] | None = None,
    ) -> UUID:
        """A new engagement with a share for each partner, all with the values in ``share``.

        What is missing is marked, not refused (R14). A due phrase gives its day; the action of the item's topic is
        taken over. Raises ``InvalidValueError("impossible_date")``.
        """
        with self._store.write("") as work:
            given = {**_due(work, values), **values}
            if given.get("item_id") and "action_id" not in given:
                given["action_id"] = _action_of(work, given["item_id"])
            engagement = work.add(Engagement(**validated(EngagementFields, given)))
            names = _add_shares(work, engagement.id, partner_ids, share or {})
            work.entry.label = _("Engagement of {partners} noted").format(partners=_told(names))
            return engagement.id

    def set_partners(self, engagement_id: UUID, organisation_ids: Iterable[UUID]) -> None:
        """Who shares in it from now on; those that stay keep their amount, state and evidence."""
        wanted = set(organisation_ids)
        with self._store.write("") as work:
            work.get(Engagement, engagement_id)
            there = live_shares(work, engagement_id)
            for part in there:
                if part.organisation_id not in wanted:
                    drop_parts(work, part)
                    work.delete(part)
            _add_shares(work, engagement_id, wanted - {part.organisation_id for part in there}, {})
            names = [work.get(Organisation, one).name for one in wanted]
            work.entry.label = _("Partners of the engagement: {partners}").format(
                partners=_told(sorted(names))
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
    ) -> None:
        """The state of one partner's share, with what shows it; what is left out stays as it was.

        Raises ``RuleError("transition_not_allowed")``.
        """
        with self._store.write("") as work:
            part = work.get(EngagementPartner, share_id)
            said = {
                "confirmed_by_id": work.get(Body, confirmed_by_id).id if confirmed_by_id else None,
                "confirmed_on": confirmed_on,
                "confirmed_reference": reference,
                "condition": condition,
                "evidence": evidence,
            }
            new = {"state": state} | {name: value for name, value in said.items() if value}
            _check_share(work, part, new)
            put(work, part, EngagementPartnerFields, new)
            partner = work.get(Organisation, part.organisation_id).name
            work.entry.label = _state_label(partner, state)

    def set_due(self, engagement_id: UUID, phrase: str) -> None:
        """The day that people write as "voor de zomer 2027" or 31/01/2027; words without a day are kept as words.

        Raises ``InvalidValueError("impossible_date", value=…)``.
        """
        with self._store.write("") as work:
            engagement = work.get(Engagement, engagement_id)
            due = {"due_on": None, "due_phrase": phrase.strip(), "first_due_on": None}
            put(work, engagement, EngagementFields, {**due, **_due(work, due)})
            work.entry.label = _("Due day of an engagement: {phrase}").format(phrase=phrase.strip() or "–")

    def drop_shares(self, share_ids: Iterable[UUID]) -> None:
        """Take shares away, with their instalments and past periods."""
        with self._store.write("") as work:
            gone = [work.get(EngagementPartner, one) for one in share_ids]
            for part in gone:
                drop_parts(work, part)
                work.delete(part)
            names = _told(sorted(partner_name(work, part) for part in gone))
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
            wanted = None if share_ids is None else set(share_ids)
            chosen = settle(work, engagement, wanted, kept_on, evidence)
            assert due is not None, "settle refuses what has no day"
            told = period_told(due, kept=kept_on is not None)
            names = _told(sorted(partner_name(work, part) for part in chosen))
            work.entry.label = f"{told}: {names}"

    def follow_up(
        self,
        item_id: UUID,
        engagement_id: UUID,
        *,
        said: str | None = None,
        state: EngagementState | None = None,
    ) -> None:
        """What an item of a later meeting says of an engagement; ``state`` goes to every open share that may take it.

        "Kept" notes the period that is due where the engagement recurs. Raises ``RuleError``, ``LockedError``.
        """
        with self._store.write("") as work:
            item, engagement = work.get(AgendaItem, item_id), work.get(Engagement, engagement_id)
            due, told = engagement.due_on, ""
            if state is EngagementState.KEPT and engagement.recurrence is not Recurrence.ONCE:
                settle(work, engagement, None, work.clock.today(), item.title)
                told = period_told(due, kept=True) if due else ""
            elif state is not None:
                _all_to(work, engagement_id, state)
            followed(work, engagement, item, said, told)
            names = _told(sorted(partner_name(work, part) for part in live_shares(work, engagement_id)))
            work.entry.label = _("Engagement of {partners} followed up in “{item}”").format(
                partners=names, item=item.title
            )


def _all_to(work: Work, engagement_id: UUID, state: EngagementState) -> None:
    """Every open share to one state; a share that may not take it stays as it is, unless none may."""
    open_ones = [part for part in live_shares(work, engagement_id) if part.state in OPEN_STATES]
    able = [part for part in open_ones if state in ENGAGEMENT_TRANSITIONS[part.state]]
    for part in able or open_ones[:1]:
        if part.state is not state:
            _check_share(work, part, {"state": state})
            put(work, part, EngagementPartnerFields, {"state": state})


def _has_share(*wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(shares.c.engagement_id == engagements.c.id, alive(shares), *wanted)


def _due(work: Work, values: Mapping[str, Any]) -> dict[str, Any]:
    """The day that a due phrase gives, if no day was given itself."""
    phrase = str(values.get("due_phrase") or "").strip()
    if not phrase or values.get("due_on") is not None:
        return {}
    if is_impossible_date(phrase):
        raise InvalidValueError("impossible_date", value=phrase)
    return {"due_on": parse_due(phrase, work.clock.today()).on}


def _action_of(work: Work, item_id: UUID) -> UUID | None:
    item = work.get(AgendaItem, item_id)
    found = work.session.execute(select(topics.c.action_id).where(topics.c.id == item.topic_id)).scalar()
    return UUID(str(found)) if found else None


def _add_shares(
    work: Work, engagement_id: UUID, partner_ids: Iterable[UUID], share: Mapping[str, Any]
) -> list[str]:
    """A share for each partner; returns their names."""
    names = []
    for organisation_id in dict.fromkeys(partner_ids):
        organisation = work.get(Organisation, organisation_id)
        values = {**share, "engagement_id": engagement_id, "organisation_id": organisation_id}
        work.add(EngagementPartner(**validated(EngagementPartnerFields, values)))
        names.append(organisation.short_name or organisation.name)
    return names


def _told(names: list[str]) -> str:
    if not names:
        return _("nobody yet")
    if len(names) <= _NAMED_APART:
        return ", ".join(names)
    return _("{count} partners").format(count=len(names))


def _state_label(partner: str, state: EngagementState) -> str:
    if state in {EngagementState.KEPT, EngagementState.NOT_KEPT, EngagementState.WITHDRAWN}:
        text = _("Engagement of {partner} closed: {state}")
    else:
        text = _("Engagement of {partner}: {state}")
    return text.format(partner=partner, state=label(state))


def _check(work: Work, engagement: Engagement, new: Mapping[str, Any]) -> None:
    """A due phrase that is typed gives its day; a new day or rhythm begins a new series."""
    if {"due_phrase", "due_on", "recurrence"} & set(new):
        engagement.first_due_on = None
    if "due_phrase" in new and "due_on" not in new:
        engagement.due_on = _due(work, new).get("due_on")


def _check_share(work: Work, part: EngagementPartner, new: Mapping[str, Any]) -> None:
    """A state that may follow; closing notes the day, opening again takes it back."""
    if "state" not in new:
        return
    state = EngagementState(new["state"])
    check_transition(ENGAGEMENT_TRANSITIONS, part.state, state)
    if state in OPEN_STATES:
        part.closed_on = None
    elif "closed_on" not in new and part.closed_on is None:
        part.closed_on = work.clock.today()


def _name(work: Work, engagement: Engagement) -> str:
    names = sorted(
        work.get(Organisation, part.organisation_id).name for part in live_shares(work, engagement.id)
    )
    return _("engagement of {partners}").format(partners=_told(names))


def _share_name(work: Work, part: EngagementPartner) -> str:
    return _("engagement of {partners}").format(partners=work.get(Organisation, part.organisation_id).name)


def _instalment_name(work: Work, instalment: Instalment) -> str:
    part = work.get(EngagementPartner, instalment.partner_id)
    return _("instalment of {partner}").format(partner=work.get(Organisation, part.organisation_id).name)


def _period_name(work: Work, period: EngagementPeriod) -> str:
    part = work.get(EngagementPartner, period.partner_id)
    partner = work.get(Organisation, part.organisation_id).name
    return _("period {day} of {partner}").format(day=day(period.due_on), partner=partner)


def _follow_up_name(work: Work, follow_up: EngagementFollowUp) -> str:
    return _("follow-up in “{item}”").format(item=work.get(AgendaItem, follow_up.item_id).title)


def _refuse_locked(work: Work, follow_up: EngagementFollowUp, _new: Mapping[str, Any] | None = None) -> None:
    """What approved minutes say of an engagement stays."""
    item = work.get(AgendaItem, follow_up.item_id)
    refuse_locked(work.session, item.meeting_id, "engagement_follow_up")


KINDS: dict[str, Kind] = {
    "engagement": Kind(Engagement, EngagementFields, _name, _check),
    "engagement_partner": Kind(
        EngagementPartner, EngagementPartnerFields, _share_name, _check_share, drop_parts
    ),
    "engagement_period": Kind(EngagementPeriod, EngagementPeriodFields, _period_name),
    "engagement_follow_up": Kind(
        EngagementFollowUp, EngagementFollowUpFields, _follow_up_name, _refuse_locked, _refuse_locked
    ),
    "instalment": Kind(Instalment, InstalmentFields, _instalment_name),
}
