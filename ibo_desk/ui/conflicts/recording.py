"""On the store thread: reading what stands in fields that somebody else wrote, and writing what was chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ibo_desk.domain.errors import UserError
from ibo_desk.services.conflicts import Choice, RecordNow
from ibo_desk.ui.conflicts.field import FieldConflict, Of

if TYPE_CHECKING:
    from ibo_desk.app import App


@dataclass(frozen=True)
class Answer:
    """What a field is to hold, ``theirs`` being what stands there."""

    conflict: FieldConflict
    result: Any
    theirs: Any

    @property
    def choice(self) -> Choice:
        return Choice(self.result, self.conflict.mine)


def look(app: "App", conflicts: Sequence[FieldConflict]) -> dict[Of, RecordNow | UserError]:
    """What stands in the fields now, by record; an error for a record that is gone."""
    there: dict[Of, RecordNow | UserError] = {}
    for (kind, record_id), of in _by_record(conflicts):
        try:
            there[kind, record_id] = app.conflicts.now(kind, record_id, [conflict.field for conflict in of])
        except UserError as error:
            there[kind, record_id] = error
    return there


Outcome = tuple[list[tuple[Answer, UUID | None]], UserError | None]


def record(app: "App", answers: Sequence[Answer], revisions: Mapping[Of, UUID | None]) -> Outcome:
    """Write record by record; what was written with the revision it got, and the error that stopped it."""
    written: list[tuple[Answer, UUID | None]] = []
    by_conflict = {answer.conflict.key: answer for answer in answers}
    for of, conflicts in _by_record([answer.conflict for answer in answers]):
        these = [by_conflict[conflict.key] for conflict in conflicts]
        try:
            revision = _record(app, of, these, revisions[of])
        except UserError as error:
            return written, error
        written += [(answer, revision) for answer in these]
    return written, None


def _record(app: "App", of: Of, answers: Sequence[Answer], revision: UUID | None) -> UUID | None:
    """Fields that their record takes as they are make one entry; one with a service of its own is written by that."""
    patched = {answer.conflict.field: answer.choice for answer in answers if answer.conflict.write is None}
    if patched:
        revision = app.conflicts.record(*of, revision, patched)
    for answer in answers:
        if answer.conflict.write is None:
            continue
        if answer.result != answer.theirs:
            answer.conflict.write(app, answer.result)
        revision = app.conflicts.keep_mine(*of, {answer.conflict.field: answer.choice})
    return revision


def _by_record(conflicts: Sequence[FieldConflict]) -> list[tuple[Of, list[FieldConflict]]]:
    ordered = sorted(conflicts, key=lambda conflict: conflict.of)
    return [(of, list(same)) for of, same in groupby(ordered, lambda conflict: conflict.of)]
