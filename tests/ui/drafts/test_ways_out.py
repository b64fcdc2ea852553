"""No way out of a field loses text: a full disk, a file that is gone, another record, closing the window."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from ibo_desk.app import open_app
from ibo_desk.data.drafts import texts_left_in
from ibo_desk.domain.errors import FileProblemError
from ibo_desk.services.keeping.drafts import drafts_folder
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.start import WindowManager
from tools.screenshots import NoOpener


@pytest.fixture
def item(region_desk):
    """An agenda item of a meeting, made in an empty region."""
    found = []

    def make(app):
        body = next(one for one in app.bodies.listing() if one.short_name == "IBO")
        meeting = app.meetings.add({"body_id": body.id, "on": app.clock.today()})
        return [app.agenda.add(meeting, {"title": title}) for title in ("Fietssnelweg", "Woonplan")]

    region_desk.lane.write(make, found.extend)
    region_desk.lane.wait_idle()
    return found


@pytest.fixture
def window(region_desk, qtbot):
    made = MainWindow(region_desk, NoOpener())
    qtbot.addWidget(made)
    made.show()
    made.show_file()
    region_desk.lane.wait_idle()
    return made


def settle(desk):
    for _round in range(3):
        desk.lane.wait_idle()
        QApplication.processEvents()


def notes(window, item_id):
    window.go("agenda_item", item_id)
    settle(window.desk)
    editor = window.page("meetings").cockpit.item.notes.editors["discussion"]
    editor.inner.setFocus()
    return editor.inner


def drafted(desk):
    assert desk.drafts.writer.flush()
    return [draft.text for draft in texts_left_in(drafts_folder())]


def limit_pages(desk, *, room):
    """Let the file grow by so many pages and no more, as on a disk that is full."""

    def limit(app):
        with app.store.read() as session:  # the limit is of one connection: that which writes, too
            connection = session.connection()
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + room}")

    desk.lane.read(limit, lambda _none: None)
    desk.lane.wait_idle()


def stored(desk, item_id):
    found = []
    desk.lane.read(lambda app: app.agenda.item(item_id).discussion, found.append)
    desk.lane.wait_idle()
    return found[0]


LONG = "woorden " * 4000


@pytest.mark.long
def test_a_full_disk_and_another_record_lose_nothing(window, region_desk, item):
    text = notes(window, item[0])
    limit_pages(region_desk, room=0)
    text.insertPlainText(LONG)
    text = notes(window, item[1])
    settle(region_desk)
    assert [error.code for error in region_desk.told][:1] == ["disk_full"]
    assert text.toPlainText() == ""
    assert drafted(region_desk) == [LONG.strip()]
    assert window.drafts.isVisible()
    assert window.top.saved.text().startswith("Niet bewaard")
    limit_pages(region_desk, room=1000)
    text = notes(window, item[0])
    assert text.toPlainText().strip() == LONG.strip()
    window.save()
    settle(region_desk)
    assert stored(region_desk, item[0]) == LONG.strip()
    assert drafted(region_desk) == []
    assert not window.drafts.isVisible()
    assert window.top.saved.text().startswith("Bewaard")


@pytest.mark.long
@pytest.mark.parametrize(("button", "closed"), [("Blijven", False), ("Als concept houden en sluiten", True)])
def test_closing_says_what_could_not_be_saved(window, region_desk, item, button, closed):
    text = notes(window, item[0])
    limit_pages(region_desk, room=0)
    text.insertPlainText(LONG)
    said = []

    def answer():
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(box.text() + box.informativeText())
        next(one for one in box.buttons() if one.text() == button).click()

    waits = QTimer(interval=30)
    waits.timeout.connect(lambda: QApplication.activeModalWidget() and answer())
    waits.start()
    assert window.close() is closed
    waits.stop()
    assert "Bespreking" in said[0]
    assert "schijf" in said[0]
    assert drafted(region_desk) == [LONG.strip()]
    limit_pages(region_desk, room=1000)


@pytest.mark.long
def test_closing_records_what_is_typed_without_a_question(window, region_desk, item, qtbot):
    text = notes(window, item[0])
    qtbot.keyClicks(text, "nog snel")
    assert window.close()
    assert stored(region_desk, item[0]) == "nog snel"
    assert drafted(region_desk) == []


def open_again(window, path):
    """As the dialog about a lost file does: nothing is written into it before."""
    desk, failed = window.desk, []
    desk.lane.exchange(
        lambda: None,
        lambda: open_app(path, clock=desk.clock, actor="test"),
        lambda _app, _refused: window.show_file(),
        failed.append,
    )
    settle(desk)
    assert failed == []


@pytest.mark.long
def test_a_file_that_is_gone_loses_nothing(window, region_desk, region_file, item, qtbot):
    text = notes(window, item[0])
    qtbot.keyClicks(text, "waar is mijn bestand")
    region_file.rename(region_file.with_name("elders.ibo"))
    window.save()
    settle(region_desk)
    assert text.toPlainText() == "waar is mijn bestand"
    kept, said = drafted(region_desk), window.top.saved.text()
    region_file.with_name("elders.ibo").rename(region_file)
    if kept:  # else the system goes on with the open file, wherever it lies
        assert kept == ["waar is mijn bestand"]
        assert said.startswith("Niet bewaard")
        open_again(window, region_file)
        assert notes(window, item[0]).toPlainText() == "waar is mijn bestand"
        window.save()
        settle(region_desk)
    assert stored(region_desk, item[0]) == "waar is mijn bestand"
    assert drafted(region_desk) == []


@pytest.mark.long
def test_the_bar_tells_of_nothing_else(window, region_desk, item, qtbot):
    window._tell_error(FileProblemError("file_exists", place="fictief.ibo"))
    assert not window.top.saved.text().startswith("Niet bewaard")
    text = notes(window, item[0])
    qtbot.keyClicks(text, "x")
    assert window.top.saved.text() == "Wordt bewaard…"
    window.save()
    settle(region_desk)
    assert window.top.saved.text().startswith("Bewaard ")


@pytest.mark.long
def test_undo_is_the_fields_and_then_the_windows(window, region_desk, item, qtbot):
    text = notes(window, item[0])
    qtbot.keyClicks(text, "weg")
    qtbot.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text.toPlainText() == ""
    asked = []
    window.commands.undo.triggered.disconnect()
    window.commands.undo.triggered.connect(lambda _on=False: asked.append(True))
    window.commands.undo.setEnabled(True)
    window.activateWindow()
    qtbot.keyClick(text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked == [True]


@pytest.mark.long
def test_a_line_for_another_item_waits_for_its_own(window, region_desk, item, qtbot):
    notes(window, item[0])
    line = window.page("meetings").cockpit.item.slash.line
    line.setFocus()
    qtbot.keyClicks(line, "/engagement Harel")
    notes(window, item[1])
    assert line.text() == ""
    assert drafted(region_desk) == ["/engagement Harel"]
    notes(window, item[0])
    line.setFocus()
    assert line.text() == "/engagement Harel"


def test_a_quit_leaves_no_draft_of_what_was_recorded(region_file, settings, theme, qtbot):
    keeper = WindowManager(settings, theme)
    keeper.begin(str(region_file))
    qtbot.waitUntil(lambda: bool(keeper.place))
    settle(keeper.desk)
    window = keeper.windows[0]
    window.open_page("settings")
    settle(keeper.desk)
    panel = window.page("settings").region
    line = panel.editors["name"].inner
    line.setFocus()
    line.setText("")
    qtbot.keyClicks(line, "Fictieve regio")
    keeper.desk.drafts.tick()
    keeper.close()
    assert texts_left_in(drafts_folder()) == []
