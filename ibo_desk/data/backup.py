"""Backups of a region file: whole copies by SQLite's own backup, only when something changed, thinned with age.

Kept are all backups of today, the last of each day for 14 days, of each week for 8 weeks, and of each month for good.
"""

import os
import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from ibo_desk.data.migrate import schema_state
from ibo_desk.data.refusals import unwritten
from ibo_desk.domain.clock import Clock
from ibo_desk.domain.errors import FileProblemError

DAILY, WEEKLY = timedelta(days=14), timedelta(weeks=8)
_MARK = re.compile(r"-(\d{8}-\d{6})(?:-(\d+))?\.ibo$")
_FORM = "%Y%m%d-%H%M%S"


class Backup(NamedTuple):
    """A backup and the moment (UTC) it was made."""

    path: Path
    made_at: datetime
    number: int  # of those made in the same second


def listing(folder: Path) -> list[Backup]:
    """The backups in a folder, the newest first."""
    found = ((path, _MARK.search(path.name)) for path in folder.glob("*.ibo"))
    there = [
        Backup(path, datetime.strptime(f"{mark[1]}+0000", f"{_FORM}%z"), int(mark[2] or 1))
        for path, mark in found
        if mark
    ]
    return sorted(there, key=lambda one: (one.made_at, one.number), reverse=True)


def make(place: Path, folder: Path, clock: Clock) -> Path | None:
    """Back up ``place`` into ``folder`` when it changed since the latest backup there; None when it did not.

    Raises ``FileProblemError("backup_failed")``; then no half backup is left behind.
    """
    there = listing(folder)
    if there and _state(there[0].path) == _state(place):
        return None
    stamp = clock.now().strftime(_FORM)
    target, count = folder / f"{place.stem}-{stamp}.ibo", 1
    while target.exists():
        count += 1
        target = folder / f"{place.stem}-{stamp}-{count}.ibo"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(place, target)
    except (sqlite3.Error, OSError) as error:
        raise FileProblemError("backup_failed", place=str(folder)) from error
    thin(folder, clock.now())
    return target


def thin(folder: Path, now: datetime) -> None:
    """Remove the backups that a newer one of the same day, week or month replaces."""
    kept: set[str] = set()
    for one in listing(folder):
        period = _period(one.made_at, now)
        if period is None:
            continue
        if period in kept:
            one.path.unlink(missing_ok=True)
        kept.add(period)


def restore(backup: Path, place: Path) -> None:
    """Put a backup in the place of a region file, at once or not at all.

    Raises ``FileProblemError`` where the backup is not a region file or ``place`` cannot be written; the caller has
    backed up what stood there and holds the right to write it.
    """
    schema_state(str(backup))
    try:
        _copy(backup, place)
    except (sqlite3.Error, OSError) as error:
        raise unwritten(error, str(place)) from error


def _period(made_at: datetime, now: datetime) -> str | None:
    """What a backup stands for: its day, its week, its month; None today, when all are kept."""
    age = now.date() - made_at.date()
    if age < timedelta(days=1):
        return None
    if age <= DAILY:
        return f"{made_at:%Y-%m-%d}"
    if age <= DAILY + WEEKLY:
        return f"{made_at:%G-W%V}"
    return f"{made_at:%Y-%m}"


def _state(path: Path) -> tuple[object, ...] | None:
    """What tells whether a file changed: its schema and its newest entry; None where it cannot be read."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            newest = connection.execute("SELECT max(id), count(*) FROM journal_entry").fetchone()
            schema = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return None
    return (*newest, *schema)


def _copy(source: Path, target: Path) -> None:
    """A whole copy, also of a file that somebody has open; it appears under its name only when it is complete."""
    partial = target.with_name(f".{target.name}.part")
    partial.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as read,
            closing(sqlite3.connect(partial)) as write,
        ):
            read.backup(write)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
