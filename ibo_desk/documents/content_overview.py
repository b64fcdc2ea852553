"""The content of papers over a period: the month overview of a college and the half-year report to the council."""

# ruff: noqa: RUF009  the three helpers only make a dataclasses.field()

from dataclasses import dataclass

from ibo_desk.documents.content_rows import (
    Article,
    Chart,
    Engagement,
    Head,
    Referral,
    listed,
    optional,
    required,
)
from ibo_desk.documents.rich_text import Blocks
from ibo_desk.language import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    """One agenda item, in short."""

    number: str = required(N_("Number of the item"))
    title: str = required(N_("Title of the item"))
    type: str = optional(N_("Type of the item, for example: alignment"))
    action: str = optional(N_("Regional action concerned"))
    phase: str = optional(N_("Phase of the topic, for example: discussion"))
    influence: str = optional(N_("What can still be influenced"))
    outcome_label: str = optional(N_("Heading of the outcome: Conclusion, Advice, Decision or Takes note"))
    outcome: Blocks = listed(N_("The outcome of the item"))
    referrals: tuple[Referral, ...] = listed(N_("Where the item was submitted for a decision"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDigest:
    """One meeting with the items that this reader may read."""

    title: str = required(N_("Name of the meeting"))
    date: str = required(N_("Day of the meeting"))
    source: str = optional(N_("State of the source, for example: based on draft minutes"))
    items: tuple[DigestItem, ...] = listed(N_("Items of the meeting"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPoint:
    """A point that this municipality brought in, and what became of it."""

    title: str = required(N_("Title of the point"))
    submitted: str = optional(N_("Day on which it was brought in"))
    state: str = required(N_("State of the point, for example: put on an agenda"))
    course: str = optional(N_("Where it was treated, or why it was not retained"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Something that the municipality has to do."""

    what: str = required(N_("What has to be done"))
    by: str = optional(N_("Which body of the municipality"))
    when: str = optional(N_("By when, or for when it is planned"))
    item: str = optional(N_("From which item and meeting it comes"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFeedback:
    """A round of feedback that is still open with this college."""

    title: str = required(N_("Title of the item"))
    meeting: str = required(N_("Name of the meeting"))
    question: str = optional(N_("What is asked of the college, for example: position"))
    since: str = optional(N_("Since when it is open"))
    answer_by: str = optional(N_("By when the answer is asked"))
    state: str = required(N_("State of the feedback, and whose turn it is"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """A regional action in a report, with the sentence that was written for everybody."""

    number: str = optional(N_("Number of the action"))
    title: str = required(N_("Title of the action"))
    leads: str = optional(N_("Who leads the action"))
    state: str = required(N_("State of the action, for example: running"))
    progress: str = optional(N_("How far the action is, in one sentence for everybody"))
    told_on: str = optional(N_("The day of which that sentence tells"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDecision:
    """What a body of the municipality did with something that the consultation referred to it."""

    body: str = required(N_("Which body of the municipality"))
    what: str = required(N_("What it dealt with"))
    item: str = optional(N_("From which item it comes"))
    outcome: str = required(N_("Outcome, its date and its reference"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOverview:
    """What a college hears of the regional consultation each month."""

    head: Head = required(N_("Title block"))
    college: str = required(N_("Full name of the college"))
    municipality: str = required(N_("Name of the municipality"))
    period: str = required(N_("The period in words, for example: november 2026"))
    period_iso: str = required(N_("The period for file names, for example: 2026-11"))
    agenda: tuple[MeetingDigest, ...] = listed(N_("Meetings that are coming, with their agenda"))
    own_points: tuple[OwnPoint, ...] = listed(N_("Points that the college wants on the agenda"))
    meetings: tuple[MeetingDigest, ...] = listed(N_("Meetings of the period, with what came of them"))
    follow_up: tuple[FollowUp, ...] = listed(N_("What asks follow-up by the municipality"))
    engagements: tuple[Engagement, ...] = listed(N_("Own engagements that fall due"))
    feedback: tuple[OpenFeedback, ...] = listed(N_("Feedback that is open"))
    none_met: str = optional(
        N_("That no meeting of the college's bodies was held, as a sentence; else empty")
    )
    actions: tuple[ActionLine, ...] = listed(
        N_("Regional actions of which something new was told this month")
    )
    decisions: tuple[OwnDecision, ...] = listed(N_("What bodies of the municipality did with referrals"))
    proposal_heading: str = required(N_("Heading of the proposed decision, as this municipality writes it"))
    articles: tuple[Article, ...] = listed(N_("Articles of the proposed decision"))
    charts: tuple[Chart, ...] = listed(N_("Figures of this college as charts"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A body in which the municipality sits, and by whom."""

    body: str = required(N_("Name of the consultative body"))
    role: str = optional(N_("Role of the municipality in it"))
    persons: str = optional(N_("Who represents the municipality"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyReport:
    """What one body did in the period."""

    body: str = required(N_("Name of the consultative body"))
    met: str = optional(N_("On which days it met, as a sentence; empty where each stands at its items"))
    meetings: tuple[MeetingDigest, ...] = listed(N_("Its meetings with the items that this reader may read"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """What confirmed engagements of one kind add up to."""

    kind: str = required(N_("What is added up: one kind of engagement, and how often it recurs"))
    amount: str = required(N_("What was confirmed, together"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Something that is planned after the period."""

    date: str = required(N_("Day on which it is planned"))
    what: str = required(N_("What is planned"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilReport:
    """What a municipal council hears of the regional consultation each half-year: public content only."""

    head: Head = required(N_("Title block"))
    council: str = required(N_("The council or councils for which the report is meant"))
    municipality: str = optional(N_("Name of the municipality; empty in a report for all"))
    period: str = required(N_("The period in words, for example: second half of 2026"))
    period_iso: str = required(N_("The period for file names, for example: 2026-h2"))
    notice: str = required(N_("What the report holds, as a sentence"))
    brief: tuple[str, ...] = listed(N_("The period in some short sentences"))
    bodies: tuple[BodyReport, ...] = listed(N_("What the bodies did in the period"))
    actions: tuple[ActionLine, ...] = listed(N_("The regional actions"))
    decisions: tuple[OwnDecision, ...] = listed(N_("What bodies of the municipality did with referrals"))
    engagements: tuple[Engagement, ...] = listed(N_("Confirmed public engagements"))
    promised: tuple[Promised, ...] = listed(N_("What the confirmed public engagements add up to, per kind"))
    coming: tuple[Coming, ...] = listed(N_("What is planned after the period"))
    seats: tuple[Seat, ...] = listed(N_("Bodies in which the municipality sits"))
    proposal_heading: str = required(N_("Heading of the proposed decision, as this municipality writes it"))
    articles: tuple[Article, ...] = listed(N_("Articles of the proposed decision"))
    charts: tuple[Chart, ...] = listed(N_("Public figures as charts"))
