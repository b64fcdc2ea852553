"""Calendars that another library reads: days of a college, meetings, stable ids."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from ibo_desk.app import App
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.errors import NotFoundError
from ibo_desk.domain.meetings import MeetingState
from tests.exchange.loop_region import Loop, loop


@pytest.fixture
def region(app: App) -> Loop:
    found = loop(app)
    app.bodies.set_calendar(found.colleges["Kortrijk"], 0, 6)
    app.records.patch(
        "meeting",
        found.meeting,
        None,
        {"starts_at": time(14), "ends_at": time(16, 30), "place": "Leiedal, zaal; é"},
    )
    return found


def events(data: bytes) -> dict:
    """By id what another library reads of each event."""
    calendar = vobject.readOne(data.decode())
    return {event.uid.value: event for event in calendar.vevent_list}


@pytest.mark.long
def test_a_college_finds_its_meeting_its_session_and_the_day_of_its_note(region: Loop) -> None:
    found = events(region.app.calendars_out.of_college(region.colleges["Kortrijk"]))
    meeting = found[f"meeting-{region.meeting}@ibo-desk"]
    brussels = ZoneInfo("Europe/Brussels")
    assert meeting.dtstart.value == datetime(2026, 12, 11, 14, tzinfo=brussels)
    assert meeting.dtend.value - meeting.dtstart.value == timedelta(hours=2, minutes=30)
    assert meeting.dtstart.value.utcoffset() == timedelta(hours=1)
    assert meeting.location.value == "Leiedal, zaal; é"
    days = {uid.split("-")[0]: event for uid, event in found.items() if not uid.startswith("meeting")}
    assert set(days) == {"college", "note"}
    assert days["college"].dtstart.value == date(2026, 12, 7)
    assert days["note"].dtstart.value == date(2026, 12, 1)
    assert days["college"].summary.value == "College Kortrijk: 2 punten van IBO 2026-1"
    assert "Fietsbrug" in days["note"].description.value


@pytest.mark.long
def test_ids_stay_and_sequences_grow_when_a_meeting_moves(region: Loop) -> None:
    kortrijk = region.colleges["Kortrijk"]
    before = region.app.calendars_out.of_college(kortrijk)
    assert region.app.calendars_out.of_college(kortrijk) == before, "unchanged is the same file"
    region.app.records.patch("meeting", region.meeting, None, {"on": date(2026, 12, 18)})
    old, new = events(before), events(region.app.calendars_out.of_college(kortrijk))
    assert set(old) <= set(new)
    for uid, event in old.items():
        assert int(new[uid].sequence.value) > int(event.sequence.value)
    uid = f"meeting-{region.meeting}@ibo-desk"
    assert new[uid].dtstart.value.date() == date(2026, 12, 18)


@pytest.mark.long
def test_lines_are_as_the_standard_wants_them(region: Loop) -> None:
    data = region.app.calendars_out.of_college(region.colleges["Kortrijk"])
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert data.count(b"BEGIN:VTIMEZONE") == 1
    assert b"DTSTART;TZID=Europe/Brussels:20261211T140000" in data
    assert b"LOCATION:Leiedal\\, zaal\\; " in data


def test_an_unknown_calendar_gives_no_days_and_a_narrow_item_is_not_told(region: Loop) -> None:
    found = events(region.app.calendars_out.of_college(region.colleges["Menen"]))
    assert set(found) == {f"meeting-{region.meeting}@ibo-desk"}
    region.app.records.patch("agenda_item", region.bridge, None, {"audience": Audience.SECRETARIAT})
    data = region.app.calendars_out.of_college(region.colleges["Kortrijk"])
    assert b"Fietsbrug" not in data
    assert b"Mobiliteitsplan" in data.replace(b"\r\n ", b"")


@pytest.mark.long
def test_a_body_has_its_meetings_and_a_cancelled_one_says_so(region: Loop) -> None:
    ibo = region.app.meetings.row(region.meeting).body_id
    region.app.records.patch("meeting", region.meeting, None, {"state": MeetingState.CANCELLED})
    (event,) = events(region.app.calendars_out.of_body(ibo)).values()
    assert event.status.value == "CANCELLED"
    with pytest.raises(NotFoundError):
        region.app.calendars_out.of_body(region.meeting)
