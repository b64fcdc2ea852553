"""Region files as tests handle them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.clock import Clock


@contextmanager
def open_store(path: Path, clock: Clock, *, read_only: bool = False) -> Iterator[Store]:
    """An open store on a region file."""
    store = Store(str(path), clock, actor="test", copy_id=UUID(int=1), read_only=read_only)
    try:
        yield store
    finally:
        store.close()


def quick_check(path: Path) -> str:
    """What SQLite says of the soundness of a file: "ok"."""
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def execute(path: Path, statement: str) -> None:
    """One statement from outside of the program."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
