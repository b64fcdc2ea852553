"""Ctrl+K finds commands and runs them; Ctrl+N, Alt+Left and F1 do what the sheet of keys says."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from ibo_desk.data.tables import SentPaper
from ibo_desk.ui.command_table import COMMANDS
from ibo_desk.ui.help import HelpWindow
from ibo_desk.ui.import_dialog import ImportDialog
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.registry import PAGES

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(example_desk, shown):
    made = shown(MainWindow(example_desk, None, "overview"), example_desk)
    made.resize(1280, 720)
    made.show_file()
    example_desk.lane.wait_idle()
    made.activateWindow()
    QApplication.processEvents()
    return made


def asked(window, desk, qtbot, words):
    """Type words after Ctrl+K; the lines that are shown."""
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    box = window.top.search
    qtbot.keyClicks(box, words)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    desk.lane.wait_idle()
    return [box.results.item(at).text() for at in range(box.results.count())]


@pytest.mark.long
def test_every_command_does_something_or_is_a_paper(window):
    papers = {command.key for command in COMMANDS if command.key.startswith("paper:")}
    assert set(window.commands.actions) == {command.key for command in COMMANDS} - papers


@pytest.mark.long
def test_a_command_is_found_with_its_keys_and_run(window, example_desk, qtbot):
    assert asked(window, example_desk, qtbot, "sneltoetsen")[0] == "Help en toetsen\nOpdracht · F1"
    assert asked(window, example_desk, qtbot, "lijst inlezen")[0].startswith(
        "Lijst uit Excel inlezen…\nOpdracht"
    )
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    assert window.findChild(ImportDialog).isVisible()


@pytest.mark.long
def test_a_paper_is_asked_for_with_its_college(window, example_desk, qtbot):
    asked(window, example_desk, qtbot, "maandoverzicht harelbeke")
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    example_desk.lane.wait_idle()
    assert window.page_key == "documents"
    form = window.page("documents").form
    assert form.chosen_kind().key == "month-overview"
    colleges = []
    example_desk.lane.read(lambda app: app.bodies.find("CBS Harelbeke"), colleges.append)
    example_desk.lane.wait_idle()
    assert form.chosen_colleges() == colleges


@pytest.mark.long
def test_what_was_sent_is_shown_where_it_is_kept(window, example_desk, qtbot):
    def tell(app):
        with app.store.write("A note of September") as work:
            work.add(SentPaper(college_id=app.bodies.find("CBS Menen"), number=7, kind="memo", title="Nota",
                                sent_on=date(2026, 9, 21), recorded_at=datetime(2026, 9, 21, tzinfo=UTC)))  # fmt: skip

    example_desk.lane.write(tell)
    example_desk.lane.wait_idle()
    lines = asked(window, example_desk, qtbot, "nota menen september")
    assert lines[0].startswith("CBS Menen: Nota")
    qtbot.keyClick(window.top.search, Qt.Key.Key_Return)
    example_desk.lane.wait_idle()
    assert window.page("documents").sent.current().number == 7


@pytest.mark.long
def test_alt_left_goes_back_to_the_record_and_alt_right_on(window, example_desk, qtbot):
    records = []
    example_desk.lane.read(lambda app: [row.id for row in app.engagements.listing()][3], records.append)
    example_desk.lane.wait_idle()
    window.go("engagement", records[0])
    example_desk.lane.wait_idle()
    assert window.page("engagements").shown_record()[1] == records[0]
    window.open_page("actions")
    example_desk.lane.wait_idle()
    action = window.page("actions").shown_record()
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    example_desk.lane.wait_idle()
    assert window.page_key == "engagements"
    assert window.page("engagements").shown_record()[1] == records[0]
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.page_key == "overview"
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert window.page_key == "overview"
    for page in ("engagements", "actions"):
        qtbot.keyClick(window, Qt.Key.Key_Right, ALT)
        example_desk.lane.wait_idle()
        assert window.page_key == page
    assert window.page("actions").shown_record() == action


@pytest.mark.long
def test_ctrl_n_makes_the_new_thing_of_the_page_under_the_name_that_is_typed(window, example_desk, qtbot):
    for page, begins in (("actions", "Nieuwe"), ("partners", "Nieuwe")):
        window.open_page(page)
        example_desk.lane.wait_idle()
        qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
        example_desk.lane.wait_idle()
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit), page
        assert focus.text().startswith(begins), page
        qtbot.keyClicks(focus, "Warmteplan")
        assert focus.text() == "Warmteplan", page
        window.save()
        example_desk.lane.wait_idle()


@pytest.mark.long
@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_ctrl_n_makes_something_or_offers_it_on_every_page(window, example_desk, qtbot, key):
    """A line to type in or a record of its own where the page makes something, else all that can be made."""
    window.open_page(key)
    example_desk.lane.wait_idle()
    page = window.page(key)
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    example_desk.lane.wait_idle()
    assert window.page_key == key
    assert window.top.new_menu.isVisible() is not page.adds
    focus = QApplication.focusWidget()
    assert not page.adds or (page.isAncestorOf(focus) and isinstance(focus, QLineEdit | QComboBox))
    window.top.new_menu.hide()


@pytest.mark.long
def test_ctrl_n_offers_what_can_be_made_where_the_page_makes_nothing(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    assert window.top.new_menu.isVisible()
    window.top.new_menu.hide()


def test_f1_opens_help_with_the_sheet_of_keys_first(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    help_window = window.findChild(HelpWindow)
    assert help_window.isVisible()
    assert help_window.tabs.currentWidget() is help_window.keys
    sheet = help_window.keys
    headings = [sheet.topLevelItem(at) for at in range(sheet.topLevelItemCount())]
    lines = {
        line.child(at).text(0): line.child(at).text(1) for line in headings for at in range(line.childCount())
    }
    assert lines["Terug naar waar u was"] == "Alt+Left"
    assert lines["De kolom filteren"] == "Alt+Down"
    assert all(lines.values())
    told = help_window.files.toPlainText()
    for command in ("Meegeven aan colleges…", "Terugsturen…", "Terugzending overnemen…", "Uitlenen aan…"):
        assert command in told, "help names commands as the menu does"
