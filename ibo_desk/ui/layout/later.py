"""Parts that are made when they are needed: a page shows its first rows before what stands beside them is there."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QStyle, QStyleOption, QVBoxLayout, QWidget

P = ParamSpec("P")
PartT = TypeVar("PartT", bound=QWidget)
WidgetT = TypeVar("WidgetT", bound=QWidget | None)


class Later(QWidget, Generic[PartT]):
    """The place of a part that is made when the place is shown, or when somebody asks for ``part``.

    What the part is to be told before it is there is kept by ``tell`` and told to it once it is made. ``after`` gives
    the widget after which Tab comes to the part, where more of the page follows it.
    """

    made = Signal(object)  # the part, once it was told all

    def __init__(self, make: Callable[[], PartT], after: Callable[[], QWidget] | None = None) -> None:
        super().__init__()
        self._make = make
        self._after = after
        self._part: PartT | None = None
        self._left_with_part = False
        self._told: dict[Callable[..., object], tuple[tuple[Any, ...], dict[str, Any]]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    @property
    def part(self) -> PartT:
        """What stands here; it is made now where it was not yet."""
        if self._part is None:
            self._build()
        assert self._part is not None
        return self._part

    @property
    def is_made(self) -> bool:
        return self._part is not None

    def tell(self, say: Callable[Concatenate[PartT, P], object], *args: P.args, **kwargs: P.kwargs) -> None:
        """``tell(Part.show, row)`` is ``part.show(row)``, now or once it is there; of the same call the last counts."""
        if self._part is not None:
            say(self._part, *args, **kwargs)
        else:
            self._told.pop(say, None)  # it comes after what was told meanwhile
            self._told[say] = (args, kwargs)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._came_in_sight()

    def _came_in_sight(self) -> None:
        if self._part is None:
            self._build()

    def _build(self) -> None:
        part = self._part = self._make()
        part.installEventFilter(self)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(part)
        told, self._told = self._told, {}
        for say, (args, kwargs) in told.items():
            say(part, *args, **kwargs)
        self._put_in_turn(part)
        self.made.emit(part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A place whose part is hidden takes no room."""
        if watched is self._part and event.type() == QEvent.Type.HideToParent and not self.isHidden():
            self._left_with_part = True
            self.hide()
        elif watched is self._part and event.type() == QEvent.Type.ShowToParent and self._left_with_part:
            self._left_with_part = False
            self.show()
        return super().eventFilter(watched, event)

    def _put_in_turn(self, part: QWidget) -> None:
        """Qt puts what comes later last; its own chain is not walked here, as PySide takes what it meets for ours."""
        if self._after is None:
            return
        widgets = [part, *part.findChildren(QWidget)]
        here = self.window()  # the list of a choice is a window of its own
        turn = [
            widget
            for widget in widgets
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.window() is here
        ]
        for earlier, widget in pairwise((self._after(), *turn)):
            QWidget.setTabOrder(earlier, widget)


class Beside(Later[PartT]):
    """The place of what stands beside a list: it is made once it was called up and the rows have been painted.

    Until then it looks like an empty card, or like nothing where ``look`` is "".
    """

    def __init__(
        self, make: Callable[[], PartT], after: Callable[[], QWidget] | None = None, look: str = "card"
    ) -> None:
        super().__init__(make, after)
        self.setObjectName(look)
        self._is_called = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(super()._came_in_sight)

    def tell(self, say: Callable[Concatenate[PartT, P], object], *args: P.args, **kwargs: P.kwargs) -> None:
        super().tell(say, *args, **kwargs)
        self.call_up()

    def call_up(self) -> None:
        """The list is there: make what stands beside it after the painting that follows."""
        if not self.is_made:
            self._is_called = True
            self.update()

    def _came_in_sight(self) -> None:
        """The painting that follows makes it, where there is something to show."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.is_made:
            return
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, QPainter(self), self)
        if self._is_called:
            self._soon.start()


def part_of(widget: WidgetT) -> WidgetT | QWidget:
    """What stands in a place: the part of a ``Later`` once it is made; of any other widget that itself."""
    if isinstance(widget, Later) and widget.is_made:
        part: QWidget = widget.part
        return part
    return widget
