"""Asking for the password of a server: kept in memory until the program ends, and nowhere else."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from ibo_desk.app import keep_password, without_password
from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.services.words import sentence
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.widgets import button, hint


class PasswordDialog(QDialog):
    """What the server said, a field that shows no letters, and trying again."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, place: str, error: UserError, again: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Password for the server"))
        self._place = without_password(place)
        self._again = again
        theme = desk.theme
        self.setMinimumWidth(theme.px(460))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        if error.code == "server_wrong_password":
            layout.addWidget(hint(sentence(error), wrap=True))
        label = QLabel(_("Password for {place}").format(place=self._place))
        label.setObjectName("field_label")
        label.setWordWrap(True)
        layout.addWidget(label)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(label.text())
        layout.addWidget(self.password)
        layout.addWidget(
            hint(
                _("It is used now and kept nowhere. To be asked no more: the password file of PostgreSQL."),
                wrap=True,
            )
        )
        row = WrapLayout()
        row.addStretch()
        row.addWidget(button(theme, _("Cancel"), "", self.reject))
        self.ok = button(theme, _("Open"), "", self.accept, primary=True)
        self.ok.setDefault(True)
        row.addWidget(self.ok)
        layout.addLayout(row)

    def accept(self) -> None:
        keep_password(self._place, self.password.text())
        super().accept()
        self._again()
