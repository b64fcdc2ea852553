"""A line of controls goes on below before a line to type in shows next to nothing."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from ibo_desk.ui.layout.bar import WrapLayout


@pytest.fixture
def bar(qtbot):
    holder = QWidget()
    row = WrapLayout(6, holder)
    row.addWidget(QPushButton("Nieuwe organisatie"))
    row.addWidget(QLineEdit(), 1)
    row.addStretch(1)
    row.addWidget(QPushButton("Kolommen (+1)"))
    qtbot.addWidget(holder)
    holder.show()
    return holder


def lay_out(bar, width):
    bar.resize(width, bar.layout().heightForWidth(width))
    QApplication.processEvents()
    return bar.findChild(QLineEdit), bar.findChildren(QPushButton)


@pytest.mark.parametrize("width", range(240, 520, 20))
def test_a_line_to_type_in_keeps_room_for_some_letters(bar, width):
    line, (first, last) = lay_out(bar, width)
    assert line.width() >= line.fontMetrics().averageCharWidth() * 10
    for one in (line, first, last):
        assert bar.rect().contains(one.geometry())
    assert not line.geometry().intersects(first.geometry())
    assert not line.geometry().intersects(last.geometry())


def test_where_there_is_room_all_stand_on_one_line(bar):
    line, (first, last) = lay_out(bar, 700)
    assert first.geometry().center().y() == pytest.approx(last.geometry().center().y(), abs=2)
    assert line.geometry().center().y() == pytest.approx(last.geometry().center().y(), abs=2)


def test_a_line_of_a_given_width_keeps_it(bar):
    line, _buttons = lay_out(bar, 240)
    line.setMaximumWidth(40)
    bar.layout().invalidate()
    lay_out(bar, 240)
    assert line.width() == 40


@pytest.mark.parametrize("width", [180, 240, 300, 700])
def test_what_stands_after_air_stands_at_the_right_also_below(qtbot, bar, width):
    _line, (_first, last) = lay_out(bar, width)
    assert last.geometry().right() == bar.rect().right()
    only = QWidget()
    qtbot.addWidget(only)
    row = WrapLayout(6, only)
    row.addStretch(1)
    buttons = [QPushButton("Annuleren"), QPushButton("3 zaken overdragen")]
    for button in buttons:
        row.addWidget(button)
    only.show()
    lay_out(only, width)
    assert buttons[1].geometry().right() == only.rect().right()
    assert only.rect().contains(buttons[0].geometry())
