"""The windows beside the pages, each filled from the example, for ``tools.screenshots``."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ibo_desk.domain.errors import AskFirstError, FileProblemError
from ibo_desk.places import HOME
from ibo_desk.services.base.bulk import Standing
from ibo_desk.ui.actions.costs import CostDialog
from ibo_desk.ui.actions.file import read_file
from ibo_desk.ui.actions.stopping import StopDialog
from ibo_desk.ui.ask_first import AskFirstDialog
from ibo_desk.ui.bugs import ReportDialog
from ibo_desk.ui.conflicts import ConflictView, FieldConflict
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drafts_dialog import DraftsDialog
from ibo_desk.ui.engagements.page import EngagementsPage
from ibo_desk.ui.feedback.coverage import CoverageDialog
from ibo_desk.ui.feedback.mails import MailsDialog
from ibo_desk.ui.feedback.paste_mail import PasteMailDialog
from ibo_desk.ui.feedback.reply import ReplyDialog
from ibo_desk.ui.import_dialog import ImportDialog
from ibo_desk.ui.lists.remainders import RemaindersDialog
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.meetings.agenda.versions_compare import CompareDialog
from ibo_desk.ui.meetings.attendance.pasted import PeopleDialog
from ibo_desk.ui.meetings.move import MoveDialog
from ibo_desk.ui.meetings.page import MeetingsPage
from ibo_desk.ui.meetings.reading import read_meeting
from ibo_desk.ui.meetings.sending.dialog import SendDialog
from ibo_desk.ui.meetings.series import SeriesDialog
from ibo_desk.ui.packages import GiveDialog
from ibo_desk.ui.partners.erasing import EraseDialog
from ibo_desk.ui.partners.handing import HandOverDialog
from ibo_desk.ui.partners.joining import JoinDialog
from ibo_desk.ui.partners.mandates import EndMandatesDialog, NewMandatesDialog
from ibo_desk.ui.password import PasswordDialog
from ibo_desk.ui.table.columns import ColumnFilter
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.table.removal import RemovalQuestion
from ibo_desk.ui.table.replacing import FindReplace
from ibo_desk.ui.table.statistics import counted
from ibo_desk.ui.take_back import TakeBackDialog
from ibo_desk.ui.welcome import NewRegionDialog
from tools.screenshot_meetings import COMING, MEETING_MAKERS, read_at_once

if TYPE_CHECKING:
    pass

T = TypeVar("T")
MEETING: Final = "IBO 2026-3"
PREPARING: Final = "CvB 2026-8"
MAIL: Final = (
    "Geachte\n\nHet college van Kortrijk heeft op 12 november akte genomen van de regionale strategie kleinhandel"
    " en geeft gunstig advies.\n\nMet vriendelijke groeten\n"
)
SERVER: Final = "postgresql://projectcoordinator@ibo.example/zuid_west_vlaanderen"
LIST: Final = (
    "Partner;Contactpersoon;Engagement;Actie;Tegen\n"
    "Kuurne;fictief;Fietstellingen bezorgen;1;31/03/2027\n"
    "Heule;fictief;Bruggen over de Leie inventariseren;4;zodra het kan\n"
    "Prov. W-Vl;fictief;Kaarten van het overstromingsgebied delen;4;eind juni 2027\n"
    "Menen, Wervik;fictief;Overleg met de buurgemeenten;5;voorjaar 2027\n"
)
STANDING: Final = (
    Standing("kortrijk", "Kortrijk, Regionale strategie kleinhandel", "gunstig, 12/11/2026", "akte genomen"),
    Standing(
        "menen", "Menen, Regionale strategie kleinhandel", "onder voorbehoud, 10/11/2026", "akte genomen"
    ),
)


def _mails(desk: Desk, window: MainWindow) -> QDialog:
    dialog = MailsDialog(desk, window)
    dialog.begin(read_at_once(desk, lambda app: app.meetings.find(MEETING).id))
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
    file = read_at_once(desk, lambda app: read_file(app, app.actions.listing()[0].id))
    dialog = CostDialog(desk, window)
    names = dict.fromkeys(one.organisation for one in file.dossier.partners)
    dialog.begin(file.dossier.row.id, file.dossier.row.title, list(names))
    return dialog


def _move(desk: Desk, window: MainWindow) -> QDialog:
    row = read_at_once(desk, lambda app: app.meetings.find(COMING))
    return MoveDialog(desk, window, row, row.on.replace(day=row.on.day + 7))


def _compared(desk: Desk, window: MainWindow) -> QDialog:
    meeting = read_at_once(desk, lambda app: app.meetings.find(PREPARING).id)
    if len(read_at_once(desk, lambda app: app.agenda_versions.versions(meeting))) < 2:
        desk.lane.write(lambda app: app.issuing.send_agenda(meeting))
        desk.lane.write(lambda app: app.agenda.add(meeting, {"title": "Rondvraag (fictief)"}))
        desk.lane.write(lambda app: app.issuing.send_agenda(meeting))
        desk.lane.wait_idle()
    return CompareDialog(desk, read_at_once(desk, lambda app: read_meeting(app, meeting)), window)


def _wall(desk: Desk, window: MainWindow) -> QWidget:
    """The meeting as those at the table see it."""
    window.open_page("meetings")
    meeting = read_at_once(desk, lambda app: app.meetings.find(MEETING).id)
    window.go("meeting", meeting)
    desk.lane.wait_idle()
    page = window.page("meetings")
    assert isinstance(page, MeetingsPage)
    page.cockpit.wall.toggle()
    desk.lane.wait_idle()
    shown = page.cockpit.wall.window_
    assert shown is not None
    return shown


def _series(desk: Desk, window: MainWindow) -> QDialog:
    row = read_at_once(desk, lambda app: app.meetings.find(COMING))
    return SeriesDialog(desk, window, row.body_id, row.body, row, series=True)


def _people(desk: Desk, window: MainWindow) -> QDialog:
    return PeopleDialog(desk, window, read_at_once(desk, lambda app: app.meetings.find(COMING).id))


def _stop(desk: Desk, window: MainWindow) -> QDialog:
    row = read_at_once(desk, lambda app: app.actions.listing()[0])
    return StopDialog(desk, window, row.id, row.title)


def _table(window: MainWindow) -> TablePanel[Any]:
    window.open_page("engagements")
    page = window.page("engagements")
    assert isinstance(page, EngagementsPage)
    page.desk.lane.wait_idle()
    return page.table


def _find(desk: Desk, window: MainWindow) -> QDialog:
    table = _table(window)
    return FindReplace(desk, table.view, table.model)


def _chips(_desk: Desk, window: MainWindow) -> QWidget:
    """A list with filters and groups, of which each can be taken away."""
    table = _table(window)
    table.set_filter("due", ColumnFilter(text="2026"))
    table.group_by("state")
    return window


def _statistics(desk: Desk, window: MainWindow) -> QWidget:
    """What the chosen cells come to, in the line below."""
    table = _table(window)
    table.clear_filters()
    table.group_by("")
    table.view.selectAll()
    desk.counted.emit(counted(table.model, table.view.blocks.chosen_cells()))
    return window


def _popup(desk: Desk) -> QWidget:
    desk.lane.wait_idle()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    return popup


def _funnel(desk: Desk, window: MainWindow) -> QWidget:
    table = _table(window)
    table.filter_column(table.model.column_number("state"))
    return _popup(desk)


def _view_menu(desk: Desk, window: MainWindow) -> QWidget:
    _table(window).views.ask()
    return _popup(desk)


def _keep_view(_desk: Desk, window: MainWindow) -> QWidget:
    views = _table(window).views
    views.keep()
    assert views.dialog is not None
    return views.dialog


def _sending(desk: Desk, window: MainWindow) -> QDialog:
    meeting = read_at_once(desk, lambda app: app.meetings.find(COMING).id)
    dialog = SendDialog(desk, window, read_at_once(desk, lambda app: read_meeting(app, meeting)))
    desk.lane.wait_idle()
    dialog.folder.setText(str(Path(os.environ[HOME]) / "conceptmails"))
    dialog.organizer.setText("secretariaat@regio.example")
    dialog.make_drafts()
    return dialog


def _conflict(desk: Desk, window: MainWindow) -> QDialog:
    item = read_at_once(desk, lambda app: app.agenda.items(app.meetings.find(MEETING).id)[2])
    mine = f"{item.discussion.replace('te vroeg', 'vroeg, maar haalbaar')}\n\nVervolg in het projectteam."
    conflict = FieldConflict("agenda_item", item.id, "discussion", "Bespreking", "", mine, "text")
    view = ConflictView(desk, window)
    view.ask(window, [conflict], lambda *_settled: None)
    return view


def _erase(desk: Desk, window: MainWindow) -> QDialog:
    return EraseDialog(desk, window, read_at_once(desk, lambda app: app.people.listing()[0].id))


def _ask_first(desk: Desk, window: MainWindow) -> QDialog:
    error = AskFirstError("recorded_one_by_one", standing=STANDING, fresh=11, absent=("Wervik",))
    return AskFirstDialog(desk, window, error)


def _removal(_desk: Desk, window: MainWindow) -> QDialog:
    return RemovalQuestion(window, ["Contactpersoon vervoer op maat doorgeven"], lambda: None)


def _password(desk: Desk, window: MainWindow) -> QDialog:
    return PasswordDialog(desk, window, SERVER, FileProblemError("file_gone", place=SERVER), lambda: None)


def _report(desk: Desk, window: MainWindow) -> QDialog:
    report = "IBO Desk 0.1.0\n\n  ibo_desk/ui/page.py:12 in show_rows\nbuiltins.KeyError: 'fictief'"
    return ReportDialog(desk.theme, report, "KeyError: 'fictief'", window)


def _import(desk: Desk, window: MainWindow) -> ImportDialog:
    """A list with a name that nobody has, a borough and a term that is none."""
    path = Path(os.environ[HOME]) / "engagementen.csv"
    path.write_text(LIST, encoding="utf-8")
    dialog = ImportDialog(desk, window)
    dialog.load(path)
    desk.work.wait_idle()
    desk.lane.wait_idle()
    return dialog


def _asked(desk: Desk, dialog: QDialog, ask: Callable[[], None]) -> QDialog:
    """The question that a dialog puts."""
    dialog.show()
    ask()
    desk.lane.wait_idle()
    return next(each for each in dialog.findChildren(QDialog) if each.isVisible())


def _names(desk: Desk, window: MainWindow) -> QDialog:
    dialog = _import(desk, window)
    return _asked(desk, dialog, dialog.ask_names)


def _columns(desk: Desk, window: MainWindow) -> QDialog:
    dialog = _import(desk, window)
    return _asked(desk, dialog, dialog.ask_columns)


def _join(desk: Desk, window: MainWindow) -> QDialog:
    rows = read_at_once(desk, lambda app: app.organisations.listing())
    row = next(row for row in rows if row.short_name == "Leiedal")
    return JoinDialog(desk, window, row, [(other.id, other.name) for other in rows])


def _hand_over(desk: Desk, window: MainWindow) -> QDialog:
    people = read_at_once(desk, lambda app: app.people.listing())
    coordinator = read_at_once(desk, lambda app: app.actions.listing()[0].coordinator_id)
    dialog = HandOverDialog(desk, window, next(row for row in people if row.id == coordinator), people)
    desk.lane.wait_idle()
    return dialog


_MAKERS: Final[dict[str, Callable[[Desk, MainWindow], QWidget]]] = {
    "list": _import,
    "list-names": _names,
    "list-columns": _columns,
    "join": _join,
    "hand-over": _hand_over,
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
    "series": _series,
    "people": _people,
    "stop": _stop,
    "package": GiveDialog,
    "take-back": TakeBackDialog,
    "remainders": RemaindersDialog,
    "end-mandates": EndMandatesDialog,
    "new-mandates": NewMandatesDialog,
    "find-replace": _find,
    "chips": _chips,
    "statistics": _statistics,
    "funnel": _funnel,
    "view-menu": _view_menu,
    "keep-view": _keep_view,
    "wall": _wall,
    **MEETING_MAKERS,
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
