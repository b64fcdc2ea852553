"""The meeting that is meant by "vorige IBO", "laatste CvB", "volgende VRR"; those of a week."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlmodel import Session

from ibo_desk.data.search import words_in
from ibo_desk.data.search_sources import shown
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.names import display_name
from ibo_desk.services.base.tables import alive, bodies, meetings
from ibo_desk.services.words.format import meeting_title

_PAST = frozenset({"vorig", "vorige", "laatst", "laatste", "last", "previous"})
_COMING = frozenset({"volgend", "volgende", "eerstvolgende", "komende", "next"})
RELATIVE = _PAST | _COMING
_ANY_MEETING = frozenset({"vergadering", "vergaderingen", "meeting", "meetings"})
_WHAT_IS_ON = _ANY_MEETING | {"agenda"}
_MOST = 20  # meetings of a week


class MeetingMeant(NamedTuple):
    """A meeting, as a hit shows it."""

    id: UUID
    title: str
    excerpt: str


def meeting_meant(session: Session, asked: list[str], today: date) -> MeetingMeant | None:
    """The last or the next meeting of a body, or of all, where that is what was asked."""
    relative = [word for word in asked if word in RELATIVE]
    names = [word for word in asked if word not in relative]
    if len(relative) != 1 or not names:
        return None
    past = relative[0] in _PAST
    m = meetings.c
    meant = _bodies_named(session, names)
    when = m.on < today if past else m.on >= today
    order = m.on.desc() if past else m.on
    return next(iter(_meetings(session, meant, when, order, 1)), None)


def meetings_between(session: Session, names: list[str], first: date, last: date) -> list[MeetingMeant]:
    """The meetings of these days, of the bodies that the words name; of all where there are none."""
    m = meetings.c
    named = [name for name in names if name not in _WHAT_IS_ON]
    return _meetings(session, _bodies_named(session, named), m.on.between(first, last), m.on, _MOST)


def _bodies_named(session: Session, names: list[str]) -> dict[UUID, str]:
    """The bodies whose name holds all these words, as each is shown; all where they only say that a body meets."""
    b = bodies.c
    told = {name for name in names if name not in _ANY_MEETING}
    rows = session.execute(select(b.id, b.name, b.short_name).where(alive(bodies))).all()
    return {
        row.id: display_name(row.short_name, row.name)
        for row in rows
        if told <= {*words_in(row.name), *words_in(row.short_name)}
    }


def _meetings(
    session: Session, of: dict[UUID, str], when: ColumnElement[bool], order: Any, limit: int
) -> list[MeetingMeant]:
    m = meetings.c
    query = (
        select(m.id, m.on, m.number, m.body_id, m.place)
        .where(alive(meetings), m.body_id.in_(of), m.state != MeetingState.CANCELLED, when)
        .order_by(order, m.id)
        .limit(limit)
    )
    return [
        MeetingMeant(
            row.id,
            meeting_title(of[row.body_id], row.on, row.number),
            " ".join(filter(None, (shown(row.on), row.place))),
        )
        for row in (session.execute(query) if of else ())
    ]
