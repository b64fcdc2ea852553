"""Every page of the example as a picture: two sizes, light and dark, Dutch and English.

``python -m tools.screenshots OUT [--page KEY …] [--size 1366x768 …] [--theme light …] [--language nl …]``.
No screen is needed and nothing waits for time: a picture is taken when everything that was asked has arrived.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from ibo_desk.app import create_app, open_app
from ibo_desk.domain.clock import FixedClock
from ibo_desk.language import set_language
from ibo_desk.places import HOME
from ibo_desk.services.setup.example import PRESET, build
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.lanes import StoreLane, WorkLane
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.registry import PAGES
from ibo_desk.ui.start import make_application
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.welcome import WelcomeWindow

CLOCK = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


MEETING, ITEM, TOWN = "IBO 2026-3", 2, "Kortrijk"  # what says most about the program in the example


class NoOpener:
    """Pictures open no other files."""

    def new_region(self, parent: QWidget) -> None: ...
    def open_file(self, parent: QWidget) -> None: ...
    def open_example(self, parent: QWidget) -> None: ...
    def open_place(self, place: str) -> None: ...
    def new_window(self, page: str) -> None: ...
    def open_copy(self, path: Path) -> None: ...
    def restore(self, path: Path) -> None: ...


def main(argv: Sequence[str] | None = None) -> int:
    """Make the pictures; prints where they lie."""
    args = _arguments(argv)
    args.out.mkdir(parents=True, exist_ok=True)
    app = make_application()
    with tempfile.TemporaryDirectory() as folder:
        os.environ[HOME] = folder  # backups and drafts of pictures: nobody's
        file = args.file or _example(Path(folder))
        for language, shade in product(args.language, args.theme):
            set_language(language)
            theme = Theme(dark=shade == "dark", percent=args.percent)
            theme.apply(app)
            settings = QSettings(str(Path(folder) / f"{language}-{shade}.ini"), QSettings.Format.IniFormat)
            desk = Desk(StoreLane(), WorkLane(), theme, settings, CLOCK)
            desk.lane.open(lambda: open_app(file, clock=CLOCK, actor=args.actor, read_only=None))
            desk.lane.wait_idle()
            for size in args.size:
                _shoot(desk, args, app, size, f"{shade}-{language}")
            desk.work.close()
            desk.lane.close()
            desk.drafts.close()
    return 0


def _shoot(desk: Desk, args: argparse.Namespace, app: QApplication, size: str, mark: str) -> None:
    width, height = (int(part) for part in size.split("x"))
    window = MainWindow(desk, NoOpener())
    window.show()
    app.processEvents()  # it brings itself inside the screen once, and a picture may be larger than that
    window.resize(QSize(width, height))
    window.show_file()
    for key in args.page:
        if key == "welcome":
            shown: QWidget = WelcomeWindow(desk, NoOpener(), [])
            shown.show()
        else:
            window.open_page(key)
            shown = window
            if args.file is None:
                _tell(desk, window, key)
        desk.lane.wait_idle()
        desk.work.wait_idle()
        desk.lane.wait_idle()
        app.processEvents()
        path = args.out / f"{key}-{size}-{mark}.png"
        shown.grab().save(str(path))
        print(path)
        if shown is not window:
            shown.close()
    window.close()


def _tell(desk: Desk, window: MainWindow, key: str) -> None:
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
    keys = [*(entry.key for entry in PAGES), "welcome"]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--page", nargs="+", choices=keys, default=keys)
    parser.add_argument("--size", nargs="+", default=["1366x768", "1920x1080"])
    parser.add_argument("--theme", nargs="+", choices=["light", "dark"], default=["light", "dark"])
    parser.add_argument("--language", nargs="+", choices=["nl", "en"], default=["nl", "en"])
    parser.add_argument("--percent", type=int, default=100)
    parser.add_argument("--actor", default="Projectcoördinator")
    parser.add_argument("--file", type=Path, help="a region file instead of the example")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
