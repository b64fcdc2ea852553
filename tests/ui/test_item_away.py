"""At the item stands who was not there; ticked in the menu of that line, and printed in the minutes."""

import pytest
from PySide6.QtCore import Qt

from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.organisations import Presence
from ibo_desk.ui.meetings.page import MeetingsPage


@pytest.fixture
def page(shown, example_desk):
    """The cockpit on a held meeting of the IBO whose minutes are not approved."""
    made = shown(MeetingsPage(example_desk), example_desk)
    found = []
    example_desk.lane.read(
        lambda app: [
            row.id
            for row in app.meetings.listing(states=[MeetingState.HELD])
            if row.body_short == "IBO" and not row.locked
        ],
        found.extend,
    )
    example_desk.lane.wait_idle()
    made.open_meeting(found[0])
    example_desk.lane.wait_idle()
    return made


def test_who_left_is_ticked_at_the_item(page, example_desk, qtbot):
    item = page.cockpit.item
    assert item.away.widget.text() == "Iedereen aanwezig"
    there = [row for row in page.cockpit.file.attendance if row.presence is Presence.PRESENT]
    menu = item.away.menu
    menu.popup(item.away.widget.mapToGlobal(item.away.widget.rect().bottomLeft()))
    action = next(one for one in menu.actions() if one.text() == there[0].organisation)
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    assert menu.isVisible()  # for the next tick
    menu.hide()
    example_desk.lane.wait_idle()
    assert item.away.widget.text() == f"Niet aanwezig bij dit punt: {there[0].organisation}"
    assert example_desk.told == []
