"""The files that came with an answer: attach, open, save elsewhere, take away."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.shared.attached import ask_file, ask_save_copy, bytes_of, open_copy, save_copy
from ibo_desk.ui.widgets import ElidedLabel, button, clear_layout

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.feedback.files import AnswerFile
    from ibo_desk.ui.feedback.cell_file import CellFile


class AnswerFiles(QWidget):
    """Under the answer: one line per file, and a button that attaches one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._cell: tuple[UUID, UUID] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(desk.theme.px(2))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(desk.theme.px(2))
        layout.addLayout(self._lines)
        row = WrapLayout()
        self.attach = button(desk.theme, _("Attach a file…"), "plus", self._choose, flat=True)
        self.attach.setEnabled(not desk.read_only)
        row.addWidget(self.attach)
        row.addStretch(1)
        layout.addLayout(row)

    def show_files(self, file: "CellFile | None") -> None:
        """Show what came with the answers of a cell, None for nothing."""
        clear_layout(self._lines)
        self._cell = (file.item_id, file.college_id) if file else None
        self.setVisible(file is not None and bool(file.rounds))
        for answer_file in file.files if file else []:
            self._lines.addWidget(self._line(answer_file))

    def attach_file(self, path: Path) -> None:
        """Keep the bytes of a file with the answer."""
        cell = self._cell
        if cell is None or self._desk.read_only:
            return

        self._desk.lane.write(lambda app: app.feedback.attach(*cell, path.name, bytes_of(path)), owner=self)

    def save_copy(self, file: "AnswerFile", path: Path) -> None:
        """Write an attached file somewhere else."""
        save_copy(self._desk, self, path, _bytes(file))

    def open_copy(self, file: "AnswerFile") -> None:
        """Look at a copy."""
        open_copy(self._desk, self, file.file_name, _bytes(file))

    def _line(self, file: "AnswerFile") -> QWidget:
        holder = QWidget()
        row = WrapLayout(parent=holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ElidedLabel(file.file_name), 1)
        menu = QMenu(holder)
        menu.addAction(_("Open"), lambda: self.open_copy(file))
        menu.addAction(_("Save a copy…"), lambda: self._save_as(file))
        if not self._desk.read_only:
            menu.addAction(_("Take away"), lambda: self._take_away(file))
        more = button(self._desk.theme, "", "more", flat=True)
        more.setAccessibleName(_("What to do with {file}").format(file=file.file_name))
        more.setMenu(menu)
        row.addWidget(more)
        return holder

    def _take_away(self, file: "AnswerFile") -> None:
        self._desk.lane.write(lambda app: app.feedback.detach(file.id), owner=self)

    def _choose(self) -> None:
        ask_file(self, _("Which file came with the answer?"), self.attach_file)

    def _save_as(self, file: "AnswerFile") -> None:
        ask_save_copy(self._desk, self, file.file_name, _bytes(file))


def _bytes(file: "AnswerFile") -> "Callable[[App], bytes]":
    return lambda app: app.feedback.attached_data(file.id)
