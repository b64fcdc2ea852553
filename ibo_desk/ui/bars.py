"""What stands above and below the page: search, saved, long work, new; file, place, backup."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QProgressBar, QWidget

from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.place import PlaceInfo
from ibo_desk.ui.registry import NEW
from ibo_desk.ui.search_box import SearchBox
from ibo_desk.ui.widgets import ElidedLabel, button


class TopBar(QFrame):
    """Search, progress of long work, "saved", and the menu of what can be made."""

    new_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("topbar")
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(7), theme.px(20), theme.px(7))
        row.setSpacing(theme.px(10))
        self.search = SearchBox(desk, self)
        self.search.setMinimumWidth(theme.px(240))
        self.search.setMaximumWidth(theme.px(460))
        row.addWidget(self.search, 3)
        row.addStretch(1)
        self.work = WorkBar(desk)
        row.addWidget(self.work)
        self.saved = QLabel()
        self.saved.setObjectName("saved")
        row.addWidget(self.saved)
        self.new_button = button(theme, _("New"), "plus", primary=True)
        menu = QMenu(self.new_button)
        for text, key in NEW:
            menu.addAction(_(text), partial(self.new_asked.emit, key))
        self.new_button.clicked.connect(
            lambda: menu.popup(self.new_button.mapToGlobal(self.new_button.rect().bottomLeft()))
        )
        self.new_menu = menu
        row.addWidget(self.new_button)

    def tell_saved(self, label: str) -> None:
        """Say that everything stands in the file, and what went in last."""
        self.saved.setText(f"{_('Saved')} ✓")
        self.saved.setToolTip(label)

    def tell_unsaved(self) -> None:
        """Say that the last thing written does not stand in the file."""
        self.saved.setText(_("Not saved"))
        self.saved.setToolTip("")

    def set_read_only(self, read_only: bool) -> None:
        self.new_button.setEnabled(not read_only)
        if read_only:
            self.saved.setText(_("Reading only"))


class WorkBar(QWidget):
    """How far long work is, with cancel."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._title = QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(theme.px(140))
        self._cancel = button(theme, _("Cancel"), "", self._stop, flat=True)
        for widget in (self._title, self._bar, self._cancel):
            row.addWidget(widget)
        self._desk = desk
        desk.work.started.connect(self._start)
        desk.work.progressed.connect(self._step)
        desk.work.ended.connect(self.hide)
        self.hide()

    def _start(self, title: str) -> None:
        self._title.setText(title)
        self._bar.setAccessibleName(title)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self.show()

    def _step(self, step: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(step)

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._desk.work.cancel()


class BottomBar(QFrame):
    """Which file, where it is stored, when it was last backed up; discreetly that the data are fictitious."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("bottombar")
        theme = desk.theme
        self.setMinimumHeight(theme.px(32))  # room for what was just done, with "undo"
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(3), theme.px(20), theme.px(3))
        row.setSpacing(theme.px(8))
        self._place = ElidedLabel("")
        self._sample = QLabel(_("fictitious sample data"))
        self._sample.setObjectName("sample")
        self._sample.hide()
        self._who = QLabel()
        self.offline = QLabel(
            _("no connection with the server; what is shown may be old and nothing is saved until it is back")
        )
        self.offline.setObjectName("offline")
        self.offline.hide()
        desk.lane.connected.connect(self._tell_connected)
        desk.lane.opened.connect(self.offline.hide)
        row.addWidget(self._place, 1)
        row.addWidget(self.offline)
        row.addWidget(self._sample, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._who)

    def _tell_connected(self, connected: bool) -> None:
        self.offline.setVisible(not connected)

    def tell(self, info: PlaceInfo) -> None:
        """Show where the data lie."""
        parts = [info.name, info.where, info.backup]
        self._place.show_text(" · ".join(part for part in parts if part), info.full)
        self._sample.setVisible(info.sample)
        self._who.setText(_("read only") if info.read_only else info.actor)
