"""What stands below a form stands right below it, and what is large makes the page scroll instead of being crushed."""

import pytest
from PySide6.QtWidgets import QApplication

from ibo_desk.ui.feedback.page import FeedbackPage
from ibo_desk.ui.layout.panes import page_frame
from ibo_desk.ui.partners.page import PartnersPage
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import Combo


def settle(desk):
    desk.lane.wait_idle()
    for _round in range(3):
        QApplication.processEvents()


@pytest.mark.long
def test_no_stretch_is_empty_between_a_record_and_what_hangs_on_it(shown, example_desk):
    page = shown(PartnersPage(example_desk), example_desk)
    tab = page.organisations
    for width, height in ((1900, 1000), (1200, 900), (1900, 1400)):
        page.resize(width, height)
        settle(example_desk)
        record = tab.record.mapTo(tab.card, tab.record.rect().bottomLeft()).y()
        below = tab.seats.mapTo(tab.card, tab.seats.rect().topLeft()).y()
        assert tab.record.visibleRegion().boundingRect() == tab.record.rect(), "it is shown whole"
        assert 0 < below - record < example_desk.theme.px(90), f"{width}×{height}"


@pytest.mark.long
@pytest.mark.parametrize("percent", [100, 200])
def test_two_items_of_the_matrix_are_always_there(shown, example_desk, percent):
    example_desk.theme = Theme(percent=percent)
    page = FeedbackPage(example_desk)
    frame = shown(page_frame(page), example_desk)
    frame.resize(1168, 570)
    settle(example_desk)
    view = page.view
    assert view.viewport().height() >= 2 * view.verticalHeader().defaultSectionSize()
    assert (
        view.height() == view.visibleRegion().boundingRect().height() or frame.verticalScrollBar().maximum()
    )
    assert not view.horizontalScrollBar().isVisible()


def test_a_choice_that_does_not_fit_ends_in_dots(qtbot):
    combo = Combo()
    qtbot.addWidget(combo)
    combo.addItem("Alle vergaderingen van de vervoerregioraad")
    for width, is_whole in ((120, False), (600, True)):
        combo.resize(width, 30)
        assert (combo.text_shown() == combo.currentText()) is is_whole
    combo.resize(120, 30)
    assert combo.text_shown().endswith("…")
