"""Who bears and gains what by an action: municipality by municipality, each thing in its own unit.

What is counted in one unit may be added up over the municipalities; things that are counted differently never are.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Burden, BurdenShare, Organisation
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.ordering import key_between
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.services.actions.record_types import RECORD_TYPES
from ibo_desk.services.actions.rows import BurdenRow, BurdenTable
from ibo_desk.services.base import records
from ibo_desk.services.base.tables import organisations, valid_on


class Burdens:
    """The burdens and benefits of actions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, action_id: UUID, values: Mapping[str, object]) -> UUID:
        """A new burden or benefit after those that stand there."""
        query = (
            select(Burden.order_key)
            .where(Burden.action_id == action_id, col(Burden.deleted_in).is_(None))
            .order_by(col(Burden.order_key).desc())
            .limit(1)
        )
        with self._store.write("") as work:
            placed = {
                "action_id": action_id,
                "order_key": key_between(work.session.exec(query).first(), None),
            }
            return records.add(work, RECORD_TYPES["burden"], {**placed, **values}).id

    def set_share(self, burden_id: UUID, organisation_id: UUID, thousandths: int | None) -> None:
        """How much of a burden falls to a municipality, in thousandths of its unit; None: nothing is known of it."""
        kind, key = RECORD_TYPES["burden_share"], natural_id("burden_share", burden_id, organisation_id)
        with self._store.write("") as work:
            share = work.session.get(BurdenShare, key)
            is_there = share is not None and share.deleted_in is None
            if thousandths is None:
                if is_there:
                    records.delete(work, kind, key)
            elif is_there:
                records.patch(work, kind, key, None, {"value_thousandths": thousandths})
            else:
                values = {
                    "burden_id": burden_id,
                    "organisation_id": organisation_id,
                    "value_thousandths": thousandths,
                }
                records.add(work, kind, values, key)


def read_burdens(session: Session, action_id: UUID, today: date) -> BurdenTable:
    """The table of one action: all municipalities of today, and those of earlier that carry something in it."""
    burdens = session.exec(
        select(Burden)
        .where(Burden.action_id == action_id, col(Burden.deleted_in).is_(None))
        .order_by(col(Burden.order_key), col(Burden.id))
    ).all()
    shares: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    query = select(BurdenShare).where(
        col(BurdenShare.burden_id).in_([burden.id for burden in burdens]),
        col(BurdenShare.deleted_in).is_(None),
    )
    for share in session.exec(query):
        shares[share.burden_id][share.organisation_id] = share.value_thousandths
    carrying = {organisation_id for by_town in shares.values() for organisation_id in by_town}
    towns = session.exec(
        select(Organisation.id, Organisation.name)
        .where(
            col(Organisation.deleted_in).is_(None),
            (col(Organisation.kind) == OrganisationKind.MUNICIPALITY) & valid_on(organisations, today)
            | col(Organisation.id).in_(carrying),
        )
        .order_by(col(Organisation.name_folded))
    ).all()
    return BurdenTable(
        tuple(
            BurdenRow(
                burden.id,
                burden.revision,
                burden.action_id,
                burden.what,
                burden.bearing,
                burden.unit,
                shares[burden.id],
            )
            for burden in burdens
        ),
        tuple((organisation_id, name) for organisation_id, name in towns),
    )
