"""The ledger: noting, following up, what is missing and who carries what."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from ibo_desk.domain.engagements import EngagementKind, EngagementState
from ibo_desk.ui.engagements.page import EngagementsPage
from ibo_desk.ui.shared.engagement_columns import cents


@pytest.fixture
def page(shown, region_desk, qtbot):
    """A ledger with one engagement of two municipalities, noted on the line."""
    made = shown(EngagementsPage(region_desk), region_desk)
    made.add_new()
    new = made.new_row
    ids = {one.text(): one.data(Qt.ItemDataRole.UserRole) for one in new.partners._items()}
    new.partners.choose([ids["Kortrijk"], ids["Harelbeke"]])
    qtbot.keyClicks(new.what, "Cofinanciering fietsbrug")
    qtbot.keyClicks(new.due, "Q1 2027")
    qtbot.keyClick(new.due, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    return made


def share(page, partner):
    """The place of a partner in the table of shares, and its row."""
    rows = page.record.shares.rows()
    at = next(n for n, row in enumerate(rows) if row.organisation == partner)
    return at, rows[at]


def put(page, desk, partner, column, value):
    model = page.record.shares
    at, _row = share(page, partner)
    assert model.setData(model.index(at, model.column_number(column)), value)
    desk.lane.wait_idle()


def test_what_is_noted_stands_in_the_ledger_and_what_is_missing_is_marked(page):
    row = page.table.current()
    assert (row.what, row.due_on) == ("Cofinanciering fietsbrug", date(2027, 3, 31))
    attention = page.table.model.columns[page.table.model.column_number("attention")]
    assert attention.show(attention.get(row)) == "geen actie"
    assert page.record._gaps.text() == "regionale actie ontbreekt"
    assert "= 31/03/2027" in page.record.fields._labels["due_phrase"].text()


@pytest.mark.long
def test_each_partner_has_its_own_amount_and_state(page, region_desk):
    put(page, region_desk, "Kortrijk", "kind", EngagementKind.MONEY)
    put(page, region_desk, "Kortrijk", "amount", 15_000_000)
    put(page, region_desk, "Harelbeke", "staff", 500)
    put(page, region_desk, "Kortrijk", "state", EngagementState.CONFIRMED)
    row = page.table.current()
    assert cents(row) == 15_000_000
    assert row.state is EngagementState.PROPOSED  # Harelbeke has yet to say so
    texts = [page.carriers.list.item(at).text() for at in range(page.carriers.list.count())]
    assert "Kortrijk\ngeld: €\u00a0150.000 bevestigd\n1 open" in texts
    assert "Harelbeke\nkennis: 0,5\u00a0VTE voorgesteld\n1 open" in texts
    assert region_desk.told == []


@pytest.mark.long
def test_a_state_that_may_not_follow_is_not_offered(page, region_desk):
    model = page.record.shares
    edit = model.columns[model.column_number("state")].edit
    _at, row = share(page, "Kortrijk")
    offered = [value for value, _text in edit.options(row)]
    assert EngagementState.NOT_KEPT not in offered
    assert EngagementState.CONFIRMED in offered


@pytest.mark.long
def test_evidence_and_confirmation_are_saved_from_the_panel(page, region_desk, qtbot):
    at, row = share(page, "Kortrijk")
    page.record.table.setCurrentIndex(page.record.shares.index(at, 0))
    line = page.record.share.editors["confirmed_on"].inner
    line.setFocus()
    qtbot.keyClicks(line, "20/11/2026")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    assert share(page, "Kortrijk")[1].confirmed_on == date(2026, 11, 20)
    assert row.confirmed_on is None


@pytest.mark.long
def test_an_impossible_due_day_is_told_and_not_kept(page, region_desk, qtbot):
    line = page.record.fields.editors["due_phrase"].inner
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "31/02/2027")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    assert [error.code for error in region_desk.told] == ["impossible_date"]
    assert page.table.current().due_on == date(2027, 3, 31)


@pytest.mark.long
def test_partners_are_changed_and_those_that_stay_keep_their_share(page, region_desk, qtbot):
    put(page, region_desk, "Kortrijk", "amount", 100_000)
    picker = page.record.partners
    ids = {one.text(): one.data(Qt.ItemDataRole.UserRole) for one in picker._items()}
    picker.choose([ids["Kortrijk"], ids["Menen"]])
    page.record._set.click()
    region_desk.lane.wait_idle()
    parts = {part.organisation: part.amount_cents for part in page.table.current().partners}
    assert parts == {"Kortrijk": 100_000, "Menen": None}


@pytest.mark.long
def test_a_state_changed_here_shows_in_another_window(page, shown, region_desk):
    other = shown(EngagementsPage(region_desk), region_desk)
    put(page, region_desk, "Kortrijk", "state", EngagementState.CONFIRMED)
    put(page, region_desk, "Harelbeke", "state", EngagementState.CONFIRMED)
    assert other.table.current().state is EngagementState.CONFIRMED
    states = {row.organisation: row.state for row in other.record.shares.rows()}
    assert set(states.values()) == {EngagementState.CONFIRMED}


@pytest.mark.long
def test_partner_and_action_narrow_the_example(shown, example_desk):
    page = shown(EngagementsPage(example_desk), example_desk)
    total = len(page.table.shown())
    partner = page.carriers.list.item(3).data(Qt.ItemDataRole.UserRole)
    page.carriers.list.setCurrentRow(3)
    rows = page.table.shown()
    assert 0 < len(rows) < total
    assert all(any(part.organisation_id == partner for part in row.partners) for row in rows)
    found = []
    example_desk.lane.read(lambda app: app.engagements.listing(), found.extend)
    example_desk.lane.wait_idle()
    kept = next(row for row in found if row.state is EngagementState.KEPT)
    page.show_record("engagement", kept.id)
    example_desk.lane.wait_idle()
    assert page.table.current().id == kept.id
    page.which.setCurrentIndex(1)
    assert all(row.overdue for row in page.table.shown())
    assert example_desk.told == []


@pytest.mark.long
def test_a_day_is_typed_and_pasted_where_it_is_shown(page, region_desk, qtbot):
    model, view = page.table.model, page.table.view
    cell = model.index(0, model.column_number("due"))
    view.setCurrentIndex(cell)
    for text, shown in (("15/3/2027", "15/03/2027"), ("voor de zomer 2027", "20/06/2027")):
        QGuiApplication.clipboard().setText(text)
        view.blocks.paste()
        region_desk.lane.wait_idle()
        assert model.index(0, cell.column()).data() == shown
    view.edit(model.index(0, cell.column()))
    assert view.findChild(QLineEdit, "cell_editor").text() == "voor de zomer 2027"
    qtbot.keyClick(view.findChild(QLineEdit, "cell_editor"), Qt.Key.Key_Escape)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    region_desk.lane.wait_idle()
    assert model.index(0, cell.column()).data() == ""
    assert region_desk.told == []


@pytest.mark.long
def test_removing_asks_first_and_can_be_undone(page, region_desk, qtbot):
    qtbot.keyClick(page.table.view, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    region_desk.lane.wait_idle()
    assert len(page.table.shown()) == 1
    assert "Cofinanciering fietsbrug" in page.commands.question.informativeText()
    page.commands.question.remove.click()
    region_desk.lane.wait_idle()
    assert page.table.shown() == []
    region_desk.lane.write(lambda app: app.history.undo())
    region_desk.lane.wait_idle()
    assert [row.what for row in page.table.shown()] == ["Cofinanciering fietsbrug"]


@pytest.mark.long
def test_the_ledger_as_a_chart_follows_the_filters(page, region_desk, qtbot):
    put(page, region_desk, "Kortrijk", "state", EngagementState.CONFIRMED)
    qtbot.mouseClick(page.as_chart, Qt.MouseButton.LeftButton)
    assert page.charts.isVisible()
    assert not page.record.isVisible()
    by_state, by_partner = page.charts.by_state, page.charts.by_partner
    assert by_state.words.text().endswith("voor zover geregistreerd. voorgesteld: 1; bevestigd: 1")
    assert "Harelbeke: voorgesteld 1; Kortrijk: bevestigd 1" in by_partner.words.text()
    assert by_partner.picture.accessibleName() == by_partner.words.text(), "who hears it gets the same words"
    assert by_partner.picture.renderer().isValid()

    page.table.quick.setText("iets anders")
    assert by_state.words.text() == "Niets te tonen, voor zover geregistreerd."
    assert not by_partner.isVisible()
    page.table.clear_filters()
    assert by_partner.isVisible()


@pytest.mark.long
def test_a_partner_leads_from_the_chart_to_its_engagements(page, region_desk, qtbot):
    qtbot.mouseClick(page.as_chart, Qt.MouseButton.LeftButton)
    names = [page.carriers.list.item(at).text().split("\n")[0] for at in range(page.carriers.list.count())]
    page.carriers.list.setCurrentRow(names.index("Harelbeke"))
    assert not page.charts.isVisible()
    assert page.table.view.isVisible()
    assert [row.what for row in page.table.shown()] == ["Cofinanciering fietsbrug"]


@pytest.mark.long
def test_the_chart_is_remembered(page, region_desk, shown, qtbot):
    qtbot.mouseClick(page.as_chart, Qt.MouseButton.LeftButton)
    again = shown(EngagementsPage(region_desk), region_desk)
    assert again.charts.isVisible()
    again.show_record("engagement", page.table.shown()[0].id)
    region_desk.lane.wait_idle()
    assert again.table.view.isVisible(), "who asks for one engagement sees it"
