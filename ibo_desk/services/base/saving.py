"""Writing files beside the region: what holds names or texts is for its owner alone, in a shared folder too."""

import tempfile
from pathlib import Path

from ibo_desk.data.private import private_file, private_folder
from ibo_desk.domain.errors import FileProblemError


def save_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, in a folder that is there.

    Raises ``FileProblemError`` with "disk_full" or "file_unwritable".
    """
    try:
        private_file(path).write_bytes(data)
    except OSError as error:
        raise _unwritten(error, path) from error


def save_whole(path: Path, data: bytes, *, over: bool = False) -> None:
    """Write such a file whole or not at all; what lies there already stays, unless ``over`` lets it go.

    Raises ``FileProblemError`` with "file_exists", "disk_full" or "file_unwritable".
    """
    if path.exists() and not over:
        raise FileProblemError("file_exists", place=str(path))
    try:
        with tempfile.TemporaryDirectory(prefix=".ibo-", dir=path.parent) as folder:
            made = private_file(Path(folder) / path.name)
            made.write_bytes(data)
            made.replace(path)
    except OSError as error:
        raise _unwritten(error, path) from error


def make_private(path: Path) -> None:
    """A file of the program itself (settings), empty where it is missing, and its folder. Raises ``OSError``."""
    private_folder(path.parent)
    private_file(path)


def _unwritten(error: OSError, path: Path) -> Exception:
    """The refusal of a person's file. Its words bring SQLAlchemy, which a window does not wait for."""
    from ibo_desk.data.refusals import unwritten

    return unwritten(error, str(path))
