"""How a value of a row is shown, sorted and copied, wherever it stands."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Any

from ibo_desk.domain.names import fold
from ibo_desk.language import _
from ibo_desk.services import words
from ibo_desk.services.words import format as formats

_PARTS = re.compile(r"[0-9]+|[^0-9]+")


def show_value(value: Any) -> str:
    """A value as people read it: enum by its word, date 11/12/2026, time 14:00, yes or nothing, lists with commas."""
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return _("yes")
    if isinstance(value, StrEnum):
        return words.label(value)
    if isinstance(value, (date, datetime)):
        return formats.short_day(value)
    if isinstance(value, time):
        return formats.clock(value)
    if isinstance(value, (tuple, list)):
        return ", ".join(show_value(part) for part in value)
    return str(value)


def sort_value(value: Any) -> tuple[int, Any]:
    """A key that puts empty last, words by their folded form and states in the order of their life."""
    if value in (None, "", ()):
        return (1, 0)
    if isinstance(value, StrEnum):
        return (0, list(type(value)).index(value))
    if isinstance(value, str):
        return (0, natural(value))
    if isinstance(value, Sequence):
        return (0, natural(show_value(value)))
    return (0, value)


def summed(values: Sequence[int | None]) -> int | None:
    """These numbers together; None where there is none among them."""
    given = [value for value in values if value is not None]
    return sum(given) if given else None


def folded(text: str) -> str:
    """``fold`` for lists of many thousands: most texts are plain and need no more than small letters."""
    return text.lower() if text.isascii() else fold(text)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Folded text in which numbers count as numbers: "IBO 2" before "IBO 10"."""
    plain = folded(text)
    if plain.isalpha():
        return ((1, 0, plain),)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _PARTS.findall(plain))


@lru_cache(4096)
def flat(text: str) -> str:
    """A text with marks as one line, without them."""
    from ibo_desk.documents.builders import phrases  # Markdown is not needed to start

    return phrases.flat(text)


def unmarked(text: str) -> str:
    """A text with marks as lines to read, without them: for a tooltip or a label."""
    from ibo_desk.documents.rich_text import as_text, parse

    return as_text(parse(text))
