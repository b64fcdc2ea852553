"""A table that works like a good spreadsheet: type to edit, sort, copy and paste blocks, Delete empties cells."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Generic
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QKeyCombination,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QDrag, QHideEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)

from ibo_desk.language import ngettext
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.table.cell_blocks import CellBlocks
from ibo_desk.ui.table.cell_edits import CellEdits
from ibo_desk.ui.table.columns import RowT
from ibo_desk.ui.table.delegate import CellDelegate, drag_label
from ibo_desk.ui.table.header import GridHeader
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.refusals import Refusal
from ibo_desk.ui.table.statistics import ChosenFigures
from ibo_desk.ui.table.steps import ENDS, below, end, next_editable
from ibo_desk.ui.table.widths import ColumnWidths

if TYPE_CHECKING:
    from ibo_desk.ui.table.not_written import NotWritten


class RowsTable(QTableView, Generic[RowT]):
    """The view of a ``RowsModel``; remembers the current record by id over reloads."""

    current_row = Signal(object)  # the frozen row, or None
    opened = Signal(object)  # Enter or double click where nothing is edited
    remove_asked = Signal(object)  # list of rows: Ctrl+Delete
    filter_asked = Signal(int)  # Alt+Down in a column
    replace_asked = Signal()  # Ctrl+F
    sorted = Signal()  # a person sorts by other columns

    def __init__(self, desk: Desk, model: RowsModel[RowT]) -> None:
        super().__init__()
        self._desk = desk
        self._rows = model
        self._to_select: UUID | None = None
        self._left: UUID | None = None  # the current record before the rows were others
        self._begun: UUID | None = None
        self._column = 0  # in which one was before the rows were read again
        self._announced: RowT | None = None
        self.cells = CellDelegate(desk, self)
        self.edits = CellEdits(desk, model, self, self.cells)
        self.edits.not_written.connect(self._show_not_written)
        self.edits.made.connect(lambda made: self.select(made[0]))
        self.not_written: NotWritten | None = None  # the cells of the last paste that did not fit
        self.blocks = CellBlocks(desk, self, model, self.edits)
        self.cells.filled.connect(self.blocks.fill_with)
        self._acts = self._keys()
        self.setModel(model)
        self.setItemDelegate(self.cells)
        self.headings = GridHeader(desk.theme, self)
        self.setHorizontalHeader(self.headings)
        for chooses in (self.headings.sectionPressed, self.headings.sectionEntered):
            chooses.disconnect()  # a heading sorts: it chooses no column, and the open record stays open
        self._dress()
        self.widths = ColumnWidths(self, model.columns, desk.theme)
        self._measure_soon = QTimer(self, singleShot=True, interval=200)
        self._measure_soon.timeout.connect(self._measure)
        model.modelReset.connect(self._measure)
        model.dataChanged.connect(self._measure_soon.start)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.dataChanged.connect(self._tell_again)
        self.selectionModel().currentChanged.connect(self._tell)
        self.figures = ChosenFigures(desk, self, model, self.blocks.chosen_cells)
        self.doubleClicked.connect(self._open)
        self.headings.filter_asked.connect(self.filter_asked)
        self.headings.sort_asked.connect(self.sort_by)
        model.today = desk.clock.today

    def _dress(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leaves the table; the arrow keys walk in it
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        rows = self.verticalHeader()
        rows.hide()
        modes = QHeaderView.ResizeMode
        wraps = any(column.wrap for column in self._rows.columns)
        rows.setSectionResizeMode(modes.ResizeToContents if wraps else modes.Fixed)
        rows.setDefaultSectionSize(self._desk.theme.row_height())
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(self._desk.theme.px(36))
        if wraps:
            header.sectionResized.connect(lambda *_args: self.resizeRowsToContents())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # its columns fit
        self.setMinimumSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widths.fit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and self._rows.holds_places:
            self._rows.sort_anew()

    def _measure(self) -> None:
        """Not under an editor: columns that move and fold away would take it with them."""
        if self.state() == QAbstractItemView.State.EditingState:
            self._measure_soon.start()
        else:
            self.widths.look_again(self._rows.all_rows())

    # the current record

    def current(self) -> RowT | None:
        index = self.currentIndex()
        return self._rows.row(index.row()) if index.isValid() else None

    def chosen(self) -> list[RowT]:
        """The rows of all selected cells, in the order in which they are shown."""
        numbers = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [row for row in map(self._rows.row, numbers) if row is not None]

    def select(self, record_id: UUID) -> bool:
        """Go to a record; False when it is not shown (yet): then it is selected when it comes."""
        number = self._rows.number_of(record_id)
        if number < 0:
            self._to_select = record_id
            return False
        here = self.currentIndex()
        column = here.column() if here.isValid() else self._column
        if self.isColumnHidden(column):
            column = self._first_column()
        self.setCurrentIndex(self._rows.index(number, column))
        self.scrollTo(self.currentIndex())
        self._to_select = None
        if record_id == self._begun:
            self._begun = None
            self._type_in(number)
        return True

    def begin(self, record_id: UUID) -> None:
        """Go to a record that was just made, as soon as it is there, and let it be typed in."""
        self._begun = record_id
        self.select(record_id)

    def _type_in(self, row: int) -> None:
        self.setFocus()
        cells = (self._rows.index(row, at) for at in self.blocks.visible_columns())
        first = next((cell for cell in cells if cell.flags() & Qt.ItemFlag.ItemIsEditable), None)
        if first is not None:
            self.setCurrentIndex(first)
            self.edit(first)

    def choose_some(self) -> None:
        """Go to the first row where none is current, and none that is to be made current is still to come."""
        if self.current() is None and self._to_select in {None, self._left}:
            self.select_first()

    def select_first(self) -> None:
        if rows := self._rows.rows():
            self.select(rows[0].id)

    def _first_column(self) -> int:
        header = self.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.count())]
        return next((at for at in order if not self.isColumnHidden(at)), 0)

    def _remember(self) -> None:
        current = self.current()
        if current is not None:
            self._column = self.currentIndex().column()
        if current is not None and self._to_select is None:
            self._to_select = self._left = current.id

    def _restore(self) -> None:
        self.clearSpans()
        for number in range(self._rows.rowCount() if self._rows.group_key else 0):
            if self._rows.group(number) is not None:
                self.setSpan(number, 0, 1, len(self._rows.columns))
        if self._to_select is None or not self.select(self._to_select):
            self._tell(QModelIndex(), QModelIndex())

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = self._rows.row(index.row()) if index.isValid() else None
        self.viewport().update()
        if row is not self._announced:
            self._announced = row
            self.current_row.emit(row)

    def _tell_again(self) -> None:
        """Same record, newer text."""
        self._tell(self.currentIndex(), QModelIndex())

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row(index.row())
        if row is not None and not self._rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(row)

    # order

    def sort_by(self, column: int, beside: bool = False) -> None:
        """Sort by a column: upwards, downwards, then no more; ``beside`` the columns one sorts by already."""
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        before = dict(self._rows.orders)
        here = before.get(column) if beside or len(before) == 1 else None
        after: Qt.SortOrder | None = {None: up, up: down, down: None}[here]
        others = {at: order for at, order in before.items() if at != column} if beside else {}
        if after is None:
            orders = others
        elif beside and column in before:
            orders = {at: after if at == column else order for at, order in before.items()}
        else:
            orders = {**others, column: after}
        self.show_order(list(orders.items()))
        self.sorted.emit()

    def show_order(self, orders: Sequence[tuple[int, Qt.SortOrder]]) -> None:
        """Sort by these columns."""
        self._rows.sort_by(orders)
        self.tell_headings()

    def tell_headings(self) -> None:
        """Show in the headings what one sorts and filters by."""
        filtered = {self._rows.column_number(key) for key in self._rows.filters}
        self.headings.tell(self._rows.orders, filtered)

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
        label = str(self._rows.data(self.currentIndex()) or "")
        if len(rows) > 1:
            label = ngettext("{count} row", "{count} rows", len(rows)).format(count=len(rows))
        drag.setPixmap(drag_label(theme, label))
        drag.setHotSpot(QPoint(-theme.px(10), -theme.px(6)))
        drag.exec(Qt.DropAction.CopyAction)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # the Enter that ends an editor must not open the next
            return
        act = self._act_of(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def event(self, event: QEvent) -> bool:
        """Keys that do something here are no shortcuts of what the table stands in: Ctrl+D in a meeting."""
        key = event if isinstance(event, QKeyEvent) else None
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and key is not None and self._act_of(key) is not None:
            event.accept()
            return True
        return super().event(event)

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keys = QKeySequence(QKeyCombination(held, Qt.Key(event.key())))
        return self._acts.get(keys.toString(QKeySequence.SequenceFormat.PortableText))

    def _keys(self) -> dict[str, Callable[[], object]]:
        """What a key does where no cell is being written."""
        blocks = self.blocks
        return {
            "Ctrl+C": blocks.copy,
            "Ctrl+Ins": blocks.copy,
            "Ctrl+Shift+C": lambda: blocks.copy(headings=True),
            "Ctrl+X": blocks.cut,
            "Ctrl+V": blocks.paste,
            "Shift+Ins": blocks.paste,
            "Ctrl+Shift+V": blocks.paste_rows,
            "Ctrl+D": blocks.fill_down,
            "Ctrl+'": blocks.fill_down,
            "Ctrl+R": blocks.fill_right,
            "Ctrl+F": self.replace_asked.emit,
            "Alt+Down": lambda: self.filter_asked.emit(self.currentIndex().column()),
            "Ctrl+Del": lambda: self.remove_asked.emit(self.chosen()),
            "Del": blocks.empty,
            "Return": self._enter,
            "Enter": self._enter,
            "Shift+Return": lambda: self._go_down(-1),
            "Shift+Enter": lambda: self._go_down(-1),
            "Alt+Return": lambda: self._open(self.currentIndex()),
            "Shift+Space": lambda: self.selectRow(self.currentIndex().row()),
            **{key: partial(self._go_to_end, to) for key, to in ENDS.items()},
            "Ctrl+Space": lambda: self.selectColumn(self.currentIndex().column()),
        }

    def keyboardSearch(self, text: str) -> None:
        """Letters typed in a locked cell: where other cells are typed in, they never jump to another row."""
        index = self.currentIndex()
        row = self._rows.row(index.row()) if index.isValid() else None
        if not self._rows.is_typed_in():
            super().keyboardSearch(text)
        elif row is not None and (why := self._rows.why_locked(row, self._rows.columns[index.column()])):
            self._desk.notice.emit(why)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A letter that is made of several keys (ë) opens the cell as others do, and is not lost."""
        text, index = event.commitString(), self.currentIndex()
        if text and self.state() != QAbstractItemView.State.EditingState and index.isValid():
            self.edit(index)
            if self.state() == QAbstractItemView.State.EditingState:
                editor = QApplication.focusWidget()
                if isinstance(editor, QLineEdit):
                    editor.insert(text)
                return
        super().inputMethodEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes to the cell below; Tab to the next one that can be typed in, over the ends of lines."""
        hints = QAbstractItemDelegate.EndEditHint
        step = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}.get(hint, 0)
        super().closeEditor(editor, hints.NoHint if step else hint)
        if down := self.cells.take_step():
            self._go_down(down)
        elif step:
            columns = self.blocks.visible_columns()
            index = next_editable(self._rows, columns, self.currentIndex(), step)
            if index is not None:
                self.setCurrentIndex(index)
                self.edit(index)

    def _enter(self) -> None:
        """The cell below, where this one can be typed in; else the record opens."""
        index = self.currentIndex()
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._go_down(1)
        elif index.isValid():
            self._open(index)

    def _go_down(self, step: int) -> None:
        self._go_to(below(self._rows, self.currentIndex(), step))

    def _go_to_end(self, to: tuple[int | None, int | None]) -> None:
        self._go_to(end(self._rows, self.blocks.visible_columns(), self.currentIndex(), to))

    def _go_to(self, index: QModelIndex | None) -> None:
        """What one goes to is what is chosen: Delete after Ctrl+End means that cell, as in a spreadsheet."""
        if index is not None:
            choose = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, choose)  # the view's own asks which keys are held

    # what was not written

    def _show_not_written(self, refusals: list[Refusal], asked: int, visit: UUID) -> None:
        from ibo_desk.ui.table.not_written import NotWritten

        self.not_written = NotWritten(self._desk.theme, self, self.edits, refusals, asked, visit)
        self.not_written.open()

    def clear_choice(self) -> None:
        self.selectionModel().clear()
        self.selectionModel().setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.Clear)
