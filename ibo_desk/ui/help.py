"""Help: the sheet of keys first, then all that can be asked for by name, then how files go to and from colleges."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QTextBrowser, QTreeWidgetItem, QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.ui.command_table import LOCAL_KEYS, WindowCommand
from ibo_desk.ui.help_pages import OWN_FILES, as_html
from ibo_desk.ui.layout.tabs import Tabs
from ibo_desk.ui.table.listing import Listing
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import hint

_Line = tuple[str, str, str]  # where, what, keys


class HelpWindow(QDialog):
    """Stays open beside the work."""

    def __init__(self, theme: Theme, commands: Sequence[WindowCommand], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Help and keys"))
        lines = [
            (_(command.group.value), _(command.name).rstrip("…"), _keys(command)) for command in commands
        ]
        local = [(_(held.where), _(held.what), in_words(held.keys)) for held in LOCAL_KEYS]
        self.keys = _sheet(theme, _("Keys"), [*(line for line in lines if line[2]), *local])
        self.commands = _sheet(theme, _("Commands"), lines)
        self.tabs = Tabs(theme)
        self.tabs.addTab(self.keys, _("Keys"))
        self.tabs.addTab(self.commands, _("Commands"))
        self.files = QTextBrowser()
        self.files.setObjectName("card")
        self.files.setAccessibleName(_("Files of the colleges"))
        self.files.setHtml(as_html(OWN_FILES))
        self.tabs.addTab(self.files, _("Files of the colleges"))
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(
            hint(
                _("Ctrl+K also finds commands: try “import list” or “month overview Harelbeke”."),
                wrap=True,
            )
        )
        self.resize(theme.px(620), theme.px(560))


def in_words(keys: str) -> str:
    """Keys as they stand on the keyboard of the person."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _keys(command: WindowCommand) -> str:
    return ", ".join(in_words(keys) for keys in command.keys)


def _sheet(theme: Theme, name: str, lines: Iterable[_Line]) -> Listing:
    """What and its keys, under a heading for each place."""
    sheet = Listing(theme, name, (_("Command"), _("Keys")))
    for where, those in groupby(lines, lambda line: line[0]):
        heading = QTreeWidgetItem(sheet, [where])
        font = heading.font(0)
        font.setBold(True)
        heading.setFont(0, font)
        for _where, what, keys in those:
            QTreeWidgetItem(heading, [what, keys])
    sheet.expandAll()
    return sheet
