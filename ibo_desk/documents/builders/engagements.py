"""Engagements as papers print them: each partner's share, alike ones together; a note holds its own shares only."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from ibo_desk.documents.builders.facts import MeetingFacts
from ibo_desk.documents.builders.phrases import joined, noted_later, small
from ibo_desk.documents.content_rows import Engagement, FollowUp
from ibo_desk.domain.audience import Audience, OwnPart, may_print
from ibo_desk.domain.engagements import SPENDING, EngagementState, InMultiYearPlan, Recurrence
from ibo_desk.language import _, ngettext
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.engagements.rows import EngagementRow, ShareRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, money, vte

_NAMED = 3


def minuted(facts: MeetingFacts, item: ItemRow, reader: Audience) -> tuple[Engagement, ...]:
    """The engagements made in an item, with every share, for papers of the whole meeting."""
    rows = (row for row in facts.engagements.get(item.id, ()) if may_print(reader, row.audience))
    towns = _towns(facts)
    return tuple(
        _said_once(printed)
        for row in rows
        for printed in alike_shares(towns, row, reader, number=item.number)
    )


def _said_once(printed: Engagement) -> Engagement:
    """Without an amount that its words say already: "hoogstens € 15.000", "15.000 euro"."""
    amount, what = (" ".join(text.split()) for text in (printed.amount, printed.what))
    figure = re.escape(amount.removeprefix("€ "))
    said = amount and re.search(rf"(?<![\d.,]){figure}(?![\d]|[.,]\d)", what, re.IGNORECASE)
    return replace(printed, amount="") if said else printed


def _towns(facts: MeetingFacts) -> frozenset[UUID]:
    return frozenset(town.id for town in facts.municipalities)


def followed_up(facts: MeetingFacts, item: ItemRow, reader: Audience) -> tuple[FollowUp, ...]:
    """What an item said of earlier engagements, one line each, as far as the reader may know of them."""
    return tuple(
        FollowUp(
            partner=_partners(_towns(facts), row.partners) or _("to be determined"),
            what=promised(row),
            made_at=row.meeting,
            state=label(follow_up.state) if follow_up.state else "",
            said=follow_up.said.strip(),
        )
        for row in facts.followed
        if may_print(reader, row.audience)
        for follow_up in row.follow_ups
        if follow_up.item_id == item.id
    )


def own(facts: MeetingFacts, item: ItemRow, organisation_id: UUID) -> tuple[Engagement, ...]:
    """The shares of one municipality; of the others only that they take part, never what they give."""
    rows = facts.engagements.get(item.id, ())
    return own_shares(rows, _towns(facts), organisation_id, Audience.COLLEGE, number=item.number)


def own_shares(
    rows: Iterable[EngagementRow],
    towns: Collection[UUID],
    organisation_id: UUID,
    reader: Audience,
    *,
    number: str = "",
    included: Callable[[ShareRow], bool] = lambda _share: True,
) -> tuple[Engagement, ...]:
    """The ``included`` shares of one organisation in some engagements, as far as ``reader`` may know of them."""
    return tuple(
        _printed(
            number,
            row,
            share.organisation,
            share,
            also=together(towns, row, organisation_id),
            own_share=True,
        )
        for row in rows
        if may_print(reader, row.audience, own=True) and may_print(reader, OwnPart.SHARE, own=True)
        for share in row.partners
        if share.organisation_id == organisation_id and included(share)
    )


def own_conditions(facts: MeetingFacts, item: ItemRow, organisation_id: UUID) -> tuple[str, ...]:
    """What the municipality attached to each of its shares, in the order of ``own``."""
    return tuple(
        small(share.condition.strip())
        for row in facts.engagements.get(item.id, ())
        if may_print(Audience.COLLEGE, row.audience, own=True)
        and may_print(Audience.COLLEGE, OwnPart.SHARE, own=True)
        for share in row.partners
        if share.organisation_id == organisation_id
    )


def alike_shares(
    towns: Collection[UUID], row: EngagementRow, reader: Audience, *, number: str = ""
) -> Iterable[Engagement]:
    """One line for partners that give the same under the same conditions; ``number`` is that of the item."""
    alike: dict[tuple[object, ...], list[ShareRow]] = {}
    for share in row.partners if may_print(reader, OwnPart.SHARE) else ():
        alike.setdefault(_terms(share), []).append(share)
    for shares in alike.values():
        yield _printed(number, row, _partners(towns, shares), shares[0])
    if not row.partners:
        yield _without_partner(number, row)


def _without_partner(number: str, row: EngagementRow) -> Engagement:
    """An engagement that still lacks its partner is minuted as such (R14 is a check, not a constraint)."""
    return Engagement(
        partner=_("to be determined"),
        what=promised(row),
        due=due(row),
        action=row.action or "",
        item=number,
    )


def _terms(share: ShareRow) -> tuple[object, ...]:
    return (
        share.kind,
        share.amount_cents,
        share.vte_thousandths,
        share.budget_year,
        share.in_plan,
        share.state,
        share.condition,
        share.noted_on,
    )


def _partners(towns: Collection[UUID], shares: Sequence[ShareRow]) -> str:
    """The names; all municipalities of the region together are called by their number."""
    there = {share.organisation_id for share in shares}
    if len(towns) < _NAMED or not set(towns) <= there:
        return joined([share.organisation for share in shares])
    rest = [share.organisation for share in shares if share.organisation_id not in towns]
    return joined([_("the {count} municipalities").format(count=len(towns)), *rest])


def together(towns: Collection[UUID], row: EngagementRow, organisation_id: UUID) -> str:
    """ "samen met 12 andere gemeenten en Departement MOW"; nothing for an engagement of one partner."""
    others = {s.organisation_id: s.organisation for s in row.partners if s.organisation_id != organisation_id}
    municipal = [name for key, name in others.items() if key in towns]
    rest = [name for key, name in others.items() if key not in towns]
    if len(municipal) > _NAMED:
        text = ngettext("{count} other municipality", "{count} other municipalities", len(municipal))
        municipal = [text.format(count=len(municipal))]
    if len(rest) > _NAMED:
        text = ngettext("{count} other partner", "{count} other partners", len(rest))
        rest = [text.format(count=len(rest))]
    return _("together with {others}").format(others=joined([*municipal, *rest])) if others else ""


def _printed(
    number: str,
    row: EngagementRow,
    partner: str,
    share: ShareRow,
    *,
    also: str = "",
    own_share: bool = False,
) -> Engagement:
    what = _("{what} ({also})").format(what=promised(row), also=also) if also else promised(row)
    return Engagement(
        partner=partner,
        what=what,
        kind=label(share.kind),
        amount=amount(share),
        due=due(row, next_one=own_share),
        state=state_of(share),
        conditions=_conditions(share, own_share=own_share),
        action=row.action or "",
        item=number,
    )


def amount(share: ShareRow) -> str:
    """The money with its budget year, and the staff."""
    cents = money(share.amount_cents)
    if cents and share.budget_year:
        cents = _("{money} (budget {year})").format(money=cents, year=share.budget_year)
    return joined([part for part in (cents, vte(share.vte_thousandths)) if part])


def due(row: EngagementRow, *, next_one: bool = False) -> str:
    """The day, or the words where they give no day; how often it returns, from the first day on or the ``next_one``."""
    ahead = next_one and row.first_due_on is not None
    when = day(row.due_on if ahead else row.first_due_on or row.due_on) or row.due_phrase
    if row.recurrence is Recurrence.ONCE:
        return when
    text = _("{often}, next by {when}") if ahead else _("{often}, first by {when}")
    often = label(row.recurrence)
    return text.format(often=often, when=when) if when else often


def promised(row: EngagementRow) -> str:
    """What was promised; without words for it where it was agreed or what it is about, the rest is said beside it."""
    if row.what.strip():
        return row.what.strip()
    if row.meeting:
        return _("what was agreed at {meeting}").format(meeting=row.meeting)
    return (
        _("what was agreed about “{action}”").format(action=row.action) if row.action else _("an agreement")
    )


def state_of(share: ShareRow) -> str:
    """ "onder voorbehoud van het college" where the condition says it so, instead of twice the same words."""
    return small(share.condition.strip()) if _says_state(share) else label(share.state)


def _says_state(share: ShareRow) -> bool:
    lead = f"{label(EngagementState.CONDITIONAL)} ".casefold()
    return share.state is EngagementState.CONDITIONAL and share.condition.casefold().startswith(lead)


def _conditions(share: ShareRow, *, own_share: bool) -> str:
    parts = [] if _says_state(share) else [small(share.condition.strip())]
    if share.kind in SPENDING and share.in_plan is not InMultiYearPlan.YES:
        parts.append(_("in multi-year plan: {answer}").format(answer=label(share.in_plan)))
    if own_share and share.confirmed_on and share.state is not EngagementState.PROPOSED:
        parts.append(_("confirmed on {day}").format(day=day(share.confirmed_on)))
        parts.append(share.confirmed_reference)
    parts.append(noted_later(share.noted_on, date.min))
    return "; ".join(part for part in parts if part)
