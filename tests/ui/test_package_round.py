"""Thirteen files of colleges, thirteen returns made in windows, and the region again: what changed is theirs."""

import json

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from ibo_desk.app import open_app
from ibo_desk.domain.feedback import Answer, Question
from ibo_desk.services.keeping.soundness import findings
from ibo_desk.ui.packages import GiveDialog
from ibo_desk.ui.take_back import TakeBackDialog
from tests.beginnings import TODAY as CLOCK
from tests.ui.test_packages_window import settle, shown


def _written(app):
    """What a region holds of what colleges may write: by college or organisation."""
    return {
        "answers": {
            (row.item_id, row.college_id, row.number): (row.answer, row.answered_on, row.answer_text)
            for college in app.bodies.colleges()
            for row in app.feedback.of_college(college.id)
        },
        "points": {row.title for row in app.topics.listing()},
        "mailboxes": {row.id: row.mailbox for row in app.organisations.listing()},
        "evidence": {share.id: share.evidence for row in app.engagements.listing() for share in row.partners},
    }


def _day_of_a_college(qtbot, open_desk, file, back):
    """Answers a question, brings in a point, writes evidence and its mailbox, and sends back; by widgets only."""
    desk = open_desk(file)
    window = shown(qtbot, desk)
    page = window.page("my_college")
    row = next(row for row in page.open.list.model.all_rows() if row.answer is None)
    page.open.list.select(row.id)
    page.answers.bar.type_letter("a" if row.question is Question.POSITION else "k")
    settle(desk)
    town = page.college.currentText()
    page.new_point.title.setText(f"Punt van {town}")
    page.new_point.submit.click()
    settle(desk)
    (share,) = _evidence(qtbot, desk, window)
    window.open_page("partners")
    settle(desk)
    partners = window.page("partners")
    partners.show_record("organisation", desk.organisation)
    settle(desk)
    _type(qtbot, partners.organisations.record.editors["mailbox"].inner, f"{share}@college.example")
    settle(desk)
    window.commands.of_college[0].trigger()
    dialog = window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(back))
    dialog.reject()
    settle(desk)
    assert (desk.told, back.is_file()) == ([], True)
    window.close()
    return row, town, share


def _evidence(qtbot, desk, window):
    window.open_page("engagements")
    settle(desk)
    page, mine = window.page("engagements"), set()
    desk.lane.read(lambda app: app.my_college.of(app.package.college_id).organisation_id, mine.add)
    settle(desk)
    (desk.organisation,) = mine
    row, share = next(
        (row, share) for row in page._rows for share in row.partners if share.organisation_id in mine
    )
    page.show_record("engagement", row.id)
    settle(desk)
    page.record.tabs.setCurrentIndex(1)
    page.record.table.select(share.id)
    settle(desk)
    _type(qtbot, page.record.share.editors["evidence"].inner, f"bewijs {share.id.hex[:8]}")
    settle(desk)
    return (share.id,)


def _type(qtbot, line, text):
    assert line.isVisible()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    line.clearFocus()


def _dropped(window, paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, button, none))


@pytest.mark.long
@pytest.mark.timeout(900)
def test_thirteen_files_are_worked_in_and_come_home(qtbot, open_desk, example_file, tmp_path):
    with open_app(example_file, clock=CLOCK, read_only=True) as app:
        before = _written(app)
    desk = open_desk(example_file)
    window = shown(qtbot, desk)
    dialog = GiveDialog(desk, window)
    dialog.show()
    settle(desk)
    dialog.give(tmp_path)
    settle(desk)
    files = sorted(tmp_path.glob("meegegeven-*.ibo"))
    assert len(files) == 13
    done, returns = [], []
    for file in files:
        returns.append(file.with_suffix(".terug"))
        done.append(_day_of_a_college(qtbot, open_desk, file, returns[-1]))
    assert sum(len(json.loads(path.read_bytes())["body"]) for path in returns) < 13 * 20_000
    for _time in range(2):  # the second time nothing is left to record
        _dropped(window, returns)
        settle(desk)
        looks = [one for one in window.findChildren(TakeBackDialog) if one.isVisible()]
        for _file in returns:
            for look in looks:
                look.apply()
                settle(desk)
    assert desk.told == []
    desk.lane.close()
    with open_app(example_file, clock=CLOCK, read_only=True) as app:
        _compare(app, before, _written(app), done)
        assert findings(app.store) == []
        taken = [entry.label for entry in app.history.entries(40) if "overgenomen" in entry.label]
        assert len(taken) == 13


def _compare(app, before, after, done):
    """All that was before, and what the thirteen wrote; nothing else."""
    answered = {(row.item_id, row.college_id, row.number) for row, _town, _share in done}
    changed = {key for key, value in after["answers"].items() if before["answers"].get(key) != value}
    assert changed == answered
    assert {after["answers"][key][0] for key in answered} <= {Answer.AGREES, Answer.TOOK_NOTE}
    assert after["points"] - before["points"] == {f"Punt van {town}" for _row, town, _share in done}
    assert before["points"] <= after["points"]
    evidence = {key: text for key, text in after["evidence"].items() if before["evidence"][key] != text}
    assert evidence == {share: f"bewijs {share.hex[:8]}" for _row, _town, share in done}
    boxes = {box for key, box in after["mailboxes"].items() if before["mailboxes"][key] != box}
    assert boxes == {f"{share}@college.example" for _row, _town, share in done}
