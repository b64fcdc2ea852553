"""Finding the list in a sheet: its heading rows, and which column holds what.

A heading that is known says it. Where two columns say the same ("punt" and "onderwerp"), what stands below them
decides; a heading that only looks like a known one is taken when somebody said which kind of list it is, and told.
"""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rapidfuzz import fuzz

from ibo_desk.domain.due import Certainty, parse_due
from ibo_desk.domain.names import fold
from ibo_desk.exchange.cells import read_state
from ibo_desk.exchange.layouts import Layout, Table, day_of_list
from ibo_desk.exchange.repeats import repeated
from ibo_desk.exchange.workbook import Sheet, SourceRow, Value, as_text, column_letter

HEADING_WITHIN: Final = 40  # rows: title, explanation and logos stand above the headings
_SAMPLE: Final = 30  # rows that say what a column holds
_ALIKE: Final = 88  # of 100: a heading with a letter wrong
_SHORTEST: Final = 4  # letters of a known heading that may stand among other words
_NOT: Final = ("geen ", "niet ", "zonder ")
_FIGURE: Final = re.compile(r"[\w.\-/ ]{0,6}\d[\w.\-]{0,6}")
_WORDS: Final = re.compile(r"[^\W\d]{2}")
_IN_WORDS: Final = frozenset({"title", "engagement", "name", "summary", "indicator"})
_IN_FIGURES: Final = frozenset({"number", "minutes"})
_WITH_FIGURES: Final = frozenset({"amount", "staff"})
_DAYS: Final = frozenset({"date", "submitted", "since", "until", "due"})
_ONLY_WITH_DAYS: Final = frozenset({"on", "weekday"})
_WEEKDAY: Final = re.compile(r"\b(?:maan|dins|woens|donder|vrij)dag|\b(?:ma|di|wo|do|vr)\b")
_EXACTING: Final = _DAYS | {"on", "weekday", "status"}  # what not every text can be
_CERTAIN: Final = frozenset({Certainty.DAY, Certainty.YEAR_ASSUMED})
_TYPED: Final = _WITH_FIGURES | _DAYS | {"minutes"}


@dataclass(frozen=True)
class HeadingChoice:
    """What somebody said of a sheet: the row of its headings, and the field of each column, "" for one not to read."""

    columns: Mapping[int, str]
    row: int | None = None  # number in the sheet; None: where it was found


@dataclass
class Headings:
    """Where the headings of a sheet stand and what they say: ``columns`` by field, ``guessed`` field → heading."""

    at: int  # in the rows of the sheet
    count: int
    columns: dict[str, int] = field(default_factory=dict)
    guessed: dict[str, str] = field(default_factory=dict)
    remembered: bool = False


def find_table(sheet: Sheet, layouts: Sequence[Layout], *, lenient: bool = False) -> Table | None:
    """The list in a sheet, read by the layout that knows most of its headings; None for a legend or a cover.

    ``lenient``, where somebody said which kind it is: headings that only look like a known one count too.
    """
    best: tuple[tuple[int, int], Layout, Headings] | None = None
    for at in range(min(HEADING_WITHIN, len(sheet.rows))):
        for layout in layouts:
            headings = _headings(sheet, at, layout, lenient=lenient)
            # a title above the headings is no first row of them
            rank = len(headings.columns), -headings.count
            is_list = layout.fits(headings.columns, said=lenient) and _has_its_day(sheet, headings, layout)
            if is_list and (best is None or rank > best[0]):
                best = rank, layout, headings
    if best is None:
        return None
    return table_of(sheet, best[1], best[2] if lenient else _completed(sheet, best[1], best[2]))


def _has_its_day(sheet: Sheet, headings: Headings, layout: Layout) -> bool:
    """Whether the rows of a list that needs days have them, in a column or above them all."""
    above = sheet.rows[: headings.at]
    return not layout.day_above or "date" in headings.columns or day_of_list(sheet.name, above) is not None


def _completed(sheet: Sheet, layout: Layout, headings: Headings) -> Headings:
    """With the columns whose heading only looks like a known one; the list itself is known by the others."""
    wider = _headings(sheet, headings.at, layout, lenient=True)
    keeps = wider.count == headings.count and headings.columns.items() <= wider.columns.items()
    return wider if keeps else headings


def chosen_table(sheet: Sheet, layout: Layout, choice: HeadingChoice) -> Table | None:
    """The list as somebody said it stands; None where they said nothing of what it needs."""
    at = heading_row(sheet, layout) if choice.row is None else _index(sheet, choice.row)
    count = _headings(sheet, at, layout, lenient=True).count if sheet.rows else 1
    columns = {name: column for column, name in choice.columns.items() if name}
    if not layout.needed <= set(columns):
        return None
    if choice.row is None and _is_data(sheet.rows[at : at + 1], columns):
        count = 0
    return table_of(sheet, layout, Headings(at, count, columns))


def _is_data(rows: Sequence[SourceRow], columns: Mapping[str, int]) -> bool:
    """Whether the row where headings would stand has a day or a figure where one belongs: a list without headings."""
    samples = _Samples(rows)
    return any(samples.fits(name, columns[name]) > 0 for name in columns.keys() & _TYPED)


def remembered_table(
    sheet: Sheet, layouts: Mapping[str, Layout], known: Mapping[str, tuple[str, Mapping[str, str]]]
) -> Table | None:
    """The list in a sheet whose headings were read before; ``known``: fingerprint → kind and fields by heading."""
    for at in range(min(HEADING_WITHIN, len(sheet.rows)) if known else 0):
        for count in (1, 2):
            texts = heading_texts(sheet.rows[at : at + count])
            kind, fields = known.get(fingerprint(texts.values()), ("", {}))
            columns = {fields[fold(text)]: column for column, text in texts.items() if fields.get(fold(text))}
            if kind in layouts and layouts[kind].needed <= set(columns):
                return table_of(sheet, layouts[kind], Headings(at, count, columns, remembered=True))
    return None


def fingerprint(headings: Collection[str]) -> str:
    """The same headings in the same order give the same, however they are written."""
    return hashlib.sha256("\n".join(map(fold, headings)).encode()).hexdigest() if headings else ""


def heading_row(sheet: Sheet, layout: Layout) -> int:
    """Where the headings most likely stand, for a list that nobody recognises: most known words, then most cells."""
    ranked = [
        (len(_headings(sheet, at, layout, lenient=True).columns), _texts(row), -at)
        for at, row in enumerate(sheet.rows[:HEADING_WITHIN])
    ]
    return -max(ranked)[2] if ranked else 0


def partly(sheet: Sheet, layout: Layout, at: int) -> Headings:
    """What the headings in that row say, also where they do not make a list."""
    return _headings(sheet, at, layout, lenient=True) if sheet.rows else Headings(0, 1)


def heading_texts(rows: Sequence[SourceRow]) -> dict[int, str]:
    """What stands above each column: the words of both heading rows, once where they are merged."""
    columns = sorted({column for row in rows for column in row.cells})
    parts = {column: dict.fromkeys(filter(None, (row.text(column) for row in rows))) for column in columns}
    return {column: " ".join(words) for column, words in parts.items() if words}


def table_of(sheet: Sheet, layout: Layout, headings: Headings) -> Table:
    """The list below these headings."""
    below = headings.at + headings.count
    heading_rows, rows = sheet.rows[headings.at : below], sheet.rows[below:]
    used = {column for row in rows for column in row.cells}
    columns = headings.columns
    texts = heading_texts(heading_rows)
    rows, ditto = repeated(rows, columns.values(), texts)
    return Table(
        sheet.name,
        layout,
        columns,
        rows,
        sheet.rows[: headings.at],
        _named(texts, used - {*columns.values()}),
        _named(texts, {column for column in columns.values() if sheet.hides(column)}),
        texts,
        headings.guessed,
        headings.remembered,
        ditto=ditto,
    )


def _headings(sheet: Sheet, at: int, layout: Layout, *, lenient: bool) -> Headings:
    """What the row says as headings, and over how many rows they go (a second row completes the first)."""
    row = sheet.rows[at]
    following = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else None
    single = _read(
        sheet, at, 1, layout, {column: [as_text(value)] for column, value in row.cells.items()}, lenient
    )
    if following is None or any(not isinstance(value, str) for value in following.cells.values()):
        return single
    both: dict[int, list[str]] = {}
    for column in sorted({*row.cells, *following.cells}):
        top, low = row.text(column), following.text(column)
        both[column] = [f"{top} {low}".strip(), low, top]
    double = _read(sheet, at, 2, layout, both, lenient)
    more = len(double.columns) - len(single.columns)
    return double if more > 0 or (more == 0 and _goes_on(layout, row, following)) else single


def _goes_on(layout: Layout, row: SourceRow, following: SourceRow) -> bool:
    """Whether the next row is one of headings too: known ones below others, the rest merged with what is above."""
    below = {column: following.text(column) for column in following.cells}
    same = {column for column, text in below.items() if text == row.text(column)}
    known = {column for column in below.keys() - same if layout.field_of(below[column])}
    return bool(known and same)


def _read(
    sheet: Sheet, at: int, count: int, layout: Layout, texts: Mapping[int, Sequence[str]], lenient: bool
) -> Headings:
    headings = Headings(at, count)
    samples = _Samples(sheet.rows[at + count : at + count + _SAMPLE])
    claims = _claims(layout, texts, samples)
    spare = []
    for name, claimed in claims.items():
        # what stands right above a column says more than what stands above several ("Timing": "Start" and "Einde")
        best = max(claimed, key=lambda column: (samples.fits(name, column), *claimed[column]))
        headings.columns[name] = best
        spare += [column for column in claimed if column != best and name == "title"]
        if len(claimed) > 1:
            headings.guessed[name] = next(iter(texts[best]))
    for column in spare:  # "punt" with 1, 2, 3 beside "onderwerp" is a number
        if (
            "number" in layout.headings
            and "number" not in headings.columns
            and samples.fits("number", column) > 0.8
        ):
            headings.columns["number"] = column
            headings.guessed["number"] = next(iter(texts[column]))
    if lenient:
        _add_alike(layout, texts, samples, headings)
    return headings


def _claims(
    layout: Layout, texts: Mapping[int, Sequence[str]], samples: "_Samples"
) -> dict[str, dict[int, tuple[int, int]]]:
    """The columns whose heading is a known one, by field: how near its candidate stands, and how usual it is."""
    claims: dict[str, dict[int, tuple[int, int]]] = {}
    for column, candidates in texts.items():
        for place, text in enumerate(candidates):
            name = _meant(layout.fields_of(text), column, samples)
            if name:
                claims.setdefault(name, {})[column] = -place, -layout.usual(name, text)
                break
    return claims


def _meant(names: Sequence[str], column: int, samples: "_Samples") -> str:
    """The field of these that what stands below can be; "" where a heading of several meanings holds none of them."""
    if len(names) < 2:
        return next(iter(names), "")
    exacting = sorted(names, key=lambda name: name not in _EXACTING)
    fitting = (name for name in exacting if samples.fits(name, column) > 0.5)
    return next(fitting, "" if _ONLY_WITH_DAYS.issuperset(names) else exacting[-1])


def _add_alike(
    layout: Layout, texts: Mapping[int, Sequence[str]], samples: "_Samples", headings: Headings
) -> None:
    """Columns whose heading looks like a known one that no other column has, where what is below fits."""
    for column, candidates in texts.items():
        if column in headings.columns.values():
            continue
        open_fields = [
            name for name in layout.headings if name not in headings.columns and name not in layout.exact
        ]
        ranked = [
            (_likeness(text, layout.headings[name]), name) for text in candidates for name in open_fields
        ]
        score, name = max(ranked, default=(0.0, ""))
        if score >= _ALIKE and samples.fits(name, column) > 0.5:
            headings.columns[name] = column
            headings.guessed[name] = next(iter(candidates))


def _likeness(heading: str, known: Sequence[str]) -> float:
    """How much a heading looks like known ones, of 100: a letter wrong, or a known heading among other words."""
    words = fold(heading).strip(" .:*?!")
    if words.startswith(_NOT):
        return 0.0
    within = [
        100.0 for name in known if len(name) >= _SHORTEST and re.search(rf"\b{re.escape(name)}\b", words)
    ]
    alike = [fuzz.ratio(words, name) for name in known if len(name) >= _SHORTEST]
    return max([*within, *alike], default=0.0)


class _Samples:
    """The first rows below the headings, which say what a column holds."""

    def __init__(self, rows: Sequence[SourceRow]) -> None:
        self._rows = rows

    def fits(self, name: str, column: int) -> float:
        """Which part of a column's cells can be what the field holds; of a field that holds anything all of them."""
        values = [row.cells[column] for row in self._rows if column in row.cells]
        if not values:
            return 0.0 if name in _IN_WORDS | _IN_FIGURES | _WITH_FIGURES | _DAYS else 1.0
        return sum(_can_be(name, value) for value in values) / len(values)


def _can_be(name: str, value: Value) -> bool:
    text = as_text(value)
    if name in _IN_WORDS:
        return not isinstance(value, date) and _WORDS.search(text) is not None
    if name in _IN_FIGURES:
        return not isinstance(value, date) and _FIGURE.fullmatch(text) is not None
    if name in _WITH_FIGURES:
        return not isinstance(value, date) and any(sign.isdigit() for sign in text)
    if name == "weekday":
        return not _is_day(value) and _WEEKDAY.search(fold(text)) is not None
    if name == "on":
        return _is_day(value) or re.fullmatch(r"(?:19|20)\d\d", text) is not None
    if name == "status":
        return read_state(text) is not None
    if name in _DAYS:
        return isinstance(value, date) or parse_due(text, date.min.replace(year=2000)).on is not None
    return True


def _is_day(value: Value) -> bool:
    """Whether a cell holds a day, or several with their figures."""
    parts = re.split(r"[\n;,]+", as_text(value))
    said = (parse_due(part, date.min.replace(year=2000)) for part in parts if any(map(str.isdigit, part)))
    return isinstance(value, date) or any(due.on is not None and due.certainty in _CERTAIN for due in said)


def _index(sheet: Sheet, number: int) -> int:
    return next((at for at, row in enumerate(sheet.rows) if row.number >= number), 0)


def _texts(row: SourceRow) -> int:
    """How many different words stand in a row: a title that is merged over the sheet is one."""
    return len({value for value in row.cells.values() if isinstance(value, str)})


def _named(headings: Mapping[int, str], columns: Collection[int]) -> tuple[str, ...]:
    """Columns by what stands above them, else by their letter."""
    return tuple(headings.get(column) or column_letter(column) for column in sorted(columns))
