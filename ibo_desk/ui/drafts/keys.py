"""Keys that belong to the field or to the window, as it stands."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence


def left_to_window(event: QKeyEvent, *, undo: bool, redo: bool) -> bool:
    """Leave Ctrl+Z to the window where the field has nothing to ``undo``, and so with ``redo``; returns whether."""
    if event.type() != QEvent.Type.ShortcutOverride:
        return False
    leaves = (event.matches(QKeySequence.StandardKey.Undo) and not undo) or (
        event.matches(QKeySequence.StandardKey.Redo) and not redo
    )
    if leaves:
        event.ignore()
    return leaves
