"""What can be done with chosen cells and rows: the menu of a cell, and removing rows after a question."""

from collections.abc import Callable, Sequence
from typing import Generic

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton
from shiboken6 import isValid

from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.exporting import ask_export, exported_kinds
from ibo_desk.ui.table.columns import RowT, naming_first
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.printing import ask_print, shown_list
from ibo_desk.ui.table.removal import RemovalQuestion, ask_removal
from ibo_desk.ui.table.replacing import FindReplace
from ibo_desk.ui.table.view import RowsTable
from ibo_desk.ui.widgets import button

Remove = Callable[[Sequence[RowT]], None]


class RowCommands(QObject, Generic[RowT]):
    """The menu of a table; with ``remove`` rows are removed by menu, Ctrl+Delete and ``button()``.

    ``question`` is the one that was asked last.
    """

    def __init__(self, desk: Desk, table: RowsTable[RowT], remove: Remove[RowT] | None = None) -> None:
        super().__init__(table)
        self._desk = desk
        self._table = table
        model = table.model()
        assert isinstance(model, RowsModel)
        self._model = model
        self._remove = remove
        self.question: RemovalQuestion | None = None
        table.remove_asked.connect(self.ask)
        table.replace_asked.connect(self.find)
        self.finding: FindReplace | None = None
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._popup)

    def let_remove(self, remove: Remove[RowT]) -> None:
        """Rows of this table can be removed, by this."""
        self._remove = remove

    def button(self, text: str = "") -> QPushButton:
        """A button that removes the chosen rows; without a text of its own a small one."""
        made = button(self._desk.theme, text, "trash", lambda: self.ask(self._meant()), flat=True)
        made.setAccessibleName(text or _("Remove row…"))
        made.setToolTip(_("Remove the chosen rows, after a question (Ctrl+Delete)"))

        def tell(*_args: object) -> None:
            made.setEnabled(not self._model.read_only and self._table.current() is not None)

        tell()
        self._table.current_row.connect(tell)
        self._model.modelReset.connect(tell)
        return made

    def ask(self, rows: Sequence[RowT]) -> None:
        """Ask whether these rows may go; where they may not, say why."""
        remove = self._remove
        if not rows:
            return
        if remove is None:
            self._desk.notice.emit(_("Rows of this list are not removed here."))
        elif self._model.read_only:
            self._desk.notice.emit(_("What stands here is locked and can only be read."))
        else:
            gone = list(rows)
            names = [self._table.edits.name_of(row) for row in gone]
            self.question = ask_removal(self._table, names, lambda: remove(gone))

    def print(self) -> QFileDialog:
        """The list that is looked at as a workbook or a paper, by the house template."""
        columns = naming_first(self._model.columns)
        name = self._table.accessibleName() or _(columns[0].title)
        shown = shown_list(self._model, name, self._table.blocks.visible_columns())
        return ask_print(self._desk, self._table, shown)

    def find(self) -> None:
        """Open find and replace beside the list."""
        if self.finding is None or not isValid(self.finding):
            self.finding = FindReplace(self._desk, self._table, self._model)
        self.finding.show()
        self.finding.activateWindow()

    def menu(self) -> QMenu:
        """What can be done with the chosen cells and their rows."""
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        may_write = not self._model.read_only
        blocks = self._table.blocks
        menu.addAction(_("Copy") + "\tCtrl+C", blocks.copy)
        menu.addAction(_("Copy with headings") + "\tCtrl+Shift+C", lambda: blocks.copy(headings=True))
        if self._model.is_typed_in():
            for words, keys, act in (
                (_("Cut"), "Ctrl+X", blocks.cut),
                (_("Paste"), "Ctrl+V", blocks.paste),
                (_("Paste as new rows"), "Ctrl+Shift+V", blocks.paste_rows),
                (_("Empty cells"), "Delete", blocks.empty),
                (_("Fill down"), "Ctrl+D", blocks.fill_down),
                (_("Fill to the right"), "Ctrl+R", blocks.fill_right),
                (_("Find and replace…"), "Ctrl+F", self._table.replace_asked.emit),
            ):
                menu.addAction(f"{words}\t{keys}", act).setEnabled(may_write)
        if self._remove is not None:
            menu.addSeparator()
            words = _("Remove row…") + "\tCtrl+Delete"
            menu.addAction(words, lambda: self.ask(self._meant())).setEnabled(may_write)
        self._offer_export(menu)
        return menu

    def _offer_export(self, menu: QMenu) -> None:
        """The list as it is looked at, and its records to be changed in Excel where they can be read back."""
        tables = {
            column.edit.kind for column in self._model.columns if column.edit and not column.edit.record
        }
        kinds = exported_kinds(tables)
        menu.addSeparator()
        menu.addAction(_("This list as a file…"), self.print)
        if kinds:
            menu.addAction(_("Export to Excel…"), lambda: ask_export(self._desk, self._table, kinds))

    def _meant(self) -> list[RowT]:
        """The rows of the chosen cells; the current one where none is chosen."""
        current = self._table.current()
        return self._table.chosen() or ([current] if current is not None else [])

    def _popup(self, point: QPoint) -> None:
        if self._table.currentIndex().isValid():
            self.menu().popup(self._table.viewport().mapToGlobal(point))
