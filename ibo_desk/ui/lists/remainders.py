"""What is left of the lists that were read in: a list to work off, line by line."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTreeWidgetItem, QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.widgets import button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.exchange.lists import RemainderRow

_ID = Qt.ItemDataRole.UserRole


class RemaindersDialog(QDialog):
    """Each line says in which row of which list it stood; what is ticked is settled and goes."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Left of lists"))
        self.desk = desk
        theme = desk.theme
        self.resize(theme.px(900), theme.px(520))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        self.title = heading(_("What could not be read"), 2)
        self.summary = hint(_("Complete it where it belongs, then tick it here."), wrap=True)
        layout.addWidget(self.title)
        layout.addWidget(self.summary)
        self.rows = Listing(theme, self.windowTitle(), (_("List"), _("Row"), _("What was said of it")))
        layout.addWidget(self.rows, 1)
        buttons = WrapLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(theme, _("Close"), "", self.reject))
        self.settled = button(theme, _("Settled"), "check", self.settle, primary=True)
        buttons.addWidget(self.settled)
        layout.addLayout(buttons)
        self.rows.itemChanged.connect(self._ticks_changed)
        self._read()

    def settle(self) -> None:
        """Take off what is ticked, as one entry that can be undone."""
        ids = self._ticked()
        if ids:
            self.desk.lane.write(lambda app: app.lists.settle(ids), lambda _done: self._read(), owner=self)

    def _read(self) -> None:
        self.desk.lane.read(lambda app: app.lists.remainders(), self._show, owner=self)

    def _show(self, rows: "list[RemainderRow]") -> None:
        self.rows.clear()
        for row in rows:
            line = QTreeWidgetItem([row.source, f"{row.sheet} {row.row_number}", row.text])
            line.setCheckState(0, Qt.CheckState.Unchecked)
            line.setData(0, _ID, row.id)
            line.setToolTip(2, row.text)
            self.rows.addTopLevelItem(line)
        if not rows:
            self.summary.setText(_("Nothing is left: what lists said was read, or settled."))
        self._ticks_changed()

    def _ticked(self) -> list[UUID]:
        lines = [self.rows.topLevelItem(at) for at in range(self.rows.topLevelItemCount())]
        return [line.data(0, _ID) for line in lines if line and line.checkState(0) is Qt.CheckState.Checked]

    def _ticks_changed(self, *_about: object) -> None:
        self.settled.setEnabled(bool(self._ticked()) and not self.desk.read_only)
