"""The pages of a paper as pictures, before anything is written."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.widgets import clear_layout, hint

PPI = 110.0


class Preview(QScrollArea):
    """Pages below each other, as wide as the room allows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._theme = desk.theme
        self.setObjectName("preview")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Preview of the paper"))
        inside = QWidget()
        inside.setObjectName("preview_inside")
        self._layout = QVBoxLayout(inside)
        self._layout.setSpacing(desk.theme.px(14))
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(inside)
        self._pages: list[tuple[QLabel, QPixmap]] = []
        self.say(_("Choose a meeting and a paper; its pages then stand here."))

    def say(self, text: str) -> None:
        """A sentence instead of pages."""
        self._pages = []
        clear_layout(self._layout)
        label = hint(text, wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setMinimumWidth(self._theme.px(200))  # else it is as narrow as its longest word
        self._layout.addWidget(label)

    def show_pages(self, pages: Sequence[bytes], unshown: str = "") -> None:
        """Show pages that are PNG, and above them the characters for which they have a square."""
        clear_layout(self._layout)
        if unshown:
            text = _("In a PDF a square stands for: {signs}").format(signs=unshown)
            self._layout.addWidget(hint(text, wrap=True))
        self._pages = []
        for number, data in enumerate(pages, start=1):
            picture = QPixmap()
            picture.loadFromData(data)
            label = QLabel()
            label.setObjectName("paper_page")
            label.setAccessibleName(_("Page {number} of {count}").format(number=number, count=len(pages)))
            self._layout.addWidget(label)
            self._pages.append((label, picture))
        self._fit()
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        ratio = self.devicePixelRatioF()
        room = self.viewport().width() - self._theme.px(28)
        for label, picture in self._pages:
            width = int(min(room, picture.width() * 1.1) * ratio)
            shown = picture.scaledToWidth(max(width, 100), Qt.TransformationMode.SmoothTransformation)
            shown.setDevicePixelRatio(ratio)
            label.setPixmap(shown)
