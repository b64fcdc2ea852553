"""Find and replace in a list: the next cell that holds some words, and other words in all cells that hold them."""

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from ibo_desk.domain.names import fold
from ibo_desk.language import _, ngettext
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.table.cell_blocks import typed_cells
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.view import RowsTable
from ibo_desk.ui.widgets import button, hint


class FindReplace(QDialog):
    """Stays beside the list while one goes from cell to cell. What is replaced is one entry and one undo."""

    def __init__(self, desk: Desk, table: RowsTable[Any], model: RowsModel[Any]) -> None:
        super().__init__(table)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Find and replace"))
        self._table = table
        self._model = model
        chosen = table.blocks.chosen_cells()
        self._cells = chosen if len(chosen) > 1 else []
        self.words, self.by = QLineEdit(), QLineEdit()
        self.words.setAccessibleName(_("Find"))
        self.by.setAccessibleName(_("Replace by"))
        fields = QFormLayout()
        fields.addRow(_("Find"), self.words)
        fields.addRow(_("Replace by"), self.by)
        self.whole = QCheckBox(_("Only cells that hold nothing else"))
        self.only = QCheckBox(_("Only in the chosen cells"))
        self.only.setChecked(bool(self._cells))
        self.only.setVisible(bool(self._cells))
        self.count = hint("")
        self.next = button(desk.theme, _("Find next"), "arrow_down", self.go_next)
        self.all = button(desk.theme, _("Replace all"), "check", self.replace_all, primary=True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.count, 1)
        buttons.addWidget(self.next)
        buttons.addWidget(self.all)
        layout = QVBoxLayout(self)
        layout.addLayout(fields)
        layout.addWidget(self.whole)
        layout.addWidget(self.only)
        layout.addLayout(buttons)
        self.words.textChanged.connect(self._look)
        for box in (self.whole, self.only):
            box.toggled.connect(self._look)
        for changed in (model.modelReset, model.dataChanged):
            changed.connect(self._look)
        table.installEventFilter(self)
        self.resize(desk.theme.px(460), self.sizeHint().height())
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Goes with its list: nobody replaces in what another page hides."""
        if watched is self._table and event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.close()
        return super().eventFilter(watched, event)

    def _within(self) -> Sequence[QModelIndex]:
        """The cells that are looked through, in the order in which they are shown."""
        if self.only.isChecked() and self._cells:
            return [index for index in self._cells if index.isValid()]
        columns = self._table.blocks.visible_columns()
        return [self._model.index(row, at) for row in range(self._model.rowCount()) for at in columns]

    def _holds(self, text: str) -> bool:
        words, held = fold(f"|{self.words.text()}|").strip("|"), fold(text)  # "de " is no part of "beneden"
        return bool(words.strip()) and (held == words if self.whole.isChecked() else words in held)

    def matching_cells(self) -> list[QModelIndex]:
        """The cells that hold the words."""
        rows = ((index, self._model.row(index.row())) for index in self._within())
        return [
            index
            for index, row in rows
            if row is not None and self._holds(self._model.columns[index.column()].text(row))
        ]

    def _to_replace(self) -> list[tuple[QModelIndex, str]]:
        """The cells that can be typed in and hold the words, each with what it becomes."""
        pattern = re.compile(re.escape(self.words.text()), re.IGNORECASE)
        by = self.by.text()
        return [
            (index, pattern.sub(lambda _match: by, text))
            for index, text in typed_cells(self._model, self._within())
            if self._holds(text) and pattern.search(text)
        ]

    def _look(self) -> None:
        count = len(self.matching_cells())
        able = len(self._to_replace()) if self.words.text() else 0
        summary = ngettext("Found in {count} cell", "Found in {count} cells", count).format(count=count)
        if able != count:
            summary += " · " + _("{count} can be changed here").format(count=able)
        self.count.setText(summary if self.words.text() else "")
        self.next.setEnabled(bool(count))
        self.all.setEnabled(bool(able))

    def go_next(self) -> None:
        """The next cell that holds the words, from the current one on; after the last the first."""
        here, columns = self._table.currentIndex(), self._table.blocks.visible_columns()
        places = [(index.row(), columns.index(index.column())) for index in self.matching_cells()]
        at = (here.row(), columns.index(here.column()) if here.column() in columns else -1)
        if places:
            row, place = next((spot for spot in places if spot > at), places[0])
            self._table.setCurrentIndex(self._model.index(row, columns[place]))
            self._table.scrollTo(self._table.currentIndex())

    def replace_all(self) -> None:
        """Write the other words in all of them."""
        self._table.edits.replace(self._to_replace())
