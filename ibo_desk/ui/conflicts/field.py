"""A field that somebody else wrote while a value for it was being typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ibo_desk.domain.errors import StaleRecordError
from ibo_desk.domain.merging import Side, settle
from ibo_desk.language import _
from ibo_desk.ui.editors.parse import typed
from ibo_desk.ui.values import show_value

if TYPE_CHECKING:
    from ibo_desk.app import App

Of = tuple[str, UUID]  # kind and id of a record
Key = tuple[str, UUID, str]


@dataclass(frozen=True)
class FieldConflict:
    """``kind``, ``record_id`` and ``field`` as ``records.patch`` has them; ``label`` in the person's words.

    ``base`` stood there when typing began, ``mine`` was typed. ``editor`` as of ``editors.fields.Field``: "text" and
    "plain" are merged by paragraph, any other value is one or the other. ``options`` has the texts of a choice.
    ``write(app, value)`` takes the place of the patch for a field whose service writes more than the field.
    """

    kind: str
    record_id: UUID
    field: str
    label: str
    base: Any
    mine: Any
    editor: str = "line"
    options: Sequence[tuple[Any, str]] = ()
    write: "Callable[[App, Any], object] | None" = None

    @property
    def of(self) -> Of:
        return self.kind, self.record_id

    @property
    def key(self) -> Key:
        return self.kind, self.record_id, self.field

    @property
    def is_text(self) -> bool:
        return self.editor in {"text", "plain"}

    def side(self, theirs: Any) -> Side:
        """Who changed it; empty and nothing are the same."""
        return settle(*(None if value == "" else value for value in (self.base, self.mine, theirs)))

    def shown(self, value: Any) -> str:
        """A value of this field as people read it."""
        for option, text in self.options:
            if option == value:
                return text
        if self.editor == "check":
            return _("yes") if value else _("no")
        text = typed(self.editor, value) if isinstance(value, int) else show_value(value)
        return text or _("(empty)")


def of_error(conflict: FieldConflict, error: StaleRecordError) -> FieldConflict | None:
    """The conflict with the record that the error names: a page may show a field of one behind its own (the topic of
    an agenda item). None where the error is about another field, so that there is nothing to lay beside what was typed.
    """
    if conflict.field not in error.params.get("fields", ()):
        return None
    kind, record_id = error.params.get("kind", conflict.kind), error.params.get("id")
    if record_id is None:
        return conflict if kind == conflict.kind else None
    return replace(conflict, kind=kind, record_id=record_id)
