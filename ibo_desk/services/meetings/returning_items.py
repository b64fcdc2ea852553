"""Carry-over inside a unit of work: what returns on an agenda, and what no longer has to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlmodel import Session, col

from ibo_desk.data.store import Work
from ibo_desk.data.tables import AgendaItem, Body, Change, Meeting, Topic
from ibo_desk.domain.bodies import STANDING_TYPES, ItemType
from ibo_desk.domain.carry_over import CarryReason, why_it_returns
from ibo_desk.domain.engagements import OPEN_STATES
from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.meetings import AHEAD, PAST, MeetingState
from ibo_desk.domain.topics import GONE, Treatment
from ibo_desk.services.agenda.order import in_order, main_above, main_at_end
from ibo_desk.services.agenda.standing import before, place_standing, standing_types
from ibo_desk.services.agenda.writing import permissions_of, put_on_agenda, topic_follows
from ibo_desk.services.base.tables import (
    again,
    alive,
    consequences,
    engagements,
    follow_ups,
    items,
    meetings,
    positions,
    referrals,
    rounds,
    shares,
    topics,
)

_MIDNIGHT = time(0)


@dataclass(frozen=True)
class Source:
    """The newest appearance of a topic, which returns, and why."""

    item_id: UUID
    topic_id: UUID | None
    title: str
    meeting_id: UUID
    on: date
    reason: CarryReason


def sources(session: Session, meeting: Meeting) -> list[Source]:
    """What returns on this agenda, in the order in which it stood on the earlier ones."""
    newest = _newest(meeting.body_id)
    later = again(items, "later")
    query = (
        select(
            items.c.id, items.c.topic_id, items.c.title, items.c.treatment, items.c.recurring, items.c.meeting_id,
            meetings.c.on, meetings.c.state,
        )
        .join(newest, newest.c.id == items.c.id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .outerjoin(topics, topics.c.id == items.c.topic_id)
        .where(
            newest.c.place == 1,
            meetings.c.state.in_(sorted(PAST)),
            before(meeting.on, meeting.starts_at, meeting.id),
            or_(
                items.c.topic_id.is_(None),
                alive(topics) & topics.c.preparation.not_in(GONE),
            ),
            or_(items.c.topic_id.is_not(None), ~exists().where(later.c.previous_id == items.c.id, alive(later))),
        )
        .order_by(meetings.c.on, meetings.c.id, items.c.order_key, items.c.id)
    )  # fmt: skip
    returning = []
    for row in session.execute(query):
        reason = why_it_returns(row.state, row.treatment, recurring=row.recurring)
        if reason is not None:
            returning.append(Source(row.id, row.topic_id, row.title, row.meeting_id, row.on, reason))
    return returning


def _newest(body_id: UUID) -> Any:
    """The appearances of each topic at a body that may return, counted from the newest.

    A topic of which every appearance was treated once and for all cannot: after many years those are nearly all.
    """
    returning = select(func.coalesce(items.c.topic_id, items.c.id)).where(
        items.c.body_id == body_id,
        or_(items.c.treatment.in_([Treatment.OPEN, Treatment.POSTPONED]), items.c.recurring),
        alive(items),
    )
    place = func.row_number().over(
        partition_by=func.coalesce(items.c.topic_id, items.c.id),
        order_by=(
            meetings.c.on.desc(),
            func.coalesce(meetings.c.starts_at, _MIDNIGHT).desc(),
            meetings.c.id.desc(),
            items.c.id.desc(),
        ),
    )
    return (
        select(items.c.id, place.label("place"))
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(
            items.c.body_id == body_id,
            func.coalesce(items.c.topic_id, items.c.id).in_(returning),
            items.c.item_type.not_in(sorted(STANDING_TYPES)),
            alive(items, meetings),
        )
        .subquery("newest")
    )


def carry(work: Work, meeting: Meeting) -> list[UUID]:
    """Bring an agenda up to date with what earlier meetings left; returns the items that were added.

    What was carried over and is no longer called for goes again, unless somebody worked on it. Doing it twice
    changes nothing.
    """
    _take_back(work, meeting)
    work.session.flush()
    made = [_bring(work, meeting, source).id for source in sources(work.session, meeting)]
    work.session.flush()
    if has_open_engagements(work.session, meeting):
        made += place_standing(work, meeting, (ItemType.FOLLOW_UP,))
    return made


def start_agenda(work: Work, meeting: Meeting) -> None:
    """What a new meeting gets by itself; the agenda of another secretariat, and one of the past, is theirs."""
    body = work.get(Body, meeting.body_id)
    if body.external_secretariat or meeting.on < work.clock.today() or meeting.state not in AHEAD:
        return
    work.session.flush()
    place_standing(work, meeting, standing_types(body))
    carry(work, meeting)


def carry_on(work: Work, after: Meeting) -> None:
    """Bring the next agenda of the body up to date, as long as it was not sent."""
    following = next_ahead(work.session, after)
    body = work.get(Body, after.body_id)
    if following is not None and following.state is MeetingState.PLANNED and not body.external_secretariat:
        carry(work, following)


def next_ahead(session: Session, meeting: Meeting) -> Meeting | None:
    """The next meeting of the body that still has to take place."""
    starts = func.coalesce(meetings.c.starts_at, _MIDNIGHT)
    query = (
        select(Meeting)
        .where(
            meetings.c.body_id == meeting.body_id,
            meetings.c.id != meeting.id,
            meetings.c.state.in_(sorted(AHEAD)),
            ~before(meeting.on, meeting.starts_at, meeting.id),
            alive(meetings),
        )
        .order_by(meetings.c.on, starts, meetings.c.id)
        .limit(1)
    )
    return session.execute(query).scalars().first()


def open_engagement_ids(meeting: Meeting) -> Select[tuple[UUID]]:
    """Engagements made at earlier meetings of the body of which a share is open, or that have no partner yet."""
    open_share = exists().where(
        shares.c.engagement_id == engagements.c.id, shares.c.state.in_(sorted(OPEN_STATES)), alive(shares)
    )
    any_share = exists().where(shares.c.engagement_id == engagements.c.id, alive(shares))
    made_at = (
        select(items.c.id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(
            items.c.body_id == meeting.body_id,
            before(meeting.on, meeting.starts_at, meeting.id),
            alive(items, meetings),
        )
    )
    return select(engagements.c.id).where(
        alive(engagements), engagements.c.item_id.in_(made_at), or_(open_share, ~any_share)
    )


def has_open_engagements(session: Session, meeting: Meeting) -> bool:
    return session.execute(open_engagement_ids(meeting).limit(1)).first() is not None


def returned_values(work: Work, earlier: AgendaItem, meeting: Meeting) -> dict[str, object]:
    """What an item that returns takes along: what it is and what is asked, never what was said of it."""
    names = ("title", "transport_layer", "minutes", "asked", "attachments", "audience", "recurring")
    values = {name: getattr(earlier, name) for name in names}
    if earlier.treatment is not Treatment.TREATED:
        values["introduction"] = earlier.introduction
    allowed = {
        (permission.item_type, permission.layer)
        for permission in permissions_of(work.session, meeting.body_id)
    }
    there = (earlier.item_type, earlier.transport_layer) in allowed
    if there and earlier.treatment is not Treatment.TREATED:
        values["plan_step"] = earlier.plan_step  # what was adopted is not adopted again
    return {
        **values,
        "item_type": earlier.item_type if there else ItemType.DISCUSSION,
        "previous_id": earlier.id,
        "cross_check_for_id": earlier.cross_check_for_id,
        "sub": _main_comes_along(work, earlier, meeting),
    }


def _main_comes_along(work: Work, earlier: AgendaItem, meeting: Meeting) -> bool:
    """Whether an item would stand under the same main item as before; elsewhere it returns as a main item."""
    main = main_above(in_order(work.session, earlier.meeting_id), earlier.id)
    above = main_at_end(in_order(work.session, meeting.id), earlier.item_type)
    return main is not None and above is not None and above.previous_id == main.id


def _bring(work: Work, meeting: Meeting, source: Source) -> AgendaItem:
    earlier = work.get(AgendaItem, source.item_id)
    topic = work.get(Topic, source.topic_id) if source.topic_id else None
    key = natural_id("carried", meeting.id, source.item_id)
    item = put_on_agenda(work, meeting.id, topic, returned_values(work, earlier, meeting), key)
    work.session.flush()
    return item


def _take_back(work: Work, meeting: Meeting) -> None:
    """Items that were carried over, untouched since, whose earlier appearance no longer calls for them."""
    query = select(AgendaItem).where(
        items.c.meeting_id == meeting.id, items.c.previous_id.is_not(None), alive(items)
    )
    for item in list(work.session.execute(query).scalars()):
        if item.id != natural_id("carried", meeting.id, item.previous_id) or not _untouched(work, item):
            continue
        earlier = work.session.get(AgendaItem, item.previous_id)
        assert earlier is not None, "records are never removed"
        if not _still_returns(work, earlier):
            work.delete(item)
            if earlier.deleted_in is None:
                topic_follows(work, earlier, earlier.treatment)


def _still_returns(work: Work, earlier: AgendaItem) -> bool:
    held = work.session.get(Meeting, earlier.meeting_id)
    if held is None or held.deleted_in is not None or earlier.deleted_in is not None:
        return False
    return why_it_returns(held.state, earlier.treatment, recurring=earlier.recurring) is not None


def _untouched(work: Work, item: AgendaItem) -> bool:
    noted = item.discussion or item.conclusion or item.preparation_note or item.secretariat_note
    if item.treatment is not Treatment.OPEN or noted or _typed_since(work, item):
        return False
    return not any(_points_to(work.session, column, item.id) for column in _POINTING)


def _typed_since(work: Work, item: AgendaItem) -> bool:
    """Whether somebody changed a text that came along: then it is no longer just what was carried over."""
    query = select(col(Change.id)).where(
        col(Change.record_id) == item.id,
        col(Change.field).in_(("title", "introduction", "asked", "attachments")),
    )
    return work.session.execute(query.limit(1)).first() is not None


_POINTING: Iterable[ColumnElement[Any]] = (
    engagements.c.item_id,
    follow_ups.c.item_id,
    positions.c.item_id,
    referrals.c.item_id,
    rounds.c.item_id,
    consequences.c.item_id,
    items.c.previous_id,
    items.c.cross_check_for_id,
)


def _points_to(session: Session, column: Any, item_id: UUID) -> bool:
    query = select(column).where(column == item_id, alive(column.table)).limit(1)
    return session.execute(query).first() is not None
