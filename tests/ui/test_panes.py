"""A list and its record stand beside each other where both fit, and one at a time where they do not."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from ibo_desk.ui.layout.panes import RECORD, ListAndRecord, page_frame


@pytest.fixture
def framed(region_desk, qtbot):
    listed, record = QLabel("Lijst"), QLabel("Dossier")
    panes = ListAndRecord(region_desk, "test", listed, record, least=(250, 380))
    page = QWidget()
    QVBoxLayout(page).addWidget(panes)
    frame = page_frame(page)
    qtbot.addWidget(frame)
    frame.resize(900, 400)
    frame.show()
    QApplication.processEvents()
    return frame, panes, listed, record


def test_both_stand_there_where_they_fit(framed):
    _frame, panes, listed, record = framed
    assert not panes.is_narrow()
    assert listed.isVisible()
    assert record.isVisible()


@pytest.mark.parametrize("width", [600, 480])
def test_one_gives_way_and_nothing_stands_outside_the_page(framed, width):
    frame, panes, listed, record = framed
    frame.resize(width, 400)
    QApplication.processEvents()
    assert frame.widget().width() <= frame.viewport().width()
    assert panes.is_narrow()
    assert listed.isVisible() != record.isVisible()
    panes.turn(RECORD)
    QApplication.processEvents()
    assert record.isVisible()
    assert frame.widget().width() <= frame.viewport().width()


def test_what_is_wider_than_it_was_meant_to_be_counts_too(framed):
    frame, panes, _listed, record = framed
    record.setText("Dossier " * 14)
    frame.resize(800, 400)
    QApplication.processEvents()
    assert panes.is_narrow()
    assert frame.widget().width() <= frame.viewport().width()


def test_what_a_record_does_not_need_goes_to_the_list_until_the_divider_is_moved(region_desk, qtbot):
    panes = ListAndRecord(
        region_desk, "test", QLabel("Lijst"), QLabel("Dossier"), least=(250, 380), enough=400
    )
    qtbot.addWidget(panes)
    panes.resize(1600, 400)
    panes.show()
    assert 380 <= panes.panes.sizes()[RECORD] <= region_desk.theme.px(400)
    panes.panes.moveSplitter(800, 1)
    panes.resize(1500, 400)
    assert panes.panes.sizes()[RECORD] > region_desk.theme.px(600)
