"""Stopping an action: why, since when, and what becomes of the engagements that are still open in it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QRadioButton, QTreeWidgetItem, QVBoxLayout, QWidget

from ibo_desk.domain.actions import Leftover
from ibo_desk.domain.errors import UserError
from ibo_desk.language import _, ngettext
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.editors.parse import parse_date
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.engagements.stopping import OpenShare


class StopDialog(QDialog):
    """The reason first; below it what is still open, and what is to become of it. Stopping is one undo."""

    def __init__(self, desk: Desk, parent: QWidget, action_id: UUID, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Stop a regional action"))
        self._desk = desk
        self._action_id = action_id
        theme = desk.theme
        self.resize(theme.px(620), theme.px(420))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        self.banner = Banner(theme)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why it is stopped, in one line"))
        self.reason.setAccessibleName(_("Why it is stopped"))
        self.reason.setMaxLength(500)
        keep_line(desk, self.reason, "action.stop", _("Why it is stopped"), lambda: action_id)
        self.day = QLineEdit(formats.short_day(desk.clock.today()))
        self.day.setAccessibleName(_("Stopped since (day)"))
        self.day.setMaximumWidth(theme.px(120))
        keep_line(desk, self.day, "action.stop_day", _("Stopped since (day)"), lambda: action_id)
        line = WrapLayout()
        line.addWidget(self.reason, 1)
        line.addWidget(QLabel(_("since")))
        line.addWidget(self.day)
        heads = (_("Partner"), _("Engagement"), _("State"))
        self.open_shares = Listing(theme, _("Open engagements of this action"), heads)
        self.summary = hint("", wrap=True)
        self.leftovers = {leftover: QRadioButton(label(leftover).capitalize()) for leftover in Leftover}
        self.leftovers[Leftover.KEEP].setChecked(True)
        layout.addWidget(heading(_("Stop “{action}”").format(action=title), 2))
        layout.addWidget(self.banner)
        layout.addLayout(line)
        layout.addWidget(self.summary)
        layout.addWidget(self.open_shares, 1)
        for choice in self.leftovers.values():
            layout.addWidget(choice)
        layout.addLayout(self._buttons())
        self.banner.hide()
        self._show(())
        desk.lane.read(lambda app: app.stopping.open_shares(action_id), self._show, self.banner.tell, self)
        self.reason.setFocus()

    def _buttons(self) -> WrapLayout:
        theme = self._desk.theme
        row = WrapLayout()
        row.addStretch(1)
        row.addWidget(button(theme, _("Cancel"), "", self.reject))
        self.stop = button(theme, _("Stop the action"), "check", self._stop, primary=True)
        self.stop.setDefault(True)
        self.stop.setEnabled(not self._desk.read_only)
        row.addWidget(self.stop)
        return row

    def _show(self, shares: "Sequence[OpenShare]") -> None:
        count = len({share.engagement_id for share in shares})
        text = ngettext(
            "{count} engagement is still open (shares of partners: {shares}). What becomes of it?",
            "{count} engagements are still open (shares of partners: {shares}). What becomes of them?",
            count,
        )
        said = text.format(count=count, shares=len(shares))
        self.summary.setText(said if count else _("No engagement is open in this action."))
        self.open_shares.clear()
        for share in shares:
            QTreeWidgetItem(self.open_shares, [share.organisation, share.what, label(share.state)])
        for widget in (self.open_shares, *self.leftovers.values()):
            widget.setVisible(bool(count))

    def _stop(self) -> None:
        self.banner.hide()
        reason, action_id = self.reason.text(), self._action_id
        leftover = next(leftover for leftover, choice in self.leftovers.items() if choice.isChecked())
        try:
            on = parse_date(self.day.text(), self._desk.clock.today())
        except UserError as error:
            self.banner.tell(error)
            return

        def job(app: "App") -> None:
            app.stopping.stop(action_id, reason, leftover, on)

        def stopped(_nothing: None) -> None:
            self.reason.clear()
            self.accept()

        self._desk.lane.write(job, stopped, self.banner.tell, self)
