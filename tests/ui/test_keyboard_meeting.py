"""A meeting by keyboard alone, on the example: from "new meeting" to minutes that were submitted.

Every step is a key that a person can press; nothing is clicked and no service is called on the way.
"""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ibo_desk.domain.meetings import MeetingState, MinutesState
from ibo_desk.domain.organisations import Presence
from ibo_desk.domain.topics import Treatment
from ibo_desk.ui.main_window import MainWindow

NO, ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Keys:
    """Presses keys in whatever has the focus, as the window system would, and lets the answers arrive."""

    def __init__(self, page, desk, qtbot):
        self.page, self.desk, self.qtbot = page, desk, qtbot

    def focus(self):
        return QApplication.focusWidget()

    def press(self, *keys, modifier=NO):
        for key in keys:
            self.qtbot.keyClick(self.focus(), key, modifier)
            self.desk.lane.wait_idle()

    def type(self, text):
        self.qtbot.keyClicks(self.focus(), text)
        self.desk.lane.wait_idle()
        if QApplication.activePopupWidget() is None:  # window systems do so when a list of names closes
            self.page.window().activateWindow()
            QApplication.processEvents()

    def tab_to(self, widget, back=False):
        """Go from field to field until this one has the focus: it can be reached."""
        key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
        modifier = Qt.KeyboardModifier.ShiftModifier if back else NO
        for _step in range(100):
            if self.focus() in {widget, widget.focusProxy() or widget}:
                return
            self.qtbot.keyClick(self.focus(), key, modifier)
        raise AssertionError(f"{widget} cannot be reached by {key}; the focus is in {self.focus()}")


@pytest.fixture
def keys(shown, example_desk, qtbot):
    window = shown(MainWindow(example_desk, None, "meetings"), example_desk)
    window.resize(1366, 768)
    window.show_file()
    example_desk.lane.wait_idle()
    page = window.page("meetings")
    window.activateWindow()
    QApplication.processEvents()
    page.back_button.setFocus()
    pressing = Keys(page, example_desk, qtbot)
    pressing.window = window  # kept as long as its page
    return pressing


@pytest.mark.long
def test_from_new_meeting_to_submitted_minutes(keys):
    page, desk = keys.page, keys.desk
    cockpit = page.cockpit

    # a new meeting of the IBO, today
    keys.press(Qt.Key.Key_Space)  # to the list of meetings
    assert keys.focus() is page.overview.table.view
    keys.press(Qt.Key.Key_F6, Qt.Key.Key_F6, modifier=SHIFT)  # over the tabs above it
    assert keys.focus() is page.new_button
    keys.press(Qt.Key.Key_Return)  # Enter presses a button, as Space does
    assert keys.focus() is page.overview.new.day
    keys.type("23/11/2026")
    keys.press(Qt.Key.Key_Return)
    assert cockpit.file.meeting.on == date(2026, 11, 23)

    # its agenda: two items, the second one goes first
    keys.tab_to(cockpit.agenda.title_line)
    for title in ("Fietssnelweg: fasering", "Kleinhandel: stand van zaken"):
        keys.type(title)
        keys.press(Qt.Key.Key_Return)
    keys.tab_to(cockpit.agenda.view, back=True)
    keys.press(Qt.Key.Key_Up, modifier=ALT)
    mine = [row.title for row in cockpit.agenda.model.rows if ":" in row.title]
    assert mine[-2:] == ["Kleinhandel: stand van zaken", "Fietssnelweg: fasering"]

    # sent, and held
    keys.tab_to(cockpit.stepper.steps[MeetingState.AGENDA_SENT])
    keys.press(Qt.Key.Key_Space)
    assert cockpit.file.meeting.state is MeetingState.AGENDA_SENT
    assert cockpit.file.sent.letter == "A"
    keys.tab_to(cockpit.stepper.steps[MeetingState.HELD])
    keys.press(Qt.Key.Key_Space)
    assert cockpit.file.meeting.state is MeetingState.HELD

    # who is there: all of them at once
    keys.tab_to(cockpit.attendance_button)
    keys.press(Qt.Key.Key_Space)
    if not cockpit.attendance.panel.shown():
        keys.tab_to(cockpit.attendance.invite)
        keys.press(Qt.Key.Key_Space)
        keys.tab_to(cockpit.attendance.panel.view)
    keys.press(Qt.Key.Key_A, modifier=CONTROL)
    keys.press(Qt.Key.Key_A)
    assert {row.presence for row in cockpit.attendance.panel.shown()} == {Presence.PRESENT}

    # the notes of each item; Shift+F6 goes from the table at the right to the agenda
    keys.press(Qt.Key.Key_F6, modifier=SHIFT)
    assert cockpit.agenda.isAncestorOf(keys.focus())  # where Tab came last
    keys.tab_to(cockpit.agenda.view, back=True)
    keys.press(Qt.Key.Key_Home)
    for at, row in enumerate(list(cockpit.agenda.model.rows)):
        keys.press(Qt.Key.Key_Return)  # into the notes of the item
        assert keys.focus() is cockpit.item.notes.editors["discussion"].text
        keys.type("De partners lichten toe.")
        keys.press(Qt.Key.Key_Return)
        if row.title.startswith("Fietssnelweg"):
            keys.type("/engagement Harelbke: advies fietsbrug bezorgen tegen 15 januari")
            keys.press(Qt.Key.Key_Return)
            keys.press(Qt.Key.Key_Tab)  # Harelbke is mended
        keys.type("/conclusie de partners nemen hiervan akte")
        keys.press(Qt.Key.Key_Return)
        assert cockpit.agenda.model.rows[at].treatment is Treatment.TREATED
        keys.press(Qt.Key.Key_F6, modifier=SHIFT)
        keys.press(Qt.Key.Key_Down)

    # the minutes: the check leads to chair and secretary; then they are submitted
    keys.tab_to(cockpit.minutes_button)
    keys.press(Qt.Key.Key_Space)
    minutes = cockpit.minutes
    codes = {one.code.value for one in minutes.file.findings}
    assert {"no_chair", "no_secretary"} <= codes
    keys.tab_to(minutes.findings.list)
    keys.press(Qt.Key.Key_Home)
    keys.press(Qt.Key.Key_Return)
    assert cockpit.right.currentWidget() is cockpit.details
    keys.type("Voorzitter (fictief)")
    page.activateWindow()  # where no window system is, the list of completions keeps the window when it closes
    QApplication.processEvents()
    keys.tab_to(cockpit.details.panel.editors["secretary"].inner)
    keys.type("Secretaris (fictief)")
    keys.tab_to(cockpit.minutes_button)
    keys.press(Qt.Key.Key_Space)
    assert not {"no_chair", "no_secretary"} & {one.code.value for one in minutes.file.findings}
    keys.tab_to(minutes.submit)
    keys.press(Qt.Key.Key_Space)
    if minutes.file.findings:  # what is left was seen, and is said to be so
        minutes.question.submit.setFocus()
        keys.press(Qt.Key.Key_Space)
    assert minutes.file.state is MinutesState.SUBMITTED
    assert minutes.file.current.number == 1
    assert "voorgelegd op 23 november 2026" in minutes.sentence.text()

    # what was noted is there, and nobody was told off
    found = []
    item = next(row for row in cockpit.agenda.model.rows if row.title.startswith("Fietssnelweg"))
    desk.lane.read(lambda app: app.engagements.listing(item_id=item.id), found.extend)
    desk.lane.wait_idle()
    assert [(one.what, one.due_on) for one in found] == [("advies fietsbrug bezorgen", date(2027, 1, 15))]
    assert item.discussion == "De partners lichten toe."
    assert desk.told == []


@pytest.mark.long
def test_f11_hides_what_is_internal(keys):
    cockpit = keys.page.cockpit
    meeting = next(row for row in keys.page._listed if row.short == "IBO 2026-4")
    keys.page.open_meeting(meeting.id)
    keys.desk.lane.wait_idle()
    item = next(row for row in cockpit.file.items if row.preparation_note)
    words = " ".join(item.preparation_note.split())[:20]
    cockpit.agenda.select(item.id)
    keys.desk.lane.wait_idle()
    assert words in cockpit.item._prepared.text()
    cockpit.agenda.view.setFocus()
    keys.press(Qt.Key.Key_F11, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert cockpit.projector.isChecked()
    assert words not in cockpit.item._prepared.text()
    tabs = cockpit.item.tabs
    visible = {tabs.widget(at) for at in range(tabs.count()) if tabs.isTabVisible(at)}
    assert cockpit.item.colleges not in visible
    assert not any(one.secretariat_note or one.skipped_preparation for one in cockpit.file.items)
    assert not cockpit.minutes_button.isVisible()
    keys.press(Qt.Key.Key_F11, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert words in cockpit.item._prepared.text()
    assert cockpit.minutes_button.isVisible()
