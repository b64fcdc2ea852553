"""Exporting to Excel where one looks for it, and reading the workbook back in the window."""

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QWidget

from ibo_desk.ui.exporting import ask_export, exported_kinds
from ibo_desk.ui.import_dialog import ImportDialog


@pytest.fixture
def said(region_desk):
    sentences = []
    region_desk.notice.connect(sentences.append)
    return sentences


@pytest.fixture
def window(region_desk, shown):
    return shown(QWidget(), region_desk)


@pytest.fixture
def organisations(region_desk, window, said, tmp_path):
    """The organisations of the region as a workbook, as the window makes it."""
    dialog = ask_export(region_desk, window, ("organisations",))
    dialog.fileSelected.emit(str(tmp_path / "uit.xlsx"))
    dialog.close()
    region_desk.lane.wait_idle()
    return tmp_path / "uit.xlsx"


def read(desk):
    desk.work.wait_idle()
    desk.lane.wait_idle()


def test_the_window_writes_the_workbook_and_says_where(organisations, said):
    assert organisations.exists()
    assert "uit.xlsx" in said[-1]


def test_the_next_one_is_asked_for_in_the_same_folder(region_desk, window, organisations):
    dialog = ask_export(region_desk, window)
    assert dialog.directory().absolutePath() == str(organisations.parent)
    dialog.close()


@pytest.mark.long
def test_only_what_was_changed_stands_in_the_window_and_is_read_in(region_desk, window, organisations):
    book = load_workbook(organisations)
    page = book.worksheets[0]
    heading = next(cell.column for cell in page[1] if cell.value == "Functionele mailbox")
    page.cell(2, heading).value = "loket@voorbeeld.example"
    book.save(organisations)
    dialog = ImportDialog(region_desk, window)
    dialog.show()
    dialog.load(organisations)
    read(region_desk)
    assert dialog.banner.isHidden(), dialog.banner.text
    assert dialog.rows.topLevelItemCount() == 1
    assert "loket@voorbeeld.example" in dialog.rows.topLevelItem(0).text(2)
    dialog.apply()
    region_desk.lane.wait_idle()
    boxes = []
    region_desk.lane.read(lambda app: [row.mailbox for row in app.organisations.listing()], boxes.extend)
    region_desk.lane.wait_idle()
    assert "loket@voorbeeld.example" in boxes


def test_what_a_rule_refuses_stays_in_the_window_and_the_rest_is_read_in(region_desk, window, organisations):
    book = load_workbook(organisations)
    page = book.worksheets[0]
    at = {cell.value: cell.column for cell in page[1]}
    page.cell(2, at["Geldig vanaf"]).value = "01/01/2026"
    page.cell(2, at["Geldig tot en met"]).value = "01/01/2020"
    page.cell(3, at["Functionele mailbox"]).value = "loket@voorbeeld.example"
    book.save(organisations)
    dialog = ImportDialog(region_desk, window)
    dialog.show()
    dialog.load(organisations)
    read(region_desk)
    dialog.apply()
    region_desk.lane.wait_idle()
    assert dialog.isVisible()
    assert dialog.rows.topLevelItemCount() == 1
    assert "rij 2" in dialog.rows.topLevelItem(0).text(2)
    assert not dialog.record.isEnabled()


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        ("engagement", ("engagements",)),
        ("engagement_partner", ("engagements",)),
        ("person", ("people",)),
        ("body", ("bodies",)),
        ("milestone", ("milestones",)),
        ("burden", ()),
    ],
)
def test_a_table_exports_the_kind_of_its_rows(table, kinds):
    assert exported_kinds([table]) == kinds
