"""A meeting is held through the window: from a new meeting to conclusion, engagement and referral."""

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QApplication

from ibo_desk.documents.kinds import KINDS, About
from ibo_desk.domain.bodies import BodyKind, ItemType, Outcome
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.organisations import Presence
from ibo_desk.domain.topics import Stance, Treatment
from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.registry import PAGE_OF_KIND


def ask(desk, job):
    """What the store says now."""
    found = []
    desk.lane.read(job, found.append)
    desk.lane.wait_idle()
    return found[0]


@pytest.fixture
def page(shown, region_desk):
    made = shown(MeetingsPage(region_desk), region_desk)
    made.resize(1150, 720)
    return made


@pytest.fixture
def held(page, region_desk, qtbot):
    """A new IBO meeting with three items, made with keys only."""
    page.add_new()
    qtbot.keyClicks(page.overview.new.day, "11/12/2026")
    qtbot.keyClick(page.overview.new.day, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    for title in ("Bouwshift", "K-R8: voorkeursalternatief", "Kleinhandel"):
        qtbot.keyClicks(page.cockpit.agenda.title_line, title)
        qtbot.keyClick(page.cockpit.agenda.title_line, Qt.Key.Key_Return)
        region_desk.lane.wait_idle()
    return page


def titles(page):
    return [(row.number, row.title) for row in page.cockpit.agenda.model.rows]


@pytest.mark.long
def test_new_meeting_asks_body_and_day_and_opens(held, region_desk):
    meeting = held.cockpit.file.meeting
    assert (meeting.body_kind, meeting.on, meeting.number) == (BodyKind.IBO, date(2026, 12, 11), 1)
    assert held.stack.currentWidget() is held.cockpit
    assert "11\u00a0december\u00a02026" in held.header.title.text()
    assert [title for _n, title in titles(held)] == ["Bouwshift", "K-R8: voorkeursalternatief", "Kleinhandel"]
    assert region_desk.told == []


def test_an_impossible_day_is_told_and_nothing_is_made(page, region_desk, qtbot):
    page.add_new()
    qtbot.keyClicks(page.overview.new.day, "31/02/2027")
    qtbot.keyClick(page.overview.new.day, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    assert [error.code for error in region_desk.told] == ["impossible_date"]
    assert ask(region_desk, lambda app: app.meetings.listing()) == []


@pytest.mark.long
def test_alt_and_arrows_reorder_and_renumber(held, region_desk, qtbot):
    view = held.cockpit.agenda.view
    view.setFocus()
    view.setCurrentIndex(held.cockpit.agenda.model.index(2))
    qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    region_desk.lane.wait_idle()
    qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    region_desk.lane.wait_idle()
    assert titles(held) == [("1", "Kleinhandel"), ("2", "Bouwshift"), ("3", "K-R8: voorkeursalternatief")]
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    region_desk.lane.wait_idle()
    stored = ask(region_desk, lambda app: app.agenda.items(held.cockpit.file.meeting.id))
    assert [item.title for item in stored] == ["Bouwshift", "Kleinhandel", "K-R8: voorkeursalternatief"]
    assert held.cockpit.item.head.row.title == "Kleinhandel"  # still the one that was moved


@pytest.mark.long
def test_alt_right_and_left_make_sub_and_main_items_and_undo_returns(held, region_desk, qtbot):
    view, model = held.cockpit.agenda.view, held.cockpit.agenda.model
    view.setFocus()
    view.setCurrentIndex(model.index(1))
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    region_desk.lane.wait_idle()
    assert [number for number, _title in titles(held)] == ["1", "1.1", "2"]
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole).startswith("1.1. ")
    assert model.moveRow(QModelIndex(), 0, QModelIndex(), 3)  # what a drop in the list does
    region_desk.lane.wait_idle()
    assert [number for number, _title in titles(held)] == ["1", "2", "2.1"]
    view.setCurrentIndex(model.index(2))
    menu = held.cockpit.agenda.more_menu
    menu.aboutToShow.emit()
    assert menu.main.isEnabled()
    assert not menu.under.isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    region_desk.lane.wait_idle()
    assert [number for number, _title in titles(held)] == ["1", "2", "3"]
    region_desk.lane.write(lambda app: app.history.undo())
    region_desk.lane.wait_idle()
    assert [number for number, _title in titles(held)] == ["1", "2", "2.1"]
    assert region_desk.told == []


@pytest.mark.long
def test_dragging_puts_an_item_last(held, region_desk):
    model = held.cockpit.agenda.model
    assert model.moveRow(QModelIndex(), 0, QModelIndex(), 3)  # what a drop in the list does
    region_desk.lane.wait_idle()
    assert [title for _n, title in titles(held)][-1] == "Bouwshift"
    assert not model.moveRow(QModelIndex(), 0, QModelIndex(), 1)


@pytest.mark.long
def test_delete_asks_before_it_takes_an_item_off(held, region_desk, qtbot):
    view = held.cockpit.agenda.view
    view.setCurrentIndex(held.cockpit.agenda.model.index(0))
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    region_desk.lane.wait_idle()
    assert len(titles(held)) == 3
    held.cockpit.agenda.question.remove.click()
    region_desk.lane.wait_idle()
    assert [title for _n, title in titles(held)] == ["K-R8: voorkeursalternatief", "Kleinhandel"]
    assert held.cockpit.item.head.row is not None


@pytest.mark.long
def test_attendance_is_filled_in_and_marked_for_several_lines(held, region_desk, qtbot):
    cockpit = held.cockpit
    qtbot.mouseClick(cockpit.attendance_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(cockpit.attendance.invite, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    panel = cockpit.attendance.panel
    assert len(panel.shown()) == 3  # the members that the preset knows
    view = panel.view
    cockpit.attendance.begin()
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_A)
    region_desk.lane.wait_idle()
    assert {row.presence for row in panel.shown()} == {Presence.PRESENT}
    index = panel.model.index(0, panel.model.column_number("presence"))
    view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    qtbot.keyClick(view, Qt.Key.Key_V)
    region_desk.lane.wait_idle()
    assert [row.presence for row in panel.shown()].count(Presence.EXCUSED) == 1
    assert cockpit.attendance_button.text() == "2 van 3 aanwezig"
    assert cockpit.attendance_button.toolTip().startswith("Aanwezig 2 · verontschuldigd 1")


@pytest.mark.long
def test_notes_save_on_leaving_and_the_conclusion_is_recorded(held, region_desk, qtbot):
    item = held.cockpit.item
    held.cockpit.agenda.view.setCurrentIndex(held.cockpit.agenda.model.index(0))
    region_desk.lane.wait_idle()
    item.notes.focus("discussion")
    qtbot.keyClicks(item.notes.editors["discussion"].text, "De partners lichten toe.")
    item.notes.focus("conclusion")
    qtbot.keyClicks(item.notes.editors["conclusion"].text, "De partners onderschrijven de fasering.")
    assert item.conclude.text() == "Leg conclusie vast"
    qtbot.mouseClick(item.conclude, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    row = held.cockpit.agenda.model.rows[0]
    assert row.discussion == "De partners lichten toe."
    assert row.conclusion == "De partners onderschrijven de fasering."
    assert (row.outcome, row.treatment) == (Outcome.CONCLUDED, Treatment.TREATED)
    assert item.reopen.isVisible()
    assert not item.conclude.isVisible()
    with qtbot.waitSignal(region_desk.notice) as notice:  # the key answers where nothing is left to record
        qtbot.keyClick(
            item.notes.editors["conclusion"].text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
    assert notice.args[0].startswith("Wat uit dit punt kwam, is vastgelegd.")
    qtbot.mouseClick(item.reopen, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert held.cockpit.agenda.model.rows[0].treatment is Treatment.OPEN
    assert region_desk.told == []


@pytest.mark.long
def test_an_empty_conclusion_is_told(held, region_desk, qtbot):
    qtbot.mouseClick(held.cockpit.item.conclude, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert [error.code for error in region_desk.told] == ["conclusion_without_text"]


@pytest.mark.long
def test_a_selection_becomes_an_engagement(held, region_desk, qtbot):
    item = held.cockpit.item
    editor = item.notes.editors["discussion"].text
    item.notes.focus("discussion")
    qtbot.keyClicks(editor, "Advies fietsbrug bezorgen")
    editor.selectAll()
    qtbot.mouseClick(item._engage, Qt.MouseButton.LeftButton)
    new = item.engagements.new
    assert item.tabs.currentWidget() is item.engagements
    assert new.what.text() == "Advies fietsbrug bezorgen"
    harelbeke = ask(region_desk, lambda app: app.organisations.find("Harelbeke"))
    new.partners.choose([harelbeke])
    assert new.partners.text() == "Harelbeke"
    qtbot.keyClicks(new.due, "voor de zomer 2027")
    assert new._means.text() == "= 20/06/2027"
    qtbot.keyClick(new.due, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    (made,) = item.engagements.model.rows()
    assert (made.what, made.due_on) == ("Advies fietsbrug bezorgen", date(2027, 6, 20))
    assert [part.organisation for part in made.partners] == ["Harelbeke"]
    assert made.item_id == item.head.row.id
    assert new.what.text() == ""
    assert "1" in item.tabs.tabText(item.tabs.indexOf(item.engagements))


@pytest.mark.long
def test_the_ibo_cannot_be_given_a_decision_and_is_offered_the_referral(held, region_desk, qtbot):
    item = held.cockpit.item
    combo = item.head.editors["item_type"].inner
    at = next(n for n in range(combo.count()) if combo.itemData(n) == ItemType.DECISION)
    assert combo.itemText(at) == "beslissing (niet in IBO)"
    assert not combo.model().item(at).isEnabled()
    combo.setFocus()
    qtbot.keyClicks(combo, "besl")  # typing the word does not choose it either
    region_desk.lane.wait_idle()
    assert combo.currentData() != ItemType.DECISION
    assert ask(region_desk, lambda app: app.agenda.item(item.head.row.id)).item_type is not ItemType.DECISION
    assert item.refer_button.isVisible()
    qtbot.mouseClick(item.refer_button, Qt.MouseButton.LeftButton)
    assert item.tabs.currentWidget() is item.referrals


@pytest.mark.long
def test_thirteen_councils_are_thirteen_targets(held, region_desk, qtbot):
    part = held.cockpit.item.referrals
    held.cockpit.item.open_referral()
    part.bodies._toggle_group("Alle gemeenteraden")
    assert part.bodies.text() == "13 gekozen"
    qtbot.keyClicks(part.question, "Het voorkeursalternatief goedkeuren")
    qtbot.keyClicks(part.planned, "15/02/2027")
    qtbot.mouseClick(part.submit, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    rows = part.model.rows()
    assert len(rows) == 13
    assert {row.planned_on for row in rows} == {date(2027, 2, 15)}
    outcome = part.model.index(0, part.model.column_number("outcome"))
    part.model.setData(outcome, part.model.columns[outcome.column()].edit.options(rows[0])[1][0])
    region_desk.lane.wait_idle()
    assert part.model.rows()[0].outcome_on == date(2026, 11, 23)
    assert region_desk.told == []


@pytest.mark.long
def test_refer_to_nobody_is_told(held, region_desk, qtbot):
    part = held.cockpit.item.referrals
    held.cockpit.item.open_referral()
    qtbot.mouseClick(part.submit, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert [error.code for error in region_desk.told] == ["referral_without_target"]


@pytest.mark.long
def test_positions_are_chosen_in_the_table(held, region_desk):
    part = held.cockpit.item.positions
    at = next(
        n for n, line in enumerate(part.model.rows()) if line.organisation == "Provincie West-Vlaanderen"
    )
    part.model.setData(part.model.index(at, part.model.column_number("stance")), Stance.RESERVATION)
    region_desk.lane.wait_idle()
    first = part.model.rows()[0]
    assert (first.organisation, first.stance) == ("Provincie West-Vlaanderen", Stance.RESERVATION)
    part.model.setData(part.model.index(0, part.model.column_number("text")), "Eerst het MER.")
    region_desk.lane.wait_idle()
    stored = ask(region_desk, lambda app: app.agenda.positions(held.cockpit.item.head.row.id))
    assert [(one.stance, one.text) for one in stored] == [(Stance.RESERVATION, "Eerst het MER.")]


@pytest.mark.long
def test_steps_lead_where_transitions_allow(held, region_desk, qtbot):
    steps = held.cockpit.stepper.steps
    assert not steps[MeetingState.CLOSED].isEnabled()
    qtbot.mouseClick(steps[MeetingState.AGENDA_SENT], Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    qtbot.mouseClick(steps[MeetingState.HELD], Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert held.cockpit.file.meeting.state is MeetingState.HELD
    assert steps[MeetingState.CLOSED].isEnabled()
    assert held.paper_button.text() == "Verslag maken"


@pytest.mark.long
def test_calling_off_needs_a_reason_and_can_be_taken_back(held, region_desk, qtbot):
    details = held.cockpit.details
    qtbot.mouseClick(held.cockpit.details_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(details.call_off, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert held.cockpit.file.meeting.state is MeetingState.PLANNED
    qtbot.keyClicks(details.why, "Te weinig punten")
    qtbot.mouseClick(details.call_off, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert held.cockpit.file.meeting.state is MeetingState.CANCELLED
    assert not held.cockpit.stepper.steps[MeetingState.PLANNED].isVisible()
    qtbot.mouseClick(held.cockpit.stepper._back, Qt.MouseButton.LeftButton)
    region_desk.lane.wait_idle()
    assert held.cockpit.file.meeting.state is MeetingState.PLANNED


@pytest.mark.long
def test_two_windows_on_one_item_refresh_each_other(held, shown, region_desk, qtbot):
    other = shown(MeetingsPage(region_desk), region_desk)
    other.open_meeting(held.cockpit.file.meeting.id)
    region_desk.lane.wait_idle()
    held.cockpit.agenda.view.setCurrentIndex(held.cockpit.agenda.model.index(0))
    other.cockpit.agenda.view.setCurrentIndex(other.cockpit.agenda.model.index(0))
    region_desk.lane.wait_idle()
    title = held.cockpit.item.head.editors["title"].inner
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Bouwshift: monitoring")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    assert other.cockpit.item.head.editors["title"].inner.text() == "Bouwshift: monitoring"
    assert other.cockpit.agenda.model.rows[0].title == "Bouwshift: monitoring"


@pytest.mark.long
def test_the_example_opens_on_the_meeting_at_hand(shown, example_desk):
    page = shown(MeetingsPage(example_desk), example_desk)
    meetings = ask(example_desk, lambda app: app.meetings.listing())
    assert page.cockpit.file.meeting.on == min(row.on for row in meetings if row.on >= date(2026, 11, 23))
    page.show_list()
    assert len(page.overview.table.shown()) == len(meetings)
    assert example_desk.told == []


@pytest.mark.long
def test_a_body_with_its_own_secretariat_has_no_steps(shown, example_desk):
    page = shown(MeetingsPage(example_desk), example_desk)
    council = next(row for row in page._listed if row.external_secretariat)
    page.open_meeting(council.id)
    example_desk.lane.wait_idle()
    assert not any(step.isVisible() for step in page.cockpit.stepper.steps.values())
    assert page.cockpit.details.panel.editors["state"].isHidden() is False


@pytest.mark.long
def test_every_item_of_the_example_can_be_shown(shown, example_desk):
    page = shown(MeetingsPage(example_desk), example_desk)
    for meeting in page._listed[:5]:
        page.open_meeting(meeting.id)
        example_desk.lane.wait_idle()
        for item in page.cockpit.file.items:
            page.show_record("agenda_item", item.id)
            example_desk.lane.wait_idle()
            assert page.cockpit.item.head.row.id == item.id
    assert example_desk.told == []


@pytest.mark.long
def test_a_file_that_may_only_be_read_offers_nothing_to_change(shown, open_desk, example_file):
    desk = open_desk(example_file, read_only=True)
    page = shown(MeetingsPage(desk), desk)
    assert not page.cockpit.agenda.title_line.isVisible()
    assert not page.cockpit.item.conclude.isVisible()
    assert page.cockpit.agenda.model.fixed


@pytest.mark.long
def test_topics_that_are_ready_are_taken_over(shown, region_desk):
    page = shown(MeetingsPage(region_desk), region_desk)

    def prepare(app):
        mayors = app.bodies.find("CvB")
        meeting_id = app.meetings.add({"body_id": mayors, "on": date(2026, 11, 27)})
        topic_id = app.topics.add({"title": "Deelmobiliteit"})
        app.topics.add({"title": "Nog niet besproken"})
        app.agenda.conclude(app.topics.schedule(topic_id, meeting_id), "Naar het IBO.")
        return app.meetings.add({"body_id": app.bodies.find("IBO"), "on": date(2026, 12, 11)})

    made = []
    region_desk.lane.write(prepare, made.append)
    region_desk.lane.wait_idle()
    page.open_meeting(made[0])
    region_desk.lane.wait_idle()
    actions = page.cockpit.agenda.ready_menu.actions()
    assert [action.text() for action in actions] == ["Deelmobiliteit"]
    actions[0].trigger()
    region_desk.lane.wait_idle()
    (row,) = page.cockpit.agenda.model.rows
    assert row.prepared_on == date(2026, 11, 27)
    assert "voorbereid CvB 27/11" in page.cockpit.agenda.model.details(row)
    assert page.cockpit.agenda.model.marks(row) == []


@pytest.mark.long
def test_an_item_that_skipped_the_mayors_is_marked(held):
    model = held.cockpit.agenda.model
    assert [text for text, _tone in model.marks(model.rows[0])] == ["niet voorbereid in CvB"]


@pytest.mark.long
def test_the_view_paints_every_item(held, qtbot):
    view = held.cockpit.agenda.view
    heights = [view.visualRect(held.cockpit.agenda.model.index(at)).height() for at in range(3)]
    assert min(heights) > 30
    assert view.indexAt(QPoint(20, heights[0] + 5)).row() == 1
    QApplication.processEvents()
    assert not held.grab().isNull()


@pytest.mark.long
def test_papers_feedback_and_engagements_are_asked_of_their_pages(held, region_desk, qtbot):
    asked = []
    held.go.connect(lambda kind, ident: asked.append((kind, ident)))
    qtbot.mouseClick(held.paper_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(held.preview_button, Qt.MouseButton.LeftButton)
    for action in held.more_button.menu().actions():
        action.trigger()
    held.cockpit.item.tabs.setCurrentWidget(held.cockpit.item.colleges)
    qtbot.mouseClick(held.cockpit.item.colleges.open, Qt.MouseButton.LeftButton)
    meeting_id, item_id = held.cockpit.file.meeting.id, held.cockpit.item.head.row.id
    of_meeting = [key for key, kind in KINDS.items() if kind.about is About.MEETING]
    papers = ["agenda", "agenda", *of_meeting]  # the two buttons, then the menu
    assert asked == [*((f"meeting_paper:{kind}", meeting_id) for kind in papers), ("item_feedback", item_id)]
    assert {kind for kind, _ident in asked} <= set(PAGE_OF_KIND)
