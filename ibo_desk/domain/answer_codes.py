"""The short code by which an answer says which item and which college it is about: "IBO-7K3M-9QXT-4HGR-2WF8".

It holds the ends of both ids and a checksum against mistakes in typing; the checksum protects against nothing else and
proves nothing about who wrote. Letters that are read as digits (O, I, L) count as those.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE: Final = str.maketrans("OIL", "011")
_ITEM, _COLLEGE, _CHECK = 8, 6, 2  # characters of five bits
_PRIME: Final = 1021  # the largest below 32²: finds each wrong character and each swap of two neighbours
_DASH = r"[-\u2010-\u2015\u2212]"
_GROUP = r"[0-9A-Za-z]{4}"
_BREAK = r"[\s>|]*"  # a mail program breaks lines, and marks what it quotes
_WITH_DASHES = re.compile(
    rf"\bIBO{_BREAK}{_DASH}{_BREAK}{_GROUP}(?:{_BREAK}{_DASH}{_BREAK}{_GROUP}){{3}}\b", re.IGNORECASE
)
_WITH_SPACES = re.compile(rf"\bIBO(?:[ \u00a0]{_GROUP}){{4}}\b", re.IGNORECASE)


@dataclass(frozen=True)
class CodeFound:
    """A code in a text from ``start`` to ``end``; ``key`` is empty where its checksum is wrong."""

    start: int
    end: int
    written: str
    key: str


def answer_code(item_id: UUID, college_id: UUID) -> str:
    """The code of an item and a college, in groups of four."""
    key = code_key(item_id, college_id)
    whole = key + _encoded(_checksum(key), _CHECK)
    return "-".join(["IBO", *(whole[at : at + 4] for at in range(0, len(whole), 4))])


def code_key(item_id: UUID, college_id: UUID) -> str:
    """A code without its checksum; only in one region of many millions do two cells share it."""
    return _encoded(item_id.int, _ITEM) + _encoded(college_id.int, _COLLEGE)


def college_part(key: str) -> str:
    """The part of a key that names the college."""
    return key[_ITEM:]


def codes_in(text: str) -> Iterator[CodeFound]:
    """The codes in a text, in their order; what has dashes and a wrong checksum is a code that was mistyped."""
    codes = [_code_of(match) for match in _WITH_DASHES.finditer(text)]
    # four words of four letters may follow "IBO" by chance, so without dashes only the checksum makes a code
    codes += [code for code in map(_code_of, _WITH_SPACES.finditer(text)) if code.key]
    return iter(sorted(codes, key=lambda code: code.start))


def _code_of(match: re.Match[str]) -> CodeFound:
    letters = re.sub(r"[^0-9A-Z]", "", match[0].upper())[len("IBO") :].translate(_ALIKE)
    key, check = letters[:-_CHECK], letters[-_CHECK:]
    right = set(letters) <= set(_ALPHABET) and _encoded(_checksum(key), _CHECK) == check
    return CodeFound(match.start(), match.end(), " ".join(match[0].split()), key if right else "")


def _encoded(number: int, length: int) -> str:
    """The last ``length`` times five bits of a number."""
    return "".join(_ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(length)))


def _checksum(key: str) -> int:
    value = 0
    for letter in key:
        value = (value * len(_ALPHABET) + _ALPHABET.index(letter)) % _PRIME
    return value
