"""The documents of an action: attached files, and papers that were made about it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.ui.actions.money_columns import DOCUMENTS
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.lines import Lines
from ibo_desk.ui.shared.attached import ask_file, ask_save_copy, bytes_of, open_copy
from ibo_desk.ui.widgets import button

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.actions.rows import ActionFileRow


class Documents(QWidget):
    """Attach, open, save elsewhere, say who may read it, take away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._action: UUID | None = None
        self.lines = Lines(
            desk,
            "action_documents",
            DOCUMENTS,
            "document",
            empty=_(
                "No documents yet. Attach the agreement, a study or a map; a sheet you make is listed too."
            ),
        )
        self.attach = button(desk.theme, _("Attach a file…"), "plus", self._choose, flat=True)
        self.attach.setEnabled(not desk.read_only)
        self.open = button(desk.theme, _("Open"), "preview", self._open, flat=True)
        self.save = button(desk.theme, _("Save a copy…"), "folder", self._save, flat=True)
        for each in (self.attach, self.open, self.save):
            self.lines.add_to_bar(each)
        self.lines.opened.connect(lambda _row: self._open())
        self.lines.selected.connect(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, desk.theme.px(6), 0, 0)
        layout.addWidget(self.lines)
        self._chosen(None)

    def show_documents(self, action_id: UUID, rows: "Sequence[ActionFileRow]") -> None:
        """Show the documents of an action, the newest first."""
        self._action = action_id
        self.lines.show_rows(rows)
        self._chosen(self.lines.current())

    def attach_file(self, path: Path) -> None:
        """Keep the bytes of a file with the action."""
        action_id = self._action
        if action_id is None or self._desk.read_only:
            return

        def attach(app: "App") -> UUID:
            return app.action_files.attach(action_id, path.name, bytes_of(path))

        self._desk.lane.write(attach, self.lines.select, owner=self)

    def _chosen(self, row: "ActionFileRow | None") -> None:
        """Only what is kept here can be opened; a paper that was made lies in its folder."""
        for each in (self.open, self.save):
            each.setEnabled(row is not None and row.size > 0)

    def _choose(self) -> None:
        ask_file(self, _("Which file belongs to this action?"), self.attach_file)

    def _open(self) -> None:
        row = self.lines.current()
        if row is not None and row.size > 0:
            open_copy(self._desk, self, row.file_name, _bytes(row.id))

    def _save(self) -> None:
        row = self.lines.current()
        if row is not None and row.size > 0:
            ask_save_copy(self._desk, self, row.file_name, _bytes(row.id))


def _bytes(document_id: UUID) -> "Callable[[App], bytes]":
    return lambda app: app.action_files.data(document_id)
