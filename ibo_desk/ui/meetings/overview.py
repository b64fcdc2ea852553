"""All meetings: in a table with the chosen one beside it, as a year on one page, and by what was concluded."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ibo_desk.domain.meetings import MeetingState, MinutesState, took_place
from ibo_desk.language import N_, _
from ibo_desk.services.meetings.meetings import MeetingRow
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.layout.panes import ListAndRecord
from ibo_desk.ui.layout.tabs import Tabs
from ibo_desk.ui.meetings.conclusions import ConclusionsPart
from ibo_desk.ui.meetings.details import DetailsPart
from ibo_desk.ui.meetings.series import SeriesDialog
from ibo_desk.ui.meetings.year import YearPart
from ibo_desk.ui.shared.new_meeting import NewMeeting
from ibo_desk.ui.table.columns import Column, Columns
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.widgets import Combo, button, card


def _number(row: MeetingRow) -> str:
    return f"{row.number}/{row.on.year}" if row.number else ""


def _report_number(row: MeetingRow) -> str:
    return f"{row.report_number}/{row.on.year}" if row.report_number else ""


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
    Column("report", N_("Minutes no."), _report_number, 80, hidden=True),
    Column("place", N_("Place"), lambda row: row.place, 110, stretch=True),
)


class MeetingsOverview(QWidget):
    """``opened`` tells the meeting whose cockpit is wanted, ``item_opened`` the item that it is to show."""

    opened = Signal(object)
    item_opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: tuple[MeetingRow, ...] = ()
        theme = desk.theme
        self.new_frame, frame = card(theme, padding=10)
        self.new = NewMeeting(desk)
        frame.addWidget(self.new)
        self.series_button = button(theme, _("Series of days…"), "calendar", self._plan_series)
        self.series_button.setToolTip(_("Every second Tuesday until summer, without closed days and recess."))
        self.new.add_to_line(self.series_button)
        self.new.added.connect(self._added)
        self.new_frame.hide()
        self.table = TablePanel(
            desk,
            "meetings",
            COLUMNS,
            empty=_(
                "No meetings yet. “New meeting” asks only for body and date; the calendar of your year is read in with "
                "“Import a list from Excel” in the menu."
            ),
        )
        self.table.view.setAccessibleName(_("Meetings"))
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
        self.copy_button = button(theme, _("Copy as the next…"), "plus", self._copy)
        self.year = YearPart(desk)
        self.year.opened.connect(self.opened)
        self.conclusions = ConclusionsPart(desk)
        self.conclusions.opened.connect(self.item_opened)
        self._arrange()

    def _arrange(self) -> None:
        theme = self._desk.theme
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        buttons = WrapLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.copy_button)
        column.addLayout(buttons)
        self.copy_button.setVisible(not self._desk.read_only)  # with a parent: else it is a window
        column.addWidget(self.details, 1)
        panes = ListAndRecord(self._desk, "meetings", self.table, side, shares=(70, 30))
        self.table.filled.connect(panes.show_beside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(10))
        layout.addWidget(self.new_frame)
        panes.setContentsMargins(0, theme.px(8), 0, 0)
        self.tabs = Tabs(theme)
        self.tabs.addTab(panes, _("List"))
        self.tabs.addTab(self.year, _("A year on one page"))
        self.tabs.addTab(self.conclusions, _("Conclusions"))
        self.tabs.currentChanged.connect(lambda _at: self._read_open_tab())
        layout.addWidget(self.tabs, 1)

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
        self.year.offer(rows)
        self._read_open_tab()

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
        self.copy_button.setEnabled(row is not None)
        self.details.title.setText(row.short if row else _("The meeting"))

    def _open(self) -> None:
        row = self.table.current()
        if row is not None:
            self.opened.emit(row.id)

    def _read_open_tab(self) -> None:
        part = self.tabs.currentWidget()
        if isinstance(part, YearPart | ConclusionsPart):
            part.refresh()

    def _copy(self) -> None:
        row = self.table.current()
        if row is not None:
            self._ask_days(row.body_id, row.body, row)

    def _plan_series(self) -> None:
        """A series like the latest meeting of the body; of a body that did not meet yet only its days are known."""
        body_id = self.new.bodies.currentData()
        latest = (
            row for row in self._rows if row.body_id == body_id and row.state is not MeetingState.CANCELLED
        )
        if body_id is not None:
            self._ask_days(body_id, self.new.bodies.currentText(), next(latest, None), series=True)

    def _ask_days(self, body_id: UUID, body: str, like: MeetingRow | None, *, series: bool = False) -> None:
        dialog = SeriesDialog(self._desk, self, body_id, body, like, series=series)
        dialog.made.connect(self._planned)
        dialog.open()

    def _planned(self, meeting_ids: Sequence[UUID]) -> None:
        """One is opened; of several the first is chosen in the list, where all of them stand."""
        self.new_frame.hide()
        if len(meeting_ids) == 1:
            self.opened.emit(meeting_ids[0])
        else:
            self.table.select(meeting_ids[0])

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
