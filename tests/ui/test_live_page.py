"""A meeting that runs has the window for itself: notes first, the next item by a key, and everything back by one."""

from dataclasses import replace
from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.organisations import Presence
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.meetings.attendance.pasted import PeopleDialog
from ibo_desk.ui.meetings.live_bar import hours, lasts


@pytest.fixture
def window(shown, example_desk):
    made = shown(MainWindow(example_desk, None, "meetings"), example_desk)
    made.show_file()
    example_desk.lane.wait_idle()
    made.resize(1280, 720)
    made.activateWindow()
    QApplication.processEvents()
    return made


def open_today(window, desk):
    """A meeting of today with two items, opened from its page."""
    today = desk.clock.today()
    made = []

    def prepare(app):
        body = next(row for row in app.bodies.listing() if row.short_name == "IBO")
        meeting = app.meetings.add({"body_id": body.id, "on": today})
        app.meetings.invite(meeting)
        for title in ("Kleinhandel", "Leievallei"):
            app.agenda.add(meeting, {"title": title, "minutes": 20})
        return meeting

    desk.lane.write(prepare, made.append)
    desk.lane.wait_idle()
    page = window.page("meetings")
    page.open_meeting(made[0])
    desk.lane.wait_idle()
    return page


@pytest.mark.long
def test_who_comes_back_to_an_item_goes_on_behind_its_notes(window, example_desk, qtbot):
    page = open_today(window, example_desk)
    cockpit = page.cockpit
    notes, conclusion = (cockpit.item.notes.editors[name].inner for name in ("discussion", "conclusion"))
    qtbot.keyClick(cockpit.agenda.view, Qt.Key.Key_F8)
    example_desk.lane.wait_idle()

    def step(key):
        qtbot.keyClick(notes, key, Qt.KeyboardModifier.ControlModifier)
        example_desk.lane.wait_idle()

    step(Qt.Key.Key_PageDown)
    qtbot.keyClicks(notes, "Er is overleg")
    step(Qt.Key.Key_PageDown)
    step(Qt.Key.Key_PageUp)
    qtbot.keyClicks(notes, "/conclusie de partners volgen op")
    qtbot.keyClick(notes, Qt.Key.Key_Return)
    example_desk.lane.wait_idle()
    qtbot.keyClicks(notes, "en/of later")
    assert notes.toPlainText().split("\n") == ["Er is overleg", "en/of later"]
    assert conclusion.toPlainText() == "de partners volgen op"
    step(Qt.Key.Key_PageDown)
    cockpit.item.conclude.click()  # there are notes and no conclusion: it is told, and typed there
    example_desk.lane.wait_idle()
    assert conclusion.hasFocus()
    assert [error.code for error in example_desk.told] == ["conclusion_without_text"]
    example_desk.told.clear()


@pytest.mark.long
def test_notes_take_the_window_and_the_next_item_is_taken_up(window, example_desk, qtbot):
    page = open_today(window, example_desk)
    cockpit = page.cockpit
    qtbot.keyClick(cockpit.agenda.view, Qt.Key.Key_F8)
    example_desk.lane.wait_idle()
    QApplication.processEvents()
    notes = cockpit.item.notes.editors["discussion"].text
    assert notes.hasFocus()
    assert notes.height() >= 0.6 * window.height()
    assert not window.rail.isVisible()
    assert not page.header.isVisible()
    assert cockpit.item.aside.isVisible()
    qtbot.keyClicks(notes, "/openen")
    qtbot.keyClick(notes, Qt.Key.Key_Return)
    example_desk.lane.wait_idle()
    assert cockpit.file.meeting.state is MeetingState.HELD
    first = cockpit.agenda.current().id
    qtbot.keyClick(notes, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    example_desk.lane.wait_idle()
    assert cockpit.agenda.current().began_at is None  # it may only be passed by
    cockpit.staying.timeout.emit()
    example_desk.lane.wait_idle()
    current = cockpit.agenda.current()
    assert current.id != first
    assert current.began_at is not None
    assert notes.hasFocus()
    qtbot.keyClick(notes, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert cockpit.item.notes.editors["conclusion"].inner.hasFocus()
    window.open_page("overview")
    example_desk.lane.wait_idle()
    assert window.rail.isVisible()
    assert not cockpit.live_button.isChecked()
    assert example_desk.told == []


@pytest.mark.long
def test_lines_of_an_item_that_was_left_do_not_stay_in_its_text(window, example_desk, qtbot):
    page = open_today(window, example_desk)
    cockpit = page.cockpit
    left = cockpit.agenda.current().id
    notes = cockpit.item.notes.editors["discussion"].text
    notes.setFocus()
    for line in ("Men licht toe.", "/engagement Kortrijk: cijfers", "/conclusie Men neemt kennis."):
        qtbot.keyClicks(notes, line)
        qtbot.keyClick(notes, Qt.Key.Key_Return)
    cockpit.step(1)  # before any answer
    for _round in range(3):
        example_desk.lane.wait_idle()
    found = []
    example_desk.lane.read(lambda app: app.agenda.item(left), found.append)
    example_desk.lane.wait_idle()
    assert (found[0].discussion, found[0].conclusion) == ("Men licht toe.", "Men neemt kennis.")


@pytest.mark.long
def test_who_replaces_is_typed_and_nobody_else_is_recorded(window, example_desk, qtbot):
    page = open_today(window, example_desk)
    part = page.cockpit.attendance
    row = part.panel.shown()[0]
    column = next(column for column in part._columns() if column.key == "replaced")
    offered = column.edit.suggest(row)
    own = [
        person.name for person in page.cockpit.file.people if person.organisation_id == row.organisation_id
    ]
    assert set(offered[: len(own) - 1]) <= set(own)
    example_desk.lane.write(lambda app: column.edit.write(app, row, "Bart Boom"))
    example_desk.lane.wait_idle()
    (line,) = [each for each in page.cockpit.file.attendance if each.id == row.id]
    assert (line.replaced_by, line.presence) == ("Bart Boom", Presence.REPLACED)


@pytest.mark.long
def test_a_list_is_pasted_and_only_what_is_ticked_comes_on_it(window, example_desk, qtbot):
    page = open_today(window, example_desk)
    meeting = page.cockpit.file.meeting.id
    before = len(page.cockpit.file.attendance)
    dialog = PeopleDialog(example_desk, page, meeting)  # it goes as it closes
    dialog.text.setPlainText(
        "Gust Gast; Buurtraad Fictief; voorzitter\nKris Kras; Kring Fictief; lid\nzomaar iets"
    )
    dialog._look()
    example_desk.lane.wait_idle()
    assert [entry.person.name for entry in dialog.ticked()] == ["Gust Gast", "Kris Kras"]
    dialog.rows.topLevelItem(1).setCheckState(0, Qt.CheckState.Unchecked)
    qtbot.mouseClick(dialog.put, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    added = page.cockpit.file.attendance[before:]
    assert len(page.cockpit.file.attendance) == before + 1
    assert {row.organisation for row in added} | {
        row.organisation for row in page.cockpit.file.attendance
    } >= {"Buurtraad Fictief"}


@pytest.mark.long
def test_items_are_treated_together_by_a_key_and_parted_by_the_same(window, example_desk, qtbot):
    page = open_today(window, example_desk)
    cockpit, agenda = page.cockpit, page.cockpit.agenda
    last = len(agenda.model.rows) - 1
    agenda.view.setCurrentIndex(agenda.model.index(last))
    title = agenda.current().title
    qtbot.keyClick(agenda.view, Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    example_desk.lane.wait_idle()
    row = agenda.current()
    assert (row.title, row.joined_number) == (title, agenda.model.rows[last - 1].number)
    assert f"samen met punt {row.joined_number}" in cockpit.item.head_line.line.text()
    qtbot.keyClick(agenda.view, Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    example_desk.lane.wait_idle()
    assert agenda.current().joined_number == ""
    assert "samen met" not in cockpit.item.head_line.line.text()
    assert example_desk.told == []


@pytest.mark.parametrize(
    ("now", "began", "clock", "item"),
    [
        ("14:10", "14:05", "geopend 14:00|14:10|gepland tot 16:00", "punt 1: 5 van 20 min"),
        ("14:30", "14:05", "geopend 14:00|14:30|gepland tot 16:00", "punt 1: 25 min, 5 te veel"),
        (
            "16:12",
            "15:50",
            "geopend 14:00|16:12|12 min over tijd",
            "punt 1: 12 van 20 min",
        ),  # ten of them were a break
        ("15:58", None, "geopend 14:00|15:58|pauze sinds 15:55|gepland tot 16:00", "punt 1: 20 min gepland"),
    ],
)
def test_the_clock_says_planned_running_and_over(region_desk, now, began, clock, item):
    """``now`` None of ``hours`` is another day, on which there is no clock."""
    at = time.fromisoformat

    def made(app):
        body = next(row for row in app.bodies.listing() if row.short_name == "IBO")
        meeting = app.meetings.add({"body_id": body.id, "on": app.store.clock.today(), "ends_at": time(16)})
        app.meetings.open(meeting, time(14))
        app.meetings.suspend(meeting, *((time(15, 55),) if began is None else (time(16), time(16, 10))))
        first = app.agenda.add(meeting, {"title": "Kleinhandel", "minutes": 20})
        return app.meetings.row(meeting), app.agenda.item(first)

    rows = []
    region_desk.lane.write(made, rows.append)
    region_desk.lane.wait_idle()
    meeting, row = rows[0]
    row = replace(row, number="1", began_at=at(began) if began else None)
    assert hours(meeting, at(now)) == clock.split("|")[1:]
    assert lasts(row, meeting, at(now)) == item
    assert hours(meeting, None) == [clock.split("|")[0], ""]
    assert lasts(row, meeting, None) == "punt 1: 20 min gepland"
