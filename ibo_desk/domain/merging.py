"""Two texts that grew from one, put together by paragraph; what both changed in one place is left to a person.

A paragraph is what blank lines part; an entry of a list is one too, with what is indented under it. Nothing is ever
merged inside a paragraph, and two changes that touch are a conflict: sentences of two people that end up in one
another are worse than a question. Where a paragraph that all three share lies between, both changes are taken.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import Enum
from typing import Final

_LINES: Final = re.compile(r"[^\n]*\n|[^\n]+")
_ENTRY: Final = re.compile(r"\A([ \t]*)(?:[-*+]|(\d{1,9})([.)]))(?=[ \t]|$)")
_MOST_COMPARED: Final = (
    4_000_000  # pairs of words; beyond that a pair of texts is marked as different as a whole
)


class Side(Enum):
    """Who changed a value or a stretch of text since both began."""

    SAME = "same"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"  # and both to the same
    CONFLICT = "conflict"


def settle(base: Hashable, mine: Hashable, theirs: Hashable) -> Side:
    """Who changed a value."""
    if mine == theirs:
        return Side.SAME if mine == base else Side.BOTH
    if theirs == base:
        return Side.MINE
    return Side.THEIRS if mine == base else Side.CONFLICT


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or an entry of a list; ``gap`` is what parts it from ``after``, the text above it in its version.

    Two pieces are equal when their ``key`` is: the text, in a counted list without its number.
    """

    key: str
    text: str = field(compare=False)
    gap: str = field(default="", compare=False)
    after: str | None = field(default=None, compare=False)

    @property
    def is_entry(self) -> bool:
        return _ENTRY.match(self.text) is not None


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the three texts; only in a conflict is there something to choose."""

    side: Side
    base: Pieces
    mine: Pieces
    theirs: Pieces

    @property
    def settled(self) -> Pieces:
        """What stands here without a question."""
        return self.theirs if self.side is Side.THEIRS else self.mine

    @property
    def both(self) -> Pieces:
        """Mine, then theirs, but what both have only once."""
        return (*self.mine, *(piece for piece in self.theirs if piece not in self.mine))


@dataclass(frozen=True, slots=True)
class Merge:
    """The whole of both texts as regions in their order; ``tail`` is the blank after the last paragraph."""

    regions: tuple[Region, ...]
    tail: str

    @property
    def conflicts(self) -> tuple[Region, ...]:
        return tuple(region for region in self.regions if region.side is Side.CONFLICT)

    def text(self, chosen: Sequence[Pieces] = ()) -> str:
        """The merged text; ``chosen`` has what stands in each conflict, in their order."""
        answers = iter(chosen)
        pieces: list[Piece] = []
        for region in self.regions:
            pieces += next(answers) if region.side is Side.CONFLICT else region.settled
        return joined(pieces, self.tail)


def split(text: str, *, counted: bool = False) -> tuple[Pieces, str]:
    """The paragraphs of a text and the blank that follows the last; line ends become line feeds.

    ``counted``: numbers of entries only say their place, as in Markdown, so another number is no change.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    body = text.rstrip()
    pieces: list[Piece] = []
    gap, held = "", ""
    for line in _LINES.findall(body):
        if not line.strip():
            held, gap = _close(pieces, held, gap, line)
        elif held and _ENTRY.match(line):
            held, gap = _close(pieces, held, gap, "")
            held = line
        elif not held and pieces and pieces[-1].is_entry and line[0] in " \t" and not _ENTRY.match(line):
            last = pieces.pop()  # a second paragraph of an entry
            held, gap = last.text + gap + line, last.gap
        else:
            held += line
    _close(pieces, held, gap, "")
    if counted:
        pieces = [replace(piece, key=_ENTRY.sub(_uncounted, piece.text, count=1)) for piece in pieces]
    return tuple(pieces), text[len(body) :]


def _uncounted(mark: re.Match[str]) -> str:
    return f"{mark[1]}#{mark[3]}" if mark[2] else mark[0]


def _close(pieces: list[Piece], held: str, gap: str, blank: str) -> tuple[str, str]:
    """End the paragraph that is being read; returns an empty one and the gap before the next."""
    if not held:
        return "", gap + blank
    text = held.rstrip("\n")
    pieces.append(Piece(text, text, gap, pieces[-1].text if pieces else None))
    return "", held[len(text) :] + blank


def joined(pieces: Sequence[Piece], tail: str = "") -> str:
    """A text of paragraphs: gaps as they were between neighbours that were neighbours, a blank line between others."""
    parts: list[str] = []
    above: Piece | None = None
    for piece in pieces:
        if piece.after == (above.text if above else None):
            parts.append(piece.gap)
        elif above is not None:
            parts.append("\n" if above.is_entry and piece.is_entry else "\n\n")
        parts.append(piece.text)
        above = piece
    return "".join(parts) + tail


def merge(base: str, mine: str, theirs: str, *, counted: bool = False) -> Merge:
    """Put two texts together that both grew from ``base``; ``counted`` as in ``split``."""
    pieces, tails = zip(*(split(text, counted=counted) for text in (base, mine, theirs)), strict=True)
    regions: list[Region] = []
    done: tuple[int, ...] = (0, 0, 0)
    for *starts, length in (*_shared(*pieces), (*map(len, pieces), 0)):
        regions += _between(*(of[a:b] for of, a, b in zip(pieces, done, starts, strict=True)))
        ends = tuple(start + length for start in starts)
        same = (of[a:b] for of, a, b in zip(pieces, starts, ends, strict=True))
        regions += [_same(*three) for three in zip(*same, strict=True)]
        done = ends
    return Merge(tuple(regions), _newer(*tails))


def _shared(base: Pieces, mine: Pieces, theirs: Pieces) -> list[tuple[int, int, int, int]]:
    """Stretches that stand in all three: where in each, and how many paragraphs."""
    to_mine = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    to_theirs = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    shared = []
    for ours in to_mine:
        for other in to_theirs:
            start = max(ours.a, other.a)
            length = min(ours.a + ours.size, other.a + other.size) - start
            if length > 0:
                shared.append((start, ours.b + start - ours.a, other.b + start - other.a, length))
    return shared


def _between(base: Pieces, mine: Pieces, theirs: Pieces) -> list[Region]:
    """What stands between two shared stretches, as one region; nothing where all three have nothing."""
    return [Region(settle(base, mine, theirs), base, mine, theirs)] if base or mine or theirs else []


def _same(base: Piece, mine: Piece, theirs: Piece) -> Region:
    """A shared paragraph; its number and the blank above it may still have been changed by one or both."""
    side = settle(*((piece.gap, piece.after) for piece in (base, mine, theirs)))
    spaced = theirs if side is Side.THEIRS else mine
    if side is Side.CONFLICT:
        spaced = max(mine, theirs, key=lambda piece: (piece.gap, piece.after or ""))
    kept = (replace(spaced, text=_newer(base.text, mine.text, theirs.text)),)
    return Region(Side.SAME, kept, kept, kept)


def _newer(base: str, mine: str, theirs: str) -> str:
    """The blank or number that somebody changed; the greater where both did."""
    side = settle(base, mine, theirs)
    return max(mine, theirs) if side is Side.CONFLICT else theirs if side is Side.THEIRS else mine


def differing(mine: Sequence[Hashable], theirs: Sequence[Hashable]) -> tuple[list[bool], list[bool]]:
    """Per word of two texts whether the other lacks it there; all of them where the texts are too long to compare."""
    if len(mine) * len(theirs) > _MOST_COMPARED:
        return [True] * len(mine), [True] * len(theirs)
    only_mine, only_theirs = [True] * len(mine), [True] * len(theirs)
    for block in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
        only_mine[block.a : block.a + block.size] = [False] * block.size
        only_theirs[block.b : block.b + block.size] = [False] * block.size
    return only_mine, only_theirs
