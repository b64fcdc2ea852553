"""Any list leaves the window as it is looked at: a workbook with days and amounts, a paper by the house template."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from ibo_desk.documents.builders.listing import listing
from ibo_desk.documents.render import render
from ibo_desk.domain.shown_list import ShownCell, ShownList, Unit
from ibo_desk.exchange.shown_book import shown_book
from ibo_desk.services.base.settings import RegionRow
from ibo_desk.ui.table.columns import ColumnFilter
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.table.printing import make_list, shown_list
from tests.ui.table.test_looking import COLUMNS, ROWS

LIST = ShownList(
    "Engagementen: [alle]",
    ("Wat", "Tegen", "Bedrag"),
    (
        (
            ShownCell("=1+1"),
            ShownCell("01/03/2027", date(2027, 3, 1)),
            ShownCell("€ 5", Decimal(5), Unit.EURO),
        ),
        (ShownCell("twee\nregels"), ShownCell(""), ShownCell("")),
    ),
    ("Status: lopend",),
)
REGION = RegionRow(ROWS[0].id, None, "Streek", "Europe/Brussels", "", sample=True)


def test_a_list_holds_what_is_shown_and_what_narrowed_it(qapp):
    model = RowsModel(COLUMNS)
    model.set_rows(ROWS)
    model.set_filter("partners", ColumnFilter("menen"))
    shown = shown_list(model, "Lijst", [3, 1, 2])
    assert shown.headings == ("Bedrag", "Partners", "Tegen")
    assert shown.narrowed == ("Partners: menen",)
    assert shown.rows[0] == (
        ShownCell("€\u00a01.000", Decimal(1000), Unit.EURO),
        ShownCell("Kortrijk, Menen"),
        ShownCell("01/03/2027", date(2027, 3, 1)),
    )
    assert [row[0].value for row in shown.rows] == [Decimal(1000), None]


def test_the_workbook_has_days_amounts_and_words_that_stay_words():
    page = load_workbook(BytesIO(shown_book(LIST))).active
    assert page.title == "Engagementen alle"
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["Wat", "Tegen", "Bedrag"],
        ["=1+1", datetime(2027, 3, 1), 5],  # noqa: DTZ001  a day of a sheet has no zone
        ["twee\nregels", None, None],
    ]
    assert (page["A2"].data_type, page["B2"].number_format) == ("s", "dd/mm/yyyy")
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:C3")


@pytest.mark.parametrize("form", ["txt", "html", "docx"])
def test_the_paper_is_by_the_house_template(form):
    made = render(listing(LIST, REGION, date(2026, 11, 27)), form)
    if form == "docx":
        assert made[:2] == b"PK"
        return
    words = made.decode()
    for text in (
        "Engagementen: [alle]",
        "Secretariaat",
        "Alleen Status: lopend",
        "twee regels",
    ):
        assert text in words


def test_a_list_is_written_where_it_was_asked(region_desk, shown, tmp_path):
    panel = shown(TablePanel(region_desk, "printed", COLUMNS), region_desk)
    panel.show_rows(ROWS)
    heard = []
    region_desk.notice.connect(heard.append)
    columns = panel.view.blocks.visible_columns()
    make_list(region_desk, panel, shown_list(panel.model, "Lijst", columns), tmp_path / "lijst.xlsx")
    region_desk.lane.wait_idle()
    region_desk.work.wait_idle()
    assert heard == ["De lijst is geschreven naar lijst.xlsx."]
    assert load_workbook(tmp_path / "lijst.xlsx").active.max_row == len(ROWS) + 1


def test_a_list_fills_the_width_of_its_paper_and_long_words_have_more_of_it():
    rows = (
        (ShownCell("Kernwinkelgebied afbakenen en voorleggen aan de gemeenteraad"), ShownCell("31/08/2026")),
    )
    made = render(listing(ShownList("Lijst", ("Wat", "Tegen"), rows), REGION, date(2026, 11, 27)), "docx")
    table = Document(BytesIO(made)).tables[-1]._tbl
    assert table.xpath("./w:tblPr/w:tblW/@w:type") == ["pct"]
    wide, narrow = map(int, table.xpath("./w:tblGrid/w:gridCol/@w:w"))
    assert 4990 <= wide + narrow <= 5000
    assert wide > 3 * narrow
