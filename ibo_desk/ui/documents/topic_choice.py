"""The topic that papers are about."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtGui import QShowEvent

from ibo_desk.language import _
from ibo_desk.ui.widgets import Combo


class TopicChoice(Combo):
    """Every topic, or one; filled when it is shown, because a region has thousands and most papers ask for none."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: Sequence[tuple[str, UUID]] | None = None

    def offer(self, topics: Sequence[tuple[str, UUID]]) -> None:
        """Titles with their ids; what was chosen stays chosen."""
        self._waiting = topics
        if self.isVisible():
            self._fill()

    def choose(self, topic_id: UUID | None) -> None:
        """An id of something else is all of them."""
        self._fill()
        self.setCurrentIndex(max(0, self.findData(topic_id)))

    def showEvent(self, event: QShowEvent) -> None:
        self._fill()
        super().showEvent(event)

    def _fill(self) -> None:
        if self._waiting is None:
            return
        chosen, topics, self._waiting = self.currentData(), self._waiting, None
        self.blockSignals(True)
        self.clear()
        self.addItem(_("Every topic"), None)
        for title, topic_id in topics:
            self.addItem(title, topic_id)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)
