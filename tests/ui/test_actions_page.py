"""The files of the regional actions, through their visible widgets."""

import pytest
from PySide6.QtCore import Qt

from ibo_desk.domain.actions import ActionState, Leftover, PartnerRole, StoryKind
from ibo_desk.ui.actions.page import ActionsPage
from ibo_desk.ui.shared.known_names import NotNamedError

CASE, NOTES, STORY, PARTNERS, PROGRESS = 0, 1, 2, 4, 5


@pytest.fixture
def page(shown, example_desk):
    return shown(ActionsPage(example_desk), example_desk)


def dossier(desk, action_id):
    found = []
    desk.lane.read(lambda app: app.actions.dossier(action_id), found.append)
    desk.lane.wait_idle()
    return found[0]


@pytest.mark.long
def test_a_title_is_saved_by_leaving_its_field_and_shows_in_the_list(page, example_desk, qtbot):
    line = page.file.record.editors["title"].inner
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Mobiliteit & ruimte samen")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    example_desk.lane.wait_idle()
    assert page.panel.current().title == "Mobiliteit & ruimte samen"
    assert "Mobiliteit & ruimte samen" in page.file._title.text()
    assert example_desk.told == []


@pytest.mark.long
def test_a_state_of_play_is_added_with_the_cursor_in_its_text(page, example_desk, qtbot):
    page.file.tabs.setCurrentIndex(NOTES)
    notes = page.file.notes
    before = len(notes.lines.shown())
    qtbot.mouseClick(notes.add, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    text = notes.record.editors["text"].inner
    assert text.hasFocus() or text.isAncestorOf(page.focusWidget())
    qtbot.keyClicks(page.focusWidget(), "Overleg met De Lijn gepland.")
    notes.record.editors["author"].setFocus()
    example_desk.lane.wait_idle()
    assert len(notes.lines.shown()) == before + 1
    assert notes.lines.current().text == "Overleg met De Lijn gepland."
    assert dossier(example_desk, page.panel.current().id).row.latest_note == "Overleg met De Lijn gepland."


@pytest.mark.long
def test_a_partner_is_picked_by_name_changed_in_role_and_removed(page, example_desk, qtbot):
    page.file.tabs.setCurrentIndex(PARTNERS)
    picker = page.file.picker
    name = picker.itemText(0)
    picker.lineEdit().setFocus()
    picker.activated.emit(0)
    example_desk.lane.wait_idle()
    lines = page.file.partners
    row = next(one for one in lines.shown() if one.organisation == name)
    assert row.role is PartnerRole.PARTNER
    assert name not in [picker.itemText(at) for at in range(picker.count())]
    lines.select(row.id)
    qtbot.mouseClick(lines.remove, Qt.MouseButton.LeftButton)
    lines.commands.question.remove.click()
    example_desk.lane.wait_idle()
    assert name not in [one.organisation for one in lines.shown()]


@pytest.mark.long
def test_a_line_of_the_story_opens_its_item(page, qtbot):
    page.file.tabs.setCurrentIndex(STORY)
    story = page.file.story
    first = next(line for line in story.shown() if line.kind is StoryKind.ITEM)
    story.select(first.id)
    with qtbot.waitSignal(page.go) as heard:
        qtbot.keyClick(story.view, Qt.Key.Key_Return)
    assert heard.args == ["agenda_item", first.id]


@pytest.mark.long
def test_measured_values_are_typed_in_and_drawn(page, example_desk, qtbot):
    page.file.tabs.setCurrentIndex(PROGRESS)
    figures = page.file.progress.figures
    page.panel.select(page.panel.shown()[-1].id)
    example_desk.lane.wait_idle()
    qtbot.mouseClick(figures.new, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    assert figures.record.row.name == "Nieuwe indicator"
    for value in ("1.250", "1.310,5"):
        figures.values.bar.itemAt(0).widget().click()
        example_desk.lane.wait_idle()
        model = figures.values.model
        at = model.index(model.number_of(figures.values.current().id), model.column_number("value"))
        assert model.setData(at, value)
        example_desk.lane.wait_idle()
    assert [one.value_thousandths for one in figures.values.shown()] == [1_250_000, 1_310_500]
    assert figures.chart.isVisibleTo(figures)
    assert "1.310,5" in figures.chart.accessibleDescription()
    assert not figures.chart.grab().isNull()


@pytest.mark.long
def test_an_impossible_value_is_told_and_not_kept(page, example_desk):
    figures = page.file.progress.figures
    model = figures.values.model
    before = model.rows()[0].value_thousandths
    assert model.setData(model.index(0, model.column_number("value")), "veel")
    example_desk.lane.wait_idle()
    assert [error.code for error in example_desk.told] == ["not_a_number"]
    assert model.rows()[0].value_thousandths == before


@pytest.mark.long
def test_a_new_action_begins_in_its_title_and_tells_what_is_missing(page, example_desk, qtbot):
    page.add_new()
    example_desk.lane.wait_idle()
    assert page.panel.current().title == "Nieuwe regionale actie"
    assert page.panel.current().state is ActionState.PROPOSED
    assert page.file.record.editors["title"].inner.hasFocus()
    assert "geen krachtlijn" in page.file._about.text()
    page.file._lines.actions()[0].trigger()
    example_desk.lane.wait_idle()
    assert len(page.panel.current().line_ids) == 1
    assert "geen krachtlijn" not in page.file._about.text()


@pytest.mark.long
def test_a_milestone_goes_and_comes_back_by_undo(page, example_desk, qtbot):
    page.file.tabs.setCurrentIndex(PROGRESS)
    lines = page.file.progress.milestones
    gone = lines.shown()[0]
    lines.select(gone.id)
    lines.view.setFocus()
    qtbot.mouseClick(lines.remove, Qt.MouseButton.LeftButton)
    lines.commands.question.remove.click()
    example_desk.lane.wait_idle()
    assert gone.id not in [one.id for one in lines.shown()]
    example_desk.lane.write(lambda app: app.history.undo())
    example_desk.lane.wait_idle()
    assert gone.id in [one.id for one in lines.shown()]


@pytest.mark.long
def test_two_pages_show_the_same_interplay(page, shown, example_desk):
    other = shown(ActionsPage(example_desk), example_desk)
    before = len(other.file.links.shown())
    page.file.linker.activated.emit(0)
    example_desk.lane.wait_idle()
    assert len(other.file.links.shown()) == before + 1


def test_a_file_that_may_only_be_read_offers_nothing_to_add(shown, open_desk, example_file):
    desk = open_desk(example_file, read_only=True)
    page = shown(ActionsPage(desk), desk)
    assert not page.file.notes.add.isEnabled()
    assert not page.file.picker.isEnabled()
    assert page.file.partners.remove is None


@pytest.mark.long
def test_a_note_found_elsewhere_opens_its_action(page, example_desk):
    target = page.panel.shown()[2]
    note = dossier(example_desk, target.id).notes[0]
    page.show_record("progress_note", note.id)
    example_desk.lane.wait_idle()
    assert page.panel.current().id == target.id


@pytest.mark.long
def test_stopping_asks_why_and_archives_what_is_over(page, example_desk, qtbot):
    page.panel.select(page.panel.shown()[1].id)
    example_desk.lane.wait_idle()
    stopped = page.panel.current().id
    state = page.file.record.editors["state"]
    state.inner.setCurrentIndex(state.inner.findData(ActionState.STOPPED))
    state.inner.activated.emit(state.inner.currentIndex())
    example_desk.lane.wait_idle()
    assert example_desk.told == []
    dialog = page.file.stopping
    example_desk.lane.wait_idle()
    count = dialog.open_shares.topLevelItemCount()
    assert f"{page.panel.current().open_engagements} engagement" in dialog.summary.text()
    assert f"(aandelen van partners: {count})" in dialog.summary.text()
    dialog.stop.click()  # without a reason
    example_desk.lane.wait_idle()
    assert dialog.banner.isVisibleTo(dialog)
    qtbot.keyClicks(dialog.reason, "Geen draagvlak")
    dialog.leftovers[Leftover.WITHDRAW].setChecked(True)
    dialog.stop.click()
    example_desk.lane.wait_idle()
    row = dossier(example_desk, stopped).row
    assert (row.state, row.stopped_reason, row.open_engagements) == (
        ActionState.STOPPED,
        "Geen draagvlak",
        0,
    )
    assert "Stopgezet op" in page.file._about.text()
    next(act for act in page.file._more.actions() if act.text() == "Naar het archief").trigger()
    example_desk.lane.wait_idle()
    assert stopped not in [shown.id for shown in page.panel.shown()]
    page.show_record("regional_action", stopped)  # from the search it is still reached
    example_desk.lane.wait_idle()
    assert page.panel.current().id == stopped


@pytest.mark.long
def test_burdens_stand_by_municipality_and_money_in_full(page, example_desk):
    action = next(row for row in page.panel.shown() if row.number == "2")
    page.panel.select(action.id)
    example_desk.lane.wait_idle()
    towns = page.file.burdens.towns
    assert len(towns.shown()) == 13
    model = towns.model
    at = model.index(model.number_of(towns.shown()[0].id), 1)
    assert model.setData(at, 2500)
    example_desk.lane.wait_idle()
    table = dossier(example_desk, action.id).burdens
    assert table.burdens[0].shares[towns.shown()[0].id] == 2500
    assert "32,2 ha" in page.file.burdens.sums.text()
    money = page.file.money
    assert money.record.row.call == "Oproep hergebruik bedrijventerreinen (fictief)"
    payer = next(name for at, name in money._payers if at is not None)
    lines = money.lines.model
    assert lines.setData(lines.index(0, lines.column_number("organisation")), payer)
    example_desk.lane.wait_idle()
    assert dossier(example_desk, action.id).funding[0].organisation == payer


@pytest.mark.parametrize(
    ("kind", "tab"), [("milestone", PROGRESS), ("funding", PROGRESS + 1), ("next_step", CASE)]
)
@pytest.mark.long
def test_what_belongs_to_an_action_opens_on_its_tab(page, example_desk, kind, tab):
    action = page.panel.shown()[3]
    file = dossier(example_desk, action.id)
    record = {"milestone": file.milestones[-1], "funding": file.funding[0], "next_step": file.row}[kind]
    page.show_record(kind, record.id)
    example_desk.lane.wait_idle()
    assert page.panel.current().id == action.id
    assert page.file.tabs.currentIndex() == tab


@pytest.mark.long
def test_a_file_is_attached_to_an_action(page, example_desk, tmp_path):
    path = tmp_path / "overeenkomst.pdf"
    path.write_bytes(b"%PDF fictief")
    page.file.documents.attach_file(path)
    example_desk.lane.wait_idle()
    (row,) = page.file.documents.lines.shown()
    assert (row.file_name, row.size) == ("overeenkomst.pdf", 12)
    assert page.file.documents.open.isEnabled()


def test_who_pays_is_typed_by_any_name_and_a_borough_is_asked(page, example_desk):
    page.panel.select(next(row for row in page.panel.shown() if row.short_title == "K-R8").id)
    example_desk.lane.wait_idle()
    lines = page.file.money.lines.model
    column = lines.columns[lines.column_number("organisation")]
    row = lines.all_rows()[0]
    today = example_desk.clock.today()
    assert column.edit.parsed(row, "stad Kortrijk", today) == "Kortrijk"
    with pytest.raises(NotNamedError) as refused:
        column.edit.parsed(row, "Lauwe", today)
    assert refused.value.code == "partner_is_part"
