"""Files and folders that only their owner may read; where the system has no such rights (Windows) they are as usual."""

import os
from contextlib import suppress
from pathlib import Path


def private_folder(path: Path) -> Path:
    """The folder, made where it is missing, readable by its owner only (0700); the folders above stay as they are.

    Raises ``OSError`` where it cannot be made; one that belongs to somebody else keeps the rights it has.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(PermissionError):
        path.chmod(0o700)
    return path


def private_file(path: Path) -> Path:
    """The file, made empty where it is missing, readable and writable by its owner only (0600).

    Raises ``OSError`` where it cannot be made; one that belongs to somebody else keeps the rights it has.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    with suppress(PermissionError):
        path.chmod(0o600)
    return path
