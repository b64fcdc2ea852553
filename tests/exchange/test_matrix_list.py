"""A feedback matrix kept in Excel, as people keep it, read into the right cells."""

from datetime import date

import pytest

from ibo_desk.app import App
from ibo_desk.domain.bodies import BodyKind, ItemType
from ibo_desk.domain.feedback import Answer, Question, Side
from ibo_desk.exchange.matrix_cells import CellReading, Did, read_cell
from ibo_desk.exchange.plan import RowFate
from tests.exchange.conftest import Make

MEETING = date(2026, 9, 18)
HEADS = ("Terugkoppeling CBS", "Kortrijk", "CBS Menen", "Waregem", "Gemeente Deerlijk", "Opmerkingen")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("28/09 kennisname", CellReading(Did.ANSWERED, date(2026, 9, 28), Answer.TOOK_NOTE)),
        ("5/10 KN", CellReading(Did.ANSWERED, date(2026, 10, 5), Answer.TOOK_NOTE)),
        ("KN 5.10.26", CellReading(Did.ANSWERED, date(2026, 10, 5), Answer.TOOK_NOTE)),
        ("CBS 12-10: akkoord", CellReading(Did.ANSWERED, date(2026, 10, 12), Answer.AGREES)),
        ("niet akkoord (12/10)", CellReading(Did.ANSWERED, date(2026, 10, 12), Answer.DOES_NOT_AGREE)),
        (
            "12/10 akkoord mits fietspad",
            CellReading(
                Did.ANSWERED, date(2026, 10, 12), Answer.AGREES_WITH_RESERVATION, "akkoord mits fietspad"
            ),
        ),
        ("mandaat", CellReading(Did.ANSWERED, None, Answer.MANDATE_GIVEN)),
        ("5/10", CellReading(Did.HEARD, date(2026, 10, 5))),
        ("05/10/2026", CellReading(Did.HEARD, date(2026, 10, 5))),
        ("x 5/10", CellReading(Did.HEARD, date(2026, 10, 5))),
        ("x", CellReading(Did.UNCLEAR, text="x")),
        ("nvt", CellReading(Did.NOT_CONCERNED)),
        ("N.v.t.", CellReading(Did.NOT_CONCERNED)),
        ("volgt", CellReading(Did.TO_COME)),
        ("gemaild 21/9", CellReading(Did.DELIVERED, date(2026, 9, 21))),
        ("uitgesteld 5/10", CellReading(Did.ANSWERED, date(2026, 10, 5), Answer.POSTPONED)),
        ("31/9 KN", CellReading(Did.UNCLEAR, text="31/9 KN")),
        ("zie mail Jan", CellReading(Did.UNCLEAR, text="zie mail Jan")),
    ],
)
def test_cells_as_people_write_them(text: str, told: CellReading) -> None:
    assert read_cell(text, MEETING) == told


def test_a_day_without_year_is_the_one_nearest_to_the_meeting() -> None:
    assert read_cell("5/1 KN", date(2026, 12, 11)).on == date(2027, 1, 5)
    assert read_cell("18/12 KN", date(2027, 1, 8)).on == date(2026, 12, 18)


class Held:
    """A meeting of September with two items in the preset region."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.colleges = {row.organisation: row.id for row in app.bodies.colleges()}
        self.ibo = next(row.id for row in app.bodies.listing() if row.kind is BodyKind.IBO)
        self.meeting = app.meetings.add({"body_id": self.ibo, "on": MEETING})
        kind = {"item_type": ItemType.ALIGNMENT}
        self.bridge = app.agenda.add(self.meeting, {"title": "Fietsbrug", **kind})
        self.plan = app.agenda.add(self.meeting, {"title": "Mobiliteitsplan", **kind})

    def rounds(self, item: object, town: str) -> list[tuple[object, ...]]:
        found = self.app.feedback.rounds(item, self.colleges[town])  # type: ignore[arg-type]
        return [
            (row.side, row.answer, row.answered_on, row.heard_on, row.delivered_on, row.answer_text)
            for row in found
        ]


@pytest.fixture
def held(app: App) -> Held:
    return Held(app)


def test_a_matrix_is_recognised_and_read(held: Held, workbook: Make) -> None:
    path = workbook(
        [
            ("Terugkoppeling aan de colleges", None, None, None, None, None),
            HEADS,
            ("IBO 18/09/2026", None, None, None, None, None),
            ("Fietsbrug", "28/09 kennisname", "12/10 akkoord mits fietspad", "x", "nvt", "let op"),
            ("Mobiliteitsplan", date(2026, 10, 5), "volgt", "14/09", "gemaild 21/9", None),
        ]
    )
    plan = held.app.lists.plan(path)
    assert plan.layout == "feedback"
    held.app.lists.apply(plan)
    assert held.rounds(held.bridge, "Kortrijk") == [
        (Side.AFTER, Answer.TOOK_NOTE, date(2026, 9, 28), None, None, "")
    ]
    assert held.rounds(held.bridge, "Menen") == [
        (Side.AFTER, Answer.AGREES_WITH_RESERVATION, date(2026, 10, 12), None, None, "akkoord mits fietspad")
    ]
    assert held.rounds(held.bridge, "Waregem") == []
    assert [row[1] for row in held.rounds(held.bridge, "Deerlijk")] == [Answer.NOT_CONCERNED]
    assert held.rounds(held.plan, "Kortrijk") == [(Side.AFTER, None, None, date(2026, 10, 5), None, "")]
    assert held.rounds(held.plan, "Menen") == [(Side.AFTER, None, None, None, None, "")]
    assert held.rounds(held.plan, "Waregem") == [(Side.BEFORE, None, None, date(2026, 9, 14), None, "")]
    assert held.rounds(held.plan, "Deerlijk") == [(Side.AFTER, None, None, None, date(2026, 9, 21), "")]
    told = [line for row in plan.rows for line in (*row.says, *row.remarks)]
    assert (
        "IBO 2026-1, “Fietsbrug”: Deerlijk: niet van toepassing 23/11/2026; Kortrijk: neemt kennis 28/09/2026; "
        "Menen: akkoord met voorbehoud 12/10/2026" in told
    )
    assert "Waregem: “x” is niet duidelijk of de dag ontbreekt; niet ingevuld" in told
    assert any("Opmerkingen" in line for line in plan.remarks)


def test_reading_it_again_skips_for_good_and_a_changed_cell_is_read_alone(held: Held, workbook: Make) -> None:
    rows = [HEADS, ("Fietsbrug", "28/09 KN", "28/09 KN", None, None, None)]
    held.app.lists.apply(held.app.lists.plan(workbook(rows), "feedback"))
    held.app.feedback.answer(
        [(held.bridge, held.colleges["Menen"])],
        Answer.TOOK_NOTE,
        date(2026, 9, 29),
        "verbeterd in het programma",
    )
    again = held.app.lists.plan(workbook(rows), "feedback")
    assert [row.fate for row in again.rows] == [RowFate.UNCHANGED]
    rows[1] = ("Fietsbrug", "29/09 KN", "28/09 KN", None, None, None)
    held.app.lists.apply(held.app.lists.plan(workbook(rows), "feedback"))
    assert held.rounds(held.bridge, "Kortrijk")[0][2] == date(2026, 9, 29)
    assert held.rounds(held.bridge, "Menen")[0][5] == "verbeterd in het programma"


def test_what_cannot_be_placed_is_told(held: Held, workbook: Make) -> None:
    kortrijk = held.colleges["Kortrijk"]
    held.app.feedback.open_rounds([held.bridge], [kortrijk], Side.AFTER, Question.FOR_INFORMATION)
    path = workbook(
        [
            ("Datum", *HEADS),
            (None, "Fietsbrugg", "28/09 KN", None, None, None, None),
            (date(2026, 6, 1), "Fietsbrug", "28/09 KN", None, None, None, None),
            (MEETING, "Fietsbrug", "28/09 niet akkoord", "akkoord", "24/12 KN", None, None),
            (None, "Iets heel anders", "28/09 KN", None, None, None, None),
            (None, "KN = kennisname", None, None, None, None, None),
        ]
    )
    plan = held.app.lists.plan(path, "feedback")
    told = [line for row in plan.rows for line in row.remarks]
    assert told == [
        "niet gelezen: geen enkel punt heet “Fietsbrugg” (“Fietsbrug” lijkt erop)",
        "niet gelezen: “Fietsbrug” stond niet op de agenda van 01/06/2026",
        "Kortrijk: “28/09 niet akkoord” is geen antwoord op wat gevraagd werd; niet ingevuld",
        "Menen: “akkoord” heeft geen dag; niet ingevuld, voeg de dag van het college toe",
        "Waregem: de dag in “24/12 KN” moet nog komen; niet ingevuld",
        "niet gelezen: geen enkel punt heet “Iets heel anders”; lees eerst de agenda in of verbeter de titel",
        "niet gelezen: er staat geen terugkoppeling in",
    ]


def test_the_latest_of_several_items_with_one_title(held: Held, workbook: Make) -> None:
    later = held.app.meetings.add({"body_id": held.ibo, "on": date(2026, 10, 16)})
    item = held.app.agenda.add(later, {"title": "Fietsbrug", "item_type": ItemType.ALIGNMENT})
    held.app.lists.apply(
        held.app.lists.plan(workbook([HEADS, ("Fietsbrug", "26/10 KN", None, None, None, None)]), "feedback")
    )
    assert held.rounds(item, "Kortrijk") != []
    assert held.rounds(held.bridge, "Kortrijk") == []


def test_other_lists_are_not_taken_for_a_matrix(held: Held, agenda_list: Make, action_list: Make) -> None:
    agenda = agenda_list({"date": date(2026, 12, 11), "title": "Punt"})
    actions = action_list({"number": 1, "title": "Actie", "engagement": "Kortrijk levert cijfers"})
    assert held.app.lists.plan(agenda).layout == "agenda"
    assert held.app.lists.plan(actions).layout == "actions"


def test_who_agrees_where_notice_was_asked_took_note(held: Held, workbook: Make) -> None:
    kortrijk = held.colleges["Kortrijk"]
    held.app.feedback.open_rounds([held.bridge], [kortrijk], Side.AFTER, Question.TAKE_NOTE)
    held.app.lists.apply(
        held.app.lists.plan(
            workbook([HEADS, ("Fietsbrug", "29/09 akkoord", None, None, None, None)]), "feedback"
        )
    )
    assert [(row[1], row[5]) for row in held.rounds(held.bridge, "Kortrijk")] == [
        (Answer.TOOK_NOTE, "29/09 akkoord")
    ]


def test_an_answer_from_before_its_note_is_asked_about(held: Held, workbook: Make) -> None:
    cell = (held.bridge, held.colleges["Kortrijk"])
    held.app.feedback.deliver([cell], date(2026, 11, 16))
    rows = [HEADS, ("Fietsbrug", "28/09 kennisname", "volgt", None, None, None)]
    plan = held.app.lists.plan(workbook(rows), "feedback")
    (standing,) = plan.rows[0].replaces
    assert (standing.stands, standing.becomes) == (
        "nota pas bezorgd op 16/11/2026", "neemt kennis, 28/09/2026",
    )  # fmt: skip
    held.app.lists.apply(plan)
    assert held.rounds(held.bridge, "Kortrijk")[0][1] is None, "left until it is chosen"


def test_what_comes_is_said_and_stays_open(held: Held, workbook: Make) -> None:
    held.app.feedback.deliver([(held.bridge, held.colleges["Menen"])], date(2026, 11, 16))
    plan = held.app.lists.plan(workbook([HEADS, ("Fietsbrug", None, "volgt", None, None, None)]), "feedback")
    assert any("Menen: volgt" in line for line in plan.rows[0].says)
    held.app.lists.apply(plan)
    assert [row[1] for row in held.rounds(held.bridge, "Menen")] == [None]


def test_an_unclear_cell_is_said_again(held: Held, workbook: Make) -> None:
    rows = [HEADS, ("Fietsbrug", "28/09 KN", "zie mail Jan", None, None, None)]
    held.app.lists.apply(held.app.lists.plan(workbook(rows), "feedback"))
    again = held.app.lists.plan(workbook(rows), "feedback").rows[0]
    assert again.fate is RowFate.UNCHANGED
    assert again.remarks == ("Menen: “zie mail Jan” is niet duidelijk of de dag ontbreekt; niet ingevuld",)
