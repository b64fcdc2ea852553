"""The minutes of a meeting: their state, what is still amiss, remarks, versions, and approval by the body's rule."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ibo_desk.domain.bodies import APPROVED_AT_MEETING, ApprovalMode
from ibo_desk.domain.meetings import MinutesState
from ibo_desk.language import N_, _
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.layout.tabs import Tabs
from ibo_desk.ui.meetings.minutes.findings import LinkList, finding_lines, outdated_lines, outdated_sentence
from ibo_desk.ui.meetings.minutes.reading import MinutesFile, read_minutes
from ibo_desk.ui.meetings.minutes.received import ReceivedPart
from ibo_desk.ui.meetings.minutes.remarks import RemarksPart
from ibo_desk.ui.meetings.minutes.state import StateLine, state_sentence
from ibo_desk.ui.meetings.minutes.submitting import SubmitQuestion
from ibo_desk.ui.meetings.minutes.versions import VersionsPart
from ibo_desk.ui.widgets import button, heading, hint, restyle

if TYPE_CHECKING:
    from ibo_desk.app import App

_APPROVE = {
    ApprovalMode.NEXT_MEETING: N_("Approve"),
    ApprovalMode.IN_WRITING: N_("Approved in writing"),
    ApprovalMode.SILENT: N_("Approved silently"),
}


class MinutesPart(QFrame):
    """``go_to`` tells the finding that is to be mended, ``go_feedback`` an item whose notes are overtaken.

    ``go_item`` asks for the item that approves these minutes; ``closed``: the person has seen enough.
    """

    go_to = Signal(object)  # FindingRow
    go_item = Signal(object)
    go_feedback = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._meeting_id: UUID | None = None
        self.file: MinutesFile | None = None
        self.question: SubmitQuestion | None = None
        theme = desk.theme
        self.state = StateLine(theme)
        self.sentence = hint("", wrap=True)
        self.draft = button(
            theme,
            _("Keep as draft"),
            "documents",
            lambda: self._write(lambda app, meeting_id: app.issuing.draft_minutes(meeting_id)),
        )
        self.submit = button(theme, _("Submit to the partners"), "send", self._submit, primary=True)
        self.approve = button(theme, "", "check", self._approve, primary=True)
        self.to_item = button(theme, "", "chevron_right", self._go_item)
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("Reason for opening the minutes again"))
        self.why.setAccessibleName(_("Reason for opening the minutes again"))
        self.why.returnPressed.connect(self._reopen)
        self._writer = keep_line(
            desk, self.why, "minutes.why", _("Reason for opening the minutes again"), lambda: self._meeting_id
        )
        self.reopen = button(theme, _("Open again"), "undo", self._reopen)
        self.findings = LinkList(desk, _("Check"))
        self.remarks = RemarksPart(desk)
        self.versions = VersionsPart(desk)
        self.outdated = LinkList(desk, _("Overtaken notes"))
        self.received = ReceivedPart(desk)
        self.findings.followed.connect(self.go_to)
        self.outdated.followed.connect(lambda row: self.go_feedback.emit(row.item_id))
        self._build()

    def _build(self) -> None:
        theme = self._desk.theme
        top, line = WrapLayout(), WrapLayout()
        top.addWidget(heading(_("Minutes (paper)"), 2))
        top.addWidget(self.state)
        top.addStretch(1)
        top.addWidget(button(theme, _("Back to the agenda"), "chevron_left", self.closed.emit, flat=True))
        line.setSpacing(theme.px(8))
        for made in (self.draft, self.submit, self.approve, self.to_item):
            line.addWidget(made)
        line.addWidget(self.why, 1)
        line.addWidget(self.reopen)
        line.addStretch(0)
        self.tabs = Tabs(self._desk.theme)
        self._parts: list[tuple[QWidget, str]] = [
            (self.findings, N_("Check")),
            (self.remarks, N_("Remarks")),
            (self.versions, N_("Versions")),
            (self.outdated, N_("Overtaken notes")),
        ]
        for widget, title in self._parts:
            self.tabs.addTab(widget, _(title))
        self._own = QWidget()
        inner = QVBoxLayout(self._own)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.px(6))
        inner.addWidget(self.sentence)
        inner.addLayout(line)
        inner.addWidget(self.tabs, 1)
        layout = QVBoxLayout(self)
        edge = theme.px(12)
        layout.setContentsMargins(edge, theme.px(8), edge, edge)
        layout.addLayout(top)
        layout.addWidget(self._own, 1)
        layout.addWidget(self.received, 1)
        for made in (self.submit, self.approve):
            made.setVisible(False)

    # showing

    def show_meeting(self, meeting_id: UUID) -> None:
        """Read the minutes of a meeting; what is shown of another one goes first."""
        if meeting_id != self._meeting_id:
            self._meeting_id, self.file = meeting_id, None
            self._writer.put_aside()
            self.why.clear()
        self._desk.lane.read(lambda app: read_minutes(app, meeting_id), self._show, _gone, self)

    def _show(self, file: MinutesFile) -> None:
        if file.meeting.id != self._meeting_id:
            return
        self.file = file
        elsewhere = file.meeting.external_secretariat
        self._own.setVisible(not elsewhere)
        self.received.setVisible(elsewhere)
        self.state.setVisible(not elsewhere)
        if elsewhere:
            self.received.show_file(file)
            return
        self.state.show_state(file.state)
        self.sentence.setText(state_sentence(file))
        self._show_buttons(file)
        self._show_findings(file)
        self.remarks.show_file(file)
        self.versions.show_file(file)
        self.outdated.show_lines(
            outdated_sentence(file.outdated, file.unknown_texts),
            outdated_lines(file.outdated),
        )
        open_remarks = sum(not remark.dealt_with for remark in file.remarks)
        counts = (len(file.findings), open_remarks, len(file.versions), len(file.outdated))
        for at, ((_widget, title), count) in enumerate(zip(self._parts, counts, strict=True)):
            self.tabs.setTabText(at, f"{_(title)}  {count}" if count else _(title))

    def _show_buttons(self, file: MinutesFile) -> None:
        writes = not self._desk.read_only and file.took_place and not file.meeting.locked
        state = file.state
        submitted = state is MinutesState.SUBMITTED
        self.draft.setVisible(writes and not submitted)
        self.submit.setVisible(writes)
        self.submit.setText(_("Submit again") if submitted else _("Submit to the partners"))
        self.submit.setObjectName("plain" if submitted else "primary")
        self.submit.setIcon(self._desk.theme.icon("send", "muted" if submitted else "on_accent"))
        restyle(self.submit)
        treated = file.approval is not None and file.approval.treated
        at_meeting = file.mode in APPROVED_AT_MEETING
        by_hand = file.mode is not ApprovalMode.NEXT_MEETING or treated
        self.approve.setVisible(writes and submitted and by_hand)
        self._tell_approve(file)
        self.to_item.setVisible(
            writes and submitted and at_meeting and file.approval is not None and not treated
        )
        if file.approval is not None:
            text = _("Approve at item {number} of {meeting}")
            self.to_item.setText(text.format(number=file.approval.number, meeting=file.approval.meeting))
        locked = file.meeting.locked and not self._desk.read_only
        self.why.setVisible(locked)
        self.reopen.setVisible(locked)

    def _tell_approve(self, file: MinutesFile) -> None:
        """While the body's own term runs, the button says from which day on it can be used."""
        since = file.silent_from
        waits = since is not None and self._desk.clock.today() < since
        self.approve.setEnabled(not waits)
        text = _("Approved silently from {day}").format(day=formats.day(since))
        self.approve.setText(text if waits else _(_APPROVE[self._how(file)]))

    def _show_findings(self, file: MinutesFile) -> None:
        if file.meeting.locked:
            intro = _("These minutes are approved and locked.")
        elif file.findings:
            intro = _("To look at before submitting; each line leads to where it is mended.")
        else:
            intro = _("Nothing was found that stands in the way of submitting.")
        self.findings.show_lines(intro, finding_lines(file.findings))

    # doing

    @staticmethod
    def _how(file: MinutesFile) -> ApprovalMode:
        if file.mode is not ApprovalMode.UNKNOWN:
            return file.mode
        treated = file.approval is not None and file.approval.treated
        return ApprovalMode.NEXT_MEETING if treated else ApprovalMode.IN_WRITING

    def _write(self, job: "Callable[[App, UUID], UUID]") -> None:
        meeting_id = self._meeting_id
        if meeting_id is not None:
            self._desk.lane.write(lambda app: job(app, meeting_id), owner=self)

    def _submit(self) -> None:
        """Over what the check found a person says first that it may go to the partners as it is."""
        findings = self.file.findings if self.file is not None else ()
        if findings:
            self.question = SubmitQuestion(self, findings, self._send)
            self.question.open()
        else:
            self._send()

    def _send(self) -> None:
        self._write(lambda app, meeting_id: app.issuing.submit_minutes(meeting_id))

    def _approve(self) -> None:
        file = self.file
        if file is None or file.current is None:
            return
        meeting_id, version_id, how = file.meeting.id, file.current.id, self._how(file)
        self._desk.lane.write(
            lambda app: app.issuing.approve_minutes(meeting_id, version_id, how), owner=self
        )

    def _reopen(self) -> None:
        meeting_id, why = self._meeting_id, self.why.text().strip()
        if meeting_id is None:
            return
        if not why:
            self.why.setFocus()
            return
        self._desk.lane.write(
            lambda app: app.minutes.reopen(meeting_id, why), lambda _id: self.why.clear(), owner=self
        )

    def _go_item(self) -> None:
        if self.file is not None and self.file.approval is not None:
            self.go_item.emit(self.file.approval.item_id)


def _gone(_error: object) -> None:
    """The meeting was deleted while it was being read; the page that follows shows it."""
