"""The words for codes about days: calendars, closed days, what decides and what ended."""

from enum import StrEnum

from ibo_desk.domain.calendars import Reach, Rhythm, SessionKind, Skip, SubmitRule
from ibo_desk.domain.closed_days import Holiday
from ibo_desk.domain.deadlines import DayKind, TiedDay
from ibo_desk.domain.feedback import RoundEnd
from ibo_desk.language import N_

DAY_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Reach: {
        Reach.IN_TIME: N_("in time"),
        Reach.TOO_LATE: N_("too late"),
        Reach.UNKNOWN: N_("calendar not known"),
    },
    Rhythm: {
        Rhythm.WEEKLY: N_("every week"),
        Rhythm.FORTNIGHTLY: N_("every two weeks"),
        Rhythm.MONTHLY: N_("every month"),
        Rhythm.LISTED: N_("on listed days only"),
    },
    SubmitRule: {
        SubmitRule.CALENDAR_DAYS: N_("calendar days"),
        SubmitRule.WORKING_DAYS: N_("working days"),
        SubmitRule.WEEK_BEFORE: N_("the week before"),
    },
    SessionKind: {
        SessionKind.LISTED: N_("listed"),
        SessionKind.EXTRA: N_("extra"),
        SessionKind.DROPPED: N_("dropped"),
        SessionKind.MOVED: N_("moved"),
    },
    Skip: {
        Skip.CLOSED: N_("closed"),
        Skip.RECESS: N_("recess"),
        Skip.DROPPED: N_("dropped"),
        Skip.MOVED: N_("moved"),
    },
    Holiday: {
        Holiday.NEW_YEAR: N_("New Year's Day"),
        Holiday.EASTER_MONDAY: N_("Easter Monday"),
        Holiday.LABOUR_DAY: N_("Labour Day"),
        Holiday.ASCENSION: N_("Ascension Day"),
        Holiday.WHIT_MONDAY: N_("Whit Monday"),
        Holiday.NATIONAL_DAY: N_("National Day"),
        Holiday.ASSUMPTION: N_("Assumption"),
        Holiday.ALL_SAINTS: N_("All Saints"),
        Holiday.ARMISTICE: N_("Armistice"),
        Holiday.CHRISTMAS: N_("Christmas"),
        Holiday.FLEMISH_COMMUNITY: N_("feast of the Flemish Community"),
        Holiday.ALL_SOULS: N_("All Souls"),
        Holiday.KINGS_DAY: N_("King's Feast"),
        Holiday.BRIDGE: N_("bridge day"),
    },
    DayKind: {
        DayKind.ANSWER: N_("answer asked by"),
        DayKind.CONCLUSION: N_("conclusion expected"),
        DayKind.MEETING: N_("meeting"),
        DayKind.REFERRAL: N_("competent body"),
    },
    TiedDay: {
        TiedDay.REPLY: N_("reply to the invitation by"),
        TiedDay.ANSWER: N_("answer asked by"),
        TiedDay.CONCLUSION: N_("conclusion expected"),
        TiedDay.REFERRAL: N_("competent body"),
    },
    RoundEnd: {
        RoundEnd.WITHDRAWN: N_("the item was withdrawn"),
        RoundEnd.POSTPONED: N_("the item was postponed"),
        RoundEnd.CANCELLED: N_("the meeting was cancelled"),
    },
}
