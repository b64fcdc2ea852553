"""The agenda of another secretariat in its dialog: every line is shown, mended by keys, and recorded as one step."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from ibo_desk.domain.line_fates import LineFate
from ibo_desk.services.agenda.paste import Becomes
from ibo_desk.ui.meetings.agenda.foreign import ForeignAgenda
from ibo_desk.ui.meetings.page import MeetingsPage
from tests.exchange.messy_agendas import FOLDER


@pytest.fixture
def page(shown, example_desk):
    return shown(MeetingsPage(example_desk), example_desk)


def _open(page) -> ForeignAgenda:
    page.cockpit.agenda.more_menu.foreign.trigger()
    return page.cockpit.agenda.findChild(ForeignAgenda)


def _choose_line(dialog: ForeignAgenda, words: str) -> None:
    (line,) = dialog.lines.findItems(words, Qt.MatchFlag.MatchContains)
    dialog.lines.setCurrentItem(line)


def test_an_agenda_is_read_mended_by_keys_and_put_on_the_meeting(page, example_desk, qtbot) -> None:
    before = [row.title for row in page.cockpit.agenda.model.rows]
    dialog = _open(page)
    text = f"1. {before[2]} (20 min)\n2. Deelfietsen in de rand\n3. Drie haltes\n   met wachthuisjes\n4. Varia\nMvg"
    dialog.text.setPlainText(text)
    qtbot.waitUntil(lambda: len(dialog.rows) == 4)
    assert dialog.lines.topLevelItemCount() == 6, "every line is there"
    assert [row.becomes for row in dialog.rows] == [Becomes.THERE, Becomes.NEW, Becomes.NEW, Becomes.NEW]
    assert dialog.rows[2].item.title == "Drie haltes met wachthuisjes"
    assert dialog.summary.text() == "6 regels, 3 nieuwe punten, 1 staat er al, 1 overgeslagen."
    _choose_line(dialog, "Drie haltes")
    qtbot.keyClick(dialog.lines, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: dialog.reading.lines[2].fate is LineFate.SUB_ITEM)
    _choose_line(dialog, "Deelfietsen")
    dialog.mend.title.selectAll()
    qtbot.keyClicks(dialog.mend.title, "Deelfietsen in Kortrijk")
    qtbot.keyClick(dialog.mend.title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.rows[1].item.title == "Deelfietsen in Kortrijk")
    dialog.text.setPlainText(f"Beste\n\n{text}")
    qtbot.waitUntil(lambda: len(dialog.reading.lines) == 7)
    assert dialog.reading.lines[3].fate is LineFate.SUB_ITEM, "what was mended moves along with its line"
    assert dialog.put.text() == "3 punten op de agenda zetten"
    qtbot.mouseClick(dialog.put, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    after = {row.title: row.sub for row in page.cockpit.agenda.model.rows}
    assert len(after) == len(before) + 3
    assert after["Deelfietsen in Kortrijk"] is False
    assert after["Drie haltes met wachthuisjes"] is True
    assert example_desk.told == []


def test_a_mail_is_dropped_on_the_agenda_and_a_pdf_is_refused_in_a_sentence(
    page, example_desk, qtbot, tmp_path
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(FOLDER / "forwarded.eml"))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.cockpit.agenda.dropEvent(QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, left, none))
    dialog = page.cockpit.agenda.findChild(ForeignAgenda)
    qtbot.waitUntil(lambda: len(dialog.rows) == 5)
    assert dialog.lines.topLevelItemCount() == 34
    path = tmp_path / "agenda.pdf"
    path.write_bytes(b"%PDF-1.7")
    dialog.load(path)
    qtbot.waitUntil(lambda: "is een pdf" in dialog.summary.text())
    assert not dialog.put.isEnabled()
    dialog.reject()
