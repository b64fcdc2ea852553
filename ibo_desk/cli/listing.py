"""``list FILE KIND``: a table for people, or objects with the English field names for scripts."""

import argparse
import dataclasses
import json
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from ibo_desk.app import App, open_app
from ibo_desk.domain.names import fold
from ibo_desk.language import N_, _
from ibo_desk.services import format as say
from ibo_desk.services import listings

MOST_ENTRIES = 10_000
READERS: Mapping[str, Callable[[App], Sequence[Any]]] = {
    "actions": lambda app: app.actions.listing(),
    "topics": lambda app: app.topics.listing(),
    "meetings": lambda app: app.meetings.listing(),
    "items": lambda app: [item for row in app.meetings.listing() for item in app.agenda.items(row.id)],
    "engagements": lambda app: app.engagements.listing(),
    "feedback": lambda app: listings.feedback(app.store),
    "organisations": lambda app: app.organisations.listing(),
    "people": lambda app: app.people.listing(),
    "documents": lambda app: listings.documents(app.store),
    "journal": lambda app: app.history.entries(limit=MOST_ENTRIES),
}
COLUMNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "actions": (
        (N_("No."), "number"),
        (N_("Title"), "title"),
        (N_("State"), "state"),
        (N_("Lead"), "leads"),
        (N_("Next step"), "next_step"),
    ),
    "topics": (
        (N_("Title"), "title"),
        (N_("Preparation"), "preparation"),
        (N_("Submitted by"), "submitted_by"),
    ),
    "meetings": (
        (N_("Meeting"), "short"),
        (N_("Date"), "on"),
        (N_("Place"), "place"),
        (N_("State"), "state"),
        (N_("Items"), "item_count"),
    ),
    "items": (
        (N_("Meeting"), "meeting"),
        (N_("No."), "number"),
        (N_("Title"), "title"),
        (N_("Type"), "item_type"),
    ),
    "engagements": (
        (N_("What"), "what"),
        (N_("Partners"), "partners"),
        (N_("Due"), "due_on"),
        (N_("State"), "state"),
        (N_("Action"), "action"),
    ),
    "feedback": (
        (N_("Meeting"), "meeting"),
        (N_("Item"), "item"),
        (N_("College"), "college"),
        (N_("Question"), "question"),
        (N_("Delivered"), "delivered_on"),
        (N_("Answer"), "answer"),
    ),
    "organisations": ((N_("Name"), "name"), (N_("Kind"), "kind"), (N_("NIS"), "nis")),
    "people": ((N_("Name"), "name"), (N_("Function"), "function"), (N_("Organisation"), "organisation")),
    "documents": (
        (N_("Title"), "title"),
        (N_("Kind"), "kind"),
        (N_("File"), "file_name"),
        (N_("Made"), "made_at"),
    ),
    "journal": ((N_("When"), "at"), (N_("Who"), "actor"), (N_("What"), "label")),
}
WIDEST = 60


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    listing = command("list", _("list records of one kind"))
    listing.add_argument("file", metavar=_("FILE"))
    listing.add_argument("kind", choices=list(READERS), metavar=_("KIND"), help=", ".join(READERS))
    listing.add_argument("--json", action="store_true", help=_("as objects with English field names"))
    listing.add_argument("--filter", default="", metavar=_("TEXT"), help=_("only what holds these words"))
    listing.set_defaults(run=_list)


def _list(args: Namespace) -> int:
    with open_app(args.file, read_only=True) as app:
        rows = [row for row in READERS[args.kind](app) if _holds(row, args.filter)]
    if args.json:
        print(json.dumps([plain(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        columns = COLUMNS[args.kind]
        print_table(
            [_(head) for head, _name in columns],
            [[_cell(row, name) for _head, name in columns] for row in rows],
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
        return [plain(one) for one in value]
    return value


def text_of(value: Any) -> str:
    """A value as people read it in a table."""
    if value is None:
        return ""
    if isinstance(value, StrEnum):
        from ibo_desk.services.words import label

        return label(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{say.short_day(value.astimezone().date())} {value.astimezone():%H:%M}"
    if isinstance(value, date):
        return say.short_day(value)
    if isinstance(value, tuple | list):
        return ", ".join(text_of(one) for one in value)
    return str(getattr(value, "organisation", value))


def _cell(row: Any, name: str) -> str:
    if name == "due_on" and row.due_on is None:
        return str(row.due_phrase)
    return text_of(getattr(row, name))


def _holds(row: Any, words: str) -> bool:
    """Whether every word stands somewhere in the row, accents and capitals aside."""
    wanted = fold(words).split()
    if not wanted:
        return True
    whole = fold(" ".join(text_of(getattr(row, field.name)) for field in dataclasses.fields(row)))
    return all(word in whole for word in wanted)


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns as wide as their widest cell, within bounds; a cut text ends in …"""
    lines = [list(heads), *([_one_line(cell) for cell in row] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _one_line(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= WIDEST else f"{bare[: WIDEST - 1]}…"
