"""Moving a meeting: first what hangs on its day, then what moves along, as one step that can be undone."""

from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.domain.deadlines import DayKind
from ibo_desk.domain.errors import UserError
from ibo_desk.language import _, ngettext
from ibo_desk.services.feedback.choosing import Occasion
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.parse import parse_date
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.shared.choose_day import ChooseDayDialog
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.services.feedback.moving import MovedDay, MovePlan
    from ibo_desk.services.meetings.meetings import MeetingRow

_IDS: Final = Qt.ItemDataRole.UserRole
_MOST_NAMES: Final = 3


class MoveDialog(QDialog):
    """Nothing is written before the button at the right is pressed."""

    def __init__(self, desk: Desk, parent: QWidget, row: "MeetingRow", on: date | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Move the meeting"))
        self._desk, self._row = desk, row
        self.plan: MovePlan | None = None
        self._asked: date | None = None  # the day of which the newest look is under way
        theme = desk.theme
        self.resize(theme.px(900), theme.px(600))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        self.banner = Banner(theme)
        layout.addWidget(self.banner)
        layout.addWidget(heading(_("{meeting} moves to another day").format(meeting=row.short), 2))
        self.day = QLineEdit(formats.short_day(on or row.on))
        self.day.setFixedWidth(theme.px(110))
        self.day.setAccessibleName(_("Day"))
        self.day.editingFinished.connect(self._look)
        top = QHBoxLayout()
        top.addWidget(hint(_("From {day} to").format(day=formats.long_day(row.on))))
        top.addWidget(self.day)
        self.compare = button(theme, _("Choose a day…"), "calendar", self._compare, flat=True)
        top.addWidget(self.compare)
        top.addStretch(1)
        layout.addLayout(top)
        layout.addWidget(heading(_("What moves along"), 3))
        heads = (_("What"), _("Item"), _("Of"), _("Was"), _("Becomes"))
        self.days = Listing(theme, _("What moves along"), heads)
        self.days.itemChanged.connect(self._ticked)
        layout.addWidget(self.days, 2)
        layout.addWidget(heading(_("What becomes of the notes"), 3))
        heads = (_("College"), _("Item"), _("Last college"), _("Note in by"), _("In time"))
        self.notes = Listing(theme, _("What becomes of the notes"), heads)
        layout.addWidget(self.notes, 3)
        self.delivered_hint = hint("", wrap=True)
        layout.addWidget(self.delivered_hint)
        self.go = button(theme, _("Move the meeting"), "check", self.move_meeting, primary=True)
        layout.addLayout(self._buttons())
        self._look()

    def _buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self._desk.theme, _("Cancel"), "", self.reject))
        buttons.addWidget(self.go)
        return buttons

    def along(self) -> set[UUID]:
        """The records of the days that are ticked."""
        ids: set[UUID] = set()
        for at in range(self.days.topLevelItemCount()):
            line = self.days.topLevelItem(at)
            if line is not None and line.checkState(0) is Qt.CheckState.Checked:
                ids |= set(line.data(0, _IDS))
        return ids

    def move_meeting(self) -> None:
        """Move it, with what is ticked."""
        plan, along = self.plan, self.along()
        if plan is None or plan.becomes == plan.was:
            self.day.setFocus()
            return
        self._desk.lane.write(
            lambda app: app.moving.move(plan.meeting_id, plan.becomes, along),
            lambda _r: self.accept(),
            self.banner.tell,
            self,
        )

    def _compare(self) -> None:
        ChooseDayDialog(self._desk, self, Occasion(DayKind.MEETING, self._row.body_id), self._take).open()

    def _take(self, on: date) -> None:
        self.day.setText(formats.short_day(on))
        self._look()

    def _look(self) -> None:
        self.days.clear()
        self._read(None)

    def _ticked(self, _line: QTreeWidgetItem, _column: int) -> None:
        self._read(self.along())

    def _read(self, along: set[UUID] | None) -> None:
        try:
            on = parse_date(self.day.text(), self._desk.clock.today())
        except UserError as error:
            self._show_error(error)
            return
        self._asked = on
        if on is None:
            self.go.setEnabled(False)
            return
        meeting_id = self._row.id
        self._desk.lane.read(
            lambda app: app.moving.plan(meeting_id, on, along), self._show, self._show_error, self
        )

    def _show_error(self, error: UserError) -> None:
        self.plan = self._asked = None
        self.go.setEnabled(False)
        self.banner.tell(error)

    def _show(self, plan: "MovePlan") -> None:
        if plan.becomes != self._asked:
            return
        self.plan = plan
        self.banner.hide()
        self.go.setEnabled(plan.becomes != plan.was)
        if not self.days.topLevelItemCount():
            self._show_days(plan)
        self.notes.clear()
        for note in plan.notes:
            QTreeWidgetItem(
                self.notes,
                [
                    note.college,
                    note.item,
                    _becomes(note.last_was, note.last_becomes),
                    _becomes(note.in_by_was, note.in_by_becomes),
                    label(note.reach),
                ],
            )
        self.delivered_hint.setText(_delivered_notes(plan))

    def _show_days(self, plan: "MovePlan") -> None:
        self.days.blockSignals(True)
        for day in plan.days:
            line = QTreeWidgetItem(
                self.days,
                [
                    label(day.kind),
                    day.item,
                    _names(day),
                    formats.short_day(day.was),
                    formats.short_day(day.becomes),
                ],
            )
            line.setCheckState(0, Qt.CheckState.Checked if day.along else Qt.CheckState.Unchecked)
            line.setData(0, _IDS, day.record_ids)
            line.setToolTip(2, ", ".join(day.of))
            if day.clash:
                line.setText(3, _("{day} (before the meeting)").format(day=formats.short_day(day.was)))
        self.days.blockSignals(False)


def _names(day: "MovedDay") -> str:
    if len(day.of) <= _MOST_NAMES:
        return ", ".join(day.of)
    return ngettext("{count} college", "{count} colleges", len(day.of)).format(count=len(day.of))


def _becomes(was: date | None, becomes: date | None) -> str:
    if was == becomes:
        return _brief(was)
    return f"{_brief(was)} → {_brief(becomes)}"


def _brief(day: date | None) -> str:
    """ "di 8/12": the year stands in the head of the window."""
    return f"{formats.weekday_name(day.weekday())[:2]} {day.day}/{day.month}" if day else "–"


def _delivered_notes(plan: "MovePlan") -> str:
    if not plan.delivered:
        return _("No note was delivered yet.")
    return _("Already delivered, and marked as overtaken once it moves: {colleges}.").format(
        colleges=", ".join(plan.delivered)
    )
