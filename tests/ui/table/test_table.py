"""Tables: sorted, filtered, edited and pasted like a spreadsheet; the current record stays current."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from ibo_desk.domain.engagements import EngagementState
from ibo_desk.language import N_
from ibo_desk.services.words import sentence
from ibo_desk.ui.table.blocks import read_block
from ibo_desk.ui.table.columns import Column, ColumnFilter, Edit
from ibo_desk.ui.table.filter_popup import FilterPopup
from ibo_desk.ui.table.model import ROW, TONE, RowsModel
from ibo_desk.ui.table.panel import TablePanel


@dataclass(frozen=True)
class Row:
    id: UUID
    revision: UUID | None
    name: str
    state: EngagementState | None
    due: date | None
    locked: bool = False


COLUMNS = [
    Column(
        "name",
        N_("Name"),
        lambda row: row.name,
        edit=Edit("strategic_line", "name", allowed=lambda r: not r.locked),
    ),
    Column(
        "state",
        N_("State"),
        lambda row: row.state,
        chip=True,
        edit=Edit("x", "state", "choice", EngagementState, save=lambda app, row, value: None),
    ),
    Column(
        "due",
        N_("Due"),
        lambda row: row.due,
        edit=Edit("x", "due", "date", save=lambda app, row, value: None),
    ),
]


def rows_of(*names: str) -> list[Row]:
    states = list(EngagementState)
    return [Row(uuid4(), None, name, states[n % 7], date(2027, 1, 1 + n)) for n, name in enumerate(names)]


def texts(model: RowsModel, column: int = 0) -> list[str]:
    return [model.index(n, column).data() for n in range(model.rowCount())]


def test_the_model_keeps_qt_s_rules(qtmodeltester, qapp):
    model = RowsModel(COLUMNS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtmodeltester.check(model)
    model.set_rows(rows_of("a", "b", "c"))
    qtmodeltester.check(model)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.set_quick("b")
    model.set_rows([])
    model.clear_filters()


def test_cells_say_what_the_row_holds(qapp):
    model = RowsModel(COLUMNS)
    row = rows_of("Fietsbrug")[0]
    model.set_rows([row])
    assert texts(model) == ["Fietsbrug"]
    assert model.index(0, 1).data() == "voorgesteld"
    assert model.index(0, 2).data() == "01/01/2027"
    assert model.index(0, 0).data(ROW) is row
    assert model.index(0, 1).data(TONE).name == "quiet"
    assert model.index(0, 0).data(TONE) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) is not None
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_sorting_is_natural_and_empty_comes_last_both_ways(qapp):
    model = RowsModel(COLUMNS)
    model.set_rows([*rows_of("IBO 10", "ibo 2"), Row(uuid4(), None, "", None, None)])
    model.sort(0)
    assert texts(model) == ["ibo 2", "IBO 10", ""]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert texts(model) == ["IBO 10", "ibo 2", ""]


def test_filters_work_together(qapp):
    model = RowsModel(COLUMNS)
    model.set_rows(rows_of("Kortrijk één", "Kortrijk twee", "Menen"))
    model.set_quick("kortrijk EEN")
    assert texts(model) == ["Kortrijk één"]
    model.set_quick("kortrijk")
    model.set_filter("state", ColumnFilter(values=frozenset({"onder voorbehoud"})))
    assert texts(model) == ["Kortrijk twee"]
    model.set_filter("state", ColumnFilter())
    model.set_filter("name", ColumnFilter(text="EEN"))
    assert texts(model) == ["Kortrijk één"]
    model.clear_filters()
    assert model.rowCount() == 3
    assert model.distinct("name") == ["Kortrijk één", "Kortrijk twee", "Menen"]


def test_the_current_record_survives_a_reload(region_desk, shown):
    panel = shown(TablePanel(region_desk, "t", COLUMNS), region_desk)
    rows = rows_of("a", "b", "c")
    told = []
    panel.selected.connect(told.append)
    panel.show_rows(rows)
    assert panel.current() is rows[0]
    panel.select(rows[2].id)
    newer = [*rows_of("nieuw"), *(replace(row, name=row.name * 2) for row in rows)]
    panel.show_rows(newer)
    assert panel.current().name == "cc"
    assert told[-1].name == "cc"
    panel.show_rows(newer[:1])
    assert told[-1] is None or told[-1].name == "nieuw"


def test_first_rows_stand_there_before_all_only_in_the_order_of_the_list(region_desk, shown):
    rows = rows_of("Leievallei", "Groen", "Wonen")
    panel = TablePanel(region_desk, "first", COLUMNS)
    panel.show_first(rows[:2])
    assert [row.name for row in panel.shown()] == ["Leievallei", "Groen"]
    first = panel.current()
    panel.show_rows(rows)
    panel.show_first(rows[:1])
    assert (panel.shown(), panel.current()) == (rows, first)
    sorted_one = TablePanel(region_desk, "sorted", COLUMNS)
    sorted_one.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    sorted_one.show_first(rows[:2])
    assert sorted_one.awaits_rows, "it would show other rows first than in the end"


def test_a_record_can_be_chosen_before_it_is_there(region_desk, shown):
    panel = shown(TablePanel(region_desk, "t", COLUMNS), region_desk)
    rows = rows_of("a", "b")
    panel.select(rows[1].id)
    panel.show_rows(rows)
    assert panel.current() is rows[1]


def test_choosing_a_record_that_a_filter_hides_clears_the_filter(region_desk, shown):
    panel = shown(TablePanel(region_desk, "t", COLUMNS), region_desk)
    rows = rows_of("a", "b")
    panel.show_rows(rows)
    panel.quick.setText("a")
    assert panel.shown() == [rows[0]]
    panel.select(rows[1].id)
    assert panel.quick.text() == ""
    assert panel.current() is rows[1]


def test_what_takes_the_current_row_away_makes_the_first_one_current(region_desk, shown):
    panel = shown(TablePanel(region_desk, "t", COLUMNS), region_desk)
    beside = []
    panel.selected.connect(beside.append)
    rows = rows_of("a", "b", "bb")
    panel.show_rows(rows)
    panel.quick.setText("b")
    assert (panel.current(), beside[-1]) == (rows[1], rows[1]), "a filter"
    panel.show_rows([rows[0], rows[2]])
    assert (panel.current(), beside[-1]) == (rows[2], rows[2]), "a removal"
    panel.quick.setText("bbb")
    assert panel.current() is None
    assert beside[-1] is None
    nothing = next(label for label in panel.findChildren(QLabel, "empty") if label.isVisible())
    assert "Filters wissen" in nothing.text()
    panel.clear_filters()
    assert panel.current() is rows[2], "the one that was left"
    assert not nothing.isVisible()
    panel.show_rows([])
    assert "Filters wissen" not in nothing.text()


def test_a_row_that_is_still_to_come_is_waited_for(region_desk, shown):
    panel = shown(TablePanel(region_desk, "t", COLUMNS), region_desk)
    rows = rows_of("a", "b", "c")
    panel.show_rows(rows[:1])
    panel.view.begin(rows[2].id)  # it was just made
    panel.show_rows(rows[1:2])
    assert panel.current() is None
    panel.show_rows(rows)
    assert panel.current() is rows[2]


@pytest.fixture
def lines(region_desk, shown):
    """A table on real records: the strategic lines of the region."""
    columns = [Column("name", N_("Name"), lambda row: row.name, edit=Edit("strategic_line", "name"))]
    panel = shown(TablePanel(region_desk, "lines", columns), region_desk)
    load = lambda: region_desk.lane.read(lambda app: app.actions.lines(), panel.show_rows)  # noqa: E731
    region_desk.lane.changed.connect(load)
    load()
    region_desk.lane.wait_idle()
    return panel


def names(desk) -> list[str]:
    found = []
    desk.lane.read(lambda app: [row.name for row in app.actions.lines()], found.extend)
    desk.lane.wait_idle()
    return found


def test_typing_in_a_cell_writes_the_record(lines, region_desk, qtbot):
    view = lines.view
    view.setFocus()
    qtbot.keyClick(view.viewport(), Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit, "cell_editor")
    editor.setText("Water en weer")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    assert "Water en weer" in names(region_desk)
    lines.view.setCurrentIndex(lines.model.index(0, 0))  # Enter went to the cell below
    assert lines.current().name == "Water en weer"


def test_a_refused_value_shows_what_stands_there(lines, region_desk):
    before = lines.current().name
    lines.model.setData(lines.model.index(0, 0), "x" * 5000)
    assert lines.model.index(0, 0).data() == "x" * 5000
    region_desk.lane.wait_idle()
    assert lines.model.index(0, 0).data() == before
    assert [error.code for error in region_desk.told] == ["invalid_field"]


def test_a_block_from_excel_is_pasted_and_a_block_is_copied(lines, region_desk):
    lines.view.setCurrentIndex(lines.model.index(0, 0))
    QGuiApplication.clipboard().setText("Eerste lijn\r\nTweede lijn\r\n")
    lines.view.blocks.paste()
    region_desk.lane.wait_idle()
    assert {"Eerste lijn", "Tweede lijn"} <= set(names(region_desk))
    lines.view.selectAll()
    lines.view.blocks.copy()
    assert read_block(QGuiApplication.clipboard().text()) == [[text] for text in texts(lines.model)]


def test_a_read_only_table_takes_nothing(region_desk, shown):
    panel = shown(TablePanel(region_desk, "t", COLUMNS), region_desk)
    panel.show_rows(rows_of("a"))
    panel.set_read_only(True)
    assert not panel.model.setData(panel.model.index(0, 0), "b")
    assert texts(panel.model) == ["a"]


def type_in(panel, qtbot, text):
    """Type in the cell of the state, as a person does who stands there."""
    panel.window().activateWindow()
    panel.view.setFocus()
    panel.view.setCurrentIndex(panel.model.index(0, 1))
    qtbot.keyClicks(panel.view, text[0])
    qtbot.keyClicks(QApplication.focusWidget(), text[1:])


def test_a_choice_is_made_by_typing_in_the_cell(region_desk, shown, qtbot):
    panel = shown(TablePanel(region_desk, "t", COLUMNS), region_desk)
    panel.show_rows(rows_of("a", "b"))
    written = []
    panel.model.edited.connect(lambda row, column, value: written.append((row.name, column.key, value)))
    type_in(panel, qtbot, "komen")
    QApplication.processEvents()  # the first that fits is marked now
    assert panel.view.findChild(QLineEdit, "cell_editor").text() == "komen"
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)  # the list below the cell
    region_desk.lane.wait_idle()
    assert written == [("a", "state", EngagementState.KEPT)]
    assert panel.view.currentIndex() == panel.model.index(1, 1)


def test_what_is_no_choice_says_what_there_is(region_desk, shown, qtbot):
    panel = shown(TablePanel(region_desk, "t", COLUMNS), region_desk)
    panel.show_rows(rows_of("a"))
    type_in(panel, qtbot, "zeker")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    assert texts(panel.model, 1) == ["voorgesteld"]
    assert "“zeker” is geen van de keuzes" in sentence(region_desk.told[0])


def test_enter_on_what_is_not_edited_opens_it(region_desk, shown, qtbot):
    columns = [Column("name", N_("Name"), lambda row: row.name)]
    panel = shown(TablePanel(region_desk, "t", columns), region_desk)
    rows = rows_of("a", "b")
    panel.show_rows(rows)
    opened = []
    panel.opened.connect(opened.append)
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert opened == [rows[0]]


def test_filters_and_columns_are_remembered(region_desk, shown, settings):
    panel = shown(TablePanel(region_desk, "kept", COLUMNS), region_desk)
    panel.show_rows(rows_of("a", "b"))
    panel.quick.setText("a")
    panel.set_filter("state", ColumnFilter(values=frozenset({"voorgesteld"})))
    panel.view.widths.choose(2, shown=False)
    panel.view.sort_by(0)
    panel.view.sort_by(0)
    panel._remember()
    again = shown(TablePanel(region_desk, "kept", COLUMNS), region_desk)
    again.show_rows(rows_of("a", "b", "aa"))
    assert texts(again.model) == ["a"]
    assert again.view.isColumnHidden(2)
    again.clear_filters()
    assert texts(again.model) == ["b", "aa", "a"]


def test_memory_that_cannot_be_read_is_left_alone(region_desk, shown, settings: QSettings):
    settings.setValue("table/kept", "{not json")
    panel = shown(TablePanel(region_desk, "kept", COLUMNS), region_desk)
    panel.show_rows(rows_of("a"))
    assert texts(panel.model) == ["a"]


def test_the_filter_of_a_column_applies_while_ticking(region_desk, shown, qtbot):
    panel = shown(TablePanel(region_desk, "t", COLUMNS), region_desk)
    panel.show_rows(rows_of("a", "b", "c"))
    popup = FilterPopup(region_desk, panel.model, COLUMNS[1], panel.set_filter, panel)
    qtbot.addWidget(popup)
    popup._values.item(1).setCheckState(Qt.CheckState.Checked)
    assert texts(panel.model) == ["b"]
    popup._clear()
    assert panel.model.rowCount() == 3


def test_an_empty_list_says_so(region_desk, shown):
    panel = shown(TablePanel(region_desk, "t", COLUMNS, empty="Nog geen engagementen."), region_desk)
    panel.show_rows([])
    assert panel._stack.currentIndex() == 1
    panel.show_rows(rows_of("a"))
    assert panel._stack.currentIndex() == 0


def test_rows_that_show_the_same_can_stand_together(region_desk, shown, qtbot):
    panel = shown(TablePanel(region_desk, "grouped", COLUMNS), region_desk)
    first, second, third = rows_of("a", "b", "c")
    third = replace(third, state=first.state)
    panel.show_rows([first, second, third])
    panel.group_by("state")
    assert texts(panel.model) == ["voorgesteld  (2)", "a", "c", "onder voorbehoud  (1)", "b"]
    assert panel.shown() == [first, third, second]
    assert panel.current() is first
    panel.view.setCurrentIndex(panel.model.index(3, 0))
    assert panel.current() is None
    assert panel.chosen() == []
    panel._remember()
    again = shown(TablePanel(region_desk, "grouped", COLUMNS), region_desk)
    again.show_rows([first, second])
    assert again.model.rowCount() == 4
    again.group_by("")
    assert texts(again.model) == ["a", "b"]


def test_a_pasted_block_is_one_write(lines, region_desk):
    saved = []
    region_desk.lane.saved.connect(lambda *told: saved.append(told))
    lines.view.setCurrentIndex(lines.model.index(0, 0))
    QGuiApplication.clipboard().setText("Een\nTwee")
    lines.view.blocks.paste()
    region_desk.lane.wait_idle()
    assert len(saved) == 1


def test_alt_down_asks_for_the_filter_of_the_column(region_desk, shown, qtbot):
    panel = shown(TablePanel(region_desk, "t", COLUMNS), region_desk)
    panel.show_rows(rows_of("a"))
    asked = []
    panel.view.filter_asked.disconnect(panel.filter_column)
    panel.view.filter_asked.connect(asked.append)
    qtbot.keyClick(panel.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert asked == [0]
