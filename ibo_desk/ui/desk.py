"""What every page is handed: the lanes, the theme, the settings, the clock and the one place for messages."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QSettings, Signal, SignalInstance

from ibo_desk.domain.errors import UserError
from ibo_desk.places import cache_folder
from ibo_desk.ui.drafts.drafts import Drafts
from ibo_desk.ui.lanes import StoreLane
from ibo_desk.ui.opened import OpenedCopies
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.work_lane import WorkLane

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.packages.ownership import Holder
    from ibo_desk.services.parties.body_rows import BodyRow

_LOOKS_AS: Final = "looks_as"  # under which the college, and its organisation, are remembered


class Today(Protocol):
    """Tells the moment in UTC, and day and hour in the region's zone."""

    def now(self) -> datetime: ...
    def today(self) -> date: ...
    def time_of_day(self) -> time: ...


class Desk(QObject):
    """The things all windows of one open file share."""

    error = Signal(object)  # UserError: shown as a banner by the window in front
    looks_as = Signal(object)  # the BodyRow of the college as which all is looked at; None for the office
    notice = Signal(str)  # a sentence that needs no answer
    counted = Signal(str)  # what the chosen cells of a table hold together; "" where there is nothing to tell
    undone = Signal(object)  # the EntryRow of an undo: the window in front shows what was changed back
    alone = Signal(object, bool)  # a window, and whether its page has it for itself
    projecting = Signal(object, bool)  # a window, and whether it is projected

    def __init__(
        self,
        lane: StoreLane,
        work: WorkLane,
        theme: Theme,
        settings: QSettings,
        clock: Today,
        drafts: Drafts | None = None,
    ) -> None:
        super().__init__()
        self.drafts = drafts or Drafts()
        self.lane = lane
        self.work = work
        self.theme = theme
        self.settings = settings
        self.clock = clock
        self.read_only = False
        self.lent = False  # whether the open file was lent to somebody
        self.package: Holder | None = None  # what the open file is, where a college was given it
        self.opened = OpenedCopies(cache_folder() / "opened")
        self.front: QObject | None = None  # the window that was active last
        lane.problem.connect(self.show_error)
        work.problem.connect(self.show_error)
        lane.opened.connect(self._open_drafts)
        lane.connected.connect(self.drafts.connected)

    def follow(self, app: "App") -> None:
        """Know of the file that was opened what does not change: its clock, whether it may be written, whose it is."""
        self.clock = app.clock
        self.read_only = app.read_only
        self.package = app.package
        self.lent = app.store.lent is not None

    def _open_drafts(self, app: "App") -> None:
        """What is typed belongs to the region that is open now."""
        if app.read_only:
            self.drafts.open_region(None)
        else:
            self.lane.read(lambda app: app.settings.region().id, self.drafts.open_region)

    def may_write(self, kind: str, field: str, row: object) -> bool:
        """Whether a field may be written here; in a file that a college was given, what is its own."""
        return self.package is None or self.package.may_write(kind, field, row)

    def may_make(self, kind: str) -> bool:
        """Whether records of a kind may be made here; in a file that a college was given, what is its own."""
        return self.package is None or self.package.may_make(kind)

    def of_page(self, *, only_read: bool) -> "Desk":
        """This desk for a page; in a file that a college was given, some pages ``only_read``."""
        return ReadingDesk(self) if only_read and self.package is not None else self

    def show_error(self, error: UserError) -> None:
        """Tell the person what is wrong, where, and what to do: one sentence, no dialog."""
        self.error.emit(error)

    def remember(self, key: str, value: str) -> None:
        """Keep a setting of the screen (filters, widths), on this computer and not in the file."""
        self.settings.setValue(key, value)

    def look_as(self, college: "BodyRow | None") -> None:
        """Look at all pages as a college (a delegate does), or as the office; this computer remembers it."""
        self.remember(
            _LOOKS_AS, f"{college.id} {college.organisation_id or ''}" if college is not None else ""
        )
        self.looks_as.emit(college)

    def looking_as(self) -> tuple[UUID | None, UUID | None]:
        """The college as which the pages are looked at, and its organisation; None for the office."""
        if self.package is not None:
            return self.package.college_id, self.package.organisation_id
        kept = [UUID(part) for part in self.remembered(_LOOKS_AS).split()]
        return next(iter(kept), None), next(iter(kept[1:]), None)

    def remembered(self, key: str, default: str = "") -> str:
        return str(self.settings.value(key, default))


class ReadingDesk(Desk):
    """The same desk for a page where nothing is one's own: all of it is shown, nothing can be changed."""

    def __init__(self, desk: Desk) -> None:
        QObject.__init__(self)
        # A signal lies in the dictionary once it was used: taken along it would be the desk's own, and call itself.
        own = {name: value for name, value in desk.__dict__.items() if not isinstance(value, SignalInstance)}
        self.__dict__.update(own | {"read_only": True})
        for name in (name for name, value in vars(Desk).items() if isinstance(value, Signal)):
            getattr(self, name).connect(getattr(desk, name))
