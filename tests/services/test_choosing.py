"""Days beside each other: before which of them can each college still deal with something (R23)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.calendars import Reach, SessionKind
from ibo_desk.domain.deadlines import DayKind
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.feedback import Answer, Question, Turn
from ibo_desk.services.feedback.choosing import Choosing, DayChoice, Occasion, PossibleDay
from ibo_desk.services.parties.bodies import Bodies
from tests.services.region import IBO_DAY, Region

TODAY = date(2026, 11, 23)  # a Monday
MON, TUE = 0, 1
SOON = (date(2026, 11, 23), date(2026, 12, 4))


@pytest.fixture
def region(region: Region) -> Region:
    """Anzegem meets on Tuesdays, note six days before; Kortrijk on Mondays, four days; Wevelgem is not known."""
    region.calendar("CBS Anzegem", TUE, 6)
    region.calendar("CBS Kortrijk", MON, 4)
    return region


def for_ibo(region: Region, first: date, last: date) -> DayChoice:
    return Choosing(region.store).days(Occasion(DayKind.MEETING, region.bodies["IBO"]), first, last)


def day(choice: DayChoice, on: date) -> PossibleDay:
    return next(day for day in choice.days if day.on == on)


def test_days_worked_out_by_hand(region: Region) -> None:
    """Anzegem's note for 1/12 is due on 25/11, Kortrijk's for 30/11 on 26/11; those of this week are past."""
    choice = for_ibo(region, *SOON)
    assert [(one.on.day, one.can, one.too_late, one.unknown) for one in choice.days] == [
        (23, 0, 2, 1), (24, 0, 2, 1), (25, 0, 2, 1), (26, 0, 2, 1), (27, 0, 2, 1),
        (30, 0, 2, 1), (1, 1, 1, 1), (2, 2, 0, 1), (3, 2, 0, 1), (4, 2, 0, 1),
    ]  # fmt: skip
    assert choice.best == date(2026, 12, 2), "the first of those that are equally good"
    best = day(choice, choice.best)
    assert (best.first_in_by, best.last_in_by) == (date(2026, 11, 25), date(2026, 11, 26))
    assert (best.cannot, best.not_known) == ((), ("Wevelgem",))
    assert day(choice, date(2026, 12, 1)).cannot == ("Anzegem",)


def test_each_college_says_its_day_and_why(region: Region) -> None:
    anzegem, kortrijk, wevelgem = day(for_ibo(region, *SOON), date(2026, 12, 1)).colleges
    assert (anzegem.reach, anzegem.last_session, anzegem.in_by) == (
        Reach.TOO_LATE, date(2026, 11, 24), date(2026, 11, 18),
    )  # fmt: skip
    assert anzegem.reason == "IBO di 1/12 → laatste college ervoor di 24/11 → 6 dagen vooraf: wo 18/11"
    assert (kortrijk.reach, kortrijk.in_by) == (Reach.IN_TIME, date(2026, 11, 26))
    assert (wevelgem.reach, wevelgem.last_session, wevelgem.in_by) == (Reach.UNKNOWN, None, None)
    assert wevelgem.reason == "IBO di 1/12 → kalender van het college niet gekend"


def test_dropped_and_extra_sessions_and_recess_count(region: Region) -> None:
    bodies, anzegem = Bodies(region.store), region.bodies["CBS Anzegem"]
    bodies.note_session(anzegem, date(2026, 12, 1), SessionKind.DROPPED)
    dropped = day(for_ibo(region, *SOON), date(2026, 12, 2))
    assert (dropped.can, dropped.cannot) == (1, ("Anzegem",))
    assert "(niet di 1/12: vervallen)" in dropped.colleges[0].reason
    bodies.note_session(anzegem, date(2026, 12, 3), SessionKind.EXTRA)
    assert day(for_ibo(region, *SOON), date(2026, 12, 4)).can == 2
    bodies.add_recess(region.bodies["CBS Kortrijk"], date(2026, 11, 30), date(2026, 12, 6), "herfstreces")
    assert day(for_ibo(region, *SOON), date(2026, 12, 4)).cannot == ("Kortrijk",)


def test_closed_days_and_weekends_are_no_days_to_meet_on(region: Region) -> None:
    choice = for_ibo(region, date(2026, 12, 24), date(2027, 1, 4))
    assert [(one.on.day, one.on.month) for one in choice.days] == [
        (24, 12), (28, 12), (29, 12), (30, 12), (31, 12), (4, 1),
    ]  # fmt: skip
    assert [one.day for one, _name in choice.closed] == [25, 1]


def item(region: Region) -> tuple[UUID, list[tuple[UUID, UUID]]]:
    made = region.item(region.meeting(), conclusion_on=IBO_DAY)
    return made, [(made, college) for college in region.colleges]


def test_for_an_item_who_heard_is_in_time_and_who_has_the_note_has_until_its_session(region: Region) -> None:
    made, cells = item(region)
    region.feedback.ask(cells, Question.POSITION)
    region.feedback.deliver(cells[:2], TODAY)
    region.feedback.answer(cells[1:2], Answer.AGREES, TODAY)
    choice = Choosing(region.store).days(Occasion(DayKind.CONCLUSION, made), *SOON)
    assert (choice.body, choice.title) == ("IBO", "Fietsbrug (IBO 2026-1)")
    anzegem, kortrijk, wevelgem = day(choice, date(2026, 11, 25)).colleges
    assert (anzegem.turn, anzegem.act_by, anzegem.reach) == (
        Turn.COLLEGE, date(2026, 11, 24), Reach.IN_TIME,
    )  # fmt: skip
    assert kortrijk.done
    assert not wevelgem.done
    assert (choice.best, day(choice, date(2026, 11, 24)).can) == (date(2026, 11, 25), 1)


@pytest.mark.long
def test_the_alarm_says_the_same_of_the_day_that_is_taken(region: Region) -> None:
    made, cells = item(region)
    region.feedback.ask(cells, Question.POSITION)
    choice = Choosing(region.store).days(Occasion(DayKind.CONCLUSION, made), *SOON)
    for possible in choice.days:
        region.records.patch("agenda_item", made, None, {"conclusion_on": possible.on})
        alarms = {alarm.college_id: alarm for alarm in region.feedback.alarms()}
        assert [(one.last_session, one.in_by, one.reach) for one in possible.colleges] == [
            (alarms[one.id].last_meeting, alarms[one.id].submit_by, alarms[one.id].reach)
            for one in possible.colleges
        ]


def test_a_referral_to_a_council_concerns_its_own_college_alone(region: Region) -> None:
    made, _cells = item(region)
    region.agenda.refer(made, "Akkoord?", [region.bodies["GR Kortrijk"], region.bodies["VRR"]])
    council, vrr = region.agenda.referrals(made)
    choose = Choosing(region.store).days
    days = choose(Occasion(DayKind.REFERRAL, council.id), *SOON).days
    assert {tuple(one.college for one in day.colleges) for day in days} == {("Kortrijk",)}
    assert days[0].colleges[0].reason.startswith("GR Kortrijk ma 23/11 → ")
    days = choose(Occasion(DayKind.REFERRAL, vrr.id), *SOON).days
    assert [len(day.colleges) for day in days] == [3] * len(days)


def test_what_colleges_may_not_know_is_marked(region: Region) -> None:
    made = region.item(region.meeting(), audience=Audience.SECRETARIAT)
    assert Choosing(region.store).days(Occasion(DayKind.CONCLUSION, made), *SOON).secret


def test_days_of_the_past_are_left_out_and_too_long_a_period_is_refused(region: Region) -> None:
    assert for_ibo(region, date(2026, 1, 1), TODAY).days[0].on == TODAY
    for first, last, code in (
        (date(2026, 1, 1), TODAY - timedelta(days=1), "no_days_to_compare"),
        (date(2026, 12, 2), date(2026, 12, 1), "no_days_to_compare"),
        (TODAY, date(2028, 1, 1), "too_many_days"),
    ):
        with pytest.raises(RuleError, match=code):
            for_ibo(region, first, last)
