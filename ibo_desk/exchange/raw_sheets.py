"""A sheet of a workbook of any kind while it is read: rows that hold anything, merged cells, what cells carry along."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from ibo_desk.domain import bounds
from ibo_desk.domain.characters import clean_line
from ibo_desk.foreign.errors import ForeignError, Reason
from ibo_desk.language import N_, _

Value = str | int | float | bool | date | time | None

_PLACE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_LONGEST_NOTE: Final = 80
ERROR: Final = N_("cell {place} holds the error {value} and was not read")
NO_VALUE: Final = N_("cell {place} holds a formula without a value; save the list in Excel first")
CUT: Final = N_("cell {place} holds more text than Excel itself can; the end was not read")
COMMENT: Final = N_("cell {place} has a comment that was not read: “{value}”")
LINKED: Final = N_("cell {place} links to {value}; the link was not read")


@dataclass
class RawRow:
    """A row while it is read; columns count from 0."""

    number: int
    hidden: bool = False
    cells: dict[int, Value] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    coloured: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)


@dataclass
class RawSheet:
    """A sheet as its parts say it is: rows that hold anything, in order."""

    rows: list[RawRow]
    hidden_columns: list[tuple[int, int]]  # first and last, from 0
    cut: bool = False  # it has more rows than are read
    name: str = ""
    visible: bool = True


Area = tuple[int, int, int, int]  # first row and column, last row and column


def is_percent_format(code: str) -> bool:
    """Whether a number format shows a hundred times the value with a percent sign."""
    return "%" in re.sub(r'"[^"]*"|\\\\.', "", code)


def as_percent(value: float) -> str:
    """What a cell of percent shows, with the figures that it holds: 0.105 → "10,5 %"."""
    return f"{value * 100:.10g} %".replace(".", ",")


def column_letter(column: int) -> str:
    """The letters above a column, from 0: 0 is "A", 26 "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def tell(rows: dict[int, RawRow], sentence: str, texts: Iterable[tuple[str, str]]) -> None:
    """Remark at its row what a cell carries beside its value: pairs of its place and the text."""
    for place, text in texts:
        at = place_of(place)
        shown = clean_line(text)
        if at and shown and at[0] in rows:
            short = shown if len(shown) <= _LONGEST_NOTE else f"{shown[: _LONGEST_NOTE - 1]}…"
            rows[at[0]].remarks.append(_(sentence).format(place=place, value=short))


def spread(merged: Iterable[Area], rows: dict[int, RawRow], left: list[int]) -> None:
    """Give the value of merged cells to each row and column that they cover and that holds anything."""
    numbers = sorted(rows)
    widest = max((column for row in rows.values() for column in row.cells), default=0)
    for first_row, first, last_row, last in merged:
        source = rows.get(first_row)
        if source is None or first not in source.cells:
            continue
        value = source.cells[first]
        for at in range(bisect_left(numbers, first_row), len(numbers)):
            if numbers[at] > last_row:
                break
            row = rows[numbers[at]]
            columns = range(first, min(last, widest) + 1)
            count(left, len(columns), "")
            for column in columns:
                row.cells.setdefault(column, value)


def count(left: list[int], cells: int, part: str) -> None:
    """Take cells off what a workbook may still hold; raises ``ForeignError``."""
    left[0] -= cells
    if left[0] < 0:
        raise ForeignError(Reason.TOO_BIG, part)


def count_sheets(sheets: int) -> None:
    """Raises ``ForeignError`` for a workbook of more sheets than anybody keeps a list in."""
    if sheets > bounds.SHEETS:
        raise ForeignError(Reason.TOO_BIG)


def place_of(text: str) -> tuple[int, int] | None:
    """Row (from 1) and column (from 0) of "F5"; None for what is no place."""
    match = _PLACE.fullmatch(text)
    return (int(match[2]), column_at(match[1])) if match else None


def column_at(letters: str) -> int:
    """The column (from 0) below these letters: "A" is 0; below none in what are no letters, -1."""
    column = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return -1
        column = column * 26 + ord(letter) - 64
    return column - 1
