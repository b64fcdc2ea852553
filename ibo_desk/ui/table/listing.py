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
_AIR = 10  # pixels of the 100 % design that the theme keeps free beside words
_TICK = 12  # pixels of the 100 % design by which the theme's tick with its air is wider than Qt's own
_BETWEEN = 2  # pixels around a widget in a cell, and what stands next to it


class _WholeCell(QStyledItemDelegate):
    """Words that do not fit go on below; a widget in a cell fills it, though words keep air around them."""

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: QRect = option.rect
        editor.setGeometry(cell.adjusted(0, _BETWEEN, -_BETWEEN, -_BETWEEN))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        rows = self.parent()
        assert isinstance(rows, Listing)
        held = rows.indexWidget(index)
        option.rect = QRect(
            0, 0, rows.room_of_words(index), 1
        )  # Qt asks with an empty one, and then breaks nothing
        hint = super().sizeHint(option, index)
        return hint if held is None else hint.expandedTo(held.sizeHint() + QSize(0, 2 * _BETWEEN))

    def unbroken(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> int:
        """How wide the words are on one line."""
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText
        return super().sizeHint(option, index).width()


class Listing(QTreeWidget):
    """Rows under ``heads``: what does not fit its column goes on below, so that no words end in dots.

    ``hold`` puts a widget in a cell.
    """

    def __init__(self, theme: Theme, name: str, heads: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self._dragged: dict[int, int] = {}
        self._needs: list[int] = []
        self._words: list[int] = []
        self._own = False  # the widths change because of us
        self.setObjectName("card")
        self.setAccessibleName(name)
        self.setHeaderLabels(list(heads))
        self.setRootIsDecorated(False)
        self._cells = _WholeCell(self)
        self.setItemDelegate(self._cells)
        self.setWordWrap(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
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
        self._words = [
            max((self._need(line, at) for line in lines), default=0) for at in range(self.columnCount())
        ]
        self._needs = [max(words, self.header().sectionSizeHint(at)) for at, words in enumerate(self._words)]
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

    def room_of_words(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """The pixels of a cell that its words may take."""
        return self.columnWidth(index.column()) - self._beside(self.itemFromIndex(index), index.column())

    def _need(self, line: QTreeWidgetItem, at: int) -> int:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        words = self._cells.unbroken(option, self.indexFromItem(line, at)) + self._beside(line, at)
        held = self.itemWidget(line, at)
        return max(words, held.sizeHint().width()) if held is not None else words

    def _beside(self, line: QTreeWidgetItem, at: int) -> int:
        """What is not for the words; Qt tells air and tick narrower than the theme draws them."""
        ticked = line.data(at, Qt.ItemDataRole.CheckStateRole) is not None
        inside = self.indentation() if at == 0 and line.parent() is not None else 0
        return inside + self._theme.px(_AIR + _TICK if ticked else _AIR)

    def fit(self) -> None:
        """Give each column its width: none is cut while another has room; the widest takes what is left."""
        room, needs = self.viewport().width(), self._needs
        if not needs:
            return
        floor, main = self._theme.px(_FLOOR), needs.index(max(needs))
        wishes = [
            Wish(need, floor, at, main=at == main, stays=True, fixed=self._dragged.get(at, 0), words=words)
            for at, (need, words) in enumerate(zip(needs, self._words, strict=True))
        ]
        before = [self.columnWidth(at) for at in range(len(needs))]
        given = fitted(wishes, room, self._theme.px(_LEAST))
        if given != before:
            self._own = True
            for at, width in enumerate(given):
                self.setColumnWidth(at, width)
            self._own = False
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
