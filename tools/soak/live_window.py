"""The window in which ``tools.soak.live_meeting`` types; ``python -m tools.soak.live_window FILE ITEM LOG``.

It notes how long the window takes over each key that reaches the notes: filters, the text, its draft and its marks.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTextEdit

from ibo_desk.places import settings_folder
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.start import WindowManager, make_application, theme_of

_DONE = QEvent.Type(QEvent.registerEventType())
_FIRST = 1_000_000  # before all other events that wait


class KeyTimes(QObject):
    """How long the window takes over a key in a text: from its arrival until the next event could be dealt with."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log.open("a", encoding="utf-8", buffering=1)
        self._began = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QTextEdit)
        ):
            self._began = time.perf_counter()
            QCoreApplication.postEvent(self, QEvent(_DONE), _FIRST)
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == _DONE:
            self._log.write(f"{1000 * (time.perf_counter() - self._began):.2f}\n")
            return True
        return super().event(event)


def when_shown(window: MainWindow, item_id: UUID, then: Callable[[MeetingsPage], object]) -> None:
    """Open the meeting of an item, and go on when it is there."""

    def look() -> None:
        page = window.page("meetings") if window.page_key else None
        if not isinstance(page, MeetingsPage) or page.cockpit.file is None or not window.desk.lane.is_idle:
            QTimer.singleShot(100, look)
        else:
            then(page)

    def go() -> None:
        if not window.page_key or not window.desk.lane.is_idle:
            QTimer.singleShot(100, go)
            return
        window.go("agenda_item", item_id)
        QTimer.singleShot(300, look)

    QTimer.singleShot(0, go)


def main() -> None:
    """Open the window as ``ibo-desk`` does, on the meeting."""
    file, item_id, log = sys.argv[1:]
    settings = QSettings(str(settings_folder() / "desk.ini"), QSettings.Format.IniFormat)
    app = make_application()
    theme = theme_of(settings)
    theme.apply(app)
    keeper = WindowManager(settings, theme)
    keeper.begin(file)
    times = KeyTimes(Path(log))
    app.installEventFilter(times)
    window = keeper.windows[0]
    window.showMaximized()

    def ready(page: MeetingsPage) -> None:
        page.cockpit.agenda.begin()
        Path(f"{log}.ready").touch()

    when_shown(window, UUID(item_id), ready)
    app.exec()


if __name__ == "__main__":
    main()
