"""A body that keeps its own secretariat: its minutes are attached as received, its agenda is pasted."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ibo_desk.domain.errors import FileProblemError, UserError
from ibo_desk.language import N_, _
from ibo_desk.services.minutes.minutes import ReceivedRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.minutes.pasted_outcomes import OutcomesDialog
from ibo_desk.ui.meetings.minutes.reading import MinutesFile
from ibo_desk.ui.table.columns import Column, Columns
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.view import RowsTable
from ibo_desk.ui.widgets import button, heading, hint

COLUMNS: Final[Columns[ReceivedRow]] = (
    Column("file_name", N_("File"), lambda row: row.file_name, 260, stretch=True),
    Column("size", N_("Size (kB)"), lambda row: -(-row.size // 1024), 105, "right"),
    Column("attached_at", N_("Attached on"), lambda row: row.attached_at, 110),
)


class _Table(RowsTable[ReceivedRow]):
    """Lets a file that is dragged over it pass to the part around it."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.ignore()


class ReceivedPart(QWidget):
    """Files by button or by dragging them here; below it the text of an agenda as it came by mail or in Word."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._file: MinutesFile | None = None
        theme = desk.theme
        self.setAcceptDrops(not desk.read_only)
        self.model = RowsModel(COLUMNS, self)
        self.model.read_only = True
        self.table = _Table(desk, self.model)
        self.table.setObjectName("rows")
        self.table.setAccessibleName(_("Minutes as received"))
        self.table.opened.connect(self._save_as)
        self.attach = button(theme, _("Attach a file…"), "import", self._choose)
        self.save = button(theme, _("Save a copy…"), "export", self._save_current)
        self.outcomes = button(theme, _("Paste the outcomes…"), "check", self._paste_outcomes)
        self._build()

    def _build(self) -> None:
        theme = self._desk.theme
        row = WrapLayout()
        row.addWidget(hint(_("Drag the file here, or choose it."), wrap=True), 1)
        row.addWidget(self.outcomes)
        row.addWidget(self.save)
        row.addWidget(self.attach)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(6), 0, 0)
        layout.addWidget(heading(_("Minutes as received"), 3))
        layout.addWidget(self.table, 1)
        layout.addLayout(row)

    def show_file(self, file: MinutesFile) -> None:
        """Show what was attached to this meeting."""
        self._file = file
        self.model.set_rows(file.received)
        self.attach.setVisible(not self._desk.read_only)
        self.save.setEnabled(bool(file.received))
        self.outcomes.setVisible(not self._desk.read_only and not file.meeting.locked)

    def _paste_outcomes(self) -> None:
        if self._file is not None:
            OutcomesDialog(self._desk, self, self._file.meeting.id).open()

    # files

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.attach_file(Path(url.toLocalFile()))
        event.acceptProposedAction()

    def attach_file(self, path: Path) -> None:
        """Keep the bytes of a file with the meeting."""
        if self._file is None or self._desk.read_only:
            return
        meeting_id = self._file.meeting.id

        def read() -> bytes:
            try:
                return path.read_bytes()
            except OSError as error:
                raise FileProblemError("file_unopenable", place=str(path)) from error

        self._desk.lane.write(
            lambda app: app.minutes.attach_received(meeting_id, path.name, read()), owner=self
        )

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Which minutes?"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._attach_all)
        dialog.open()

    def _attach_all(self, names: list[str]) -> None:
        for name in names:
            self.attach_file(Path(name))

    def _save_current(self) -> None:
        rows = self.model.rows()
        at = self.table.currentIndex().row()
        if rows:
            self._save_as(rows[max(at, 0)])

    def _save_as(self, row: ReceivedRow) -> None:
        dialog = QFileDialog(self, _("Save a copy…"), row.file_name)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(row.file_name)
        dialog.fileSelected.connect(lambda name: self.save_copy(row, Path(name)))
        dialog.open()

    def save_copy(self, row: ReceivedRow, path: Path) -> None:
        """Write an attached file somewhere else."""

        def written(data: bytes) -> None:
            from ibo_desk.services.base.saving import save_private

            try:
                save_private(path, data)
            except UserError as error:
                self._desk.show_error(error)
            else:
                self._desk.notice.emit(_("Saved as {path}.").format(path=path))

        self._desk.lane.read(lambda app: app.minutes.received_data(row.id), written, owner=self)
