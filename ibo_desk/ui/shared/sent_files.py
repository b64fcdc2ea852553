"""Opening a file as it went to a college."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.ui.desk import Desk

if TYPE_CHECKING:
    from ibo_desk.services.feedback.sent import SentFileRow, SentRow


def open_sent(desk: Desk, owner: QObject, row: "SentRow") -> None:
    """Open the PDF that went, else the first file; says so where no file was kept."""
    pdfs = [file for file in row.files if file.file_name.lower().endswith(".pdf")]
    files = pdfs or list(row.files)
    if files:
        open_file(desk, owner, files[0])
    else:
        desk.notice.emit(_("No file was kept of what was sent then."))


def open_file(desk: Desk, owner: QObject, file: "SentFileRow") -> None:
    """Look at a copy of a file that went."""

    def show(data: bytes) -> None:
        try:
            desk.opened.open(file.file_name, data)
        except UserError as error:
            desk.show_error(error)

    desk.lane.read(lambda app: app.sent.file_data(file.id), show, owner=owner)
