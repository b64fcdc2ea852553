"""Removing records is a command of its own: the question names how many and which, before anything goes."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ibo_desk.language import _, ngettext

_NAMED = 8  # by name; of more only how many


class RemovalQuestion(QMessageBox):
    """Asks whether these may go; ``remove`` and ``keep`` are its buttons, and keeping is what Enter and Esc do."""

    def __init__(self, parent: QWidget, names: Sequence[str], act: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(_("Remove"))
        count = len(names)
        self.setText(ngettext("Remove {count} row?", "Remove {count} rows?", count).format(count=count))
        lines = [f"• {name}" for name in names[:_NAMED]]
        if count > _NAMED:
            lines.append(_("and {count} more").format(count=count - _NAMED))
        self.setInformativeText("\n".join([*lines, "", _("Undo (Ctrl+Z) brings them back.")]))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.remove = self.addButton(_("Remove"), QMessageBox.ButtonRole.AcceptRole)
        self.keep = self.addButton(_("Keep"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.keep)
        self.setEscapeButton(self.keep)
        self.accepted.connect(act)


def ask_removal(parent: QWidget, names: Sequence[str], act: Callable[[], None]) -> RemovalQuestion:
    """Ask, and act when the answer is yes; the window stays usable for reading behind it."""
    question = RemovalQuestion(parent, names, act)
    question.open()
    return question
