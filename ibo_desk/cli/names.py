"""What is named on the command line: an id, or a plain name when it is unique ("IBO 2026-3", "Kortrijk")."""

import re
from datetime import date
from uuid import UUID

from ibo_desk.app import App
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.due import parse_due
from ibo_desk.domain.errors import AmbiguousNameError, InvalidValueError, NotFoundError, RuleError
from ibo_desk.domain.names import fold
from ibo_desk.services.parties.body_rows import BodyRow

_ITEM = re.compile(r"(?P<meeting>.+?)\s*(?:/|,\s*(?:punt|item)\s+)(?P<number>[\w.]+)")


def as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def meeting_id(app: App, text: str) -> UUID:
    """The meeting with this id or name; raises ``NotFoundError`` or ``AmbiguousNameError``."""
    return app.meetings.find(text).id


def item_id(app: App, text: str) -> UUID:
    """The agenda item with this id, or as people call it: "IBO 2026-3, punt 4" or "IBO 2026-3/4"."""
    known = as_id(text)
    if known:
        return app.agenda.item(known).id
    match = _ITEM.fullmatch(text.strip())
    if match:
        for item in app.agenda.items(meeting_id(app, match["meeting"])):
            if item.number == match["number"]:
                return item.id
    raise NotFoundError("no_such_name", kind="agenda_item", name=text)


def topic_id(app: App, text: str) -> UUID:
    """The topic with this id or title; raises ``NotFoundError`` or ``AmbiguousNameError``."""
    known, folded = as_id(text), fold(text)
    named = [row for row in app.topics.listing() if row.id == known or fold(row.title) == folded]
    if not named:
        raise NotFoundError("no_such_name", kind="topic", name=text)
    if len(named) > 1:
        raise AmbiguousNameError("ambiguous_name", name=text, names=[str(row.id) for row in named])
    return named[0].id


def past_day(app: App, text: str) -> date:
    """A day as people write it, today at the latest; raises ``InvalidValueError("not_a_day")``, ``RuleError``."""
    today = app.clock.today()
    on = parse_due(text, today).on
    if on is None:
        raise InvalidValueError("not_a_day", value=text)
    if on > today:
        raise RuleError("day_ahead", day=on)
    return on


def college_id(app: App, text: str) -> UUID:
    """The college with this id, its own name, or the name of its municipality."""
    known = as_id(text)
    colleges = app.bodies.colleges()
    folded = fold(text)
    named = [row for row in colleges if row.id == known or folded in _names(row)]
    if not named:
        raise NotFoundError("no_such_name", kind=str(BodyKind.COLLEGE), name=text)
    if len(named) > 1:
        raise AmbiguousNameError("ambiguous_name", name=text, names=[row.name for row in named])
    return named[0].id


def _names(row: BodyRow) -> set[str]:
    return {fold(name) for name in (row.name, row.short_name, row.organisation or "") if name}
