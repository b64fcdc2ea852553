"""Cells of a table: Delete empties them, a block is one entry and one undo, what is refused says which and why."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ibo_desk.domain.engagements import EngagementState
from ibo_desk.language import N_
from ibo_desk.services.words import sentence
from ibo_desk.ui.table.columns import Column, Edit
from ibo_desk.ui.table.panel import TablePanel

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Line:
    id: UUID
    revision: UUID | None
    name: str
    state: EngagementState
    due: date | None
    note: str = ""
    locked: bool = False


def no_write(_app, _row, _value) -> None:
    """These rows are in no file."""


COLUMNS = (
    Column("name", N_("Name"), lambda row: row.name, stretch=True, edit=Edit("x", "name", save=no_write)),
    Column(
        "state",
        N_("State"),
        lambda row: row.state,
        edit=Edit("x", "state", enum=EngagementState, save=no_write),
    ),
    Column(
        "due",
        N_("Due"),
        lambda row: row.due,
        edit=Edit("x", "due", "date", save=no_write, allowed=lambda row: not row.locked),
    ),
    Column("number", N_("Number"), lambda row: row.name[:1]),
    Column("note", N_("Note"), lambda row: row.note, edit=Edit("x", "note", save=no_write)),
)


def lines_of(*names: str) -> list[Line]:
    return [Line(uuid4(), None, name, EngagementState.PROPOSED, date(2027, 1, 5), "noot") for name in names]


@pytest.fixture
def panel(region_desk, shown):
    made = shown(TablePanel(region_desk, "cells", COLUMNS), region_desk)
    made.show_rows(lines_of("Aa", "Bb", "Cc"))
    made.window().activateWindow()
    made.view.setFocus()
    QApplication.processEvents()
    return made


@pytest.fixture
def notices(region_desk):
    heard = []
    region_desk.notice.connect(heard.append)
    return heard


def choose(panel, top, left, bottom, right):
    model = panel.model
    panel.view.setCurrentIndex(
        model.index(bottom, right)
    )  # the current cell is the last, as after Shift+click
    area = QItemSelection(model.index(top, left), model.index(bottom, right))
    panel.view.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def texts(panel, column):
    return [panel.model.index(row, column).data() for row in range(panel.model.rowCount())]


def paste(panel, text, desk):
    QGuiApplication.clipboard().setText(text)
    panel.view.paste()
    desk.lane.wait_idle()


# Delete


def test_delete_empties_the_chosen_cells_and_removes_no_row(panel, region_desk, qtbot):
    choose(panel, 0, 2, 1, 4)
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    region_desk.lane.wait_idle()
    assert panel.model.rowCount() == 3
    assert texts(panel, 2) == ["", "", "05/01/2027"]
    assert texts(panel, 4) == ["", "", "noot"]
    (error,) = region_desk.told  # “number” follows from other data: told once, for both rows
    assert sentence(error) == (
        "2 van de 6 cellen werden niet geschreven. “Nummer” bij “Aa” en nog 1: “Nummer” volgt uit andere gegevens"
        " en wordt hier niet ingevuld."
    )


def test_what_cannot_be_empty_says_so(panel, region_desk, qtbot):
    choose(panel, 0, 1, 0, 1)
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    region_desk.lane.wait_idle()
    assert texts(panel, 1)[0] == "voorgesteld"
    assert "“Status” bij “Aa”: Hier moet één van de keuzes staan." in sentence(region_desk.told[0])


@pytest.mark.parametrize(
    ("lock", "why"),
    [
        (lambda panel: panel.set_read_only(True), "ligt vast"),
        (lambda panel: panel.show_rows([replace(lines_of("Aa")[0], locked=True)]), "kan in deze rij niet"),
    ],
)
def test_what_is_locked_stays_and_says_why(panel, region_desk, qtbot, lock, why):
    lock(panel)
    choose(panel, 0, 2, 0, 2)
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    region_desk.lane.wait_idle()
    assert texts(panel, 2)[0] == "05/01/2027"
    assert why in sentence(region_desk.told[0])


# letters


def test_letters_in_a_locked_cell_never_jump_and_say_why(panel, notices, qtbot):
    panel.view.setCurrentIndex(panel.model.index(0, 3))
    qtbot.keyClicks(panel.view, "C")
    assert panel.view.currentIndex() == panel.model.index(0, 3)
    assert notices == ["“Nummer” volgt uit andere gegevens en wordt hier niet ingevuld."]


def test_letters_in_a_list_that_is_not_typed_in_find_a_row(region_desk, shown, qtbot, notices):
    panel = shown(TablePanel(region_desk, "list", [COLUMNS[3]]), region_desk)
    panel.show_rows(lines_of("Aa", "Bb", "Cc"))
    qtbot.keyClicks(panel.view, "C")
    assert panel.current().name == "Cc"
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert notices == ["In deze lijst wordt niets ingevuld, dus kan er niets leeggemaakt worden."]


# paste


def test_a_block_begins_at_the_top_left_of_the_selection(panel, region_desk):
    choose(panel, 0, 2, 1, 4)
    paste(panel, "1/2/2027\tx\tnieuw\n2/2/2027\tx\tander\n", region_desk)
    assert texts(panel, 2) == ["01/02/2027", "02/02/2027", "05/01/2027"]
    assert texts(panel, 4) == ["nieuw", "ander", "noot"]


def test_one_value_fills_the_selection(panel, region_desk):
    choose(panel, 0, 4, 2, 4)
    paste(panel, "overal\n", region_desk)
    assert texts(panel, 4) == ["overal"] * 3
    assert region_desk.told == []


def test_what_does_not_fit_is_told_with_its_cell_and_why(panel, region_desk):
    choose(panel, 1, 2, 1, 2)
    paste(panel, "31/02/2027\tx\tn1\tteveel\n1/3/2027\tC\tn2\nderde\n", region_desk)
    assert texts(panel, 4) == ["noot", "n1", "n2"]
    assert texts(panel, 2)[2] == "01/03/2027"
    (error,) = region_desk.told
    told = sentence(error)
    assert told.startswith("4 van de 8 cellen werden niet geschreven.")
    assert "rij 1, kolom 4 van het geplakte blok en nog 1" not in told  # each place by its name
    assert "“Over” bij “Bb”" in told or "bij “Bb”: " in told
    assert "31/02/2027" in told
    assert "daar is de tabel al gedaan" in told


def test_an_inner_copy_is_pasted_exactly(panel, region_desk):
    odd = ['"Samen fietsen" campagne', '"', "twee\nlijnen\tmet tab"]
    rows = [replace(row, note=note) for row, note in zip(panel.shown(), odd, strict=True)]
    panel.show_rows(rows)
    choose(panel, 0, 4, 2, 4)
    panel.view.copy()
    panel.show_rows([replace(row, note="weg") for row in rows])
    choose(panel, 0, 0, 0, 0)
    written = []
    panel.view.edits._write = lambda plan, _label: written.extend(plan.cells)
    panel.view.paste()
    assert [cell.row.id for cell in written] == [row.id for row in rows]
    assert [cell.value for cell in written] == [
        odd[0],
        odd[1],
        "twee lijnen met tab",
    ]  # a line holds one line


def test_groups_are_passed_over(panel, region_desk):
    first, second, third = panel.shown()
    panel.show_rows([first, replace(second, state=EngagementState.CONFIRMED), third])
    panel.group_by("state")
    assert panel.model.group(0) is not None
    choose(panel, 1, 4, 1, 4)
    paste(panel, "een\ntwee\ndrie\n", region_desk)
    assert [panel.model.index(at, 4).data() for at in range(5) if panel.model.group(at) is None] == [
        "een",
        "twee",
        "drie",
    ]


# on real records: one entry, one undo


@pytest.fixture
def lines(region_desk, shown):
    columns = [Column("name", N_("Name"), lambda row: row.name, edit=Edit("strategic_line", "name"))]
    made = shown(TablePanel(region_desk, "lines", columns), region_desk)

    def load(*_changes):
        region_desk.lane.read(lambda app: app.actions.lines(), made.show_rows)

    region_desk.lane.changed.connect(load)
    load()
    region_desk.lane.wait_idle()
    return made


def labels(desk):
    heard = []
    desk.lane.read(lambda app: [entry.label for entry in app.history.entries()], heard.extend)
    desk.lane.wait_idle()
    return heard


def test_a_block_is_one_entry_and_one_undo(lines, region_desk):
    before, entries = texts(lines, 0), len(labels(region_desk))
    choose(lines, 0, 0, 0, 0)
    paste(lines, "Een\nTwee\n", region_desk)
    assert texts(lines, 0)[:2] == ["Een", "Twee"]
    assert len(labels(region_desk)) == entries + 1
    assert labels(region_desk)[0] == "2 cellen geplakt"
    region_desk.lane.write(lambda app: app.history.undo())
    region_desk.lane.wait_idle()
    assert texts(lines, 0) == before


def test_a_cell_that_the_store_refuses_is_told_and_the_others_stand(lines, region_desk):
    before = texts(lines, 0)
    choose(lines, 0, 0, 0, 0)
    paste(lines, "x" * 5000 + "\nTwee\n", region_desk)
    assert texts(lines, 0)[:2] == [before[0], "Twee"]
    (error,) = region_desk.told
    assert sentence(error).startswith("1 van de 2 cellen werd niet geschreven. “Naam” bij “")


def test_delete_over_names_that_have_to_be_there_leaves_them(lines, region_desk, qtbot):
    before = texts(lines, 0)
    lines.view.selectAll()
    qtbot.keyClick(lines.view, Qt.Key.Key_Delete)
    region_desk.lane.wait_idle()
    assert texts(lines, 0) == before
    assert len(region_desk.told) == 1


# removing rows


def test_removing_asks_how_many_and_which(panel, qtbot):
    gone = []
    commands = panel.let_remove(gone.extend)
    choose(panel, 0, 0, 1, 1)
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete, CONTROL)
    question = commands.question
    assert question.text() == "2 rijen verwijderen?"
    assert "• Aa\n• Bb" in question.informativeText()
    question.keep.click()
    assert gone == []
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete, CONTROL)
    commands.question.remove.click()
    assert [row.name for row in gone] == ["Aa", "Bb"]


def test_the_menu_of_a_cell_names_what_can_be_done(panel, region_desk):
    words = [action.text().partition("\t")[0] for action in panel.let_remove(print).menu().actions()]
    assert words == ["Kopiëren", "Plakken", "Cellen leegmaken", "", "Rij verwijderen…"]
    panel.set_read_only(True)
    menu = panel.let_remove(print).menu()
    assert [action.isEnabled() for action in menu.actions() if not action.isSeparator()] == [True] + [
        False
    ] * 3


def test_a_list_whose_rows_are_not_removed_says_so(panel, notices, qtbot):
    panel.let_remove(print).deleteLater()
    panel.set_read_only(True)
    qtbot.keyClick(panel.view, Qt.Key.Key_Delete, CONTROL)
    assert notices == ["Wat hier staat, ligt vast en kan alleen gelezen worden."]


# Tab


@pytest.fixture
def between(region_desk, shown, qtbot):
    """A table between two buttons."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    before, after = QPushButton("voor"), QPushButton("na")
    table = TablePanel(region_desk, "between", COLUMNS, bare=True)
    for widget in (before, table, after):
        layout.addWidget(widget)
    shown(holder, region_desk)
    table.show_rows(lines_of("Aa", "Bb"))
    holder.activateWindow()
    table.view.setFocus()
    QApplication.processEvents()
    table.holder = holder  # kept as long as the table
    return before, table, after


def test_tab_leaves_a_table_both_ways(between, qtbot):
    before, table, after = between
    for column in range(5):
        table.view.setFocus()
        table.view.setCurrentIndex(table.model.index(0, column))
        qtbot.keyClick(table.view, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is after
        table.view.setFocus()
        qtbot.keyClick(table.view, Qt.Key.Key_Backtab, SHIFT)
        assert QApplication.focusWidget() is before


def test_while_a_cell_is_typed_in_tab_goes_to_the_next_one_that_can_be(between, region_desk, qtbot):
    _before, table, _after = between
    view = table.view
    view.setCurrentIndex(table.model.index(0, 2))
    view.edit(view.currentIndex())
    qtbot.keyClick(view.findChild(QLineEdit, "cell_editor"), Qt.Key.Key_Tab)
    assert view.currentIndex() == table.model.index(0, 4)  # over the locked column
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert view.currentIndex() == table.model.index(1, 0)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab, SHIFT)
    assert view.currentIndex() == table.model.index(0, 4)
    view.setCurrentIndex(table.model.index(1, 4))
    view.edit(view.currentIndex())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)  # the last one: it stays in the table
    assert view.currentIndex() == table.model.index(1, 4)
    assert not view.findChildren(QLineEdit, "cell_editor") or view.state() != view.State.EditingState


def test_esc_gives_the_old_text_back(between, region_desk, qtbot):
    _before, table, _after = between
    view = table.view
    view.setCurrentIndex(table.model.index(0, 0))
    qtbot.keyClicks(view, "N")
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, "ieuw")
    assert editor.text() == "Nieuw"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    region_desk.lane.wait_idle()
    assert table.model.index(0, 0).data() == "Aa"


def test_what_is_being_typed_stays_when_the_row_is_read_again(between, qtbot):
    _before, table, _after = between
    table.view.setCurrentIndex(table.model.index(0, 0))
    qtbot.keyClicks(table.view, "N")
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, "ieuw")
    index = table.model.index(0, 0)
    table.model.dataChanged.emit(index, index)
    assert editor.text() == "Nieuw"
