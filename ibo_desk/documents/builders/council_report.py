"""The half-year report to the municipal council: only what was written for everybody (F4.1, seed l.592–593).

An item, a progress note or an engagement is printed when its audience is "public", and never otherwise. Which law
asks for the report is the municipality's own to say, so no article is printed.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from ibo_desk.documents.asked import Asked, Paper
from ibo_desk.documents.builders.chart_rows import by_state, own_states
from ibo_desk.documents.builders.engagements import own_shares
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
from ibo_desk.documents.builders.phrases import body_name, joined
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.content_overview import ActionLine, CouncilReport, HeldMeeting, MeetingDigest, Seat
from ibo_desk.documents.content_rows import Chart, Engagement, Referral
from ibo_desk.documents.rich_text import parse
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, may_print, told_of_action, told_of_meeting
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.organisations import DELEGATES
from ibo_desk.language import _, pgettext
from ibo_desk.services.actions.rows import ActionRow, NoteRow
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, long_day

# Who speaks for a municipality in public; its officials are not named in a public paper.


def papers(sources: Sources, asked: Asked) -> list[Paper]:
    """A report for all councils together, or one for each that is named."""
    reports = build_council_reports(sources, asked.month, asked.college_ids)
    return [Paper(report, college_id=college_id) for college_id, report in reports]


def build_council_reports(
    sources: Sources, in_half_year: date, college_ids: Iterable[UUID] | None = None
) -> list[tuple[UUID | None, CouncilReport]]:
    """A report for the council of each municipality asked for, or one for all councils, with the college's id.

    A half-year that is over is told as it stood on its last day.
    """
    first, last = half_year_of(in_half_year)
    sources = sources.as_of(last)
    facts = load_period(sources, first, last)
    actions = _actions(sources, facts)
    promised = sources.engagements.listing(on=sources.past)
    public = [row for row in promised if may_print(Audience.PUBLIC, row.audience)]
    if college_ids is None:
        return [(None, _report(facts, actions, public, None, ()))]
    colleges = chosen_colleges(sources, college_ids)
    seats = _seats(
        sources, facts, [college.organisation_id for college in colleges if college.organisation_id]
    )
    return [
        (college.id, _report(facts, actions, public, college, seats.get(college.organisation_id, ())))
        for college in colleges
    ]


def _report(
    facts: PeriodFacts,
    actions: tuple[ActionLine, ...],
    public: list[EngagementRow],
    college: BodyRow | None,
    seats: tuple[Seat, ...],
) -> CouncilReport:
    period = _period(facts)
    owner = college.organisation_id if college else None
    council = _council(facts, owner)
    concerned = [
        gathering
        for gathering in facts.gatherings
        if gathering.held and (college is None or college.id in gathering.colleges)
    ]
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
        seats=seats,
        held=tuple(
            HeldMeeting(date=long_day(gathering.meeting.on), title=gathering.meeting.title)
            for gathering in concerned
            if may_print(Audience.PUBLIC, told_of_meeting(gathering.body.kind))
        ),
        meetings=_meetings(facts, concerned, owner),
        actions=actions,
        engagements=own_shares(public, facts.towns, owner, Audience.PUBLIC) if owner else _together(public),
        # What reached a college is between it and the secretariat: no round of feedback was written for everybody.
        charts=(own_states(public, owner, Audience.PUBLIC) if owner else _joint_states(public),),
    )


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


def _meetings(
    facts: PeriodFacts, concerned: list[Gathering], owner: UUID | None
) -> tuple[MeetingDigest, ...]:
    def nobody(_gathering: Gathering, _item: ItemRow) -> tuple[Referral, ...]:
        return ()

    targets = own_targets(facts, owner) if owner else nobody
    digests = (digest(gathering, Audience.PUBLIC, targets) for gathering in concerned)
    return tuple(meeting for meeting in digests if meeting.items)


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


def _actions(sources: Sources, facts: PeriodFacts) -> tuple[ActionLine, ...]:
    """The actions of the agreement: what they are is public, what is said of them only where it is marked so."""
    public: defaultdict[UUID, list[NoteRow]] = defaultdict(list)
    for note in sources.actions.notes(facts.first, facts.last):
        if may_print(Audience.PUBLIC, note.audience):
            public[note.action_id].append(note)
    return tuple(
        _action(row, public[row.id])
        for row in sources.actions.listing()
        if may_print(Audience.PUBLIC, told_of_action(row.state))
    )


def _action(row: ActionRow, notes: Iterable[NoteRow]) -> ActionLine:
    latest = max(notes, key=lambda note: note.on, default=None)
    return ActionLine(
        number=row.number,
        title=row.title,
        lines=joined(list(row.lines)),
        leads=joined(list(row.leads)),
        state=label(row.state),
        noted_on=day(latest.on) if latest else "",
        note=parse(latest.text) if latest else (),
    )


def _joint_states(public: list[EngagementRow]) -> Chart:
    states = Counter(row.state for row in public if row.state is not None)
    return by_state(_("Public engagements by state"), states)


def _together(public: list[EngagementRow]) -> tuple[Engagement, ...]:
    """Public engagements of everybody: who takes part, not what each gives."""
    return tuple(
        Engagement(
            partner=joined(list(dict.fromkeys(share.organisation for share in row.partners))),
            what=row.what,
            due=day(row.due_on) or row.due_phrase,
            state=label(row.state) if row.state else "",
            action=row.action or "",
        )
        for row in public
    )
