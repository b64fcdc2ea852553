"""What the lists of an action's progress show: milestones, measured values, evaluations."""

from typing import TYPE_CHECKING, Final

from ibo_desk.domain.money import parse_thousandths
from ibo_desk.language import N_
from ibo_desk.services.words import format as formats
from ibo_desk.ui.editors.fields import Field
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.values import flat, unmarked

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.actions.rows import EvaluationRow, MeasurementRow, MilestoneRow

MILESTONES: Final[Columns["MilestoneRow"]] = (
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

INDICATOR_FIELDS: Final = (
    Field(N_("What is measured"), "name", width=4),
    Field(N_("Unit"), "unit", width=2),
    Field(
        N_("Baseline"),
        "baseline_thousandths",
        "decimal",
        width=1,
        help=N_("The value from which it began; with the target it says which way is good."),
    ),
    Field(N_("Measured on"), "baseline_on", "date", width=2),
    Field(N_("Target"), "target_thousandths", "decimal", width=1),
    Field(N_("To reach by"), "target_on", "date", width=2),
)


def _measure(app: "App", row: "MeasurementRow", text: str) -> None:
    value = parse_thousandths(text) if text.strip() else None
    app.records.patch("measurement", row.id, row.revision, {"value_thousandths": value})


MEASUREMENTS: Final[Columns["MeasurementRow"]] = (
    Column(
        "value",
        N_("Value"),
        lambda row: formats.number(row.value_thousandths),
        width=110,
        align="right",
        edit=Edit("measurement", "value_thousandths", save=_measure),
    ),
    Column(
        "on", N_("Date"), lambda row: row.on, width=100, names=True, edit=Edit("measurement", "on", "date")
    ),
    Column("note", N_("Remark"), lambda row: row.note, stretch=True, edit=Edit("measurement", "note")),
)

EVALUATIONS: Final[Columns["EvaluationRow"]] = (
    Column(
        "planned",
        N_("Planned on"),
        lambda row: row.planned_on,
        width=96,
        edit=Edit("evaluation", "planned_on", "date"),
    ),
    Column("on", N_("Held on"), lambda row: row.on, width=96, edit=Edit("evaluation", "on", "date")),
    Column(
        "text",
        N_("Evaluation"),
        lambda row: row.text,
        stretch=True,
        show=flat,
        edit=Edit("evaluation", "text"),
        tip=lambda row: unmarked(row.text),
    ),
    Column(
        "next",
        N_("Next one"),
        lambda row: row.next_due_on,
        96,
        edit=Edit("evaluation", "next_due_on", "date"),
    ),
)
