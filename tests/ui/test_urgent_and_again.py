"""Urgent items are marked; an item of an approved meeting is put on the next agenda again."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ibo_desk.data.tables import Meeting
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.ui.meetings.page import MeetingsPage


@pytest.fixture
def page(shown, example_desk):
    return shown(MeetingsPage(example_desk), example_desk)


def ask(desk, job):
    found = []
    desk.lane.read(job, found.append)
    desk.lane.wait_idle()
    return found[0]


@pytest.mark.long
def test_an_urgent_item_is_marked_on_the_agenda(page, example_desk, qtbot):
    item, agenda = page.cockpit.item, page.cockpit.agenda
    item.tabs.setCurrentIndex(1)
    box = item.preparation.editors["urgent"].inner
    qtbot.keyClick(box, Qt.Key.Key_Space)
    example_desk.lane.wait_idle()
    assert "dringend" in [words for words, _tone in agenda.model.marks(agenda.model.rows[0])]


@pytest.fixture
def approved(region_desk):
    """Approved minutes of an IBO with one item, and the meeting that follows."""

    def job(app):
        body = app.bodies.find("IBO")
        meeting = app.meetings.add({"body_id": body, "on": date(2026, 11, 20)})
        item = app.agenda.add(meeting, {"title": "Bouwshift"})
        app.agenda.conclude(item, "De partners onderschrijven de fasering.")
        app.meetings.set_state(meeting, MeetingState.HELD)
        following = app.meetings.add({"body_id": body, "on": date(2026, 12, 18)})
        with app.store.write("goedgekeurd") as work:
            record = work.get(Meeting, meeting)
            record.locked = True
            work.add(record)
        return meeting, item, following

    found = []
    region_desk.lane.write(job, found.append)
    region_desk.lane.wait_idle()
    return found[0]


def test_an_item_of_approved_minutes_is_put_again(shown, region_desk, approved):
    meeting, item, following = approved
    page = shown(MeetingsPage(region_desk), region_desk)
    page.open_meeting(meeting)
    region_desk.lane.wait_idle()
    agenda = page.cockpit.agenda
    menu = agenda.more_menu
    assert agenda.more.isVisible()
    assert not menu.place.isEnabled()
    assert menu.next.text() == "Punt opnieuw op de volgende agenda"
    menu.next.trigger()
    region_desk.lane.wait_idle()
    again = ask(region_desk, lambda app: app.agenda.items(following))
    assert [(row.title, row.previous_id) for row in again] == [("Bouwshift", item)]
    assert region_desk.told == []
