"""Ending mandates together, and pasting the new names, in the window."""

from datetime import date

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
    qtbot.mouseClick(ending.record, Qt.MouseButton.LeftButton)
    lane.wait_idle()
    assert example_desk.told == []
    ended, going_on = [], []
    lane.read(lambda app: app.people.mandates(), ended.extend)
    lane.read(lambda app: app.mandates.ending(date(2030, 12, 31)), going_on.extend)
    lane.wait_idle()
    assert (sum(row.valid_to == date(2030, 12, 31) for row in ended), going_on) == (count, [])
    labels = []
    lane.read(lambda app: app.history.entries()[0].label, labels.append)
    lane.wait_idle()
    assert labels == [f"{count} mandaten eindigen op 31 december 2030"], "one step, to be undone as one"


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


@pytest.mark.long
def test_a_field_is_ticked_for_an_alderman_who_sits_nowhere(page, example_desk):
    lane, people = example_desk.lane, page.people
    page.tabs.setCurrentWidget(people)
    lane.wait_idle()
    rows = {row.name: row.id for row in people.table.model.all_rows()}
    people.select(rows["Hetty Hondsroosveld"])
    lane.wait_idle()
    assert not people.portfolio.isEnabled(), "no mandate is chosen yet"
    people.mandates.select(people.mandates.model.all_rows()[0].id)
    ticks = {tick.text(): tick for tick in people.portfolio.ticks.actions() if tick.isCheckable()}
    assert [name for name, tick in ticks.items() if tick.isChecked()] == [
        "Activeren van productieve landschappen"
    ]
    next(tick for name, tick in ticks.items() if name.startswith("Vervoerregioraad")).trigger()
    lane.wait_idle()
    (row,) = people.mandates.model.all_rows()
    assert (len(row.fields), row.body) == (2, "CBS Kuurne")
    names = [people.body.itemText(at) for at in range(people.body.count())]
    assert any("Kuurne" in name for name in names)
