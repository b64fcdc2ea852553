"""Lists of seats with a column for each kind of them ("effectief lid"), or for each body in which somebody sits."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from ibo_desk.domain.names import fold
from ibo_desk.domain.organisations import Capacity
from ibo_desk.exchange.headings import HEADING_WITHIN
from ibo_desk.exchange.layouts import PEOPLE
from ibo_desk.exchange.workbook import Sheet, SourceRow, Value

CAPACITIES: Final[Mapping[str, Capacity]] = {
    "effectief": Capacity.FULL,
    "effectief lid": Capacity.FULL,
    "lid": Capacity.FULL,
    "e": Capacity.FULL,
    "plaatsvervanger": Capacity.SUBSTITUTE,
    "plaatsvervangend": Capacity.SUBSTITUTE,
    "plv": Capacity.SUBSTITUTE,
    "pv": Capacity.SUBSTITUTE,
    "vervanger": Capacity.SUBSTITUTE,
    "plaatsvervangend lid": Capacity.SUBSTITUTE,
    "p": Capacity.SUBSTITUTE,
    "raadgevend": Capacity.ADVISORY,
    "adviserend": Capacity.ADVISORY,
    "voorzitter": Capacity.CHAIR,
    "covoorzitter": Capacity.CO_CHAIR,
    "co-voorzitter": Capacity.CO_CHAIR,
    "secretaris": Capacity.SECRETARY,
    "contactpersoon": Capacity.CONTACT,
    "coordinator": Capacity.COORDINATOR,
    "gast": Capacity.GUEST,
}
_OTHERS: Final[Mapping[str, str]] = {  # what else stands above a column of those who sit there
    "vertegenwoordiger": "effectief lid",
    "afgevaardigde": "effectief lid",
    "effectieve vertegenwoordiger": "effectief lid",
    "effectief vertegenwoordiger": "effectief lid",
    "plaatsvervangende vertegenwoordiger": "plaatsvervanger",
    "plaatsvervangend vertegenwoordiger": "plaatsvervanger",
    "plaatsvervangers": "plaatsvervanger",
    "plv": "plaatsvervanger",
    "effectieve leden": "effectief lid",
    "effectieve": "effectief lid",
    "leden": "effectief lid",
    "ondervoorzitter": "covoorzitter",
}
_BESIDE: Final = frozenset({"email", "phone", "function"})  # of whoever stands left of it
_MARKS: Final = frozenset({"x", "v", "✓", "✔", "ja", "j", "1"})
_NO_MARKS: Final = frozenset({"", "-", "–", "nee", "neen", "n", "0", "nvt"})
_LEAST: Final = 2  # columns of bodies: the name of one is a word like others
_SHORT: Final = 3  # letters: "e" and "p" stand above columns of other lists


def by_seat(sheet: Sheet) -> tuple[Sheet, ...]:
    """A sheet for each column of seats; none where it is no such list, or has a column for names of its own."""
    for at, row in enumerate(sheet.rows[:HEADING_WITHIN]):
        fields = {column: PEOPLE.field_of(row.text(column)) for column in row.cells}
        seats = {column: word for column in row.cells if (word := _seat(row.text(column)))}
        if seats and "organisation" in fields.values() and "name" not in fields.values():
            return tuple(_of_seat(sheet, at, column, seats, fields) for column in sorted(seats))
    return ()


def by_named_body(sheet: Sheet, bodies: Collection[str]) -> tuple[Sheet, ...]:
    """A sheet for each column of a body with the names of who sits there; none where names have a column of their own.

    ``bodies`` are their names, folded.
    """
    for at, row in enumerate(sheet.rows[:HEADING_WITHIN]):
        fields = {column: PEOPLE.field_of(row.text(column)) for column in row.cells}
        columns = {column: name for column in row.cells if fold(name := row.text(column)) in bodies}
        if len(columns) >= _LEAST and "organisation" in fields.values() and "name" not in fields.values():
            return tuple(_of_seat(sheet, at, column, columns, fields, "body") for column in sorted(columns))
    return ()


def by_body(sheet: Sheet, bodies: Collection[str]) -> Sheet | None:
    """The sheet with the bodies in one column, for each name those that are marked; None where none stands above one.

    ``bodies`` are their names, folded. A mark that says more ("plv.") stands behind the body, for who reads it.
    """
    for at, row in enumerate(sheet.rows[:HEADING_WITHIN]):
        fields = {PEOPLE.field_of(row.text(column)) for column in row.cells}
        columns = {column: name for column in row.cells if fold(name := row.text(column)) in bodies}
        if columns and "name" in fields and "body" not in fields:
            last = max(max(each.cells, default=0) for each in sheet.rows) + 1
            heads = {**_without(row, {*columns}), last: PEOPLE.headings["body"][0]}
            rows = [
                replace(each, cells={**_without(each, {*columns}), last: _marked(each, columns)})
                for each in sheet.rows[at + 1 :]
            ]
            return replace(sheet, rows=(*sheet.rows[:at], replace(row, cells=heads), *rows))
    return None


def _marked(row: SourceRow, columns: Mapping[int, str]) -> str:
    said = {name: row.text(column) for column, name in sorted(columns.items())}
    marked = {name: text for name, text in said.items() if fold(text) not in _NO_MARKS}
    return ", ".join(name if fold(text) in _MARKS else f"{name} ({text})" for name, text in marked.items())


def _seat(heading: str) -> str:
    """The capacity that a heading names; "" for none."""
    words = fold(heading).split("(")[0].strip(" .:*")
    word = _OTHERS.get(words, words)
    return word if word in CAPACITIES and len(word) > _SHORT else ""


def _of_seat(
    sheet: Sheet,
    at: int,
    seat: int,
    seats: Mapping[int, str],
    fields: Mapping[int, str | None],
    said: str = "capacity",
) -> Sheet:
    """The rows with the one who has that seat, and what stands beside no other; ``said`` is what its heading says."""
    heads = sheet.rows[at]
    left_of = {column: max((s for s in seats if s < column), default=seat) for column in fields}
    gone = {column for column in seats if column != seat} | {
        column for column, name in fields.items() if name in _BESIDE and left_of[column] != seat
    }
    last = max(max(row.cells, default=0) for row in sheet.rows) + 1
    names = {**_without(heads, gone), seat: PEOPLE.headings["name"][0], last: PEOPLE.headings[said][0]}
    rows = [
        replace(row, cells={**_without(row, gone), last: seats[seat]})
        for row in sheet.rows[at + 1 :]
        if row.text(seat)
    ]
    title = f"{sheet.name}: {heads.text(seat)}"
    return replace(sheet, name=title, rows=(*sheet.rows[:at], replace(heads, cells=names), *rows))


def _without(row: SourceRow, gone: set[int]) -> dict[int, Value]:
    return {column: value for column, value in row.cells.items() if column not in gone}
