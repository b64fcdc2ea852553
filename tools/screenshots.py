"""Every page of the example as a picture, light and dark, Dutch and English.

``python -m tools.screenshots OUT [--page KEY …] [--size 1366x768 …] [--theme light …] [--percent 80 …] …``
A size is that of the screen in pixels; ``1366x768@150`` is that screen at a scale of 150 %, on which the window has
910 × 512 logical pixels; ``--percent`` is that of the text. ``--every`` takes every page and dialog at all sizes the
program is designed for, light and dark, and with text of 80 and 200 %, with contact sheets in ``OUT/sheets``.
Behind each page come its views: every tab, and what its buttons show (``meetings.list.3``); ``--no-views`` leaves them.
No screen is needed and nothing waits for time: a picture is taken when everything that was asked has arrived.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QSettings, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from ibo_desk.app import create_app, open_app
from ibo_desk.domain.clock import FixedClock
from ibo_desk.language import set_language
from ibo_desk.places import HOME
from ibo_desk.services.setup.example import PRESET, build
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.lanes import StoreLane
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.registry import PAGES
from ibo_desk.ui.start import make_application
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.welcome import WelcomeWindow
from ibo_desk.ui.work_lane import WorkLane
from tools.screenshot_dialogs import DIALOGS, MEETING, show_dialog
from tools.screenshot_views import views as views_of

CLOCK = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


EVERY_SIZE = ("800x500", "1280x720", "1366x768", "1366x768@150", "1920x1080", "1920x1080@200")
EVERY_PERCENT = (80, 200)  # beside 100 %, on the size to design for
DESIGN_SIZE = "1280x720"
ITEM, TOWN = 2, "Kortrijk"  # with the meeting: what says most about the program in the example
LIVE = "live"  # the page of a meeting that runs
PAGE_KEYS = tuple(entry.key for entry in PAGES)


@dataclass(frozen=True)
class Screen:
    """A size in pixels and a scale; what a window has of it in logical pixels."""

    pixels: QSize
    percent: int

    @classmethod
    def of(cls, text: str) -> "Screen":
        """Reads ``1366x768`` or ``1366x768@150``."""
        size, _at, percent = text.partition("@")
        width, height = (int(part) for part in size.split("x"))
        return cls(QSize(width, height), int(percent or 100))

    @property
    def logical(self) -> QSize:
        return self.pixels * 100 / self.percent

    def picture(self, widget: QWidget) -> QPixmap:
        """A widget as it looks on this screen."""
        made = QPixmap(widget.size() * self.percent / 100)
        made.setDevicePixelRatio(self.percent / 100)
        made.fill(Qt.GlobalColor.transparent)
        widget.render(made)
        return made


@dataclass(frozen=True)
class Look:
    """In which language, colours and size of text, and on which screens."""

    language: str
    shade: str
    percent: int
    sizes: tuple[str, ...]

    def name(self, size: str) -> str:
        """How files of this look are called, after the key of the page."""
        text = "" if self.percent == 100 else f"-text-{self.percent}"
        return f"{size.replace('@', '-at-')}-{self.shade}-{self.language}{text}"


class NoOpener:
    """Pictures open no other files."""

    place = ""

    def new_region(self, parent: QWidget) -> None: ...
    def open_file(self, parent: QWidget) -> None: ...
    def open_example(self, parent: QWidget) -> None: ...
    def open_place(self, place: str) -> None: ...
    def new_window(self, page: str) -> None: ...
    def open_copy(self, path: Path) -> None: ...
    def restore(self, path: Path) -> None: ...
    def reopen(self, place: str) -> None: ...
    def take_back_lent(self, path: Path) -> None: ...


def main(argv: Sequence[str] | None = None) -> int:
    """Make the pictures; prints where they lie."""
    args = _arguments(argv)
    args.out.mkdir(parents=True, exist_ok=True)
    app = make_application()
    with tempfile.TemporaryDirectory() as folder:
        os.environ[HOME] = folder  # backups and drafts of pictures: nobody's
        file = Path(shutil.copy2(args.file, folder)) if args.file else _example(Path(folder))
        for look in _looks(args):
            set_language(look.language)
            theme = Theme(dark=look.shade == "dark", percent=look.percent)
            theme.apply(app)
            settings = QSettings(str(Path(folder) / f"{look.name('all')}.ini"), QSettings.Format.IniFormat)
            desk = Desk(StoreLane(), WorkLane(), theme, settings, CLOCK)
            desk.lane.open(lambda: open_app(file, clock=CLOCK, actor=args.actor, read_only=None), desk.follow)
            desk.lane.wait_idle()
            for size in look.sizes:
                pictures = _shoot(desk, args, app, size, look.name(size))
                if args.sheets:
                    _sheet(pictures, Screen.of(size), args.out / "sheets" / f"{look.name(size)}.png")
            desk.work.close()
            desk.lane.close()
            desk.drafts.close()
    return 0


def _looks(args: argparse.Namespace) -> Iterator[Look]:
    """Those that were asked; all of the design add the other sizes of text on one screen."""
    for language, shade in product(args.language, args.theme):
        for percent in args.percent:
            yield Look(language, shade, percent, tuple(args.size))
        if args.every:
            yield from (Look(language, shade, percent, (DESIGN_SIZE,)) for percent in EVERY_PERCENT)


def _shoot(desk: Desk, args: argparse.Namespace, app: QApplication, size: str, mark: str) -> list[Path]:
    screen = Screen.of(size)
    window = MainWindow(desk, NoOpener())
    window.show()
    app.processEvents()  # it brings itself inside the screen once, and a picture may be larger than that
    window.resize(screen.logical)
    window.show_file()
    made = []
    for key in args.page:
        shown = _show(desk, window, key, tell=args.file is None)
        _settle(desk, app)
        if shown is not window:
            shown.resize(shown.size().boundedTo(screen.logical))
            _settle(desk, app)
        for name in _seen(desk, app, window, key, views=args.views):
            path = args.out / f"{name}-{mark}.png"
            screen.picture(shown).save(str(path))
            print(path)
            made.append(path)
        if shown is not window:
            shown.close()
    window.close()
    return made


def _seen(desk: Desk, app: QApplication, window: MainWindow, key: str, *, views: bool) -> Iterator[str]:
    """What is open, by its key, and then each view of it."""
    yield key
    if views and key in PAGE_KEYS:
        yield from views_of(window.page(key), lambda: _settle(desk, app))


def _settle(desk: Desk, app: QApplication) -> None:
    """Until everything that was asked has arrived."""
    desk.lane.wait_idle()
    desk.work.wait_idle()
    desk.lane.wait_idle()
    app.processEvents()


def _show(desk: Desk, window: MainWindow, key: str, *, tell: bool) -> QWidget:
    """Open a page in the window, or what stands beside it in a window of its own."""
    if key == "welcome":
        welcome = WelcomeWindow(desk, NoOpener(), [])
        welcome.show()
        return welcome
    if key in DIALOGS:
        return show_dialog(desk, window, key)
    if key == LIVE:
        _show(desk, window, "meetings", tell=tell)
        desk.lane.wait_idle()
        _run_live(window, on=True)
        return window
    window.open_page(key)
    if key == "meetings":
        _run_live(window, on=False)
    if tell:
        show_at_work(desk, window, key)
    return window


def _run_live(window: MainWindow, *, on: bool) -> None:
    page = window.page("meetings")
    assert isinstance(page, MeetingsPage)
    page.cockpit.live_button.setChecked(on)


def _sheet(pictures: Sequence[Path], screen: Screen, path: Path) -> None:
    """All pictures of one size and look on one sheet, all to the same scale."""
    across, width, gap = 3, 720, 12
    scale = width / screen.pixels.width()
    small = [
        picture.scaled(picture.size() * scale, mode=Qt.TransformationMode.SmoothTransformation)
        for picture in (QPixmap(str(one)) for one in pictures)
    ]
    rows = [small[at : at + across] for at in range(0, len(small), across)]
    heights = [max(picture.height() for picture in row) + gap for row in rows]
    sheet = QPixmap(across * (width + gap) + gap, sum(heights) + gap)
    sheet.fill(QColor("#8a94a0"))
    painter = QPainter(sheet)
    for at, row in enumerate(rows):
        for column, picture in enumerate(row):
            painter.drawPixmap(QPoint(gap + column * (width + gap), gap + sum(heights[:at])), picture)
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(str(path))
    print(path)


def show_at_work(desk: Desk, window: MainWindow, key: str) -> None:
    """Go to the record of the example that shows a page at work."""
    if key == "meetings":
        desk.lane.read(
            lambda app: app.agenda.items(app.meetings.find(MEETING).id)[ITEM].id,
            lambda item_id: window.go("agenda_item", item_id),
        )
    elif key == "my_college":
        page = window.page(key)
        desk.lane.wait_idle()
        choice = page.findChild(QComboBox)
        assert choice is not None
        choice.setCurrentIndex(choice.findText(TOWN))
        choice.activated.emit(choice.currentIndex())


def _example(folder: Path) -> Path:
    path = folder / "zuid-west-vlaanderen.ibo"
    with create_app(path, PRESET, clock=CLOCK, actor="Projectcoördinator") as app:
        build(app.store, CLOCK)
    return path


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    keys = [LIVE, "welcome", *DIALOGS, *PAGE_KEYS]  # a page that was changed by its views comes last
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--page", nargs="+", choices=keys, default=keys)
    parser.add_argument("--size", nargs="+", default=["1366x768", "1920x1080"])
    parser.add_argument("--theme", nargs="+", choices=["light", "dark"], default=["light", "dark"])
    parser.add_argument("--language", nargs="+", choices=["nl", "en"], default=["nl", "en"])
    parser.add_argument("--percent", nargs="+", type=int, default=[100], help="of the text")
    parser.add_argument("--actor", default="Projectcoördinator")
    parser.add_argument("--file", type=Path, help="a region file instead of the example")
    parser.add_argument("--no-views", dest="views", action="store_false", help="without what is behind tabs")
    parser.add_argument("--sheets", action="store_true", help="with contact sheets in OUT/sheets")
    parser.add_argument("--every", action="store_true", help="all sizes of the design, in Dutch, with sheets")
    args = parser.parse_args(argv)
    if args.every:
        args.size, args.language, args.sheets = list(EVERY_SIZE), ["nl"], True
    return args


if __name__ == "__main__":
    sys.exit(main())
