"""What was done in this file, and undoing what one did oneself in this session."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from ibo_desk.data.undo import undo_entry
from ibo_desk.data.store import Store
from ibo_desk.data.tables import JournalEntry
from ibo_desk.domain.errors import NotFoundError, RuleError
from ibo_desk.language import _


@dataclass(frozen=True)
class EntryRow:
    """One use case that was carried out: when (UTC), by whom, in words; ``undone`` when it no longer holds."""

    id: UUID
    at: datetime
    actor: str
    label: str
    undoes: UUID | None
    undone: bool


class History:
    """The journal of a file, and undo and redo for this session."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def entries(self, limit: int = 200) -> list[EntryRow]:
        """The newest entries first."""
        wanted = select(JournalEntry).order_by(col(JournalEntry.id).desc()).limit(limit)
        with self._store.read() as session:
            return _rows(session, session.exec(wanted).all())

    def undoable(self) -> EntryRow | None:
        """The newest own entry of this session that is not an undo and still holds; None where there is none."""
        with self._store.read() as session:
            own = _rows(session, _own(session, self._store.own_entries))
        return next((row for row in own if row.undoes is None and not row.undone), None)

    def redoable(self) -> EntryRow | None:
        """The newest own undo that still holds, as long as nothing new was done after it; None otherwise."""
        with self._store.read() as session:
            own = _rows(session, _own(session, self._store.own_entries))
            undoings = {row.id for row in own if row.undoes is not None and not _is_redo(session, row)}
        since = itertools.takewhile(lambda row: row.undoes is not None, own)
        return next((row for row in since if row.id in undoings and not row.undone), None)

    def undo(self, entry_id: UUID | None = None) -> EntryRow:
        """Undo an own entry of this session (the newest that can be), as an entry of its own; undoing an undo redoes.

        Raises ``RuleError`` with "nothing_to_undo", "undo_newer_changes", "not_your_entry", and ``LockedError``.
        """
        if entry_id is None:
            newest = self.undoable()
            if newest is None:
                raise RuleError("nothing_to_undo")
            entry_id = newest.id
        if entry_id not in self._store.own_entries:
            raise RuleError("not_your_entry")
        with self._store.write("") as work:
            done = work.session.get(JournalEntry, entry_id)
            if done is None:
                raise NotFoundError("no_such_record", kind="journal_entry", id=str(entry_id))
            undo_entry(work.session, entry_id, work.entry)
            work.entry.label = _undo_label(work.session, done)[:500]
        with self._store.read() as session:
            made = session.get(JournalEntry, work.entry.id)
            if made is None:
                raise RuleError("nothing_to_undo")
            return _rows(session, [made])[0]

    def redo(self) -> EntryRow:
        """Do again what was undone last. Raises ``RuleError("nothing_to_redo")`` and like ``undo``."""
        undone = self.redoable()
        if undone is None:
            raise RuleError("nothing_to_redo")
        return self.undo(undone.id)


def _own(session: Session, ids: list[UUID]) -> list[JournalEntry]:
    """The entries of this session, the newest first."""
    recent = ids[-500:]
    wanted = select(JournalEntry).where(col(JournalEntry.id).in_(recent))
    return list(session.exec(wanted.order_by(col(JournalEntry.id).desc())))


def _is_redo(session: Session, row: EntryRow) -> bool:
    """Whether an entry undid an undo."""
    undone = session.get(JournalEntry, row.undoes)
    return undone is not None and undone.undoes is not None


def _rows(session: Session, entries: Iterable[JournalEntry]) -> list[EntryRow]:
    shown = list(entries)
    undone = _undone(session, [one.id for one in shown])
    return [EntryRow(one.id, one.at, one.actor, one.label, one.undoes, one.id in undone) for one in shown]


def _undone(session: Session, ids: list[UUID]) -> set[UUID]:
    """Which of these entries no longer hold: undone, and that undo not undone in its turn."""
    wanted = select(JournalEntry.id, JournalEntry.undoes).where(col(JournalEntry.undoes).in_(ids))
    undoings = {undoing: of for undoing, of in session.exec(wanted) if of is not None}
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
