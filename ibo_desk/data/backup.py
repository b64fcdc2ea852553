"""Backups of a region file: whole, verified copies, only when something changed, thinned by ``domain.backups``."""

import re
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ibo_desk.data.copies import Facts, copy_verified, facts_of, facts_path, remove, sha256_of, sync
from ibo_desk.data.integrity import BROKEN
from ibo_desk.data.migrate import schema_state
from ibo_desk.data.private import private_file, private_folder
from ibo_desk.data.refusals import file_error, unwritten
from ibo_desk.domain.backups import BackupKind, Copy, reasons
from ibo_desk.domain.clock import Clock
from ibo_desk.domain.errors import FileProblemError

_MARK = re.compile(r"-(\d{8}-\d{6})(?:-(\d+))?\.ibo$")
_FORM = "%Y%m%d-%H%M%S"
_UNDER_WAY = 3600  # seconds for which a half copy may be somebody's work

Prove = Callable[[Path], str]  # looks at the records of a copy; says what is wrong, "" where nothing is


class Backup(NamedTuple):
    """A backup, the moment (UTC) it was made, and what is known of it (None: nothing, so it counts for nothing)."""

    path: Path
    made_at: datetime
    number: int  # of those made in the same second
    facts: Facts | None

    @property
    def verified(self) -> bool:
        return self.facts is not None and self.facts.verified and self.facts.proven is not False


def listing(folder: Path) -> list[Backup]:
    """The backups in a folder, the newest first. Looks at the size of each, not at its bytes."""
    there = [
        Backup(path, datetime.strptime(f"{mark[1]}+0000", f"{_FORM}%z"), int(mark[2] or 1), _known(path))
        for path in folder.glob("*.ibo")
        if (mark := _MARK.search(path.name))
    ]
    return sorted(there, key=lambda copy: (copy.made_at, copy.number), reverse=True)


def make(place: Path, folder: Path, clock: Clock, kind: BackupKind = BackupKind.OPENING) -> Backup | None:
    """Back up ``place`` into ``folder`` when it changed since the latest backup there; None when it did not.

    Raises ``FileProblemError`` with "backup_failed", or "copy_damaged" where the copy is not whole; then none is left
    behind and no older one is removed.
    """
    try:
        private_folder(folder)
        clean(folder)
        there = listing(folder)
        if there and there[0].verified and there[0].facts and there[0].facts.state == facts_of(place).state:
            return None
        target = _free_name(folder, place.stem, clock)
        partial = target.with_name(f".{target.name}.part")
        facts = copy_verified(place, partial, kind)
        facts.write(facts_path(target))  # first: a copy without it counts for nothing
        partial.replace(target)
        sync(folder)
    except BROKEN as error:
        raise file_error(error, str(place)) from error
    except OSError as error:
        raise FileProblemError("backup_failed", place=str(folder)) from error
    thin(folder, clock.now())
    return listing(folder)[0]


def keep_as_it_is(place: Path, folder: Path, clock: Clock, why: str) -> Path:
    """Keep the bytes of a file that cannot be copied whole; it counts for nothing. Raises "backup_failed"."""
    try:
        private_folder(folder)
        target = _free_name(folder, place.stem, clock)
        shutil.copyfile(place, private_file(target))
        sync(target)
        facts = Facts(
            sha256=sha256_of(target), size=target.stat().st_size, counts={}, entries=0, newest_entry="", newest_at="",
            newest_label="", schema="", kind=BackupKind.BEFORE_RESTORE, verified=False, why=why,
        )  # fmt: skip
        facts.write(facts_path(target))
    except OSError as error:
        raise FileProblemError("backup_failed", place=str(folder)) from error
    return target


def prove(backup: Backup, look: Prove) -> str:
    """Look at the bytes and records of a backup and keep what was seen; returns what is wrong, "" where nothing is."""
    if backup.facts is None:
        return ""
    fault = _bytes_fault(backup.path, backup.facts) or look(backup.path)
    with suppress(OSError):  # what was seen is said, also where it cannot be kept
        replace(backup.facts, proven=not fault, why=fault).write(facts_path(backup.path))
    return fault


def thin(folder: Path, now: datetime) -> None:
    """Remove the backups that the rules do not keep."""
    copies = listing(folder)
    kept = reasons([_as_copy(backup) for backup in copies], now)
    for backup in copies:
        if backup.path.name not in kept:
            remove(backup.path)
            facts_path(backup.path).unlink(missing_ok=True)


def clean(folder: Path) -> None:
    """Take away what programs left that were killed: half copies, journals of copies, facts without a copy."""
    until = time.time() - _UNDER_WAY
    for path in folder.iterdir():
        half = path.name.startswith(".") and ".ibo" in path.name
        beside = path.name.endswith(("-journal", "-wal", "-shm"))
        alone = path.name.endswith(".ibo.json") and not path.with_suffix("").exists()
        with suppress(FileNotFoundError):
            if (half or beside or alone) and path.stat().st_mtime < until:
                path.unlink()


def restore(source: Path, place: Path, look: Prove) -> None:
    """Put a backup in the place of a region file; what stands there is kept until the new file was verified.

    Raises ``FileProblemError`` with "copy_damaged" where the backup is not whole, "not_a_region_file", "other_build" …
    where it cannot be used, "file_unwritable", "disk_full"; the file is then as it was. The caller has backed up what
    stood there and holds the right to write it.
    """
    facts = Facts.read(facts_path(source))
    fault = _bytes_fault(source, facts) if facts and source.exists() else ""
    if fault:
        raise FileProblemError("copy_damaged", place=str(source), detail=fault)
    schema_state(str(source))
    partial = place.with_name(f".{place.name}.part")
    try:
        copied = copy_verified(source, partial, BackupKind.ASKED)
        fault = look(partial)
        if fault:
            raise FileProblemError("copy_damaged", place=str(source), detail=fault)
        _exchange(partial, place, copied.sha256)
    except BROKEN as error:
        raise file_error(error, str(source)) from error
    except OSError as error:
        raise unwritten(error, str(place)) from error
    finally:
        remove(partial)


def _exchange(fresh: Path, place: Path, expected: str) -> None:
    """Put ``fresh`` in its place; the old file, and the journal it may have, go when the new one was read back."""
    aside = {
        name: name.with_name(f".{name.name}.before")
        for name in (place, place.with_name(f"{place.name}-journal"))
    }
    there = [name for name in aside if name.exists()]
    if place.exists():
        shutil.copymode(place, fresh)
    for name in there:
        name.replace(aside[name])
    try:
        fresh.replace(place)
        sync(place.parent)
        if sha256_of(place) != expected:
            raise FileProblemError("disk_trouble", place=str(place))
    except BaseException:
        for name in there:
            aside[name].replace(name)
        raise
    for name in there:
        aside[name].unlink()


def _bytes_fault(path: Path, facts: Facts) -> str:
    return "" if path.stat().st_size == facts.size and sha256_of(path) == facts.sha256 else "SHA-256"


def _known(path: Path) -> Facts | None:
    """The facts beside a copy, where it has the size they say."""
    facts = Facts.read(facts_path(path))
    return facts if facts and path.stat().st_size == facts.size else None


def _as_copy(backup: Backup) -> Copy:
    facts = backup.facts
    if facts is None:
        return Copy(backup.path.name, backup.made_at, verified=False)
    return Copy(backup.path.name, backup.made_at, backup.verified, facts.kind, facts.counts, facts.size)


def _free_name(folder: Path, stem: str, clock: Clock) -> Path:
    stamp = clock.now().strftime(_FORM)
    target, count = folder / f"{stem}-{stamp}.ibo", 1
    while target.exists():
        count += 1
        target = folder / f"{stem}-{stamp}-{count}.ibo"
    return target
