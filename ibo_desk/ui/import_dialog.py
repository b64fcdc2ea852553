"""Reading an Excel list into the file: first what would change and what could not be read, then all at once."""

from collections import Counter
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from ibo_desk.domain.backups import BackupKind
from ibo_desk.domain.errors import UserError
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.base.bulk import chosen
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.look_first import LookDialog, Words

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.exchange.plan import Plan, RowPlan
    from ibo_desk.exchange.workbook import Book

_FATES = {
    "new": N_("new"),
    "changed": N_("changed"),
    "unchanged": N_("read before, skipped"),
    "repeated": N_("stands twice, skipped"),
    "refused": N_("cannot be read"),
    "total": N_("total, skipped"),
    "equal": N_("as it stands here"),
    "doubtful": N_("doubtful, not read"),
}


def _fate(row: "RowPlan") -> str:
    """What becomes of a row, as a key of ``_FATES``."""
    if row.fate.value != "read":
        return row.fate.value
    return "new" if row.makes else "changed"


class ImportDialog(LookDialog):
    """Shows the plan of an import row by row; nothing is written before "Read in"."""

    folder_key = "lists/folder"

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        words = Words(
            _("Import a list from Excel"),
            _("Which list?"),
            _(
                "A list of actions or engagements, an agenda, a feedback matrix or an export of this program, as "
                ".xlsx. First you see what would change."
            ),
            _("Rows of the list"),
            _("Read in"),
            "import",
            _("Excel workbooks (*.xlsx *.xlsm)"),
        )
        heads = (_("Row"), _("What happens"), _("Details"))
        super().__init__(desk, parent, words, heads, 560)
        self._plan: Plan | None = None
        self._replaced: list[tuple[QTreeWidgetItem, Hashable]] = []  # lines that may be ticked
        self.rows.setItemsExpandable(False)
        self.rows.setIndentation(0)
        self.rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or lines would wrap anew

    def look(self, path: Path) -> None:
        from ibo_desk.exchange.workbook import read_workbook  # heavy

        def plan(book: "Book") -> None:
            self.desk.lane.read(lambda app: app.lists.plan_of(path, book), self._show, self.refused, self)

        self.read_apart(path, lambda progress: read_workbook(path, progress), plan)

    def refused(self, error: UserError) -> None:
        self._plan = None
        super().refused(error)

    def _show(self, plan: "Plan") -> None:
        self._plan = plan
        self.title.setText(plan.source)
        counts = Counter(_fate(row) for row in plan.rows)
        text = ", ".join(f"{counts[fate]} {_(word)}" for fate, word in _FATES.items() if counts[fate])
        self.summary.setText("\n".join([text, *plan.remarks]))
        self.rows.clear()
        self._replaced = []
        self.rows.addTopLevelItems([self._item(row) for row in plan.rows if row.fate.value != "equal"])
        if self._replaced:
            text = ngettext(
                "{count} cell would replace what was recorded: it stays, unless you tick it.",
                "{count} cells would replace what was recorded: they stay, unless you tick them.",
                len(self._replaced),
            )
            self.summary.setText("\n".join([self.summary.text(), text.format(count=len(self._replaced))]))
        self.rows.expandAll()
        self.record.setEnabled(plan.changes and not self.desk.read_only)

    def apply(self) -> None:
        plan = self._plan
        if plan is not None:
            over = chosen(key for item, key in self._replaced if item.checkState(2) is Qt.CheckState.Checked)

            def job(app: "App") -> tuple[str, ...]:
                from ibo_desk.app import back_up

                back_up(app.place, app.clock, BackupKind.BEFORE_IMPORT)
                return app.lists.apply(plan, over)

            self.desk.lane.write(job, self._applied, self.refused, self)

    def _applied(self, refused: tuple[str, ...]) -> None:
        """What a rule refused is told before the window closes; the rest is read in."""
        if not refused:
            self.accept()
            return
        self._plan = None
        self.record.setEnabled(False)
        self.rows.clear()
        self.rows.addTopLevelItems([QTreeWidgetItem(["", _("not read"), refusal]) for refusal in refused])
        self.summary.setText(_("The rest was read in. These rows were refused:"))

    def _item(self, row: "RowPlan") -> QTreeWidgetItem:
        """A row of the list; under it a line for each thing that it changes or that somebody has to look at."""
        item = QTreeWidgetItem([f"{row.sheet} {row.number}", _(_FATES[_fate(row)])])
        details: Sequence[str] = (*(f"! {remark}" for remark in row.remarks), *row.says)
        for at, text in enumerate(details):
            line = QTreeWidgetItem(item) if at else item
            line.setText(2, text)
            line.setToolTip(2, text)
        for replaced in row.replaces:
            text = _("replaces: {who}: “{stands}” → “{becomes}”")
            line = QTreeWidgetItem(item)
            line.setText(2, text.format(who=replaced.who, stands=replaced.stands, becomes=replaced.becomes))
            line.setToolTip(2, line.text(2))
            line.setCheckState(2, Qt.CheckState.Unchecked)
            self._replaced.append((line, replaced.key))
        return item
