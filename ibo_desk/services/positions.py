"""Positions of organisations on an agenda item; who is spoken for has none of its own (R1, R20)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import AgendaItem, Meeting, Organisation, Position
from ibo_desk.data.tables.topics import PositionFields
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.domain.topics import Stance
from ibo_desk.language import _
from ibo_desk.services.reading import (
    alive,
    keep,
    memberships,
    organisations,
    positions,
    refuse_locked,
    spokes,
    valid_on,
)
from ibo_desk.services.records import Kind, validated


@dataclass(frozen=True)
class PositionRow:
    """What an organisation holds of an item, or of the part of it named in ``subject``.

    Only those of a municipality count among the municipalities; Leiedal speaks for them but is none of them (R1).
    """

    id: UUID
    revision: UUID | None
    item_id: UUID
    organisation_id: UUID
    organisation: str
    organisation_kind: OrganisationKind
    stance: Stance
    text: str
    subject: str
    audience: Audience


class Positions:
    """Reading and noting positions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def positions(self, item_id: UUID) -> list[PositionRow]:
        """The positions on an item, by organisation and part."""
        own = ("id", "revision", "item_id", "organisation_id", "stance", "text", "subject", "audience")
        query = (
            select(
                *(positions.c[name] for name in own),
                organisations.c.name.label("organisation"),
                organisations.c.kind.label("organisation_kind"),
            )
            .join(organisations, organisations.c.id == positions.c.organisation_id)
            .where(positions.c.item_id == item_id, alive(positions))
            .order_by(organisations.c.name_folded, positions.c.subject)
        )
        with self._store.read() as session:
            return [PositionRow(**row) for row in session.execute(query).mappings()]

    def set_position(
        self, item_id: UUID, organisation_id: UUID, stance: Stance, text: str = "", subject: str = ""
    ) -> UUID:
        """Note the position of an organisation, in place of an earlier one on the same part.

        Raises ``RuleError("spoken_for")`` where another speaks for it with one voice (R20), ``LockedError``.
        """
        return self.set_positions(item_id, [organisation_id], stance, text, subject)[0]

    def set_positions(
        self,
        item_id: UUID,
        organisation_ids: Iterable[UUID],
        stance: Stance,
        text: str = "",
        subject: str = "",
    ) -> tuple[UUID, ...]:
        """Note the same position of several organisations at once; raises like ``set_position`` and then notes none."""
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            made, names = [], []
            for organisation_id in organisation_ids:
                organisation = work.get(Organisation, organisation_id)
                key = {"item_id": item_id, "organisation_id": organisation_id, "subject": subject.strip()}
                values = validated(PositionFields, {**key, "stance": stance, "text": text})
                _check_voice(work, item, organisation)
                made.append(keep(work, Position, natural_id("position", *key.values()), values).id)
                names.append(organisation.name)
            work.entry.label = _("Position of {organisation} on “{title}” noted").format(
                organisation=", ".join(names), title=item.title
            )[:500]
            return tuple(made)


def _check_voice(work: Work, item: AgendaItem, organisation: Organisation) -> None:
    refuse_locked(work.session, item.meeting_id, "position")
    meeting = work.get(Meeting, item.meeting_id)
    speaker = _speaker(work.session, organisation.id, meeting.body_id, meeting.on)
    if speaker:
        raise RuleError("spoken_for", organisation=organisation.name, speaker=speaker)


def _speaker(session: Session, member_id: UUID, body_id: UUID, day: date) -> str | None:
    """Who speaks with one voice for an organisation, unless only that organisation itself has a seat in the body."""
    query = (
        select(organisations.c.id, organisations.c.name)
        .join(spokes, spokes.c.speaker_id == organisations.c.id)
        .where(
            spokes.c.member_id == member_id,
            organisations.c.kind == OrganisationKind.JOINT_VOICE,
            alive(spokes, organisations),
            valid_on(spokes, day),
        )
    )
    found = session.execute(query).first()
    if found is None:
        return None
    seated = session.execute(
        select(memberships.c.organisation_id).where(
            memberships.c.body_id == body_id,
            memberships.c.organisation_id.in_([found.id, member_id]),
            alive(memberships),
            valid_on(memberships, day),
        )
    ).scalars()
    return None if set(seated) == {member_id} else str(found.name)


def _check(work: Work, position: Position, _new: Mapping[str, Any]) -> None:
    item = work.get(AgendaItem, position.item_id)
    _check_voice(work, item, work.get(Organisation, position.organisation_id))


def _name(work: Work, position: Position) -> str:
    organisation = work.get(Organisation, position.organisation_id)
    return _("position of {organisation}").format(organisation=organisation.name)


POSITION = Kind(Position, PositionFields, _name, _check)
