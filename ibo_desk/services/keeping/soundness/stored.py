"""What must stay as it was: stored papers and attachments by their fingerprints, and what approved minutes lock."""

import hashlib
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Table, exists, select
from sqlmodel import Session

from ibo_desk.data.locks import LOCKS
from ibo_desk.data.tables import metadata
from ibo_desk.domain.meetings import MinutesState
from ibo_desk.services.keeping.soundness.finding import Finding
from ibo_desk.services.keeping.soundness.journal import BATCH, changes

VERSIONS = ("agenda_version", "minutes_version", "sent_paper")
KEEPERS = ("document", "sent_file")  # whose files lie among the blobs
Span = tuple[UUID, UUID | None]  # the entry that locked, and the one that unlocked


def findings(session: Session) -> Iterator[Finding]:
    """Stored texts, attachments and locked records that are not what they were."""
    for name in VERSIONS:
        yield from _versions(session, metadata.tables[name])
    yield from _attachments(session)
    yield from _locked(session)


def _versions(session: Session, table: Table) -> Iterator[Finding]:
    query = select(table.c.id, table.c.content, table.c.content_hash).execution_options(yield_per=100)
    for record_id, content, expected in session.execute(query):
        if (content or expected) and hashlib.sha256(content.encode()).hexdigest() != expected:
            yield Finding("stored_changed", {"kind": table.name, "id": str(record_id)})


def _attachments(session: Session) -> Iterator[Finding]:
    """Blobs one by one: a hundred megabytes each at most."""
    blobs, keepers = metadata.tables["blob"], [metadata.tables[name] for name in KEEPERS]
    for (sha256,) in session.execute(select(blobs.c.sha256)).all():
        data = session.execute(select(blobs.c.data).where(blobs.c.sha256 == sha256)).scalar_one()
        if hashlib.sha256(data).hexdigest() != sha256:
            names = [
                name
                for table in keepers
                for name in session.execute(
                    select(table.c.file_name).where(table.c.blob_sha256 == sha256)
                ).scalars()
            ]
            yield Finding("attachment_changed", {"name": ", ".join(names) or sha256})
    for table in keepers:
        gone = select(table.c.id, table.c.file_name).where(
            table.c.blob_sha256.is_not(None), ~exists().where(blobs.c.sha256 == table.c.blob_sha256)
        )
        for record_id, name in session.execute(gone):
            yield Finding("attachment_gone", {"name": name, "id": str(record_id)})


def _locked(session: Session) -> Iterator[Finding]:
    """Locked meetings without approved minutes, and changes that the journal dates to while they were locked."""
    meetings, minutes = metadata.tables["meeting"], metadata.tables["minutes_version"]
    approved = exists().where(
        minutes.c.meeting_id == meetings.c.id,
        minutes.c.state == MinutesState.APPROVED,
        minutes.c.deleted_in.is_(None),
    )
    for (meeting_id,) in session.execute(select(meetings.c.id).where(meetings.c.locked, ~approved)):
        yield Finding("minutes_gone", {"id": str(meeting_id)})
    spans = _spans(session)
    for table_name, record_id, field, entry_id, meeting_id in _changes_of_locked(session) if spans else ():
        if any(
            start < entry_id and (end is None or entry_id < end) for start, end in spans.get(meeting_id, ())
        ):
            yield Finding("written_while_locked", {"kind": table_name, "id": str(record_id), "field": field})


def _spans(session: Session) -> dict[UUID, list[Span]]:
    """From which entry to which each meeting was locked."""
    query = (
        select(changes.c.record_id, changes.c.entry_id, changes.c.new)
        .where(changes.c.table_name == "meeting", changes.c.field == "locked")
        .order_by(changes.c.entry_id, changes.c.id)
    )
    spans: dict[UUID, list[Span]] = {}
    for meeting_id, entry_id, new in session.execute(query):
        own = spans.setdefault(meeting_id, [])
        if new == "true":
            own.append((entry_id, None))
        elif own:
            own[-1] = (own[-1][0], entry_id)
    return spans


def _changes_of_locked(session: Session) -> Iterator[tuple[str, UUID, str, UUID, UUID]]:
    """The changes of what a lock covers, each with its meeting."""
    items = metadata.tables["agenda_item"]
    for lock in LOCKS:
        table = metadata.tables[lock.table]
        meeting = table.c.id if lock.table == "meeting" else table.c.get("meeting_id", items.c.meeting_id)
        own = (changes.c.table_name, changes.c.record_id, changes.c.field, changes.c.entry_id, meeting)
        query = (
            select(*own)
            .join(table, table.c.id == changes.c.record_id)
            .where(changes.c.table_name == lock.table)
        )
        if meeting.table is items and table is not items:
            query = query.join(items, items.c.id == table.c.item_id)
        if lock.columns:
            query = query.where(
                changes.c.field.in_(lock.columns if lock.table == "meeting" else ("", *lock.columns))
            )
        for row in session.execute(query.execution_options(yield_per=BATCH)):
            yield tuple(row)
