"""The last useful college meeting before a decisive day (R23)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.calendars import (
    CollegeCalendar,
    Reach,
    Recess,
    last_useful,
    next_meeting,
    reach,
)

DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@st.composite
def recesses(draw: st.DrawFn) -> Recess:
    first = draw(DAYS)
    return Recess(first, first + timedelta(days=draw(st.integers(0, 60))))


CALENDARS = st.builds(
    CollegeCalendar,
    st.integers(0, 6),
    st.integers(0, 30),
    st.lists(recesses(), max_size=4).map(tuple),
)


def test_the_monday_before_a_friday_with_its_note_the_thursday_before() -> None:
    found = last_useful(CollegeCalendar(weekday=0, submit_days=4), date(2026, 12, 11))
    assert found is not None
    assert (found.meeting, found.submit_by) == (date(2026, 12, 7), date(2026, 12, 3))


def test_a_meeting_on_the_decisive_day_itself_is_too_late() -> None:
    found = last_useful(CollegeCalendar(weekday=4, submit_days=0), date(2026, 12, 11))
    assert found is not None
    assert found.meeting == date(2026, 12, 4)


def test_a_recess_moves_the_last_useful_meeting_before_it() -> None:
    holidays = Recess(date(2026, 12, 21), date(2027, 1, 3))
    found = last_useful(CollegeCalendar(0, 7, (holidays,)), date(2027, 1, 4))
    assert found is not None
    assert found.meeting == date(2026, 12, 14)


def test_an_unknown_calendar_or_day_stays_unknown() -> None:
    assert last_useful(None, date(2026, 12, 11)) is None
    assert last_useful(CollegeCalendar(0, 0), None) is None
    assert next_meeting(None, date(2026, 12, 11)) is None


def test_two_years_of_recess_give_no_day() -> None:
    always = CollegeCalendar(0, 0, (Recess(date(2020, 1, 1), date(2040, 1, 1)),))
    assert last_useful(always, date(2030, 1, 1)) is None
    assert next_meeting(always, date(2025, 1, 1)) is None


@given(CALENDARS, DAYS, DAYS)
def test_a_day_that_is_past_is_too_late_and_today_still_helps(
    calendar: CollegeCalendar, act_by: date, today: date
) -> None:
    expected = Reach.TOO_LATE if act_by < today else Reach.IN_TIME
    assert reach(calendar, act_by, today) is expected
    assert reach(calendar, None, today) is Reach.TOO_LATE
    assert reach(None, act_by, today) is Reach.UNKNOWN


@given(CALENDARS, DAYS)
def test_nothing_lies_between_the_last_useful_meeting_and_the_day(
    calendar: CollegeCalendar, decisive: date
) -> None:
    found = last_useful(calendar, decisive)
    assert found is not None
    assert found.meeting < decisive
    assert calendar.meets_on(found.meeting)
    assert found.meeting - found.counted == timedelta(days=calendar.submit_days)
    assert found.submit_by <= found.counted
    taken_in = found.submit_by == found.meeting or calendar.takes_in(found.submit_by)
    assert taken_in or found.submit_by == found.counted
    between = (found.meeting + timedelta(days=n) for n in range(1, (decisive - found.meeting).days))
    assert not any(calendar.meets_on(day) for day in between)


@given(CALENDARS, DAYS)
def test_the_next_meeting_is_the_first(calendar: CollegeCalendar, start: date) -> None:
    found = next_meeting(calendar, start)
    assert found is not None
    assert found >= start
    assert calendar.meets_on(found)
    assert not any(calendar.meets_on(start + timedelta(days=n)) for n in range((found - start).days))
