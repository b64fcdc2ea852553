"""The half-year report to the municipal council: only what was written for everybody (F4.1).

An item or an engagement is printed when its audience is "public", and never otherwise; of an action one sentence that
was written for everybody. Which law asks for the report is the municipality's own to say, so no article is printed.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from ibo_desk.documents.builders.chart_rows import by_state, own_states
from ibo_desk.documents.builders.engagements import own_shares, promised
from ibo_desk.documents.builders.period import (
    Gathering,
    PeriodFacts,
    chosen_colleges,
    digest,
    half_year_of,
    load_period,
    own_targets,
    period_head,
)
from ibo_desk.documents.builders.phrases import body_name, flat, joined
from ibo_desk.documents.builders.progress import (
    action_line,
    actions_told,
    dealt_with,
    is_own,
    own_decisions,
    readable,
)
from ibo_desk.documents.builders.proposal import council_takes_note, proposal_heading
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.content_overview import (
    ActionLine,
    BodyReport,
    Coming,
    CouncilReport,
    MeetingDigest,
    OwnDecision,
    Promised,
    Seat,
)
from ibo_desk.documents.content_rows import Chart, Engagement, Referral
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, OwnPart, may_print, told_of_meeting
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.engagements import OPEN_STATES, Firmness, firmness
from ibo_desk.domain.organisations import DELEGATES
from ibo_desk.language import _, ngettext, pgettext
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.referrals import TargetRow
from ibo_desk.services.engagements.rows import EngagementRow, ShareRow
from ibo_desk.services.engagements.totals import add_up
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, long_day

_Referred = list[tuple[TargetRow, ItemRow]]


@dataclass(frozen=True)
class ReportFacts:
    """What is read once for the reports of all municipalities."""

    facts: PeriodFacts
    actions: tuple[ActionLine, ...]
    public: tuple[EngagementRow, ...]
    done: _Referred
    waiting: _Referred


def papers(sources: Sources, request: PaperRequest) -> list[Paper]:
    """A report for all councils together, or one for each that is named."""
    reports = build_council_reports(sources, request.day_in_period, request.college_ids)
    return [Paper(report, college_id=college_id) for college_id, report in reports]


def build_council_reports(
    sources: Sources, in_half_year: date, college_ids: Iterable[UUID] | None = None
) -> list[tuple[UUID | None, CouncilReport]]:
    """A report for the council of each municipality asked for, or one for all councils, with the college's id.

    A half-year that is over is told as it stood on its last day.
    """
    first, last = half_year_of(in_half_year)
    sources = sources.as_of(last)
    facts = load_period(sources, first, last, until=half_year_of(last + timedelta(days=1))[1])
    gathered = ReportFacts(
        facts=facts,
        actions=tuple(action_line(facts, row) for row in actions_told(sources, Audience.PUBLIC)),
        public=tuple(
            row
            for row in sources.engagements.listing(on=sources.past)
            if may_print(Audience.PUBLIC, row.audience)
        ),
        done=dealt_with(sources, facts),
        waiting=_waiting(sources, facts),
    )
    if college_ids is None:
        return [(None, _report(gathered, None, ()))]
    colleges = chosen_colleges(sources, college_ids)
    seats = _seats(
        sources, facts, [college.organisation_id for college in colleges if college.organisation_id]
    )
    return [
        (college.id, _report(gathered, college, seats.get(college.organisation_id, ())))
        for college in colleges
    ]


def _report(gathered: ReportFacts, college: BodyRow | None, seats: tuple[Seat, ...]) -> CouncilReport:
    facts, period = gathered.facts, _period(gathered.facts)
    owner = college.organisation_id if college else None
    council = _council(facts, owner)
    concerned = list(concerning(facts, college))
    bodies = _bodies(facts, concerned, owner)
    decisions = own_decisions(facts, gathered.done, owner, Audience.PUBLIC)
    sums = _promised(gathered, owner)
    states = _states(gathered, owner)
    return CouncilReport(
        head=period_head(
            facts,
            kind="council-report",
            title=_("Half-year report on regional cooperation"),
            period=period,
            audience=readers(Audience.PUBLIC),
            lines=(
                (pgettext("paper", "To"), council),
                (pgettext("paper", "Period"), period),
                (pgettext("paper", "Date"), day(facts.made_on)),
            ),
        ),
        council=council,
        municipality=college.organisation if college else "",
        period=period,
        period_iso=f"{facts.first.year}-h{1 if facts.first.month == 1 else 2}",
        notice=_(
            "This report holds only what was written for everybody, as far as it is registered. The college knows"
            " more of what was discussed."
        ),
        brief=(
            *_brief(concerned, bodies, decisions, sums),
            *(chart.sentence for chart in states if not chart.picture.svg),  # too few numbers for a section
        ),
        bodies=bodies,
        actions=gathered.actions,
        decisions=decisions,
        engagements=_confirmed(gathered, owner),
        promised=sums,
        coming=_coming(gathered, college),
        seats=seats,
        proposal_heading=proposal_heading(college),
        articles=council_takes_note(period),
        # What reached a college is between it and the secretariat: no round of feedback was written for everybody.
        charts=tuple(chart for chart in states if chart.picture.svg),
    )


def concerning(facts: PeriodFacts, college: BodyRow | None) -> Iterator[Gathering]:
    """The meetings that were held in the period by bodies that concern a college, or any."""
    for gathering in facts.gatherings:
        ours = college is None or college.id in gathering.colleges
        if gathering.held and gathering.meeting.on <= facts.last and ours:
            yield gathering


def met_in_public(gathering: Gathering) -> bool:
    """Whether everybody may know that this body met."""
    return may_print(Audience.PUBLIC, told_of_meeting(gathering.body.kind))


def _brief(
    concerned: Iterable[Gathering],
    bodies: Iterable[BodyReport],
    decisions: Collection[OwnDecision],
    sums: Iterable[Promised],
) -> Iterator[str]:
    met = Counter(gathering.meeting.body_short for gathering in filter(met_in_public, concerned))
    if met:
        text = ngettext("{count} meeting: {bodies}.", "{count} meetings: {bodies}.", met.total())
        named = joined([f"{body} ({count})" for body, count in met.items()])
        yield text.format(count=met.total(), bodies=named)
    outcomes = [
        item for body in bodies for meeting in body.meetings for item in meeting.items if item.outcome
    ]
    if outcomes:
        text = ngettext(
            "{count} public item with an outcome.", "{count} public items with an outcome.", len(outcomes)
        )
        yield text.format(count=len(outcomes))
    if decisions:
        count = len(decisions)
        text = ngettext(
            "{count} decision of the municipality.", "{count} decisions of the municipality.", count
        )
        yield text.format(count=count)
    for line in sums:
        yield _("Confirmed in public, {kind}: {amount}.").format(kind=line.kind, amount=line.amount)


def _bodies(facts: PeriodFacts, concerned: Iterable[Gathering], owner: UUID | None) -> tuple[BodyReport, ...]:
    def nobody(_gathering: Gathering, _item: ItemRow) -> tuple[Referral, ...]:
        return ()

    targets = own_targets(facts, owner) if owner else nobody
    met: dict[UUID, list[Gathering]] = {}
    for gathering in filter(met_in_public, concerned):
        met.setdefault(gathering.body.id, []).append(gathering)
    return tuple(
        _body(those, [digest(gathering, Audience.PUBLIC, targets) for gathering in those])
        for those in met.values()
    )


def _body(those: list[Gathering], digests: list[MeetingDigest]) -> BodyReport:
    """A body with its meetings; their days are a sentence where not each of them has an item to tell."""
    days = joined([day(gathering.meeting.on) for gathering in those])
    return BodyReport(
        body=those[0].body.name,
        met="" if all(each.items for each in digests) else _("Met on {days}.").format(days=days),
        meetings=tuple(each for each in digests if each.items),
    )


def _stands(facts: PeriodFacts, share: ShareRow) -> bool:
    """Whether a share was confirmed, and not closed before the period."""
    closed_before = share.closed_on is not None and share.closed_on < facts.first
    return firmness(share.state) is Firmness.CONFIRMED and (share.state in OPEN_STATES or not closed_before)


def _confirmed(gathered: ReportFacts, owner: UUID | None) -> tuple[Engagement, ...]:
    facts = gathered.facts
    if owner is not None:
        return own_shares(
            gathered.public, facts.towns, owner, Audience.PUBLIC, included=lambda share: _stands(facts, share)
        )
    return tuple(_together(facts, gathered.public))


def _together(facts: PeriodFacts, public: Iterable[EngagementRow]) -> Iterator[Engagement]:
    """Confirmed engagements of everybody: who takes part, not what each gives."""
    for row in public:
        shares = [share for share in row.partners if _stands(facts, share)]
        if shares:
            yield Engagement(
                partner=joined(list(dict.fromkeys(share.organisation for share in shares))),
                what=promised(row),
                due=day(row.due_on) or row.due_phrase,
                state=joined(list(dict.fromkeys(label(share.state) for share in shares))),
                action=row.action or "",
            )


def _promised(gathered: ReportFacts, owner: UUID | None) -> tuple[Promised, ...]:
    """What the confirmed engagements of one municipality add up to; nothing in a report for all."""

    def own(share: ShareRow) -> bool:
        may_know = may_print(Audience.PUBLIC, OwnPart.SHARE, own=True)
        return may_know and share.organisation_id == owner and _stands(gathered.facts, share)

    rows = (replace(row, partners=tuple(filter(own, row.partners))) for row in gathered.public)
    return tuple(
        Promised(kind=effort.name, amount=effort.in_words(Firmness.CONFIRMED))
        for effort in add_up(rows).efforts
    )


def _waiting(sources: Sources, facts: PeriodFacts) -> _Referred:
    """What is planned to be dealt with, each with the item it comes from."""
    rows = [row for row in sources.agenda.open_targets() if row.planned_on and row.body_id in facts.bodies]
    items = {item.id: item for item in sources.agenda.by_ids({row.item_id for row in rows})}
    return [(row, items[row.item_id]) for row in rows]


def _coming(gathered: ReportFacts, college: BodyRow | None) -> tuple[Coming, ...]:
    """Meetings that everybody may know of, and what waits for bodies of the municipality, by day."""
    facts = gathered.facts
    owner = college.organisation_id if college else None
    coming = [
        (gathering.meeting.on, gathering.meeting.title)
        for gathering in facts.gatherings
        if not gathering.held
        and gathering.meeting.on >= facts.today
        and met_in_public(gathering)
        and (college is None or college.id in gathering.colleges)
    ]
    for row, item in gathered.waiting:
        if (
            is_own(facts, row, owner)
            and readable(facts, item, Audience.PUBLIC)
            and row.planned_on
            and row.body_id
        ):
            what = flat(row.question) or row.item
            coming.append((row.planned_on, f"{body_name(facts.bodies[row.body_id])}: {what}"))
    return tuple(Coming(date=long_day(on), what=what) for on, what in sorted(coming) if on >= facts.today)


def _period(facts: PeriodFacts) -> str:
    half = _("first half of {year}") if facts.first.month == 1 else _("second half of {year}")
    return half.format(year=facts.first.year)


def _council(facts: PeriodFacts, owner: UUID | None) -> str:
    if owner is None:
        return _("The municipal councils of the region {region}").format(region=facts.region.name)
    council = next(
        (
            body
            for body in facts.bodies.values()
            if body.kind is BodyKind.MUNICIPAL_COUNCIL and body.organisation_id == owner
        ),
        None,
    )
    town = next((town.name for town in facts.municipalities if town.id == owner), "")
    return (
        body_name(council) if council else _("Municipal council of {municipality}").format(municipality=town)
    )


def _seats(
    sources: Sources, facts: PeriodFacts, owners: Collection[UUID]
) -> dict[UUID | None, tuple[Seat, ...]]:
    """By municipality where it sits, and who speaks for it there."""
    on = facts.today
    acting: defaultdict[tuple[UUID, UUID | None], list[str]] = defaultdict(list)
    for row in sources.people.mandates(on=on):
        if row.capacity in DELEGATES:
            acting[row.organisation_id, row.body_id].append(row.person)
    return {
        owner: tuple(
            Seat(body=seat.body, role=label(seat.role), persons=joined(acting[owner, seat.body_id]))
            for seat in seats
        )
        for owner, seats in sources.bodies.seats_of(owners, on).items()
    }


def _states(gathered: ReportFacts, owner: UUID | None) -> tuple[Chart, ...]:
    if owner is not None:
        return own_states(gathered.public, owner, Audience.PUBLIC)
    return by_state(
        _("Public engagements by state"),
        Counter(row.state for row in gathered.public if row.state is not None),
    )
