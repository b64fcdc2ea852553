"""What Qt asks of a layout whose height follows from the width that it is given."""

from abc import abstractmethod

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class HeightByWidth(QLayout):
    """Answers from the items of a layout and from its height at a width, which is kept until something changes."""

    def __init__(self) -> None:
        super().__init__()
        self._heights: dict[int, int] = {}  # by width: they are asked for many times in a row
        self.setContentsMargins(0, 0, 0, 0)

    @abstractmethod
    def _items(self) -> list[QLayoutItem]:
        """Everything laid out, in its order."""

    @abstractmethod
    def _height_at(self, width: int) -> int:
        """Pixels, with margins."""

    def count(self) -> int:
        return len(self._items())

    def itemAt(self, index: int) -> QLayoutItem | None:
        items = self._items()
        return items[index] if 0 <= index < len(items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights = {}
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._height_at(width)
        return self._heights[width]
