"""The preparation board: topics from everybody, on their way to an agenda (R7, R12, R13, R26)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QSplitter

from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import Preparation
from ibo_desk.language import N_, _
from ibo_desk.services.action_rows import ActionRow
from ibo_desk.services.body_rows import BodyRow
from ibo_desk.services.meetings import MeetingRow
from ibo_desk.services.organisations import OrganisationRow
from ibo_desk.services.topics import TopicRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.page import Page
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.topics.columns import COLUMNS
from ibo_desk.ui.topics.record import TopicRecord
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import button, card

if TYPE_CHECKING:
    from ibo_desk.app import App

_STANDING = {MeetingState.PLANNED, MeetingState.AGENDA_SENT, MeetingState.HELD}
_WAITING = {Preparation.SUBMITTED, Preparation.PREPARED, Preparation.SCHEDULED, Preparation.POSTPONED}


@dataclass(frozen=True)
class Board:
    """All that the page shows."""

    rows: tuple[TopicRow, ...]
    meetings: tuple[MeetingRow, ...]
    organisations: tuple[OrganisationRow, ...]
    actions: tuple[ActionRow, ...]
    bodies: tuple[BodyRow, ...]


def _read(app: "App") -> Board:
    today = app.clock.today()
    standing = [
        one
        for one in app.meetings.listing()
        if one.state in _STANDING
        and not one.locked
        and (one.on >= today or one.state is not MeetingState.HELD)
    ]
    return Board(
        tuple(app.topics.listing()),
        tuple(sorted(standing, key=lambda one: (one.on < today, one.on))),
        tuple(app.organisations.listing()),
        tuple(app.actions.listing()),
        tuple(app.bodies.listing()),
    )


class TopicsPage(Page):
    """Table at the left, the chosen topic at the right."""

    key = "topics"
    title = N_("Preparation")
    sentence = N_("What is brought in, how far its preparation is, and on which agenda it comes.")
    kinds = ("topic", "agenda_item", "meeting", "organisation", "regional_action", "body")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: tuple[TopicRow, ...] = ()
        self._wanted: UUID | None = None
        theme = desk.theme
        self.add_button = self.add_action_button(_("New topic"), "plus", self.add_new, primary=True)
        self.new_frame, frame = card(theme, padding=8)
        self.new_title = QLineEdit()
        self.new_title.setPlaceholderText(_("Title of the topic, then Enter"))
        self.new_title.setAccessibleName(_("New topic"))
        self.new_title.returnPressed.connect(self._add)
        self.new_submit = button(theme, _("Bring in"), "plus", self._add)
        line = QHBoxLayout()
        line.addWidget(self.new_title, 1)
        line.addWidget(self.new_submit)
        frame.addLayout(line)
        self.new_frame.hide()
        self.body.addWidget(self.new_frame)
        self.table = TablePanel(desk, "topics", COLUMNS, empty=_("No topics here."))
        self.record = TopicRecord(desk)
        self.record.go_item.connect(lambda item_id: self.go.emit("agenda_item", item_id))
        self.record.panel.stale.connect(self.reload_soon)
        self.table.selected.connect(self.record.show_row)
        self.table.delete_asked.connect(self._delete)
        self.states = QComboBox()
        self.states.setAccessibleName(_("Preparation"))
        self.states.setMinimumWidth(theme.px(150))
        self.states.currentIndexChanged.connect(self._state_chosen)
        self.weighty = QCheckBox(_("Weighty ones"))
        self.weighty.toggled.connect(self._show)
        self.table.add_to_bar(self.states)
        self.table.add_to_bar(self.weighty)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.record)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(740), theme.px(390)])
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)

    def refresh(self) -> None:
        self.read(_read, self._arrived)

    def show_record(self, _kind: str, record_id: UUID) -> None:
        self._wanted = record_id
        if self._rows:
            self._go_wanted()

    def add_new(self) -> None:
        """Show the line on which a topic is brought in."""
        self.new_frame.show()
        self.new_title.setFocus()

    def _arrived(self, board: Board) -> None:
        self._rows = board.rows
        read_only = self.desk.read_only
        self.table.set_read_only(read_only)
        self.add_button.setDisabled(read_only)
        self.record.offer(
            [(one.id, one.short_name or one.name) for one in board.organisations],
            [(one.id, one.short_title or one.title) for one in board.actions],
            [(one.id, one.name) for one in board.bodies],
            board.meetings,
        )
        self._fill_states()
        self._show()
        self._go_wanted()

    def _fill_states(self) -> None:
        counts = Counter(row.preparation for row in self._rows)
        waiting = sum(counts[state] for state in _WAITING)
        chosen = self.states.currentData() if self.states.count() else self._remembered()
        self.states.blockSignals(True)
        self.states.clear()
        self.states.addItem(_("Not finished ({count})").format(count=waiting), "waiting")
        self.states.addItem(_("All ({count})").format(count=len(self._rows)), "all")
        for state in Preparation:
            if counts[state]:
                text = f"{show_value(state)} ({counts[state]})"
                self.states.addItem(text[:1].upper() + text[1:], state.value)
        there = (at for at in range(self.states.count()) if self.states.itemData(at) == chosen)
        self.states.setCurrentIndex(next(there, 0))
        self.states.blockSignals(False)

    def _remembered(self) -> str:
        return self.desk.remembered("topics/state", "waiting")

    def _state_chosen(self) -> None:
        self.desk.remember("topics/state", self.states.currentData())
        self._show()

    def _show(self) -> None:
        self.table.show_rows([row for row in self._rows if self._passes(row)])
        if self.table.current() is None:
            self.table.view.select_first()
        self.record.show_row(self.table.current())

    def _passes(self, row: TopicRow) -> bool:
        wanted = self.states.currentData()
        fits = (
            row.preparation in _WAITING if wanted == "waiting" else wanted in {"all", row.preparation.value}
        )
        return fits and (row.justifies_meeting or not self.weighty.isChecked())

    def _go_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        row = next((row for row in self._rows if row.id == wanted), None)
        if row is None:
            return
        if not self._passes(row):
            self.weighty.setChecked(False)
            self.states.setCurrentIndex(1)
        self.table.select(row.id)

    def _add(self) -> None:
        title = self.new_title.text().strip()
        if not title:
            self.new_title.setFocus()
            return
        self.write(lambda app: app.topics.add({"title": title}), self._was_added)

    def _was_added(self, topic_id: UUID) -> None:
        self.new_title.clear()
        self.new_frame.hide()
        self._wanted = topic_id
        self.reload_soon()

    def _delete(self, rows: Sequence[TopicRow]) -> None:
        if self.desk.read_only:
            return
        gone = [row.id for row in rows]

        def drop(app: "App") -> None:
            for record_id in gone:
                app.records.delete("topic", record_id)

        self.write(drop)
