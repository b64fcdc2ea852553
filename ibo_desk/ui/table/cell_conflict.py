"""From a cell of a table that somebody else wrote too to both versions of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.ui.conflicts.field import FieldConflict
from ibo_desk.ui.conflicts.view import resolve_stale
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.table.columns import Column, RowT
from ibo_desk.ui.values import show_value

if TYPE_CHECKING:
    from ibo_desk.app import App


def show_cell(
    desk: Desk,
    parent: QWidget,
    cell: tuple[RowT, Column[RowT], Any],
    error: UserError,
    rows: Callable[[], Sequence[RowT]],
    settled: Callable[[], object] | None = None,
) -> bool:
    """Open the view for a cell whose write was refused; False where it was refused for another reason.

    ``rows`` gives the rows as they are read by then: what a service writes, it writes to the newest. ``settled`` once
    the record holds what was chosen.
    """
    row, column, value = cell
    edit = column.edit
    if edit is None:
        return False
    save = edit.save

    def write(app: "App", chosen: Any) -> None:
        assert save is not None
        save(app, next((newest for newest in rows() if newest.id == row.id), row), chosen)

    offered = [(code, show_value(code)) for code in edit.enum or ()]
    conflict = FieldConflict(
        edit.kind,
        edit.target(row)[0],
        edit.field,
        _(column.title),
        column.get(row),
        value,
        edit.editor,
        tuple(edit.options(row) if edit.options else offered),
        None if save is None else write,
    )
    return resolve_stale(desk, parent, conflict, error, lambda *_settled: settled() if settled else None)
