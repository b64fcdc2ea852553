"""Engines for both stores: one SQLite file, or a PostgreSQL database by URL."""

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import URL, Connection, Dialect, Engine, Uuid, create_engine, event

from ibo_desk.data.address import is_server, safe_name

APPLICATION_ID = 0x49424F44  # "IBOD"
BUSY_MS = 5000
__all__ = ["APPLICATION_ID", "BUSY_MS", "is_server", "make_engine", "safe_name"]


class _Key(Uuid[UUID]):
    """Keys come back from SQLite as text, by the ten thousand and mostly the same few: each is made once.

    PostgreSQL's driver makes them itself.
    """

    cache_ok = True

    def result_processor(self, _dialect: Dialect, _coltype: object) -> Callable[[str | None], UUID | None]:
        known = _known_key
        return lambda value: None if value is None else known(value)


_known_key = lru_cache(maxsize=1 << 16)(UUID)


def make_engine(place: str, *, read_only: bool = False, person: str = "") -> Engine:
    """An engine for a path or URL; opens nothing yet. A server is told which ``person`` works here."""
    if is_server(place):
        from ibo_desk.data import server

        return server.make_engine(place, person)
    path = Path(place).absolute()
    mode = "ro" if read_only else "rw"
    url = URL.create("sqlite", database=f"file:{_quoted(path)}", query={"mode": mode, "uri": "true"})
    engine = create_engine(url, hide_parameters=True)
    engine.dialect.colspecs = {**engine.dialect.colspecs, Uuid: _Key}
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "reset", _end_refused_commit)
    return engine


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
