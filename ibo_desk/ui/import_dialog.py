"""Reading a list into the file: first what would change and what could not be read, then all at once.

What a list leaves open is asked and answered here: which kind it is, which column holds what, whom a name means, which
row is left out or should say something else. After each answer the list is looked at again.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from ibo_desk.domain.backups import BackupKind
from ibo_desk.domain.errors import UserError
from ibo_desk.exchange.list_kinds import KINDS
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.base.bulk import chosen
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.lists.cells import CellsDialog
from ibo_desk.ui.lists.columns import ColumnsDialog
from ibo_desk.ui.lists.names import NamesDialog
from ibo_desk.ui.lists.question import choice
from ibo_desk.ui.lists.remainders import RemaindersDialog
from ibo_desk.ui.look_first import LookDialog, Words
from ibo_desk.ui.widgets import button

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.exchange.answers import Answers
    from ibo_desk.exchange.list_tables import SheetOffer
    from ibo_desk.exchange.plan import Plan, RowPlan
    from ibo_desk.exchange.workbook import Book
    from ibo_desk.services.parties.organisations import OrganisationRow

_ROW = Qt.ItemDataRole.UserRole
_KINDS = {"": N_("as its headings say"), **KINDS}
_FATES = {
    "new": N_("new"),
    "changed": N_("changed"),
    "unchanged": N_("read before, skipped"),
    "repeated": N_("stands twice, skipped"),
    "refused": N_("cannot be read"),
    "total": N_("total, skipped"),
    "skipped": N_("left out"),
    "equal": N_("as it stands here"),
    "doubtful": N_("doubtful, not read"),
}


def _fate(row: "RowPlan") -> str:
    """What becomes of a row, as a key of ``_FATES``."""
    if row.fate.value != "read":
        return row.fate.value
    if row.makes:
        return "new"
    return "changed" if row.steps else "equal"


class ImportDialog(LookDialog):
    """Shows the plan of an import row by row; nothing is written before "Read in"."""

    folder_key = "lists/folder"

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        words = Words(
            _("Read a list in"),
            _("Which list?"),
            _(
                "Actions, engagements, an agenda, meetings, topics, a feedback matrix, people, calendars, indicators "
                "or an export of this program, as .xlsx, .xls, .ods or .csv. First you see what would change."
            ),
            _("Rows of the list"),
            _("Read in"),
            "import",
            _("Lists (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv)"),
        )
        heads = (_("Row"), _("What happens"), _("Details"))
        super().__init__(desk, parent, words, heads, 560)
        self._plan: Plan | None = None
        self._book: Book | None = None
        self._path = Path()
        self._answers: Answers | None = None
        self._replaced: list[tuple[QTreeWidgetItem, Hashable]] = []  # lines that may be ticked
        self._showing = False
        self.rows.setItemsExpandable(False)
        self.rows.setIndentation(0)
        self.rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or lines would wrap anew
        self.rows.itemChanged.connect(self._ticked)
        self.rows.currentItemChanged.connect(lambda _now, _before: self._offer())
        self.rows.itemDoubleClicked.connect(lambda _line, _column: self.correct())
        self._add_questions()
        self._offer()

    def _add_questions(self) -> None:
        """The line in which the list is looked at otherwise, between what is told of it and its rows."""
        theme = self.desk.theme
        self.kind = choice(_("Kind of list"), [_(word) for word in _KINDS.values()])
        self.kind.currentIndexChanged.connect(self._look_as)
        self.columns = button(theme, _("Columns…"), "columns", self.ask_columns)
        self.names = button(theme, _("Names…"), "partners", self.ask_names)
        self.row = button(theme, _("Put row right…"), "", self.correct)
        self.left = button(
            theme, _("Left of lists…"), "check", lambda: RemaindersDialog(self.desk, self).show()
        )
        line = WrapLayout()
        for part in (self.kind, self.columns, self.names, self.row):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.left)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertLayout(layout.indexOf(self.rows), line)

    def look(self, path: Path) -> None:
        from ibo_desk.exchange.answers import NO_ANSWERS  # heavy
        from ibo_desk.exchange.workbook import read_workbook

        def arrived(book: "Book") -> None:
            self._book, self._path, self._answers = book, path, NO_ANSWERS
            self._look_again()

        self._book = self._plan = None
        self.read_apart(path, lambda progress: read_workbook(path, progress), arrived)

    @property
    def _asked(self) -> str | None:
        """The kind that somebody chose; None: as the headings say."""
        return list(_KINDS)[self.kind.currentIndex()] or None

    def _look_as(self) -> None:
        """Another kind has other columns."""
        if self._answers is not None:
            self._answers = replace(self._answers, columns={}, cells={})
        self._look_again()

    def _look_again(self) -> None:
        """Look at the list with what was answered so far."""
        book, path, kind, answers = self._book, self._path, self._asked, self._answers
        if book is not None and answers is not None:
            self.banner.hide()
            self.record.setEnabled(False)
            self.desk.lane.read(
                lambda app: app.lists.plan_of(path, book, kind, answers), self._show, self.refused, self
            )

    def ask_columns(self) -> None:
        """Ask which column holds what; of a list that nobody recognises its kind is chosen first."""
        book, answers = self._book, self._answers
        kind = self._asked or (self._plan.layout if self._plan else None)
        if book is None or answers is None or kind is None:
            return

        def ask(offered: "tuple[tuple[SheetOffer, ...], Mapping[str, str]]") -> None:
            offers, fields = offered
            dialog = ColumnsDialog(self.desk.theme, self, offers, fields)
            dialog.accepted.connect(lambda: self._take_columns(kind, dialog))
            dialog.row_chosen.connect(lambda sheet, row: self._look_below(kind, dialog, sheet, row))
            dialog.open()

        self.desk.lane.read(
            lambda app: (app.lists.offers(book, kind, answers), app.lists.fields(kind)),
            ask,
            self.refused,
            self,
        )

    def _look_below(self, kind: str, dialog: ColumnsDialog, sheet: str, row: int) -> None:
        """Read the headings of a sheet anew in the row that somebody chose."""
        from ibo_desk.exchange.list_tables import looked_below

        book, answers = self._book, self._answers
        if book is not None and answers is not None:
            asked = looked_below(answers, sheet, row)
            self.desk.lane.read(
                lambda app: next(
                    offer for offer in app.lists.offers(book, kind, asked) if offer.sheet == sheet
                ),
                dialog.show_row,
                self.refused,
                self,
            )

    def _take_columns(self, kind: str, dialog: ColumnsDialog) -> None:
        if self._answers is not None:
            self._answers = replace(self._answers, columns={**self._answers.columns, **dialog.choices()})
        self.kind.blockSignals(True)  # the columns are of this kind
        self.kind.setCurrentIndex(list(_KINDS).index(kind))
        self.kind.blockSignals(False)
        self._look_again()

    def ask_names(self) -> None:
        """Ask whom the names mean that are no partner's."""
        plan = self._plan
        if plan is None or not plan.asks:
            return

        def ask(organisations: "list[OrganisationRow]") -> None:
            dialog = NamesDialog(self.desk.theme, self, plan.asks, organisations)
            dialog.accepted.connect(lambda: self._take_names(dialog))
            dialog.open()

        self.desk.lane.read(lambda app: app.organisations.listing(), ask, self.refused, self)

    def _take_names(self, dialog: NamesDialog) -> None:
        said, once = dialog.answers()
        if self._answers is not None and said:
            partners = {**self._answers.partners, **said}
            self._answers = replace(self._answers, partners=partners, once=self._answers.once | once)
            self._look_again()

    def correct(self) -> None:
        """Let the chosen row say something else."""
        row, plan, answers = self._current(), self._plan, self._answers
        if row is None or plan is None or answers is None or not row.cells:
            return

        def ask(fields: Mapping[str, str]) -> None:
            held = {name: text for name, text in fields.items() if name in plan.fields}
            dialog = CellsDialog(self.desk.theme, self, f"{row.sheet} {row.number}", row.cells, held)
            dialog.accepted.connect(lambda: self._take_cells(row, dialog))
            dialog.open()

        self.desk.lane.read(lambda app: app.lists.fields(plan.layout), ask, self.refused, self)

    def _take_cells(self, row: "RowPlan", dialog: CellsDialog) -> None:
        if self._answers is not None:
            said = {(row.sheet, row.number, name): text for name, text in dialog.changed().items()}
            self._answers = replace(self._answers, cells={**self._answers.cells, **said})
            self._look_again()

    def _ticked(self, line: QTreeWidgetItem, column: int) -> None:
        """A row whose tick goes is left out; one that gets it back is read."""
        row = line.data(0, _ROW)
        if self._showing or column != 0 or row is None or self._answers is None:
            return
        key = {(row.sheet, row.number)}
        is_read = line.checkState(0) is Qt.CheckState.Checked
        skipped = self._answers.skipped - key if is_read else self._answers.skipped | key
        self._answers = replace(self._answers, skipped=skipped)
        self._look_again()

    def _current(self) -> "RowPlan | None":
        line = self.rows.currentItem()
        while line is not None and line.data(0, _ROW) is None:
            line = line.parent()
        return line.data(0, _ROW) if line is not None else None

    def _offer(self) -> None:
        """Only what can be answered can be asked."""
        plan = self._plan
        asks = len(plan.asks) if plan else 0
        self.kind.setEnabled(self._book is not None)
        kind = plan.layout if plan else self._asked
        self.columns.setEnabled(self._book is not None and kind in KINDS)
        self.names.setEnabled(asks > 0)
        self.names.setText(_("Names… ({count})").format(count=asks) if asks else _("Names…"))
        self.row.setEnabled(self._current() is not None)

    def refused(self, error: UserError) -> None:
        self._plan = None
        super().refused(error)
        self._offer()

    def _show(self, plan: "Plan") -> None:
        self._plan = plan
        self._showing = True
        self.title.setText(plan.source)
        counts = Counter(_fate(row) for row in plan.rows)
        text = ", ".join(f"{counts[fate]} {_(word)}" for fate, word in _FATES.items() if counts[fate])
        self.summary.setText("\n".join([text, *plan.remarks]))
        self.rows.clear()
        self._replaced = []
        self.rows.addTopLevelItems(
            [self._item(row) for row in plan.rows if _fate(row) != "equal" or row.remarks]
        )
        if self._replaced:
            text = ngettext(
                "{count} cell would replace what was recorded: it stays, unless you tick it.",
                "{count} cells would replace what was recorded: they stay, unless you tick them.",
                len(self._replaced),
            )
            self.summary.setText("\n".join([self.summary.text(), text.format(count=len(self._replaced))]))
        self.rows.expandAll()
        self._showing = False
        self._offer()
        self.record.setEnabled(plan.changes and not self.desk.read_only)

    def apply(self) -> None:
        plan = self._plan
        if plan is not None:
            over = chosen(key for item, key in self._replaced if item.checkState(2) is Qt.CheckState.Checked)

            def job(app: "App") -> tuple[str, ...]:
                from ibo_desk.safekeeping import back_up

                back_up(app.place, app.clock, BackupKind.BEFORE_IMPORT)
                return app.lists.apply(plan, over)

            self.desk.lane.write(job, self._applied, self.refused, self)

    def _applied(self, refused: tuple[str, ...]) -> None:
        """Say what a rule refused before the window closes; the rest is read in."""
        if not refused:
            self.accept()
            return
        self._plan = None
        self.record.setEnabled(False)
        self.rows.clear()
        self.rows.addTopLevelItems([QTreeWidgetItem(["", _("not read"), refusal]) for refusal in refused])
        self.summary.setText(_("The rest was read in. These rows were refused:"))

    def _place(self, row: "RowPlan") -> str:
        """The number of a row, with its sheet where the list has several."""
        several = self._plan is not None and len({each.sheet for each in self._plan.rows}) > 1
        return f"{row.sheet} {row.number}" if several else str(row.number)

    def _item(self, row: "RowPlan") -> QTreeWidgetItem:
        """A row of the list; under it a line for each thing that it changes or that somebody has to look at."""
        item = QTreeWidgetItem([self._place(row), _(_FATES[_fate(row)])])
        item.setData(0, _ROW, row)
        if row.fate.value in {"read", "skipped"} and row.cells:
            ticked = row.fate.value == "read"
            item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
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
