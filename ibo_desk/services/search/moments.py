"""The meeting that is meant by "vorige IBO", "laatste CvB", "volgende VRR"."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.search import words_in
from ibo_desk.data.search_sources import shown
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.names import display_name
from ibo_desk.services.base.tables import alive, bodies, meetings
from ibo_desk.services.words.format import meeting_title

_PAST = frozenset({"vorig", "vorige", "laatst", "laatste", "last", "previous"})
_COMING = frozenset({"volgend", "volgende", "eerstvolgende", "komende", "next"})


class MeetingMeant(NamedTuple):
    """A meeting, as a hit shows it."""

    id: UUID
    title: str
    excerpt: str


def meeting_meant(session: Session, asked: list[str], today: date) -> MeetingMeant | None:
    """The last or the next meeting of a body, where that is what was asked."""
    relative = [word for word in asked if word in _PAST | _COMING]
    names = [word for word in asked if word not in relative]
    if len(relative) != 1 or not names:
        return None
    past = relative[0] in _PAST
    b, m = bodies.c, meetings.c
    rows = session.execute(select(b.id, b.name, b.short_name).where(alive(bodies))).all()
    meant = {
        row.id: display_name(row.short_name, row.name)
        for row in rows
        if set(names) <= {*words_in(row.name), *words_in(row.short_name)}
    }
    when = m.on < today if past else m.on >= today
    query = (
        select(m.id, m.on, m.number, m.body_id, m.place)
        .where(alive(meetings), m.body_id.in_(meant), m.state != MeetingState.CANCELLED, when)
        .order_by(m.on.desc() if past else m.on)
        .limit(1)
    )
    row = session.execute(query).first() if meant else None
    if row is None:
        return None
    title = meeting_title(meant[row.body_id], row.on, row.number)
    return MeetingMeant(row.id, title, " ".join(filter(None, (shown(row.on), row.place))))
