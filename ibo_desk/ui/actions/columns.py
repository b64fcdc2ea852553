"""What the tables of an action's file show, and which cells are typed into."""

from typing import Final

from ibo_desk.domain.actions import ActionState, PartnerRole
from ibo_desk.domain.audience import Audience
from ibo_desk.language import N_, _
from ibo_desk.ui.editors.fields import Field, Section
from ibo_desk.ui.table.columns import Column, Edit

WARNINGS: Final = {
    "no_line": N_("no strategic line"),
    "no_local_partner": N_("no local partner"),
    "no_supralocal_partner": N_("no supralocal partner"),
}

ACTIONS: Final = (
    Column("number", N_("No."), lambda row: row.number, width=44, edit=Edit("regional_action", "number")),
    Column(
        "title",
        N_("Regional action"),
        lambda row: row.title,
        stretch=True,
        edit=Edit("regional_action", "title"),
        tip=lambda row: row.title,
    ),
    Column(
        "state",
        N_("State"),
        lambda row: row.state,
        width=110,
        chip=True,
        edit=Edit("regional_action", "state", "choice", ActionState),
    ),
    Column("leads", N_("Lead"), lambda row: row.leads, width=130, hidden=True),
    Column("engagements", N_("Open engagements"), lambda row: row.open_engagements or None, 84, "right"),
    Column(
        "next_step",
        N_("Next step"),
        lambda row: row.next_step,
        180,
        hidden=True,
        edit=Edit("regional_action", "next_step"),
    ),
    Column(
        "next_on",
        N_("By"),
        lambda row: row.next_step_on,
        width=92,
        edit=Edit("regional_action", "next_step_on", "date"),
    ),
    Column("lines", N_("Strategic lines"), lambda row: row.lines, width=200, hidden=True),
    Column("partners", N_("Partners"), lambda row: row.partners, width=200, hidden=True),
    Column("coordinator", N_("Coordinator"), lambda row: row.coordinator, width=140, hidden=True),
    Column("latest", N_("Latest state of play"), lambda row: row.latest_note, width=220, hidden=True),
    Column(
        "warnings",
        N_("Missing"),
        lambda row: tuple(_(WARNINGS[one]) for one in row.warnings),
        width=140,
        hidden=True,
    ),
)

FIELDS: Final = (
    Field(N_("Title"), "title"),
    Field(N_("Short title"), "short_title", width=3),
    Field(N_("Number"), "number", width=1),
    Field(N_("State"), "state", "choice", ActionState, width=2),
    Field(N_("What it is about"), "summary", "text", lines=5),
    Section(N_("Next step")),
    Field(N_("Next step"), "next_step", width=4),
    Field(N_("By"), "next_step_on", "date", width=2),
    Section(N_("Origin")),
    Field(N_("Origin"), "origin", width=4),
    Field(N_("Added on"), "added_on", "date", width=2),
    Field(N_("Why it was added"), "added_reason"),
)

NOTES: Final = (
    Column("on", N_("Date"), lambda row: row.on, width=92, edit=Edit("progress_note", "on", "date")),
    Column(
        "text",
        N_("State of play"),
        lambda row: row.text,
        stretch=True,
        edit=Edit("progress_note", "text", "line"),
    ),
    Column("author", N_("By whom"), lambda row: row.author, width=110, edit=Edit("progress_note", "author")),
    Column(
        "audience",
        N_("Who may read it"),
        lambda row: row.audience,
        width=120,
        edit=Edit("progress_note", "audience", "choice", Audience),
    ),
)

PARTNERS: Final = (
    Column("organisation", N_("Organisation"), lambda row: row.organisation, stretch=True),
    Column(
        "role",
        N_("Role"),
        lambda row: row.role,
        width=130,
        edit=Edit("action_partner", "role", "choice", PartnerRole, record=lambda row: (row.id, None)),
    ),
)

MILESTONES: Final = (
    Column("title", N_("Milestone"), lambda row: row.title, stretch=True, edit=Edit("milestone", "title")),
    Column("due", N_("Due"), lambda row: row.due_on, width=92, edit=Edit("milestone", "due_on", "date")),
    Column(
        "reached",
        N_("Reached"),
        lambda row: row.reached_on,
        width=92,
        edit=Edit("milestone", "reached_on", "date"),
    ),
)

STORY: Final = (
    Column("on", N_("Date"), lambda row: row.on, width=92),
    Column("body", N_("Body"), lambda row: row.body, width=110),
    Column("title", N_("Item"), lambda row: row.title, stretch=True, tip=lambda row: row.title),
    Column("outcome", N_("Outcome"), lambda row: row.outcome, width=120),
)

ENGAGEMENTS: Final = (
    Column("what", N_("Engagement"), lambda row: row.what, stretch=True, tip=lambda row: row.what),
    Column(
        "partners",
        N_("Partners"),
        lambda row: tuple(share.organisation for share in row.partners),
        width=150,
        tip=lambda row: ", ".join(share.organisation for share in row.partners),
    ),
    Column("due", N_("By"), lambda row: row.due_on, width=92),
    Column("state", N_("State"), lambda row: row.state, width=120, chip=True),
)

MEASUREMENTS: Final = (
    Column("on", N_("Date"), lambda row: row.on, width=92, edit=Edit("measurement", "on", "date")),
    Column("indicator", N_("Indicator"), lambda row: row.indicator, stretch=True),
    Column("value", N_("Value"), lambda row: row.value, width=120, align="right"),
    Column("note", N_("Remark"), lambda row: row.note, width=150, edit=Edit("measurement", "note")),
)
