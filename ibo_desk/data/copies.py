"""A copy of a region file that was looked at: made under another name, verified there, and only then put in its place.

Beside a backup lies what is known of it (``NAME.ibo.json``): its SHA-256 and size, how many rows each table has, the
newest journal entry, and how far it was verified.
"""

import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Self

from ibo_desk import __version__
from ibo_desk.data.integrity import connect, page_faults
from ibo_desk.data.private import private_file
from ibo_desk.data.schema import FINGERPRINT, MARK_TABLE
from ibo_desk.domain.backups import BackupKind
from ibo_desk.domain.errors import FileProblemError

_PIECE = 1 << 20


@dataclass(frozen=True)
class Facts:
    """What is known of a copy.

    ``verified``: pages, references, counts and newest entry are those of the file it was made of. ``proven``: its
    records follow from its journal, too (None: not looked at yet). ``why`` says what is wrong where something is.
    """

    sha256: str
    size: int
    counts: Mapping[str, int]
    entries: int
    newest_entry: str
    newest_at: str
    newest_label: str
    schema: str
    kind: BackupKind = BackupKind.OPENING
    program: str = __version__
    verified: bool = True
    proven: bool | None = None
    why: str = ""

    @property
    def state(self) -> tuple[object, ...]:
        """A mark of a file's state: another mark means that the file changed."""
        return self.newest_entry, self.entries, self.schema

    def write(self, path: Path) -> None:
        """Keep them in ``path``: at once or not at all."""
        partial = private_file(path.with_name(f".{path.name}.part"))
        partial.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")
        sync(partial)
        partial.replace(path)

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """What lies in ``path``; None where there is nothing that can be used."""
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            facts = cls(**{**values, "kind": BackupKind(values["kind"])})
            return facts if isinstance(facts.counts, dict) and isinstance(facts.size, int) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None


def facts_path(copy: Path) -> Path:
    return copy.with_name(f"{copy.name}.json")


def facts_of(path: Path) -> Facts:
    """What a region file holds at this moment, without its fingerprint. Raises ``sqlite3.Error``."""
    with closing(connect(path)) as connection:
        connection.execute("BEGIN")
        return _facts(connection)


def copy_verified(source: Path, partial: Path, kind: BackupKind) -> Facts:
    """Copy a file, also one that somebody has open, to ``partial`` and verify the copy; returns what it holds.

    Raises ``FileProblemError("copy_damaged")`` with what is wrong, ``sqlite3.Error`` and ``OSError``; then no copy is
    left behind.
    """
    try:
        private_file(partial)
        with closing(connect(source)) as read, closing(sqlite3.connect(partial)) as write:
            read.execute("BEGIN")  # one moment: in this journal mode writers wait, so it is one step
            expected = _facts(read)
            read.backup(write)
            write.execute("PRAGMA journal_mode = DELETE")
            fault = _fault(write, expected)
        if fault:
            raise FileProblemError("copy_damaged", place=str(source), detail=fault)
        sync(partial)
        return replace(expected, sha256=sha256_of(partial), size=partial.stat().st_size, kind=kind)
    except BaseException:
        remove(partial)
        raise


def _facts(connection: sqlite3.Connection) -> Facts:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'search\\_index\\_%' ESCAPE '\\'"
    ).fetchall()
    counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}
    newest = connection.execute("SELECT id, at, label FROM journal_entry ORDER BY id DESC LIMIT 1").fetchone()
    mark = connection.execute(f"SELECT value FROM {MARK_TABLE} WHERE name = ?", (FINGERPRINT,)).fetchone()
    entry, at, label = newest or ("", "", "")
    return Facts(
        sha256="", size=0, counts=counts, entries=counts["journal_entry"], newest_entry=str(entry),
        newest_at=str(at), newest_label=str(label), schema=str(mark[0]) if mark else "",
    )  # fmt: skip


def _fault(copy: sqlite3.Connection, expected: Facts) -> str:
    """What is wrong with a copy; nothing where it is what it was made of."""
    copy.isolation_level = None
    faults = page_faults(copy, 1)
    if faults:
        return faults[0]
    if _facts(copy) != expected:
        return "rows"
    copy.execute("BEGIN")
    try:
        copy.execute("INSERT INTO search_index(search_index) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        return str(error)
    finally:
        copy.execute("ROLLBACK")
    return ""


def sha256_of(path: Path) -> str:
    """The fingerprint of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Take a copy of ours away, with what SQLite may have left beside it."""
    for name in (path.name, *(f"{path.name}-{end}" for end in ("journal", "wal", "shm"))):
        path.with_name(name).unlink(missing_ok=True)


def moment_of(text: str) -> datetime | None:
    """The moment (UTC) of an entry as SQLite keeps it."""
    try:
        return datetime.fromisoformat(f"{text}+00:00")
    except ValueError:
        return None
