"""Burdens and benefits of an action: typed, divided, kept, and told where it cannot be divided."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTableWidgetItem

from ibo_desk.domain.cost_sharing import CostPartner
from ibo_desk.domain.share_keys import ShareKey
from ibo_desk.ui.actions.page import ActionsPage


def look(desk, job):
    found = []
    desk.lane.read(job, found.append)
    desk.lane.wait_idle()
    return found[0]


@pytest.fixture
def dialog(shown, example_desk):
    page = shown(ActionsPage(example_desk), example_desk)
    page.file._share_costs()
    example_desk.lane.wait_idle()
    return page.file.costs


def type_row(table, row, *texts):
    for column, text in enumerate(texts):
        table.setItem(row, column, QTableWidgetItem(text))


@pytest.mark.long
def test_costs_are_divided_by_units_and_kept_with_the_action(dialog, example_desk, qtbot):
    dialog.partners.fill([])
    type_row(dialog.partners, 0, "Stad", "3", "")
    type_row(dialog.partners, 1, "CAW", "1", "0")
    type_row(dialog.charges, 0, "kost", "Omkadering", "volgens aantal eenheden", "", "0,2", "80.000", "")
    type_row(dialog.charges, 1, "kost", "Werking", "vaste bedragen", "100; 200")
    type_row(dialog.charges, 2, "opbrengst", "Dagprijs", "volgens aantal eenheden", "5.508", "", "", "ja")
    qtbot.mouseClick(dialog.divide, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert dialog.banner.isHidden()
    sheet = look(example_desk, lambda app: app.cost_sheets.sheet(dialog._action))
    assert sheet.partners == (CostPartner("Stad", 3), CostPartner("CAW", 1))
    assert [(one.key, one.thousandths, one.fixed) for one in sheet.costs] == [
        (ShareKey.UNITS, 200, ()),
        (ShareKey.FIXED, None, (10_000, 20_000)),
    ]
    shown = (dialog.outcome.item(0, column).text() for column in range(dialog.outcome.columnCount()))
    city = [text.replace("\xa0", " ") for text in shown]
    assert city == ["Stad", "€ 12.000", "€ 100", "€ 16.524", "€ 12.100", "€ 16.524", "€ 4.424"]
    assert dialog.charges.rows()[1][3].replace("\xa0", " ") == "€ 100; € 200"


def test_what_cannot_be_divided_is_told_and_not_kept(dialog, example_desk):
    dialog.partners.fill([["Stad", "0", "0"]])
    type_row(dialog.charges, 0, "kost", "Omkadering", "", "100")
    dialog.save()
    example_desk.lane.wait_idle()
    assert not dialog.banner.isHidden()
    assert look(example_desk, lambda app: app.cost_sheets.sheet(dialog._action)).costs == ()


@pytest.mark.long
def test_how_it_is_divided_is_chosen_from_the_words(dialog):
    dialog.charges.fill([["kost", "Omkadering", "", "100", "", "", ""]])
    dialog.charges.editItem(dialog.charges.item(0, 2))
    combo = dialog.charges.findChild(QComboBox)
    assert combo.count() == len(ShareKey)
    combo.setCurrentText("volgens aantal inwoners")
    combo.activated.emit(combo.currentIndex())
    assert dialog.charges.rows()[0][2] == "volgens aantal inwoners"


@pytest.mark.long
def test_numbers_stand_right_and_an_empty_cell_says_what_goes_there(dialog):
    right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
    sides = [dialog.charges.horizontalHeaderItem(at).textAlignment() for at in range(7)]
    assert [bool(side & right) for side in sides] == [False, False, False, True, True, True, False]
    assert sides[0] & left
    assert dialog.charges.horizontalHeaderItem(3).toolTip() == "bv. 12.500"
    dialog.partners.fill([["Stad", "", ""]])
    assert not dialog.partners.showGrid()
    picture = dialog.partners.grab().toImage()
    empty = dialog.partners.visualRect(dialog.partners.model().index(0, 1)).center()
    top = dialog.partners.viewport().y()
    row = [
        picture.pixelColor(x, empty.y() + top).name() for x in range(picture.width() // 3, picture.width())
    ]
    assert len(set(row)) > 1, "a hint is written in the empty cell"
