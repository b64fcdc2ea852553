"""Settings of the screen, the name of the region, the journal and undoing from it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox

from ibo_desk.ui.settings.page import SettingsPage


@pytest.fixture
def page(shown, region_desk):
    made = shown(SettingsPage(region_desk), region_desk)
    yield made
    region_desk.theme.choose(dark=False, percent=100)


def choice(page, name):
    return next(one for one in page.findChildren(QComboBox) if one.accessibleName() == name)


@pytest.mark.long
def test_dark_and_twice_as_large_apply_at_once(page, region_desk, qapp):
    dark = next(one for one in page.findChildren(QCheckBox) if one.text() == "Donkere kleuren")
    dark.click()
    assert region_desk.theme.dark
    assert qapp.palette().window().color().lightness() < 60
    size = choice(page, "Tekstgrootte")
    size.setCurrentIndex(size.findText("200 %"))
    size.activated.emit(size.currentIndex())
    assert region_desk.theme.percent == 200
    assert qapp.font().pixelSize() == 26
    assert not page.grab().isNull()


def test_another_language_is_kept_for_the_next_start(page, region_desk):
    told = []
    region_desk.notice.connect(told.append)
    language = choice(page, "Taal")
    language.setCurrentIndex(language.findText("English"))
    language.activated.emit(language.currentIndex())
    assert region_desk.remembered("language") == "en"
    assert len(told) == 1


@pytest.mark.long
def test_the_region_is_renamed_and_the_entry_undone_from_the_journal(page, region_desk, qtbot):
    line = page.region.editors["name"].inner
    old = line.text()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Regio Leie")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    region_desk.lane.wait_idle()
    newest = page.journal.shown()[0]
    page.journal.select(newest.id)
    assert "Regio Leie" in newest.label or "regio" in newest.label.casefold()
    qtbot.mouseClick(page.undo, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert line.text() == old
    undone = next(row for row in page.journal.shown() if row.id == newest.id)
    assert undone.undone
    page.journal.select(newest.id)
    assert not page.undo.isEnabled()


@pytest.mark.long
def test_an_entry_that_cannot_be_undone_says_why(page, region_desk, qtbot):
    for name in ("Regio Leie", "Regio Schelde"):
        line = page.region.editors["name"].inner
        line.setFocus()
        line.selectAll()
        qtbot.keyClicks(line, name)
        qtbot.keyClick(line, Qt.Key.Key_Tab)
        region_desk.lane.wait_idle()
    earlier = page.journal.shown()[1]
    page.journal.select(earlier.id)
    qtbot.mouseClick(page.undo, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert len(region_desk.told) == 1
