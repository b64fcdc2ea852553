"""A feedback matrix on its side, colleges below each other and items beside each other: turned into the usual one.

It is known by the titles of items above its columns, or by what its cells say; that it was turned is told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ibo_desk.domain.names import fold
from ibo_desk.exchange.layouts import FEEDBACK
from ibo_desk.exchange.matrix_cells import ANSWERED_BY, DATE, DAY_TITLES, read_cell
from ibo_desk.exchange.matrix_items import plain_title
from ibo_desk.exchange.workbook import Sheet, SourceRow, column_letter
from ibo_desk.language import _

_ANY_DAY: Final = date(2000, 1, 1)  # which year a cell means is no matter here
_LEAST: Final = 2  # colleges: one municipality in a column is a word like others
_MOSTLY: Final = 0.6  # of the filled cells, for what no title tells


@dataclass(frozen=True)
class _Side:
    """Where the colleges stand: in which column, from which row on."""

    column: int
    at: int  # of the headings, in the rows of the sheet
    colleges: int  # how many


def turned(
    sheet: Sheet, headings: Mapping[str, Sequence[str]], titles: Collection[str], *, said: bool
) -> Sheet | None:
    """The sheet with a row for each item; None where it is no matrix on its side.

    ``headings``: how each college may be named, folded; ``titles``: those of the items of the file, folded; ``said``
    that somebody says it is a matrix.
    """
    known = {name for names in headings.values() for name in names}
    side = _side(sheet, known)
    if side is None or _across(sheet.rows[side.at], known) >= _LEAST:
        return None
    heads = {column: _title(sheet, side, column, titles) for column in _columns(sheet, side)}
    has_title = any(plain_title(text) in titles for text in heads.values())
    if not has_title and (side.colleges < _LEAST or not (said or _holds_answers(sheet, side))):
        return None
    return _on_its_feet(sheet, side, heads)


def _side(sheet: Sheet, known: Collection[str]) -> _Side | None:
    """The column with most colleges below a heading."""
    best: _Side | None = None
    for column in sorted({column for row in sheet.rows for column in row.cells}):
        rows = [at for at, row in enumerate(sheet.rows) if fold(row.text(column)) in known]
        different = {fold(sheet.rows[at].text(column)) for at in rows}
        if rows and rows[0] > 0 and (best is None or len(different) > best.colleges):
            best = _Side(column, rows[0] - 1, len(different))
    return best


def _across(row: SourceRow, known: Collection[str]) -> int:
    return sum(fold(row.text(column)) in known for column in row.cells)


def _columns(sheet: Sheet, side: _Side) -> list[int]:
    below = sheet.rows[side.at :]
    return sorted({column for row in below for column in row.cells} - {side.column})


def _title(sheet: Sheet, side: _Side, column: int, titles: Collection[str]) -> str:
    """What stands above a column: in the row above the colleges, or one higher where that one is the title."""
    low = sheet.rows[side.at].text(column)
    high = sheet.rows[side.at - 1].text(column) if side.at else ""
    return high if high and plain_title(low) not in titles and plain_title(high) in titles else low


def _holds_answers(sheet: Sheet, side: _Side) -> bool:
    """Whether most cells say what a college answered; a day alone stands in lists of other kinds too."""
    texts = [
        row.text(column)
        for row in sheet.rows[side.at + 1 :]
        for column in row.cells
        if column != side.column and not isinstance(row.cells[column], date)
    ]
    answers = sum(read_cell(text, _ANY_DAY).did in ANSWERED_BY for text in texts)
    return len(texts) >= _LEAST and answers / len(texts) >= _MOSTLY


def _on_its_feet(sheet: Sheet, side: _Side, heads: Mapping[int, str]) -> Sheet:
    head, below = sheet.rows[side.at], sheet.rows[side.at + 1 :]
    rows, remarks = _once(below, side.column)
    places = dict(enumerate(rows, start=2))
    titled = {0: FEEDBACK.headings["title"][0], 1: FEEDBACK.headings["date"][0]}
    names = {at: row.text(side.column) or _("row {row}").format(row=row.number) for at, row in places.items()}
    is_day = {column: fold(text).strip(" .:?") in DAY_TITLES for column, text in heads.items()}
    items = [
        _item(sheet, side, column, heads[column], places)
        for column in sorted(heads, key=lambda column: (not is_day[column], column))
    ]
    hidden = tuple((at, at) for at, row in places.items() if row.hidden)
    text = _(
        "sheet “{sheet}”: the colleges stand below each other and the items beside each other; it was read turned: "
        "row {row} is column {column} there, and so on"
    )
    turned_so = text.format(sheet=sheet.name, row=min(heads) + 1, column=column_letter(min(heads)))
    return replace(
        sheet,
        rows=(*sheet.rows[: side.at], SourceRow(head.number, {**titled, **names}), *items),
        hidden_columns=hidden,
        remarks=(*sheet.remarks, turned_so, *remarks),
    )


def _once(rows: Sequence[SourceRow], column: int) -> tuple[list[SourceRow], list[str]]:
    """The rows with a name of their own, and what is told of those that name a college again or carry a note."""
    first: dict[str, int] = {}
    kept: list[SourceRow] = []
    remarks: list[str] = []
    for row in rows:
        remarks += row.remarks
        name = row.text(column)
        above = first.setdefault(fold(name) or str(row.number), row.number)
        if above == row.number:
            kept.append(row)
        else:
            text = _("“{college}” stands in row {first} and in row {second}; only the first was read")
            remarks.append(text.format(college=name, first=above, second=row.number))
    return kept, remarks


def _item(sheet: Sheet, side: _Side, column: int, title: str, places: Mapping[int, SourceRow]) -> SourceRow:
    """The row of an item: its title, the meeting that stands above it, and what each college did."""
    above = sheet.rows[side.at - 1].text(column) if side.at else ""
    meeting = above if DATE.search(above) else ""
    said = {0: title or column_letter(column), 1: meeting}
    cells = {at: row.cells[column] for at, row in places.items() if column in row.cells}
    return SourceRow(
        column + 1,
        {**{at: text for at, text in said.items() if text}, **cells},
        sheet.hides(column),
        coloured=tuple(at for at, row in places.items() if column in row.coloured),
        struck=tuple(at for at, row in places.items() if column in row.struck),
    )
