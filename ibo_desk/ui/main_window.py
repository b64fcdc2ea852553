"""The main window: it only collects rail, bars, pages and messages."""

from pathlib import Path
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ibo_desk.domain.drafts import Draft
from ibo_desk.domain.errors import UserError
from ibo_desk.ui.bars import BottomBar, TopBar
from ibo_desk.ui.commands import Commands
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drafts.closing import may_close
from ibo_desk.ui.drafts_bar import DraftsBar
from ibo_desk.ui.drafts_dialog import DraftsDialog
from ibo_desk.ui.drops import dragged_replies
from ibo_desk.ui.errors import Banner, Toast
from ibo_desk.ui.layout.panes import page_frame
from ibo_desk.ui.package_commands import Exchanging, PackageCommands
from ibo_desk.ui.page import Page
from ibo_desk.ui.place import PlaceInfo, place_info
from ibo_desk.ui.rail import Rail
from ibo_desk.ui.reading import Reading
from ibo_desk.ui.registry import OF_COLLEGE, ONLY_READ, PAGE_OF_KIND, PAGES, where_undone
from ibo_desk.ui.trail import Place, Trail
from ibo_desk.ui.undo_keys import UndoKeys
from ibo_desk.ui.window_commands import does, read_replies
from ibo_desk.ui.window_place import keep_inside, place

_WIDE_RAIL = 1080  # pixels of the 100 % design under which the rail shows its icons only


class Entry(Protocol):
    """What the window needs of a journal entry."""

    @property
    def id(self) -> UUID: ...
    @property
    def label(self) -> str: ...
    @property
    def places(self) -> tuple[tuple[str, UUID], ...]: ...
    @property
    def gone(self) -> tuple[str, ...]: ...


class Opener(Exchanging, Protocol):
    """Opens files and windows; the window only passes the wish on."""

    def new_region(self, parent: QWidget) -> None: ...
    def open_file(self, parent: QWidget) -> None: ...
    def open_example(self, parent: QWidget) -> None: ...
    def new_window(self, page: str) -> None: ...
    def open_copy(self, path: Path) -> None: ...
    def restore(self, path: Path) -> None: ...


class MainWindow(QMainWindow):
    """One window on the open file; several may be open on the same one."""

    closed = Signal()

    def __init__(self, desk: Desk, opener: Opener, start_page: str = "overview") -> None:
        super().__init__()
        self.desk = desk
        self._opener = opener
        self.pages: dict[str, Page] = {}
        self._newest: UUID | None = None
        self._counting = QTimer(self, singleShot=True, interval=150)
        self._counting.timeout.connect(self._count)
        self.page_key = ""
        self._on_wall = False
        self._start_page = start_page
        self.setWindowTitle("IBO Desk")
        self.setAcceptDrops(True)
        kept = desk.settings.value("window/geometry")
        place(self, kept if isinstance(kept, QByteArray) else None)
        self._placed = False
        self.packages = PackageCommands(desk, self, opener)
        self.trail = Trail(self._here, self._go_to)
        self.commands = Commands(self, does(self, self, opener), desk.theme)
        self._build()
        desk.theme.dress(self)
        UndoKeys(self)
        self._listen()

    def _build(self) -> None:
        desk = self.desk
        self.rail = Rail(desk.theme)
        self.top = TopBar(desk)
        self.bottom = BottomBar(desk)
        self.banner = Banner(desk.theme)
        self.stack = QStackedWidget()
        self.stack.addWidget(QWidget())
        right = QVBoxLayout()
        right.setSpacing(0)
        self.drafts = DraftsBar(desk)
        for widget in (self.top, self.banner, self.drafts):
            right.addWidget(widget)
        right.addWidget(self.stack, 1)
        right.addWidget(self.bottom)
        central = QWidget()
        central.setObjectName("central")
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(central)
        self.toast = Toast(desk.theme, self.bottom.place)

    def _listen(self) -> None:
        self.rail.chosen.connect(self.open_page)
        self.rail.menu_button.clicked.connect(self.show_menu)
        self.drafts.look_asked.connect(self.look_at_drafts)
        self.top.search.jump.connect(self.go)
        self.top.search.commanded.connect(self.run_command)
        self.top.search.offer_commands(lambda: self.commands.available)
        self.top.new_asked.connect(self.add_new)
        self.top.history.clicked.connect(self.show_record_history)
        self.toast.undo_asked.connect(self.undo)
        lane = self.desk.lane
        Reading(lane, self.rail).grew_old.connect(self._counting.start)
        Reading(lane, self.bottom).grew_old.connect(self._read_place)
        lane.saved.connect(self._saved)
        self._said_of_file = ""
        lane.connected.connect(self._connected)
        self.desk.error.connect(self._tell_error)
        self.desk.notice.connect(self._tell_notice)
        self.desk.projecting.connect(self._project)
        self.desk.alone.connect(self._leave_alone)
        self.desk.undone.connect(self._show_undone)

    # a file was opened

    def show_file(self) -> None:
        """Show the file that the lane has opened: its names, its counts, its first page."""
        while (frame := self.stack.widget(1)) is not None:
            self.stack.removeWidget(frame)
            frame.deleteLater()
        self.pages.clear()
        self.trail.forget()
        self._newest = None
        self.commands.tell_undo("", "")
        self._read_place()
        shown = OF_COLLEGE if self.desk.package is not None else ()
        self.rail.show_only(shown)
        self.commands.tell_file(shown, lent=self.desk.lent)
        self.top.new_button.setVisible(not shown)
        page = self.page_key or self._start_page
        self.open_page(page if not shown or page in shown else shown[0])
        self._counting.start()

    def _tell_place(self, info: PlaceInfo) -> None:
        self.setWindowTitle(f"{info.name} – IBO Desk")
        self.rail.set_region(info.region)
        self.bottom.tell(info)
        self.top.set_read_only(info.read_only)
        if info.notice:
            self.banner.say(info.notice)
        elif self.banner.text == self._said_of_file:  # it was taken back, or called back
            self.banner.hide()
        self._said_of_file = info.notice

    def _project(self, window: QWidget, on: bool) -> None:
        """On the wall nothing tells of other work: no counts, no search, no name of what was just done."""
        if window is self:
            self._on_wall = on
            for part in (self.rail, self.top, self.bottom):
                part.setVisible(not on)
            self.drafts.set_hidden(on)

    def _leave_alone(self, window: QWidget, on: bool) -> None:
        """A meeting that runs has the window for itself; only what is wrong still shows."""
        if window is self and not self._on_wall:
            for part in (self.rail, self.top, self.bottom):
                part.setVisible(not on)

    # pages

    def open_page(self, key: str) -> None:
        """Show a page; it is made the first time."""
        page = self.page(key)
        if key != self.page_key:
            self.trail.leave()
            self._project(self, False)
        self.page_key = key
        self.rail.mark(key)
        self.stack.setCurrentIndex(list(self.pages).index(key) + 1)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def page(self, key: str) -> Page:
        """The page with this key."""
        if key not in self.pages:
            entry = next(page for page in PAGES if page.key == key)
            page = entry.load()(self.desk.of_page(only_read=key in ONLY_READ))
            page.go.connect(self.go)
            page.commanded.connect(lambda command: self.run_command(command, None))
            self.pages[key] = page
            self.stack.addWidget(page_frame(page))
        return self.pages[key]

    def go(self, kind: str, record_id: UUID) -> None:
        """Show a record on the page that shows its kind."""
        key = PAGE_OF_KIND[kind]
        if key == self.page_key:
            self.trail.leave()
        self.open_page(key)
        self.page(key).show_record(kind, record_id)

    def _here(self) -> Place | None:
        if self.page_key not in self.pages:
            return None
        record = self.page(self.page_key).shown_record()
        return Place(self.page_key, record[:2] if record and record[0] in PAGE_OF_KIND else None)

    def _go_to(self, place: Place) -> None:
        if place.record is not None:
            self.go(*place.record)
        else:
            self.open_page(place.page)

    def add_new(self, key: str) -> None:
        """Make the new thing of a page; where it has none, offer all that can be made."""
        self.open_page(key)
        if not self.page(key).adds:
            self.top.offer_new()
        else:
            self.page(key).add_new()

    def add_here(self) -> None:
        """Make the new thing of the page that is shown."""
        if self.top.new_button.isEnabled() and not self.top.new_button.isHidden() and not self._on_wall:
            self.add_new(self.page_key)

    def run_command(self, key: str, about: UUID | None) -> None:
        """Do what was chosen by name; of a paper the choices are shown, with what it is about filled in."""
        kind = key.removeprefix("paper:")
        if kind == key:
            self.commands.run(key)
            return
        self.open_page("documents")
        self.page("documents").show_record(f"paper:{kind}", about or UUID(int=0))  # about nothing yet

    def _read_place(self) -> None:
        self.desk.lane.read(place_info, self._tell_place, owner=self.bottom)

    def _count(self) -> None:
        self.desk.lane.read(lambda app: app.overview.counts(), self.rail.set_counts, owner=self.rail)

    # saved, undone, wrong

    def _saved(self, undo: Entry | None, redo: Entry | None, quiet: bool) -> None:
        new = undo is not None and undo.id != self._newest
        self._newest = undo.id if undo is not None else None
        label = undo.label if undo is not None else ""
        self.top.tell_saved(label)
        self.banner.hide()
        self.commands.tell_undo(label, redo.label if redo is not None else "")
        if new and not quiet and self._in_front() and not self._on_wall:
            self.toast.say(label, undo=True)

    def _connected(self, connected: bool) -> None:
        """The server is back: what the banner said of it is over."""
        if connected:
            self.banner.hide()

    def save(self) -> None:
        """Record what is being typed, now."""
        self.desk.drafts.save_all()

    def look_at_drafts(self) -> None:
        """Show what was typed and is in no record."""
        dialog = DraftsDialog(self.desk, self)
        dialog.put_back.connect(self._put_back)
        dialog.open()

    def _put_back(self, draft: Draft) -> None:
        """Go to the field where it was typed: the editor that shows it takes the text."""
        self.desk.drafts.wish(draft)
        self.go(draft.key.kind, UUID(draft.key.record))

    def undo(self) -> None:
        """Take back the newest thing done in this session."""
        self.desk.lane.write(lambda app: app.history.undo(), self._show_undone, owner=self, quiet=True)

    def redo(self) -> None:
        """Take back the last undo."""
        self.desk.lane.write(lambda app: app.history.redo(), self._show_undone, owner=self, quiet=True)

    def _show_undone(self, entry: Entry) -> None:
        """Say what was taken back, and show it where it is not on the screen already."""
        if not self._in_front():
            return
        self.toast.say(entry.label)
        page, place = where_undone(entry.places, entry.gone, self.page_key)
        if place is not None and not self._on_wall and not self.page(self.page_key).shows(place[1]):
            self.go(*place)
        elif place is None and page != self.page_key and not self._on_wall:
            self.open_page(page)

    def show_history(self) -> None:
        """What was done in the region."""
        self._history(None)

    def show_record_history(self) -> None:
        """What was done with the record that is worked on; without one, in the region."""
        self._history(self.page(self.page_key).shown_record() if self.pages else None)

    def _history(self, record: tuple[str, UUID, str] | None) -> None:
        from ibo_desk.ui.history.window import HistoryWindow

        if self.pages:
            window = HistoryWindow(self.desk, self, record)
            window.go.connect(self.go)
            window.show()

    def _in_front(self) -> bool:
        return self.isActiveWindow() or self.desk.front in {None, self}

    def _tell_error(self, error: UserError) -> None:
        if self._in_front():
            self.banner.tell(error)

    def _tell_notice(self, text: str) -> None:
        if self._in_front():  # what is too long to be read in passing stays
            (self.toast if self.toast.fits(text) else self.banner).say(text)

    # commands

    def new_region(self) -> None:
        self._opener.new_region(self)

    def open_file(self) -> None:
        self._opener.open_file(self)

    def open_example(self) -> None:
        self._opener.open_example(self)

    def new_window(self) -> None:
        self._opener.new_window(self.page_key)

    def search(self) -> None:
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.selectAll()

    def show_menu(self) -> None:
        at = self.rail.menu_button.mapToGlobal(QPoint(0, self.rail.menu_button.height()))
        self.commands.menu.popup(at)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            QTimer.singleShot(0, self, lambda: keep_inside(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_narrow(self.width() < self.desk.theme.px(_WIDE_RAIL))
        if self.toast.isVisible():
            self.toast.place()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_replies(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A reply is dropped anywhere: it is looked at, as with the menu of the feedback page."""
        event.acceptProposedAction()
        read_replies(self, self, dragged_replies(event.mimeData()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.desk.front = self
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()  # the field is left
        if not may_close(self, self.desk.drafts):
            event.ignore()
            return
        if self.desk.front is self:
            self.desk.front = None
        self.desk.settings.setValue("window/geometry", self.saveGeometry())
        super().closeEvent(event)
        self.closed.emit()
