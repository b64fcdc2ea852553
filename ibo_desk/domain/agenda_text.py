"""Reading the agenda of another secretariat: of every line of a mail or a document it is said what became of it."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from datetime import time
from difflib import SequenceMatcher
from typing import TypeVar

from ibo_desk.domain.agenda_lines import (
    BULLET,
    before_items,
    goes_on,
    is_aside,
    is_broken,
    is_detail,
    is_heading,
    is_other_mail,
    is_practical,
    is_sentence,
    joined,
    raw_lines,
)
from ibo_desk.domain.agenda_rows import Row, rows_of
from ibo_desk.domain.agenda_words import (
    Clock,
    between,
    clock_of,
    is_standing,
    only_minutes,
    only_type,
    words_of,
)
from ibo_desk.domain.bodies import ItemType, TransportLayer
from ibo_desk.domain.bounds import PASTED
from ibo_desk.domain.characters import clean
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.line_fates import LineFate, Skipped
from ibo_desk.domain.mail_lines import is_signature

Said = TypeVar("Said")

_ANNEX = re.compile(r"^(?:bijlagen?|annex\w*)\s*\d{0,2}\s*[:.–-]?\s*(?P<name>.*)$", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|jpe?g|png)$", re.IGNORECASE)
_NAMES = frozenset({LineFate.ITEM, LineFate.SUB_ITEM})
_OF_TITLE = _NAMES | {LineFate.TITLE}


@dataclass(frozen=True)
class PastedItem:
    """One item as it stands in the text; ``note`` holds the lines under it, None and "" what it does not say.

    ``place`` is the line that names it; ``sub``: it belongs to the main item above it ("4.1" and "4.a" under "4").
    ``attachments`` are the titles of its annexes.
    """

    number: str
    title: str
    item_type: ItemType | None = None
    transport_layer: TransportLayer = TransportLayer.NONE
    starts: time | None = None
    minutes: int | None = None
    note: str = ""
    sub: bool = False
    attachments: tuple[str, ...] = ()
    place: int = field(default=0, compare=False)


@dataclass(frozen=True)
class AgendaLine:
    """What became of a line: ``why`` where it was skipped, ``item`` the place in the list of items it belongs to."""

    place: int
    text: str
    fate: LineFate
    why: Skipped | None = None
    item: int | None = None


@dataclass(frozen=True)
class AgendaReading:
    """A whole text: every line that holds something, and the items they make."""

    lines: tuple[AgendaLine, ...] = ()
    items: tuple[PastedItem, ...] = ()


@dataclass
class _Held:
    """An item while its lines come; ``until`` is when a break begins after it."""

    place: int
    number: str
    sub: bool
    title: list[str]
    clock: Clock
    kind: ItemType | None
    minutes: int | None
    details: list[str] = field(default_factory=list)
    annexes: list[str] = field(default_factory=list)
    until: time | None = None


def read_agenda(text: str, mended: Mapping[int, LineFate] | None = None) -> AgendaReading:
    """The items in a text in order, and what each line is; ``mended`` says it for lines by their place.

    Where lines are numbered or begin with an hour, those are the items; else each line that is no word of the mail
    around them. An item without a duration gets the time up to the next one, if both have an hour.
    Raises ``InvalidValueError("pasted_too_long")``.
    """
    if len(text) > PASTED:
        raise InvalidValueError("pasted_too_long", most=PASTED, count=len(text))
    return _Reader(rows_of(raw_lines(clean(text))), mended or {}).read()


@dataclass
class _Score:
    """How much a mail looks like the one with the agenda; the first three count, in this order."""

    items: int = 0
    headings: int = 0
    lines: int = 0
    bullets: int = 0
    plain: bool = False


class _Reader:
    """Goes through the lines from top to bottom; what a line is depends on those above it."""

    def __init__(self, rows: Sequence[Row], mended: Mapping[int, LineFate]) -> None:
        self._rows = rows
        self._mended = mended
        self._part = _agenda_part(rows)
        own = [row for row in rows if row.raw.part == self._part]
        counted = [row for row in own if row.mark is not None]
        timed = [row for row in own if row.timed]
        self._counted = bool(counted) or len(timed) > 1
        named = [row for row in own if row.mark or row.timed or is_standing(row.bare)]
        self._last_named = named[-1].raw.place if named else 0
        self._announced = not self._counted and any(is_heading(row.raw.text) for row in own)
        self._items: list[_Held] = []
        self._lines: list[AgendaLine] = []
        self._head: list[AgendaLine] = []  # above the first item
        self._signed = False
        self._last = LineFate.SKIPPED
        self._indent = 0

    def read(self) -> AgendaReading:
        for row in self._rows:
            fate, why = self._fate(row)
            if not self._items and fate in {LineFate.TITLE, LineFate.DETAIL}:
                fate, why = LineFate.SKIPPED, Skipped.BEFORE
            self._take(row, fate)
            if why is Skipped.BREAK and self._items and self._items[-1].until is None:
                self._items[-1].until = row.cells.clock.starts
            at = None if fate is LineFate.SKIPPED else len(self._items) - 1
            line = AgendaLine(row.raw.place, row.raw.shown, fate, why, at)
            self._lines.append(line)
            if not self._items:
                self._head.append(line)
            self._last = fate
        return AgendaReading(tuple(self._lines), _with_durations(self._items))

    def _fate(self, row: Row) -> tuple[LineFate, Skipped | None]:
        chosen = self._mended.get(row.raw.place)
        if chosen is not None:
            return chosen, Skipped.CHOSEN if chosen is LineFate.SKIPPED else None
        why = self._skipped(row)
        if why is not None:
            return LineFate.SKIPPED, why
        return (self._of_counted(row) if self._counted else self._of_plain(row)), None

    def _skipped(self, row: Row) -> Skipped | None:
        """Why a line is no part of the agenda; what a signature ends may have been a letter before it."""
        text = row.raw.text
        if row.raw.part != self._part:
            return Skipped.MAIL_HEAD if is_other_mail(text) else Skipped.OTHER_MAIL
        names_item = row.mark is not None or is_standing(row.bare)
        if self._signed and not self._items and (names_item or is_heading(text)):
            self._signed = False
        self._signed = self._signed or is_signature(text)
        if self._signed:
            return Skipped.SIGNATURE
        return None if names_item else self._repeated(text) or is_aside(row.raw) or self._around(row)

    def _repeated(self, text: str) -> Skipped | None:
        """What stood above the first item too is the head of another page."""
        repeated = self._items and any(text == line.text for line in self._head)
        return Skipped.PAGE if repeated else None

    def _around(self, row: Row) -> Skipped | None:
        """Words of the mail around the items."""
        text = row.raw.text
        if self._counted and not self._items:
            return None if row.timed and not is_practical(text) else before_items(text)
        after_last = row.raw.place > self._last_named > 0 and row.raw.gap
        if self._items and after_last and is_sentence(text):
            return Skipped.SENTENCE
        if self._counted:
            return Skipped.PRACTICAL if is_practical(text) and len(row.raw.cells) == 1 else None
        why = before_items(text)
        if why is not Skipped.BEFORE:
            return why
        if self._is_announced_below():
            return Skipped.BEFORE
        if is_sentence(text) and not BULLET.match(text):
            return Skipped.SENTENCE
        return Skipped.BEFORE if not self._items and text.endswith(":") else None

    def _is_announced_below(self) -> bool:
        return self._announced and not any(line.why is Skipped.HEADING for line in self._lines)

    def _of_counted(self, row: Row) -> LineFate:
        if row.mark is not None:
            return self._of_number(row)
        if is_standing(row.bare) or (row.timed and not is_detail(row.bare)):
            return LineFate.ITEM
        above = self._items[-1].title[-1] if self._items and self._last in _OF_TITLE else None
        if above is None or (is_detail(row.raw.text) and not is_broken(above)):
            return LineFate.DETAIL
        return LineFate.TITLE if goes_on(above, row.raw) else LineFate.DETAIL

    def _of_number(self, row: Row) -> LineFate:
        assert row.mark is not None
        if row.level == 0:
            return LineFate.ITEM
        annex = len(row.mark.parts) == 1 and is_detail(row.mark.rest)
        return LineFate.DETAIL if row.level > 1 or annex or not self._items else LineFate.SUB_ITEM

    def _of_plain(self, row: Row) -> LineFate:
        """Neither numbers nor hours: each line is an item, but for what goes on and what stands further in."""
        bullet = BULLET.match(row.raw.text) is not None
        if not self._items:
            return LineFate.ITEM
        above = self._items[-1].title[-1]
        if self._last in _OF_TITLE and goes_on(above, row.raw) and not is_detail(row.raw.text):
            return LineFate.TITLE
        deeper = row.raw.indent > self._indent or row.raw.text.startswith("--")
        under = is_detail(row.raw.text) or (bullet and deeper)
        return LineFate.DETAIL if under else LineFate.ITEM

    def _take(self, row: Row, fate: LineFate) -> None:
        if fate in _NAMES:
            cells = row.cells
            number, rest = (row.mark.number, row.mark.rest) if row.mark else ("", BULLET.sub("", row.bare))
            sub = fate is LineFate.SUB_ITEM and bool(self._items)
            held = _Held(row.raw.place, number, sub, [rest], cells.clock, cells.kind, cells.minutes)
            self._items.append(held)
            self._indent = row.raw.indent
            for detail in cells.details:
                _detail(held, detail)
        elif fate is LineFate.TITLE:
            self._items[-1].title.append(row.raw.text)
        elif fate is LineFate.DETAIL:
            for words in _details_of(row):
                _detail(self._items[-1], words)


def _agenda_part(rows: Sequence[Row]) -> int:
    """In which mail of a text the agenda stands: the newest that plainly has one, else where most lines are items.

    One plainly has one where items, numbered or with bullets, stand under a heading or end in "Varia".
    """
    scores: defaultdict[int, _Score] = defaultdict(_Score)
    for row in rows:
        score, text = scores[row.raw.part], row.raw.text
        standing = is_standing(BULLET.sub("", row.bare))
        score.items += row.mark is not None or standing or row.timed
        score.bullets += BULLET.match(text) is not None
        score.plain |= standing or is_heading(text)
        score.headings += is_heading(text)
        score.lines += not is_other_mail(text) and before_items(text) is Skipped.BEFORE
    newest = next((part for part, score in scores.items() if score.plain and score.bullets > 1), None)
    most = max(scores, key=lambda part: astuple(scores[part])[:3], default=0)
    return most if newest is None or newest > most else newest


def _details_of(row: Row) -> list[str]:
    """What a line under an item says: its cells, a number with the words behind it."""
    texts = [cell for cell in row.raw.cells if cell]
    if row.mark is not None and len(texts) > 1:
        return [f"{row.mark.number} {row.mark.rest}", *row.cells.details]
    return texts if row.bare else row.cells.details


def _detail(held: _Held, line: str) -> None:
    """A line under an item: what it is for, when, an annex, or words."""
    bare = BULLET.sub("", line)
    kind, minutes, clock = only_type(bare), only_minutes(bare), clock_of(bare)
    annex = _ANNEX.match(bare)
    if kind is not None and held.kind is None:
        held.kind = kind
    elif minutes is not None and held.minutes is None:
        held.minutes = minutes
    elif clock.starts is not None and not clock.bare.strip(" -–:") and held.clock.starts is None:
        held.clock = clock
    elif (annex and annex["name"]) or _FILE.search(bare):
        held.annexes.append((annex["name"] if annex and annex["name"] else bare)[:300])
    else:
        held.details.append(f"- {bare}")


def _item(held: _Held) -> PastedItem:
    rest = joined(held.title)
    words = words_of(rest)
    return PastedItem(
        held.number,
        words.title or rest[:300].strip(),
        held.kind if words.item_type is None else words.item_type,
        words.layer,
        held.clock.starts or words.starts,
        held.minutes or words.minutes or held.clock.minutes,
        "\n".join(held.details),
        held.sub,
        tuple(held.annexes),
        held.place,
    )


def _with_durations(helds: Sequence[_Held]) -> tuple[PastedItem, ...]:
    """An item without a duration lasts until the break after it, or the next item."""
    items = [_item(held) for held in helds]
    # What stands under an item without an hour does not end it.
    following = [
        next((after for after in items[at:] if after.starts or not after.sub), None)
        for at in range(1, len(items) + 1)
    ]
    ends = [
        held.until or (after.starts if after else None) for held, after in zip(helds, following, strict=True)
    ]
    return tuple(
        replace(item, minutes=between(item.starts, end))
        if item.minutes is None and item.starts and end
        else item
        for item, end in zip(items, ends, strict=True)
    )


def carried(before: str, after: str, said: Mapping[int, Said]) -> dict[int, Said]:
    """What was said of lines by their place, for the same lines after the text was changed."""
    if not said:
        return {}
    matcher = SequenceMatcher(None, clean(before).splitlines(), clean(after).splitlines(), autojunk=False)
    moved = {
        a + step + 1: b + step + 1 for a, b, size in matcher.get_matching_blocks() for step in range(size)
    }
    return {moved[place]: value for place, value in said.items() if place in moved}
