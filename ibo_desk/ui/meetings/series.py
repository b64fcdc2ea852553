"""The days on which meetings like an earlier one are planned: a copy as the next one, or a whole series."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QTreeWidgetItem, QVBoxLayout, QWidget

from ibo_desk.domain.calendars import Rhythm
from ibo_desk.domain.errors import UserError
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.meetings.series import week_of_month
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.parse import parse_date
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import Combo, button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.services.meetings.meetings import MeetingRow
    from ibo_desk.services.meetings.series import SeriesDay

_ON = Qt.ItemDataRole.UserRole
_USUAL_STEP, _USUAL_SERIES = timedelta(weeks=4), timedelta(weeks=26)
_RHYTHMS = (None, Rhythm.WEEKLY, Rhythm.FORTNIGHTLY, Rhythm.MONTHLY)
_NTH = (
    N_("every month, the first {weekday}"),
    N_("every month, the second {weekday}"),
    N_("every month, the third {weekday}"),
    N_("every month, the fourth {weekday}"),
    N_("every month, the last {weekday}"),
)


class SeriesDialog(QDialog):
    """``like`` is the meeting that is copied; ``made`` tells the new ones, by day."""

    made = Signal(list)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        body_id: UUID,
        body: str,
        like: "MeetingRow | None",
        *,
        series: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._body_id, self._like = desk, body_id, like
        theme, today = desk.theme, desk.clock.today()
        title = _("A series of meetings: {body}") if series else _("Copy as the next meeting: {body}")
        self.setWindowTitle(title.format(body=body))
        self.resize(theme.px(760), theme.px(560))
        self.banner = Banner(theme)
        self.rhythm = Combo()
        self.rhythm.setAccessibleName(_("How often"))
        self.rhythm.setSizeAdjustPolicy(
            Combo.SizeAdjustPolicy.AdjustToContents
        )  # its names follow the first day
        first = max(today, like.on if like is not None else today) + _USUAL_STEP
        if like is not None:  # the same weekday as before
            first += timedelta(days=(like.on.weekday() - first.weekday()) % 7)
        self.first = self._day_line(_("First day"), first)
        self.until = self._day_line(_("Last day"), first + _USUAL_SERIES)
        self.rhythm.addItems([""] * len(_RHYTHMS))
        self.rhythm.setCurrentIndex(_RHYTHMS.index(Rhythm.MONTHLY) if series else 0)
        self._name_rhythms(first)
        self.rhythm.currentIndexChanged.connect(lambda _at: self._look())
        self.days = Listing(theme, _("Days"), (_("Day, and what falls on it"),))
        self.days.itemChanged.connect(lambda _item, _column: self._tell())
        self.left_out = hint("", wrap=True)
        self.make = button(theme, "", "check", self._make, primary=True)
        self._arrange(title.format(body=body))
        if series:
            self._look()
        else:
            desk.lane.read(lambda app: app.series.first_free(body_id, first), self._propose, self._fail, self)

    def _day_line(self, name: str, on: date) -> QLineEdit:
        line = QLineEdit(formats.short_day(on))
        line.setFixedWidth(self._desk.theme.px(110))
        line.setAccessibleName(name)
        line.editingFinished.connect(self._look)
        return line

    def _arrange(self, title: str) -> None:
        theme = self._desk.theme
        self._until_words = hint(_("until"))
        line, last = WrapLayout(), WrapLayout()
        for part in (self.rhythm, hint(_("from")), self.first, self._until_words, self.until):
            line.addWidget(part)
        line.addStretch(1)
        last.addWidget(self.left_out, 1)
        last.addWidget(button(theme, _("Cancel"), "", self.reject))
        last.addWidget(self.make)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.banner)
        layout.addWidget(heading(title, 2))
        layout.addWidget(hint(_copied(self._like), wrap=True))
        layout.addLayout(line)
        layout.addWidget(self.days, 1)
        layout.addLayout(last)

    # looking

    def _propose(self, first: date) -> None:
        self.first.setText(formats.short_day(first))
        self.until.setText(formats.short_day(first + _USUAL_SERIES))
        self._look()

    def _look(self) -> None:
        today, rhythm = self._desk.clock.today(), _RHYTHMS[self.rhythm.currentIndex()]
        self._until_words.setVisible(rhythm is not None)
        self.until.setVisible(rhythm is not None)
        try:
            first = parse_date(self.first.text(), today) or today
            until = first if rhythm is None else parse_date(self.until.text(), today) or first
        except UserError as error:
            self._fail(error)
            return
        self._name_rhythms(first)
        body_id = self._body_id
        self._desk.lane.read(
            lambda app: app.series.days(body_id, first, rhythm, until), self._show, self._fail, self
        )

    def _name_rhythms(self, first: date) -> None:
        weekday = formats.weekday_name(first.weekday())
        monthly = _(_NTH[week_of_month(first) - 1]).format(weekday=weekday)
        for at, rhythm in enumerate(_RHYTHMS):
            plain = show_value(rhythm) if rhythm is not None else _("once")
            self.rhythm.setItemText(at, monthly if rhythm is Rhythm.MONTHLY else plain)

    def _fail(self, error: UserError) -> None:
        self.days.clear()
        self._tell()
        self.banner.tell(error)

    def _show(self, days: "list[SeriesDay]") -> None:
        self.banner.hide()
        self.days.clear()
        for day in days:
            row = QTreeWidgetItem(
                self.days, [" – ".join(part for part in (formats.long_day(day.on), day.remark) if part)]
            )
            row.setData(0, _ON, day.on)
            row.setCheckState(0, Qt.CheckState.Unchecked if day.left_out else Qt.CheckState.Checked)
        self._tell()

    def chosen(self) -> list[date]:
        """The days that are ticked."""
        rows = (self.days.topLevelItem(at) for at in range(self.days.topLevelItemCount()))
        return [
            row.data(0, _ON) for row in rows if row is not None and row.checkState(0) is Qt.CheckState.Checked
        ]

    def _tell(self) -> None:
        count = len(self.chosen())
        text = ngettext("Plan {count} meeting", "Plan {count} meetings", count)
        self.make.setText(text.format(count=count))
        self.make.setEnabled(count > 0)
        left_out = self.days.topLevelItemCount() - count
        text = ngettext("{count} day is left out.", "{count} days are left out.", left_out)
        self.left_out.setText(text.format(count=left_out) if left_out else "")

    # doing

    def _make(self) -> None:
        body_id, days = self._body_id, self.chosen()
        like_id = self._like.id if self._like is not None else None
        self._desk.lane.write(
            lambda app: app.series.add(body_id, days, like_id), self._done, self.banner.tell, self
        )

    def _done(self, meeting_ids: list[UUID]) -> None:
        self.made.emit(meeting_ids)
        self.accept()


def _copied(like: "MeetingRow | None") -> str:
    """What the new meetings get of the earlier one."""
    if like is None:
        return _("This body did not meet here yet: place and hours are filled in per meeting.")
    hours = "–".join(text for text in (formats.clock(like.starts_at), formats.clock(like.ends_at)) if text)
    parts = ", ".join(part for part in (hours, like.place, *like.chairs) if part)
    text = _("As {meeting}: {what}. Its items, notes and conclusions stay where they are.")
    standing = _("standing items")
    return text.format(meeting=like.short, what=", ".join(part for part in (parts, standing) if part))
