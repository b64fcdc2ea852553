"""A line of an agenda taken apart: its number and how deep it stands, its hour, and what the other columns say."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ibo_desk.domain.agenda_lines import RawLine, table_heads
from ibo_desk.domain.agenda_numbers import Mark, believed, levels, mark_of
from ibo_desk.domain.agenda_words import Clock, begins_with_clock, clock_of, only_minutes, only_type
from ibo_desk.domain.bodies import ItemType

ANNEX = "Bijlage: "


@dataclass
class Cells:
    """What the columns of a line say; ``bare`` are the words that name an item, its number before them."""

    number: str = ""
    title: str = ""
    clock: Clock = field(default_factory=lambda: Clock(""))
    kind: ItemType | None = None
    minutes: int | None = None
    details: list[str] = field(default_factory=list)

    @property
    def bare(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass(frozen=True)
class Row:
    """A line with what it says; ``timed``: an hour stands where an item names it."""

    raw: RawLine
    cells: Cells
    mark: Mark | None
    level: int
    timed: bool

    @property
    def bare(self) -> str:
        return self.cells.bare


def rows_of(raws: Sequence[RawLine]) -> list[Row]:
    """The lines taken apart; numbers of one mail say nothing of those of another."""
    heads: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    taken: list[Cells] = []
    for raw in raws:
        if table_heads(raw.cells):
            heads, names = table_heads(raw.cells), raw.cells
        elif len(raw.cells) > 1 and len(raw.cells) != len(heads):
            heads = names = ()
        taken.append(_cells_of(raw, heads, names))
    marks = believed([mark_of(cells.bare) for cells in taken])
    by_part: defaultdict[int, list[int]] = defaultdict(list)
    for at, raw in enumerate(raws):
        by_part[raw.part].append(at)
    depth = [0] * len(raws)
    for places in by_part.values():
        for at, level in zip(places, levels([marks[at] for at in places]), strict=True):
            depth[at] = level
    return [
        Row(raw, cells, mark, level, _is_timed(raw, cells))
        for raw, cells, mark, level in zip(raws, taken, marks, depth, strict=True)
    ]


def _cells_of(raw: RawLine, heads: Sequence[str], names: Sequence[str]) -> Cells:
    if len(raw.cells) == 1:
        return _line(raw)
    documents = "attached" in heads and "title" not in heads
    return _annexes(raw.cells, heads, names) if documents else _row(raw.cells, heads, names)


def _is_timed(raw: RawLine, cells: Cells) -> bool:
    if not cells.bare.strip(" -–:"):
        return False
    return begins_with_clock(raw.text) or (len(raw.cells) > 1 and cells.clock.starts is not None)


def _line(raw: RawLine) -> Cells:
    clock = clock_of(raw.text)
    return Cells(title=clock.bare, clock=clock)


def _row(texts: Sequence[str], heads: Sequence[str], names: Sequence[str]) -> Cells:
    """The cells by their heading; where there is none, by what they look like."""
    cells = Cells()
    roles = heads or ("",) * len(texts)
    for at, text in enumerate(texts):
        if text:
            _cell(cells, text, roles[at], names[at] if names else "")
    if not cells.title and cells.details:
        cells.title = cells.details.pop(0)
    return cells


def _annexes(texts: Sequence[str], heads: Sequence[str], names: Sequence[str]) -> Cells:
    """A row of a list of documents: it names no item."""
    said = zip(texts, heads, names, strict=True)
    return Cells(
        details=[
            ANNEX + text if head == "attached" else f"{name}: {text}" for text, head, name in said if text
        ]
    )


def _cell(cells: Cells, text: str, role: str, name: str) -> None:
    when = clock_of(text)
    minutes = int(text) if role == "clock" and text.isdigit() and len(text) < 4 else only_minutes(text)
    number = text.rstrip(".) ")
    if when.starts is not None and not when.bare.strip(" -–:"):
        cells.clock = when
    elif minutes is not None:
        cells.minutes = minutes
    elif cells.title and only_type(text) is not None:
        cells.kind = only_type(text)
    elif not cells.number and not cells.title and mark_of(f"{number}. x") is not None:
        cells.number = number
    elif role in {"", "title", "rest"} and not cells.title:
        cells.title = text
    elif role == "attached":
        cells.details.append(ANNEX + text)
    else:
        cells.details.append(f"{name}: {text}" if name and role != "rest" else text)
