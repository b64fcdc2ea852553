"""Where draft mails lie, and opening them there."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from ibo_desk.language import _
from ibo_desk.ui.desk import Desk

REMINDERS = None  # which mails, in the place of a meeting
NOTICES = "notices"
FOLDER = "mails/folder"  # under which the folder is remembered


def usual_folder() -> Path:
    """Where draft mails go when no other folder was chosen."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / "IBO Desk" / _("draft mails")


def mail_folder(desk: Desk) -> Path:
    """The folder that was chosen last."""
    return Path(desk.remembered(FOLDER, "") or usual_folder()).expanduser()


def open_path(path: Path) -> None:
    """Open a folder or a draft with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
