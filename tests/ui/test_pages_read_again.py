"""A change of any kind of record makes exactly those pages old whose reading asked its table."""

import sqlite3
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from sqlalchemy import event
from sqlmodel import col, select

from ibo_desk.app import App
from ibo_desk.data.journal import record_class
from ibo_desk.data.tables import Record, metadata
from ibo_desk.domain.changes import Changes
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.registry import PAGES
from ibo_desk.ui.topics.page import TopicsPage
from tools.screenshots import NoOpener


def kinds() -> list[type[Record]]:
    """Every kind of record there is."""
    found = []
    for name in sorted(metadata.tables):
        try:
            found.append(record_class(name))
        except KeyError:  # the journal itself, the bytes of attachments, and rows of lists that were read
            assert name in {"blob", "change", "imported_row", "journal_entry"}
    return found


def touch(app: App, kind: type[Record]) -> bool:
    """Write something under a record of a kind that changes nothing of it; False where there is none."""
    with app.store.write("aangeraakt") as work:
        record = work.session.exec(select(kind).where(col(kind.deleted_in).is_(None)).limit(1)).first()
        if record is not None:
            work.keep_aside(record, "deleted_in", None)
    return record is not None


class Watched:
    """A window with all pages open, which tables SQLite itself says each asked, and which grew old."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.window = MainWindow(desk, NoOpener())
        self._asked: set[str] = set()
        desk.lane.read(self._watch, lambda _done: None)
        self.window.show()
        self.window.show_file()
        self.settle()
        self.asked = {entry.key: self._open(entry.key) for entry in PAGES}
        self.old: set[str] = set()
        self.refreshed: list[str] = []
        for entry in PAGES:
            self._listen(entry.key)

    def _watch(self, app: App) -> None:
        def allow(action: int, table: str, *_rest: object) -> int:
            if action == sqlite3.SQLITE_READ and table in metadata.tables:
                self._asked.add(table)
            return sqlite3.SQLITE_OK

        @event.listens_for(app.store.engine, "checkout")
        def watch(connection: Any, *_rest: object) -> None:
            connection.set_authorizer(allow)  # what was prepared before is prepared again, and asks

    def _open(self, key: str) -> set[str]:
        self.window.open_page(key)
        self.settle()
        self._asked.clear()
        self.window.page(key).reload_soon()
        self.settle()
        return set(self._asked)

    def _listen(self, key: str) -> None:
        page = self.window.page(key)
        refresh = page.refresh
        page.reading.grew_old.connect(lambda: self.old.add(key))

        def counted() -> None:
            self.refreshed.append(key)
            refresh()

        page.refresh = counted  # type: ignore[method-assign]

    def noted(self) -> dict[str, set[str]]:
        """By page the tables of which the program says that it read them."""
        return {entry.key: self.window.page(entry.key).reading.tables for entry in PAGES}

    def settle(self) -> None:
        """Let all arrive that was asked, and what follows from it."""
        for _round in range(3):
            while self.window._counting.isActive():  # the counts at the rail are read after a moment of rest
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
            self.desk.lane.wait_idle()
            self.desk.work.wait_idle()
            QApplication.processEvents()


@pytest.fixture
def watched(example_desk: Desk, qtbot) -> Watched:
    made = Watched(example_desk)
    qtbot.addWidget(made.window)
    return made


@pytest.mark.long
def test_every_page_hears_of_what_it_read_and_of_nothing_else(watched: Watched) -> None:
    """Each kind is really written once; only the page in front, the last of the rail, reads at once."""
    for key, noted in watched.noted().items():
        asked = watched.asked[key]
        moment = {"journal_entry"} - noted  # every reading asks for its moment; that is not shown
        assert noted == asked - moment, key
    written: list[bool] = []
    for kind in kinds():
        watched.old.clear()
        watched.desk.lane.write(lambda app, of=kind: touch(app, of), written.append)
        watched.desk.lane.wait_idle()
        table = str(kind.__tablename__)
        changed = {table, "journal_entry", "change"} if written[-1] else set()
        assert watched.old == {key for key, page in watched.noted().items() if page & changed}, table
    assert written.count(True) > 30
    assert set(watched.refreshed) == {PAGES[-1].key}


@pytest.fixture
def window(region_desk: Desk, qtbot) -> MainWindow:
    made = MainWindow(region_desk, NoOpener(), "topics")
    qtbot.addWidget(made)
    made.show()
    made.show_file()
    region_desk.lane.wait_idle()
    return made


@pytest.mark.long
def test_the_page_in_front_reads_at_once_and_others_when_they_are_shown(window, region_desk) -> None:
    window.open_page("actions")
    region_desk.lane.wait_idle()
    read: list[object] = []
    region_desk.lane.was_read.connect(lambda owner, _tables: read.append(owner))
    region_desk.lane.changed.emit(Changes({}, frozenset({"organisation"})))
    region_desk.lane.wait_idle()
    assert (window.page("actions") in read, window.page("topics") in read) == (True, False)
    read.clear()
    window.open_page("topics")
    window.open_page("templates")
    window.open_page("topics")
    region_desk.lane.wait_idle()
    assert (window.page("actions") in read, read.count(window.page("topics"))) == (False, 1)


def test_saving_while_one_types_reads_the_rest_and_leaves_the_field_alone(shown, region_desk, qtbot) -> None:
    region_desk.lane.write(lambda app: app.topics.add({"title": "Fietsbrug"}))
    page = shown(TopicsPage(region_desk), region_desk)
    page.activateWindow()
    page.table.view.selectRow(0)
    region_desk.lane.wait_idle()
    summary = page.record.panel.editors["summary"].text
    summary.setFocus()
    qtbot.keyClicks(summary, "Over de Leie")
    summary.moveCursor(QTextCursor.MoveOperation.WordLeft)
    at, written = summary.textCursor().position(), []
    read: list[object] = []
    region_desk.lane.was_read.connect(lambda owner, _tables: read.append(owner))
    summary.textChanged.connect(lambda: written.append(summary.toPlainText()))
    region_desk.drafts.save_all()
    region_desk.lane.wait_idle()
    assert page in read
    assert [row.summary for row in page.table.shown()] == ["Over de Leie"]
    assert (summary.hasFocus(), summary.textCursor().position(), written) == (True, at, [])
    qtbot.keyClicks(summary, "rivier ")
    assert written[-1] == summary.toPlainText() == "Over de rivier Leie"
