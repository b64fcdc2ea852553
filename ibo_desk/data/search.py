"""The full-text index: kept in the same unit of work as the records it is about, and asked for words.

What a record is found by stands in ``SOURCES``; the secretariat's own notes and contact data are not among it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlmodel import Session, col, select

from ibo_desk.data.tables import (
    AgendaItem,
    Body,
    Engagement,
    Meeting,
    Organisation,
    Person,
    Record,
    RegionalAction,
    Topic,
)
from ibo_desk.domain.bounds import SEARCH_TEXT, SEARCH_WORD, SEARCH_WORDS
from ibo_desk.domain.changes import Changes
from ibo_desk.domain.names import display_name, fold

_WORD = re.compile(r"\w+")
_SHORT_EXCERPT = 160
_FOLDED = 20_000  # signs of a text that are looked through for a word with accents


@dataclass(frozen=True)
class Found:
    """A record that holds the words: its table, id, title, and the text around the first word."""

    kind: str
    id: UUID
    title: str
    excerpt: str


class Source(NamedTuple):
    """How the records of one table are found: their title, and the other columns that are searched."""

    table: type[Record]
    title: Callable[[Any], str]
    columns: tuple[str, ...]


SOURCES: dict[str, Source] = {
    "regional_action": Source(
        RegionalAction, lambda one: one.title, ("number", "short_title", "summary", "next_step", "origin")
    ),
    "topic": Source(Topic, lambda one: one.title, ("summary", "still_open")),
    "agenda_item": Source(
        AgendaItem,
        lambda one: one.title,
        ("asked", "introduction", "discussion", "conclusion", "attachments"),
    ),
    "engagement": Source(Engagement, lambda one: one.what, ("due_phrase", "progress")),
    "organisation": Source(Organisation, lambda one: one.name, ("short_name", "nis", "ovo_code")),
    "person": Source(Person, lambda one: one.name, ("function",)),
    "meeting": Source(
        Meeting, lambda one: "", ("on", "place", "reason", "chair", "secretary", "opening_note")
    ),
}


def update(session: Session, changes: Changes) -> None:
    """Bring the index up to date with what was written and flushed in this session."""
    for table_name in changes.records.keys() & SOURCES.keys():
        source = SOURCES[table_name]
        for some in _pieces(sorted(changes.records[table_name])):
            records = session.exec(select(source.table).where(col(source.table.id).in_(some))).all()
            live = [record for record in records if record.deleted_in is None]
            titles = _meeting_titles(session, live) if table_name == "meeting" else {}
            _remove(session, some)
            _insert(session, table_name, source, live, titles)


def _pieces(ids: list[UUID]) -> Iterator[list[UUID]]:
    """Lists short enough for one statement."""
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]


def _meeting_titles(session: Session, meetings: list[Any]) -> dict[UUID, str]:
    """ "IBO 2026-3": a meeting has no title of its own."""
    bodies = {
        body.id: display_name(body.short_name, body.name)
        for body in session.exec(select(Body).where(col(Body.id).in_({one.body_id for one in meetings})))
    }
    return {
        one.id: f"{bodies[one.body_id]} {f'{one.on.year}-{one.number}' if one.number else _shown(one.on)}"
        for one in meetings
    }


def _insert(
    session: Session, kind: str, source: Source, records: Iterable[Any], titles: dict[UUID, str]
) -> None:
    rows = []
    for record in records:
        title, body = words_of(source, record)
        title = titles.get(record.id) or title
        rows.append(
            {
                "row": row_number(record.id),
                "id": str(record.id),
                "kind": kind,
                "title": title,
                "body": body,
                "words": " ".join(_words(f"{title} {body}")),
            }
        )
    if not rows:
        return
    if _is_file(session):
        columns, values = "rowid, record_id, kind, title, body", ":row, :id, :kind, :title, :body"
    else:
        columns = "record_id, kind, title, body, words"
        vector = "setweight(to_tsvector('simple', :heading), 'A') || to_tsvector('simple', :words)"
        values = f":id, :kind, :title, :body, {vector}"
        for row in rows:
            row["heading"] = " ".join(_words(str(row["title"])))
    session.connection().execute(text(f"INSERT INTO search_index ({columns}) VALUES ({values})"), rows)


def words_of(source: Source, record: Any) -> tuple[str, str]:
    """The title and the text by which a record is found."""
    body = "\n".join(_shown(value) for name in source.columns if (value := getattr(record, name)))
    return source.title(record), body


def held(session: Session, ids: list[UUID]) -> dict[str, tuple[str, str]]:
    """What the index holds of these records: title and text by id."""
    in_file = _is_file(session)
    keys = [row_number(record_id) if in_file else str(record_id) for record_id in ids]
    query = text(
        f"SELECT record_id, title, body FROM search_index WHERE {'rowid' if in_file else 'record_id'} IN :keys"
    ).bindparams(bindparam("keys", keys, expanding=True))
    return {record_id: (title, body) for record_id, title, body in session.connection().execute(query)}


def _shown(value: Any) -> str:
    """A value as results show it: a day as "11/12/2026", in any language."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _remove(session: Session, ids: list[UUID]) -> None:
    """By row number in the file: full-text tables find nothing else without reading all of it."""
    in_file = _is_file(session)
    column = "rowid" if in_file else "record_id"
    rows = [{"row": row_number(one) if in_file else str(one)} for one in ids]
    session.connection().execute(text(f"DELETE FROM search_index WHERE {column} = :row"), rows)


def row_number(record_id: UUID) -> int:
    """62 of the bits that differ from record to record."""
    return record_id.int & ((1 << 62) - 1)


def find(session: Session, words: str, limit: int) -> list[Found]:
    """The records that hold every word, or a word that begins so; those with the words in their title first."""
    asked = _asked(words)
    if not asked:
        return []
    if _is_file(session):
        query = " ".join(f'"{word}"*' for word in asked)
        statement = (
            "SELECT kind, record_id, title, body FROM search_index"  # snippet() takes hits × hits steps
            " WHERE search_index MATCH :query ORDER BY bm25(search_index, 0, 0, 10, 1), rowid LIMIT :limit"
        )
    else:
        query = " & ".join(f"{word}:*" for word in asked)
        statement = (
            "SELECT kind, record_id, title, body FROM search_index, to_tsquery('simple', :query) AS asked"
            " WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC, record_id LIMIT :limit"
        )
    rows = session.connection().execute(text(statement), {"query": query, "limit": limit})
    return [Found(kind, UUID(found), title, _excerpt(body, asked)) for kind, found, title, body in rows]


def _excerpt(body: str, asked: list[str]) -> str:
    """The text around the first of the words, on one line; of a very long text its start where no word is found."""
    line = " ".join(body[: _SHORT_EXCERPT * 2].split())
    if len(body) < _SHORT_EXCERPT * 2 and len(line) <= _SHORT_EXCERPT:
        return line
    start = max(0, _place(body, asked) - _SHORT_EXCERPT // 3)
    cut = " ".join(body[start : start + _SHORT_EXCERPT].split())
    return f"{'…' if start else ''}{cut}{'…' if start + _SHORT_EXCERPT < len(body) else ''}"


def _place(body: str, asked: list[str]) -> int:
    """Where the first of the words stands: as it was asked, else with its accents, else at the start."""
    pattern = re.compile("|".join(rf"\b{re.escape(word)}" for word in asked), re.IGNORECASE)
    hit = pattern.search(body) or pattern.search("".join(map(_bare, body[:_FOLDED])))
    return hit.start() if hit else 0


@cache
def _bare(sign: str) -> str:
    """A sign without its accent, as one sign, so that places stay what they are."""
    return fold(sign)[:1] or " "


def _asked(words: str) -> list[str]:
    """The words that are looked for, each once: the same word again costs as much and changes nothing."""
    different = list(dict.fromkeys(word[:SEARCH_WORD] for word in _words(words[:SEARCH_TEXT])))
    return different[:SEARCH_WORDS]


def _words(words: str) -> list[str]:
    return _WORD.findall(fold(words))


def _is_file(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
