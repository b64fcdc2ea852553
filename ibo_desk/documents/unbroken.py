"""A day is never parted at the end of a line: "31 december 2026" is printed with spaces that hold."""

import re
from functools import cache

from ibo_desk.language import LANGUAGES, text_in
from ibo_desk.services.words.format import MONTHS

_HOLDING = "\u00a0"


def unbroken(text: str) -> str:
    """The text, or the markup around texts, with the days in it held together, in any language of the program."""
    return _days().sub(lambda match: match[0].replace(" ", _HOLDING), text)


def unbroken_everywhere(value: object) -> object:
    """The same for every text in nested dicts and lists."""
    if isinstance(value, str):
        return unbroken(value)
    if isinstance(value, list):
        return [unbroken_everywhere(each) for each in value]
    if isinstance(value, dict):
        return {name: unbroken_everywhere(each) for name, each in value.items()}
    return value


@cache
def _days() -> re.Pattern[str]:
    names = {text_in(language, month) for language in LANGUAGES for month in MONTHS}
    months = "|".join(sorted(map(re.escape, names)))
    number, year = "[0-3]?[0-9]", "[0-9]{4}"
    return re.compile(rf"(?<!\w)(?:{number} (?:{months})(?: {year})?|(?:{months}) {year})(?!\w)")
