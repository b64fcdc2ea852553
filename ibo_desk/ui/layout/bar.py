"""A line of controls that goes on below where it does not fit."""

from dataclasses import dataclass

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QLineEdit, QWidget

from ibo_desk.ui.layout.by_width import HeightByWidth

_GAP = 6  # pixels between controls, as Qt has it
_LETTERS = 11  # of a line to type in, its frame among them


@dataclass
class _Place:
    """An item of the bar, or air, which has none. What has a ``share`` gives room away before the line breaks, and
    takes what is left.
    """

    item: QLayoutItem | None
    share: int
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter

    @property
    def is_air(self) -> bool:
        return self.item is None

    def is_shown(self) -> bool:
        return self.item is None or not self.item.isEmpty()

    def width(self) -> int:
        if self.item is None:
            return 0
        return max(self.item.minimumSize().width(), min(self.item.sizeHint().width(), self.most()))

    def least(self) -> int:
        if self.item is None:
            return 0
        return max(self.item.minimumSize().width(), self._legible()) if self.share else self.width()

    def _legible(self) -> int:
        """A line to type in goes on below before it shows next to nothing of what it is for."""
        widget = self.item.widget() if self.item is not None else None
        if not isinstance(widget, QLineEdit):
            return 0
        return min(widget.fontMetrics().averageCharWidth() * _LETTERS, self.most())

    def most(self) -> int:
        return 1 << 20 if self.item is None else self.item.maximumSize().width()

    def height(self, width: int) -> int:
        if self.item is None:
            return 0
        return (
            self.item.heightForWidth(width)
            if self.item.hasHeightForWidth()
            else self.item.sizeHint().height()
        )

    def put(self, left: int, top: int, width: int, height: int) -> None:
        """Give the item its place in a line of this height; lower than that, it stands in the middle."""
        if self.item is None:
            return
        grows = self.item.expandingDirections() & Qt.Orientation.Vertical
        own = height if grows else min(height, self.height(width))
        at_top = self.align & Qt.AlignmentFlag.AlignTop
        self.item.setGeometry(QRect(left, top if at_top else top + (height - own) // 2, width, own))


@dataclass(frozen=True)
class _Placed:
    place: _Place
    width: int


class WrapLayout(HeightByWidth):
    """Used like a ``QHBoxLayout``: ``addWidget(widget, share)``, ``insertWidget``, ``addStretch``.

    What comes after air stands at the right, also where the line had to go on below.
    """

    def __init__(self, spacing: int = _GAP, parent: QWidget | None = None) -> None:
        super().__init__()
        self._places: list[_Place] = []
        self._next = (0, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSpacing(spacing)
        if parent is not None:
            parent.setLayout(self)

    def addWidget(
        self, widget: QWidget, share: int = 0, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter
    ) -> None:
        self._put(len(self._places), widget, share, align)

    def insertWidget(
        self,
        at: int,
        widget: QWidget,
        share: int = 0,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
    ) -> None:
        """Put a widget before the control of that number, as ``indexOf`` counts them: without the air between."""
        controls = [number for number, place in enumerate(self._places) if not place.is_air]
        self._put(controls[at] if at < len(controls) else len(self._places), widget, share, align)

    def _put(self, place: int, widget: QWidget, share: int, align: Qt.AlignmentFlag) -> None:
        self._next = (place, share, align)
        super().addWidget(widget)

    def addStretch(self, share: int = 1) -> None:
        """Room between what stands at the left and what stands at the right."""
        self._places.append(_Place(None, share))
        self.invalidate()

    # what Qt asks

    def addItem(self, item: QLayoutItem) -> None:
        """Qt makes the items, so that it may also let them go."""
        at, share, align = self._next
        self._places.insert(at, _Place(item, share, align))

    def _items(self) -> list[QLayoutItem]:
        return [place.item for place in self._places if place.item is not None]

    def takeAt(self, index: int) -> QLayoutItem | None:
        item = self.itemAt(index)
        self._places = [place for place in self._places if place.is_air or place.item is not item]
        return item

    def _height_at(self, width: int) -> int:
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        heights = [_height(line) for line in self._lines(inner)]
        between = self.spacing() * max(0, len(heights) - 1)
        return sum(heights) + between + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        shown = self._shown()
        wide = sum(place.width() for place in shown) + self.spacing() * max(0, len(shown) - 1)
        return self._with_margins(wide)

    def minimumSize(self) -> QSize:
        return self._with_margins(max((place.least() for place in self._shown()), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        inner = rect.marginsRemoved(self.contentsMargins())
        top = inner.top()
        for line in self._lines(inner.width()):
            left, height = inner.left(), _height(line)
            for placed in line:
                placed.place.put(left, top, placed.width, height)
                left += placed.width + (0 if placed.place.is_air else self.spacing())
            top += height + self.spacing()

    def _with_margins(self, width: int) -> QSize:
        margins: QMargins = self.contentsMargins()
        height = max((place.height(place.width()) for place in self._shown()), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def _shown(self) -> list[_Place]:
        return [place for place in self._places if place.is_shown()]

    def _lines(self, width: int) -> list[list[_Placed]]:
        lines: list[list[_Place]] = [[]]
        used = 0
        air: _Place | None = None
        for place in self._shown():
            if place.is_air:
                air = place
            gap = self.spacing() if any(not part.is_air for part in lines[-1]) and not place.is_air else 0
            if used + gap + place.least() > width and any(not part.is_air for part in lines[-1]):
                lines.append([])
                used = gap = 0
            if air is not None and not place.is_air and not lines[-1]:
                lines[-1].append(air)
            lines[-1].append(place)
            used += gap + place.least()
        return [self._share_out(line, width) for line in lines if line]

    def _share_out(self, line: list[_Place], width: int) -> list[_Placed]:
        """Least first, then what each asks for, then the rest by share."""
        gaps = self.spacing() * max(0, sum(not place.is_air for place in line) - 1)
        widths = [min(place.least(), width) for place in line]
        room = width - gaps - sum(widths)
        for at, place in enumerate(line):
            more = max(0, min(place.width() - widths[at], room))
            widths[at] += more
            room -= more
        shares = sum(place.share for place in line)
        for at, place in enumerate(line):
            if shares and place.share:
                more = min(room * place.share // shares, place.most() - widths[at])
                shares -= place.share
                widths[at] += max(0, more)
                room -= max(0, more)
        return [_Placed(place, wide) for place, wide in zip(line, widths, strict=True)]


def _height(line: list[_Placed]) -> int:
    return max((placed.place.height(placed.width) for placed in line), default=0)


def bar(spacing: int) -> tuple[QWidget, WrapLayout]:
    """A widget that is such a line, for where the line comes and goes as a whole."""
    holder = QWidget()
    return holder, WrapLayout(spacing, holder)
