"""Small parts that every page uses, in the look of ``resources/styles/desk.qss``."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHelpEvent,
    QKeyEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QStyleOptionComboBox,
    QTabWidget,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.ui.scrolling import VerticalScrollArea
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.tones import Tone


def heading(text: str, level: int = 1) -> QLabel:
    """A title; level 1 is the page, 2 a card, 3 a group inside a card."""
    label = QLabel(text)
    label.setObjectName(f"heading{level}")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setIndent(0)
    return label


def hint(text: str, *, wrap: bool = False) -> QLabel:
    """A sentence in the quiet colour."""
    label = QLabel(text)
    label.setObjectName("hint")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    return label


def card(theme: Theme, *, padding: int = 14, spacing: int = 8) -> tuple[QFrame, QVBoxLayout]:
    """A white surface with a fine border, and its layout."""
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    inner = theme.px(padding)
    layout.setContentsMargins(inner, inner, inner, inner)
    layout.setSpacing(theme.px(spacing))
    return frame, layout


def button(
    theme: Theme,
    text: str,
    icon: str = "",
    slot: Callable[[], object] | None = None,
    *,
    primary: bool = False,
    flat: bool = False,
) -> QPushButton:
    """A push button; ``primary`` for the one thing the page is for, ``flat`` for those beside a text."""
    made = PressButton(text)
    made.setObjectName("primary" if primary else "flat" if flat else "plain")
    if icon:
        made.setIcon(theme.icon(icon, "on_accent" if primary else "accent" if flat else "muted"))
        made.setIconSize(QSize(theme.px(16), theme.px(16)))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if slot is not None:
        made.clicked.connect(lambda _checked=False: slot())
    return made


def chip(theme: Theme, text: str, tone: Tone) -> QLabel:
    """A state as word and colour; in tables the ``ChipDelegate`` draws the same."""
    label = QLabel(text)
    label.setObjectName("chip")
    label.setProperty("tone", tone.name)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return label


def set_chip(label: QLabel, text: str, tone: Tone) -> None:
    """Give a chip another state."""
    label.setText(text)
    label.setProperty("tone", tone.name)
    restyle(label)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again, after a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def reveal(widget: QWidget) -> None:
    """Open the tabs a widget stands in, and put the cursor in it."""
    part: QWidget | None = widget
    while part is not None:
        above = part.parentWidget()
        if isinstance(above, QStackedWidget) and isinstance(tabs := above.parentWidget(), QTabWidget):
            tabs.setCurrentWidget(part)
        part = above
    widget.setFocus(Qt.FocusReason.OtherFocusReason)


def announce(widget: QWidget, text: str) -> None:
    """Say something to who hears the screen instead of seeing it, without moving the focus."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def clear_layout(layout: QVBoxLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (taken := layout.takeAt(0)) is not None:
        widget = taken.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class ElidedLabel(QLabel):
    """One line that ends in dots where it does not fit; the whole text on hover."""

    def __init__(self, text: str, name: str = "") -> None:
        super().__init__(text)
        self._full = text
        if name:
            self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)

    def show_text(self, text: str, tip: str = "") -> None:
        """Show another text."""
        self._full = text
        self.setToolTip(tip or text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)


class PressButton(QPushButton):
    """A button that Enter presses too, once, wherever it stands; Qt does so in dialogs only.

    There Enter in a line presses no button but the one that was made the dialog's default, never just the first.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_enter(self, event):
            super().keyPressEvent(event)


class ToolButton(QToolButton):
    """A tool button that Enter presses too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_enter(self, event):
            super().keyPressEvent(event)


def press_by_enter(pressed: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button as Space does, menu included, where the key is Enter; returns whether it was."""
    if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
        return False
    if not event.isAutoRepeat():
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            space = QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
            QCoreApplication.postEvent(pressed, space)
    event.accept()
    return True


class ContentButton(PressButton):
    """A button as large as what stands in it: labels in a layout of its own."""

    def __init__(self, name: str, least: int = 0) -> None:
        super().__init__()
        self._least = least
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return max(self._least, layout.totalHeightForWidth(width) if layout is not None else 0)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        inside = layout.sizeHint() if layout is not None else super().sizeHint()
        return QSize(inside.width(), max(inside.height(), self._least))

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return QSize(60, max(self._least, layout.minimumSize().height() if layout is not None else 0))


_LETTERS = 8  # that a choice shows at least, dots among them


class Combo(QComboBox):
    """A choice that does not change when somebody scrolls the page over it; a long word ends in dots, and is told."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(_LETTERS)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        option.currentText = self.text_shown()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self.text_shown() != self.currentText():
            QToolTip.showText(event.globalPos(), self.currentText(), self)
            return True
        return super().event(event)

    def text_shown(self) -> str:
        """The words of the choice, as far as there is room for them."""
        metrics = self.fontMetrics()
        room = self.width() - 2 * metrics.height()
        return metrics.elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)


class _Wide(VerticalScrollArea):
    """It asks for the width of what it holds, which would be cut at the right in less, also of what comes later."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(inside)
        self._asks = 0  # pixels

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        inside = self.widget()
        if event.type() == QEvent.Type.LayoutRequest and inside is not None and watched is inside:
            asks = inside.minimumSizeHint().width()
            if asks != self._asks:
                self._asks = asks
                self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        inside = self.widget()
        bar = self.verticalScrollBar().sizeHint().width()
        wide = inside.minimumSizeHint().width() + bar if inside is not None else 0
        return QSize(max(least.width(), wide), least.height())


def column(gap: int, *parts: QWidget) -> QScrollArea:
    """Parts below each other that scroll as one; the room that is left stays below the last."""
    inside = QWidget()
    below = QVBoxLayout(inside)
    below.setContentsMargins(0, 0, 0, 0)
    below.setSpacing(gap)
    for part in parts:
        below.addWidget(part)
    below.addStretch(1)
    return scrolled(inside)


def scrolled(inside: QWidget) -> QScrollArea:
    """A part that scrolls up and down when the window is low, never sideways."""
    holder = QWidget()
    holder.setObjectName("scrolled_inside")
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 4, 0)
    layout.addWidget(inside)
    return _Wide(holder)
