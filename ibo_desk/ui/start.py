"""Starts the desk: first the window, then everything that takes time."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTimer, QTranslator
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from ibo_desk import bug_log
from ibo_desk.domain.clock import SystemClock
from ibo_desk.domain.errors import UserError
from ibo_desk.files import resource
from ibo_desk.language import LANGUAGES, _, current_language, set_language
from ibo_desk.places import data_folder, settings_folder
from ibo_desk.ui.bugs import Bugs
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.file_lost import FileLostDialog
from ibo_desk.ui.garbage import GarbageCollection
from ibo_desk.ui.lanes import StoreLane
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.pages_ahead import PagesAhead
from ibo_desk.ui.theme import TEXT_SIZES, Theme
from ibo_desk.ui.watch import FileWatch
from ibo_desk.ui.welcome import NewRegionDialog, WelcomeWindow
from ibo_desk.ui.work_lane import WorkLane

if TYPE_CHECKING:
    from ibo_desk.app import App

_RECENT = 8


def run(file: str | None) -> int:
    """Open the desk on ``file``; without one on the last file, or on the welcome. Returns the exit code."""
    settings = own_settings()
    language = str(settings.value("language", current_language()))
    if language in LANGUAGES:
        set_language(language)
    app = make_application()
    theme = theme_of(settings)
    theme.apply(app)
    bug_log.start()
    bugs = Bugs(theme)
    bugs.install()
    bug_log.watch_for_crashes()
    manager = WindowManager(settings, theme)
    bugs.rescuer = manager.desk.drafts
    app.commitDataRequest.connect(manager.desk.drafts.end_session)
    app.aboutToQuit.connect(manager.desk.drafts.end_session)
    manager.begin(file)
    QTimer.singleShot(0, bugs.offer_last_time)
    QTimer.singleShot(0, manager.desk.opened.clean)
    code = app.exec()
    manager.close()
    return code


def own_settings() -> QSettings:
    """The settings of this computer, in a file that only its owner reads (Qt keeps the rights a file has)."""
    from ibo_desk.services.base.saving import make_private

    path = settings_folder() / "desk.ini"
    with suppress(OSError):  # a home that cannot be written: nothing is remembered
        make_private(path)
    return QSettings(str(path), QSettings.Format.IniFormat)


class _QtTexts(QTranslator):
    """Qt's own texts; its Dutch still knows some by the words they had before they were given an access key."""

    def translate(
        self,
        context: str,
        sourceText: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        text = super().translate(context, sourceText, disambiguation, n)
        if not text and "&" in sourceText:
            text = super().translate(context, sourceText.replace("&", ""), disambiguation, n)
        return text or None


def qt_texts(app: QApplication) -> QTranslator:
    """Qt's own texts in the language in use; none where Qt has none for it."""
    texts = _QtTexts(app)
    texts.load(f"qtbase_{current_language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return texts


def make_application() -> QApplication:
    """The application with Qt's own texts in the language in use, and our font."""
    QGuiApplication.setDesktopFileName("ibo-desk")
    app = QApplication(sys.argv[:1])
    GarbageCollection(app)
    app.setApplicationName("IBO Desk")
    QLocale.setDefault(QLocale(current_language()))
    app.installTranslator(qt_texts(app))
    for font in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    return app


def theme_of(settings: QSettings) -> Theme:
    """The look that was chosen on this computer; follows the system until somebody chooses."""
    from PySide6.QtCore import Qt

    system_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    dark = str(settings.value("dark", "1" if system_dark else "0")) == "1"
    percent = 100
    with suppress(ValueError):
        percent = int(str(settings.value("text_size", 100)))
    compact = str(settings.value("compact", "0")) == "1"
    theme = Theme(dark=dark, percent=percent if percent in TEXT_SIZES else 100, compact=compact)

    def remember() -> None:
        settings.setValue("dark", "1" if theme.dark else "0")
        settings.setValue("text_size", str(theme.percent))
        settings.setValue("compact", "1" if theme.compact else "0")

    theme.changed.connect(remember)
    return theme


class WindowManager:
    """Keeps the windows: which file is open, in which windows, and what was open before."""

    def __init__(self, settings: QSettings, theme: Theme) -> None:
        self.desk = Desk(StoreLane(), WorkLane(), theme, settings, SystemClock())
        self.windows: list[MainWindow] = []
        self.copies: list[MainWindow] = []  # backups that are being read
        self.welcome: WelcomeWindow | None = None
        self.place = ""  # what is open
        self.watch = FileWatch(self.desk, self._lost)
        self.lost: FileLostDialog | None = None
        theme.changed.connect(self._restyle)

    def begin(self, file: str | None) -> None:
        """Put a window on the screen, then open the file."""
        recent = self.recent()
        place = file or (recent[0] if recent else "")
        if not place:
            self.show_welcome()
            return
        self._add_window("overview")
        QTimer.singleShot(0, lambda: self.open_place(place))

    def close(self) -> None:
        """Finish what is being written and let go of the file."""
        self.watch.close()
        self.desk.drafts.settle()
        self.desk.work.close()
        self.desk.lane.close()
        self.desk.drafts.close()  # last: what the lane has recorded needs no draft
        self.desk.opened.close()
        self.desk.settings.sync()

    # what windows ask

    def new_region(self, parent: QWidget) -> None:
        NewRegionDialog(self.desk, parent, self.make_region).open()

    def make_region(self, place: str, preset: str) -> None:
        """Make a region file from a preset and open it."""

        def opener() -> "App":
            from ibo_desk.app import create_app

            return create_app(place, preset)

        self._open(place, opener)

    def open_file(self, parent: QWidget) -> None:
        title, kinds = _("Open a region file"), _("Region files (*.ibo);;All files (*)")
        folder = str(Path(self.recent()[0]).parent) if self.recent() else str(Path.home())
        chosen, _kind = QFileDialog.getOpenFileName(parent, title, folder, kinds)
        if chosen:
            self.open_place(chosen)

    def open_example(self, _parent: QWidget) -> None:
        """Open the example: a year of a region, all of it fictitious, in a file of its own."""
        path = data_folder() / "voorbeeld.ibo"

        def opener() -> "App":
            from ibo_desk.app import create_example, open_app

            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                return open_app(path, read_only=None)
            return create_example(path, SystemClock())

        self._open(str(path), opener)

    def new_window(self, page: str) -> None:
        self._add_window(page).show_file()

    def open_place(self, place: str) -> None:
        """Open a file or a database; when that fails, say why and keep what is open.

        The file that is open already, under this name or another one, would find itself in the way.
        """
        if not self.place or self.desk.read_only:
            self._open_beside(place)
        elif self.place == _absolute(place):
            self.desk.lane.read(
                lambda app: app.store.confirm_presence(),
                lambda _same: None,
                lambda _lost: self.reopen(place),
            )
        else:
            self.desk.lane.read(
                lambda app: app.store.has_open(place),
                lambda same: self.reopen(place) if same else self._open_beside(place),
            )

    def _open_beside(self, place: str) -> None:
        """Open a file while the one before stays open until that has worked."""

        def opener() -> "App":
            from ibo_desk.app import open_app

            return open_app(place, read_only=None)

        self._open(place, opener)

    def open_copy(self, path: Path) -> None:
        """Open a backup in a window of its own, to read."""
        from ibo_desk.ui.copy_window import CopyWindow

        window = CopyWindow(self.desk, self, path)
        self.copies.append(window)
        window.closed.connect(lambda: self.copies.remove(window))
        window.open()

    def restore(self, path: Path) -> None:
        """Put a backup in the place of the open file, which is backed up first, and open it again."""
        place = self.place

        def prepare() -> None:
            from ibo_desk.safekeeping import restore_backup

            restore_backup(str(path), place)

        def opener() -> "App":
            from ibo_desk.app import open_app

            return open_app(place, read_only=None)

        self.desk.lane.exchange(prepare, opener, self._exchanged, self._closed)

    def take_back_lent(self, path: Path) -> None:
        """Put the copy that was lent in the place of the open file, which is backed up first, and open it again."""
        place = self.place

        def prepare() -> None:
            from ibo_desk.lending import take_back_lent

            take_back_lent(place, str(path))

        def opener() -> "App":
            from ibo_desk.app import open_app

            return open_app(place, read_only=None)

        self.desk.lane.exchange(prepare, opener, self._exchanged, self._closed)

    def save_copy(self, path: Path) -> None:
        """Save what the program still has of a lost file under another name, and go on in that."""
        self.desk.lane.read(
            lambda app: app.save_copy(path), lambda _made: self.open_place(str(path)), self.desk.show_error
        )

    def _ask_password(self, place: str, error: UserError, again: "Callable[[], App]") -> None:
        """The server wants a password that this program does not know: ask, and try once more."""
        from ibo_desk.ui.password import PasswordDialog

        parent = self.windows[0] if self.windows else self.welcome
        PasswordDialog(self.desk, parent, place, error, lambda: self._open(place, again)).open()

    def recent(self) -> list[str]:
        """The files that were open before and still exist, the newest first; no address with a password in it."""
        kept = self.desk.remembered("recent").split("\n")
        kept = [place for place in kept if "password=" not in place.lower()]
        return [place for place in kept if place and ("://" in place or Path(place).is_file())]

    def reopen(self, place: str) -> None:
        """Let go of the open file first, then open this: it may be the same file under another name, which this
        program itself would hold.
        """

        def opener() -> "App":
            from ibo_desk.app import open_app

            return open_app(place, read_only=None)

        self.desk.lane.exchange(lambda: None, opener, self._exchanged, self._closed)

    def _exchanged(self, app: "App", refused: UserError | None) -> None:
        self._opened(app)
        if refused is not None:
            self.desk.lane.read(lambda _app: None, lambda _seen: self.desk.show_error(refused))

    def _closed(self, error: UserError) -> None:
        """No file is open any more: back to the welcome, with the reason."""
        self.watch.stop()
        self.place = ""
        self._refused(error)

    # windows

    def show_welcome(self, error: UserError | None = None) -> None:
        self.welcome = WelcomeWindow(self.desk, self, self.recent())
        self.welcome.show()
        if error is not None:
            self.welcome.banner.tell(error)

    def _open(self, place: str, opener: "Callable[[], App]") -> None:
        def refused(error: UserError) -> None:
            self._refused(error)
            if error.code in {"server_wants_password", "server_wrong_password"}:
                self._ask_password(place, error, opener)

        if self.place:
            self.desk.drafts.save_all()  # goes into the file that is still open; what cannot stays as a draft

        self.desk.lane.open(opener, self._opened, refused)

    def _opened(self, app: "App") -> None:
        self.desk.follow(app)
        absolute = self.place = _absolute(app.place)
        kept = [absolute, *(place for place in self.recent() if place != absolute)]
        self.desk.remember("recent", "\n".join(kept[:_RECENT]))
        self.watch.start(app)
        if not self.windows:
            self._add_window("overview")
        if self.welcome is not None:
            self.welcome.close()
            self.welcome = None
        for window in self.windows:
            window.show_file()

    def _lost(self, error: UserError) -> None:
        """The open file was moved, replaced or removed."""
        self.desk.show_error(error)
        parent = next((window for window in self.windows if window is self.desk.front), None)
        self.lost = FileLostDialog(error, self, parent or next(iter(self.windows), None))
        self.lost.finished.connect(self._answered)
        self.lost.open()

    def _answered(self) -> None:
        self.lost = None

    def _refused(self, error: UserError) -> None:
        if self.place or self.welcome is not None:
            self.desk.show_error(error)
            return
        waiting, self.windows = self.windows, []
        self.show_welcome(error)
        for window in waiting:
            window.close()

    def _add_window(self, page: str) -> MainWindow:
        window = MainWindow(self.desk, self, page)
        self.windows.append(window)
        window.closed.connect(lambda: self._window_closed(window))
        window.show()
        PagesAhead(self.desk, window).start()
        return window

    def _window_closed(self, window: MainWindow) -> None:
        if window in self.windows:
            self.windows.remove(window)
        window.deleteLater()

    def _restyle(self) -> None:
        """Lengths and icons are made once: windows are made again in the new look."""
        if not self.place:
            return
        old, self.windows = self.windows, []
        for window in old:
            fresh = self._add_window(window.page_key or "overview")
            fresh.setGeometry(window.geometry())
            fresh.show_file()
        for window in old:
            window.close()


def _absolute(place: str) -> str:
    """A path that means the same from any folder; an address as it is."""
    return place if "://" in place else str(Path(place).absolute())
