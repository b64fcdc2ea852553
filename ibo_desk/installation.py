"""This program on this computer: who works here, which copy writes, and where the backups of a file lie."""

import getpass
import hashlib
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

from ibo_desk.data.private import private_file, private_folder
from ibo_desk.places import data_folder


def backup_folder(place: str) -> Path:
    """Where the backups of one file go: two files with one name in two folders never share theirs."""
    path = Path(place).absolute()
    mark = hashlib.sha256(str(path).encode()).hexdigest()[:8]
    return data_folder() / "backups" / f"{path.stem}-{mark}"


def copy_id() -> UUID:
    """Which installation writes; made once, kept beside the settings and never in the file."""
    path = data_folder() / "copy-id"
    with suppress(OSError, ValueError):
        return UUID(path.read_text(encoding="ascii").strip())
    fresh = uuid4()
    with suppress(OSError):  # a home that cannot be written: this run has an id of its own
        private_folder(path.parent)
        private_file(path).write_text(f"{fresh}\n", encoding="ascii")
    return fresh


def os_user() -> str:
    """The name by which the system knows who works here; empty where it knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
