"""How the value of a field goes into its record, and what is shown where somebody else wrote it meanwhile."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ibo_desk.domain.errors import StaleRecordError
from ibo_desk.ui.editors.fields import Field, options_of
from ibo_desk.ui.editors.widgets import Editor
from ibo_desk.ui.record.field_typing import FieldTyping

if TYPE_CHECKING:
    from ibo_desk.ui.conflicts import FieldConflict


def writing(
    kind: str, field: Field, typing: FieldTyping, newest: Any, value: Any
) -> Callable[[Any], UUID | None]:
    """What writes a value on the store thread and gives the new revision; ``newest`` is the row as it was read last."""
    row_id, save = typing.row.id, field.save
    revision, visit, base = typing.revision, typing.visit, typing.base_value
    if save is None:
        return lambda app: app.records.patch(kind, row_id, revision, {field.name: value}, visit=visit)

    def by_service(app: Any) -> None:
        if field.value(newest) != base and revision is not None:
            raise StaleRecordError("changed_elsewhere", kind=kind, fields=[field.name])
        save(app, newest, value)

    return by_service


def conflict_of(
    kind: str, field: Field, editor: Editor, row: Any, newest: Callable[[], Any], base: Any, mine: Any
) -> "FieldConflict":
    """The field of a row as the view of two versions takes it; ``newest()`` is the row that is shown by then."""
    from ibo_desk.ui.conflicts import FieldConflict

    save = field.save

    def by_service(app: Any, chosen: Any) -> None:
        assert save is not None
        shown = newest()
        save(app, shown if shown.id == row.id else row, chosen)

    return FieldConflict(
        kind=kind,
        record_id=row.id,
        field=field.name,
        label=editor.inner.accessibleName(),
        base=base,
        mine=mine,
        editor=field.editor,
        options=tuple(options_of(field, row)),
        write=None if save is None else by_service,
    )
