"""The backups of a region file, for those who list them and look into them; ``data.backup`` makes the copies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from ibo_desk.data import backup
from ibo_desk.data.copies import moment_of
from ibo_desk.data.store import Store
from ibo_desk.domain.backups import BackupKind
from ibo_desk.domain.clock import Clock, SystemClock
from ibo_desk.domain.errors import FileProblemError

_COUNTED_KINDS = ("meeting", "agenda_item", "engagement", "regional_action")  # what a person knows a file by


class BackupState(StrEnum):
    """How far a copy was looked at."""

    PROVEN = "proven"  # its records follow from its journal
    VERIFIED = "verified"  # pages, references, counts and newest entry
    DAMAGED = "damaged"
    UNKNOWN = "unknown"  # nothing is known of it


GOOD = frozenset({BackupState.PROVEN, BackupState.VERIFIED})


@dataclass(frozen=True)
class BackupRow:
    """A backup; ``counts`` are rows by table, moments in UTC, ``size`` bytes, ``why`` what is wrong."""

    path: Path
    made_at: datetime
    size: int
    state: BackupState
    kind: BackupKind | None
    counts: Mapping[str, int]
    newest_at: datetime | None
    newest_label: str
    why: str


def rows(folder: Path) -> list[BackupRow]:
    """The backups in a folder, the newest first; an empty list where there is no folder."""
    return [_row(copy) for copy in backup.listing(folder)] if folder.is_dir() else []


def prove_newest(folder: Path, clock: Clock) -> str:
    """Look at the records of the newest backup, once; returns what is wrong, "" where nothing is.

    A copy that turned out wrong counts for nothing, so that none goes to make room for it.
    """
    newest = next(iter(backup.listing(folder)), None)
    if newest is None or newest.facts is None or newest.facts.proven is not None:
        return ""
    fault = backup.prove(newest, fault_in_records)
    backup.thin(folder, clock.now())
    return fault


def fault_in_records(path: Path) -> str:
    """The first thing that is wrong with a whole file, as a sentence; "" where nothing is."""
    from ibo_desk.services.keeping.soundness import findings

    store = Store(str(path), SystemClock(), actor="", copy_id=UUID(int=0), read_only=True)
    try:
        faults = findings(store)
    except FileProblemError as error:
        return error.code
    finally:
        store.close()
    return faults[0].sentence if faults else ""


def _row(copy: backup.Backup) -> BackupRow:
    facts = copy.facts
    if facts is None:
        return BackupRow(
            copy.path, copy.made_at, copy.path.stat().st_size, BackupState.UNKNOWN, None, {}, None, "", ""
        )
    state = BackupState.PROVEN if facts.proven else BackupState.VERIFIED
    return BackupRow(
        path=copy.path,
        made_at=copy.made_at,
        size=facts.size,
        state=state if copy.verified else BackupState.DAMAGED,
        kind=facts.kind,
        counts={name: facts.counts.get(name, 0) for name in _COUNTED_KINDS},
        newest_at=moment_of(facts.newest_at),
        newest_label=facts.newest_label,
        why=facts.why,
    )
