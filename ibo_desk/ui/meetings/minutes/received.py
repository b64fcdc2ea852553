"""A body that keeps its own secretariat: its minutes are attached as received, its agenda is pasted."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ibo_desk.domain.errors import FileProblemError, UserError
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.agenda.paste import PastedRow
from ibo_desk.services.minutes.minutes import ReceivedRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.minutes.reading import MinutesFile
from ibo_desk.ui.table.columns import Column, Columns
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.view import RowsTable
from ibo_desk.ui.values import show_value
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
        self.agenda = QPlainTextEdit()
        self.agenda.setPlaceholderText(_("Paste the agenda here, as it stands in the mail or in Word."))
        self.agenda.setAccessibleName(_("Agenda to paste"))
        self.agenda.setTabChangesFocus(True)
        self._writer = keep_line(
            desk,
            self.agenda,
            "received.agenda",
            _("Agenda to paste"),
            lambda: self._file and self._file.meeting.id,
        )
        self.agenda.textChanged.connect(self._preview)
        self.preview = hint("", wrap=True)
        self.paste = button(theme, _("Put on the agenda"), "plus", self._paste, primary=True)
        self._build()

    def _build(self) -> None:
        theme = self._desk.theme
        row, last = WrapLayout(), WrapLayout()
        row.addWidget(hint(_("Drag the file here, or choose it."), wrap=True), 1)
        row.addWidget(self.save)
        row.addWidget(self.attach)
        last.addWidget(self.preview, 1)
        last.addWidget(self.paste)
        self._pasting = QWidget()
        below = QVBoxLayout(self._pasting)
        below.setContentsMargins(0, theme.px(8), 0, 0)
        below.addWidget(heading(_("Paste an agenda"), 3))
        below.addWidget(self.agenda, 1)
        below.addLayout(last)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(6), 0, 0)
        layout.addWidget(heading(_("Minutes as received"), 3))
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        layout.addWidget(self._pasting, 1)

    def show_file(self, file: MinutesFile) -> None:
        """Show what was attached to this meeting."""
        other = self._file is not None and self._file.meeting.id != file.meeting.id
        self._file = file
        self.model.set_rows(file.received)
        self.attach.setVisible(not self._desk.read_only)
        self.save.setEnabled(bool(file.received))
        self._pasting.setVisible(not self._desk.read_only and not file.meeting.locked)
        if other:
            self._writer.put_aside()
            self.agenda.clear()
        self._preview()

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

    # agenda

    def _preview(self) -> None:
        text, file = self.agenda.toPlainText(), self._file
        self.paste.setEnabled(bool(text.strip()))
        if file is None or not text.strip():
            self.preview.clear()
            return
        meeting_id = file.meeting.id
        self._desk.lane.read(
            lambda app: app.agenda_paste.preview(meeting_id, text),
            lambda rows: self._tell_found(text, rows),
            owner=self,
        )

    def _tell_found(self, text: str, rows: Sequence[PastedRow]) -> None:
        if text != self.agenda.toPlainText():
            return
        new = [row for row in rows if not row.there]
        sentence = ngettext("{count} new item", "{count} new items", len(new)).format(count=len(new))
        lines = _first([f"{row.item.title} ({show_value(row.item_type)})" for row in new], 4)
        remarks = _first([f"{row.item.title}: {row.remark}" for row in new if row.remark], 2)
        self.preview.setText("\n".join([sentence + (": " + "; ".join(lines) if lines else ""), *remarks]))
        self.preview.setToolTip("\n".join(row.item.title for row in new))

    def _paste(self) -> None:
        if self._file is None:
            return
        meeting_id, text = self._file.meeting.id, self.agenda.toPlainText()
        self._desk.lane.write(
            lambda app: app.agenda_paste.paste(meeting_id, text), lambda _ids: self.agenda.clear(), owner=self
        )


def _first(lines: list[str], most: int) -> list[str]:
    """No more than there is room for, and how many are left out."""
    left_out = len(lines) - most
    return lines if left_out <= 0 else [*lines[:most], _("and {count} more").format(count=left_out)]
