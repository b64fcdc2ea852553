"""Panes beside each other: dividers that move and are remembered, and a list with what is chosen in it."""

import json
from contextlib import suppress
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.language import N_, _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.later import Later, part_of
from ibo_desk.ui.scrolling import VerticalScrollArea
from ibo_desk.ui.widgets import button

LIST, RECORD = 0, 1
LEAST: Final = (230, 330)  # pixels of the 100 % design under which a list or a record says too little
WIDEST: Final = 16_777_215  # Qt's own bound of a widget
LOWEST: Final = 120  # pixels of the 100 % design under which a pane would show next to nothing
NAMES: Final = (N_("List"), N_("What is chosen"))


class Divided(QSplitter):
    """Panes that keep the shares a person gave them, in every window and at the next start.

    ``shares`` are what each has of the whole at first; ``least`` the pixels of the 100 % design each keeps, and
    ``lowest`` those of height for which the page scrolls rather than give less. The last of them takes no more than
    ``enough`` (0 for its share) until a person moves the divider: what is over goes to the first.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        panes: tuple[QWidget, ...],
        shares: tuple[int, ...],
        least: tuple[int, ...],
        *,
        upright: bool = False,
        lowest: int = LOWEST,
        enough: int = 0,
    ) -> None:
        super().__init__(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
        self._desk = desk
        self._key = f"divider/{name}"
        self._given = self._recall(len(panes))
        self._shares = self._given or shares
        self._enough = desk.theme.px(enough)
        self._least = tuple(desk.theme.px(length) for length in least)
        self.setChildrenCollapsible(False)
        for pane, length in zip(panes, self._least, strict=True):
            holder = _Holder(pane, desk.theme.px(lowest))
            self.addWidget(holder)
            holder.look()
            holder.keep(length, upright=upright)
        self.setHandleWidth(desk.theme.px(8))
        self.splitterMoved.connect(self._moved)

    def shares(self) -> tuple[int, ...]:
        """What each pane has of the whole."""
        return self._shares

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Give each pane that is shown its share of the room, and no less than its least."""
        is_level = self.orientation() is Qt.Orientation.Horizontal
        whole = self.width() if is_level else self.height()
        shown = [not self._is_hidden(at) for at in range(self.count())]
        total = sum(share for share, is_shown in zip(self._shares, shown, strict=True) if is_shown) or 1
        sizes = [
            max(least, whole * share // total) if is_shown else 0
            for share, least, is_shown in zip(self._shares, self._least, shown, strict=True)
        ]
        if self._enough and not self._given and all(shown):
            over = max(0, sizes[-1] - self._enough)
            sizes[0], sizes[-1] = sizes[0] + over, sizes[-1] - over
        self.setSizes(sizes)

    def _is_hidden(self, at: int) -> bool:
        pane = self.widget(at)
        return pane is None or pane.isHidden()

    def _moved(self, _at: int, _index: int) -> None:
        if any(self._is_hidden(at) for at in range(self.count())):
            return
        whole = sum(self.sizes()) or 1
        self._shares = self._given = tuple(round(1000 * size / whole) for size in self.sizes())
        self._desk.remember(self._key, json.dumps(self._shares))

    def _recall(self, count: int) -> tuple[int, ...]:
        """The shares that a person gave the panes, nothing where none were given."""
        with suppress(
            ValueError, TypeError
        ):  # the ini file is the person's own; what is unreadable is not used
            kept = tuple(int(share) for share in json.loads(self._desk.remembered(self._key)))
            if len(kept) == count and all(share > 0 for share in kept):
                return kept
        return ()


class _Inside(QWidget):
    """What a pane holds, as low as it can be: Qt would ask for the height that it likes, and scroll a list for that."""

    def __init__(self, held: QWidget) -> None:
        super().__init__()
        self.setObjectName("scrolled_inside")
        self._held = held
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(held)

    def heightForWidth(self, width: int) -> int:
        held = part_of(self._held)
        if isinstance(held, Turning):  # not that of the highest of its parts, which is out of sight
            return held.heightForWidth(width)
        layout = held.layout()
        return layout.totalMinimumHeightForWidth(width) if layout is not None else -1


class _Holder(VerticalScrollArea):
    """A pane: it scrolls up and down where what stands in it cannot be so low, and is gone while that is hidden."""

    def __init__(self, inside: QWidget, lowest: int) -> None:
        self._inside = inside
        self._lowest = lowest
        self._least = 0
        self.is_wanted = True
        super().__init__(_Inside(inside))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.installEventFilter(self)

    def keep(self, length: int, *, upright: bool = False) -> None:
        """The pixels that the pane never has less of, across or, where panes stand above each other, down."""
        if upright:
            self.setMinimumHeight(length)
        elif length != self._least:
            self._least = length
            self.updateGeometry()

    def look(self) -> None:
        """Show the pane where it is wanted and not empty."""
        if self.parentWidget() is not None:  # before, it would flash as a window
            self.setVisible(self.is_wanted and not self._inside.isHidden())

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Low: the page never scrolls because of one of its panes."""
        least = self._inside.minimumSizeHint()
        return QSize(max(self._least, least.width()), min(self._lowest, least.height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self.look()
        return super().eventFilter(watched, event)


class Turning(QStackedWidget):
    """Parts in one place, of which one is shown: only that one says how much room it needs."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _at: self.updateGeometry())

    def currentWidget(self) -> QWidget | None:
        """The part that is shown, None where there is none."""
        current: QWidget | None = super().currentWidget()
        return part_of(current)

    def setCurrentWidget(self, part: QWidget) -> None:
        """Show a part, or what is made at its place."""
        super().setCurrentWidget(self._place(part))

    def shows(self, part: QWidget) -> bool:
        """Whether this part, or what is made at its place, is the one that is shown."""
        return self.currentIndex() == self.indexOf(self._place(part))

    def _place(self, part: QWidget) -> QWidget:
        above = part.parentWidget()
        return above if isinstance(above, Later) and self.indexOf(part) < 0 else part

    def sizeHint(self) -> QSize:
        current = self.currentWidget()
        return current.sizeHint() if current is not None else QSize()

    def minimumSizeHint(self) -> QSize:
        current = self.currentWidget()
        return current.minimumSizeHint() if current is not None else QSize()

    def hasHeightForWidth(self) -> bool:
        current = self.currentWidget()
        return current is not None and current.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """The least that is needed, as for a page: the part fills what there is."""
        current = self.currentWidget()
        layout = current.layout() if current is not None else None
        return layout.minimumHeightForWidth(width) if layout is not None else -1


class ListAndRecord(QWidget):
    """A list, and beside it what is chosen in it; where both do not fit, one of them, with a way to the other."""

    turned = Signal(int)  # LIST or RECORD: which of them is shown where only one is

    def __init__(
        self,
        desk: Desk,
        name: str,
        listed: QWidget,
        record: QWidget,
        *,
        shares: tuple[int, int] = (1, 1),
        least: tuple[int, int] = LEAST,
        names: tuple[str, str] = NAMES,
        lowest: int = LOWEST,
        enough: int = 0,
    ) -> None:
        super().__init__()
        self._theme = desk.theme
        self._least = least
        self._at = LIST
        self._most = WIDEST
        self._has_record = True
        self._known: tuple[int, ...] = ()
        self._inside = (listed, record)
        self.panes = Divided(desk, name, (listed, record), shares, least, lowest=lowest, enough=enough)
        self._turns = QWidget()
        row = QHBoxLayout(self._turns)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.theme.px(4))
        group = QButtonGroup(self)
        self._buttons = []
        for at, text in enumerate(names):
            made = button(desk.theme, _(text), "", lambda at=at: self.turn(at), flat=True)  # type: ignore[misc]
            made.setCheckable(True)
            group.addButton(made)
            self._buttons.append(made)
            row.addWidget(made)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(desk.theme.px(6))
        layout.addWidget(self._turns)
        layout.addWidget(self.panes, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._turns.hide()
        for inside in self._inside:
            inside.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """No higher than it must be: it fills what a page has left, and never makes the page scroll."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As wide as one of them needs: else a page with large text would never become so narrow that one gives way."""
        widths = [
            needed
            for needed, inside in zip(self._needed(), self._inside, strict=True)
            if not inside.isHidden()
        ]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    def is_narrow(self) -> bool:
        """Whether only one of them fits."""
        both = self._has_record and not any(inside.isHidden() for inside in self._inside)
        return both and self.width() < sum(self._needed()) + self.panes.handleWidth()

    def keep_list_narrow(self, most: int) -> None:
        """Let the list take no more than these pixels of the 100 % design; 0 for as much as it was given."""
        self._most = self._theme.px(most) if most else WIDEST
        self._look()

    def show_beside(self, shown: bool) -> None:
        """Whether there is something to show beside the list: beside an empty one a form says nothing."""
        if shown != self._has_record:
            self._has_record = shown
            self._look()

    def turn(self, at: int) -> None:
        """Show the list or the record, where only one of them fits."""
        self._at = at
        self._look()
        self.turned.emit(at)

    def show_record_side(self, *_args: object) -> None:
        """Somebody wants to see the record."""
        self.turn(RECORD)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent} or (
            event.type() == QEvent.Type.LayoutRequest and self._needed() != self._known
        ):
            self._look()
        return False

    def _needed(self) -> tuple[int, ...]:
        """Pixels that the list and the record need, so that nothing in them is cut."""
        return tuple(
            max(self._theme.px(least), inside.minimumSizeHint().width())
            for least, inside in zip(self._least, self._inside, strict=True)
        )

    def _look(self) -> None:
        narrow, self._known = self.is_narrow(), self._needed()
        self._turns.setVisible(narrow)
        for at in (LIST, RECORD):
            holder = self.panes.widget(at)
            assert isinstance(holder, _Holder)
            holder.is_wanted = (not narrow or at == self._at) and (at == LIST or self._has_record)
            holder.keep(0 if narrow else self._theme.px(self._least[at]))
            holder.setMaximumWidth(self._most if at == LIST and not narrow else WIDEST)
            holder.look()
            self._buttons[at].setChecked(at == self._at)
        self.panes.arrange()


def page_frame(page: QWidget) -> QScrollArea:
    """Round a page: one that needs more height than there is scrolls, and none scrolls sideways."""
    area = VerticalScrollArea(page)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
