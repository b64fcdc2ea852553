"""The budget sheet of one municipality: its engagements by budget year, confirmed and not confirmed apart (R15).

Amounts are added up where they are alike: of one year, one kind and one recurrence, and equally firm.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ibo_desk.documents.builders.engagements import state_of
from ibo_desk.documents.builders.period import PeriodFacts, chosen_colleges, load_period, period_head
from ibo_desk.documents.builders.phrases import body_name, joined
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.builders.register import Known, condition, confirmation, own_rows, readable_items
from ibo_desk.documents.layouts.budget_sheet import BudgetLine, BudgetSheet, BudgetSum, BudgetYear
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.budget import YearPart, parts_by_year
from ibo_desk.domain.engagements import (
    OPEN_STATES,
    SPENDING,
    EngagementState,
    Firmness,
    InMultiYearPlan,
    Recurrence,
    firmness,
)
from ibo_desk.language import _, pgettext
from ibo_desk.services.engagements.rows import EngagementRow, ShareRow
from ibo_desk.services.engagements.totals import Amount, add_alike, effort_name
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, money


@dataclass(frozen=True)
class _Part:
    """What one share asks of one year (None: not known), of ``firm`` firmness."""

    row: EngagementRow
    share: ShareRow
    of_year: YearPart
    firm: Firmness
    staff: int  # thousandths of a full-time equivalent

    @property
    def asked(self) -> Amount:
        return Amount(self.of_year.cents or 0, self.staff)

    @property
    def heading(self) -> tuple[int, int]:
        """The order of the blocks: the years, then what recurs, then what has no year."""
        if self.row.recurrence is not Recurrence.ONCE:
            return (1, 0)
        return (2, 0) if self.of_year.year is None else (0, self.of_year.year)


def papers(sources: Sources, request: PaperRequest) -> list[Paper]:
    """A sheet for each college that is named, all by default."""
    today = sources.store.clock.today()
    facts, rows = load_period(sources, today, today), sources.engagements.listing()
    known = Known(facts.bodies, readable_items(sources, facts, rows, Audience.COLLEGE))
    return [
        Paper(_sheet(facts, college, own_rows(facts, rows, college), known), college_id=college.id)
        for college in chosen_colleges(sources, request.college_ids)
    ]


def _sheet(facts: PeriodFacts, college: BodyRow, rows: list[EngagementRow], known: Known) -> BudgetSheet:
    parts = sorted(
        (part for row in rows for share in row.partners for part in _parts(row, share, facts.today.year)),
        key=lambda part: part.heading,
    )
    blocks: dict[str, list[_Part]] = {}
    for part in parts:
        blocks.setdefault(_heading(part), []).append(part)
    return BudgetSheet(
        head=period_head(
            facts,
            kind="budget-sheet",
            title=_("Budget sheet of regional engagements"),
            period=_("As it stood on {day}").format(day=day(facts.today)),
            audience=readers(Audience.COLLEGE, college.organisation),
            lines=((pgettext("paper", "To"), body_name(college)),),
        ),
        municipality=college.organisation,
        notice=_notice(college, blocks),
        sums=tuple(line for title, inside in blocks.items() for line in _sums(title, inside)),
        to_check=tuple(dict.fromkeys(filter(None, map(_to_check, parts)))),
        years=tuple(
            BudgetYear(
                title=title,
                confirmed=tuple(_line(part, known) for part in inside if part.firm is Firmness.CONFIRMED),
                unconfirmed=tuple(
                    _line(part, known) for part in inside if part.firm is not Firmness.CONFIRMED
                ),
            )
            for title, inside in blocks.items()
        ),
    )


def _notice(college: BodyRow, blocks: dict[str, list[_Part]]) -> str:
    if not blocks:
        text = _("No engagement of {municipality} with money or staff is registered from this year on.")
    else:
        text = _(
            "What the engagements of {municipality} ask of money and staff from this year on, as far as registered."
            " Only what is alike is added up; what is proposed or conditional is never added to what was confirmed."
        )
    return text.format(municipality=college.organisation)


def _parts(row: EngagementRow, share: ShareRow, this_year: int) -> Iterator[_Part]:
    """The years that a share asks something of: from this year on, and earlier ones as long as something is open."""
    firm = firmness(share.state)
    asks = share.kind in SPENDING or share.amount_cents is not None or share.vte_thousandths is not None
    if firm is None or not asks:
        return
    payments = [
        (line.due_on, line.amount_cents, line.paid_on)
        for line in row.instalments
        if line.partner_id == share.id
    ]
    years = parts_by_year(share.amount_cents, share.budget_year, payments)
    # Staff is not spread as payments are: it is told once, in the budget year where that is one of them.
    of_staff = next((part for part in years if part.year == share.budget_year), years[0])
    for part in years:
        past = part.year is not None and part.year < this_year
        still = share.state in OPEN_STATES and (part.cents is None or part.paid < part.cents)
        if not past or still:
            staff = share.vte_thousandths or 0 if part is of_staff else 0
            yield _Part(row, share, part, firm, staff)


def _heading(part: _Part) -> str:
    if part.row.recurrence is not Recurrence.ONCE:
        return _("Recurring")
    if part.of_year.year is None:
        return _("Without a budget year")
    return str(part.of_year.year)


def _sums(title: str, parts: Iterable[_Part]) -> Iterator[BudgetSum]:
    for effort in add_alike((part.share.kind, part.row.recurrence, part.firm, part.asked) for part in parts):
        yield BudgetSum(
            year=title,
            kind=effort.name,
            confirmed=effort.in_words(Firmness.CONFIRMED),
            conditional=effort.in_words(Firmness.CONDITIONAL),
            proposed=effort.in_words(Firmness.PROPOSED),
        )


def _line(part: _Part, known: Known) -> BudgetLine:
    row, share = part.row, part.share
    return BudgetLine(
        what=row.what,
        action=row.action,
        kind=effort_name(share.kind, row.recurrence),
        amount=str(part.asked) or _("no amount registered"),
        part=_of_whole(part),
        plan=label(share.in_plan) if share.kind in SPENDING else "",
        state="" if part.firm is Firmness.CONFIRMED else state_of(share),
        condition=condition(share),
        source=row.meeting if row.item_id in known.items else "",
        decision=_decision(share, known) if part.firm is Firmness.CONFIRMED else "",
    )


def _decision(share: ShareRow, known: Known) -> str:
    """By what it was confirmed; where that is not noted, or it is further than that, also how it stands."""
    decided = confirmation(share, known)
    stands = "" if decided and share.state is EngagementState.CONFIRMED else state_of(share)
    return "; ".join(part for part in (stands, decided) if part)


def _of_whole(part: _Part) -> str:
    """ "deel van € 90.000; betaald: € 30.000"."""
    parts = []
    whole, here = part.share.amount_cents, part.of_year
    if whole is not None and here.cents is not None and here.cents != whole:
        parts.append(_("part of {amount}").format(amount=money(whole)))
    if here.paid:
        parts.append(_("paid: {amount}").format(amount=money(here.paid)))
    return "; ".join(parts)


def _to_check(part: _Part) -> str:
    """What a budget needs and the register does not say of an engagement, as one line; nothing when all is known."""
    share = part.share
    spends = share.kind in SPENDING
    lacks = {
        _("the amount"): share.amount_cents is None and share.vte_thousandths is None,
        _("the budget year"): part.of_year.year is None and part.row.recurrence is Recurrence.ONCE,
        _("whether it stands in the multi-year plan"): spends and share.in_plan is InMultiYearPlan.TO_CHECK,
        _("a place in the multi-year plan"): spends and share.in_plan is InMultiYearPlan.NO,
        _("the decision that confirmed it"): bool(share.confirmation_gaps),
    }
    names = joined([name for name, lacking in lacks.items() if lacking])
    return f"{part.row.what}: {names}" if names else ""
