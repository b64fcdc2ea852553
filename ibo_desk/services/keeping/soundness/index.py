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
from ibo_desk.services.keeping.soundness.finding import Finding

_PIECE = 500


def findings(session: Session) -> Iterator[Finding]:
    """Records that the index lacks, holds with other words, or holds though they are gone."""
    known: dict[str, str] = {}
    for kind, source in search.SOURCES.items():
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
            "SELECT kind, record_id FROM search_index WHERE length(words) = 0 AND title || body <> ''"
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
    source = search.SOURCES[kind]
    records = session.exec(select_records(source.table).where(col(source.table.id).in_(ids))).all()
    there = search.held(session, [record.id for record in records])
    for record in records:
        about = {"kind": kind, "id": str(record.id)}
        title, body = search.words_of(source, record)
        held = there.get(str(record.id))
        if held is None:
            yield Finding("index_missing", about)
        elif held[1] != body or (
            title and held[0] != title
        ):  # a meeting is called after its body, which may be renamed
            yield Finding("index_differs", about)
    session.expunge_all()
