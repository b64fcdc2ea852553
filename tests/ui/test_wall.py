"""On the projector nothing tells of other work, and what was just done covers nothing to work with."""

import pytest
from PySide6.QtCore import QPoint

from ibo_desk.ui.main_window import MainWindow


class Opener:
    """Tests open nothing else."""


@pytest.fixture
def window(qtbot, example_desk):
    made = MainWindow(example_desk, Opener(), "meetings")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.show_file()
    example_desk.lane.wait_idle()
    return made


@pytest.mark.long
def test_the_wall_shows_the_meeting_and_nothing_else(window, example_desk, qtbot):
    page = window.page("meetings")
    page.cockpit.projector.click()
    example_desk.lane.wait_idle()
    for part in (window.rail, window.top, window.bottom, page.back_button, page.paper_button):
        assert not part.isVisible()
    assert page.cockpit.projector.isChecked()
    item = page.cockpit.agenda.current()
    example_desk.lane.write(lambda app: app.agenda.conclude(item.id, "Besluit in beraad"))
    example_desk.lane.wait_idle()
    assert not window.toast.isVisible()
    page.cockpit.projector.click()
    example_desk.lane.wait_idle()
    for part in (window.rail, window.top, window.bottom, page.back_button):
        assert part.isVisible()


@pytest.mark.long
def test_leaving_the_meeting_takes_it_off_the_wall(window, example_desk, qtbot):
    page = window.page("meetings")
    page.cockpit.projector.click()
    example_desk.lane.wait_idle()
    page.show_list()
    example_desk.lane.wait_idle()
    assert window.rail.isVisible()
    assert not page.cockpit.projector.isChecked()


def test_what_was_just_done_stands_inside_the_bottom_bar(window):
    window.toast.say("Een lang genoeg verhaal over wat er net gebeurd is", undo=True)
    top_left = window.toast.mapTo(window, QPoint(0, 0))
    assert top_left.y() >= window.bottom.mapTo(window, QPoint(0, 0)).y()
    assert top_left.y() + window.toast.height() <= window.height()
