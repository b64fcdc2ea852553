"""Starts the desk: first the window, then everything that takes time."""

import faulthandler
import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_config_path
from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTimer, QTranslator
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from ibo_desk.domain.clock import SystemClock
from ibo_desk.domain.errors import UserError
from ibo_desk.files import resource
from ibo_desk.language import LANGUAGES, _, current_language, set_language
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.errors import Bugs
from ibo_desk.ui.lanes import StoreLane, WorkLane
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.theme import TEXT_SIZES, Theme
from ibo_desk.ui.welcome import NewRegionDialog, WelcomeWindow

if TYPE_CHECKING:
    from ibo_desk.app import App

_RECENT = 8


def run(file: str | None) -> int:
    """Open the desk on ``file``; without one on the last file, or on the welcome. Returns the exit code."""
    settings = QSettings(
        str(user_config_path("ibo-desk", appauthor=False) / "desk.ini"), QSettings.Format.IniFormat
    )
    language = str(settings.value("language", current_language()))
    if language in LANGUAGES:
        set_language(language)
    app = make_application()
    theme = theme_of(settings)
    theme.apply(app)
    bugs = Bugs(theme)
    bugs.install()
    if sys.stderr is not None:  # a windowed program has none
        faulthandler.enable()
    keeper = Keeper(settings, theme)
    app.commitDataRequest.connect(keeper.desk.drafts.end_session)
    app.aboutToQuit.connect(keeper.desk.drafts.end_session)
    keeper.begin(file)
    code = app.exec()
    keeper.close()
    return code


def make_application() -> QApplication:
    """The application with Qt's own texts in the language in use, and our font."""
    gc.set_threshold(50_000, 20, 20)  # starting and long lists make many objects that stay
    QGuiApplication.setDesktopFileName("ibo-desk")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("IBO Desk")
    QLocale.setDefault(QLocale(current_language()))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{current_language()}", folder):
        app.installTranslator(translator)
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
    theme = Theme(dark=dark, percent=percent if percent in TEXT_SIZES else 100)

    def remember() -> None:
        settings.setValue("dark", "1" if theme.dark else "0")
        settings.setValue("text_size", str(theme.percent))

    theme.changed.connect(remember)
    return theme


class Keeper:
    """Keeps the windows: which file is open, in which windows, and what was open before."""

    def __init__(self, settings: QSettings, theme: Theme) -> None:
        self.desk = Desk(StoreLane(), WorkLane(), theme, settings, SystemClock())
        self.windows: list[MainWindow] = []
        self.welcome: WelcomeWindow | None = None
        self.place = ""  # what is open
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
        self.desk.drafts.settle()
        self.desk.work.close()
        self.desk.lane.close()
        self.desk.drafts.close()  # last: what the lane has recorded needs no draft
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
        from platformdirs import user_data_path

        path = user_data_path("ibo-desk", appauthor=False) / "voorbeeld.ibo"

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
        """Open a file or a database; when that fails, say why and keep what is open."""
        if self.place == _absolute(place) and not self.desk.read_only:  # it would find itself in the way
            return

        def opener() -> "App":
            from ibo_desk.app import open_app

            return open_app(place, read_only=None)

        self._open(place, opener)

    def recent(self) -> list[str]:
        """The files that were open before and still exist, the newest first."""
        kept = self.desk.remembered("recent").split("\n")
        return [one for one in kept if one and ("://" in one or Path(one).is_file())]

    # windows

    def show_welcome(self, error: UserError | None = None) -> None:
        self.welcome = WelcomeWindow(self.desk, self, self.recent())
        self.welcome.show()
        if error is not None:
            self.welcome.banner.tell(error)

    def _open(self, place: str, opener: "Callable[[], App]") -> None:
        if self.place:
            self.desk.drafts.save_all()  # goes into the file that is still open; what cannot stays as a draft
        self.desk.lane.open(opener, lambda app: self._opened(place, app), self._refused)

    def _opened(self, place: str, app: "App") -> None:
        self.desk.clock = app.clock
        self.desk.read_only = app.read_only
        absolute = self.place = _absolute(place)
        if "@" not in absolute:  # an address with a password in it is not kept
            kept = [absolute, *(one for one in self.recent() if one != absolute)]
            self.desk.remember("recent", "\n".join(kept[:_RECENT]))
        if not self.windows:
            self._add_window("overview")
        if self.welcome is not None:
            self.welcome.close()
            self.welcome = None
        for window in self.windows:
            window.show_file()

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
