"""The matrix item × college: looking, recording many cells at once, undoing, copying."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton

from ibo_desk.domain.feedback import FeedbackState, Question, Turn
from ibo_desk.domain.topics import Phase
from ibo_desk.ui.feedback.figures import Shown
from ibo_desk.ui.feedback.page import FeedbackPage


@pytest.fixture
def page(shown, example_desk):
    return shown(FeedbackPage(example_desk), example_desk)


def state(page, key):
    cell = page.model.matrix.cells.get(key)
    return cell.state if cell else None


def keys(page, wanted, count=1):
    """Cells of one line that all have this state (None: nothing asked)."""
    matrix = page.model.matrix
    for item in matrix.items:
        found = [(item.id, one.id) for one in matrix.colleges if state(page, (item.id, one.id)) is wanted]
        if len(found) >= count:
            return found[:count]
    raise AssertionError(f"no line with {count} × {wanted}")


def choose(page, cells):
    chosen = QItemSelection()
    for item_id, college_id in cells:
        index = page.model.index_of(item_id, college_id)
        chosen.select(index, index)
    page.view.setCurrentIndex(page.model.index_of(*cells[0]))
    page.view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    page.view.setFocus()


def pick(combo, value):
    """Choose in a list as a person does."""
    at = next(at for at in range(combo.count()) if combo.itemData(at) == value)
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


@pytest.mark.long
def test_thirteen_colleges_and_only_what_was_asked_or_approaches(page):
    assert page.model.columnCount() == 13
    names = {page.model.headerData(at, Qt.Orientation.Horizontal) for at in range(13)}
    assert {"Kortrijk", "Spiere-Helkijn", "Wervik"} <= names
    asked = {item_id for item_id, _college in page.model.matrix.cells}
    empty = [one for one in page.model.matrix.items if one.id not in asked]
    assert all(one.decisive_on is not None for one in empty)
    before = page.model.rowCount()
    page.of_shown.setCurrentIndex(page.of_shown.findData(Shown.EVERY))
    page.of_shown.activated.emit(page.of_shown.currentIndex())
    page.desk.lane.wait_idle()
    assert page.model.rowCount() > before


@pytest.mark.long
def test_the_model_keeps_its_promises_to_qt(page, qtmodeltester):
    qtmodeltester.check(page.model)
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    page.of_shown.setCurrentIndex(page.of_shown.findData(Shown.EVERY))
    page._filter_changed()
    page.desk.lane.wait_idle()
    assert tester.model() is page.model


@pytest.mark.long
def test_several_cells_are_delivered_by_one_letter(page, example_desk, qtbot):
    cells = keys(page, FeedbackState.TO_DELIVER, 3)
    choose(page, cells)
    assert page.recording.count.text() == "3 vakjes"
    qtbot.keyClick(page.view, Qt.Key.Key_B)
    example_desk.lane.wait_idle()
    later = {FeedbackState.DELIVERED, FeedbackState.ANSWER_ASKED, FeedbackState.TOOK_NOTE}
    assert {state(page, cell) for cell in cells} <= later
    assert example_desk.told == []
    example_desk.lane.write(lambda app: app.history.undo())
    example_desk.lane.wait_idle()
    assert {state(page, cell) for cell in cells} == {FeedbackState.TO_DELIVER}


@pytest.mark.long
def test_a_question_is_put_and_answered_with_reservation_then_dealt_with(page, example_desk, qtbot):
    page.of_shown.setCurrentIndex(page.of_shown.findData(Shown.EVERY))
    page._filter_changed()
    example_desk.lane.wait_idle()
    cells = keys(page, None, 2)
    page.beside.setChecked(True)
    choose(page, cells)
    page.recording.words.setText("Wat is het standpunt van het college?")
    page.recording.questions.actions()[list(Question).index(Question.POSITION)].trigger()
    example_desk.lane.wait_idle()
    assert {state(page, cell) for cell in cells} == {FeedbackState.TO_DELIVER}
    choose(page, cells)
    page.recording.words.setText("Mits de fietsbrug eerst komt.")
    page.recording.answers.actions()[2].trigger()
    example_desk.lane.wait_idle()
    assert {state(page, cell) for cell in cells} == {FeedbackState.RESERVATION}
    assert page.recording.words.text() == ""
    assert page.cell.record.row.answer_text == "Mits de fietsbrug eerst komt."
    button = next(one for one in _buttons(page.cell) if one.text() == "Behandeld")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert state(page, cells[0]) is not FeedbackState.RESERVATION
    assert state(page, cells[1]) is FeedbackState.RESERVATION
    assert example_desk.told == []


def _buttons(widget):
    return [one for one in widget.findChildren(QPushButton) if one.isVisibleTo(widget)]


@pytest.mark.long
def test_an_answer_that_does_not_fit_is_told_and_changes_nothing(page, example_desk, qtbot):
    cells = keys(page, FeedbackState.DELIVERED, 2)
    choose(page, cells)
    qtbot.keyClick(page.view, Qt.Key.Key_M)
    example_desk.lane.wait_idle()
    assert [error.code for error in example_desk.told] == ["answer_does_not_fit"]
    assert {state(page, cell) for cell in cells} == {FeedbackState.DELIVERED}


@pytest.mark.long
def test_a_wrong_day_is_told_and_nothing_is_recorded(page, example_desk, qtbot):
    (cell,) = keys(page, FeedbackState.TO_DELIVER)
    choose(page, [cell])
    page.recording.day.setText("31/02/2026")
    qtbot.keyClick(page.view, Qt.Key.Key_B)
    example_desk.lane.wait_idle()
    assert [error.code for error in example_desk.told] == ["impossible_date"]
    assert state(page, cell) is FeedbackState.TO_DELIVER


@pytest.mark.long
def test_the_panel_beside_edits_the_round_and_the_consequences(page, example_desk, qtbot):
    (cell,) = keys(page, FeedbackState.ANSWER_ASKED)
    choose(page, [cell])
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    example_desk.lane.wait_idle()
    assert page.cell.isVisible()
    line = page.cell.record.editors["reference"].inner
    line.setFocus()
    qtbot.keyClicks(line, "CBS 2026/114")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    text = page.cell.consequence.editors["text"].inner
    text.setFocus()
    text.selectAll()
    qtbot.keyClicks(text, "De halte Markt verhuist.")
    page.view.setFocus()
    example_desk.lane.wait_idle()
    assert page.cell.record.row.reference == "CBS 2026/114"
    assert page.cell.consequence.row.text == "De halte Markt verhuist."


@pytest.mark.long
def test_the_matrix_is_copied_as_a_table(page):
    page._copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == page.model.rowCount() + 1
    assert {line.count("\t") for line in lines} == {13}
    assert lines[0].split("\t")[1] == page.model.headerData(0, Qt.Orientation.Horizontal)


@pytest.mark.long
def test_a_change_of_delegate_changes_no_cell(page, example_desk):
    before = dict(page.model.matrix.cells)

    def change(app):
        mandate = next(one for one in app.people.mandates() if one.body and one.current)
        app.records.patch("mandate", mandate.id, mandate.revision, {"valid_to": app.clock.today()})

    example_desk.lane.write(change)
    example_desk.lane.wait_idle()
    page.refresh()
    example_desk.lane.wait_idle()
    assert page.model.matrix.cells == before


@pytest.mark.long
def test_two_pages_refresh_each_other(page, shown, example_desk, qtbot):
    other = shown(FeedbackPage(example_desk), example_desk)
    cells = keys(page, FeedbackState.TO_DELIVER, 2)
    kept = page.view.currentIndex().row(), other.view.currentIndex().row()
    choose(other, cells)
    qtbot.keyClick(other.view, Qt.Key.Key_B)
    example_desk.lane.wait_idle()
    assert [state(page, cell) for cell in cells] == [state(other, cell) for cell in cells]
    assert page.view.currentIndex().row() == kept[0]


@pytest.mark.long
def test_a_figure_leads_to_the_cells_behind_it(page, example_desk, qtbot):
    total = page.model.rowCount()
    card = page.figures.cards[Shown.RESERVATIONS]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert 0 < page.model.rowCount() < total
    for item in page.model.matrix.items:
        states = {state(page, (item.id, one.id)) for one in page.model.matrix.colleges}
        assert FeedbackState.RESERVATION in states
    number = card.accessibleName().split()[0]
    assert int(number) == [one.state for one in page.model.matrix.cells.values()].count(
        FeedbackState.RESERVATION
    )
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert page.model.rowCount() == total


@pytest.mark.long
def test_a_college_shows_all_that_is_open_with_it_since_when(page, example_desk, qtbot):
    at = next(n for n in range(page.of_college.count()) if page.of_college.itemText(n).endswith("Avelgem"))
    page.of_college.setCurrentIndex(at)
    page.of_college.activated.emit(at)
    example_desk.lane.wait_idle()
    rows = page.of_one.shown()
    assert page.of_one.isVisible()
    assert rows
    assert len({row.college_id for row in rows}) == 1
    waiting = next(row for row in rows if row.state is FeedbackState.ANSWER_ASKED)
    page.of_one.select(waiting.id)
    page.recording.answers.actions()[1].trigger()
    example_desk.lane.wait_idle()
    line = next(row for row in page.of_one.shown() if row.id == waiting.id)
    assert (line.state, line.answer_by) == (FeedbackState.AGREED, None)
    pick(page.of_shown, Shown.OPEN)
    example_desk.lane.wait_idle()
    assert waiting.id not in [row.id for row in page.of_one.shown()]
    assert example_desk.told == []


@pytest.mark.long
def test_with_a_college_chosen_the_other_filters_work_too(page, example_desk):
    """They stayed enabled and did nothing."""
    college = next(one.id for one in page.model.matrix.colleges if one.name == "Avelgem")
    pick(page.of_college, college)
    pick(page.of_year, None)
    pick(page.of_shown, Shown.EVERY)
    example_desk.lane.wait_idle()
    every = page.of_one.shown()
    assert any(row.state is None for row in every), "also items about which it was asked nothing"

    def shown_after(combo, value):
        pick(combo, value)
        example_desk.lane.wait_idle()
        rows = page.of_one.shown()
        assert 0 < len(rows) < len(every)
        return rows

    assert {row.on.year for row in shown_after(page.of_year, "2026")} == {2026}
    assert {(row.on.month - 1) // 3 for row in shown_after(page.of_year, "2026-Q3")} == {2}
    pick(page.of_year, None)
    meetings = {row.meeting.split()[0] for row in shown_after(page.of_body, page.of_body.itemData(1))}
    assert meetings == {page.of_body.itemText(1).rpartition(": ")[2]}
    pick(page.of_body, None)
    assert {row.turn for row in shown_after(page.of_turn, Turn.COLLEGE)} == {Turn.COLLEGE}
    pick(page.of_turn, None)
    assert len(shown_after(page.of_phase, Phase.WEIGHING)) > 0
    pick(page.of_phase, None)
    asked = shown_after(page.of_shown, Shown.ANSWERS)
    assert all(row.answer_by is not None for row in asked)
    assert page.figures.cards[Shown.ANSWERS].accessibleName().split()[0] == str(len(asked))


@pytest.mark.long
def test_a_round_from_elsewhere_is_gone_to_whatever_is_filtered(page, example_desk):
    page.of_shown.setCurrentIndex(page.of_shown.findData(Shown.RESERVATIONS))
    page._filter_changed()
    example_desk.lane.wait_idle()
    found = []

    def one_round(app):
        item = next(one for one in app.feedback.matrix().items if one.on.year == 2026)
        college = app.bodies.colleges()[5]
        app.feedback.heard([(item.id, college.id)], app.clock.today())
        return app.feedback.rounds(item.id, college.id)[-1]

    example_desk.lane.write(one_round, found.append)
    example_desk.lane.wait_idle()
    page.show_record("feedback_round", found[0].id)
    example_desk.lane.wait_idle()
    assert page.model.key(page.view.currentIndex()) == (found[0].item_id, found[0].college_id)


def test_notes_for_the_colleges_are_asked_of_the_documents(page, qtbot):
    page.view.setCurrentIndex(page.model.index(0, 3))
    with qtbot.waitSignal(page.go) as heard:
        page._notes()
    assert heard.args == ["meeting_paper:memo", page.model.item(0).meeting_id]


@pytest.mark.long
def test_tab_leaves_the_matrix(page, qtbot):
    page.view.setFocus()
    before = page.view.currentIndex()
    qtbot.keyClick(page.view, Qt.Key.Key_Tab)
    assert not page.view.hasFocus()
    assert page.view.currentIndex() == before
