"""What one line of an agenda that was read is, to be said otherwise: its part, title, type, and which record it is."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ibo_desk.domain.agenda_text import AgendaLine
from ibo_desk.domain.bodies import ItemType
from ibo_desk.domain.line_fates import LineFate
from ibo_desk.language import _
from ibo_desk.services import words
from ibo_desk.services.agenda.paste import Becomes, Choice, PastedRow, candidate_words
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.widgets import Combo

_KEYS: Final = {
    LineFate.ITEM: "P",
    LineFate.SUB_ITEM: "S",
    LineFate.TITLE: "T",
    LineFate.DETAIL: "D",
    LineFate.SKIPPED: "X",
}
FATES_BY_KEY: Final = {key: fate for fate, key in _KEYS.items()}  # in the list of lines


class MendItem(QWidget):
    """``fated`` tells what the line is, ``chosen`` what its item is."""

    fated = Signal(object)  # LineFate
    chosen = Signal(object)  # Choice

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._row: PastedRow | None = None
        self.fate, self.kind, self.becomes = Combo(), Combo(), Combo()
        for fate, key in _KEYS.items():
            self.fate.addItem(f"{words.label(fate)}  ({key})", fate)
        for kind in ItemType:
            self.kind.addItem(words.label(kind), kind)
        self.title = QLineEdit()
        self.title.setPlaceholderText(_("Title of the item"))
        for widget, name in (
            (self.fate, _("What the line is")),
            (self.title, _("Title of the item")),
            (self.kind, _("Type of the item")),
            (self.becomes, _("What the item becomes")),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(name)
        self.title.setMaxLength(300)
        self.fate.activated.connect(lambda _at: self.fated.emit(self.fate.currentData()))
        self.title.editingFinished.connect(self._retitle)
        self.kind.activated.connect(lambda _at: self.chosen.emit(Choice(item_type=self.kind.currentData())))
        self.becomes.activated.connect(self._become)
        row = WrapLayout(desk.theme.px(8))
        row.addWidget(self.fate)
        row.addWidget(self.title, 2)
        row.addWidget(self.kind)
        row.addWidget(self.becomes, 2)
        self.setLayout(row)
        self.show_line(None, None)

    def show_line(self, line: AgendaLine | None, row: PastedRow | None) -> None:
        """Show a line, and the item that it names."""
        self._row = row
        self.setEnabled(line is not None)
        if line is not None:
            self.fate.setCurrentIndex(list(_KEYS).index(line.fate))
        new = row is not None and not row.there
        for widget in (self.title, self.kind, self.becomes):
            widget.setVisible(row is not None)
        self.title.setEnabled(new)
        self.kind.setEnabled(new)
        if row is None:
            return
        self.title.setText(row.item.title)
        self.title.setCursorPosition(0)
        self.kind.setCurrentIndex(list(ItemType).index(row.item_type))
        self.becomes.clear()
        self.becomes.addItem(_("new item"))
        for candidate in row.candidates:
            self.becomes.addItem(candidate_words(candidate))
        ids = [candidate.record_id for candidate in row.candidates]
        self.becomes.setCurrentIndex(ids.index(row.record.record_id) + 1 if row.record else 0)

    def _retitle(self) -> None:
        title = " ".join(self.title.text().split())
        if self._row is not None and title and title != self._row.item.title:
            self.chosen.emit(Choice(title=title))

    def _become(self, at: int) -> None:
        if self._row is None:
            return
        if at == 0:
            self.chosen.emit(Choice(becomes=Becomes.NEW))
            return
        candidate = self._row.candidates[at - 1]
        self.chosen.emit(Choice(becomes=candidate.becomes, record_id=candidate.record_id))
