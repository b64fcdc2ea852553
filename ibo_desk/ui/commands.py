"""The menu of the window and the keys that work everywhere, described once."""

from collections.abc import Callable, Collection
from typing import Protocol

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ibo_desk.language import N_, _
from ibo_desk.ui.package_commands import PackageCommands
from ibo_desk.ui.registry import PAGES, page_keys
from ibo_desk.ui.theme import TEXT_SIZES, Theme


class Commanded(Protocol):
    """What a window does when a command is given."""

    packages: PackageCommands

    def new_region(self) -> None: ...
    def open_file(self) -> None: ...
    def open_example(self) -> None: ...
    def import_list(self) -> None: ...
    def export_lists(self) -> None: ...
    def backups(self) -> None: ...
    def new_window(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def search(self) -> None: ...
    def show_history(self) -> None: ...
    def show_record_history(self) -> None: ...
    def open_page(self, key: str) -> None: ...
    def next_pane(self) -> None: ...
    def previous_pane(self) -> None: ...
    def about(self) -> None: ...


class Commands:
    """All commands of one window as actions: in the menu, and by key."""

    def __init__(self, window: QMainWindow, target: Commanded, theme: Theme) -> None:
        self._window = window
        self._theme = theme
        self.menu = QMenu(window)
        add = self._add
        add(N_("New region…"), target.new_region, QKeySequence.StandardKey.New)
        add(N_("Open…"), target.open_file, QKeySequence.StandardKey.Open)
        add(N_("Open the example"), target.open_example)
        self.import_list = add(N_("Import a list from Excel…"), target.import_list)
        self.export_lists = add(N_("Export to Excel…"), target.export_lists)
        self.of_region = [
            add(N_("Give colleges their own file…"), target.packages.give_along),
            add(N_("Take over what a college sent back…"), target.packages.take_back),
            add(N_("Lend to…"), target.packages.lend),
        ]
        self.of_lent = [
            add(N_("Take back what was lent…"), target.packages.take_back_lent),
            add(N_("Call back what was lent…"), target.packages.call_back),
        ]
        self.of_college = [
            add(N_("Send back…"), target.packages.send_back),
            add(N_("Go on in a newer file…"), target.packages.renew),
        ]
        self.backups = add(N_("Backups…"), target.backups)
        self.new_window = add(N_("New window"), target.new_window, "Ctrl+Shift+N")
        self.menu.addSeparator()
        self.undo = add(N_("Undo"), target.undo, QKeySequence.StandardKey.Undo)
        self.redo = add(N_("Redo"), target.redo, QKeySequence.StandardKey.Redo)
        add(N_("History of the region…"), target.show_history, "Ctrl+Shift+H")
        add(N_("History of this record…"), target.show_record_history, "Ctrl+H")
        self.find = add(N_("Search everything"), target.search, "Ctrl+K")
        self.tell_undo("", "")
        self.menu.addSeparator()
        pages = self.menu.addMenu(_("Pages"))
        self._pages: dict[str, QAction] = {}
        for number, entry in enumerate(PAGES, 1):
            action = QAction(_(entry.title), window)
            action.setShortcut(QKeySequence(page_keys(number)))
            action.triggered.connect(lambda _on=False, key=entry.key: target.open_page(key))
            pages.addAction(action)
            window.addAction(action)
            self._pages[entry.key] = action
        self.tell_file((), lent=False)
        add(N_("Next part of the window"), target.next_pane, "F6")
        add(N_("Previous part of the window"), target.previous_pane, "Shift+F6")
        self.menu.addMenu(self._look())
        add(N_("About IBO Desk"), target.about)
        self.menu.addSeparator()
        add(N_("Close window"), window.close, QKeySequence.StandardKey.Close)

    def tell_file(self, pages: Collection[str], *, lent: bool) -> None:
        """The file of a region, one that a college was given and one that is lent have commands of their own.

        ``pages`` are those of the file of a college; none for another one, which has all.
        """
        is_package = bool(pages)
        for key, action in self._pages.items():
            action.setEnabled(not pages or key in pages)
            action.setVisible(not pages or key in pages)
        for actions, there in (
            ((*self.of_region, self.import_list), not is_package and not lent),
            (self.of_lent, lent),
            (self.of_college, is_package),
        ):
            for action in actions:
                action.setVisible(there)

    def tell_undo(self, undo: str, redo: str) -> None:
        """Say what undo and redo would do; grey where there is nothing."""
        self.undo.setText(_("Undo: {what}").format(what=undo) if undo else _("Undo"))
        self.undo.setEnabled(bool(undo))
        self.redo.setText(_("Redo: {what}").format(what=redo) if redo else _("Redo"))
        self.redo.setEnabled(bool(redo))

    def _add(
        self,
        text: str,
        slot: Callable[[], object],
        keys: QKeySequence.StandardKey | str = "",
    ) -> QAction:
        action = QAction(_(text), self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _on=False: slot())
        self.menu.addAction(action)
        self._window.addAction(action)
        return action

    def _look(self) -> QMenu:
        look = QMenu(_("Look"), self.menu)
        dark = look.addAction(_("Dark"))
        dark.setCheckable(True)
        dark.setChecked(self._theme.dark)
        dark.toggled.connect(lambda on: self._theme.choose(dark=on))
        look.addSeparator()
        for percent in TEXT_SIZES:
            size = look.addAction(_("Text size {percent} %").format(percent=percent))
            size.setCheckable(True)
            size.setChecked(percent == self._theme.percent)
            size.triggered.connect(lambda _on=False, to=percent: self._theme.choose(percent=to))
        return look
