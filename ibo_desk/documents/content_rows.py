"""The rows of which papers are made. Their field names are the fields of the templates.

Every value is ready to print in the language of the paper: dates "11 december 2026", money "€ 25.000", labels of
states in words. Rich text is a tuple of blocks (``ibo_desk.documents.rich_text``). An absent value is "" or ().
"""

# ruff: noqa: RUF009  the three helpers only make a dataclasses.field()

from dataclasses import dataclass, field
from typing import Any, Never

from ibo_desk.documents.rich_text import Blocks
from ibo_desk.language import N_, language_tag


def required(meaning: str) -> Any:
    """A field that every paper fills; ``meaning`` is its English message id for the field catalogue."""
    return field(metadata={"meaning": meaning})


def optional(meaning: str) -> str:
    """A text that may be empty."""
    empty: str = field(default="", metadata={"meaning": meaning})
    return empty


def listed(meaning: str) -> tuple[Never, ...]:
    """Rows or rich text that may be absent."""
    none: tuple[Never, ...] = field(default=(), metadata={"meaning": meaning})
    return none


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label with its value, as printed in the title block."""

    label: str = required(N_("Label of the line, for example: Date"))
    value: str = required(N_("Value of the line"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing with its words; both empty where there is nothing to draw."""

    svg: str = optional(N_("The drawing as SVG; not to print"))
    alt: str = optional(N_("The drawing in words, with every number"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Numbers as a picture; without one ``sentence`` says them all."""

    title: str = required(N_("Heading of the chart"))
    sentence: str = required(N_("What the chart shows, as a sentence"))
    picture: Picture = required(N_("The chart as a picture"))
    figures: tuple[Fact, ...] = listed(N_("The numbers of the chart"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The title block of every paper."""

    kind: str = required(N_("Kind of paper, for example: agenda"))
    title: str = required(N_("Title of the paper"))
    subtitle: str = optional(N_("Line under the title, usually meeting and date"))
    body: str = required(N_("Name of the consultative body"))
    body_short: str = optional(N_("Short name of the body, for example: IBO"))
    region: str = optional(N_("Name of the region"))
    audience: str = optional(N_("For whom the paper is meant"))
    status: str = optional(N_("State of the paper, for example: Draft; empty when final"))
    sample: str = optional(N_("Says that the data are fictitious; empty for real data"))
    data_date: str = required(N_("Date of the data in the paper, in words"))
    data_iso: str = required(N_("Date of the data as 2026-12-11"))
    meeting_iso: str = optional(N_("Date of the meeting as 2026-12-11"))
    language: str = field(
        default_factory=language_tag, metadata={"meaning": N_("Language of the paper, for example: nl-BE")}
    )
    facts: tuple[Fact, ...] = listed(N_("Lines of the title block: date, time, place …"))
    author: str = optional(N_("Who makes the paper, for example: Secretariat of the IBO"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A document that goes with a paper or an item."""

    title: str = required(N_("Title of the attachment"))
    number: str = optional(N_("Number of the attachment"))
    note: str = optional(N_("Remark with the attachment, for example: will follow"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """One line of the attendance list."""

    organisation: str = required(N_("Organisation that is represented"))
    person: str = optional(N_("Name of the person"))
    capacity: str = optional(N_("Capacity of the person"))
    note: str = optional(N_("Remark, for example: until item 5"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceGroup:
    """Those present, excused, absent or replaced, or the guests."""

    label: str = required(N_("Heading of the group, for example: Present"))
    rows: tuple[Attendee, ...] = listed(N_("Persons in the group"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one organisation had written down about an item."""

    organisation: str = required(N_("Organisation that takes the position"))
    stance: str = required(N_("Position in words, for example: agrees with reservation"))
    text: str = optional(N_("Explanation of the position"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """What one partner promised."""

    partner: str = required(N_("Partner that engages itself"))
    what: str = required(N_("What the partner promises"))
    kind: str = optional(N_("Kind of engagement, for example: knowledge"))
    amount: str = optional(N_("Amount, for example: € 25.000 or 0,2 FTE"))
    due: str = optional(N_("By when"))
    state: str = optional(N_("State of the engagement, for example: confirmed"))
    conditions: str = optional(N_("Under which conditions, or what is still to be checked"))
    action: str = optional(N_("Regional action concerned"))
    item: str = optional(N_("Number of the agenda item in which it was made"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What a meeting said of an engagement that was made earlier."""

    partner: str = required(N_("Partner that engaged itself"))
    what: str = required(N_("What the partner promised"))
    made_at: str = optional(N_("Meeting and item in which it was made"))
    state: str = optional(N_("State of the engagement that day"))
    said: str = optional(N_("What was said of it"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """To which competent body or process an item was referred."""

    to: str = required(N_("Competent body or process to which it is submitted"))
    question: str = optional(N_("What is asked there"))
    planned: str = optional(N_("When it is planned there"))
    outcome: str = optional(N_("Outcome and its date"))
    item: str = optional(N_("Number of the agenda item that was referred"))


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAnswer:
    """An earlier answer of this college about the same topic."""

    date: str = required(N_("Date of the answer"))
    question: str = optional(N_("What was asked then"))
    answer: str = required(N_("The answer in words"))
    text: str = optional(N_("Explanation with the answer"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A line to sign on."""

    role: str = required(N_("Role of the person who signs, for example: Chair"))
    name: str = optional(N_("Name of the person who signs"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading that a municipality uses in its notes; ``key`` says what is printed under it."""

    key: str = required(N_("What is printed under the heading, as a code"))
    label: str = required(N_("The heading as this municipality writes it"))
    text: str = optional(N_("What this municipality always writes under the heading"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article of the proposed decision."""

    label: str = required(N_("Number of the article, for example: Article 1"))
    text: str = required(N_("Text of the article"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What stands under one heading of a note, whatever the heading; empty parts are left out."""

    key: str = required(N_("What is printed under the heading, as a code"))
    heading: str = required(N_("The heading as this municipality writes it"))
    standing: Blocks = listed(N_("What this municipality always writes under the heading"))
    facts: tuple[Fact, ...] = listed(N_("Lines with a label and a value"))
    text_label: str = optional(N_("Small heading above the running text"))
    text: Blocks = listed(N_("Running text under the heading"))
    outcome_label: str = optional(N_("Heading of the outcome: Conclusion, Advice, Decision or Takes note"))
    outcome: Blocks = listed(N_("The outcome of the item"))
    positions: tuple[Position, ...] = listed(N_("Positions as written in the minutes"))
    engagements: tuple[Engagement, ...] = listed(N_("Engagements of this municipality"))
    later: tuple[str, ...] = listed(N_("What happened to these engagements since the meeting, as sentences"))
    referrals: tuple[Referral, ...] = listed(N_("Where the item was submitted for a decision"))
    earlier_answers: tuple[EarlierAnswer, ...] = listed(N_("Earlier answers of this college"))
    attachments: tuple[Attachment, ...] = listed(N_("Attachments"))
    articles: tuple[Article, ...] = listed(N_("Articles of the proposed decision"))
    blank: str = optional(
        N_("Text of the open block that the municipality fills in itself; empty if there is none")
    )
