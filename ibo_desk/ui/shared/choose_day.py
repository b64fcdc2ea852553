"""Choosing a day that lets all be heard: days beside each other, what each means for the colleges, and the mails."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QTreeWidgetItem, QVBoxLayout, QWidget

from ibo_desk.documents.files_out import cannot_write
from ibo_desk.domain.calendars import Reach
from ibo_desk.domain.errors import UserError
from ibo_desk.domain.feedback import Turn
from ibo_desk.exchange.draft_files import write_drafts
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.feedback.deadline_words import brief_day
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.parse import parse_date
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.layout.panes import Divided
from ibo_desk.ui.shared.after import After
from ibo_desk.ui.shared.mail_folder import mail_folder, open_path
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.feedback.choosing import CollegeByDay, DayChoice, Occasion, PossibleDay

_USUAL: Final = timedelta(weeks=8)
_ON: Final = Qt.ItemDataRole.UserRole
_DAYS: Final = (N_("Day"), N_("In time"), N_("Notes in by"), N_("Not known"), N_("Too late"))
_COLLEGES: Final = (N_("College"), N_("Last college"), N_("Note in by"), N_("In time"))
_MOST_NAMES: Final = 2  # that stand beside a day; of more the number says which day is better
_NOT_KNOWN, _TOO_LATE, _REACH = 3, 4, 3  # columns that say more on hover


class ChooseDayDialog(QDialog):
    """``take`` is told the day that was chosen; nothing is written but the mails that are asked for."""

    def __init__(
        self, desk: Desk, parent: QWidget, occasion: "Occasion", take: Callable[[date], object]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("A day that lets all be heard"))
        self._desk, self._occasion, self._take = desk, occasion, take
        self.choice: DayChoice | None = None
        theme, today = desk.theme, desk.clock.today()
        self.resize(theme.px(1080), theme.px(600))
        self.banner = Banner(theme)
        self.title = heading(_("A day that lets all be heard"), 2)
        self.title.setWordWrap(True)
        self.first = self._line(_("From"), today)
        self.last = self._line(_("Until"), today + _USUAL)
        self.closed = hint("", wrap=True)
        self.days = Listing(theme, _("Days beside each other"), [_(head) for head in _DAYS])
        heads = [_(head) for head in _COLLEGES]
        self.colleges = Listing(theme, _("What the day means for each college"), heads)
        self.reason = hint("", wrap=True)
        self.reason.setAccessibleName(_("By when, and why"))
        self.after = After(desk)
        self.mails = button(theme, _("Draft mails"), "mail", self.make_mails)
        self.go = button(theme, _("Take this day"), "check", self.take_day, primary=True)
        self.days.currentItemChanged.connect(lambda _now, _before: self._show_colleges())
        self.days.itemActivated.connect(lambda _line, _column: self.take_day())
        self.colleges.currentItemChanged.connect(lambda _now, _before: self._tell_reason())
        self._arrange()
        self._look()

    def _line(self, name: str, on: date) -> QLineEdit:
        line = QLineEdit(formats.short_day(on))
        line.setFixedWidth(self._desk.theme.px(100))
        line.setAccessibleName(name)
        line.editingFinished.connect(self._look)
        return line

    def _arrange(self) -> None:
        theme = self._desk.theme
        period = WrapLayout()
        for part in (hint(_("From")), self.first, hint(_("until")), self.last):
            period.addWidget(part)
        period.addStretch(1)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.colleges, 1)
        column.addWidget(self.reason)
        buttons = WrapLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(theme, _("Close"), "", self.reject))
        buttons.addWidget(self.mails)
        buttons.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.banner)
        layout.addWidget(self.title)
        layout.addLayout(period)
        layout.addWidget(Divided(self._desk, "choose_day", (self.days, beside), (50, 50), (300, 260)), 1)
        layout.addWidget(self.closed)
        layout.addWidget(self.after)
        layout.addLayout(buttons)

    # looking

    def current(self) -> "PossibleDay | None":
        """The day that is chosen."""
        line = self.days.currentItem()
        if line is None or self.choice is None:
            return None
        on = line.data(0, _ON)
        return next((day for day in self.choice.days if day.on == on), None)

    def _look(self) -> None:
        today, occasion = self._desk.clock.today(), self._occasion
        try:
            first = parse_date(self.first.text(), today) or today
            last = parse_date(self.last.text(), today) or first + _USUAL
        except UserError as error:
            self._fail(error)
            return
        self._desk.lane.read(
            lambda app: app.choosing.days(occasion, first, last), self._show, self._fail, self
        )

    def _fail(self, error: UserError) -> None:
        self.choice = None
        self.days.clear()
        self._show_colleges()
        self.banner.tell(error)

    def _show(self, choice: "DayChoice") -> None:
        self.banner.hide()
        self.choice = choice
        name = choice.title or _("a meeting of {body}").format(body=choice.body)
        self.title.setText(_("A day that lets all be heard: {about}").format(about=name))
        self.days.clear()
        for day in choice.days:
            line = QTreeWidgetItem(self.days, self._cells(day))
            line.setData(0, _ON, day.on)
            line.setToolTip(_TOO_LATE, ", ".join(day.cannot))
            line.setToolTip(_NOT_KNOWN, ", ".join(day.not_known))
            if day.on == choice.best:
                font = line.font(0)
                font.setBold(True)
                line.setFont(0, font)
                line.setFont(1, font)
                self.days.setCurrentItem(line)
        left_out = ", ".join(f"{self._brief(on)} ({name})" for on, name in choice.closed)
        self.closed.setText(_("Left out, because closed: {days}.").format(days=left_out) if left_out else "")
        self.closed.setVisible(bool(left_out))
        self._show_colleges()

    def _cells(self, day: "PossibleDay") -> list[str]:
        assert self.choice is not None
        brief = self._brief(day.on)
        notes = dict.fromkeys(f"{on.day}/{on.month}" for on in (day.first_in_by, day.last_in_by) if on)
        return [
            _("{day} · best").format(day=brief) if day.on == self.choice.best else brief,
            _("{count} of {all}").format(count=day.can, all=len(day.colleges)),
            " – ".join(notes),
            str(day.unknown or ""),
            _too_late(day),
        ]

    def _show_colleges(self) -> None:
        day = self.current()
        self.colleges.clear()
        self.after.say("")
        self.go.setEnabled(day is not None)
        count = len(day.colleges) if day is not None else 0
        secret = self.choice is not None and self.choice.secret
        self.mails.setEnabled(bool(count) and not secret)
        self.mails.setToolTip(_("Colleges may not read this item.") if secret else "")
        self.mails.setText(
            ngettext("{count} draft mail", "{count} draft mails", count).format(count=count)
            if count
            else _("Draft mails")
        )
        for college in day.colleges if day is not None else ():
            line = QTreeWidgetItem(
                self.colleges,
                [
                    college.college,
                    self._brief(college.last_session),
                    "" if college.done or college.turn is Turn.COLLEGE else self._brief(college.in_by),
                    _("nothing more needed") if college.done else label(college.reach),
                ],
            )
            line.setToolTip(_REACH, college.reason)
        late = (
            at
            for at, college in enumerate(day.colleges if day is not None else ())
            if not college.done and college.reach is not Reach.IN_TIME
        )
        first = self.colleges.topLevelItem(next(late, 0))
        if first is not None:
            self.colleges.setCurrentItem(first)
        self._tell_reason()

    def _tell_reason(self) -> None:
        college = self._college()
        self.reason.setText(f"{college.college}: {college.reason}" if college is not None else "")

    def _college(self) -> "CollegeByDay | None":
        day, line = self.current(), self.colleges.currentItem()
        return day.colleges[self.colleges.indexOfTopLevelItem(line)] if day is not None and line else None

    def _brief(self, on: date | None) -> str:
        return brief_day(on, self._desk.clock.today()) if on is not None else ""

    # doing

    def take_day(self) -> None:
        """Take the day that is chosen, and close."""
        day = self.current()
        if day is not None:
            self._take(day.on)
            self.accept()

    def make_mails(self) -> None:
        """Write a dated draft for each college of the day that is chosen."""
        choice, day = self.choice, self.current()
        if choice is None or day is None:
            return
        folder = mail_folder(self._desk)

        def write(app: "App") -> int:
            try:
                return len(write_drafts(app.mail_drafts.days(choice, day.on), folder))
            except OSError as error:
                raise cannot_write(folder, error) from error

        def show_written(count: int) -> None:
            text = ngettext(
                "{count} draft lies in {folder}. Open it, read it and send it.",
                "{count} drafts lie in {folder}. Open them, read them and send them.",
                count,
            ).format(count=count, folder=folder)
            self.after.say(text, [(_("Open the folder"), "folder", lambda: open_path(folder))])

        self._desk.lane.read(write, show_written, self.banner.tell, self)


def _too_late(day: "PossibleDay") -> str:
    """ "1: Waregem", or how many: who they are stands beside it once the day is chosen."""
    count = str(day.too_late or "")
    return f"{count}: {', '.join(day.cannot)}" if 0 < len(day.cannot) <= _MOST_NAMES else count
