"""The one function that reads the tables of allowed transitions."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from ibo_desk.domain.errors import RuleError

S = TypeVar("S", bound=StrEnum)


def check_transition(table: Mapping[S, frozenset[S]], old: S, new: S) -> None:
    """Raise ``RuleError("transition_not_allowed")`` unless ``new`` may follow ``old``."""
    if new != old and new not in table[old]:
        raise RuleError("transition_not_allowed", old=old, new=new, allowed=sorted(table[old]))
