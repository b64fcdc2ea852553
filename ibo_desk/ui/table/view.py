"""A table that works like a good spreadsheet: type to edit, Tab, sort, copy and paste blocks."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ibo_desk.domain.errors import UserError
from ibo_desk.language import ngettext
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drafts.cell_writer import NothingTyped
from ibo_desk.ui.table.columns import Column, Row
from ibo_desk.ui.table.delegate import CellDelegate, drag_label
from ibo_desk.ui.table.model import RowsModel

if TYPE_CHECKING:
    from ibo_desk.app import App

Written = tuple[Row, Column, object]


class RowsTable(QTableView):
    """The view of a ``RowsModel``; remembers the current record by id over reloads."""

    current_row = Signal(object)  # the frozen row, or None
    opened = Signal(object)  # Enter or double click where nothing is edited
    delete_asked = Signal(object)  # list of rows
    filter_asked = Signal(int)  # Alt+Down in a column
    refused = Signal(int, int)  # cells of a paste that were not taken, of how many

    def __init__(self, desk: Desk, model: RowsModel) -> None:
        super().__init__()
        self._desk = desk
        self._rows = model
        self._wanted: UUID | None = None
        self._told: Row | None = None
        self._gathering: list[Written] | None = None  # cells of a block that is being pasted
        self.setModel(model)
        self.cells = CellDelegate(desk, self)
        self.setItemDelegate(self.cells)
        self._dress()
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.dataChanged.connect(self._tell_again)
        model.edited.connect(self._write)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(self._open)

    def _dress(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSortingEnabled(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        rows = self.verticalHeader()
        rows.hide()
        modes = QHeaderView.ResizeMode
        wraps = any(column.wrap for column in self._rows.columns)
        rows.setSectionResizeMode(modes.ResizeToContents if wraps else modes.Fixed)
        rows.setDefaultSectionSize(self._desk.theme.px(32))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(self._desk.theme.px(36))
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        if wraps:
            header.sectionResized.connect(lambda *_args: self.resizeRowsToContents())
        for number, column in enumerate(self._rows.columns):
            self.setColumnWidth(number, self._desk.theme.px(column.width))
            self.setColumnHidden(number, column.hidden)
            if column.stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column that takes the room that is left never gets less than its own width."""
        super().resizeEvent(event)
        header, theme = self.horizontalHeader(), self._desk.theme
        for number, column in enumerate(self._rows.columns):
            if not column.stretch or self.isColumnHidden(number):
                continue
            rest = sum(self.columnWidth(at) for at in self._visible_columns() if at != number)
            fits = self.viewport().width() - rest >= theme.px(column.width)
            modes = QHeaderView.ResizeMode
            header.setSectionResizeMode(number, modes.Stretch if fits else modes.Interactive)
            if not fits:
                self.setColumnWidth(number, theme.px(column.width))

    # the current record

    def current(self) -> Row | None:
        index = self.currentIndex()
        return self._rows.row(index.row()) if index.isValid() else None

    def chosen(self) -> list[Row]:
        """The rows of all selected cells, in the order in which they are shown."""
        numbers = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [row for row in map(self._rows.row, numbers) if row is not None]

    def select(self, record_id: UUID) -> bool:
        """Go to a record; False when it is not shown (yet): then it is selected when it comes."""
        number = self._rows.number_of(record_id)
        if number < 0:
            self._wanted = record_id
            return False
        column = max(0, self.currentIndex().column())
        if self.isColumnHidden(column):
            column = self._first_column()
        self.setCurrentIndex(self._rows.index(number, column))
        self.scrollTo(self.currentIndex())
        self._wanted = None
        return True

    def select_first(self) -> None:
        if rows := self._rows.rows():
            self.select(rows[0].id)

    def _first_column(self) -> int:
        header = self.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.count())]
        return next((at for at in order if not self.isColumnHidden(at)), 0)

    def _remember(self) -> None:
        current = self.current()
        if current is not None and self._wanted is None:
            self._wanted = current.id

    def _restore(self) -> None:
        self.clearSpans()
        for number in range(self._rows.rowCount() if self._rows.group_key else 0):
            if self._rows.group(number) is not None:
                self.setSpan(number, 0, 1, len(self._rows.columns))
        if self._wanted is None or not self.select(self._wanted):
            self._tell(QModelIndex(), QModelIndex())

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = self._rows.row(index.row()) if index.isValid() else None
        self.viewport().update()
        if row is not self._told:
            self._told = row
            self.current_row.emit(row)

    def _tell_again(self) -> None:
        """Same record, newer text."""
        self._tell(self.currentIndex(), QModelIndex())

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row(index.row())
        if row is not None and not self._rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(row)

    # dragging

    def drag_rows(self, mime_type: str) -> None:
        """Let the chosen rows be dragged to another part of the page, by the cell that is their handle."""
        self._rows.drag_type = mime_type
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        rows = self.chosen()
        if not rows:
            return
        drag = QDrag(self)
        drag.setMimeData(self._rows.mimeData(self.selectionModel().selectedIndexes()))
        theme = self._desk.theme
        told = str(self._rows.data(self.currentIndex()) or "")
        if len(rows) > 1:
            told = ngettext("{count} row", "{count} rows", len(rows)).format(count=len(rows))
        drag.setPixmap(drag_label(theme, told))
        drag.setHotSpot(QPoint(-theme.px(10), -theme.px(6)))
        drag.exec(Qt.DropAction.CopyAction)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # the Enter that ends an editor must not open the next
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.filter_asked.emit(self.currentIndex().column())
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit(self.chosen())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        index = self.currentIndex()
        if self._rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            self._open(index)

    # blocks

    def _visible_columns(self) -> list[int]:
        header = self.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.count())]
        return [at for at in order if not self.isColumnHidden(at)]

    def copy(self) -> None:
        """The selected block as lines with tabs, as Excel takes it."""
        cells = {(index.row(), index.column()) for index in self.selectionModel().selectedIndexes()}
        rows = sorted({row for row, _column in cells})
        columns = [at for at in self._visible_columns() if any(column == at for _row, column in cells)]
        lines = [
            "\t".join(self._cell_text(row, at) if (row, at) in cells else "" for at in columns)
            for row in rows
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _cell_text(self, row: int, column: int) -> str:
        text = str(self._rows.data(self._rows.index(row, column)) or "")
        return '"' + text.replace('"', '""') + '"' if "\n" in text or "\t" in text else text

    def paste(self) -> None:
        """A block from Excel, from the current cell on, written in one go; what cannot be is counted and told."""
        block = read_block(QGuiApplication.clipboard().text())
        start = self.currentIndex()
        if not block or not start.isValid():
            return
        columns = self._visible_columns()
        first = columns.index(start.column())
        taken: list[Written] = []
        failed = asked = 0
        self._gathering = taken
        for down, line in enumerate(block):
            for across, text in enumerate(line):
                asked += 1
                row, at = start.row() + down, first + across
                inside = row < self._rows.rowCount() and at < len(columns)
                if not inside or not self._put(self._rows.index(row, columns[at]), text):
                    failed += 1
        self._gathering = None
        if failed:
            self.refused.emit(failed, asked)
        if taken:
            self._write_all(taken)

    def _put(self, index: QModelIndex, text: str) -> bool:
        if str(self._rows.data(index) or "") == text:
            return True
        if not self._rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        try:
            value = self.cells.parsed(index, text)
        except UserError:
            return False
        return self._rows.setData(index, value)

    # writing

    def _write(self, row: Row, column: Column, value: object) -> None:
        if self._gathering is not None:
            self._gathering.append((row, column, value))
        else:
            self._write_all([(row, column, value)])

    def _write_all(self, cells: list[Written]) -> None:
        """Write cell by cell on the store thread; the first that is refused is told, the others stand."""

        sent = self.cells.take_sent() or NothingTyped()

        def job(app: "App") -> list[tuple[Written, UserError]]:
            wrong = _write_cells(app, cells)
            if not wrong:
                sent.recorded()
            return wrong

        def done(wrong: list[tuple[Written, UserError]]) -> None:
            for (row, column, _value), _error in wrong:
                self._rows.forget_written(row, column)
            if wrong:
                self._desk.show_error(wrong[0][1])
                sent.refused()
            if len(wrong) > 1:
                self.refused.emit(len(wrong), len(cells))

        self._desk.lane.write(job, done, owner=self, quiet=True)

    def menu_position(self, column: int) -> QPoint:
        """Where the menu of a column opens: under its header."""
        header = self.horizontalHeader()
        return header.mapToGlobal(QPoint(header.sectionViewportPosition(column), header.height()))

    def clear_choice(self) -> None:
        self.selectionModel().clear()
        self.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.Clear)


def _write_cells(app: "App", cells: list[Written]) -> list[tuple[Written, UserError]]:
    """Write cell by cell, on the store thread; gives those that were refused."""
    wrong = []
    for cell in cells:
        row, column, value = cell
        try:
            column.write(app, row, value)
        except UserError as error:
            wrong.append((cell, error))
    return wrong


def read_block(text: str) -> list[list[str]]:
    """Lines and cells of a block as Excel and LibreOffice put it on the clipboard, quoted cells included."""
    import csv
    import io

    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), dialect="excel-tab")
    block = [list(line) for line in reader]
    while block and not any(block[-1]):
        block.pop()
    return block
