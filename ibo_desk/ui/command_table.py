"""What a window does, each thing once: the menus, the sheet of keys and the search read this table.

No Qt here, so that what people type is tried against it without a window.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from ibo_desk.documents.kinds import KINDS, PaperKind
from ibo_desk.documents.kinds import About as PaperAbout
from ibo_desk.domain.commands import About, Command
from ibo_desk.language import N_
from ibo_desk.ui.registry import PAGES, page_keys


class Group(Enum):
    """Under which heading the help names it."""

    FILE = N_("File")
    WORK = N_("Everywhere")
    NEW = N_("Make something new")
    PAGES = N_("Pages")
    PAPERS = N_("Papers")


class Files(Enum):
    """In which files it can be done."""

    EVERY = auto()
    REGION = auto()  # not in one that is lent, nor in one of a college
    LENT = auto()
    COLLEGE = auto()
    NO_COLLEGE = auto()


@dataclass(frozen=True, kw_only=True)
class WindowCommand(Command):
    """A command with its heading and the files in which it can be done."""

    group: Group
    files: Files = Files.EVERY


def _file(
    key: str, name: str, words: str = "", keys: tuple[str, ...] = (), files: Files = Files.EVERY
) -> WindowCommand:
    return WindowCommand(key=key, name=name, words=words, keys=keys, files=files, group=Group.FILE)


def _work(key: str, name: str, words: str, keys: tuple[str, ...] = ()) -> WindowCommand:
    return WindowCommand(key=key, name=name, words=words, keys=keys, group=Group.WORK)


def _new(page: str, name: str, words: str) -> WindowCommand:
    return WindowCommand(
        key=f"new:{page}", name=name, words=words, page=page, group=Group.NEW, files=Files.NO_COLLEGE
    )


FILE: Final = (
    _file("new_region", N_("New region…"), N_("make begin start")),
    _file("open_file", N_("Open…"), N_("open file region"), ("Ctrl+O",)),
    _file("open_example", N_("Open the example"), N_("demo try sample")),
    _file(
        "import_list", N_("Import a list from Excel…"), N_("import list read take over csv"), (), Files.REGION
    ),
    _file("left_of_lists", N_("Left of lists…"), N_("import rest remainder settle"), (), Files.REGION),
    _file(
        "export_lists",
        N_("Export to Excel…"),
        N_("export list save as spreadsheet engagements actions topics people"),
    ),
    _file(
        "give_along",
        N_("Give colleges their own file…"),
        N_("file municipalities hand out"),
        (),
        Files.REGION,
    ),
    _file(
        "take_back",
        N_("Take over what a college sent back…"),
        N_("reply municipality take over"),
        (),
        Files.REGION,
    ),
    _file("lend", N_("Lend to…"), N_("lend along travel"), (), Files.REGION),
    _file("take_back_lent", N_("Take back what was lent…"), N_("lent copy comes back"), (), Files.LENT),
    _file("call_back", N_("Call back what was lent…"), N_("recall right to write"), (), Files.LENT),
    _file("send_back", N_("Send back…"), N_("return secretariat mail answers"), (), Files.COLLEGE),
    _file("renew", N_("Go on in a newer file…"), N_("renew next package"), (), Files.COLLEGE),
    _file("backups", N_("Backups…"), N_("backup restore safety copy put back")),
    _file("new_window", N_("New window"), N_("second window beside"), ("Ctrl+Shift+N",)),
)
WORK: Final = (
    _work("undo", N_("Undo"), N_("take back"), ("Ctrl+Z",)),
    _work("redo", N_("Redo"), N_("again"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    _work("save", N_("Save what is being typed"), N_("save record"), ("Ctrl+S",)),
    _work("add_here", N_("New on this page"), N_("add"), ("Ctrl+N",)),
    _work("search", N_("Search everything"), N_("find look for"), ("Ctrl+K",)),
    _work("go_back", N_("Back to where you were"), N_("back previous"), ("Alt+Left",)),
    _work("go_on", N_("Forward again"), N_("forward next"), ("Alt+Right",)),
    _work("show_history", N_("History of the region…"), N_("history log journal"), ("Ctrl+Shift+H",)),
    _work("show_record_history", N_("History of this record…"), N_("who changed when"), ("Ctrl+H",)),
    _work("next_pane", N_("Next part of the window"), N_("jump part"), ("F6",)),
    _work("previous_pane", N_("Previous part of the window"), N_("jump part"), ("Shift+F6",)),
    _work("menu", N_("Menu"), N_("all commands"), ("F10",)),
    _work("dark", N_("Dark"), N_("dark light colours night")),
    _work("help", N_("Help and keys"), N_("help keys shortcuts keyboard explanation"), ("F1",)),
    _work("about", N_("About IBO Desk"), N_("version program")),
    _work("close", N_("Close window"), N_("stop end leave"), ("Ctrl+W",)),
)
# By which words a page is meant, beside its name.
_PAGE_WORDS: Final = {
    "overview": N_("today due alarms"),
    "my_college": N_("to do open municipality"),
    "partners": N_("person people organisation body mandates calendar college days merge hand over"),
    "settings": N_("settings text size larger smaller language"),
}
PAGE_COMMANDS: Final = tuple(
    WindowCommand(
        key=f"page:{entry.key}",
        name=entry.title,
        words=_PAGE_WORDS.get(entry.key, ""),
        keys=(page_keys(number),) if page_keys(number) else (),
        page=entry.key,
        group=Group.PAGES,
    )
    for number, entry in enumerate(PAGES, 1)
)
NEW: Final = (
    _new("topics", N_("New topic"), N_("add make subject")),
    _new("meetings", N_("New meeting"), N_("add make plan convene")),
    _new("engagements", N_("New engagement"), N_("add make promise")),
    _new("actions", N_("New regional action"), N_("add make project")),
)

_FILLED: Final = {PaperAbout.MEETING: About.MEETING, PaperAbout.ACTION: About.NOTHING}


def _paper(kind: PaperKind) -> WindowCommand:
    return WindowCommand(
        key=f"paper:{kind.key}",
        name=kind.make or kind.name,
        words=kind.words,
        page="documents",
        about=_FILLED.get(kind.about, About.COLLEGE),
        group=Group.PAPERS,
    )


PAPERS: Final = tuple(_paper(kind) for kind in KINDS.values())
COMMANDS: Final = (*FILE, *WORK, *NEW, *PAGE_COMMANDS, *PAPERS)


def offered(pages: tuple[str, ...], *, lent: bool) -> tuple[WindowCommand, ...]:
    """The commands of a file: ``pages`` are those of the file of a college; none for another one, which has all."""
    without = {Files.REGION, Files.NO_COLLEGE, Files.LENT} if pages else {Files.COLLEGE}
    if not pages:
        without |= {Files.REGION} if lent else {Files.LENT}
    return tuple(
        command
        for command in COMMANDS
        if command.files not in without and (not pages or not command.page or command.page in pages)
    )


@dataclass(frozen=True)
class LocalKeys:
    """Keys that work where one types or looks, and nowhere else."""

    where: str
    keys: str
    what: str


_TABLE, _TEXT, _MEETING = N_("In a table"), N_("In a text"), N_("In a meeting")
WALL: Final = LocalKeys(_MEETING, "F11", N_("Show the meeting on the wall in a window of its own, and back"))
LET_GO: Final = LocalKeys(_MEETING, "Ctrl+F11", N_("Let the conclusion go to the wall, or take it off"))
PROJECT: Final = LocalKeys(_MEETING, "Shift+F11", N_("Hide in this window what participants may not see"))
LIVE: Final = LocalKeys(_MEETING, "F8", N_("Run the meeting: only agenda, notes and conclusion; and back"))
NEXT_ITEM: Final = LocalKeys(
    _MEETING, "Ctrl+PgDown", N_("The next item; while the meeting runs it is taken up")
)
EARLIER_ITEM: Final = LocalKeys(_MEETING, "Ctrl+PgUp", N_("The item before"))
TO_CONCLUSION: Final = LocalKeys(_MEETING, "Ctrl+D", N_("From the notes to the conclusion, and back"))
ATTENDANCE: Final = LocalKeys(_MEETING, "Ctrl+Shift+A", N_("Attendance, and back to the item"))
CONCLUDE: Final = LocalKeys(_MEETING, "Ctrl+Return", N_("Note what came of the item"))
STOCK: Final = LocalKeys(_MEETING, "Ctrl+Shift+Return", N_("Take the stock sentence that is offered"))
LOCAL_KEYS: Final = (
    LocalKeys(_TABLE, "Enter", N_("The cell below; where nothing is written: open the record")),
    LocalKeys(_TABLE, "Shift+Enter", N_("The cell above")),
    LocalKeys(_TABLE, "Alt+Enter", N_("Open the record")),
    LocalKeys(_TABLE, "F2", N_("Write in the cell, with what stands in it; other keys write over it")),
    LocalKeys(_TABLE, "Tab", N_("While writing: the next cell; else out of the table")),
    LocalKeys(_TABLE, "Ctrl+Return", N_("While writing: in all chosen cells")),
    LocalKeys(_TABLE, "Esc", N_("Leave the cell as it was")),
    LocalKeys(_TABLE, "Del", N_("Empty the cells")),
    LocalKeys(_TABLE, "Ctrl+Del", N_("Remove the rows, after a question")),
    LocalKeys(_TABLE, "Ctrl+C", N_("Copy the cells")),
    LocalKeys(_TABLE, "Ctrl+Shift+C", N_("Copy the cells with their headings")),
    LocalKeys(_TABLE, "Ctrl+X", N_("Cut the cells")),
    LocalKeys(_TABLE, "Ctrl+V", N_("Paste cells, also from Excel; lines below the end become new rows")),
    LocalKeys(_TABLE, "Ctrl+Shift+V", N_("Paste as new rows")),
    LocalKeys(_TABLE, "Ctrl+D", N_("Fill down")),
    LocalKeys(_TABLE, "Ctrl+R", N_("Fill to the right")),
    LocalKeys(_TABLE, "Ctrl+F", N_("Find and replace in the list")),
    LocalKeys(_TABLE, "Alt+Down", N_("Filter the column")),
    LocalKeys(_TABLE, "Ctrl+Space", N_("Choose the whole column; with Shift: the whole row")),
    LocalKeys(_TEXT, "Ctrl+B", N_("Bold")),
    LocalKeys(_TEXT, "Ctrl+I", N_("Italic")),
    WALL,
    LET_GO,
    PROJECT,
    LIVE,
    NEXT_ITEM,
    EARLIER_ITEM,
    TO_CONCLUSION,
    ATTENDANCE,
    CONCLUDE,
    STOCK,
)
