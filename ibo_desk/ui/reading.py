"""From which tables stands on the screen what a widget shows: when one of them is written, it is old."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ibo_desk.domain.changes import Changes
from ibo_desk.ui.lanes import StoreLane


class Reading(QObject):
    """All that a widget and its parts read since they were made; a dialog above it reads for itself.

    Tables are never forgotten: a part may show what was read long ago.
    """

    grew_old = Signal()

    def __init__(self, lane: StoreLane, of: QWidget) -> None:
        super().__init__(of)
        self._of = of
        self.tables: set[str] = set()
        lane.was_read.connect(self._add)
        lane.changed.connect(self._hear)

    def _add(self, owner: QObject | None, tables: set[str]) -> None:
        while owner is not None and not isinstance(owner, QWidget):
            owner = owner.parent()
        if owner is self._of or (owner is not None and self._of.isAncestorOf(owner)):
            self.tables |= tables

    def _hear(self, changes: Changes) -> None:
        if changes.affects(self.tables):
            self.grew_old.emit()
