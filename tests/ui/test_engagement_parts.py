"""Behind the tabs of an engagement: payments, periods, follow-up, and what a confirmation still lacks."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ibo_desk.domain.engagements import EngagementKind, EngagementState, Recurrence
from ibo_desk.ui.engagements.page import EngagementsPage

TODAY = date(2026, 11, 23)


@pytest.fixture
def page(shown, region_desk):
    """A ledger with one engagement of Kortrijk and Harelbeke for € 25.000 each, due on the last of January."""
    ids = []

    def make(app):
        towns = {one.name: one.id for one in app.organisations.municipalities()}
        ids.append(
            app.engagements.add(
                {
                    "what": "Cofinanciering fietsbrug",
                    "due_on": date(2027, 1, 31),
                    "recurrence": Recurrence.MONTHLY,
                },
                [towns["Harelbeke"], towns["Kortrijk"]],
                share={"kind": EngagementKind.MONEY, "amount_cents": 2_500_000},
            )
        )

    region_desk.lane.write(make)
    region_desk.lane.wait_idle()
    return shown(EngagementsPage(region_desk), region_desk)


def type_in(qtbot, desk, view, model, column, text):
    """Type into a cell of the first row, as a person does."""
    index = model.index(0, model.column_number(column))
    view.setCurrentIndex(index)
    view.edit(index)
    editor = view.indexWidget(index)
    inside = editor.focusProxy() or editor
    inside.selectAll()
    qtbot.keyClicks(inside, text)
    qtbot.keyClick(inside, Qt.Key.Key_Return)
    desk.lane.wait_idle()


def attention(page):
    model = page.table.model
    column = model.columns[model.column_number("attention")]
    return column.show(column.get(page.table.current()))


@pytest.mark.long
def test_payments_are_planned_typed_noted_and_taken_away(page, region_desk, qtbot):
    record, part = page.record, page.record.payments
    record.tabs.setCurrentWidget(part)
    qtbot.mouseClick(part.add, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert part.sums.text() == "Gepland € 25.000 · betaald € 0 · nog open € 25.000".replace("€ ", "€\u00a0")
    lines = part.lines
    type_in(qtbot, region_desk, lines.view, lines.model, "amount", "10.000")
    type_in(qtbot, region_desk, lines.view, lines.model, "due", "30/06/2026")
    assert "15.000 minder dan het bedrag van het deel" in part.sums.text()
    assert "betaling te noteren" in attention(page)
    type_in(qtbot, region_desk, lines.view, lines.model, "paid", "23/11/2026")
    assert "betaling te noteren" not in attention(page)
    assert "betaald €\u00a010.000" in part.sums.text()
    assert record.tabs.tabText(2) == "Betalingen  1"
    qtbot.mouseClick(lines.remove, Qt.MouseButton.LeftButton)
    lines.commands.question.remove.click()
    region_desk.lane.wait_idle()
    assert lines.shown() == []
    region_desk.lane.write(lambda app: app.history.undo())
    region_desk.lane.wait_idle()
    assert [row.paid_on for row in lines.shown()] == [TODAY]
    assert region_desk.told == []


def test_the_share_that_is_chosen_here_is_the_share_that_is_chosen_there(page, region_desk):
    part = page.record.payments
    assert part.of.currentText().startswith("Harelbeke")
    part.of.setCurrentIndex(1)
    part.of.activated.emit(1)
    assert page.record.table.current().organisation == "Kortrijk"
    assert part.of.currentText().startswith("Kortrijk")


@pytest.mark.long
def test_a_period_is_noted_and_the_next_one_comes(page, region_desk, qtbot):
    part = page.record.periods
    page.record.tabs.setCurrentWidget(part)
    assert part.next.text() == "Maandelijks; aan de beurt: de termijn van 31 januari 2027"
    part.whose.setCurrentIndex(part.whose.findText("Kortrijk"))
    qtbot.keyClicks(part.evidence, "Mail van 23 november")
    qtbot.mouseClick(part.kept, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert [part.whose.itemText(at) for at in range(part.whose.count())] == [
        "Alle open partners",
        "Harelbeke",
    ]
    assert page.table.current().due_on == date(2027, 1, 31)
    qtbot.mouseClick(part.missed, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert part.next.text() == "Maandelijks; aan de beurt: de termijn van 28 februari 2027"
    shown = [
        tuple(column.show(column.get(row)) for column in part.lines.model.columns)
        for row in part.lines.shown()
    ]
    assert shown == [
        ("31/01/2027", "Harelbeke", "niet nagekomen", ""),
        ("31/01/2027", "Kortrijk", "23/11/2026", "Mail van 23 november"),
    ]
    region_desk.lane.write(lambda app: app.history.undo())
    region_desk.lane.wait_idle()
    assert len(part.lines.shown()) == 1
    assert page.table.current().due_on == date(2027, 1, 31)


@pytest.mark.long
def test_a_confirmed_condition_asks_by_whom_when_and_where(page, region_desk, qtbot):
    def confirm(app):
        share = app.engagements.listing()[0].partners[0]
        app.engagements.set_state(
            share.id, EngagementState.CONDITIONAL, condition="mits het college akkoord is"
        )
        app.engagements.set_state(share.id, EngagementState.CONFIRMED)

    region_desk.lane.write(confirm)
    region_desk.lane.wait_idle()
    asks = page.record.asks
    assert asks.text() == "Bevestigd: nog te noteren door welk orgaan, op welke dag, met welke referentie."
    assert "bevestiging aan te vullen" in attention(page)
    page.record.tabs.setCurrentIndex(0)
    reference = page.record.share.editors["confirmed_reference"].inner
    reference.setFocus()
    qtbot.keyClicks(reference, "CBS 2026/12")
    qtbot.keyClick(reference, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    assert asks.text() == "Bevestigd: nog te noteren door welk orgaan, op welke dag."
