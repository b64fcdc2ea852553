"""One meeting: its steps, who came, the agenda at the left and the chosen item at the right."""

from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.domain.errors import UserError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.minutes_check import Finding
from ibo_desk.language import N_, _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.meetings.meetings import MeetingRow
from ibo_desk.services.meetings.procedure import quorum_sentence
from ibo_desk.services.minutes.check import FindingRow
from ibo_desk.ui.command_table import (
    ATTENDANCE,
    EARLIER_ITEM,
    LET_GO,
    LIVE,
    NEXT_ITEM,
    PROJECT,
    TO_CONCLUSION,
    WALL,
)
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.header import FoldingLine
from ibo_desk.ui.layout.later import Beside, Later
from ibo_desk.ui.layout.panes import ListAndRecord, Turning
from ibo_desk.ui.meetings.agenda.items import AgendaList
from ibo_desk.ui.meetings.attendance.part import AttendancePart, chair_names, short_summary, summary
from ibo_desk.ui.meetings.details import DetailsPart
from ibo_desk.ui.meetings.item.panel import ItemPanel
from ibo_desk.ui.meetings.live_bar import LiveBar
from ibo_desk.ui.meetings.minutes.part import MinutesPart
from ibo_desk.ui.meetings.projector import as_projected, item_as_projected
from ibo_desk.ui.meetings.reading import AgendaFile, ItemFile, MeetingFile, read_item
from ibo_desk.ui.meetings.stepper import Stepper
from ibo_desk.ui.meetings.wall.bar import WallBar
from ibo_desk.ui.widgets import button, restyle

_SIDES = (N_("Agenda"), N_("Item"))
_STAYS = 5000  # ms on an item after which it is being treated
_NARROW = 262  # pixels of the agenda while a meeting runs
_PARTS = {"position": "positions", "engagement": "engagements", "referral_target": "referrals"}


class Cockpit(QWidget):
    """Shows a ``MeetingFile``; reads what hangs on the chosen item itself. ``stale``: read the meeting again."""

    stale = Signal()
    live_turned = Signal(bool)  # the meeting has the page for itself

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.file: MeetingFile | None = None
        self._came_to: UUID | None = None  # the item that somebody turned to while the meeting runs
        theme = desk.theme
        self.stepper = Stepper(theme)
        self.stepper.asked.connect(self._set_state)
        self.live = LiveBar(desk)
        self.agenda = AgendaList(desk)
        self.item_place = Beside(self._make_item)
        self.wall = WallBar(desk, self.item_place)
        self._attendance = Later(lambda: AttendancePart(desk))
        self._details = Later(self._make_details)
        self.minutes_place = Later(self._make_minutes)
        self.right = Turning()
        for place in (self.item_place, self._attendance, self._details, self.minutes_place):
            self.right.addWidget(place)
        self._make_buttons()
        self._openers: dict[QPushButton, QWidget] = {
            self.attendance_button: self._attendance,
            self.details_button: self._details,
            self.minutes_button: self.minutes_place,
        }
        for made, opened in self._openers.items():
            made.setCheckable(True)
            made.clicked.connect(lambda _on=False, part=opened: self.toggle(part))
        self._item_soon = QTimer(self, singleShot=True, interval=0)  # after the agenda was painted
        self._item_soon.timeout.connect(self._read_item)
        self.agenda.chosen.connect(self._choose)
        self.agenda.view.clicked.connect(lambda _index: self.show_part(self.item_place))
        self.agenda.entered.connect(self._enter)
        self._build()
        self._listen_live()

    @property
    def item(self) -> ItemPanel:
        return self.item_place.part

    @property
    def attendance(self) -> AttendancePart:
        return self._attendance.part

    @property
    def details(self) -> DetailsPart:
        return self._details.part

    @property
    def minutes(self) -> MinutesPart:
        return self.minutes_place.part

    def _make_item(self) -> ItemPanel:
        item = ItemPanel(self._desk)
        for panel in (item.head, item.notes, item.preparation):
            panel.stale.connect(self.stale)
        return item

    def _make_details(self) -> DetailsPart:
        details = DetailsPart(self._desk)
        details.closed.connect(lambda: self.toggle(self._details))
        details.panel.stale.connect(self.stale)
        return details

    def _make_minutes(self) -> MinutesPart:
        minutes = MinutesPart(self._desk)
        minutes.closed.connect(lambda: self.toggle(self.minutes_place))
        minutes.go_to.connect(self._mend)
        return minutes

    def _make_buttons(self) -> None:
        theme = self._desk.theme
        self.attendance_button = button(theme, _("Attendance"), "partners")
        self.details_button = button(theme, _("Details"), "calendar")
        self.minutes_button = button(theme, _("Minutes (paper)"), "documents")
        self.projector = button(theme, "", "window")
        self.projector.setAccessibleName(_("Projector"))
        self.projector.setCheckable(True)
        QShortcut(QKeySequence(PROJECT.keys), self, self.projector.toggle)
        self.projector.setToolTip(_("Hide in this window what participants may not see (Shift+F11)"))
        self.projector.toggled.connect(self._project)
        self.live_button = button(theme, _("Run the meeting"), "play")
        self.live_button.setCheckable(True)
        self.live_button.setToolTip(_("Only agenda, notes and conclusion ({key})").format(key=LIVE.keys))
        self.live_button.toggled.connect(self._run_live)
        self.wall_button = button(theme, _("Wall"), "preview", self.wall.toggle)
        self.wall_button.setToolTip(_("Show the meeting on the second screen, with nothing internal (F11)"))
        for keys, slot in ((WALL, self.wall.toggle), (LET_GO, self.wall.let_go)):
            QShortcut(QKeySequence(keys.keys), self, slot)

    def _listen_live(self) -> None:
        self.staying = QTimer(self, singleShot=True, interval=_STAYS)
        self.staying.timeout.connect(self._take_up)
        self.live.attendance_asked.connect(lambda: self.toggle(self._attendance))
        self.live.left.connect(lambda: self.live_button.setChecked(False))
        self.live.next_asked.connect(lambda: self.step(1))
        self.live.pause_asked.connect(self._pause)
        self.live.run_asked.connect(self._open_or_close)
        for keys, slot in (
            (LIVE, self.live_button.toggle),
            (NEXT_ITEM, lambda: self.step(1)),
            (EARLIER_ITEM, lambda: self.step(-1)),
            (TO_CONCLUSION, self._turn_text),
            (ATTENDANCE, lambda: self.toggle(self._attendance)),
        ):
            QShortcut(QKeySequence(keys.keys), self, slot)

    def _build(self) -> None:
        theme = self._desk.theme
        self.line = FoldingLine(theme, self.stepper)
        of_room = (self.wall_button, self.projector) if self._desk.package is None else ()
        for made in (*self._openers, *of_room):
            self.line.add(made)
        self.live.hide()
        self.panes = ListAndRecord(
            self._desk, "meeting", self.agenda, self.right, shares=(30, 70), least=(205, 420), names=_SIDES
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.line)
        layout.addWidget(self.live)
        layout.addWidget(self.wall)
        layout.addWidget(self.panes, 1)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is shown: the window is whole again."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.live_button.setChecked(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the steps become numbers."""
        super().resizeEvent(event)
        self.stepper.set_short(self.width() < self._desk.theme.px(980))

    def show_agenda(self, agenda: AgendaFile) -> None:
        """Show the items of a meeting; nothing can be done before the rest is there."""
        self.setEnabled(False)
        self._show_steps(agenda.meeting)
        self.agenda.show_first(agenda)

    def _show_steps(self, meeting: MeetingRow) -> None:
        today = meeting.on == self._desk.clock.today()
        self.stepper.show_meeting(meeting, today=today, read_only=self._desk.read_only)

    def show_file(self, file: MeetingFile) -> None:
        """Show a meeting; its current item stays current."""
        self.setEnabled(True)
        other = self.file is None or self.file.meeting.id != file.meeting.id
        file = as_projected(file) if self.projector.isChecked() else file
        self.file = file
        if other:
            self.show_part(self.item_place)
        meeting = file.meeting
        self._show_steps(meeting)
        tip = "\n".join(text for text in (summary(file.attendance), quorum_sentence(file.procedure)) if text)
        for made in (self.attendance_button, self.live.attendance):
            made.setText(short_summary(file.attendance))
            made.setToolTip(f"{tip}\n{ATTENDANCE.keys}".strip())
        self.item_place.tell(ItemPanel.show_meeting, file)
        self._attendance.tell(AttendancePart.show_file, file)
        self._details.tell(DetailsPart.show_row, meeting)
        self._details.tell(DetailsPart.offer_chairs, chair_names(file.attendance))
        self.agenda.show_file(file)
        current = self.agenda.current()
        self.wall.tell_open(meeting.id, current.id if current is not None else None)
        self.live.show_meeting(meeting, current)
        if self.live_button.isChecked() and not self.staying.isActive():
            self.staying.start()  # it may have been opened while somebody stays on an item
        if self.right.shows(self.minutes_place):
            self.minutes.show_meeting(meeting.id)

    def toggle(self, part: QWidget) -> None:
        """Show a part at the right, or the item again when it was there already."""
        self.show_part(self.item_place if self.right.shows(part) else part)

    def show_part(self, part: QWidget) -> None:
        """Show the item, the attendance, the details or the minutes, or what stands at its place."""
        self.right.setCurrentWidget(part)
        for made, opened in self._openers.items():
            made.setChecked(self.right.shows(opened))
        if self.right.shows(self.minutes_place) and self.file is not None:
            self.minutes.show_meeting(self.file.meeting.id)
        if self.right.shows(self._attendance):
            self.attendance.begin()

    def _choose(self, row: ItemRow | None) -> None:
        if row is not None and self.agenda.view.hasFocus():
            self.show_part(self.item_place)
        self.item_place.tell(ItemPanel.show_item, row)
        if self.file is not None:
            self.wall.tell_open(self.file.meeting.id, row.id if row is not None else None)
            self.live.show_meeting(self.file.meeting, row)
        if self.live_button.isChecked() and row is not None and row.id != self._came_to:
            self._came_to = row.id
            self.staying.start()
        if row is not None:
            self._item_soon.start()

    def _read_item(self) -> None:
        """What hangs on the item that is chosen; of many that are passed by, only of the last."""
        row = self.agenda.current()
        if row is not None:
            self._desk.lane.read(lambda app: read_item(app, row.id), self._arrived, _gone, self)

    def _arrived(self, file: ItemFile) -> None:
        shown: ItemFile | None = file
        if self.projector.isChecked() and self.file is not None:
            shown = item_as_projected(file, self.file)
        if shown is not None:
            self.item_place.tell(ItemPanel.show_file, shown)

    def _enter(self) -> None:
        self.show_part(self.item_place)
        self.item.notes.focus("discussion")

    # while it runs

    def _run_live(self, on: bool) -> None:
        """Give the meeting the page for itself, or the page its parts back."""
        self.line.setVisible(not on)
        self.live.setVisible(on)
        self.live.set_running(on)
        self.item.set_live(on)
        self.agenda.set_live(on)
        self.panes.keep_list_narrow(_NARROW if on else 0)
        self.live_turned.emit(on)
        self._desk.alone.emit(self.window(), on)
        if on:
            self._enter()

    def step(self, by: int) -> None:
        """Go to the notes of the next item, or the one before; where one stays on it, it is taken up."""
        self.agenda.step(by)
        self._enter()
        self.staying.start()

    def _take_up(self) -> None:
        """While the meeting runs: an item that is only passed by is not taken up."""
        row = self.agenda.current()
        meeting = self.file.meeting if self.file is not None else None
        if row is None or meeting is None or row.began_at is not None:
            return
        running = meeting.opened_at is not None and meeting.closed_at is None
        if running and meeting.on == self._desk.clock.today() and not self._desk.read_only:
            self._desk.lane.write(lambda app: app.meetings.stay_on(row.id), owner=self, quiet=True)

    def _turn_text(self) -> None:
        """From the notes to the conclusion, and back."""
        self.show_part(self.item_place)
        in_notes = self.item.notes.editors["discussion"].inner.hasFocus()
        self.item.notes.focus("conclusion" if in_notes else "discussion")

    def _pause(self) -> None:
        if self.file is not None:
            meeting_id = self.file.meeting.id
            self._desk.lane.write(lambda app: app.meetings.suspend(meeting_id), owner=self)

    def _open_or_close(self) -> None:
        if self.file is None:
            return
        meeting_id, opened = self.file.meeting.id, self.file.meeting.opened_at is not None
        self._desk.lane.write(
            lambda app: (app.meetings.close if opened else app.meetings.open)(meeting_id), owner=self
        )

    def _set_state(self, state: MeetingState) -> None:
        if self.file is not None:
            meeting_id = self.file.meeting.id
            if state is MeetingState.AGENDA_SENT and self.file.meeting.state is MeetingState.PLANNED:
                self._desk.lane.write(lambda app: app.issuing.send_agenda(meeting_id), owner=self)
                return
            self._desk.lane.write(lambda app: app.meetings.set_state(meeting_id, state), owner=self)

    def _project(self, on: bool) -> None:
        """Hide what is internal; the minutes with their remarks are not projected."""
        self.item.set_projector(on)
        self.minutes_button.setVisible(not on)
        self.projector.setObjectName("primary" if on else "plain")
        self.projector.setIcon(self._desk.theme.icon("window", "on_accent" if on else "muted"))
        restyle(self.projector)
        if on and self.right.shows(self.minutes_place):
            self.show_part(self.item_place)
        if self.file is not None:
            self.show_file(as_projected(self.file) if on else self.file)
        self._desk.projecting.emit(self.window(), on)
        self.stale.emit()

    def _mend(self, finding: FindingRow) -> None:
        """Go to where a finding is mended."""
        if finding.item_id is not None:
            self.agenda.select(finding.item_id)
            self.show_part(self.item_place)
            self.item.open_part(_PARTS.get(finding.kind, ""))
            if finding.kind == "agenda_item":
                self.item.notes.focus("conclusion")
        elif finding.kind in {"attendance", "organisation"} or finding.code is Finding.NOBODY_LISTED:
            self.show_part(self._attendance)
            if finding.kind == "attendance":
                self.attendance.panel.select(finding.id)
        elif finding.code is Finding.MEETING_NOT_HELD:
            self.stepper.steps[MeetingState.HELD].setFocus()
        elif finding.code is Finding.NO_ITEMS:
            self.agenda.title_line.setFocus()
        elif finding.kind == "minutes_remark":
            self.minutes.tabs.setCurrentWidget(self.minutes.remarks)
        else:
            self.show_part(self._details)
            self.details.panel.focus("secretary" if finding.code is Finding.NO_SECRETARY else "chairs")


def _gone(_error: UserError) -> None:
    """The item was taken off while it was being read; the agenda that follows shows it."""
