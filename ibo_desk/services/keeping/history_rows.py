"""Reading the journal for people: entries of a visit as one, filtered, a page at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, exists, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from ibo_desk.data.tables import Change, JournalEntry
from ibo_desk.data.visits import is_head, stretches

_MANY: Final = 500


@dataclass(frozen=True)
class HistoryFilter:
    """Which entries are asked for; what is empty filters nothing. Days are those of this computer's zone.

    ``kind`` is a table name, ``record_id`` one record; ``words`` must all stand in the label or in one changed value.
    """

    kind: str = ""
    record_id: UUID | None = None
    person: str = ""
    first: date | None = None
    last: date | None = None
    words: str = ""

    def condition(self) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = []
        if self.record_id is not None:
            wrote = select(Change.entry_id).where(Change.record_id == self.record_id)
            conditions.append(col(JournalEntry.id).in_(wrote))
        if self.kind:
            conditions.append(_wrote(col(Change.table_name) == self.kind))
        if self.person:
            conditions.append(col(JournalEntry.actor) == self.person)
        if self.first is not None:
            conditions.append(col(JournalEntry.at) >= _midnight(self.first))
        if self.last is not None:
            conditions.append(col(JournalEntry.at) < _midnight(self.last + timedelta(days=1)))
        return [*conditions, *(_holds(word.lower()) for word in self.words.split())]


@dataclass(frozen=True)
class Stretch:
    """The entries that are told as one, from the first to the head."""

    members: tuple[UUID, ...]
    began: datetime
    head: JournalEntry


def heads(filters: HistoryFilter, before: UUID | None, limit: int) -> SelectOfScalar[JournalEntry]:
    """The query for the newest entries that stand for a stretch, older than ``before``."""
    query = select(JournalEntry).where(is_head(), *filters.condition())
    if before is not None:
        query = query.where(col(JournalEntry.id) < before)
    return query.order_by(col(JournalEntry.id).desc()).limit(limit)


def as_stretches(session: Session, entries: Sequence[JournalEntry]) -> list[Stretch]:
    """What is told as one with each of these entries, the newest head first.

    A visit that somebody else wrote into is more than one stretch; then all of them come.
    """
    alone = [Stretch((entry.id,), entry.at, entry) for entry in entries if entry.visit is None]
    visits = {entry.visit for entry in entries if entry.visit is not None}
    if not visits:
        return alone
    members = session.exec(select(JournalEntry).where(col(JournalEntry.visit).in_(visits))).all()
    by_id = {entry.id: entry for entry in members}
    together = [
        Stretch(tuple(ids), by_id[ids[0]].at, by_id[ids[-1]])
        for ids in stretches(session, visits)
        if ids[-1] in by_id
    ]
    asked = {entry.id for entry in entries}
    oldest = min(asked)
    kept = [stretch for stretch in together if stretch.head.id in asked or stretch.head.id > oldest]
    return sorted([*alone, *kept], key=lambda stretch: stretch.head.id, reverse=True)


def folded_changes(
    session: Session, stretches_: Sequence[Stretch], most: int, record_id: UUID | None = None
) -> dict[UUID, list[Change]]:
    """Per head the changes of its stretch, at most ``most``: per field the first old and the last new value."""
    of_entry = {entry_id: stretch.head.id for stretch in stretches_ for entry_id in stretch.members}
    first: dict[tuple[UUID, UUID, str], UUID] = {}
    last: dict[tuple[UUID, UUID, str], UUID] = {}
    for change_id, entry_id, changed, field in _marks(session, list(of_entry), most, record_id):
        key = (of_entry[entry_id], changed, field)
        first.setdefault(key, change_id)
        last[key] = change_id
    rows = _changes(session, {*first.values(), *last.values()})
    folded: dict[UUID, list[Change]] = {stretch.head.id: [] for stretch in stretches_}
    for key, change_id in first.items():
        begun, ended = rows[change_id], rows[last[key]]
        whole = Change(**{**ended.model_dump(), "old": begun.old, "entry_id": key[0]})
        folded[key[0]].append(whole)
    return {head: changes[:most] for head, changes in folded.items()}


def _marks(
    session: Session, entries: list[UUID], most: int, record_id: UUID | None
) -> list[tuple[UUID, UUID, UUID, str]]:
    """Which changes there are, without their values; of one large entry only some."""
    marks: list[tuple[UUID, UUID, UUID, str]] = []
    for at in range(0, len(entries), _MANY):
        query: Any = select(Change.id, Change.entry_id, Change.record_id, Change.field)
        query = query.where(col(Change.entry_id).in_(entries[at : at + _MANY]))
        if record_id is not None:
            query = query.where(Change.record_id == record_id)
        elif len(entries) == 1:
            query = query.limit(
                most + 1
            )  # unsorted: an import of a hundred thousand is not read to show some
        else:
            place = func.row_number().over(partition_by=col(Change.entry_id), order_by=col(Change.id))
            numbered = query.add_columns(place.label("place")).subquery()
            query = select(*(numbered.c[name] for name in ("id", "entry_id", "record_id", "field")))
            query = query.where(numbered.c.place <= most + 1)
        marks += [(row[0], row[1], row[2], row[3]) for row in session.execute(query)]
    return sorted(marks, key=lambda mark: (mark[1], mark[0]))


def _changes(session: Session, ids: Iterable[UUID]) -> dict[UUID, Change]:
    listed = list(ids)
    rows: dict[UUID, Change] = {}
    for at in range(0, len(listed), _MANY):
        query = select(Change).where(col(Change.id).in_(listed[at : at + _MANY]))
        rows |= {change.id: change for change in session.exec(query)}
    return rows


def _holds(word: str) -> ColumnElement[bool]:
    sides = (
        func.lower(col(side)).contains(word, autoescape=True)
        for side in (JournalEntry.label, Change.old, Change.new)
    )
    label, old, new = sides
    return or_(label, _wrote(or_(old, new)))


def _wrote(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(col(Change.entry_id) == JournalEntry.id, condition)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min).astimezone()
