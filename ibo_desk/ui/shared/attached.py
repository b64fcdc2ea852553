"""Attached files: their bytes read in, looked at as a copy, saved elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from ibo_desk.domain.errors import FileProblemError, UserError
from ibo_desk.language import _
from ibo_desk.ui.desk import Desk

if TYPE_CHECKING:
    from ibo_desk.app import App

Bytes = Callable[["App"], bytes]


def bytes_of(path: Path) -> bytes:
    """What stands in a file; raises ``FileProblemError("file_unopenable")``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileProblemError("file_unopenable", place=str(path)) from error


def ask_file(owner: QWidget, question: str, chosen: Callable[[Path], None]) -> None:
    """Ask which file is meant."""
    dialog = QFileDialog(owner, question)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()


def open_copy(desk: Desk, owner: QWidget, file_name: str, read: Bytes) -> None:
    """Look at a copy; what is no document is only saved, after saying so."""

    def open_it(data: bytes) -> None:
        try:
            desk.opened.open(file_name, data)
        except UserError as error:
            desk.show_error(error)

    desk.lane.read(read, open_it, owner=owner)


def save_copy(desk: Desk, owner: QWidget, path: Path, read: Bytes) -> None:
    """Write an attached file somewhere else."""

    def written(data: bytes) -> None:
        from ibo_desk.services.base.saving import save_private

        try:
            save_private(path, data)
        except UserError as error:
            desk.show_error(error)
        else:
            desk.notice.emit(_("Saved as {path}.").format(path=path))

    desk.lane.read(read, written, owner=owner)


def ask_save_copy(desk: Desk, owner: QWidget, file_name: str, read: Bytes) -> None:
    """Ask where a copy goes, and write it there."""
    dialog = QFileDialog(owner, _("Save a copy…"), file_name)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(file_name)
    dialog.fileSelected.connect(lambda name: save_copy(desk, owner, Path(name), read))
    dialog.open()
