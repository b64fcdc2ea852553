"""A chart as papers print it, and under it the same in words."""

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QResizeEvent
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibo_desk.documents import charts
from ibo_desk.ui.theme import BASE_PX, Theme
from ibo_desk.ui.widgets import card, hint

_SCALE = BASE_PX / 11  # the letters of a chart are 11 high; so they are as large as those of the window

_MARGIN = 14


def colours_of(theme: Theme) -> charts.Colours:
    """The colours in which a chart stands on the window's cards."""
    return charts.DARK if theme.dark else charts.PAPER


class Picture(QWidget):
    """Shows a chart in the window's own typeface; who does not see it hears its words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.picture = QSvgWidget()
        self.words = hint("", wrap=True)
        self._size = charts.WIDTH, 1.0
        frame, inside = card(theme, padding=_MARGIN)
        inside.setSpacing(theme.px(12))
        inside.addWidget(self.picture)
        inside.addWidget(self.words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(8), 0, 0)
        layout.addWidget(frame)
        layout.addStretch(1)

    def show_chart(self, chart: charts.Chart) -> None:
        """Show this chart; where there is nothing to show only its words."""
        self.picture.setVisible(bool(chart.svg))
        self.words.setText(chart.alt)
        if chart.svg:
            # QtSvg takes a list of typefaces for the name of one.
            svg = chart.svg.replace(charts.FONT, self.font().family())
            self.picture.load(QByteArray(svg.encode()))
            self.picture.setAccessibleName(chart.alt)
            self._size = chart.width, chart.height
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As large as its letters want, smaller where there is less room."""
        wide, tall = self._size
        ideal = self._theme.px(round(wide * _SCALE))
        room = max(1, min(ideal, self.width() - self._theme.px(2 * _MARGIN)))
        self.picture.setMaximumWidth(ideal)
        self.picture.setFixedHeight(round(room * tall / wide))
