"""Who has a region file open: one program at a time may write it, the others are told who that is and may read.

The system's own lock on a small file beside it (``.~NAME.ibo.lock``) counts, never the text in it: a program that
was killed holds nothing any more. The text only tells who it is. A server keeps its own order, so it is never held.
"""

import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_FAR = 1 << 30  # the locked byte lies behind the text, which others must be able to read on Windows too

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@dataclass(frozen=True)
class Holder:
    """Who has the file open, on which computer, since when (UTC); unknown parts are empty or None."""

    actor: str
    computer: str
    since: datetime | None


class Hold:
    """The right to write one region file; ``release`` gives it back, and so does the end of the program."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle: int | None = handle

    def release(self) -> None:
        """Give the right back and take the small file away; a second call does nothing."""
        if self._handle is None:
            return
        if sys.platform != "win32":
            self.path.unlink(missing_ok=True)  # while it is still ours: nobody can lock it in between
        os.close(self._handle)
        self._handle = None
        if sys.platform == "win32":
            with suppress(OSError):  # somebody else took it already: then it is theirs to remove
                self.path.unlink()


def lock_path(region_file: Path) -> Path:
    """Where the small file of a region file lies."""
    return region_file.with_name(f".~{region_file.name}.lock")


def take(region_file: Path, actor: str, now: datetime) -> Hold | Holder:
    """The right to write, or who has it already. Raises ``OSError`` where nothing may be written in the folder."""
    path = lock_path(region_file)
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _try_lock(handle):
            os.close(handle)
            return _read(path)
        if _still_there(path, handle):
            break
        os.close(handle)  # its holder removed it between our opening and our locking
    told = {"actor": actor, "computer": socket.gethostname(), "since": now.isoformat()}
    hold = Hold(path, handle)
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(told, ensure_ascii=False).encode())
    except OSError:  # a full disk
        hold.release()
        raise
    return hold


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
        told = json.loads(path.read_text(encoding="utf-8"))
        return Holder(str(told["actor"]), str(told["computer"]), datetime.fromisoformat(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder("", "", None)
