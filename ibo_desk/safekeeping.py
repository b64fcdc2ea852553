"""A region file kept safe: who has it, what a damaged one is called, its backups and how one is put back."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ibo_desk.data.address import is_server, safe_name
from ibo_desk.data.holder import Hold, take
from ibo_desk.data.integrity import is_damaged
from ibo_desk.data.migrate import regular_file, schema_state
from ibo_desk.data.refusals import unwritten
from ibo_desk.domain.backups import BackupKind
from ibo_desk.domain.clock import Clock, SystemClock
from ibo_desk.domain.errors import FileProblemError, UserError
from ibo_desk.installation import backup_folder, os_user
from ibo_desk.services.keeping.opening import HeldError


@contextmanager
def explained(*places: str) -> Iterator[None]:
    """Let what goes wrong in a damaged file be said as that."""
    try:
        yield
    except Exception as error:
        for place in places:
            explain(error, place)
        raise


def explain(error: Exception, place: str) -> None:
    """Raise ``FileProblemError("file_damaged")`` where a damaged file explains an error that nobody foresaw.

    A bug in a sound file stays a bug. The error itself is kept in the log.
    """
    if isinstance(error, UserError) or is_server(place) or not Path(place).is_file():
        return
    if is_damaged(Path(place)):
        logging.getLogger(__name__).warning("a damaged file", exc_info=error)
        raise FileProblemError("file_damaged", place=place) from error


def hold_file(
    place: str, actor: str, clock: Clock, read_only: bool | None
) -> tuple[Hold | None, HeldError | None]:
    """The right to write, or who has it; neither for a reader, a server and a folder that cannot be written."""
    if read_only or is_server(place):
        return None, None
    if not os.access(place, os.W_OK):
        if read_only is False:
            raise FileProblemError("file_read_only", place=place)
        return None, None
    try:
        taken = take(Path(place).resolve(), actor, clock.now())
    except OSError as error:
        if read_only is False:
            raise unwritten(error, place) from error
        return None, None
    if isinstance(taken, Hold):
        return taken, None
    held = HeldError(place, taken)
    if read_only is False:
        raise held
    return None, held


def back_up(place: str, clock: Clock, kind: BackupKind = BackupKind.OPENING) -> Path | None:
    """Back up a file that changed since its last backup; returns the backup, None where none was needed.

    Raises ``FileProblemError`` with "backup_failed" or "copy_damaged".
    """
    if is_server(place):  # a server's backups are its keeper's
        return None
    from ibo_desk.data import backup

    made = backup.make(Path(place), backup_folder(place), clock, kind)
    return made.path if made else None


def make_proven_backup(
    place: str, clock: Clock | None = None, kind: BackupKind = BackupKind.ASKED
) -> Path | None:
    """Back up a file and look at all that is in the newest copy; None where nothing changed since.

    Raises ``FileProblemError`` like ``back_up``, and "backup_not_proven" where the records of the copy are not whole.
    """
    from ibo_desk.services.keeping.backups import prove_newest

    clock = clock or SystemClock()
    with explained(place):
        made = back_up(place, clock, kind)
        fault = prove_newest(backup_folder(place), clock)
    if fault:
        raise FileProblemError("backup_not_proven", place=str(made or place), detail=fault)
    return made


def prove_newest_backup(place: str) -> None:
    """Look at all that is in the newest backup, once; raises ``FileProblemError("backup_not_proven")``."""
    from ibo_desk.services.keeping.backups import prove_newest

    folder = backup_folder(place)
    fault = prove_newest(folder, SystemClock()) if folder.is_dir() else ""
    if fault:
        raise FileProblemError("backup_not_proven", place=place, detail=fault)


def copy_to(place: str, target: Path) -> None:
    """A whole, proven copy of a file, also of one that is in use. Raises like ``restore_backup``."""
    from ibo_desk.data import backup
    from ibo_desk.services.keeping.backups import fault_in_records

    with explained(place):
        backup.restore(Path(place), target, fault_in_records)


def restore_backup(source: str, place: str, clock: Clock | None = None) -> None:
    """Put a backup in the place of a region file, which is backed up first and may not be open anywhere.

    What cannot be backed up as it is damaged is kept among the backups as it is. Raises ``HeldError`` and
    ``FileProblemError``; then the file is as it was.
    """
    for path in (source, place):
        if is_server(path):
            raise FileProblemError("backup_of_server", place=safe_name(path))
    clock = clock or SystemClock()
    schema_state(source)
    if not Path(place).exists():
        copy_to(source, Path(place))
        return
    regular_file(place)
    hold, _held = hold_file(place, os_user(), clock, read_only=False)
    try:
        _keep_before_restore(place, clock)
        if hold:
            hold.close_region_file()
        copy_to(source, Path(place))
    finally:
        if hold:
            hold.release()


def _keep_before_restore(place: str, clock: Clock) -> None:
    from ibo_desk.data import backup

    try:
        back_up(place, clock, BackupKind.BEFORE_RESTORE)
    except FileProblemError as error:
        if error.code == "backup_failed":
            raise
        backup.keep_as_it_is(Path(place), backup_folder(place), clock, error.code)
