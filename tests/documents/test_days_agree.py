"""Alarm, note, matrix, mail and list say the same day for every item of the example (R23)."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ibo_desk.app import App, open_app
from ibo_desk.documents.builders.memo import build_memos
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.calendars import Reach
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.deadlines import DayKind
from ibo_desk.exchange.draft_files import write_drafts
from ibo_desk.services.feedback.choosing import Occasion
from ibo_desk.services.feedback.why import DeadlineRow
from ibo_desk.services.words.format import day, long_day
from tests.beginnings import example_of_run

CLOCK = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The example, only looked at."""
    path = shutil.copyfile(example_of_run(), tmp_path_factory.mktemp("dagen") / "voorbeeld.ibo")
    with open_app(path, clock=CLOCK) as app:
        yield app


@pytest.mark.long
def test_the_alarm_says_what_the_list_says(example: App) -> None:
    rows = {(row.item_id, row.college_id): row for row in example.deadlines.listing()}
    alarms = example.feedback.alarms()
    assert len(alarms) > 20
    for alarm in alarms:
        row = rows[alarm.item_id, alarm.college_id]
        assert (alarm.decisive_on, alarm.decided_by) == (row.decisive_on, row.decisive_kind)
        assert (alarm.last_meeting, alarm.submit_by) == (row.last_session, row.in_by)
        assert (alarm.turn, alarm.reach) == (row.turn, row.reach)
        assert day(alarm.decisive_on)[:2].strip() in row.reason


@pytest.mark.long
def test_the_note_says_what_the_list_says(example: App) -> None:
    rows = {(row.item, row.college_id): row for row in example.deadlines.listing()}
    looked_at = 0
    for meeting in example.meetings.listing():
        for college_id, memo in build_memos(Sources(example.store), meeting.id):
            for item in memo.asked:
                row = rows.get((item.title, college_id))
                assert (item.college_by, item.submit_by) == _told(row), (meeting.short, memo.municipality)
                looked_at += row is not None
    assert looked_at > 5


def _told(row: DeadlineRow | None) -> tuple[str, str]:
    """A row as the note prints it."""
    if row is None:
        return "", ""
    if row.last_session is None or row.in_by is None:
        return "kalender van het college niet gekend", ""
    if row.last_session < TODAY:
        word = "tegen" if row.decisive_kind == "answer" else "vóór"
        return f"geen collegezitting meer {word} {day(row.decisive_on)}", ""
    passed = " (verstreken)" if row.in_by < TODAY else ""
    return long_day(row.last_session), long_day(row.in_by) + passed


def test_the_matrix_says_the_first_day_of_each_item(example: App) -> None:
    """The answer that one college owes is that college's own."""
    rows: dict[object, list[DeadlineRow]] = {}
    for row in example.deadlines.listing():
        rows.setdefault(row.item_id, []).append(row)
    for line in example.feedback.matrix().items:
        if line.decisive_on is not None:
            own = [row.decisive_on for row in rows[line.id]]
            assert min(own) <= line.decisive_on
            assert line.decisive_on in own or max(own) < line.decisive_on


def test_the_mail_asks_by_the_day_of_the_list(example: App) -> None:
    rows = {(row.item_id, row.college_id): row for row in example.deadlines.listing()}
    asked = 0
    for draft in example.mail_drafts.reminders():
        for cell in draft.cells:
            row = rows.get(cell)
            if row is not None and row.answer_by is not None:
                assert f"Antwoord gevraagd tegen: {day(row.answer_by)}" in draft.text
                asked += 1
    assert asked > 0


def test_the_mail_says_last_college_and_day_of_the_note_as_the_list_does(example: App) -> None:
    rows = {(row.item_id, row.college_id): row for row in example.deadlines.listing()}
    looked_at = 0
    for draft in example.mail_drafts.reminders():
        for row in (rows[cell] for cell in draft.cells if cell in rows):
            college_by, submit_by = (told or "niet bekend" for told in _told(row))
            assert (
                f"   Uiterlijk op het college van: {college_by}\n   Nota binnen tegen: {submit_by}\n"
                in draft.text
            )
            looked_at += 1
    assert looked_at > 0


@pytest.mark.long
def test_days_beside_each_other_say_what_the_alarm_says(example: App) -> None:
    """For every item that is concluded on a day ahead: the day that stands there now, looked at as one to choose."""
    alarms = [
        one for one in example.feedback.alarms() if one.decided_by in {DayKind.MEETING, DayKind.CONCLUSION}
    ]
    assert len({one.item_id for one in alarms}) > 2
    choices = {
        (one.item_id, one.decisive_on): example.choosing.days(
            Occasion(DayKind.CONCLUSION, one.item_id), one.decisive_on, one.decisive_on
        )
        for one in alarms
    }
    for alarm in alarms:
        (possible,) = choices[alarm.item_id, alarm.decisive_on].days
        (college,) = (one for one in possible.colleges if one.id == alarm.college_id)
        assert (college.last_session, college.in_by) == (alarm.last_meeting, alarm.submit_by)
        assert (college.turn, college.act_by, college.reach) == (alarm.turn, alarm.act_by, alarm.reach)
        assert not college.done


def test_no_day_is_on_a_closed_day_or_in_a_weekend(example: App) -> None:
    rows = example.deadlines.listing()
    assert {row.reach for row in rows} >= {Reach.IN_TIME, Reach.UNKNOWN}
    for row in rows:
        if row.in_by is not None and row.last_session is not None:
            assert row.in_by.weekday() < 5
            assert row.in_by <= row.last_session
        else:
            assert row.reach is Reach.UNKNOWN


def test_every_reason_ends_in_the_day_of_the_note(example: App) -> None:
    for row in example.deadlines.listing():
        if row.in_by is not None:
            year = "" if row.in_by.year == TODAY.year else f"/{row.in_by.year}"
            assert row.reason.endswith(f"{row.in_by.day}/{row.in_by.month}{year}"), row.reason


def test_it_stands_in_a_folder_as_drafts(example: App, tmp_path: Path) -> None:
    drafts = example.mail_drafts.calendar_questions(2027)
    assert len(drafts) == 13
    assert "zittingsdagen van 2027" in drafts[0].text
    assert len(write_drafts(drafts, tmp_path)) == 13
