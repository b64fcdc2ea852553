"""An import and a returned form show what they would replace, and leave it unless it is chosen."""

from datetime import date
from uuid import UUID

import pytest

from ibo_desk.app import App
from ibo_desk.domain.bodies import BodyKind, ItemType
from ibo_desk.domain.feedback import Answer
from ibo_desk.exchange.plan import RowFate
from ibo_desk.services.base.bulk import chosen
from tests.exchange.conftest import Make

MEETING = date(2026, 9, 18)
HEADS = ("Terugkoppeling CBS", "Kortrijk", "CBS Menen")


class Cells:
    """Two cells of one item that was held in September."""

    def __init__(self, app: App) -> None:
        self.app = app
        colleges = {row.organisation: row.id for row in app.bodies.colleges()}
        ibo = next(row.id for row in app.bodies.listing() if row.kind is BodyKind.IBO)
        meeting = app.meetings.add({"body_id": ibo, "on": MEETING})
        self.item = app.agenda.add(meeting, {"title": "Fietsbrug", "item_type": ItemType.ALIGNMENT})
        self.kortrijk, self.menen = ((self.item, colleges[name]) for name in ("Kortrijk", "Menen"))

    def stands(self, cell: tuple[UUID, UUID]) -> tuple[Answer | None, date | None]:
        last = self.app.feedback.rounds(*cell)[-1]
        return last.answer, last.answered_on


@pytest.fixture
def cells(app: App) -> Cells:
    return Cells(app)


def test_a_recorded_answer_stays_until_it_is_ticked(cells: Cells, workbook: Make) -> None:
    """28/09 kennisname replaced a recorded 17/11, shown in the trial like a new answer."""
    app = cells.app
    recorded = Answer.AGREES, date(2026, 11, 17)
    app.feedback.answer([cells.kortrijk], *recorded, "vlot")
    rows = [HEADS, ("Fietsbrug", "28/09 kennisname", "28/09 kennisname")]
    plan = app.lists.plan(workbook(rows), "feedback")
    (row,) = plan.rows
    (standing,) = row.replaces
    assert standing.key == cells.kortrijk
    assert "17/11/2026" in standing.stands
    assert "28/09/2026" in standing.becomes
    assert not any("Kortrijk" in told for told in row.says), "not shown like a new answer"
    entries = len(app.store.own_entries)
    app.lists.apply(plan)
    assert len(app.store.own_entries) == entries + 1
    assert cells.stands(cells.kortrijk) == recorded
    assert cells.stands(cells.menen) == (Answer.TOOK_NOTE, date(2026, 9, 28))

    again = app.lists.plan(workbook(rows), "feedback")
    assert [one.fate for one in again.rows] == [RowFate.READ]
    assert [one.key for one in again.rows[0].replaces] == [cells.kortrijk], "it is offered again"
    app.lists.apply(again)
    assert len(app.store.own_entries) == entries + 1, "nothing new, nothing written"
    app.lists.apply(again, chosen([cells.kortrijk]))
    assert cells.stands(cells.kortrijk) == (Answer.TOOK_NOTE, date(2026, 9, 28))
    last = app.lists.plan(workbook(rows), "feedback")
    assert [one.fate for one in last.rows] == [RowFate.UNCHANGED]


def test_what_the_list_said_before_is_brought_up_to_date_old_beside_new(cells: Cells, workbook: Make) -> None:
    app = cells.app
    rows = [HEADS, ("Fietsbrug", "28/09 KN", None)]
    app.lists.apply(app.lists.plan(workbook(rows), "feedback"))
    rows[1] = ("Fietsbrug", "29/09 KN", None)
    plan = app.lists.plan(workbook(rows), "feedback")
    assert plan.rows[0].replaces == ()
    assert any("28/09/2026 → " in told for told in plan.rows[0].says)
    app.lists.apply(plan)
    assert cells.stands(cells.kortrijk)[1] == date(2026, 9, 29)


def test_a_day_that_the_college_heard_is_not_moved_by_a_list(cells: Cells, workbook: Make) -> None:
    app = cells.app
    app.feedback.heard([cells.kortrijk], date(2026, 10, 5))
    plan = app.lists.plan(workbook([HEADS, ("Fietsbrug", "28/09", None)]), "feedback")
    assert [one.key for one in plan.rows[0].replaces] == [cells.kortrijk]
    app.lists.apply(plan)
    assert app.feedback.rounds(*cells.kortrijk)[-1].heard_on == date(2026, 10, 5)


@pytest.mark.long
def test_a_state_of_play_that_was_typed_here_is_shown_beside_the_new_one(app: App, workbook: Make) -> None:
    heads = ("Nr.", "Regionale actie", "Partners", "Engagement", "Stand van zaken")
    row = ("90", "Borden langs de Leie", "Kortrijk", "Borden plaatsen", "Bestek klaar")
    app.lists.apply(app.lists.plan(workbook([heads, row])))
    made = next(one for one in app.engagements.listing() if one.what == "Borden plaatsen")
    app.records.patch("engagement", made.id, None, {"progress": "Bestek klaar\n\nEn 3 borden staan er."})
    plan = app.lists.plan(workbook([heads, (*row[:4], "Gegund")]))
    (standing,) = [one for line in plan.rows for one in line.replaces]
    assert "3 borden" in standing.stands
    assert standing.becomes == "Gegund"
    app.lists.apply(plan)
    assert "3 borden" in app.engagements.row(made.id).progress
    app.lists.apply(app.lists.plan(workbook([heads, (*row[:4], "Gegund")])), chosen([made.id]))
    assert app.engagements.row(made.id).progress == "Gegund"
