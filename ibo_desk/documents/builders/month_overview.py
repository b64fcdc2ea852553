"""The month overview for one college: what is coming, what came of it, what it still has to do (F4.1, R22, R26).

The overview follows what colleges are advised to put in it. Which law asks for it is the municipality's own to say, so
no article is printed.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from ibo_desk.documents.builders.chart_rows import own_states, reach
from ibo_desk.documents.builders.engagements import own_shares
from ibo_desk.documents.builders.period import (
    PeriodFacts,
    chosen_colleges,
    digest,
    end_of_next_month,
    load_period,
    month_of,
    own_targets,
    period_head,
)
from ibo_desk.documents.builders.phrases import body_name, flat, joined
from ibo_desk.documents.builders.progress import action_line, actions_told, dealt_with, own_decisions
from ibo_desk.documents.builders.proposal import college_takes_note, proposal_heading
from ibo_desk.documents.builders.readers import readers
from ibo_desk.documents.content_overview import ActionLine, FollowUp, MonthOverview, OpenFeedback, OwnPoint
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.request import PaperRequest
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, may_print
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.engagements import OPEN_STATES
from ibo_desk.domain.feedback import Turn
from ibo_desk.domain.topics import WAITING, Preparation
from ibo_desk.language import _, pgettext
from ibo_desk.services.agenda.referrals import TargetRow
from ibo_desk.services.agenda.topics import TopicRow
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.services.feedback.coverage import CollegeReach
from ibo_desk.services.feedback.rows import RoundRow
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, month

# A point that is over is told in the month in which it was last treated, and no longer after that.


def papers(sources: Sources, request: PaperRequest) -> list[Paper]:
    """The overviews of a month, one for each college."""
    overviews = build_month_overviews(sources, request.day_in_period, request.college_ids)
    return [Paper(overview, college_id=college_id) for college_id, overview in overviews]


def build_month_overviews(
    sources: Sources, in_month: date, college_ids: Iterable[UUID] | None = None
) -> list[tuple[UUID, MonthOverview]]:
    """The overviews of a month for some colleges (all by default), with their ids; ``NotFoundError``.

    A month that is over is told as it stood on its last day.
    """
    first, last = month_of(in_month)
    sources = sources.as_of(last)
    facts = load_period(sources, first, last, until=end_of_next_month(last))
    topics = sources.topics.listing(on=sources.past)
    targets = sources.agenda.open_targets(on=sources.past)
    audiences = {
        item.id: item.audience for item in sources.agenda.by_ids([target.item_id for target in targets])
    }
    promised = sources.engagements.listing(on=sources.past)
    reached = sources.coverage.of_colleges(
        _year_until(last),
        min(last, facts.today),
        {body.id for body in facts.bodies.values() if body.kind is not BodyKind.PROJECT_TEAM},
    )
    shown = [target for target in targets if may_print(Audience.COLLEGE, audiences[target.item_id])]
    colleges = chosen_colleges(sources, college_ids)
    waiting = _readable_rounds(sources, colleges)
    news, done = _news(sources, facts), dealt_with(sources, facts)
    return [
        (
            college.id,
            replace(
                _overview(facts, college, topics, shown, promised, reached[college.id], waiting[college.id]),
                actions=news,
                decisions=own_decisions(facts, done, college.organisation_id, Audience.COLLEGE),
            ),
        )
        for college in colleges
    ]


def _news(sources: Sources, facts: PeriodFacts) -> tuple[ActionLine, ...]:
    """The actions of which something new was told in the month."""
    return tuple(
        action_line(facts, row)
        for row in actions_told(sources, Audience.COLLEGE)
        if row.public_progress_on is not None and facts.first <= row.public_progress_on <= facts.last
    )


def _overview(
    facts: PeriodFacts,
    college: BodyRow,
    topics: list[TopicRow],
    targets: list[TargetRow],
    promised: list[EngagementRow],
    reached: CollegeReach,
    waiting: list[RoundRow],
) -> MonthOverview:
    assert college.organisation_id is not None
    owner = college.organisation_id
    period = month(facts.first)
    of_college = own_targets(facts, owner)
    concerned = [
        gathering
        for gathering in facts.gatherings
        if college.id in gathering.colleges
        and gathering.body.kind is not BodyKind.PROJECT_TEAM  # it prepares among officials
    ]
    coming = [
        gathering for gathering in concerned if not gathering.held and gathering.meeting.on >= facts.today
    ]
    held = [gathering for gathering in concerned if gathering.held and gathering.meeting.on <= facts.last]
    # The mayors' conference first: that is the agenda on which the college can still put something (R12).
    coming.sort(
        key=lambda gathering: (gathering.body.kind is not BodyKind.MAYORS_CONFERENCE, gathering.meeting.on)
    )
    return MonthOverview(
        head=period_head(
            facts,
            kind="month-overview",
            title=_("Month overview of regional cooperation"),
            period=period,
            audience=readers(Audience.COLLEGE, college.organisation),
            lines=(
                (pgettext("paper", "To"), body_name(college)),
                (pgettext("paper", "Period"), period),
                (pgettext("paper", "Date"), day(facts.made_on)),
            ),
        ),
        college=body_name(college),
        municipality=college.organisation,
        period=period,
        period_iso=f"{facts.first:%Y-%m}",
        agenda=tuple(digest(gathering, Audience.COLLEGE, of_college) for gathering in coming),
        own_points=tuple(own_point(topic) for topic in topics if point_is_told(facts, topic, owner)),
        meetings=tuple(digest(gathering, Audience.COLLEGE, of_college) for gathering in held),
        none_met="" if held else _none_met(facts),
        follow_up=tuple(followed_up(facts, row) for row in targets if is_own_target(facts, row, owner)),
        engagements=own_shares(
            [row for row in promised if _is_due(facts, row, owner)],
            facts.towns,
            owner,
            Audience.COLLEGE,
        ),
        feedback=tuple(_open_round(row) for row in waiting),
        proposal_heading=proposal_heading(college),
        articles=college_takes_note(period),
        charts=(*own_states(promised, owner, Audience.COLLEGE), *reach(reached)),
    )


def _none_met(facts: PeriodFacts) -> str:
    """That nothing met, as far as the month has come; of a month to come there is nothing to say yet."""
    if facts.today < facts.first:
        return ""
    if facts.today < facts.last:
        return _("None of the bodies in which the municipality sits has met yet this month.")
    return _("None of the bodies in which the municipality sits met this month.")


def _year_until(last: date) -> date:
    """The first day of the twelve months that end on ``last``: one month alone shows no course."""
    after = last + timedelta(days=1)
    return after.replace(year=after.year - 1)


def point_is_told(facts: PeriodFacts, topic: TopicRow, owner: UUID) -> bool:
    if topic.submitted_by_id != owner:
        return False
    if topic.preparation in WAITING:
        return True
    days = [topic.submitted_on, *(appearance.on for appearance in topic.appearances)]
    return any(day is not None and facts.first <= day <= facts.last for day in days)


def own_point(topic: TopicRow) -> OwnPoint:
    agendas = joined([f"{appearance.meeting} ({day(appearance.on)})" for appearance in topic.appearances])
    if topic.preparation is Preparation.DECLINED:
        agendas = topic.declined_reason
    return OwnPoint(
        title=topic.title, submitted=day(topic.submitted_on), state=label(topic.preparation), course=agendas
    )


def is_own_target(facts: PeriodFacts, row: TargetRow, owner: UUID) -> bool:
    return row.body_id in facts.bodies and facts.bodies[row.body_id].organisation_id == owner


def followed_up(facts: PeriodFacts, row: TargetRow) -> FollowUp:
    assert row.body_id is not None
    return FollowUp(
        what=flat(row.question) or row.item,
        by=body_name(facts.bodies[row.body_id]),
        when=day(row.planned_on),
        item=row.item,
    )


def _is_due(facts: PeriodFacts, row: EngagementRow, owner: UUID) -> bool:
    """Open for this municipality, and due before the end of the next month or overdue."""
    waits = any(share.organisation_id == owner and share.state in OPEN_STATES for share in row.partners)
    return waits and row.due_on is not None and row.due_on <= end_of_next_month(facts.last)


def _readable_rounds(sources: Sources, colleges: Iterable[BodyRow]) -> dict[UUID, list[RoundRow]]:
    """By college what is open with it, as far as it may read that."""
    by_college = sources.feedback.per_colleges([college.id for college in colleges], on=sources.past)
    asked = {row.item_id for rows in by_college.values() for row in rows}
    audiences = {item.id: item.audience for item in sources.agenda.by_ids(asked)}
    return {
        college.id: [
            row
            for row in by_college[college.id]
            if may_print(Audience.COLLEGE, audiences[row.item_id])
            and may_print(Audience.COLLEGE, row.audience, own=True)
        ]
        for college in colleges
    }


def _open_round(row: RoundRow) -> OpenFeedback:
    return OpenFeedback(
        title=row.item,
        meeting=row.meeting,
        question=label(row.question),
        since=day(row.since),
        answer_by=day(row.answer_by),
        state=_whose_turn(row),
    )


def _whose_turn(row: RoundRow) -> str:
    """The state; whose turn it is where the state itself does not name them."""
    if row.turn is not Turn.COLLEGE:
        return label(row.state)
    return _("{state} (turn of: {turn})").format(state=label(row.state), turn=label(row.turn))
