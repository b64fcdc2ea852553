"""Mijn college: chosen once, everything of that municipality, and its papers in two clicks."""

import pytest
from PySide6.QtCore import Qt

from ibo_desk.ui.main_window import MainWindow
from tools.screenshots import NoOpener


@pytest.fixture
def window(qtbot, example_desk):
    made = MainWindow(example_desk, NoOpener())
    qtbot.addWidget(made)
    made.show()
    made.show_file()
    settle(example_desk)
    return made


def settle(desk):
    for _round in range(3):
        desk.lane.wait_idle()
        desk.work.wait_idle()


def choose(page, name):
    at = page.college.findText(name)
    page.college.setCurrentIndex(at)
    page.college.activated.emit(at)
    settle(page.desk)


def test_a_delegate_chooses_once_and_has_the_papers_of_the_college_in_two_clicks(window, example_desk, qtbot):
    qtbot.mouseClick(window.rail._buttons["my_college"], Qt.MouseButton.LeftButton)
    settle(example_desk)
    page = window.page("my_college")
    assert not page.month.isEnabled()  # nothing is guessed
    choose(page, "Kuurne")
    rounds = page.open.list.model.all_rows()
    assert rounds
    assert all(row.since is not None for row in rounds)
    assert len({row.college_id for row in rounds}) == 1
    assert {line.about.body for line in page.seats.list.model.all_rows()} >= {
        "Interbestuurlijk overleg Zuid-West-Vlaanderen"
    }
    for row in page.engagements.list.model.all_rows():
        assert {share.organisation for share in row.partners} == {"Kuurne"}
    assert all(row.submitted_by == "Kuurne" for row in page.points.list.model.all_rows())

    qtbot.mouseClick(page.month, Qt.MouseButton.LeftButton)
    settle(example_desk)
    form = window.page("documents").form
    assert window.page_key == "documents"
    assert form.chosen_kind() == "month-overview"
    assert form.chosen_colleges() == [page.college.currentData()] == [form.previewed_college()]

    window.open_page("my_college")
    qtbot.mouseClick(page.half_year, Qt.MouseButton.LeftButton)
    settle(example_desk)
    assert form.chosen_kind() == "council-report"
    assert form.chosen_colleges() == [page.college.currentData()]
    assert window.page("documents").preview._pages

    again = type(page)(example_desk)
    qtbot.addWidget(again)
    again.show()
    settle(example_desk)
    assert again.college.currentText() == "Kuurne"


def test_a_line_leads_to_its_record(window, example_desk):
    window.open_page("my_college")
    page = window.page("my_college")
    settle(example_desk)
    choose(page, "Kuurne")
    page.open.list.opened.emit(page.open.list.model.all_rows()[0])
    settle(example_desk)
    assert window.page_key == "feedback"
    window.open_page("my_college")
    page.seats.list.opened.emit(page.seats.list.model.all_rows()[0])
    settle(example_desk)
    assert window.page_key == "partners"


def test_a_college_asks_for_a_point_and_finds_it_among_its_own(window, example_desk, qtbot):
    window.open_page("my_college")
    page = window.page("my_college")
    settle(example_desk)
    choose(page, "Kuurne")
    qtbot.keyClicks(page.ask, "Vrachtwagensluis aan de Ringlaan")
    qtbot.keyClick(page.ask, Qt.Key.Key_Return)
    settle(example_desk)
    point = next(row for row in page.points.list.model.all_rows() if row.title.startswith("Vrachtwagensluis"))
    assert page.ask.text() == ""
    page.points.list.opened.emit(point)
    settle(example_desk)
    board = window.page("topics")
    assert window.page_key == "topics"
    assert board.table.current().id == point.id
    qtbot.keyClicks(board.record.reason, "Hoort bij het mobiliteitsplan")
    qtbot.mouseClick(board.record.decline, Qt.MouseButton.LeftButton)
    settle(example_desk)
    window.open_page("my_college")
    settle(example_desk)
    model = page.points.list.model
    at = model.index(model.number_of(point.id), model.column_number("became"))
    assert model.data(at) == "Hoort bij het mobiliteitsplan"
