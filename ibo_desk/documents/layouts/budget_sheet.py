"""The budget sheet of one municipality: what its engagements ask of each budget year, for who makes the budget."""

# ruff: noqa: RUF009  the three helpers only make a dataclasses.field()

from dataclasses import dataclass
from typing import Final

from ibo_desk.documents.content_rows import Head, listed, optional, required
from ibo_desk.documents.layout import (
    Bullets,
    Column,
    Heading,
    Layout,
    Table,
    Words,
    brackets,
    each,
    fixed,
    stacked,
    table,
    when,
    when_told,
)
from ibo_desk.documents.layouts.parts import title_block
from ibo_desk.language import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSum:
    """What a year asks of one kind of contribution; what is confirmed stands on its own."""

    year: str = required(N_("Budget year, or what stands instead of it"))
    kind: str = required(N_("What is added up: one kind of engagement, and how often it recurs"))
    confirmed: str = optional(N_("What was confirmed, together"))
    conditional: str = optional(N_("What was promised under a condition, together"))
    proposed: str = optional(N_("What was only proposed, together"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """One engagement of the municipality, as far as it falls in the year."""

    what: str = required(N_("What the partner promises"))
    action: str = optional(N_("Regional action concerned"))
    kind: str = required(N_("Kind of engagement, for example: knowledge"))
    amount: str = required(N_("What it asks of this year, or that no amount is registered"))
    part: str = optional(N_("Of which amount it is a part, and what was paid of it"))
    plan: str = optional(N_("Whether the money stands in the multi-year plan: yes, no or to be checked"))
    state: str = optional(N_("State of an engagement that was not confirmed yet"))
    condition: str = optional(N_("Under which condition it was promised"))
    source: str = optional(N_("Meeting and item in which it was made"))
    decision: str = optional(N_("By whom, when and under which reference it was confirmed, or how it stands"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetYear:
    """One budget year; what is not confirmed stands apart."""

    title: str = required(N_("Budget year, or what stands instead of it"))
    confirmed: tuple[BudgetLine, ...] = listed(N_("Engagements that were confirmed"))
    unconfirmed: tuple[BudgetLine, ...] = listed(N_("Engagements that were not confirmed yet"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSheet:
    """What the engagements of a municipality ask of its budget, by year."""

    head: Head = required(N_("Title block"))
    municipality: str = required(N_("Name of the municipality"))
    notice: str = required(N_("What the sheet holds, as a sentence"))
    sums: tuple[BudgetSum, ...] = listed(N_("What each year asks, per kind of contribution"))
    to_check: tuple[str, ...] = listed(
        N_("What the municipality has to find out, a line for each engagement")
    )
    years: tuple[BudgetYear, ...] = listed(N_("Budget years with their engagements"))


def _lines(values: str, last: Column) -> Table:
    return table(
        "row",
        values,
        Column(N_("Engagement"), 38, brackets("row.what", "row.action")),
        Column(N_("Contribution"), 22, stacked("{{ row.amount }}", "row.kind", "row.part")),
        Column(N_("In multi-year plan"), 16, "{{ row.plan }}"),
        Column(N_("Condition"), 22, "{{ row.condition }}"),
        Column(N_("Made in"), 16, "{{ row.source }}"),
        last,
    )


LAYOUT: Final = Layout(
    (
        *title_block(),
        Words("{{ notice }}"),
        when_told(
            "sums",
            N_("What each year asks"),
            table(
                "row",
                "sums",
                Column(N_("Budget year"), 24, "{{ row.year }}"),
                Column(N_("Contribution"), 26, "{{ row.kind }}"),
                Column(N_("Confirmed"), 20, "{{ row.confirmed }}"),
                Column(N_("Conditional"), 20, "{{ row.conditional }}"),
                Column(N_("Proposed"), 20, "{{ row.proposed }}"),
            ),
        ),
        when_told(
            "to_check",
            N_("Still to be found out by the municipality"),
            Bullets("line", "to_check", "{{ line }}"),
        ),
        each(
            "year",
            "years",
            Heading(1, "{{ year.title }}"),
            when(
                "year.confirmed",
                Heading(2, fixed(N_("Confirmed"))),
                _lines("year.confirmed", Column(N_("Confirmed by"), 28, "{{ row.decision }}")),
            ),
            when(
                "year.unconfirmed",
                Heading(2, fixed(N_("Not confirmed yet: does not count as promised"))),
                _lines("year.unconfirmed", Column(N_("Status"), 28, "{{ row.state }}")),
            ),
        ),
    ),
    wide=True,
)
