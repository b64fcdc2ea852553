"""Whose a record is, as far as a college may write: itself, or by what it is a part of."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.tables import Body, GivenPackage, metadata
from ibo_desk.domain.names import display_name
from ibo_desk.domain.packages import OWN
from ibo_desk.services.base.tables import bodies, regions
from ibo_desk.services.parties.heirs import Heirs


@dataclass(frozen=True)
class Holder:
    """A package and the college that has it.

    ``owners`` are the college, its organisation and its other bodies, and those of the municipalities that had gone up
    in it on the day on which the package was given.
    """

    package_id: UUID
    college_id: UUID
    college: str
    organisation_id: UUID | None
    number: int
    given_at: datetime
    secret: str
    owners: frozenset[UUID]

    def may_write(self, kind: str, field: str, row: object) -> bool:
        """Whether a field of a row that is shown may be written in the file of this college."""
        own = OWN.get(kind)
        if own is None or field not in own.writable:
            return False
        owner = getattr(row, own.owner, None)
        return own.of_part or owner is None or owner in self.owners

    def may_make(self, kind: str) -> bool:
        """Whether records of a kind may be made in the file of this college."""
        return kind in OWN and bool(OWN[kind].given)


def holder(session: Session, package: GivenPackage) -> Holder:
    """The college of a package, as the file knows it now."""
    college = session.get_one(Body, package.college_id)
    owners = {college.id}
    if college.organisation_id is not None:
        given_on = package.given_at.astimezone().date()
        organisations = Heirs(session).stands_for(college.organisation_id, given_on)
        query = select(bodies.c.id).where(bodies.c.organisation_id.in_(organisations))
        owners |= {*organisations, *session.execute(query).scalars()}
    return Holder(
        package.id,
        college.id,
        display_name(college.short_name, college.name),
        college.organisation_id,
        package.number,
        package.given_at,
        package.secret,
        frozenset(owners),
    )


def package_here(session: Session) -> Holder | None:
    """The package that this file is; None in the file of a region."""
    package_id = session.execute(
        select(regions.c.package_id).where(regions.c.package_id.is_not(None))
    ).scalar()
    package = session.get(GivenPackage, package_id) if package_id is not None else None
    return holder(session, package) if package is not None else None


def is_own(session: Session, table_name: str, row: object, owners: frozenset[UUID]) -> bool:
    """Whether a record (anything with its columns as attributes) is one of the owners'."""
    if table_name not in OWN:
        return False
    name = OWN[table_name].owner
    value = getattr(row, name)
    if value is None or value in owners:
        return value is not None
    for key in metadata.tables[table_name].columns[name].foreign_keys:
        other = key.column.table
        if other.name in OWN and key.column.primary_key:
            part = session.execute(select(other).where(other.c.id == value)).first()
            return part is not None and is_own(session, other.name, part, owners)
    return False
