"""Rounds of feedback as they stood at the end of a day: what was asked by then, delivered, heard and answered.

By the days in the round alone; that somebody typed a fact later does not make it later (R21).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, ClassVar, Final, Protocol, TypeVar
from uuid import UUID

from ibo_desk.domain.feedback import TURN, Answer, Side, Turn
from ibo_desk.services.feedback.rows import RoundRow, state_of

# A day, and what was not there before it.
_SINCE: Final[Mapping[str, tuple[str, ...]]] = {
    "answered_on": ("answer", "answered_on", "answer_text", "reference", "dealt_with_on", "noted_on"),
    "heard_on": ("heard_on",),
    "delivered_on": ("delivered_on", "delivered_hash", "overtaken_on"),
    "overtaken_on": ("overtaken_on",),
    "ended_on": ("ended_by", "ended_on"),
    "dealt_with_on": ("dealt_with_on",),
    "reminded_on": ("reminded_on",),
    "told_on": ("told_on",),
}
_TEXTS: Final = frozenset({"answer_text", "reference", "delivered_hash"})


class _Dated(Protocol):
    """What any row of a round has."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def item_id(self) -> UUID: ...
    @property
    def college_id(self) -> UUID: ...
    @property
    def side(self) -> Side: ...
    @property
    def number(self) -> int: ...
    @property
    def answer(self) -> Answer | None: ...
    @property
    def meeting_on(self) -> date: ...
    @property
    def asked_on(self) -> date | None: ...
    @property
    def delivered_on(self) -> date | None: ...
    @property
    def heard_on(self) -> date | None: ...
    @property
    def answered_on(self) -> date | None: ...


R = TypeVar("R", bound=_Dated)


def rounds_as_of(rows: Iterable[R], day: date) -> list[R]:
    """The rounds that were there at the end of a day, in the order in which they come, without what came later."""
    return [_then(row, day) for row in rows if _began(row) <= day]


def open_as_of(rows: Iterable[RoundRow], day: date) -> list[RoundRow]:
    """Of all rounds with some colleges those that waited for somebody at the end of a day, as ``waits_for`` has it."""
    there = [_with_state(row, day) for row in rounds_as_of(rows, day)]
    return [row for row in current(there) if row.turn is not Turn.NOBODY]


def current(rows: Iterable[R]) -> Iterator[R]:
    """The rounds that no later one took the place of, as ``is_current`` has it in the database."""
    of_cell: dict[tuple[UUID, UUID], list[R]] = defaultdict(list)
    for row in rows:
        of_cell[row.item_id, row.college_id].append(row)
    for there in of_cell.values():
        after = any(row.side is Side.AFTER for row in there)
        for row in there:
            replaced = any(other.side is row.side and other.number > row.number for other in there)
            passed = after and row.side is Side.BEFORE and row.answer is not Answer.AGREES_WITH_RESERVATION
            if not replaced and not passed:
                yield row


def _began(row: _Dated) -> date:
    """The day of its first fact; one of which nobody noted when it was asked goes with its meeting.

    A round that follows a postponed answer has the note of the round before, so that delivery is no fact of its own.
    """
    facts = [row.asked_on, row.heard_on, row.answered_on]
    if row.number == 1:
        facts.append(row.delivered_on)
    known = [fact for fact in facts if fact is not None]
    if row.asked_on is None:
        known.append(row.meeting_on if row.side is Side.AFTER else date.min)
    return min(known)


def _then(row: R, day: date) -> R:
    own = {field.name for field in fields(row)}
    gone: set[str] = set()
    for name, those in _SINCE.items():
        on = getattr(row, name, None)
        if on is not None and on > day:
            gone |= own.intersection(those)
    if not gone:
        return row
    changed: R = replace(row, **{name: "" if name in _TEXTS else None for name in gone})
    return changed


def _with_state(row: RoundRow, day: date) -> RoundRow:
    """State, turn and since when it waits follow from what is left."""
    state = state_of(row, day)
    meeting = row.meeting_on if row.side is Side.AFTER else None
    since = row.answered_on or row.heard_on or row.delivered_on or meeting
    return replace(row, state=state, turn=TURN[state], since=since)
