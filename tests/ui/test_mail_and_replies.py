"""Mails go out as drafts and are noted only when they were sent; a sheet that comes back is looked at first."""

from email import message_from_bytes
from email.policy import default

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from ibo_desk.domain.feedback import Answer, FeedbackState, Turn
from ibo_desk.ui.feedback.page import FeedbackPage
from ibo_desk.ui.feedback.reply import ReplyDialog
from ibo_desk.ui.main_window import MainWindow


def settle(desk):
    for _round in range(3):
        desk.lane.wait_idle()
        desk.work.wait_idle()


def look(desk, job):
    found = []
    desk.lane.read(job, found.append)
    desk.lane.wait_idle()
    return found[0]


@pytest.fixture
def page(shown, example_desk):
    return shown(FeedbackPage(example_desk), example_desk)


def open_mails(page, tmp_path, meeting_id):
    page._mails()
    page.mails.begin(meeting_id)
    settle(page.desk)
    page.mails.folder.setText(str(tmp_path / "mails"))
    return page.mails


def waits(app, state):
    """A meeting and college of which a round is in this state, and asks an answer."""
    for college in app.bodies.colleges():
        for one in app.feedback.per_college(college.id):
            if one.state is state and app.replies.make(one.meeting_id, college.id):
                return one
    raise AssertionError(state)


def dropping(kind, *paths):
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = QPointF(200, 80).toPoint() if kind is QDragEnterEvent else QPointF(200, 80)
    event = kind(
        at,
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.setAccepted(False)
    return event, dragged


def drop_on(window, *paths):
    entered, _kept = dropping(QDragEnterEvent, *paths)
    window.dragEnterEvent(entered)
    assert entered.isAccepted()
    dropped, _kept = dropping(QDropEvent, *paths)
    window.dropEvent(dropped)
    return window


@pytest.fixture
def window_on(qtbot):
    def make(desk):
        window = MainWindow(desk, opener=None)
        qtbot.addWidget(window)
        window.show_file()
        window.show()
        settle(desk)
        return window

    return make


@pytest.mark.long
def test_notes_are_mailed_noted_as_delivered_and_the_reply_comes_back(
    page, example_desk, tmp_path, qtbot, window_on
):
    waiting = look(example_desk, lambda app: waits(app, FeedbackState.TO_DELIVER))
    mails = open_mails(page, tmp_path, None)
    at = next(n for n in range(mails.about.count()) if mails.about.itemData(n) == waiting.meeting_id)
    mails.about.setCurrentIndex(at)
    qtbot.mouseClick(mails.make, Qt.MouseButton.LeftButton)
    settle(example_desk)
    assert example_desk.told == []
    written = mails.written
    at = next(n for n, one in enumerate(written.drafts) if one.college_id == waiting.college_id)
    message = message_from_bytes(written.paths[at].read_bytes(), policy=default)
    names = [part.get_filename() for part in message.iter_attachments()]
    assert any(name.endswith(".docx") for name in names)
    assert any(name.startswith("antwoordblad-") for name in names)
    state = look(example_desk, lambda app: app.feedback.rounds(waiting.item_id, waiting.college_id)[-1].state)
    assert state is FeedbackState.TO_DELIVER  # a draft is no mail

    for row in range(mails.mails.topLevelItemCount()):
        on = Qt.CheckState.Checked if row == at else Qt.CheckState.Unchecked
        mails.mails.topLevelItem(row).setCheckState(0, on)
    mails.note_sent()
    settle(example_desk)
    asked = look(example_desk, lambda app: app.feedback.rounds(waiting.item_id, waiting.college_id)[-1])
    assert asked.delivered_on == example_desk.clock.today()

    sheet = next((tmp_path / "mails").glob(f"*{next(n for n in names if n.startswith('antwoordblad-'))}"))
    book = load_workbook(sheet)
    cells = book.active
    row = next(n for n in range(6, 40) if cells.cell(n, 1).value == str(waiting.item_id))
    cells.cell(row, 8).value, cells.cell(row, 9).value = "akkoord met voorbehoud", example_desk.clock.today()
    cells.cell(row, 10).value = "mits de halte blijft"
    book.save(sheet)
    window = drop_on(window_on(example_desk), sheet)
    dialog = window.findChild(ReplyDialog)
    settle(example_desk)
    shown = {line.answer.currentText() for line in dialog._lines}
    assert "akkoord met voorbehoud" in shown
    before = look(example_desk, lambda app: app.feedback.rounds(waiting.item_id, waiting.college_id)[-1])
    assert before.answer is None
    line = next(line for line in dialog._lines if line.row.item_id == waiting.item_id)
    line.answer.setCurrentIndex(line.answer.findText("akkoord"))
    line.answer.activated.emit(line.answer.currentIndex())
    assert line.row.answer is Answer.AGREES, "what was typed can be put right here"
    line.answer.setCurrentIndex(line.answer.findText("akkoord met voorbehoud"))
    line.answer.activated.emit(line.answer.currentIndex())
    qtbot.mouseClick(dialog.record, Qt.MouseButton.LeftButton)
    settle(example_desk)
    after = look(example_desk, lambda app: app.feedback.rounds(waiting.item_id, waiting.college_id)[-1])
    assert (after.answer, after.answer_text) == (Answer.AGREES_WITH_RESERVATION, "mits de halte blijft")


@pytest.mark.long
def test_word_forms_go_along_and_several_are_dropped_at_once(page, example_desk, tmp_path, qtbot, window_on):
    waiting = look(example_desk, lambda app: waits(app, FeedbackState.TO_DELIVER))
    mails = open_mails(page, tmp_path, waiting.meeting_id)
    mails.replies.setCurrentIndex(1)
    mails.replies.activated.emit(1)
    qtbot.mouseClick(mails.make, Qt.MouseButton.LeftButton)
    settle(example_desk)
    assert example_desk.told == []
    forms = sorted((tmp_path / "mails").glob("antwoordblad-*.docx"))
    assert len(forms) > 1
    assert not list((tmp_path / "mails").glob("antwoordblad-*.xlsx"))
    draft = next(one for one in mails.written.drafts if one.college_id == waiting.college_id)
    assert draft.attachments[-1] in forms
    again = open_mails(page, tmp_path, waiting.meeting_id)
    assert again.replies.currentIndex() == 1, "the choice is remembered"

    mine = draft.attachments[-1]
    document = Document(str(mine))
    titles = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    table = document.tables[titles.index(waiting.item)]
    for row, said in zip(table.rows[-4:], ("niet akkoord", "23/11/2026", "te duur", ""), strict=True):
        for text in row.cells[1]._tc.iter("{*}t"):
            text.text = said
    document.save(str(mine))
    other = next(one for one in forms if one != mine)
    window = drop_on(window_on(example_desk), other, mine)
    settle(example_desk)
    dialog = window.findChild(ReplyDialog)
    assert "Antwoord 1 van 2" in dialog.summary.text()
    assert not dialog.record.isEnabled()
    qtbot.mouseClick(dialog.skip, Qt.MouseButton.LeftButton)
    settle(example_desk)
    assert "Antwoord 2 van 2" in dialog.summary.text()
    assert not dialog.skip.isVisible()
    qtbot.mouseClick(dialog.record, Qt.MouseButton.LeftButton)
    settle(example_desk)
    after = look(example_desk, lambda app: app.feedback.rounds(waiting.item_id, waiting.college_id)[-1])
    assert (after.answer, after.answer_text) == (Answer.DOES_NOT_AGREE, "te duur")


def test_only_replies_are_taken_and_a_list_is_told_where_it_belongs(example_desk, tmp_path, window_on):
    window = window_on(example_desk)
    picture, _kept = dropping(QDragEnterEvent, tmp_path / "brug.png", tmp_path / "lijst.xlsx")
    window.dragEnterEvent(picture)
    assert not picture.isAccepted()
    book = Workbook()
    book.active.append(["Nr", "Regionale actie", "Engagement", "Partner", "Tegen", "Status"])
    book.save(tmp_path / "lijst.xlsx")
    drop_on(window, tmp_path / "lijst.xlsx")
    settle(example_desk)
    dialog = window.findChild(ReplyDialog)
    assert "Lijst uit Excel inlezen" in dialog.banner.text
    assert not dialog.record.isEnabled()


@pytest.mark.long
def test_a_reminder_is_kept_only_when_it_was_sent(page, example_desk, tmp_path):
    mails = open_mails(page, tmp_path, None)
    mails.about.setCurrentIndex(mails.about.findText("herinneringen", Qt.MatchFlag.MatchStartsWith))
    mails.make_drafts()
    settle(example_desk)
    draft = mails.written.drafts[0]
    item_id, college_id = draft.cells[0]
    one = look(example_desk, lambda app: app.feedback.rounds(item_id, college_id)[-1])
    assert one.turn is Turn.COLLEGE
    mails.note_sent()
    settle(example_desk)
    told = look(example_desk, lambda app: app.feedback.rounds(item_id, college_id)[-1])
    assert told.reminded_on == example_desk.clock.today()


@pytest.mark.long
def test_a_folder_that_cannot_be_written_and_a_sheet_of_another_kind_are_told(page, example_desk, tmp_path):
    (tmp_path / "mails").write_text("a file")
    mails = open_mails(page, tmp_path, None)
    mails.about.setCurrentIndex(mails.about.findText("herinneringen", Qt.MatchFlag.MatchStartsWith))
    mails.make_drafts()
    settle(example_desk)
    assert not mails.banner.isHidden()
    assert mails.written is None
    dialog = ReplyDialog(example_desk, page)
    dialog.load(tmp_path / "mails")
    settle(example_desk)
    assert not dialog.banner.isHidden()
    assert not dialog.record.isEnabled()


@pytest.mark.long
def test_the_figures_say_what_they_count_and_name_no_college(page, example_desk):
    page._coverage()
    settle(example_desk)
    dialog = page.coverage
    rows = [line.about for line in dialog.table.model.all_rows()]
    assert len(rows) > 3
    assert dialog.sentences.text().count("voor zover geregistreerd") >= 2
    dialog.table.select(dialog.table.model.all_rows()[2].id)
    assert dialog.sentences.text() == "\n".join(rows[2].sentences)
    for picture in (dialog.over_time, dialog.lead_times):
        assert picture.picture.renderer().isValid()
        assert "voor zover geregistreerd" in picture.words.text()
    names = {one.organisation for one in look(example_desk, lambda app: app.bodies.colleges())}
    shown = dialog.over_time.words.text() + dialog.lead_times.words.text() + dialog.sentences.text()
    assert not {name for name in names if name in shown}
