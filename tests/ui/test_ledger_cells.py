"""The ledger is typed in: partners by the beginning of their name, states, effort and action in their cells."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ibo_desk.domain.engagements import EngagementState
from ibo_desk.services.words import sentence
from ibo_desk.ui.engagements.page import EngagementsPage
from ibo_desk.ui.shared.ledger_columns import effort_meant


@pytest.mark.parametrize(
    ("text", "effort"),
    [
        ("€ 25.000 · 0,5 VTE", (2_500_000, 500)),
        ("1200", (120_000, None)),
        ("0,25 vte", (None, 250)),
        ("", (None, None)),
    ],
)
def test_effort_is_money_and_staff(text, effort):
    assert effort_meant(text) == effort


@pytest.fixture
def page(region_desk, shown):
    made = shown(EngagementsPage(region_desk), region_desk)
    made.table.view.setFocus()
    return made


def texts(page, *keys):
    model = page.table.model
    return [
        [model.index(row, model.column_number(key)).data() for key in keys] for row in range(model.rowCount())
    ]


@pytest.mark.long
def test_a_block_makes_engagements_with_partners_dates_and_actions(page, region_desk, qtbot):
    """A whole list from Excel in one paste, one entry and one undo; what did not fit is named."""
    region_desk.lane.write(lambda app: app.actions.add({"title": "Kleinhandel"}))
    region_desk.lane.wait_idle()
    QGuiApplication.clipboard().setText(
        "kor, hareL\tAdvies bezorgen\teind maart 2027\t\t\t€ 2.500\tklein\n"
        'Kuurne\t"Nota\nmet regel"\t31/02/2027\t\t\t€ 500\tonbekend\n'
    )
    page.table.view.blocks.paste()
    region_desk.lane.wait_idle()
    page.refresh()
    region_desk.lane.wait_idle()
    assert sorted(texts(page, "partners", "what", "due", "action", "stake")) == [
        ["Harelbeke, Kortrijk", "Advies bezorgen", "31/03/2027", "Kleinhandel", ""],
        ["Kuurne", "Nota met regel", "", "", "€\u00a0500"],
    ]
    left = {(refusal.column, refusal.text) for refusal in page.table.view.not_written._refusals}
    assert left == {("Tegen", "31/02/2027"), ("Actie", "onbekend"), ("Inzet", "€ 2.500")}
    region_desk.lane.write(lambda app: app.history.undo())
    region_desk.lane.wait_idle()
    page.refresh()
    region_desk.lane.wait_idle()
    assert texts(page, "what") == []


@pytest.mark.long
def test_a_state_is_written_once_the_partner_beside_it_is_mended(page, region_desk):
    QGuiApplication.clipboard().setText(
        "Atlantis\tAdvies bezorgen\t\tlopend\nAmazonia\tNota bezorgen\t\tlopend\n"
    )
    page.table.view.blocks.paste_rows()
    region_desk.lane.wait_idle()
    page.refresh()
    region_desk.lane.wait_idle()
    left = page.table.view.not_written
    left.list.item(0, 1).setText("Leiedal")
    left.mend.click()
    region_desk.lane.wait_idle()
    page.refresh()
    region_desk.lane.wait_idle()
    assert sorted(texts(page, "partners", "state")) == [["", ""], ["Leiedal", "lopend"]]
    again = page.table.view.not_written  # what was not mended is not forgotten
    assert {(refusal.row, refusal.text) for refusal in again._refusals} == {
        ("Nota bezorgen", "Amazonia"),
        ("Nota bezorgen", "lopend"),
    }


def test_a_day_that_no_calendar_has_stays_in_its_cell(page, region_desk, qtbot):
    region_desk.lane.write(
        lambda app: app.engagements.add({"what": "Advies", "due_phrase": "eind maart 2027"}, [])
    )
    region_desk.lane.wait_idle()
    page.refresh()
    region_desk.lane.wait_idle()
    view, model = page.table.view, page.table.model
    view.setCurrentIndex(model.index(0, model.column_number("due")))
    view.edit(view.currentIndex())
    line = QApplication.focusWidget()
    line.setText("31 februari 2027")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    assert [error.code for error in region_desk.told] == ["impossible_date"]
    assert (line.text(), view.state()) == ("31 februari 2027", view.State.EditingState)
    line.setText("28 februari 2027")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    page.refresh()
    region_desk.lane.wait_idle()
    assert texts(page, "due") == [["28/02/2027"]]


@pytest.mark.long
def test_state_and_partners_are_written_in_their_cells(page, region_desk):
    def add(app):
        names = {row.name: row.id for row in app.organisations.listing()}
        return app.engagements.add({"what": "Advies"}, [names["Kortrijk"], names["Menen"]])

    region_desk.lane.write(add)
    region_desk.lane.wait_idle()
    page.refresh()
    region_desk.lane.wait_idle()
    model = page.table.model
    model.setData(model.index(0, model.column_number("state")), EngagementState.CONFIRMED)
    model.setData(model.index(0, model.column_number("partners")), ("Menen", "Kuurne"))
    region_desk.lane.wait_idle()
    assert "genoteerd" in sentence(region_desk.told[0])  # the confirmation of Kortrijk would be lost
    assert "bij elke partner" in model.why_locked(model.row(0), model.columns[model.column_number("stake")])
