"""Days worked out by hand with a paper calendar: the last college before a day, and the day its note must be in."""

from datetime import date, time
from typing import Any

import pytest

from ibo_desk.domain.calendars import (
    CollegeCalendar,
    Recess,
    Rhythm,
    SessionDay,
    SessionKind,
    Skip,
    SubmitRule,
    last_useful,
)
from ibo_desk.domain.closed_days import bridge_days, holidays_of

MON, TUE, WED, THU, FRI = range(5)
BRIDGES = {day for year in (2026, 2027) for day in bridge_days(year)}
CLOSED = {day: str(name) for year in range(2025, 2030) for day, name in holidays_of(year).items()}
WITH_BRIDGES = {**CLOSED, **dict.fromkeys(BRIDGES, "brugdag")}
CHRISTMAS = Recess(date(2026, 12, 21), date(2027, 1, 3), "kerstreces")
SUMMER = Recess(date(2027, 7, 14), date(2027, 8, 15), "zomerreces")  # from a Wednesday


def on(text: str) -> date:
    """ "8/12/2026"."""
    day, month, year = (int(part) for part in text.split("/"))
    return date(year, month, day)


def weekly(weekday: int, days: int = 0, **more: Any) -> CollegeCalendar:
    return CollegeCalendar(weekday, days, **{"closed": CLOSED, **more})


def fortnightly(weekday: int, days: int, since: str, *sessions: SessionDay) -> CollegeCalendar:
    return weekly(weekday, days, rhythm=Rhythm.FORTNIGHTLY, since=on(since), sessions=sessions)


def monthly(weekday: int, days: int, nth: int) -> CollegeCalendar:
    return weekly(weekday, days, rhythm=Rhythm.MONTHLY, week_of_month=nth)


def known(weekday: int, days: int, *sessions: SessionDay, rhythm: Rhythm = Rhythm.WEEKLY) -> CollegeCalendar:
    return weekly(weekday, days, rhythm=rhythm, sessions=sessions)


def session(day: str, kind: SessionKind, to: str | None = None) -> SessionDay:
    return SessionDay(on(day), kind, on(to) if to else None)


def workdays(weekday: int, days: int) -> CollegeCalendar:
    return weekly(weekday, days, submit_rule=SubmitRule.WORKING_DAYS)


def week_before(weekday: int, submit: int, **more: Any) -> CollegeCalendar:
    rule = SubmitRule.WEEK_BEFORE
    return weekly(weekday, submit_rule=rule, submit_weekday=submit, submit_at=time(12), **more)


LISTED, EXTRA, DROPPED, MOVED = (
    SessionKind.LISTED,
    SessionKind.EXTRA,
    SessionKind.DROPPED,
    SessionKind.MOVED,
)

BY_HAND: dict[str, tuple[CollegeCalendar, str, str, str]] = {
    # what: calendar, the decisive day, the last college before it, the day its note must be in
    "a Tuesday before a Friday": (weekly(TUE, 6), "11/12/2026", "8/12/2026", "2/12/2026"),
    "a Monday, four days": (weekly(MON, 4), "11/12/2026", "7/12/2026", "3/12/2026"),
    "a Monday, a week": (weekly(MON, 7), "11/12/2026", "7/12/2026", "30/11/2026"),
    "nothing is taken in on a Saturday": (weekly(MON, 9), "11/12/2026", "7/12/2026", "27/11/2026"),
    "the day itself is too late": (weekly(FRI, 0), "11/12/2026", "4/12/2026", "4/12/2026"),
    "11 November is a Wednesday": (weekly(WED, 7), "12/11/2026", "4/11/2026", "28/10/2026"),
    "a Saturday becomes the Friday": (weekly(THU, 5), "16/11/2026", "12/11/2026", "6/11/2026"),
    "no college on Easter Monday": (weekly(MON, 6), "30/3/2027", "22/3/2027", "16/3/2027"),
    "five working days over Easter": (workdays(TUE, 5), "1/4/2027", "30/3/2027", "22/3/2027"),
    "nothing is taken in on Easter Monday": (weekly(TUE, 1), "31/3/2027", "30/3/2027", "26/3/2027"),
    "no college on Ascension Day": (weekly(THU, 3), "7/5/2027", "29/4/2027", "26/4/2027"),
    "the Friday after it, not a bridge day here": (weekly(FRI, 4), "10/5/2027", "7/5/2027", "3/5/2027"),
    "the same Friday as a bridge day": (
        weekly(FRI, 4, closed=WITH_BRIDGES), "10/5/2027", "30/4/2027", "26/4/2027",
    ),
    "no college on Whit Monday": (weekly(MON, 3), "18/5/2027", "10/5/2027", "7/5/2027"),
    "the same with the bridge and Ascension before it": (
        weekly(MON, 3, closed=WITH_BRIDGES), "18/5/2027", "10/5/2027", "5/5/2027",
    ),
    "11 July is a Tuesday": (weekly(TUE, 6), "13/7/2028", "4/7/2028", "28/6/2028"),
    "2 November is a Tuesday": (weekly(TUE, 4), "5/11/2027", "26/10/2027", "22/10/2027"),
    "15 November is a Monday": (weekly(MON, 5), "17/11/2027", "8/11/2027", "3/11/2027"),
    "three working days over 1 and 2 November": (workdays(THU, 3), "5/11/2027", "4/11/2027", "28/10/2027"),
    "the in-by day falls in the recess": (
        weekly(MON, 7, recesses=(CHRISTMAS,)), "8/1/2027", "4/1/2027", "18/12/2026",
    ),
    "the last college before the recess": (
        weekly(MON, 7, recesses=(CHRISTMAS,)), "4/1/2027", "14/12/2026", "7/12/2026",
    ),
    "Christmas and New Year are Fridays": (weekly(FRI, 2), "4/1/2027", "18/12/2026", "16/12/2026"),
    "fortnightly, the other week": (
        fortnightly(TUE, 5, "1/12/2026"), "11/12/2026", "1/12/2026", "26/11/2026",
    ),
    "fortnightly, this week": (fortnightly(TUE, 5, "8/12/2026"), "11/12/2026", "8/12/2026", "3/12/2026"),
    "fortnightly over the year's end": (
        fortnightly(TUE, 5, "8/12/2026"), "7/1/2027", "5/1/2027", "31/12/2026",
    ),
    "fortnightly, its turn is Easter Monday": (
        fortnightly(MON, 4, "15/3/2027"), "2/4/2027", "15/3/2027", "11/3/2027",
    ),
    "fortnightly, counted from another weekday of that week": (
        fortnightly(TUE, 5, "4/12/2026"), "11/12/2026", "1/12/2026", "26/11/2026",
    ),
    "the first Tuesday": (monthly(TUE, 6, 1), "11/12/2026", "1/12/2026", "25/11/2026"),
    "on the first Tuesday itself": (monthly(TUE, 6, 1), "1/12/2026", "3/11/2026", "28/10/2026"),
    "the last Monday, and Christmas": (monthly(MON, 3, 5), "30/12/2026", "28/12/2026", "24/12/2026"),
    "the third Wednesday, and Armistice": (monthly(WED, 7, 3), "10/12/2026", "18/11/2026", "10/11/2026"),
    "moved to two days later": (
        known(TUE, 6, session("8/12/2026", MOVED, "10/12/2026")), "11/12/2026", "10/12/2026", "4/12/2026",
    ),
    "moved past the day": (
        known(TUE, 6, session("8/12/2026", MOVED, "14/12/2026")), "11/12/2026", "1/12/2026", "25/11/2026",
    ),
    "dropped": (known(TUE, 6, session("8/12/2026", DROPPED)), "11/12/2026", "1/12/2026", "25/11/2026"),
    "extra": (known(TUE, 6, session("9/12/2026", EXTRA)), "11/12/2026", "9/12/2026", "3/12/2026"),
    "extra on a closed day, because somebody said so": (
        known(TUE, 6, session("11/11/2026", EXTRA)), "12/11/2026", "11/11/2026", "5/11/2026",
    ),
    "a list takes the place of the rhythm": (
        known(MON, 3, session("3/12/2026", LISTED), session("17/12/2026", LISTED)),
        "11/12/2026", "3/12/2026", "30/11/2026",
    ),
    "Thursday noon of the week before": (week_before(TUE, THU), "11/12/2026", "8/12/2026", "3/12/2026"),
    "Wednesday of the week before is 11 November": (
        week_before(MON, WED), "17/11/2026", "16/11/2026", "10/11/2026",
    ),
    "Monday of the week before is Easter Monday": (
        week_before(MON, MON), "9/4/2027", "5/4/2027", "26/3/2027",
    ),
    "Friday of the week before is New Year": (week_before(TUE, FRI), "8/1/2027", "5/1/2027", "31/12/2026"),
    "the week before is all recess": (
        week_before(TUE, THU, recesses=(CHRISTMAS,)), "8/1/2027", "5/1/2027", "18/12/2026",
    ),
    "fortnightly, its turn is New Year": (
        fortnightly(FRI, 4, "18/12/2026"), "10/1/2027", "18/12/2026", "14/12/2026",
    ),
    "fortnightly, one dropped": (
        fortnightly(TUE, 5, "1/12/2026", session("29/12/2026", DROPPED)),
        "8/1/2027", "15/12/2026", "10/12/2026",
    ),
    "fortnightly, an extra one between": (
        fortnightly(TUE, 5, "1/12/2026", session("10/12/2026", EXTRA)),
        "11/12/2026", "10/12/2026", "4/12/2026",
    ),
    "the first Tuesday is 2 November": (monthly(TUE, 6, 1), "20/11/2027", "5/10/2027", "29/9/2027"),
    "the last Friday is Christmas": (monthly(FRI, 3, 5), "10/1/2027", "27/11/2026", "24/11/2026"),
    "the in-by day falls in a recess that began on a Wednesday": (
        weekly(THU, 7, recesses=(SUMMER,)), "20/8/2027", "19/8/2027", "13/7/2027",
    ),
    "three working days over Ascension and its bridge": (
        weekly(TUE, 3, submit_rule=SubmitRule.WORKING_DAYS, closed=WITH_BRIDGES),
        "14/5/2027", "11/5/2027", "4/5/2027",
    ),
    "four working days over New Year": (workdays(MON, 4), "8/1/2027", "4/1/2027", "28/12/2026"),
    "1 May is a Saturday": (weekly(TUE, 3), "5/5/2027", "4/5/2027", "30/4/2027"),
    "11 July is a Sunday": (weekly(MON, 1), "16/7/2027", "12/7/2027", "9/7/2027"),
    "moved onto the day itself": (
        known(TUE, 6, session("8/12/2026", MOVED, "11/12/2026")), "11/12/2026", "1/12/2026", "25/11/2026",
    ),
    "an extra one in the recess": (
        weekly(MON, 7, recesses=(CHRISTMAS,), sessions=(session("22/12/2026", EXTRA),)),
        "4/1/2027", "22/12/2026", "15/12/2026",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BY_HAND)
def test_by_hand(case: str) -> None:
    calendar, decisive, meeting, submit_by = BY_HAND[case]
    useful = last_useful(calendar, on(decisive))
    assert useful is not None
    assert (useful.meeting, useful.submit_by) == (on(meeting), on(submit_by))


def test_only_listed_days_and_no_list_of_that_year_is_not_known() -> None:
    """No day of another year is offered in its place."""
    calendar = known(MON, 3, session("21/12/2026", LISTED), rhythm=Rhythm.LISTED)
    assert last_useful(calendar, on("11/1/2027")) is None
    assert last_useful(calendar, on("30/12/2026")) is not None
    later = known(MON, 3, session("11/1/2027", LISTED), rhythm=Rhythm.LISTED)
    assert last_useful(later, on("8/1/2027")) is None, (
        "the list begins after it, and before it nothing is known"
    )


def test_what_was_passed_over_is_told_with_its_reason() -> None:
    calendar = weekly(MON, 7, recesses=(CHRISTMAS,), sessions=(session("11/1/2027", MOVED, "14/1/2027"),))
    useful = last_useful(calendar, on("12/1/2027"))
    assert useful is not None
    assert [(one.on, one.why, one.moved_to) for one in useful.skipped] == [
        (on("11/1/2027"), Skip.MOVED, on("14/1/2027"))
    ]
    useful = last_useful(calendar, on("4/1/2027"))
    assert useful is not None
    assert [(one.on, one.why, one.label) for one in useful.skipped] == [
        (on("28/12/2026"), Skip.RECESS, "kerstreces"),
        (on("21/12/2026"), Skip.RECESS, "kerstreces"),
    ]
