"""Mijn college: chosen once, everything of that municipality, and its papers in two clicks."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ibo_desk.domain.feedback import NEEDS_ANSWER, Answer
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.my_college.columns import with_former
from ibo_desk.ui.my_college.page import MyCollegePage
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


@pytest.mark.long
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
    assert form.chosen_kind().key == "month-overview"
    assert form.chosen_colleges() == [page.college.currentData()] == [form.previewed_college()]

    window.open_page("my_college")
    qtbot.mouseClick(page.half_year, Qt.MouseButton.LeftButton)
    settle(example_desk)
    assert form.chosen_kind().key == "council-report"
    assert form.chosen_colleges() == [page.college.currentData()]
    assert window.page("documents").preview._pages

    again = type(page)(example_desk)
    qtbot.addWidget(again)
    again.show()
    settle(example_desk)
    assert again.college.currentText() == "Kuurne"


@pytest.mark.long
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


@pytest.mark.long
def test_a_college_asks_for_a_point_and_finds_it_among_its_own(window, example_desk, qtbot):
    window.open_page("my_college")
    page = window.page("my_college")
    settle(example_desk)
    choose(page, "Kuurne")
    qtbot.keyClicks(page.new_point.title, "Vrachtwagensluis aan de Ringlaan")
    qtbot.mouseClick(page.new_point.submit, Qt.MouseButton.LeftButton)
    settle(example_desk)
    point = next(row for row in page.points.list.model.all_rows() if row.title.startswith("Vrachtwagensluis"))
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


def open_page(window, name):
    window.open_page("my_college")
    page = window.page("my_college")
    settle(page.desk)
    choose(page, name)
    return page


@pytest.mark.long
def test_nothing_is_chosen_before_somebody_chose(window):
    page = open_page(window, "Kuurne")
    for part in (page.open, page.engagements, page.notes, page.seats):
        assert part.list.model.all_rows()
        assert part.list.chosen() == []
    assert page.answers.ask.isVisible()
    assert not page.answers.bar.isVisible()


@pytest.mark.long
def test_a_college_notes_its_answer_by_the_rules_of_the_matrix(window, example_desk, qtbot):
    page = open_page(window, "Kuurne")
    rows = page.open.list.model.all_rows()
    row = next(row for row in rows if row.question in NEEDS_ANSWER and row.delivered_on and not row.heard_on)
    page.open.list.select(row.id)
    assert page.answers.bar.count.text() == "1 punt gekozen"
    names = [made.text() for made in page.answers.bar.findChildren(QPushButton)]
    assert names == ["Op het college", "Antwoord noteren"]

    qtbot.mouseClick(page.answers.bar.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    settle(example_desk)
    found = rounds_of(example_desk, row)
    assert found[-1].heard_on == example_desk.clock.today()

    assert [one.id for one in page.open.list.chosen()] == [row.id], "the answer can follow at once"
    qtbot.keyClicks(page.answers.bar.words, "Mits de fietsers voorrang houden")
    agrees = next(one for one in page.answers.bar.answers.actions() if one.text().startswith("Akkoord\t"))
    agrees.trigger()
    settle(example_desk)
    last = rounds_of(example_desk, row)[-1]
    assert (last.answer, last.answer_text) == (Answer.AGREES, "Mits de fietsers voorrang houden")
    assert row.id not in {one.id for one in page.open.list.model.all_rows()}


def rounds_of(desk, row):
    found = []
    desk.lane.read(lambda app: app.feedback.rounds(row.item_id, row.college_id), found.extend)
    desk.lane.wait_idle()
    return found


@pytest.mark.long
def test_a_municipality_brings_in_a_point_and_sees_it_at_once(window, example_desk, qtbot):
    page = open_page(window, "Kuurne")
    before = len(page.points.list.model.all_rows())
    qtbot.mouseClick(
        page.new_point.submit, Qt.MouseButton.LeftButton
    )  # without a title nothing is brought in
    settle(example_desk)
    assert len(page.points.list.model.all_rows()) == before
    qtbot.keyClicks(page.new_point.title, "Veilige oversteek aan de ring")
    qtbot.keyClicks(page.new_point.summary, "Kan het IBO dit bekijken?")
    qtbot.keyClick(page.new_point.summary, Qt.Key.Key_Return)
    settle(example_desk)
    point = next(
        row for row in page.points.list.model.all_rows() if row.title == "Veilige oversteek aan de ring"
    )
    assert point.submitted_by == "Kuurne"
    assert page.new_point.title.text() == page.new_point.summary.text() == ""
    board = window.page("topics")
    window.open_page("topics")
    settle(example_desk)
    row = next(row for row in board.table.model.all_rows() if row.id == point.id)
    assert (row.summary, row.submitted_on) == ("Kan het IBO dit bekijken?", example_desk.clock.today())


def test_who_may_only_read_brings_in_nothing(open_desk, example_file, shown):
    desk = open_desk(example_file, read_only=True)
    page = shown(MyCollegePage(desk), desk)
    settle(desk)
    choose(page, "Kuurne")
    assert not page.new_point.isVisible()
    assert not page.answers.isVisible()


def test_what_a_former_municipality_has_open_says_whose_it_was(example_desk):
    rows = []
    example_desk.lane.read(
        lambda app: app.my_college.of(app.bodies.colleges()[0].id).open_rounds, rows.extend
    )
    example_desk.lane.wait_idle()
    own = rows[0]
    former = with_former(own, "item", uuid4(), {own.college_id: "CBS Oud"})
    assert with_former(own, "item", own.college_id, {}) is own
    assert former.item == f"{own.item} (CBS Oud)"
