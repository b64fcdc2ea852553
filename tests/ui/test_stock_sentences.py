"""Stock sentences where they are written and where they are used; what is locked stays so in the window."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from ibo_desk.domain.bodies import ItemType, PlanStep
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.sentence_keys import SentenceKey
from ibo_desk.domain.topics import Treatment
from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.partners.page import PartnersPage
from ibo_desk.ui.topics.page import TopicsPage


def ask(desk, job):
    found = []
    desk.lane.read(job, found.append)
    desk.lane.wait_idle()
    return found[0]


def do(desk, job):
    desk.lane.write(job)
    desk.lane.wait_idle()


def leave(desk, qtbot, line, text):
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    desk.lane.wait_idle()


@pytest.fixture
def cockpit(shown, example_desk):
    """The cockpit on an item of the example: ``cockpit("VRR 2027-1", 0)``."""
    page = shown(MeetingsPage(example_desk), example_desk)
    page.resize(1150, 720)
    page.activateWindow()
    QApplication.processEvents()

    def go(meeting, number):
        item_id = ask(example_desk, lambda app: app.agenda.items(app.meetings.find(meeting).id)[number].id)
        page.show_record("agenda_item", item_id)
        example_desk.lane.wait_idle()
        return page.cockpit

    return go


@pytest.mark.long
def test_a_body_gets_its_own_sentences_in_plain_fields(shown, example_desk, qtbot):
    page = shown(PartnersPage(example_desk), example_desk)
    tab = page.bodies
    page.tabs.setCurrentWidget(tab)
    example_desk.lane.wait_idle()
    ibo = ask(example_desk, lambda app: app.bodies.find("IBO"))
    tab.table.select(ibo)
    example_desk.lane.wait_idle()
    editors = tab.sentences.panel.editors
    assert not editors["decided"].isVisibleTo(tab.sentences)
    noted, concluded = editors["noted"].inner, editors["concluded"].inner
    assert noted.placeholderText() == "De aanwezigen nemen kennis van dit punt."
    leave(example_desk, qtbot, noted, "{overleg} neemt akte.")
    assert ask(example_desk, lambda app: app.sentences.of(ibo)).own == {
        SentenceKey.NOTED: "{overleg} neemt akte."
    }
    leave(example_desk, qtbot, concluded, "Het IBO beslist:")
    assert [error.code for error in example_desk.told] == ["sentence_decides"]
    assert concluded.text() == "Het IBO beslist:"  # what was typed can be mended
    assert concluded.property("wrong")
    leave(example_desk, qtbot, concluded, "Het IBO besluit niets, maar stelt vast:")
    leave(example_desk, qtbot, noted, "")
    own = ask(example_desk, lambda app: app.sentences.of(ibo)).own
    assert own == {SentenceKey.CONCLUDED: "Het IBO besluit niets, maar stelt vast:"}


@pytest.mark.long
def test_an_untreated_item_offers_the_sentence_as_an_opening(cockpit, example_desk, qtbot):
    item = cockpit("IBO 2026-4", 3).item
    text = item.notes.editors["conclusion"].text
    assert item.stock.button.isEnabled()
    assert text.placeholderText() == ""
    item.notes.focus("discussion")
    qtbot.keyClick(
        item.notes.editors["discussion"].text,
        Qt.Key.Key_Return,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    qtbot.waitUntil(text.hasFocus)  # a key presses the button as slowly as a finger would
    assert not item.stock.button.isEnabled()
    qtbot.keyClicks(text, "de fasering wordt onderschreven.")
    qtbot.mouseClick(item.conclude, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    row = ask(example_desk, lambda app: app.agenda.item(item.head.row.id))
    assert row.conclusion == ("De partners komen tot volgende conclusie:\n\nde fasering wordt onderschreven.")
    assert row.treatment is Treatment.TREATED
    assert not item.stock.button.isVisible()


@pytest.mark.long
def test_where_nothing_is_chosen_the_field_says_what_is_printed(cockpit, example_desk, qtbot):
    item = cockpit("IBO 2026-4", 6).item
    told = item.notes.editors["conclusion"].text.placeholderText()
    assert told == "Blijft dit leeg, dan staat in het verslag: De aanwezigen nemen kennis van dit punt."
    qtbot.mouseClick(item.conclude, Qt.MouseButton.LeftButton)
    example_desk.lane.wait_idle()
    row = ask(example_desk, lambda app: app.agenda.item(item.head.row.id))
    assert (row.conclusion, row.treatment) == ("", Treatment.TREATED)
    assert example_desk.told == []


@pytest.mark.long
def test_the_adoption_of_the_plan_is_a_field_of_its_decision_alone(cockpit, example_desk):
    item = cockpit("VRR 2027-1", 0).item
    step = item.head.editors["plan_step"]
    assert step.isVisible()
    assert step.value() == PlanStep.PROVISIONAL
    step.show_value(PlanStep.DEFINITIVE)
    step.left.emit()
    example_desk.lane.wait_idle()
    assert item.head.row.plan_step is PlanStep.DEFINITIVE
    assert item._prepared.text().startswith("Geen vroegere vergadering stelde dit plan voorlopig vast.")
    item = cockpit("VRR 2026-4", 1).item
    assert item.head.row.item_type is ItemType.DISCUSSION
    assert not item.head.editors["plan_step"].isVisible()


@pytest.mark.long
def test_the_council_finds_the_result_of_the_cross_check(cockpit, example_desk, qtbot):
    check = ask(example_desk, lambda app: app.agenda.items(app.meetings.find("IBO 2026-4").id)[2].id)
    do(example_desk, lambda app: app.agenda.conclude(check, "Het ontwerp sluit aan bij de krachtlijnen."))
    part = cockpit("VRR 2027-1", 0)
    told = part.item.story.label.text()
    assert "Afgetoetst op" in told
    assert "Het ontwerp sluit aan bij de krachtlijnen." in told
    assert "Krachtlijnen: Kwalitatief ontwikkelen" in told
    assert f'href="{check}"' in told
    with qtbot.waitSignal(part.item.story.go_item) as went:
        part.item.story.label.linkActivated.emit(str(check))
    assert went.args == [str(check)]


def test_a_topic_is_linked_to_lines_of_its_own(shown, example_desk):
    page = shown(TopicsPage(example_desk), example_desk)
    topic = next(row for row in page.table.shown() if row.title.startswith("Fietsverbinding over de grens"))
    page.table.select(topic.id)
    example_desk.lane.wait_idle()
    menu: QMenu = page.record.lines_button.menu()
    assert [entry.isChecked() for entry in menu.actions()] == [False, False, False]
    menu.actions()[1].trigger()
    example_desk.lane.wait_idle()
    row = ask(example_desk, lambda app: app.topics.row(topic.id))
    assert row.lines == ("Versterken van kernen en stedelijk netwerk",)


@pytest.mark.long
def test_approved_minutes_cannot_be_changed_in_the_window(cockpit, example_desk, qtbot):
    meeting = ask(example_desk, lambda app: app.meetings.find("VRR 2027-1").id)
    part = cockpit("VRR 2027-1", 0)
    item_id = part.item.head.row.id

    def approve(app):
        app.agenda.conclude(item_id, "De raad stelt het ontwerp voorlopig vast.")
        app.meetings.set_state(meeting, MeetingState.HELD)
        app.meetings.lock(meeting, '{"schema": 1}', "0" * 64, date(2027, 2, 20))

    do(example_desk, approve)
    item = cockpit("VRR 2027-1", 0).item
    before = ask(example_desk, lambda app: app.agenda.item(item_id))
    assert not item.stock.button.isVisible()
    assert not item.conclude.isVisible()
    assert not item.reopen.isVisible()
    for name in ("item_type", "transport_layer", "plan_step", "treatment"):
        assert not item.head.editors[name].inner.isEnabled(), name
    for name in ("discussion", "conclusion"):
        text = item.notes.editors[name].text
        text.setFocus()
        qtbot.keyClicks(text, "Vervalst")
        assert "Vervalst" not in text.toPlainText()
    step = item.head.editors["plan_step"]
    step.show_value(PlanStep.NONE)
    step.left.emit()
    example_desk.lane.wait_idle()
    assert ask(example_desk, lambda app: app.agenda.item(item_id)) == before
