"""Reading an Excel list into the file: first what would change and what could not be read, then all at once."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.domain.errors import UserError
from ibo_desk.language import N_, _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.widgets import button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.exchange.plan import Plan, RowPlan

_FATES = {
    "read": N_("will be read"),
    "unchanged": N_("read before, skipped"),
    "repeated": N_("stands twice, skipped"),
    "refused": N_("cannot be read"),
    "total": N_("total, skipped"),
}


class ImportDialog(QDialog):
    """Shows the plan of an import row by row; nothing is written before "Read in"."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Import a list from Excel"))
        self._desk = desk
        self._plan: Plan | None = None
        theme = desk.theme
        self.resize(theme.px(1000), theme.px(560))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        self.banner = Banner(theme)
        layout.addWidget(self.banner)
        self._title = heading(_("Which list?"), 2)
        self._summary = hint(
            _("An action list, an agenda or an engagement list as .xlsx. First you see what would change."),
            wrap=True,
        )
        layout.addWidget(self._title)
        layout.addWidget(self._summary)
        self.rows = QTreeWidget()
        self.rows.setObjectName("card")
        self.rows.setAccessibleName(_("Rows of the list"))
        self.rows.setHeaderLabels([_("Row"), _("What happens"), _("Details")])
        self.rows.setColumnWidth(0, theme.px(115))
        self.rows.setColumnWidth(1, theme.px(125))
        self.rows.setRootIsDecorated(False)
        self.rows.setItemsExpandable(False)
        self.rows.setIndentation(0)
        self.rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or lines would wrap anew
        self.rows.setWordWrap(True)
        layout.addWidget(self.rows, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(button(theme, _("Choose file…"), "folder", self.choose))
        buttons.addStretch()
        buttons.addWidget(button(theme, _("Cancel"), "", self.reject))
        self.read_in = button(theme, _("Read in"), "import", self.apply, primary=True)
        self.read_in.setEnabled(False)
        buttons.addWidget(self.read_in)
        layout.addLayout(buttons)

    def choose(self) -> None:
        """Ask for a workbook."""
        title, kinds = _("Which list?"), _("Excel workbooks (*.xlsx)")
        chosen, _kind = QFileDialog.getOpenFileName(self, title, str(Path.home()), kinds)
        if chosen:
            self.load(Path(chosen))

    def load(self, path: Path) -> None:
        """Make the plan and show it."""
        self.banner.hide()
        self.read_in.setEnabled(False)
        self._desk.lane.read(lambda app: app.lists.plan(path), self._show, self._refused, self)

    def _refused(self, error: UserError) -> None:
        self.rows.clear()
        self.banner.tell(error)

    def _show(self, plan: "Plan") -> None:
        self._plan = plan
        self._title.setText(plan.source)
        found = {fate: sum(row.fate == fate for row in plan.rows) for fate in _FATES}
        told = ", ".join(f"{count} {_(_FATES[fate])}" for fate, count in found.items() if count)
        self._summary.setText("\n".join([told, *plan.remarks]))
        self.rows.clear()
        self.rows.addTopLevelItems([_item(row) for row in plan.rows])
        self.rows.expandAll()
        self.read_in.setEnabled(plan.changes and not self._desk.read_only)

    def apply(self) -> None:
        """Carry the plan out, as one entry that can be undone."""
        plan = self._plan
        if plan is not None:
            self._desk.lane.write(
                lambda app: app.lists.apply(plan), lambda _nothing: self.accept(), self._refused, self
            )


def _item(row: "RowPlan") -> QTreeWidgetItem:
    """A row of the list; under it a line for each thing that it changes or that somebody has to look at."""
    item = QTreeWidgetItem([f"{row.sheet} {row.number}", _(_FATES[row.fate.value])])
    details: Sequence[str] = (*(f"! {remark}" for remark in row.remarks), *row.says)
    for at, told in enumerate(details):
        line = QTreeWidgetItem(item) if at else item
        line.setText(2, told)
        line.setToolTip(2, told)
    return item
