"""Which day decides, and until when whose acting helps (R23)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.calendars import (
    CollegeCalendar,
    Reach,
    Recess,
    Rhythm,
    SessionDay,
    SessionKind,
    SubmitRule,
)
from ibo_desk.domain.deadlines import DayKind, Deadline, DecisiveDay, deadline
from ibo_desk.domain.feedback import Turn

TODAY = date(2026, 11, 27)
TUESDAYS = CollegeCalendar(1, 6)


def reckoned(
    *days: tuple[date, DayKind], calendar: CollegeCalendar | None = TUESDAYS, turn: Turn = Turn.SECRETARIAT
) -> Deadline:
    result = deadline((DecisiveDay(on, kind, uuid4()) for on, kind in days), calendar, turn, TODAY)
    assert result is not None
    return result


AHEAD = st.dates(TODAY, TODAY + timedelta(days=120))
NAMED = st.lists(
    st.builds(
        SessionDay, AHEAD, st.sampled_from([SessionKind.LISTED, SessionKind.EXTRA, SessionKind.DROPPED])
    ),
    max_size=4,
)
CALENDARS = st.builds(
    CollegeCalendar,
    weekday=st.integers(0, 6),
    submit_days=st.integers(0, 20),
    recesses=st.builds(
        lambda first, days: (Recess(first, first + timedelta(days=days)),), AHEAD, st.integers(0, 30)
    ),
    rhythm=st.sampled_from(Rhythm),
    since=AHEAD,
    week_of_month=st.integers(1, 5),
    submit_rule=st.sampled_from(SubmitRule),
    submit_weekday=st.integers(0, 4),
    sessions=NAMED.map(tuple),
)


@given(CALENDARS, AHEAD, AHEAD, st.sampled_from(Turn))
def test_a_meeting_of_the_college_more_never_makes_a_day_worse(
    calendar: CollegeCalendar, decisive: date, extra: date, turn: Turn
) -> None:
    """Who could still deal with it before a day can so with one more session; what is not known stays so."""
    others = tuple(one for one in calendar.sessions if one.on != extra)
    before = replace(calendar, sessions=others)
    after = replace(calendar, sessions=(*others, SessionDay(extra, SessionKind.EXTRA)))
    day = (decisive, DayKind.MEETING)
    was, becomes = (reckoned(day, calendar=known, turn=turn).reach for known in (before, after))
    assert becomes is was or (was, becomes) == (Reach.TOO_LATE, Reach.IN_TIME)


def test_an_answer_still_helps_on_the_day_by_which_it_is_asked() -> None:
    """A meeting on that day is too late."""
    tuesday = date(2026, 12, 8)
    by_answer = reckoned((tuesday, DayKind.ANSWER))
    assert by_answer.last is not None
    assert by_answer.last.meeting == tuesday
    by_meeting = reckoned((tuesday, DayKind.MEETING))
    assert by_meeting.last is not None
    assert by_meeting.last.meeting == date(2026, 12, 1)


def test_the_earliest_day_decides_and_one_that_is_past_does_not() -> None:
    result = reckoned(
        (date(2026, 11, 26), DayKind.ANSWER),
        (date(2026, 12, 11), DayKind.MEETING),
        (date(2026, 12, 10), DayKind.REFERRAL),
    )
    assert (result.decisive.on, result.decisive.kind) == (date(2026, 12, 10), DayKind.REFERRAL)
    same = reckoned((date(2026, 12, 11), DayKind.REFERRAL), (date(2026, 12, 11), DayKind.MEETING))
    assert same.decisive.kind is DayKind.MEETING
    assert (
        deadline([DecisiveDay(date(2026, 11, 26), DayKind.MEETING, uuid4())], None, Turn.NOBODY, TODAY)
        is None
    )


def test_whose_turn_it_is_says_until_when_acting_helps() -> None:
    meeting = (date(2026, 12, 4), DayKind.MEETING)
    secretariat, college = reckoned(meeting), reckoned(meeting, turn=Turn.COLLEGE)
    assert (secretariat.act_by, secretariat.reach) == (date(2026, 11, 25), Reach.TOO_LATE)
    assert (college.act_by, college.reach) == (date(2026, 12, 1), Reach.IN_TIME)


def test_unknown_stays_unknown() -> None:
    no_calendar = reckoned((date(2026, 12, 11), DayKind.MEETING), calendar=None)
    assert (no_calendar.last, no_calendar.act_by, no_calendar.reach) == (None, None, Reach.UNKNOWN)
    no_list = reckoned(
        (date(2027, 3, 11), DayKind.MEETING), calendar=CollegeCalendar(0, 3, rhythm=Rhythm.LISTED)
    )
    assert (no_list.last, no_list.reach, no_list.calendar) == (None, Reach.UNKNOWN, None)
