"""The pages of the rail, in order; each is imported when it is first shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final
from uuid import UUID

from ibo_desk.documents.kinds import KINDS, About
from ibo_desk.language import N_

if TYPE_CHECKING:
    from ibo_desk.ui.page import Page


Ref = tuple[str, UUID]  # a record, by table name and id


@dataclass(frozen=True)
class Entry:
    """One line of the rail; ``where`` is ``module:Class``, ``ahead`` whether it is made before somebody opens it."""

    key: str
    group: str
    title: str
    icon: str
    where: str
    ahead: bool = True

    def load(self) -> "type[Page]":
        module, name = self.where.split(":")
        page: type[Page] = getattr(import_module(module), name)
        return page


_PREPARE = N_("Prepare")
_FOLLOW = N_("Follow up")
_MANAGE = N_("Manage")

PAGES: Final = (
    Entry("overview", "", N_("Overview"), "overview", "ibo_desk.ui.overview.page:OverviewPage"),
    Entry("actions", _PREPARE, N_("Regional actions"), "actions", "ibo_desk.ui.actions.page:ActionsPage"),
    Entry("topics", _PREPARE, N_("Preparation"), "topics", "ibo_desk.ui.topics.page:TopicsPage"),
    Entry("meetings", _PREPARE, N_("Meetings"), "meetings", "ibo_desk.ui.meetings.page:MeetingsPage"),
    Entry(
        "engagements",
        _FOLLOW,
        N_("Engagements"),
        "engagements",
        "ibo_desk.ui.engagements.page:EngagementsPage",
    ),
    Entry("feedback", _FOLLOW, N_("Feedback"), "feedback", "ibo_desk.ui.feedback.page:FeedbackPage"),
    Entry("my_college", _FOLLOW, N_("My college"), "star", "ibo_desk.ui.my_college.page:MyCollegePage"),
    Entry(
        "partners", _MANAGE, N_("Partners & mandates"), "partners", "ibo_desk.ui.partners.page:PartnersPage"
    ),
    Entry("documents", _MANAGE, N_("Documents"), "documents", "ibo_desk.ui.documents.page:DocumentsPage"),
    Entry(
        "templates",
        _MANAGE,
        N_("Templates"),
        "templates",
        "ibo_desk.ui.templates.page:TemplatesPage",
        ahead=False,
    ),
    Entry(
        "settings",
        "settings",
        N_("Settings"),
        "settings",
        "ibo_desk.ui.settings.page:SettingsPage",
        ahead=False,
    ),
)

# The pages of a file that a college was given, the first one first; on some of them it only reads.
OF_COLLEGE: Final = (
    "my_college",
    "meetings",
    "feedback",
    "engagements",
    "partners",
    "documents",
    "templates",
)
ONLY_READ: Final = frozenset({"overview", "actions", "topics", "meetings", "settings"})

_NUMBERED = 10  # Alt+1 to Alt+9, and Alt+0; what stands after them has no key of its own


def page_keys(number: int) -> str:
    """The keys that open a page, by its place on the rail from 1 on; empty where it has none."""
    return f"Alt+{number % _NUMBERED}" if number <= _NUMBERED else ""


# What a link to a paper names; the others name a college.
_PAPER_OF: Final = {About.MEETING: "meeting", About.ACTION: "action"}

# Which page shows a record, by table name (the kinds of search hits, overview lines and links).
PAGE_OF_KIND: Final = {
    "regional_action": "actions",
    "progress_note": "actions",
    "evaluation": "actions",
    "milestone": "actions",
    "funding": "actions",
    "indicator": "actions",
    "next_step": "actions",
    "action_progress": "actions",
    "topic": "topics",
    "meeting": "meetings",
    "agenda_item": "meetings",
    "attendance": "meetings",
    "position": "meetings",
    "referral": "meetings",
    "referral_target": "meetings",
    "minutes_version": "meetings",
    "engagement": "engagements",
    "engagement_partner": "engagements",
    "feedback_round": "feedback",
    "item_feedback": "feedback",
    "organisation": "partners",
    "person": "partners",
    "body": "partners",
    "mandate": "partners",
    "membership": "partners",
    "body_calendar": "partners",
    "closed_day": "partners",
    "document": "documents",
    "college_note": "documents",
    "sent_paper": "documents",
    **{f"{_PAPER_OF.get(kind.about, 'college')}_paper:{kind.key}": "documents" for kind in KINDS.values()},
}


def where_undone(places: Sequence[Ref], gone: Sequence[str], here: str) -> tuple[str, Ref | None]:
    """On which page, and at which record, one sees what was taken back; ``here`` is the page that is open.

    ``places`` and ``gone`` as an entry of the history has them. Where records are gone with it one sees that on their
    own page, not on that of a partner who was named in them.
    """
    pages = [PAGE_OF_KIND[kind] for kind in gone if kind in PAGE_OF_KIND]
    known = [place for place in places if PAGE_OF_KIND.get(place[0]) in (pages or PAGE_OF_KIND.values())]
    if here in pages:
        return here, next((place for place in known if PAGE_OF_KIND[place[0]] == here), None)
    if known:
        return PAGE_OF_KIND[known[0][0]], known[0]
    return (pages[0] if pages else here), None
