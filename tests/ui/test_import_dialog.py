"""Reading a list in: first what would change, then all at once; a wrong file is one sentence."""

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QWidget

from ibo_desk.ui.import_dialog import ImportDialog


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


def test_a_list_is_shown_row_by_row_and_then_read_in(open_dialog, region_desk, workbook):
    dialog = open_dialog()
    dialog.load(workbook)
    region_desk.lane.wait_idle()
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
    region_desk.lane.wait_idle()
    assert not dialog.record.isEnabled()


def test_a_file_that_is_no_workbook_is_one_sentence(open_dialog, region_desk, tmp_path):
    path = tmp_path / "brief.xlsx"
    path.write_bytes(b"geen werkmap")
    dialog = open_dialog()
    dialog.load(path)
    region_desk.lane.wait_idle()
    assert "brief.xlsx" in dialog.banner.text
    assert not dialog.record.isEnabled()
