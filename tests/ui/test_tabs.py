"""Tabs that do not fit fold into a menu, and every one is reached by keys and by mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from ibo_desk.ui.layout.tabs import Tabs

TITLES = ("Wat is beloofd", "Aandeel per partner  13", "Betalingen", "Termijnen", "Opvolging  2", "Standen")


@pytest.fixture
def tabs(theme, qtbot):
    made = Tabs(theme)
    for title in TITLES:
        made.addTab(QLabel(title), title)
    qtbot.addWidget(made)
    made.resize(1000, 200)
    made.show()
    QApplication.processEvents()
    return made


def shown(tabs):
    bar = tabs.tabBar()
    return [at for at in range(tabs.count()) if bar.isTabVisible(at)]


def narrow(tabs, width=420):
    tabs.resize(width, 200)
    QApplication.processEvents()


def assert_none_is_cut(tabs):
    bar = tabs.tabBar()
    ends = [bar.mapTo(tabs, bar.tabRect(at).bottomRight()).x() for at in shown(tabs)]
    assert max(ends) < (tabs.more.x() if tabs.more.isVisible() else tabs.width())
    assert tabs.more.x() + tabs.more.width() <= tabs.width() or not tabs.more.isVisible()


def test_all_stand_there_where_there_is_room(tabs):
    assert shown(tabs) == [0, 1, 2, 3, 4, 5]
    assert not tabs.more.isVisible()


@pytest.mark.parametrize("width", [320, 360, 420, 520])
def test_what_does_not_fit_folds_and_nothing_is_cut(tabs, width):
    narrow(tabs, width)
    assert tabs.folded() == [at for at in range(6) if at not in shown(tabs)] != []
    assert tabs.more.isVisible()
    assert_none_is_cut(tabs)


def test_one_chosen_in_the_menu_opens_and_stands_in_the_line(tabs):
    narrow(tabs)
    tabs.more.menu().aboutToShow.emit()
    entries = {entry.text(): entry for entry in tabs.more.menu().actions()}
    assert list(entries) == [TITLES[at] for at in tabs.folded()]
    entries["Standen"].trigger()
    assert tabs.currentIndex() == 5
    assert 5 in shown(tabs)
    assert tabs.currentWidget().isVisible()
    assert_none_is_cut(tabs)


def test_the_arrow_keys_go_through_all_of_them_and_stop_at_both_ends(tabs, qtbot):
    narrow(tabs)
    tabs.tabBar().setFocus()
    seen = [tabs.currentIndex()]
    for _press in range(7):
        qtbot.keyClick(tabs.tabBar(), Qt.Key.Key_Right)
        seen.append(tabs.currentIndex())
        assert tabs.currentIndex() in shown(tabs)
    assert seen == [0, 1, 2, 3, 4, 5, 5, 5]
    qtbot.keyClick(tabs.tabBar(), Qt.Key.Key_Left)
    assert tabs.currentIndex() == 4


def test_room_brings_them_back(tabs):
    narrow(tabs)
    narrow(tabs, 1000)
    assert shown(tabs) == [0, 1, 2, 3, 4, 5]
    assert not tabs.more.isVisible()


def test_a_longer_name_folds_what_no_longer_fits(tabs):
    needs = sum(tabs.tabBar().need(at) for at in range(6))
    narrow(tabs, needs + 5)
    assert not tabs.folded()
    tabs.setTabText(2, "Betalingen  104 van 12 partners")
    QApplication.processEvents()
    assert tabs.folded() == [3, 4, 5]
    assert_none_is_cut(tabs)


def test_a_tab_that_the_page_hides_is_in_no_menu_and_skipped_by_keys(tabs, qtbot):
    tabs.setTabVisible(1, False)
    assert not tabs.isTabVisible(1)
    narrow(tabs, 320)
    assert 1 not in tabs.folded()
    assert all(tabs.isTabVisible(at) for at in tabs.folded())
    qtbot.keyClick(tabs.tabBar(), Qt.Key.Key_Right)
    assert tabs.currentIndex() == 2
    tabs.setTabVisible(1, True)
    narrow(tabs, 1000)
    assert shown(tabs) == [0, 1, 2, 3, 4, 5]
