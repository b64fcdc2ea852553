"""Entries of the journal by themselves: each as it was written, with its changes."""

from collections.abc import Iterator

from sqlalchemy import exists, select
from sqlmodel import Session

from ibo_desk.data.journal import seal_of
from ibo_desk.data.tables import metadata
from ibo_desk.services.keeping.soundness.finding import Finding

entries, changes = metadata.tables["journal_entry"], metadata.tables["change"]
BATCH = 2000


def findings(session: Session) -> Iterator[Finding]:
    """Entries that were changed or have lost their changes, and changes that have lost their entry."""
    for entry in session.execute(select(entries).execution_options(yield_per=BATCH)):
        if entry.seal != seal_of(entry):
            yield Finding("entry_changed", {"id": str(entry.id), "label": entry.label})
    empty = select(entries.c.id, entries.c.label).where(~exists().where(changes.c.entry_id == entries.c.id))
    for entry_id, label in session.execute(empty):
        yield Finding("entry_empty", {"id": str(entry_id), "label": label})
    for code, column in (
        ("change_without_entry", changes.c.entry_id),
        ("erased_by_nobody", changes.c.erased_in),
    ):
        query = select(changes.c.table_name, changes.c.record_id).where(
            column.is_not(None), ~exists().where(entries.c.id == column)
        )
        for table, record_id in session.execute(query):
            yield Finding(code, {"kind": table, "id": str(record_id)})
