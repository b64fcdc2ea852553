"""Drafts of mails as files, for the person's own mail program."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from ibo_desk.data.private import private_file


class DraftFile(Protocol):
    """A draft with the name and the bytes of its file."""

    @property
    def file_name(self) -> str: ...
    @property
    def data(self) -> bytes: ...


def write_drafts(drafts: Iterable[DraftFile], folder: Path) -> list[Path]:
    """Put the drafts in a folder that only its owner reads; an existing draft of that name is replaced."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    paths = []
    for draft in drafts:
        path = folder / draft.file_name
        private_file(path).write_bytes(draft.data)
        paths.append(path)
    return paths
