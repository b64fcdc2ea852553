"""What an import would do: row by row, the records to write and what could not be read. Made first, applied at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from ibo_desk.services.base.bulk import Standing


class RowFate(StrEnum):
    """What becomes of a source row."""

    READ = "read"
    UNCHANGED = "unchanged"  # read by an earlier import: skipped for good
    REPEATED = "repeated"  # stands twice in the list
    REFUSED = "refused"  # nothing of it could be used
    TOTAL = "total"
    EQUAL = "equal"  # says what stands in the file
    DOUBTFUL = "doubtful"  # something has to be chosen or mended first; nothing of it is written


@dataclass(frozen=True)
class Ref:
    """Stands for the id of a record that an earlier step of the same plan makes."""

    name: str


@dataclass(frozen=True)
class Step:
    """One record to write. With ``record_id`` its ``values`` are set, else it is made; ``ref`` names what is made.

    ``standing`` is what a person recorded there and the step would replace: it is left, unless it is shown and chosen.
    ``column`` is the cell of the row that says it, so that a later import offers it again. ``revision`` is the one that
    the plan saw, where what is written after the look may not be overwritten.
    """

    table: str
    values: Mapping[str, Any]
    ref: str = ""
    record_id: UUID | None = None
    standing: Standing | None = None
    column: str = ""
    revision: UUID | None = None


@dataclass(frozen=True)
class RowPlan:
    """One source row: what it changes (``says``), what could not be read (``remarks``), and the steps for it.

    ``main`` is the record that the row stands for, as table and id or ``Ref``; ``shown`` its cells as JSON.
    """

    sheet: str
    number: int
    fate: RowFate
    row_hash: str = ""
    shown: str = ""
    says: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    main: tuple[str, UUID | Ref] | None = None

    @property
    def makes(self) -> bool:
        """Whether the record that the row stands for is new."""
        return self.main is not None and isinstance(self.main[1], Ref)

    @property
    def replaces(self) -> tuple[Standing, ...]:
        """What stands in the file and would be replaced by this row."""
        return tuple(step.standing for step in self.steps if step.standing is not None)


@dataclass(frozen=True)
class Plan:
    """What an import of one workbook does; ``remarks`` are about whole sheets."""

    source: str
    layout: str
    rows: tuple[RowPlan, ...]
    remarks: tuple[str, ...] = field(default=())

    @property
    def changes(self) -> bool:
        return any(row.fate is RowFate.READ for row in self.rows)

    def count(self, fate: RowFate) -> int:
        return sum(row.fate is fate for row in self.rows)
