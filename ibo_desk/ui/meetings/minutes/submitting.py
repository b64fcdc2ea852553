"""Minutes go to the partners over what the check found only when a person says so."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ibo_desk.domain.minutes_check import Finding
from ibo_desk.language import _, ngettext
from ibo_desk.services.minutes.check import FindingRow
from ibo_desk.services.words import label

_NAMED: Final = 6  # findings by their sentence; more are counted by kind


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
        lines = [finding.text for finding in findings] if count <= _NAMED else _by_kind(findings)
        self.setInformativeText("\n".join(f"• {line}" for line in lines))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.submit = self.addButton(_("Submit all the same"), QMessageBox.ButtonRole.AcceptRole)
        self.keep = self.addButton(_("Look at them first"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.keep)
        self.setEscapeButton(self.keep)
        self.accepted.connect(act)


def _by_kind(findings: Sequence[FindingRow]) -> list[str]:
    """Each kind with how many; what is found once by its sentence."""
    of_kind: defaultdict[Finding, list[FindingRow]] = defaultdict(list)
    for finding in findings:
        of_kind[finding.code].append(finding)
    return [
        rows[0].text if len(rows) == 1 else f"{label(code).capitalize()}: {len(rows)}"
        for code, rows in of_kind.items()
    ]
