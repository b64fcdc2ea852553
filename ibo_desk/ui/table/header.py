"""The headings of a table: by which columns it is sorted, in which order, and where it is filtered."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

from ibo_desk.ui.theme import Theme

_AROUND: Final = 18  # pixels of air at both sides of a title
Orders = Sequence[tuple[int, Qt.SortOrder]]


class GridHeader(QHeaderView):
    """A click sorts by a column, Shift+click by it too; the funnel at its right opens its filter."""

    sort_asked = Signal(int, bool)  # the column, and whether it comes beside those one sorts by
    filter_asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._orders: Orders = ()
        self._filtered: set[int] = set()
        self._under = -1
        self._pressed: tuple[int, QPoint] | None = None
        self.setSectionsClickable(True)
        self.setMouseTracking(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def tell(self, orders: Orders, filtered: set[int]) -> None:
        """By which columns it is sorted now, and which are filtered."""
        self._orders, self._filtered = tuple(orders), set(filtered)
        self.viewport().update()

    def menu_position(self, column: int) -> QPoint:
        """Where the menu of a column opens: under its heading."""
        return self.mapToGlobal(QPoint(self.sectionViewportPosition(column), self.height()))

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:
        """The title ends before the marks of what one sorts and filters by, on whichever side it stands."""
        super().initStyleOptionForIndex(option, logicalIndex)
        marks = self._marks(logicalIndex)
        if not marks:
            return
        metrics, space = option.fontMetrics, "\N{NO-BREAK SPACE}"
        room = self.sectionSize(logicalIndex) - marks - self._theme.px(_AROUND)
        text = metrics.elidedText(option.text, Qt.TextElideMode.ElideRight, max(0, room))
        option.text = text + space * math.ceil(marks / max(1, metrics.horizontalAdvance(space)))

    def _marks(self, logicalIndex: int) -> int:
        """The room that the marks of a column take at its right; that of the pointer lies over the title."""
        size = self._theme.px(14)
        sorts = sum(at == logicalIndex for at, _order in self._orders)
        return size * (sorts * (1 + (len(self._orders) > 1)) + (logicalIndex in self._filtered))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        theme, right = self._theme, rect.right()
        if logicalIndex in self._filtered or logicalIndex == self._under:
            colour = "accent" if logicalIndex in self._filtered else "muted"
            self._draw(painter, "filter", self._funnel(rect), colour)
            right = self._funnel(rect).left()
        for number, (at, order) in enumerate(self._orders, 1):
            if at == logicalIndex:
                size = theme.px(12)
                icon = "arrow_up" if order == Qt.SortOrder.AscendingOrder else "arrow_down"
                box = QRect(right - size - theme.px(2), rect.center().y() - size // 2, size, size)
                self._draw(painter, icon, box)
                if len(self._orders) > 1:
                    painter.setPen(theme.colour("accent"))
                    painter.drawText(box.translated(-size, 0), Qt.AlignmentFlag.AlignCenter, str(number))

    def _draw(self, painter: QPainter, icon: str, box: QRect, colour: str = "accent") -> None:
        theme = self._theme
        painter.fillRect(box.adjusted(-theme.px(2), 0, theme.px(2), 0), theme.colour("surface"))
        painter.drawPixmap(box, theme.icon(icon, colour).pixmap(QSize(box.width(), box.height())))

    def _funnel(self, rect: QRect) -> QRect:
        size = self._theme.px(13)
        return QRect(rect.right() - size - self._theme.px(3), rect.center().y() - size // 2, size, size)

    def _at_funnel(self, point: QPoint) -> int:
        """The column whose funnel stands under a point; -1 where none does."""
        at = self.logicalIndexAt(point)
        if at < 0:
            return -1
        area = QRect(self.sectionViewportPosition(at), 0, self.sectionSize(at), self.height())
        grip = self._theme.px(4)  # the edge itself is dragged
        return at if self._funnel(area).adjusted(-grip, -grip, 0, grip).contains(point) else -1

    def mousePressEvent(self, e: QMouseEvent) -> None:
        point = e.position().toPoint()
        if e.button() == Qt.MouseButton.LeftButton:
            self._pressed = (self.logicalIndexAt(point), point)
        super().mousePressEvent(e)

    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        super().mouseReleaseEvent(e)
        pressed, self._pressed = self._pressed, None
        point = e.position().toPoint()
        resizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        if pressed is None or resizing or pressed[0] < 0 or self.logicalIndexAt(point) != pressed[0]:
            return
        if (point - pressed[1]).manhattanLength() > self._theme.px(6):
            return  # it was dragged to another place
        if self._at_funnel(point) >= 0:
            self.filter_asked.emit(pressed[0])
        else:
            self.sort_asked.emit(pressed[0], bool(e.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        super().mouseMoveEvent(e)
        under = self.logicalIndexAt(e.position().toPoint())
        if under != self._under:
            self._under = under
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._under = -1
        self.viewport().update()
