"""The order of an agenda inside a unit of work: places between others, and which item stands under which."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Work
from ibo_desk.data.tables import AgendaItem
from ibo_desk.domain.bodies import ItemType
from ibo_desk.domain.numbering import main_place
from ibo_desk.domain.ordering import key_between, keys
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.base.tables import alive, items

_LONGEST_KEY = 60  # leaves room before the column's 80


def in_order(session: Session, meeting_id: UUID) -> list[AgendaItem]:
    """The items of a meeting as they stand."""
    query = select(AgendaItem).where(items.c.meeting_id == meeting_id, alive(items))
    return list(session.execute(query.order_by(items.c.order_key, items.c.id)).scalars())


def settle_first(work: Work, there: Sequence[AgendaItem]) -> None:
    """The first item counts as a main item; it stays one when something is put before it."""
    if there and there[0].sub:
        there[0].sub = False
        work.add(there[0])


def main_above(there: Sequence[AgendaItem], item_id: UUID) -> AgendaItem | None:
    """The main item that an item of this agenda stands under; None where it is one itself."""
    at = next(place for place, item in enumerate(there) if item.id == item_id)
    main = main_place([item.sub for item in there], at)
    return None if main == at else there[main]


def end_for(there: Sequence[AgendaItem], kind: ItemType) -> int:
    """The place at the end; any other business that was not treated yet stays last, with what stands under it."""
    if not there or kind is ItemType.ANY_OTHER_BUSINESS:
        return len(there)
    at = main_place([item.sub for item in there], len(there) - 1)
    closes = (there[at].item_type, there[at].treatment) == (ItemType.ANY_OTHER_BUSINESS, Treatment.OPEN)
    return at if closes else len(there)


def last_key(there: Sequence[AgendaItem], kind: ItemType) -> str:
    """The key of that place; past the last item where two others leave no room for one."""
    at = end_for(there, kind)
    low = there[at - 1].order_key if at else None
    high = there[at].order_key if at < len(there) else None
    if low is None or high is None or low < high:
        return key_between(low, high)
    return key_between(there[-1].order_key, None)


def main_at_end(there: Sequence[AgendaItem], kind: ItemType) -> AgendaItem | None:
    """The main item under which a sub item comes that is added now; None where nothing stands above it."""
    at = end_for(there, kind)
    return there[main_place([item.sub for item in there], at - 1)] if at else None


def put_in_order(work: Work, order: Sequence[AgendaItem], block: Sequence[AgendaItem]) -> None:
    """Give what moved keys between its new neighbours; where there is no room, all of them get new keys."""
    at = order.index(block[0])
    after = at + len(block)
    low = order[at - 1].order_key if at else None
    high = order[after].order_key if after < len(order) else None
    fresh: list[str] = []
    for _item in block:
        if low is not None and high is not None and low >= high:
            break
        low = key_between(low, high)
        fresh.append(low)
    if len(fresh) < len(block) or any(len(key) > _LONGEST_KEY for key in fresh):
        block, fresh = order, keys(len(order))
    for item, key in zip(block, fresh, strict=True):
        item.order_key = key
        work.add(item)
