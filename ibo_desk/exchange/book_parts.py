"""The parts of a workbook beside its sheets: which sheets there are, the shared texts, what a style says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from ibo_desk.domain import bounds
from ibo_desk.domain.characters import clean_line, from_excel
from ibo_desk.exchange.raw_sheets import is_percent_format
from ibo_desk.foreign.errors import ForeignError, Reason
from ibo_desk.foreign.package import Package

_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFF: Final = frozenset({"0", "false", "off", "none"})
_WHITE: Final = frozenset({"1", "9", "64", "65"})  # in the old palette, and the colour of an empty sheet
_LONGEST_FORMAT: Final = 255


@dataclass(frozen=True)
class SharedText:
    """A text that cells refer to; ``struck`` where all of it is struck through, ``cut`` where it was too long."""

    text: str
    struck: bool = False
    cut: bool = False


@dataclass(frozen=True)
class Look:
    """What the style of a cell says about its value."""

    is_date: bool = False
    is_duration: bool = False
    is_percent: bool = False
    struck: bool = False
    coloured: bool = False


@dataclass(frozen=True)
class BookSheet:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    visible: bool


@dataclass(frozen=True)
class Book:
    """What the sheets of one workbook share."""

    sheets: tuple[BookSheet, ...]
    since_1904: bool = False
    texts: tuple[SharedText, ...] = ()
    looks: tuple[Look, ...] = ()


def local(name: str) -> str:
    """The name of an element without its namespace."""
    return name.rpartition(" ")[2]


def is_on(value: str | None) -> bool:
    """Whether an attribute is there and says yes: Excel writes "1", others "true"."""
    return value is not None and value not in _OFF


def number(text: str | None) -> int | None:
    """A whole number as an attribute holds it; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def read_book(package: Package) -> Book:
    """Raises ``ForeignError``: OTHER_PACKAGE for a zip that is no workbook, STRICT, DAMAGED."""
    main = package.main_part()
    if main not in package.names:
        raise ForeignError(Reason.OTHER_PACKAGE)
    listed = _Sheets()
    package.walk(main, listed)
    related = package.related(main)
    if not listed.is_workbook:
        raise ForeignError(Reason.OTHER_PACKAGE)
    sheets = []
    for name, key, visible in listed.rows:
        if key not in related:
            raise ForeignError(Reason.DAMAGED, main)
        kind, part = related[key]
        if kind == "worksheet":
            sheets.append(BookSheet(name, part, visible))
    by_kind = dict(related.values())
    return Book(
        tuple(sheets), listed.since_1904, _texts(package, by_kind), _looks(package, by_kind.get("styles", ""))
    )


def _texts(package: Package, by_kind: Mapping[str, str]) -> tuple[SharedText, ...]:
    part = by_kind.get("sharedStrings", "")
    if part not in package.names:
        return ()
    shared = _SharedTexts(part)
    package.walk(part, shared)
    return tuple(shared.texts)


def _looks(package: Package, part: str) -> tuple[Look, ...]:
    if part not in package.names:
        return ()
    styles = _Styles()
    package.walk(part, styles)
    return styles.looks()


class _Sheets:
    """Goes through the workbook itself."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, bool]] = []
        self.since_1904 = False
        self.is_workbook = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _space, tag = name.rpartition(" ")
        if tag == "workbook":
            self.is_workbook = True
            if space == _STRICT:
                raise ForeignError(Reason.STRICT)
        elif tag == "workbookPr":
            self.since_1904 = is_on(attributes.get("date1904"))
        elif tag == "sheet":
            shown = attributes.get("state", "visible") == "visible"
            title = clean_line(from_excel(attributes.get("name", "")))
            self.rows.append((title, attributes.get(f"{_RELATIONS} id", ""), shown))

    def end(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...


@dataclass
class TextPieces:
    """The pieces of one text in a cell: runs in different dresses, without what says how it is pronounced."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    cut: bool = False
    runs: int = 0
    struck_runs: int = 0
    _in_text: bool = False
    _in_sound: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "rPh":
            self._in_sound = True
        elif tag == "t":
            self._in_text = not self._in_sound
        elif tag == "r":
            self.runs += 1
        elif tag == "strike" and is_on(attributes.get("val", "1")):
            self.struck_runs += 1

    def end(self, tag: str) -> None:
        if tag == "t":
            self._in_text = False
        elif tag == "rPh":
            self._in_sound = False

    def data(self, text: str) -> None:
        if not self._in_text or self.cut:
            return
        self.length += len(text)
        self.cut = self.length > bounds.CELL_TEXT
        self.pieces.append(text)

    def whole(self) -> SharedText:
        text = from_excel("".join(self.pieces)[: bounds.CELL_TEXT])
        return SharedText(text, 0 < self.runs == self.struck_runs, self.cut)


class _SharedTexts:
    """Goes through the shared texts."""

    def __init__(self, part: str) -> None:
        self.texts: list[SharedText] = []
        self._part = part
        self._together = 0
        self._current = TextPieces()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "si":
            self._current = TextPieces()
        else:
            self._current.start(tag, attributes)

    def end(self, name: str) -> None:
        tag = local(name)
        if tag != "si":
            self._current.end(tag)
            return
        self.texts.append(self._current.whole())
        self._together += len(self.texts[-1].text)
        if len(self.texts) > bounds.STRINGS or self._together > bounds.STRINGS_TOGETHER:
            raise ForeignError(Reason.TOO_BIG, self._part)

    def data(self, text: str) -> None:
        self._current.data(text)


class _Styles:
    """Goes through the styles: number formats, fonts that strike through, fills that colour, and who uses which."""

    def __init__(self) -> None:
        self._formats: dict[int, str] = {}
        self._struck: list[bool] = []
        self._coloured: list[bool] = []
        self._cells: list[tuple[int, int, int]] = []
        self._within = ""
        self._pattern = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag in {"numFmts", "fonts", "fills", "cellXfs", "cellStyleXfs", "dxfs", "borders"}:
            self._within = tag
        else:
            reader = self._READERS.get((self._within, tag))
            if reader is not None:
                reader(self, attributes)
        if max(len(self._formats), len(self._struck), len(self._coloured), len(self._cells)) > bounds.STYLES:
            raise ForeignError(Reason.TOO_BIG)

    def end(self, name: str) -> None:
        if local(name) == self._within:
            self._within = ""

    def data(self, text: str) -> None: ...

    def looks(self) -> tuple[Look, ...]:
        """The looks by the number that a cell gives."""
        return tuple(self._look(*numbers) for numbers in self._cells)

    def _look(self, style: int, font: int, fill: int) -> Look:
        code = self._formats.get(style) or BUILTIN_FORMATS.get(style, "")
        return Look(
            is_date=is_date_format(code),
            is_duration=is_timedelta_format(code),
            is_percent=is_percent_format(code),
            struck=font < len(self._struck) and self._struck[font],
            coloured=fill < len(self._coloured) and self._coloured[fill],
        )

    def _format(self, attributes: dict[str, str]) -> None:
        key = number(attributes.get("numFmtId"))
        if key is not None:
            self._formats[key] = attributes.get("formatCode", "")[:_LONGEST_FORMAT]

    def _font(self, _attributes: dict[str, str]) -> None:
        self._struck.append(False)

    def _strike(self, attributes: dict[str, str]) -> None:
        if self._struck:
            self._struck[-1] = is_on(attributes.get("val", "1"))

    def _fill(self, _attributes: dict[str, str]) -> None:
        self._coloured.append(False)

    def _pattern_fill(self, attributes: dict[str, str]) -> None:
        self._pattern = attributes.get("patternType", "none")

    def _colour(self, attributes: dict[str, str]) -> None:
        if self._coloured and self._pattern not in {"none", "gray125"}:
            self._coloured[-1] = not _is_white(attributes)

    def _gradient(self, _attributes: dict[str, str]) -> None:
        if self._coloured:
            self._coloured[-1] = True

    def _cell(self, attributes: dict[str, str]) -> None:
        keys = ("numFmtId", "fontId", "fillId")
        style, font, fill = (number(attributes.get(key)) or 0 for key in keys)
        self._cells.append((style, font, fill))

    _READERS = {
        ("numFmts", "numFmt"): _format,
        ("fonts", "font"): _font,
        ("fonts", "strike"): _strike,
        ("fills", "fill"): _fill,
        ("fills", "patternFill"): _pattern_fill,
        ("fills", "fgColor"): _colour,
        ("fills", "gradientFill"): _gradient,
        ("cellXfs", "xf"): _cell,
    }


def _is_white(attributes: Mapping[str, str]) -> bool:
    """Whether a fill looks like none: white by its value, by the palette, or as the background of the theme."""
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper() == "FFFFFF" or attributes["rgb"] == "00000000"
    if "theme" in attributes:
        return attributes["theme"] == "0" and attributes.get("tint", "0") in {"0", "0.0"}
    return attributes.get("indexed", "64") in _WHITE
