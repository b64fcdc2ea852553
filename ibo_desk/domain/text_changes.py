"""What differs between two texts, as pieces that can be shown beside each other: by paragraph, then by word."""

import difflib
import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Final, NamedTuple

MOST_WORDS: Final = 2_000  # beyond this a rewritten part is shown whole, old then new: comparing is quadratic
_WORD: Final = re.compile(r"\s+|[^\s]+")
_ALIKE: Final = (
    0.7  # below this a part counts as rewritten (the spaces between words are alike in any two texts)
)
_KEPT_AROUND: Final = 6  # words that stay readable on either side of a difference


class Fate(Enum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    SKIPPED = "skipped"  # text that both have, far from any difference


class Piece(NamedTuple):
    """A part of a text and what became of it; the text of a skipped piece is empty."""

    fate: Fate
    text: str


def changed_pieces(old: str, new: str) -> list[Piece]:
    """Both texts as one row of pieces; long parts that both have in common are skipped but for a few words."""
    pieces: list[Piece] = []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    if len(before) + len(after) > MOST_WORDS:
        matcher = difflib.SequenceMatcher(None, before, after)
    for verb, a, b, c, d in matcher.get_opcodes():
        left, right = "".join(before[a:b]), "".join(after[c:d])
        pieces += [Piece(Fate.KEPT, left)] if verb == "equal" else list(_by_word(left, right))
    return _shortened(_joined(pieces))


def _by_word(old: str, new: str) -> Iterator[Piece]:
    left, right = _WORD.findall(old), _WORD.findall(new)
    if len(left) + len(right) > MOST_WORDS:
        yield from _pieces(left, (), right)
        return
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    if left and right and matcher.ratio() < _ALIKE:
        yield from _pieces(left, (), right)
        return
    for verb, a, b, c, d in matcher.get_opcodes():
        if verb == "equal":
            yield from _pieces((), left[a:b], ())
        else:
            yield from _pieces(left[a:b], (), right[c:d])


def _pieces(removed: Sequence[str], kept: Sequence[str], added: Sequence[str]) -> Iterator[Piece]:
    for fate, words in ((Fate.REMOVED, removed), (Fate.KEPT, kept), (Fate.ADDED, added)):
        if words:
            yield Piece(fate, "".join(words))


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one fate as one piece."""
    out: list[Piece] = []
    for piece in pieces:
        if out and out[-1].fate is piece.fate:
            out[-1] = Piece(piece.fate, out[-1].text + piece.text)
        else:
            out.append(piece)
    return out


def _shortened(pieces: Sequence[Piece]) -> list[Piece]:
    if all(piece.fate is Fate.KEPT for piece in pieces):
        return list(pieces)
    out: list[Piece] = []
    last = len(pieces) - 1
    for at, piece in enumerate(pieces):
        words = _WORD.findall(piece.text)
        if piece.fate is not Fate.KEPT or len(words) <= 4 * _KEPT_AROUND:
            out.append(piece)
            continue
        if at > 0:
            out.append(Piece(Fate.KEPT, "".join(words[: 2 * _KEPT_AROUND])))
        out.append(Piece(Fate.SKIPPED, ""))
        if at < last:
            out.append(Piece(Fate.KEPT, "".join(words[-2 * _KEPT_AROUND :])))
    return out
