"""The full-text index: kept in the same unit of work as the records it is about, and asked for words."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlmodel import Session, col, select

from ibo_desk.data.search_sources import FEW, FOLLOWERS, SOURCES, Entry, Follower, entries, kind_token
from ibo_desk.domain.changes import Changes
from ibo_desk.domain.names import fold

_WORD = re.compile(r"[^\W_]+")  # as the index cuts
_SHORT_EXCERPT = 160
_FOLDED = 20_000  # signs of a text that are looked through for a word with accents
_PIECE = 500  # ids in one statement
_LOOKED_AT = (
    1000  # of the records that hold the words; which of more is meant, words that so many hold do not say
)
_COLUMNS = "kind, record_id, title, names, body"

Words = Sequence[tuple[str, ...]]  # each group is looked for by any of its words
Beginnings = Callable[[str], Sequence[str] | None]  # the few words that begin so; None where there are many


@dataclass(frozen=True)
class Match:
    """A record that holds the words: its table, id, what it is called, and its text."""

    kind: str
    id: UUID
    title: str
    names: str
    body: str


def update(session: Session, changes: Changes) -> None:
    """Bring the index up to date with what was written and flushed in this session."""
    for kind in changes.records.keys() & SOURCES.keys():
        for ids in _pieces(sorted(changes.records[kind])):
            renamed = _renew(session, kind, ids)
            _follow(session, kind, renamed, changes)
    for kind in changes.records.keys() & (FOLLOWERS.keys() - SOURCES.keys()):
        _follow(session, kind, sorted(changes.records[kind]), changes)


def _follow(session: Session, kind: str, ids: list[UUID], changes: Changes) -> None:
    """Renew what is found by the names of these records, and what is found by the names of that.

    What was written itself is renewed anyway: a file into which thousands are put would be indexed several times.
    """
    for follower in FOLLOWERS.get(kind, ()):
        written = changes.records.get(follower.kind, frozenset())
        for some in _pieces(ids):
            for following in _pieces(sorted(_following(session, follower, some) - written)):
                _follow(session, follower.kind, _renew(session, follower.kind, following), changes)


def _following(session: Session, follower: Follower, ids: list[UUID]) -> set[UUID]:
    columns = follower.table.__table__.c  # type: ignore[attr-defined]  # a mapped class has its table
    query = select(columns[follower.column]).where(columns[follower.key].in_(ids))
    return set(session.execute(query).scalars())


def _renew(session: Session, kind: str, ids: list[UUID]) -> list[UUID]:
    """Write the entries of these records anew; returns those that are called otherwise now."""
    table = SOURCES[kind].table
    before = held(session, ids)
    now = entries(session, kind, session.exec(select(table).where(col(table.id).in_(ids))).all())
    _remove(session, ids)
    _insert(session, kind, now)
    called = {entry.id: (entry.title, entry.names) for entry in now}
    return [record_id for record_id in ids if called.get(record_id) != before.get(record_id, ())[1:3]]


def _pieces(ids: list[UUID]) -> Iterator[list[UUID]]:
    """Lists short enough for one statement."""
    for start in range(0, len(ids), _PIECE):
        yield ids[start : start + _PIECE]


def _insert(session: Session, kind: str, new: list[Entry]) -> None:
    if not new:
        return
    rows: list[dict[str, Any]] = [
        {
            "row": row_number(entry.id),
            "id": str(entry.id),
            "kind": kind,
            "title": entry.title,
            "names": entry.names,
            "body": entry.body,
        }
        for entry in new
    ]
    if _is_file(session):
        columns, values = (
            "rowid, record_id, kind, title, names, body",
            ":row, :id, :kind, :title, :names, :body",
        )
    else:
        columns = "record_id, kind, title, names, body, words"
        vector = (
            "setweight(to_tsvector('simple', :title_words), 'A') || setweight(to_tsvector('simple', :name_words), 'B')"
            " || to_tsvector('simple', :body_words)"
        )
        values = f":id, :kind, :title, :names, :body, {vector}"
        for row in rows:
            row |= {
                f"{part}_words": " ".join(words_in(row[column]))
                for part, column in (("title", "title"), ("name", "names"), ("body", "body"))
            }
    session.connection().execute(text(f"INSERT INTO search_index ({columns}) VALUES ({values})"), rows)


def held(session: Session, ids: list[UUID]) -> dict[UUID, Entry]:
    """What the index holds of these records, by id."""
    in_file = _is_file(session)
    keys = [row_number(record_id) if in_file else str(record_id) for record_id in ids]
    query = text(
        "SELECT record_id, title, names, body FROM search_index"
        f" WHERE {'rowid' if in_file else 'record_id'} IN :keys"
    ).bindparams(bindparam("keys", keys, expanding=True))
    there = (Entry(UUID(row[0]), *row[1:]) for row in session.connection().execute(query))
    return {entry.id: entry for entry in there}


def _remove(session: Session, ids: list[UUID]) -> None:
    """By row number in the file: full-text tables find nothing else without reading all of it."""
    in_file = _is_file(session)
    column = "rowid" if in_file else "record_id"
    rows = [{"row": row_number(record_id) if in_file else str(record_id)} for record_id in ids]
    session.connection().execute(text(f"DELETE FROM search_index WHERE {column} = :row"), rows)


def row_number(record_id: UUID) -> int:
    """62 of the bits that differ from record to record."""
    return record_id.int & ((1 << 62) - 1)


def _many(_beginning: str) -> None:
    """Of an index whose words are not known."""


def matches(
    session: Session, asked: Words, limit: int, *, called_so: bool = False, beginnings: Beginnings = _many
) -> list[Match]:
    """The records that hold a word of each group, or one that begins so.

    ``called_so``: only those that have all words in their title and other names. Where more than ``limit`` hold them,
    those of the kinds of which there are few, and those whose title begins with exactly these words, come on top of it.
    ``beginnings`` makes it faster: a file goes through whole words as far as it must, but gathers first all that holds
    one of those that begin so.
    """
    if not asked:
        return []
    queries = (
        _file_queries(asked, beginnings, called_so=called_so)
        if _is_file(session)
        else _server_queries(asked, called_so=called_so)
    )
    if queries is None:
        return []
    shortest = _shortest(session, queries.all, limit)
    if len(shortest) < limit:
        return shortest
    of_few = _shortest(session, queries.of_few_kinds, limit)
    return list(dict.fromkeys(of_few + _shortest(session, queries.exactly, limit) + shortest))


class _Queries(NamedTuple):
    """What is asked of the index: all that hold the words, of those the few kinds, and what is called exactly so."""

    all: str
    of_few_kinds: str
    exactly: str


def _file_queries(asked: Words, beginnings: Beginnings, *, called_so: bool) -> _Queries | None:
    """None where no word of the index begins as one of the groups must."""
    groups = [[term for word in group for term in _terms(word, beginnings(word))] for group in asked]
    if not all(groups):
        return None
    query = " AND ".join("(" + " OR ".join(group) + ")" for group in groups)
    query = f"{{title names}} : ({query})" if called_so else query
    few = " OR ".join(map(kind_token, FEW))  # first, as the index goes through what stands first
    words = " ".join(group[0] for group in asked)
    return _Queries(query, f"names : ({few}) AND ({query})", f'title : ^"{words}"')


def _terms(word: str, whole: Sequence[str] | None) -> list[str]:
    return [f'"{word}"*'] if whole is None else [f'"{each}"' for each in whole]


def _server_queries(asked: Words, *, called_so: bool) -> _Queries:
    ending = ":*AB" if called_so else ":*"
    query = " & ".join("(" + " | ".join(f"{word}{ending}" for word in group) + ")" for group in asked)
    few = " | ".join(map(kind_token, FEW))
    return _Queries(query, f"({few}) & {query}", " & ".join(f"{group[0]}:A" for group in asked))


def _shortest(session: Session, query: str, limit: int) -> list[Match]:
    """Those with the shortest titles.

    In a file looking at a record costs more than finding it, so of thousands only the first are looked at, and only
    those that are given are read whole. Its own order, bm25(), would count the records of every word anew.
    """
    if _is_file(session):
        statement = text(  # snippet() takes hits × hits steps
            f"SELECT {_COLUMNS} FROM (SELECT place, size FROM (SELECT rowid AS place, length(title) AS size"
            f" FROM search_index WHERE search_index MATCH :query LIMIT {_LOOKED_AT}) ORDER BY size, place LIMIT :limit)"
            " JOIN search_index ON search_index.rowid = place ORDER BY size, place"
        )
    else:
        statement = text(
            f"SELECT {_COLUMNS} FROM search_index WHERE words @@ to_tsquery('simple', :query)"
            " ORDER BY length(title), record_id LIMIT :limit"
        )
    rows = session.connection().execute(statement, {"query": query, "limit": limit})
    return [Match(kind, UUID(record_id), *rest) for kind, record_id, *rest in rows]


def vocabulary(session: Session) -> list[str]:
    """Every word of the index; reads all of it."""
    query = (
        "SELECT term FROM search_word"
        if _is_file(session)
        else "SELECT word FROM ts_stat('SELECT words FROM search_index')"
    )
    return [row[0] for row in session.connection().execute(text(query))]


def excerpt(body: str, asked: list[str]) -> str:
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


def words_in(text_of_person: str) -> list[str]:
    """The words of a text as the index holds them."""
    return _WORD.findall(fold(text_of_person))


@lru_cache(maxsize=4096)
def words_of_name(name: str) -> tuple[str, ...]:
    """As ``words_in``, and kept: the same names are looked at again at each key."""
    return tuple(words_in(name))


def _is_file(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
