"""The minutes in the window: check, submit, remarks, differences, approval by the body's rule, and the lock."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from ibo_desk.domain.bodies import ApprovalMode, ItemType
from ibo_desk.domain.meetings import MeetingState, MinutesState
from ibo_desk.domain.minutes_check import Finding
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.minutes.check import FindingRow
from ibo_desk.ui.meetings.agenda.versions_compare import CompareDialog
from ibo_desk.ui.meetings.minutes.submitting import SubmitQuestion
from ibo_desk.ui.meetings.page import MeetingsPage

LEFT = Qt.MouseButton.LeftButton


def ask(desk, job):
    found = []
    desk.lane.read(job, found.append)
    desk.lane.wait_idle()
    return found[0]


def do(desk, job):
    found = []
    desk.lane.write(job, found.append)
    desk.lane.wait_idle()
    return found[0]


@pytest.fixture
def page(shown, region_desk):
    made = shown(MeetingsPage(region_desk), region_desk)
    made.resize(1150, 720)
    return made


def make_meeting(desk, body="IBO", on=date(2026, 11, 20), state=MeetingState.HELD, titles=("Bouwshift",)):
    def job(app):
        meeting_id = app.meetings.add({"body_id": app.bodies.find(body), "on": on})
        for title in titles:
            item_id = app.agenda.add(meeting_id, {"title": title})
            if state is MeetingState.HELD:
                app.agenda.conclude(item_id, "De partners onderschrijven de fasering.")
        if state is MeetingState.HELD:
            app.meetings.set_state(meeting_id, MeetingState.HELD)
        return meeting_id

    return do(desk, job)


def submit(qtbot, desk, minutes):
    """Over what the check found it is asked first; Enter would leave the minutes where they are."""
    click(qtbot, desk, minutes.submit)
    if minutes.file.findings:
        assert minutes.question.defaultButton() is minutes.question.keep
        click(qtbot, desk, minutes.question.submit)


def set_rule(desk, mode, days=None):
    def job(app):
        app.bodies.set_rules(app.bodies.find("IBO"), {"approval_mode": mode, "approval_days": days})

    do(desk, job)


@pytest.fixture
def held(page, region_desk, qtbot):
    """A meeting that was held, with its minutes open."""
    meeting_id = make_meeting(region_desk)
    page.open_meeting(meeting_id)
    region_desk.lane.wait_idle()
    click(qtbot, region_desk, page.cockpit.minutes_button)
    return page


def click(qtbot, desk, button):
    assert button.isVisible()
    qtbot.mouseClick(button, LEFT)
    desk.lane.wait_idle()


@pytest.mark.long
def test_findings_lead_to_where_they_are_mended(held, region_desk, qtbot):
    minutes, cockpit = held.cockpit.minutes, held.cockpit
    lines = minutes.findings.list
    codes = [one.code.value for one in minutes.file.findings]
    assert "no_chair" in codes
    assert minutes.tabs.tabText(0).endswith(f"  {len(codes)}")
    lines.itemClicked.emit(lines.item(codes.index("no_chair")))
    assert cockpit.right.currentWidget() is cockpit.details
    cockpit.show_part(minutes)
    region_desk.lane.wait_idle()
    lines.itemClicked.emit(lines.item(codes.index("nobody_listed")))
    assert cockpit.right.currentWidget() is cockpit.attendance


def test_minutes_with_findings_are_not_submitted_before_somebody_says_so(held, region_desk, qtbot):
    minutes = held.cockpit.minutes
    assert minutes.file.findings
    click(qtbot, region_desk, minutes.submit)
    assert minutes.question.text().startswith("De controle vond")
    assert minutes.file.findings[0].text in minutes.question.informativeText()
    click(qtbot, region_desk, minutes.question.keep)
    assert minutes.file.state is not MinutesState.SUBMITTED
    submit(qtbot, region_desk, minutes)
    assert minutes.file.state is MinutesState.SUBMITTED


def test_many_findings_are_asked_by_kind(qtbot):
    def found(code, count):
        return [FindingRow(code, f"{code} {at}", "agenda_item", uuid4()) for at in range(count)]

    parent = QWidget()
    qtbot.addWidget(parent)
    few = [*found(Finding.NO_CHAIR, 1), *found(Finding.ITEM_OPEN, 5)]
    asked = SubmitQuestion(parent, few, list)
    assert asked.informativeText().splitlines() == [f"• {finding.text}" for finding in few]
    asked = SubmitQuestion(parent, [*few, *found(Finding.ENGAGEMENT_WITHOUT_DUE, 2)], list)
    assert asked.text() == "De controle vond 8 aandachtspunten. Het verslag toch voorleggen?"
    assert asked.informativeText().splitlines() == [
        f"• {few[0].text}",
        "• Punt zonder conclusie: 5",
        "• Engagement zonder uiterste datum: 2",
    ]


@pytest.mark.long
def test_submitting_again_makes_a_version_and_the_difference_is_shown(held, region_desk, qtbot):
    minutes = held.cockpit.minutes
    submit(qtbot, region_desk, minutes)
    assert minutes.file.state is MinutesState.SUBMITTED
    assert not minutes.draft.isVisible()
    item = held.cockpit.agenda.model.rows[0]
    do(
        region_desk,
        lambda app: app.records.patch(
            "agenda_item", item.id, None, {"conclusion": "De fasering wordt herbekeken."}
        ),
    )
    minutes.tabs.setCurrentWidget(minutes.versions)
    region_desk.lane.wait_idle()
    shown = minutes.versions.text.toPlainText()
    assert "− De partners onderschrijven de fasering." in shown
    assert "+ De fasering wordt herbekeken." in shown
    submit(qtbot, region_desk, minutes)
    assert [version.number for version in minutes.file.versions] == [2, 1]
    assert minutes.file.versions[1].state is MinutesState.REPLACED


@pytest.mark.long
def test_remarks_of_partners_are_noted_and_dealt_with(held, region_desk, qtbot):
    minutes = held.cockpit.minutes
    part = minutes.remarks
    minutes.tabs.setCurrentWidget(part)
    assert not part.add.isVisible()  # there is no version yet
    click(qtbot, region_desk, minutes.draft)
    assert part.partner.currentIndex() == -1  # nobody is taken for the one who remarks
    part.partner.setCurrentText("Kortrijk")
    qtbot.keyClicks(part.text, "Punt 1: wij waren verontschuldigd.")
    qtbot.keyClick(part.text, Qt.Key.Key_Return)
    region_desk.lane.wait_idle()
    (row,) = part.model.rows()
    assert (row.organisation, row.text) == ("Kortrijk", "Punt 1: wij waren verontschuldigd.")
    assert "remark_open" in {one.code.value for one in minutes.file.findings}
    part.model.setData(part.model.index(0, part.model.column_number("dealt_with")), "aangepast")
    region_desk.lane.wait_idle()
    assert part.model.rows()[0].dealt_with == "aangepast"
    assert "remark_open" not in {one.code.value for one in minutes.file.findings}


@pytest.mark.long
def test_approval_in_writing_locks_everything_in_the_window(held, region_desk, qtbot):
    set_rule(region_desk, ApprovalMode.IN_WRITING)
    minutes, cockpit = held.cockpit.minutes, held.cockpit
    submit(qtbot, region_desk, minutes)
    click(qtbot, region_desk, minutes.approve)
    assert minutes.file.state is MinutesState.APPROVED
    assert minutes.state.chips[MinutesState.APPROVED].text() == "goedgekeurd (vergrendeld)"
    assert not minutes.submit.isVisible()
    assert not minutes.approve.isVisible()
    cockpit.show_part(cockpit.item)
    region_desk.lane.wait_idle()
    item = cockpit.item
    before = item.head.row
    text = item.notes.editors["discussion"].text
    assert text.isReadOnly()
    qtbot.keyClicks(text, "Stiekem erbij.")
    qtbot.keyClicks(item.notes.editors["conclusion"].text, "Iets anders.")
    cockpit.agenda.view.setFocus()
    qtbot.keyClick(cockpit.agenda.view, Qt.Key.Key_Delete)
    region_desk.lane.wait_idle()
    assert not item.conclude.isVisible()
    assert not item.reopen.isVisible()
    assert not item.slash.line.isVisible()
    assert item.slash.in_text.item_id is None
    assert not cockpit.agenda.title_line.isVisible()
    assert not cockpit.attendance.invite.isVisibleTo(cockpit.attendance)
    assert cockpit.agenda.model.fixed
    after = ask(region_desk, lambda app: app.agenda.item(before.id))
    assert (after.discussion, after.conclusion, after.revision) == (
        before.discussion,
        before.conclusion,
        before.revision,
    )
    assert region_desk.told == []


@pytest.mark.long
def test_reopening_needs_a_reason_and_makes_a_new_draft(held, region_desk, qtbot):
    set_rule(region_desk, ApprovalMode.IN_WRITING)
    minutes = held.cockpit.minutes
    submit(qtbot, region_desk, minutes)
    click(qtbot, region_desk, minutes.approve)
    click(qtbot, region_desk, minutes.reopen)
    assert minutes.file.state is MinutesState.APPROVED
    qtbot.keyClicks(minutes.why, "Naam verkeerd gespeld")
    click(qtbot, region_desk, minutes.reopen)
    assert minutes.file.state is MinutesState.DRAFT
    assert "Naam verkeerd gespeld" in minutes.sentence.text()
    assert not held.cockpit.agenda.model.fixed


@pytest.mark.long
def test_silence_approves_only_after_the_term(held, region_desk, qtbot):
    set_rule(region_desk, ApprovalMode.SILENT, 14)
    minutes = held.cockpit.minutes
    submit(qtbot, region_desk, minutes)
    assert not minutes.approve.isEnabled()
    assert minutes.approve.text() == "Stilzwijgend goedgekeurd vanaf 8 december 2026"
    set_rule(region_desk, ApprovalMode.IN_WRITING)
    region_desk.lane.wait_idle()
    assert minutes.approve.isEnabled()


def conclude_by_button(item, qtbot):
    qtbot.mouseClick(item.conclude, Qt.MouseButton.LeftButton)


def conclude_by_slash_line(item, qtbot):
    text = item.notes.editors["discussion"].text
    text.setFocus()
    qtbot.keyClicks(text, "/conclusie")
    qtbot.keyClick(text, Qt.Key.Key_Return)


@pytest.mark.long
@pytest.mark.parametrize("conclude", [conclude_by_button, conclude_by_slash_line])
def test_the_item_of_the_next_meeting_approves(held, region_desk, qtbot, conclude):
    set_rule(region_desk, ApprovalMode.NEXT_MEETING)
    minutes, cockpit = held.cockpit.minutes, held.cockpit
    first = minutes.file.meeting.id
    submit(qtbot, region_desk, minutes)
    assert not minutes.approve.isVisible()
    following = make_meeting(region_desk, on=date(2026, 12, 11), state=MeetingState.PLANNED)
    do(region_desk, lambda app: app.standing_items.place(following))
    region_desk.lane.wait_idle()
    held.open_meeting(first)
    region_desk.lane.wait_idle()
    cockpit.show_part(minutes)
    region_desk.lane.wait_idle()
    click(qtbot, region_desk, minutes.to_item)
    assert cockpit.file.meeting.id == following
    assert cockpit.item.head.row.item_type is ItemType.MINUTES_APPROVAL
    conclude(cockpit.item, qtbot)
    region_desk.lane.wait_idle()
    stored = ask(region_desk, lambda app: app.minutes.versions(first))[0]
    assert (stored.state, stored.approved_on) == (MinutesState.APPROVED, date(2026, 12, 11))
    assert ask(region_desk, lambda app: app.meetings.row(first)).locked
    assert region_desk.told == []


@pytest.mark.long
def test_agenda_versions_mark_what_is_new_changed_and_dropped(page, region_desk, qtbot):
    meeting_id = make_meeting(
        region_desk, on=date(2026, 12, 11), state=MeetingState.PLANNED, titles=("Een", "Twee", "Drie")
    )
    page.open_meeting(meeting_id)
    region_desk.lane.wait_idle()
    cockpit = page.cockpit
    click(qtbot, region_desk, cockpit.stepper.steps[MeetingState.AGENDA_SENT])
    assert cockpit.agenda.sent.status.text() == "Agenda A verstuurd op 23/11/2026"
    assert not cockpit.agenda.sent.again.isVisible()
    items = {row.title: row.id for row in cockpit.agenda.model.rows}
    do(region_desk, lambda app: app.records.patch("agenda_item", items["Een"], None, {"minutes": 40}))
    do(region_desk, lambda app: app.agenda.remove(items["Twee"]))
    do(region_desk, lambda app: app.agenda.add(meeting_id, {"title": "Vier"}))
    model = cockpit.agenda.model
    marks = {row.title: [text for text, _tone in model.marks(row)] for row in model.rows}
    assert "gewijzigd sinds agenda A" in marks["Een"]
    assert "nieuw sinds agenda A" in marks["Vier"]
    assert not any("sinds" in text for text in marks["Drie"])
    assert "sindsdien geschrapt: Twee" in cockpit.agenda.sent.status.text()
    click(qtbot, region_desk, cockpit.agenda.sent.compare)
    (compare,) = cockpit.agenda.sent.findChildren(CompareDialog)
    region_desk.lane.wait_idle()
    assert compare.choice.old.currentText() == "Agenda A, verstuurd op 23/11/2026"
    assert compare.choice.new.currentText() == "de agenda zoals ze nu is"
    said = compare.text.toPlainText()
    for words in ("≠ gewijzigd", "− vervallen", "+ nieuw", "↕ vernummerd", "40 min."):
        assert words in said
    compare.whole.setChecked(False)
    assert "gelijk" not in compare.text.toPlainText()
    compare.accept()
    click(qtbot, region_desk, cockpit.agenda.sent.again)
    assert cockpit.file.sent.letter == "B"
    assert not any("sinds" in text for row in model.rows for text, _tone in model.marks(row))


@pytest.mark.long
def test_an_item_goes_to_the_next_meeting_or_is_told_there_is_none(page, region_desk):
    first = make_meeting(region_desk, on=date(2026, 12, 11), state=MeetingState.PLANNED)
    page.open_meeting(first)
    region_desk.lane.wait_idle()
    agenda = page.cockpit.agenda
    said = []
    region_desk.notice.connect(said.append)
    agenda.more_menu.next.trigger()
    region_desk.lane.wait_idle()
    assert said == ["Dit orgaan heeft nog geen volgende vergadering. Maak die eerst aan."]
    second = make_meeting(region_desk, on=date(2027, 1, 15), state=MeetingState.PLANNED, titles=())
    title = agenda.current().title
    agenda.more_menu.next.trigger()
    region_desk.lane.wait_idle()
    assert title not in [row.title for row in agenda.model.rows]
    assert title in [row.title for row in ask(region_desk, lambda app: app.agenda.items(second))]
    agenda.more_menu.place.trigger()
    region_desk.lane.wait_idle()
    assert ItemType.ANY_OTHER_BUSINESS in {row.item_type for row in agenda.model.rows}


def test_what_was_not_discussed_returns_and_is_marked(page, region_desk):
    earlier = make_meeting(
        region_desk, on=date(2026, 11, 20), state=MeetingState.PLANNED, titles=("Oud punt",)
    )
    do(region_desk, lambda app: app.meetings.set_state(earlier, MeetingState.HELD))
    later = make_meeting(region_desk, on=date(2026, 12, 11), state=MeetingState.PLANNED, titles=())
    page.open_meeting(later)
    region_desk.lane.wait_idle()
    agenda = page.cockpit.agenda
    if agenda.more_menu.carry.isEnabled():
        agenda.more_menu.carry.trigger()
        region_desk.lane.wait_idle()
    row = next(row for row in agenda.model.rows if row.title == "Oud punt")
    assert row.treatment is Treatment.OPEN
    assert "hernomen" in [text for text, _tone in agenda.model.marks(row)]


@pytest.mark.long
def test_a_body_with_its_own_secretariat_gets_files_and_a_pasted_agenda(
    page, region_desk, qtbot, tmp_path: Path
):
    meeting_id = make_meeting(region_desk, "VRR", date(2026, 12, 2), MeetingState.PLANNED, titles=())
    page.open_meeting(meeting_id)
    region_desk.lane.wait_idle()
    click(qtbot, region_desk, page.cockpit.minutes_button)
    minutes = page.cockpit.minutes
    assert minutes.received.isVisible()
    assert not minutes.submit.isVisible()
    assert not minutes.state.isVisible()
    source = tmp_path / "verslag VRR.pdf"
    source.write_bytes(b"%PDF-1.7 fictief")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(source))])
    drop = QDropEvent(QPoint(10, 10), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    minutes.received.dropEvent(drop)
    region_desk.lane.wait_idle()
    (row,) = minutes.received.model.rows()
    assert row.file_name == "verslag VRR.pdf"
    copy = tmp_path / "kopie.pdf"
    minutes.received.save_copy(row, copy)
    region_desk.lane.wait_idle()
    assert copy.read_bytes() == source.read_bytes()
    minutes.received.attach_file(tmp_path / "weg.pdf")
    region_desk.lane.wait_idle()
    assert [error.code for error in region_desk.told] == ["file_unopenable"]
