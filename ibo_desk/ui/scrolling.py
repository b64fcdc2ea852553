"""A scroll area that only scrolls vertically, whose bar cannot appear and disappear without end."""

import gc
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QPlainTextEdit, QScrollArea, QTextEdit, QWidget

_TURNS: Final = 4  # times that a bar may come or go in one go, or a size may be given while another is given
_POLICIES: Final = {True: Qt.ScrollBarPolicy.ScrollBarAlwaysOn, False: Qt.ScrollBarPolicy.ScrollBarAlwaysOff}
_collection: Final = {"phase": "stop"}
gc.callbacks.append(lambda phase, _info: _collection.update(phase=phase))


class VerticalScrollArea(QScrollArea):
    """Holds a widget as wide as itself.

    What folds or breaks its lines may need less height beside the bar than without it. Qt would then show and hide
    the bar until the program falls over, so whether there is one is decided here, for the whole width; one that comes
    back stays.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._turns = self._sizings = 0
        self._at_rest = QTimer(self, singleShot=True, interval=0)
        self._at_rest.timeout.connect(self._rest)
        self.setObjectName("scrolled")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(_POLICIES[False])
        self.setVerticalScrollBarPolicy(_POLICIES[False])
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._decide()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._decide()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._decide()
        if (
            self._sizings == _TURNS
        ):  # what folds has another height in each size that it is given: the last one stays
            return False
        self._sizings += 1
        try:
            return super().eventFilter(watched, event)
        finally:
            self._sizings -= 1

    def _decide(self) -> None:
        if _collection["phase"] == "start":  # a window on its way out is resized, with parts that are gone
            return
        inside, room = self.widget(), self.contentsRect().size()
        if not self.isVisible() or inside is None or room.isEmpty():
            return
        needed = max(inside.minimumSizeHint().height(), inside.heightForWidth(room.width()))
        scrolls = needed > room.height()
        if self.verticalScrollBarPolicy() != _POLICIES[scrolls] and (scrolls or self._turns < _TURNS):
            self._turns += 1
            self._at_rest.start()
            self.setVerticalScrollBarPolicy(_POLICIES[scrolls])

    def _rest(self) -> None:
        """All that was asked has its place: what happens now is new."""
        self._turns = 0


def keep_typed_in_sight(window: QWidget) -> None:
    """Scroll what lost its room, where a sentence came above it, to the cell or the line that has the keys."""
    around: list[QWidget] = []
    part: QWidget | None = window.focusWidget()
    while part is not None:
        around.append(part)
        part = part.parentWidget()
    if not around:
        return
    at, holder = _place_of_keys(around[0]), around[0]
    for each in around:
        if isinstance(each, QAbstractItemView) and each.currentIndex().isValid():
            each.scrollTo(each.currentIndex())
            at, holder = each.visualRect(each.currentIndex()), each.viewport()
        inside = each.widget() if isinstance(each, QScrollArea) else None
        if isinstance(each, QScrollArea) and inside is not None:
            middle = holder.mapTo(inside, at.center())
            each.ensureVisible(middle.x(), middle.y(), 0, at.height())


def _place_of_keys(part: QWidget) -> QRect:
    """Where in a part one types: in a text that goes on below, the line of the cursor."""
    return part.cursorRect() if isinstance(part, QTextEdit | QPlainTextEdit) else part.rect()
