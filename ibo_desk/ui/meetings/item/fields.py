"""The fields of an agenda item, as they stand in the parts of the item panel."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QWidget

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import ItemType, PlanStep, TransportLayer, may_be_plan_step
from ibo_desk.domain.topics import NOT_TREATED, Phase, Treatment
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.ui.editors.fields import Field, Section
from ibo_desk.ui.shared.said_fields import said_fields
from ibo_desk.ui.values import show_value

if TYPE_CHECKING:
    from ibo_desk.app import App

Options = Sequence[tuple[Any, str]]
Offer = Callable[[ItemRow], Options]

# Taken note of, approved … is what "leg vast" makes of it; by hand an item is only put off or taken back.
_BY_HAND = (Treatment.OPEN, Treatment.POSTPONED, Treatment.WITHDRAWN)


def _of_topic(name: str) -> "Callable[[App, ItemRow, Any], object]":
    """Saves a field that belongs to the topic behind the item."""

    def save(app: "App", row: ItemRow, value: Any) -> None:
        assert row.topic_id is not None
        app.records.patch("topic", row.topic_id, None, {name: value})

    return save


def _has_topic(row: ItemRow) -> bool:
    return row.topic_id is not None


def _treatments(row: ItemRow) -> Options:
    offered = [row.treatment, *(treatment for treatment in _BY_HAND if treatment is not row.treatment)]
    return [(treatment, show_value(treatment)) for treatment in offered]


def _save_treatment(app: "App", row: ItemRow, value: str) -> None:
    if value == Treatment.OPEN:
        app.agenda.reopen(row.id)
    else:
        app.records.patch("agenda_item", row.id, row.revision, {"treatment": value})


def head_fields(types: Offer, actions: Offer, shows_layer: Callable[[ItemRow], bool]) -> list[Field]:
    """What stands at the top of the panel whatever part is open."""
    return [
        Field(N_("Title"), "title", width=3),
        Field(N_("Treatment"), "treatment", "choice", options=_treatments, save=_save_treatment, width=2),
        Field(
            N_("Reason (stands on agenda, minutes and notes)"),
            "ended_reason",
            width=6,
            visible=lambda row: row.treatment in NOT_TREATED,
        ),
        Field(N_("Duration (min)"), "minutes", "number", width=1),
        Field(N_("Type"), "item_type", "choice", options=types, width=2),
        Field(
            N_("Regional action"),
            "action_id",
            "record",
            options=actions,
            empty=N_("(none)"),
            save=_of_topic("action_id"),
            allowed=_has_topic,
            width=2,
        ),
        Field(
            N_("Phase"),
            "phase",
            "choice",
            enum=Phase,
            save=_of_topic("phase"),
            allowed=_has_topic,
            width=2,
        ),
        Field(
            N_("Transport layer"),
            "transport_layer",
            "choice",
            enum=TransportLayer,
            width=2,
            visible=shows_layer,
        ),
        Field(
            N_("Adoption of the plan"),
            "plan_step",
            "choice",
            enum=PlanStep,
            width=2,
            visible=lambda row: may_be_plan_step(row.item_type, row.transport_layer),
        ),
    ]


def notes_fields() -> list[Field]:
    """The notes of the meeting; the second takes its name from what the body may do."""
    return [
        Field(N_("Discussion"), "discussion", "text", lines=4),
        Field(N_("Conclusion"), "conclusion", "text", lines=2),
    ]


def preparation_fields() -> list[Field | Section]:
    """What is known before the meeting, and who may read it."""
    return [
        Field(N_("What is asked of the meeting"), "asked", "plain", lines=2),
        Field(N_("Introduction"), "introduction", "text", lines=4),
        Field(
            N_("What can still be influenced"),
            "still_open",
            "plain",
            lines=2,
            save=_of_topic("still_open"),
            visible=_has_topic,
        ),
        *said_fields(),
        Field(N_("Attachments, one per line"), "attachments", "plain", lines=2, width=4),
        Field(N_("Conclusion expected on"), "conclusion_on", "date", width=2),
        Field(N_("Item may be read by"), "audience", "choice", enum=Audience, width=3),
        Field(N_("Added after the agenda was sent"), "late", "check", width=3),
        Field(N_("Urgent: cannot wait for the next meeting"), "urgent", "check", width=3),
        Field(
            N_("Note of the secretariat (never on paper)"),
            "secretariat_note",
            "plain",
            lines=2,
            of_office=True,
        ),
    ]


def type_options(row: ItemRow, allowed: Sequence[ItemType], body: str) -> list[tuple[ItemType, str]]:
    """The types that this item may have here; a decision that is not possible is named with the reason."""
    options = [(kind, show_value(kind)) for kind in allowed]
    if row.item_type not in allowed:
        options.append((row.item_type, show_value(row.item_type)))
    if ItemType.DECISION not in allowed:
        options.append((ItemType.DECISION, _("decision (not in {body})").format(body=body)))
    return options


def disable_decision(choice: QWidget, *, may: bool) -> None:
    """The word stays in the list, so that who looks for it finds the reason; it cannot be chosen."""
    assert isinstance(choice, QComboBox)
    model = choice.model()
    assert isinstance(model, QStandardItemModel)
    for at in range(choice.count()):
        if choice.itemData(at) == ItemType.DECISION:  # Qt keeps the text of a code
            model.item(at).setEnabled(may)
            reason = "" if may else _("Refer the decision to who is competent for it.")
            choice.setItemData(at, reason, Qt.ItemDataRole.ToolTipRole)
