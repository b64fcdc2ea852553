"""What stands above and below the page: search, saved, long work, new; file, place, backup."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QProgressBar, QWidget

from ibo_desk.language import _, ngettext
from ibo_desk.services.words import format as formats
from ibo_desk.ui.command_table import NEW
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drafts.drafts import Kept
from ibo_desk.ui.place import PlaceInfo
from ibo_desk.ui.search_box import SearchBox
from ibo_desk.ui.widgets import ElidedLabel, announce, button, restyle


class TopBar(QFrame):
    """Search, progress of long work, "saved", and the menu of what can be made."""

    new_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self._desk = desk
        self._saved_at = self._saved_label = ""
        theme = desk.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(7), theme.px(20), theme.px(7))
        row.setSpacing(theme.px(10))
        self.search = SearchBox(desk, self)
        self.search.setMinimumWidth(theme.px(140))
        self.search.setMaximumWidth(theme.px(460))
        row.addWidget(self.search, 3)
        self.work = WorkBar(desk)
        row.addWidget(self.work)
        self.saved = ElidedLabel("", "saved")
        self.saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.saved, 2)
        self.history = button(theme, "", "clock", flat=True)
        self.history.setToolTip(_("History of this record…") + " (Ctrl+H)")
        self.history.setAccessibleName(_("History of this record…"))
        row.addWidget(self.history)
        self.new_button = button(theme, _("New"), "plus", primary=True)
        menu = QMenu(self.new_button)
        for command in NEW:
            menu.addAction(_(command.name), partial(self.new_asked.emit, command.page))
        self.new_button.clicked.connect(self.offer_new)
        self.new_menu = menu
        row.addWidget(self.new_button)
        desk.drafts.changed.connect(self.look)
        desk.drafts.waiting_changed.connect(self.look)

    def offer_new(self) -> None:
        """Show what can be made."""
        self.new_menu.popup(self.new_button.mapToGlobal(self.new_button.rect().bottomLeft()))

    def tell_saved(self, label: str) -> None:
        """Something was written: remember when, and what went in last."""
        self._saved_at = formats.clock(self._desk.clock.now().astimezone().time())
        self._saved_label = label
        self.look()

    def look(self) -> None:
        """Say whether the records hold what was typed; and why not."""
        standing = self._desk.drafts.standing()
        waiting = self._desk.drafts.own_waiting()
        if self._desk.read_only:
            self._say(_("Reading only"), "", kept=True)
        elif standing.kept is Kept.NOT:
            self._say(_("Not saved: {reason}").format(reason=standing.reason), standing.reason, kept=False)
        elif standing.kept is Kept.SOON:
            self._say(_("Being saved…"), "", kept=True)
        elif waiting:
            text = ngettext(
                "Not saved: {count} text is kept here", "Not saved: {count} texts are kept here", waiting
            )
            self._say(text.format(count=waiting), "", kept=False)
        elif standing.trouble:
            self._say(_("No drafts are being kept: {reason}").format(reason=standing.trouble), "", kept=False)
        elif self._saved_at:
            self._say(_("Saved {time}").format(time=self._saved_at), self._saved_label, kept=True)
        elif not self._desk.drafts.waiting():
            self._say(_("All is saved"), "", kept=True)
        else:  # of an earlier time: the bar of drafts tells of them
            self._say("", "", kept=True)

    def _say(self, text: str, tip: str, *, kept: bool) -> None:
        changed = bool(self.saved.property("wrong")) == kept
        if changed:
            self.saved.setProperty("wrong", not kept)
            restyle(self.saved)  # first: it is bold then, and takes more room
        self.saved.show_text(text, tip or text)
        if changed and not kept:
            announce(self.saved, text)

    def set_read_only(self, read_only: bool) -> None:
        self.new_button.setEnabled(not read_only)
        self.look()


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
        self.place = ElidedLabel("")
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
        self.counted = ElidedLabel("")
        self.counted.setObjectName("counted")
        self.counted.setAccessibleName(_("The chosen cells"))
        self.counted.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.counted.hide()
        desk.counted.connect(self._tell_counted)
        row.addWidget(self.place, 1)
        row.addWidget(self.counted, 2)
        row.addWidget(self.offline)
        row.addWidget(self._sample, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._who)

    def _tell_counted(self, text: str) -> None:
        self.counted.show_text(text, text)
        self.counted.setVisible(bool(text))

    def _tell_connected(self, connected: bool) -> None:
        self.offline.setVisible(not connected)

    def tell(self, info: PlaceInfo) -> None:
        """Show where the data lie."""
        parts = [info.name, info.where, info.backup]
        self.place.show_text(" · ".join(part for part in parts if part), info.full)
        self._sample.setVisible(info.sample)
        self._who.setText(_("read only") if info.read_only else info.actor)
