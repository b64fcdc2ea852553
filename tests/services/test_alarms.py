"""Nobody is surprised: which college must hear of what, and by when (R23)."""

from datetime import date, timedelta

import pytest

from ibo_desk.domain.bodies import ItemType
from ibo_desk.domain.calendars import Reach
from ibo_desk.domain.feedback import Answer, Question, Side, Turn
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import ReferralOutcome, Treatment
from ibo_desk.services.feedback.alarms import Alarm
from ibo_desk.services.today.alarm_words import name_colleges, tell_college, tell_item
from tests.services.region import IBO_DAY, MUNICIPALITIES, Region

TODAY = date(2026, 11, 23)
MONDAY, THURSDAY = 0, 3


def test_the_last_useful_meeting_of_each_college(region: Region) -> None:
    """The IBO is on Friday 11 December; an unknown calendar stays unknown."""
    region.calendar("CBS Anzegem", MONDAY, 3)
    region.calendar("CBS Kortrijk", THURSDAY, 7, (date(2026, 12, 9), date(2026, 12, 31)))
    item = region.item()
    alarms = {alarm.college: alarm for alarm in region.feedback.alarms()}
    assert set(alarms) == set(MUNICIPALITIES)
    first, second, third = (alarms[name] for name in MUNICIPALITIES)
    assert {alarm.decisive_on for alarm in alarms.values()} == {IBO_DAY}
    assert (first.last_meeting, first.submit_by, first.days_left) == (
        date(2026, 12, 7),
        date(2026, 12, 4),
        11,
    )
    assert (second.last_meeting, second.submit_by, second.days_left) == (
        date(2026, 12, 3),
        date(2026, 11, 26),
        3,
    )
    assert (third.last_meeting, third.submit_by, third.reach, third.days_left) == (
        None,
        None,
        Reach.UNKNOWN,
        18,
    )
    assert [alarm.college for alarm in region.feedback.alarms()] == ["Kortrijk", "Anzegem", "Wevelgem"]
    assert {alarm.item_id for alarm in alarms.values()} == {item}


def test_too_late_is_told_and_not_hidden(region: Region) -> None:
    region.calendar("CBS Anzegem", MONDAY, 10)
    region.item(region.meeting(on=date(2026, 11, 27)))
    alarm = next(alarm for alarm in region.feedback.alarms() if alarm.college == "Anzegem")
    assert (alarm.last_meeting, alarm.days_left) == (TODAY, -10)
    assert (alarm.reach, alarm.act_by) == (Reach.TOO_LATE, date(2026, 11, 13))
    assert "13 november" not in tell_item([alarm]), "a day that is past is not told as one to come"
    assert tell_college(alarm) == "te laat: de nota moest er zijn tegen 13 november 2026"


@pytest.mark.long
def test_a_college_that_has_the_note_can_deal_with_it_until_its_last_meeting(region: Region) -> None:
    """The day by which a note had to be in is past, but the note is in."""
    region.calendar("CBS Anzegem", MONDAY, 14)
    item = region.item()
    college = region.colleges[0]

    def alarm() -> Alarm:
        return next(one for one in region.feedback.alarms() if one.college_id == college)

    assert (alarm().reach, alarm().act_by) == (Reach.IN_TIME, TODAY), "today still helps"
    region.feedback.deliver([(item, college)], TODAY)
    assert (alarm().turn, alarm().act_by, alarm().days_left) == (Turn.COLLEGE, date(2026, 12, 7), 14)
    assert tell_college(alarm()) == "te behandelen tegen 7 december 2026 (college)"
    later = next(one for one in region.feedback.alarms(date(2026, 12, 8)) if one.college_id == college)
    assert later.reach is Reach.TOO_LATE
    assert tell_college(later) == "geen collegezitting meer vóór 11 december 2026"


def test_one_line_tells_who_can_be_reached_by_when_and_whose_turn_it_is(region: Region) -> None:
    region.calendar("CBS Anzegem", MONDAY, 3)
    region.calendar("CBS Kortrijk", THURSDAY, 30)
    item = region.item()
    assert tell_item(region.feedback.alarms()) == (
        "IBO 2026-1: 3 colleges nog niet gehoord\n"
        "Secretariaat aan zet (3): nota tegen 4 december 2026 voor 1; te laat voor 1; kalender niet gekend van 1"
    )
    region.feedback.deliver([(item, region.colleges[0]), (item, region.colleges[2])], TODAY)
    alarms = region.feedback.alarms()
    assert tell_item(alarms) == (
        "IBO 2026-1: 3 colleges nog niet gehoord\n"
        "Secretariaat aan zet (1): te laat voor 1\n"
        "College aan zet (2): te behandelen tegen 7 december 2026 voor 1; kalender niet gekend van 1"
    )
    assert name_colleges(alarms) == (
        "te laat voor een gewone collegezitting: Kortrijk\n"
        "te behandelen tegen 7 december 2026: Anzegem\n"
        "kalender niet gekend: Wevelgem"
    )
    assert [tell_college(one) for one in alarms if one.college == "Wevelgem"] == [
        "college aan zet; kalender van het college niet gekend"
    ]


def test_the_first_day_that_is_told_reaches_all_that_can_be_reached(region: Region) -> None:
    for college, days in (("CBS Anzegem", 3), ("CBS Kortrijk", 7), ("CBS Wevelgem", 40)):
        region.calendar(college, MONDAY, days)
    region.item()
    assert "nota tegen 30 november 2026 voor 2; te laat voor 1" in tell_item(region.feedback.alarms())


def test_the_earliest_day_that_lies_ahead_decides(region: Region) -> None:
    item = region.item()
    region.records.patch("agenda_item", item, None, {"conclusion_on": date(2027, 1, 29)})

    def decisive(college: str = "Kortrijk") -> set[date]:
        return {alarm.decisive_on for alarm in region.feedback.alarms() if alarm.college == college}

    assert decisive() == {date(2027, 1, 29)}
    region.agenda.refer(item, "Akkoord?", [region.bodies["GR Kortrijk"]], planned_on=date(2026, 12, 2))
    region.agenda.refer(item, "Akkoord?", [region.bodies["GR Anzegem"]], planned_on=date(2026, 11, 2))
    assert decisive() == {date(2026, 12, 2)}
    assert decisive("Anzegem") == {date(2027, 1, 29)}, (
        "the council of another municipality does not decide for it"
    )
    target = next(row for row in region.agenda.referrals(item) if row.planned_on == date(2026, 12, 2))
    region.agenda.set_outcome(target.id, ReferralOutcome.APPROVED, TODAY)
    assert decisive() == {date(2027, 1, 29)}


def test_a_treated_item_only_waits_for_who_decides_elsewhere(region: Region) -> None:
    item = region.item()
    region.agenda.conclude(item, "Naar de raden")
    assert region.feedback.alarms() == []
    region.agenda.refer(item, "Akkoord?", [region.bodies["GR Kortrijk"]], planned_on=date(2027, 1, 20))
    assert {alarm.decisive_on for alarm in region.feedback.alarms()} == {date(2027, 1, 20)}


def test_what_decides_nothing_raises_no_alarm(region: Region) -> None:
    meeting = region.meeting()
    region.item(meeting, item_type=ItemType.INFORMATION)
    region.item(meeting, item_type=ItemType.MINUTES_APPROVAL)
    withdrawn = region.item(meeting, title="Ingetrokken")
    region.records.patch("agenda_item", withdrawn, None, {"treatment": Treatment.WITHDRAWN})
    region.item(region.meeting(on=TODAY - timedelta(days=1)), title="Voorbij")
    cancelled = region.meeting(on=date(2026, 12, 18))
    region.item(cancelled, title="Geannuleerd")
    region.meetings.set_state(cancelled, MeetingState.CANCELLED)
    assert region.feedback.alarms() == []


def test_who_heard_of_the_topic_anywhere_raises_no_alarm(region: Region) -> None:
    topic = region.topics.add({"title": "Fietsbrug"})
    mayors = region.topics.schedule(topic, region.meeting("CvB", date(2026, 11, 13)))
    region.topics.schedule(topic, region.meeting())
    heard, postponed, _delivered = region.colleges
    region.feedback.heard([(mayors, heard)], TODAY)
    region.feedback.answer([(mayors, postponed)], Answer.POSTPONED, TODAY)
    assert [alarm.college for alarm in region.feedback.alarms()] == ["Kortrijk", "Wevelgem"]


def test_an_alarm_says_whose_turn_it_is(region: Region) -> None:
    item = region.item()
    asked, to_deliver, _nothing = region.colleges
    region.feedback.open_rounds([item], [asked, to_deliver], Side.BEFORE, Question.POSITION, IBO_DAY)
    region.feedback.deliver([(item, asked)], TODAY)
    turns = {alarm.college_id: alarm.turn for alarm in region.feedback.alarms()}
    assert list(turns.values()).count(Turn.SECRETARIAT) == 2
    assert turns[asked] is Turn.COLLEGE


def test_another_day_can_be_asked_for(region: Region) -> None:
    region.item()
    assert region.feedback.alarms(IBO_DAY + timedelta(days=1)) == []
    assert {alarm.days_left for alarm in region.feedback.alarms(IBO_DAY)} == {0}


def test_municipalities_without_a_seat_are_concerned_through_who_represents_them(region: Region) -> None:
    """The IBO's municipalities may sit there through Leiedal only (R1)."""
    seats = region.seats("IBO")
    leiedal = seats.pop("Leiedal")
    for seat in seats.values():
        region.records.delete("membership", seat)
    region.item()
    assert len(region.feedback.alarms()) == 3
    region.records.delete("membership", leiedal)
    assert len(region.feedback.alarms()) == 3  # the CvB, in which they sit, prepares it
