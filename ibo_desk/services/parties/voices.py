"""Who speaks with one voice for several organisations in a body: Team MOW (R20, seed l.569-573)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import alive, bodies, memberships, organisations, representations, valid_on

_SEVERAL = 2  # one member with a seat is no joint voice: it speaks for itself
SHORT_NAME = name_shown(organisations)


@dataclass(frozen=True)
class Voice:
    """A joint voice, and the organisations that have none of their own beside it; ``names`` are their short ones."""

    id: UUID
    name: str
    members: tuple[UUID, ...]
    names: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """ "Team MOW (AWV, De Lijn)"."""
        return f"{self.name} ({', '.join(self.names)})"


def voices_in(session: Session, body_id: UUID, day: date) -> list[Voice]:
    """The joint voices that count in a body on a day.

    A voice counts where it has a seat itself, or where several of its members have one; nowhere in a body whose data
    say that its members speak for themselves. Who merely may speak for others (Leiedal for the 13, R1) is no voice.
    """
    jointly = session.execute(select(bodies.c.speaks_jointly).where(bodies.c.id == body_id)).scalar()
    if not jointly:
        return []
    seated = set(
        session.execute(
            select(memberships.c.organisation_id).where(
                memberships.c.body_id == body_id, alive(memberships), valid_on(memberships, day)
            )
        ).scalars()
    )
    named = (
        select(organisations.c.id, SHORT_NAME.label("name"))
        .where(organisations.c.kind == OrganisationKind.JOINT_VOICE, alive(organisations))
        .order_by(organisations.c.name_folded)
    )
    speakers = session.execute(named).all()
    spoken_for = _spoken_for(session, [row.id for row in speakers], day)
    voices = [
        Voice(row.id, row.name, tuple(members), tuple(members.values()))
        for row in speakers
        for members in [spoken_for[row.id]]
    ]
    return [
        voice for voice in voices if voice.id in seated or len(seated.intersection(voice.members)) >= _SEVERAL
    ]


def _spoken_for(session: Session, speaker_ids: list[UUID], day: date) -> defaultdict[UUID, dict[UUID, str]]:
    """Per speaker the short names of its members, in order of name."""
    query = (
        select(representations.c.speaker_id, organisations.c.id, SHORT_NAME.label("name"))
        .join(representations, representations.c.member_id == organisations.c.id)
        .where(
            representations.c.speaker_id.in_(speaker_ids),
            alive(representations, organisations),
            valid_on(representations, day),
        )
        .order_by(organisations.c.name_folded)
    )
    members: defaultdict[UUID, dict[UUID, str]] = defaultdict(dict)
    for row in session.execute(query):
        members[row.speaker_id][row.id] = row.name
    return members
