"""For mail programs that open no drafts: words and addresses on the clipboard, the annexes in their folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.widgets import button, hint

if TYPE_CHECKING:
    from ibo_desk.exchange.mail_addresses import Recipient


class Mail(Protocol):
    """A mail that was drafted; ``html`` says the same as ``text``."""

    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def recipients(self) -> "tuple[Recipient, ...]": ...
    @property
    def attachments(self) -> tuple[Path, ...]: ...


Chosen = Callable[[], tuple[Mail, Path] | None]


class CopyMail(QWidget):
    """Buttons on the mail that is chosen; ``chosen`` gives it with the file in which it lies."""

    def __init__(self, desk: Desk, chosen: Chosen) -> None:
        super().__init__()
        self._desk, self._chosen = desk, chosen
        row = WrapLayout(parent=self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(hint(_("Does your mail program open no drafts?")))
        row.addWidget(button(desk.theme, _("Copy text"), "copy", self.copy_text, flat=True))
        row.addWidget(button(desk.theme, _("Copy subject"), "copy", self.copy_subject, flat=True))
        row.addWidget(button(desk.theme, _("Copy addresses"), "copy", self.copy_addresses, flat=True))
        row.addWidget(
            button(desk.theme, _("Open the folder with annexes"), "folder", self.open_folder, flat=True)
        )
        row.addStretch(1)

    def copy_text(self) -> None:
        """The words, with links to click where what they are pasted in knows those."""
        chosen = self._chosen()
        if chosen is not None:
            data = QMimeData()
            data.setText(chosen[0].text)
            data.setHtml(chosen[0].html)
            QGuiApplication.clipboard().setMimeData(data)
            self._desk.notice.emit(_("Copied; paste it in your mail."))

    def copy_subject(self) -> None:
        """The subject."""
        chosen = self._chosen()
        if chosen is not None:
            self._copy(chosen[0].subject)

    def copy_addresses(self) -> None:
        """All addresses, as the line "To" takes them."""
        chosen = self._chosen()
        if chosen is not None:
            self._copy("; ".join(recipient.email for recipient in chosen[0].recipients))

    def open_folder(self) -> None:
        """The folder in which draft and annexes lie."""
        chosen = self._chosen()
        if chosen is not None:
            draft, path = chosen
            folder = draft.attachments[0].parent if draft.attachments else path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._desk.notice.emit(_("Copied; paste it in your mail."))
