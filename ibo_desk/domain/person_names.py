"""Names of people as lists have them: "VANDEPUT Iris", "De Smet, Piet", "dhr. Piet De Smet", "vacant"."""

import re
from typing import Final

from ibo_desk.domain.names import fold

_ADDRESS: Final = re.compile(r"^(?:dhr|de heer|mijnheer|mevr|mevrouw|mw|mr)\b\.?\s+", re.IGNORECASE)
_OFFICE: Final = re.compile(
    r"^(?:gouverneur|burgemeester|schepen|gedeputeerde|minister|voorzitter|algemeen directeur)\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_NOBODY: Final = re.compile(
    r"(?:vacant\w*|vacature|open|nog )?(?:aan te duiden|te bepalen|te benoemen)?|n\.? ?n\.?|ntb|\?+|-+|–"
)
_SEVERAL: Final = re.compile(r"\s*[;\n]\s*|\s+(?:/|&|en|of)\s+")


def is_nobody(text: str) -> bool:
    """Whether a cell says that there is nobody yet."""
    return _NOBODY.fullmatch(fold(text).strip(" .()")) is not None or _LETTERS.search(text) is None


def is_several(text: str) -> bool:
    """Whether a cell holds more than one name."""
    return len([part for part in _SEVERAL.split(text) if part.strip()]) > 1


def usual_name(text: str) -> str:
    """First name first, without form of address, office or a note in brackets, a name in capitals as a name."""
    name = _OFFICE.sub("", _ADDRESS.sub("", " ".join(text.split())))
    name = re.sub(r"\s*\([^()]*\)$", "", name)
    last, comma, first = name.partition(",")
    if comma and first.strip() and "," not in first:
        return f"{first.strip()} {_as_name(last.strip())}"
    words = name.split()
    capitals = [_is_capital(word) for word in words]
    if not any(capitals) or all(capitals):
        return " ".join(_as_name(word) for word in words) if len(words) > 1 else name
    at = capitals.index(False)
    if at > 0 and not any(capitals[at:]):  # the family name stands first
        words = [*words[at:], *words[:at]]
    return " ".join(_as_name(word) for word in words)


def words_of(name: str) -> frozenset[str]:
    """The same for "Iris Vandeput" and "Vandeput Iris"."""
    return frozenset(re.findall(r"[\w'’-]+", fold(name)))


def _is_capital(word: str) -> bool:
    return _LETTERS.search(word) is not None and word == word.upper()


def _as_name(text: str) -> str:
    if not any(_is_capital(word) for word in text.split()):
        return text
    return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), text)
