"""What the menu of a window offers about files of colleges; light, because every window has it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drops import is_return


class Exchanging(Protocol):
    """Opens a file in the place of the one that is open."""

    place: str

    def open_place(self, place: str) -> None: ...
    def reopen(self, place: str) -> None: ...
    def take_back_lent(self, path: Path) -> None: ...


class PackageCommands:
    """Giving along and taking over; in a file of a college sending back, and going on in a newer one."""

    def __init__(self, desk: Desk, window: QWidget, opener: Exchanging) -> None:
        self._desk = desk
        self._window = window
        self._opener = opener

    def give_along(self) -> None:
        from ibo_desk.ui.packages import GiveDialog

        GiveDialog(self._desk, self._window).open()

    def take_back(self, paths: Sequence[Path] = ()) -> None:
        """Look at what a college wrote in its own file, and record it."""
        from ibo_desk.ui.take_back import TakeBackDialog

        dialog = TakeBackDialog(self._desk, self._window)
        dialog.show()
        dialog.load_all(paths)

    def send_back(self) -> None:
        from ibo_desk.ui.packages import ask_send_back

        self._desk.drafts.save_all()
        ask_send_back(self._desk, self._window)

    def renew(self) -> None:
        from ibo_desk.ui.packages import ask_newer

        self._desk.drafts.save_all()
        ask_newer(self._desk, self._window, self._opener.open_place)

    def lend(self) -> None:
        from ibo_desk.ui.lending import LendDialog

        self._desk.drafts.save_all()
        LendDialog(self._desk, self._window, self._reopen).open()

    def call_back(self) -> None:
        from ibo_desk.ui.lending import CallBackDialog

        CallBackDialog(self._desk, self._window, self._reopen).open()

    def take_back_lent(self) -> None:
        from ibo_desk.ui.lending import ask_lent

        ask_lent(self._desk, self._window, self._opener.take_back_lent)

    def _reopen(self) -> None:
        self._opener.reopen(self._opener.place)

    def take_dropped(self, paths: Sequence[Path]) -> list[Path]:
        """Look at those that colleges wrote in their own file; gives the others."""
        returns = [path for path in paths if is_return(path)]
        if returns:
            self.take_back(returns)
        return [path for path in paths if path not in returns]
