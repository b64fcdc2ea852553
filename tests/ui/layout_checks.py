"""What every page must keep, looked at in a window of a given size."""

from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def sideways_bars(page: QWidget) -> list[str]:
    """The parts of a page that show a bar to scroll them sideways."""
    areas = page.findChildren(QAbstractScrollArea)
    return [type(area).__name__ for area in areas if area.horizontalScrollBar().isVisible()]
