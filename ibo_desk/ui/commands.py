"""The menu of the window and the keys that work everywhere, made from the table of commands."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ibo_desk.language import _
from ibo_desk.ui.command_table import (
    COMMANDS,
    FILE,
    PAGE_COMMANDS,
    Files,
    WindowCommand,
    offered,
)
from ibo_desk.ui.theme import TEXT_SIZES, Theme

# What stands in the menu below the file's own commands; None for a line between them.
_MENU = (
    None, "undo", "redo", "show_history", "show_record_history", "search", None, "pages", "go_back", "go_on",
    "next_pane", "previous_pane", "look", "help", "about", None, "close",
)  # fmt: skip


class Commands:
    """All commands of one window as actions: in the menu, by key, and by name from the search.

    ``does`` has for each key of the table what the window then does; papers need what they are about, see ``run``.
    """

    def __init__(self, window: QMainWindow, does: Mapping[str, Callable[[], object]], theme: Theme) -> None:
        self._window = window
        self._theme = theme
        self.menu = QMenu(window)
        self.actions: dict[str, QAction] = {
            command.key: self._action(command, does[command.key])
            for command in COMMANDS
            if command.key in does
        }
        self.of_region = self._of(Files.REGION)
        self.of_lent = self._of(Files.LENT)
        self.of_college = self._of(Files.COLLEGE)
        self.undo, self.redo = self.actions["undo"], self.actions["redo"]
        self.find, self.new_window = self.actions["search"], self.actions["new_window"]
        for command in FILE:
            self.menu.addAction(self.actions[command.key])
        for entry in _MENU:
            self._place(entry)
        self.available: tuple[WindowCommand, ...] = ()
        self.tell_undo("", "")
        self.tell_file((), lent=False)

    def tell_file(self, pages: tuple[str, ...], *, lent: bool) -> None:
        """The file of a region, one that a college was given and one that is lent have commands of their own.

        ``pages`` are those of the file of a college; none for another one, which has all.
        """
        self.available = offered(pages, lent=lent)
        there = {command.key for command in self.available}
        for key, action in self.actions.items():
            action.setVisible(key in there)
            if action not in {self.undo, self.redo}:
                action.setEnabled(key in there)

    def tell_undo(self, undo: str, redo: str) -> None:
        """Say what undo and redo would do; grey where there is nothing."""
        self.undo.setText(_("Undo: {what}").format(what=undo) if undo else _("Undo"))
        self.undo.setEnabled(bool(undo))
        self.redo.setText(_("Redo: {what}").format(what=redo) if redo else _("Redo"))
        self.redo.setEnabled(bool(redo))

    def run(self, key: str) -> None:
        """Do what a command says, as its entry in the menu would."""
        self.actions[key].trigger()

    def _of(self, files: Files) -> list[QAction]:
        return [self.actions[command.key] for command in FILE if command.files is files]

    def _action(self, command: WindowCommand, does: Callable[[], object]) -> QAction:
        action = QAction(_(command.name), self._window)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.triggered.connect(lambda _on=False: does())
        self._window.addAction(action)
        return action

    def _place(self, entry: str | None) -> None:
        if entry is None:
            self.menu.addSeparator()
        elif entry == "pages":
            pages = self.menu.addMenu(_("Pages"))
            pages.addActions([self.actions[command.key] for command in PAGE_COMMANDS])
        elif entry == "look":
            self.menu.addMenu(self._look())
        else:
            self.menu.addAction(self.actions[entry])

    def _look(self) -> QMenu:
        look = QMenu(_("Look"), self.menu)
        dark = self.actions["dark"]
        dark.setCheckable(True)
        dark.setChecked(self._theme.dark)
        look.addAction(dark)
        look.addSeparator()
        for percent in TEXT_SIZES:
            size = look.addAction(_("Text size {percent} %").format(percent=percent))
            size.setCheckable(True)
            size.setChecked(percent == self._theme.percent)
            size.triggered.connect(lambda _on=False, to=percent: self._theme.choose(percent=to))
        return look
