"""Reading a list in: first what would change, then all at once; a wrong file is one sentence."""

import threading

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ibo_desk.ui.import_dialog import ImportDialog
from ibo_desk.ui.lists.cells import CellsDialog
from ibo_desk.ui.lists.columns import ColumnsDialog
from ibo_desk.ui.lists.names import NamesDialog


@pytest.fixture
def open_dialog(region_desk, shown):
    window = shown(QWidget(), region_desk)

    def make():
        made = ImportDialog(region_desk, window)
        made.show()
        return made

    return make


@pytest.fixture
def workbook(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["Nr", "Regionale actie", "Engagement", "Partner", "Tegen", "Status"])
    sheet.append(["R99", "Fietsbrug over de Leie", "Studie bezorgen", "Menen", "31/03/2027", "lopend"])
    path = tmp_path / "acties.xlsx"
    book.save(path)
    return path


def read(desk):
    """Let the file be read apart, and what follows from it at the store."""
    desk.work.wait_idle()
    desk.lane.wait_idle()


@pytest.mark.long
def test_a_list_is_shown_row_by_row_and_then_read_in(open_dialog, region_desk, workbook):
    dialog = open_dialog()
    dialog.load(workbook)
    read(region_desk)
    assert region_desk.told == []
    assert dialog.banner.isHidden(), dialog.banner.text
    assert dialog.rows.topLevelItemCount() >= 1
    assert dialog.record.isEnabled()
    dialog.apply()
    region_desk.lane.wait_idle()
    titles = []
    region_desk.lane.read(lambda app: [row.title for row in app.actions.listing()], titles.extend)
    region_desk.lane.wait_idle()
    assert "Fietsbrug over de Leie" in titles
    dialog = open_dialog()
    dialog.load(workbook)
    read(region_desk)
    assert not dialog.record.isEnabled()


def test_a_file_that_is_no_workbook_is_one_sentence(open_dialog, region_desk, workbook, tmp_path):
    path = tmp_path / "brief.xlsx"
    path.write_bytes(b"geen werkmap")
    dialog = open_dialog()
    before = dialog.summary.text()
    dialog.load(workbook)
    read(region_desk)
    dialog.load(path)
    read(region_desk)
    assert (dialog.title.text(), dialog.summary.text()) == ("brief.xlsx", before), (
        "nothing of the list before it"
    )
    assert "brief.xlsx" in dialog.banner.text
    assert not dialog.record.isEnabled()


def test_a_file_is_read_apart_from_the_store_and_for_nobody_once_closed(
    open_dialog, region_desk, workbook, monkeypatch
):
    import ibo_desk.exchange.workbook as reading

    begun, go, threads, ended = threading.Event(), threading.Event(), [], []
    real = reading.read_workbook

    def waiting(path, progress):
        threads.append(threading.current_thread().name)
        begun.set()
        go.wait(10)
        book = real(path, progress)
        ended.append(path)
        return book

    monkeypatch.setattr(reading, "read_workbook", waiting)
    dialog = open_dialog()
    dialog.load(workbook)
    assert begun.wait(10)
    names = []
    region_desk.lane.read(lambda app: [row.name for row in app.organisations.listing()], names.extend)
    region_desk.lane.wait_idle()
    assert "Kortrijk" in names, "the store answers while a file is being read"
    dialog.reject()
    go.set()
    read(region_desk)
    assert threads[0].startswith("work")
    assert ended == [], "what nobody waits for any more is not read to its end"
    assert region_desk.told == []


def test_a_list_of_engagements_is_read_as_one_and_who_is_not_known_is_told(
    open_dialog, region_desk, tmp_path
):
    book = Workbook()
    sheet = book.active
    sheet.append(["Partner", "Contactpersoon", "Engagement", "Actie", "Tegen"])
    sheet.append(["Kuurne", "fictief", "Fietsen tellen", None, "31/03/2027"])
    sheet.append(["Heule", "fictief", "Bruggen tellen", None, "2027"])
    path = tmp_path / "engagementen.xlsx"
    book.save(path)
    dialog = open_dialog()
    dialog.load(path)
    read(region_desk)
    fates = [dialog.rows.topLevelItem(at).text(1) for at in range(dialog.rows.topLevelItemCount())]
    assert fates == ["nieuw", "twijfel, niet ingelezen"]
    dialog.apply()
    region_desk.lane.wait_idle()
    made = []
    region_desk.lane.read(lambda app: [row.what for row in app.engagements.listing()], made.extend)
    region_desk.lane.wait_idle()
    assert made == ["Fietsen tellen"]


def rows_of(dialog):
    return [dialog.rows.topLevelItem(at) for at in range(dialog.rows.topLevelItemCount())]


def opened(dialog, kind):
    """The question that the dialog asks now."""
    (asked,) = [each for each in dialog.findChildren(kind) if each.isVisible()]
    return asked


@pytest.mark.long
def test_names_columns_rows_and_cells_are_answered_and_the_list_is_looked_at_again(
    open_dialog, region_desk, tmp_path
):
    path = tmp_path / "engagementen.csv"
    path.write_text(
        "Partner;Contactpersoon;Engagement\nHeule;x;Fietsen tellen\nKuurne;x;Bruggen tellen\nMenen;x;Wegen\n"
    )
    dialog = open_dialog()
    dialog.load(path)
    read(region_desk)
    assert dialog.names.isEnabled()
    dialog.ask_names()
    read(region_desk)
    names = opened(dialog, NamesDialog)
    line = names.rows.topLevelItem(0)
    box = names.rows.itemWidget(line, 2)
    assert box.itemText(2) == "Kortrijk (waarvan het deel is)"
    assert line.checkState(3) is Qt.CheckState.Unchecked, "a borough is not remembered unless that is asked"
    box.setCurrentIndex(2)
    names.accept()
    read(region_desk)
    assert [row.text(1) for row in rows_of(dialog)] == ["nieuw"] * 3
    rows_of(dialog)[1].setCheckState(0, Qt.CheckState.Unchecked)
    read(region_desk)
    dialog.rows.setCurrentItem(rows_of(dialog)[2])
    dialog.correct()
    read(region_desk)
    cells = opened(dialog, CellsDialog)
    held = {cells.rows.topLevelItem(at).text(0): cells.rows.topLevelItem(at) for at in range(3)}
    held["engagement"].setText(1, "Wegen tellen")
    cells.accept()
    read(region_desk)
    dialog.apply()
    region_desk.lane.wait_idle()
    made = []
    region_desk.lane.read(
        lambda app: [(row.what, row.partners[0].organisation) for row in app.engagements.listing()],
        made.extend,
    )
    region_desk.lane.wait_idle()
    assert sorted(made) == [("Fietsen tellen", "Kortrijk"), ("Wegen tellen", "Menen")]


def test_a_list_that_nobody_recognises_is_read_by_the_columns_that_are_said(
    open_dialog, region_desk, tmp_path
):
    path = tmp_path / "lijst.csv"
    path.write_text("Kol A;Kol B\nFietsdelen;wat uitleg\n")
    dialog = open_dialog()
    dialog.load(path)
    read(region_desk)
    assert "soort lijst" in dialog.banner.text
    dialog.kind.setCurrentIndex(dialog.kind.findText("onderwerpen"))
    read(region_desk)
    assert "titel" in dialog.banner.text
    dialog.ask_columns()
    read(region_desk)
    columns = opened(dialog, ColumnsDialog)
    box = columns.rows.itemWidget(columns.rows.topLevelItem(0), 3)
    box.setCurrentIndex(box.findText("titel"))
    columns.accept()
    read(region_desk)
    assert dialog.banner.isHidden(), dialog.banner.text
    assert [row.text(1) for row in rows_of(dialog)] == ["nieuw"]


def test_another_row_of_headings_reads_the_columns_anew(open_dialog, region_desk, tmp_path):
    path = tmp_path / "lijst.csv"
    path.write_text("Titel;Samenvatting\nOnderwerp;Toelichting\nFietsdelen;wat uitleg\n")
    dialog = open_dialog()
    dialog.kind.setCurrentIndex(dialog.kind.findText("onderwerpen"))
    dialog.load(path)
    read(region_desk)
    dialog.ask_columns()
    read(region_desk)
    columns = opened(dialog, ColumnsDialog)
    assert (columns.row.value(), columns.rows.topLevelItem(0).text(1)) == (1, "Titel")
    columns.row.setValue(2)
    read(region_desk)
    assert [columns.rows.topLevelItem(0).text(at) for at in (1, 2)] == ["Onderwerp", "Fietsdelen"]
    columns.accept()
    read(region_desk)
    assert [row.text(1) for row in rows_of(dialog)] == ["nieuw"]
