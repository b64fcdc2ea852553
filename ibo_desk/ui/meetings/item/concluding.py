"""Recording what came of an item, unless somebody else wrote its conclusion meanwhile: then both are shown first."""

from typing import TYPE_CHECKING
from uuid import UUID

from ibo_desk.domain.errors import UserError
from ibo_desk.ui.conflicts import FieldConflict, resolve_stale
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.record.panel import RecordPanel

if TYPE_CHECKING:
    pass

_FIELD = "conclusion"


def record_conclusion(desk: Desk, notes: RecordPanel) -> None:
    """Conclude the item whose notes are shown, with the text that stands there."""
    item_id, editor = notes.row.id, notes.editors[_FIELD]
    seen, text = notes.seen(_FIELD), editor.value()

    def settled(_conflict: FieldConflict, chosen: str, _revision: UUID | None) -> None:
        if notes.row is not None and notes.row.id == item_id:
            editor.show_value(chosen)

    def refused(error: UserError) -> None:
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

    desk.lane.write(lambda app: app.issuing.conclude(item_id, text, seen=seen), failed=refused, owner=notes)
