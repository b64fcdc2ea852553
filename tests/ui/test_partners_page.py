"""Organisations, people with their mandates, bodies, and when each college meets."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ibo_desk.domain.bodies import ApprovalMode, BodyKind, ItemType
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.installation import backup_folder
from ibo_desk.ui.partners.erasing import EraseDialog
from ibo_desk.ui.partners.page import PartnersPage


@pytest.fixture
def page(shown, example_desk):
    return shown(PartnersPage(example_desk), example_desk)


def put(table, desk, key, value):
    model = table.model
    at = model.index(model.number_of(table.current().id), model.column_number(key))
    assert model.setData(at, value)
    desk.lane.wait_idle()


def turn_to(page, tab):
    page.tabs.setCurrentWidget(tab)
    page.desk.lane.wait_idle()
    return tab


def row_of(table, **wanted):
    return next(
        row for row in table.shown() if all(getattr(row, name) == value for name, value in wanted.items())
    )


@pytest.mark.long
def test_a_new_organisation_begins_in_its_name(page, example_desk, qtbot):
    tab = page.organisations
    qtbot.mouseClick(tab.table.bar.itemAt(0).widget(), Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    line = tab.record.editors["name"].inner
    assert line.hasFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Natuurwerk (fictief)")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    example_desk.lane.wait_idle()
    made = tab.table.current()
    assert (made.name, made.kind) == ("Natuurwerk (fictief)", OrganisationKind.OTHER)
    assert tab.seats.shown() == []


@pytest.mark.long
def test_who_merges_stays_open_until_its_successor_is_named_by_a_click(page, example_desk, qtbot):
    """Its last day had taken it out of the list; what was typed after a click stood behind “geen”."""
    tab = page.organisations
    tab.table.select(row_of(tab.table, name="Wevelgem").id)
    example_desk.lane.wait_idle()
    last, heir = (tab.record.editors[name].inner for name in ("valid_to", "successor_id"))
    last.setFocus()
    qtbot.keyClicks(last, "14/11/2026")
    qtbot.keyClick(last, Qt.Key.Key_Tab)
    example_desk.lane.wait_idle()
    assert tab.table.current().name == "Wevelgem"
    qtbot.mouseClick(heir.lineEdit(), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(heir.lineEdit(), "Intercommunale Leiedal")
    qtbot.keyClick(heir.lineEdit(), Qt.Key.Key_Return)
    example_desk.lane.wait_idle()
    assert heir.currentText() == "Intercommunale Leiedal"
    assert "heeft nog geen college" in tab.voice.text()


@pytest.mark.long
def test_a_municipality_shows_every_seat_and_by_whom(page, example_desk):
    tab = page.organisations
    tab.table.select(row_of(tab.table, name="Kortrijk").id)
    example_desk.lane.wait_idle()
    assert {"IBO", "CvB"} <= {one.body for one in tab.seats.shown()} or len(tab.seats.shown()) >= 3
    assert any(one.persons for one in tab.seats.shown())


def test_who_speaks_for_whom_is_told(page, example_desk):
    tab = page.organisations
    team = next(row for row in tab.table.shown() if row.speaks_for)
    tab.table.select(team.id)
    example_desk.lane.wait_idle()
    assert tab.voice.isVisible()
    assert team.speaks_for[0] in tab.voice.text()


@pytest.mark.long
def test_a_person_gets_a_mandate_and_feedback_stays_as_it_was(page, example_desk, qtbot):
    tab = turn_to(page, page.people)
    qtbot.mouseClick(tab.table.bar.itemAt(0).widget(), Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    tab.body.activated.emit(0)
    example_desk.lane.wait_idle()
    assert tab.mandates.shown() == []  # first it must be known for whom
    works_for = tab.record.editors["organisation_id"]
    combo = works_for.inner
    combo.setCurrentIndex(combo.findText("Kortrijk"))
    combo.activated.emit(combo.currentIndex())
    example_desk.lane.wait_idle()
    assert tab.table.current().organisation == "Kortrijk"
    tab.body.activated.emit(0)
    example_desk.lane.wait_idle()
    (made,) = tab.mandates.shown()
    assert made.valid_from == date(2026, 11, 23)
    assert example_desk.told == []
    tab.table.quick.setText("zo heet niemand")
    example_desk.lane.wait_idle()
    assert tab.mandates.shown() == [], "the mandates of nobody"


@pytest.mark.long
def test_personal_data_are_erased_after_it_was_said_what_goes_and_what_stays(
    page, example_desk, example_file, qtbot
):
    tab = turn_to(page, page.people)
    gone = tab.table.current()
    qtbot.mouseClick(tab.forget, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    dialog = tab.findChild(EraseDialog)
    told = dialog.text.toPlainText()
    assert gone.name in dialog.title.text()
    assert "oude waarde" in told
    assert "papieren, mails en lijsten die gemaakt of verzonden zijn" in told
    assert gone.name in [row.name for row in tab.table.shown()], "nothing is done yet"
    dialog.renew.setChecked(True)
    noticed = []
    example_desk.notice.connect(noticed.append)
    qtbot.mouseClick(dialog.erase, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert gone.name not in [row.name for row in tab.table.shown()]
    assert noticed == ["Gewist; 1 oudere reservekopie is vervangen door een nieuwe."]
    (backup,) = backup_folder(str(example_file)).glob("*.ibo")
    assert gone.email.encode() not in backup.read_bytes()


@pytest.mark.long
def test_rules_of_procedure_are_filled_in_and_what_a_body_may_do_is_told(page, example_desk, qtbot):
    tab = turn_to(page, page.bodies)
    tab.table.select(row_of(tab.table, short_name="IBO").id)
    example_desk.lane.wait_idle()
    assert "beslissing" not in tab.may.text()
    line = tab.rules.editors["quorum"].inner
    line.setFocus()
    qtbot.keyClicks(line, "7")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    mode = tab.rules.editors["approval_mode"].inner
    mode.setCurrentIndex(mode.findData(ApprovalMode.NEXT_MEETING))
    mode.activated.emit(mode.currentIndex())
    example_desk.lane.wait_idle()
    assert (tab.rules.row.quorum, tab.rules.row.approval_mode) == (7, ApprovalMode.NEXT_MEETING)
    tab.table.select(row_of(tab.table, short_name="VRR").id)
    example_desk.lane.wait_idle()
    assert "beslissing" in tab.may.text()
    assert tab.rules.row.quorum is None
    assert example_desk.told == []


@pytest.mark.long
def test_standing_items_of_a_body_are_chosen_and_come_on_its_next_agenda(page, example_desk, qtbot):
    tab = turn_to(page, page.bodies)
    team = row_of(tab.table, kind=BodyKind.PROJECT_TEAM)
    tab.table.select(team.id)
    example_desk.lane.wait_idle()
    boxes = {name: editor.inner for name, editor in tab.standing.editors.items()}
    assert [box.text() for box in boxes.values()] == [
        "Goedkeuring vorig verslag",
        "Opvolging engagementen",
        "Varia",
    ]
    for kind in ("any_other_business", "follow_up", "minutes_approval"):
        boxes[kind].setChecked(False)
        boxes[kind].click()
        example_desk.lane.wait_idle()
    boxes["minutes_approval"].click()
    example_desk.lane.wait_idle()
    found = []
    example_desk.lane.read(lambda app: app.standing_items.types(team.id), found.append)
    example_desk.lane.wait_idle()
    assert found == [(ItemType.FOLLOW_UP, ItemType.ANY_OTHER_BUSINESS)]
    assert [box.isChecked() for box in boxes.values()] == [False, True, True]
    tab.table.select(row_of(tab.table, kind=BodyKind.COLLEGE).id)
    example_desk.lane.wait_idle()
    assert not tab.standing.isVisible()
    assert example_desk.told == []


@pytest.mark.long
def test_a_calendar_is_set_with_a_recess_and_unknown_stays_unknown(page, example_desk, qtbot):
    tab = turn_to(page, page.calendars)
    known = next(row for row in tab.table.shown() if row.weekday is not None)
    tab.table.select(known.id)
    put(tab.table, example_desk, "weekday", None)
    assert tab.table.current().next_on is None
    assert tab.unknown.isVisible()
    put(tab.table, example_desk, "weekday", 0)
    assert tab.table.current().next_on == date(2026, 11, 23)
    put(tab.table, example_desk, "submit", 5)
    assert tab.table.current().submit_days == 5
    before = len(tab.recesses.shown())
    qtbot.mouseClick(tab.recesses.bar.itemAt(0).widget(), Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert len(tab.recesses.shown()) == before + 1
    assert tab.table.current().next_on == date(2026, 11, 30)
    put(tab.recesses, example_desk, "label", "brugdag")
    assert "23/11/2026" in tab.table.current().recess
    assert example_desk.told == []


@pytest.mark.long
def test_days_before_an_unknown_meeting_cannot_be_typed(page, example_desk):
    tab = turn_to(page, page.calendars)
    known = next(row for row in tab.table.shown() if row.weekday is not None)
    tab.table.select(known.id)
    put(tab.table, example_desk, "weekday", None)
    model = tab.table.model
    at = model.index(model.number_of(known.id), model.column_number("submit"))
    assert not model.flags(at) & Qt.ItemFlag.ItemIsEditable


@pytest.mark.long
def test_a_person_found_elsewhere_opens_on_its_tab(page, example_desk):
    found = []
    example_desk.lane.read(lambda app: app.people.listing()[3], found.append)
    example_desk.lane.wait_idle()
    page.show_record("person", found[0].id)
    example_desk.lane.wait_idle()
    assert page.tabs.currentWidget() is page.people
    assert page.people.table.current().id == found[0].id
