"""Papers: looked at before they are made, made for many colleges at once, never over somebody's own work."""

import zipfile
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from ibo_desk.documents import templates
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.feedback import FeedbackState
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.ui.documents.page import DocumentsPage
from ibo_desk.ui.main_window import MainWindow
from tools.screenshots import NoOpener


class Opener(QObject):
    """Takes what would be opened in another program."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


@pytest.fixture
def opener():
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "take")  # PySide takes a str, whatever its signature says
    yield made
    QDesktopServices.unsetUrlHandler("file")


def settle(desk):
    for _round in range(3):
        desk.lane.wait_idle()
        desk.work.wait_idle()


@pytest.fixture
def page(shown, example_desk, tmp_path):
    made = shown(DocumentsPage(example_desk), example_desk)
    settle(example_desk)
    made.form.folder.setText(str(tmp_path / "papieren"))
    return made


def held_ibo(desk) -> UUID:
    found: list[UUID] = []

    def look(app):
        ibo = {one.id for one in app.bodies.listing({BodyKind.IBO})}
        states = {MeetingState.HELD, MeetingState.CLOSED}
        return max(
            (one for one in app.meetings.listing() if one.body_id in ibo and one.state in states),
            key=lambda one: one.on,
        ).id

    desk.lane.read(look, found.append)
    desk.lane.wait_idle()
    return found[0]


def waits_for_notes(desk) -> UUID:
    """A meeting of which Spiere-Helkijn has yet to get its note."""
    found: list[UUID] = []

    def look(app):
        college = next(one for one in app.bodies.colleges() if one.organisation == "Spiere-Helkijn")
        rounds = app.feedback.per_college(college.id)
        return next(one.meeting_id for one in reversed(rounds) if one.state is FeedbackState.TO_DELIVER)

    desk.lane.read(look, found.append)
    desk.lane.wait_idle()
    return found[0]


def tick(form, names):
    for row in range(form.colleges.count()):
        item = form.colleges.item(row)
        on = item.text() in names
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


@pytest.mark.long
def test_the_pages_stand_there_before_anything_is_written(page, example_desk, tmp_path):
    assert len(page.preview._pages) >= 1
    assert all(not picture.isNull() for _label, picture in page.preview._pages)
    page.form.choose_kind("memo")
    settle(example_desk)
    first = page.preview._pages[0][1].toImage()
    page.form.colleges.setCurrentRow(4)
    settle(example_desk)
    assert page.preview._pages[0][1].toImage() != first
    assert not (tmp_path / "papieren").exists()


@pytest.mark.long
@pytest.mark.parametrize("kind", ["minutes", "month-overview", "council-report", "engagements"])
def test_every_kind_of_paper_can_be_looked_at(page, example_desk, kind):
    page.show_record("meeting_paper:minutes", held_ibo(example_desk))
    page.form.choose_kind(kind)
    settle(example_desk)
    assert len(page.preview._pages) >= 1
    assert example_desk.told == []


@pytest.mark.long
def test_notes_for_two_colleges_are_made_registered_and_noted_as_delivered(
    page, example_desk, tmp_path, qtbot, opener
):
    meeting = waits_for_notes(example_desk)
    page.show_record("meeting_paper:memo", meeting)
    settle(example_desk)
    assert page.form.chosen_kind().key == "memo"
    assert page.form.request().meeting_id == meeting
    before = waiting(example_desk, meeting)
    assert "Spiere-Helkijn" in before
    assert len(before) > 2
    tick(page.form, {"Spiere-Helkijn", "Lendelede"})
    assert page.form.make.text() == "2 nota's maken"
    steps = []
    example_desk.work.progressed.connect(lambda step, of: steps.append((step, of)))
    qtbot.mouseClick(page.form.make, Qt.MouseButton.LeftButton)
    settle(example_desk)
    files = sorted(
        path.suffix for path in (tmp_path / "papieren").iterdir() if path.suffix in {".docx", ".pdf"}
    )
    assert files == [".docx", ".docx", ".pdf", ".pdf"]
    assert steps[-1] == (4, 4)
    assert {row.college for row in page.made.shown()} == {"Spiere-Helkijn", "Lendelede"}
    assert page.tabs.tabText(1) == "Eerder gemaakt (4)"
    folder, deliver = page.form.after.choices
    qtbot.mouseClick(folder, Qt.MouseButton.LeftButton)
    assert opener.opened == [str(tmp_path / "papieren")]
    qtbot.mouseClick(deliver, Qt.MouseButton.LeftButton)
    settle(example_desk)
    left = waiting(example_desk, meeting)
    assert left == before - {"Spiere-Helkijn", "Lendelede"}
    assert "bezorgd" in page.form.after.text.text()
    assert example_desk.told == []


def waiting(desk, meeting):
    """The municipalities of which a round of this meeting still waits for its note."""
    found = []

    def look(app):
        names = {one.id: one.organisation for one in app.bodies.colleges()}
        return {
            names[key]
            for key in names
            for one in app.feedback.per_college(key)
            if one.meeting_id == meeting and one.state is FeedbackState.TO_DELIVER
        }

    desk.lane.read(look, found.append)
    desk.lane.wait_idle()
    return found[0]


@pytest.mark.long
def test_the_ledger_with_totals_for_one_college(page, example_desk, tmp_path, qtbot):
    form = page.form
    assert not form.totals.isVisible()
    form.choose_kind("engagements")
    settle(example_desk)
    assert form.totals.isVisible()
    assert not form.totals.isChecked(), "totals only when asked for"
    assert not form.meeting.isVisible()
    assert form.council.itemText(0) == "alle deelnemers"
    without = page.preview._pages
    qtbot.mouseClick(form.totals, Qt.MouseButton.LeftButton, pos=QPoint(8, form.totals.height() // 2))
    settle(example_desk)
    assert form.request().totals
    assert len(page.preview._pages) > len(without)
    form.council.setCurrentIndex(form.council.findText("Kortrijk"))
    form.council.activated.emit(form.council.currentIndex())
    for key, box in form.forms.items():
        box.setChecked(key == "txt")
    qtbot.mouseClick(form.make, Qt.MouseButton.LeftButton)
    settle(example_desk)
    (made,) = (tmp_path / "papieren").glob("*.txt")
    assert made.name.startswith("engagementen-kortrijk-")
    assert "Totalen per partner" in made.read_text(encoding="utf-8")
    assert [row.college for row in page.made.shown()] == ["Kortrijk"]
    form.choose_kind("council-report")
    assert not form.totals.isVisible()
    assert form.council.itemText(0) == "één verslag voor alle gemeenteraden"
    settle(example_desk)
    assert example_desk.told == []


@pytest.mark.long
def test_cancelling_leaves_no_file_and_registers_nothing(page, example_desk, tmp_path):
    page.form.choose_kind("memo")
    settle(example_desk)
    stop = example_desk.work.progressed
    connection = stop.connect(lambda *_steps: example_desk.work.cancel(), Qt.ConnectionType.DirectConnection)
    page.form.make.click()
    settle(example_desk)
    stop.disconnect(connection)
    assert [one for one in (tmp_path / "papieren").glob("*") if one.suffix in {".docx", ".pdf"}] == []
    assert page.made.shown() == []
    assert example_desk.told == []


@pytest.mark.long
def test_a_file_that_somebody_changed_is_asked_about(page, example_desk, tmp_path, qtbot):
    page.form.make.click()
    settle(example_desk)
    (made,) = (tmp_path / "papieren").glob("*.docx")
    made.write_bytes(b"my own words")
    page.form.make.click()
    settle(example_desk)
    assert made.name in page.form.after.text.text()
    assert len(page.form.after.choices) == 3
    qtbot.mouseClick(page.form.after.choices[0], Qt.MouseButton.LeftButton)
    settle(example_desk)
    assert made.read_bytes() == b"my own words"
    assert len(list((tmp_path / "papieren").glob("*.docx"))) == 2
    page.form.make.click()
    settle(example_desk)
    qtbot.mouseClick(page.form.after.choices[2], Qt.MouseButton.LeftButton)
    settle(example_desk)
    assert zipfile.is_zipfile(made)
    assert example_desk.told == []


@pytest.mark.long
def test_the_persons_own_layout_is_chosen_and_used(page, example_desk, tmp_path):
    own = templates.copy("agenda", templates.own_folder() / "agenda-eigen.docx")
    page.refresh()
    settle(example_desk)
    at = page.form.template.findText("agenda-eigen")
    assert at > 0
    page.form.template.setCurrentIndex(at)
    page.form.forms["pdf"].setChecked(False)
    assert page.form.pdf_lacks.isHidden()
    page.form.forms["pdf"].setChecked(True)
    assert not page.form.pdf_lacks.isHidden()  # said before anything is made
    page.form.forms["pdf"].setChecked(False)
    page.form.make.click()
    settle(example_desk)
    assert len(list((tmp_path / "papieren").glob("*.docx"))) == 1
    found = []
    from ibo_desk.services.feedback import listings

    example_desk.lane.read(lambda app: listings.documents(app.store), found.append)
    example_desk.lane.wait_idle()
    assert [one.template for one in found[0]] == [own.name]


@pytest.mark.long
def test_a_folder_that_takes_nothing_is_one_clear_sentence(page, example_desk, tmp_path):
    blocked = tmp_path / "geen-map"
    blocked.write_text("a file")
    page.form.folder.setText(str(blocked))
    page.form.make.click()
    settle(example_desk)
    assert [error.code for error in example_desk.told] == ["no_folder"]
    assert page.made.shown() == []


def test_without_a_form_nothing_is_made(page, example_desk):
    for box in page.form.forms.values():
        box.setChecked(False)
    page.form.make.click()
    settle(example_desk)
    assert "ten minste" in page.form.after.text.text() or "minstens" in page.form.after.text.text()
    assert page.made.shown() == []


@pytest.mark.long
def test_a_made_paper_is_opened_from_the_list(page, example_desk, tmp_path, qtbot, opener):
    page.form.make.click()
    settle(example_desk)
    row = page.made.shown()[0]
    page.show_record("document", row.id)
    assert page.tabs.currentWidget() is page.made
    page.made.view.setFocus()
    qtbot.keyClick(page.made.view, Qt.Key.Key_Return)
    assert [Path(one) for one in opener.opened] == [tmp_path / "papieren" / row.file_name]


@pytest.mark.long
def test_another_page_asks_for_the_notes_of_its_meeting(example_desk, qtbot):
    window = MainWindow(example_desk, NoOpener())
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.show_file()
    settle(example_desk)
    meeting = waits_for_notes(example_desk)
    window.go("meeting_paper:memo", meeting)
    settle(example_desk)
    page = window.page("documents")
    assert window.page_key == "documents"
    request = page.form.request()
    assert (request.kind, request.meeting_id, request.month) == ("memo", meeting, None)
    assert len(page.preview._pages) >= 1
    assert page.minimumSizeHint().width() <= 1366 - window.rail.width()


@pytest.mark.long
def test_what_is_held_back_stands_there_before_making_and_is_freed_with_a_reason(page, example_desk, qtbot):
    form = page.form
    form.choose_kind("council-report")
    settle(example_desk)
    held = form.held
    assert held.isVisibleTo(page)
    before = held.points.shown()
    assert f"{len(before)} punten worden niet afgedrukt" in held.summary.text()
    point = next(one for one in before if one.kind == "agenda_item" and one.freed_to is not None)
    held.points.select(point.id)
    assert held.bar.isEnabled()
    qtbot.mouseClick(held.free, Qt.MouseButton.LeftButton)
    settle(example_desk)
    assert len(held.points.shown()) == len(before), "without a reason nothing is freed"
    assert len(example_desk.told) == 1
    held.why.setText("Gevraagd door de gemeenteraad")
    qtbot.mouseClick(held.free, Qt.MouseButton.LeftButton)
    settle(example_desk)
    assert point.id not in {one.id for one in held.points.shown()}
    assert held.why.text() == ""
    closed = next(one for one in held.points.shown() if one.freed_to is None)
    held.points.select(closed.id)
    assert not held.bar.isEnabled(), "a project team does not meet in public"
    form.choose_kind("minutes")
    settle(example_desk)
    assert not held.isVisibleTo(page)


@pytest.mark.long
def test_what_a_college_received_becomes_a_paper_of_a_past_day(page, example_desk):
    sent = page.sent
    page.tabs.setCurrentWidget(sent)
    settle(example_desk)
    assert not sent.print.isEnabled(), "of which college?"
    sent.college.setCurrentIndex(sent.college.findText("Menen"))
    sent.college.activated.emit(sent.college.currentIndex())
    settle(example_desk)
    sent.print.click()
    settle(example_desk)
    request = page.form.request()
    assert (request.kind, request.topic_id, request.on) == ("received", None, None)
    assert len(page.form.chosen_colleges()) == 1
    page.form.past.setText("1/10/2026")
    page.form.past.editingFinished.emit()
    assert page.form.request().on == date(2026, 10, 1)
    page.form.past.setText("1/10/2030")
    page.form.past.editingFinished.emit()
    assert page.form.request().on is None, "what has yet to come is today"
