"""The ledger of engagements as a paper: all partners for the participants, or one municipality for its college.

Partners stand by name and totals only when asked for: the paper informs and ranks nobody. What Leiedal promises is
its own and never one of the municipalities' (R1).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from ibo_desk.documents.asked import Asked, Paper
from ibo_desk.documents.builders.engagements import amount, due, promised, state_of, together
from ibo_desk.documents.builders.period import PeriodFacts, chosen_colleges, load_period, period_head
from ibo_desk.documents.builders.phrases import body_name, small
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.content_ledger import Ledger, LedgerLine, LedgerPartner, LedgerTotal
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, Reader, may_print, said_at
from ibo_desk.domain.engagements import SPENDING, Recurrence
from ibo_desk.domain.instalments import add_up_instalments
from ibo_desk.domain.recurrence import next_due
from ibo_desk.language import _, ngettext, pgettext
from ibo_desk.services.engagements.rows import (
    EngagementRow,
    PartnerTotal,
    ShareRow,
    Totals,
    add_up,
    as_partner_reads,
)
from ibo_desk.services.parties.body_rows import BodyRow, the_body
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, money, vte


@dataclass(frozen=True)
class _Known:
    """The bodies by id, and the items that the reader may know of."""

    bodies: dict[UUID, BodyRow]
    items: frozenset[UUID]


def papers(sources: Sources, asked: Asked) -> list[Paper]:
    """The ledger of all partners, or one for each college that is named."""
    ledgers = build_ledgers(sources, asked.college_ids, totals=asked.totals)
    return [Paper(ledger, college_id=college_id) for college_id, ledger in ledgers]


def build_ledgers(
    sources: Sources, college_ids: Iterable[UUID] | None = None, *, totals: bool = False
) -> list[tuple[UUID | None, Ledger]]:
    """One ledger of all partners for the participants, or one for each college asked for, with the college's id."""
    facts = load_period(sources, sources.day, sources.day)
    rows = sources.engagements.listing(on=sources.past)
    if college_ids is None:
        read = [row for row in rows if may_print(Audience.PARTICIPANTS, row.audience)]
        known = _Known(facts.bodies, _readable(sources, facts, read, Audience.PARTICIPANTS))
        return [(None, _ledger(facts, read, None, known, totals=totals))]
    known = _Known(facts.bodies, _readable(sources, facts, rows, Audience.COLLEGE))
    return [
        (college.id, _ledger(facts, _own(facts, rows, college), college, known, totals=totals))
        for college in chosen_colleges(sources, college_ids)
    ]


def _own(facts: PeriodFacts, rows: Iterable[EngagementRow], college: BodyRow) -> list[EngagementRow]:
    """The shares of one municipality; of the others only that they take part, never what they give."""
    owner = college.organisation_id
    assert owner is not None
    lines = []
    for row in rows:
        own = as_partner_reads(row, Reader.MUNICIPALITY, owner)
        if own is not None and own.partners:
            also = together(facts.towns, row, owner)
            what = _("{what} ({also})").format(what=promised(row), also=also) if also else promised(row)
            lines.append(replace(own, what=what))
    return lines


def _ledger(
    facts: PeriodFacts, rows: list[EngagementRow], college: BodyRow | None, known: _Known, *, totals: bool
) -> Ledger:
    reader = Audience.PARTICIPANTS if college is None else Audience.COLLEGE
    town = college.organisation if college else ""
    summed = add_up(rows)
    return Ledger(
        head=period_head(
            facts,
            kind="engagements",
            title=_("Ledger of engagements"),
            period=_("As it stood on {day}").format(day=day(facts.today)),
            audience=readers(reader, town),
            lines=((pgettext("paper", "To"), body_name(college) if college else ""),),
        ),
        municipality=town,
        notice=_notice(college),
        partners=_partners(rows, known),
        totals=_totals(summed) if totals else (),
        totals_notice=_totals_notice() if totals else "",
    )


def _notice(college: BodyRow | None) -> str:
    if college is None:
        return _(
            "This paper holds the engagements that the participants may know of, as far as registered, per partner"
            " in order of name."
        )
    return _("This paper holds the engagements of {municipality} only, as far as registered.").format(
        municipality=college.organisation
    )


def _totals_notice() -> str:
    return _(
        "The totals count what this paper holds, as far as registered: amounts without what was withdrawn, and an"
        " amount that recurs once. What an organisation promises itself does not count as a part of the"
        " municipalities that it represents."
    )


def _readable(
    sources: Sources, facts: PeriodFacts, rows: Iterable[EngagementRow], reader: Audience
) -> frozenset[UUID]:
    """The items, out of those where engagements were made or followed up, that the reader may know of."""
    item_ids: set[UUID] = set()
    for row in rows:
        item_ids |= {follow_up.item_id for follow_up in row.follow_ups} | (
            {row.item_id} if row.item_id else set()
        )
    meetings = {meeting.id for meeting in sources.meetings.listing()}
    return frozenset(
        item.id
        for item in sources.agenda.by_ids(item_ids)
        if item.meeting_id in meetings
        and may_print(reader, said_at(facts.bodies[item.body_id].kind, item.audience))
    )


def _partners(rows: Iterable[EngagementRow], known: _Known) -> tuple[LedgerPartner, ...]:
    """By name; what has no partner yet stands last."""
    by_partner: dict[str, list[LedgerLine]] = {}
    nobody: list[LedgerLine] = []
    for row in rows:
        for share in row.partners:
            by_partner.setdefault(share.organisation, []).append(_line(row, share, known))
        if not row.partners:
            nobody.append(_line(row, None, known))
    named = sorted(by_partner.items(), key=lambda pair: pair[0].casefold())
    groups = [LedgerPartner(partner=name, lines=tuple(lines)) for name, lines in named]
    if nobody:
        groups.append(LedgerPartner(partner=_("Partner still to be determined"), lines=tuple(nobody)))
    return tuple(groups)


def _line(row: EngagementRow, share: ShareRow | None, known: _Known) -> LedgerLine:
    common = LedgerLine(
        what=promised(row),
        action=row.action,
        due=due(row, next_one=True),
        made_at=row.meeting if row.item_id in known.items else "",
        follow_up=_follow_up(row, known),
    )
    if share is None:
        return common
    spends = share.kind in SPENDING
    return replace(
        common,
        kind=label(share.kind),
        amount=amount(share),
        plan=_("in multi-year plan: {answer}").format(answer=label(share.in_plan)) if spends else "",
        payments=_payments(row, share) if spends else "",
        due=due(_after_noted(row, share), next_one=True),
        periods=_periods(row, share),
        state=state_of(share),
        conditions=_conditions(share, known),
    )


def _after_noted(row: EngagementRow, share: ShareRow) -> EngagementRow:
    """The engagement with the next due day of this share, whose period may be noted before that of the others."""
    if row.recurrence is Recurrence.ONCE or row.due_on is None or not row.noted_for(share.id):
        return row
    first = row.first_due_on or row.due_on
    return replace(row, first_due_on=first, due_on=next_due(first, row.recurrence, row.due_on))


def _periods(row: EngagementRow, share: ShareRow) -> str:
    own = [period for period in row.periods if period.partner_id == share.id]
    if not own:
        return ""
    kept = sum(period.kept_on is not None for period in own)
    return _("periods kept: {kept} of {count}").format(kept=kept, count=len(own))


def _payments(row: EngagementRow, share: ShareRow) -> str:
    own = [
        (instalment.amount_cents, instalment.paid_on)
        for instalment in row.instalments
        if instalment.partner_id == share.id
    ]
    if not own:
        return ""
    sums = add_up_instalments(share.amount_cents, own)
    if not sums.paid:
        return _("payments: {planned} planned, none noted as paid yet").format(planned=money(sums.planned))
    return _("payments: {planned} planned, of which {paid} noted as paid").format(
        planned=money(sums.planned), paid=money(sums.paid)
    )


def _conditions(share: ShareRow, known: _Known) -> str:
    """The condition, where it does not say the state itself, and by whom, when and how it was confirmed."""
    condition = small(share.condition.strip())
    confirmed = ""
    if share.confirmed_on:
        confirmed = _("confirmed on {day}").format(day=day(share.confirmed_on))
        if share.confirmed_by_id in known.bodies:
            confirmed = _("confirmed by {body} on {day}").format(
                body=the_body(known.bodies[share.confirmed_by_id]), day=day(share.confirmed_on)
            )
        if share.confirmed_reference:
            confirmed = f"{confirmed} ({share.confirmed_reference})"
    said = condition if condition != state_of(share) else ""
    return "; ".join(part for part in (said, confirmed) if part)


def _follow_up(row: EngagementRow, known: _Known) -> str:
    """The newest first, one line each: where, and what was said or else how it stood."""
    parts = []
    for follow_up in row.follow_ups:
        if follow_up.item_id in known.items:
            said = follow_up.said.strip() or (label(follow_up.state) if follow_up.state else "")
            parts.append(f"{follow_up.meeting}: {said}" if said else follow_up.meeting)
    return "\n".join(parts)


def _totals(summed: Totals) -> tuple[LedgerTotal, ...]:
    """Each partner by name; then the municipalities together and all together, where that says something more."""
    lines = [
        _total(partner)
        for partner in sorted(summed.partners, key=lambda total: total.organisation.casefold())
    ]
    if summed.municipalities > 1:
        text = ngettext(
            "{count} municipality together", "{count} municipalities together", summed.municipalities
        )
        towns = [partner for partner in summed.partners if partner.is_municipality]
        lines.append(_together(text.format(count=summed.municipalities), towns))
    if len(summed.partners) > 1:
        lines.append(_together(_("All partners together"), summed.partners))
    return tuple(lines)


def _together(name: str, partners: Iterable[PartnerTotal]) -> LedgerTotal:
    those = list(partners)
    numbers = ("cents", "thousandths", "open", "kept", "not_kept", "withdrawn")
    sums = {number: sum(getattr(row, number) for row in those) for number in numbers}
    return _total(replace(those[0], organisation=name, **sums))


def _total(total: PartnerTotal) -> LedgerTotal:
    return LedgerTotal(
        partner=total.organisation,
        money=money(total.cents) if total.cents else "",
        staff=vte(total.thousandths) if total.thousandths else "",
        open=str(total.open),
        kept=str(total.kept),
        not_kept=str(total.not_kept),
        withdrawn=str(total.withdrawn),
    )
