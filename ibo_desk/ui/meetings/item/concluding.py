"""Recording what came of an item, unless somebody else wrote its conclusion meanwhile: then both are shown first."""

from typing import TYPE_CHECKING
from uuid import UUID

from ibo_desk.domain.errors import StaleRecordError, UserError
from ibo_desk.ui.conflicts import FieldConflict, resolve_stale
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.panel import RecordPanel
from ibo_desk.ui.meetings.minutes.reading import conclude

if TYPE_CHECKING:
    from ibo_desk.app import App

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
            write=lambda app, chosen: conclude(app, item_id, chosen),
        )
        if not resolve_stale(desk, notes, conflict, error, settled):
            desk.show_error(error)

    desk.lane.write(lambda app: _conclude(app, item_id, text, seen), failed=refused, owner=notes)


def _conclude(app: "App", item_id: UUID, text: str, seen: str) -> None:
    if app.agenda.item(item_id).conclusion not in {seen, text}:
        raise StaleRecordError("changed_elsewhere", kind="agenda_item", id=item_id, fields=[_FIELD])
    conclude(app, item_id, text)
