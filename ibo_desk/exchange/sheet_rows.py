"""One sheet of a workbook, read as a stream: only the cells that are there are visited."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from ibo_desk.domain import bounds
from ibo_desk.domain.characters import clean, clean_line
from ibo_desk.exchange.book_parts import Book, Look, SharedText, TextPieces, is_on, local, number
from ibo_desk.exchange.raw_sheets import (
    COMMENT,
    CUT,
    ERROR,
    LINKED,
    NO_VALUE,
    Area,
    RawRow,
    RawSheet,
    Value,
    as_percent,
    column_letter,
    count,
    place_of,
    spread,
    tell,
)
from ibo_desk.foreign.errors import ForeignError, Reason
from ibo_desk.foreign.package import Package
from ibo_desk.language import _

_LINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_PLAIN: Final = Look()
_LAST_DAY: Final = 2_958_466  # 31/12/9999, as Excel counts days


def read_sheet(package: Package, name: str, part: str, book: Book, left: list[int]) -> RawSheet:
    """The rows of a sheet; ``left`` holds how many cells the workbook may still have, and is counted down."""
    walker = _SheetWalker(book, left, part)
    package.walk(part, walker)
    rows = {row.number: row for row in walker.rows}
    spread(walker.merged, rows, left)
    related = package.related(part)
    comments = next((place for kind, place in related.values() if kind == "comments"), "")
    if comments in package.names:
        noted = _Comments()
        package.walk(comments, noted)
        tell(rows, COMMENT, noted.texts)
    tell(rows, LINKED, _links(package, part, walker, rows))
    kept = [row for row in rows.values() if row.cells or row.remarks]
    return RawSheet(sorted(kept, key=lambda row: row.number), walker.hidden_columns, walker.cut, name)


class _SheetWalker:
    """Goes through the XML of a sheet."""

    def __init__(self, book: Book, left: list[int], part: str) -> None:
        self.rows: list[RawRow] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[Area] = []
        self.links: list[tuple[str, str]] = []
        self.cut = False
        self._book = book
        self._left = left
        self._part = part
        self._row = RawRow(0)
        self._cell = _Cell()
        self._column = -1
        self._inside: str | None = None  # "v", "f" or "is": whose text is read

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if self._inside == "is":
            self._cell.pieces.start(tag, attributes)
            return
        begin = self._STARTS.get(tag)
        if begin is not None:
            begin(self, attributes)
        elif tag in {"v", "f", "is"}:
            self._inside = tag
            self._cell.has_formula |= tag == "f"

    def end(self, name: str) -> None:
        tag = local(name)
        if tag == self._inside:
            self._inside = None
        elif self._inside == "is":
            self._cell.pieces.end(tag)
        elif tag == "c":
            self._finish_cell()
        elif tag == "row":
            self._finish_row()

    def data(self, text: str) -> None:
        if self._inside == "v":
            self._cell.add(text)
        elif self._inside == "is":
            self._cell.pieces.data(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = RawRow(
            number(attributes.get("r")) or self._row.number + 1, is_on(attributes.get("hidden"))
        )
        self._column = -1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = place_of(attributes.get("r", ""))
        self._column = place[1] if place else self._column + 1
        style = number(attributes.get("s")) or 0
        looks = self._book.looks
        self._cell = _Cell(attributes.get("t", "n"), looks[style] if style < len(looks) else _PLAIN)

    def _start_columns(self, attributes: dict[str, str]) -> None:
        first, last = number(attributes.get("min")), number(attributes.get("max"))
        if first and last and is_on(attributes.get("hidden")) and len(self.hidden_columns) < bounds.NOTES:
            self.hidden_columns.append((first - 1, last - 1))

    def _start_merge(self, attributes: dict[str, str]) -> None:
        corners = [place_of(corner) for corner in attributes.get("ref", "").split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:
            self.merged.append((*corners[0], *corners[1]))
        if len(self.merged) > bounds.MERGES:
            raise ForeignError(Reason.TOO_BIG, self._part)

    def _start_link(self, attributes: dict[str, str]) -> None:
        if len(self.links) < bounds.NOTES and _LINK in attributes:
            self.links.append((attributes.get("ref", "").partition(":")[0], attributes[_LINK]))

    _STARTS: dict[str, Callable[["_SheetWalker", dict[str, str]], None]] = {
        "row": _start_row,
        "c": _start_cell,
        "col": _start_columns,
        "mergeCell": _start_merge,
        "hyperlink": _start_link,
    }

    def _finish_cell(self) -> None:
        value, trouble = self._cell.read(self._book)
        row, look = self._row, self._cell.look
        if trouble:
            place = f"{column_letter(self._column)}{row.number}"
            row.remarks.append(_(trouble).format(place=place, value=clean_line(str(self._cell.raw))[:40]))
        if value is None or value == "":
            return
        row.cells[self._column] = value
        if look.coloured:
            row.coloured.add(self._column)
        if look.struck or self._cell.struck:
            row.struck.add(self._column)

    def _finish_row(self) -> None:
        row = self._row
        if not row.cells and not row.remarks:
            return
        if len(self.rows) >= bounds.ROWS:
            self.cut = True
            return
        count(self._left, len(row.cells), self._part)
        self.rows.append(row)


@dataclass
class _Cell:
    """A cell while it is read."""

    kind: str = "n"
    look: Look = _PLAIN
    pieces: TextPieces = field(default_factory=TextPieces)
    raw: str | None = None
    has_formula: bool = False
    struck: bool = False

    def add(self, text: str) -> None:
        if self.raw is None or len(self.raw) <= bounds.CELL_TEXT:
            self.raw = (self.raw or "") + text

    def read(self, book: Book) -> tuple[Value, str]:
        """The value, and what is to be told of a cell that gives none or less than it holds."""
        if self.kind == "inlineStr":
            return self._text(self.pieces.whole())
        if self.raw is None or not self.raw.strip():
            # a formula that gives an empty text says so by its type; one without a type was never worked out
            return None, NO_VALUE if self.has_formula and self.kind != "str" else ""
        reader = {"s": self._shared, "str": self._own, "e": self._error, "b": self._flag, "d": self._iso}
        return reader.get(self.kind, self._number)(book)

    def _text(self, shared: SharedText) -> tuple[Value, str]:
        self.struck = shared.struck
        self.raw = shared.text
        return clean(shared.text).strip(), CUT if shared.cut else ""

    def _shared(self, book: Book) -> tuple[Value, str]:
        at = number((self.raw or "").strip())
        if at is None or at >= len(book.texts):
            return None, ERROR
        return self._text(book.texts[at])

    def _own(self, _book: Book) -> tuple[Value, str]:
        pieces = TextPieces(_in_text=True)
        pieces.data(self.raw or "")
        return self._text(pieces.whole())

    def _error(self, _book: Book) -> tuple[Value, str]:
        return None, ERROR

    def _flag(self, _book: Book) -> tuple[Value, str]:
        return is_on((self.raw or "").strip()), ""

    def _iso(self, _book: Book) -> tuple[Value, str]:
        try:
            return _without_hour(datetime.fromisoformat((self.raw or "").strip())), ""
        except ValueError:
            return None, ERROR

    def _number(self, book: Book) -> tuple[Value, str]:
        text = (self.raw or "").strip()
        try:
            value: int | float = int(text) if text.lstrip("-").isdigit() and len(text) < 16 else float(text)
        except ValueError:
            return None, ERROR
        if not math.isfinite(value):
            return None, ERROR
        if self.look.is_percent:
            return as_percent(value), ""
        if not self.look.is_date or not 0 <= value < _LAST_DAY:
            return value, ""
        return moment_of(value, since_1904=book.since_1904, is_duration=self.look.is_duration), ""


def moment_of(serial: float, *, since_1904: bool, is_duration: bool) -> Value:
    """The day, or the time of day, that a number of days stands for."""
    epoch = CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900
    try:
        moment = from_excel(serial, epoch, timedelta=is_duration)
    except (OverflowError, ValueError):  # past the last day of the calendar
        return serial
    if isinstance(moment, timedelta):
        minutes = round(moment / timedelta(minutes=1))
        return time(*divmod(minutes, 60)) if 0 <= minutes < 1440 else serial
    return _without_hour(moment) if isinstance(moment, datetime) else moment


def _without_hour(moment: datetime) -> date:
    return moment.date()


class _Comments:
    """Goes through the comments of a sheet: the place and the text of each."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, str]] = []
        self._current = TextPieces()
        self._place = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "comment":
            self._place = attributes.get("ref", "")
            self._current = TextPieces()
        else:
            self._current.start(tag, attributes)

    def end(self, name: str) -> None:
        tag = local(name)
        self._current.end(tag)
        if tag == "comment" and len(self.texts) < bounds.NOTES:
            self.texts.append((self._place, self._current.whole().text))

    def data(self, text: str) -> None:
        self._current.data(text)


def _links(
    package: Package, part: str, walker: _SheetWalker, rows: dict[int, RawRow]
) -> list[tuple[str, str]]:
    """Where cells lead to, unless that is what stands in them."""
    targets = package.outside(part)
    links = []
    for place, key in walker.links:
        target = clean_line(targets.get(key, "")).removeprefix("mailto:")
        at = place_of(place)
        row = rows.get(at[0]) if at else None
        shown = str(row.cells.get(at[1], "")) if at and row else ""
        if target and target.rstrip("/").casefold() not in shown.casefold():
            links.append((place, target))
    return links
