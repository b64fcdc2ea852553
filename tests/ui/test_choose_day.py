"""Choosing a day that lets all be heard, from where a meeting is convened, an item prepared, a meeting moved."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ibo_desk.ui.meetings.move import MoveDialog
from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.shared.choose_day import ChooseDayDialog
from ibo_desk.ui.topics.page import TopicsPage


def ask(desk, job):
    found = []
    desk.lane.read(job, found.append)
    desk.lane.wait_idle()
    return found[0]


def opened(page, desk):
    """The dialog that is open on a page, with its days read."""
    desk.lane.wait_idle()
    return next(one for one in page.findChildren(ChooseDayDialog) if one.isVisible())


@pytest.fixture
def convening(shown, example_desk):
    page = shown(TopicsPage(example_desk), example_desk)
    page.coming.new.click()
    return page


def test_from_convening_the_best_day_stands_chosen_and_is_filled_in(convening, example_desk, qtbot):
    qtbot.mouseClick(convening.convening.compare, Qt.MouseButton.LeftButton)
    dialog = opened(convening, example_desk)
    day = dialog.current()
    assert day.on == dialog.choice.best
    assert dialog.days.currentItem().text(0).endswith("· beste")
    assert dialog.colleges.topLevelItemCount() == 13
    dialog.colleges.setCurrentItem(dialog.colleges.topLevelItem(0))
    assert dialog.reason.text().startswith("Anzegem: IBO ")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert convening.convening.day.text() == f"{day.on:%d/%m/%Y}"
    assert example_desk.told == []


@pytest.mark.long
def test_another_day_shows_what_it_means_and_gives_thirteen_dated_mails(
    convening, example_desk, qtbot, tmp_path
):
    example_desk.remember("mails/folder", str(tmp_path))
    qtbot.mouseClick(convening.convening.compare, Qt.MouseButton.LeftButton)
    dialog = opened(convening, example_desk)
    dialog.days.setCurrentItem(dialog.days.topLevelItem(0))
    assert dialog.current().too_late > 0
    assert "te laat" in {dialog.colleges.topLevelItem(at).text(3) for at in range(13)}
    assert dialog.mails.text() == "13 conceptmails"
    qtbot.mouseClick(dialog.mails, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert len(list(tmp_path.glob("*.eml"))) == 13
    assert "13 conceptmails staan in" in dialog.after.text.text()
    assert dialog.isVisible()


@pytest.mark.long
def test_a_period_without_days_says_so(convening, example_desk, qtbot):
    qtbot.mouseClick(convening.convening.compare, Qt.MouseButton.LeftButton)
    dialog = opened(convening, example_desk)
    dialog.last.setText("1/1/2026")
    dialog.last.editingFinished.emit()
    example_desk.lane.wait_idle()
    assert dialog.banner.isVisible()
    assert not dialog.go.isEnabled()
    assert not dialog.mails.isEnabled()
    dialog.last.setText("15/1/2027")
    dialog.last.editingFinished.emit()
    example_desk.lane.wait_idle()
    assert not dialog.banner.isVisible()
    assert "Kerstmis" in dialog.closed.text()


@pytest.mark.long
def test_from_an_item_the_day_of_its_conclusion_is_written(shown, example_desk, qtbot):
    page = shown(MeetingsPage(example_desk), example_desk)
    item = ask(example_desk, lambda app: next(one for one in app.agenda.items(ibo(app)) if one.topic_id))
    page.show_record("agenda_item", item.id)
    example_desk.lane.wait_idle()
    panel = page.cockpit.item
    panel.tabs.setCurrentIndex(1)
    qtbot.mouseClick(panel.choose_day.button, Qt.MouseButton.LeftButton)
    dialog = opened(page, example_desk)
    assert item.title in dialog.title.text()
    chosen = dialog.current().on
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert ask(example_desk, lambda app: app.agenda.item(item.id).conclusion_on) == chosen
    assert example_desk.told == []


@pytest.mark.long
def test_from_a_referral_its_planned_day_is_written(shown, example_desk, qtbot):
    page = shown(MeetingsPage(example_desk), example_desk)
    target = ask(
        example_desk, lambda app: next(one for one in app.agenda.open_targets() if one.outcome is None)
    )
    page.show_record("agenda_item", target.item_id)
    example_desk.lane.wait_idle()
    part = page.cockpit.item.referrals
    page.cockpit.item.open_referral()
    assert part.table.select(target.id)
    qtbot.mouseClick(part.choose_day, Qt.MouseButton.LeftButton)
    dialog = opened(page, example_desk)
    chosen = dialog.current().on
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    rows = ask(example_desk, lambda app: app.agenda.referrals(target.item_id))
    assert next(row.planned_on for row in rows if row.id == target.id) == chosen


@pytest.mark.long
def test_a_meeting_that_moves_takes_the_day_that_was_chosen(shown, example_desk, qtbot):
    page = shown(MeetingsPage(example_desk), example_desk)
    row = ask(example_desk, lambda app: app.meetings.find("IBO 2026-12-11"))
    moving = MoveDialog(example_desk, page, row)
    qtbot.addWidget(moving)
    moving.open()
    qtbot.mouseClick(moving.compare, Qt.MouseButton.LeftButton)
    dialog = opened(moving, example_desk)
    chosen = dialog.current().on
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert moving.plan.becomes == chosen
    assert chosen != date(2026, 12, 11)


def ibo(app):
    return app.meetings.find("IBO 2026-12-11").id
