"""Seats that end: mandates of persons and memberships of bodies that nobody follows on."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlmodel import Session

from ibo_desk.domain.overview import OverviewGroup
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import (
    again,
    alive,
    bodies,
    mandates,
    memberships,
    organisations,
    persons,
)
from ibo_desk.services.parties.mandates import empty_seats
from ibo_desk.services.today.lines import MOST, Line

_AHEAD: Final = 60  # days: a council has to choose somebody
_BACK: Final = 30  # days that a seat without a successor is still told


def seats_ending(session: Session, today: date) -> Iterator[Line]:
    """Mandates and memberships that end within two months, or ended last month, and that no other one follows.

    After that the seats that nobody fills, one line for each body.
    """
    lines = [*_mandates(session, today), *_memberships(session, today), *_empty(session, today)]
    yield from sorted(lines, key=lambda line: (line.on or today, line.title))[:MOST]


def _mandates(session: Session, today: date) -> Iterator[Line]:
    later = again(mandates, "later")
    follows = exists().where(
        alive(later),
        later.c.id != mandates.c.id,
        later.c.organisation_id == mandates.c.organisation_id,
        or_(
            later.c.body_id == mandates.c.body_id,
            and_(later.c.body_id.is_(None), mandates.c.body_id.is_(None)),
        ),
        or_(later.c.valid_to.is_(None), later.c.valid_to > mandates.c.valid_to),
    )
    query = (
        select(
            persons.c.id,
            mandates.c.valid_to,
            persons.c.name,
            name_shown(organisations).label("organisation"),
            name_shown(bodies).label("body"),
        )
        .join(persons, persons.c.id == mandates.c.person_id)
        .join(organisations, organisations.c.id == mandates.c.organisation_id)
        .outerjoin(bodies, bodies.c.id == mandates.c.body_id)
        .where(
            alive(mandates, persons, organisations, bodies),
            mandates.c.valid_to.between(today - timedelta(days=_BACK), today + timedelta(days=_AHEAD)),
            ~follows,
        )
        .order_by(mandates.c.valid_to, mandates.c.id)
        .limit(MOST)
    )
    for row in session.execute(query):
        text = _("{person}: mandate ends, nobody follows yet").format(person=row.name)
        title = _("{organisation} in {body}").format(organisation=row.organisation, body=row.body)
        if not row.body:
            title = row.organisation
        yield Line(OverviewGroup.SEATS_ENDING, title, text, row.valid_to, "person", row.id, None)


def _empty(session: Session, today: date) -> Iterator[Line]:
    """The seats without a mandate of each body in which somebody has one; those that ended lately stand apart."""
    manned = set(session.execute(select(mandates.c.body_id).where(alive(mandates)).distinct()).scalars())
    by_body: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    for seat in empty_seats(session, today):
        lately = seat.last_day is not None and seat.last_day >= today - timedelta(days=_BACK)
        if seat.body_id in manned and not lately:
            by_body[seat.body_id, seat.body].append(seat.organisation)
    for (body_id, body), towns in by_body.items():
        count = len(towns)
        text = ngettext("{count} seat without a mandate", "{count} seats without a mandate", count)
        title = _("{body}: {organisations}").format(body=body, organisations=", ".join(towns))
        yield Line(OverviewGroup.SEATS_ENDING, title, text.format(count=count), None, "body", body_id, None)


def _memberships(session: Session, today: date) -> Iterator[Line]:
    later = again(memberships, "later")
    follows = exists().where(
        alive(later),
        later.c.id != memberships.c.id,
        later.c.organisation_id == memberships.c.organisation_id,
        later.c.body_id == memberships.c.body_id,
        or_(later.c.valid_to.is_(None), later.c.valid_to > memberships.c.valid_to),
    )
    query = (
        select(
            memberships.c.body_id,
            memberships.c.valid_to,
            name_shown(organisations).label("organisation"),
            name_shown(bodies).label("body"),
        )
        .join(organisations, organisations.c.id == memberships.c.organisation_id)
        .join(bodies, bodies.c.id == memberships.c.body_id)
        .where(
            alive(memberships, organisations, bodies),
            memberships.c.valid_to.between(today - timedelta(days=_BACK), today + timedelta(days=_AHEAD)),
            ~follows,
        )
        .order_by(memberships.c.valid_to, memberships.c.id)
        .limit(MOST)
    )
    for row in session.execute(query):
        title = _("{organisation} in {body}").format(organisation=row.organisation, body=row.body)
        text = _("membership ends")
        yield Line(OverviewGroup.SEATS_ENDING, title, text, row.valid_to, "body", row.body_id, None)
