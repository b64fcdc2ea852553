"""A backup in a window of its own, beside the open file: to look something up, never to write."""

from pathlib import Path

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.lanes import StoreLane
from ibo_desk.ui.main_window import MainWindow, Opener
from ibo_desk.ui.work_lane import WorkLane


class CopyWindow(MainWindow):
    """The main window on lanes of its own, which end with it."""

    def __init__(self, beside: Desk, opener: Opener, path: Path) -> None:
        desk = Desk(StoreLane(), WorkLane(), beside.theme, beside.settings, beside.clock)
        desk.read_only = True
        super().__init__(desk, opener)
        self._path = path
        self._beside = beside
        self.closed.connect(self._end)

    def open(self) -> None:
        """Open the backup; one that cannot be opened is said in the window it was asked in."""
        from ibo_desk.app import open_app

        path = self._path
        self.desk.lane.open(lambda: open_app(path, read_only=True, altered=True), self._opened, self._refused)

    def _opened(self, _app: object) -> None:
        self.show()
        self.show_file()
        text = _(
            "This is a backup and can only be read. Restore it with “Backups…” in the window of the file itself."
        )
        self.desk.lane.read(lambda _app: None, lambda _seen: self.banner.say(text), owner=self)

    def _refused(self, error: UserError) -> None:
        self._beside.show_error(error)
        self.close()

    def _end(self) -> None:
        self.desk.work.close()
        self.desk.lane.close()
        self.deleteLater()
