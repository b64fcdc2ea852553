"""What was asked of one college, what is open and since when (R22); recorded like cells of the matrix."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import Signal

from ibo_desk.domain.feedback import FeedbackState, Question, Turn
from ibo_desk.language import N_, _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.feedback.figures import Shown, stands
from ibo_desk.ui.lines import name_table
from ibo_desk.ui.table.columns import Column, Columns
from ibo_desk.ui.table.panel import TablePanel

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.feedback.matrix import Matrix, MatrixItem
    from ibo_desk.services.feedback.rows import RoundRow


@dataclass(frozen=True)
class CollegeLine:
    """A current round with one college, or an item about which it was asked nothing (``state`` None).

    ``answer_by`` only while an answer is owed by that day, ``until`` whatever became of it.
    """

    id: UUID
    revision: UUID | None
    item_id: UUID
    college_id: UUID
    item: str
    meeting: str
    on: date
    question: Question | None
    state: FeedbackState | None
    since: date | None
    until: date | None
    answer_by: date | None
    turn: Turn


def read_lines(
    app: "App",
    college: UUID,
    matrix: "Matrix",
    approaching: set[UUID],
    shown: Shown,
    filters: tuple[Any, ...],
) -> list[CollegeLine]:
    """The lines of one college and its matrix, on the store lane; what waits first, then the latest meeting."""
    known = [_of_round(row) for row in app.feedback.of_college(college, *filters)]
    there = {line.item_id for line in known}
    lines = known + [_without_round(item, college) for item in matrix.items if item.id not in there]
    lines.sort(key=lambda line: line.on, reverse=True)
    lines.sort(key=lambda line: line.turn is Turn.NOBODY)
    return [line for line in lines if stands(line, shown, approaches=line.item_id in approaching)]


def _of_round(row: "RoundRow") -> CollegeLine:
    owed = row.answer is None and row.turn is Turn.COLLEGE
    return CollegeLine(
        row.id, row.revision, row.item_id, row.college_id, row.item, row.meeting, row.meeting_on, row.question,
        row.state, row.since, row.answer_by, row.answer_by if owed else None, row.turn,
    )  # fmt: skip


def _without_round(item: "MatrixItem", college_id: UUID) -> CollegeLine:
    return CollegeLine(
        item.id, None, item.id, college_id, item.title, item.meeting, item.on, None, None, None, None, None,
        Turn.NOBODY,
    )  # fmt: skip


COLUMNS: Final[Columns[CollegeLine]] = (
    Column("item", N_("Item"), lambda row: row.item, stretch=True, tip=lambda row: row.item),
    Column("meeting", N_("Meeting"), lambda row: row.meeting, width=88),
    Column("question", N_("Question"), lambda row: row.question, width=130, hidden=True),
    Column("state", N_("State"), lambda row: row.state, width=232, chip=True),
    Column("since", N_("Since"), lambda row: row.since, width=92),
    Column("by", N_("Asked for by"), lambda row: row.until, width=112),
    Column("turn", N_("Whose turn"), lambda row: row.turn, width=110, hidden=True),
)


class OfCollege(TablePanel[CollegeLine]):
    """Everything that was asked of one college, as the filters of the page say."""

    current_cell = Signal(object)  # (item id, college id) or None

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "feedback_college",
            COLUMNS,
            empty=_("Nothing here for this college. Choose another period, or more under “Shown”."),
        )
        name_table(self)
        self.selected.connect(self._tell)

    def show_rows(self, rows: Sequence[CollegeLine]) -> None:
        """Show these lines; with another college its first line becomes the current one."""
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
        self.view.blocks.copy()
        self.view.setCurrentIndex(chosen)

    def _tell(self, row: CollegeLine | None) -> None:
        self.current_cell.emit((row.item_id, row.college_id) if row is not None else None)
