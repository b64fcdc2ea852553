"""One topic: its fields, where it was and will be treated, and the two ways it can go."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.domain.bodies import PlanStep
from ibo_desk.domain.topics import PREPARATION_TRANSITIONS, Preparation
from ibo_desk.language import _
from ibo_desk.services import format as formats
from ibo_desk.services.action_rows import LineRow
from ibo_desk.services.meetings import MeetingRow
from ibo_desk.services.topics import Appearance, TopicRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.panel import RecordPanel, scrolled
from ibo_desk.ui.tones import tone_of
from ibo_desk.ui.topics.columns import Options, declined, fields
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import ElidedLabel, button, chip, heading, hint

_GONE = {Preparation.DECLINED, Preparation.WITHDRAWN}


class TopicRecord(QFrame):
    """``go_item`` tells the appearance that is to be shown."""

    go_item = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._row: TopicRow | None = None
        self._organisations: Options = ()
        self._actions: Options = ()
        self._bodies: Options = ()
        self._offered: Sequence[LineRow] = ()
        self.panel = RecordPanel(
            desk,
            "topic",
            fields(lambda _row: self._organisations, lambda _row: self._actions, lambda _row: self._bodies),
        )
        theme = desk.theme
        self.meetings = QComboBox()
        self.meetings.setAccessibleName(_("Meeting"))
        self.meetings.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.meetings.setMinimumContentsLength(12)
        self.schedule = button(theme, _("Put on agenda"), "meetings", self._schedule, primary=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Reason, for who brought it in"))
        self.reason.setAccessibleName(_("Reason, for who brought it in"))
        self.reason.returnPressed.connect(self._decline)
        self.decline = button(theme, _("Not retained"), "close", self._decline)
        self._declined = hint("", wrap=True)
        self.setMinimumWidth(theme.px(380))
        self._build()
        self.show_row(None)

    def _build(self) -> None:
        theme = self._desk.theme
        self._ways = QWidget()
        ways = QGridLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setColumnStretch(0, 1)
        ways.addWidget(self.meetings, 0, 0)
        ways.addWidget(self.schedule, 0, 1)
        ways.addWidget(self.reason, 1, 0)
        ways.addWidget(self.decline, 1, 1)
        self._menu = QMenu(self)
        self.lines_button = button(theme, _("Strategic lines"), "", flat=True)
        self.lines_button.setMenu(self._menu)
        self._lines_told = hint("", wrap=True)
        linked = QHBoxLayout()
        linked.addWidget(self._lines_told, 1)
        linked.addWidget(self.lines_button, 0, Qt.AlignmentFlag.AlignTop)
        self._story = QVBoxLayout()
        self._story.setSpacing(theme.px(4))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._declined)
        column.addWidget(self.panel)
        column.addLayout(linked)
        self._story_title = heading(_("Where it was treated"), 3)
        column.addWidget(self._story_title)
        column.addLayout(self._story)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        inner = theme.px(12)
        layout.setContentsMargins(inner, inner, inner, inner)
        layout.addWidget(self._ways)
        layout.addWidget(scrolled(inside), 1)

    def offer(
        self,
        organisations: Options,
        actions: Options,
        bodies: Options,
        meetings: Sequence[MeetingRow],
        lines: Sequence[LineRow],
    ) -> None:
        """What can be chosen; ``meetings`` are those on whose agenda it can still be put."""
        self._organisations, self._actions, self._bodies = organisations, actions, bodies
        self._offered = lines
        before = self.meetings.currentData()
        self.meetings.clear()
        for one in meetings:
            self.meetings.addItem(f"{one.body_short} · {formats.day(one.on)}", one.id)
        there = (at for at in range(self.meetings.count()) if self.meetings.itemData(at) == before)
        self.meetings.setCurrentIndex(next(there, 0 if self.meetings.count() else -1))
        if not meetings:
            self.meetings.setPlaceholderText(_("No meeting is planned"))

    def show_row(self, row: TopicRow | None) -> None:
        """Show a topic, or nothing."""
        self._row = row
        self.panel.set_read_only(self._desk.read_only)
        self.panel.show_record(row)
        gone = row is not None and row.preparation in _GONE
        self._ways.setVisible(row is not None and not gone and not self._desk.read_only)
        self.schedule.setEnabled(self.meetings.count() > 0)
        may = row is not None and Preparation.DECLINED in PREPARATION_TRANSITIONS[row.preparation]
        self.reason.setVisible(may)
        self.decline.setVisible(may)
        text = declined(row) if row else ""
        self._declined.setText(text)
        self._declined.setVisible(bool(text))
        self._show_lines(row)
        self._tell_story(row.appearances if row else ())

    def _show_lines(self, row: TopicRow | None) -> None:
        """The lines of the topic with a tick; one that has none shows those of its action."""
        self.lines_button.setVisible(row is not None)
        self.lines_button.setEnabled(not self._desk.read_only)
        self._menu.clear()
        self._lines_told.clear()
        if row is None:
            return
        for line in self._offered:
            entry = self._menu.addAction(line.name)
            entry.setCheckable(True)
            entry.setChecked(line.id in row.line_ids)
            entry.toggled.connect(partial(self._set_line, line.id))
        through = _("Through the action: {lines}")
        told = ", ".join(row.lines) or _("No strategic lines yet.")
        self._lines_told.setText(told if row.line_ids or not row.lines else through.format(lines=told))

    def _set_line(self, line_id: UUID, on: bool) -> None:
        if self._row is None:
            return
        topic_id = self._row.id
        wanted = [one for one in self._row.line_ids if one != line_id] + ([line_id] if on else [])
        self._desk.lane.write(lambda app: app.topics.set_lines(topic_id, wanted), None, None, self)

    def _tell_story(self, appearances: Sequence[Appearance]) -> None:
        while (taken := self._story.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._story_title.setVisible(bool(appearances))
        for one in appearances:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            words = f"{one.meeting} · {one.on:%d/%m/%Y}"
            row.addWidget(
                button(self._desk.theme, words, "", partial(self.go_item.emit, one.item_id), flat=True)
            )
            adopts = one.plan_step is not PlanStep.NONE
            kind = ElidedLabel("" if adopts else show_value(one.item_type), "hint")
            kind.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(kind, 1)
            state: Any = one.plan_step if adopts else one.outcome or one.treatment
            row.addWidget(chip(self._desk.theme, show_value(state), tone_of(one.treatment)))
            self._story.addWidget(line)

    def _schedule(self) -> None:
        meeting_id: UUID | None = self.meetings.currentData()
        if self._row is None or meeting_id is None:
            return
        topic_id = self._row.id
        self._desk.lane.write(lambda app: app.topics.schedule(topic_id, meeting_id), owner=self)

    def _decline(self) -> None:
        reason = self.reason.text().strip()
        if self._row is None:
            return
        if not reason:
            self.reason.setFocus()
            return
        topic_id = self._row.id
        self._desk.lane.write(
            lambda app: app.topics.decline(topic_id, reason), lambda _none: self.reason.clear(), owner=self
        )
