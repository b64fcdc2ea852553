"""Which entries of the journal are told and taken back as one.

An entry stands alone, unless it was made in a visit: one stay in one field, saved several times. The entries of a
visit are one *stretch*, from its first to its last; a new stretch begins after an undo and where somebody else wrote
the same field in between. A stretch is named by its last entry, its *head*; ``undoes`` always names a head.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, or_, select

from ibo_desk.data.tables import Change, JournalEntry

_Field = tuple[UUID, str]


def stretches(session: Session, visits: Collection[UUID]) -> list[list[UUID]]:
    """The stretches of these visits, each from its first entry to its head; two queries, however many there are."""
    members = session.exec(
        select(JournalEntry.id, JournalEntry.visit, JournalEntry.actor, JournalEntry.copy_id)
        .where(col(JournalEntry.visit).in_(visits))
        .order_by(col(JournalEntry.id))
    ).all()
    written = _written(session, visits)
    undone = set(
        session.exec(
            select(JournalEntry.undoes).where(
                col(JournalEntry.undoes).in_(
                    select(JournalEntry.id).where(col(JournalEntry.visit).in_(visits))
                )
            )
        )
    )
    by_stay: dict[tuple[object, ...], list[UUID]] = defaultdict(list)
    for entry_id, *stay in members:
        by_stay[tuple(stay)].append(entry_id)
    return [stretch for entries in by_stay.values() for stretch in _split(entries, written, undone)]


def stretch_of(session: Session, entry: JournalEntry) -> list[UUID]:
    """The entries that are taken back together with this one, the first first."""
    if entry.visit is None:
        return [entry.id]
    return next(stretch for stretch in stretches(session, [entry.visit]) if entry.id in stretch)


def is_head() -> ColumnElement[bool]:
    """The condition under which an entry is the last of a stretch, as far as visits and undo tell."""
    later, undoing = aliased(JournalEntry), aliased(JournalEntry)
    return or_(
        col(JournalEntry.visit).is_(None),
        ~exists().where(col(later.visit) == JournalEntry.visit, col(later.id) > JournalEntry.id),
        exists().where(col(undoing.undoes) == JournalEntry.id),
    )


def _split(
    entries: Iterable[UUID], written: dict[UUID, dict[_Field, UUID | None]], undone: set[UUID | None]
) -> list[list[UUID]]:
    parts: list[list[UUID]] = []
    fields: set[_Field] = set()
    for entry_id in entries:
        wrote = written.get(entry_id, {})
        goes_on = (
            bool(parts)
            and parts[-1][-1] not in undone
            and all(wrote[field] in parts[-1] for field in fields & wrote.keys())
        )
        if not goes_on:
            parts.append([])
            fields = set()
        parts[-1].append(entry_id)
        fields |= wrote.keys()
    return parts


def _written(session: Session, visits: Collection[UUID]) -> dict[UUID, dict[_Field, UUID | None]]:
    """Per entry the fields that it wrote, each with the entry that wrote the field before."""
    query = (
        select(Change.entry_id, Change.record_id, Change.field, Change.previous_revision)
        .join(JournalEntry, col(JournalEntry.id) == Change.entry_id)
        .where(col(JournalEntry.visit).in_(visits))
        .order_by(col(Change.id))
    )
    written: dict[UUID, dict[_Field, UUID | None]] = defaultdict(dict)
    for entry_id, record_id, field, previous in session.exec(query):
        written[entry_id].setdefault((record_id, field), previous)
    return written
