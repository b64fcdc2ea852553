"""An agenda pasted from mail or Word becomes the items of a meeting, for bodies that keep their own secretariat."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store, Work, live
from ibo_desk.data.tables import Body, Meeting, Topic
from ibo_desk.data.tables.topics import TopicFields
from ibo_desk.domain.agenda_text import PastedItem, read_agenda
from ibo_desk.domain.bodies import STANDING_TYPES, ItemType, Permission
from ibo_desk.domain.errors import InvalidValueError, RuleError
from ibo_desk.domain.names import display_name, fold
from ibo_desk.domain.topics import Preparation
from ibo_desk.language import _, ngettext
from ibo_desk.services.agenda.writing import permissions_of, put_on_agenda
from ibo_desk.services.base.records import record_of, validated
from ibo_desk.services.base.tables import alive, items, meetings, topics
from ibo_desk.services.base.writing import refuse_locked
from ibo_desk.services.words import label

# What an item is put as where the body may not treat it as it was announced.
_INSTEAD = (ItemType.ADVICE, ItemType.DISCUSSION, ItemType.INFORMATION)


@dataclass(frozen=True)
class PastedRow:
    """One item as it would be added; ``remark`` says what differs from the text, ``there`` that it is on it already.

    ``topic_id`` is the topic of the same name that waits, which the item then becomes an appearance of.
    """

    item: PastedItem
    item_type: ItemType
    there: bool
    topic_id: UUID | None
    remark: str


class AgendaPaste:
    """Reading a pasted agenda, and adding what it says."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def preview(self, meeting_id: UUID, text: str) -> list[PastedRow]:
        """What ``paste`` would add, row by row; empty for a text without items. Raises "body_may_not_treat"."""
        with self._store.read() as session:
            return _rows(session, live(session, Meeting, meeting_id), read_agenda(text))

    def paste(self, meeting_id: UUID, text: str) -> list[UUID]:
        """Add the items that are not on the agenda yet, in the order of the text, as one journal entry.

        Pasting the same text again adds nothing. Raises ``InvalidValueError("no_agenda_in_text")``, ``LockedError``,
        ``RuleError("meeting_cancelled")`` and ``("body_may_not_treat")`` for a body to which nothing is permitted.
        Returns the new items.
        """
        read = read_agenda(text)
        if not read:
            raise InvalidValueError("no_agenda_in_text")
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            refuse_locked(work.session, meeting_id, "agenda_item")
            rows = _rows(work.session, meeting, read)
            made = []
            own_main = False  # a sub item whose main item was there already comes at the end, under another
            for row in rows:
                own_main = own_main if row.item.sub else not row.there
                if not row.there:
                    made.append(_add(work, meeting, row, sub=row.item.sub and own_main))
            work.entry.label = ngettext(
                "{count} agenda item pasted", "{count} agenda items pasted", len(made)
            ).format(count=len(made))
            return made


def _rows(session: Session, meeting: Meeting, read: Iterable[PastedItem]) -> list[PastedRow]:
    body = live(session, Body, meeting.body_id)
    allowed = permissions_of(session, body.id)
    query = select(items.c.title, items.c.topic_id).where(items.c.meeting_id == meeting.id, alive(items))
    listed = list(session.execute(query))
    there = {fold(row.title) for row in listed}
    taken = {row.topic_id for row in listed}
    known = _topics(session, body)
    rows = []
    for item in read:
        kind, remark = _fitting(item, allowed, body)
        topic_id = None if kind in STANDING_TYPES else known.get(fold(item.title))
        if topic_id in taken:
            topic_id = None
        rows.append(PastedRow(item, kind, fold(item.title) in there, topic_id, remark))
        there.add(fold(item.title))
        taken.add(topic_id)
    return rows


def _fitting(item: PastedItem, allowed: frozenset[Permission], body: Body) -> tuple[ItemType, str]:
    """The announced type, or the nearest that the body may have, and then why (R9, R18)."""
    may = {permission.item_type for permission in allowed if permission.layer is item.transport_layer}
    kind = item.item_type or ItemType.DISCUSSION
    if kind in may:
        return kind, ""
    instead = next((kind for kind in _INSTEAD if kind in may), None)
    if instead is None:
        raise RuleError("body_may_not_treat", body=body.name, item_type=kind, layer=item.transport_layer)
    text = _("announced as “{announced}”, which {body} may not do here; put as “{kind}”")
    return instead, text.format(
        announced=label(kind), body=display_name(body.short_name, body.name), kind=label(instead)
    )


def _topics(session: Session, body: Body) -> dict[str, UUID]:
    """Topics by folded title that wait, or stood on an agenda of this body before; one that is twice stays out."""
    waiting = (Preparation.SUBMITTED, Preparation.PREPARED, Preparation.POSTPONED, Preparation.SCHEDULED)
    earlier = (
        select(items.c.topic_id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(items.c.body_id == body.id, items.c.topic_id.is_not(None), alive(items, meetings))
    )
    query = select(topics.c.id, topics.c.title_folded).where(
        alive(topics),
        topics.c.preparation.in_(waiting)
        | (topics.c.id.in_(earlier) & topics.c.preparation.in_([Preparation.TREATED])),
    )
    by_title: dict[str, list[UUID]] = {}
    for row in session.execute(query):
        by_title.setdefault(row.title_folded, []).append(row.id)
    return {title: ids[0] for title, ids in by_title.items() if len(ids) == 1}


def _add(work: Work, meeting: Meeting, row: PastedRow, *, sub: bool) -> UUID:
    item = row.item
    values: dict[str, Any] = {
        "title": item.title,
        "item_type": row.item_type,
        "transport_layer": item.transport_layer,
        "minutes": item.minutes,
        "introduction": item.note,
        "sub": sub,
    }
    topic = None
    if row.item_type not in STANDING_TYPES:
        topic = work.get(Topic, row.topic_id) if row.topic_id else _topic(work, meeting, item)
    made = put_on_agenda(work, meeting.id, topic, values)
    work.session.flush()
    return made.id


def _topic(work: Work, meeting: Meeting, item: PastedItem) -> Topic:
    values = {
        "title": item.title,
        "transport_layer": item.transport_layer,
        "origin_body_id": meeting.body_id,
        "submitted_on": work.clock.today(),
    }
    topic = work.add(record_of(Topic, validated(TopicFields, values)))
    work.session.flush()
    return topic


__all__ = ["AgendaPaste", "PastedItem", "PastedRow"]
