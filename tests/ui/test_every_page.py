"""Every page in a window on the example: nothing of it ever stands on the screen as a window of its own."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.registry import PAGES
from tools.screenshots import NoOpener


class Watcher(QObject):
    """Remembers which widgets were shown as windows: one without a parent flashes, and takes the keys away."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.mark.long
def test_no_part_of_a_page_flashes_as_a_window(example_desk, qtbot, qapp):
    watcher = Watcher()
    qapp.installEventFilter(watcher)
    try:
        window = MainWindow(example_desk, NoOpener())
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        window.show_file()
        for entry in PAGES:
            window.open_page(entry.key)
            for _round in range(3):
                example_desk.lane.wait_idle()
                example_desk.work.wait_idle()
                QApplication.processEvents()
            assert window.isActiveWindow(), entry.key
    finally:
        qapp.removeEventFilter(watcher)
    assert watcher.seen == ["MainWindow"]
    assert example_desk.told == []
