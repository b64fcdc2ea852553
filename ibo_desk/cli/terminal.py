"""Texts as a terminal may be given them: what would steer it is spelled out."""

import re
from typing import Final

_STEERING: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def for_terminal(text: str) -> str:
    """A text that a terminal shows and does not obey: controls and turns of direction are spelled out."""
    return _STEERING.sub(lambda sign: f"\\x{ord(sign[0]):02x}", text)


def for_terminal_in_json(text: str) -> str:
    """JSON in which those characters are written as escapes, so that it is shown and still says the same."""
    return _STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
