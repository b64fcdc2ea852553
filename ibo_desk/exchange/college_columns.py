"""Calendars with a column for each college: turned into the list that is read, with a row for each college.

Below a college stand its rules (the row says which: "zittingsdag", "indientermijn"), its days, or a mark beside a day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from ibo_desk.domain.due import day_in_figures
from ibo_desk.domain.names import fold
from ibo_desk.exchange.headings import HEADING_WITHIN
from ibo_desk.exchange.layouts import CALENDARS
from ibo_desk.exchange.workbook import Sheet, SourceRow, Value, as_text

_MARKS: Final = frozenset({"x", "v", "✓", "ja", "zitting", "1"})
_NO_MARKS: Final = frozenset({"", "-", "–", "nee", "neen", "0"})
_LEAST: Final = 2  # colleges: one municipality above a column is a word like others


def by_college(sheet: Sheet, headings: Mapping[str, Sequence[str]]) -> Sheet | None:
    """The sheet with a row for each college; None where it is no calendar with a column for each of them.

    ``headings``: what may stand above the column of each college, folded.
    """
    known = {name for names in headings.values() for name in names}
    for at, row in enumerate(sheet.rows[:HEADING_WITHIN]):
        columns = {column: text for column in row.cells if fold(text := row.text(column)) in known}
        if len(columns) >= _LEAST:
            label = min(set(row.cells) | {0}) if min(columns) else None
            return _turned(sheet, at, columns, label)
    return None


def _turned(sheet: Sheet, at: int, columns: Mapping[int, str], label: int | None) -> Sheet | None:
    rules: dict[int, dict[str, str]] = {column: {} for column in columns}
    days: dict[int, list[str]] = {column: [] for column in columns}
    for row in sheet.rows[at + 1 :]:
        name = "" if label is None else CALENDARS.field_of(row.text(label)) or ""
        day = None if label is None else _day(row.cells.get(label))
        for column in columns:
            text = row.text(column)
            if name and name not in {"college", "on"}:
                rules[column][name] = text
            elif (said := _day_said(row.cells.get(column), day)) is None:
                return None
            elif said:
                days[column].append(said)
    fields = list(dict.fromkeys(name for said in rules.values() for name in said))
    if not fields and not any(days.values()):
        return None
    heads = ["college", *(CALENDARS.headings[name][0] for name in fields), CALENDARS.headings["on"][0]]
    rows = [SourceRow(sheet.rows[at].number, dict(enumerate(heads)))]
    for column, college in columns.items():
        cells = [college, *(rules[column].get(name, "") for name in fields), "; ".join(days[column])]
        rows.append(SourceRow(column + 1, {place: text for place, text in enumerate(cells) if text}))
    return replace(sheet, rows=(*sheet.rows[:at], *rows), hidden_columns=())


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else day_in_figures(value) if isinstance(value, str) else None


def _day_said(value: Value, beside: date | None) -> str | None:
    """The day that a cell means, "" for none; None where the cell belongs to no calendar."""
    text = as_text(value)
    if beside is None:
        return text if not text or _day(value) is not None else None
    shown = as_text(beside)
    if fold(text) in _NO_MARKS:
        return ""
    return shown if fold(text) in _MARKS else f"{shown} {text}"
