"""What is open with one college, and since when (R22); the lines are recorded like cells of the matrix."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Signal

from ibo_desk.language import N_, _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.lines import name_table
from ibo_desk.ui.table.columns import Column
from ibo_desk.ui.table.panel import TablePanel

if TYPE_CHECKING:
    from ibo_desk.services.feedback_rows import RoundRow

COLUMNS: Final = (
    Column("item", N_("Item"), lambda row: row.item, stretch=True, tip=lambda row: row.item),
    Column("meeting", N_("Meeting"), lambda row: row.meeting, width=88),
    Column("question", N_("Question"), lambda row: row.question, width=130, hidden=True),
    Column("state", N_("State"), lambda row: row.state, width=156, chip=True),
    Column("since", N_("Open since"), lambda row: row.since, width=92),
    Column("by", N_("Answer asked by"), lambda row: row.answer_by, width=160),
    Column("turn", N_("Whose turn"), lambda row: row.turn, width=110, hidden=True),
)


class OfCollege(TablePanel):
    """Everything that waits with or for one college, of all years and bodies."""

    current_cell = Signal(object)  # (item id, college id) or None

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "feedback_college", COLUMNS, empty=_("Nothing is open with this college."))
        name_table(self)
        self.selected.connect(self._tell)

    def show_rows(self, rows: "Sequence[RoundRow]") -> None:
        """Show these rounds; with another college its first line becomes the current one."""
        super().show_rows(rows)
        if self.current() is None:
            self.view.select_first()

    def cells(self) -> list[tuple[UUID, UUID]]:
        """The cells behind the chosen lines."""
        return [(row.item_id, row.college_id) for row in self.chosen()]

    def copy_all(self) -> None:
        """All lines, as Excel takes them."""
        chosen = self.view.currentIndex()
        self.view.selectAll()
        self.view.copy()
        self.view.setCurrentIndex(chosen)

    def _tell(self, row: "RoundRow | None") -> None:
        self.current_cell.emit((row.item_id, row.college_id) if row is not None else None)
