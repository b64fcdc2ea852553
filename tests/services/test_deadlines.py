"""One place for every day: alarm, note, matrix, overview and list say the same, with its reason (R23)."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from ibo_desk.domain.calendars import Reach, Rhythm, SessionKind, SubmitRule
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.deadlines import DayKind
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.feedback import Question, Turn
from ibo_desk.services.feedback.deadline_told import tell_deadline
from ibo_desk.services.feedback.deadlines import read_deadlines
from ibo_desk.services.feedback.why import DeadlineRow, Deadlines, Why
from ibo_desk.services.parties.bodies import Bodies
from tests.services.region import IBO_DAY, Region

TODAY = date(2026, 11, 23)
TUESDAY = 1


def why(region: Region, item: object, college: str = "Anzegem") -> Why:
    told = Deadlines(region.store).why(item, region.bodies[f"CBS {college}"])  # type: ignore[arg-type]
    assert told is not None
    return told


def test_the_reason_is_one_line(region: Region) -> None:
    region.calendar("CBS Anzegem", TUESDAY, 6)
    item = region.item()
    assert why(region, item).row.reason == (
        "IBO vr 11/12 → laatste college ervoor di 8/12 → 6 dagen vooraf: wo 2/12"
    )
    assert why(region, item, "Kortrijk").row.reason == "IBO vr 11/12 → kalender van het college niet gekend"


def test_below_the_reason_stands_who_recorded_what(region: Region) -> None:
    region.calendar("CBS Anzegem", TUESDAY, 6)
    bodies = Bodies(region.store)
    bodies.note_session(region.bodies["CBS Anzegem"], date(2026, 12, 8), SessionKind.DROPPED)
    item = region.item()
    told = why(region, item)
    assert told.row.reason == (
        "IBO vr 11/12 → laatste college ervoor di 1/12 (niet di 8/12: vervallen) → 6 dagen vooraf: wo 25/11"
    )
    assert [(source.kind, source.says) for source in told.sources] == [
        ("meeting", "vr 11/12"),
        ("body_calendar", "elke week; 6 dagen vooraf"),
        ("college_session", "di 8/12: vervallen"),
    ]
    assert all(source.actor == region.store.actor and source.at is not None for source in told.sources)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"submit_rule": SubmitRule.WORKING_DAYS, "submit_days": 3},
            "laatste college ervoor di 8/12 → 3 werkdagen vooraf: do 3/12",
        ),
        (
            {"submit_rule": SubmitRule.WEEK_BEFORE, "submit_weekday": 3, "submit_at": time(12)},
            "laatste college ervoor di 8/12 → donderdag 12:00 van de week ervoor: do 3/12",
        ),
        (
            {"rhythm": Rhythm.MONTHLY, "week_of_month": 1, "submit_days": 1},
            "laatste college ervoor di 1/12 → 1 dag vooraf: ma 30/11",
        ),
        (
            {"rhythm": Rhythm.FORTNIGHTLY, "since": date(2026, 12, 1), "submit_days": 9},
            "laatste college ervoor di 1/12 → 9 dagen vooraf: zo 22/11, dus vr 20/11",
        ),
        ({"rhythm": Rhythm.LISTED}, "kalender van het college niet gekend"),
    ],
)
def test_each_rule_is_told(region: Region, values: dict[str, object], expected: str) -> None:
    Bodies(region.store).change_calendar(region.bodies["CBS Anzegem"], {"weekday": TUESDAY, **values})
    assert why(region, region.item()).row.reason == f"IBO vr 11/12 → {expected}"


def test_an_answer_asked_by_a_day_decides_for_alarm_and_list_alike(region: Region) -> None:
    """The note counted back from the day of the answer, the alarm from that of the meeting."""
    region.calendar("CBS Anzegem", TUESDAY, 6)
    item, college = region.item(), region.bodies["CBS Anzegem"]
    region.feedback.ask([(item, college)], Question.POSITION)
    (row,) = region.feedback.rounds(item, college)
    region.records.patch("feedback_round", row.id, None, {"answer_by": date(2026, 12, 1)})
    alarm = next(alarm for alarm in region.feedback.alarms() if alarm.college_id == college)
    told = why(region, item).row
    assert (told.decisive_on, told.decisive_kind) == (date(2026, 12, 1), DayKind.ANSWER)
    assert (told.last_session, told.in_by, told.answer_by) == (
        date(2026, 12, 1), date(2026, 11, 25), date(2026, 12, 1),
    )  # fmt: skip
    assert (alarm.decisive_on, alarm.last_meeting, alarm.submit_by) == (
        told.decisive_on, told.last_session, told.in_by,
    )  # fmt: skip
    assert told.reason == (
        "antwoord gevraagd tegen di 1/12 → laatste college tegen dan di 1/12 → 6 dagen vooraf: wo 25/11"
    )


def test_a_council_decides_for_its_own_municipality_only(region: Region) -> None:
    item = region.item()
    council = region.bodies["GR Kortrijk"]
    region.agenda.refer(item, "Akkoord?", [council], planned_on=date(2026, 12, 7))
    rows = {row.college: row for row in Deadlines(region.store).listing()}
    assert (rows["Kortrijk"].decisive_on, rows["Kortrijk"].decisive_kind) == (
        date(2026, 12, 7), DayKind.REFERRAL,
    )  # fmt: skip
    assert rows["Kortrijk"].reason.startswith("GR Kortrijk Proefstreek ma 7/12")
    assert (rows["Anzegem"].decisive_on, rows["Anzegem"].decisive_kind) == (IBO_DAY, DayKind.MEETING)


def test_the_list_has_every_cell_ahead(region: Region) -> None:
    region.calendar("CBS Anzegem", TUESDAY, 6)
    item = region.item()
    region.item(region.meeting(on=date(2026, 11, 20)), title="Voorbij")
    rows: list[DeadlineRow] = Deadlines(region.store).listing()
    assert [(row.item_id, row.college, row.turn, row.reach) for row in rows] == [
        (item, "Anzegem", Turn.SECRETARIAT, Reach.IN_TIME),
        (item, "Kortrijk", Turn.SECRETARIAT, Reach.UNKNOWN),
        (item, "Wevelgem", Turn.SECRETARIAT, Reach.UNKNOWN),
    ]


def test_a_listed_year_takes_the_place_of_the_rhythm_and_who_lacks_one_is_named(region: Region) -> None:
    bodies, college = Bodies(region.store), region.bodies["CBS Anzegem"]
    region.calendar("CBS Kortrijk", TUESDAY, 6)
    assert bodies.list_sessions(college, [date(2027, 1, 12), date(2027, 1, 26), date(2027, 1, 12)]) == 2
    assert [row.organisation for row in bodies.lacking_sessions(2027)] == ["Kortrijk", "Wevelgem"]
    known = {row.organisation: row for row in bodies.calendars()}["Anzegem"]
    assert known.calendar is not None
    assert known.calendar.rhythm is Rhythm.LISTED
    assert [one.on for one in known.sessions] == [date(2027, 1, 12), date(2027, 1, 26)]
    bodies.list_sessions(college, [date(2027, 1, 19), date(2028, 1, 11)])
    known = {row.organisation: row for row in bodies.calendars()}["Anzegem"]
    assert [one.on for one in known.sessions] == [date(2027, 1, 19), date(2028, 1, 11)]
    with pytest.raises(RuleError, match="no_days_listed"):
        bodies.list_sessions(college, [])


def test_closed_days_are_the_regions_own_once_a_year_is_filled(region: Region) -> None:
    """Before that, what is proposed holds, so that no college is thought to meet at Easter."""
    bodies = Bodies(region.store)
    assert bodies.closed_days(2027) == []
    bodies.add_closed_day(date(2027, 5, 7), "brugdag")
    named = {row.on: row.name for row in bodies.closed_days(2027)}
    assert named[date(2027, 3, 29)] == "paasmaandag"
    assert named[date(2027, 5, 7)] == "brugdag"
    assert len(named) == 14
    assert bodies.fill_closed_days(2027, bridges=True) == 1, "the Friday after 11 November"
    day = next(row for row in bodies.closed_days(2027) if row.on == date(2027, 11, 2))
    region.records.delete("closed_day", day.id)
    region.calendar("CBS Anzegem", TUESDAY, 6)
    item = region.item(region.meeting(on=date(2027, 11, 5)))
    assert why(region, item).row.last_session == date(2027, 11, 2), "open here"


def test_a_day_moved_to_no_day_and_a_fortnight_from_nowhere_are_refused(region: Region) -> None:
    bodies, college = Bodies(region.store), region.bodies["CBS Anzegem"]
    with pytest.raises(RuleError, match="move_without_day"):
        bodies.note_session(college, date(2026, 12, 8), SessionKind.MOVED)
    with pytest.raises(RuleError, match="fortnight_without_day"):
        bodies.change_calendar(college, {"weekday": TUESDAY, "rhythm": Rhythm.FORTNIGHTLY})
    session = bodies.note_session(college, date(2026, 12, 8), SessionKind.DROPPED)
    region.records.patch("college_session", session, None, {"moved_to": date(2026, 12, 10)})
    known = {row.organisation: row for row in bodies.calendars()}["Anzegem"]
    assert known.sessions[0].kind is SessionKind.MOVED


@pytest.mark.parametrize(("hour", "reach"), [(11, Reach.IN_TIME), (12, Reach.IN_TIME), (13, Reach.TOO_LATE)])
def test_the_hour_of_the_week_before_counts_on_its_day(region: Region, hour: int, reach: Reach) -> None:
    """On Monday 23/11 at noon notes close for the meeting of 1/12, also where the list and the alarm say so."""
    rule = {"submit_rule": SubmitRule.WEEK_BEFORE, "submit_weekday": 0, "submit_at": time(12)}
    Bodies(region.store).change_calendar(region.bodies["CBS Anzegem"], {"weekday": TUESDAY, **rule})
    item = region.item(region.meeting(on=date(2026, 12, 4)))
    region.store.clock = FixedClock(datetime(2026, 11, 23, hour, tzinfo=ZoneInfo("Europe/Brussels")))
    row = why(region, item).row
    assert (row.in_by, row.reach) == (TODAY, reach)
    alarm = next(alarm for alarm in region.feedback.alarms() if alarm.college == "Anzegem")
    assert (alarm.submit_by, alarm.reach) == (TODAY, reach)
    with region.store.read() as session:
        cells = read_deadlines(session, [item], TODAY, region.store.clock.time_of_day())
        told = tell_deadline(cells.of(item, region.bodies["CBS Anzegem"]), TODAY)
    passed = " (verstreken)" if reach is Reach.TOO_LATE else ""
    assert told.submit_by == f"maandag 23 november 2026, 12:00{passed}"
