"""Pages, filters and search on the big file, in a real window without a screen; run in a process of its own.

``python -m tools.bench.pages FILE TIMES`` prints one JSON object: samples in seconds by name.
"""

import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tools.bench.results import Bar, Result, Samples, warmed_up

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

    from ibo_desk.app import App
    from ibo_desk.services.search.search import Hit
    from ibo_desk.ui.main_window import MainWindow
    from ibo_desk.ui.page import Page

LIST = {
    "actions": "SELECT * FROM regional_action WHERE deleted_in IS NULL ORDER BY order_key",
    "topics": "SELECT * FROM topic WHERE deleted_in IS NULL ORDER BY title_folded",
    "meetings": 'SELECT * FROM meeting WHERE deleted_in IS NULL ORDER BY "on" DESC',
    "engagements": "SELECT * FROM engagement WHERE deleted_in IS NULL ORDER BY due_on",
    "feedback": "SELECT * FROM feedback_round WHERE deleted_in IS NULL AND heard_on IS NULL AND answer IS NULL",
    "partners": "SELECT * FROM organisation WHERE deleted_in IS NULL ORDER BY name_folded",
    "documents": "SELECT * FROM document WHERE deleted_in IS NULL",
}
TYPED = ("fi", "fiet", "fietsbrug", "fietsbrug fase", "waterbuffer dossier 12")
LISTS = {"rows", "agenda"}  # a table, the agenda of the meeting at hand
# a page without a list is there once it offers in the first of these what a paper can be about
CHOICES = {"documents": ("meeting", "action", "colleges")}
FIRST = 100  # rows that a screen can show, generously
PAGE_BAR, SEARCH_BAR, ROWS_BAR = Bar(100, "ms"), Bar(50, "ms"), Bar(3, "")


class Fetched:
    """Counts the rows that the driver hands over, on the connections that are opened while this is there."""

    def __init__(self) -> None:
        from sqlalchemy import event
        from sqlalchemy.pool import Pool

        self.rows = 0
        self._connections: list[sqlite3.Connection] = []
        event.listen(Pool, "connect", lambda connection, _record: self._connections.append(connection))

    def begin(self) -> None:
        """From now on; before, it costs no time."""
        for connection in self._connections:
            connection.row_factory = self._count

    def _count(self, _cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> tuple[Any, ...]:
        self.rows += 1
        return row


class Window:
    """A window on the file, made anew for each turn; imports were done in the turn before the first."""

    read_only = True

    def __init__(self, file: Path, folder: Path) -> None:
        from PySide6.QtCore import QSettings

        from ibo_desk.app import open_app
        from ibo_desk.domain.clock import SystemClock
        from ibo_desk.ui.desk import Desk
        from ibo_desk.ui.lanes import StoreLane
        from ibo_desk.ui.start import make_application
        from ibo_desk.ui.theme import Theme
        from ibo_desk.ui.work_lane import WorkLane

        self.app = make_application()
        theme = Theme()
        theme.apply(self.app)
        settings = QSettings(str(folder / "bench.ini"), QSettings.Format.IniFormat)
        self.desk = Desk(StoreLane(), WorkLane(), theme, settings, SystemClock())
        self.desk.lane.open(lambda: open_app(file, read_only=self.read_only))
        self.desk.lane.wait_idle()

    def turn(self, samples: Samples) -> None:
        """Open every page in a new window, and filter the two long tables; then in a window that made them ahead."""
        from ibo_desk.ui.pages_ahead import PagesAhead

        window = self._window()
        self._open_pages(window, "unmade", samples)
        self._close(window)
        window = self._window()
        ahead = PagesAhead(self.desk, window)
        while ahead.make_next():
            self.desk.lane.wait_idle()
        self._open_pages(window, "page", samples)
        self._close(window)

    def count_rows(self, fetched: Fetched, samples: Samples) -> None:
        """Rows that the driver fetched until a list shows rows, per row shown; each page in a window of its own.

        Those count that are fetched meanwhile for something else, too: for names, for choices, for what follows.
        """
        self.desk.lane.read(lambda _app: fetched.begin(), lambda _none: None)
        for key in LIST:
            window = self._window()
            before = fetched.rows
            window.open_page(key)
            self._until_rows(window.page(key))
            shown = max(1, _shown(window.page(key)))
            samples[f"rows {key}"] = [(fetched.rows - before) / shown]
            self.desk.lane.wait_idle()
            self._close(window)

    def _window(self) -> "MainWindow":
        from ibo_desk.ui.main_window import MainWindow
        from tools.screenshots import NoOpener

        window = MainWindow(self.desk, NoOpener())
        window.show()
        window.show_file()
        self.desk.lane.wait_idle()
        return window

    def _open_pages(self, window: "MainWindow", called: str, samples: Samples) -> None:
        for key in LIST:
            began = perf_counter()
            window.open_page(key)
            self._until_rows(window.page(key))
            samples.setdefault(f"{called} {key}", []).append(perf_counter() - began)
            self.desk.lane.wait_idle()
            if key in {"topics", "engagements"}:
                samples.setdefault(f"filter {key}", []).append(self._filter(window.page(key)))

    def _close(self, window: "MainWindow") -> None:
        """Let it go here and now: what is measured next does not wait for that."""
        from PySide6.QtCore import QCoreApplication, QEvent

        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.app.processEvents()

    def _until_rows(self, page: "Page") -> None:
        """Work off events until a list on the page shows rows, or nothing is under way any more; then paint."""
        from PySide6.QtCore import QEventLoop

        lane, quiet = self.desk.lane, 0
        flags = QEventLoop.ProcessEventsFlag
        while quiet < 2 and not _has_rows(page):
            self.app.processEvents(flags.AllEvents if lane.is_idle else flags.WaitForMoreEvents)
            quiet = quiet + 1 if lane.is_idle else 0
        page.repaint()

    def _filter(self, page: "Page") -> float:
        from ibo_desk.ui.table.panel import TablePanel

        panel = max(page.findChildren(TablePanel), key=lambda each: each.model.rowCount())
        began = perf_counter()
        panel.quick.setText("kaaimuur")
        panel.model.set_quick("kaaimuur")
        panel.repaint()
        took = perf_counter() - began
        panel.clear_filters()
        return took

    def searches(self, samples: Samples) -> None:
        """Ask for words as they are typed, and list what was found."""
        from ibo_desk.ui.search_box import SearchBox

        box = SearchBox(self.desk)
        box.resize(400, 30)
        self.desk.lane.read(lambda app: app.search.warm(), lambda _none: None)  # as when the cursor comes in
        self.desk.lane.wait_idle()
        for typed in TYPED:
            began = perf_counter()
            self.desk.lane.read(_hits(typed), box.show_hits)
            self.desk.lane.wait_idle()
            samples.setdefault(f"search “{typed}”", []).append(perf_counter() - began)
        box.close()


def _has_rows(page: "Page") -> bool:
    if page.key in CHOICES:
        return _offered(page, CHOICES[page.key][0]) > 0
    return any(view.model().rowCount() > 0 for view in _lists(page))


def _lists(page: "Page") -> "list[QAbstractItemView]":
    from PySide6.QtWidgets import QAbstractItemView

    views = page.findChildren(QAbstractItemView)
    return [view for view in views if view.objectName() in LISTS and view.isVisible()]


def _shown(page: "Page") -> int:
    """Rows of the lists in sight, of the matrix its cells; of a page without a list what can be chosen on it."""
    from ibo_desk.ui.feedback.matrix_view import MatrixView

    if page.key in CHOICES:
        return sum(_offered(page, name) for name in CHOICES[page.key])
    models = [(view.model(), isinstance(view, MatrixView)) for view in _lists(page)]
    return sum(model.rowCount() * (model.columnCount() if cells else 1) for model, cells in models)


def _offered(page: "Page", name: str) -> int:
    from PySide6.QtWidgets import QComboBox, QListWidget

    choice = page.findChild(QComboBox, name) or page.findChild(QListWidget, name)
    return choice.count() if choice is not None else 0


def _hits(typed: str) -> Callable[["App"], list["Hit"]]:
    return lambda app: app.search.hits(typed, limit=20)


def bare(file: Path, samples: Samples) -> None:
    """The bare query behind each page, its first rows fetched, by the driver alone."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    for key, query in LIST.items():
        began = perf_counter()
        connection.execute(query).fetchmany(FIRST)
        samples.setdefault(f"sql {key}", []).append(perf_counter() - began)
    for typed in TYPED:
        asked = " ".join(f'"{word}"*' for word in typed.split())
        began = perf_counter()
        connection.execute(
            "SELECT record_id FROM search_index WHERE search_index MATCH ? LIMIT 20", [asked]
        ).fetchall()
        samples.setdefault(f"sql “{typed}”", []).append(perf_counter() - began)
    connection.close()


def results(samples: Samples) -> list[Result]:
    """One line per page, filter and word typed; the ratio to the bare query stands in the detail."""
    lines = [_first_rows(key, samples) for key in LIST]
    lines += [
        Result(
            f"{name} by a word",
            median(samples[name]) * 1000,
            "ms",
            PAGE_BAR,
            "all rows looked at, the first painted",
        )
        for name in ("filter topics", "filter engagements")
    ]
    slowest = max(TYPED, key=lambda typed: median(samples[f"search “{typed}”"]))
    lines += [_rows_read(key, samples) for key in LIST]
    what = f"search as you type, the slowest of {len(TYPED)} (“{slowest}”)"
    searched, query = samples[f"search “{slowest}”"], samples[f"sql “{slowest}”"]
    return [*lines, _line(what, searched, query, SEARCH_BAR)]


def _first_rows(key: str, samples: Samples) -> Result:
    """As a person meets it who left the window alone for some seconds; in the detail as it is before."""
    line = _line(f"page {key}, first rows", samples[f"page {key}"], samples[f"sql {key}"], PAGE_BAR)
    unmade = f"made only when it is opened {median(samples[f'unmade {key}']) * 1000:.0f} ms"
    return replace(line, detail=f"{unmade}; {line.detail}")


def _rows_read(key: str, samples: Samples) -> Result:
    return Result(f"page {key}, rows fetched per row shown", samples[f"rows {key}"][0], "", ROWS_BAR)


def _line(what: str, ours: list[float], query: list[float], bar: Bar) -> Result:
    detail = f"{median(ours) / max(median(query), 1e-6):.0f} × the bare query ({median(query) * 1000:.1f} ms)"
    return Result(what, median(ours) * 1000, "ms", bar, detail)


def main() -> None:
    file, times = Path(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        fetched = Fetched()
        window = Window(file, Path(folder))

        def turn(samples: Samples) -> None:
            bare(file, samples)
            window.turn(samples)
            window.searches(samples)

        samples = warmed_up(turn, times)
        window.count_rows(fetched, samples)
        window.desk.work.close()
        window.desk.lane.close()
    print(json.dumps(samples))


if __name__ == "__main__":
    main()
