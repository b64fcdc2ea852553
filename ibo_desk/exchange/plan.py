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
    SKIPPED = "skipped"  # somebody left it out
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
    made_id: UUID | None = (
        None  # the id that what is made gets, where others refer to it or it follows from its key
    )


@dataclass(frozen=True)
class Ask:
    """A name in a list that is no partner's: whom it looks like, and whether it is a part of that municipality."""

    name: str
    likely: UUID | None = None
    is_borough: bool = False


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
    asks: tuple[Ask, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)  # what it says, by field

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
    """What an import of one list does; ``remarks`` are about whole sheets, ``memory`` is written before the rows."""

    source: str
    layout: str
    rows: tuple[RowPlan, ...]
    remarks: tuple[str, ...] = field(default=())
    memory: tuple[Step, ...] = ()
    fields: frozenset[str] = frozenset()  # that have a column

    @property
    def asks(self) -> dict[str, tuple[Ask, int]]:
        """The names that somebody has to say something of, each with the number of rows that it stands in."""
        counted: dict[str, tuple[Ask, int]] = {}
        for row in self.rows:
            for ask in row.asks:
                counted[ask.name] = (ask, counted.get(ask.name, (ask, 0))[1] + 1)
        return counted

    @property
    def changes(self) -> bool:
        return any(row.fate is RowFate.READ for row in self.rows)

    def count(self, fate: RowFate) -> int:
        return sum(row.fate is fate for row in self.rows)
