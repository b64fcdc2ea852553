"""What was written in the file since a workbook was exported, as the journal tells it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Session, col, select

from ibo_desk.data.tables import Change, JournalEntry
from ibo_desk.data.values import from_plain

_MANY: Final = 500  # ids that go along in one statement


@dataclass(frozen=True)
class Written:
    """The first writing of a field after the export; ``old`` is what it replaced, None also where it was erased."""

    entry_id: UUID
    old: str | None


@dataclass(frozen=True)
class Since:
    """``revisions`` are those of the export that this file has; ``written`` holds what was written after them."""

    revisions: frozenset[UUID]
    written: Mapping[tuple[UUID, str], tuple[Written, ...]]

    def knows(self, revision: UUID) -> bool:
        """Whether this file has that revision: else the workbook comes from another one."""
        return revision in self.revisions

    def wrote(self, record_id: UUID, field: str, then: UUID) -> bool:
        """Whether a field was written after the record was at revision ``then``."""
        return self._first(record_id, field, then) is not None

    def touched(self, record_id: UUID, then: UUID) -> bool:
        """Whether anything of an exported record was written after ``then``: what it is called, for one."""
        return any(
            key[0] == record_id and changes[-1].entry_id > then for key, changes in self.written.items()
        )

    def base(self, record_id: UUID, column: Column[Any], then: UUID) -> Any:
        """What stood in the field at that revision; None where it was empty."""
        first = self._first(record_id, column.name, then)
        return from_plain(column, json.loads(first.old)) if first and first.old is not None else None

    def _first(self, record_id: UUID, field: str, then: UUID) -> Written | None:
        return next(
            (change for change in self.written.get((record_id, field), ()) if change.entry_id > then), None
        )


def read_since(session: Session, revisions: Mapping[UUID, UUID]) -> Since:
    """``revisions`` gives for each exported record the revision that it had then."""
    there: set[UUID] = set()
    for ids in _parts(set(revisions.values())):
        there |= set(session.exec(select(JournalEntry.id).where(col(JournalEntry.id).in_(ids))))
    written: dict[tuple[UUID, str], list[Written]] = {}
    earliest = min(revisions.values(), default=None)
    for ids in _parts(revisions):
        query = select(Change).where(col(Change.record_id).in_(ids), col(Change.entry_id) > earliest)
        for change in session.exec(query.order_by(col(Change.entry_id))):
            last_written = Written(change.entry_id, change.old)
            written.setdefault((change.record_id, change.field), []).append(last_written)
    return Since(frozenset(there), {key: tuple(all_of) for key, all_of in written.items()})


def _parts(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    known = sorted(ids)
    return (known[first : first + _MANY] for first in range(0, len(known), _MANY))
