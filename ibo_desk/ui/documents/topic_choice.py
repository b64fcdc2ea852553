"""The topic that papers are about."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from ibo_desk.language import _
from ibo_desk.ui.widgets import Combo


class TopicChoice(Combo):
    """Every topic, or one; asked for when it is shown, because a region has thousands and most papers ask for none."""

    asked = Signal()  # it is shown or chosen from, and has no topics yet

    def __init__(self) -> None:
        super().__init__()
        self._to_choose: UUID | None = None  # until the topics are there

    def offer(self, topics: Sequence[tuple[str, UUID]]) -> None:
        """Titles with their ids; what was chosen stays chosen."""
        chosen = self.currentData() or self._to_choose
        self._to_choose = None
        self.blockSignals(True)
        self.clear()
        self.addItem(_("Every topic"), None)
        for title, topic_id in topics:
            self.addItem(title, topic_id)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)

    def choose(self, topic_id: UUID | None) -> None:
        """An id of something else is all of them."""
        if self.count():
            self.setCurrentIndex(max(0, self.findData(topic_id)))
        else:
            self._to_choose = topic_id
            self.asked.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.count():
            self.asked.emit()
