"""All meetings in a table, the chosen one beside it, and one line on which a new one is made."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ibo_desk.domain.meetings import MinutesState, took_place
from ibo_desk.language import N_, _
from ibo_desk.services.meetings.meetings import MeetingRow
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.panes import ListAndRecord
from ibo_desk.ui.meetings.details import DetailsPart
from ibo_desk.ui.shared.new_meeting import NewMeeting
from ibo_desk.ui.table.columns import Column, Columns
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.widgets import Combo, button, card


def _number(row: MeetingRow) -> str:
    return f"{row.number}/{row.on.year}" if row.number else ""


def _minutes(row: MeetingRow) -> MinutesState | str:
    """The state of the minutes; of a meeting that took place without any yet, who is to make them."""
    if row.minutes_state is not None or not took_place(row.state):
        return row.minutes_state or ""
    return _("by its own secretariat") if row.external_secretariat else _("not submitted yet")


COLUMNS: Final[Columns[MeetingRow]] = (
    Column("on", N_("Date"), lambda row: row.on, 90),
    Column("body", N_("Body"), lambda row: row.body_short, 90, tip=lambda row: row.body),
    Column("number", N_("Number"), _number, 72),
    Column("state", N_("State"), lambda row: row.state, 150, chip=True),
    Column("items", N_("Items"), lambda row: row.item_count or None, 58, "right"),
    Column("open", N_("Open"), lambda row: row.open_items or None, 54, "right"),
    Column("minutes", N_("Minutes (paper)"), _minutes, 150, chip=True),
    Column("place", N_("Place"), lambda row: row.place, 110, stretch=True),
)


class MeetingsOverview(QWidget):
    """``opened`` tells the meeting whose cockpit is wanted."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: tuple[MeetingRow, ...] = ()
        theme = desk.theme
        self.new_frame, frame = card(theme, padding=10)
        self.new = NewMeeting(desk)
        frame.addWidget(self.new)
        self.new.added.connect(self._added)
        self.new_frame.hide()
        self.table = TablePanel(
            desk, "meetings", COLUMNS, empty=_("No meetings yet. “New meeting” asks only for body and date.")
        )
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        self.table.selected.connect(self._show_details)
        self.bodies, self.years = Combo(), Combo()
        for combo, words in ((self.bodies, _("Body")), (self.years, _("Year"))):
            combo.setAccessibleName(words)
            combo.currentIndexChanged.connect(self._filter)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            self.table.add_to_bar(combo)
        self.details = DetailsPart(desk, closable=False)
        self.open_button = button(theme, _("Open meeting"), "meetings", self._open, primary=True)
        self._arrange()

    def _arrange(self) -> None:
        theme = self._desk.theme
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.open_button)
        column.addWidget(self.details, 1)
        panes = ListAndRecord(self._desk, "meetings", self.table, side, shares=(70, 30))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(10))
        layout.addWidget(self.new_frame)
        layout.addWidget(panes, 1)

    def show_rows(self, rows: Sequence[MeetingRow], bodies: Sequence[BodyRow]) -> None:
        """Show all meetings and what they can be filtered by."""
        self._rows = tuple(rows)
        self.new.offer(bodies)
        named = {row.body_id: row.body_short for row in rows}
        _refill(self.bodies, _("All bodies"), sorted(named.items(), key=lambda pair: pair[1]))
        _refill(
            self.years,
            _("All years"),
            [(year, str(year)) for year in sorted({r.on.year for r in rows})[::-1]],
        )
        self._filter()

    def begin_new(self) -> None:
        """Show the line for a new meeting."""
        self.new_frame.show()
        self.new.begin()

    def select(self, meeting_id: UUID) -> None:
        self.table.select(meeting_id)

    def _filter(self) -> None:
        body, year = self.bodies.currentData(), self.years.currentData()
        self.table.show_rows(
            [row for row in self._rows if body in {None, row.body_id} and year in {None, row.on.year}]
        )
        self._show_details(self.table.current())

    def _show_details(self, row: MeetingRow | None) -> None:
        self.details.show_row(row)
        self.open_button.setEnabled(row is not None)
        self.details.title.setText(row.short if row else _("The meeting"))

    def _open(self) -> None:
        row = self.table.current()
        if row is not None:
            self.opened.emit(row.id)

    def _added(self, meeting_id: UUID) -> None:
        self.new_frame.hide()
        self.opened.emit(meeting_id)


def _refill(combo: QComboBox, everything: str, options: Sequence[tuple[object, str]]) -> None:
    before = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    combo.addItem(everything, None)
    for value, text in options:
        combo.addItem(text, value)
    there = (at for at in range(combo.count()) if combo.itemData(at) == before)
    combo.setCurrentIndex(next(there, 0))
    combo.blockSignals(False)
