"""The meeting itself: when, where, who leads it, why it is convened; and calling it off."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ibo_desk.domain.errors import RuleError, UserError
from ibo_desk.domain.meetings import MEETING_TRANSITIONS, MeetingState
from ibo_desk.language import N_, _
from ibo_desk.services.meetings.convening import Justification
from ibo_desk.services.meetings.meetings import MeetingRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.fields import Field, Section
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.editors.names_completer import NamesCompleter
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.move import MoveDialog
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import button, heading, hint, scrolled

if TYPE_CHECKING:
    from ibo_desk.app import App


def _states(row: MeetingRow) -> list[tuple[MeetingState, str]]:
    follow = MEETING_TRANSITIONS[row.state] - {MeetingState.CANCELLED}
    return [(state, show_value(state)) for state in MeetingState if state is row.state or state in follow]


def _kept_elsewhere(row: MeetingRow) -> bool:
    """A body with its own secretariat has no steps, so its state is a field."""
    return row.external_secretariat


def _set_day(app: "App", row: MeetingRow, on: date | None) -> None:
    """A meeting on whose day nothing hangs just moves; for any other the window shows first what that does."""
    if on is not None:
        plan = app.moving.plan(row.id, on)
        if plan.days or plan.delivered:
            raise RuleError("meeting_has_days", meeting=row.short)
    app.records.patch("meeting", row.id, row.revision, {"on": on})


def _set_state(app: "App", row: MeetingRow, state: MeetingState) -> None:
    """What is called sent is kept, also where another secretariat sent it."""
    if state is MeetingState.AGENDA_SENT and row.state is MeetingState.PLANNED:
        app.issuing.send_agenda(row.id)
    else:
        app.meetings.set_state(row.id, state)


def fields() -> list[Field | Section]:
    return [
        Field(N_("Date"), "on", "date", width=2, save=_set_day),
        Field(N_("From"), "starts_at", "time", width=2),
        Field(N_("Until"), "ends_at", "time", width=2),
        Field(N_("Number"), "number", "number", width=2),
        Field(N_("Place"), "place", width=4),
        Field(
            N_("Reply by"),
            "reply_by",
            "date",
            width=2,
            help=N_("Until when who is invited says whether they come; agenda and mails name the day."),
        ),
        Field(
            N_("Online link"),
            "online",
            width=4,
            help=N_("Where one takes part from a distance; agenda, mails and calendar name it."),
        ),
        Field(
            N_("Written procedure: nobody meets, the date is the last day to answer"),
            "written",
            "check",
            width=6,
        ),
        Field(
            N_("Chairs"),
            "chairs",
            "names",
            width=3,
            help=N_("Who chairs, the first one first. Put “;” between two names."),
            save=lambda app, row, names: app.meetings.set_chairs(row.id, names, seen=row.chairs),
        ),
        Field(N_("Secretary"), "secretary", width=3),
        Field(
            N_("State"),
            "state",
            "choice",
            options=_states,
            width=3,
            visible=_kept_elsewhere,
            save=lambda app, row, value: _set_state(app, row, MeetingState(value)),
        ),
        Field(
            N_("Reason for convening"),
            "reason",
            "plain",
            lines=3,
            help=N_("Why the partners come together, linked to the area programme."),
        ),
        Field(N_("Opening"), "opening_note", "text", lines=3),
        Field(
            N_("Number of the minutes"),
            "report_number",
            "number",
            width=3,
            help=N_("Within body and year; given by itself where the body numbers its minutes."),
        ),
    ]


def _gone(_error: UserError) -> None:
    """The meeting was deleted while this was being read; the list that follows shows it."""


class DetailsPart(QFrame):
    """The fields of a meeting; ``closed`` when the person has seen enough."""

    closed = Signal()

    def __init__(self, desk: Desk, *, closable: bool = True) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._row: MeetingRow | None = None
        theme = desk.theme
        self.panel = RecordPanel(desk, "meeting", fields())
        self.title = heading(_("The meeting"), 2)
        top = WrapLayout()
        top.addWidget(self.title, 1)
        if closable:
            top.addWidget(button(theme, _("Back to the agenda"), "chevron_left", self.closed.emit, flat=True))
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("Reason for calling it off"))
        self.why.setAccessibleName(_("Reason for calling it off"))
        keep_line(
            desk, self.why, "meeting.why", _("Reason for calling it off"), lambda: self._row and self._row.id
        )
        self.call_off = button(theme, _("Call the meeting off"), "close", self._call_off)
        self.why.returnPressed.connect(self._call_off)
        self.move_button = button(theme, _("Move…"), "calendar", self._move)
        row = WrapLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.move_button)
        row.addWidget(self.why, 1)
        row.addWidget(self.call_off)
        self._off = QWidget()
        self._off.setLayout(row)
        layout = QVBoxLayout(self)
        inner = theme.px(12)
        layout.setContentsMargins(inner, inner, inner, inner)
        layout.addLayout(top)
        layout.addWidget(scrolled(self.panel), 1)
        layout.addWidget(self._justified_part())
        layout.addWidget(self._off)
        self.show_row(None)

    def show_row(self, row: MeetingRow | None) -> None:
        """Show a meeting, or nothing."""
        self._row = row
        self.panel.set_read_only(row is None or row.locked or self._desk.read_only)
        self.panel.show_record(row)
        may = row is not None and MeetingState.CANCELLED in MEETING_TRANSITIONS[row.state]
        self._off.setVisible(may and not self._desk.read_only)
        self._justified.hide()
        if row is not None:
            self._desk.lane.read(
                lambda app: (row, app.convening.justifications(row.id)), self._tell_justified, _gone, self
            )

    def _justified_part(self) -> QWidget:
        """The topics on the agenda that justify the meeting, and the way to make them its reason (R13)."""
        self._justified = QWidget()
        self.topics = hint("", wrap=True)
        self.take_over = button(
            self._desk.theme, _("Put into the reason"), "plus", self._take_over, flat=True
        )
        self.take_over.setToolTip(_("Adds them to the reason for convening; what it says already stays."))
        top = WrapLayout()
        title = heading(_("Topics that justify this meeting"), 3)
        title.setWordWrap(True)
        top.addWidget(title, 1)
        top.addWidget(self.take_over)
        part = QVBoxLayout(self._justified)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(self._desk.theme.px(2))
        part.addLayout(top)
        part.addWidget(self.topics)
        return self._justified

    def _tell_justified(self, read: tuple[MeetingRow, list[Justification]]) -> None:
        row, topics = read
        if row is not self._row:
            return
        self.topics.setText(" · ".join(topic.title for topic in topics))
        fresh = any(not topic.stated for topic in topics)
        self.take_over.setVisible(fresh and not self._desk.read_only)
        self._justified.setVisible(bool(topics))

    def _take_over(self) -> None:
        row = self._row
        if row is not None:
            self._desk.lane.write(lambda app: app.convening.add_reasons(row.id), owner=self)

    def offer_chairs(self, names: Sequence[str]) -> None:
        """Whom the field of the chairs completes while typing: who chairs by the attendance list goes first."""
        line = self.panel.editors["chairs"].inner
        assert isinstance(line, QLineEdit)
        line.setCompleter(NamesCompleter(names, line))

    def _move(self) -> None:
        if self._row is not None:
            MoveDialog(self._desk, self, self._row).open()

    def _call_off(self) -> None:
        row, why = self._row, self.why.text().strip()
        if row is None:
            return
        if not why:
            self.why.setFocus()
            return
        values = {"state": MeetingState.CANCELLED, "cancelled_reason": why}
        self._desk.lane.write(
            lambda app: app.records.patch("meeting", row.id, None, values),
            lambda _r: self.why.clear(),
            owner=self,
        )
