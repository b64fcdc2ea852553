"""Putting made files in a folder: whole or not at all, and never over somebody's own work without asking."""

import errno
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Final

from ibo_desk.data.private import private_file
from ibo_desk.documents.errors import PaperError
from ibo_desk.language import _

LEDGER: Final = ".ibo-papieren.json"  # what this program wrote in the folder: file name → SHA-256


class Edited(StrEnum):
    """What to do with a file that somebody changed after it was made."""

    KEEP = "keep"
    REPLACE = "replace"
    BESIDE = "beside"


OnEdited = Callable[[Path], Edited]


def refuse_edited(path: Path) -> Edited:
    """Never replace: PaperError("paper_edited")."""
    problem = _(
        "{name} was changed after it was made, or was not made by IBO Desk; it is not overwritten. "
        "Move or rename it, or choose another folder."
    )
    raise PaperError("paper_edited", problem.format(name=path.name), path=str(path))


class Outbox:
    """Gathers files beside the folder's own and moves them in at the end; leaving it otherwise changes nothing."""

    def __init__(self, folder: Path, on_edited: OnEdited) -> None:
        self._folder = folder
        self._on_edited = on_edited
        self._staged: dict[str, str] = {}
        self._stage = Path()
        self._made = False  # whether the folder is there for these papers only

    def __enter__(self) -> "Outbox":
        self._made = not self._folder.exists()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # one that is there stays as it is
            self._stage = Path(tempfile.mkdtemp(prefix=".ibo-", dir=self._folder))
        except OSError as error:
            raise cannot_write(self._folder, error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._stage, ignore_errors=True)
        if self._made:
            with suppress(OSError):  # it holds papers: then it stays
                self._folder.rmdir()

    def add(self, name: str, data: bytes) -> None:
        """Hold a file; a second one of the same name gets a number."""
        chosen, count = name, 2
        while chosen in self._staged:
            chosen = f"{Path(name).stem}-{count}{Path(name).suffix}"
            count += 1
        try:
            private_file(self._stage / chosen).write_bytes(data)
        except OSError as error:
            raise cannot_write(self._folder, error) from error
        self._staged[chosen] = hashlib.sha256(data).hexdigest()

    def deliver(self) -> list[Path]:
        """Put all files in place; gives their paths in the order in which they were added."""
        known = self._ledger()
        plan = [(name, self._target(name, known)) for name in self._staged]
        try:
            for name, target in plan:
                if target is not None:
                    (self._stage / name).replace(target)
                    known[target.name] = self._staged[name]
            written = private_file(self._stage / LEDGER)
            written.write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")
            written.replace(self._folder / LEDGER)
        except OSError as error:
            raise cannot_write(self._folder, error) from error
        return [target if target is not None else self._folder / name for name, target in plan]

    def _target(self, name: str, known: dict[str, str]) -> Path | None:
        """Where a file goes; None when the one that lies there stays."""
        path = self._folder / name
        if not path.exists():
            return path
        try:
            lying = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise cannot_write(path, error) from error
        if lying in (known.get(name), self._staged[name]):
            return path
        choice = self._on_edited(path)
        if choice is Edited.KEEP:
            return None
        return path if choice is Edited.REPLACE else self._beside(path)

    def _beside(self, path: Path) -> Path:
        count = 2
        while (other := path.with_stem(f"{path.stem}-{count}")).exists() or other.name in self._staged:
            count += 1
        return other

    def _ledger(self) -> dict[str, str]:
        try:
            ledger = json.loads((self._folder / LEDGER).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # without a ledger every file that lies there counts as somebody's own
        return {str(name): str(value) for name, value in ledger.items()} if isinstance(ledger, dict) else {}


def cannot_write(place: Path, error: OSError) -> PaperError:
    """The sentence for a folder or file that does not take what is written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        code, problem = "disk_full", _("The disk of {place} is full; make room or choose another folder.")
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        code = "not_writable"
        problem = _(
            "Nothing can be written in {place}; choose another folder, or close the file when it is open in Word."
        )
    elif error.errno in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENAMETOOLONG):
        code, problem = "no_folder", _("{place} is no folder to write in; choose another one.")
    else:
        code, problem = (
            "not_written",
            _("Writing in {place} failed (error {number}). Try again, or choose another folder."),
        )
    return PaperError(code, problem.format(place=place, number=error.errno or 0), place=str(place))
