"""Which characters the bundled fonts can show, read from the fonts themselves; what they lack is replaced.

An archivable PDF may hold no missing glyph, so one emoji in a note would otherwise stop the whole paper.
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from ibo_desk.files import resource

FAMILY: Final = "LiberationSans"
_ALWAYS: Final = frozenset("\n\t")
# Marks that turn the direction of text: invisible, and able to make a paper show another order than it says.
_DIRECTION: Final = frozenset(map(chr, (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_SQUARES: Final = frozenset("□?")
_INVISIBLE: Final = frozenset({"Cf", "Mn", "Me", "Cc", "Cs", "Co", "Cn"})


def shown(text: str) -> str:
    """The text with each character that the fonts lack replaced by its plain form, or by a white square."""
    known = covered()
    if all(character in known for character in text):
        return text
    return "".join(character if character in known else _instead(character, known) for character in text)


def shown_everywhere(value: object) -> object:
    """The same for every text in nested dicts and lists."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, list):
        return [shown_everywhere(each) for each in value]
    if isinstance(value, dict):
        return {name: shown_everywhere(each) for name, each in value.items()}
    return value


def lacking(value: object) -> frozenset[str]:
    """The characters in nested dicts and lists of texts that a reader gets a square for."""
    if isinstance(value, str):
        known = covered()
        return frozenset(sign for sign in value if sign not in known and _instead(sign, known) in _SQUARES)
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return frozenset().union(*map(lacking, inside))


@cache
def covered() -> frozenset[str]:
    """The characters that every bundled style of the font has."""
    files = sorted(resource("fonts").glob(f"{FAMILY}-*.ttf"))
    characters = frozenset.intersection(*(_characters(path) for path in files))
    return (characters | _ALWAYS) - _DIRECTION


def _instead(character: str, known: frozenset[str]) -> str:
    plain = unicodedata.normalize("NFKD", character)
    kept = "".join(each for each in plain if each in known and unicodedata.category(each) != "Mn")
    if kept.strip():
        return kept
    if unicodedata.category(character).startswith("Z"):
        return " "
    if unicodedata.category(character) in _INVISIBLE:
        return ""
    return "□" if "□" in known else "?"


def _characters(path: Path) -> frozenset[str]:
    """The characters of a TrueType font: the entries of its Unicode character map (format 4) with a glyph."""
    data = path.read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    for place in range(tables):
        tag, _sum, offset, _length = struct.unpack_from(">4sIII", data, 12 + 16 * place)
        if tag == b"cmap":
            return _map(data, offset)
    raise ValueError(path)


def _map(data: bytes, cmap: int) -> frozenset[str]:
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    for place in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * place)
        if (platform, encoding) in ((3, 1), (0, 3)) and struct.unpack_from(">H", data, cmap + offset)[0] == 4:
            return _format_4(data, cmap + offset)
    raise ValueError(cmap)


def _format_4(data: bytes, table: int) -> frozenset[str]:
    segments = struct.unpack_from(">H", data, table + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", data, table + 14)
    starts_at = table + 16 + 2 * segments
    starts = struct.unpack_from(f">{segments}H", data, starts_at)
    deltas = struct.unpack_from(f">{segments}H", data, starts_at + 2 * segments)
    ranges_at = starts_at + 4 * segments
    ranges = struct.unpack_from(f">{segments}H", data, ranges_at)
    characters: set[str] = set()
    for place, (start, end, delta, reach) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if reach:
                glyph = struct.unpack_from(">H", data, ranges_at + 2 * place + reach + 2 * (code - start))[0]
            if glyph and (glyph + delta) & 0xFFFF:
                characters.add(chr(code))
    return frozenset(characters)
