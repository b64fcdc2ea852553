"""Attached files are looked at as copies in a folder of one's own, which goes when the program ends or starts again."""

import os
import shutil
from pathlib import Path
from typing import Final
from uuid import uuid4

from PySide6.QtCore import QLockFile, QUrl
from PySide6.QtGui import QDesktopServices

from ibo_desk.domain.errors import FileProblemError, RuleError

# What is opened; anything else may be a program in disguise and is only saved.
READABLE: Final = frozenset({
    ".pdf", ".odt", ".ods", ".odp", ".docx", ".xlsx", ".pptx", ".txt", ".md", ".eml", ".msg", ".ics",
    ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp",
})  # fmt: skip
_LONGEST: Final = 100
_NOT_IN_NAMES: Final = frozenset('\\/:*?"<>|')


class OpenedCopies:
    """The copies that are looked at; those of a program that still runs are left alone."""

    def __init__(self, folder: Path) -> None:
        self._all = folder
        self._own: Path | None = None
        self._lock: QLockFile | None = None

    def open(self, name: str, data: bytes) -> Path:
        """Write a copy that can only be read and open it with the program that the system has for it.

        Raises ``RuleError`` with "not_opened" for what is no document and "no_program" where nothing opens it, and
        ``FileProblemError`` where nothing can be written.
        """
        from ibo_desk.services.base.saving import save_private

        clean = clean_name(name)
        if Path(clean).suffix.lower() not in READABLE:
            raise RuleError("not_opened", name=clean)
        path = self._folder() / uuid4().hex / clean
        path.parent.mkdir(mode=0o700)
        save_private(path, data)
        if os.name == "posix":
            path.chmod(0o400)  # what one types into it would go with it
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            raise RuleError("no_program", name=clean)
        return path

    def clean(self) -> None:
        """Remove what earlier runs left."""
        for left in self._all.iterdir() if self._all.is_dir() else ():
            lock = QLockFile(str(left / ".lock"))
            if left != self._own and lock.tryLock(0):
                lock.unlock()
                shutil.rmtree(left, ignore_errors=True)  # one that is open goes at a next start

    def close(self) -> None:
        """Remove the copies of this run."""
        if self._lock is not None:
            self._lock.unlock()
        if self._own is not None:
            shutil.rmtree(self._own, ignore_errors=True)
        self._own = self._lock = None

    def _folder(self) -> Path:
        from ibo_desk.services.base.saving import make_private

        if self._own is None:
            own = self._all / uuid4().hex
            try:
                make_private(self._all / ".keep")
                own.mkdir(mode=0o700)
            except OSError as error:
                raise FileProblemError("file_unwritable", place=str(own)) from error
            self._lock = QLockFile(str(own / ".lock"))
            self._lock.tryLock(0)
            make_private(own / ".lock")  # Qt makes it readable for all
            self._own = own
        return self._own


def clean_name(name: str) -> str:
    """A name for a file on every system, without characters that are not seen or that turn the rest around."""
    kept = "".join(letter for letter in name.replace("\\", "/").split("/")[-1] if letter.isprintable())
    kept = "".join(letter for letter in kept if letter not in _NOT_IN_NAMES).strip(" .")
    path = Path(kept or "bestand")
    return f"{path.stem[:_LONGEST]}{path.suffix}"
