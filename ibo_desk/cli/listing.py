"""``list FILE KIND``: a table for people, or objects with the English field names for scripts."""

from __future__ import annotations

import argparse
import dataclasses
import shutil
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ibo_desk.app import App, open_app
from ibo_desk.cli.output import print_json
from ibo_desk.domain.names import display_name, fold
from ibo_desk.language import N_, _
from ibo_desk.services.words import field_label, label
from ibo_desk.services.words import format as say

if TYPE_CHECKING:
    from ibo_desk.cli.days import ComparedDay
    from ibo_desk.cli.journal import JournalLine
    from ibo_desk.services.feedback.listings import DocumentRow
    from ibo_desk.services.feedback.rows import RoundRow
    from ibo_desk.services.meetings.year import MeetingOfYear

# What one kind alone needs is imported when that is listed: a command must begin at once.


def _rounds(app: App) -> list[RoundRow]:
    """Every round, its college called as its municipality: the full name of thirteen colleges begins alike."""
    from ibo_desk.services.feedback import listings

    names = {row.id: row.organisation for row in app.bodies.colleges()}
    return [
        dataclasses.replace(row, college=names.get(row.college_id) or row.college)
        for row in listings.feedback(app.store)
    ]


def _documents(app: App) -> list[DocumentRow]:
    from ibo_desk.services.feedback import listings

    return listings.documents(app.store)


def _journal(app: App) -> list[JournalLine]:
    from ibo_desk.cli import journal

    return journal.lines(app)


def _days(app: App, args: Namespace) -> list[ComparedDay]:
    from ibo_desk.cli import days

    return days.compared(app, args)


def _years(app: App) -> list[MeetingOfYear]:
    """The meetings of all years with what each came to, by day."""
    years = sorted({row.on.year for row in app.meetings.listing()})
    return [meeting for year in years for meeting in app.meeting_years.of(year)]


READERS: Mapping[str, Callable[[App], Sequence[Any]]] = {
    "actions": lambda app: app.actions.listing(),
    "topics": lambda app: app.topics.listing(),
    "meetings": lambda app: app.meetings.listing(),
    "items": lambda app: [item for row in app.meetings.listing() for item in app.agenda.items(row.id)],
    "conclusions": lambda app: app.conclusions.listing(),
    "years": _years,
    "engagements": lambda app: app.engagements.listing(),
    "feedback": _rounds,
    "deadlines": lambda app: app.deadlines.listing(),
    "sent": lambda app: app.sent.listing(),
    "organisations": lambda app: app.organisations.listing(),
    "people": lambda app: app.people.listing(),
    "empty-seats": lambda app: app.mandates.empty_seats(app.clock.today()),
    "documents": _documents,
    "journal": _journal,
}
# What is worked out for what the command names, instead of listed whole.
ASKED: Mapping[str, Callable[[App, Namespace], Sequence[Any]]] = {"days": _days}
KINDS = (*READERS, *ASKED)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "actions": ("number", "title", "state", "leads", "next_step"),
    "topics": ("title", "preparation", "submitted_by"),
    "meetings": ("short", "on", "place", "state", "item_count"),
    "items": ("meeting", "number", "title", "item_type"),
    "conclusions": ("on", "meeting", "title", "conclusion", "action", "partners"),
    "years": ("on", "body", "items", "concluded", "referrals", "open_engagements", "state"),
    "engagements": ("what", "partners", "due_on", "state"),
    "feedback": ("meeting", "item", "college", "state", "delivered_on", "answer"),
    "deadlines": ("meeting", "item", "college", "decisive_on", "last_session", "in_by", "turn", "reach"),
    "days": ("on", "can", "too_late", "unknown", "first_in_by", "last_in_by", "cannot", "best"),
    "sent": ("sent_on", "college", "number", "title", "meeting", "replaces_on", "replaced_on"),
    "organisations": ("name", "kind", "nis"),
    "people": ("name", "function", "organisation"),
    "empty-seats": ("body", "organisation", "last_person", "last_day", "mailbox"),
    "documents": ("title", "kind", "file_name", "made_at"),
    "journal": ("at", "actor", "label", "changed"),
}
_HEADINGS = {
    "short": "meeting_id",
    "meeting": "meeting_id",
    "item": "item_id",
    "action": "action_id",
    "college": "college_id",
    "organisation": "organisation_id",
    "submitted_by": "submitted_by_id",
}
_OWN_HEADINGS = {
    "leads": N_("Lead partner"),
    "partners": N_("Partners"),
    "item_count": N_("Items"),
    "items": N_("Items"),
    "concluded": N_("Concluded"),
    "referrals": N_("Referred"),
    "open_engagements": N_("Engagements still open"),
    "at": N_("When"),
    "actor": N_("Who"),
    "label": N_("What was done"),
    "changed": N_("What changed"),
    "decisive_on": N_("Decisive day"),
    "last_session": N_("Last college"),
    "in_by": N_("Note in by"),
    "turn": N_("Whose turn"),
    "reach": N_("In time"),
    "can": N_("Colleges in time"),
    "too_late": N_("Too late"),
    "unknown": N_("Not known"),
    "first_in_by": N_("Notes in from"),
    "last_in_by": N_("Notes in until"),
    "cannot": N_("Who cannot"),
    "best": N_("Best"),
    "last_person": N_("Last held by"),
    "last_day": N_("Last day"),
    "replaces_on": N_("Replaces that of"),
    "replaced_on": N_("Replaced on"),
}
NARROWEST = 8
PAGE = 100  # characters on a line where no terminal says how many fit


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    listing = command("list", _("list records of one kind"))
    listing.add_argument("file", metavar=_("FILE"), help=_("region file or address of a database"))
    listing.add_argument("kind", choices=KINDS, metavar=_("KIND"), help=", ".join(KINDS))
    listing.add_argument("--json", action="store_true", help=_("as objects with English field names"))
    listing.add_argument("--filter", default="", metavar=_("TEXT"), help=_("only what holds these words"))
    _add_options_of_days(listing)
    listing.set_defaults(run=_list)


def _add_options_of_days(command: argparse.ArgumentParser) -> None:
    about = command.add_mutually_exclusive_group()
    about.add_argument("--body", metavar=_("NAME"), help=_("for days: of a meeting of this body"))
    about.add_argument("--item", metavar="ID", help=_("for days: of the conclusion of this item"))
    command.add_argument(
        "--from", dest="first", metavar=_("DAY"), help=_("for days: the first; default: today")
    )
    command.add_argument(
        "--to", dest="last", metavar=_("DAY"), help=_("for days: the last; default: 8 weeks on")
    )


def _list(args: Namespace) -> int:
    with open_app(args.file, read_only=True) as app:
        known = ASKED[args.kind](app, args) if args.kind in ASKED else READERS[args.kind](app)
        rows = [row for row in known if _holds(row, args.filter)]
    if args.json:
        print_json([plain(row) for row in rows])
    else:
        columns = COLUMNS[args.kind]
        print_table(
            [_heading(name) for name in columns],
            [[_cell(row, name) for name in columns] for row in rows],
            room=shutil.get_terminal_size((PAGE, 0)).columns,
        )
    return 0


def plain(value: Any) -> Any:
    """A row as JSON can hold it: codes and field names in English, days in ISO form."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, UUID | StrEnum):
        return str(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(each) for each in value]
    return value


def text_of(value: Any) -> str:
    """A value as people read it in a table."""
    if value is None:
        return ""
    if isinstance(value, StrEnum):
        return label(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{say.short_day(value.astimezone().date())} {value.astimezone():%H:%M}"
    if isinstance(value, date):
        return say.short_day(value)
    if isinstance(value, tuple | list):
        return ", ".join(text_of(each) for each in value)
    return str(getattr(value, "organisation", value))


def _heading(name: str) -> str:
    return _(_OWN_HEADINGS[name]) if name in _OWN_HEADINGS else field_label(_HEADINGS.get(name, name))


def _cell(row: Any, name: str) -> str:
    if name == "due_on" and row.due_on is None:
        return str(row.due_phrase)
    if name == "title":
        return text_of(display_name(getattr(row, "short_title", ""), row.title))
    return text_of(getattr(row, name))


def _holds(row: Any, words: str) -> bool:
    """Whether every word stands somewhere in the row, accents and capitals aside."""
    terms = fold(words).split()
    if not terms:
        return True
    whole = fold(" ".join(text_of(getattr(row, field.name)) for field in dataclasses.fields(row)))
    return all(word in whole for word in terms)


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]], room: int | None = None) -> None:
    """Columns as wide as their widest cell; where that is more than ``room``, the widest give way and end in …"""
    lines = [list(heads), *([" ".join(cell.split()) for cell in row] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    gaps = 2 * (len(heads) - 1)
    while room is not None and sum(widths) + gaps > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    for line in lines:
        cells = [_cut(cell, width).ljust(width) for cell, width in zip(line, widths, strict=True)]
        print("  ".join(cells).rstrip())


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
