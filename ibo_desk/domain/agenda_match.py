"""Whether two titles name the same point: "Kernnet lijn 81" and "Aanpassing van lijn 81 (kernnet)"."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from ibo_desk.domain.names import fold

_ENOUGH: Final = 0.7  # of the words of the shorter title
_ALIKE: Final = 0.84  # of the letters of two words, for a slip or a plural
_LONGEST: Final = 40  # words of a title that are compared
_SMALL_WORDS = (
    "de het een en of van voor over op in aan met te ter tot door bij uit naar per om der den des stand zaken"
    " bespreking toelichting voorstelling presentatie goedkeuring advies kennisname opvolging vervolg"
)
_SMALL: Final = frozenset(_SMALL_WORDS.split())


@lru_cache(maxsize=4096)
def telling_words(title: str) -> frozenset[str]:
    """The words of a title that say what it is about."""
    words = re.findall(r"[^\W_]+", fold(title))[:_LONGEST]
    return frozenset(word for word in words if word not in _SMALL)


def likeness(left: str, right: str) -> float:
    """From 0 (another point) to 1 (the same title); numbers that both have must be the same."""
    if fold(left) == fold(right):
        return 1.0
    mine, theirs = telling_words(left), telling_words(right)
    if _numbers(mine) and _numbers(theirs) and _numbers(mine) != _numbers(theirs):
        return 0.0
    few, many = sorted((mine, theirs), key=len)
    shared = sum(any(_same(word, other) for other in many) for word in few)
    if shared < 2:
        return 0.9 if mine == theirs and mine else 0.0
    part = shared / len(few)
    return 0.0 if part < _ENOUGH else min(0.99, 0.5 * part + 0.5 * shared / len(many))


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if any(sign.isdigit() for sign in word))


@lru_cache(maxsize=65536)
def _same(word: str, other: str) -> bool:
    if word == other:
        return True
    if min(len(word), len(other)) < 5 or word.isdigit() or other.isdigit():
        return False
    if word[:3] != other[:3] and not (word in other or other in word):
        return False
    return SequenceMatcher(None, word, other).ratio() >= _ALIKE
