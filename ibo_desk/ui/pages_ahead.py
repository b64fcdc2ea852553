"""Pages are made and read before somebody opens them, while nobody works in the window: then each is there at once."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget

from ibo_desk.ui.desk import Desk
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.registry import OF_COLLEGE, PAGES

QUIET: Final = 1500  # milliseconds without a key or the mouse before a page is made
PAUSE: Final = 300  # milliseconds between one page and the next

_OF_A_PERSON: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.Wheel,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
    }
)


class PagesAhead(QObject):
    """Makes the pages of one window in the order of the rail, one at a time; at the end all are there.

    A page takes up to a tenth of a second of the window's thread, so none is made while somebody types, while
    something is read or written, under a dialog, or while a page has the window for itself: a meeting that runs.
    """

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._is_alone = False
        self._watched: QWindow | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._step)
        desk.lane.opened.connect(self.start)
        desk.alone.connect(self._leave_alone)
        desk.projecting.connect(self._leave_alone)

    def start(self) -> None:
        """A file is shown: begin once the window was left alone for a moment."""
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._watched:
            handle.installEventFilter(self)
            self._watched = handle
        self._timer.start(QUIET)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody works in the window: wait anew. The system's own window gets input, and little else."""
        if self._timer.isActive() and event.type() in _OF_A_PERSON:
            self._timer.start(QUIET)
        return super().eventFilter(watched, event)

    def _leave_alone(self, window: QWidget, on: bool) -> None:
        if window is self._window:
            self._is_alone = on

    def _step(self) -> None:
        busy = self._is_alone or not self._desk.lane.is_idle or not self._window.isVisible()
        if (
            busy
            or QApplication.activeModalWidget() is not None
            or QApplication.activePopupWidget() is not None
        ):
            self._timer.start(QUIET)
        elif self.make_next():
            self._timer.start(PAUSE)

    def make_next(self) -> bool:
        """Make and read the next page that is not there yet; false where none is left."""
        ahead = [entry.key for entry in PAGES if entry.ahead]
        shown = ahead if self._desk.package is None else [key for key in OF_COLLEGE if key in ahead]
        missing = [key for key in shown if key not in self._window.pages]
        for key in missing[:1]:
            self._window.page(key).read_ahead()
        return bool(missing)
