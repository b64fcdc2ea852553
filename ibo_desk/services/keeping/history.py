"""What was done in this region, by whom, with old and new values; and taking back what one did oneself, of any day.

Own is what was written under the same name: on a server the login, in a file the person on this computer.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, func, select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Change, JournalEntry
from ibo_desk.data.undo import undo_entry
from ibo_desk.data.visits import is_head
from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.language import _
from ibo_desk.services.keeping.change_words import ChangeRow, change_rows
from ibo_desk.services.keeping.history_rows import HistoryFilter, Stretch, as_stretches, folded_changes, heads
from ibo_desk.services.words.record_names import Ref, with_owners

MOST_CHANGES: Final = 200  # of one entry that are told in full
_NO_FILTER: Final = HistoryFilter()


@dataclass(frozen=True)
class EntryRow:
    """One thing that was done: when (UTC), by whom, in words; the entries of one visit of a field are one thing.

    ``began`` is when its first entry was written and ``parts`` how many there are; ``undone`` says that it no longer
    holds, ``own`` that it was done under this name. Only of what was just taken back: ``places``, the records that
    were written, then those they belong to, as table name and id; ``gone``, the tables of records that went with it.
    """

    id: UUID
    at: datetime
    actor: str
    label: str
    undoes: UUID | None
    undone: bool
    began: datetime
    parts: int = 1
    own: bool = False
    places: tuple[Ref, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True)
class EntryChanges:
    """What an entry changed, at most ``MOST_CHANGES`` fields; ``more`` tells how many are not among them."""

    rows: tuple[ChangeRow, ...]
    more: int
    places: tuple[Ref, ...] = field(default=())


@dataclass(frozen=True)
class ToldEntry:
    """An entry with what it changed."""

    entry: EntryRow
    changes: tuple[ChangeRow, ...]


class History:
    """The journal of a region, and undo and redo."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def entries(
        self, limit: int = 200, filters: HistoryFilter = _NO_FILTER, before: UUID | None = None
    ) -> list[EntryRow]:
        """The newest entries that pass the filter, older than ``before``; the newest first."""
        with self._store.read() as session:
            listed = session.exec(heads(filters, before, limit)).all()
            return self._rows(session, as_stretches(session, listed))

    def with_changes(
        self, limit: int = 200, filters: HistoryFilter = _NO_FILTER, before: UUID | None = None
    ) -> list[ToldEntry]:
        """Like ``entries``, with what each changed (of a record: only its own changes)."""
        with self._store.read() as session:
            stretches = as_stretches(session, session.exec(heads(filters, before, limit)).all())
            changes = folded_changes(session, stretches, MOST_CHANGES, filters.record_id)
            rows = change_rows(session, [change for some in changes.values() for change in some])
            entries = self._rows(session, stretches)
        by_entry: dict[UUID, list[ChangeRow]] = {entry.id: [] for entry in entries}
        for row in rows:
            by_entry[row.entry_id].append(row)
        return [ToldEntry(entry, tuple(by_entry[entry.id])) for entry in entries]

    def changes(self, entry_id: UUID) -> EntryChanges:
        """What was done with one entry. Raises ``NotFoundError("no_such_record")``."""
        with self._store.read() as session:
            stretch = _stretch(session, _entry(session, entry_id))
            changes = folded_changes(session, [stretch], MOST_CHANGES)[stretch.head.id]
            wrote = col(Change.entry_id).in_(stretch.members)
            all_of_it = len(changes)
            if all_of_it == MOST_CHANGES:
                all_of_it = session.exec(select(func.count()).select_from(Change).where(wrote)).one()
            return EntryChanges(
                tuple(change_rows(session, changes)), all_of_it - len(changes), _places(session, changes)
            )

    def people(self) -> list[str]:
        """Everybody who ever wrote in this region, by name."""
        with self._store.read() as session:
            query = select(JournalEntry.actor).distinct().order_by(col(JournalEntry.actor))
            return [actor for actor in session.exec(query) if actor]

    def undoable(self) -> EntryRow | None:
        """The newest own entry of this session that is not an undo and still holds; None where there is none."""
        with self._store.read() as session:
            own = self._session_rows(session)
        return next((row for row in own if row.undoes is None and not row.undone), None)

    def redoable(self) -> EntryRow | None:
        """The newest own undo that still holds, as long as nothing new was done after it; None otherwise."""
        with self._store.read() as session:
            own = self._session_rows(session)
            undoings = {row.id for row in own if row.undoes is not None and not _is_redo(session, row)}
        since = itertools.takewhile(lambda row: row.undoes is not None, own)
        return next((row for row in since if row.id in undoings and not row.undone), None)

    def undo(self, entry_id: UUID | None = None) -> EntryRow:
        """Take back an own entry of any day (None: the newest of this session), as an entry of its own.

        Undoing an undo does it again. Raises ``RuleError`` with "nothing_to_undo", "undo_newer_changes",
        "undo_erased", "not_your_entry", and ``LockedError``.
        """
        if entry_id is None:
            newest = self.undoable()
            if newest is None:
                raise RuleError("nothing_to_undo")
            entry_id = newest.id
        with self._store.write("") as work:
            done = _entry(work.session, entry_id)
            if not self._is_own(done):
                raise RuleError("not_your_entry", actor=done.actor)
            undo_entry(work.session, entry_id, work.entry)
            work.entry.label = _undo_label(work.session, done)[:500]
        with self._store.read() as session:
            made = session.get(JournalEntry, work.entry.id)
            if made is None:
                raise RuleError("nothing_to_undo")
            stretch = Stretch((made.id,), made.at, made)
            changes = folded_changes(session, [stretch], MOST_CHANGES)[made.id]
            row = self._rows(session, [stretch])[0]
            return replace(
                row,
                places=_places(session, changes),
                gone=tuple(dict.fromkeys(table for table, _id in _gone(changes))),
            )

    def redo(self) -> EntryRow:
        """Do again what was undone last. Raises ``RuleError("nothing_to_redo")`` and like ``undo``."""
        undone = self.redoable()
        if undone is None:
            raise RuleError("nothing_to_redo")
        return self.undo(undone.id)

    def _session_rows(self, session: Session) -> list[EntryRow]:
        """What was done in this session, the newest first."""
        recent = self._store.own_entries[-500:]
        query = select(JournalEntry).where(col(JournalEntry.id).in_(recent), is_head())
        return self._rows(
            session, as_stretches(session, session.exec(query.order_by(col(JournalEntry.id).desc())).all())
        )

    def _is_own(self, entry: JournalEntry) -> bool:
        same_copy = self._store.is_server or entry.copy_id == self._store.copy_id
        return same_copy and entry.actor == self._store.actor

    def _rows(self, session: Session, stretches: Sequence[Stretch]) -> list[EntryRow]:
        undone = _undone(session, [stretch.head.id for stretch in stretches])
        return [
            EntryRow(
                id=stretch.head.id,
                at=stretch.head.at,
                actor=stretch.head.actor,
                label=stretch.head.label,
                undoes=stretch.head.undoes,
                undone=stretch.head.id in undone,
                began=stretch.began,
                parts=len(stretch.members),
                own=self._is_own(stretch.head),
            )
            for stretch in stretches
        ]


def _entry(session: Session, entry_id: UUID) -> JournalEntry:
    entry = session.get(JournalEntry, entry_id)
    if entry is None:
        raise NotFoundError("no_such_record", kind="journal_entry", id=str(entry_id))
    return entry


def _stretch(session: Session, entry: JournalEntry) -> Stretch:
    return next(stretch for stretch in as_stretches(session, [entry]) if entry.id in stretch.members)


def _gone(changes: Sequence[Change]) -> list[Ref]:
    """The records that were deleted, as table name and id."""
    return [
        (change.table_name, change.record_id)
        for change in changes
        if change.field == "deleted_in" and change.new != "null"
    ]


def _places(session: Session, changes: Sequence[Change]) -> tuple[Ref, ...]:
    """Where what was written stands now: not on records that are deleted with it."""
    away = list(dict.fromkeys(_gone(changes)))
    written = dict.fromkeys((change.table_name, change.record_id) for change in changes)
    there = [ref for ref in written if ref not in away]
    owners = [ref for ref in with_owners(session, away) if ref not in away]
    return tuple(dict.fromkeys([*with_owners(session, there), *owners]))


def _is_redo(session: Session, row: EntryRow) -> bool:
    """Whether an entry undid an undo."""
    undone = session.get(JournalEntry, row.undoes)
    return undone is not None and undone.undoes is not None


def _undone(session: Session, ids: list[UUID]) -> set[UUID]:
    """Which of these entries no longer hold: undone, and that undo not undone in its turn."""
    query = select(JournalEntry.id, JournalEntry.undoes).where(col(JournalEntry.undoes).in_(ids))
    undoings = {undoing: of for undoing, of in session.exec(query) if of is not None}
    if not undoings:
        return set()
    taken_back = _undone(session, list(undoings))
    return {of for undoing, of in undoings.items() if undoing not in taken_back}


def _undo_label(session: Session, done: JournalEntry) -> str:
    """ "Ongedaan gemaakt: …"; for the undoing of an undo "Opnieuw gedaan: …", with the label of the first."""
    depth, about = 0, done
    while about.undoes is not None:
        before = session.get(JournalEntry, about.undoes)
        assert before is not None, "entries are never removed"
        depth, about = depth + 1, before
    text = _("Done again: {label}") if depth % 2 else _("Undone: {label}")
    return text.format(label=about.label)
