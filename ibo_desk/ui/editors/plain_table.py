"""Small tables of plain text in the look of all others: typed into freely, and told what goes where it is empty."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ibo_desk.ui.desk import Desk
from ibo_desk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Head:
    """The title of a column, what an empty cell in it says, whether it holds numbers, which words it offers.

    ``example``: what it says is an example, and helps only where the whole row is empty. ``width`` 0 shares the room.
    """

    title: str
    hint: str = ""
    number: bool = False
    words: tuple[str, ...] = ()
    example: bool = False
    width: int = 0


class Cell(QStyledItemDelegate):
    """Draws a cell as the other tables do; an empty one says in the quiet colour what goes there."""

    def __init__(self, table: QTableWidget, theme: Theme, head: Head) -> None:
        super().__init__(table)
        self._table = table
        self._theme = theme
        self._head = head

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, area = self._theme, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        text = str(index.data() or "")
        font = index.data(Qt.ItemDataRole.FontRole)
        painter.save()
        if selected:
            painter.fillRect(area, theme.colour("selected"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if font is not None:
            painter.setFont(font)
        painter.setPen(theme.colour(("on_selected" if selected else "text") if text else "muted"))
        inner = area.adjusted(theme.px(8), 0, -theme.px(8), -1)
        shown = painter.fontMetrics().elidedText(
            text or self._hint(index), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, _side(self._head), shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        table = self._table
        if isinstance(table, Typed) and isinstance(editor, QLineEdit):
            editor.setProperty("writer", "typed table")  # part of the draft of its table
            place = (index.row(), index.column())
            editor.textEdited.connect(lambda text: table.type_in_cell(place, text))
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if isinstance(self._table, Typed):
            self._table.leave_cell()
        super().destroyEditor(editor, index)

    def _hint(self, index: Index) -> str:
        beside = (index.sibling(index.row(), at).data() for at in range(index.model().columnCount()))
        return "" if self._head.example and any(beside) else self._head.hint


class Choice(Cell):
    """Offers the words that a column may hold; typing its first letters finds one."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        combo = QComboBox(parent)
        combo.addItems(self._head.words)
        combo.activated.connect(lambda _at: self.commitData.emit(combo))
        return combo

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentText(str(index.data() or self._head.words[0]))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentText())


class PlainTable(QTableWidget):
    """Rows of text under these heads; numbers stand right."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._theme = desk.theme
        self.setAccessibleName(name)
        self.setObjectName("rows")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)  # Tab leaves it
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(desk.theme.row_height())
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_heads(self, heads: Sequence[Head]) -> None:
        self.setColumnCount(len(heads))
        for at, head in enumerate(heads):
            item = QTableWidgetItem(head.title)
            item.setTextAlignment(_side(head))
            item.setToolTip(head.hint)
            self.setHorizontalHeaderItem(at, item)
            if head.width:
                self.horizontalHeader().setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(at, self._theme.px(head.width))
            kind = Choice if head.words else Cell
            self.setItemDelegateForColumn(at, kind(self, self._theme, head))


class Typed(PlainTable):
    """Cells of text to type in; a row more than is filled. ``typed`` with each letter."""

    typed = Signal()

    def __init__(self, desk: Desk, name: str, heads: Sequence[Head]) -> None:
        super().__init__(desk, name)
        self.show_heads(heads)
        if desk.read_only:
            self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._open_cell: tuple[tuple[int, int], str] | None = None
        self.cellChanged.connect(self._grow)
        self.cellChanged.connect(lambda _row, _column: self.typed.emit())

    def type_in_cell(self, place: tuple[int, int], text: str) -> None:
        """What stands in the cell that is open."""
        self._open_cell = (place, text)
        self.typed.emit()

    def leave_cell(self) -> None:
        """No cell is open any more."""
        self._open_cell = None
        self.typed.emit()

    def rows_now(self) -> list[list[str]]:
        """The rows, with what is being typed in the open cell."""
        rows = [
            [self._text(at, column) for column in range(self.columnCount())] for at in range(self.rowCount())
        ]
        if self._open_cell is not None:
            (row, column), text = self._open_cell
            if row < len(rows):
                rows[row][column] = text
        return [row for row in rows if any(row)]

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        self.blockSignals(True)
        self.setRowCount(len(rows) + 1)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(at, column, QTableWidgetItem(text))
        self.blockSignals(False)
        self.typed.emit()

    def rows(self) -> list[list[str]]:
        """What was typed; empty rows are left out."""
        rows = [
            [self._text(at, column) for column in range(self.columnCount())] for at in range(self.rowCount())
        ]
        return [row for row in rows if any(row)]

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text().strip() if item is not None else ""

    def _grow(self, row: int, _column: int) -> None:
        if row == self.rowCount() - 1:
            self.insertRow(row + 1)


def _side(head: Head) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if head.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
