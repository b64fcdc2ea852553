"""The feedback matrix of 500 items × 40 colleges: first painted, scrolled by pages, 200 answers recorded at once.

``python -m tools.bench.matrix FILE TIMES`` prints one JSON object: samples in seconds by name. The floor is a bare
``QTableView`` of as many cells with a word in each, and the driver alone writing as many rows.
"""

import json
import sqlite3
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tools.bench.matrix_file import COLLEGES, ITEMS
from tools.bench.pages import PAGE_BAR, Window
from tools.bench.results import Bar, Result, Samples, against, milliseconds, warmed_up

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from ibo_desk.ui.feedback.page import FeedbackPage

ANSWERS = 200
SCROLL_BAR = Bar(3)  # times a bare table; with word, icon and colour in each cell
RECORD_BAR = Bar(1000, "ms")  # what a person takes for "at once"


class Matrix(Window):
    """A window on the file of 40 colleges, that may be written to."""

    read_only = False

    def turn(self, samples: Samples) -> None:
        from ibo_desk.ui.feedback.page import FeedbackPage
        from ibo_desk.ui.main_window import MainWindow
        from tools.screenshots import NoOpener

        window = MainWindow(self.desk, NoOpener())
        window.resize(1366, 768)
        window.show()
        window.show_file()
        self.desk.lane.wait_idle()
        began = perf_counter()
        window.open_page("feedback")
        page = window.page("feedback")
        self._until_rows(page)
        samples.setdefault("first", []).append(perf_counter() - began)
        self.desk.lane.wait_idle()
        assert isinstance(page, FeedbackPage)
        shape = page.model.rowCount(), page.model.columnCount()
        assert shape == (ITEMS, COLLEGES), shape
        samples.setdefault("scroll", []).append(_scroll(page.view))
        samples.setdefault("record", []).append(self._record(page))
        window.close()
        window.deleteLater()
        self.app.processEvents()

    def _record(self, page: "FeedbackPage") -> float:
        """Took note, for 200 cells by one letter, until the matrix shows it."""
        from PySide6.QtCore import QItemSelection, QItemSelectionModel

        rows = ANSWERS // COLLEGES
        first = page.model.rowCount() // 2
        block = QItemSelection(page.model.index(first, 0), page.model.index(first + rows - 1, COLLEGES - 1))
        page.view.setCurrentIndex(page.model.index(first, 0))
        page.view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        assert len(page.view.chosen()) == ANSWERS
        self.desk.lane.wait_idle()
        began = perf_counter()
        page.recording.type_letter("g")
        self.desk.lane.wait_idle()
        self.app.processEvents()
        page.view.repaint()
        took = perf_counter() - began
        self.desk.lane.write(lambda app: app.history.undo())
        self.desk.lane.wait_idle()
        return took


def _scroll(view: "QTableView") -> float:
    """A page down and painted; the mean of all pages of the table."""
    from PySide6.QtWidgets import QAbstractSlider

    bar, pages = view.verticalScrollBar(), 0
    bar.setValue(0)
    view.viewport().repaint()
    began = perf_counter()
    while bar.value() < bar.maximum():
        bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
        view.viewport().repaint()
        view.verticalHeader().viewport().repaint()
        pages += 1
    return (perf_counter() - began) / pages


def bare_table(like: Window, samples: Samples) -> None:
    """A table view of Qt's own with as many cells: shown and painted, then scrolled."""
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
    from PySide6.QtWidgets import QMainWindow, QTableView

    class Words(QAbstractTableModel):
        def rowCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
            return ITEMS

        def columnCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
            return COLLEGES

        def data(
            self, _index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
        ) -> Any:
            return "kennisg." if role == Qt.ItemDataRole.DisplayRole else None

    began = perf_counter()
    window, view = QMainWindow(), QTableView()
    model = Words(view)
    view.setModel(model)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().setDefaultSectionSize(42)
    view.horizontalHeader().setDefaultSectionSize(70)
    window.setCentralWidget(view)
    window.resize(1366, 768)
    window.show()
    like.app.processEvents()
    view.repaint()
    samples.setdefault("bare first", []).append(perf_counter() - began)
    samples.setdefault("bare scroll", []).append(_scroll(view))
    window.close()
    window.deleteLater()
    like.app.processEvents()


def bare_writes(file: Path, samples: Samples) -> None:
    """The driver alone: as many rows changed and as many journal rows, committed."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous=FULL")
    ids = [row[0] for row in connection.execute("SELECT id FROM feedback_round LIMIT ?", [ANSWERS])]
    (entry,) = connection.execute("SELECT id FROM journal_entry LIMIT 1").fetchone()
    began = perf_counter()
    connection.executemany("UPDATE feedback_round SET note = 'bench' WHERE id = ?", [(one,) for one in ids])
    connection.executemany(
        "INSERT INTO change (id, entry_id, table_name, record_id, field, new) VALUES (?, ?, 'bench', ?, 'note', '1')",
        [(uuid4().hex, entry, one) for one in ids],
    )
    connection.commit()
    samples.setdefault("bare record", []).append(perf_counter() - began)
    connection.execute("DELETE FROM change WHERE table_name = 'bench'")
    connection.execute("UPDATE feedback_round SET note = ''")
    connection.commit()
    connection.close()


def results(samples: Samples) -> list[Result]:
    """First painted, a page scrolled, 200 answers recorded."""
    what = f"matrix of {ITEMS} × {COLLEGES}"
    bare_first = f"a bare table of as many cells {milliseconds(samples['bare first'])}"
    bare_record = f"the driver alone {milliseconds(samples['bare record'])}"
    return [
        Result(f"{what}, first painted", median(samples["first"]) * 1000, "ms", PAGE_BAR, bare_first),
        against(
            f"{what}, a page scrolled, against a bare table",
            samples["scroll"],
            samples["bare scroll"],
            SCROLL_BAR,
        ),
        Result(
            f"{what}, one answer for {ANSWERS} cells, recorded and shown",
            median(samples["record"]) * 1000,
            "ms",
            RECORD_BAR,
            bare_record,
        ),
    ]


def main() -> None:
    file, times = Path(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        window = Matrix(file, Path(folder))

        def turn(samples: Samples) -> None:
            bare_table(window, samples)
            window.turn(samples)

        samples = warmed_up(turn, times)
        window.desk.work.close()
        window.desk.lane.close()
    for _turn in range(times):
        bare_writes(file, samples)
    print(json.dumps(samples))


if __name__ == "__main__":
    main()
