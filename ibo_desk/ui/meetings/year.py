"""A year of meetings on one page: month by month, each with what it came to; a click goes there."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.shown_list import ShownCell, ShownList
from ibo_desk.language import _, ngettext
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import Combo, ContentButton, button, card, heading, hint, scrolled

if TYPE_CHECKING:
    from ibo_desk.services.meetings.meetings import MeetingRow
    from ibo_desk.services.meetings.year import MeetingOfYear

_MONTHS = range(1, 13)
_MONTH_WIDE = 236  # pixels of the 100 % design that a month takes
_ACROSS = (4, 3, 2)  # how many columns the months are in
_MOST = _ACROSS[0]


class YearPart(QWidget):
    """``opened`` tells the meeting that was clicked."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self._meetings: Sequence[MeetingOfYear] = ()
        self.links: list[QPushButton] = []
        self.years, self.bodies = Combo(), Combo()
        for combo, name in ((self.years, _("Year")), (self.bodies, _("Body"))):
            combo.setAccessibleName(name)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.years.currentIndexChanged.connect(lambda _at: self.refresh())
        self.bodies.currentIndexChanged.connect(lambda _at: self._lay())
        self.sums = hint("", wrap=True)
        line = WrapLayout()
        line.addWidget(self.years)
        line.addWidget(self.bodies)
        line.addWidget(self.sums, 1)
        self.print_button = button(theme, _("Print…"), "print", self.print, flat=True)
        self.print_button.setToolTip(
            _("The meetings of this year with what each came to, as a paper or a list")
        )
        line.addWidget(self.print_button)
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        self._columns = [QVBoxLayout() for _at in range(_MOST)]
        for column in self._columns:
            column.setAlignment(Qt.AlignmentFlag.AlignTop)
            column.setSpacing(theme.px(8))
            self._row.addLayout(column, 1)
        self._across = 0
        self._months = [self._month(month) for month in _MONTHS]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(8), 0, 0)
        layout.addLayout(line)
        layout.addWidget(scrolled(inside), 1)

    def _month(self, month: int) -> tuple[QFrame, QVBoxLayout]:
        frame, layout = card(self._desk.theme, padding=8, spacing=2)
        layout.addWidget(heading(formats.month_name(month).capitalize(), 3))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        layout.addLayout(lines)
        layout.addStretch(1)
        return frame, lines

    def offer(self, rows: "Sequence[MeetingRow]") -> None:
        """The years and bodies of all meetings; this year first chosen."""
        before = self.years.currentData() or self._desk.clock.today().year
        years = sorted({row.on.year for row in rows} | {before}, reverse=True)
        self.years.blockSignals(True)
        self.years.clear()
        for year in years:
            self.years.addItem(str(year), year)
        self.years.setCurrentIndex(years.index(before))
        self.years.blockSignals(False)
        body = self.bodies.currentData()
        names = sorted({row.body_id: row.body_short for row in rows}.items(), key=lambda named: named[1])
        self.bodies.blockSignals(True)
        self.bodies.clear()
        self.bodies.addItem(_("All bodies"), None)
        for body_id, name in names:
            self.bodies.addItem(name, body_id)
        self.bodies.setCurrentIndex(max(self.bodies.findData(body), 0))
        self.bodies.blockSignals(False)

    def refresh(self) -> None:
        """Read the chosen year again."""
        year = self.years.currentData()
        if year is not None:
            self._desk.lane.read(lambda app: app.meeting_years.of(year), self._show, owner=self)

    def _show(self, meetings: "Sequence[MeetingOfYear]") -> None:
        self._meetings = meetings
        self._lay()

    def print(self) -> QFileDialog:
        """The year that is looked at as a paper or a workbook, a line for each meeting."""
        from ibo_desk.ui.table.printing import ask_print

        body = self.bodies.currentText() if self.bodies.currentData() is not None else ""
        shown = year_list(self.years.currentText(), body, self._chosen())
        return ask_print(self._desk, self, shown, ".pdf")

    def _chosen(self) -> "list[MeetingOfYear]":
        body = self.bodies.currentData()
        return [meeting for meeting in self._meetings if body in {None, meeting.body_id}]

    def _lay(self) -> None:
        for link in self.links:
            link.hide()
            link.deleteLater()
        shown = self._chosen()
        self.links = []
        for month, meetings in groupby(shown, lambda meeting: meeting.on.month):
            for meeting in meetings:
                link = self._link(meeting)
                self._months[month - 1][1].addWidget(link)
                self.links.append(link)
        self.sums.setText(_summed(shown))

    def _link(self, meeting: "MeetingOfYear") -> QPushButton:
        theme, came_to = self._desk.theme, _came_to(meeting)
        day = f"{formats.weekday_name(meeting.on.weekday())[:2]} {meeting.on.day}"
        link = ContentButton("row_button")
        inside = QVBoxLayout(link)
        inside.setContentsMargins(theme.px(4), theme.px(2), theme.px(4), theme.px(2))
        inside.setSpacing(0)
        inside.addWidget(QLabel(f"{day} · {meeting.body}"))
        inside.addWidget(hint(came_to, wrap=True))
        link.clicked.connect(lambda _checked=False: self.opened.emit(meeting.id))
        link.setAccessibleName(f"{meeting.title}: {came_to}")
        link.setToolTip("\n".join((meeting.title, *(f"• {title}" for title in meeting.concluded))))
        return link

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() // self._desk.theme.px(_MONTH_WIDE)
        across = next((count for count in _ACROSS if count <= room), 1)
        if across != self._across:  # a quarter of the year in a column, where there is room for four
            for at, (frame, _lines) in enumerate(self._months):
                if self._across:
                    self._columns[at * self._across // len(_MONTHS)].removeWidget(frame)
                self._columns[at * across // len(_MONTHS)].addWidget(frame)
            self._across = across
            for at in range(_MOST):
                self._row.setStretch(at, int(at < across))


def _came_to(meeting: "MeetingOfYear") -> str:
    """ "5 items · 3 concluded · 1 referred · 2 open"; of a meeting ahead only how much is on it."""
    if meeting.state is MeetingState.CANCELLED:
        return show_value(meeting.state)
    return " · ".join(_counted([meeting])) or _("nothing on the agenda yet")


def year_list(year: str, body: str, meetings: "Sequence[MeetingOfYear]") -> ShownList:
    """The meetings of a year with what each concluded, by name; ``body`` where only those of one are looked at."""
    headings = (_("Date"), _("Meeting"), _("Status"), _("Items"), _("Concluded"), _("Referred"), _("Open"))
    rows = tuple(
        (
            ShownCell(show_value(meeting.on), meeting.on),
            ShownCell(meeting.title),
            ShownCell(show_value(meeting.state)),
            _number(meeting.items),
            ShownCell("; ".join(meeting.concluded)),
            _number(meeting.referrals),
            _number(meeting.open_engagements),
        )
        for meeting in meetings
    )
    name = _("Meetings of {year}").format(year=year)
    return ShownList(name, headings, rows, (body,) if body else ())


def _number(count: int) -> ShownCell:
    return ShownCell(str(count) if count else "", count)


def _counted(meetings: "Sequence[MeetingOfYear]") -> list[str]:
    """What meetings came to, without what there is none of."""
    items = sum(meeting.items for meeting in meetings)
    counts = (
        (items, ngettext("{count} item", "{count} items", items)),
        (sum(len(meeting.concluded) for meeting in meetings), _("{count} concluded")),
        (sum(meeting.referrals for meeting in meetings), _("{count} referred")),
        (sum(meeting.open_engagements for meeting in meetings), _("{count} open")),
    )
    return [words.format(count=count).replace(" ", "\u00a0") for count, words in counts if count]


def _summed(meetings: "Sequence[MeetingOfYear]") -> str:
    """ "38 meetings · 5 items · 3 concluded · 1 referred · 2 open"."""
    count = len(meetings)
    held = ngettext("{count} meeting", "{count} meetings", count).format(count=count)
    return " · ".join((held, *_counted(meetings)))
