"""What each command of the table does in a window."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QMessageBox

from ibo_desk import __version__
from ibo_desk.language import _
from ibo_desk.ui.command_table import NEW, PAGE_COMMANDS
from ibo_desk.ui.drops import is_mail
from ibo_desk.ui.panes import go_to_pane


def does(window: Any, opener: Any) -> Mapping[str, Callable[[], object]]:
    """By key of the table what it does; papers are not among them, ``MainWindow.run_command`` makes these."""
    theme, packages = window.desk.theme, window.packages
    return {
        "new_region": window.new_region,
        "open_file": window.open_file,
        "open_example": window.open_example,
        "import_list": partial(_import_list, window),
        "export_lists": partial(_export_lists, window),
        "give_along": packages.give_along,
        "take_back": packages.take_back,
        "lend": packages.lend,
        "take_back_lent": packages.take_back_lent,
        "call_back": packages.call_back,
        "send_back": packages.send_back,
        "renew": packages.renew,
        "backups": partial(_backups, window, opener),
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
        "next_pane": partial(go_to_pane, window, 1),
        "previous_pane": partial(go_to_pane, window, -1),
        "menu": window.show_menu,
        "dark": lambda: theme.choose(dark=not theme.dark),
        "help": partial(_help, window),
        "about": partial(_about, window),
        "close": window.close,
        **{command.key: partial(window.add_new, command.page) for command in NEW},
        **{command.key: partial(window.open_page, command.page) for command in PAGE_COMMANDS},
    }


def _import_list(window: Any) -> None:
    from ibo_desk.ui.import_dialog import ImportDialog

    ImportDialog(window.desk, window).show()


def _export_lists(window: Any) -> None:
    from ibo_desk.ui.exporting import ask_export

    ask_export(window.desk, window)


def _backups(window: Any, opener: Any) -> None:
    from ibo_desk.ui.backups import BackupsDialog

    BackupsDialog(window.desk, window, opener).show()


def _help(window: Any) -> None:
    from ibo_desk.ui.help import HelpWindow

    HelpWindow(window.desk.theme, window.commands.available, window).show()


def _about(window: Any) -> None:
    text = _("IBO Desk {version}\nInter-governmental consultation of a region, from record to paper.")
    QMessageBox.about(window, _("About IBO Desk"), text.format(version=__version__))


def read_replies(window: Any, paths: Sequence[Path]) -> None:
    """Look at replies that colleges sent back, one after the other."""
    from ibo_desk.ui.feedback.paste_mail import PasteMailDialog
    from ibo_desk.ui.feedback.reply import ReplyDialog

    paths = window.packages.take_dropped(paths)
    forms = [path for path in paths if not is_mail(path)]
    for path in (path for path in paths if is_mail(path)):
        mail = PasteMailDialog(window.desk, window)
        mail.show()
        mail.load(path)
    if forms:
        dialog = ReplyDialog(window.desk, window)
        dialog.show()
        dialog.load_all(forms)
