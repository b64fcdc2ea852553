"""Texts that no record holds yet: one small SQLite file per user, on this computer, for nobody else to read.

The file names no region file: a region that was moved or renamed finds its drafts by its id. Beside it lies a small
locked file per running program; what a program that no longer runs left behind is offered again.
"""

import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from ibo_desk.data.holder import Hold, take
from ibo_desk.domain.drafts import Draft, DraftKey, base_hash

FILE: Final = "drafts.sqlite"
FORMAT: Final = 1
KEPT_IN_BIN: Final = timedelta(days=14)
_BUSY_MS: Final = 5000
_MADE = """
CREATE TABLE IF NOT EXISTS draft (
    region TEXT NOT NULL, process TEXT NOT NULL, writer INTEGER NOT NULL,
    kind TEXT NOT NULL, record TEXT NOT NULL, field TEXT NOT NULL,
    version INTEGER NOT NULL, label TEXT NOT NULL, base TEXT NOT NULL, base_hash TEXT NOT NULL, revision TEXT,
    text TEXT NOT NULL, at TEXT NOT NULL, program TEXT NOT NULL, format INTEGER NOT NULL, binned TEXT,
    PRIMARY KEY (region, process, writer, kind, record, field)
)"""
_COLUMNS = (
    "region, process, writer, kind, record, field, version, label, base, base_hash,"
    " revision, text, at, program, format"
)
_PLACE = "region = ? AND process = ? AND writer = ? AND kind = ? AND record = ? AND field = ?"


@dataclass(frozen=True)
class Removal:
    """Take a draft away that holds this version or an older one: its record holds it, or it was taken back."""

    place: tuple[UUID, str, int, DraftKey]
    version: int


Step = Draft | Removal


class DraftStore:
    """The file of drafts and the mark that this program lives; belongs to one thread at a time."""

    def __init__(self, folder: Path, process: str, now: datetime) -> None:
        """Open or make it; ``process`` names this program among all that ever ran.

        Raises ``OSError`` and ``sqlite3.Error`` where that cannot be.
        """
        self.folder = folder
        self.process = process
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / FILE
        with suppress(OSError):  # a file system that knows no owners
            folder.chmod(0o700)
        self._alive = self._live(now)
        try:
            self._file = _opened(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # locked, full: it is whole
                self._release()
                raise
            path.replace(path.with_name(f"drafts-damaged-{now:%Y%m%d-%H%M%S}.sqlite"))
            self._file = _opened(path)

    def _live(self, now: datetime) -> Hold | None:
        taken = take(self.folder / self.process, "", now)
        return taken if isinstance(taken, Hold) else None

    def close(self) -> None:
        """Let go of the file; from then on what is in it counts as left behind."""
        self._file.close()
        self._release()

    def _release(self) -> None:
        if self._alive is not None:
            self._alive.release()

    def write(self, steps: Iterable[Step]) -> None:
        """Carry out all steps in their order, or none of them; they are on the disk when this returns."""
        self._file.execute("BEGIN IMMEDIATE")
        try:
            for step in steps:
                if isinstance(step, Draft):
                    self._put(step)
                else:
                    self._remove(step)
            self._file.execute("COMMIT")
        except BaseException:
            if self._file.in_transaction:
                self._file.execute("ROLLBACK")
            raise

    def _put(self, draft: Draft) -> None:
        values = (
            *_place(draft.place),
            *(draft.version, draft.label, draft.base, base_hash(draft.base)),
            str(draft.revision) if draft.revision else None,
            *(draft.text, draft.at.isoformat(), draft.program, FORMAT),
        )
        marks = ", ".join("?" * len(values))
        self._file.execute(f"INSERT OR REPLACE INTO draft ({_COLUMNS}) VALUES ({marks})", values)

    def _remove(self, step: Removal) -> None:
        self._file.execute(
            f"DELETE FROM draft WHERE {_PLACE} AND version <= ?", (*_place(step.place), step.version)
        )

    def left_behind(self, region: UUID) -> list[Draft]:
        """The drafts of a region by programs that no longer run, from old to new."""
        rows = self._file.execute(
            f"SELECT {_COLUMNS} FROM draft WHERE region = ? AND binned IS NULL AND format = ? ORDER BY at, version",
            (str(region), FORMAT),
        ).fetchall()
        dead = {process: self._is_dead(process) for process in {row[1] for row in rows}}
        return [_read(row) for row in rows if dead[row[1]]]

    def _is_dead(self, process: str) -> bool:
        if process == self.process:
            return False
        taken = take(self.folder / process, "", datetime.now(UTC))
        if isinstance(taken, Hold):
            taken.release()
            return True
        return False

    def throw_away(self, drafts: Sequence[Draft], now: datetime) -> None:
        """Put drafts in the bin, and let go of what has been there for ``KEPT_IN_BIN``."""
        for draft in drafts:
            self._file.execute(
                f"UPDATE OR REPLACE draft SET binned = ?, process = process || '-bin' WHERE {_PLACE}",
                (now.isoformat(), *_place(draft.place)),
            )
        self._file.execute("DELETE FROM draft WHERE binned < ?", ((now - KEPT_IN_BIN).isoformat(),))

    def thrown_away(self, region: UUID) -> list[Draft]:
        """What lies in the bin, from old to new."""
        rows = self._file.execute(
            f"SELECT {_COLUMNS} FROM draft WHERE region = ? AND binned IS NOT NULL ORDER BY binned, at",
            (str(region),),
        )
        return [_read(row) for row in rows.fetchall()]


def _opened(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    file = sqlite3.connect(path, isolation_level=None)
    try:
        file.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        file.execute("PRAGMA synchronous = FULL")
        file.execute("PRAGMA secure_delete = ON")  # what was recorded or thrown away is not to be read here
        file.execute(_MADE)
    except BaseException:
        file.close()
        raise
    return file


def texts_left_in(folder: Path) -> list[Draft]:
    """Every draft that lies in a folder, whoever typed it; reads only."""
    path = folder / FILE
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute(
            f"SELECT {_COLUMNS} FROM draft WHERE binned IS NULL ORDER BY at, version"
        ).fetchall()
    return [_read(row) for row in rows]


def _place(place: tuple[UUID, str, int, DraftKey]) -> tuple[str, str, int, str, str, str]:
    region, process, writer, key = place
    return str(region), process, writer, key.kind, key.record, key.field


def _read(row: Sequence[str]) -> Draft:
    (
        region,
        process,
        writer,
        kind,
        record,
        field,
        version,
        label,
        base,
        _hash,
        revision,
        text,
        at,
        program,
        _,
    ) = row
    return Draft(
        region=UUID(region),
        key=DraftKey(kind, record, field),
        process=process,
        writer=int(writer),
        version=int(version),
        label=label,
        base=base,
        revision=UUID(revision) if revision else None,
        text=text,
        at=datetime.fromisoformat(at),
        program=program,
    )
