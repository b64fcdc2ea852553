"""How a table is looked at: several columns one sorts by, filters that mean something and are seen, views, figures."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QPoint, Qt

from ibo_desk.language import N_
from ibo_desk.services.words import format as formats
from ibo_desk.ui.table.column_menus import StayingMenu
from ibo_desk.ui.table.columns import Column, ColumnFilter
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.table.statistics import counted
from ibo_desk.ui.values import summed


@dataclass(frozen=True)
class Row:
    id: UUID
    revision: UUID | None
    name: str
    partners: tuple[str, ...]
    due: date | None
    cents: int | None


COLUMNS = (
    Column("name", N_("Name"), lambda row: row.name, stretch=True),
    Column(
        "partners",
        N_("Partners"),
        lambda row: row.partners,
        show=lambda names: names[0] if names else "",
        full=lambda row: ", ".join(row.partners),
    ),
    Column("due", N_("Due"), lambda row: row.due),
    Column("cents", N_("Amount"), lambda row: row.cents, show=formats.money, total=summed),
)
ROWS = [
    Row(uuid4(), None, "b", ("Kortrijk", "Menen"), date(2027, 3, 1), 100_000),
    Row(uuid4(), None, "a", ("Menen",), date(2027, 3, 1), None),
    Row(uuid4(), None, "c", (), None, 2_500_050),
    Row(uuid4(), None, "d", ("Kortrijk",), date(2026, 12, 31), 200_000),
]


def names(model):
    return "".join(row.name for row in model.rows())


@pytest.fixture
def model(qapp):
    made = RowsModel(COLUMNS)
    made.set_rows(ROWS)
    made.today = lambda: date(2026, 11, 27)
    return made


@pytest.fixture
def panel(region_desk, shown):
    made = shown(TablePanel(region_desk, "looking", COLUMNS), region_desk)
    made.show_rows(ROWS)
    return made


@pytest.mark.parametrize(
    ("key", "text", "left"),
    [
        ("name", "=a", "a"),
        ("name", "<>a", "bcd"),
        ("partners", "men", "ba"),
        ("partners", "= menen", "ba"),  # one of several
        ("partners", "<>Menen", "cd"),
        ("partners", "leeg", "c"),
        ("partners", "niet leeg", "bad"),
        ("due", ">=1/3/2027", "ba"),
        ("due", "< januari 2027", "d"),
        ("due", "<31/12/2026", ""),
        ("cents", "> 1.500", "cd"),
        ("cents", "<=€ 2.000", "bd"),
        ("cents", "> veel", ""),
    ],
)
def test_a_filter_means_what_is_typed(model, key, text, left):
    model.set_filter(key, ColumnFilter(text))
    assert names(model) == left


def test_of_several_partners_each_can_be_ticked(model):
    assert model.distinct("partners") == ["Kortrijk", "Menen", ""]
    model.set_filter("partners", ColumnFilter(values=frozenset({"Menen"})))
    assert names(model) == "ba"


def test_several_columns_one_sorts_by_and_what_is_empty_stays_last(model):
    down = Qt.SortOrder.DescendingOrder
    model.sort_by([(2, down), (0, Qt.SortOrder.AscendingOrder)])
    assert names(model) == "abdc"
    model.sort_by([(2, down), (0, down)])
    assert names(model) == "badc"


def test_a_group_tells_what_its_rows_hold_together(model):
    model.set_group("due")
    lines = [model.index(at, 0).data() for at in range(model.rowCount()) if model.group(at)]
    assert lines == [
        "31/12/2026  (1)  ·  Bedrag €\u00a02.000",
        "01/03/2027  (2)  ·  Bedrag €\u00a01.000",
        "(leeg)  (1)  ·  Bedrag €\u00a025.000,50",
    ]


def test_the_chosen_cells_are_counted(model):
    cells = [model.index(row, column) for row in range(4) for column in (2, 3)]
    assert counted(model, cells) == (
        "6 cellen ingevuld · Bedrag: som €\u00a028.000,50, gemiddelde €\u00a09.333,50, laagste €\u00a01.000,"
        " hoogste €\u00a025.000,50"
    )
    assert counted(model, cells[:1]) == ""


def test_a_table_beside_it_that_is_read_anew_leaves_the_figures_at_the_foot(panel, region_desk, shown):
    heard = []
    region_desk.counted.connect(heard.append)
    beside = shown(TablePanel(region_desk, "beside", COLUMNS), region_desk)
    panel.view.selectColumn(3)
    beside.show_rows(ROWS)
    beside.select(ROWS[1].id)
    panel.view.figures.tell()
    beside.view.figures.tell()
    assert heard[-1].startswith("3 cellen ingevuld")
    panel.view.clear_choice()
    panel.view.figures.tell()
    assert heard[-1] == ""


def test_the_figures_at_the_foot_follow_what_is_written(panel, region_desk, qtbot):
    heard = []
    region_desk.counted.connect(heard.append)
    panel.view.selectColumn(3)
    panel.view.figures.tell()
    assert "som €\u00a028.000,50" in heard[-1]
    amount = panel.model.columns[3]
    panel.model.show_written([(ROWS[0], amount, 500_000)])
    qtbot.waitUntil(lambda: "som €\u00a0" in heard[-1] and len(heard) == 2)
    assert "hoogste €\u00a025.000,50" in heard[-1]
    assert "28.000,50" not in heard[-1]
    panel.model.forget_written(ROWS[0], amount)  # taken back
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert "som €\u00a028.000,50" in heard[-1]


def test_a_click_sorts_shift_adds_and_the_funnel_filters(panel, qtbot):
    header = panel.view.headings
    asked = []
    panel.view.filter_asked.disconnect(panel.filter_column)
    panel.view.filter_asked.connect(asked.append)

    def click(column, *, at_funnel=False, shift=False):
        left, width = header.sectionViewportPosition(column), header.sectionSize(column)
        x = left + width - header._theme.px(9) if at_funnel else left + width // 3
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, held, QPoint(x, header.height() // 2))

    click(2)
    click(0, shift=True)
    assert names(panel.model) == "dabc"
    click(0, shift=True)
    assert names(panel.model) == "dbac"
    click(0)
    assert names(panel.model) == "abcd"
    click(1, at_funnel=True)
    assert (asked, names(panel.model)) == ([1], "abcd")


def test_filters_and_groups_stand_above_the_table_and_go_by_their_cross(panel):
    panel.set_filter("partners", ColumnFilter(values=frozenset({"Menen", "Kortrijk"})))
    panel.group_by("due")
    texts = [text for _key, text in panel.chips._shown]
    assert texts == ["Partners: Kortrijk, Menen", "Groepen: Tegen"]
    assert panel.chips.isVisible()
    panel.chips.removed.emit("partners")
    panel.chips.removed.emit("")
    assert not panel.chips.isVisible()
    assert names(panel.model) == "bacd"


def test_views_are_kept_for_oneself_and_for_all_who_open_the_file(panel, region_desk, shown):
    panel.apply(panel.state())
    panel.view.horizontalHeader().moveSection(3, 0)
    panel.view.widths.choose(2, shown=False)
    panel.view.widths.recall({"due": 144})
    panel.view.sort_by(0)
    panel.set_filter("partners", ColumnFilter("menen"))
    looked = panel.state()
    panel.views.save("Menen", shared=False)
    panel.views.save("Voor allen", shared=True)
    panel.views.chosen.emit(None)
    assert names(panel.model) == "bacd"
    region_desk.lane.wait_idle()
    panel.views.ask()
    region_desk.lane.wait_idle()
    other = shown(TablePanel(region_desk, "looking", COLUMNS), region_desk)
    other.show_rows(ROWS)
    for text in (panel.views.own["Menen"], panel.views.shared["Voor allen"]):
        other.views._choose(text)
        assert other.state() == looked
        assert names(other.model) == "ab"
        other.views.chosen.emit(None)
    panel.views._forget_shared("Voor allen")
    panel.views._forget_own("Menen")
    region_desk.lane.wait_idle()
    panel.views.ask()
    region_desk.lane.wait_idle()
    assert (panel.views.own, panel.views.shared) == ({}, {})
    menu = panel.findChild(StayingMenu)
    assert "Weergaven" in [action.text() for action in menu.actions()]
    words = [action.text() for action in panel.views.menu().actions() if not action.isSeparator()]
    assert words == ["Zoals ze was", "Deze weergave bewaren…"]


def test_a_view_of_columns_that_are_no_more_is_used_for_the_others(panel):
    state = panel.state().as_json()
    state["order"].insert(0, "weg")
    state["filters"] = {"weg": {"text": "x", "values": None}}
    panel.apply(panel.state())
    panel.views._choose(json.dumps(state))
    assert names(panel.model) == "bacd"
