"""What stands beside a list, or behind a tab, is made when it is needed, and misses nothing that it was told."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from ibo_desk.ui.actions.page import ActionsPage
from ibo_desk.ui.layout.later import Beside, Later
from ibo_desk.ui.layout.tabs import Tabs


class Paintings(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.resize(300, 300)
    return made


def test_the_last_of_each_call_is_told_in_order_to_a_part_that_came_later():
    heard = []

    class Part(QLabel):
        def show_row(self, row):
            heard.append(("row", row))

        def offer(self, *choices):
            heard.append(("offer", choices))

    later = Later(Part)
    later.tell(Part.show_row, 1)
    later.tell(Part.offer, "a", "b")
    later.tell(Part.show_row, 2)
    assert not later.is_made
    assert isinstance(later.part, Part)
    later.tell(Part.show_row, 3)
    assert heard == [("offer", ("a", "b")), ("row", 2), ("row", 3)]


def test_what_stands_beside_is_made_after_the_painting_that_follows(qtbot, window):
    beside = Beside(QLineEdit)
    window.layout().addWidget(beside, 1)
    paintings = Paintings(beside)
    window.show()
    qtbot.waitUntil(lambda: paintings.count > 0)
    assert not beside.is_made, "nobody called it up"
    painted = paintings.count
    beside.tell(QLineEdit.setText, "Harelbeke")
    assert not beside.is_made
    qtbot.waitUntil(lambda: beside.is_made)
    assert paintings.count > painted
    assert beside.part.text() == "Harelbeke"


def test_tab_comes_to_a_part_where_its_place_stands(qtbot, window):
    def pair():
        part = QWidget()
        QVBoxLayout(part)
        for _number in range(2):
            part.layout().addWidget(QLineEdit())
        return part

    before, after = QLineEdit(), QLineEdit()
    later = Later(pair, after=lambda: before)
    for widget in (before, later, after):
        window.layout().addWidget(widget)
    window.show()
    qtbot.waitUntil(lambda: later.part.isVisible())
    before.setFocus()
    turn = [before]
    for _step in range(3):
        qtbot.keyClick(turn[-1], Qt.Key.Key_Tab)
        turn.append(window.focusWidget())
    assert turn == [before, *later.part.findChildren(QLineEdit), after]


def test_a_place_whose_part_is_hidden_takes_no_room(qtbot, window):
    later = Later(QLineEdit)
    window.layout().addWidget(later)
    window.show()
    later.part.hide()
    assert later.isHidden()
    later.part.show()
    assert later.isVisible()


def test_a_tab_is_made_when_it_is_opened_and_found_by_what_stands_in_it(qtbot, theme):
    tabs = Tabs(theme)
    qtbot.addWidget(tabs)
    places = [Later(QLineEdit), Later(QLineEdit)]
    for place in places:
        tabs.addTab(place, "tab")
    tabs.show()
    assert [place.is_made for place in places] == [True, False]
    tabs.setCurrentWidget(places[1].part)
    assert tabs.currentIndex() == 1
    assert tabs.currentWidget() is places[1].part
    assert tabs.indexOf(QWidget()) == -1


def test_a_list_stands_there_before_the_record_beside_it(qtbot, shown, example_desk):
    page = ActionsPage(example_desk)
    made_at = []
    page.panel.model.modelReset.connect(lambda: made_at.append(page.findChild(Beside).is_made))
    shown(page, example_desk)
    assert made_at[0] is False
    qtbot.waitUntil(lambda: page.findChild(Beside).is_made)
    example_desk.lane.wait_idle()
    assert page.file.record.row.id == page.panel.current().id
