"""The line above a meeting that runs: the clock, the next item, a break, and the way out."""

from datetime import date, datetime, time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ibo_desk.domain.course import lasting, read_breaks, treated_for
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.meetings.meetings import MeetingRow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.command_table import LIVE, NEXT_ITEM
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.widgets import ElidedLabel, button

_TICK = 5000  # ms; the clock says minutes


class LiveBar(QWidget):
    """``next_asked``, ``pause_asked``, ``run_asked`` (open or close the meeting) and ``left`` tell the buttons."""

    next_asked = Signal()
    pause_asked = Signal()
    run_asked = Signal()
    attendance_asked = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._meeting: MeetingRow | None = None
        self._item: ItemRow | None = None
        theme = desk.theme
        self.back = button(theme, _("Back"), "chevron_left", self.left.emit)
        self.back.setToolTip(_("Back to the whole window ({key})").format(key=LIVE.keys))
        self.clock = ElidedLabel("", "item_line")
        self.clock.setAccessibleName(_("Clock"))
        self.saved = ElidedLabel("", "hint")
        self.run = button(theme, "", "clock", self.run_asked.emit)
        self.pause = button(theme, "", "pause", self.pause_asked.emit)
        self.next = button(theme, _("Next item"), "chevron_right", self.next_asked.emit, primary=True)
        self.next.setToolTip(NEXT_ITEM.keys)
        self.row = WrapLayout(theme.px(8), self)
        self.row.setContentsMargins(0, 0, 0, 0)
        for widget, share in ((self.back, 0), (self.clock, 3), (self.saved, 1)):
            self.row.addWidget(widget, share)
        self.attendance = button(theme, "", "partners", self.attendance_asked.emit)
        for made in (self.attendance, self.run, self.pause, self.next):
            self.row.addWidget(made)
        self._ticking = QTimer(self, interval=_TICK)
        self._ticking.timeout.connect(self._tell)
        desk.lane.saved.connect(self._tell_saved)

    def show_meeting(self, meeting: MeetingRow, item: ItemRow | None) -> None:
        """Show where the meeting is, and how long its item lasts by now."""
        self._meeting, self._item = meeting, item
        running = meeting.opened_at is not None and meeting.closed_at is None
        free = not (meeting.locked or self._desk.read_only)
        today = meeting.on == self._desk.clock.today()
        self.run.setVisible(free and today and meeting.closed_at is None)
        self.run.setText(_("Close the meeting") if running else _("Open the meeting"))
        self.pause.setVisible(free and today and running)
        self.pause.setText(_("Resume") if lasting(read_breaks(meeting.breaks)) else _("Break"))
        self._tell()

    def _tell_saved(self, undo: object, _redo: object, _quiet: bool) -> None:
        self.saved.show_text(_kept(undo))

    def set_running(self, on: bool) -> None:
        """Let the clock go, or stand while nobody sees it."""
        if on:
            self._ticking.start()
            self._tell()
        else:
            self._ticking.stop()

    def _tell(self) -> None:
        meeting = self._meeting
        if meeting is None:
            return
        now = _now(self._desk, meeting)
        parts = [f"{meeting.body_short} {formats.day(meeting.on)}", *hours(meeting, now)]
        if self._item is not None:
            parts.append(lasts(self._item, meeting, now))
        self.clock.show_text(" · ".join(part for part in parts if part))


def _now(desk: Desk, meeting: MeetingRow) -> time | None:
    """The hour while the meeting is today; on another day there is no clock."""
    return desk.clock.time_of_day() if meeting.on == desk.clock.today() else None


def hours(meeting: MeetingRow, now: time | None) -> list[str]:
    """ "14:32, gepland tot 16:00"; over its end how much."""
    opened = _("opened {time}").format(time=formats.clock(meeting.opened_at)) if meeting.opened_at else ""
    closed = _("closed {time}").format(time=formats.clock(meeting.closed_at)) if meeting.closed_at else ""
    if now is None or closed:
        return [opened, closed]
    parts = [formats.clock(now)]
    running = lasting(read_breaks(meeting.breaks))
    if running is not None:
        parts.append(_("break since {time}").format(time=formats.clock(running.since)))
    if meeting.ends_at is not None:
        over = _minutes(meeting.ends_at, now)
        planned = _("planned until {time}").format(time=formats.clock(meeting.ends_at))
        parts.append(_("{count} min over").format(count=over) if over > 0 else planned)
    return parts


def lasts(item: ItemRow, meeting: MeetingRow, now: time | None) -> str:
    """ "punt 3: 12 van 20 min", "punt 3: 25 min, 5 over"."""
    planned = item.minutes or 0
    if item.began_at is None or now is None or meeting.closed_at is not None:
        text = _("item {number}: {count} min planned") if planned else ""
        return text.format(number=item.number, count=planned)
    spent = int(treated_for(item.began_at, read_breaks(meeting.breaks), now).total_seconds() // 60)
    if not planned:
        text = _("item {number}: {spent} min")
    elif spent > planned:
        text = _("item {number}: {spent} min, {over} over")
    else:
        text = _("item {number}: {spent} of {count} min")
    return text.format(number=item.number, spent=spent, count=planned, over=spent - planned)


def _minutes(start: time, end: time) -> int:
    between = datetime.combine(date.min, end) - datetime.combine(date.min, start)
    return int(between.total_seconds() // 60)


def _kept(undo: object) -> str:
    label = getattr(undo, "label", "")
    return _("Saved: {what}").format(what=label) if label else _("Everything is saved")
