"""The words of a Word document as lines: with the numbers that Word counts itself, and rows of tables as columns."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from ibo_desk.domain import bounds
from ibo_desk.foreign.errors import ForeignError, Reason
from ibo_desk.foreign.package import Package, Progress, no_progress, read_bytes, tree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE: Final = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", _FALLBACK})
_DEEPEST: Final = 9  # levels of a list in Word


@dataclass(frozen=True)
class _Level:
    """One level of a list: how its numbers are written and from where they count."""

    format: str
    text: str
    start: int


@dataclass
class _Numbers:
    """The lists of a document, and how far each has counted."""

    levels: Mapping[str, Mapping[int, _Level]]  # by list
    styles: Mapping[str, tuple[str, int]]  # list and level by style of a paragraph
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def before(self, paragraph: etree._Element) -> str:
        """What Word prints before a paragraph: "2.1. ", a bullet further in, or nothing."""
        key, level = self._of(paragraph)
        form = self.levels.get(key, {}).get(level)
        if form is None or form.format == "none":
            return ""
        if form.format == "bullet":
            return f"{'  ' * level}• "
        self.counts[key, level] = self.counts.get((key, level), form.start - 1) + 1
        for deeper in range(level + 1, _DEEPEST):
            self.counts.pop((key, deeper), None)
        shown = form.text
        for at in range(level + 1):
            own = self.levels[key].get(at, form)
            shown = shown.replace(f"%{at + 1}", _written(self.counts.get((key, at), own.start), own.format))
        return f"{shown} " if shown.strip() else ""

    def _of(self, paragraph: etree._Element) -> tuple[str, int]:
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        inherited = self.styles.get(_value(style), ("", 0))
        if own is None:
            return inherited
        key, level = own.find(f"{_W}numId"), own.find(f"{_W}ilvl")
        return (_value(key) if key is not None else inherited[0]), _number(level, inherited[1])


def read_document_text(path: Path, progress: Progress = no_progress) -> str:
    """The words of a .docx. Raises ``ForeignError``: no file, too big, protected, or no Word document at all."""
    return document_text(read_bytes(path, bounds.FORM.packed), progress)


def document_text(data: bytes, progress: Progress = no_progress) -> str:
    """The same for its bytes; what was deleted with track changes, and headers and footers, are left out."""
    package = Package(data, bounds.FORM, progress)
    main = package.main_part()
    if main not in package.names:
        raise ForeignError(Reason.OTHER_PACKAGE)
    root = tree(package.read(main), main, bounds.FORM.depth)
    if etree.QName(root).namespace == _STRICT:
        raise ForeignError(Reason.STRICT)
    body = root.find(f"{_W}body")
    if body is None:
        raise ForeignError(Reason.OTHER_PACKAGE)
    related = {kind: name for kind, name in package.related(main).values() if name in package.names}

    def part(kind: str) -> etree._Element | None:
        name = related.get(kind)
        return tree(package.read(name), name, bounds.FORM.depth) if name else None

    numbers = _Numbers(_lists(part("numbering")), _styles(part("styles")))
    return "\n".join(_blocks(body, numbers))


def _blocks(owner: etree._Element, numbers: _Numbers) -> Iterator[str]:
    for child in owner:
        if child.tag == f"{_W}p":
            yield _paragraph(child, numbers)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                if next(row.iterancestors(f"{_W}tbl")) is child:
                    yield from _row(row, numbers)
        elif isinstance(child.tag, str) and child.tag not in _GONE:
            yield from _blocks(child, numbers)


def _row(row: etree._Element, numbers: _Numbers) -> Iterator[str]:
    """The first lines of the cells beside each other; what stands under them in a cell comes as lines of its own."""
    cells = [
        [line for line in _blocks(cell, numbers) if line.strip()] for cell in row.iterchildren(f"{_W}tc")
    ]
    filled = [cell for cell in cells if cell]
    if len(cells) == 1:
        yield from (line for cell in filled for line in cell)
    elif filled:
        yield "\t".join(cell[0].replace("\n", " ").strip() if cell else "" for cell in cells)
        yield from (f"  - {line.strip().removeprefix('• ')}" for cell in filled for line in cell[1:])


def _paragraph(paragraph: etree._Element, numbers: _Numbers) -> str:
    pieces: list[str] = []
    _gather(paragraph, pieces.append)
    words = "".join(pieces)
    return numbers.before(paragraph) + words.strip() if words.strip() else ""


def _gather(owner: etree._Element, take: Callable[[str], object]) -> None:
    for child in owner:
        if child.tag in _GONE or not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if name == "t":
            take(child.text or "")
        elif name in {"tab", "ptab"}:
            take("\t")
        elif name in {"br", "cr", "p"}:
            take("\n")
            _gather(child, take)
        elif name == "noBreakHyphen":
            take("-")
        else:
            _gather(child, take)


def _lists(numbering: etree._Element | None) -> dict[str, dict[int, _Level]]:
    if numbering is None:
        return {}
    abstract = {
        element.get(f"{_W}abstractNumId", ""): {
            _digits(level.get(f"{_W}ilvl", "0"), 0): _Level(
                _value(level.find(f"{_W}numFmt")),
                _value(level.find(f"{_W}lvlText")),
                _number(level.find(f"{_W}start"), 1),
            )
            for level in element.iterchildren(f"{_W}lvl")
        }
        for element in numbering.iterchildren(f"{_W}abstractNum")
    }
    return {
        element.get(f"{_W}numId", ""): abstract.get(_value(element.find(f"{_W}abstractNumId")), {})
        for element in numbering.iterchildren(f"{_W}num")
    }


def _styles(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """Lists and levels that styles carry ("Lijstnummering"); what a style has from another is not followed."""
    if styles is None:
        return {}
    carried = {}
    for style in styles.iterchildren(f"{_W}style"):
        own = style.find(f"{_W}pPr/{_W}numPr")
        if own is not None:
            key, level = own.find(f"{_W}numId"), own.find(f"{_W}ilvl")
            carried[style.get(f"{_W}styleId", "")] = (_value(key), _number(level, 0))
    return carried


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _number(element: etree._Element | None, otherwise: int) -> int:
    return _digits(_value(element), otherwise)


def _digits(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def _written(count: int, form: str) -> str:
    """A count as a list writes it; what is no letter and no Roman number is written in digits."""
    if form in {"lowerLetter", "upperLetter"} and 1 <= count <= 26:
        letter = chr(ord("a") + count - 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"} and 1 <= count <= 39:
        roman = "X" * (count // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[count % 10]
        return roman if form == "upperRoman" else roman.lower()
    return str(count)
