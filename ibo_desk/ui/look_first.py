"""The frame of what looks before it records: a file, what would come of it row by row, and one button that does it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import button, heading, hint
from ibo_desk.ui.work_lane import Job, Progress

T = TypeVar("T")


@dataclass(frozen=True)
class Words:
    """What one such window is called, in the language of the screen."""

    window: str
    question: str
    about: str
    rows: str
    do: str
    icon: str
    kinds: str  # the filter of the file dialog


class LookDialog(QDialog):
    """Nothing is written before the button at the right is pressed."""

    folder_key = ""  # where the folder of the last file is remembered

    def __init__(self, desk: Desk, parent: QWidget, words: Words, heads: Sequence[str], height: int) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.window)
        self.desk = desk
        self._words = words
        self._reading = 0
        self._job: Job | None = None
        theme = desk.theme
        self.resize(theme.px(1000), theme.px(height))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        self.banner = Banner(theme)
        layout.addWidget(self.banner)
        self.title = heading(words.question, 2)
        self.summary = hint(words.about, wrap=True)
        layout.addWidget(self.title)
        layout.addWidget(self.summary)
        self.rows = Listing(theme, words.rows, heads)
        layout.addWidget(self.rows, 1)
        self.buttons = WrapLayout()
        self.buttons.addWidget(button(theme, _("Choose file…"), "folder", self.choose))
        self.buttons.addStretch(1)
        self.buttons.addWidget(button(theme, _("Cancel"), "", self.reject))
        self.record = button(theme, words.do, words.icon, self.apply, primary=True)
        self.record.setEnabled(False)
        self.buttons.addWidget(self.record)
        layout.addLayout(self.buttons)

    def choose(self) -> None:
        """Ask for a file."""
        folder = self.desk.remembered(self.folder_key, str(Path.home()))
        dialog = QFileDialog(self, self._words.question, folder)
        dialog.setNameFilter(self._words.kinds)
        dialog.fileSelected.connect(lambda chosen: self.load(Path(chosen)))
        dialog.open()

    def load(self, path: Path) -> None:
        """Look at a file; its folder is where the next one is looked for. Nothing stays of what another file said."""
        self.title.setText(path.name)
        self.summary.setText(self._words.about)
        self.banner.hide()
        self.record.setEnabled(False)
        self.desk.remember(self.folder_key, str(path.parent))
        self.look(path)

    def look(self, path: Path) -> None:
        """Read the file in the background and show what would come of it."""
        raise NotImplementedError

    def read_apart(self, path: Path, job: Callable[[Progress], T], then: Callable[[T], None]) -> None:
        """Read a file on the lane for long work, where it can be stopped; what another file gave meanwhile is left."""
        self._reading += 1
        mine = self._reading

        def arrived(result: T) -> None:
            if mine == self._reading:
                then(result)

        def failed(error: UserError) -> None:
            if mine == self._reading:
                self.refused(error)

        self._stop_reading()
        title = _("Reading {name}").format(name=path.name)
        self._job = self.desk.work.run(title, job, arrived, failed, self)

    def done(self, result: int) -> None:
        """A file that is still being read is read for nobody."""
        self._stop_reading()
        super().done(result)

    def _stop_reading(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._job = None

    def apply(self) -> None:
        """Record what is shown, as one entry that can be undone."""
        raise NotImplementedError

    def refused(self, error: UserError) -> None:
        """The file cannot be read, or what it says cannot be recorded."""
        self.rows.clear()
        self.banner.tell(error)
