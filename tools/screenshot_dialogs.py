"""The windows beside the pages, each filled from the example, for ``tools.screenshots``."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtWidgets import QDialog, QWidget

from ibo_desk.domain.errors import AskFirstError, FileProblemError
from ibo_desk.places import HOME
from ibo_desk.services.base.bulk import Standing
from ibo_desk.ui.actions.costs import CostDialog
from ibo_desk.ui.actions.file import read_file
from ibo_desk.ui.ask_first import AskFirstDialog
from ibo_desk.ui.bugs import ReportDialog
from ibo_desk.ui.conflicts import ConflictView, FieldConflict
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drafts_dialog import DraftsDialog
from ibo_desk.ui.feedback.coverage import CoverageDialog
from ibo_desk.ui.feedback.mails import MailsDialog
from ibo_desk.ui.feedback.paste_mail import PasteMailDialog
from ibo_desk.ui.feedback.reply import ReplyDialog
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.meetings.agenda.versions_compare import CompareDialog
from ibo_desk.ui.meetings.move import MoveDialog
from ibo_desk.ui.meetings.reading import read_meeting
from ibo_desk.ui.meetings.sending.dialog import SendDialog
from ibo_desk.ui.partners.erasing import EraseDialog
from ibo_desk.ui.password import PasswordDialog
from ibo_desk.ui.table.removal import RemovalQuestion
from ibo_desk.ui.welcome import NewRegionDialog

if TYPE_CHECKING:
    from ibo_desk.app import App

T = TypeVar("T")
MEETING: Final = "IBO 2026-3"
COMING: Final = "IBO 2026-4"
MAIL: Final = (
    "Geachte\n\nHet college van Kortrijk heeft op 12 november akte genomen van de regionale strategie kleinhandel"
    " en geeft gunstig advies.\n\nMet vriendelijke groeten\n"
)
SERVER: Final = "postgresql://projectcoordinator@ibo.example/zuid_west_vlaanderen"
STANDING: Final = (
    Standing("kortrijk", "Kortrijk, Regionale strategie kleinhandel", "gunstig, 12/11/2026", "akte genomen"),
    Standing(
        "menen", "Menen, Regionale strategie kleinhandel", "onder voorbehoud, 10/11/2026", "akte genomen"
    ),
)


def _read(desk: Desk, job: "Callable[[App], T]") -> T:
    """What the store says, at once."""
    found: list[T] = []
    desk.lane.read(job, found.append)
    desk.lane.wait_idle()
    return found[0]


def _mails(desk: Desk, window: MainWindow) -> QDialog:
    dialog = MailsDialog(desk, window)
    dialog.begin(_read(desk, lambda app: app.meetings.find(MEETING).id))
    desk.lane.wait_idle()
    dialog.folder.setText(str(Path(os.environ[HOME]) / "conceptmails"))
    dialog.make_drafts()
    return dialog


def _pasted(desk: Desk, window: MainWindow) -> QDialog:
    dialog = PasteMailDialog(desk, window)
    dialog.begin(MAIL, [])
    return dialog


def _coverage(desk: Desk, window: MainWindow) -> QDialog:
    dialog = CoverageDialog(desk, window)
    dialog.begin(None, None, None)
    return dialog


def _costs(desk: Desk, window: MainWindow) -> QDialog:
    file = _read(desk, lambda app: read_file(app, app.actions.listing()[0].id))
    dialog = CostDialog(desk, window)
    names = dict.fromkeys(one.organisation for one in file.dossier.partners)
    dialog.begin(file.dossier.row.id, file.dossier.row.title, list(names))
    return dialog


def _move(desk: Desk, window: MainWindow) -> QDialog:
    row = _read(desk, lambda app: app.meetings.find(COMING))
    return MoveDialog(desk, window, row, row.on.replace(day=row.on.day + 7))


def _compared(desk: Desk, window: MainWindow) -> QDialog:
    meeting = _read(desk, lambda app: app.meetings.find(MEETING).id)
    return CompareDialog(desk, _read(desk, lambda app: read_meeting(app, meeting)), window)


def _sending(desk: Desk, window: MainWindow) -> QDialog:
    meeting = _read(desk, lambda app: app.meetings.find(COMING).id)
    dialog = SendDialog(desk, window, _read(desk, lambda app: read_meeting(app, meeting)))
    desk.lane.wait_idle()
    dialog.folder.setText(str(Path(os.environ[HOME]) / "conceptmails"))
    dialog.organizer.setText("secretariaat@regio.example")
    dialog.make_drafts()
    return dialog


def _conflict(desk: Desk, window: MainWindow) -> QDialog:
    item = _read(desk, lambda app: app.agenda.items(app.meetings.find(MEETING).id)[2])
    mine = f"{item.discussion.replace('te vroeg', 'vroeg, maar haalbaar')}\n\nVervolg in het projectteam."
    conflict = FieldConflict("agenda_item", item.id, "discussion", "Bespreking", "", mine, "text")
    view = ConflictView(desk, window)
    view.ask(window, [conflict], lambda *_settled: None)
    return view


def _erase(desk: Desk, window: MainWindow) -> QDialog:
    return EraseDialog(desk, window, _read(desk, lambda app: app.people.listing()[0].id))


def _ask_first(desk: Desk, window: MainWindow) -> QDialog:
    error = AskFirstError("recorded_one_by_one", standing=STANDING, fresh=11, absent=("Wervik",))
    return AskFirstDialog(desk, window, error)


def _removal(_desk: Desk, window: MainWindow) -> QDialog:
    return RemovalQuestion(window, ["Contactpersoon vervoer op maat doorgeven"], lambda: None)


def _password(desk: Desk, window: MainWindow) -> QDialog:
    return PasswordDialog(desk, window, SERVER, FileProblemError("file_gone", place=SERVER), lambda: None)


def _report(desk: Desk, window: MainWindow) -> QDialog:
    told = "IBO Desk 0.1.0\n\n  ibo_desk/ui/page.py:12 in show_rows\nbuiltins.KeyError: 'fictief'"
    return ReportDialog(desk.theme, told, "KeyError: 'fictief'", window)


_MAKERS: Final[dict[str, Callable[[Desk, MainWindow], QDialog]]] = {
    "new-region": lambda desk, window: NewRegionDialog(desk, window, lambda _place, _preset: None),
    "mails": _mails,
    "pasted-mail": _pasted,
    "reply": ReplyDialog,
    "coverage": _coverage,
    "costs": _costs,
    "move": _move,
    "compared": _compared,
    "sending": _sending,
    "conflict": _conflict,
    "erase": _erase,
    "ask-first": _ask_first,
    "removal": _removal,
    "password": _password,
    "report": _report,
    "drafts": DraftsDialog,
}
_COMMANDS: Final = {  # by the command that opens it
    "history": "show_history",
    "backups": "backups",
    "import": "import_list",
    "help": "help",
}
DIALOGS: Final = (*_COMMANDS, *_MAKERS)


def show_dialog(desk: Desk, window: MainWindow, key: str) -> QWidget:
    """Open one of ``DIALOGS`` over a window."""
    if key in _MAKERS:
        made = _MAKERS[key](desk, window)
        made.show()
        return made
    before = {id(widget) for widget in window.findChildren(QDialog)}
    window.commands.run(_COMMANDS[key])
    return next(dialog for dialog in window.findChildren(QDialog) if id(dialog) not in before)
