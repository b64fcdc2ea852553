"""One topic: its fields, where it was and will be treated, and the two ways it can go."""

from collections.abc import Mapping, Sequence
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
from ibo_desk.domain.names import display_name
from ibo_desk.domain.topics import GONE, PREPARATION_TRANSITIONS, Preparation, Treatment
from ibo_desk.language import _
from ibo_desk.services.actions.rows import LineRow
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.agenda.topics import TopicRow
from ibo_desk.services.meetings.meetings import MeetingRow
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.shared.said_fields import said_fields
from ibo_desk.ui.tones import tone_of
from ibo_desk.ui.topics.columns import Options, declined, fields
from ibo_desk.ui.values import flat, show_value
from ibo_desk.ui.widgets import Combo, button, chip, clear_layout, heading, hint, scrolled


class TopicRecord(QFrame):
    """``go_item`` tells the appearance that is to be shown, ``put_asked`` the meeting for the chosen topics."""

    go_item = Signal(object)
    put_asked = Signal(object)

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
        self.meetings = Combo()
        self.meetings.setAccessibleName(_("Meeting"))
        self.meetings.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.meetings.setMinimumContentsLength(8)
        self.schedule = button(
            theme, _("Put on agenda"), "meetings", lambda: self.put_asked.emit(self.chosen()), primary=True
        )
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Reason, for who brought it in"))
        self.reason.setAccessibleName(_("Reason, for who brought it in"))
        self.reason.returnPressed.connect(self._decline)
        keep_line(
            desk,
            self.reason,
            "topic.reason",
            _("Reason, for who brought it in"),
            lambda: self._row and self._row.id,
        )
        self.decline = button(theme, _("Not retained"), "close", self._decline)
        self._declined = hint("", wrap=True)
        self._prepared: Mapping[UUID, str] = {}
        self.said = RecordPanel(desk, "agenda_item", said_fields(narrow=True))
        self._said_title = heading("", 3)
        texts = {**self.panel.editors, **self.said.editors}
        for name, height in (("summary", 128), ("still_open", 64), ("preparation_note", 70)):
            texts[name].setMaximumHeight(desk.theme.px(height))  # what follows is seen without scrolling
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
        self.reason.setMinimumWidth(theme.px(90))
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
        column.addWidget(self._said_title)
        column.addWidget(self.said)
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
        bodies: Sequence[BodyRow],
        meetings: Sequence[MeetingRow],
        lines: Sequence[LineRow],
    ) -> None:
        """What can be chosen; ``meetings`` are those on whose agenda it can still be put."""
        self._organisations, self._actions, self._offered = organisations, actions, lines
        self._bodies = [(body.id, display_name(body.short_name, body.name)) for body in bodies]
        names = {body.id: display_name(body.short_name, body.name) for body in bodies}
        self._prepared = {
            body.id: names[body.prepared_by_id] for body in bodies if body.prepared_by_id in names
        }
        before = self.meetings.currentData()
        self.meetings.clear()
        for meeting in meetings:
            self.meetings.addItem(f"{meeting.body_short} · {formats.short_day(meeting.on)}", meeting.id)
        there = (at for at in range(self.meetings.count()) if self.meetings.itemData(at) == before)
        self.meetings.setCurrentIndex(next(there, 0 if self.meetings.count() else -1))
        if not meetings:
            self.meetings.setPlaceholderText(_("No meeting is planned"))

    def chosen(self) -> UUID | None:
        """The meeting on whose agenda the topics are put."""
        meeting_id: UUID | None = self.meetings.currentData()
        return meeting_id

    def choose(self, meeting_id: UUID) -> None:
        """Choose another meeting."""
        at = next((at for at in range(self.meetings.count()) if self.meetings.itemData(at) == meeting_id), -1)
        if at >= 0:
            self.meetings.setCurrentIndex(at)

    def tell_count(self, count: int) -> None:
        """How many topics the button puts on the agenda."""
        words = _("Put on agenda ({count})").format(count=count) if count > 1 else _("Put on agenda")
        self.schedule.setText(words)

    def show_row(self, row: TopicRow | None) -> None:
        """Show a topic, or nothing."""
        self._row = row
        self.panel.set_read_only(self._desk.read_only)
        self.panel.show_record(row)
        gone = row is not None and row.preparation in GONE
        self._ways.setVisible(row is not None and not gone and not self._desk.read_only)
        self.schedule.setEnabled(self.meetings.count() > 0)
        may = row is not None and Preparation.DECLINED in PREPARATION_TRANSITIONS[row.preparation]
        self.reason.setVisible(may)
        self.decline.setVisible(may)
        text = declined(row) if row else ""
        self._declined.setText(text)
        self._declined.setVisible(bool(text))
        self._show_lines(row)
        if row is None or not row.appearances:
            self._tell_story(row, ())
            return
        ids = [appearance.item_id for appearance in row.appearances]
        self._desk.lane.read(
            lambda app: app.agenda.by_ids(ids), lambda items: self._tell_story(row, items), owner=self
        )

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
        text = ", ".join(row.lines) or _("No strategic lines yet.")
        self._lines_told.setText(text if row.line_ids or not row.lines else through.format(lines=text))

    def _set_line(self, line_id: UUID, on: bool) -> None:
        if self._row is None:
            return
        topic_id = self._row.id
        line_ids = [kept_id for kept_id in self._row.line_ids if kept_id != line_id] + (
            [line_id] if on else []
        )
        self._desk.lane.write(lambda app: app.topics.set_lines(topic_id, line_ids), None, None, self)

    def _tell_story(self, row: TopicRow | None, items: Sequence[ItemRow]) -> None:
        """Its appearances, each with what came of it, and what the preparing body said of the one that lies ahead."""
        if row is not self._row:
            return
        clear_layout(self._story)
        self._story_title.setVisible(bool(items))
        for item in items:
            self._story.addWidget(self._appearance(item))
        ahead = [
            appearance
            for appearance in items
            if appearance.body_id in self._prepared and appearance.treatment is Treatment.OPEN
        ]
        asked = ahead[-1] if ahead else None
        self.said.set_read_only(self._desk.read_only)
        self.said.show_record(asked)
        for part in (self.said, self._said_title):
            part.setVisible(asked is not None)
        if asked is not None:
            words = _("What {body} says of it, for {meeting}")
            self._said_title.setText(words.format(body=self._prepared[asked.body_id], meeting=asked.meeting))

    def _appearance(self, item: ItemRow) -> QWidget:
        theme, line = self._desk.theme, QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        words = f"{item.meeting} · {formats.short_day(item.meeting_on)}"
        row.addWidget(button(theme, words, "", partial(self.go_item.emit, item.id), flat=True))
        row.addStretch(1)
        adopts = item.plan_step is not PlanStep.NONE
        state: Any = item.plan_step if adopts else item.outcome or item.treatment
        row.addWidget(chip(theme, show_value(state), tone_of(item.treatment)))
        column.addLayout(row)
        for text in self._said_of(item):
            column.addWidget(hint(text, wrap=True))
        return line

    def _said_of(self, item: ItemRow) -> list[str]:
        parts = []
        preparer = self._prepared.get(item.body_id, "")
        if item.skipped_preparation and preparer:
            parts.append(_("not prepared in {body}").format(body=preparer))
        if item.preparation_note and item.treatment is not Treatment.OPEN:
            note = f"{preparer}: {flat(item.preparation_note)}" if preparer else flat(item.preparation_note)
            parts.append(f"{note} ({show_value(item.preparation_audience)})")
        if item.conclusion:
            parts.append(flat(item.conclusion))
        return parts

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
