"""A key that would write over what was recorded one by one shows it and asks; Enter leaves it, Esc writes nothing."""

from datetime import date

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QWidget

from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.errors import AskFirstError
from ibo_desk.domain.feedback import Answer
from ibo_desk.domain.organisations import Presence
from ibo_desk.domain.topics import Stance
from ibo_desk.services.base.bulk import Standing
from ibo_desk.ui.ask_first import AskFirstDialog, write_asking
from ibo_desk.ui.feedback.figures import Shown
from ibo_desk.ui.feedback.page import FeedbackPage

TODAY = date(2026, 11, 23)
EARLIER = date(2026, 11, 17)


@pytest.fixture
def page(shown, example_desk):
    made = shown(FeedbackPage(example_desk), example_desk)
    made.of_shown.setCurrentIndex(made.of_shown.findData(Shown.EVERY))
    made.of_shown.activated.emit(made.of_shown.currentIndex())
    example_desk.lane.wait_idle()
    return made


@pytest.fixture
def four(page, example_desk):
    """Four cells of one line, of which two colleges agreed on 17 November."""

    def make(app):
        ibo = next(one.id for one in app.bodies.listing() if one.kind is BodyKind.IBO)
        meeting = app.meetings.add({"body_id": ibo, "on": date(2026, 11, 13)})
        item = app.agenda.add(meeting, {"title": "Fietsbrug"})
        found = [(item, one.id) for one in app.bodies.colleges()[:4]]
        app.feedback.answer([found[1]], Answer.AGREES, EARLIER, "vlot")
        app.feedback.answer([found[2]], Answer.AGREES, EARLIER)
        return found

    made = []
    example_desk.lane.write(make, made.extend)
    example_desk.lane.wait_idle()
    picked = QItemSelection()
    for cell in made:
        index = page.model.index_of(*cell)
        picked.select(index, index)
    page.view.setCurrentIndex(page.model.index_of(*made[0]))
    page.view.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    page.view.setFocus()
    example_desk.lane.wait_idle()
    return made


def answers(desk, cells):
    found = []
    desk.lane.read(
        lambda app: [(r[-1].answer if (r := app.feedback.rounds(*one)) else None) for one in cells],
        found.extend,
    )
    desk.lane.wait_idle()
    return found


def asking(widget):
    return next((one for one in widget.findChildren(AskFirstDialog) if one.isVisible()), None)


def press(qtbot, page, key):
    qtbot.keyClick(page.view, key)
    page.desk.lane.wait_idle()


@pytest.mark.long
def test_a_stray_letter_asks_and_enter_leaves_what_stands(page, four, example_desk, qtbot):
    """'k' on four cells replaced two recorded 'akkoord'."""
    press(qtbot, page, Qt.Key.Key_K)
    dialog = asking(page)
    assert answers(example_desk, four) == [None, Answer.AGREES, Answer.AGREES, None]
    assert dialog.rows.topLevelItemCount() == 2
    assert "akkoord" in dialog.rows.topLevelItem(0).text(1)
    assert "vlot" in dialog.rows.topLevelItem(0).text(1)
    assert "Fietsbrug" in dialog.rows.topLevelItem(0).text(0)
    assert not dialog.overwrite.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    example_desk.lane.wait_idle()
    took = Answer.TOOK_NOTE
    assert answers(example_desk, four) == [took, Answer.AGREES, Answer.AGREES, took]
    example_desk.lane.write(lambda app: app.history.undo())
    example_desk.lane.wait_idle()
    assert answers(example_desk, four) == [None, Answer.AGREES, Answer.AGREES, None]


@pytest.mark.long
def test_only_what_is_ticked_goes_and_esc_writes_nothing(page, four, example_desk, qtbot):
    press(qtbot, page, Qt.Key.Key_K)
    qtbot.keyClick(asking(page), Qt.Key.Key_Escape)
    example_desk.lane.wait_idle()
    assert answers(example_desk, four) == [None, Answer.AGREES, Answer.AGREES, None]
    press(qtbot, page, Qt.Key.Key_K)
    dialog = asking(page)
    qtbot.keyClick(dialog.rows, Qt.Key.Key_Space)
    assert dialog.overwrite.isEnabled()
    assert not dialog.leave.isEnabled()
    dialog.overwrite.click()
    example_desk.lane.wait_idle()
    took = Answer.TOOK_NOTE
    assert answers(example_desk, four) == [took, took, Answer.AGREES, took]
    assert example_desk.told == []


def test_delete_shows_which_answers_would_go(page, four, example_desk, qtbot):
    press(qtbot, page, Qt.Key.Key_Delete)
    dialog = asking(page)
    assert dialog.rows.topLevelItemCount() == 2
    assert {dialog.rows.topLevelItem(at).text(2) for at in range(2)} == {"niets"}
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    example_desk.lane.wait_idle()
    assert answers(example_desk, four)[1] is Answer.AGREES


@pytest.mark.long
def test_a_fresh_cell_is_written_at_once(page, four, example_desk, qtbot):
    page.view.setCurrentIndex(page.model.index_of(*four[0]))
    press(qtbot, page, Qt.Key.Key_K)
    assert asking(page) is None
    assert answers(example_desk, four)[0] is Answer.TOOK_NOTE


@pytest.mark.long
def test_presences_and_positions_ask_in_the_same_window(page, example_desk, qtbot):
    """One window for every bulk setting: it only knows who, what stands and what would come."""

    def make(app):
        ibo = next(one.id for one in app.bodies.listing() if one.kind is BodyKind.IBO)
        meeting = app.meetings.add({"body_id": ibo, "on": EARLIER})
        lines = app.meetings.invite(meeting)
        app.meetings.set_presence([lines[0]], Presence.EXCUSED)
        item = app.agenda.add(meeting, {"title": "Fietsbrug"})
        who = [one.id for one in app.organisations.municipalities()][:3]
        app.agenda.set_position(item, who[0], Stance.RESERVATION, "mits subsidie")
        return lines, item, who

    made = []
    example_desk.lane.write(make, made.extend)
    example_desk.lane.wait_idle()
    lines, item, who = made
    jobs = (
        lambda app, over: app.meetings.set_presence(lines, Presence.PRESENT, over=over),
        lambda app, over: app.agenda.set_positions(item, who, Stance.AGREES, over=over),
        lambda app, over: app.slash.apply(item, "/standpunt alle gemeenten: akkoord", over),
    )
    for job in jobs:
        write_asking(example_desk, page, job)
        example_desk.lane.wait_idle()
        dialog = asking(page)
        assert dialog.rows.topLevelItemCount() == 1
        assert dialog.rows.topLevelItem(0).text(1) in {"verontschuldigd", "voorbehoud: mits subsidie"}
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        example_desk.lane.wait_idle()


def test_a_day_before_the_note_is_asked_about_in_words_of_its_own(example_desk, qtbot):
    early = Standing(1, "Menen", "nota pas bezorgd op 12/11/2026", "akkoord, 10/11/2026", doubted=True)
    error = AskFirstError("recorded_one_by_one", standing=(early,), fresh=0, absent=())
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = AskFirstDialog(example_desk, owner, error)
    assert "vóór zijn nota" in dialog.title.text()
    assert (dialog.overwrite.text(), dialog.leave.text()) == ("0 regels vastleggen", "Niet vastleggen")
