"""What the college of a cell was sent about its item, and whether that would now read otherwise."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from ibo_desk.language import N_, _
from ibo_desk.services.words import field_label
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.shared.differences import come, escaped, gone
from ibo_desk.ui.shared.sent_files import open_file, open_sent
from ibo_desk.ui.tones import WARN
from ibo_desk.ui.widgets import button, chip, clear_layout, hint

if TYPE_CHECKING:
    from ibo_desk.domain.agenda_comparison import FieldChange
    from ibo_desk.services.feedback.sent import SentRow
    from ibo_desk.ui.feedback.cell_file import CellFile

# Parts of a note that are no fields of a record.
_NAMES: Final = {
    "status": N_("State of the meeting"),
    "subtitle": N_("Meeting"),
    "type": N_("Type"),
    "answer_to": N_("To whom to answer"),
    "college_by": N_("Last college"),
    "submit_by": N_("Note in by"),
    "positions": N_("Positions"),
    "referrals": N_("Referrals"),
    "engagements": N_("Engagements"),
    "consequences": N_("Consequences for this municipality"),
}


class SentPart(QWidget):
    """One line per note that went, the newest first; ``again`` asks for the note that replaces it."""

    again = Signal(object)  # id of the meeting

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
        self.changed = QWidget()
        row = WrapLayout(parent=self.changed)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(chip(desk.theme, _("would now read otherwise"), WARN))
        self.show_difference = button(desk.theme, _("What differs"), "", self._toggle, flat=True)
        self.show_difference.setCheckable(True)
        self.replace = button(desk.theme, _("The note that replaces it"), "", self._again, flat=True)
        row.addWidget(self.show_difference)
        row.addWidget(self.replace)
        self.difference = QLabel()
        self.difference.setTextFormat(Qt.TextFormat.RichText)
        self.difference.setWordWrap(True)
        self.difference.setAccessibleName(_("Differences"))
        layout.addWidget(self.changed)
        layout.addWidget(self.difference)

    def show_sent(self, file: "CellFile | None") -> None:
        """Show what was sent about a cell, None for nothing; what differs follows when it was worked out."""
        clear_layout(self._lines)
        self._shown = file
        sent = file.sent if file is not None else []
        self.setVisible(bool(sent))
        self._mark([])
        for row in sent:
            self._lines.addWidget(self._line(row))
        if file is None or not sent:
            return

        def mark(changes: "list[FieldChange]") -> None:
            if self._shown is file:
                self._mark(changes)

        newest, item_id = sent[0].id, file.item_id
        self._desk.lane.read(lambda app: app.papers.changes_since(newest, item_id), mark, owner=self)

    def _again(self) -> None:
        if self._shown is not None:
            self.again.emit(self._shown.meeting_id)

    def _mark(self, changes: "list[FieldChange]") -> None:
        self.changed.setVisible(bool(changes))
        self.difference.setText("".join(self._html(change) for change in changes))
        self._toggle()

    def _toggle(self) -> None:
        self.difference.setVisible(not self.changed.isHidden() and self.show_difference.isChecked())

    def _html(self, change: "FieldChange") -> str:
        name = _(_NAMES[change.name]) if change.name in _NAMES else field_label(change.name)
        theme = self._desk.theme
        old = gone(theme, change.old) if change.old else ""
        new = come(theme, change.new) if change.new else ""
        return f"<p><b>{escaped(name)}</b></p>{old}{new}"

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
