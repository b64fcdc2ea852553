"""The neutral content of each paper: what all renderers print, and what a locked version stores.

One class per kind of paper. The field names are the fields of the templates (``documents.fields`` lists them).
"""

# ruff: noqa: RUF009  the three helpers only make a dataclasses.field()

from dataclasses import Field, dataclass
from typing import ClassVar, Protocol

from ibo_desk.documents.content_rows import (
    Article,
    Attachment,
    AttendanceGroup,
    EarlierAnswer,
    Engagement,
    FollowUp,
    Head,
    Heading,
    Position,
    Referral,
    Section,
    Signature,
    listed,
    optional,
    required,
)
from ibo_desk.documents.rich_text import Blocks
from ibo_desk.language import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One point on an agenda."""

    number: str = required(N_("Number of the item"))
    title: str = required(N_("Title of the item"))
    time: str = optional(N_("Planned hour, for example: 14:00"))
    minutes: str = optional(N_("Planned duration, for example: 20 min"))
    type: str = optional(N_("Type of the item, for example: alignment"))
    action: str = optional(N_("Regional action concerned"))
    layer: str = optional(N_("Transport layer, only for a transport region council"))
    submitted_by: str = optional(N_("Who submitted the item"))
    prepared: str = optional(N_("Whether the item was prepared, as a sentence"))
    mark: str = optional(N_("Mark with the item, for example: new or added later"))
    introduction: Blocks = listed(N_("Introduction of the item"))
    asked: str = optional(N_("What is asked of the participants"))
    attachments: tuple[Attachment, ...] = listed(N_("Attachments with the item"))
    main: str = optional(N_("Number of the main item above a sub item; empty for a main item"))
    withdrawn: str = optional(
        N_("That the item was withdrawn before the meeting; empty for one that is treated")
    )
    key: str = optional(N_("Mark of the item that is the same in every version; not to print"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The agenda of a meeting."""

    head: Head = required(N_("Title block"))
    version: str = optional(N_("Which version it is and which one it replaces; empty for the first"))
    changes: tuple[str, ...] = listed(N_("What is new since the version before, a line for each item"))
    invitation: str = optional(N_("The sentence that invites; empty for a meeting that is not convened here"))
    reply_by: str = optional(N_("Until when who is invited says whether they come"))
    invited: tuple[str, ...] = listed(N_("Who is invited, a line for each group"))
    reason: Blocks = listed(N_("Why the meeting is convened"))
    items: tuple[AgendaItem, ...] = listed(N_("Agenda items"))
    explained: str = optional(
        N_("Numbers of the items of which there is more to tell than their line; empty when of none")
    )
    documents: tuple[Attachment, ...] = listed(N_("Documents with the whole agenda"))
    practical: Blocks = listed(N_("Practical information"))

    def __post_init__(self) -> None:
        """``explained`` follows from the items, also in a paper that was stored without it."""
        numbers = ", ".join(item.number for item in self.items if _has_detail(item))
        object.__setattr__(self, "explained", numbers)


def _has_detail(item: AgendaItem) -> bool:
    texts = (item.introduction, item.asked, item.attachments, item.action, item.prepared, item.submitted_by)
    return any(texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesItem:
    """What happened with one item."""

    number: str = required(N_("Number of the item"))
    title: str = required(N_("Title of the item"))
    type: str = optional(N_("Type of the item, for example: alignment"))
    action: str = optional(N_("Regional action concerned"))
    layer: str = optional(N_("Transport layer, only for a transport region council"))
    submitted_by: str = optional(N_("Who submitted the item"))
    prepared: str = optional(N_("Whether the item was prepared, as a sentence"))
    introduction: Blocks = listed(N_("Introduction of the item"))
    discussion: Blocks = listed(N_("What was discussed"))
    outcome_label: str = optional(N_("Heading of the outcome: Conclusion, Advice, Decision or Takes note"))
    outcome: Blocks = listed(N_("The outcome of the item"))
    positions: tuple[Position, ...] = listed(N_("Positions as written in the minutes"))
    engagements: tuple[Engagement, ...] = listed(N_("Engagements made in this item"))
    later: tuple[str, ...] = listed(N_("What happened to these engagements since the meeting, as sentences"))
    follow_ups: tuple[FollowUp, ...] = listed(N_("Earlier engagements that this item followed up"))
    referrals: tuple[Referral, ...] = listed(N_("Where the item was submitted for a decision"))
    main: str = optional(N_("Number of the main item above a sub item; empty for a main item"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """The minutes of a meeting, or what is taken over from minutes that another secretariat keeps."""

    head: Head = required(N_("Title block"))
    notice: str = optional(N_("Notice when another secretariat keeps the minutes"))
    attendance: tuple[AttendanceGroup, ...] = listed(N_("Attendance list by group"))
    chairs: tuple[str, ...] = listed(N_("Names of the chair or chairs"))
    secretary: str = optional(N_("Who keeps the minutes"))
    opened: str = optional(N_("When the meeting was opened, as a sentence"))
    closed: str = optional(N_("When the meeting was closed, as a sentence"))
    items: tuple[MinutesItem, ...] = listed(N_("Items of the meeting"))
    engagements: tuple[Engagement, ...] = listed(N_("Overview of all engagements of this meeting"))
    referrals: tuple[Referral, ...] = listed(N_("Overview of all referrals of this meeting"))
    next_meeting: str = optional(N_("Next meeting"))
    feedback_to: tuple[str, ...] = listed(N_("To whom the meeting must be fed back"))
    attachments: tuple[Attachment, ...] = listed(N_("Attachments with the minutes"))
    signatures: tuple[Signature, ...] = listed(N_("Lines to sign on"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoItem:
    """One item in a note to a college, with only what concerns this college."""

    number: str = required(N_("Number of the item in the meeting"))
    title: str = required(N_("Title of the item"))
    type: str = optional(N_("Type of the item, for example: alignment"))
    action: str = optional(N_("Regional action concerned"))
    layer: str = optional(N_("Transport layer, only for a transport region council"))
    submitted_by: str = optional(N_("Who submitted the item"))
    prepared: str = optional(N_("Whether the item was prepared, as a sentence"))
    phase: str = optional(N_("Phase of the topic, for example: discussion"))
    influence: str = optional(N_("What can still be influenced"))
    heard: str = optional(N_("Whether the college was heard beforehand"))
    question: str = optional(N_("What is asked of the college, for example: position"))
    question_text: str = optional(N_("The question in full"))
    answer_to: str = optional(N_("To whom the answer must be given"))
    answer_by: str = optional(N_("By when the answer is asked"))
    college_by: str = optional(N_("Last useful meeting of the college"))
    submit_by: str = optional(N_("Day on which the note must be submitted for that meeting"))
    introduction: Blocks = listed(N_("Introduction of the item"))
    discussion: Blocks = listed(N_("What was discussed"))
    outcome_label: str = optional(N_("Heading of the outcome: Conclusion, Advice, Decision or Takes note"))
    outcome: Blocks = listed(N_("The outcome of the item"))
    positions: tuple[Position, ...] = listed(N_("Positions as written in the minutes"))
    referrals: tuple[Referral, ...] = listed(N_("Where the item was submitted for a decision"))
    earlier_answers: tuple[EarlierAnswer, ...] = listed(N_("Earlier answers of this college"))
    engagements: tuple[Engagement, ...] = listed(N_("Engagements of this municipality"))
    later: tuple[str, ...] = listed(N_("What happened to these engagements since the meeting, as sentences"))
    consequences_label: str = optional(N_("Heading: Consequences for this municipality"))
    consequences: Blocks = listed(N_("Consequences for this municipality"))
    finance: str = optional(N_("Financial impact, when known"))
    attachments: tuple[Attachment, ...] = listed(N_("Attachments with the item"))
    articles: tuple[Article, ...] = listed(N_("Articles of the proposed decision"))
    sections: tuple[Section, ...] = listed(
        N_("The item under the headings of this municipality, in their order")
    )
    main: str = optional(N_("Number of the main item above a sub item; empty for a main item"))
    file_number: str = optional(N_("File number of the municipality for this item"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """The note to one college: items that ask an answer in full, items to be noted in one bundle."""

    head: Head = required(N_("Title block"))
    college: str = required(N_("Full name of the college"))
    municipality: str = required(N_("Name of the municipality"))
    number: str = optional(N_("Number of the note"))
    date: str = optional(N_("Date of the note"))
    source_state: str = optional(N_("State of the source, for example: based on draft minutes"))
    replaces: str = optional(N_("Which note this one replaces"))
    represented_by: str = required(N_("Who represented the municipality, or that nobody did"))
    headings: tuple[Heading, ...] = listed(N_("Headings of the notes of this municipality"))
    asked: tuple[MemoItem, ...] = listed(N_("Items that need an answer of the college"))
    noted: tuple[MemoItem, ...] = listed(N_("Items that the college only has to note"))
    noted_articles: tuple[Article, ...] = listed(
        N_("Articles of the proposed decision for the items to be noted")
    )
    attachments: tuple[Attachment, ...] = listed(N_("Attachments with the note"))
    asks: str = optional(N_("What the note asks, in one sentence"))
    contact: str = optional(N_("Where the secretariat can be reached"))
    handled_by: str = optional(N_("Who handles the note in the municipality"))
    file_numbers: str = optional(N_("File numbers of the municipality"))


class Content(Protocol):
    """What every paper holds: rows as a frozen dataclass, and the title block that says which kind it is."""

    __dataclass_fields__: ClassVar[dict[str, Field[object]]]

    @property
    def head(self) -> Head: ...


def kind_of(content: Content) -> str:
    """Which paper it is, a key of ``kinds.KINDS``."""
    return content.head.kind
