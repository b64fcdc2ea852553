"""One meeting: its steps, who came, the agenda at the left and the chosen item at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
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
from ibo_desk.services.meetings.procedure import quorum_sentence
from ibo_desk.services.minutes.check import FindingRow
from ibo_desk.ui.command_table import LET_GO, PROJECT, WALL
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.layout.panes import ListAndRecord, Turning
from ibo_desk.ui.meetings.agenda.items import AgendaList
from ibo_desk.ui.meetings.attendance.part import AttendancePart, chair_names, short_summary, summary
from ibo_desk.ui.meetings.details import DetailsPart
from ibo_desk.ui.meetings.item.panel import ItemPanel
from ibo_desk.ui.meetings.minutes.part import MinutesPart
from ibo_desk.ui.meetings.projector import as_projected, item_as_projected
from ibo_desk.ui.meetings.reading import ItemFile, MeetingFile, read_item
from ibo_desk.ui.meetings.stepper import Stepper
from ibo_desk.ui.meetings.wall.bar import WallBar
from ibo_desk.ui.widgets import ElidedLabel, button, restyle

_SIDES = (N_("Agenda"), N_("Item"))
_PARTS = {"position": "positions", "engagement": "engagements", "referral_target": "referrals"}


class Cockpit(QWidget):
    """Shows a ``MeetingFile``; reads what hangs on the chosen item itself. ``stale``: read the meeting again."""

    stale = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.file: MeetingFile | None = None
        theme = desk.theme
        self.stepper = Stepper(theme)
        self.stepper.asked.connect(self._set_state)
        self.present = ElidedLabel("", "hint")
        self.present.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.attendance_button = button(theme, _("Attendance"), "partners")
        self.details_button = button(theme, _("Details"), "calendar")
        self.minutes_button = button(theme, _("Minutes (paper)"), "documents")
        self.projector = button(theme, _("Projector"), "window")
        self.projector.setCheckable(True)
        QShortcut(QKeySequence(PROJECT.keys), self, self.projector.toggle)
        self.projector.setToolTip(_("Hide in this window what participants may not see (Shift+F11)"))
        self.projector.toggled.connect(self._project)
        self.agenda = AgendaList(desk)
        self.item = ItemPanel(desk)
        self.wall = WallBar(desk, self.item)
        self.wall_button = button(theme, _("Wall"), "preview", self.wall.toggle)
        self.wall_button.setToolTip(_("Show the meeting on the second screen, with nothing internal (F11)"))
        for keys, slot in ((WALL, self.wall.toggle), (LET_GO, self.wall.let_go)):
            QShortcut(QKeySequence(keys.keys), self, slot)
        self.attendance = AttendancePart(desk)
        self.details = DetailsPart(desk)
        self.minutes = MinutesPart(desk)
        self.right = Turning()
        for part in (self.item, self.attendance, self.details, self.minutes):
            self.right.addWidget(part)
        self._openers: dict[QPushButton, QWidget] = {
            self.attendance_button: self.attendance,
            self.details_button: self.details,
            self.minutes_button: self.minutes,
        }
        for made, opened in self._openers.items():
            made.setCheckable(True)
            made.clicked.connect(lambda _on=False, part=opened: self.toggle(part))
        self.details.closed.connect(lambda: self.toggle(self.details))
        self.minutes.closed.connect(lambda: self.toggle(self.minutes))
        self.minutes.go_to.connect(self._mend)
        self.agenda.chosen.connect(self._choose)
        self.agenda.view.clicked.connect(lambda _index: self.show_part(self.item))
        self.agenda.entered.connect(self._enter)
        for panel in (self.item.head, self.item.notes, self.item.preparation, self.details.panel):
            panel.stale.connect(self.stale)
        self._build()

    def _build(self) -> None:
        theme = self._desk.theme
        line = WrapLayout(theme.px(8))
        line.addWidget(self.stepper)
        line.addWidget(self.present, 1)
        for made in self._openers:
            line.addWidget(made)
        line.addWidget(self.wall_button)
        line.addWidget(self.projector)
        self.panes = ListAndRecord(
            self._desk, "meeting", self.agenda, self.right, shares=(30, 70), least=(205, 420), names=_SIDES
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addLayout(line)
        layout.addWidget(self.wall)
        layout.addWidget(self.panes, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the steps become numbers and the summary of the attendance makes room."""
        super().resizeEvent(event)
        wide = self.width() >= self._desk.theme.px(980)
        self.present.setVisible(wide)
        self.stepper.set_short(not wide)

    def show_file(self, file: MeetingFile) -> None:
        """Show a meeting; its current item stays current."""
        other = self.file is None or self.file.meeting.id != file.meeting.id
        file = as_projected(file) if self.projector.isChecked() else file
        self.file = file
        if other:
            self.show_part(self.item)
        meeting = file.meeting
        today = meeting.on == self._desk.clock.today()
        self.stepper.show_meeting(meeting, today=today, read_only=self._desk.read_only)
        tip = "\n".join(text for text in (summary(file.attendance), quorum_sentence(file.procedure)) if text)
        self.present.show_text(short_summary(file.attendance), tip)
        self.item.show_meeting(file)
        self.attendance.show_file(file)
        self.details.show_row(meeting)
        self.details.offer_chairs(chair_names(file.attendance))
        self.agenda.show_file(file)
        current = self.agenda.current()
        self.wall.tell_open(meeting.id, current.id if current is not None else None)
        if self.right.currentWidget() is self.minutes:
            self.minutes.show_meeting(meeting.id)

    def toggle(self, part: QWidget) -> None:
        """Show a part at the right, or the item again when it was there already."""
        self.show_part(self.item if self.right.currentWidget() is part else part)

    def show_part(self, part: QWidget) -> None:
        """Show the item, the attendance, the details or the minutes."""
        self.right.setCurrentWidget(part)
        for made, opened in self._openers.items():
            made.setChecked(part is opened)
        if part is self.minutes and self.file is not None:
            self.minutes.show_meeting(self.file.meeting.id)
        if part is self.attendance:
            self.attendance.begin()

    def _choose(self, row: ItemRow | None) -> None:
        if row is not None and self.agenda.view.hasFocus():
            self.show_part(self.item)
        self.item.show_item(row)
        if self.file is not None:
            self.wall.tell_open(self.file.meeting.id, row.id if row is not None else None)
        if row is not None:
            self._desk.lane.read(lambda app: read_item(app, row.id), self._arrived, _gone, self)

    def _arrived(self, file: ItemFile) -> None:
        shown: ItemFile | None = file
        if self.projector.isChecked() and self.file is not None:
            shown = item_as_projected(file, self.file)
        if shown is not None:
            self.item.show_file(shown)

    def _enter(self) -> None:
        self.show_part(self.item)
        self.item.notes.focus("discussion")

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
        if on and self.right.currentWidget() is self.minutes:
            self.show_part(self.item)
        if self.file is not None:
            self.show_file(as_projected(self.file) if on else self.file)
        self._desk.projecting.emit(self.window(), on)
        self.stale.emit()

    def _mend(self, finding: FindingRow) -> None:
        """Go to where a finding is mended."""
        if finding.item_id is not None:
            self.agenda.select(finding.item_id)
            self.show_part(self.item)
            self.item.open_part(_PARTS.get(finding.kind, ""))
            if finding.kind == "agenda_item":
                self.item.notes.focus("conclusion")
        elif finding.kind in {"attendance", "organisation"} or finding.code is Finding.NOBODY_LISTED:
            self.show_part(self.attendance)
            if finding.kind == "attendance":
                self.attendance.panel.select(finding.id)
        elif finding.code is Finding.MEETING_NOT_HELD:
            self.stepper.steps[MeetingState.HELD].setFocus()
        elif finding.code is Finding.NO_ITEMS:
            self.agenda.title_line.setFocus()
        elif finding.kind == "minutes_remark":
            self.minutes.tabs.setCurrentWidget(self.minutes.remarks)
        else:
            self.show_part(self.details)
            self.details.panel.focus("secretary" if finding.code is Finding.NO_SECRETARY else "chairs")


def _gone(_error: UserError) -> None:
    """The item was taken off while it was being read; the agenda that follows shows it."""
