"""The numbers before the items of an agenda: "1.", "1.1", "I.a", "2bis", "Punt 3 –", and which stands under which."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from ibo_desk.domain.agenda_words import is_standing


class Style(Enum):
    """How a number is written."""

    ARABIC = auto()
    ROMAN = auto()
    CAPITAL = auto()
    SMALL = auto()
    SMALL_ROMAN = auto()


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

    @property
    def value(self) -> int:
        """Which in its row it is, however it is written: 3 for "3", "III", "C", "c" and "3bis"."""
        return _value(self.parts[0])


# One level needs a mark after it ("4. Fietsbrug"), else "12 fietsen" were an item; a deeper one says enough itself.
_MARK = re.compile(
    r"^(?:(?:[Aa]genda)?[Pp]unt\s+|[Nn]r\.?\s+(?=\d)|[Aa][Pp]\s?(?=\d)|[(\[]\s?(?=\w{1,4}\s?[)\]]))?"
    r"(?:(?P<deep>(?:\d{1,2}|[IVX]{1,5}|[A-H])(?:\.\s?\d{1,2}(?!\d)|\.[a-z](?!\w))+|\d{1,2}[a-d](?=[.):]))"
    r"(?:[.):]|[°/\]](?!\d)|\s+[-–]|\s)"
    r"|(?P<number>\d{1,2}(?:\s?(?:bis|ter))?|[IVX]{1,5}|[A-H]|[a-h]|[ivx]{1,5})"
    r"(?:\s?[.):°/\]](?!\d)|\.?\t|\s+[-–](?=\s))"
    r"|(?:(?<=unt )|(?<=[Nn]r )|(?<=[Nn]r\. ))(?P<said>\d{1,2})(?=\s)|(?P<zero>0[1-9])(?=\s+[A-Z]))\s*(?P<rest>\S.*)$"
)
_FIRST = {Style.ROMAN: "I", Style.CAPITAL: "A", Style.SMALL: "a", Style.SMALL_ROMAN: "i"}
_ROMAN = {"I": 1, "V": 5, "X": 10}


def mark_of(line: str) -> Mark | None:
    """The number before a line; None where it has none."""
    match = _MARK.match(line)
    if match is None:
        return None
    number = match["deep"] or match["number"] or match["said"] or match["zero"]
    return Mark(tuple(re.split(r"\.\s?|(?<=\d)(?=[a-d]$)", number)), match["rest"])


def believed(marks: Sequence[Mark | None]) -> list[Mark | None]:
    """The marks that are numbers: letters count where the row of them begins, "V. Peeters" alone is a name.

    They count too where they go on in another style ("2.", "III.", "4."), and before what returns each time.
    """
    firsts = {mark.parts[0] for mark in marks if mark is not None}
    kept: list[Mark | None] = []
    last = 0  # the value of the number above
    mixed = False
    for at, mark in enumerate(marks):
        if mark is None:
            kept.append(None)
            continue
        following = next((each for each in marks[at + 1 :] if each is not None), None)
        begun = _FIRST.get(mark.style, mark.parts[0]) in firsts
        goes_on = last > 0 and mark.value == last + 1 and _follows(mark, following, mixed=mixed)
        sure = begun or goes_on or is_standing(mark.rest)
        mixed = mixed or (sure and not begun)
        last = mark.value if sure else last
        kept.append(mark if sure else None)
    return kept


def _follows(mark: Mark, following: Mark | None, *, mixed: bool) -> bool:
    """Whether the number after it goes on from it; the last may be a name, unless the style changed before."""
    return mixed if following is None else following.value == mark.value + 1


def levels(marks: Iterable[Mark | None]) -> list[int]:
    """How deep each numbered line stands, 0 for a main item and for what has no number.

    "4.1" stands under "4" only where that is the last main number: a text that begins at 3.1 has main items.
    """
    styles: list[Style] = []
    last: dict[int, int] = {}
    return [0 if mark is None else _level(mark, styles, last) for mark in marks]


def _level(mark: Mark, styles: list[Style], last: dict[int, int]) -> int:
    if len(mark.parts) > 1:
        at = styles.index(mark.style) if mark.style in styles else 0
        if last.get(at) == mark.value:
            return at + len(mark.parts) - 1
        last.pop(at, None)
        return at
    if mark.style in styles:
        at = styles.index(mark.style)
    elif styles and (is_standing(mark.rest) or 1 < mark.value == last.get(0, 0) + 1):
        at = 0  # the main row goes on in another style
    else:
        at = len(styles)
        styles.append(mark.style)
    del styles[at + 1 :]
    last[at] = mark.value
    return at


def _style(part: str) -> Style:
    if part[0].isdigit():
        return Style.ARABIC
    if part.islower():
        return Style.SMALL_ROMAN if set(part) <= set("ivx") else Style.SMALL
    return Style.ROMAN if set(part) <= set("IVX") else Style.CAPITAL


def _value(part: str) -> int:
    style = _style(part)
    if style is Style.ARABIC:
        return int(re.match(r"\d+", part)[0])  # type: ignore[index]  # an Arabic one begins with a digit
    if style in {Style.CAPITAL, Style.SMALL}:
        return ord(part.lower()) - ord("a") + 1
    digits = [_ROMAN[letter] for letter in part.upper()]
    return sum(-each if each < after else each for each, after in zip(digits, [*digits[1:], 0], strict=True))
