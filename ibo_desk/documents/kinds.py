"""The kinds of papers, each described once; command line, window, checker, samples, templates and tests read this list.

Only names stand here, so that a menu costs nothing: content class, layout and builder are loaded when they are used.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ibo_desk.domain.audience import Audience
from ibo_desk.language import N_

if TYPE_CHECKING:
    from ibo_desk.documents.content import Content
    from ibo_desk.documents.layout import Layout
    from ibo_desk.documents.paper import HeldBack, Paper
    from ibo_desk.documents.request import PaperRequest
    from ibo_desk.documents.sources import Sources

    Builder = Callable[[Sources, PaperRequest], list[Paper]]
    Holder = Callable[[Sources, PaperRequest], list[HeldBack]]


class About(Enum):
    """What has to be named to make a paper."""

    MEETING = auto()
    MONTH = auto()
    HALF_YEAR = auto()
    ACTION = auto()
    REGION = auto()  # nothing: it is about all that is registered today


class Copies(Enum):
    """How many papers come out."""

    SAME = auto()  # the same for everybody who may read it
    PER_COLLEGE = auto()  # one for each college, all of them by default
    ONE_OR_PER_COLLEGE = auto()  # one for all together, or one for each college that is named


@dataclass(frozen=True, kw_only=True)
class PaperKind:
    """One kind of paper.

    ``name`` is how lists call it, ``make`` the command in the menu of a meeting, ``words`` those by
    which Ctrl+K finds it beside its name (message ids).
    ``audience`` is who may read the paper that is not for one college; None for those who sit at its meeting.
    ``totals`` says whether totals can be asked for, ``replaces`` whether it tells what it takes the place of, ``topic``
    whether it can be about one topic alone.
    ``file_word`` begins the names of its files, whatever the language, so that files of one kind lie together.
    ``content``, ``layout_at`` and ``build_at`` say where its content class, layout and builder stand, as "module:name"
    within ``ibo_desk.documents``; ``held_at`` what tells which points it holds back, where it does not print all that
    was treated. ``html`` is the file of reports/html that prints it.
    """

    key: str
    name: str
    make: str = ""
    words: str
    about: About
    copies: Copies = Copies.SAME
    audience: Audience | None = None
    totals: bool = False
    replaces: bool = False
    topic: bool = False
    file_word: str
    content: str
    layout_at: str
    build_at: str
    html: str = "paper.html"
    held_at: str = ""

    @property
    def over_a_period(self) -> bool:
        return self.about in {About.MONTH, About.HALF_YEAR}

    def is_complete(self, request: "PaperRequest") -> bool:
        """Whether a request says about which meeting or regional action the paper is, where it is about one."""
        match self.about:
            case About.MEETING:
                return request.meeting_id is not None or request.item_id is not None
            case About.ACTION:
                return request.action_id is not None
            case _:
                return True

    def content_class(self) -> "type[Content]":
        """The class of its content."""
        owner: type[Content] = _load(self.content)
        return owner

    def layout(self) -> "Layout":
        """What stands in it, and in which order."""
        layout: Layout = _load(self.layout_at)
        return layout

    def build(self) -> "Builder":
        """What makes its content of what is registered."""
        build: Builder = _load(self.build_at)
        return build

    def held(self) -> "Holder | None":
        """What tells which points it holds back; None where it holds nothing back."""
        if not self.held_at:
            return None
        holder: Holder = _load(self.held_at)
        return holder


@cache
def _load(place: str) -> Any:
    module, _colon, name = place.partition(":")
    return getattr(import_module(f"ibo_desk.documents.{module}"), name)


_ALL: Final = (
    PaperKind(
        key="agenda",
        name=N_("Agenda"),
        make=N_("Make agenda"),
        words=N_("agenda invitation"),
        about=About.MEETING,
        file_word="agenda",
        content="content:Agenda",
        layout_at="layouts.agenda:LAYOUT",
        build_at="builders.agenda:papers",
    ),
    PaperKind(
        key="preparation",
        name=N_("Preparation by the mayors’ conference"),
        words=N_("preparation mayors conference"),
        about=About.REGION,
        audience=Audience.MUNICIPALITIES,
        file_word="voorbereiding",
        content="layouts.preparation:PreparationSheet",
        layout_at="layouts.preparation:LAYOUT",
        build_at="builders.preparation:papers",
        held_at="builders.preparation:held_back",
    ),
    PaperKind(
        key="attendance-list",
        name=N_("Attendance list to sign"),
        make=N_("Make attendance list to sign"),
        words=N_("attendance sign"),
        about=About.MEETING,
        file_word="aanwezigheidslijst",
        content="layouts.attendance_list:AttendanceList",
        layout_at="layouts.attendance_list:LAYOUT",
        build_at="builders.attendance_list:papers",
    ),
    PaperKind(
        key="minutes",
        name=N_("Minutes"),
        make=N_("Make minutes"),
        words=N_("minutes report print"),
        about=About.MEETING,
        file_word="verslag",
        content="content:Minutes",
        layout_at="layouts.minutes:LAYOUT",
        build_at="builders.printed_minutes:papers",
    ),
    PaperKind(
        key="conclusions",
        name=N_("List of conclusions"),
        make=N_("Make list of conclusions"),
        words=N_("conclusions decisions"),
        about=About.MEETING,
        file_word="conclusies",
        content="layouts.conclusions:Conclusions",
        layout_at="layouts.conclusions:LAYOUT",
        build_at="builders.conclusions:papers",
    ),
    PaperKind(
        key="memo",
        name=N_("Notes to the colleges"),
        make=N_("Make notes to the colleges"),
        words=N_("note notes make"),
        about=About.MEETING,
        copies=Copies.PER_COLLEGE,
        replaces=True,
        file_word="nota",
        content="content:Memo",
        layout_at="layouts.memo:LAYOUT",
        build_at="builders.memo:papers",
    ),
    PaperKind(
        key="month-overview",
        name=N_("Month overview of regional cooperation (college)"),
        words=N_("month overview monthly"),
        about=About.MONTH,
        copies=Copies.PER_COLLEGE,
        file_word="maandoverzicht",
        content="content_overview:MonthOverview",
        layout_at="layouts.month_overview:LAYOUT",
        build_at="builders.month_overview:papers",
        held_at="builders.held_back:of_month_overview",
    ),
    PaperKind(
        key="college-page",
        name=N_("Page of the college (for its own folder or intranet)"),
        words=N_("page intranet"),
        about=About.REGION,
        copies=Copies.PER_COLLEGE,
        file_word="pagina",
        content="layouts.college_page:CollegePage",
        layout_at="layouts.college_page:LAYOUT",
        build_at="builders.college_page:papers",
        html="page.html",
    ),
    PaperKind(
        key="council-report",
        name=N_("Half-yearly report on regional cooperation (council)"),
        words=N_("half-year report council"),
        about=About.HALF_YEAR,
        copies=Copies.ONE_OR_PER_COLLEGE,
        audience=Audience.PUBLIC,
        file_word="rapportering",
        content="content_overview:CouncilReport",
        layout_at="layouts.council_report:LAYOUT",
        build_at="builders.council_report:papers",
        held_at="builders.held_back:of_council_report",
    ),
    PaperKind(
        key="engagements",
        name=N_("Ledger of engagements"),
        words=N_("ledger register"),
        about=About.REGION,
        copies=Copies.ONE_OR_PER_COLLEGE,
        audience=Audience.PARTICIPANTS,
        totals=True,
        file_word="engagementen",
        content="content_ledger:Ledger",
        layout_at="layouts.ledger:LAYOUT",
        build_at="builders.ledger:papers",
    ),
    PaperKind(
        key="budget-sheet",
        name=N_("Budget sheet of a municipality"),
        words=N_("budget sheet"),
        about=About.REGION,
        copies=Copies.PER_COLLEGE,
        file_word="begrotingsblad",
        content="layouts.budget_sheet:BudgetSheet",
        layout_at="layouts.budget_sheet:LAYOUT",
        build_at="builders.budget_sheet:papers",
    ),
    PaperKind(
        key="received",
        name=N_("What a college received"),
        words=N_("received sent got"),
        about=About.REGION,
        copies=Copies.PER_COLLEGE,
        topic=True,
        file_word="ontvangen",
        content="layouts.received:Received",
        layout_at="layouts.received:LAYOUT",
        build_at="builders.received:papers",
    ),
    PaperKind(
        key="action-sheet",
        name=N_("Sheet of a regional action"),
        words=N_("sheet action print"),
        about=About.ACTION,
        audience=Audience.PARTICIPANTS,
        file_word="actieblad",
        content="layouts.action_sheet:ActionSheet",
        layout_at="layouts.action_sheet:LAYOUT",
        build_at="builders.action_sheet:papers",
    ),
    PaperKind(
        key="seats",
        name=N_("Where a municipality sits, and by whom"),
        words=N_("seats sits mandates"),
        about=About.REGION,
        copies=Copies.PER_COLLEGE,
        file_word="zetels",
        content="layouts.seats:SeatList",
        layout_at="layouts.seats:LAYOUT",
        build_at="builders.seats:papers",
    ),
)
KINDS: Final[Mapping[str, PaperKind]] = {kind.key: kind for kind in _ALL}
# A list of the window: made from where it stands, so neither in menus nor on the command line.
LISTING: Final = PaperKind(
    key="listing",
    name=N_("List"),
    words="",
    about=About.REGION,
    audience=Audience.SECRETARIAT,
    file_word="lijst",
    content="layouts.listing:Listing",
    layout_at="layouts.listing:LAYOUT",
    build_at="builders.listing:listing",
)
PRINTED: Final[Mapping[str, PaperKind]] = {**KINDS, LISTING.key: LISTING}
