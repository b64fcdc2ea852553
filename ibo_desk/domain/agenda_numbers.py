"""The numbers before the items of an agenda: "1.", "1.1", "I.a", "a)", "Punt 3 –", and which stands under which."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto


class Style(Enum):
    """How a number is written."""

    ARABIC = auto()
    ROMAN = auto()
    CAPITAL = auto()
    SMALL = auto()


@dataclass(frozen=True)
class Mark:
    """The number before a line: its ``parts`` ("4", "a" of "4.a") and the words behind it."""

    parts: tuple[str, ...]
    rest: str

    @property
    def number(self) -> str:
        return ".".join(self.parts)

    @property
    def style(self) -> Style:
        return _style(self.parts[0])


# One level needs a mark after it ("4. Fietsbrug"), else "12 fietsen" were an item; a deeper one says enough itself.
_MARK = re.compile(
    r"^(?:(?:[Aa]genda)?[Pp]unt\s+|[Aa][Pp]\s?(?=\d)|\(\s?(?=\w{1,4}\s?\)))?"
    r"(?:(?P<deep>(?:\d{1,2}|[IVX]{1,5}|[A-H])(?:\.\s?\d{1,2}(?!\d)|\.[a-z](?!\w))+)(?:[.):]|\s+[-–]|\s)"
    r"|(?P<number>\d{1,2}|[IVX]{1,5}|[A-H]|[a-h])(?:\s?[.):°/](?!\d)|\.?\t|\s+[-–](?=\s))"
    r"|(?<=unt )(?P<said>\d{1,2})(?=\s))\s*(?P<rest>\S.*)$"
)
_FIRST = {Style.ROMAN: "I", Style.CAPITAL: "A", Style.SMALL: "a"}


def mark_of(line: str) -> Mark | None:
    """The number before a line; None where it has none."""
    match = _MARK.match(line)
    if match is None:
        return None
    number = match["deep"] or match["number"] or match["said"]
    return Mark(tuple(re.split(r"\.\s?", number)), match["rest"])


def believed(marks: Sequence[Mark | None]) -> list[Mark | None]:
    """The marks that are numbers: letters count only where the row of them begins, "V. Peeters" alone is a name."""
    firsts = {mark.parts[0] for mark in marks if mark is not None}
    return [
        mark if mark is not None and _FIRST.get(mark.style, mark.parts[0]) in firsts else None
        for mark in marks
    ]


def levels(marks: Iterable[Mark | None]) -> list[int]:
    """How deep each numbered line stands, 0 for a main item and for what has no number.

    "4.1" stands under "4" only where that is the last main number: a text that begins at 3.1 has main items.
    """
    styles: list[Style] = []
    last: dict[int, str] = {}
    return [0 if mark is None else _level(mark, styles, last) for mark in marks]


def _level(mark: Mark, styles: list[Style], last: dict[int, str]) -> int:
    main = mark.parts[0]
    if len(mark.parts) > 1:
        at = styles.index(mark.style) if mark.style in styles else 0
        if last.get(at) == main:
            return at + len(mark.parts) - 1
        last.pop(at, None)
        return at
    if mark.style in styles:
        at = styles.index(mark.style)
        del styles[at + 1 :]
    else:
        at = len(styles)
        styles.append(mark.style)
    last[at] = main
    return at


def _style(part: str) -> Style:
    if part.isdigit():
        return Style.ARABIC
    if part.islower():
        return Style.SMALL
    return Style.ROMAN if set(part) <= set("IVX") else Style.CAPITAL
