"""The page of a college: all that is open, coming and concluded for it in one file, for its own folder or intranet."""

# ruff: noqa: RUF009  the helpers only make a dataclasses.field()

from dataclasses import dataclass
from typing import Final

from ibo_desk.documents.content_overview import FollowUp, MeetingDigest, OwnPoint
from ibo_desk.documents.content_rows import Article, Engagement, Head, listed, optional, required
from ibo_desk.documents.layout import (
    Articles,
    Column,
    Heading,
    Layout,
    Line,
    Words,
    each,
    fixed,
    meta,
    table,
    when,
    when_told,
)
from ibo_desk.documents.layouts.parts import STATE, WHAT, digest, or_nothing, title_block
from ibo_desk.language import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class PageQuestion:
    """Something that waits for this college, with the days that follow from it."""

    title: str = required(N_("Title of the item"))
    meeting: str = required(N_("Meeting of the item"))
    question: str = optional(N_("What is asked of the college, for example: position"))
    question_text: str = optional(N_("The question in full"))
    college_by: str = optional(N_("Last useful meeting of the college"))
    submit_by: str = optional(N_("Day on which the note must be submitted for that meeting"))
    answer_by: str = optional(N_("By when the answer is asked"))
    reason: str = optional(N_("Why these are the days, in one line"))
    state: str = optional(N_("State of the feedback, for example: asked"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDay:
    """A day in the calendar of this college."""

    on: str = required(N_("Day"))
    what: str = required(N_("What happens or must be done that day"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDraft:
    """The proposed decision on one item, as it stood in the note that was sent."""

    title: str = required(N_("Title of the item"))
    articles: tuple[Article, ...] = listed(N_("Articles of the proposed decision"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNote:
    """A note as it was sent to this college."""

    title: str = required(N_("Title of the note"))
    sent: str = required(N_("Day on which the note was sent"))
    replaces: str = optional(N_("Which note this one replaces"))
    items: tuple[str, ...] = listed(N_("Titles of the items in the note"))
    drafts: tuple[PageDraft, ...] = listed(N_("Proposed decisions in the note"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAnswer:
    """What this college answered."""

    title: str = required(N_("Title of the item"))
    meeting: str = required(N_("Meeting of the item"))
    answer: str = required(N_("The answer, for example: agrees"))
    on: str = optional(N_("Day of the answer"))
    reference: str = optional(N_("Reference of the decision"))
    text: str = optional(N_("Explanation with the answer"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CollegePage:
    """All that concerns one college, on one day."""

    head: Head = required(N_("Title block"))
    college: str = required(N_("Full name of the college"))
    municipality: str = required(N_("Name of the municipality"))
    first: str = required(N_("How much waits for the college and by when, in one sentence"))
    questions: tuple[PageQuestion, ...] = listed(N_("What waits for the college, the first day first"))
    days: tuple[PageDay, ...] = listed(N_("Calendar of the college"))
    agenda: tuple[MeetingDigest, ...] = listed(N_("Coming meetings"))
    notes: tuple[PageNote, ...] = listed(N_("Notes that hold today, the newest first"))
    conclusions: tuple[MeetingDigest, ...] = listed(N_("Meetings that were held, the newest first"))
    follow_up: tuple[FollowUp, ...] = listed(N_("What the municipality still has to do"))
    engagements: tuple[Engagement, ...] = listed(N_("Open engagements of this municipality"))
    answers: tuple[PageAnswer, ...] = listed(N_("Answers of the college in the past year"))
    own_points: tuple[OwnPoint, ...] = listed(N_("Points that the municipality submitted"))


_QUESTION: Final = (
    Heading(2, "{{ question.title }}"),
    meta("question.meeting", "question.question", "question.state"),
    when("question.question_text", Words("{{ question.question_text }}")),
    Line(N_("Last useful college"), "question.college_by"),
    Line(N_("Note in by"), "question.submit_by"),
    Line(N_("Answer by"), "question.answer_by"),
    Line(N_("Why these days"), "question.reason"),
)

_NOTE: Final = (
    Heading(2, "{{ note.title }}"),
    meta("note.sent"),
    when("note.replaces", Words("{{ note.replaces }}", "notice")),
    each(
        "draft",
        "note.drafts",
        Heading(3, fixed(N_("Proposed decision")) + ": {{ draft.title }}"),
        Articles("draft.articles"),
    ),
    each("item", "note.items", Words("{{ item }}")),
)

LAYOUT: Final = Layout(
    (
        *title_block(),
        Words("{{ first }}", "notice"),
        when_told("questions", N_("Waiting for the college"), each("question", "questions", *_QUESTION)),
        Heading(1, fixed(N_("Days of the college"))),
        *or_nothing(
            "days",
            table(
                "row",
                "days",
                Column(N_("Day"), 24, "{{ row.on }}"),
                Column(N_("What"), 76, "{{ row.what }}"),
            ),
        ),
        digest("agenda", N_("Agenda of the coming meetings")),
        when_told("notes", N_("Notes as they were sent"), each("note", "notes", *_NOTE)),
        digest("conclusions", N_("What came of the meetings")),
        when_told(
            "follow_up",
            N_("To be followed up by the municipality"),
            table(
                "row",
                "follow_up",
                Column(N_("What"), 36, "{{ row.what }}"),
                Column(N_("Done by"), 26, "{{ row.by }}"),
                Column(N_("Planned"), 20, "{{ row.when }}"),
                Column(N_("From the item"), 26, "{{ row.item }}"),
            ),
        ),
        when_told(
            "engagements",
            N_("Own engagements"),
            table(
                "row",
                "engagements",
                Column(N_("Engagement"), 36, WHAT),
                Column(N_("Kind"), 14, "{{ row.kind }}"),
                Column(N_("Due"), 20, "{{ row.due }}"),
                Column(N_("Status"), 20, STATE),
                Column(N_("Regional action"), 18, "{{ row.action }}"),
            ),
        ),
        when_told(
            "answers",
            N_("Answers of the college"),
            table(
                "row",
                "answers",
                Column(N_("Item"), 28, "{{ row.title }}"),
                Column(N_("Meeting"), 16, "{{ row.meeting }}"),
                Column(N_("Answer"), 18, "{{ row.answer }}"),
                Column(N_("Date"), 21, "{{ row.on }}"),
                Column(N_("Reference"), 16, "{{ row.reference }}"),
                Column(N_("Explanation"), 24, "{{ row.text }}"),
            ),
        ),
        when_told(
            "own_points",
            N_("Points that the municipality submitted"),
            table(
                "row",
                "own_points",
                Column(N_("Item"), 40, "{{ row.title }}"),
                Column(N_("Submitted"), 20, "{{ row.submitted }}"),
                Column(N_("Standing"), 18, "{{ row.state }}"),
                Column(N_("Where, or why not"), 30, "{{ row.course }}"),
            ),
        ),
    )
)
