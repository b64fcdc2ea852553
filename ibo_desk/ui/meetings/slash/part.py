"""Under the notes: the line for slash commands, what it answers, and what was noted at the item as chips."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QTextEdit, QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.noted import noted_at
from ibo_desk.ui.meetings.reading import ItemFile
from ibo_desk.ui.meetings.slash.entry import SlashEntry
from ibo_desk.ui.meetings.wrapped import WrappedHint
from ibo_desk.ui.widgets import ElidedLabel, button

_SHOWN = 2  # chips; behind them stands how many came before


class SlashPart(QWidget):
    """Watches the text of the notes too: a line there that begins with "/" is noted on Enter."""

    def __init__(self, desk: Desk, text: QTextEdit, open_part: Callable[[str], object]) -> None:
        super().__init__()
        self._desk = desk
        self._open_part = open_part
        self._live = False
        theme = desk.theme
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("/engagement Harelbeke: deliver the advice by 15 January"))
        self.line.setAccessibleName(_("Line for commands"))
        self.line.setAccessibleDescription(
            _("Type / for the commands. Enter notes the line, Tab takes what is proposed.")
        )
        self.line.setToolTip(self.line.accessibleDescription())
        self.answer = WrappedHint()
        self.answer.hide()
        # the same in one line that never moves what stands above it
        self.answer_line = ElidedLabel("", "hint")
        self.answer_line.hide()
        self.in_line, self.in_text = SlashEntry(desk, self.line), SlashEntry(desk, text)
        self._writer = keep_line(
            desk, self.line, "item.slash", _("Line for commands"), lambda: self.in_line.item_id
        )
        for entry in (self.in_line, self.in_text):
            entry.answered.connect(self._tell)
        self.chips: list[QPushButton] = []
        self.entry_row = WrapLayout()  # the panel puts its buttons beside the line
        self.entry_row.addWidget(self.line, 1)
        self.chips_row = QWidget()
        self._chips = WrapLayout(parent=self.chips_row)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(theme.px(4))
        self._chips.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(3))
        layout.addLayout(self.entry_row)
        layout.addWidget(self.answer)

    def set_live(self, on: bool) -> None:
        """In a live meeting lines are typed in the notes, and what was noted stands beside them."""
        self._live = on
        if on:
            self.in_text.arrive()
        self.line.setVisible(not on and self.in_line.item_id is not None)
        self.chips_row.setVisible(not on)
        self.answer_line.setVisible(on)
        self._tell(self.answer_line.toolTip())

    def show_item(self, item_id: UUID | None, *, locked: bool) -> None:
        """Note under this item from now on; not under one that is locked."""
        item_id = None if locked else item_id
        other = item_id != self.in_line.item_id
        for entry in (self.in_line, self.in_text):
            if entry.item_id != item_id:
                entry.item_id, entry.offer = item_id, ""
        if other:
            if self._live:
                self.in_text.arrive()
            self._tell("")
            self._writer.put_aside()
            self.line.clear()
            self._fill([])
        self.line.setVisible(item_id is not None and not self._live)

    def show_file(self, file: ItemFile) -> None:
        """Show what was noted at the item, the newest last."""
        self._fill(noted_at(file))

    def _fill(self, chips: list[tuple[str, str, str]]) -> None:
        for made in self.chips:
            made.hide()
            made.deleteLater()
        more = len(chips) - _SHOWN
        self.chips = [self._chip(*parts) for parts in chips[-_SHOWN:]]
        if more > 0:
            earlier = chips[-_SHOWN - 1][0]
            self.chips.append(self._chip(earlier, "", _("and {count} more").format(count=more)))
        for at, made in enumerate(self.chips):
            self._chips.insertWidget(at, made)

    def _chip(self, part: str, icon: str, text: str) -> QPushButton:
        theme = self._desk.theme
        room = theme.px(150)
        short = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        made = button(theme, short.replace("&", "&&"), icon, lambda: self._open_part(part), flat=True)
        made.setToolTip(text)
        made.setAccessibleName(text)
        return made

    def _tell(self, text: str) -> None:
        self.answer_line.show_text(text)
        self.answer.setText(text)
        self.answer.setVisible(bool(text) and not self._live)
