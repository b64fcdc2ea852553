"""The meeting at hand, with which pages and papers begin."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.domain.meetings import MeetingState
from ibo_desk.services.base.tables import alive, meetings


def at_hand(session: Session, today: date) -> UUID | None:
    """The first from today on that is not cancelled, else the latest; None where there is none."""
    m = meetings.c
    known = select(m.id).where(alive(meetings)).limit(1)
    ahead = known.where(m.on >= today, m.state != MeetingState.CANCELLED).order_by(m.on, m.starts_at, m.id)
    latest = known.order_by(m.on.desc(), m.starts_at.desc(), m.id)
    return session.scalar(ahead) or session.scalar(latest)
