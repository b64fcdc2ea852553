"""Recording what came of an item, unless somebody else wrote its conclusion meanwhile: then both are shown first."""

from typing import TYPE_CHECKING, Final
from uuid import UUID

from ibo_desk.domain.bodies import Outcome
from ibo_desk.domain.errors import UserError
from ibo_desk.language import N_, _
from ibo_desk.ui.conflicts import FieldConflict, resolve_stale
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.record.panel import RecordPanel

if TYPE_CHECKING:
    from ibo_desk.app import App

_FIELD = "conclusion"
OUTCOME_LABELS: Final = {
    Outcome.CONCLUDED: N_("Conclusion"),
    Outcome.ADVISED: N_("Advice"),
    Outcome.DECIDED: N_("Decision"),
    Outcome.NOTED: N_("Takes note"),
    Outcome.APPROVED: N_("Approval"),
}
CONCLUDE_LABELS: Final = {
    Outcome.CONCLUDED: N_("Record the conclusion"),
    Outcome.ADVISED: N_("Record the advice"),
    Outcome.DECIDED: N_("Record the decision"),
    Outcome.NOTED: N_("Record that note was taken"),
    Outcome.APPROVED: N_("Record the approval"),
}


def record_conclusion(desk: Desk, notes: RecordPanel) -> None:
    """Conclude the item whose notes are shown, with the text that stands there."""
    item_id, editor = notes.row.id, notes.editors[_FIELD]
    seen, text = notes.seen(_FIELD), editor.value()

    def settled(_conflict: FieldConflict, chosen: str, _revision: UUID | None) -> None:
        if _shows(notes, item_id):
            editor.show_value(chosen)

    def refused(error: UserError) -> None:
        _go_to_missing(notes, item_id, error)
        conflict = FieldConflict(
            "agenda_item",
            item_id,
            _FIELD,
            editor.inner.accessibleName(),
            seen,
            text,
            "text",
            write=lambda app, chosen: app.issuing.conclude(item_id, chosen),
        )
        if not resolve_stale(desk, notes, conflict, error, settled):
            desk.show_error(error)

    body = notes.row.body

    def conclude(app: "App") -> str:
        app.issuing.conclude(item_id, text, seen=seen)
        return app.minutes_check.deciding(item_id)

    def warn(sentence: str) -> None:
        if sentence:
            warning = _("“{sentence}” reads as a decision, which {body} cannot take: word it as what it is.")
            desk.notice.emit(warning.format(sentence=sentence, body=body))

    desk.lane.write(conclude, warn, refused, notes)


def say_recorded(desk: Desk) -> None:
    """Answer the key of recording where that was done: nothing is left to do, and how it is undone."""
    desk.notice.emit(
        _("What came of this item is recorded. Changes in its text are kept; “Open again” undoes it.")
    )


def _shows(notes: RecordPanel, item_id: UUID) -> bool:
    return notes.row is not None and notes.row.id == item_id


def _go_to_missing(notes: RecordPanel, item_id: UUID, error: UserError) -> None:
    """The sentence says what is missing, and there it is typed."""
    if error.code == "conclusion_without_text" and _shows(notes, item_id):
        notes.editors[_FIELD].inner.setFocus()
