"""The open file is not where it was: what happened, and the ways to go on."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.services import words


class Rescuer(Protocol):
    """What the windows' manager does then."""

    def reopen(self, place: str) -> None: ...
    def save_copy(self, path: Path) -> None: ...


class FileLostDialog(QMessageBox):
    """Offers the new place where it is known, the file that stands there now, and a copy under another name."""

    def __init__(self, error: UserError, manager: Rescuer, parent: QWidget | None) -> None:
        super().__init__(
            QMessageBox.Icon.Warning, _("The file is not where it was"), words.sentence(error), parent=parent
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keeper = manager
        self._place = str(error.params["place"])
        again = str(error.params.get("to", "")) or (self._place if error.code == "file_replaced" else "")
        if again:
            opened = self.addButton(
                _("Open {name}").format(name=Path(again).name), QMessageBox.ButtonRole.AcceptRole
            )
            opened.clicked.connect(lambda: manager.reopen(again))
        self.copy_button = self.addButton(_("Save as…"), QMessageBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(self._ask_name)
        self.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)

    def _ask_name(self) -> None:
        path = Path(self._place)
        dialog = QFileDialog(self.parentWidget(), _("Save as…"), str(path.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Region files (*.ibo)"))
        dialog.setDefaultSuffix("ibo")
        dialog.selectFile(f"{path.stem}-2.ibo")
        dialog.fileSelected.connect(lambda chosen: self._keeper.save_copy(Path(chosen)))
        dialog.open()
