"""What the college of a cell was sent about its item, and whether that would now read otherwise."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.shared.overtaken import OvertakenNotes
from ibo_desk.ui.shared.sent_files import open_file, open_sent
from ibo_desk.ui.widgets import button, clear_layout, hint

if TYPE_CHECKING:
    from ibo_desk.documents.overtaken import ChangedNote
    from ibo_desk.services.feedback.sent import SentRow
    from ibo_desk.ui.feedback.cell_file import CellFile


class SentPart(QWidget):
    """One line per note that went, the newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: CellFile | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(desk.theme.px(4))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(desk.theme.px(2))
        layout.addLayout(self._lines)
        self.overtaken = OvertakenNotes(desk)
        layout.addWidget(self.overtaken)

    def show_sent(self, file: "CellFile | None") -> None:
        """Show what was sent about a cell, None for nothing; what differs follows when it was worked out."""
        clear_layout(self._lines)
        self._shown = file
        sent = file.sent if file is not None else []
        self.setVisible(bool(sent))
        self.overtaken.show_notes([])
        for row in sent:
            self._lines.addWidget(self._line(row))
        if file is None or not sent:
            return

        def mark(notes: "list[ChangedNote]") -> None:
            if self._shown is file:
                self.overtaken.show_notes([note for note in notes if note.held.item_id == file.item_id])

        meeting_id, college_id = file.meeting_id, file.college_id
        self._desk.lane.read(lambda app: app.papers.changed_notes(meeting_id, college_id), mark, owner=self)

    def _line(self, row: "SentRow") -> QWidget:
        """ "Nota 2 · 23/11/2026", the note that it replaces, and its files."""
        holder = QWidget()
        line = WrapLayout(parent=holder)
        line.setContentsMargins(0, 0, 0, 0)
        sentence = _("Note {number} · {day}").format(number=row.number, day=formats.short_day(row.sent_on))
        line.addWidget(hint(sentence if row.known else f"{sentence} · {_('what it said was not kept')}"))
        before = (
            next((sent for sent in self._shown.sent if sent.id == row.replaces_id), None)
            if self._shown
            else None
        )
        if before is not None:
            text = _("replaces the note of {day}").format(day=formats.short_day(before.sent_on))
            line.addWidget(
                button(self._desk.theme, text, "", partial(open_sent, self._desk, self, before), flat=True)
            )
        line.addStretch(1)
        if row.files:
            menu = QMenu(holder)
            for file in row.files:
                menu.addAction(file.file_name, partial(open_file, self._desk, self, file))
            more = button(self._desk.theme, _("Open"), "", flat=True)
            more.setAccessibleName(_("Open what was sent: {note}").format(note=sentence))
            more.setMenu(menu)
            line.addWidget(more)
        return holder
