"""What the filter of a column means: words, "=" for exactly, "<>" for not, "<" and ">" for days and numbers, "leeg"."""

import operator
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final

from ibo_desk.domain.due import parse_due
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.money import parse_thousandths
from ibo_desk.domain.names import fold
from ibo_desk.language import _
from ibo_desk.ui.table.columns import Column, RowT

_COMPARED: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_SIGN: Final = re.compile(r"(<>|!=|<=|>=|=|<|>)\s*(.*)", re.DOTALL)

Match = Callable[[str, Any], bool]  # of what a cell shows in full, and its value


def parts(column: Column[RowT], row: RowT) -> Sequence[str]:
    """What can be ticked of a cell: each of several words by itself ("Kortrijk, Menen" is two)."""
    value = column.get(row)
    if isinstance(value, (tuple, list)) and value and all(isinstance(part, str) for part in value):
        return [column.show((part,)) for part in value]
    return [column.show(value)]


def matching(text: str, today: date) -> Match:
    """Whether a cell passes what was typed in the filter of its column."""
    words = fold(text.strip())
    if words == fold(_("empty")):
        return lambda shown, _value: not shown
    if words == fold(_("not empty")):
        return lambda shown, _value: bool(shown)
    sign = _SIGN.fullmatch(text.strip())
    if sign is None:
        return lambda shown, _value: words in fold(shown)
    mark, operand = sign[1], fold(sign[2].strip())
    if mark == "=":
        return lambda shown, value: operand in _whole(shown, value)
    if mark in {"<>", "!="}:
        return lambda shown, value: operand not in _whole(shown, value)
    return _comparing(_COMPARED[mark], sign[2], today)


def _whole(shown: str, value: Any) -> set[str]:
    several = shown.split(", ") if isinstance(value, (tuple, list)) else ()
    return {fold(shown), *map(fold, several)}


def _comparing(compare: Callable[[Any, Any], bool], operand: str, today: date) -> Match:
    day = parse_due(operand, today).on if operand.strip() else None
    number = _number(operand)

    def passes(shown: str, value: Any) -> bool:
        if isinstance(value, date):
            on = value.date() if isinstance(value, datetime) else value
            return day is not None and compare(on, day)
        held = _number(shown)
        return held is not None and number is not None and compare(held, number)

    return passes


def _number(text: str) -> int | None:
    try:
        return parse_thousandths(text)
    except InvalidValueError:
        return None
