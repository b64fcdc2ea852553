"""Meetings are planned as a series and copied, and a year of them stands on one page."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt

from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.meetings.series import SeriesDialog


def ask(desk, job):
    """What the store says now."""
    answers = []
    desk.lane.read(job, answers.append)
    desk.lane.wait_idle()
    return answers[0]


@pytest.fixture
def page(shown, region_desk):
    ibo = next(
        body for body in ask(region_desk, lambda app: app.bodies.consulting()) if body.short_name == "IBO"
    )
    values = {"body_id": ibo.id, "on": date(2026, 12, 8), "starts_at": time(14), "place": "Kortrijk"}
    region_desk.lane.write(lambda app: app.meetings.add(values), owner=None)
    region_desk.lane.wait_idle()
    made = shown(MeetingsPage(region_desk), region_desk)
    made.resize(1150, 640)
    made.show_list()
    return made


@pytest.mark.long
def test_a_series_is_planned_day_by_day_and_seen_in_its_year(page, region_desk, qtbot):
    page.add_new()
    page.overview.series_button.click()
    region_desk.lane.wait_idle()
    dialog = page.findChild(SeriesDialog)
    dialog.first.setText("12/1/2027")
    dialog.until.setText("30/6/2027")
    dialog.until.editingFinished.emit()
    region_desk.lane.wait_idle()
    assert dialog.rhythm.currentText() == "elke maand, de tweede dinsdag"
    assert dialog.make.text() == "6 vergaderingen plannen"
    dialog.days.topLevelItem(5).setCheckState(0, Qt.CheckState.Unchecked)
    assert (dialog.make.text(), dialog.left_out.text()) == ("5 vergaderingen plannen", "1 dag valt weg.")
    dialog.make.click()
    region_desk.lane.wait_idle()
    rows = ask(region_desk, lambda app: app.meetings.listing(year=2027))
    assert [f"{row.on:%d/%m}" for row in rows[::-1]] == ["12/01", "09/02", "09/03", "13/04", "11/05"]
    assert {(row.place, row.starts_at) for row in rows} == {("Kortrijk", time(14))}
    page.overview.tabs.setCurrentWidget(page.overview.year)
    page.overview.year.years.setCurrentText("2027")
    region_desk.lane.wait_idle()
    assert len(page.overview.year.links) == 5
    page.overview.year.links[1].click()
    region_desk.lane.wait_idle()
    assert page.cockpit.file.meeting.on == date(2027, 2, 9)
    assert region_desk.told == []


def test_a_meeting_is_copied_and_opens(page, region_desk, qtbot):
    page.overview.copy_button.click()
    region_desk.lane.wait_idle()
    dialog = page.findChild(SeriesDialog)
    assert "14:00, Kortrijk" in " ".join(label.text() for label in dialog.findChildren(type(dialog.left_out)))
    dialog.make.click()
    region_desk.lane.wait_idle()
    assert page.stack.currentWidget() is page.cockpit
    assert page.cockpit.file.meeting.on == date(2027, 1, 5)


@pytest.mark.long
def test_a_conclusion_of_a_past_year_is_found_and_opens_its_item(page, region_desk, qtbot):
    meeting = page.overview.table.current()
    values = {"title": "Fietsbrug", "conclusion": "De brug wordt één project.", "treatment": "treated"}
    region_desk.lane.write(
        lambda app: app.agenda.add(meeting.id, {**values, "outcome": "concluded"}), owner=None
    )
    region_desk.lane.wait_idle()
    part = page.overview.conclusions
    page.overview.tabs.setCurrentWidget(part)
    region_desk.lane.wait_idle()
    qtbot.keyClicks(part.table.quick, "een project")
    assert part.title.text() == "IBO 2026-1 · Fietsbrug"
    assert part.sentence.text() == "De brug wordt één project."
    part.open.click()
    region_desk.lane.wait_idle()
    assert page.stack.currentWidget() is page.cockpit
    assert page.cockpit.agenda.model.rows[page.cockpit.agenda.view.currentIndex().row()].title == "Fietsbrug"
    assert region_desk.told == []


def test_the_year_is_printed_with_what_each_meeting_concluded(page, region_desk, tmp_path):
    year = page.overview.year
    page.overview.tabs.setCurrentWidget(year)
    region_desk.lane.wait_idle()
    dialog = year.print()
    path = tmp_path / "jaar.html"
    dialog.selectFile(str(path))
    dialog.accept()
    region_desk.lane.wait_idle()
    region_desk.work.wait_idle()
    words = path.read_text("utf-8")
    assert "Vergaderingen van 2026" in words
    assert "IBO 2026-1" in words
