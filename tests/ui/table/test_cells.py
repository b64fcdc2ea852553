"""Cells of a table: Delete empties them, a block is one entry and one undo, what is refused says which and why."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ibo_desk.domain.engagements import EngagementState
from ibo_desk.language import N_
from ibo_desk.services.words import sentence
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.lines import Lines
from ibo_desk.ui.scrolling import VerticalScrollArea
from ibo_desk.ui.table.blocks import read_block
from ibo_desk.ui.table.columns import Column, Edit, Making
from ibo_desk.ui.table.html_blocks import read_html
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
    panel.view.blocks.paste()
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


def test_headings_in_the_block_say_which_column_is_meant(panel, region_desk):
    panel.view.widths.choose(4, shown=False)
    choose(panel, 0, 2, 0, 2)
    paste(panel, "Note\tnaam\nonzichtbaar\tAaa\nook\tBbb\n", region_desk)
    assert (texts(panel, 0), texts(panel, 4)) == (["Aaa", "Bbb", "Cc"], ["onzichtbaar", "ook", "noot"])


def test_a_heading_that_no_column_has_does_not_make_the_line_a_row(panel, region_desk):
    choose(panel, 0, 2, 0, 2)
    paste(panel, "Naam\tNote\tOpvolger\nAaa\tn1\tiemand\nBbb\tn2\t\n", region_desk)
    assert (texts(panel, 0), texts(panel, 4)) == (["Aaa", "Bbb", "Cc"], ["n1", "n2", "noot"])


def test_a_line_with_one_word_that_is_a_heading_too_is_a_row(panel, region_desk):
    choose(panel, 0, 0, 0, 0)
    paste(panel, "Naam\t1\tx\nBbb\t2\ty\n", region_desk)
    assert texts(panel, 0)[:2] == ["Naam", "Bbb"]


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
    assert region_desk.told == []
    left = panel.view.not_written
    reasons = {(refusal.column, refusal.row): refusal.why for refusal in left._refusals}
    assert "31/02/2027" in reasons["Tegen", "Bb"]
    assert "volgt uit andere gegevens" in reasons["Nummer", "Bb"]
    assert [why for why in reasons.values() if "daar is de tabel al gedaan" in why] != []
    assert len(reasons) == 4  # the cell that held “C” already needs no writing


def test_what_did_not_fit_is_mended_where_it_stands_and_undone_with_the_rest(lines, region_desk):
    before = texts(lines, 0)
    choose(lines, 0, 0, 0, 0)
    paste(lines, "Een\n" + "x" * 5000 + "\n", region_desk)
    left = lines.view.not_written
    assert texts(lines, 0)[:2] == ["Een", before[1]]
    assert not left.mend.isEnabled()
    left.list.item(0, 1).setText("Twee")
    left.mend.click()
    region_desk.lane.wait_idle()
    assert texts(lines, 0)[:2] == ["Een", "Twee"]
    region_desk.lane.write(lambda app: app.history.undo())
    region_desk.lane.wait_idle()
    assert texts(lines, 0) == before


def test_an_inner_copy_is_pasted_exactly(panel, region_desk):
    odd = ['"Samen fietsen" campagne', '"', "twee\nlijnen\tmet tab"]
    rows = [replace(row, note=note) for row, note in zip(panel.shown(), odd, strict=True)]
    panel.show_rows(rows)
    choose(panel, 0, 4, 2, 4)
    panel.view.blocks.copy()
    panel.show_rows([replace(row, note="weg") for row in rows])
    choose(panel, 0, 0, 0, 0)
    written = []
    panel.view.edits._write = lambda plan: written.extend(plan.cells)
    panel.view.blocks.paste()
    assert [cell.row.id for cell in written] == [row.id for row in rows]
    assert [cell.value for cell in written] == [
        odd[0],
        odd[1],
        "twee lijnen met tab",
    ]  # a line holds one line


@pytest.mark.parametrize(
    ("key", "area", "notes"),
    [
        (Qt.Key.Key_D, (0, 4, 2, 4), ["Aa", "Aa", "Aa"]),  # the first line in those below
        (Qt.Key.Key_D, (1, 4, 1, 4), ["Aa", "Aa", "Cc"]),  # in one line alone: what stands above
        (Qt.Key.Key_R, (0, 0, 1, 4), ["Aa", "Bb", "Cc"]),
    ],
)
def test_cells_are_filled_from_the_first_of_them(panel, region_desk, qtbot, key, area, notes):
    panel.show_rows([replace(row, note=row.name) for row in panel.shown()])
    panel.model.columns[1] = panel.model.columns[3]  # to the right: only what takes a name
    panel.model.columns[2] = panel.model.columns[3]
    choose(panel, *area)
    qtbot.keyClick(panel.view, key, CONTROL)
    region_desk.lane.wait_idle()
    assert texts(panel, 4) == notes


@pytest.mark.parametrize(
    ("at", "typed", "texts_after"),
    [(4, "zelfde", ["zelfde", "zelfde", "noot"]), (1, "lop", ["lopend", "lopend", "voorgesteld"])],
)
def test_what_is_typed_goes_into_all_chosen_cells(panel, region_desk, qtbot, at, typed, texts_after):
    """Ctrl+Enter, as in Excel; a choice that is typed takes the word that is marked."""
    choose(panel, 0, at, 1, at)
    panel.view.setFocus()
    qtbot.keyClicks(panel.view, typed[0])
    editor = panel.view.findChild(QLineEdit, "cell_editor")
    qtbot.keyClicks(editor, typed[1:])
    QApplication.processEvents()  # the list of choices narrows after the letters
    shown = editor.completer()
    listed = shown is not None and shown.popup().isVisible()
    qtbot.keyClick(shown.popup() if listed else editor, Qt.Key.Key_Return, CONTROL)
    region_desk.lane.wait_idle()
    assert (texts(panel, at), listed) == (texts_after, at == 1)


def test_keys_of_a_table_are_its_own_where_what_it_stands_in_has_them_too(panel, region_desk, qtbot):
    """Ctrl+D goes from the notes to the conclusion in a meeting, and fills down in a table there."""
    turned = []
    QShortcut(QKeySequence("Ctrl+D"), panel, lambda: turned.append("conclusion"))
    panel.show_rows([replace(row, note=row.name) for row in panel.shown()])
    choose(panel, 0, 4, 2, 4)
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_D, CONTROL)
    region_desk.lane.wait_idle()
    assert (texts(panel, 4), turned) == (["Aa", "Aa", "Aa"], [])
    qtbot.keyClick(panel.quick, Qt.Key.Key_D, CONTROL)
    assert turned == ["conclusion"]


def test_a_copy_is_complete_and_has_its_headings_where_they_are_asked(panel, qtbot):
    panel.model.columns[0] = replace(panel.model.columns[0], full=lambda row: f"{row.name} voluit")
    choose(panel, 0, 0, 1, 2)
    qtbot.keyClick(panel.view, Qt.Key.Key_C, CONTROL | SHIFT)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == (
        "Naam\tStatus\tTegen\nAa voluit\tvoorgesteld\t05/01/2027\nBb voluit\tvoorgesteld\t05/01/2027\n"
    )
    assert [[cell.text for cell in line] for line in read_html(mime.html())] == read_block(mime.text())
    assert read_html(mime.html())[1][2].exact == "05/01/2027"
    qtbot.keyClick(panel.view, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().startswith("Aa voluit")


def test_enter_goes_down_and_shift_enter_up_also_while_writing(panel, region_desk, qtbot):
    view = panel.view
    view.setCurrentIndex(panel.model.index(0, 4))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.currentIndex() == panel.model.index(1, 4)
    qtbot.keyClicks(view, "x")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    assert (view.currentIndex(), texts(panel, 4)[1]) == (panel.model.index(2, 4), "x")
    qtbot.keyClicks(view, "y")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, SHIFT)
    region_desk.lane.wait_idle()
    assert view.currentIndex() == panel.model.index(1, 4)
    qtbot.keyClick(view, Qt.Key.Key_Return, SHIFT)
    assert view.currentIndex() == panel.model.index(0, 4)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (Qt.Key.Key_Home, (0, 0)),
        (Qt.Key.Key_End, (2, 4)),
        (Qt.Key.Key_Up, (0, 1)),
        (Qt.Key.Key_Down, (2, 1)),
        (Qt.Key.Key_Left, (1, 0)),
        (Qt.Key.Key_Right, (1, 4)),
    ],
)
def test_what_one_goes_to_with_ctrl_is_what_is_chosen(panel, qtbot, key, place):
    choose(panel, 1, 1, 1, 1)
    qtbot.keyClick(panel.view, key, CONTROL)
    assert [(index.row(), index.column()) for index in panel.view.selectedIndexes()] == [place]


def test_a_letter_of_several_keys_is_not_lost(panel, region_desk):
    panel.view.setCurrentIndex(panel.model.index(0, 4))
    letter = QInputMethodEvent()
    letter.setCommitString("ë")
    QApplication.sendEvent(panel.view, letter)
    assert QApplication.focusWidget().text() == "ë"


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


def test_words_are_found_and_replaced_in_all_cells_that_can_be_typed_in(panel, region_desk, qtbot):
    panel.show_rows([replace(row, note=f"Nota van {row.name}, nota") for row in panel.shown()])
    qtbot.keyClick(panel.view, Qt.Key.Key_F, CONTROL)
    finding = panel.row_commands.finding
    finding.words.setText("bb")
    assert finding.count.text() == "Gevonden in 2 cellen"
    finding.go_next()
    assert panel.view.currentIndex() == panel.model.index(1, 0)
    finding.go_next()
    finding.words.setText("nota ")
    assert finding.count.text() == "Gevonden in 3 cellen"  # not where nothing follows it
    finding.words.setText(" nota ")
    assert finding.count.text() == "Gevonden in 0 cellen"
    finding.words.setText("NOTA")
    finding.by.setText(r"brief \1")
    finding.replace_all()
    region_desk.lane.wait_idle()
    assert texts(panel, 4)[0] == r"brief \1 van Aa, brief \1"
    finding.whole.setChecked(True)
    finding.words.setText("voorgesteld")
    finding.by.setText("bestaat niet")
    finding.replace_all()
    region_desk.lane.wait_idle()
    assert texts(panel, 1) == ["voorgesteld"] * 3
    assert len(panel.view.not_written._refusals) == 3


def test_a_heading_sorts_and_leaves_the_open_record_open(panel, qtbot):
    choose(panel, 1, 1, 1, 1)
    record = panel.view.current().id
    header = panel.view.headings
    for column in (0, 1):
        place = QPoint(header.sectionViewportPosition(column) + 10, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert panel.view.current().id == record
        assert len(panel.view.selectedIndexes()) == 1


def test_finding_goes_with_the_list_that_another_page_hides(panel, qtbot):
    qtbot.keyClick(panel.view, Qt.Key.Key_F, CONTROL)
    finding = panel.row_commands.finding
    with qtbot.waitSignal(finding.destroyed):
        panel.hide()


# lines below the end


def test_rows_stay_where_they_are_while_one_writes_in_what_they_are_sorted_by(panel, region_desk):
    panel.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    choose(panel, 0, 0, 1, 0)
    paste(panel, "Zz", region_desk)
    first, second, third = panel.model.all_rows()
    read_again = [third, replace(second, name="Zz"), replace(first, name="Zz")]
    panel.show_rows(read_again)
    assert texts(panel, 0) == ["Zz", "Zz", "Cc"]
    assert len(panel.view.selectedIndexes()) == 2

    panel.show_rows([*lines_of("Ab"), *read_again])
    assert texts(panel, 0) == ["Zz", "Zz", "Cc", "Ab"]
    panel.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert texts(panel, 0) == ["Ab", "Cc", "Zz", "Zz"]


def test_a_list_that_was_left_is_sorted_when_one_comes_back(panel, region_desk):
    panel.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    choose(panel, 0, 0, 0, 0)
    paste(panel, "Zz", region_desk)
    panel.show_rows([replace(panel.model.all_rows()[0], name="Zz"), *panel.model.all_rows()[1:]])
    panel.hide()
    panel.show()

    assert texts(panel, 0) == ["Bb", "Cc", "Zz"]


def add_line(app):
    return app.records.add("strategic_line", {"name": "nieuw"})


def test_lines_below_the_end_become_records_in_one_entry(lines, region_desk):
    lines.view.edits.making = Making(lambda: add_line)
    before, entries = texts(lines, 0), len(labels(region_desk))
    choose(lines, len(before) - 1, 0, len(before) - 1, 0)
    paste(lines, "Laatste\n\nNieuw\tteveel\n" + "x" * 5000 + "\n", region_desk)
    assert sorted(texts(lines, 0)) == sorted([*before[:-1], "Laatste", "Nieuw", "nieuw"])
    assert len(labels(region_desk)) == entries + 1
    left = lines.view.not_written
    assert [refusal.text[:6] for refusal in left._refusals] == ["teveel", "xxxxxx"]
    region_desk.lane.write(lambda app: app.history.undo())
    region_desk.lane.wait_idle()
    assert texts(lines, 0) == before


# what was refused stays in sight


@pytest.mark.parametrize("scrolled", [False, True], ids=["a table", "lines in what scrolls as a whole"])
def test_the_sentence_above_a_refused_date_leaves_its_cell_in_sight(region_desk, qtbot, scrolled):
    window, banner = QWidget(), Banner(region_desk.theme)
    layout = QVBoxLayout(window)
    layout.addWidget(banner)
    rows = lines_of(*(f"Regel {number:02}" for number in range(30)))
    if scrolled:
        made = Lines(region_desk, "cells", COLUMNS, most=30)
        area = VerticalScrollArea(made)
        layout.addWidget(area, 1)
    else:
        made = area = TablePanel(region_desk, "cells", COLUMNS)
        layout.addWidget(made, 1)
    region_desk.error.connect(lambda error: banner.say(sentence(error) + "\n" * 5))
    qtbot.addWidget(window)
    window.resize(700, 480)
    window.show()
    window.activateWindow()
    made.show_rows(rows)
    QApplication.processEvents()
    view, room = made.view, area.height()

    def in_sight(row):
        cell = view.visualRect(view.model().index(row, 2))
        top_left = view.viewport().mapTo(area, cell.topLeft())
        return area.rect().contains(QRect(top_left, cell.size()))

    last = max(row for row in range(30) if in_sight(row))
    view.setFocus()
    view.setCurrentIndex(view.model().index(last, 2))
    view.edit(view.currentIndex())
    editor = QApplication.focusWidget()
    editor.setText("31/02/2027")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: area.height() < room and in_sight(last))
    assert (editor.text(), view.state()) == ("31/02/2027", view.State.EditingState)


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


def test_filling_down_says_what_was_done(lines, region_desk, qtbot):
    choose(lines, 0, 0, 1, 0)
    qtbot.keyClick(lines.view, Qt.Key.Key_D, CONTROL)
    region_desk.lane.wait_idle()
    assert labels(region_desk)[0] == "1 cel ingevuld met wat erboven staat"
    choose(lines, 1, 0, 2, 0)
    lines.view.blocks.fill_with("Overal")
    region_desk.lane.wait_idle()
    assert labels(region_desk)[0] == "2 cellen ingevuld met dezelfde waarde"


def test_a_cell_that_the_store_refuses_is_told_and_the_others_stand(lines, region_desk):
    before = texts(lines, 0)
    choose(lines, 0, 0, 0, 0)
    paste(lines, "x" * 5000 + "\nTwee\n", region_desk)
    assert texts(lines, 0)[:2] == [before[0], "Twee"]
    (refusal,) = lines.view.not_written._refusals
    assert (refusal.column, refusal.text) == ("Naam", "x" * 5000)


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
    assert words == [
        "Kopiëren",
        "Kopiëren met titels",
        "Knippen",
        "Plakken",
        "Plakken als nieuwe rijen",
        "Cellen leegmaken",
        "Naar beneden doorvoeren",
        "Naar rechts doorvoeren",
        "Zoeken en vervangen…",
        "",
        "Rij verwijderen…",
        "",
        "Deze lijst als bestand…",
    ]
    panel.set_read_only(True)
    menu = panel.let_remove(print).menu()
    assert [action.isEnabled() for action in menu.actions() if not action.isSeparator()] == (
        [True] * 2 + [False] * 8 + [True]
    )


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


def test_keys_that_were_typed_before_enter_was_dealt_with_go_in_the_cell_below(panel, region_desk, qtbot):
    """On a slow machine several keys wait; the second word stood behind the first, in the same cell."""
    choose(panel, 0, 4, 0, 4)
    view = panel.view
    view.setFocus()
    for word in ("een", "twee", "drie"):
        qtbot.keyClicks(QApplication.focusWidget(), word[0])
        qtbot.keyClicks(QApplication.focusWidget(), word[1:])
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    assert texts(panel, 4) == ["een", "twee", "drie"]
