"""The ledger of engagements as a paper: all partners for the participants, or one municipality for its college.

Partners stand by name and totals only when asked for: the paper informs and ranks nobody. What Leiedal promises is
its own and never one of the municipalities' (R1).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from ibo_desk.documents.builders.engagements import amount, due, promised, state_of
from ibo_desk.documents.builders.period import PeriodFacts, chosen_colleges, load_period, period_head
from ibo_desk.documents.builders.phrases import body_name
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.builders.register import Known, condition, confirmation, own_rows, readable_items
from ibo_desk.documents.content_ledger import Ledger, LedgerLine, LedgerPartner, LedgerTotal
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, may_print
from ibo_desk.domain.engagements import SPENDING, Firmness, Recurrence
from ibo_desk.domain.instalments import add_up_instalments
from ibo_desk.domain.recurrence import next_due
from ibo_desk.language import _, ngettext, pgettext
from ibo_desk.services.engagements.rows import EngagementRow, ShareRow
from ibo_desk.services.engagements.totals import EffortTotal, Totals, add_up
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, money


def papers(sources: Sources, request: PaperRequest) -> list[Paper]:
    """The ledger of all partners, or one for each college that is named."""
    ledgers = build_ledgers(sources, request.college_ids, totals=request.totals)
    return [Paper(ledger, college_id=college_id) for college_id, ledger in ledgers]


def build_ledgers(
    sources: Sources, college_ids: Iterable[UUID] | None = None, *, totals: bool = False
) -> list[tuple[UUID | None, Ledger]]:
    """One ledger of all partners for the participants, or one for each college asked for, with the college's id."""
    facts = load_period(sources, sources.day, sources.day)
    rows = sources.engagements.listing(on=sources.past)
    if college_ids is None:
        read = [row for row in rows if may_print(Audience.PARTICIPANTS, row.audience)]
        known = Known(facts.bodies, readable_items(sources, facts, read, Audience.PARTICIPANTS))
        return [(None, _ledger(facts, read, None, known, totals=totals))]
    known = Known(facts.bodies, readable_items(sources, facts, rows, Audience.COLLEGE))
    return [
        (college.id, _ledger(facts, own_rows(facts, rows, college), college, known, totals=totals))
        for college in chosen_colleges(sources, college_ids)
    ]


def _ledger(
    facts: PeriodFacts, rows: list[EngagementRow], college: BodyRow | None, known: Known, *, totals: bool
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
        "The totals count what this paper holds, as far as registered, without what was withdrawn or not kept. Only"
        " what is alike is added up, and what recurs counts once. What an organisation promises itself does not count"
        " as a part of the municipalities that it represents."
    )


def _partners(rows: Iterable[EngagementRow], known: Known) -> tuple[LedgerPartner, ...]:
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


def _line(row: EngagementRow, share: ShareRow | None, known: Known) -> LedgerLine:
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


def _conditions(share: ShareRow, known: Known) -> str:
    """The condition, where it does not say the state itself, and by whom, when and how it was confirmed."""
    return "; ".join(part for part in (condition(share), confirmation(share, known)) if part)


def _follow_up(row: EngagementRow, known: Known) -> str:
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
        line for total in summed.partners for line in _total(total.organisation, total.efforts, total.open)
    ]
    if summed.municipalities > 1:
        text = ngettext(
            "{count} municipality together", "{count} municipalities together", summed.municipalities
        )
        name = text.format(count=summed.municipalities)
        lines.extend(_total(name, summed.municipal, summed.municipal_open))
    if len(summed.partners) > 1:
        lines.extend(_total(_("All partners together"), summed.efforts, summed.open))
    return tuple(lines)


def _total(name: str, efforts: Iterable[EffortTotal], open_shares: int) -> Iterator[LedgerTotal]:
    """A line for each kind of effort; how many shares are open stands with the first."""
    text = ngettext("{count} engagement open", "{count} engagements open", open_shares)
    still = text.format(count=open_shares) if open_shares else ""
    lines = [
        LedgerTotal(
            partner=name,
            kind=effort.name,
            confirmed=effort.in_words(Firmness.CONFIRMED),
            conditional=effort.in_words(Firmness.CONDITIONAL),
            proposed=effort.in_words(Firmness.PROPOSED),
        )
        for effort in efforts
    ]
    for place, line in enumerate(lines or [LedgerTotal(partner=name, kind=_("no amount registered"))]):
        yield line if place else replace(line, open=still)
