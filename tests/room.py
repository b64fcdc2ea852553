"""Where a run of the tests puts its files: in memory where there is room, since a disk makes thousands of commits wait.

What the program asks of a disk it still asks; only the answer comes at once. ``--basetemp`` puts the files of the
tests wherever one likes, to look at them afterwards.
"""

import os
import shutil
import tempfile
from pathlib import Path

FOLDER = "IBO_DESK_TEST_ROOM"  # environment variable, for the workers
_MEMORY = Path("/dev/shm")
_NEEDED = 3 << 30  # bytes; a run on two cores uses less than one third of it


def open_run() -> Path:
    """Make the folder of this run and tell the workers."""
    folder = Path(tempfile.mkdtemp(prefix="ibo-desk-tests-", dir=_MEMORY if _has_room() else None))
    folder.chmod(0o711)  # the user of PostgreSQL comes through
    os.environ[FOLDER] = str(folder)
    return folder


def close_run() -> None:
    """Remove it and all that is in it."""
    shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


def in_memory() -> bool:
    """Whether the files of this run are in memory."""
    return Path(os.environ.get(FOLDER, "/")).is_relative_to(_MEMORY)


def _has_room() -> bool:
    return _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _NEEDED
