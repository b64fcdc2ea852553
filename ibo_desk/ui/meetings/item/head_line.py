"""The item as a line: number, title and its fields, which unfold; and who was not there."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import button


class HeadLine(QWidget):
    """``unfolded`` tells whether the fields are to be seen."""

    unfolded = Signal(bool)

    def __init__(self, theme: Theme, away: QWidget) -> None:
        super().__init__()
        self.line = QLabel()
        self.line.setTextFormat(Qt.TextFormat.RichText)
        self.line.setWordWrap(True)  # the title of an item is never cut
        self.fields = button(theme, _("Fields"), "chevron_down", flat=True)
        self.fields.setCheckable(True)
        self.fields.setToolTip(_("Title, type, duration, phase and what the preparation said"))
        self.fields.toggled.connect(self.unfolded)
        row = WrapLayout(parent=self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(away)
        row.addWidget(self.fields)

    @property
    def is_unfolded(self) -> bool:
        return self.fields.isChecked()

    def unfold(self, on: bool) -> None:
        self.fields.setChecked(on)
        self.unfolded.emit(on)

    def show_item(self, row: ItemRow) -> None:
        minutes = _("{count} min").format(count=row.minutes) if row.minutes else ""
        began = _("taken up at {time}").format(time=formats.clock(row.began_at)) if row.began_at else ""
        joined = _("with item {number}").format(number=row.joined_number) if row.joined_number else ""
        parts = (joined, show_value(row.item_type), minutes, began, row.action, row.submitted_by)
        details = " · ".join(part for part in parts if part)
        self.line.setText(f"<b>{escape(f'{row.number}. {row.title}')}</b> · {escape(details)}")
