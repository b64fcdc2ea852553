"""Finding one record by the name a person gives it, and periods that do not run backwards."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, Protocol, cast
from uuid import UUID

from ibo_desk.domain.errors import AmbiguousNameError, NotFoundError, RuleError
from ibo_desk.domain.names import fold


class Candidate(NamedTuple):
    """A record that may be meant: how it is shown, and every name it answers to."""

    id: UUID
    shown: str
    names: tuple[str, ...]


def pick(kind: str, name: str, candidates: Iterable[Candidate]) -> UUID:
    """The one candidate that answers to ``name``, whatever its accents and capitals; an id is a name too.

    Raises ``NotFoundError("no_such_name")`` or ``AmbiguousNameError("ambiguous_name")``; ``kind`` is a table name.
    """
    folded = fold(name)
    matching = [
        candidate
        for candidate in candidates
        if folded
        and (folded == str(candidate.id) or folded in {fold(known) for known in candidate.names if known})
    ]
    if not matching:
        raise NotFoundError("no_such_name", kind=kind, name=name)
    if len(matching) > 1:
        raise AmbiguousNameError(
            "ambiguous_name", name=name, names=tuple(sorted(candidate.shown for candidate in matching))
        )
    return matching[0].id


def check_period(first: date | None, last: date | None) -> None:
    """Raise ``RuleError("period_reversed")`` where a period ends before it begins."""
    if first is not None and last is not None and last < first:
        raise RuleError("period_reversed", first=first, last=last)


class Valid(Protocol):
    """What holds from one day to another, both included and each perhaps open."""

    @property
    def valid_from(self) -> date | None: ...

    @property
    def valid_to(self) -> date | None: ...


def check_validity(_work: object, record: Valid, new: Mapping[str, object]) -> None:
    """The check of every kind that holds from–to."""
    first, last = new.get("valid_from", record.valid_from), new.get("valid_to", record.valid_to)
    check_period(cast(date | None, first), cast(date | None, last))
