"""A record beside the table: fields that save themselves, and follow what others write."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.services import words
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.fields import Field, Section, options_of
from ibo_desk.ui.editors.making import make_editor
from ibo_desk.ui.editors.rich_text import RichTextEditor
from ibo_desk.ui.editors.widgets import ChoiceEditor, Editor, LineEditor
from ibo_desk.ui.layout.form import FormLayout
from ibo_desk.ui.record.field_writer import FieldWriter
from ibo_desk.ui.widgets import heading


class RecordPanel(QWidget):
    """``RecordPanel(desk, "engagement", FIELDS)``; then ``show_record(row)`` with each newer row, None for nothing.

    ``stale`` asks the page to read again: somebody else wrote the same field. What the person is typing stays.
    ``takes_over`` says, by the code of the refusal of a choice, what asks for what is missing instead of telling it.
    """

    stale = Signal()

    def __init__(self, desk: Desk, kind: str, fields: Sequence[Field | Section]) -> None:
        super().__init__()
        self._desk = desk
        self._kind = kind
        self._row: Any = None
        self._locked = desk.read_only
        self._fields = [field for field in fields if isinstance(field, Field)]
        self.editors: dict[str, Editor] = {}
        self.writers: dict[str, FieldWriter] = {}
        self.takes_over: dict[str, Callable[[], object]] = {}
        self._labels: dict[str, QLabel] = {}
        self._form = FormLayout(desk.theme.px(12), desk.theme.air(3), desk.theme.px(58))
        self.setLayout(self._form)
        self._place(fields)
        self.setEnabled(False)

    @property
    def row(self) -> Any:
        """The row that is shown, None when there is none."""
        return self._row

    def shown_record(self) -> tuple[str, UUID, str] | None:
        """The table name, id and name of the record that is shown, None when there is none."""
        return None if self._row is None else (self._kind, self._row.id, record_title(self._kind, self._row))

    def show_record(self, row: Any) -> None:
        """Show a record; the same one again keeps the field that is being typed in."""
        if self._row is not None and (row is None or row.id != self._row.id):
            for writer in self.writers.values():
                writer.depart() if row is not None else writer.empty()
        self._row = row
        self.setEnabled(row is not None)
        if row is None:
            return
        for field in self._fields:
            self._fill(field, row)

    def set_read_only(self, read_only: bool) -> None:
        """Lock every field (approved minutes, a file that may only be read)."""
        self._locked = read_only or self._desk.read_only
        if self._row is not None:
            self.show_record(self._row)

    def set_label(self, name: str, text: str) -> None:
        """Name a field after what it holds now ("Advice" instead of "Conclusion"), already in the person's words."""
        self._labels[name].setText(text)
        self.editors[name].inner.setAccessibleName(text)

    def set_field_visible(self, name: str, visible: bool) -> None:
        """Show or hide a field until the next record is shown."""
        self.editors[name].setVisible(visible)
        self._labels[name].setVisible(visible)

    def let_grow(self, name: str, share: int) -> None:
        """Give a field its share of the height that is left; 0 for none."""
        self._form.let_grow(self.editors[name], share)

    def seen(self, name: str) -> Any:
        """The value that a field held when the person began to type in it; what it holds while nobody does."""
        return self.writers[name].began_with

    def focus(self, name: str) -> None:
        """Put the cursor in a field, for a record that was just made; what it was named is replaced by typing."""
        self.editors[name].setFocus(Qt.FocusReason.OtherFocusReason)
        inner = self.editors[name].inner
        if isinstance(inner, QLineEdit):
            inner.selectAll()

    def _place(self, fields: Sequence[Field | Section]) -> None:
        for part in fields:
            if isinstance(part, Section):
                self._form.add_title(heading(_(part.title), 3))
            else:
                self._place_field(part)

    def _place_field(self, field: Field) -> None:
        editor = make_editor(self._desk, field)
        label = QLabel("" if field.editor == "check" else _(field.label))
        label.setObjectName("field_label")
        label.setIndent(0)
        label.setBuddy(editor.inner)
        editor.inner.setAccessibleName(_(field.label))
        if field.help:
            label.setToolTip(_(field.help))
            editor.inner.setToolTip(_(field.help))
            editor.inner.setAccessibleDescription(_(field.help))
        writer = FieldWriter(self._desk, self._kind, field, editor)
        writer.stale.connect(self.stale)
        writer.choice_refused.connect(self._choice_refused)
        self.writers[field.name] = writer
        self.editors[field.name] = editor
        self._labels[field.name] = label
        if isinstance(editor, RichTextEditor):
            editor.take_label(label)
            self._form.add_field(None, editor, field.width)
        else:
            self._form.add_field(label, editor, field.width)

    def _choice_refused(self, error: UserError) -> None:
        asks = self.takes_over.get(error.code)
        self._desk.show_error(error) if asks is None else asks()

    def _fill(self, field: Field, row: Any) -> None:
        editor = self.editors[field.name]
        visible = (field.visible is None or field.visible(row)) and not (
            field.of_office and self._desk.package is not None
        )
        editor.setVisible(visible)
        self._labels[field.name].setVisible(visible)
        locked = self._locked or not (field.allowed is None or field.allowed(row))
        locked = locked or not self._desk.may_write(self._kind, field.name, row)
        editor.set_read_only(locked)
        if isinstance(editor, ChoiceEditor):
            editor.offer(options_of(field, row))
        if isinstance(editor, LineEditor) and field.empty_line is not None and visible:
            editor.show_empty(field.empty_line(row))
        self.writers[field.name].show(row, locked=locked)


def record_title(kind: str, row: Any) -> str:
    """What a row calls its record; where it has no name of its own, the noun of its kind."""
    names = ("short", "short_title", "title", "name", "what", "label")
    own = (str(getattr(row, name, "") or "") for name in names)
    return next((name for name in own if name), words.kind_label(kind))
