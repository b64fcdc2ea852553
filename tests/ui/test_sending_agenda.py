"""Sending an agenda through the window: drafts in a folder, a version that is kept, then a new one, then called off."""

from email import message_from_bytes, policy

import pytest
import vobject
from PySide6.QtCore import Qt

from ibo_desk.domain.meetings import MeetingState
from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.meetings.sending.dialog import SendDialog


def read(desk, job):
    answers = []
    desk.lane.read(job, answers.append)
    desk.lane.wait_idle()
    return answers[0]


@pytest.fixture
def page(shown, example_desk):
    made = shown(MeetingsPage(example_desk), example_desk)
    made.show_record("meeting", read(example_desk, lambda app: app.meetings.find("IBO 2026-4").id))
    example_desk.lane.wait_idle()
    return made


def send(page, desk, qtbot, folder, annex=None):
    """Open the dialog from the agenda and make the drafts; returns it with what vobject reads of the invitation."""
    qtbot.mouseClick(page.cockpit.agenda.sent.send, Qt.MouseButton.LeftButton)
    desk.lane.wait_idle()
    dialog = page.findChildren(SendDialog)[-1]
    dialog.folder.setText(str(folder))
    dialog.organizer.setText("secretariaat@regio.example")
    if annex is not None:
        dialog.attach([str(annex)])
    qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    for _turn in range(3):
        desk.lane.wait_idle()
        desk.work.wait_idle()
    desk.lane.wait_idle()
    assert dialog.made is not None
    message = message_from_bytes(dialog.made.paths[0].read_bytes(), policy=policy.default)
    calendar = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    return dialog, message, vobject.readOne(calendar.get_content())


@pytest.mark.long
def test_an_agenda_goes_out_goes_out_again_and_is_called_off(page, example_desk, qtbot, tmp_path):
    desk, meeting = example_desk, page.cockpit.file.meeting
    annex = tmp_path / "nota fietsbrug.pdf"
    annex.write_bytes(b"%PDF-1.7 fictief")
    dialog, message, calendar = send(page, desk, qtbot, tmp_path / "A", annex)
    assert calendar.method.value == "REQUEST"
    assert {part.get_filename() for part in message.iter_attachments()} >= {"invite.ics", annex.name}
    assert page.cockpit.file.meeting.state is MeetingState.PLANNED, "drafts are not sent yet"
    dialog.note_sent()
    desk.lane.wait_idle()
    assert page.cockpit.file.meeting.state is MeetingState.AGENDA_SENT
    version = read(desk, lambda app: app.agenda_versions.versions(meeting.id))[0]
    content = read(desk, lambda app: app.agenda_versions.content(version.id))
    assert version.letter == "A"
    assert version.recipients
    assert "Ontwerpagenda" not in content
    dialog.close()

    # a point that comes now is late, on the paper and in the mail of version B
    page.cockpit.agenda.title_line.setText("Extra punt")
    qtbot.keyClick(page.cockpit.agenda.title_line, Qt.Key.Key_Return)
    desk.lane.wait_idle()
    desk.lane.write(lambda app: app.records.patch("meeting", meeting.id, None, {"place": "Elders"}))
    desk.lane.wait_idle()
    dialog, message, update = send(page, desk, qtbot, tmp_path / "B")
    text = message.get_body(("plain",)).get_content()
    assert "Extra punt (" in text
    assert "nagekomen punt" in text
    assert "(versie B)" in message["Subject"]
    assert update.vevent.uid.value == calendar.vevent.uid.value
    assert int(update.vevent.sequence.value) == int(calendar.vevent.sequence.value) + 1
    dialog.note_sent()
    desk.lane.wait_idle()
    assert [row.letter for row in read(desk, lambda app: app.agenda_versions.versions(meeting.id))] == [
        "B",
        "A",
    ]
    assert page.cockpit.agenda.current().late
    dialog.close()

    values = {"state": MeetingState.CANCELLED, "cancelled_reason": "Ziekte"}
    desk.lane.write(lambda app: app.records.patch("meeting", meeting.id, None, values))
    desk.lane.wait_idle()
    dialog, message, off = send(page, desk, qtbot, tmp_path / "C")
    assert (off.method.value, off.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert int(off.vevent.sequence.value) == int(update.vevent.sequence.value) + 1
    assert [part.get_filename() for part in message.iter_attachments()] == ["invite.ics"]
    assert desk.told == []


def test_without_an_address_it_is_said_that_no_invitation_goes(page, example_desk, qtbot, tmp_path):
    dialog = SendDialog(example_desk, page, page.cockpit.file)
    example_desk.lane.wait_idle()
    dialog.folder.setText(str(tmp_path))
    dialog.organizer.setText("secretariaat")
    dialog.calendar.setCurrentIndex(0)
    dialog.make_drafts()
    for _turn in range(3):
        example_desk.lane.wait_idle()
        example_desk.work.wait_idle()
    example_desk.lane.wait_idle()
    assert "Er gaat geen uitnodiging mee" in dialog.after.text.text()
