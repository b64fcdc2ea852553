"""What the tables of an action's file show, and which cells are typed into."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from ibo_desk.domain.actions import ActionState, PartnerRole
from ibo_desk.domain.audience import Audience
from ibo_desk.language import N_, _
from ibo_desk.ui.editors.fields import Field, Section
from ibo_desk.ui.shared.known_names import KnownPartners, partners_edit
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.values import flat, unmarked

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.actions.rows import ActionPartnerRow, ActionRow, LinkRow, NoteRow, StoryLine
    from ibo_desk.services.engagements.rows import EngagementRow


WARNINGS: Final = {
    "no_line": N_("no strategic line"),
    "no_local_partner": N_("no local partner"),
    "no_supralocal_partner": N_("no supralocal partner"),
}

ACTIONS: Final[Columns["ActionRow"]] = (
    Column("number", N_("No."), lambda row: row.number, width=40, edit=Edit("regional_action", "number")),
    Column(
        "title",
        N_("Regional action"),
        lambda row: row.title,
        170,
        stretch=True,
        edit=Edit("regional_action", "title"),
        tip=lambda row: row.title,
    ),
    Column(
        "state",
        N_("State"),
        lambda row: row.state,
        width=104,
        chip=True,
        edit=Edit("regional_action", "state", "choice", ActionState),
    ),
    Column("leads", N_("Lead"), lambda row: row.leads, width=130, hidden=True),
    Column("engagements", N_("Open eng."), lambda row: row.open_engagements or None, 88, "right"),
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
        hidden=True,
        edit=Edit("regional_action", "next_step_on", "date"),
    ),
    Column("archived", N_("Archived on"), lambda row: row.archived_on, width=92, hidden=True),
    Column(
        "lines",
        N_("Strategic lines"),
        lambda row: row.lines,
        width=200,
        hidden=True,
        locked=N_("Strategic lines are ticked in the file of the action."),
    ),
    Column("partners", N_("Partners"), lambda row: row.partners, width=200, hidden=True),
    Column("coordinator", N_("Coordinator"), lambda row: row.coordinator, width=140, hidden=True),
    Column(
        "latest", N_("Latest state of play"), lambda row: row.latest_note, width=220, hidden=True, show=flat
    ),
    Column(
        "warnings",
        N_("Missing"),
        lambda row: tuple(_(WARNINGS[warning]) for warning in row.warnings),
        width=140,
        hidden=True,
    ),
)


def typed_actions(
    partners: Callable[[], KnownPartners], asks_why: "Callable[[ActionRow, Any], bool]"
) -> Columns["ActionRow"]:
    """The list as it is typed in; ``asks_why`` takes over where an action is stopped."""
    edits: Mapping[str, Edit[ActionRow]] = {
        "leads": _partners_in(PartnerRole.LEAD, partners, lambda row: row.leads),
        "partners": _partners_in(PartnerRole.PARTNER, partners, lambda row: row.partners),
        "state": Edit("regional_action", "state", "choice", ActionState, asks=asks_why),
    }
    return tuple(replace(column, edit=edits.get(column.key, column.edit)) for column in ACTIONS)


def _partners_in(
    role: PartnerRole, known: Callable[[], KnownPartners], there: "Callable[[ActionRow], Sequence[str]]"
) -> "Edit[ActionRow]":
    def save(app: "App", row: "ActionRow", partner_ids: list[UUID]) -> None:
        app.actions.set_partners(row.id, role, partner_ids)

    return partners_edit("regional_action", role.value, known, there, save)


def _is_stopped(row: "ActionRow") -> bool:
    return row.state is ActionState.STOPPED


FIELDS: Final = (
    Field(N_("Title"), "title"),
    Field(N_("Short title"), "short_title", width=3),
    Field(N_("Number"), "number", width=1),
    Field(N_("State"), "state", "choice", ActionState, width=2),
    Field(N_("Stopped on"), "stopped_on", "date", width=2, visible=_is_stopped),
    Field(N_("Why it was stopped"), "stopped_reason", width=4, visible=_is_stopped),
    Field(N_("What it is about"), "summary", "text", lines=5),
    Section(N_("Next step")),
    Field(N_("Next step"), "next_step", width=4),
    Field(N_("By"), "next_step_on", "date", width=2),
    Section(N_("For everybody, in council report and month overview")),
    Field(N_("Progress in one sentence"), "public_progress", width=4),
    Field(N_("As it stood on"), "public_progress_on", "date", width=2),
    Section(N_("Origin")),
    Field(N_("Origin"), "origin", width=4),
    Field(N_("Added on"), "added_on", "date", width=2),
    Field(N_("Why it was added"), "added_reason"),
)

NOTES: Final[Columns["NoteRow"]] = (
    Column("on", N_("Date"), lambda row: row.on, width=92, edit=Edit("progress_note", "on", "date")),
    Column(
        "text",
        N_("State of play"),
        lambda row: row.text,
        stretch=True,
        show=flat,
        tip=lambda row: unmarked(row.text),
    ),
    Column(
        "author",
        N_("By whom"),
        lambda row: row.author,
        width=110,
        hidden=True,
        edit=Edit("progress_note", "author"),
    ),
    Column(
        "audience",
        N_("Who may read it"),
        lambda row: row.audience,
        width=140,
        edit=Edit("progress_note", "audience", "choice", Audience),
    ),
)

NOTE_FIELDS: Final = (
    Field(N_("State of play"), "text", "text", lines=5),
    Field(N_("Date"), "on", "date", width=2),
    Field(N_("By whom"), "author", width=2),
    Field(N_("Who may read it"), "audience", "choice", Audience, width=2),
)

PARTNERS: Final[Columns["ActionPartnerRow"]] = (
    Column("organisation", N_("Organisation"), lambda row: row.organisation, stretch=True),
    Column(
        "role",
        N_("Role"),
        lambda row: row.role,
        width=130,
        edit=Edit("action_partner", "role", "choice", PartnerRole, record=lambda row: (row.id, None)),
    ),
)

STORY: Final[Columns["StoryLine"]] = (
    Column("on", N_("Date"), lambda row: row.on, width=84),
    Column("kind", N_("What"), lambda row: row.body or row.kind, width=96),
    Column("title", N_("Item or event"), lambda row: row.title, stretch=True, tip=lambda row: row.title),
    Column("outcome", N_("Outcome"), lambda row: row.outcome or _when(row), width=110),
)


def _when(row: "StoryLine") -> str:
    return _("to come") if row.is_ahead else ""


ENGAGEMENTS: Final[Columns["EngagementRow"]] = (
    Column("what", N_("Engagement"), lambda row: row.what, stretch=True, tip=lambda row: row.what),
    Column(
        "partners",
        N_("Partners"),
        lambda row: tuple(share.organisation for share in row.partners),
        width=124,
        tip=lambda row: ", ".join(share.organisation for share in row.partners),
    ),
    Column("due", N_("By"), lambda row: row.due_on, width=84),
    Column("state", N_("State"), lambda row: row.state, width=124, chip=True),
)

LINKS: Final[Columns["LinkRow"]] = (
    Column("other", N_("Regional action"), lambda row: row.other, stretch=True, tip=lambda row: row.other),
    Column(
        "note", N_("How they work on each other"), lambda row: row.note, 220, edit=Edit("action_link", "note")
    ),
)
