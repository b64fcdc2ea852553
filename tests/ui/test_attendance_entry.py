"""A guest is put on the attendance list by typing, and taken off again."""

import pytest
from PySide6.QtCore import Qt

from ibo_desk.domain.organisations import Capacity
from ibo_desk.ui.meetings.page import MeetingsPage


@pytest.fixture
def part(shown, example_desk):
    page = shown(MeetingsPage(example_desk), example_desk)
    page.cockpit.show_part(page.cockpit.attendance)
    return page.cockpit.attendance


def test_a_guest_is_typed_and_taken_off_again(part, example_desk, qtbot):
    before = len(part.panel.model.all_rows())
    qtbot.keyClicks(part.entry.organisation.lineEdit(), "Buurtraad Fictief")
    qtbot.keyClicks(part.entry.person.lineEdit(), "Cis Fictief, voorzitter")
    part.entry.capacity.setCurrentIndex(part.entry.capacity.findText("raadgevend lid"))
    qtbot.mouseClick(part.entry.add, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    row = part.panel.current()
    assert (row.organisation, row.label, row.capacity) == (
        "Buurtraad Fictief",
        "Cis Fictief, voorzitter",
        Capacity.ADVISORY,
    )
    assert part.entry.organisation.currentText() == ""
    assert part.entry.add.text() == "Op de lijst zetten"
    qtbot.mouseClick(part.entry.remove, Qt.MouseButton.LeftButton)
    part.commands.question.remove.click()
    example_desk.lane.wait_idle()
    assert len(part.panel.model.all_rows()) == before
    assert example_desk.told == []
