"""A meeting copied as the next one, the days of a series, and a year of meetings with what each came to."""

from datetime import date, time

import pytest

from ibo_desk.domain.bodies import ItemType, Outcome
from ibo_desk.domain.calendars import Rhythm
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.services.keeping.history import History
from ibo_desk.services.meetings.series import Series, days_in_rhythm
from ibo_desk.services.meetings.year import MeetingYears
from ibo_desk.services.parties.calendars import Calendars
from ibo_desk.services.words import sentence
from tests.services.region import IBO_DAY, Region


@pytest.mark.parametrize(
    ("first", "rhythm", "until", "days"),
    [
        (date(2027, 1, 12), None, date(2027, 1, 12), ["12/01"]),
        (date(2027, 1, 12), Rhythm.WEEKLY, date(2027, 1, 27), ["12/01", "19/01", "26/01"]),
        (date(2027, 1, 12), Rhythm.FORTNIGHTLY, date(2027, 2, 9), ["12/01", "26/01", "09/02"]),
        (date(2027, 1, 12), Rhythm.MONTHLY, date(2027, 4, 13), ["12/01", "09/02", "09/03", "13/04"]),
        (date(2027, 3, 30), Rhythm.MONTHLY, date(2027, 6, 30), ["30/03", "27/04", "25/05", "29/06"]),
        (date(2027, 1, 12), Rhythm.WEEKLY, date(2027, 1, 12), ["12/01"]),
        (date(2026, 12, 29), Rhythm.FORTNIGHTLY, date(2027, 1, 12), ["29/12", "12/01"]),
    ],
)
def test_the_days_of_a_series(first: date, rhythm: Rhythm | None, until: date, days: list[str]) -> None:
    assert [f"{day:%d/%m}" for day in days_in_rhythm(first, rhythm, until)] == days


def test_closed_days_recess_and_meetings_that_are_there_are_left_out_and_say_why(region: Region) -> None:
    Calendars(region.store).fill_closed_days(2027)
    away = (date(2027, 2, 15), date(2027, 2, 21))
    for college in ("CBS Kortrijk", "CBS Wevelgem"):
        region.calendar(college, 0, 0, away)
    region.calendar("CBS Anzegem", 0, 0, (date(2027, 3, 1), date(2027, 3, 7)))
    region.meeting("IBO", date(2027, 2, 8))
    days = Series(region.store).days(region.bodies["IBO"], date(2027, 2, 8), Rhythm.WEEKLY, date(2027, 3, 29))
    assert [(day.on, day.remark, day.left_out) for day in days if day.remark] == [
        (date(2027, 2, 8), "er is al een vergadering", True),
        (date(2027, 2, 15), "reces: CBS Kortrijk, CBS Wevelgem", True),
        (date(2027, 3, 1), "reces: CBS Anzegem", False),
        (date(2027, 3, 29), "gesloten: paasmaandag", True),
    ]


def test_a_copy_is_proposed_on_the_first_day_that_is_free(region: Region) -> None:
    Calendars(region.store).fill_closed_days(2027)
    series, ibo = Series(region.store), region.bodies["IBO"]
    region.meeting("IBO", date(2027, 1, 8))
    assert series.first_free(ibo, date(2027, 1, 1)) == date(2027, 1, 15)  # New Year, and there is a meeting
    assert series.first_free(ibo, date(2027, 1, 15)) == date(2027, 1, 15)
    region.calendar("IBO", 0, 0, (date(2027, 1, 1), date(2027, 12, 31)))
    assert series.first_free(ibo, date(2027, 1, 15)) == date(2027, 1, 15)  # nothing is free: it says why


def test_a_series_has_an_end(region: Region) -> None:
    series, first = Series(region.store), date(2027, 1, 12)
    with pytest.raises(InvalidValueError) as early:
        series.days(region.bodies["IBO"], first, Rhythm.WEEKLY, date(2027, 1, 11))
    assert sentence(early.value) == (
        "De reeks eindigt op 11 januari 2027, vóór haar eerste dag 12 januari 2027. Kijk beide dagen na."
    )
    with pytest.raises(InvalidValueError) as late:
        series.days(region.bodies["IBO"], first, Rhythm.WEEKLY, date(2032, 1, 11))
    assert sentence(late.value).startswith("Van 12 januari 2027 tot 11 januari 2032 is meer dan twee jaar.")


def test_a_copy_has_place_hours_chairs_and_standing_items_and_no_result(region: Region) -> None:
    like = region.meeting(
        chairs=["Ann Appel", "Bart Beuk"], place="Kortrijk", starts_at=time(14), ends_at=time(16),
        secretary="Carl Ceder", online="https://example.org/call", reason="gebiedsprogramma",
    )  # fmt: skip
    region.item(like, conclusion="Akkoord.", outcome=Outcome.CONCLUDED, treatment="treated")
    region.item(like, title="Rondvraag", item_type=ItemType.ANY_OTHER_BUSINESS, minutes=10)
    [made] = Series(region.store).add(region.bodies["IBO"], [date(2027, 1, 15)], like)
    row = region.meetings.row(made)
    assert (row.place, row.starts_at, row.ends_at, row.secretary) == (
        "Kortrijk",
        time(14),
        time(16),
        "Carl Ceder",
    )
    assert row.chairs == ("Ann Appel", "Bart Beuk")
    assert (row.online, row.reason, row.number, row.on) == ("", "", 1, date(2027, 1, 15))
    assert [(item.title, item.minutes, item.conclusion) for item in region.agenda.items(made)][-1:] == [
        ("Rondvraag", 10, "")
    ]
    assert "Fietsbrug" not in [item.title for item in region.agenda.items(made)]
    assert region.labels()[-1] == "IBO 2027-1: gepland"


def test_a_series_is_one_entry_and_one_undo(region: Region) -> None:
    days = [date(2027, 1, 12), date(2027, 1, 26), date(2027, 2, 9)]
    made = Series(region.store).add(region.bodies["VRR"], [*days[::-1], days[0]])
    assert [region.meetings.row(meeting).on for meeting in made] == days
    assert [region.meetings.row(meeting).number for meeting in made] == [1, 2, 3]
    assert region.labels()[-1] == "3 vergaderingen van VRR gepland"
    History(region.store).undo()
    assert region.meetings.listing() == []


def test_a_year_says_what_each_meeting_came_to(region: Region) -> None:
    meeting = region.meeting()
    concluded = region.item(meeting, conclusion="Akkoord.", outcome=Outcome.CONCLUDED, treatment="treated")
    region.item(
        meeting, title="Bouwshift", item_type=ItemType.INFORMATION, outcome=Outcome.NOTED, treatment="treated"
    )
    region.agenda.refer(
        concluded, "Wil de raad dit?", [region.bodies["CBS Kortrijk"], region.bodies["CBS Anzegem"]]
    )
    who = [region.organisations["Kortrijk"], region.organisations["Anzegem"]]
    region.engagements.add({"what": "Brug", "item_id": concluded}, who)
    region.meeting("VRR", date(2027, 1, 8))
    [row] = MeetingYears(region.store).of(2026)
    assert (row.on, row.body, row.items, row.concluded) == (IBO_DAY, "IBO", 2, ("Fietsbrug",))
    assert (row.referrals, row.open_engagements) == (1, 1)
    assert [row.body for row in MeetingYears(region.store).of(2027)] == ["VRR"]
    assert MeetingYears(region.store).of(2025) == []
