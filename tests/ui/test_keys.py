"""The keyboard on every page: Tab reaches every part and is caught by none, F6 goes round, no two keys are the same."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QItemSelectionModel, Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
)

from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.panes import panes_of, tab_stops
from ibo_desk.ui.registry import PAGES, page_keys
from ibo_desk.ui.widgets import PressButton, ToolButton

NO, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEYS = [entry.key for entry in PAGES]


def start(desk, shown, page="overview"):
    window = shown(MainWindow(desk, None, page), desk)
    window.resize(1280, 720)
    window.show_file()
    desk.lane.wait_idle()
    window.activateWindow()
    QApplication.processEvents()
    return window


@pytest.fixture
def window(example_desk, shown):
    return start(example_desk, shown)


def tab(qtbot, back=False):
    qtbot.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, SHIFT if back else NO
    )
    return QApplication.focusWidget()


def walk(qtbot, window, back):
    """Tab until it comes round; what had the focus on the way."""
    seen = []
    while QApplication.focusWidget() not in seen:
        focus = QApplication.focusWidget()
        assert window.isAncestorOf(focus)
        seen.append(focus)
        assert len(seen) < 400
        tab(qtbot, back)
        assert QApplication.focusWidget() is not focus, f"Tab is caught in {focus}"
    assert QApplication.focusWidget() is seen[0]
    return seen


@pytest.mark.long
def test_every_page_by_keyboard(window, example_desk, qtbot):
    """One window for all pages: making them is what takes long."""
    for key in KEYS:
        window.open_page(key)
        example_desk.lane.wait_idle()
        wrong = {check.__name__: found for check in CHECKS if (found := check(window, qtbot))}
        assert not wrong, key


def parts_that_tab_does_not_reach(window, qtbot):
    missing = []
    for back in (False, True):
        window.rail.menu_button.setFocus()
        seen = set(walk(qtbot, window, back))
        missing += [pane for pane, stops in panes_of(window).items() if not set(stops) & seen]
        missing += [
            stop for stop in tab_stops(window) if isinstance(stop, QAbstractItemView) and stop not in seen
        ]
    return missing


def parts_that_f6_does_not_reach(window, qtbot):
    panes = panes_of(window)
    assert len(panes) >= 3  # the rail, the bar with the search, and the page
    missing = []
    for modifier in (NO, SHIFT):
        window.rail.menu_button.setFocus()
        reached = set()
        for _pane in panes:
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, modifier)
            reached.add(QApplication.focusWidget())
        missing += [pane for pane, stops in panes.items() if not set(stops) & reached]
        assert QApplication.focusWidget() is window.rail.menu_button  # round and back
    return missing


def shortcuts_that_are_there_twice(window, _qtbot):
    return [key for key, count in Counter(shortcuts(window)).items() if count > 1]


def buttons_that_enter_does_not_press(window, _qtbot):
    buttons = [stop for stop in tab_stops(window) if isinstance(stop, (QPushButton, QToolButton))]
    return [one for one in buttons if not isinstance(one, (PressButton, ToolButton))]


def tables_that_catch_tab(window, _qtbot):
    return [one for one in window.findChildren(QTableView) if one.tabKeyNavigation()]


CHECKS = (
    parts_that_tab_does_not_reach,
    parts_that_f6_does_not_reach,
    shortcuts_that_are_there_twice,
    buttons_that_enter_does_not_press,
    tables_that_catch_tab,
)


@pytest.mark.long
def test_f6_goes_back_to_where_one_was(window, example_desk, qtbot):
    window.open_page("engagements")
    example_desk.lane.wait_idle()
    view = window.page("engagements").table.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(2, 1))
    qtbot.keyClick(view, Qt.Key.Key_F6)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is view
    assert view.currentIndex().row() == 2


def shortcuts(window):
    """What a key does in the whole window, now."""
    keys = [key for action in window.findChildren(QAction) if action.isEnabled() and not _of_page(action, window)
            for key in action.shortcuts()]  # fmt: skip
    keys += [
        one.key() for one in window.findChildren(QShortcut) if one.isEnabled() and one.parent().isVisible()
    ]
    keys += [
        one.shortcut() for one in window.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()
    ]
    return [key.toString() for key in keys if not key.isEmpty()]


def _of_page(action, window):
    return action not in window.actions()


@pytest.mark.long
def test_alt_and_a_digit_open_the_pages(window, example_desk, qtbot):
    assert [page_keys(number) for number in (1, 9, 10, 11)] == ["Alt+1", "Alt+9", "Alt+0", ""]
    for number, entry in enumerate(PAGES, 1):
        assert window.rail._buttons[entry.key].toolTip().startswith(page_keys(number))
    for digit, key in ((Qt.Key.Key_8, "partners"), (Qt.Key.Key_0, "templates"), (Qt.Key.Key_1, "overview")):
        qtbot.keyClick(window, digit, ALT)
        assert window.page_key == key
    example_desk.lane.wait_idle()


def test_enter_presses_once_as_space_does(window, qtbot, theme):
    pressed = []
    for make in (PressButton, ToolButton):
        made = make()
        qtbot.addWidget(made)
        made.clicked.connect(lambda: pressed.append(1))
        made.show()
        made.setFocus()
        qtbot.keyClick(made, Qt.Key.Key_Return)
        QCoreApplication.processEvents()
        qtbot.keyClick(made, Qt.Key.Key_Enter)
        QCoreApplication.processEvents()
    assert len(pressed) == 4


@pytest.mark.long
def test_enter_on_a_page_of_the_rail_opens_it(window, example_desk, qtbot):
    made = window.rail._buttons["partners"]
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Return)
    QCoreApplication.processEvents()
    assert window.page_key == "partners"
    example_desk.lane.wait_idle()


# Ctrl+Z


def rename(desk, name):
    def job(app):
        line = app.actions.lines()[0]
        app.records.patch("strategic_line", line.id, None, {"name": name})

    desk.lane.write(job)
    desk.lane.wait_idle()


def first_line(desk):
    heard = []
    desk.lane.read(lambda app: app.actions.lines()[0].name, heard.append)
    desk.lane.wait_idle()
    return heard[0]


@pytest.mark.long
def test_ctrl_z_takes_back_wherever_the_cursor_is(window, example_desk, qtbot):
    window.open_page("engagements")
    example_desk.lane.wait_idle()
    table = window.page("engagements").table
    before = first_line(example_desk)
    for place in (table.view, window.top.search, table.quick, window.rail.menu_button, None):
        rename(example_desk, "Een andere naam")
        table.view.setFocus()
        if place is None:  # an editor in which nothing was typed yet
            table.view.setCurrentIndex(table.model.index(0, table.model.column_number("what")))
            table.view.edit(table.view.currentIndex())
            place = table.view.findChild(QLineEdit, "cell_editor")
        place.setFocus()
        qtbot.keyClick(place, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        example_desk.lane.wait_idle()
        assert first_line(example_desk) == before


@pytest.mark.long
def test_ctrl_z_takes_back_letters_where_letters_were_typed(window, example_desk, qtbot):
    rename(example_desk, "Een andere naam")
    search = window.top.search
    search.setFocus()
    qtbot.keyClicks(search, "fiets")
    qtbot.keyClick(search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    example_desk.lane.wait_idle()
    assert search.text() == ""
    assert first_line(example_desk) == "Een andere naam"


# new things are typed in at once


@pytest.mark.long
def test_the_name_of_something_new_is_replaced_by_typing(window, example_desk, qtbot):
    window.add_new("actions")
    example_desk.lane.wait_idle()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert focus.selectedText() == focus.text() == "Nieuwe regionale actie"
    qtbot.keyClicks(focus, "Regionaal warmteplan")
    assert focus.text() == "Regionaal warmteplan"


@pytest.mark.long
def test_after_adding_a_milestone_the_keys_are_in_it(window, example_desk, qtbot):
    window.open_page("actions")
    example_desk.lane.wait_idle()
    page = window.page("actions")
    page.file.tabs.setCurrentIndex(1)
    lines = page.file.progress.milestones
    count = len(lines.shown())
    adder = next(one for one in lines.findChildren(PressButton) if one.text() == "Mijlpaal toevoegen")
    adder.setFocus()
    qtbot.keyClick(adder, Qt.Key.Key_Return)
    QCoreApplication.processEvents()
    example_desk.lane.wait_idle()
    editor = QApplication.focusWidget()
    assert editor.objectName() == "cell_editor"
    editor.selectAll()
    qtbot.keyClicks(editor, "Een nieuwe stap")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    example_desk.lane.wait_idle()
    assert len(lines.shown()) == count + 1
    assert "Een nieuwe stap" in [row.title for row in lines.shown()]


# in a meeting


@pytest.fixture
def cockpit(window, example_desk):
    window.open_page("meetings")
    example_desk.lane.wait_idle()
    page = window.page("meetings")
    meeting = next(row for row in page._listed if row.short == "IBO 2026-4")
    page.open_meeting(meeting.id)
    example_desk.lane.wait_idle()
    return page.cockpit


@pytest.mark.long
def test_a_click_on_the_chosen_item_leaves_the_attendance(cockpit, example_desk, qtbot):
    view = cockpit.agenda.view
    for part in (cockpit.attendance, cockpit.details, cockpit.minutes):
        cockpit.show_part(part)
        example_desk.lane.wait_idle()
        place = view.visualRect(view.currentIndex()).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NO, place)
        assert cockpit.right.currentWidget() is cockpit.item


@pytest.mark.long
def test_letters_mark_only_in_the_column_that_says_so(cockpit, example_desk, qtbot):
    panel = cockpit.attendance.panel
    cockpit.show_part(cockpit.attendance)
    before = [row.presence for row in panel.shown()]
    assert before
    head = panel.model.headerData(panel.model.column_number("presence"), Qt.Orientation.Horizontal)
    assert head == "Aanwezigheid (a, v, x)"
    for column, description in enumerate(panel.model.columns):
        if description.key == "presence":
            continue
        index = panel.model.index(0, column)
        panel.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        qtbot.keyClick(panel.view, Qt.Key.Key_X)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    example_desk.lane.wait_idle()
    assert [row.presence for row in panel.shown()] == before


# the first window

SIZES = [(1366, 768, 1.0), (1366, 768, 1.5), (1920, 1080, 2.0), (1280, 720, 1.0)]
PLACE = """
import json, sys
from PySide6.QtCore import QByteArray, QSettings, QTimer
from ibo_desk.domain.clock import SystemClock
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.lanes import StoreLane
from ibo_desk.ui.work_lane import WorkLane
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.start import make_application
from ibo_desk.ui.theme import Theme
app = make_application()
settings = QSettings(sys.argv[1], QSettings.Format.IniFormat)
desk = Desk(StoreLane(), WorkLane(), Theme(), settings, SystemClock())
told = []
def show():
    window = MainWindow(desk, None)
    window.show()
    app.processEvents()
    app.processEvents()
    room, frame = window.screen().availableGeometry(), window.frameGeometry()
    low = window.bottom.mapToGlobal(window.bottom.rect().bottomLeft()).y()
    told.append([room.contains(frame), low <= room.bottom(), frame.height(), room.height(), window.bottom.height()])
    return window
window = show()
window.setGeometry(5000, 4000, 3000, 2000)
settings.setValue("window/geometry", window.saveGeometry())
again = show()
print(json.dumps(told))
desk.lane.close()
desk.work.close()
"""


@pytest.mark.long
@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_the_window_fits_the_screen_with_its_frame(tmp_path: Path, width, height, scale):
    screens = {"screens": [{"name": "s", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96,
                            "logicalBaseDpi": 96, "dpr": 1}]}  # fmt: skip
    (tmp_path / "screens.json").write_text(json.dumps(screens))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={tmp_path / 'screens.json'}",
        "QT_SCALE_FACTOR": str(scale),
    }
    ran = subprocess.run(
        [sys.executable, "-c", PLACE, str(tmp_path / "desk.ini")], env=environment, capture_output=True, text=True,
        check=True, timeout=100, cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    for inside, bar_seen, frame, room, bar in json.loads(ran.stdout):
        assert inside, (frame, room)
        assert bar_seen
        assert frame <= room
        assert bar > 20
