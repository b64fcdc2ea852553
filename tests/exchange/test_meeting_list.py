"""A calendar of meetings as a coordinator keeps it for a year: which body meets when and where."""

from datetime import date, time
from pathlib import Path

import pytest

from ibo_desk.app import App
from ibo_desk.domain.bodies import ItemType
from ibo_desk.exchange.plan import Plan, RowFate
from tests.exchange.conftest import Make
from tests.exchange.test_twenty_lists import Rows, book

CALENDAR: Rows = [
    ["Overlegkalender 2027"],
    ["Wanneer", "Wat", "Waar", "Uur"],
    [date(2027, 1, 29), "CvB", "Leiedal, Kortrijk", "9u-12u"],
    ["vr 12/03/2027", "IBO", "Leiedal, Kortrijk", "9u30"],
]


def planned(app: App, rows: Rows, kind: str | None = None) -> Plan:
    return app.lists.plan_of(Path("kalender.xlsx"), book(rows), kind)


def told(plan: Plan) -> str:
    return "\n".join([*plan.remarks, *(line for row in plan.rows for line in (*row.says, *row.remarks))])


def meetings(app: App) -> list[tuple[str, date, time | None, time | None, str]]:
    rows = sorted(app.meetings.listing(), key=lambda row: row.on)
    return [(row.body_short or row.body, row.on, row.starts_at, row.ends_at, row.place) for row in rows]


def test_the_meetings_of_a_year_are_made_and_read_once(app: App) -> None:
    plan = planned(app, CALENDAR)
    assert (plan.layout, [row.makes for row in plan.rows]) == ("meetings", [True, True])
    app.lists.apply(plan)
    assert meetings(app) == [
        ("CvB", date(2027, 1, 29), time(9), time(12), "Leiedal, Kortrijk"),
        ("IBO", date(2027, 3, 12), time(9, 30), None, "Leiedal, Kortrijk"),
    ]
    assert not planned(app, CALENDAR).changes


def test_an_agenda_begins_with_what_every_meeting_of_the_body_has(app: App) -> None:
    body = next(row for row in app.bodies.listing() if row.short_name == "IBO")
    app.records.patch("body", body.id, None, {"standing_items": "follow_up any_other_business"})
    app.lists.apply(planned(app, CALENDAR))
    read = next(row for row in app.meetings.listing() if row.on == date(2027, 3, 12))
    assert [item.item_type for item in app.agenda.items(read.id)] == [
        ItemType.FOLLOW_UP,
        ItemType.ANY_OTHER_BUSINESS,
    ]


def test_what_the_list_moves_is_brought_up_to_date_and_what_a_person_wrote_is_asked(app: App) -> None:
    app.lists.apply(planned(app, CALENDAR))
    read = next(row for row in app.meetings.listing() if row.on == date(2027, 3, 12))
    app.records.patch("meeting", read.id, None, {"place": "Stadhuis Menen"})
    moved = [*CALENDAR[:2], [date(2027, 1, 29), "CvB", "Stadhuis Waregem", "9u-12u"],
             ["vr 12/03/2027", "IBO", "Provinciehuis", "9u30"]]  # fmt: skip
    plan = planned(app, moved)
    assert "CvB 29/01/2027: plaats Leiedal, Kortrijk → Stadhuis Waregem" in told(plan)
    assert [(each.stands, each.becomes) for row in plan.rows for each in row.replaces] == [
        ("Stadhuis Menen", "Provinciehuis")
    ]


@pytest.mark.parametrize(
    ("rows", "fates", "remark"),
    [
        ([["Datum", "Vergadering", "Plaats"], ["29/01/2027", "Netwerkmoment", "Kortrijk"]],
         "refused", "geen orgaan dat hier vergadert, heet “Netwerkmoment”"),
        ([["Datum", "Overleg", "Plaats"], ["29/01/2027", "CvB", "X"], ["29/01/2027", "CvB", "Y"]],
         "read doubtful", "CvB 29/01/2027 staat ook in rij 2"),
        ([["Dag", "Overleg", "Van", "Tot", "Waar"], ["29/01/2027", "CvB", "12u", "9u", "X"]],
         "read", "ze eindigt om 09:00, voor ze begint"),
        ([["Dag", "Overleg", "Aanvang", "Waar"], ["29/01/2027", "CvB digitaal", "na de middag", "X"]],
         "read", "“na de middag” is geen uur"),
        ([["Dag", "Overleg", "Aanvang", "Waar"], ["29/01/2027", "CvB digitaal", "14:00", "X"]],
         "read", "“CvB digitaal” is gelezen als CvB"),
        ([["Kalender CvB 2027"], ["Wanneer", "Waar", "Uur"], ["29/01/2027", "X", "9u"]], "read", ""),
    ],
)  # fmt: skip
def test_a_row_that_says_too_little_or_too_much_is_told(
    app: App, rows: Rows, fates: str, remark: str
) -> None:
    plan = planned(app, rows)
    assert (plan.layout, " ".join(row.fate for row in plan.rows)) == ("meetings", fates)
    assert remark in told(plan)
    assert remark or not any(row.remarks for row in plan.rows)


def test_days_of_colleges_with_an_hour_and_a_place_are_their_calendars(app: App) -> None:
    rows: Rows = [["College", "Dag", "Uur", "Plaats"], ["Menen", "12/01/2027", "9u", "stadhuis"]]
    assert planned(app, rows).layout == "calendars"


def test_a_meeting_that_was_cancelled_stays_as_it_was(app: App, workbook: Make) -> None:
    body = next(row for row in app.bodies.listing() if row.short_name == "CvB")
    app.meetings.add({"body_id": body.id, "on": date(2027, 1, 29), "place": "Kuurne", "state": "cancelled"})
    plan = app.lists.plan(workbook([("Dag", "Overleg", "Waar"), (date(2027, 1, 29), "CvB", "Menen")]))
    assert [(row.fate, row.steps) for row in plan.rows] == [(RowFate.READ, ())]
