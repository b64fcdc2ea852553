"""A feedback matrix on its side: colleges below each other, items beside each other."""

from datetime import date
from pathlib import Path

import pytest

from ibo_desk.app import App
from ibo_desk.domain.bodies import BodyKind, ItemType
from ibo_desk.domain.feedback import Answer, Side
from ibo_desk.exchange.plan import Plan, RowFate
from tests.exchange.conftest import Make

FORMATS = Path(__file__).parent / "formats"
SEPTEMBER, OCTOBER = date(2026, 9, 18), date(2026, 10, 16)


@pytest.fixture
def asked(app: App) -> App:
    """The preset region, whose IBO treated the same two items twice."""
    ibo = next(row.id for row in app.bodies.listing() if row.kind is BodyKind.IBO)
    for on in (SEPTEMBER, OCTOBER):
        meeting = app.meetings.add({"body_id": ibo, "on": on})
        for title in ("Fietsbrug: tracé", "Mobiliteitsplan"):
            app.agenda.add(meeting, {"title": title, "item_type": ItemType.ALIGNMENT})
    return app


def answers(app: App, on: date, title: str) -> dict[str, list[tuple[Side, Answer | None, date | None, str]]]:
    """What the colleges answered on an item of that day, by municipality."""
    meeting = next(row.id for row in app.meetings.listing() if row.on == on)
    item = next(row.id for row in app.agenda.items(meeting) if row.title == title)
    held = {
        row.organisation: [
            (each.side, each.answer, each.answered_on, each.answer_text)
            for each in app.feedback.rounds(item, row.id)
        ]
        for row in app.bodies.colleges()
    }
    return {name: rounds for name, rounds in held.items() if rounds}


def told(plan: Plan) -> str:
    return "\n".join([*plan.remarks, *(line for row in plan.rows for line in (*row.says, *row.remarks))])


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_it_is_recognised_and_read_as_if_it_stood_upright(asked: App, ending: str) -> None:
    plan = asked.lists.plan(FORMATS / f"kanteling.{ending}")
    assert plan.layout == "feedback"
    asked.lists.apply(plan)
    assert answers(asked, SEPTEMBER, "Fietsbrug: tracé") == {
        "Kortrijk": [(Side.AFTER, Answer.TOOK_NOTE, date(2026, 9, 28), "")],
        "Menen": [(Side.AFTER, Answer.AGREES, date(2026, 10, 5), "")],
        "Kuurne": [(Side.AFTER, Answer.DOES_NOT_AGREE, date(2026, 10, 12), "")],
    }
    reserved, none, none_yet = answers(asked, SEPTEMBER, "Mobiliteitsplan").values()
    assert reserved == [
        (Side.AFTER, Answer.AGREES_WITH_RESERVATION, date(2026, 9, 28), "akkoord mits fietspad")
    ]
    assert none_yet[0][1] is None
    assert none[0][1] is Answer.NOT_CONCERNED
    assert answers(asked, OCTOBER, "Mobiliteitsplan") == {}
    assert "de colleges staan onder elkaar" in told(plan)
    assert "“1. Fietsbrug” is gelezen als “Fietsbrug: tracé”" in told(plan)
    assert "geen enkel punt heet “Opmerkingen”" in told(plan)
    assert [row.fate for row in asked.lists.plan(FORMATS / f"kanteling.{ending}").rows][1:3] == [
        RowFate.UNCHANGED,
        RowFate.UNCHANGED,
    ]


def test_items_nobody_knows_are_told_where_the_cells_say_that_it_is_a_matrix(
    asked: App, workbook: Make
) -> None:
    rows = [
        ("Bestuur", "Punt 4", "Punt 5"),
        ("Kortrijk", "akkoord 21/12", "volgt"),
        ("Menen", "KN 22/12", "nvt"),
    ]
    plan = asked.lists.plan(workbook(rows))
    assert (plan.layout, [row.fate for row in plan.rows]) == ("feedback", [RowFate.REFUSED] * 2)
    assert "geen enkel punt heet “Punt 4”" in told(plan)


def test_colleges_on_both_sides_are_refused(asked: App, workbook: Make) -> None:
    rows = [("Onderwerp", "Kortrijk", "Menen"), ("Kortrijk", "akkoord 21/9", ""), ("Menen", "", "KN 22/9")]
    plan = asked.lists.plan(workbook(rows), "feedback")
    assert [row.fate for row in plan.rows] == [RowFate.REFUSED] * 2
    assert "“Kortrijk” is een college" in told(plan)


def test_a_college_that_stands_twice_is_read_once_and_told(asked: App, workbook: Make) -> None:
    rows = [
        ("College", "Mobiliteitsplan"),
        ("Kortrijk", "akkoord 21/10"),
        ("Menen", "akkoord 22/10"),
        ("Kortrijk", "niet akkoord 23/10"),
    ]
    plan = asked.lists.plan(workbook(rows))
    assert "“Kortrijk” staat in rij 2 en in rij 4; alleen de eerste is gelezen" in told(plan)
    asked.lists.apply(plan)
    assert answers(asked, OCTOBER, "Mobiliteitsplan")["Kortrijk"][0][1] is Answer.AGREES


def test_each_item_is_of_the_meeting_above_it(asked: App, workbook: Make) -> None:
    rows = [
        (None, "IBO 18/09/2026", "IBO 16/10/2026"),
        ("Gemeente", "Mobiliteitsplan", "Mobiliteitsplan"),
        ("Kortrijk", "akkoord 28/09", "niet akkoord 26/10"),
        ("Menen", "KN 29/09", ""),
    ]
    asked.lists.apply(asked.lists.plan(workbook(rows)))
    assert answers(asked, SEPTEMBER, "Mobiliteitsplan")["Kortrijk"][0][1] is Answer.AGREES
    assert answers(asked, OCTOBER, "Mobiliteitsplan")["Kortrijk"][0][1] is Answer.DOES_NOT_AGREE


@pytest.mark.parametrize(
    ("above", "on", "remark"),
    [
        ("Standpunten IBO 18/09/2026", SEPTEMBER, ""),
        ("Standpunten", OCTOBER, "stond op verschillende agenda’s; gelezen bij de laatste, IBO 2026-2"),
        (
            "Standpunten IBO 19/09/2026",
            OCTOBER,
            "op 19/09/2026, die boven de lijst staat, vergaderde niemand",
        ),
    ],
)
def test_the_title_above_a_matrix_says_of_which_meeting_it_is(
    asked: App, workbook: Make, above: str, on: date, remark: str
) -> None:
    rows = [(above,), ("Agendapunt", "Kortrijk", "Menen"), ("Mobiliteitsplan", "akkoord 26/10", "KN 27/10")]
    plan = asked.lists.plan(workbook(rows))
    assert remark in told(plan)
    assert remark or not any(row.remarks for row in plan.rows)
    asked.lists.apply(plan)
    assert answers(asked, on, "Mobiliteitsplan").keys() == {"Kortrijk", "Menen"}


def test_other_lists_by_municipality_are_no_matrix(asked: App, workbook: Make) -> None:
    rows = [
        ("Gemeente", "Zittingsdag", "Indientermijn"),
        ("Menen", "woensdag", "5 dagen"),
        ("Kuurne", "maandag", "3"),
    ]
    assert asked.lists.plan(workbook(rows)).layout == "calendars"
