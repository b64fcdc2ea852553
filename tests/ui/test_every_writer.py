"""Every editor of every page and dialog keeps what is typed in it, or it is said here why it need not."""

import importlib
import pkgutil
import re
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

import ibo_desk.ui
from ibo_desk.domain.deadlines import DayKind
from ibo_desk.domain.errors import AskFirstError, FileProblemError
from ibo_desk.exchange.list_tables import ColumnOffer, SheetOffer
from ibo_desk.exchange.plan import Ask
from ibo_desk.services.base.bulk import Standing
from ibo_desk.services.feedback.choosing import Occasion
from ibo_desk.ui.actions.costs import CostDialog
from ibo_desk.ui.actions.stopping import StopDialog
from ibo_desk.ui.ask_first import AskFirstDialog
from ibo_desk.ui.backups import BackupsDialog
from ibo_desk.ui.bugs import ReportDialog
from ibo_desk.ui.conflicts import ConflictView
from ibo_desk.ui.drafts_dialog import DraftsDialog
from ibo_desk.ui.feedback.coverage import CoverageDialog
from ibo_desk.ui.feedback.mails import MailsDialog
from ibo_desk.ui.feedback.paste_mail import PasteMailDialog
from ibo_desk.ui.feedback.reply import ReplyDialog
from ibo_desk.ui.file_lost import FileLostDialog
from ibo_desk.ui.help import HelpWindow
from ibo_desk.ui.history.window import HistoryWindow
from ibo_desk.ui.import_dialog import ImportDialog
from ibo_desk.ui.lending import CallBackDialog, LendDialog
from ibo_desk.ui.lists.cells import CellsDialog
from ibo_desk.ui.lists.columns import ColumnsDialog
from ibo_desk.ui.lists.names import NamesDialog
from ibo_desk.ui.lists.remainders import RemaindersDialog
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.meetings.agenda.foreign import ForeignAgenda
from ibo_desk.ui.meetings.agenda.versions_compare import CompareDialog
from ibo_desk.ui.meetings.attendance.pasted import PeopleDialog
from ibo_desk.ui.meetings.minutes.pasted_outcomes import OutcomesDialog
from ibo_desk.ui.meetings.minutes.submitting import SubmitQuestion
from ibo_desk.ui.meetings.move import MoveDialog
from ibo_desk.ui.meetings.reading import read_meeting
from ibo_desk.ui.meetings.sending.dialog import SendDialog
from ibo_desk.ui.meetings.series import SeriesDialog
from ibo_desk.ui.packages import GiveDialog
from ibo_desk.ui.partners.erasing import EraseDialog
from ibo_desk.ui.partners.handing import HandOverDialog
from ibo_desk.ui.partners.joining import JoinDialog
from ibo_desk.ui.partners.mandates import EndMandatesDialog, NewMandatesDialog
from ibo_desk.ui.password import PasswordDialog
from ibo_desk.ui.registry import PAGES
from ibo_desk.ui.shared.choose_day import ChooseDayDialog
from ibo_desk.ui.table.cell_edits import CellEdits
from ibo_desk.ui.table.delegate import CellDelegate
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.not_written import NotWritten
from ibo_desk.ui.table.refusals import Refusal
from ibo_desk.ui.table.removal import RemovalQuestion
from ibo_desk.ui.table.replacing import FindReplace
from ibo_desk.ui.table.view import RowsTable
from ibo_desk.ui.table.views import SaveView
from ibo_desk.ui.take_back import TakeBackDialog
from ibo_desk.ui.welcome import NewRegionDialog
from tools.screenshots import NoOpener

# Editors that need not keep what is typed: by class or by accessible name.
NEED_NOT = {
    "Filter deze lijst": "filters a table, and is remembered as such",
    "Zoek een naam": "narrows the names to tick",
    "SearchBox": "searches",
    "Combo": "narrows a choice; what names none is given back",
    "Picker": "narrows a choice of one to add",
    "Organisatie": "narrows the choice of who took a position",
    "Map": "a folder, remembered as such",
    "Titel van het punt": "a title of a text that is kept itself",
    "Dag": "stands on today; a day of before must not come back unseen",
    "Verstuurd op": "a day that stands there already",
    "Van": "begins a period that is only looked at",
    "Tot": "ends a period that is only looked at",
    "Rij van de koppen": "a row of a list that is only looked at",
    "Woorden": "narrows what the history lists",
    "Wachtwoord voor postgresql://x@localhost/x": "a password is kept nowhere",
    "Bestand": "where a new file goes",
    "Aan wie": "a name that is asked when the file is lent",
    "Eerste dag": "a day of before must not come back unseen",
    "Laatste dag": "a day of before must not come back unseen",
    "Mandaten vanaf": "a day of before must not come back unseen",
    "De nieuwe namen": "a list that is pasted again",
    "Naam van de weergave": "asked when a view is kept",
    "Zoeken": "looked for in a list, and written by a button",
    "Vervangen door": "written by a button",
    "Reden": "one line that is asked when the file is called back",
}

# Modules that make an editor which no page or dialog shows at once.
MAKES_ONE = {
    "table.filter_popup": "filters a column",
    "table.replacing": "looks in a list",
    "table.views": "names a view",
    "table.delegate": "a cell: its writer is made with it",
}

OFFER = SheetOffer("Blad 1", "topics", 1, (ColumnOffer(0, "Titel", "Fietsroute", "title"),))
LOST = FileProblemError("file_gone", place="fictief.ibo")
RECORDED = AskFirstError(
    "recorded_one_by_one", standing=(Standing(1, "fictief", "ja", "nee"),), fresh=0, absent=()
)

DIALOGS = {
    ReportDialog: lambda desk, parent, _file: ReportDialog(desk.theme, "fictief", "fictief", parent),
    HelpWindow: lambda desk, parent, _file: HelpWindow(desk.theme, (), parent),
    CostDialog: lambda desk, parent, _file: CostDialog(desk, parent),
    CoverageDialog: lambda desk, parent, _file: CoverageDialog(desk, parent),
    MailsDialog: lambda desk, parent, _file: MailsDialog(desk, parent),
    ReplyDialog: lambda desk, parent, _file: ReplyDialog(desk, parent),
    ImportDialog: lambda desk, parent, _file: ImportDialog(desk, parent),
    CellsDialog: lambda desk, parent, _file: CellsDialog(
        desk.theme, parent, "Blad 2", {}, {"title": "titel"}
    ),
    ColumnsDialog: lambda desk, parent, _file: ColumnsDialog(
        desk.theme, parent, (OFFER,), {"title": "titel"}
    ),
    NamesDialog: lambda desk, parent, _file: NamesDialog(
        desk.theme, parent, {"Heule": (Ask("Heule"), 1)}, []
    ),
    RemaindersDialog: lambda desk, parent, _file: RemaindersDialog(desk, parent),
    DraftsDialog: lambda desk, parent, _file: DraftsDialog(desk, parent),
    MoveDialog: lambda desk, parent, file: MoveDialog(desk, parent, file.meeting),
    ChooseDayDialog: lambda desk, parent, file: ChooseDayDialog(
        desk, parent, Occasion(DayKind.MEETING, file.meeting.body_id), lambda _on: None
    ),
    SendDialog: SendDialog,
    CompareDialog: lambda desk, parent, file: CompareDialog(desk, file, parent),
    NewRegionDialog: lambda desk, parent, _file: NewRegionDialog(desk, parent, lambda _place, _preset: None),
    HistoryWindow: lambda desk, parent, _file: HistoryWindow(desk, parent),
    BackupsDialog: lambda desk, parent, _file: BackupsDialog(desk, parent, NoOpener()),
    EndMandatesDialog: lambda desk, parent, _file: EndMandatesDialog(desk, parent),
    NewMandatesDialog: lambda desk, parent, _file: NewMandatesDialog(desk, parent),
    JoinDialog: lambda desk, parent, _file: JoinDialog(desk, parent, first(desk, "organisations"), []),
    HandOverDialog: lambda desk, parent, _file: HandOverDialog(desk, parent, first(desk, "people"), []),
    EraseDialog: lambda desk, parent, _file: erasing(desk, parent),
    FileLostDialog: lambda _desk, parent, _file: FileLostDialog(LOST, NoOpener(), parent),
    PasswordDialog: lambda desk, parent, _file: PasswordDialog(
        desk, parent, "postgresql://x@localhost/x", LOST, lambda: None
    ),
    AskFirstDialog: lambda desk, parent, _file: AskFirstDialog(desk, parent, RECORDED),
    FindReplace: lambda desk, parent, _file: finding(desk, parent),
    SaveView: lambda desk, parent, _file: SaveView(desk.theme, parent, may_share=True),
    NotWritten: lambda desk, parent, _file: not_written(desk, parent),
    SubmitQuestion: lambda _desk, parent, _file: SubmitQuestion(parent, [], lambda: None),
    RemovalQuestion: lambda _desk, parent, _file: RemovalQuestion(parent, ["fictief"], lambda: None),
    GiveDialog: lambda desk, parent, _file: GiveDialog(desk, parent),
    TakeBackDialog: lambda desk, parent, _file: TakeBackDialog(desk, parent),
    LendDialog: lambda desk, parent, _file: LendDialog(desk, parent, lambda: None),
    CallBackDialog: lambda desk, parent, _file: CallBackDialog(desk, parent, lambda: None),
    ConflictView: lambda desk, parent, _file: ConflictView(desk, parent),
}


def first(desk, service):
    rows = []
    desk.lane.read(lambda app: getattr(app, service).listing(), rows.extend)
    desk.lane.wait_idle()
    return rows[0]


def erasing(desk, parent):
    found = []
    desk.lane.read(lambda app: app.people.listing()[0].id, found.append)
    desk.lane.wait_idle()
    return EraseDialog(desk, parent, found[0])


def pasted(desk, parent):
    dialog = PasteMailDialog(desk, parent)
    dialog.begin("", [])
    return dialog


def stopping(desk, parent):
    found = []
    desk.lane.read(lambda app: app.actions.choices()[0], found.append)
    desk.lane.wait_idle()
    return StopDialog(desk, parent, found[0].id, found[0].name)


DIALOGS[StopDialog] = lambda desk, parent, _file: stopping(desk, parent)
DIALOGS[SeriesDialog] = lambda desk, parent, file: SeriesDialog(
    desk, parent, file.meeting.body_id, file.meeting.body, file.meeting
)
DIALOGS[ForeignAgenda] = lambda desk, parent, _file: ForeignAgenda(desk, parent, UUID(int=0), "IBO")
DIALOGS[OutcomesDialog] = lambda desk, parent, _file: OutcomesDialog(desk, parent, UUID(int=0))
DIALOGS[PeopleDialog] = lambda desk, parent, _file: PeopleDialog(desk, parent, UUID(int=0))
DIALOGS[PasteMailDialog] = lambda desk, parent, _file: pasted(desk, parent)


def finding(desk, parent):
    """Find and replace in a list of nothing."""
    model = RowsModel([], parent)
    return FindReplace(desk, RowsTable(desk, model), model)


def not_written(desk, parent):
    """The cells of a paste that did not fit: what is typed there is written by its button, as in the paste."""
    model = RowsModel([], parent)
    edits = CellEdits(desk, model, parent, CellDelegate(desk, QTableView(parent)))
    return NotWritten(desk.theme, parent, edits, [Refusal("Tegen", "fictief", "fictief", "31/2")], 1, uuid4())


def need_not(editor: QWidget) -> bool:
    owners = [editor, editor.parent()]
    return any(
        NEED_NOT.get(type(one).__name__) or NEED_NOT.get(one.accessibleName())
        for one in owners
        if one is editor or isinstance(one, QComboBox | QAbstractSpinBox)
    )


def unkept(within: QWidget) -> list[str]:
    """The editors in which one can type that neither are writers nor named above."""
    kinds = (QLineEdit, QTextEdit, QPlainTextEdit)
    found = [one for kind in kinds for one in within.findChildren(kind) if not one.isReadOnly()]
    return sorted(
        f"{type(one.parent()).__name__}: {one.accessibleName() or one.placeholderText() or one.objectName()}"
        for one in found
        if not one.property("writer") and not need_not(one)
    )


@pytest.fixture
def window(example_desk, qtbot):
    made = MainWindow(example_desk, NoOpener())
    qtbot.addWidget(made)
    made.show()
    made.show_file()
    settle(example_desk)
    return made


def settle(desk):
    for _round in range(3):
        desk.lane.wait_idle()
        QApplication.processEvents()


def first_meeting(desk):
    found = []
    desk.lane.read(lambda app: app.meetings.listing()[0].id, found.append)
    desk.lane.wait_idle()
    return found[0]


@pytest.mark.long
def test_every_editor_of_every_page_keeps_what_is_typed(window, example_desk):
    for entry in PAGES:
        window.open_page(entry.key)
        settle(example_desk)
    window.go("meeting", first_meeting(example_desk))
    settle(example_desk)
    assert "\n".join(unkept(window)) == ""


def test_every_editor_of_every_dialog_keeps_what_is_typed(window, example_desk):
    meeting_id = first_meeting(example_desk)
    files = []
    example_desk.lane.read(lambda app: read_meeting(app, meeting_id), files.append)
    example_desk.lane.wait_idle()
    for make in DIALOGS.values():
        dialog = make(example_desk, window, files[0])
        settle(example_desk)
        assert "\n".join(unkept(dialog)) == "", type(dialog).__name__
        dialog.close()


def modules():
    for found in pkgutil.walk_packages(ibo_desk.ui.__path__, "ibo_desk.ui."):
        yield importlib.import_module(found.name)


def test_every_dialog_there_is_was_looked_at():
    there = {
        kind
        for module in modules()
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, QDialog) and kind.__module__.startswith("ibo_desk.ui")
    }
    assert {kind.__name__ for kind in there} - {kind.__name__ for kind in DIALOGS} == {
        "LookDialog",
        "QuestionDialog",
        "_AskLine",
        "OnADay",
    }  # frames


def test_every_module_that_makes_an_editor_makes_it_a_writer_or_is_named():
    """What no page shows at once (a popup, a part that opens later) is found in the source."""
    makes = re.compile(
        r"(?:QLineEdit|QPlainTextEdit|QTextEdit|QInputDialog|PlainEditor|RichTextEditor)\(|\.getText\(|setEditable\(True\)"
    )
    missing = []
    for module in modules():
        name = module.__name__.removeprefix("ibo_desk.ui.")
        source = Path(module.__file__).read_text(encoding="utf-8")
        lines = [line for line in source.splitlines() if makes.search(line) and not line.startswith("class ")]
        if lines and "keep_line" not in source and not name.startswith("editors.") and name not in MAKES_ONE:
            missing.append(f"{name}: {lines[0].strip()}")
    assert sorted(missing) == [
        "bugs: self.report = QPlainTextEdit(report)",
        'documents.form: self.folder = QLineEdit(self._desk.remembered("papers/folder"))',
        "drafts_dialog: self.text = QPlainTextEdit()",
        "feedback.reply: self.day = QLineEdit(formats.short_day(row.on))",
        "history.window: self.words = QLineEdit()",
        "lending: self.line = QLineEdit()",
        "lines: self.setEditable(True)",
        "meetings.agenda.mend_item: self.title = QLineEdit()",
        "meetings.move: self.day = QLineEdit(formats.short_day(on or row.on))",
        "meetings.series: line = QLineEdit(formats.short_day(on))",
        "partners.mandates: self.day = QLineEdit()",
        "password: self.password = QLineEdit()",
        "shared.choose_day: line = QLineEdit(formats.short_day(on))",
        "shared.multi_picker: self._words = QLineEdit()",
        "table.panel: self.quick = QLineEdit()",
        "welcome: self.file = QLineEdit()",
    ]  # each is read only, or its editors stand in NEED_NOT
