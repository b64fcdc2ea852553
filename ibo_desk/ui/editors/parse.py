"""From what a person types or pastes to the value of a field; the same for a cell, a panel and a paste from Excel."""

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

from ibo_desk.domain.characters import clean
from ibo_desk.domain.due import is_impossible_date, typed_due
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.money import parse_cents, parse_thousandths
from ibo_desk.domain.names import fold
from ibo_desk.language import N_, _
from ibo_desk.services.words import format as formats

Options = Sequence[tuple[Any, str]]

_WRONG = {
    "not_a_date": N_("“{value}” is not a date. Write it as 11/12/2026, or as “end of March 2027” in Dutch."),
    "not_a_time": N_("“{value}” is not a time. Write it as 14:00."),
    "not_a_choice": N_("“{value}” is not one of the choices: {allowed}."),
    "ambiguous_choice": N_("“{value}” can mean {allowed}. Type more of it."),
    "not_yes_or_no": N_("“{value}” is neither yes nor no. Write “ja” or “nee”."),
    "not_a_whole_number": N_("“{value}” is not a whole number."),
}


class TypedError(InvalidValueError):
    """What somebody typed in an editor that its field cannot hold."""

    @property
    def sentence(self) -> str:
        return _(_WRONG[self.code]).format(**self.params)


_NAMED = 12  # choices in a message; a list of all partners would say nothing
_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:.uUhH]\s*(\d{2})?)?")
_YES = {"ja", "j", "x", "1", "yes", "true", "waar", "oui", "✓"}
_NO = {"", "nee", "n", "0", "no", "false", "onwaar", "non", "-"}


def parse_date(text: str, today: date) -> date | None:
    """A day as people type it ("11/12/26", "11 december"); raises ``TypedError("not_a_date")``."""
    if not text.strip():
        return None
    if is_impossible_date(text):
        raise InvalidValueError("impossible_date", value=text)
    on = typed_due(text, today).on
    if on is None:
        raise TypedError("not_a_date", value=text)
    return on


def parse_term(text: str) -> str:
    """A term as it was typed ("eind juni 2027"); raises ``InvalidValueError("impossible_date")``."""
    term = " ".join(clean(text).split())
    if is_impossible_date(term):
        raise InvalidValueError("impossible_date", value=term)
    return term


def parse_time(text: str) -> time | None:
    """ "14:00", "14u", "9.30" → a time; raises ``TypedError("not_a_time")``."""
    bare = text.strip()
    if not bare:
        return None
    match = _CLOCK.fullmatch(bare)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise TypedError("not_a_time", value=text)
    return time(int(match[1]), int(match[2] or 0))


def parse_choice(text: str, options: Options) -> Any:
    """The value whose text this is, or the only one that begins with it or holds it.

    Nothing is the choice that is empty; a value may be offered under several texts. Raises ``TypedError`` with
    "not_a_choice" or "ambiguous_choice".
    """
    folded = fold(text.strip())
    exact = [value for value, shown in options if fold(shown) == folded or (not folded and value is None)]
    if exact:
        return exact[0]
    for fits in (str.startswith, str.__contains__):
        meant = {value: shown for value, shown in reversed(options) if folded and fits(fold(shown), folded)}
        if len(meant) == 1:
            return next(iter(meant))
        if meant:
            raise TypedError("ambiguous_choice", value=text, allowed=_listed([*meant.values()][::-1]))
    raise TypedError(
        "not_a_choice", value=text, allowed=_listed([shown for _value, shown in options if shown])
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")


def parse_check(text: str) -> bool:
    """ "ja", "x" or "1" is yes; raises ``TypedError("not_yes_or_no")``."""
    folded = fold(text.strip())
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    raise TypedError("not_yes_or_no", value=text)


def parse_number(text: str) -> int | None:
    """A whole number; raises ``TypedError``."""
    bare = text.replace(" ", "")
    if not bare:
        return None
    if not re.fullmatch(r"-?\d+", bare):
        raise TypedError("not_a_whole_number", value=text)
    return int(bare)


def parse(editor: str, text: str, *, today: date, options: Options = ()) -> Any:
    """The value that ``text`` means to this kind of editor; raises ``InvalidValueError``."""
    text = clean(text)
    if editor == "choice":
        return parse_choice(text, options)
    if editor == "date":
        return parse_date(text, today)
    return _PLAIN[editor](text)


_PLAIN: dict[str, Callable[[str], Any]] = {
    "line": lambda text: " ".join(text.split()),
    "names": lambda text: tuple(name for part in text.split(";") if (name := " ".join(part.split()))),
    "text": lambda text: text.strip("\n"),
    "time": parse_time,
    "check": parse_check,
    "number": parse_number,
    "money": lambda text: parse_cents(text) if text.strip() else None,
    "vte": lambda text: parse_thousandths(text) if text.strip() else None,
    "decimal": lambda text: parse_thousandths(text) if text.strip() else None,
}


def typed(editor: str, value: Any) -> str:
    """A value as it stands in an editor's line, ready to be typed over."""
    if value is None:
        return ""
    shown = _TYPED.get(editor)
    return shown(value) if shown else str(value)


_TYPED: dict[str, Callable[[Any], str]] = {
    "date": formats.short_day,
    "time": formats.clock,
    "money": formats.money,
    "names": "; ".join,
    "vte": formats.vte,
    "decimal": formats.number,
}
