"""Measured values over time as a line; the numbers stand in the table beside it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ibo_desk.services.words import format as formats
from ibo_desk.ui.theme import Theme

Point = tuple[date, int]  # a day and a value in thousandths


class LineChart(QWidget):
    """One indicator: title, unit, points; first and last value are written at the line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = ""
        self._points: list[Point] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(150))

    def show_points(self, title: str, points: Sequence[Point]) -> None:
        """Draw these points, in order of day; fewer than two draw nothing but their title."""
        self._title = title
        self._points = sorted(points)
        text = ", ".join(f"{formats.short_day(day)}: {formats.number(value)}" for day, value in self._points)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setToolTip(text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self.font())
        line = metrics.height()
        painter.setPen(QColor(self._theme.colour("text")))
        painter.drawText(
            QRectF(0, 0, self.width(), line),
            Qt.AlignmentFlag.AlignLeft,
            metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, self.width()),
        )
        if len(self._points) > 1:
            side = (
                max(metrics.horizontalAdvance(formats.number(value)) for _day, value in self._points) / 2 + 4
            )
            self._draw(painter, QRectF(side, line * 2.4, self.width() - 2 * side, self.height() - line * 4))
        painter.end()

    def _draw(self, painter: QPainter, area: QRectF) -> None:
        theme, metrics = self._theme, QFontMetricsF(self.font())
        spots = _spots(self._points, area)
        painter.setPen(QPen(QColor(theme.colour("line_strong")), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(QPen(QColor(theme.colour("accent")), theme.px(2)))
        painter.drawPolyline(QPolygonF(spots))
        painter.setBrush(QColor(theme.colour("accent")))
        for spot in spots:
            painter.drawEllipse(spot, theme.px(3), theme.px(3))
        painter.setPen(QColor(theme.colour("muted")))
        for at in (0, len(spots) - 1):
            day, value = self._points[at]
            for text, y in (
                (formats.number(value), spots[at].y() - metrics.height() * 0.6),
                (formats.short_day(day), area.bottom() + metrics.height()),
            ):
                width = metrics.horizontalAdvance(text)
                x = min(max(spots[at].x() - width / 2, 0), self.width() - width)
                painter.drawText(QPointF(x, y), text)


def _spots(points: Sequence[Point], area: QRectF) -> list[QPointF]:
    """Where the points lie in the area; days to the right, values up."""
    days = [day.toordinal() for day, _value in points]
    values = [value for _day, value in points]
    span, rise = (days[-1] - days[0]) or 1, (max(values) - min(values)) or 1
    return [
        QPointF(
            area.left() + (day - days[0]) / span * area.width(),
            area.bottom() - (value - min(values)) / rise * area.height() * 0.8 - area.height() * 0.1,
        )
        for day, value in zip(days, values, strict=True)
    ]
