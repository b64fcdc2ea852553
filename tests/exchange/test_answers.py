"""What somebody says of a list before it is read in: columns, whom a name means, rows to leave out, cells put right."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ibo_desk.app import App
from ibo_desk.exchange.answers import Answers, new_partner
from ibo_desk.exchange.headings import HeadingChoice
from ibo_desk.exchange.plan import RowFate

Make = Callable[..., Path]
PROMISES = ["Partner", "Contactpersoon", "Engagement"]


def test_whom_a_name_means_is_chosen_once_and_known_from_then_on(app: App, workbook: Make) -> None:
    path = workbook([PROMISES, ["Prov. W-Vl", None, "Tellen"], ["Prov. W-Vl / Heule", None, "Meten"]])
    plan = app.lists.plan(path)
    assert [row.fate for row in plan.rows] == [RowFate.DOUBTFUL, RowFate.DOUBTFUL]
    assert {name: count for name, (_ask, count) in plan.asks.items()} == {"Prov. W-Vl": 2, "Heule": 1}
    ask, _count = plan.asks["Heule"]
    assert ask.is_borough
    assert ask.likely == app.organisations.find("Kortrijk")
    chosen = {"Prov. W-Vl": app.organisations.find("Provincie West-Vlaanderen"), "Heule": ask.likely}
    answered = app.lists.plan(path, answers=Answers(partners=chosen, once=frozenset({"Heule"})))
    assert [row.fate for row in answered.rows] == [RowFate.READ, RowFate.READ]
    app.lists.apply(answered)
    again = app.lists.plan(
        workbook([PROMISES, ["prov. w-vl", None, "Nog iets"], ["Heule", None, "Iets"]], "b.xlsx")
    )
    assert [row.fate for row in again.rows] == [RowFate.READ, RowFate.DOUBTFUL], "a borough was said for once"


@pytest.mark.long
def test_a_partner_is_made_with_the_list_and_undone_with_it(app: App, workbook: Make) -> None:
    path = workbook([PROMISES, ["Fietsbond regio (fictief)", None, "Tellen"]])
    new = new_partner("Fietsbond regio (fictief)")
    app.lists.apply(app.lists.plan(path, answers=Answers(partners={new.name: new})))
    (made,) = app.engagements.listing()
    assert [share.organisation for share in made.partners] == [new.name]
    app.history.undo()
    assert not app.engagements.listing()
    assert new.name not in {row.name for row in app.organisations.listing()}


def test_columns_are_chosen_and_remembered_for_the_same_headings(app: App, workbook: Make) -> None:
    heads = ["Kol A", "Kol B", "Kol C"]
    path = workbook([heads, ["Fietsdelen", "wat uitleg", "Menen"]])
    (offer,) = app.lists.offers(app.lists.book(path), "topics")
    assert [(column.letter, column.heading, column.sample) for column in offer.columns] == [
        ("A", "Kol A", "Fietsdelen"), ("B", "Kol B", "wat uitleg"), ("C", "Kol C", "Menen")
    ]  # fmt: skip
    choice = HeadingChoice({0: "title", 1: "summary", 2: ""}, offer.row)
    app.lists.apply(app.lists.plan(path, "topics", Answers({offer.sheet: choice})))
    assert [(row.title, row.summary) for row in app.topics.listing()] == [("Fietsdelen", "wat uitleg")]
    later = app.lists.plan(workbook([["Titel (fictief)"], heads, ["Deelauto", "x", "Menen"]], "later.xlsx"))
    assert later.layout == "topics"
    assert [row.fate for row in later.rows] == [RowFate.READ]
    assert later.remarks == (), "what was left out on purpose is not told again"


def test_a_row_is_left_out_and_a_cell_put_right(app: App, action_list: Make) -> None:
    path = action_list(
        {"number": "A91", "title": "Fietsroute", "engagement": "Tellen", "due": "ooit"},
        {"engagement": "Meten", "due": "31/03/2027"},
    )
    answers = Answers(skipped=frozenset({("Lijst", 2)}), cells={("Lijst", 3, "due"): "30/06/2027"})
    plan = app.lists.plan(path, answers=answers)
    assert [row.fate for row in plan.rows] == [RowFate.SKIPPED, RowFate.READ]
    app.lists.apply(plan)
    (made,) = app.engagements.listing()
    assert (made.what, f"{made.due_on}") == ("Meten", "2027-06-30")
    assert made.action.endswith("Fietsroute"), "the action of the row above is made all the same"


@pytest.mark.long
def test_what_is_left_of_a_list_stands_there_once_until_it_is_settled(app: App, workbook: Make) -> None:
    rows = [PROMISES, ["Kuurne", None, "Tellen"], ["Heule", None, "Meten"]]
    app.lists.apply(app.lists.plan(workbook(rows)))
    app.lists.apply(app.lists.plan(workbook([*rows, ["Menen", None, "Wegen"]])))
    (left,) = [row for row in app.lists.remainders() if "deel van Kortrijk" in row.text]
    assert (left.source, left.sheet, left.row_number) == ("lijst.xlsx", "Lijst", 3)
    app.lists.settle([row.id for row in app.lists.remainders()])
    assert app.lists.remainders() == []
    app.history.undo()
    assert left.id in {row.id for row in app.lists.remainders()}


@pytest.mark.long
def test_people_topics_calendars_and_indicators_are_written_and_compared(app: App, workbook: Make) -> None:
    people = ["Naam", "Gemeente", "Orgaan", "E-mail"]
    ada = ["Ada Fictief", "Menen", "IBO", "ada@voorbeeld.example"]
    app.lists.apply(app.lists.plan(workbook([people, ada])))
    (mandate,) = [row for row in app.people.mandates() if row.person == "Ada Fictief"]
    assert (mandate.organisation, mandate.body) == ("Menen", "IBO")
    plan = app.lists.plan(workbook([people, [*ada[:3], "ada@elders.example"]]))
    assert "ada@voorbeeld.example → ada@elders.example" in "\n".join(plan.rows[0].says)
    app.lists.apply(
        app.lists.plan(workbook([["Gemeente", "Zittingsdag", "Indientermijn"], ["Menen", "woensdag", 5]]))
    )
    (calendar,) = [row for row in app.bodies.calendars() if row.organisation == "Menen"]
    assert calendar.calendar is not None
    assert (calendar.calendar.weekday, calendar.calendar.submit_days) == (2, 5)
    plan = app.lists.plan(workbook([["Gemeente", "Zittingsdag"], ["Menen", "maandag"]]))
    (standing,) = plan.rows[0].replaces
    assert (standing.stands, standing.becomes) == ("woensdag", "maandag")
    heads = ["Actie", "Indicator", "Datum", "Waarde"]
    app.lists.apply(app.lists.plan(workbook([heads, ["1", "Deelfietsen", "01/10/2026", 120.5]])))
    plan = app.lists.plan(
        workbook([heads, ["1", "Deelfietsen", "01/10/2026", 121], ["1", "Deelfietsen", "1/11/2026", 9]])
    )
    assert [each.becomes for row in plan.rows for each in row.replaces] == ["121"]
