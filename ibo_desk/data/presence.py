"""Whether the open file is still the file that was opened: not moved, replaced, overwritten or removed meanwhile.

SQLite goes on with the file it has, wherever that went, and would put its journal where the name was: so before each
write, and now and then, the name must still lead to the file that was opened, with nothing in it from elsewhere.
"""

import sys
from contextlib import closing, suppress
from pathlib import Path

from ibo_desk.data.integrity import BROKEN, connect
from ibo_desk.domain.errors import FileProblemError

Stamp = tuple[int, int, int, int]  # device, number of the file, size, moment of the last write


class Presence:
    """Remembers one region file; ``confirm`` raises where it is not the same any more.

    Opens no file of its own while the store has it: closing one would drop SQLite's locks.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._stamp = _stamp(self.path)
        self._region, self._newest = self._identity()
        self._lost: FileProblemError | None = None

    def confirm(self) -> bool:
        """Whether the file is untouched since ``remember``; False where it was written and is still the same region.

        Raises ``FileProblemError`` with "file_gone", "file_moved" (``to``: where it is now) or "file_replaced"; from
        then on always: nothing may be written into it before it is opened again.
        """
        if self._lost is not None:
            raise self._lost
        try:
            return self._look()
        except FileProblemError as error:
            self._lost = error
            raise

    def is_same(self, path: Path) -> bool:
        """Whether a name leads to the file that was opened: the file may have been moved, or have two names."""
        try:
            return _stamp(path)[:2] == self._stamp[:2]
        except OSError:
            return False

    def remember(self, newest: str = "") -> None:
        """The file as it is now is ours: it was written here, up to the entry ``newest``."""
        with suppress(OSError):
            stamp = _stamp(self.path)
            if stamp[:2] == self._stamp[:2]:
                self._stamp = stamp
        self._newest = newest or self._newest

    def _look(self) -> bool:
        try:
            stamp = _stamp(self.path)
        except OSError as error:
            moved = _where_it_went(self._stamp)
            if moved:
                raise FileProblemError("file_moved", place=str(self.path), to=moved) from error
            raise FileProblemError("file_gone", place=str(self.path)) from error
        if stamp == self._stamp:
            return True
        if stamp[:2] != self._stamp[:2] or not self._is_ours():
            raise FileProblemError("file_replaced", place=str(self.path))
        self._stamp = stamp
        return False

    def _is_ours(self) -> bool:
        try:
            region, _newest = self._identity()
            with closing(connect(self.path)) as connection:
                known = connection.execute(
                    "SELECT 1 FROM journal_entry WHERE id = ?", (self._newest,)
                ).fetchone()
        except BROKEN:
            return False
        return region == (self._region or region) and (known is not None or not self._newest)

    def _identity(self) -> tuple[str, str]:
        """The region's id and the newest entry."""
        with closing(connect(self.path)) as connection:
            region = connection.execute("SELECT min(id) FROM region").fetchone()[0]
            newest = connection.execute("SELECT max(id) FROM journal_entry").fetchone()[0]
        return str(region or ""), str(newest or "")


def _stamp(path: Path) -> Stamp:
    seen = path.stat()
    return seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns


def _where_it_went(stamp: Stamp) -> str:
    """The new name of a file that this program has open; empty where the system does not tell, or it was removed."""
    if sys.platform != "linux":
        return ""
    for handle in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            seen = handle.stat()
            if (seen.st_dev, seen.st_ino) == stamp[:2] and seen.st_nlink:
                return str(handle.readlink())
    return ""
