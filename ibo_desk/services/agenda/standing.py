"""Standing items inside a unit of work: approval of earlier minutes, follow-up of engagements, any other business."""

from collections.abc import Collection, Iterable
from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlmodel import Session

from ibo_desk.data.store import Work
from ibo_desk.data.tables import AgendaItem, Body, Meeting
from ibo_desk.domain.bodies import STANDING_TYPES, ItemType
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.meetings import AHEAD, MeetingState
from ibo_desk.domain.numbering import block
from ibo_desk.domain.ordering import key_between
from ibo_desk.domain.topics import NOT_TREATED, Treatment
from ibo_desk.language import _
from ibo_desk.services.agenda.order import in_order, last_key
from ibo_desk.services.agenda.writing import put_on_agenda
from ibo_desk.services.base.tables import alive, items, meetings
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day

_MIDNIGHT = time(0)


def standing_types(body: Body) -> tuple[ItemType, ...]:
    """The types that the body's rules put on every agenda; none where nobody filled them in."""
    types = (ItemType(word) for word in body.standing_items.split())
    return tuple(kind for kind in types if kind in STANDING_TYPES)


def before(on: date, starts_at: time | None, meeting_id: UUID) -> ColumnElement[bool]:
    """Meetings before the one of that day and hour; the id decides between two without any difference."""
    starts = func.coalesce(meetings.c.starts_at, _MIDNIGHT)
    own = starts_at or _MIDNIGHT
    same = and_(meetings.c.on == on, or_(starts < own, and_(starts == own, meetings.c.id < meeting_id)))
    return or_(meetings.c.on < on, same)


def approved_meeting(session: Session, item: AgendaItem) -> UUID | None:
    """The meeting whose minutes an item approves: the one it names, else the last one before its own."""
    return approved_meetings(session, [item]).get(item.id)


def approved_meetings(session: Session, asked: Iterable[AgendaItem]) -> dict[UUID, UUID]:
    """The same of several items, by item; those that approve nothing are left out."""
    approving = [item for item in asked if item.item_type is ItemType.MINUTES_APPROVAL]
    named = {item.id: item.approves_id for item in approving if item.approves_id is not None}
    unnamed = {item.id: item.meeting_id for item in approving if item.approves_id is None}
    if not unnamed:
        return named
    last_before = _last_before(session, {item.body_id for item in approving if item.approves_id is None})
    silent = {item_id: last_before.get(meeting_id) for item_id, meeting_id in unnamed.items()}
    return named | {item_id: meeting_id for item_id, meeting_id in silent.items() if meeting_id is not None}


def _last_before(session: Session, body_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """For each meeting of these bodies the one before it that was not cancelled; see ``before`` for the order."""
    query = (
        select(meetings.c.id, meetings.c.body_id, meetings.c.state)
        .where(meetings.c.body_id.in_(body_ids), alive(meetings))
        .order_by(meetings.c.on, func.coalesce(meetings.c.starts_at, _MIDNIGHT), meetings.c.id)
    )
    latest: dict[UUID, UUID] = {}
    last_before: dict[UUID, UUID] = {}
    for row in session.execute(query):
        if row.body_id in latest:
            last_before[row.id] = latest[row.body_id]
        if row.state is not MeetingState.CANCELLED:
            latest[row.body_id] = row.id
    return last_before


def place_standing(work: Work, meeting: Meeting, types: tuple[ItemType, ...]) -> list[UUID]:
    """Put the standing items that are missing on an agenda; approvals first, other business last.

    Doing it again adds nothing. Returns the new items.
    """
    made: list[UUID] = []
    there = _standing_there(work.session, meeting.id)
    for kind in types:
        if kind is ItemType.MINUTES_APPROVAL:
            made += _approvals(work, meeting, there)
        elif not any(row.item_type is kind for row in there):
            made.append(_put(work, meeting, kind, label(kind).capitalize()).id)
    return made


def _approvals(work: Work, meeting: Meeting, there: list[Any]) -> list[UUID]:
    """One for each earlier meeting whose minutes wait, unless an item approves them already."""
    made = []
    named = {row.approves_id for row in there if row.item_type is ItemType.MINUTES_APPROVAL}
    for place, earlier in enumerate(_earlier(work.session, meeting)):
        waits = place == 0 or earlier.state is MeetingState.HELD
        # An item that names no meeting is about the last one before it.
        covered = earlier.id in named or (place == 0 and None in named)
        if not waits or covered or earlier.locked or _asked_elsewhere(work.session, earlier.id, meeting):
            continue
        title = _("Approval of the minutes of {day}").format(day=day(earlier.on))
        made.append(_put(work, meeting, ItemType.MINUTES_APPROVAL, title, approves_id=earlier.id).id)
    return made


def _put(work: Work, meeting: Meeting, kind: ItemType, title: str, **values: Any) -> AgendaItem:
    key = natural_id("standing", meeting.id, kind, values.get("approves_id", ""))
    place = _place(work.session, meeting.id, kind)
    given = {"title": title, "item_type": kind, "order_key": place, **values}
    item = put_on_agenda(work, meeting.id, None, given, key)
    work.session.flush()
    return item


def _place(session: Session, meeting_id: UUID, kind: ItemType) -> str:
    """Approvals come first, follow-up right after them, other business last."""
    there = in_order(session, meeting_id)
    if kind is ItemType.ANY_OTHER_BUSINESS:
        return last_key(there, kind)
    subs = [item.sub for item in there]
    first = 0
    while first < len(there) and there[first].item_type is ItemType.MINUTES_APPROVAL:
        first = block(subs, first).stop
    low = there[first - 1].order_key if first else None
    high = there[first].order_key if first < len(there) else None
    fits = low is None or high is None or low < high
    return key_between(low, high) if fits else key_between(there[-1].order_key, None)


def _standing_there(session: Session, meeting_id: UUID) -> list[Any]:
    query = select(items.c.id, items.c.item_type, items.c.approves_id)
    return list(session.execute(query.where(items.c.meeting_id == meeting_id, alive(items))))


def _earlier(session: Session, meeting: Meeting) -> list[Any]:
    """Meetings of the body before this one that were not cancelled, the last one first."""
    query = (
        select(meetings.c.id, meetings.c.on, meetings.c.state, meetings.c.locked)
        .where(
            meetings.c.body_id == meeting.body_id,
            meetings.c.state != MeetingState.CANCELLED,
            before(meeting.on, meeting.starts_at, meeting.id),
            alive(meetings),
        )
        .order_by(
            meetings.c.on.desc(), func.coalesce(meetings.c.starts_at, _MIDNIGHT).desc(), meetings.c.id.desc()
        )
    )
    return list(session.execute(query))


def _asked_elsewhere(session: Session, meeting_id: UUID, asking: Meeting) -> bool:
    """Whether another meeting has the approval on its agenda, or dealt with it."""
    query = (
        select(items.c.id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(
            items.c.approves_id == meeting_id,
            items.c.meeting_id != asking.id,
            items.c.treatment.not_in(NOT_TREATED),
            meetings.c.state.not_in([MeetingState.CANCELLED]),
            or_(
                items.c.treatment == Treatment.TREATED,
                meetings.c.state.in_(AHEAD),
            ),
            alive(items, meetings),
        )
    )
    return session.execute(query.limit(1)).first() is not None
