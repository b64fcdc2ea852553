"""The states of play of one action: a short list, and the chosen one in full below it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.ui.actions import columns
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.lines import Lines
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.widgets import button, column

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.actions.rows import NoteRow


_MOST = 5  # lines above the record of one of them, before a button shows the others


class Notes(QWidget):
    """The latest note on top; a new one puts the cursor in its text."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._action: UUID | None = None
        self._fresh: UUID | None = None
        self.lines = Lines(
            desk,
            "action_notes",
            columns.NOTES,
            "progress_note",
            empty=_("No state of play was written yet."),
            most=_MOST,
        )
        self.record = RecordPanel(desk, "progress_note", columns.NOTE_FIELDS)
        self.add = button(desk.theme, _("Add state of play"), "plus", self._add, flat=True)
        self.add.setEnabled(not desk.read_only)
        self.lines.add_to_bar(self.add)
        self.lines.selected.connect(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, desk.theme.px(6), 0, 0)
        layout.addWidget(column(desk.theme.px(6), self.lines, self.record))
        self._chosen(None)

    def show_notes(self, action_id: UUID, notes: "Sequence[NoteRow]") -> None:
        """Show the notes of an action, the latest first."""
        self._action = action_id
        self.lines.show_rows(sorted(notes, key=lambda note: note.on, reverse=True))
        self._chosen(self.lines.current())

    def _chosen(self, row: "NoteRow | None") -> None:
        self.record.setVisible(row is not None)
        self.record.show_record(row)
        if row is not None and row.id == self._fresh:
            self._fresh = None
            self.record.focus("text")

    def _add(self) -> None:
        action_id = self._action
        if action_id is None:
            return
        values = {"action_id": action_id, "on": self._desk.clock.today(), "text": ""}

        def add(app: "App") -> UUID:
            return app.records.add("progress_note", values)

        def made(note_id: UUID) -> None:
            self._fresh = note_id
            self.lines.select(note_id)

        self._desk.lane.write(add, made, None, self)
