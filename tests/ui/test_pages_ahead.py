"""Pages are there before they are opened, and nobody who works waits for that."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from ibo_desk.ui import pages_ahead
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.pages_ahead import QUIET, PagesAhead
from ibo_desk.ui.registry import PAGES
from ibo_desk.ui.start import WindowManager
from tools.screenshots import NoOpener


@pytest.fixture
def window(example_desk, qtbot):
    window = MainWindow(example_desk, NoOpener())
    qtbot.addWidget(window)
    window.show()
    window.show_file()
    example_desk.lane.wait_idle()
    return window


@pytest.fixture
def ahead(example_desk, window):
    return PagesAhead(example_desk, window)


def test_a_page_that_was_made_ahead_shows_its_rows_at_once(window, ahead, example_desk):
    assert ahead.make_next()
    example_desk.lane.wait_idle()
    assert list(window.pages) == ["overview", "actions"]
    assert window.page_key == "overview"
    window.open_page("actions")
    assert window.page("actions").panel.model.rowCount() > 0
    assert example_desk.lane.is_idle


def test_pages_made_ahead_leave_the_keys_where_they_are(window, ahead, example_desk, qtbot):
    """What is typed goes where one types, not into an agenda that nobody sees."""
    window.activateWindow()
    window.commands.find.trigger()
    while ahead.make_next():
        example_desk.lane.wait_idle()
    QApplication.processEvents()
    assert QApplication.focusWidget() is window.top.search
    qtbot.keyClicks(QApplication.focusWidget(), "menen")
    assert window.top.search.text() == "menen"


@pytest.mark.long
def test_the_matrix_made_ahead_holds_its_newest_items_and_becomes_whole_when_it_is_opened(
    window, example_desk
):
    page = window.page("feedback")
    page.read_ahead()
    example_desk.lane.wait_idle()
    newest = page.model.rowCount()
    assert newest > 0
    assert not page.of_body.count()  # what only the whole reading brings
    window.open_page("feedback")
    example_desk.lane.wait_idle()
    assert page.model.rowCount() >= newest
    assert page.of_body.count() > 1


@pytest.mark.long
def test_no_paper_is_set_for_a_preview_that_nobody_sees(window, example_desk, qtbot):
    page = window.page("documents")
    page.read_ahead()
    example_desk.lane.wait_idle()
    example_desk.work.wait_idle()
    assert page.form.meeting.count() > 0
    assert page.preview._pages == []
    window.open_page("documents")
    qtbot.waitUntil(lambda: len(page.preview._pages) > 0, timeout=20_000)


@pytest.mark.long
def test_what_was_written_meanwhile_stands_on_a_page_made_ahead(window, ahead, example_desk):
    ahead.make_next()
    example_desk.lane.wait_idle()
    fresh = {"title": "Nieuwe actie", "order_key": "zz"}
    example_desk.lane.write(lambda app: app.records.add("regional_action", fresh))
    example_desk.lane.wait_idle()
    window.open_page("actions")
    example_desk.lane.wait_idle()
    assert "Nieuwe actie" in {row.title for row in window.page("actions").panel.model.all_rows()}


def test_a_key_makes_it_wait_anew(window, ahead):
    ahead.start()
    ahead._timer.start(60_000)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert ahead._timer.interval() == QUIET


def test_no_page_is_made_under_a_dialog_in_a_running_meeting_or_while_something_is_read(
    window, ahead, example_desk, qtbot
):
    dialog = QDialog(window)
    dialog.open()
    ahead._step()
    dialog.close()
    example_desk.alone.emit(window, True)
    ahead._step()
    example_desk.alone.emit(window, False)
    example_desk.lane.read(lambda app: app.settings.region(), lambda _region: None)
    ahead._step()
    assert list(window.pages) == ["overview"]
    assert ahead._timer.isActive()  # it comes back to it
    example_desk.lane.wait_idle()
    ahead._step()
    assert list(window.pages) == ["overview", "actions"]


@pytest.mark.long
def test_the_program_makes_all_pages_but_those_seldom_opened(
    settings, theme, example_file, qtbot, monkeypatch
):
    monkeypatch.setattr(pages_ahead, "QUIET", 0)
    monkeypatch.setattr(pages_ahead, "PAUSE", 0)
    manager = WindowManager(settings, theme)
    manager.begin(str(example_file))
    expected = {entry.key for entry in PAGES} - {"templates", "settings"}
    qtbot.waitUntil(
        lambda: bool(manager.windows) and set(manager.windows[0].pages) == expected, timeout=20_000
    )
    manager.desk.lane.wait_idle()
    assert manager.windows[0].page_key == "overview"
    manager.windows[0].close()
    manager.close()
