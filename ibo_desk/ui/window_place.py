"""Where a window comes on the screen: with its title bar inside it, also on a low screen and at large scales."""

from typing import Final

from PySide6.QtCore import QByteArray, QMargins, QRect, QSize
from PySide6.QtWidgets import QWidget

_FIRST: Final = QSize(1440, 900)  # where there is room
LEAST: Final = QSize(640, 400)  # a laptop at 200 % has 683 × 384 and shows less than all; pages scroll
_FRAME: Final = QMargins(
    8, 40, 8, 8
)  # a title bar and borders before the window system has said how large they are


def place(window: QWidget, kept: QByteArray | None) -> None:
    """Give a window its first size, or the one it had."""
    room = window.screen().availableGeometry()
    window.setMinimumSize(LEAST.boundedTo(room.marginsRemoved(_FRAME).size()))
    window.resize(_FIRST.boundedTo(room.marginsRemoved(_FRAME).size()))
    if kept is not None:
        window.restoreGeometry(kept)


def keep_inside(window: QWidget) -> None:
    """Once the frame is known: bring the window and its frame back inside the screen."""
    if window.isMaximized() or window.isFullScreen():
        return
    room, frame = window.screen().availableGeometry(), window.frameGeometry()
    if room.contains(frame):
        return
    inner = window.geometry()
    margins = QMargins(
        inner.left() - frame.left(),
        inner.top() - frame.top(),
        frame.right() - inner.right(),
        frame.bottom() - inner.bottom(),
    )
    inside = room.marginsRemoved(margins)
    size = inner.size().boundedTo(inside.size())
    left = min(max(inner.left(), inside.left()), inside.right() - size.width() + 1)
    top = min(max(inner.top(), inside.top()), inside.bottom() - size.height() + 1)
    window.setGeometry(QRect(left, top, size.width(), size.height()))
