"""Records that point to each other; also where the constraints that see to it were taken away."""

from collections.abc import Iterator

from sqlalchemy import ForeignKeyConstraint, and_, exists, select
from sqlmodel import Session

from ibo_desk.data.tables import metadata
from ibo_desk.services.keeping.soundness.finding import Finding


def findings(session: Session) -> Iterator[Finding]:
    """References to what is not there."""
    for table in metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            yield from _loose(session, key)


def _loose(session: Session, key: ForeignKeyConstraint) -> Iterator[Finding]:
    target = key.referred_table.alias()
    there = exists().where(and_(*(target.c[e.column.name] == e.parent for e in key.elements)))
    query = select(*(element.parent for element in key.elements)).where(
        *(element.parent.is_not(None) for element in key.elements), ~there
    )
    for _row in session.execute(query):
        yield Finding("loose_reference", {"kind": key.table.name, "other": key.referred_table.name})
