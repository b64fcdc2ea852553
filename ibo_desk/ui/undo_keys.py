"""Ctrl+Z works wherever the cursor is: a line with nothing of its own to take back leaves the keys to the window."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget


class UndoKeys(QObject):
    """Looks at the lines and texts of one window as they get the focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._entered)

    def _entered(self, _before: QWidget | None, now: QWidget | None) -> None:
        is_text = isinstance(now, (QLineEdit, QPlainTextEdit, QTextEdit))
        if (
            now is not None
            and is_text
            and now.objectName() != "cell_editor"
            and self._window.isAncestorOf(now)
        ):
            now.removeEventFilter(self)
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = _own_steps(watched)
            keys = QKeySequence.StandardKey
            if (event.matches(keys.Undo) and not undo) or (event.matches(keys.Redo) and not redo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def _own_steps(text: QObject) -> tuple[bool, bool]:
    """Whether there is something to take back in it, and something to do again."""
    if isinstance(text, QLineEdit):
        return text.isUndoAvailable(), text.isRedoAvailable()
    if isinstance(text, (QPlainTextEdit, QTextEdit)):
        return text.document().isUndoAvailable(), text.document().isRedoAvailable()
    return True, True
