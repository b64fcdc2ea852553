"""A list as plain text (.csv, .tsv): what parts its cells and in which characters it is written follow from itself."""

import csv
from typing import Final

from ibo_desk.domain import bounds
from ibo_desk.domain.characters import clean
from ibo_desk.exchange.raw_sheets import CUT, RawRow, RawSheet, column_letter, count
from ibo_desk.foreign.errors import ForeignError, Reason
from ibo_desk.language import _

_DIVIDERS: Final = ";\t,|"
_LOOKED_AT: Final = 40  # lines that say what parts the cells
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_delimited(data: bytes, name: str) -> RawSheet:
    """The rows of a text as a sheet of that name. Raises ``ForeignError``: DAMAGED for what is no text, TOO_BIG."""
    if len(data) > bounds.DELIMITED:
        raise ForeignError(Reason.TOO_BIG)
    lines = _decoded(data).splitlines(keepends=True)
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:  # a line of Excel's own
        divider, lines[0] = lines[0][4], "\n"
    else:
        divider = _divider(lines[:_LOOKED_AT])
    rows: list[RawRow] = []
    left, cut = [bounds.CELLS], False
    csv.field_size_limit(bounds.WORKBOOK.packed)
    try:
        for at, cells in enumerate(csv.reader(lines, delimiter=divider), start=1):
            row = _row(at, cells)
            if not row.cells:
                continue
            if len(rows) >= bounds.ROWS:
                cut = True
                break
            count(left, len(row.cells), "")
            rows.append(row)
    except csv.Error as error:
        raise ForeignError(Reason.DAMAGED) from error
    return RawSheet(rows, [], cut, name)


def _decoded(data: bytes) -> str:
    """The text: by its mark, else UTF-8, else the characters of Windows in western Europe."""
    named = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not named and b"\x00" in data[:1000]:
        raise ForeignError(Reason.NO_PACKAGE)
    for name in filter(None, (named, "utf-8", "cp1252")):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _divider(lines: list[str]) -> str:
    """What parts the cells: of the candidates the one that gives the widest row most often."""

    def rank(divider: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=divider)]
        except csv.Error:
            return 0, 0
        parted = [width for width in widths if width > 1]
        return (sum(width == max(parted) for width in parted), max(parted)) if parted else (0, 0)

    return max(_DIVIDERS, key=rank)


def _row(at: int, cells: list[str]) -> RawRow:
    row = RawRow(at)
    for column, text in enumerate(cells):
        shown = clean(text[: bounds.CELL_TEXT]).strip()
        if shown:
            row.cells[column] = shown
        if len(text) > bounds.CELL_TEXT:
            row.remarks.append(_(CUT).format(place=f"{column_letter(column)}{at}"))
    return row
