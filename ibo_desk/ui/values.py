"""How a value of a row is shown, sorted and copied, wherever it stands."""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from ibo_desk.domain.names import fold
from ibo_desk.language import _
from ibo_desk.services import format as formats
from ibo_desk.services import words


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
        return ", ".join(show_value(one) for one in value)
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


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Folded text in which numbers count as numbers: "IBO 2" before "IBO 10"."""
    parts: list[tuple[int, int, str]] = []
    digits = word = ""
    for sign in fold(text) + "\0":
        if sign.isdecimal():
            if word:
                parts.append((1, 0, word))
                word = ""
            digits += sign
        else:
            if digits:
                parts.append((0, int(digits), ""))
                digits = ""
            word += sign
    parts.append((1, 0, word))
    return tuple(parts)
