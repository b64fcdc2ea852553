"""Beside the notes: what was recorded at the item as it arises, the newest first."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.meetings.noted import noted_at
from ibo_desk.ui.meetings.reading import ItemFile
from ibo_desk.ui.widgets import heading

_PART = Qt.ItemDataRole.UserRole
_LEAST = 170  # pixels of the 100 % design under which words of the list would be cut


class Aside(QWidget):
    """Enter, or a double click, on a line opens the part of the item in which it stands."""

    def __init__(self, desk: Desk, open_part: Callable[[str], object]) -> None:
        super().__init__()
        self._desk = desk
        self.list = QListWidget()
        self.list.setObjectName("agenda")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setAccessibleName(_("Noted at this item"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setIconSize(QSize(desk.theme.px(16), desk.theme.px(16)))
        self.list.itemActivated.connect(lambda item: open_part(item.data(_PART)))
        self.setMinimumWidth(desk.theme.px(_LEAST))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(desk.theme.px(4))
        title = heading(_("Noted at this item"), 3)
        title.setWordWrap(True)
        layout.addWidget(title)
        layout.addWidget(self.list, 1)
        self.show_lines([])

    def show_file(self, file: ItemFile) -> None:
        """Show what hangs on an item."""
        self.show_lines(noted_at(file))

    def show_lines(self, noted: list[tuple[str, str, str]]) -> None:
        self.list.clear()
        for part, icon, text in reversed(noted):
            line = QListWidgetItem(self._desk.theme.icon(icon), text)
            line.setData(_PART, part)
            self.list.addItem(line)
        if not noted:
            line = QListWidgetItem(
                _("Positions, engagements and referrals appear here. Type / in the notes.")
            )
            line.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(line)
