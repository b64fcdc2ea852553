"""Taking back what an entry of the journal wrote, as an entry of its own, and never over something newer."""

import json
from collections.abc import Collection, Iterator
from uuid import UUID

from sqlmodel import Session, col, select

from ibo_desk.data.erased import holds_erased
from ibo_desk.data.journal import field_revision, record_class
from ibo_desk.data.tables import Change, JournalEntry, metadata
from ibo_desk.data.values import from_plain
from ibo_desk.data.visits import stretch_of
from ibo_desk.domain.errors import RuleError


def undo_entry(session: Session, entry_id: UUID, into: JournalEntry) -> None:
    """Give every field that an entry, and the entries of its visit with it, wrote its old value again.

    ``into`` is the entry that does so. Where it is refused all stays as it was. Raises ``RuleError`` with
    "undo_newer_changes" and the newer entry (``label``, ``actor``, ``at``) where a field was written again since and
    that still stands; "nothing_to_undo" where nothing was written; "undo_erased" where the old value was blanked.
    """
    entry = session.get(JournalEntry, entry_id)
    together = stretch_of(session, entry) if entry is not None else []
    done = session.exec(
        select(Change)
        .where(col(Change.entry_id).in_(together))
        .order_by(col(Change.entry_id).desc(), col(Change.id).desc())
    ).all()
    if not done:
        raise RuleError("nothing_to_undo")
    for change in done:
        _check_on_top(session, change, together)
    for change in done:
        _give_back(session, change, into)
    into.undoes = together[-1]
    session.flush()
    made = [change for change in done if change.field == ""]
    for revision in (writer for change in made for writer in _referring(session, change)):
        raise _newer(session, revision)


def _check_on_top(session: Session, change: Change, together: Collection[UUID]) -> None:
    """Refuse where the old value is not known any more, or something newer stands on what was written."""
    if holds_erased(change.old):
        raise RuleError("undo_erased")
    for field in _fields_written(session, change):
        writer = _standing_writer(session, change.record_id, field, together)
        if writer not in together:
            raise _newer(session, writer)


def _give_back(session: Session, change: Change, into: JournalEntry) -> None:
    record = session.get(record_class(change.table_name), change.record_id)
    assert record is not None, "records are never removed"
    if change.field == "":
        record.deleted_in = into.id
    elif change.old is not None:
        column = metadata.tables[change.table_name].columns[change.field]
        setattr(record, change.field, from_plain(column, json.loads(change.old)))
    session.add(record)


def _newer(session: Session, entry_id: UUID | None) -> RuleError:
    newer = session.get(JournalEntry, entry_id) if entry_id is not None else None
    assert newer is not None, "what stands was written by an entry"
    return RuleError("undo_newer_changes", label=newer.label, actor=newer.actor, at=newer.at)


def _referring(session: Session, change: Change) -> Iterator[UUID | None]:
    """The revisions of the records, not deleted, that refer to the one that was made."""
    columns = (
        column
        for table in metadata.sorted_tables
        if "deleted_in" in table.columns
        for column in table.columns
        if any(
            key.column.table.name == change.table_name and key.column.name == "id"
            for key in column.foreign_keys
        )
    )
    for column in columns:
        table = column.table
        query = table.select().where(column == change.record_id, table.c.deleted_in.is_(None)).limit(1)
        for row in session.connection().execute(query).mappings():
            yield row["revision"]


def _fields_written(session: Session, change: Change) -> list[str]:
    """The field of a change; the making of a record wrote all that were written since, too."""
    if change.field:
        return [change.field]
    since = select(Change.field).where(Change.record_id == change.record_id).distinct()
    return [field or "id" for field in session.exec(since)]


def _standing_writer(session: Session, record_id: UUID, field: str, asked: Collection[UUID]) -> UUID | None:
    """The entry whose value a field has now: what an undo gave back is the work of whoever wrote it before.

    Looks no further back than ``asked``, which may itself be an undo.
    """
    writer = field_revision(session, record_id, field)
    while writer is not None and writer not in asked:
        undone = session.exec(select(JournalEntry.undoes).where(JournalEntry.id == writer)).first()
        before = _before(session, record_id, field, undone) or _kept_aside(session, record_id, field, writer)
        if before is None:
            return writer
        writer = before.previous_revision
    return writer


def _kept_aside(session: Session, record_id: UUID, field: str, entry_id: UUID) -> Change | None:
    """The first change of an entry that left the field as it was, and only keeps what was typed and not chosen."""
    query = select(Change).where(
        Change.entry_id == entry_id, Change.record_id == record_id, Change.field == field
    )
    changes = session.exec(query.order_by(col(Change.id))).all()
    return changes[0] if len(changes) > 1 and changes[0].old == changes[-1].new else None


def _before(session: Session, record_id: UUID, field: str, undone: UUID | None) -> Change | None:
    """The first change of a field in what was undone: it knows who wrote the field before."""
    entry = session.get(JournalEntry, undone) if undone is not None else None
    if entry is None:
        return None
    return session.exec(
        select(Change)
        .where(
            col(Change.entry_id).in_(stretch_of(session, entry)),
            Change.record_id == record_id,
            Change.field == field,
        )
        .order_by(col(Change.entry_id), col(Change.id))
        .limit(1)
    ).first()
