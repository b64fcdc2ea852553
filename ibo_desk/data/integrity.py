"""Whether a region file is whole: its pages, its references, and values that their columns can hold."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Boolean, Column, Date, DateTime, Integer, LargeBinary, String, Time, Uuid

from ibo_desk.data.refusals import file_error
from ibo_desk.data.tables import metadata
from ibo_desk.data.tables.types import Code, UtcMoment
from ibo_desk.domain.errors import FileProblemError

OPENING = 1.0  # seconds that a look at the pages may keep a file from opening
_STEPS = 10_000  # instructions of SQLite between two looks at the clock


# The driver gives up on what SQLite says of names that are no text any more.
BROKEN = (sqlite3.Error, UnicodeDecodeError)


class Misfit(NamedTuple):
    """A value that its column cannot hold."""

    table: str
    record: str
    column: str


def connect(path: Path) -> sqlite3.Connection:
    """A connection that only reads; where a killed program left its journal, one that may put the file right first."""
    mode = "rw" if unfinished(path) else "ro"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=5)
    connection.isolation_level = None
    return connection


def unfinished(path: Path) -> bool:
    """Whether a journal lies beside the file that SQLite has to go back by, and may."""
    journal = path.with_name(f"{path.name}-journal")
    return journal.exists() and os.access(path, os.W_OK)


def look_at_pages(path: Path, seconds: float = OPENING) -> None:
    """Let SQLite walk through the pages, at most so long; raises ``FileProblemError("file_damaged")`` and the like."""
    until = time.monotonic() + seconds
    try:
        with closing(connect(path)) as connection:
            connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
            said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except BROKEN as error:
        if str(error) == "interrupted":  # a large file: the rest is for `check` and the backups
            return
        raise file_error(error, str(path)) from error
    if said != "ok":
        raise FileProblemError("file_damaged", place=str(path))


def page_faults(connection: sqlite3.Connection, most: int = 20) -> list[str]:
    """What SQLite itself says is wrong: pages, indexes, rules, references; nothing for a sound file."""
    said = [" ".join(str(row[0]).split()) for row in connection.execute(f"PRAGMA integrity_check({most})")]
    loose = connection.execute("PRAGMA foreign_key_check").fetchmany(most)
    return [line for line in said if line != "ok"] + [f"{row[0]} → {row[2]}" for row in loose]


def misfits(connection: sqlite3.Connection) -> Iterator[Misfit]:
    """The values that their columns cannot hold: an unknown code, a broken moment or id, text that is no text."""
    connection.text_factory = bytes
    try:
        for table in metadata.sorted_tables:
            yield from _strange_values(connection, table.name, list(table.columns))
            yield from _broken_text(connection, table.name, list(table.columns))
        yield from _strange_journal(connection)
    finally:
        connection.text_factory = str


def is_damaged(path: Path) -> bool:
    """Whether anything at all is wrong with the file; asked where an error needs an explanation, as it takes long."""
    try:
        with closing(connect(path)) as connection:
            return bool(page_faults(connection, 1)) or next(misfits(connection), None) is not None
    except BROKEN:
        return True


def _strange_values(
    connection: sqlite3.Connection, table: str, columns: list[Column[object]]
) -> Iterator[Misfit]:
    rules = {column.name: _cannot_hold(column) for column in columns}
    key = columns[0].name
    for name, rule in rules.items():
        for (record,) in connection.execute(f'SELECT "{key}" FROM "{table}" WHERE {rule}'):
            yield Misfit(table, _shown(record), name)


def _broken_text(
    connection: sqlite3.Connection, table: str, columns: list[Column[object]]
) -> Iterator[Misfit]:
    names = [column.name for column in columns if isinstance(column.type, String)]
    chosen = ", ".join(f'"{name}"' for name in [columns[0].name, *names])
    for key, *values in connection.execute(f'SELECT {chosen} FROM "{table}"') if names else ():
        for name, value in zip(names, values, strict=True):
            if isinstance(value, bytes) and not _is_text(value):
                yield Misfit(table, _shown(key), name)


def _strange_journal(connection: sqlite3.Connection) -> Iterator[Misfit]:
    """Changes of tables and columns that there are not, and values that are no JSON: whoever reads them stumbles."""
    parts = (
        f"('{table.name}', '{name}')" for table in metadata.sorted_tables for name in ("", *table.c.keys())
    )
    rules = {
        "table_name": f"(table_name, field) NOT IN (VALUES {', '.join(parts)})",
        "old": "old IS NOT NULL AND NOT json_valid(old)",
        "new": "new IS NOT NULL AND NOT json_valid(new)",
    }
    for name, rule in rules.items():
        for (record,) in connection.execute(f"SELECT id FROM change WHERE {rule}"):
            yield Misfit("change", _shown(record), name)


def _is_text(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _shown(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def _cannot_hold(column: Column[object]) -> str:
    """SQL that is true where the column holds what its type cannot."""
    name = f'"{column.name}"'
    wrong = f"{name} IS NOT NULL AND NOT coalesce({_fits(column, name)}, 0)"
    return wrong if column.nullable else f"{name} IS NULL OR ({wrong})"


def _fits(column: Column[object], name: str) -> str:
    kind = column.type
    if isinstance(kind, Code):
        codes = ", ".join(f"'{value}'" for value in kind.kind)
        return f"{name} IN ({codes})"
    return next(rule for of, rule in _RULES if isinstance(kind, of)).format(name=name)


_DAY = "date({name}) = {name}"
_CLOCK = (
    "length({name}) = 15 AND time(substr({name}, 1, 8)) = substr({name}, 1, 8) AND {name} GLOB '*.[0-9]*'"
)
_WHEN = (
    "length({name}) = 26 AND datetime(substr({name}, 1, 19)) = substr({name}, 1, 19)"
    " AND substr({name}, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'"
)
_RULES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (Uuid, "typeof({name}) = 'text' AND length({name}) = 32 AND {name} NOT GLOB '*[^0-9a-f]*'"),
    ((UtcMoment, DateTime), f"typeof({{name}}) = 'text' AND {_WHEN}"),
    (Date, f"typeof({{name}}) = 'text' AND {_DAY}"),
    (Time, f"typeof({{name}}) = 'text' AND {_CLOCK}"),
    (Boolean, "typeof({name}) = 'integer' AND {name} IN (0, 1)"),
    (Integer, "typeof({name}) = 'integer'"),
    (LargeBinary, "typeof({name}) = 'blob'"),
    (object, "typeof({name}) = 'text'"),
)
