"""Who has a region file open: one program at a time may write it, the others are told who that is and may read.

The system's own locks count: one on a small file beside it (``.~NAME.ibo.lock``), whose text tells who it is, and one
on the region file itself, which a second name of the file or a removed small file does not get around. A program that
was killed holds nothing any more. Locks do not reach another computer: a small file that a synchronised folder brought
from there holds until somebody takes it away, as nobody here can know. A server keeps its own order: it is never held.
"""

import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

# The locked byte lies behind the text, which others must be able to read on Windows too, and behind SQLite's own.
_FAR = (1 << 31) - 16

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    _try_lock_inside = _try_lock
else:
    import fcntl
    import struct

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _try_lock_inside(handle: int) -> bool:
        """A lock of this handle on one byte that SQLite does not use: it neither meets nor ends with SQLite's own."""
        command = getattr(fcntl, "F_OFD_SETLK", 90)  # 90: macOS, which Python does not name
        if sys.platform == "darwin":
            asked = struct.pack("qqihh", _FAR, 1, 0, fcntl.F_WRLCK, os.SEEK_SET)
        else:
            asked = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, _FAR, 1, 0)
        try:
            fcntl.fcntl(handle, command, asked)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:  # a file system without such locks: the small file has to do
            return True
        return True


@dataclass(frozen=True)
class Holder:
    """Who has the file open, on which computer, since when (UTC); unknown parts are empty or None."""

    actor: str
    computer: str
    since: datetime | None
    elsewhere: bool = (
        False  # another computer says so, and no lock of the system can tell whether it still does
    )


class Hold:
    """The right to write one region file; ``release`` gives it back, and so does the end of the program."""

    def __init__(self, path: Path, handle: int, inside: int | None) -> None:
        self.path = path
        self._handle: int | None = handle
        self._inside = inside  # the lock on the region file itself

    def close_region_file(self) -> None:
        """Let go of the region file, which Windows replaces only where nobody has it open; the small file still holds.

        For whoever puts another file in its place, and releases then.
        """
        if self._inside is not None:
            os.close(self._inside)
            self._inside = None

    def release(self) -> None:
        """Give the right back and take the small file away; a second call does nothing."""
        if self._handle is None:
            return
        self.close_region_file()
        _remove(self.path, self._handle)
        self._handle = None


def lock_path(region_file: Path) -> Path:
    """Where the small file of a region file lies."""
    return region_file.with_name(f".~{region_file.name}.lock")


def take(region_file: Path, actor: str, now: datetime) -> Hold | Holder:
    """The right to write, or who has it already. Raises ``OSError`` where nothing may be written in the folder."""
    path = lock_path(region_file)
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _try_lock(handle):
            os.close(handle)
            return _read(path)
        if _still_there(path, handle):
            break
        os.close(handle)  # its holder removed it between our opening and our locking
    other = _read(path)
    if other.computer not in {"", socket.gethostname()}:
        os.close(handle)
        return replace(other, elsewhere=True)
    taken, inside = _take_inside(region_file)
    if not taken:  # by another name of the file, or past a small file that somebody removed
        _remove(path, handle)
        return replace(other, since=None)
    hold = Hold(path, handle, inside)
    lock = {"actor": actor, "computer": socket.gethostname(), "since": now.isoformat()}
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(lock, ensure_ascii=False).encode())
    except OSError:  # a full disk
        hold.release()
        raise
    return hold


def _take_inside(region_file: Path) -> tuple[bool, int | None]:
    """Whether the region file itself could be locked, and the handle that keeps the lock."""
    try:
        handle = os.open(region_file, os.O_RDWR)
    except FileNotFoundError:  # it is about to be made
        return True, None
    if _try_lock_inside(handle):
        return True, handle
    os.close(handle)
    return False, None


def _remove(path: Path, handle: int) -> None:
    """Take the small file away and give its lock back."""
    if sys.platform == "win32":  # a file that somebody has open cannot be removed there
        os.close(handle)
        with suppress(OSError):  # somebody else took it already: then it is theirs to remove
            path.unlink()
        return
    path.unlink(missing_ok=True)  # while it is still ours: nobody can lock it in between
    os.close(handle)


def _still_there(path: Path, handle: int) -> bool:
    if sys.platform == "win32":  # a file that somebody has open cannot be removed there
        return True
    try:
        return path.stat().st_ino == os.fstat(handle).st_ino
    except FileNotFoundError:
        return False


def _read(path: Path) -> Holder:
    """What the holder wrote; empty where it was not yet written or is not ours."""
    try:
        lock = json.loads(path.read_text(encoding="utf-8"))
        return Holder(str(lock["actor"]), str(lock["computer"]), datetime.fromisoformat(lock["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder("", "", None)
