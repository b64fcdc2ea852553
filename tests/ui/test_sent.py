"""What was sent, beside its cell and among the documents: opened as it went, and what would now read otherwise."""

from datetime import date

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from ibo_desk.domain.feedback import FeedbackState, Question, Whom
from ibo_desk.services.base.bulk import EVERY
from ibo_desk.services.feedback.writing import Asked
from ibo_desk.ui.documents.page import DocumentsPage
from ibo_desk.ui.feedback.page import FeedbackPage
from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.my_college.page import MyCollegePage

TODAY = date(2026, 11, 23)


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
    """Pages that stand open read again, one after the other."""
    for _round in range(4):
        desk.lane.wait_idle()
        QApplication.processEvents()


def delivered(desk):
    """A cell that still had to get its note, with a topic, after that note went."""
    found = []

    def job(app):
        waiting = [
            row
            for college in app.bodies.colleges()
            for row in app.feedback.per_college(college.id)
            if row.state is FeedbackState.TO_DELIVER and app.agenda.item(row.item_id).topic_id
        ]
        cell = waiting[0].item_id, waiting[0].college_id
        app.issuing.deliver([cell], TODAY)
        found.append(cell)

    desk.lane.write(job)
    desk.lane.wait_idle()
    return found[0]


@pytest.mark.long
def test_beside_the_cell_stands_what_went_and_what_would_now_read_otherwise(
    shown, example_desk, opener
) -> None:
    item, college = delivered(example_desk)
    page = shown(FeedbackPage(example_desk), example_desk)
    part = page.cell.sent

    def look():
        page.cell.show_cell(None)
        page._cell_chosen((item, college))
        example_desk.lane.wait_idle()

    page._cells = lambda: [(item, college)]
    look()
    assert not part.isHidden()
    assert part.overtaken.isHidden()
    example_desk.lane.write(
        lambda app: app.records.patch(
            "agenda_item", item, None, {"introduction": "De fasering werd herzien."}
        )
    )
    look()
    (line,) = part.overtaken.lines
    line.show_difference.click()
    assert not line.difference.isHidden()
    assert "De fasering werd herzien." in line.difference.text()
    gone_to = []
    page.go.connect(lambda kind, record_id: gone_to.append((kind, record_id)))
    line.replace.click()
    assert [kind for kind, _id in gone_to] == ["meeting_paper:memo", "college_note"]
    assert gone_to[1][1] == college, "the note of this college alone"
    example_desk.lane.write(lambda app: app.issuing.deliver([(item, college)], TODAY, over=EVERY))
    look()
    assert part.overtaken.isHidden()


@pytest.mark.long
def test_an_overtaken_note_is_marked_in_matrix_item_and_my_college_and_let_pass(
    shown, example_desk, opener, qtbot
) -> None:
    item, college = delivered(example_desk)
    matrix = shown(FeedbackPage(example_desk), example_desk)
    example_desk.lane.write(
        lambda app: app.feedback.ask(
            [(item, college)], Question.POSITION, Asked(TODAY, "Akkoord met fase 2?"), Whom.CHOSEN
        )
    )
    settle(example_desk)
    at = matrix.model.index_of(item, college)
    assert at.data().endswith(" ⟳")
    assert "luidt nu anders: vraag" in at.data(Qt.ItemDataRole.ToolTipRole).casefold()

    meetings = shown(MeetingsPage(example_desk), example_desk)
    meetings.show_record("agenda_item", item)
    settle(example_desk)
    panel = meetings.cockpit.item
    assert panel.tabs.tabText(panel.tabs.indexOf(panel.colleges)).endswith(" ⟳")
    (line,) = panel.colleges.overtaken.lines
    gone_to = []
    meetings.go.connect(lambda kind, _record_id: gone_to.append(kind))
    line.replace.click()
    assert gone_to == ["meeting_paper:memo", "college_note"]

    mine = shown(MyCollegePage(example_desk), example_desk)
    mine.show_record("body", college)
    settle(example_desk)
    (line,) = mine.overtaken.lines
    assert "Akkoord met fase 2?" in line.difference.text()
    qtbot.mouseClick(line.let_pass, Qt.MouseButton.LeftButton)
    settle(example_desk)
    assert mine.overtaken.lines == []
    assert not matrix.model.index_of(item, college).data().endswith(" ⟳")
    assert panel.colleges.overtaken.lines == []
    assert example_desk.told == []


def test_documents_list_what_went_and_what_one_college_got(shown, example_desk, opener) -> None:
    item, college = delivered(example_desk)
    page = shown(DocumentsPage(example_desk), example_desk)
    example_desk.lane.wait_idle()
    page.tabs.setCurrentWidget(page.sent)
    rows = page.sent.sent.model.rows()
    assert [row.college_id for row in rows if row.known] == [college]
    page.sent.sent.view.select_first()
    example_desk.lane.wait_idle()
    example_desk.work.wait_idle()
    assert page._showing == rows[0].id, "beside the list stands what went"
    page.sent.sent.opened.emit(rows[0])
    example_desk.lane.wait_idle()
    assert [path.rpartition(".")[2] for path in opener.opened] == ["pdf"]

    topics = []
    example_desk.lane.read(lambda app: app.agenda.item(item).topic_id, topics.append)
    example_desk.lane.wait_idle()
    page.sent.college.setCurrentIndex(page.sent.college.findData(college))
    page.sent.topic.setCurrentIndex(page.sent.topic.findData(topics[0]))
    page.sent.show_chosen()
    example_desk.lane.wait_idle()
    lines = page.sent.got.model.rows()
    assert any(line.sent is not None and "gevraagd" in line.in_words for line in lines)
    page.sent.got.opened.emit(next(line for line in lines if line.sent is not None))
    example_desk.lane.wait_idle()
    assert len(opener.opened) == 2
