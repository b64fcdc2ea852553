"""What the page of feedback reads, as its filters ask for it; on the store lane."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from ibo_desk.domain.feedback import Turn
from ibo_desk.domain.topics import Phase
from ibo_desk.ui.feedback.figures import Shown, count, keeps
from ibo_desk.ui.feedback.of_college import CollegeLine, read_lines

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.feedback.matrix import Matrix
    from ibo_desk.services.parties.body_rows import BodyRow

FIRST_ITEMS: Final = 40  # more than a screen shows


@dataclass(frozen=True)
class Filters:
    """What is chosen above the matrix; None where all is."""

    body_id: UUID | None
    since: date | None
    until: date | None
    phase: Phase | None
    turn: Turn | None
    college_id: UUID | None
    shown: Shown

    @property
    def of_items(self) -> tuple[UUID | None, date | None, date | None, Phase | None, Turn | None]:
        return self.body_id, self.since, self.until, self.phase, self.turn


@dataclass(frozen=True)
class Board:
    """What one reading of the page gives."""

    matrix: "Matrix"
    counts: dict[Shown, int]
    bodies: "list[BodyRow]"
    colleges: "list[BodyRow]"
    open_with: list[CollegeLine]


def read_newest(app: "App", filters: Filters) -> "Matrix":
    """The matrix of the newest items, which are seen while the others are read."""
    newest = app.feedback.matrix(*filters.of_items, college_id=filters.college_id, newest=FIRST_ITEMS)
    return _kept(newest, {alarm.item_id for alarm in app.feedback.alarms()}, filters.shown)


def read_board(app: "App", filters: Filters) -> Board:
    """All that the page shows."""
    college_id = filters.college_id
    matrix = app.feedback.matrix(*filters.of_items, college_id=college_id)
    approaching = {alarm.item_id for alarm in app.feedback.alarms() if college_id in {None, alarm.college_id}}
    return Board(
        _kept(matrix, approaching, filters.shown),
        count(matrix, approaching),
        app.bodies.consulting(),
        app.bodies.colleges(),
        read_lines(app, college_id, matrix, approaching, filters.shown, filters.of_items)
        if college_id
        else [],
    )


def _kept(matrix: "Matrix", approaching: set[UUID], shown: Shown) -> "Matrix":
    """The lines that stand in the matrix; what comes last stands on top."""
    kept = keeps(matrix, approaching, shown)
    lines = sorted((item for item in matrix.items if item.id in kept), key=lambda line: line.on, reverse=True)
    return replace(matrix, items=tuple(lines))
