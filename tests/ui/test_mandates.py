"""Ending mandates together, and pasting the new names, in the window."""

import pytest
from PySide6.QtCore import Qt

from ibo_desk.ui.partners.mandates import EndMandatesDialog, NewMandatesDialog
from ibo_desk.ui.partners.page import PartnersPage


@pytest.fixture
def page(shown, example_desk):
    return shown(PartnersPage(example_desk), example_desk)


@pytest.mark.long
def test_what_ends_is_ticked_for_the_day_that_was_given(page, example_desk, qtbot):
    lane = example_desk.lane
    page.tabs.setCurrentWidget(page.people)
    lane.wait_idle()
    qtbot.mouseClick(page.people.end, Qt.MouseButton.LeftButton)
    ending = page.people.findChild(EndMandatesDialog)
    assert ending.day.text() == "", "the program proposes no day"
    assert not ending.record.isEnabled()
    qtbot.keyClicks(ending.day, "31/12/2030")
    ending.day.editingFinished.emit()
    lane.wait_idle()
    ending.tick_all()
    count = len(ending.ticked())
    assert count > 1
    assert ending.record.text() == f"{count} mandaten beëindigen"


@pytest.mark.long
def test_pasted_names_are_read_for_the_day_that_was_given(page, example_desk, qtbot):
    lane = example_desk.lane
    page.tabs.setCurrentWidget(page.people)
    lane.wait_idle()
    qtbot.mouseClick(page.people.empty, Qt.MouseButton.LeftButton)
    filling = page.people.findChild(NewMandatesDialog)
    lane.wait_idle()
    filling.names.setPlainText("Cis Fictief\tIBO\tMenen\nDora Fictief\tIBO\tMeenen")
    assert filling.day.text() == ""
    lane.wait_idle()
    assert filling.meant == [], "without a day nothing is read"
    qtbot.keyClicks(filling.day, "1/1/2031")
    filling.day.editingFinished.emit()
    lane.wait_idle()
    assert len(filling.meant) == 2
    assert filling.meant[1].currentIndex() == 0, "a doubtful line is not chosen by itself"
