"""Why a day is what it is, moving a meeting, and the calendars behind them, in real widgets."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication

from ibo_desk.ui.feedback.page import FeedbackPage
from ibo_desk.ui.meetings.move import MoveDialog
from ibo_desk.ui.partners.page import PartnersPage


@pytest.fixture
def ibo(example_desk):
    """The IBO of 11 December."""
    return ask(example_desk, lambda app: app.meetings.find("IBO 2026-12-11"))


def ask(desk, job):
    found = []
    desk.lane.read(job, found.append)
    desk.lane.wait_idle()
    return found[0]


@pytest.mark.long
def test_the_reason_stands_with_the_cell_and_opens_to_who_recorded_it(shown, example_desk, qtbot):
    page = shown(FeedbackPage(example_desk), example_desk)
    page.beside.setChecked(True)
    row = ask(example_desk, lambda app: next(row for row in app.deadlines.listing() if row.in_by))
    page.view.setCurrentIndex(page.model.index_of(row.item_id, row.college_id))
    example_desk.lane.wait_idle()
    part = page.cell.why
    assert part.reason.text().startswith(row.reason)
    assert not part.sources.isVisible()
    qtbot.mouseClick(part.ask, Qt.MouseButton.LeftButton)
    assert part.sources.isVisible()
    assert "vergaderritme: " in part.sources.text()
    assert "test" in part.sources.text(), "who recorded it"


@pytest.mark.long
def test_moving_shows_first_and_moves_what_is_ticked(shown, example_desk, qtbot, ibo):
    page = shown(FeedbackPage(example_desk), example_desk)
    dialog = MoveDialog(example_desk, page, ibo)
    qtbot.addWidget(dialog)
    dialog.open()
    example_desk.lane.wait_idle()
    assert not dialog.go.isEnabled(), "the same day is no move"
    dialog.day.setText("8/12/2026")
    dialog.day.editingFinished.emit()
    example_desk.lane.wait_idle()
    assert dialog.go.isEnabled()
    assert dialog.days.topLevelItemCount() > 0
    assert dialog.notes.topLevelItemCount() > 0
    along = dialog.along()
    assert along
    before = ask(example_desk, lambda app: app.meetings.row(ibo.id).on)
    assert before == date(2026, 12, 11), "nothing is written before the button"
    for at in range(dialog.days.topLevelItemCount()):
        dialog.days.topLevelItem(at).setCheckState(0, Qt.CheckState.Unchecked)
    example_desk.lane.wait_idle()
    assert dialog.along() == set()
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert ask(example_desk, lambda app: app.meetings.row(ibo.id).on) == date(2026, 12, 8)
    assert example_desk.told == []


@pytest.mark.long
def test_what_is_no_day_is_said_and_moves_nothing(shown, example_desk, qtbot, ibo):
    page = shown(FeedbackPage(example_desk), example_desk)
    dialog = MoveDialog(example_desk, page, ibo)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.day.setText("31/2/2027")
    dialog.day.editingFinished.emit()
    example_desk.lane.wait_idle()
    assert dialog.banner.isVisible()
    assert not dialog.go.isEnabled()


@pytest.mark.long
def test_days_are_pasted_and_who_lacks_them_is_named(shown, example_desk, qtbot):
    page = shown(PartnersPage(example_desk), example_desk)
    page.tabs.setCurrentWidget(page.calendars)
    example_desk.lane.wait_idle()
    tab = page.calendars
    row = next(row for row in tab.table.shown() if row.organisation == "Menen")
    assert "Menen" in tab.lacking.text()
    tab.table.select(row.id)
    QGuiApplication.clipboard().setText("12/01/2027\n26/01/2027\n9 februari 2027")
    qtbot.mouseClick(tab.paste, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert [one.on for one in tab.sessions.shown()] == [
        date(2027, 1, 12), date(2027, 1, 26), date(2027, 2, 9),
    ]  # fmt: skip
    assert "Menen" not in tab.lacking.text()
    assert example_desk.told == []


def test_the_days_of_a_file_are_listed(shown, example_desk, tmp_path):
    page = shown(PartnersPage(example_desk), example_desk)
    page.tabs.setCurrentWidget(page.calendars)
    example_desk.lane.wait_idle()
    tab = page.calendars
    row = next(row for row in tab.table.shown() if row.organisation == "Menen")
    tab.table.select(row.id)
    path = tmp_path / "zittingen.txt"
    path.write_text("Zittingsdagen 2027\n12/01/2027\n26/01/2027\n", encoding="utf-8")
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    tab.dropEvent(drop)
    assert drop.isAccepted()
    example_desk.lane.wait_idle()
    assert [one.on for one in tab.sessions.shown()] == [date(2027, 1, 12), date(2027, 1, 26)]
    assert example_desk.told == []


@pytest.mark.long
def test_a_year_of_closed_days_is_filled_and_bridged(shown, example_desk, qtbot):
    page = shown(PartnersPage(example_desk), example_desk)
    page.tabs.setCurrentWidget(page.closed_days)
    tab = page.closed_days
    for year, filled in ((2026, True), (2027, True), (2028, False)):
        tab.year.setCurrentIndex(tab.year.findData(year))
        tab.year.activated.emit(tab.year.currentIndex())
        example_desk.lane.wait_idle()
        assert bool(tab.table.shown()) == filled, "a region begins with this year and the next"
    assert "feestdagen" in tab.summary.text()
    qtbot.mouseClick(tab.fill, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert len(tab.table.shown()) == 13
    qtbot.mouseClick(tab.bridges, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert [row.on for row in tab.table.shown() if row.name == "brugdag"] == [
        date(2028, 5, 26), date(2028, 7, 10), date(2028, 8, 14), date(2028, 11, 3),
    ]  # fmt: skip
    assert example_desk.told == []
