"""Engines for both stores: one SQLite file, or a PostgreSQL database by URL."""

import re
import sqlite3
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import URL, Connection, Dialect, Engine, Uuid, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from ibo_desk.domain.errors import FileProblemError

APPLICATION_ID = 0x49424F44  # "IBOD"
BUSY_MS = 5000
_SERVERS = {"postgresql", "postgres", "postgresql+psycopg"}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_PASSWORDS = (re.compile(r"(://[^/@:]*:).*(?=@)"), re.compile(r"([?&]password=)[^&]*"))


class _Key(Uuid[UUID]):
    """Keys come back from SQLite as text, by the ten thousand and mostly the same few: each is made once.

    PostgreSQL's driver makes them itself.
    """

    cache_ok = True

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Callable[[str | None], UUID | None]:
        known = _known_key
        return lambda value: None if value is None else known(value)


_known_key = lru_cache(maxsize=1 << 16)(UUID)


def is_server(place: str) -> bool:
    """Whether FILE is written as an address and not as a path; also an address that cannot be used."""
    return _SCHEME.match(place) is not None


def make_engine(place: str, *, read_only: bool = False) -> Engine:
    """An engine for a path or URL; opens nothing yet."""
    if is_server(place):
        return _server_engine(place)
    path = Path(place).absolute()
    mode = "ro" if read_only else "rw"
    url = URL.create("sqlite", database=f"file:{_quoted(path)}", query={"mode": mode, "uri": "true"})
    engine = create_engine(url, hide_parameters=True)
    engine.dialect.colspecs = {**engine.dialect.colspecs, Uuid: _Key}
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "reset", _end_refused_commit)
    return engine


def _server_engine(place: str) -> Engine:
    try:
        url = make_url(place)
        if url.drivername not in _SERVERS or not url.database:
            raise FileProblemError("server_unusable", place=safe_name(place))
        url = url.set(drivername="postgresql+psycopg")
        return create_engine(
            url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": 5}
        )
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise FileProblemError("server_unusable", place=safe_name(place)) from error
    except ImportError as error:
        raise FileProblemError("server_driver_missing", place=safe_name(place)) from error


def safe_name(place: str) -> str:
    """FILE as it may be shown: a URL without its password."""
    for found in _PASSWORDS if is_server(place) else ():
        place = found.sub(r"\1***", place)
    return place


def _quoted(path: Path) -> str:
    """The characters that end the path part of an SQLite URI."""
    return path.as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own transactions would leave DDL outside of them (Python 3.11): we begin ourselves.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA synchronous = FULL")


def _end_refused_commit(connection: sqlite3.Connection, _record: Any, _state: Any) -> None:
    # A commit that a deferred constraint refuses leaves SQLite's transaction open; SQLAlchemy takes it for ended.
    if connection.in_transaction:
        connection.rollback()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("ibo_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
