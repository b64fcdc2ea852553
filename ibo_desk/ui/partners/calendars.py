"""When each college meets, and when it does not."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from ibo_desk.domain.calendars import SessionKind
from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.lines import Add, Lines
from ibo_desk.ui.partners import columns, empty
from ibo_desk.ui.partners.rows import CalendarLine
from ibo_desk.ui.partners.tabs import Tab
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.widgets import Combo, button, column, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.parties.body_rows import CalendarRow, ClosedDayRow

_RECESSES, _SESSIONS = 6, 15  # of a college, before a button shows the others


class CalendarsTab(Tab[CalendarLine]):
    """When each college meets; a calendar that is not known stays unknown, and nothing is derived from it (R23)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            TablePanel(desk, "calendars", columns.CALENDARS, empty=_(empty.CALENDARS)),
            _("Calendars of the colleges"),
        )
        self.title = heading("", 2)
        self.title.setWordWrap(True)
        self.recesses = Lines(
            desk,
            "recesses",
            columns.RECESSES,
            "calendar_recess",
            empty=_("No recess was entered."),
            most=_RECESSES,
        )
        self.recesses.add_button(_("Add a recess"), self._add)
        self.inside.addWidget(self.title)
        follows = _(
            "From rhythm, recess and closed days follow the last useful meeting and the day of a note."
        )
        self.unknown = hint(
            _("It is not known when this college meets, so no last useful day is worked out for it."),
            wrap=True,
        )
        self.sessions = Lines(
            desk,
            "college_sessions",
            columns.SESSIONS,
            "college_session",
            empty=_("Paste the days of next year, or note an extra, moved or dropped meeting."),
            most=_SESSIONS,
        )
        self.sessions.add_button(_("Add a day"), self._add_session)
        self.paste = button(desk.theme, _("Paste days"), "copy", self.paste_days, flat=True)
        self.paste.setEnabled(not desk.read_only)
        self.sessions.add_to_bar(self.paste)
        self.from_file = button(desk.theme, _("From a file…"), "folder", self.choose_file, flat=True)
        self.from_file.setToolTip(_("An Excel list, a Word document or a text; it can be dropped here, too."))
        self.from_file.setEnabled(False)
        self.sessions.add_to_bar(self.from_file)
        self.setAcceptDrops(not desk.read_only)
        listed = heading(_("Listed, extra, moved and dropped meetings"), 3)
        listed.setWordWrap(True)
        self.lacking = hint("", wrap=True)
        self.inside.addWidget(
            column(
                desk.theme.px(8),
                hint(follows, wrap=True),
                self.unknown,
                self.recesses,
                listed,
                self.sessions,
                self.lacking,
            )
        )
        self.table.selected.connect(self._chosen)

    def reload(self) -> None:
        own = self.desk.package.college_id if self.desk.package is not None else None

        def read(app: "App") -> list[CalendarLine]:
            calendars = (row for row in app.bodies.calendars() if own is None or row.body_id == own)
            return [CalendarLine.of(calendar, app.clock.today()) for calendar in calendars]

        self.desk.lane.read(read, self.table.show_rows, None, self)
        if own is not None:  # of others nothing is here
            return
        year = self.desk.clock.today().year + 1
        self.desk.lane.read(lambda app: app.bodies.lacking_sessions(year), self._tell_lacking, None, self)

    def paste_days(self) -> None:
        """List the days that lie on the clipboard, one on each line."""
        row, today = self.table.current(), self.desk.clock.today()
        if row is None:
            return
        body_id, text = row.body_id, QGuiApplication.clipboard().text()
        self.desk.lane.write(lambda app: app.bodies.paste_sessions(body_id, text, today), None, None, self)

    def choose_file(self) -> None:
        """Ask for the file that a college sent."""
        dialog = QFileDialog(self, _("Days of a college"), "", _("Lists of days (*.xlsx *.docx *.txt)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.read_file(Path(chosen)))
        dialog.open()

    def read_file(self, path: Path) -> None:
        """List the days that stand in a file, for the college that is chosen."""
        row = self.table.current()
        if row is None:
            return
        body_id = row.body_id

        def record(app: "App") -> int:
            from ibo_desk.exchange.session_days import read_days

            return app.bodies.list_sessions(body_id, read_days(path, app.clock.today()))

        self.desk.lane.write(record, None, None, self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file with days is taken for the college that is chosen; anything else goes to the window."""
        event.setAccepted(self._dropped(event.mimeData()) is not None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Read it."""
        path = self._dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.read_file(path)

    def _dropped(self, dragged: QMimeData) -> Path | None:
        from ibo_desk.exchange.session_days import can_read

        paths = [Path(url.toLocalFile()) for url in dragged.urls()]
        return paths[0] if len(paths) == 1 and can_read(paths[0]) and self.table.current() else None

    def _tell_lacking(self, rows: "Sequence[CalendarRow]") -> None:
        year = self.desk.clock.today().year + 1
        names = ", ".join(sorted(row.organisation or row.body for row in rows))
        text = _("No days of {year} yet from: {names}. Draft mails ask for them (Feedback, Mails).")
        self.lacking.setText(text.format(year=year, names=names) if names else "")

    def _chosen(self, row: CalendarLine | None) -> None:
        self.title.setText(row.body if row else _("Choose a college"))
        self.unknown.setVisible(row is not None and row.weekday is None)
        self.recesses.show_rows(row.recesses if row else ())
        self.sessions.show_rows(row.sessions if row else ())
        for step in (self.paste, self.from_file):
            step.setEnabled(row is not None and not self.desk.read_only)

    def _add(self) -> Add | None:
        row = self.table.current()
        if row is None:
            return None
        body_id, today = row.body_id, self.desk.clock.today()
        return lambda app: app.bodies.add_recess(body_id, today, today, "")

    def _add_session(self) -> Add | None:
        row = self.table.current()
        if row is None:
            return None
        body_id, today = row.body_id, self.desk.clock.today()
        return lambda app: app.bodies.note_session(body_id, today, SessionKind.EXTRA)


class ClosedDaysTab(Tab["ClosedDayRow"]):
    """The days on which the municipalities of the region are closed, a year at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            TablePanel(desk, "closed_days", columns.CLOSED_DAYS, empty=_(empty.CLOSED_DAYS)),
            _("Closed days"),
        )
        self.table.let_remove(self._remove)
        self.year = Combo()
        for year in range(desk.clock.today().year - 1, desk.clock.today().year + 6):
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(1)
        self.year.setAccessibleName(_("Year"))
        self.year.activated.connect(lambda _at: self.reload())
        self.table.add_to_bar(self.year)
        self.table.add_to_bar(self.adding("closed_day", _("Add a day"), self._add))
        self.fill = button(desk.theme, _("Fill in this year"), "calendar", lambda: self._fill(bridges=False))
        self.bridges = button(desk.theme, _("Add the bridge days"), "plus", lambda: self._fill(bridges=True))
        self.summary = hint("", wrap=True)
        self.inside.addWidget(heading(_("Closed days of the region"), 2))
        self.inside.addWidget(
            hint(
                _(
                    "On these days no college meets and no note is taken in. Public holidays, with 11 July and 2 and "
                    "15 November, are filled in; take out what does not hold here, and add your bridge days."
                ),
                wrap=True,
            )
        )
        self.inside.addWidget(self.summary)
        for step in (self.fill, self.bridges):
            step.setEnabled(not desk.read_only)
            self.inside.addWidget(step, 0, Qt.AlignmentFlag.AlignLeft)
        self.inside.addStretch(1)

    def reload(self) -> None:
        year: int = self.year.currentData()
        self.desk.lane.read(lambda app: app.bodies.closed_days(year), self._show, None, self)

    def _show(self, rows: "Sequence[ClosedDayRow]") -> None:
        self.table.show_rows(rows)
        self.fill.setVisible(not rows)
        text = "" if rows else _("This year was not filled in: the public holidays count meanwhile.")
        self.summary.setText(text)

    def _fill(self, *, bridges: bool) -> None:
        year: int = self.year.currentData()
        self.desk.lane.write(lambda app: app.bodies.fill_closed_days(year, bridges=bridges), None, None, self)

    def _add(self) -> None:
        today = self.desk.clock.today()
        day = today if today.year == self.year.currentData() else date(self.year.currentData(), 1, 2)
        name = _("closed")
        self.desk.lane.write(lambda app: app.bodies.add_closed_day(day, name), self.table.select, None, self)

    def _remove(self, rows: "Sequence[ClosedDayRow]") -> None:
        gone = [row.id for row in rows]
        self.desk.lane.write(lambda app: app.records.delete_all("closed_day", gone), None, None, self)
