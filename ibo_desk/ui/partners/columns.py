"""What the lists of organisations, people, bodies and calendars show."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from ibo_desk.domain.bodies import ApprovalMode, DecisionMode, LegalForm, MemberRole
from ibo_desk.domain.calendars import Rhythm, SessionKind, SubmitRule
from ibo_desk.domain.organisations import Capacity, OrganisationKind
from ibo_desk.language import N_
from ibo_desk.services.words.format import weekday_name
from ibo_desk.ui.editors.fields import Field, Section
from ibo_desk.ui.partners.rows import CalendarLine, SeatLine
from ibo_desk.ui.shared.known_names import KnownPartners, partner_edit
from ibo_desk.ui.table.columns import Column, Columns, Edit

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.parties.body_rows import (
        BodyRow,
        ClosedDayRow,
        MembershipRow,
        RecessRow,
        SessionRow,
    )
    from ibo_desk.services.parties.organisations import OrganisationRow
    from ibo_desk.services.parties.people import MandateRow, PersonRow


def _known_by(
    key: str, title: str, width: int, field: str, editor: str = "line"
) -> Column["OrganisationRow"]:
    """A column that is shown when somebody asks for it, and typed in like the others."""
    edit: Edit[OrganisationRow] = Edit("organisation", field, editor)
    return Column(key, title, lambda row: getattr(row, field), width, hidden=True, edit=edit)


ORGANISATIONS: Final[Columns["OrganisationRow"]] = (
    Column(
        "name",
        N_("Organisation"),
        lambda row: row.name,
        stretch=True,
        edit=Edit("organisation", "name"),
        tip=lambda row: row.name,
    ),
    Column(
        "kind",
        N_("Kind"),
        lambda row: row.kind,
        width=150,
        edit=Edit("organisation", "kind", "choice", OrganisationKind),
    ),
    Column(
        "mailbox",
        N_("Functional mailbox"),
        lambda row: row.mailbox,
        190,
        edit=Edit("organisation", "mailbox"),
    ),
    Column("spoken_for", N_("Spoken for by"), lambda row: row.spoken_for_by, width=130, hidden=True),
    _known_by("nis", N_("NIS code"), 80, "nis"),
    _known_by("short", N_("Short name"), 110, "short_name"),
    _known_by("ovo", N_("OVO code"), 100, "ovo_code"),
    _known_by("from", N_("From"), 92, "valid_from", "date"),
    _known_by("to", N_("Until"), 92, "valid_to", "date"),
)


def organisation_fields(offered: "Callable[[], Sequence[tuple[UUID, str]]]") -> tuple[Field, ...]:
    """The fields of an organisation; ``offered`` are those that can succeed it."""
    successor = Field(
        N_("Successor, after a merger"),
        "successor_id",
        "record",
        options=lambda row: [choice for choice in offered() if choice[0] != row.id],
        empty=N_("none"),
        help=N_(
            "From the day after the last one, its seats are those of the successor; old papers keep its name."
        ),
    )
    return (*_ORGANISATION_FIELDS, successor, _REMARKS)


_ORGANISATION_FIELDS: Final = (
    Field(N_("Name"), "name"),
    Field(N_("Short name"), "short_name", width=3),
    Field(N_("Kind"), "kind", "choice", OrganisationKind, width=3),
    Field(N_("Functional mailbox"), "mailbox", help=N_("Notes and reminders also go to this address.")),
    Field(N_("NIS code"), "nis", width=2),
    Field(N_("OVO code"), "ovo_code", width=4),
    Field(N_("From"), "valid_from", "date", width=3),
    Field(N_("Until"), "valid_to", "date", width=3),
)

_REMARKS: Final = Field(N_("Remarks"), "note", "plain", lines=3)

PEOPLE: Final[Columns["PersonRow"]] = (
    Column("name", N_("Name"), lambda row: row.name, width=180, names=True, edit=Edit("person", "name")),
    Column("function", N_("Function"), lambda row: row.function, width=210, edit=Edit("person", "function")),
    Column("organisation", N_("Organisation"), lambda row: row.organisation, stretch=True),
    Column(
        "email", N_("E-mail"), lambda row: row.email, width=200, hidden=True, edit=Edit("person", "email")
    ),
    Column(
        "phone", N_("Telephone"), lambda row: row.phone, width=120, hidden=True, edit=Edit("person", "phone")
    ),
)


def typed_people(partners: Callable[[], KnownPartners]) -> Columns["PersonRow"]:
    """The people as they are typed in: also for whom they work, by name."""
    works_for = partner_edit("person", "organisation_id", partners, lambda row: row.organisation)
    return tuple(
        replace(column, edit=works_for) if column.key == "organisation" else column for column in PEOPLE
    )


PERSON_FIELDS: Final = (
    Field(N_("Name"), "name"),
    Field(N_("Function"), "function", width=3),
    Field(N_("E-mail"), "email", width=3),
    Field(N_("Telephone"), "phone", width=3),
)

MANDATES: Final[Columns["MandateRow"]] = (
    Column("person", N_("Person"), lambda row: row.person, width=150, hidden=True),
    Column("organisation", N_("For"), lambda row: row.organisation, width=130, hidden=True),
    Column("body", N_("In"), lambda row: row.body, stretch=True, tip=lambda row: row.body),
    Column(
        "fields", N_("Portfolio"), lambda row: row.fields, width=120, tip=lambda row: "\n".join(row.fields)
    ),
    Column(
        "capacity",
        N_("Capacity"),
        lambda row: row.capacity,
        width=120,
        edit=Edit("mandate", "capacity", "choice", Capacity),
    ),
    Column(
        "from", N_("From"), lambda row: row.valid_from, width=92, edit=Edit("mandate", "valid_from", "date")
    ),
    Column("to", N_("Until"), lambda row: row.valid_to, width=92, edit=Edit("mandate", "valid_to", "date")),
)

BODIES: Final[Columns["BodyRow"]] = (
    Column(
        "name",
        N_("Body"),
        lambda row: row.name,
        stretch=True,
        edit=Edit("body", "name"),
        tip=lambda row: row.name,
    ),
    Column("short", N_("Short name"), lambda row: row.short_name, width=140, edit=Edit("body", "short_name")),
    Column("kind", N_("Kind"), lambda row: row.kind, width=190, hidden=True),
    Column(
        "own",
        N_("Own secretariat"),
        lambda row: row.secretariat_name,
        width=160,
        edit=Edit("body", "secretariat_name"),
    ),
)

BODY_FIELDS: Final = (
    Field(N_("Name"), "name"),
    Field(N_("Short name"), "short_name", width=2),
    Field(N_("Legal form"), "legal_form", "choice", LegalForm, width=4),
    Field(N_("From"), "valid_from", "date", width=3),
    Field(
        N_("Until"),
        "valid_to",
        "date",
        width=3,
        help=N_("The last day of its term, or the day on which it ended."),
    ),
    Field(N_("Secretariat outside this program"), "secretariat_name", width=4),
    Field(
        N_("Agenda and minutes are kept by that secretariat"),
        "external_secretariat",
        "check",
        help=N_("Then minutes are attached as received, and there are no steps of approval."),
    ),
    Field(N_("Papers say which items were not prepared"), "prints_preparation", "check"),
    Field(N_("Minutes repeat all engagements and referrals at their end"), "prints_overviews", "check"),
    Field(
        N_("Minutes are numbered, from 1 each year"),
        "numbers_minutes",
        "check",
        help=N_("A meeting gets the next number once it was held; at the meeting another one can be typed."),
    ),
    Field(
        N_("A joint voice (Team MOW) takes one position for its members"),
        "speaks_jointly",
        "check",
        help=N_("Leave it out where each of its members speaks for itself."),
    ),
)

RULES: Final = (
    Section(N_("Rules of procedure (fill in from the body's own rules)")),
    Field(N_("How it concludes"), "decision_mode", "choice", DecisionMode, width=3),
    Field(N_("How minutes are approved"), "approval_mode", "choice", ApprovalMode, width=3),
    Field(N_("Quorum"), "quorum", "number", width=2),
    Field(N_("Days for the invitation"), "invitation_days", "number", width=2),
    Field(N_("Days for the minutes"), "minutes_days", "number", width=2),
    Field(N_("Silent approval after (days)"), "approval_days", "number", width=2),
    Field(N_("Source"), "source", width=4),
)

MEMBERS: Final[Columns["MembershipRow"]] = (
    Column("organisation", N_("Member"), lambda row: row.organisation, stretch=True),
    Column(
        "role",
        N_("Role"),
        lambda row: row.role,
        width=100,
        edit=Edit("membership", "role", "choice", MemberRole),
    ),
    Column(
        "from",
        N_("From"),
        lambda row: row.valid_from,
        width=86,
        edit=Edit("membership", "valid_from", "date"),
    ),
    Column(
        "to", N_("Until"), lambda row: row.valid_to, width=86, edit=Edit("membership", "valid_to", "date")
    ),
)

SEATS: Final[Columns[SeatLine]] = (
    Column("body", N_("Sits in"), lambda row: row.body, stretch=True, tip=lambda row: row.body),
    Column("role", N_("Role"), lambda row: row.role, width=90),
    Column(
        "persons", N_("By whom"), lambda row: row.persons, width=150, tip=lambda row: ", ".join(row.persons)
    ),
)


def weekdays() -> list[tuple[int | None, str]]:
    """Monday to Friday as a choice; a college that meets in the weekend is not known to us."""
    return [(number, weekday_name(number)) for number in range(5)]


def _set_weekday(app: "App", row: CalendarLine, value: int | None) -> None:
    app.bodies.set_calendar(row.body_id, value, row.submit_days or 0)


def _set(name: str) -> "Callable[[App, CalendarLine, object], None]":
    """Writes one rule of a calendar that is known."""
    return lambda app, row, value: app.bodies.change_calendar(row.body_id, {name: value})


def _known(row: CalendarLine) -> bool:
    return row.weekday is not None


def _rule(
    name: str,
    title: str,
    width: int,
    editor: str = "line",
    choices: type[StrEnum] | None = None,
    *,
    hidden: bool = False,
) -> Column[CalendarLine]:
    """A column of one rule by which a college meets; only a calendar that is known has rules."""
    edit: Edit[CalendarLine] = Edit("body_calendar", name, editor, choices, save=_set(name), allowed=_known)
    return Column(name, title, lambda row: getattr(row, name), width=width, edit=edit, hidden=hidden)


CALENDARS: Final[Columns[CalendarLine]] = (
    Column("college", N_("College"), lambda row: row.organisation, width=104, names=True),
    Column(
        "weekday",
        N_("Meets on"),
        lambda row: row.weekday,
        width=94,
        show=lambda value: "" if value is None else weekday_name(value),
        edit=Edit(
            "body_calendar",
            "weekday",
            "choice",
            options=lambda _row: [(None, ""), *weekdays()],
            save=_set_weekday,
        ),
    ),
    _rule("rhythm", N_("How often"), 100, "choice", Rhythm),
    Column(
        "submit",
        N_("Note in"),
        lambda row: row.submit_days,
        width=84,
        align="right",
        show=lambda value: "" if value is None else str(value),
        edit=Edit("body_calendar", "submit_days", "number", save=_set("submit_days"), allowed=_known),
    ),
    _rule("submit_rule", N_("Counted in"), 106, "choice", SubmitRule),
    Column("next", N_("Next meeting"), lambda row: row.next_on, width=100, stretch=True),
    _rule("since", N_("Fortnights counted from"), 130, "date", hidden=True),
    _rule("week_of_month", N_("Week of the month (5 = last)"), 130, "number", hidden=True),
    Column(
        "submit_weekday",
        N_("Weekday of the week before"),
        lambda row: row.submit_weekday,
        width=130,
        hidden=True,
        show=lambda value: "" if value is None else weekday_name(value),
        edit=Edit(
            "body_calendar",
            "submit_weekday",
            "choice",
            options=lambda _row: weekdays(),
            save=_set("submit_weekday"),
            allowed=_known,
        ),
    ),
    _rule("submit_at", N_("Hour of that day"), 90, "time", hidden=True),
    Column(
        "recess",
        N_("No meetings"),
        lambda row: row.recess,
        width=220,
        hidden=True,
        tip=lambda row: row.recess,
    ),
)

RECESSES: Final[Columns["RecessRow"]] = (
    Column(
        "first",
        N_("From"),
        lambda row: row.first,
        width=100,
        names=True,
        edit=Edit("calendar_recess", "first", "date"),
    ),
    Column(
        "last", N_("Until"), lambda row: row.last, width=100, edit=Edit("calendar_recess", "last", "date")
    ),
    Column("label", N_("Why"), lambda row: row.label, stretch=True, edit=Edit("calendar_recess", "label")),
)

SESSIONS: Final[Columns["SessionRow"]] = (
    Column(
        "on", N_("Day"), lambda row: row.on, width=100, names=True, edit=Edit("college_session", "on", "date")
    ),
    Column(
        "kind",
        N_("What"),
        lambda row: row.kind,
        width=110,
        edit=Edit("college_session", "kind", "choice", SessionKind),
    ),
    Column(
        "moved_to",
        N_("Moved to"),
        lambda row: row.moved_to,
        width=100,
        edit=Edit("college_session", "moved_to", "date"),
    ),
    Column("note", N_("Why"), lambda row: row.note, stretch=True, edit=Edit("college_session", "note")),
)

CLOSED_DAYS: Final[Columns["ClosedDayRow"]] = (
    Column("on", N_("Day"), lambda row: row.on, width=110, edit=Edit("closed_day", "on", "date")),
    Column("weekday", N_("Weekday"), lambda row: weekday_name(row.on.weekday()), width=110),
    Column("name", N_("Why closed"), lambda row: row.name, stretch=True, edit=Edit("closed_day", "name")),
)
