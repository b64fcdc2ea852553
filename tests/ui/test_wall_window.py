"""The wall in a window of its own: what stands on it, who leads it, and that nothing internal ever does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from ibo_desk.app import open_app
from ibo_desk.documents.rich_text import plain
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.topics import Stance
from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.meetings.wall.canvas import WallCanvas, WallTime
from ibo_desk.ui.meetings.wall.content import read_wall
from ibo_desk.ui.meetings.wall.texts import LEAST
from tests.beginnings import TODAY


@pytest.fixture
def page(shown, example_desk):
    made = shown(MeetingsPage(example_desk), example_desk)
    made.show_record("meeting", read(example_desk, lambda app: app.meetings.find("IBO 2026-3").id))
    example_desk.lane.wait_idle()
    return made


@pytest.fixture
def example_app(example_file):
    with open_app(example_file, clock=TODAY, actor="test") as app:
        yield app


def read(desk, job):
    answers = []
    desk.lane.read(job, answers.append)
    desk.lane.wait_idle()
    return answers[0]


def open_wall(page, desk, qtbot, item=2):
    choose(page, desk, item)
    qtbot.keyClick(page.cockpit, Qt.Key.Key_F11)
    desk.lane.wait_idle()
    wall = page.cockpit.wall.window_
    wall.resize(1920, 1080)
    return wall


def choose(page, desk, item):
    page.cockpit.agenda.view.setCurrentIndex(page.cockpit.agenda.model.index(item))
    desk.lane.wait_idle()


def words(wall):
    """All that the wall was given to draw."""
    return repr(wall.canvas.page)


@pytest.mark.long
def test_a_secretary_leads_the_wall_by_keys(page, example_desk, qtbot):
    wall = open_wall(page, example_desk, qtbot)
    item = page.cockpit.agenda.current()
    assert wall.isVisible()
    assert wall.canvas.page.item.title == item.title
    assert wall.canvas.page.item.conclusion == ()
    assert page.cockpit.wall.isVisible()

    with qtbot.waitActive(page.window()):  # on the only screen the wall stands in front
        page.window().activateWindow()
    qtbot.keyClick(page.cockpit, Qt.Key.Key_F11, Qt.KeyboardModifier.ControlModifier)
    example_desk.lane.wait_idle()
    assert "modelnota" in wall.canvas.page.item.conclusion[0].text
    wall.grab()
    assert min(wall.canvas.sizes) >= LEAST

    # what is written on while it stands there waits until it is let go again
    example_desk.lane.write(lambda app: app.agenda.conclude(item.id, "Nog niet rijp"))
    example_desk.lane.wait_idle()
    assert "modelnota" in wall.canvas.page.item.conclusion[0].text
    assert page.cockpit.wall.release.text() == "Conclusie bijwerken"
    qtbot.keyClick(page.cockpit, Qt.Key.Key_F11, Qt.KeyboardModifier.ControlModifier)
    example_desk.lane.wait_idle()
    assert wall.canvas.page.item.conclusion[0].text == "Nog niet rijp"
    qtbot.keyClick(wall, Qt.Key.Key_F11, Qt.KeyboardModifier.ControlModifier)  # it stands in front by now
    example_desk.lane.wait_idle()
    assert wall.canvas.page.item.conclusion == ()
    assert not wall.isFullScreen()

    # it follows; led from the wall it stays where it was put
    choose(page, example_desk, 4)
    assert wall.canvas.page.item.title == page.cockpit.agenda.current().title
    qtbot.keyClick(wall, Qt.Key.Key_Left)
    example_desk.lane.wait_idle()
    assert wall.canvas.page.item.title == page.cockpit.agenda.model.rows[3].title
    choose(page, example_desk, 6)
    assert wall.canvas.page.item.title == page.cockpit.agenda.model.rows[3].title
    qtbot.keyClick(wall, Qt.Key.Key_F)
    example_desk.lane.wait_idle()
    assert wall.canvas.page.item.title == page.cockpit.agenda.model.rows[6].title

    qtbot.keyClick(wall, Qt.Key.Key_P)
    assert wall.canvas.time.paused
    qtbot.keyClick(wall, Qt.Key.Key_B)
    assert wall.canvas.black
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    assert page.cockpit.wall.window_ is None
    assert not page.cockpit.wall.isVisible()
    assert example_desk.told == []


@pytest.mark.long
def test_what_is_typed_and_not_saved_yet_goes_along_when_it_is_let_go(page, example_desk, qtbot):
    wall = open_wall(page, example_desk, qtbot)
    editor = page.cockpit.item.notes.editors["conclusion"].inner
    editor.setFocus()
    qtbot.keyClicks(editor, "Vandaag gezegd. ")
    assert "Vandaag gezegd" not in words(wall)
    page.cockpit.wall.let_go()
    example_desk.lane.wait_idle()
    assert "Vandaag gezegd" in words(wall)


@pytest.mark.long
def test_the_wall_goes_with_its_window(page, example_desk, qtbot):
    wall = open_wall(page, example_desk, qtbot)
    page.window().close()
    assert not wall.isVisible()


@pytest.mark.long
def test_nothing_internal_stands_on_the_wall(example_app):
    app = example_app
    meeting = app.meetings.find("IBO 2026-3")
    secret, item = app.agenda.items(meeting.id)[1:3]
    app.records.patch(
        "agenda_item", secret.id, None, {"title": "GEHEIM punt", "audience": Audience.SECRETARIAT}
    )
    patch = {
        "secretariat_note": "GEHEIM nota",
        "preparation_note": "GEHEIM voorbereiding",
        "discussion": "GEHEIM gesprek",
    }
    app.records.patch("agenda_item", item.id, None, patch)
    partner, other = app.organisations.listing()[:2]
    kept = app.agenda.set_position(item.id, partner.id, Stance.DISSENTS, "GEHEIM standpunt")
    app.records.patch("position", kept, None, {"audience": Audience.SECRETARIAT})
    app.agenda.set_position(item.id, other.id, Stance.AGREES, "mag gezien worden")
    page = read_wall(app, meeting.id, item.id).page
    assert "GEHEIM" not in repr(page)
    assert "mag gezien worden" in repr(page)
    assert read_wall(app, meeting.id, secret.id).page.item is None
    assert secret.id not in {line.item_id for line in page.lines}


def test_the_longest_item_keeps_its_letters(example_app, theme, qtbot):
    app = example_app
    meeting = app.meetings.find("IBO 2026-3")
    page = read_wall(app, meeting.id, app.agenda.items(meeting.id)[2].id).page
    long = replace(
        page.item, title="Lang " * 40, asked=plain("Vraag " * 300), conclusion=plain("Zin. " * 400)
    )
    canvas = WallCanvas(theme)
    qtbot.addWidget(canvas)
    canvas.resize(1920, 1080)
    canvas.show_page(replace(page, item=long, lines=page.lines * 6))
    canvas.show_time(WallTime("14:05", timedelta(minutes=90)))
    top = canvas.grab().toImage()
    assert min(canvas.sizes) >= LEAST
    canvas.move_text(1)
    assert canvas.grab().toImage() != top


@pytest.mark.long
def test_today_is_told_on_the_wall(page, example_desk, qtbot):
    wall = open_wall(page, example_desk, qtbot)
    assert wall.canvas.time.clock == f"{TODAY.time_of_day():%H:%M}"
