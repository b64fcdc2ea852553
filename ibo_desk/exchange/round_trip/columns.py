"""What an exported workbook holds, as data: the kinds, the sheets of each, and the columns of a sheet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import metadata
from ibo_desk.language import N_, _
from ibo_desk.services.actions.actions import Actions
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.agenda.topics import Topics
from ibo_desk.services.base.tables import alive
from ibo_desk.services.engagements.engagements import Engagements
from ibo_desk.services.feedback import listings
from ibo_desk.services.meetings.meetings import Meetings
from ibo_desk.services.parties.organisations import Organisations
from ibo_desk.services.parties.people import People
from ibo_desk.services.words import field_label


@dataclass(frozen=True)
class Column:
    """A column: a field of the table that can be changed, or what is only to be read (``locked``).

    ``derived`` is of the row that the desk shows (who leads an action), not of the table.
    """

    name: str
    width: int
    locked: bool = False
    derived: bool = False
    own_heading: str = ""

    @property
    def heading(self) -> str:
        """What stands above it: "Uiterste datum"."""
        text = _(self.own_heading) if self.own_heading else field_label(self.name)
        return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class SheetKind:
    """One sheet: the records of a table, in the order and with the rows in which the desk shows them."""

    table: str
    title: str
    rows: Callable[[Store], Iterable[Any]]
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """The name of the sheet: "Acties"."""
        return _(self.title)


def _field(name: str, width: int) -> Column:
    return Column(name, width)


def _locked(name: str, width: int) -> Column:
    return Column(name, width, locked=True)


def _derived(name: str, heading: str, width: int) -> Column:
    return Column(name, width, locked=True, derived=True, own_heading=heading)


def _items(store: Store) -> Iterable[Any]:
    meetings = [meeting.id for meeting in Meetings(store).listing()]
    of_meeting = Agenda(store).items_of(meetings)
    return (item for meeting in meetings for item in of_meeting[meeting])


def _shares(store: Store) -> Iterable[Any]:
    return (share for engagement in Engagements(store).listing() for share in engagement.partners)


def _kept(name: str, *order: str) -> Callable[[Store], Iterable[Any]]:
    """The records of a table that the desk shows in parts, beside what they belong to."""

    def rows(store: Store) -> Iterable[Any]:
        table = metadata.tables[name]
        query = (
            select(table.c.id)
            .where(alive(table))
            .order_by(*(table.c[column] for column in order), table.c.id)
        )
        with store.read() as session:
            return session.execute(query).all()

    return rows


_ACTIONS = SheetKind(
    "regional_action",
    N_("Actions"),
    lambda store: Actions(store).listing(),
    (
        _field("number", 9), _field("title", 40), _field("short_title", 20), _field("state", 14),
        _derived("leads", N_("Lead partner"), 24), _derived("partners", N_("Partners"), 30),
        _derived("lines", N_("Strategic lines"), 24), _field("coordinator_id", 22), _field("next_step", 34),
        _field("next_step_on", 13), _field("public_progress", 40), _field("public_progress_on", 13),
        _field("summary", 50), _field("origin", 20), _field("added_on", 13),
        _field("added_reason", 26),
    ),
)  # fmt: skip
_TOPICS = SheetKind(
    "topic",
    N_("Topics"),
    lambda store: Topics(store).listing(),
    (
        _field("title", 40), _field("preparation", 18), _field("phase", 18), _field("declined_reason", 26),
        _field("action_id", 30), _field("submitted_by_id", 24), _field("submitted_on", 13),
        _locked("origin_body_id", 20), _field("transport_layer", 18), _field("justifies_meeting", 12),
        _field("summary", 50), _field("still_open", 34),
    ),
)  # fmt: skip
_MEETINGS = SheetKind(
    "meeting",
    N_("Meetings"),
    lambda store: Meetings(store).listing(),
    (
        _derived("short", N_("Meeting"), 16), _locked("body_id", 22), _field("number", 9), _field("on", 13),
        _field("starts_at", 10), _field("ends_at", 10), _field("opened_at", 10), _field("closed_at", 10),
        _field("breaks", 16), _field("place", 26), _field("state", 14),
        _derived("chairs", N_("Chairs"), 30), _field("secretary", 22), _field("reason", 40),
        _field("opening_note", 40), _field("cancelled_reason", 26),
    ),
)  # fmt: skip
_CHAIRS = SheetKind(
    "meeting_chair",
    N_("Chairs"),
    lambda store: Meetings(store).chairs(),
    (_locked("meeting_id", 30), _locked("rank", 9), _field("name", 30)),
)
_ITEMS = SheetKind(
    "agenda_item",
    N_("Agenda items"),
    _items,
    (
        _locked("meeting_id", 16), _derived("number", N_("No."), 7), _field("title", 40), _field("item_type", 16),
        _locked("topic_id", 26), _field("transport_layer", 18), _field("minutes", 11), _field("late", 10),
        _field("began_at", 10), _field("urgent", 10), _field("asked", 34), _field("introduction", 40),
        _field("discussion", 50), _field("conclusion", 50), _field("ended_reason", 26),
        _field("outcome", 18), _field("treatment", 16), _field("conclusion_on", 13),
        _field("attachments", 26), _field("audience", 18),
    ),
)  # fmt: skip
_ENGAGEMENTS = SheetKind(
    "engagement",
    N_("Engagements"),
    lambda store: Engagements(store).listing(),
    (
        _field("what", 50), _derived("partners", N_("Partners"), 30), _derived("state", N_("State"), 14),
        _field("due_phrase", 24), _field("due_on", 13), _field("recurrence", 14), _field("action_id", 30),
        _locked("item_id", 26), _field("progress", 40), _field("audience", 18),
    ),
)  # fmt: skip
_SHARES = SheetKind(
    "engagement_partner",
    N_("Shares"),
    _shares,
    (
        _locked("engagement_id", 40), _locked("organisation_id", 22), _field("kind", 16),
        _field("amount_cents", 14), _field("vte_thousandths", 12), _field("budget_year", 11),
        _field("in_plan", 18), _field("state", 14), _field("state_since", 13), _field("condition", 30),
        _locked("confirmed_by_id", 22), _field("confirmed_on", 13), _field("confirmed_reference", 20),
        _field("evidence", 30), _locked("closed_on", 13),
    ),
)  # fmt: skip
_FEEDBACK = SheetKind(
    "feedback_round",
    N_("Feedback"),
    listings.feedback,
    (
        _derived("meeting", N_("Meeting"), 16), _locked("item_id", 34), _locked("college_id", 26),
        _locked("side", 12), _locked("number", 8), _derived("state", N_("State"), 16), _field("question", 16),
        _field("question_text", 34), _field("asked_by", 20), _field("answer_by", 13),
        _field("delivered_on", 13), _field("heard_on", 13), _field("answer", 20), _field("answered_on", 13),
        _field("answer_text", 40), _field("reference", 20), _field("dealt_with_on", 13),
        _field("reminded_on", 13),
    ),
)  # fmt: skip
_ORGANISATIONS = SheetKind(
    "organisation",
    N_("Organisations"),
    lambda store: Organisations(store).listing(),
    (
        _field("name", 36), _field("short_name", 20), _field("kind", 18), _field("nis", 10),
        _field("ovo_code", 14), _field("lblod_uri", 30), _field("mailbox", 28), _field("valid_from", 13),
        _field("valid_to", 13), _field("successor_id", 24),
    ),
)  # fmt: skip
_PEOPLE = SheetKind(
    "person",
    N_("People"),
    lambda store: People(store).listing(),
    (
        _field("name", 28), _field("function", 28), _field("organisation_id", 28), _field("email", 30),
        _field("phone", 18),
    ),
)  # fmt: skip
_DOCUMENTS = SheetKind(
    "document",
    N_("Documents"),
    listings.documents,
    (
        _field("title", 40), _locked("kind", 14), _locked("file_name", 34), _locked("data_date", 13),
        _locked("made_at", 24), _locked("meeting_id", 16), _locked("item_id", 30), _locked("action_id", 30),
        _locked("college_id", 26), _field("audience", 18),
    ),
)  # fmt: skip

_NOTES = SheetKind(
    "progress_note",
    N_("State of play"),
    _kept("progress_note", "action_id", "on"),
    (
        _locked("action_id", 34),
        _field("on", 13),
        _field("text", 60),
        _field("author", 24),
        _field("audience", 18),
    ),
)
_MILESTONES = SheetKind(
    "milestone",
    N_("Milestones"),
    _kept("milestone", "action_id", "due_on"),
    (
        _locked("action_id", 34), _field("title", 44), _field("due_on", 13), _field("due_phrase", 24),
        _field("reached_on", 13),
    ),
)  # fmt: skip
_INDICATORS = SheetKind(
    "indicator",
    N_("Indicators"),
    _kept("indicator", "action_id", "name"),
    (
        _locked("action_id", 34), _field("name", 34), _field("unit", 16), _field("baseline_thousandths", 13),
        _field("baseline_on", 13), _field("target_thousandths", 13), _field("target_on", 13),
    ),
)  # fmt: skip
_MEASUREMENTS = SheetKind(
    "measurement",
    N_("Measurements"),
    _kept("measurement", "indicator_id", "on"),
    (
        _locked("indicator_id", 34),
        _field("on", 13),
        _field("value_thousandths", 13),
        Column("note", 40, own_heading=N_("Remark")),
    ),
)
_FUNDING = SheetKind(
    "funding",
    N_("Funding"),
    _kept("funding", "action_id", "year", "label"),
    (
        _locked("action_id", 34), _field("label", 34), _field("organisation_id", 24), _field("kind", 18),
        _field("state", 16), _field("year", 8), _field("asked_cents", 14), _field("granted_cents", 14),
        _field("call", 30), _field("call_closes_on", 13), _field("granted_on", 13),
        _field("interim_report_on", 13), _field("final_report_on", 13), _field("reported_on", 13),
    ),
)  # fmt: skip
_EVALUATIONS = SheetKind(
    "evaluation",
    N_("Evaluations"),
    _kept("evaluation", "action_id", "planned_on", "on"),
    (
        _locked("action_id", 34), _locked("body_id", 24), _field("planned_on", 13), _field("on", 13),
        _field("text", 60), _field("next_due_on", 13),
    ),
)  # fmt: skip
_BODIES = SheetKind(
    "body",
    N_("Bodies"),
    _kept("body", "name"),
    (
        _field("name", 44), _field("short_name", 18), _locked("kind", 22), _locked("organisation_id", 24),
        _field("legal_form", 30), _field("external_secretariat", 14), _field("secretariat_name", 26),
    ),
)  # fmt: skip
_MEMBERS = SheetKind(
    "membership",
    N_("Members"),
    _kept("membership", "body_id", "organisation_id"),
    (
        _locked("body_id", 34), _locked("organisation_id", 26), _field("role", 18), _field("valid_from", 13),
        _field("valid_to", 13),
    ),
)  # fmt: skip
_MANDATES = SheetKind(
    "mandate",
    N_("Mandates"),
    _kept("mandate", "body_id", "organisation_id"),
    (
        _locked("person_id", 28), _locked("organisation_id", 24), _locked("body_id", 34), _field("capacity", 18),
        _field("function", 26), _field("valid_from", 13), _field("valid_to", 13),
    ),
)  # fmt: skip
_CALENDARS = SheetKind(
    "body_calendar",
    N_("Calendars"),
    _kept("body_calendar", "body_id"),
    (
        _locked("body_id", 44), _field("weekday", 13), _field("rhythm", 20), _field("since", 13),
        _field("week_of_month", 10), _field("submit_rule", 24), _field("submit_days", 10),
        _field("submit_weekday", 13), _field("submit_at", 10),
    ),
)  # fmt: skip
_SESSIONS = SheetKind(
    "college_session",
    N_("College days"),
    _kept("college_session", "body_id", "on"),
    (
        _locked("body_id", 44), _field("on", 13), _field("kind", 20), _field("moved_to", 13),
        Column("note", 30, own_heading=N_("Remark")),
    ),
)  # fmt: skip
_RECESSES = SheetKind(
    "calendar_recess",
    N_("Recesses"),
    _kept("calendar_recess", "body_id", "first"),
    (_locked("body_id", 44), _field("first", 13), _field("last", 13), _field("label", 30)),
)

# The kinds by the names that "ibo-desk list" gives them too, where it has them.
KINDS: Final[Mapping[str, tuple[SheetKind, ...]]] = {
    "actions": (_ACTIONS,),
    "topics": (_TOPICS,),
    "meetings": (_MEETINGS, _CHAIRS),
    "items": (_ITEMS,),
    "engagements": (_ENGAGEMENTS, _SHARES),
    "feedback": (_FEEDBACK,),
    "organisations": (_ORGANISATIONS,),
    "people": (_PEOPLE,),
    "mandates": (_MANDATES,),
    "bodies": (_BODIES, _MEMBERS),
    "calendars": (_CALENDARS, _SESSIONS, _RECESSES),
    "progress": (_NOTES,),
    "milestones": (_MILESTONES,),
    "indicators": (_INDICATORS, _MEASUREMENTS),
    "funding": (_FUNDING,),
    "evaluations": (_EVALUATIONS,),
    "documents": (_DOCUMENTS,),
}
SHEETS: Final[Mapping[str, SheetKind]] = {sheet.table: sheet for kind in KINDS.values() for sheet in kind}


def sheets_of(kinds: Sequence[str]) -> list[SheetKind]:
    """The sheets of the named kinds, each once; of all kinds where none is named."""
    return [sheet for name in dict.fromkeys(kinds or KINDS) for sheet in KINDS[name]]
