"""The line under the matrix, the side panel and a pasted mail: what is recorded, and what typed text never loses."""

from datetime import date

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.feedback import Answer, FeedbackState, Question, Whom
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.ui.ask_first import AskFirstDialog
from ibo_desk.ui.feedback.figures import Shown
from ibo_desk.ui.feedback.page import FeedbackPage
from ibo_desk.ui.shared.recording import ANSWERS

TODAY = date(2026, 11, 23)


@pytest.fixture
def page(shown, example_desk):
    made = shown(FeedbackPage(example_desk), example_desk)
    made.of_shown.setCurrentIndex(made.of_shown.findData(Shown.EVERY))
    made.of_shown.activated.emit(made.of_shown.currentIndex())
    example_desk.lane.wait_idle()
    return made


def look(page, job):
    found = []
    page.desk.lane.read(job, found.append)
    page.desk.lane.wait_idle()
    return found[0]


def last_round(page, cell):
    return look(page, lambda app: app.feedback.rounds(*cell)[-1])


def state(page, cell):
    found = page.model.matrix.cells.get(cell)
    return found.state if found else None


def cells(page, wanted, count=1, question=None):
    """Cells of one line that all have this state and, if given, this question."""
    for item in page.model.matrix.items:
        found = [
            (item.id, one.id)
            for one in page.model.matrix.colleges
            if state(page, (item.id, one.id)) is wanted
        ]
        if question is not None:
            found = [cell for cell in found if last_round(page, cell).question is question]
        if len(found) >= count:
            return found[:count]
    raise AssertionError(f"no line with {count} × {wanted}")


def choose(page, chosen):
    picked = QItemSelection()
    for cell in chosen:
        index = page.model.index_of(*cell)
        picked.select(index, index)
    page.view.setCurrentIndex(page.model.index_of(*chosen[0]))
    page.view.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    page.view.setFocus()
    page.desk.lane.wait_idle()


def give(page, answer):
    """Choose an answer from the menu, as the mouse does."""
    name = next(one.letter.upper() for one in ANSWERS if one.answer is answer)
    next(entry for entry in page.recording.answers.actions() if entry.text().endswith(f"\t{name}")).trigger()
    page.desk.lane.wait_idle()


def ask(page, question):
    page.recording.questions.actions()[list(Question).index(question)].trigger()
    page.desk.lane.wait_idle()


def overwrite_all(page):
    """Answer the question about what stands: all of it may go."""
    asking = page.recording.findChild(AskFirstDialog)
    asking.tick_all.click()
    asking.overwrite.click()
    page.desk.lane.wait_idle()


@pytest.mark.long
def test_the_reference_has_a_line_of_its_own_and_the_selection_stays(page, example_desk, qtbot):
    """The reference went into the answer, and after each step one cell was left chosen."""
    chosen = cells(page, FeedbackState.TO_DELIVER, 3, Question.POSITION)
    choose(page, chosen)
    qtbot.keyClicks(page.recording.words, "Mits een fietspad.")
    qtbot.keyClicks(page.recording.reference, "CBS 2026/114")
    give(page, Answer.AGREES_WITH_RESERVATION)
    row = last_round(page, chosen[1])
    assert (row.answer_text, row.reference) == ("Mits een fietspad.", "CBS 2026/114")
    assert (page.recording.words.text(), page.recording.reference.text()) == ("", "")
    assert set(page.view.chosen()) == set(chosen)
    assert page.recording.count.text() == "3 vakjes"
    qtbot.keyClick(page.view, Qt.Key.Key_A)
    example_desk.lane.wait_idle()
    overwrite_all(page)
    row = last_round(page, chosen[1])
    assert (row.answer, row.answer_text, row.reference) == (
        Answer.AGREES,
        "Mits een fietspad.",
        "CBS 2026/114",
    )
    assert example_desk.told == []


@pytest.mark.long
def test_what_was_typed_stays_when_it_is_refused(page, example_desk, qtbot):
    (informed,) = cells(page, FeedbackState.DELIVERED, question=Question.TAKE_NOTE)
    choose(page, [informed])
    qtbot.keyClicks(page.recording.words, "Wij gaan akkoord.")
    give(page, Answer.AGREES)
    assert [error.code for error in example_desk.told] == ["answer_does_not_fit"]
    assert page.recording.words.text() == "Wij gaan akkoord."
    page.recording.day.setText("24/11/2026")
    give(page, Answer.TOOK_NOTE)
    assert example_desk.told[-1].code == "day_ahead"
    assert state(page, informed) is FeedbackState.DELIVERED


@pytest.mark.long
def test_a_question_has_a_day_also_in_words_and_put_again_keeps_it(page, example_desk, qtbot):
    chosen = cells(page, None, 2)
    choose(page, chosen)
    qtbot.keyClicks(page.recording.until, "eind januari 2027")
    qtbot.keyClicks(page.recording.words, "Wat vindt u?")
    ask(page, Question.POSITION)
    assert (page.recording.until.text(), page.recording.words.text()) == ("", "")
    ask(page, Question.MANDATE)
    rows = [last_round(page, cell) for cell in chosen]
    assert {(row.question, row.answer_by, row.question_text) for row in rows} == {
        (Question.MANDATE, date(2027, 1, 31), "Wat vindt u?")
    }
    page.recording.until.setText("31/02/2027")
    ask(page, Question.POSITION)
    assert [error.code for error in example_desk.told] == ["impossible_date"]
    assert last_round(page, chosen[0]).question is Question.MANDATE


@pytest.mark.long
def test_one_question_for_all_colleges_of_an_item(page, example_desk):
    item = next(
        one for one in page.model.matrix.items if not any(one.id == key[0] for key in page.model.matrix.cells)
    )
    choose(page, [(item.id, page.model.matrix.colleges[0].id)])
    next(one for one in page.recording.whom.actions() if one.data() == Whom.ALL).trigger()
    ask(page, Question.TAKE_NOTE)
    asked = [college for item_id, college in page.model.matrix.cells if item_id == item.id]
    assert len(asked) == 13
    assert example_desk.told == []


@pytest.mark.long
def test_delete_takes_the_answers_back_and_x_says_not_concerned(page, example_desk, qtbot):
    chosen = cells(page, None, 2)
    choose(page, chosen)
    qtbot.keyClick(page.view, Qt.Key.Key_K)
    example_desk.lane.wait_idle()
    assert {state(page, cell) for cell in chosen} == {FeedbackState.TOOK_NOTE}
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    example_desk.lane.wait_idle()
    overwrite_all(page)
    assert {state(page, cell) for cell in chosen} == {None}
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    example_desk.lane.wait_idle()
    assert [error.code for error in example_desk.told] == ["no_answer_there"]
    qtbot.keyClick(page.view, Qt.Key.Key_X)
    example_desk.lane.wait_idle()
    assert {state(page, cell) for cell in chosen} == {FeedbackState.NOT_CONCERNED}


@pytest.mark.long
def test_a_note_delivered_in_the_matrix_is_known_to_be_overtaken(page, example_desk, qtbot):
    """The letter B wrote no text down, and then nothing was ever overtaken."""
    held = look(
        page, lambda app: {one.id for one in app.meetings.listing() if one.state is MeetingState.HELD}
    )
    item = next(one for one in page.model.matrix.items if one.meeting_id in held and one.topic_id)
    cell = (item.id, page.model.matrix.colleges[0].id)
    choose(page, [cell])
    ask(page, Question.TAKE_NOTE)
    qtbot.keyClick(page.view, Qt.Key.Key_B)
    example_desk.lane.wait_idle()

    def overtaken(app):
        notes = app.papers.outdated(item.meeting_id), app.papers.unknown_texts(item.meeting_id)
        return [any((one.item_id, one.college_id) == cell for one in found) for found in notes]

    assert look(page, overtaken) == [False, False]
    example_desk.lane.write(
        lambda app: app.records.patch("agenda_item", item.id, None, {"discussion": "Heel andere tekst."})
    )
    example_desk.lane.wait_idle()
    assert look(page, overtaken) == [True, False]
    assert example_desk.told == []


def pick(editor, value):
    """Choose in a list of the side panel."""
    box = editor.inner
    box.setFocus()
    at = next(at for at in range(box.count()) if box.itemData(at) == value)
    box.setCurrentIndex(at)
    box.activated.emit(at)


@pytest.mark.long
def test_the_side_panel_holds_the_answer_whole(page, example_desk, qtbot, tmp_path):
    (cell,) = cells(page, FeedbackState.AGREED, question=Question.POSITION)
    page.beside.setChecked(True)
    choose(page, [cell])
    editors = page.cell.record.editors
    offered = [editors["answer"].inner.itemData(at) for at in range(editors["answer"].inner.count())]
    assert Answer.MANDATE_GIVEN not in offered
    pick(editors["answer"], Answer.DOES_NOT_AGREE)
    example_desk.lane.wait_idle()
    assert state(page, cell) is FeedbackState.REFUSED
    pick(editors["audience"], Audience.SECRETARIAT)
    editors["asked_by"].inner.setFocus()
    editors["asked_by"].inner.selectAll()
    qtbot.keyClicks(editors["asked_by"].inner, "het projectteam")
    page.view.setFocus()
    example_desk.lane.wait_idle()
    row = last_round(page, cell)
    assert (row.audience, row.asked_by) == (Audience.SECRETARIAT, "het projectteam")
    decision = tmp_path / "besluit.pdf"
    decision.write_bytes(b"%PDF besluit")
    page.cell.files.attach_file(decision)
    example_desk.lane.wait_idle()
    (kept,) = look(page, lambda app: app.feedback.attached(*cell))
    assert (kept.file_name, kept.audience) == ("besluit.pdf", Audience.SECRETARIAT)
    page.cell.files.save_copy(kept, tmp_path / "kopie.pdf")
    example_desk.lane.wait_idle()
    assert (tmp_path / "kopie.pdf").read_bytes() == decision.read_bytes()
    pick(editors["answer"], None)
    example_desk.lane.wait_idle()
    assert last_round(page, cell).answer is None
    assert example_desk.told == []


def until_the_mail_is_read(desk):
    """By itself, then beside what is registered, then what it says of that."""
    for lane in (desk.work, desk.lane, desk.work):
        lane.wait_idle()


@pytest.mark.long
def test_an_answer_mail_is_looked_at_and_put_right_before_it_is_recorded(page, example_desk, qtbot):
    (cell,) = cells(page, FeedbackState.ANSWER_ASKED, question=Question.POSITION)
    item = next(one for one in page.model.matrix.items if one.id == cell[0])
    college = next(one for one in page.model.matrix.colleges if one.id == cell[1])
    mail = (
        f"Van: secretariaat@{college.name.casefold()}.example\n\nBeste,\n\n{item.title}: het college van 16 november "
        "2026 gaat akkoord mits de gemeente betrokken wordt (CBS 2026/114).\n\nMet vriendelijke groet\nAn Fictief"
    )
    QGuiApplication.clipboard().setText(mail)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    until_the_mail_is_read(example_desk)
    dialog = page.pasted
    assert dialog.college.currentText() == college.name
    assert (dialog.day.text(), dialog.reference.text()) == ("16/11/2026", "CBS 2026/114")
    assert dialog.record.text() == "1 antwoord noteren"
    assert state(page, cell) is FeedbackState.ANSWER_ASKED
    dialog.day.clear()
    qtbot.mouseClick(dialog.record, Qt.MouseButton.LeftButton)
    assert dialog.banner.text == "Vul de dag in waarop het college het behandelde."
    dialog.day.setText("17/11/2026")
    first = dialog.rows.itemWidget(dialog.rows.topLevelItem(0), 2)
    at = next(at for at in range(first.count()) if first.itemData(at) == Answer.AGREES)
    first.setCurrentIndex(at)
    first.activated.emit(at)
    qtbot.mouseClick(dialog.record, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    row = last_round(page, cell)
    assert (row.answer, row.answered_on, row.reference) == (Answer.AGREES, date(2026, 11, 17), "CBS 2026/114")
    assert "mits de gemeente betrokken wordt" in row.answer_text
    assert row.note == mail
    assert example_desk.told == []


def test_a_mail_without_a_municipality_asks_for_it(page, example_desk):
    page.recording.mail_pasted.emit()
    dialog = page.pasted
    dialog.mail.setPlainText("Wij gaan akkoord.")
    dialog._read(None)
    until_the_mail_is_read(example_desk)
    assert "kies ze zelf" in dialog.summary.text()
    assert not dialog.record.isEnabled()
