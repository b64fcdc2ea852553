"""The list of a dialog: columns that fit their words and the room there is, and follow what a person dragged."""

from collections.abc import Iterator, Sequence
from itertools import islice

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from ibo_desk.ui.table.fitting import Wish, fitted
from ibo_desk.ui.theme import Theme

_LOOKED_AT = 150  # rows: more say little about how wide a column must be, and take time
_FLOOR = 90  # pixels of the 100 % design that a column keeps where not all have what they need
_LEAST = 24
_TALL = 10_000  # pixels: as high as words want
_BETWEEN = 2  # pixels around a widget in a cell, and what stands next to it


class _WholeCell(QStyledItemDelegate):
    """A widget in a cell fills it, though the words of other cells keep air around them."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: QRect = option.rect
        editor.setGeometry(cell.adjusted(0, _BETWEEN, -_BETWEEN, -_BETWEEN))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        rows = self.parent()
        assert isinstance(rows, Listing)
        held = rows.indexWidget(index)
        hint = super().sizeHint(option, index)
        if rows.wordWrap():  # under a style sheet Qt gives the height of one line
            hint.setHeight(hint.height() + rows.height_beyond_a_line(index))
        return hint if held is None else hint.expandedTo(held.sizeHint() + QSize(0, 2 * _BETWEEN))


class Listing(QTreeWidget):
    """Rows under ``heads``; ``wrap`` breaks long words over lines instead of ending them in dots.

    ``hold`` puts a widget in a cell.
    """

    def __init__(self, theme: Theme, name: str, heads: Sequence[str], *, wrap: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._dragged: dict[int, int] = {}
        self._needs: list[int] = []
        self._own = False  # the widths change because of us
        self.setObjectName("card")
        self.setAccessibleName(name)
        self.setHeaderLabels(list(heads))
        self.setRootIsDecorated(False)
        self.setItemDelegate(_WholeCell(self))
        self.setWordWrap(wrap)
        header = self.header()
        header.setStretchLastSection(False)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.look_again)
        rows = self.model()
        for changed in (rows.rowsInserted, rows.rowsRemoved, rows.modelReset, rows.dataChanged):
            changed.connect(self._soon.start)
        header.sectionResized.connect(self._resized)
        self._soon.start()

    def look_again(self) -> None:
        """The rows are others: what their words need is measured anew, also of those that are scrolled away."""
        lines = list(islice(self._lines(), _LOOKED_AT))
        self._needs = [
            max([self.header().sectionSizeHint(at), *(self._need(line, at) for line in lines)])
            for at in range(self.columnCount())
        ]
        self.fit()

    def hold(self, line: QTreeWidgetItem, at: int, widget: QWidget) -> None:
        """Put a widget in a cell; the line is as high as it needs."""
        self.setItemWidget(line, at, widget)
        self.scheduleDelayedItemsLayout()

    def _lines(self) -> Iterator[QTreeWidgetItem]:
        each = QTreeWidgetItemIterator(self)
        while (line := each.value()) is not None:
            yield line
            each += 1

    def _need(self, line: QTreeWidgetItem, at: int) -> int:
        held = self.itemWidget(line, at)
        beside = self.indentation() if at == 0 and line.parent() is not None else 0
        words = self.sizeHintForIndex(self.indexFromItem(line, at)).width() + beside
        if self.wordWrap():  # what Qt told is the width of words that were broken
            words = max(words, self._unbroken(line, at) + beside)
        return max(words, held.sizeHint().width()) if held is not None else words

    def height_beyond_a_line(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """How much higher than one line the words of a cell are in the width of their column."""
        indent = self.indentation() if index.column() == 0 and index.parent().isValid() else 0
        ticked = self._theme.px(24) if index.data(Qt.ItemDataRole.CheckStateRole) is not None else 0
        width = self.columnWidth(index.column()) - indent - ticked - self._theme.px(16)
        room, words = QRect(0, 0, max(width, 1), _TALL), str(index.data() or "")
        metrics = self.fontMetrics()
        broken = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
        first = metrics.boundingRect(room, Qt.TextFlag.TextSingleLine, words).height()
        return max(0, broken - max(first, metrics.height()) * (words.count("\n") + 1))

    def _unbroken(self, line: QTreeWidgetItem, at: int) -> int:
        ticked = self._theme.px(24) if line.data(at, Qt.ItemDataRole.CheckStateRole) is not None else 0
        words = max(line.text(at).split("\n"), key=len, default="")
        return self.fontMetrics().horizontalAdvance(words) + ticked + self._theme.px(16)

    def fit(self) -> None:
        """Give each column its width: none is cut while another has room; the widest takes what is left."""
        room, needs = self.viewport().width(), self._needs
        if not needs:
            return
        floor, main = self._theme.px(_FLOOR), needs.index(max(needs))
        wishes = [
            Wish(need, floor, at, main=at == main, stays=True, fixed=self._dragged.get(at, 0))
            for at, need in enumerate(needs)
        ]
        before = [self.columnWidth(at) for at in range(len(needs))]
        given = fitted(wishes, room, self._theme.px(_LEAST))
        if given != before:
            self._own = True
            for at, width in enumerate(given):
                self.setColumnWidth(at, width)
            self._own = False
            if self.wordWrap():
                self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and self._needs:
            self._soon.start()

    def _resized(self, at: int, _before: int, width: int) -> None:
        """A person drags a column: that one keeps its width."""
        if not self._own:
            self._dragged[at] = width
            self._soon.start(200)  # the others follow when it stands, or the edge would run from the pointer
