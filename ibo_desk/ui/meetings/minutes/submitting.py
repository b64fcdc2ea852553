"""Minutes go to the partners over what the check found only when a person says so."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ibo_desk.language import _, ngettext
from ibo_desk.services.minutes.check import FindingRow

_NAMED: Final = 6  # findings by their sentence; of more only how many


class SubmitQuestion(QMessageBox):
    """Names what was found; ``submit`` and ``keep`` are its buttons, and looking again is what Enter and Esc do."""

    def __init__(self, parent: QWidget, findings: Sequence[FindingRow], act: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(_("Submit to the partners"))
        count = len(findings)
        text = ngettext(
            "The check found {count} thing. Submit the minutes all the same?",
            "The check found {count} things. Submit the minutes all the same?",
            count,
        )
        self.setText(text.format(count=count))
        lines = [f"• {finding.text}" for finding in findings[:_NAMED]]
        if count > _NAMED:
            lines.append(_("and {count} more").format(count=count - _NAMED))
        self.setInformativeText("\n".join(lines))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.submit = self.addButton(_("Submit all the same"), QMessageBox.ButtonRole.AcceptRole)
        self.keep = self.addButton(_("Look at them first"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.keep)
        self.setEscapeButton(self.keep)
        self.accepted.connect(act)
