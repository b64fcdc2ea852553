"""The sheet of a regional action: what it is, how far it is, who does and pays what, who bears and gains what."""

# ruff: noqa: RUF009  the helpers only make a dataclasses.field()

from dataclasses import dataclass
from typing import Final

from ibo_desk.documents.content_rows import Attachment, Engagement, Head, listed, optional, required
from ibo_desk.documents.layout import (
    Column,
    Heading,
    Layout,
    Line,
    Rich,
    Words,
    brackets,
    each,
    fixed,
    table,
    when,
    when_told,
)
from ibo_desk.documents.layouts.parts import STATE, WHAT, files, title_block
from ibo_desk.documents.rich_text import Blocks
from ibo_desk.language import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetNote:
    """A state of play."""

    on: str = required(N_("Day of the state of play"))
    text: Blocks = listed(N_("The state of play"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMoment:
    """Something that happened to the action or is to come, with its day."""

    on: str = required(N_("Day"))
    what: str = required(N_("Body or kind of event"))
    title: str = required(N_("What happened or is to come"))
    outcome: str = optional(N_("What came of it"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetIndicator:
    """Something that is measured; values with their days, in the unit of the indicator."""

    name: str = required(N_("What is measured"))
    unit: str = optional(N_("Unit of the values"))
    baseline: str = optional(N_("Value from which it began, with its day"))
    last: str = optional(N_("Last measured value, with its day"))
    target: str = optional(N_("Value to be reached, with its day"))
    trend: str = optional(N_("How the last value stands to the one before, for example: towards the target"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEvaluation:
    """An evaluation that was held or is planned."""

    on: str = required(N_("Day on which it was held, or for which it is planned"))
    text: str = optional(N_("What came of it"))
    next: str = optional(N_("Day of the next one"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMoney:
    """Money of the action."""

    what: str = required(N_("What the money is for"))
    payer: str = optional(N_("Who pays"))
    kind: str = optional(N_("Kind of money, for example: subsidy call"))
    state: str = required(N_("State, for example: granted"))
    asked: str = optional(N_("Amount that is asked"))
    granted: str = optional(N_("Amount that is granted"))
    days: str = optional(N_("What is still to be handed in, with its days"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetBearer:
    """What one municipality bears and gains; each thing in its own unit, nothing is added up."""

    municipality: str = required(N_("Name of the municipality"))
    burdens: str = optional(N_("What it bears, a line for each thing"))
    benefits: str = optional(N_("What it gains, a line for each thing"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSheet:
    """One regional action as the participants may know it."""

    head: Head = required(N_("Title block"))
    action: str = required(N_("Title of the action"))
    short: str = optional(N_("Short title of the action, for the name of the file"))
    state: str = required(N_("State of the action, for example: running"))
    stopped: str = optional(N_("Since when and why it was stopped"))
    lines: str = optional(N_("Strategic lines of the action"))
    leads: str = optional(N_("Who leads it"))
    partners: str = optional(N_("Who takes part"))
    coordinator: str = optional(N_("Who coordinates it"))
    links: str = optional(N_("Actions that it works on"))
    next_step: str = optional(N_("Next step, with its day"))
    progress: str = optional(N_("Progress in one sentence, with its day"))
    summary: Blocks = listed(N_("What it is about"))
    notes: tuple[SheetNote, ...] = listed(N_("States of play, the newest first"))
    ahead: tuple[SheetMoment, ...] = listed(N_("What is to come"))
    indicators: tuple[SheetIndicator, ...] = listed(N_("What is measured"))
    evaluations: tuple[SheetEvaluation, ...] = listed(N_("Evaluations, the newest first"))
    engagements: tuple[Engagement, ...] = listed(N_("Engagements of the partners"))
    money: tuple[SheetMoney, ...] = listed(N_("Money of the action"))
    bearers: tuple[SheetBearer, ...] = listed(N_("What each municipality bears and gains"))
    story: tuple[SheetMoment, ...] = listed(N_("What happened, the newest first"))
    documents: tuple[Attachment, ...] = listed(N_("Documents of the action"))


LAYOUT: Final = Layout(
    (
        *title_block(
            Line(N_("Standing"), "state"),
            Line(N_("Strategic lines"), "lines"),
            Line(N_("Lead"), "leads"),
            Line(N_("Partners"), "partners"),
            Line(N_("Project coordination"), "coordinator"),
            Line(N_("Interplay with"), "links"),
            Line(N_("Next step"), "next_step"),
        ),
        when("stopped", Words("{{ stopped }}", "notice")),
        when("progress", Words("{{ progress }}", "boxed")),
        when_told("summary", N_("What it is about"), Rich("summary")),
        when_told(
            "notes",
            N_("State of play"),
            each("note", "notes", Heading(2, "{{ note.on }}"), Rich("note.text")),
        ),
        when_told(
            "ahead",
            N_("To come"),
            table(
                "row",
                "ahead",
                Column(N_("Day"), 20, "{{ row.on }}"),
                Column(N_("Where"), 20, "{{ row.what }}"),
                Column(N_("What"), 64, "{{ row.title }}"),
            ),
        ),
        when_told(
            "indicators",
            N_("Indicators"),
            table(
                "row",
                "indicators",
                Column(N_("What is measured"), 34, brackets("row.name", "row.unit")),
                Column(N_("Baseline"), 18, "{{ row.baseline }}"),
                Column(N_("Last value"), 18, "{{ row.last }}"),
                Column(N_("Target"), 18, "{{ row.target }}"),
                Column(N_("Trend"), 18, "{{ row.trend }}"),
            ),
        ),
        when_told(
            "evaluations",
            N_("Evaluation"),
            table(
                "row",
                "evaluations",
                Column(N_("Day"), 22, "{{ row.on }}"),
                Column(N_("Evaluation"), 60, "{{ row.text }}"),
                Column(N_("Next one"), 22, "{{ row.next }}"),
            ),
        ),
        when_told(
            "engagements",
            N_("Engagements"),
            table(
                "row",
                "engagements",
                Column(N_("Partner"), 22, "{{ row.partner }}"),
                Column(N_("Engagement"), 36, WHAT),
                Column(N_("Due"), 20, "{{ row.due }}"),
                Column(N_("Status"), 24, STATE),
            ),
        ),
        when_told(
            "money",
            N_("Funding"),
            table(
                "row",
                "money",
                Column(N_("Money for"), 26, brackets("row.what", "row.kind")),
                Column(N_("From whom"), 16, "{{ row.payer }}"),
                Column(N_("Status"), 13, "{{ row.state }}"),
                Column(N_("Asked"), 13, "{{ row.asked }}"),
                Column(N_("Granted"), 13, "{{ row.granted }}"),
                Column(N_("To hand in"), 30, "{{ row.days }}"),
            ),
        ),
        when_told(
            "bearers",
            N_("Burdens and benefits"),
            Words(
                fixed(
                    N_(
                        "Each thing in its own unit, as far as registered; what is counted differently is not added up."
                    )
                )
            ),
            table(
                "row",
                "bearers",
                Column(N_("Municipality"), 24, "{{ row.municipality }}"),
                Column(N_("Burdens"), 40, "{{ row.burdens }}"),
                Column(N_("Benefits"), 40, "{{ row.benefits }}"),
            ),
        ),
        when_told(
            "story",
            N_("What happened"),
            table(
                "row",
                "story",
                Column(N_("Day"), 20, "{{ row.on }}"),
                Column(N_("Where"), 20, "{{ row.what }}"),
                Column(N_("What"), 46, "{{ row.title }}"),
                Column(N_("Outcome"), 18, "{{ row.outcome }}"),
            ),
        ),
        when_told("documents", N_("Documents"), files("documents")),
    )
)
