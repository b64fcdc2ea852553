"""What each command of the table does in a window."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QMessageBox, QWidget

from ibo_desk import __version__
from ibo_desk.language import _
from ibo_desk.ui.backups import Restorer
from ibo_desk.ui.command_table import NEW, PAGE_COMMANDS
from ibo_desk.ui.commands import Commands
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drops import is_mail
from ibo_desk.ui.package_commands import PackageCommands
from ibo_desk.ui.panes import go_to_pane
from ibo_desk.ui.trail import Trail


class Commanded(Protocol):
    """What commands ask of their window."""

    desk: Desk
    packages: PackageCommands
    trail: Trail
    commands: Commands

    def new_region(self) -> None: ...
    def open_file(self) -> None: ...
    def open_example(self) -> None: ...
    def new_window(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def save(self) -> None: ...
    def add_here(self) -> None: ...
    def search(self) -> None: ...
    def show_history(self) -> None: ...
    def show_record_history(self) -> None: ...
    def show_menu(self) -> None: ...
    def add_new(self, key: str, /) -> None: ...
    def open_page(self, key: str, /) -> object: ...


def does(window: Commanded, parent: QWidget, opener: Restorer) -> Mapping[str, Callable[[], object]]:
    """By key of the table what it does; ``parent`` is the window that holds what opens.

    Papers are not among them, ``MainWindow.run_command`` makes these.
    """
    desk, theme, packages = window.desk, window.desk.theme, window.packages
    return {
        "new_region": window.new_region,
        "open_file": window.open_file,
        "open_example": window.open_example,
        "import_list": partial(_import_list, desk, parent),
        "left_of_lists": partial(_left_of_lists, desk, parent),
        "export_lists": partial(_export_lists, desk, parent),
        "give_along": packages.give_along,
        "take_back": packages.take_back,
        "lend": packages.lend,
        "take_back_lent": packages.take_back_lent,
        "call_back": packages.call_back,
        "send_back": packages.send_back,
        "renew": packages.renew,
        "backups": partial(_backups, desk, parent, opener),
        "new_window": window.new_window,
        "undo": window.undo,
        "redo": window.redo,
        "save": window.save,
        "add_here": window.add_here,
        "search": window.search,
        "go_back": window.trail.back,
        "go_on": window.trail.on,
        "show_history": window.show_history,
        "show_record_history": window.show_record_history,
        "next_pane": partial(go_to_pane, parent, 1),
        "previous_pane": partial(go_to_pane, parent, -1),
        "menu": window.show_menu,
        "dark": lambda: theme.choose(dark=not theme.dark),
        "help": partial(_help, window, parent),
        "about": partial(_about, parent),
        "close": parent.close,
        **{command.key: partial(window.add_new, command.page) for command in NEW},
        **{command.key: partial(window.open_page, command.page) for command in PAGE_COMMANDS},
    }


def _import_list(desk: Desk, parent: QWidget) -> None:
    from ibo_desk.ui.import_dialog import ImportDialog

    ImportDialog(desk, parent).show()


def _left_of_lists(desk: Desk, parent: QWidget) -> None:
    from ibo_desk.ui.lists.remainders import RemaindersDialog

    RemaindersDialog(desk, parent).show()


def _export_lists(desk: Desk, parent: QWidget) -> None:
    from ibo_desk.ui.exporting import ask_export

    ask_export(desk, parent)


def _backups(desk: Desk, parent: QWidget, opener: Restorer) -> None:
    from ibo_desk.ui.backups import BackupsDialog

    BackupsDialog(desk, parent, opener).show()


def _help(window: Commanded, parent: QWidget) -> None:
    from ibo_desk.ui.help import HelpWindow

    HelpWindow(window.desk.theme, window.commands.available, parent).show()


def _about(parent: QWidget) -> None:
    text = _("IBO Desk {version}\nInter-governmental consultation of a region, from record to paper.")
    QMessageBox.about(parent, _("About IBO Desk"), text.format(version=__version__))


def read_replies(window: Commanded, parent: QWidget, paths: Sequence[Path]) -> None:
    """Look at replies that colleges sent back, one after the other."""
    from ibo_desk.ui.feedback.paste_mail import PasteMailDialog
    from ibo_desk.ui.feedback.reply import ReplyDialog

    paths = window.packages.take_dropped(paths)
    forms = [path for path in paths if not is_mail(path)]
    for path in (path for path in paths if is_mail(path)):
        mail = PasteMailDialog(window.desk, parent)
        mail.show()
        mail.load(path)
    if forms:
        dialog = ReplyDialog(window.desk, parent)
        dialog.show()
        dialog.load_all(forms)
