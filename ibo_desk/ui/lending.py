"""Lending the file to somebody who goes on writing in it, and getting it back: whole, or with a reason without it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.domain.names import file_stem
from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.widgets import button, hint

_FOLDER_KEY = "packages/folder"


class _AskLine(QDialog):
    """One line that is asked, what it is for, and a button that goes on."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, about: str, field: str, do: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.desk = desk
        theme = desk.theme
        self.setMinimumWidth(theme.px(480))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        self.banner = Banner(theme)
        layout.addWidget(self.banner)
        layout.addWidget(hint(about, wrap=True))
        self.line = QLineEdit()
        self.line.setMaxLength(200)
        self.line.setAccessibleName(field)
        self.line.setPlaceholderText(field)
        layout.addWidget(self.line)
        row = WrapLayout()
        row.addStretch(1)
        row.addWidget(button(theme, _("Cancel"), "", self.reject))
        self.go = button(theme, do, "", self.apply, primary=True)
        self.go.setDefault(True)
        self.go.setEnabled(False)
        self.line.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        row.addWidget(self.go)
        layout.addLayout(row)

    def apply(self) -> None:
        """Go on with what was typed."""
        raise NotImplementedError


class LendDialog(_AskLine):
    """To whom, and where the copy that goes along is written."""

    def __init__(self, desk: Desk, parent: QWidget, lent: Callable[[], None]) -> None:
        about = _(
            "Whoever gets the copy goes on writing in it. Here the file can only be read until you take it back;"
            " nothing is ever merged."
        )
        super().__init__(
            desk, parent, _("Lend the file"), about, _("To whom"), _("Choose where the copy goes…")
        )
        self._lent = lent

    def apply(self) -> None:
        folder = self.desk.remembered(_FOLDER_KEY, str(Path.home()))
        dialog = QFileDialog(self, _("The copy that goes along"), folder, _("Region files (*.ibo)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ibo")
        dialog.selectFile(f"{file_stem(self.line.text())}.ibo")
        dialog.fileSelected.connect(lambda chosen: self.lend(Path(chosen)))
        dialog.open()

    def lend(self, path: Path) -> None:
        """Write the copy there."""
        from ibo_desk.services.packages.lending import lend

        self.desk.remember(_FOLDER_KEY, str(path.parent))
        to = self.line.text()

        def done(_nothing: None) -> None:
            self.accept()
            self._lent()

        self.desk.lane.write(lambda app: lend(app.store, to, path), done, self.banner.tell, self, quiet=True)


class CallBackDialog(_AskLine):
    """Why the right to write comes back without the copy."""

    def __init__(self, desk: Desk, parent: QWidget, back: Callable[[], None]) -> None:
        about = _(
            "The file can be written here again. What was written in the copy meanwhile is not taken over any more,"
            " and the copy will say so when it comes back."
        )
        super().__init__(
            desk, parent, _("Call the file back"), about, _("Why it is called back"), _("Call back")
        )
        self._back = back

    def apply(self) -> None:
        from ibo_desk.services.packages.lending import call_back

        reason = self.line.text()

        def done(_nothing: None) -> None:
            self.accept()
            self._back()

        def failed(error: UserError) -> None:
            self.banner.tell(error)

        self.desk.lane.write(lambda app: call_back(app.store, reason), done, failed, self, quiet=True)


def ask_lent(desk: Desk, parent: QWidget, take_back: Callable[[Path], None]) -> QFileDialog:
    """Ask for the copy that was lent."""
    folder = desk.remembered(_FOLDER_KEY, str(Path.home()))
    dialog = QFileDialog(parent, _("Which copy comes back?"), folder, _("Region files (*.ibo)"))
    dialog.fileSelected.connect(lambda chosen: take_back(Path(chosen)))
    dialog.open()
    return dialog
