"""Conflict copies: what a synchronised folder leaves beside a file that was written on two computers.

A name alone says little ("regio-2.ibo" may be anybody's): a copy must hold the same region, and something that the
other file does not have.
"""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ibo_desk.data.copies import moment_of
from ibo_desk.data.integrity import BROKEN, connect

MOST = 20  # files that are looked at
# Dropbox, Nextcloud, ownCloud and Syncthing say it; OneDrive adds the computer's name, Google Drive a number.
_ADDED = re.compile(r".*confli[ck]t.*|-[\w-]+| ?\(\d+\)", re.IGNORECASE)


@dataclass(frozen=True)
class ConflictCopy:
    """Another file of the same region; ``own`` and ``other`` say which newest entry this and that file hold."""

    path: Path
    own_at: datetime | None
    own_label: str
    other_at: datetime | None
    other_label: str


def beside(path: Path) -> list[ConflictCopy]:
    """The files beside ``path`` that hold work on the same region which this one lacks."""
    stem = path.stem
    try:
        names = [
            other
            for other in sorted(path.parent.glob("*.ibo"))
            if other != path
            and not other.name.startswith(".")
            and (_grew(stem, other.stem) or _grew(other.stem, stem))
        ]
        return [copy for other in names[:MOST] if (copy := _compare(path, other))]
    except (*BROKEN, OSError):
        return []


def _grew(stem: str, longer: str) -> bool:
    """Whether a name is another one with what a synchronising program puts behind it."""
    return longer.startswith(stem) and _ADDED.fullmatch(longer[len(stem) :]) is not None


def _compare(path: Path, other: Path) -> ConflictCopy | None:
    try:
        with closing(connect(path)) as ours, closing(connect(other)) as theirs:
            if _region(ours) != _region(theirs):
                return None
            own, extra = _newest(ours), _newest(theirs)
            if extra is None or own is None or _has(ours, extra[0]):
                return None
    except BROKEN:
        return None
    return ConflictCopy(other, moment_of(own[1]), own[2], moment_of(extra[1]), extra[2])


def _region(connection: sqlite3.Connection) -> object:
    return connection.execute("SELECT min(id) FROM region").fetchone()[0]


def _newest(connection: sqlite3.Connection) -> tuple[str, str, str] | None:
    row: tuple[str, str, str] | None = connection.execute(
        "SELECT id, at, label FROM journal_entry ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return row


def _has(connection: sqlite3.Connection, entry: str) -> bool:
    return connection.execute("SELECT 1 FROM journal_entry WHERE id = ?", (entry,)).fetchone() is not None
