"""The search index against the records it is made of."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlmodel import Session, col
from sqlmodel import select as select_records

from ibo_desk.data import integrity, search
from ibo_desk.data.search_sources import SOURCES, entries
from ibo_desk.services.keeping.soundness.finding import Finding

_PIECE = 500


def findings(session: Session) -> Iterator[Finding]:
    """Records that the index lacks, holds with other words, or holds though they are gone."""
    known: dict[str, str] = {}
    for kind, source in SOURCES.items():
        last: UUID | None = None
        while ids := _next_ids(session, source.table, last):
            yield from _compare(session, kind, ids)
            known |= {str(record_id): kind for record_id in ids}
            last = ids[-1]
    for (record_id,) in session.connection().execute(text("SELECT record_id FROM search_index")):
        if record_id not in known:
            yield Finding("index_extra", {"id": record_id})
    if session.get_bind().dialect.name == "postgresql":
        empty = text(
            "SELECT kind, record_id FROM search_index WHERE length(words) = 0 AND title || names || body <> ''"
        )
        for kind, record_id in session.connection().execute(empty):
            yield Finding("index_differs", {"kind": kind, "id": record_id})


def is_whole(path: Path) -> bool:
    """Whether the index of a file agrees with itself; a copy in SQLite's scratch file is asked, as asking writes."""
    with closing(integrity.connect(path)) as source, closing(sqlite3.connect("")) as scratch:
        source.backup(scratch)
        try:
            scratch.execute("INSERT INTO search_index(search_index) VALUES ('integrity-check')")
        except sqlite3.DatabaseError:
            return False
    return True


def _next_ids(session: Session, table: Any, last: UUID | None) -> list[UUID]:
    query = select(table.id).where(col(table.deleted_in).is_(None)).order_by(table.id).limit(_PIECE)
    return list(session.execute(query if last is None else query.where(table.id > last)).scalars())


def _compare(session: Session, kind: str, ids: list[UUID]) -> Iterator[Finding]:
    table = SOURCES[kind].table
    records = session.exec(select_records(table).where(col(table.id).in_(ids))).all()
    there = search.held(session, ids)
    due = {entry.id: entry for entry in entries(session, kind, records)}
    for record_id in ids:
        about = {"kind": kind, "id": str(record_id)}
        if record_id in due and record_id not in there:
            yield Finding("index_missing", about)
        elif there.get(record_id) != due.get(record_id):
            yield Finding("index_differs", about)
    session.expunge_all()
