"""What goes on by itself while a file is open: is it still there, a backup each hour, a look at the newest copy."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ibo_desk.domain.backups import BackupKind
from ibo_desk.domain.errors import UserError
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.work_lane import WorkLane

if TYPE_CHECKING:
    from ibo_desk.app import App

LOOK = 5_000  # milliseconds between two looks whether the file is where it was
HOUR = 3_600_000
SETTLED = 20_000  # after opening: first the window, then the newest backup
LARGEST = 40_000_000  # bytes: looking at more records than that takes too long to do it unasked


class FileWatch(QObject):
    """Watches the file that the desk has open; on a lane of its own, so that nothing waits for it."""

    def __init__(self, desk: Desk, lost: Callable[[UserError], None]) -> None:
        super().__init__()
        self._desk = desk
        self._lost = lost
        self._place = ""
        self._lane = WorkLane()
        self._lane.problem.connect(desk.show_error)
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self.look)
        self._hour = QTimer(self, interval=HOUR)
        self._hour.timeout.connect(self.back_up)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED)
        self._settled.timeout.connect(self.prove)

    def start(self, app: "App") -> None:
        """A file was opened."""
        self.stop()
        if app.store.is_server:
            return
        self._place = app.place
        self._look.start()
        if not app.read_only:
            self._hour.start()
            self._settled.start()

    def stop(self) -> None:
        for timer in (self._look, self._hour, self._settled):
            timer.stop()

    def close(self) -> None:
        """Finish what runs."""
        self.stop()
        self._lane.close()

    def look(self) -> None:
        """Whether the file is still where it was; one that is lost is told once."""
        self._desk.lane.read(lambda app: app.store.confirm_presence(), lambda _seen: None, self._tell, self)

    def back_up(self) -> None:
        """Make a backup when something changed, and look at it."""
        place = self._place

        def job(_progress: object) -> None:
            from ibo_desk.domain.clock import SystemClock
            from ibo_desk.safekeeping import back_up

            back_up(place, SystemClock(), BackupKind.HOURLY)

        self._lane.run("", job, lambda _made: self.prove(), owner=self)

    def prove(self) -> None:
        """Look at the records of the newest backup."""
        place = self._place
        path = Path(place)
        if not path.is_file() or path.stat().st_size > LARGEST:
            return

        def job(_progress: object) -> None:
            from ibo_desk.safekeeping import prove_newest_backup

            prove_newest_backup(place)

        self._lane.run("", job, owner=self)

    def wait_idle(self) -> None:
        """Let what is under way arrive; for tests."""
        self._lane.wait_idle()

    def _tell(self, error: UserError) -> None:
        self.stop()
        self._lost(error)
