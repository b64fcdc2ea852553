"""Who was not there when an item was treated: absent, excused, out of the room, or without a seat on that day (R21)."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.tables import Meeting
from ibo_desk.domain.organisations import Presence, was_missing
from ibo_desk.services.agenda.item_presence import attenders
from ibo_desk.services.agenda.item_rows import read_items
from ibo_desk.services.base.tables import alive, attendances, items, memberships, valid_on
from ibo_desk.services.parties.voices import voices_in


def not_there(session: Session, item_id: UUID, organisation_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of the organisations that cannot have taken a position on an item.

    As long as nothing was noted of somebody, and where no seats are registered, nobody is missing. In a written
    procedure nobody has to be there.
    """
    ids = select(items.c.id).where(items.c.id == item_id)
    rows = read_items(session, ids)
    meeting = session.get(Meeting, rows[0].meeting_id) if rows else None
    if meeting is None:
        return frozenset()
    listed = _presences(session, meeting.id)
    away: dict[UUID, list[bool]] = defaultdict(list)
    for line in attenders(session, meeting.id, rows)[item_id]:
        away[line.organisation_id].append(line.away)
    met = not meeting.written
    seated = _seated(session, meeting)
    return frozenset(
        organisation_id
        for organisation_id in organisation_ids
        if (met and was_missing(listed[organisation_id], away[organisation_id]))
        or (seated and organisation_id not in seated and not listed[organisation_id])
    )


def _presences(session: Session, meeting_id: UUID) -> defaultdict[UUID, list[Presence]]:
    query = select(attendances.c.organisation_id, attendances.c.presence).where(
        attendances.c.meeting_id == meeting_id, alive(attendances)
    )
    presences: defaultdict[UUID, list[Presence]] = defaultdict(list)
    for organisation_id, presence in session.execute(query):
        presences[organisation_id].append(presence)
    return presences


def _seated(session: Session, meeting: Meeting) -> set[UUID]:
    """Members on the day, and the voices that speak for some of them; none where no seats are registered."""
    query = select(memberships.c.organisation_id).where(
        memberships.c.body_id == meeting.body_id, alive(memberships), valid_on(memberships, meeting.on)
    )
    members = set(session.execute(query).scalars())
    voices = {voice.id for voice in voices_in(session, meeting.body_id, meeting.on)}
    return members | voices if members else set()
