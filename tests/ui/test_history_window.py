"""The history in the window: of the region and of one record, filtered, taken back, and shown where it was done."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt

from ibo_desk.app import open_app
from ibo_desk.ui.history.window import HistoryWindow
from ibo_desk.ui.main_window import MainWindow
from tools.screenshots import NoOpener


@pytest.fixture
def window(example_desk, qtbot):
    made = MainWindow(example_desk, NoOpener())
    qtbot.addWidget(made)
    made.show()
    made.show_file()
    example_desk.lane.wait_idle()
    return made


def written(desk, job):
    got = []
    desk.lane.write(job, got.append)
    desk.lane.wait_idle()
    return got[0]


def rename(app):
    action = app.actions.listing()[0]
    app.records.patch("regional_action", action.id, None, {"summary": "Eerst <dit>."})
    app.records.patch("regional_action", action.id, None, {"summary": "Daarna <dat>."})
    return action.id


def history(window):
    window.desk.lane.wait_idle()
    return next(one for one in window.findChildren(HistoryWindow) if one.isVisible())


@pytest.mark.long
def test_the_region_is_told_with_what_changed_beside_it(window, example_desk, qtbot):
    written(example_desk, rename)
    window.show_history()
    shown = history(window)
    assert shown.windowTitle() == "Geschiedenis van de regio"
    told = shown.text.toPlainText()
    assert "Samenvatting" in told
    assert "Eerst <dit>. → Daarna <dat>." in told
    assert "<s style" in shown.text.toHtml() or "line-through" in shown.text.toHtml()


@pytest.mark.long
def test_one_record_is_told_from_where_it_is_worked_on(window, example_desk):
    action = written(example_desk, rename)
    window.go("regional_action", action)
    example_desk.lane.wait_idle()
    window.top.history.click()
    shown = history(window)
    current = window.page("actions").shown_record()
    assert current[:2] == ("regional_action", action)
    assert shown.windowTitle() == f"Geschiedenis van {current[2]}"
    assert len(shown.table.shown()) < 6, "nothing of other records"
    assert not shown.kind.isVisible()


def test_what_has_a_page_can_be_asked_for(window):
    window.show_history()
    kind = history(window).kind
    asked = {kind.itemText(at): kind.itemData(at) for at in range(kind.count())}
    assert asked["Alle soorten"] == ""
    assert {"membership", "milestone", "referral", "sent_paper", "closed_day"} <= set(asked.values())
    assert not {"next_step", "meeting_paper:memo"} & set(asked.values()), "these are no records"


@pytest.mark.long
def test_ones_own_work_is_undone_from_it_and_the_window_goes_there(window, example_desk, qtbot):
    action = written(example_desk, rename)
    assert window.page_key == "overview"
    window.show_history()
    shown = history(window)
    row = shown.table.current()
    qtbot.mouseClick(shown.undo, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert window.page_key == "actions"
    assert window.page("actions").shows(action)
    shown.reload()
    example_desk.lane.wait_idle()
    assert shown.table.shown()[0].label.startswith("Ongedaan gemaakt: ")
    shown.table.select(row.id)
    example_desk.lane.wait_idle()
    assert not shown.undo.isEnabled(), "it was undone"


@pytest.mark.long
def test_a_refusal_is_said_in_the_window_itself(window, example_desk, qtbot):
    written(example_desk, rename)
    window.show_history()
    shown = history(window)
    shown.table.select(shown.table.shown()[1].id)
    example_desk.lane.wait_idle()
    qtbot.mouseClick(shown.undo, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert "steunt erop" in shown.banner.text


def test_what_others_did_is_told_and_not_undone(window, example_desk, example_file):
    written(example_desk, lambda app: app.records.add("person", {"name": "Fien Fictief"}))
    example_desk.lane.read(lambda app: setattr(app.store, "actor", "ander"), lambda _none: None)
    window.show_history()
    shown = history(window)
    assert not shown.undo.isEnabled()
    assert shown.undo.toolTip() == "U kunt alleen ongedaan maken wat u zelf deed."


@pytest.mark.long
def test_filters_ask_the_file_and_a_visit_is_one_line(window, example_desk, qtbot):
    def type_on(app):
        action, visit = app.actions.listing()[0].id, uuid4()
        for text in ("Zomer", "Zomerb", "Zomerbries"):
            app.records.patch("regional_action", action, None, {"summary": text}, visit=visit)
        return action

    written(example_desk, type_on)
    window.show_history()
    shown = history(window)
    assert "Zomerbries" in shown.text.toPlainText()
    assert len(shown.table.shown()) == 5, "four entries of the example and one visit"
    shown.words.setText("zomerBRIES")
    qtbot.waitUntil(lambda: len(shown.table.shown()) == 1)
    shown.words.setText("niets hiervan")
    qtbot.waitUntil(lambda: shown.table.shown() == [])
    assert not shown.undo.isEnabled()
    assert shown.text.toPlainText() == ""


@pytest.mark.long
def test_an_undo_steals_nothing_that_is_on_the_screen_already(window, example_desk):
    action = written(example_desk, rename)
    window.go("regional_action", action)
    example_desk.lane.wait_idle()
    gone = []
    window.page("actions").show_record = lambda *place: gone.append(place)
    window.undo()
    example_desk.lane.wait_idle()
    assert gone == []


@pytest.mark.long
def test_after_opening_again_a_stray_ctrl_z_undoes_nothing_of_before(example_desk, example_file, window):
    window.show_history()
    gone = []
    history(window).finished.connect(gone.append)
    example_desk.lane.open(lambda: open_app(example_file, actor="test", read_only=None), None)
    example_desk.lane.wait_idle()
    assert len(gone) == 1, "the history told of the file as it was open before"
    window.undo()
    example_desk.lane.wait_idle()
    assert example_desk.told[-1].code == "nothing_to_undo"
