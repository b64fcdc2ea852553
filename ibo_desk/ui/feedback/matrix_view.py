"""The matrix on screen: items stay in sight at the left, colleges at the top; cells are word, icon and colour."""

from uuid import UUID

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ibo_desk.language import N_, _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.feedback.matrix_model import DETAIL, LONG, OVERTAKEN, MatrixModel
from ibo_desk.ui.layout.low import is_low
from ibo_desk.ui.table.model import TONE

Index = QModelIndex | QPersistentModelIndex
Key = tuple[UUID, UUID]


# lengths in pixels of the 100 % design: a column with words or with an icon, least and most for the titles of items
_WORDS, _ICONS = 66, 28
_TITLES, _TITLES_NARROW = (165, 400), (150, 300)
EMPTY = N_(
    "No items here. An item stands here once colleges are told of it or asked something. Choose another period "
    "or body, or more under “Shown”; a new region begins with a meeting and its agenda."
)
_HIGHEST = 118  # of the names of colleges that stand upright


class ItemHeader(QHeaderView):
    """The items: title above, type and meeting below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._theme = desk.theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(desk.theme.px(42))
        self.setFixedWidth(desk.theme.px(252))
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(theme.px(10), theme.px(4), -theme.px(8), -theme.px(4))
        half = inner.height() // 2
        for role, colour, top in ((Qt.ItemDataRole.DisplayRole, "text", 0), (DETAIL, "muted", half)):
            text = self.model().headerData(logical, Qt.Orientation.Vertical, role) or ""
            area = QRect(inner.left(), inner.top() + top, inner.width(), half)
            painter.setPen(theme.colour(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()


class CollegeHeader(QHeaderView):
    """The colleges: a long name breaks after its hyphen, or ends in dots; over narrow columns it stands upright."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = desk.theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._upright = False
        self.set_upright(False)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._theme.px(11))
        font.setBold(True)
        return font

    def set_upright(self, upright: bool) -> None:
        """Let the names stand upright, so that the columns can be narrow."""
        self._upright = upright
        height = self._theme.px(38)
        model = self.model()
        if upright and model is not None:
            metrics = QFontMetrics(self._font())
            names = (str(model.headerData(at, Qt.Orientation.Horizontal) or "") for at in range(self.count()))
            longest = max((metrics.horizontalAdvance(name) for name in names), default=0)
            height = min(longest + self._theme.px(12), self._theme.px(_HIGHEST))
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        theme = self._theme
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        painter.setPen(QPen(theme.colour("line_strong"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(self._font())
        painter.setPen(theme.colour("muted"))
        name = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        metrics, room = painter.fontMetrics(), rect.width() - theme.px(2)
        if self._upright:
            self._paint_upright(painter, rect, name)
            painter.restore()
            return
        parts = [name] if metrics.horizontalAdvance(name) <= room else name.replace("-", "-\n").split("\n")
        text = "\n".join(metrics.elidedText(part, Qt.TextElideMode.ElideRight, room) for part in parts)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.restore()

    def _paint_upright(self, painter: QPainter, rect: QRect, name: str) -> None:
        room = rect.height() - self._theme.px(10)
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.translate(rect.left(), rect.bottom() - self._theme.px(6))
        painter.rotate(-90)
        area = QRect(0, 0, room, rect.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)


class CellPainter(QStyledItemDelegate):
    """Fills a cell with its state."""

    def __init__(self, desk: Desk, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = desk.theme
        self._view = parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, area = self._theme, option.rect
        painter.save()
        tone = index.data(TONE)
        inner = area.adjusted(1, 1, -2, -2)
        if tone is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(tone.name))
            painter.drawRoundedRect(QRectF(inner), 3, 3)
            self._word(painter, inner, index)
            if str(index.data()).endswith(OVERTAKEN):
                self._sign(painter, inner)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        if self._view.hasFocus() and self._view.currentIndex() == index:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 3))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _sign(self, painter: QPainter, inner: QRect) -> None:
        """In the corner, where it is seen however narrow the cell is and whichever word stands in it."""
        font = painter.font()
        font.setPixelSize(self._theme.px(11))
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner.adjusted(0, 1, -2, 0), int(corner), OVERTAKEN)

    def _word(self, painter: QPainter, inner: QRect, index: Index) -> None:
        """The icon above, the word below; where the word is too long for one line it takes two."""
        theme, tone = self._theme, index.data(TONE)
        is_narrow = inner.width() < theme.px(_WORDS - 4)
        size = theme.px(14 if is_narrow else 11)
        ratio = painter.device().devicePixelRatioF()
        pixmap = theme.icon(tone.icon, f"on_{tone.name}").pixmap(QSize(size, size), ratio)
        if is_narrow:  # the word is told on hover, beside it, and to a screen reader
            painter.drawPixmap(inner.center().x() - size // 2, inner.center().y() - size // 2, pixmap)
            return
        painter.drawPixmap(inner.center().x() - size // 2, inner.top() + theme.px(3), pixmap)
        font = painter.font()
        font.setPixelSize(theme.px(11))
        painter.setFont(font)
        painter.setPen(theme.colour(f"on_{tone.name}"))
        metrics, room = painter.fontMetrics(), inner.width() - theme.px(4)
        whole = index.data(LONG)
        word = (
            whole
            if metrics.horizontalAdvance(whole) <= room
            else str(index.data()).removesuffix(OVERTAKEN).rstrip()
        )
        text = metrics.elidedText(word, Qt.TextElideMode.ElideRight, room)
        area = inner.adjusted(theme.px(2), theme.px(15), -theme.px(2), 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), text)


class MatrixView(QTableView):
    """``chosen()`` gives the selected cells; ``current_cell`` tells the cell that the side panel shows."""

    current_cell = Signal(object)  # (item id, college id) or None
    typed = Signal(str)  # a letter that records something
    taken_back = Signal()  # Delete: the last answer of the chosen cells
    pasted = Signal()  # Ctrl+V: an answer mail
    opened = Signal()  # Enter or double click: show what is behind the cell

    def __init__(self, desk: Desk, model: MatrixModel) -> None:
        super().__init__()
        self._desk = desk
        self._rows = model
        self._kept: Key | None = None
        self._kept_cells: list[Key] = []
        self.setModel(model)
        self.setItemDelegate(CellPainter(desk, self))
        self.setVerticalHeader(ItemHeader(desk))
        self.setObjectName("rows")
        self.setHorizontalHeader(CollegeHeader(desk))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab goes on to the line that records; arrows go through the cells
        self.setAccessibleName(_("Items and colleges"))
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._rows.matrix is not None and not self._rows.rowCount():
            theme = self._desk.theme
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("muted"))
            edge = theme.px(24)
            room = self.viewport().rect().adjusted(edge, edge, -edge, -edge)
            words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, words, _(EMPTY))

    def chosen(self) -> list[Key]:
        """The selected cells, or the current one."""
        keys = [self._rows.key(index) for index in self.selectionModel().selectedIndexes()]
        current = self.currentIndex()
        return keys or ([self._rows.key(current)] if current.isValid() else [])

    def select(self, item_id: UUID, college_id: UUID | None = None) -> None:
        """Go to a cell; one that comes later is gone to when it comes."""
        index = self._rows.index_of(item_id, college_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        elif college_id is not None:
            self._kept = (item_id, college_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """The names of the colleges and two items, in a low window one: a page that is lower scrolls."""
        items = (1 if is_low(self, self._desk.theme) else 2) * self.verticalHeader().defaultSectionSize()
        high = self.horizontalHeader().height() + items + 2 * self.frameWidth()
        return QSize(super().minimumSizeHint().width(), high)

    def _fit(self) -> None:
        """All colleges side by side: with their words where there is room, else with the icons of their states."""
        count = max(1, self._rows.columnCount())
        px = self._desk.theme.px
        room = self.width() - self.verticalScrollBar().sizeHint().width() - px(4)
        upright = room < px(_TITLES[0]) + count * px(_WORDS)
        titles, column = (_TITLES_NARROW, _ICONS) if upright else (_TITLES, _WORDS)
        # the titles of the items take what the cells leave
        wide = (
            max(px(titles[0]), min(room - count * px(column), px(titles[1]))) if self._rows.rowCount() else 0
        )
        header = self.horizontalHeader()
        assert isinstance(header, CollegeHeader)
        before = header.height()
        header.set_upright(upright)
        if header.height() != before:
            self.updateGeometry()
        if self.verticalHeader().width() != wide:
            self.verticalHeader().setFixedWidth(wide)
        self.updateGeometries()
        header.setDefaultSectionSize(max(px(column), (room - wide) // count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
            return
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.taken_back.emit()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
            return
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        if plain and event.text().isalpha():
            self.typed.emit(event.text().casefold())
            return
        super().keyPressEvent(event)

    def copy(self) -> None:
        """The selected block with items and colleges, as Excel takes it."""
        cells = self.selectionModel().selectedIndexes()
        rows = sorted({index.row() for index in cells})
        self._copy(rows, sorted({index.column() for index in cells}))

    def copy_all(self) -> None:
        """The whole matrix as it is shown."""
        self._copy(list(range(self._rows.rowCount())), list(range(self._rows.columnCount())))

    def _copy(self, rows: list[int], columns: list[int]) -> None:
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        lines = ["\t".join(["", *(str(self._rows.headerData(at, across)) for at in columns)])]
        for row in rows:
            texts = (str(self._rows.index(row, at).data(LONG) or "") for at in columns)
            lines.append("\t".join([str(self._rows.headerData(row, down)), *texts]))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _keep(self) -> None:
        current = self.currentIndex()
        if current.isValid() and self._kept is None:
            self._kept = self._rows.key(current)
            self._kept_cells = [self._rows.key(index) for index in self.selectionModel().selectedIndexes()]

    def _restore(self) -> None:
        self._fit()
        index = self._rows.index_of(*self._kept) if self._kept else self._rows.index(0, 0)
        kept, self._kept, self._kept_cells = self._kept_cells, None, []
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.selectionModel().select(self._ranges(kept), QItemSelectionModel.SelectionFlag.Select)
        self._tell(index, QModelIndex())

    def _ranges(self, cells: list[Key]) -> QItemSelection:
        """The same cells in the matrix that was read again: what was recorded stays chosen for the next step."""
        rows, columns = self._rows.places()
        selection = QItemSelection()
        for item_id, college_id in cells:
            if item_id in rows and college_id in columns:
                there = self._rows.index(rows[item_id], columns[college_id])
                selection.select(there, there)
        return selection

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.current_cell.emit(self._rows.key(index) if index.isValid() else None)
