"""Under the agenda: which version was sent, what was dropped since, and sending the next one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibo_desk.domain.meetings import MeetingState
from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.agenda.versions_compare import CompareDialog
from ibo_desk.ui.meetings.reading import MeetingFile
from ibo_desk.ui.meetings.sending.dialog import SendDialog
from ibo_desk.ui.widgets import button, hint

_SENDS = frozenset({MeetingState.PLANNED, MeetingState.AGENDA_SENT, MeetingState.CANCELLED})


class SentLine(QWidget):
    """``asked``: keep the agenda as it stands now as sent, under the next letter, without mails from here."""

    asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.status = hint("", wrap=True)
        self.again = button(desk.theme, _("Keep as sent"), "check", self.asked.emit, flat=True)
        self.again.setToolTip(_("What went out in another way is kept under the next letter."))
        self.send = button(desk.theme, "", "send", self._send, flat=True)
        self.compare = button(desk.theme, _("Compare versions"), "", self._compare, flat=True)
        self._file: MeetingFile | None = None
        row = WrapLayout()
        row.addWidget(self.compare)
        row.addStretch(1)
        row.addWidget(self.again)
        row.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.status)
        layout.addLayout(row)

    def show_file(self, file: MeetingFile) -> None:
        """Show what was sent of this meeting; nothing where that is nothing."""
        self._file = file
        sent = file.sent
        parts = [sent.sentence] if sent.sentence else []
        if sent.dropped:
            parts.append(_("dropped since: {titles}").format(titles="; ".join(sent.dropped)))
        self.status.setText(" · ".join(parts))
        waits = file.meeting.state is MeetingState.AGENDA_SENT and not self._desk.read_only
        self.again.setVisible(waits and sent.differs)
        cancelled = file.meeting.state is MeetingState.CANCELLED
        self.send.setText(_("Send the cancellation…") if cancelled else _("Send the agenda…"))
        sends = file.meeting.state in _SENDS and not self._desk.read_only
        self.send.setVisible(sends and not file.meeting.external_secretariat)
        self.compare.setVisible(bool(sent.letter))
        self.status.setVisible(bool(parts))
        self.setVisible(bool(parts) or sends)

    def _send(self) -> None:
        if self._file is not None:
            SendDialog(self._desk, self, self._file).open()

    def _compare(self) -> None:
        if self._file is not None:
            CompareDialog(self._desk, self._file, self).open()
