"""The colleges that a paper is for, each with a tick; the current one is looked at beside the form."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ibo_desk.domain.names import display_name
from ibo_desk.language import _

if TYPE_CHECKING:
    from ibo_desk.services.parties.body_rows import BodyRow


class TickedColleges(QListWidget):
    """A list of colleges; ``ticks_changed`` when somebody ticks one or takes a tick away."""

    ticks_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("colleges")
        self.setAccessibleName(_("Colleges"))
        self.itemChanged.connect(self._look_at_ticked)

    def offer(self, colleges: "Sequence[BodyRow]") -> None:
        """Show these colleges, each ticked."""
        with QSignalBlocker(self):
            self.clear()
            for college in colleges:
                item = QListWidgetItem(display_name(college.organisation, college.name))
                item.setData(Qt.ItemDataRole.UserRole, college.id)
                item.setCheckState(Qt.CheckState.Checked)
                self.addItem(item)
            self.setCurrentRow(0)

    def ticked(self) -> list[UUID]:
        """The ids of those with a tick, in the order of the list."""
        return [item.data(Qt.ItemDataRole.UserRole) for item in self._ticked_items()]

    def looked_at(self) -> UUID | None:
        """The current college, else the first; None in an empty list."""
        item = self.currentItem() or self.item(0)
        college_id: UUID | None = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return college_id

    def tick_all(self, on: bool) -> None:
        """Tick every college, or none."""
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        with QSignalBlocker(self):
            for row in range(self.count()):
                self.item(row).setCheckState(state)
        self.ticks_changed.emit()

    def _ticked_items(self) -> Iterator[QListWidgetItem]:
        items = (self.item(row) for row in range(self.count()))
        return (item for item in items if item.checkState() is Qt.CheckState.Checked)

    def _look_at_ticked(self, item: QListWidgetItem) -> None:
        """The college that was just ticked is the one to look at; one that is ticked off gives way to another."""
        if item.checkState() is Qt.CheckState.Checked:
            self.setCurrentItem(item)
        elif item is self.currentItem():
            self.setCurrentItem(next(self._ticked_items(), item))
        self.ticks_changed.emit()
