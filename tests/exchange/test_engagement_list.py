"""A list of engagements: each row the promise of a partner, who is never guessed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ibo_desk.app import App
from ibo_desk.domain.engagements import EngagementState
from ibo_desk.exchange.plan import RowFate
from ibo_desk.services.engagements.rows import EngagementRow

Make = Callable[..., Path]
HEADS = ["Partner", "Contactpersoon", "Engagement", "Actie", "Bron (vergadering)", "Tegen", "Status"]


@pytest.fixture
def numbered(app: App) -> App:
    app.records.add("regional_action", {"number": "71", "title": "Fietsroute langs de Leie (fictief)"})
    return app


def read(app: App, path: Path) -> list[EngagementRow]:
    app.lists.apply(app.lists.plan(path))
    return app.engagements.listing()


def test_partner_action_term_and_state_are_read(numbered: App, workbook: Make) -> None:
    row = ["Kuurne", "x (fictief)", "Tellen", 71, "IBO 2026-3", date(2027, 3, 31), "lopend"]
    (made,) = read(numbered, workbook([HEADS, row]))
    assert made.what == "Tellen"
    assert made.due_on == date(2027, 3, 31)
    assert made.action.endswith("Fietsroute langs de Leie (fictief)")
    assert [(share.organisation, share.state) for share in made.partners] == [
        ("Kuurne", EngagementState.RUNNING)
    ]
    assert "IBO 2026-3" in made.note


@pytest.mark.parametrize(
    "action",
    ["71", "RA 71", "Actie 71", "Fietsroute langs de Leie (fictief)", "71. Fietsroute langs de Leie"],
)
def test_an_action_is_known_by_number_and_by_title(numbered: App, workbook: Make, action: str) -> None:
    (made,) = read(numbered, workbook([HEADS, ["Kuurne", None, "Tellen", action]]))
    assert made.action_id is not None


@pytest.mark.parametrize("action", ["99", "Fietsbrug", "71. Winkelen in het centrum"])
def test_another_action_is_told_and_not_guessed(numbered: App, workbook: Make, action: str) -> None:
    plan = numbered.lists.plan(workbook([HEADS, ["Kuurne", None, "Tellen", action]]))
    assert action in " ".join(plan.rows[0].remarks)
    (made,) = read(numbered, workbook([HEADS, ["Kuurne", None, "Tellen", action]]))
    assert made.action_id is None


@pytest.mark.parametrize("partner", ["Heule", "Kuurne?", "Prov. W-Vl XYZ", "Kuurne, Heule", None])
def test_a_partner_that_is_not_known_makes_the_row_doubtful(
    app: App, workbook: Make, partner: str | None
) -> None:
    path = workbook([HEADS, [partner, None, "Tellen", None], ["Menen", None, "Meten", None]])
    plan = app.lists.plan(path)
    assert [row.fate for row in plan.rows] == [RowFate.DOUBTFUL, RowFate.READ]
    assert plan.rows[0].remarks
    assert [row.what for row in read(app, path)] == ["Meten"]


def test_read_again_nothing_is_new_and_a_changed_term_is_brought_over(app: App, workbook: Make) -> None:
    def row(due: Any) -> list[Any]:
        return ["Kuurne", None, "Tellen", None, None, due, None]

    read(app, workbook([HEADS, row(date(2027, 3, 31))]))
    again = app.lists.plan(workbook([HEADS, row(date(2027, 3, 31))]))
    assert [one.fate for one in again.rows] == [RowFate.UNCHANGED]
    (made,) = read(app, workbook([HEADS, row(date(2027, 6, 30))]))
    assert made.due_on == date(2027, 6, 30)


def test_the_same_words_of_another_partner_are_another_promise(app: App, workbook: Make) -> None:
    made = read(app, workbook([HEADS, ["Kuurne", None, "Tellen"], ["Menen", None, "Tellen"]]))
    assert sorted(share.organisation for row in made for share in row.partners) == ["Kuurne", "Menen"]
    assert len(made) == 2


def test_the_command_line_reads_it(app: App, workbook: Make) -> None:
    plan = app.lists.plan(
        workbook([HEADS, ["Kuurne", None, "Tellen", None, None, "voorjaar 2027"]]), "engagements"
    )
    assert plan.layout == "engagements"
    assert plan.changes
