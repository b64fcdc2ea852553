"""Files that are named on the command line."""

import stat
from pathlib import Path

from ibo_desk.domain.errors import FileProblemError


def readable_file(path: Path) -> Path:
    """A file that is to be read whole; raises ``FileProblemError("not_a_plain_file")`` for a device or a pipe."""
    mode = path.stat().st_mode if path.exists() else stat.S_IFREG  # a missing one is said by its reader
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise FileProblemError("not_a_plain_file", place=str(path))
    return path
