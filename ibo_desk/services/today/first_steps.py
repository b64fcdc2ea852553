"""The first steps in a new region and how far each has come: from partners and bodies to the first meeting."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session

from ibo_desk.domain.actions import PartnerRole
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.overview import FirstStep
from ibo_desk.services.base.tables import (
    actions,
    alive,
    bodies,
    calendars,
    mandates,
    meetings,
    organisations,
    partners,
    valid_on,
)


@dataclass(frozen=True)
class StepRow:
    """A first step: how many records there are, and how many are expected (``of``; 0 where any number will do)."""

    step: FirstStep
    count: int
    of: int = 0

    @property
    def begun(self) -> bool:
        return self.count > 0


def first_steps(session: Session, today: date) -> list[StepRow]:
    """The steps in their order; once each was begun they need not be shown any more."""
    towns = select(organisations.c.id).where(alive(organisations), valid_on(organisations, today))
    colleges = select(bodies.c.id).where(
        alive(bodies), bodies.c.kind == BodyKind.COLLEGE, bodies.c.organisation_id.in_(towns)
    )
    with_days = (
        select(calendars.c.body_id).where(alive(calendars), calendars.c.body_id.in_(colleges)).distinct()
    )
    led = (
        select(partners.c.action_id)
        .join(actions, actions.c.id == partners.c.action_id)
        .where(alive(partners, actions), partners.c.role == PartnerRole.LEAD)
        .distinct()
    )
    return [
        StepRow(FirstStep.PARTNERS, _number(session, select(organisations.c.id).where(alive(organisations)))),
        StepRow(FirstStep.BODIES, _number(session, select(bodies.c.id).where(alive(bodies)))),
        StepRow(FirstStep.PEOPLE, _number(session, select(mandates.c.id).where(alive(mandates)))),
        StepRow(FirstStep.CALENDARS, _number(session, with_days), _number(session, colleges)),
        StepRow(
            FirstStep.LEADS,
            _number(session, led),
            _number(session, select(actions.c.id).where(alive(actions))),
        ),
        StepRow(FirstStep.MEETING, _number(session, select(meetings.c.id).where(alive(meetings)))),
    ]


def _number(session: Session, selection: Select[Any]) -> int:
    return int(session.execute(select(func.count()).select_from(selection.subquery())).scalar_one())
