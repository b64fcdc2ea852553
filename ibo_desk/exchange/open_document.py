"""An OpenDocument spreadsheet (.ods), read as a stream within the bounds of any workbook.

A row or cell that says it is repeated a million times costs nothing where it is empty, and counts as often where it
is not.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from ibo_desk.domain import bounds
from ibo_desk.domain.characters import clean, clean_line
from ibo_desk.exchange.book_parts import Look, local, number
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
    count_sheets,
    spread,
    tell,
)
from ibo_desk.foreign.errors import ForeignError, Reason
from ibo_desk.foreign.package import Package
from ibo_desk.language import _

MIME: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT: Final = "content.xml"
_STYLES: Final = "styles.xml"
_OUTSIDE: Final = frozenset({"tracked-changes", "shapes", "ruby-text"})  # what stands in no cell
_CLOCK: Final = re.compile(r"PT(?P<hours>\d{1,4})H(?P<minutes>\d{1,2})M(?P<seconds>\d{1,2})(?:[.,]\d+)?S")
_WHITE: Final = frozenset({"", "transparent", "#ffffff"})
_PLAIN: Final = Look()


def read_open_document(package: Package) -> list[RawSheet]:
    """The sheets of an .ods. Raises ``ForeignError``: OTHER_PACKAGE for another kind of document, DAMAGED, TOO_BIG."""
    if "mimetype" not in package.names or package.read("mimetype").strip() != MIME:
        raise ForeignError(Reason.OTHER_PACKAGE)
    styles = _Styles()
    if _STYLES in package.names:
        package.walk(_STYLES, styles)
    walker = _Walker(styles)
    package.walk(_CONTENT, walker)
    count_sheets(len(walker.sheets))
    return walker.sheets


@dataclass
class _Style:
    """What one style says itself; None where it leaves that to its parent."""

    parent: str = ""
    struck: bool | None = None
    coloured: bool | None = None
    shown: bool | None = None  # of a table


class _Styles:
    """Goes through the styles of a document: which strike through, which colour, which hide a sheet."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}
        self._current: _Style | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        own, tag = _plain(attributes), local(name)
        if tag == "style":
            self._current = _Style(own.get("parent-style-name", ""))
            self._styles[own.get("family", ""), own.get("name", "")] = self._current
            if len(self._styles) > bounds.STYLES:
                raise ForeignError(Reason.TOO_BIG, _STYLES)
        elif self._current is not None:
            self._read(self._current, tag, own)

    def end(self, name: str) -> None:
        if local(name) == "style":
            self._current = None

    def data(self, text: str) -> None: ...

    @staticmethod
    def _read(style: _Style, tag: str, own: Mapping[str, str]) -> None:
        if tag == "text-properties" and "text-line-through-style" in own:
            style.struck = own["text-line-through-style"] != "none"
        elif tag == "table-cell-properties" and "background-color" in own:
            style.coloured = own["background-color"].lower() not in _WHITE
        elif tag == "table-properties" and "display" in own:
            style.shown = own["display"] != "false"

    def look(self, family: str, name: str) -> Look:
        """How a style looks, through those it builds on."""
        struck, coloured = self._first(family, name, "struck"), self._first(family, name, "coloured")
        return Look(struck=bool(struck), coloured=bool(coloured))

    def shows(self, name: str) -> bool:
        """Whether a sheet of this style is one that people see."""
        return self._first("table", name, "shown") is not False

    def _first(self, family: str, name: str, what: str) -> bool | None:
        for _step in range(bounds.WORKBOOK.depth):  # a style that builds on itself ends here
            style = self._styles.get((family, name))
            if style is None:
                return None
            said: bool | None = getattr(style, what)
            if said is not None:
                return said
            name = style.parent
        return None


@dataclass
class _Cell:
    """A cell while it is read."""

    own: Mapping[str, str]
    look: Look = _PLAIN
    is_error: bool = False
    lines: list[str] = field(default_factory=list)
    length: int = 0
    struck_length: int = 0
    comment: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def add(self, text: str, *, struck: bool) -> None:
        if self.length <= bounds.CELL_TEXT:
            self.lines[-1:] = [f"{self.lines[-1] if self.lines else ''}{text}"]
            self.length += len(text)
            self.struck_length += len(text) if struck else 0

    @property
    def text(self) -> str:
        return clean("\n".join(self.lines)[: bounds.CELL_TEXT]).strip()

    @property
    def struck(self) -> bool:
        return self.look.struck or 0 < self.length == self.struck_length

    def value(self) -> tuple[Value, str]:
        """The value, and what is to be told of a cell that gives none or less than it holds."""
        kind = self.own.get("value-type", "")
        if self.is_error:
            return None, ERROR
        if not kind and "formula" in self.own and not self.text:
            return None, NO_VALUE
        reader = _READERS.get(kind)
        if reader is None:
            return self.own.get("string-value") or self.text, CUT if self.length > bounds.CELL_TEXT else ""
        try:
            return reader(self.own), ""
        except (KeyError, ValueError, OverflowError):
            return None, ERROR


def _number(own: Mapping[str, str]) -> Value:
    value = float(own["value"])
    if not math.isfinite(value):
        raise ValueError(own["value"])
    return int(value) if value.is_integer() else value


def _day(own: Mapping[str, str]) -> Value:
    return date.fromisoformat(own["date-value"][:10])


def _clock(own: Mapping[str, str]) -> Value:
    match = _CLOCK.fullmatch(own["time-value"])
    if match is None:
        raise ValueError(own["time-value"])
    minutes = int(match["hours"]) * 60 + int(match["minutes"]) + round(int(match["seconds"]) / 60)
    return time(*divmod(minutes, 60)) if minutes < 1440 else minutes / 1440


_READERS: Final[Mapping[str, Callable[[Mapping[str, str]], Value]]] = {
    "float": _number,
    "percentage": lambda own: as_percent(float(own["value"])),
    "currency": _number,
    "date": _day,
    "time": _clock,
    "boolean": lambda own: own["boolean-value"] == "true",
}


class _Walker:
    """Goes through the content: the styles of this document first, then sheet by sheet."""

    def __init__(self, styles: _Styles) -> None:
        self.sheets: list[RawSheet] = []
        self._styles = styles
        self._left = [bounds.CELLS]
        self._sheet: _SheetInMaking | None = None
        self._cell: _Cell | None = None
        self._within: list[str] = []  # what is open inside a cell, or outside of every cell
        self._spans: list[bool] = []  # whether each open piece of text is struck through

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if self._within or tag in _OUTSIDE:
            self._start_within(tag)
        elif self._cell is not None:
            self._start_in_cell(self._cell, tag, _plain(attributes))
        elif tag in {"table-cell", "covered-table-cell"} and self._sheet is not None:
            self._start_cell(tag, attributes)
        elif tag in _STARTS:
            _STARTS[tag](self, _plain(attributes))
        else:
            self._styles.start(name, attributes)

    def end(self, name: str) -> None:
        tag = local(name)
        if self._within:
            self._within.pop()
        elif (
            tag in {"table-cell", "covered-table-cell"} and self._cell is not None and self._sheet is not None
        ):
            self._sheet.put(self._cell)
            self._cell = None
        elif tag == "span" and self._spans:
            self._spans.pop()
        elif self._cell is None:
            self._end_outside(tag, name)

    def data(self, text: str) -> None:
        cell = self._cell
        if cell is None:
            return
        if not self._within:
            if cell.lines:
                cell.add(text, struck=any(self._spans))
        elif self._within[0] == "annotation" and self._within[-1] in {"p", "span"}:
            cell.comment.append(text)

    def _start_within(self, tag: str) -> None:
        self._within.append(tag)
        if tag == "p" and self._cell is not None and self._cell.comment:
            self._cell.comment.append(" ")

    def _start_in_cell(self, cell: _Cell, tag: str, own: Mapping[str, str]) -> None:
        if tag == "annotation":
            self._within.append(tag)
        elif tag == "p":
            cell.lines.append("")
        elif tag == "span":
            self._spans.append(self._styles.look("text", own.get("style-name", "")).struck)
        elif tag == "a":
            cell.links.append(own.get("href", ""))
        elif tag in {"s", "tab", "line-break"} and cell.lines:
            spaces = " " * min(number(own.get("c")) or 1, bounds.CELL_TEXT)
            cell.add({"s": spaces, "tab": "\t"}.get(tag, "\n"), struck=any(self._spans))

    def _start_cell(self, tag: str, attributes: dict[str, str]) -> None:
        assert self._sheet is not None
        own = _plain(attributes)
        style = own.get("style-name") or self._sheet.usual_style()
        covered = tag == "covered-table-cell"
        own = {"number-columns-repeated": own.get("number-columns-repeated", "1")} if covered else own
        error = any(
            key.endswith("calcext:1.0 value-type") and value == "error" for key, value in attributes.items()
        )
        self._cell = _Cell(own, self._styles.look("table-cell", style), error and not covered)

    def _start_sheet(self, own: Mapping[str, str]) -> None:
        self._sheet = _SheetInMaking(
            clean_line(own.get("name", "")), self._styles.shows(own.get("style-name", "")), self._left
        )

    def _start_column(self, own: Mapping[str, str]) -> None:
        if self._sheet is not None:
            self._sheet.column(own)

    def _start_row(self, own: Mapping[str, str]) -> None:
        if self._sheet is not None:
            self._sheet.start_row(own)

    def _end_outside(self, tag: str, name: str) -> None:
        if tag == "table" and self._sheet is not None:
            self.sheets.append(self._sheet.finished())
            self._sheet = None
        elif tag == "table-row" and self._sheet is not None:
            self._sheet.end_row()
        else:
            self._styles.end(name)


_STARTS: Final[Mapping[str, Callable[[_Walker, Mapping[str, str]], None]]] = {
    "table": _Walker._start_sheet,  # noqa: SLF001  # the table of its own starts
    "table-column": _Walker._start_column,  # noqa: SLF001
    "table-row": _Walker._start_row,  # noqa: SLF001
}


class _SheetInMaking:
    """The rows of one sheet as they come."""

    def __init__(self, name: str, visible: bool, left: list[int]) -> None:
        self._name = name
        self._visible = visible
        self._left = left
        self._rows: dict[int, RawRow] = {}
        self._merged: list[Area] = []
        self._hidden: list[tuple[int, int]] = []
        self._styles: list[tuple[int, str]] = []  # the first column after some, and their usual style
        self._columns = 0
        self._cut = False
        self._number = 0  # of the last row that ended
        self._repeated = 1
        self._row = RawRow(0)
        self._row_style = ""
        self._at = 0
        self._comments: list[tuple[str, str]] = []
        self._links: list[tuple[str, str]] = []

    def column(self, own: Mapping[str, str]) -> None:
        repeated = number(own.get("number-columns-repeated")) or 1
        if own.get("visibility", "visible") != "visible" and len(self._hidden) < bounds.NOTES:
            self._hidden.append((self._columns, self._columns + repeated - 1))
        self._columns += repeated
        if len(self._styles) < bounds.NOTES:
            self._styles.append((self._columns, own.get("default-cell-style-name", "")))

    def usual_style(self) -> str:
        """The style of a cell that names none: that of its row, else that of its column."""
        return self._row_style or next((style for end, style in self._styles if self._at < end), "")

    def start_row(self, own: Mapping[str, str]) -> None:
        self._repeated = number(own.get("number-rows-repeated")) or 1
        self._row = RawRow(self._number + 1, own.get("visibility", "visible") != "visible")
        self._row_style = own.get("default-cell-style-name", "")
        self._at = 0

    def put(self, cell: _Cell) -> None:
        """A cell, as often as it is repeated."""
        repeated = number(cell.own.get("number-columns-repeated")) or 1
        first, row = self._at, self._row
        self._at += repeated
        value, trouble = cell.value()
        place = f"{column_letter(first)}{row.number}"
        if trouble:
            row.remarks.append(_(trouble).format(place=place, value=clean_line(cell.text)[:40]))
        if value is None or value == "":
            return
        count(self._left, repeated, _CONTENT)
        columns = range(first, first + repeated)
        row.cells.update(dict.fromkeys(columns, value))
        row.coloured.update(columns if cell.look.coloured else ())
        row.struck.update(columns if cell.struck else ())
        self._note(cell, place)
        self._merge(cell.own, first)

    def _note(self, cell: _Cell, place: str) -> None:
        if len(self._comments) + len(self._links) >= bounds.NOTES:
            return
        self._comments += [(place, "".join(cell.comment))] if cell.comment else []
        shown = cell.text.casefold()
        targets = (clean_line(link).removeprefix("mailto:") for link in cell.links)
        self._links += [(place, to) for to in targets if to and to.rstrip("/").casefold() not in shown]

    def _merge(self, own: Mapping[str, str], first: int) -> None:
        wide, high = (number(own.get(f"number-{name}-spanned")) or 1 for name in ("columns", "rows"))
        if wide > 1 or high > 1:
            self._merged.append((self._row.number, first, self._row.number + high - 1, first + wide - 1))
        if len(self._merged) > bounds.MERGES:
            raise ForeignError(Reason.TOO_BIG, _CONTENT)

    def end_row(self) -> None:
        row, first = self._row, self._number + 1
        self._number += self._repeated
        if not row.cells and not row.remarks:
            return
        room = bounds.ROWS - len(self._rows)
        self._cut |= self._repeated > room
        times = min(self._repeated, room)
        count(self._left, len(row.cells) * max(0, times - 1), _CONTENT)
        for at in range(first, first + times):
            self._rows[at] = RawRow(at, row.hidden, dict(row.cells), row.remarks[:], row.coloured, row.struck)

    def finished(self) -> RawSheet:
        spread(self._merged, self._rows, self._left)
        tell(self._rows, COMMENT, self._comments)
        tell(self._rows, LINKED, self._links)
        return RawSheet(list(self._rows.values()), self._hidden, self._cut, self._name, self._visible)


def _plain(attributes: Mapping[str, str]) -> dict[str, str]:
    """Attributes without their namespace; what LibreOffice says beside the standard under the same name is left."""
    return {local(key): value for key, value in attributes.items() if "documentfoundation" not in key}
