"""The whole loop in the window, on the example: announced, asked, answered on a condition, held, told, noted, closed.

Halfway the delegate of the college changes. Every step is what a person clicks or types; what the file holds is looked
at only through what the pages show, and at the end by the mails and papers that came out.
"""

from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from docx import Document
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from ibo_desk.domain.bodies import Outcome
from ibo_desk.domain.feedback import FeedbackState
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import Phase, Preparation, Stance, Treatment
from ibo_desk.ui.feedback.reply import ReplyDialog
from ibo_desk.ui.layout.header import FoldingLine
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.meetings.agenda.foreign import ForeignAgenda
from tests.ui.conftest import CLOCK
from tools.screenshots import NoOpener

TOWN, TITLE = "Harelbeke", "Fietsbrug over de Leie: keuze van oever"
FLEX = "Vervoer op maat: flexplan 2027"
ASKED = {FeedbackState.DELIVERED, FeedbackState.ANSWER_ASKED}
ANNOUNCED, ANSWERED = date(2026, 11, 23), date(2026, 12, 1)
MEETING, NOTED = date(2026, 12, 11), date(2026, 12, 15)
VRR_DAY = date(2026, 12, 16)


def at_nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)


class Person:
    """Somebody at the desk: opens pages in the rail, clicks, types, waits for what was asked."""

    def __init__(self, window, desk, qtbot):
        self.window, self.desk, self.qtbot = window, desk, qtbot

    def settle(self):
        for _round in range(3):
            self.desk.lane.wait_idle()
            self.desk.work.wait_idle()

    def open(self, key):
        """A click in the rail; after a dialog the window has the keys again, as a window system would see to."""
        self.window.activateWindow()
        QApplication.processEvents()
        self.click(self.window.rail._buttons[key])
        return self.window.page(key)

    def click(self, widget):
        lines = self.window.findChildren(FoldingLine)
        if any(widget in line.folded() for line in lines):
            widget.click()  # as its line in the menu does
            self.settle()
            return
        assert widget.isVisible(), widget
        assert widget.isEnabled(), widget
        at = QPoint(8, widget.height() // 2)  # on the box of a check box, whatever the width of its text
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
        self.settle()

    def click_text(self, inside, text):
        self.click(
            next(one for one in inside.findChildren(QPushButton) if one.isVisible() and one.text() == text)
        )

    def type(self, line, text):
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, text)
        self.qtbot.keyClick(line, Qt.Key.Key_Tab)
        self.settle()

    def choose(self, combo, text):
        at = next(n for n in range(combo.count()) if text in combo.itemText(n))
        combo.setCurrentIndex(at)
        combo.activated.emit(at)
        self.settle()

    def pick(self, menu, text):
        next(one for one in menu.actions() if text in one.text()).trigger()
        self.settle()


@pytest.fixture
def person(example_desk, qtbot, monkeypatch):
    monkeypatch.setattr(CLOCK, "moment", at_nine(ANNOUNCED))
    window = MainWindow(example_desk, NoOpener())
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.show_file()
    made = Person(window, example_desk, qtbot)
    made.settle()
    return made


def to_day(monkeypatch, day):
    monkeypatch.setattr(CLOCK, "moment", at_nine(day))


def cell(page, title=TITLE, town=TOWN):
    """The cell of an item and a college, and where it stands."""
    matrix = page.model.matrix
    item = next(one for one in matrix.items if one.title == title)
    college = next(one for one in matrix.colleges if one.name == town)
    index = page.model.index_of(item.id, college.id)
    page.view.scrollTo(index)
    return (item.id, college.id), index


def choose_cell(person, page, title=TITLE, town=TOWN):
    """Click it, with all other cells let go."""
    key, index = cell(page, title, town)
    person.qtbot.mouseClick(
        page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.visualRect(index).center()
    )
    person.settle()
    return key


def state(page, title=TITLE, town=TOWN):
    key, _index = cell(page, title, town)
    found = page.model.matrix.cells.get(key)
    return found.state if found else None


def draft_for(mails):
    at = next(n for n, one in enumerate(mails.written.drafts) if one.municipality == TOWN)
    return at, message_from_bytes(mails.written.paths[at].read_bytes(), policy=default)


def make_mails(person, page, folder, *, attachments=True):
    """Draft mails of the meeting that is chosen in the matrix; only ours is noted as sent."""
    person.pick(page.post, "Conceptmails")
    mails = page.mails
    mails.folder.setText(str(folder))
    person.click(mails.make)
    at, message = draft_for(mails)
    for row in range(mails.mails.topLevelItemCount()):
        on = Qt.CheckState.Checked if row == at else Qt.CheckState.Unchecked
        mails.mails.topLevelItem(row).setCheckState(0, on)
    person.click_text(mails, "De aangevinkte zijn verstuurd")
    mails.reject()
    person.settle()
    return message


def drop(page, path):
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path))])
    page.dropEvent(
        QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            dragged,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


@pytest.mark.long
def test_the_whole_loop_with_a_delegate_who_changes_halfway(person, tmp_path, monkeypatch):
    desk = person.desk

    # The topic is announced: brought in, and put on the agenda of the IBO of 11 December.
    topics = person.open("topics")
    person.click(topics.add_button)
    person.type(topics.new_title, TITLE)
    person.click(topics.new_submit)
    assert topics.table.current().title == TITLE
    person.choose(topics.record.meetings, "IBO · 11/12/2026")
    person.click(topics.record.schedule)
    assert topics.table.current().preparation is Preparation.SCHEDULED

    # The college is asked for its position, in time; the preparing note goes by mail, with a reply sheet.
    feedback = person.open("feedback")
    person.choose(feedback.of_shown, "ook punten zonder vraag")
    choose_cell(person, feedback)
    assert state(feedback) is None
    feedback.recording.words.setText("Welke oever verkiest het college?")
    person.pick(feedback.recording.questions, "Standpunt")
    assert state(feedback) is FeedbackState.TO_DELIVER
    choose_cell(person, feedback)
    announced = make_mails(person, feedback, tmp_path / "vooraf")
    assert state(feedback) in ASKED
    assert "Filip Fonteinkruid" in str(announced["Cc"])
    sheet = next(part for part in announced.iter_attachments() if part.get_filename().endswith(".xlsx"))

    # The delegate of the municipality changes.
    partners = person.open("partners")
    partners.tabs.setCurrentWidget(partners.people)
    person.settle()
    people = partners.people
    people.table.select(next(one.id for one in people.table.shown() if one.name == "Filip Fonteinkruid"))
    person.settle()
    seat = next(one for one in people.mandates.shown() if one.body == "IBO")
    model, view = people.mandates.model, people.mandates.view
    view.setCurrentIndex(model.index(model.number_of(seat.id), model.column_number("to")))
    view.setFocus()
    person.qtbot.keyClick(view, Qt.Key.Key_F2)
    person.type(next(one for one in view.findChildren(QLineEdit) if one.isVisible()), "25/11/2026")
    assert {one.valid_to for one in people.mandates.shown() if one.id == seat.id} == {date(2026, 11, 25)}
    person.click(people.table.bar.itemAt(0).widget())
    person.type(people.record.editors["name"].inner, "Nele Netelbos")
    person.type(people.record.editors["email"].inner, "nele@harelbeke.example")
    assert people.table.current().name == "Nele Netelbos"
    person.choose(people.record.editors["organisation_id"].inner, TOWN)
    person.choose(people.body, "Interbestuurlijk overleg")
    assert [one.valid_from for one in people.mandates.shown()] == [ANNOUNCED]

    # The college answers with a reservation, on the sheet that went along.
    to_day(monkeypatch, ANSWERED)
    returned = tmp_path / "terug.xlsx"
    returned.write_bytes(sheet.get_content())
    book = load_workbook(returned)
    page = book.active
    row = next(n for n in range(6, 40) if page.cell(n, 4).value == TITLE)
    page.cell(row, 8).value, page.cell(row, 9).value = "akkoord met voorbehoud", ANSWERED
    page.cell(row, 10).value = "mits het jaagpad open blijft"
    book.save(returned)
    feedback = person.open("feedback")
    drop(person.window, returned)
    person.settle()
    person.click(person.window.findChild(ReplyDialog).record)
    assert state(feedback) is FeedbackState.RESERVATION

    # The meeting: the answer stands at the item; held, concluded, and not closed over the reservation.
    to_day(monkeypatch, MEETING)
    meetings = person.open("meetings")
    cockpit = meetings.cockpit
    assert cockpit.file.meeting.on == MEETING
    item = next(one for one in cockpit.agenda.model.rows if one.title == TITLE)
    cockpit.agenda.select(item.id)
    person.settle()
    cockpit.item.tabs.setCurrentWidget(cockpit.item.colleges)
    person.settle()
    assert "mits het jaagpad open blijft" in words_of(cockpit.item.colleges)
    person.click(cockpit.stepper.steps[MeetingState.AGENDA_SENT])
    person.click(cockpit.stepper.steps[MeetingState.HELD])
    person.click(cockpit.attendance_button)
    person.click(cockpit.attendance.invite)
    present = cockpit.attendance.panel
    present.select(next(one.id for one in present.shown() if "Nele Netelbos" in one.label))
    cockpit.attendance.begin()
    person.qtbot.keyClick(present.view, Qt.Key.Key_A)
    person.settle()
    person.click(cockpit.attendance_button)
    cockpit.item.tabs.setCurrentIndex(0)
    person.type(
        cockpit.item.notes.editors["conclusion"].text,
        "De partners verkiezen de noordelijke oever; het jaagpad blijft open.",
    )
    person.click(cockpit.item.conclude)
    item = next(one for one in cockpit.agenda.model.rows if one.title == TITLE)
    assert item.treatment is Treatment.TREATED
    person.choose(cockpit.item.head.editors["phase"].inner, "afgerond")
    assert person.window.banner.isVisible()
    assert TOWN in person.window.banner.text
    assert "voorbehoud" in person.window.banner.text

    # The reservation is dealt with; the memo is made for this college alone and noted as delivered.
    feedback = person.open("feedback")
    feedback.beside.setChecked(True)
    choose_cell(person, feedback)
    person.click_text(feedback.cell, "Behandeld")
    person.pick(feedback.recording.questions, "Kennisname")
    assert state(feedback) is FeedbackState.TO_DELIVER
    choose_cell(person, feedback)
    person.click_text(feedback, "Nota's voor de colleges")
    documents = person.window.page("documents")
    documents.form.folder.setText(str(tmp_path / "nota"))
    form = documents.form
    person.click(form.everyone)
    ours = next(n for n in range(form.colleges.count()) if form.colleges.item(n).text() == TOWN)
    form.colleges.item(ours).setCheckState(Qt.CheckState.Checked)
    form.forms["txt"].setChecked(True)
    person.click(form.make)
    memo = next((tmp_path / "nota").glob("*.txt")).read_text(encoding="utf-8")
    for words in (TITLE, "noordelijke oever", "mits het jaagpad open blijft", "Nele Netelbos"):
        assert words in memo, words
    person.click_text(form, "Als bezorgd noteren")

    # The college takes note; now the topic is closed, and the mail of that day would go to the new delegate.
    to_day(monkeypatch, NOTED)
    feedback = person.open("feedback")
    feedback.recording.day.setText("15/12/2026")
    choose_cell(person, feedback)
    person.qtbot.keyClick(feedback.view, Qt.Key.Key_K)
    person.settle()
    assert state(feedback) is FeedbackState.TOOK_NOTE
    choose_cell(person, feedback)
    told = make_mails(person, feedback, tmp_path / "achteraf")
    assert "nele@harelbeke.example" in str(told["Cc"])
    assert "Fonteinkruid" not in str(told["Cc"])
    meetings = person.open("meetings")
    cockpit.agenda.select(item.id)
    person.settle()
    person.choose(cockpit.item.head.editors["phase"].inner, "afgerond")
    topics = person.open("topics")
    person.choose(topics.states, "Alle onderwerpen")
    topics.table.select(next(one.id for one in topics.table.shown() if one.title == TITLE))
    person.settle()
    assert topics.table.current().phase is Phase.SETTLED
    assert {error.code for error in desk.told} == {"reservations_open"}


@pytest.mark.long
def test_the_same_loop_for_a_council_whose_minutes_are_received(person, tmp_path, monkeypatch):
    """The VRR keeps its own secretariat: agenda pasted, minutes attached, outcome and position recorded."""
    # Its agenda comes by mail, and is pasted; there are no steps.
    meetings = person.open("meetings")
    person.click(meetings.back_button)
    person.click(meetings.new_button)
    person.choose(meetings.overview.new.bodies, "Vervoerregioraad")
    person.type(meetings.overview.new.day, "16/12/2026")
    person.click(meetings.overview.new.submit)
    cockpit = meetings.cockpit
    assert (cockpit.file.meeting.body_short, cockpit.file.meeting.on) == ("VRR", VRR_DAY)
    assert not any(step.isVisible() for step in cockpit.stepper.steps.values())
    cockpit.agenda.more_menu.foreign.trigger()
    reading = person.window.findChild(ForeignAgenda)
    reading.text.setPlainText(f"1. {FLEX} (ter beslissing)\n2. Treinaanbod 2028")
    person.qtbot.waitUntil(lambda: len(reading.rows) == 2)
    person.click(reading.put)
    person.click(cockpit.minutes_button)
    received = cockpit.minutes.received
    item = next(one for one in cockpit.agenda.model.rows if one.title == FLEX)
    assert item.possible_outcome is Outcome.DECIDED

    # Two colleges are asked beforehand; one of them answers with a reservation, in a mail that is pasted.
    feedback = person.open("feedback")
    person.choose(feedback.of_shown, "ook punten zonder vraag")
    for town in (TOWN, "Kuurne"):
        choose_cell(person, feedback, FLEX, town)
        feedback.recording.words.setText("Kan het college akkoord gaan met de halteafstand?")
        person.pick(feedback.recording.questions, "Standpunt")
        person.qtbot.keyClick(feedback.view, Qt.Key.Key_B)
        person.settle()
        assert state(feedback, FLEX, town) in ASKED
    to_day(monkeypatch, ANSWERED)
    feedback.recording.day.setText("01/12/2026")
    choose_cell(person, feedback, FLEX, TOWN)
    feedback.recording.words.setText("mits een halte aan het station")
    person.qtbot.keyClick(feedback.view, Qt.Key.Key_V)
    person.settle()
    assert state(feedback, FLEX, TOWN) is FeedbackState.RESERVATION

    # The council met; its minutes come in, and say that it was held.
    to_day(monkeypatch, VRR_DAY)
    meetings = person.open("meetings")
    assert received.isVisible()
    minutes = tmp_path / "verslag VRR.pdf"
    minutes.write_bytes(b"%PDF-1.7 fictief verslag")
    drop(received, minutes)
    person.settle()
    assert [one.file_name for one in received.model.rows()] == ["verslag VRR.pdf"]
    assert cockpit.file.meeting.state is MeetingState.HELD
    cockpit.agenda.select(item.id)
    cockpit.show_part(cockpit.item)
    person.settle()
    positions = cockpit.item.positions
    cockpit.item.tabs.setCurrentWidget(positions)
    line = next(one for one in positions.model.rows() if one.organisation == TOWN)
    at = positions.model.number_of(line.id)
    for column, value in (("stance", Stance.RESERVATION), ("text", "vraagt een halte aan het station")):
        assert positions.model.setData(
            positions.model.index(at, positions.model.column_number(column)), value
        )
        person.settle()
        at = next(n for n, one in enumerate(positions.model.rows()) if one.organisation == TOWN)
    cockpit.item.tabs.setCurrentIndex(0)
    person.type(cockpit.item.notes.editors["conclusion"].text, "De raad keurt het flexplan goed.")
    assert cockpit.item.conclude.text() == "Leg beslissing vast"
    person.click(cockpit.item.conclude)
    item = next(one for one in cockpit.agenda.model.rows if one.title == FLEX)
    assert (item.outcome, item.treatment) == (Outcome.DECIDED, Treatment.TREATED)

    # The note goes to every college; ours takes note, the reservation is dealt with.
    feedback = person.open("feedback")
    feedback.beside.setChecked(True)
    choose_cell(person, feedback, FLEX, TOWN)
    person.click_text(feedback.cell, "Behandeld")
    person.pick(feedback.recording.questions, "Kennisname")
    choose_cell(person, feedback, FLEX, TOWN)
    told = make_mails(person, feedback, tmp_path / "achteraf")
    note = next(part for part in told.iter_attachments() if part.get_filename().endswith(".docx"))
    (tmp_path / "nota.docx").write_bytes(note.get_content())
    text = docx_text(tmp_path / "nota.docx")
    for words in (
        FLEX,
        "De raad keurt het flexplan goed.",
        "vraagt een halte",
        "mits een halte aan het station",
    ):
        assert words in text, words
    assert "Kuurne" not in text
    choose_cell(person, feedback, FLEX, TOWN)
    feedback.recording.day.setText("16/12/2026")
    person.qtbot.keyClick(feedback.view, Qt.Key.Key_K)
    person.settle()
    assert state(feedback, FLEX, TOWN) is FeedbackState.TOOK_NOTE
    assert person.desk.told == []


def docx_text(path):
    """Every paragraph of a document, in tables too."""
    return "\n".join(part.text for part in Document(path).element.body.iter() if part.text)


def words_of(widget):
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())
