"""The window of the wall: on the second screen, full; with one screen a window that can be shared or made full."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QMouseEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.ui.meetings.wall.canvas import WallCanvas
from ibo_desk.ui.theme import Theme

_KEY: Final = Qt.Key
_SETTLES: Final = 1000  # milliseconds in which a window manager may activate a window that opened


class WallWindow(QWidget):
    """Shows the canvas and takes the keys of a presenter; what they do to the meeting is told by signals."""

    led = Signal(int)  # so many items on or back
    follows = Signal()
    pause_asked = Signal()
    let_go_asked = Signal()  # the conclusion, as by the same key at the desk
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle(_("The wall"))
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)  # never keeps the program alive
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.canvas = WallCanvas(theme)
        self._desk_window: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self._keys = {
            _KEY.Key_Right: lambda: self.led.emit(1),
            _KEY.Key_PageDown: lambda: self.led.emit(1),
            _KEY.Key_Space: lambda: self.led.emit(1),
            _KEY.Key_Left: lambda: self.led.emit(-1),
            _KEY.Key_PageUp: lambda: self.led.emit(-1),
            _KEY.Key_Down: lambda: self.canvas.move_text(1),
            _KEY.Key_Up: lambda: self.canvas.move_text(-1),
            _KEY.Key_Plus: lambda: self.canvas.grow(1),
            _KEY.Key_Minus: lambda: self.canvas.grow(-1),
            _KEY.Key_B: self.toggle_black,
            _KEY.Key_F: self.follows.emit,
            _KEY.Key_P: self.pause_asked.emit,
            _KEY.Key_S: self.swap,
            _KEY.Key_C: self.let_go_asked.emit,
            _KEY.Key_F11: self.toggle_full,
            _KEY.Key_Escape: self.close,
        }
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenRemoved.connect(self._screen_left)

    def open_beside(self, window: QWidget) -> None:
        """Show it on another screen than ``window`` stands on; on the only screen as a window before it."""
        other = next((screen for screen in QGuiApplication.screens() if screen is not window.screen()), None)
        if other is None:
            self._as_window()
            self.activateWindow()
            return
        self._desk_window = window
        QTimer.singleShot(_SETTLES, self, self._settled)
        self._fill(other)
        window.activateWindow()

    def changeEvent(self, event: QEvent) -> None:
        """The keys stay at the desk as the wall opens: what is typed next is a note, and no key of a presenter.

        A window manager may activate a new window after it was shown; then the desk is given the keys back.
        """
        super().changeEvent(event)
        if (
            event.type() is QEvent.Type.ActivationChange
            and self.isActiveWindow()
            and self._desk_window is not None
        ):
            self._desk_window.activateWindow()

    def _settled(self) -> None:
        self._desk_window = None

    def toggle_black(self) -> None:
        """Show nothing for a while, and all of it again."""
        self.canvas.black = not self.canvas.black
        self.canvas.update()

    def toggle_full(self) -> None:
        """The whole screen, or a window."""
        if self.isFullScreen():
            self._as_window()
        else:
            self.showFullScreen()

    def _as_window(self) -> None:
        corner = self.screen().availableGeometry().topLeft() if self.isFullScreen() else None
        self.showNormal()
        self.resize(1280, 720)
        if corner is not None:
            self.move(corner)  # its frame too lies on the screen

    def swap(self) -> None:
        """Go to the next screen, where there is one."""
        screens = QGuiApplication.screens()
        if len(screens) > 1:
            self.showNormal()
            self._fill(screens[(screens.index(self.screen()) + 1) % len(screens)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        done = self._keys.get(Qt.Key(event.key()))
        if done is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.key() == _KEY.Key_F11:
                self.let_go_asked.emit()
        else:
            done()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.toggle_full()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _fill(self, screen: QScreen) -> None:
        # Full screen is that of the screen on which the window lies; setScreen alone does not move it.
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def _screen_left(self, _screen: QObject) -> None:
        """The beamer was unplugged: never cover the screen that the secretary works on."""
        if self.isFullScreen() and len(QGuiApplication.screens()) == 1:
            self._as_window()
