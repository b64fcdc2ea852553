"""The numbers before the items of an agenda: "1.", "1.1", "I.a", "2bis", "Punt 3 –", and which stands under which."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from ibo_desk.domain.agenda_words import is_customary, is_standing


class Style(Enum):
    """How a number is written."""

    ARABIC = auto()
    ROMAN = auto()
    CAPITAL = auto()
    SMALL = auto()
    SMALL_ROMAN = auto()


@dataclass(frozen=True)
class Mark:
    """The number before a line: its ``parts`` ("4", "a" of "4.a") and the words behind it.

    ``lettered``: "I" after "H" is a letter, and no Roman one.
    """

    parts: tuple[str, ...]
    rest: str
    lettered: bool = False

    @property
    def number(self) -> str:
        return ".".join(self.parts)

    @property
    def style(self) -> Style:
        return _letters(self.parts[0]) if self.lettered else _style(self.parts[0])

    @property
    def value(self) -> int:
        """Which in its row it is, however it is written: 3 for "3", "III", "C", "c" and "3bis"."""
        return _value(self.parts[0], self.style)


# One level needs a mark after it ("4. Fietsbrug"), else "12 fietsen" were an item; a deeper one says enough itself.
_MARK = re.compile(
    r"^(?:(?:[Aa]genda)?[Pp]unt\s+|[Nn]r\.?\s+(?=\d)|[Aa][Pp]\s?(?=\d)|[(\[]\s?(?=\w{1,4}\s?[)\]]))?"
    r"(?:(?P<deep>(?:\d{1,2}|[IVX]{1,5}|[A-H])(?:\.\s?\d{1,2}(?!\d)|\.[a-z](?!\w))+|\d{1,2}[a-d](?=[.):]))"
    r"(?:[.):]|[°/\]](?!\d)|\s+[-–]|\s)"
    r"|(?P<number>\d{1,2}(?:\s?(?:bis|ter))?|[IVX]{1,5}|[A-Z]|[a-z]|[ivx]{1,5})"
    r"(?:\s?[.):°/\]](?!\d)|\.?\t|\s+[-–](?=\s))"
    r"|(?:(?<=unt )|(?<=[Nn]r )|(?<=[Nn]r\. ))(?P<said>\d{1,2})(?=\s)|(?P<zero>0[1-9])(?=\s+[A-Z]))\s*(?P<rest>\S.*)$"
)
_ROMANS = frozenset({Style.ROMAN, Style.SMALL_ROMAN})
_LETTERS = frozenset({Style.CAPITAL, Style.SMALL})
_NEAR = 8  # to "H" a letter is a number sooner than a name
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

    They count too where they go on, also in another style ("2.", "III.", "4."), where no name is so short ("IV."), and
    before what an agenda has each time ("V. Mededelingen").
    """
    firsts = {mark.parts[0] for mark in marks if mark is not None}
    kept: list[Mark | None] = []
    above: Mark | None = None
    mixed = False
    for at, mark in enumerate(marks):
        if mark is None:
            kept.append(None)
            continue
        following = next((each for each in marks[at + 1 :] if each is not None and not _is_far(each)), None)
        read = _as_letter(mark, above, following)
        begun = _is_begun(read, above, firsts)
        next_one = above is not None and read.value == above.value + 1
        goes_on = next_one and _follows(read, above, following, mixed=mixed)
        sure = begun or goes_on or is_standing(read.rest) or is_customary(read.rest)
        mixed = mixed or (sure and not begun)
        above = read if sure else above
        kept.append(read if sure else None)
    return kept


def _is_begun(mark: Mark, above: Mark | None, firsts: Collection[str]) -> bool:
    """Whether the row of a mark begins somewhere; a far letter counts only right behind the one before it."""
    if _is_far(mark):
        return above is not None and above.style is mark.style and mark.value == above.value + 1
    several = mark.style is Style.ROMAN and len(mark.parts[0]) > 1  # no name is shortened to "IV."
    return several or _FIRST.get(mark.style, mark.parts[0]) in firsts


def _is_far(mark: Mark) -> bool:
    """A letter so far on that a name is likelier."""
    return mark.style in _LETTERS and mark.value > _NEAR


def _as_letter(mark: Mark, above: Mark | None, following: Mark | None) -> Mark:
    """ "I" behind "H" as a letter, unless "II" comes after it."""
    if above is None or mark.style not in _ROMANS or len(mark.parts[0]) > 1:
        return mark
    letter = replace(mark, lettered=True)
    roman_goes_on = following is not None and len(following.parts[0]) > 1 and following.style is mark.style
    behind = above.style is letter.style and letter.value == above.value + 1
    return letter if behind and not roman_goes_on else mark


def _follows(mark: Mark, above: Mark | None, following: Mark | None, *, mixed: bool) -> bool:
    """Whether a number that comes next is one: the last may be a name, unless its style is known."""
    if following is None:
        return mixed or (above is not None and above.style is mark.style)
    return following.value == mark.value + 1


def levels(marks: Iterable[Mark | None]) -> list[int]:
    """How deep each numbered line stands, 0 for a main item and for what has no number.

    "4.1" stands under "4" only where that is the last main number: a text that begins at 3.1 has main items.
    """
    styles: list[Style] = []
    last: dict[int, int] = {}
    ended: dict[Style, int] = {}
    return [0 if mark is None else _level(mark, styles, last, ended) for mark in marks]


def _level(mark: Mark, styles: list[Style], last: dict[int, int], ended: dict[Style, int]) -> int:
    """The depth of one line; ``ended`` are the last values of rows below another, which may go on under the next."""
    if len(mark.parts) > 1:
        at = styles.index(mark.style) if mark.style in styles else 0
        if last.get(at) == mark.value:
            return at + len(mark.parts) - 1
        last.pop(at, None)
        return at
    if mark.style in styles:
        at = styles.index(mark.style)
    elif styles and ended.get(mark.style) != mark.value - 1 and _is_main(mark, last):
        at = 0  # the main row goes on in another style
    else:
        at = len(styles)
        styles.append(mark.style)
    ended |= {styles[deep]: last[deep] for deep in range(at + 1, len(styles)) if deep in last}
    del styles[at + 1 :]
    last[at] = mark.value
    return at


def _is_main(mark: Mark, last: Mapping[int, int]) -> bool:
    """Whether a number in a new style goes on the main row."""
    customary = is_standing(mark.rest) or is_customary(mark.rest)
    return customary or 1 < mark.value == last.get(0, 0) + 1


def _style(part: str) -> Style:
    if part[0].isdigit():
        return Style.ARABIC
    if set(part) <= set("IVXivx"):
        return Style.SMALL_ROMAN if part.islower() else Style.ROMAN
    return _letters(part)


def _letters(part: str) -> Style:
    return Style.SMALL if part.islower() else Style.CAPITAL


def _value(part: str, style: Style) -> int:
    if style is Style.ARABIC:
        return int(re.match(r"\d+", part)[0])  # type: ignore[index]  # an Arabic one begins with a digit
    if style in _LETTERS:
        return ord(part.lower()) - ord("a") + 1
    digits = [_ROMAN[letter] for letter in part.upper()]
    return sum(-each if each < after else each for each, after in zip(digits, [*digits[1:], 0], strict=True))
