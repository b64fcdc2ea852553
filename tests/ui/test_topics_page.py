"""The preparation board: bringing in, putting on an agenda, not retaining."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ibo_desk.domain.topics import Phase, Preparation
from ibo_desk.ui.topics.columns import route
from ibo_desk.ui.topics.page import TopicsPage


@pytest.fixture
def page(shown, region_desk):
    def prepare(app):
        app.meetings.add({"body_id": app.bodies.find("CvB"), "on": date(2026, 11, 27)})
        app.meetings.add({"body_id": app.bodies.find("IBO"), "on": date(2026, 12, 11)})

    region_desk.lane.write(prepare)
    made = shown(TopicsPage(region_desk), region_desk)
    made.add_new()
    made.new_title.setText("Deelmobiliteit")
    made.new_submit.click()
    region_desk.lane.wait_idle()
    return made


@pytest.mark.long
def test_a_new_topic_is_brought_in_today_and_selected(page, region_desk):
    row = page.table.current()
    assert (row.title, row.preparation) == ("Deelmobiliteit", Preparation.SUBMITTED)
    assert row.submitted_on == date(2026, 11, 23)
    assert page.record.panel.editors["title"].value() == "Deelmobiliteit"
    assert not page.new_frame.isVisible()


@pytest.mark.long
def test_put_on_the_agenda_of_a_chosen_meeting(page, region_desk, qtbot):
    record = page.record
    assert [record.meetings.itemText(at) for at in range(2)] == [
        "CvB · 27/11/2026",
        "IBO · 11/12/2026",
    ]
    record.meetings.setCurrentIndex(1)
    qtbot.mouseClick(record.schedule, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    row = page.table.current()
    assert row.preparation is Preparation.SCHEDULED
    assert route(row) == "IBO 11/12"
    qtbot.mouseClick(record.schedule, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert [error.code for error in region_desk.told] == ["topic_already_on_agenda"]


def test_not_retained_needs_its_reason(page, region_desk, qtbot):
    qtbot.mouseClick(page.record.decline, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert page.table.current().preparation is Preparation.SUBMITTED
    qtbot.keyClicks(page.record.reason, "Geen regionaal belang")
    qtbot.keyClick(page.record.reason, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    assert page.table.shown() == []  # the board shows what is not finished
    page.states.setCurrentIndex(1)
    region_desk.lane.wait_idle()
    row = page.table.shown()[0]
    assert (row.preparation, row.declined_reason) == (Preparation.DECLINED, "Geen regionaal belang")
    page.table.select(row.id)
    assert page.record._declined.text() == "Niet weerhouden: Geen regionaal belang"
    assert not page.record.schedule.isVisible()


@pytest.mark.long
def test_a_field_saves_itself_and_another_window_follows(page, shown, region_desk):
    other = shown(TopicsPage(region_desk), region_desk)
    combo = page.record.panel.editors["phase"].inner
    combo.setCurrentIndex(next(at for at in range(combo.count()) if combo.itemData(at) == Phase.WEIGHING))
    combo.activated.emit(combo.currentIndex())
    region_desk.lane.wait_idle()
    assert other.table.current().phase is Phase.WEIGHING
    assert other.record.panel.editors["phase"].value() == Phase.WEIGHING


@pytest.mark.long
def test_the_example_filters_by_state_and_weight(shown, example_desk):
    page = shown(TopicsPage(example_desk), example_desk)
    assert {row.preparation for row in page.table.shown()} <= {
        Preparation.SUBMITTED,
        Preparation.PREPARED,
        Preparation.SCHEDULED,
        Preparation.POSTPONED,
    }
    page.weighty.setChecked(True)
    assert page.table.shown()
    assert all(row.justifies_meeting for row in page.table.shown())
    found = []
    example_desk.lane.read(lambda app: app.topics.listing(states={Preparation.TREATED}), found.extend)
    example_desk.lane.wait_idle()
    treated = found[0]
    page.show_record("topic", treated.id)
    example_desk.lane.wait_idle()
    assert page.table.current().id == treated.id
    assert example_desk.told == []
