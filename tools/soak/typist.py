"""The window that ``tools.soak.typing`` kills; ``python -m tools.soak.typist FILE ITEM LOG SEED`` types until then."""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from ibo_desk.places import settings_folder
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.start import WindowManager, make_application, theme_of

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Typist(QObject):
    """Goes from field to field and types at random speed; tells the text of the field after each letter."""

    def __init__(self, window: MainWindow, item_id: UUID, log: Path, seed: int) -> None:
        super().__init__(window)
        self._window = window
        self._item_id = item_id
        self._log = log.open("a", encoding="utf-8", buffering=1)
        self._chance = random.Random(seed)
        self._fields: dict[str, tuple[QWidget, Callable[[], str]]] = {}
        self._now = ""
        self._left = 0
        QTimer.singleShot(0, self._arrive)

    def _arrive(self) -> None:
        """Wait until the item is shown, with what was put back."""
        lane = self._window.desk.lane
        if not self._window.page_key or not lane.is_idle:
            QTimer.singleShot(50, self._arrive)
            return
        self._window.go("agenda_item", self._item_id)
        QTimer.singleShot(300, self._begin)

    def _begin(self) -> None:
        page = self._window.page("meetings")
        assert isinstance(page, MeetingsPage)
        item = page.cockpit.item
        if not self._window.desk.lane.is_idle or not item.notes.isEnabled():
            QTimer.singleShot(50, self._begin)
            return
        panels = {"discussion": item.notes, "conclusion": item.notes, "title": item.head}
        for name, panel in panels.items():
            editor = panel.editors[name]
            self._fields[name] = (editor.inner, editor.text_now)
        line: QLineEdit = item.slash.line
        self._fields["slash"] = (line, line.text)
        for name in self._fields:
            self._tell("begin", name)
        self._type()

    def _type(self) -> None:
        if not self._left:
            self._now = self._chance.choice([*self._fields, "discussion"])
            self._left = self._chance.randint(3, 40)
            widget, _read = self._fields[self._now]
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            QTest.keyClick(widget, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(widget, Qt.Key.Key_End)
        self._left -= 1
        widget, _read = self._fields[self._now]
        QTest.keyClicks(widget, self._chance.choice(_LETTERS))
        self._tell("typed", self._now)
        slow = self._chance.random() < 0.03
        QTimer.singleShot(
            self._chance.randint(400, 2500) if slow else self._chance.randint(5, 160), self._type
        )

    def _tell(self, kind: str, name: str) -> None:
        _widget, read = self._fields[name]
        self._log.write(f"{kind}\t{name}\t{time.monotonic()}\t{''.join(read().split())}\n")


def main() -> None:
    """Open the window as ``ibo-desk`` does, and type."""
    file, item_id, log, seed = sys.argv[1:]
    settings = QSettings(str(settings_folder() / "desk.ini"), QSettings.Format.IniFormat)
    app = make_application()
    theme = theme_of(settings)
    theme.apply(app)
    keeper = WindowManager(settings, theme)
    keeper.begin(file)
    typist = Typist(keeper.windows[0], UUID(item_id), Path(log), int(seed))
    assert typist.parent() is keeper.windows[0]
    app.exec()


if __name__ == "__main__":
    main()
