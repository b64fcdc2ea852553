"""The partners of a file by all the names they go by: of lists that are read in, and of names that are typed."""

import csv
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session, col, select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Body, Membership, Organisation, OrganisationAlias, Record
from ibo_desk.domain.bodies import CONSULTING, BodyKind
from ibo_desk.domain.names import fold
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.exchange.partners import KnownOrganisation, Register
from ibo_desk.files import resource

R = TypeVar("R", bound=Record)


def read_register(store: Store) -> Register:
    """The partners with their names, merged ones, boroughs, and the names that somebody said whom they mean."""
    with store.read() as session:
        return register_of(session, store.clock.today(), {})


def register_of(
    session: Session, today: date, names: Mapping[str, UUID], partners: Collection[KnownOrganisation] = ()
) -> Register:
    """The same inside a running session; ``names`` and ``partners`` as ``import_context.read_context`` gets them."""
    organisations = live(session, Organisation)
    known = [
        KnownOrganisation(row.id, row.name, row.short_name, row.kind, row.valid_to, row.successor_id, row.nis)
        for row in organisations
    ]
    towns = {
        row.id
        for row in organisations
        if row.kind is OrganisationKind.MUNICIPALITY and (row.valid_to is None or row.valid_to >= today)
    }
    seated = towns & _seats(session)
    order = sorted((fold(row.name), row.id) for row in organisations if row.id in (seated or towns))
    aliases = {row.name_folded: row.organisation_id for row in live(session, OrganisationAlias)}
    return Register(
        [*known, *partners],
        [organisation_id for _name, organisation_id in order],
        today,
        _table("mergers.csv", "old_name", "new_nis"),
        _table("boroughs.csv", "borough", "nis"),
        aliases | dict(names),
    )


def _table(name: str, key: str, value: str) -> dict[str, str]:
    """Two columns of a list that comes with the program, such as old name → NIS of the municipality it merged into."""
    with resource("exchange", name).open(encoding="utf-8", newline="") as file:
        return {row[key]: row[value] for row in csv.DictReader(file)}


def _seats(session: Session) -> set[UUID]:
    """Who sits in the mayors' conference, or in any body that consults: those are "alle gemeenten"."""
    for kinds in ({BodyKind.MAYORS_CONFERENCE}, CONSULTING):
        query = (
            select(Membership.organisation_id)
            .join(Body, col(Body.id) == col(Membership.body_id))
            .where(
                col(Body.kind).in_(kinds),
                col(Body.deleted_in).is_(None),
                col(Membership.deleted_in).is_(None),
            )
        )
        seats = set(session.exec(query))
        if seats:
            return seats
    return set()


def live(session: Session, table: type[R]) -> Sequence[R]:
    """What is not deleted of a table."""
    return session.exec(select(table).where(col(table.deleted_in).is_(None))).all()
