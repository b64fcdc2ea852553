"""Who was not there at an item: came late, left early, or stepped out (R21)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.data.tables import AgendaItem, ItemPresence
from ibo_desk.domain.course import spans
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.organisations import WAS_THERE
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow, read_items
from ibo_desk.services.base.tables import (
    alive,
    attendances,
    item_presences,
    items,
    meetings,
    organisations,
    persons,
)
from ibo_desk.services.base.writing import refuse_locked, upsert


@dataclass(frozen=True)
class Attender:
    """Somebody who attended the meeting, and whether not at this item; ``id`` is the line of the attendance list."""

    id: UUID
    organisation_id: UUID
    name: str
    away: bool


class ItemPresences:
    """Reading and noting who was not there at an item."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def at_items(
        self, meeting_id: UUID, rows: Iterable[ItemRow] | None = None
    ) -> dict[UUID, tuple[Attender, ...]]:
        """See ``attenders``, for every item of a meeting; give ``rows`` where they were read already."""
        with self._store.read() as session:
            ids = select(items.c.id).where(items.c.meeting_id == meeting_id, alive(items))
            there = read_items(session, ids) if rows is None else rows
            return attenders(session, meeting_id, there)

    def set_away(self, item_id: UUID, attendance_ids: Collection[UUID]) -> None:
        """Say who of those who attended was not there at an item; who is not named was.

        Only what the hours of arrival and leaving do not say is written. Raises ``LockedError``.
        """
        with self._store.write("") as work:
            item = work.get(AgendaItem, item_id)
            refuse_locked(work.session, item.meeting_id, "item_presence")
            ids = select(items.c.id).where(items.c.id == item_id)
            there = attenders(work.session, item.meeting_id, read_items(work.session, ids))[item_id]
            for person in there:
                away = person.id in attendance_ids
                if away != person.away:
                    key = {"item_id": item_id, "attendance_id": person.id}
                    record_id = natural_id("item_presence", *key.values())
                    upsert(work, ItemPresence, record_id, {**key, "away": away})
            names = ", ".join(person.name for person in there if person.id in attendance_ids) or _("nobody")
            text = _("Not present at “{title}”: {names}")
            work.entry.label = text.format(title=item.title, names=names)[:500]


def attenders(
    session: Session, meeting_id: UUID, rows: Iterable[ItemRow]
) -> dict[UUID, tuple[Attender, ...]]:
    """Per item who attended the meeting, by organisation; away by what was noted, else by the hours.

    The hours only speak where the item's own are known: it starts after somebody left, or ends before they came. Those
    at which it was really taken up count before the planned ones.
    """
    treated = _treated(session, meeting_id)
    lines = _lines(session, meeting_id)
    double = {name for name, count in Counter(line.organisation for line in lines).items() if count > 1}
    noted = _noted(session, meeting_id)
    by_item: dict[UUID, list[Attender]] = defaultdict(list)
    for item in rows:
        by_item[item.id] = []
        for line in lines:
            person = line.substitute or line.label.partition(", ")[0]
            name = f"{line.organisation} ({person})" if line.organisation in double else line.organisation
            away = noted.get((item.id, line.id), _away(treated.get(item.id) or _planned(item), line))
            by_item[item.id].append(Attender(line.id, line.organisation_id, name, away))
    return {item_id: tuple(there) for item_id, there in by_item.items()}


def _treated(session: Session, meeting_id: UUID) -> dict[UUID, tuple[time, time | None]]:
    """When each item was really treated, as far as that was noted."""
    query = select(items.c.id, items.c.began_at).where(
        items.c.meeting_id == meeting_id, items.c.began_at.is_not(None), alive(items)
    )
    closed = select(meetings.c.closed_at).where(meetings.c.id == meeting_id)
    began = {row.id: row.began_at for row in session.execute(query)}
    return spans(began, session.execute(closed).scalar()) if began else {}


def _planned(item: ItemRow) -> tuple[time, time | None] | None:
    if item.starts is None or item.minutes is None:
        return (item.starts, None) if item.starts else None
    ends = datetime.combine(item.meeting_on, item.starts) + timedelta(minutes=item.minutes)
    return item.starts, ends.time() if ends.date() == item.meeting_on else None


def _away(hours: tuple[time, time | None] | None, line: Any) -> bool:
    """Gone before it began, or come when it was over."""
    if hours is None:
        return False
    start, end = hours
    gone = line.left_at is not None and line.left_at <= start
    return gone or (line.arrived_at is not None and end is not None and line.arrived_at >= end)


def _lines(session: Session, meeting_id: UUID) -> list[Any]:
    query = (
        select(
            attendances.c.id,
            attendances.c.organisation_id,
            attendances.c.label,
            attendances.c.arrived_at,
            attendances.c.left_at,
            organisations.c.name.label("organisation"),
            persons.c.name.label("substitute"),
        )
        .join(organisations, organisations.c.id == attendances.c.organisation_id)
        .outerjoin(persons, persons.c.id == attendances.c.replaced_by_id)
        .where(
            attendances.c.meeting_id == meeting_id,
            attendances.c.presence.in_(WAS_THERE),
            alive(attendances),
        )
        .order_by(organisations.c.name_folded, attendances.c.id)
    )
    return list(session.execute(query))


def _noted(session: Session, meeting_id: UUID) -> dict[tuple[UUID, UUID], bool]:
    query = (
        select(item_presences.c.item_id, item_presences.c.attendance_id, item_presences.c.away)
        .join(items, items.c.id == item_presences.c.item_id)
        .where(items.c.meeting_id == meeting_id, alive(item_presences))
    )
    return {(row.item_id, row.attendance_id): row.away for row in session.execute(query)}
