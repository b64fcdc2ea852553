"""The states of a meeting as steps; a step that may follow now can be clicked."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from ibo_desk.domain.meetings import MEETING_TRANSITIONS, MeetingState
from ibo_desk.language import _
from ibo_desk.services.meetings.meetings import MeetingRow
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.tones import tone_of
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import button, chip, set_chip

_STEPS = (MeetingState.PLANNED, MeetingState.AGENDA_SENT, MeetingState.HELD, MeetingState.CLOSED)


class Step(QAbstractButton):
    """One pill: where the meeting is, was, or may go."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._theme = theme
        self._number = number
        self.look = "quiet"
        self.short = False  # only the number, where there is little room
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._shown()) + self._theme.px(24), self._theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _shown(self) -> str:
        return str(self._number) if self.short and self.look != "accent" else f"{self._number}  {self.text()}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        focus = self.hasFocus()
        painter.setPen(QPen(theme.colour("focus"), 2) if focus else Qt.PenStyle.NoPen)
        hovered = self.isEnabled() and self.underMouse() and self.look != "accent"
        painter.setBrush(theme.colour("selected" if hovered else self.look))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(theme.colour(f"on_{self.look}"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._shown())
        painter.end()


class Stepper(QWidget):
    """``asked`` tells the state that was clicked. A body with its own secretariat has no steps, only a sentence."""

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state = MeetingState.PLANNED
        self.steps = {state: Step(theme, number) for number, state in enumerate(_STEPS, start=1)}
        row = WrapLayout(parent=self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        for state, step in self.steps.items():
            step.clicked.connect(lambda _on=False, state=state: self._ask(state))
            row.addWidget(step)
        self._chip = chip(theme, "", tone_of(MeetingState.PLANNED))
        self._own = QLabel()
        self._own.setObjectName("hint")
        self._back = button(
            theme, _("Hold it after all"), "undo", lambda: self._ask(MeetingState.PLANNED), flat=True
        )
        row.addWidget(self._chip)
        row.addWidget(self._own)
        row.addWidget(self._back)

    def show_meeting(self, row: MeetingRow, *, today: bool, read_only: bool) -> None:
        """Show where the meeting is; ``today`` that it is held today."""
        self._state = row.state
        cancelled = row.state is MeetingState.CANCELLED
        steps = not cancelled and not row.external_secretariat
        at = _STEPS.index(row.state) if not cancelled else -1
        for number, (state, step) in enumerate(self.steps.items()):
            step.setVisible(steps)
            step.setText(_step_text(state, here=number == at, today=today))
            step.setAccessibleName(step.text())
            step.look = "accent" if number == at else "info" if number < at else "quiet"
            reachable = state in MEETING_TRANSITIONS[row.state]
            step.setEnabled((reachable or number == at) and not read_only and not row.locked)
            step.setFocusPolicy(Qt.FocusPolicy.StrongFocus if reachable else Qt.FocusPolicy.NoFocus)
            step.setCursor(Qt.CursorShape.PointingHandCursor if reachable else Qt.CursorShape.ArrowCursor)
            step.setToolTip(_("Set to: {state}").format(state=step.text()) if reachable else step.text())
            step.updateGeometry()
            step.update()
        self._tell_else(row, steps=steps, read_only=read_only)

    def set_short(self, short: bool) -> None:
        """Show only the step where the meeting is in words."""
        for step in self.steps.values():
            step.short = short
            step.updateGeometry()
            step.update()

    def _tell_else(self, row: MeetingRow, *, steps: bool, read_only: bool) -> None:
        cancelled = row.state is MeetingState.CANCELLED
        if row.minutes_state is not None and steps:
            text = _("minutes {state}").format(state=show_value(row.minutes_state))
            set_chip(self._chip, text, tone_of(row.minutes_state))
        else:
            set_chip(self._chip, show_value(row.state), tone_of(row.state))
        self._chip.setVisible(not steps or row.minutes_state is not None)
        self._back.setVisible(cancelled and not read_only)
        self._own.setText(row.cancelled_reason if cancelled else _("This body keeps its own secretariat."))
        self._own.setVisible(not steps)

    def _ask(self, state: MeetingState) -> None:
        if state is not self._state:
            self.asked.emit(state)


def _step_text(state: MeetingState, *, here: bool, today: bool) -> str:
    if state is MeetingState.HELD and here and today:
        return _("Meeting in progress")
    text = show_value(state)
    return text[:1].upper() + text[1:]
