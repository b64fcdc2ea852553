"""The field of the chairs completes each name from the attendance list, who chairs first; others may be typed."""

import pytest
from PySide6.QtCore import Qt

from ibo_desk.ui.meetings.page import MeetingsPage


@pytest.fixture
def page(shown, example_desk):
    return shown(MeetingsPage(example_desk), example_desk)


def test_each_chair_completes_from_the_attendance_list(page, example_desk, qtbot):
    cockpit = page.cockpit
    cockpit.show_part(cockpit.details)
    line = cockpit.details.panel.editors["chairs"].inner
    names = line.completer().model().stringList()
    assert names[0] == cockpit.file.attendance[0].label.partition(", ")[0]
    line.clear()
    qtbot.keyClicks(line, f"Ann Fictief;Bert Fictief; {names[1].split()[1].lower()}")
    assert line.completer().currentCompletion() == f"Ann Fictief;Bert Fictief; {names[1]}"
    line.setText(line.completer().currentCompletion())
    qtbot.keyClick(line, Qt.Key.Key_Return)
    example_desk.lane.wait_idle()
    assert cockpit.file.meeting.chairs == ("Ann Fictief", "Bert Fictief", names[1])
    assert line.text() == f"Ann Fictief; Bert Fictief; {names[1]}"
