"""Backups after somebody was erased: one fresh copy in the place of all that still hold the name."""

from pathlib import Path

from ibo_desk.data import backup
from ibo_desk.data.copies import remove
from ibo_desk.data.engine import is_server
from ibo_desk.domain.clock import Clock
from ibo_desk.installation import backup_folder


def backups_kept(place: str) -> int:
    """How many backups of this file lie on this computer; none for a server, whose keeper has them."""
    return 0 if is_server(place) else len(backup.listing(backup_folder(place)))


def renew_backups(place: str, clock: Clock) -> int:
    """Make a fresh backup, then remove every older one; returns how many were removed.

    Raises ``FileProblemError("backup_failed")``; then none was removed.
    """
    folder = backup_folder(place)
    older = backup.listing(folder)
    if backup.make(Path(place), folder, clock) is None:  # the latest is of today's state
        older = older[1:]
    for old in older:
        remove(old.path)
    return len(older)
