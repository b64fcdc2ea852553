"""A form: fields beside each other where there is room, below each other where there is not."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from ibo_desk.ui.layout.by_width import HeightByWidth

COLUMNS = 6
_LARGER = (2, 3, 6)  # what a field takes of a line where its own share would cut it


@dataclass
class _Cell:
    """A field under its label; a title and a field that shows its label itself have none. ``grow`` takes the height
    that is left.
    """

    label: QLayoutItem | None
    editor: QLayoutItem
    share: int
    grow: int = 0

    def is_shown(self) -> bool:
        return not self.editor.isEmpty()

    def least_width(self) -> int:
        """So wide that nothing in it is cut."""
        label = self.label.sizeHint().width() if self.label is not None and not self.label.isEmpty() else 0
        return max(label, self.editor.minimumSize().width())

    def label_height(self) -> int:
        return self.label.sizeHint().height() if self.label is not None and not self.label.isEmpty() else 0


@dataclass
class _Line:
    """Cells beside each other, each with the columns it takes."""

    cells: list[tuple[_Cell, int]]

    def label(self) -> int:
        return max(cell.label_height() for cell, _share in self.cells)

    def grow(self) -> int:
        return max(cell.grow for cell, _share in self.cells)

    def heights(self, width: int, gap: int) -> tuple[int, int]:
        """The least and the liked height of the editors."""
        least, liked = 0, 0
        for cell, share in self.cells:
            item = cell.editor
            if item.hasHeightForWidth():
                own = liking = item.heightForWidth(_part(width, gap, share))
            else:
                own = min(item.minimumSize().height(), item.maximumSize().height())
                liking = min(item.sizeHint().height(), item.maximumSize().height(), _MOST * own)
            least, liked = max(least, own), max(liked, liking)
        return least, max(least, liked)


_MOST = 3  # times its least height: what a text likes before others have what they like


class FormLayout(HeightByWidth):
    """Lines of six columns. A field takes its share of a line, or more where that would cut its words."""

    def __init__(self, across: int, down: int, comfortable: int) -> None:
        """``across`` and ``down``: pixels between fields; ``comfortable``: what the narrowest field should have."""
        super().__init__()
        self._across, self._down, self._comfortable = across, down, comfortable
        self._cells: list[_Cell] = []
        self._made: list[QLayoutItem] = []

    def add_field(self, label: QWidget | None, editor: QWidget, share: int) -> None:
        """A field with the columns it takes where there is room; no label where the editor shows it itself."""
        above = self._item(label) if label is not None else None
        self._cells.append(_Cell(above, self._item(editor), share))

    def add_title(self, title: QWidget) -> None:
        """A title above the fields that follow."""
        self._cells.append(_Cell(None, self._item(title), COLUMNS))

    def _item(self, widget: QWidget) -> QLayoutItem:
        """Qt makes the items, so that it may also let them go."""
        super().addWidget(widget)
        return self._made.pop()

    def let_grow(self, editor: QWidget, share: int) -> None:
        """Give a field its share of the height that is left; 0 for none."""
        cell = next(cell for cell in self._cells if cell.editor.widget() is editor)
        if cell.grow != share:
            cell.grow = share
            self.invalidate()

    # what Qt asks

    def _items(self) -> list[QLayoutItem]:
        return [item for cell in self._cells for item in (cell.label, cell.editor) if item is not None]

    def addItem(self, item: QLayoutItem) -> None:
        self._made.append(item)

    def takeAt(self, index: int) -> QLayoutItem | None:
        item = self.itemAt(index)
        for cell in list(self._cells):
            if cell.label is item:
                cell.label = None
            elif cell.editor is item:
                self._cells.remove(cell)
        return item

    def _height_at(self, width: int) -> int:
        lines = self._lines(width)
        heights = sum(line.label() + line.heights(width, self._across)[0] for line in lines)
        return heights + self._down * max(0, 2 * len(lines) - 1)

    def minimumSize(self) -> QSize:
        width = max((cell.least_width() for cell in self._shown()), default=0)
        return QSize(width, self.heightForWidth(max(width, self.geometry().width())))

    def sizeHint(self) -> QSize:
        width = max((cell.least_width() * COLUMNS // cell.share for cell in self._shown()), default=0)
        return QSize(width, self.heightForWidth(width))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        lines = self._lines(rect.width())
        top = rect.top()
        for line, height in zip(lines, self._share_out(lines, rect), strict=True):
            left, label = rect.left(), line.label()
            for cell, share in line.cells:
                wide = _part(rect.width(), self._across, share)
                if cell.label is not None:
                    cell.label.setGeometry(QRect(left, top, wide, label))
                above = label + self._down if label and cell.label is not None else 0
                under, room = top + above, height + (label + self._down if label else 0) - above
                own = room if cell.grow else min(room, self._liked(cell, wide))
                cell.editor.setGeometry(QRect(left, under, wide, own))
                left += wide + self._across
            top += label + height + (2 * self._down if label else self._down)

    def _liked(self, cell: _Cell, width: int) -> int:
        item = cell.editor
        if item.hasHeightForWidth():
            return item.heightForWidth(width)
        return max(
            item.minimumSize().height(), min(item.sizeHint().height(), _MOST * item.minimumSize().height())
        )

    def _shown(self) -> list[_Cell]:
        return [cell for cell in self._cells if cell.is_shown()]

    def _lines(self, width: int) -> list[_Line]:
        lines: list[_Line] = []
        used = COLUMNS
        for cell in self._shown():
            share = self._share(cell, width)
            if used + share > COLUMNS:
                lines.append(_Line([]))
                used = 0
            lines[-1].cells.append((cell, share))
            used += share
        return lines

    def _share(self, cell: _Cell, width: int) -> int:
        """The smallest share from its own on in which nothing is cut."""
        least = max(cell.least_width(), self._comfortable)
        shares = (cell.share, *(share for share in _LARGER if share > cell.share))
        return next((share for share in shares if _part(width, self._across, share) >= least), COLUMNS)

    def _share_out(self, lines: list[_Line], rect: QRect) -> list[int]:
        """The height of each line: its least, then what it likes, then the rest to those that grow.

        Those that do not grow are asked first: the others come to their own anyway.
        """
        asked = [line.heights(rect.width(), self._across) for line in lines]
        heights = [least for least, _liked in asked]
        room = rect.height() - self.heightForWidth(rect.width())
        grows = [line.grow() for line in lines]
        for at in sorted(range(len(lines)), key=lambda at: bool(grows[at])):
            least, liked = asked[at]
            more = max(0, min(liked - least, room))
            heights[at] += more
            room -= more
        for at, grow in enumerate(grows):
            if grow and room > 0:
                more = room * grow // sum(grows[at:])
                heights[at] += more
                room -= more
        return heights


def _part(width: int, gap: int, share: int) -> int:
    """How wide a field of so many columns is in a form of this width."""
    return (width + gap) * share // COLUMNS - gap
