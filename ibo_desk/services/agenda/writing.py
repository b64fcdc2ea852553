"""Putting a topic on an agenda, and what becomes of the topic when its item is treated (R10, R12)."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Work
from ibo_desk.data.tables import AgendaItem, Body, Meeting, Topic
from ibo_desk.data.tables.topics import AgendaItemFields
from ibo_desk.domain.bodies import (
    STANDING_TYPES,
    ItemType,
    Permission,
    PlanStep,
    TransportLayer,
    check_item_type,
    check_plan_step,
    usual_type,
)
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.meetings import AHEAD, MeetingState
from ibo_desk.domain.topics import (
    NOT_TREATED,
    PREPARATION_TRANSITIONS,
    Preparation,
    Treatment,
    check_can_stand,
)
from ibo_desk.services.agenda.ending import questions_follow
from ibo_desk.services.agenda.order import in_order, last_key, main_at_end, settle_first
from ibo_desk.services.base.records import record_of, validated
from ibo_desk.services.base.tables import agenda_versions, alive, bodies, items, meetings, permissions
from ibo_desk.services.base.writing import refuse_locked, upsert


def permissions_of(session: Session, body_id: UUID) -> frozenset[Permission]:
    """What a body may do with an item."""
    return permissions_by_body(session, [body_id])[body_id]


def permissions_by_body(session: Session, body_ids: Collection[UUID]) -> dict[UUID, frozenset[Permission]]:
    """The same of several bodies, by body."""
    own = (permissions.c.item_type, permissions.c.transport_layer, permissions.c.outcome)
    query = select(permissions.c.body_id, *own).where(permissions.c.body_id.in_(body_ids), alive(permissions))
    allowed: dict[UUID, set[Permission]] = {body_id: set() for body_id in body_ids}
    for body_id, *permission in session.execute(query):
        allowed[body_id].add(Permission(*permission))
    return {body_id: frozenset(there) for body_id, there in allowed.items()}


def prepares(session: Session, body_id: UUID) -> bool:
    """Whether this body prepares the agenda of another (the CvB for the IBO, R12)."""
    query = select(bodies.c.id).where(bodies.c.prepared_by_id == body_id, alive(bodies)).limit(1)
    return session.execute(query).first() is not None


def was_sent(session: Session, meeting_id: UUID) -> bool:
    """Whether an agenda of this meeting went out: what comes on it from then on comes late."""
    query = select(agenda_versions.c.id).where(
        agenda_versions.c.meeting_id == meeting_id, alive(agenda_versions)
    )
    return session.execute(query.limit(1)).first() is not None


def put_on_agenda(
    work: Work,
    meeting_id: UUID,
    topic: Topic | None,
    values: Mapping[str, object],
    item_id: UUID | None = None,
) -> AgendaItem:
    """A new last item, before any other business that was not treated yet; ``item_id`` where a natural key gives it.

    With ``sub`` it stands under the last main item, if there is one. After the agenda was sent it is marked as late.

    A topic's title, layer and earlier appearance come along unless ``values`` say otherwise. Raises ``RuleError``:
    the body may not treat it so (R9, R17b, R18), the topic is on this agenda or was declined, the meeting was
    cancelled; ``LockedError`` where its minutes were approved.
    """
    meeting = work.get(Meeting, meeting_id)
    refuse_locked(work.session, meeting.id, "agenda_item")
    if meeting.state is MeetingState.CANCELLED:
        raise RuleError("meeting_cancelled", day=meeting.on)
    body = work.get(Body, meeting.body_id)
    given = {**_from_topic(work, topic, body, meeting), **values}
    given |= {"meeting_id": meeting.id, "body_id": body.id, "topic_id": topic.id if topic else None}
    kind = ItemType(str(given.get("item_type", ItemType.DISCUSSION)))
    there = in_order(work.session, meeting.id)
    settle_first(work, there)
    given["sub"] = (
        bool(given.get("sub")) and kind not in STANDING_TYPES and main_at_end(there, kind) is not None
    )
    given.setdefault("order_key", last_key(there, kind))
    if meeting.known_since is not None or meeting.on >= work.clock.today():
        given.setdefault("known_since", min(work.clock.today(), meeting.on))
    if kind not in STANDING_TYPES and was_sent(work.session, meeting.id):
        given.setdefault("late", True)
    clean = validated(AgendaItemFields, given)
    layer = TransportLayer(str(clean.get("transport_layer", TransportLayer.NONE)))
    check_item_type(permissions_of(work.session, body.id), body.name, kind, layer)
    check_plan_step(kind, layer, PlanStep(str(clean.get("plan_step", PlanStep.NONE))))
    item = upsert(work, AgendaItem, item_id, clean) if item_id else work.add(record_of(AgendaItem, clean))
    if topic is not None:
        _schedule(work, topic, body)
    return item


def _from_topic(work: Work, topic: Topic | None, body: Body, meeting: Meeting) -> dict[str, Any]:
    if topic is None:
        return {}
    earlier = _earlier(work.session, topic.id)
    check_can_stand(
        topic.title, topic.preparation, there=any(row.meeting_id == meeting.id for row in earlier)
    )
    kind = _usual_type(work, topic, body)
    return {
        "title": topic.title,
        "transport_layer": topic.transport_layer,
        "item_type": kind,
        "previous_id": next((row.id for row in reversed(earlier) if row.body_id == body.id), None),
        "cross_check_for_id": elsewhere(work.session, topic.id, body)
        if kind is ItemType.CROSS_CHECK
        else None,
    }


def elsewhere(session: Session, topic_id: UUID, body: Body) -> UUID | None:
    """The last appearance of a topic at a body that neither is this one nor prepares for it."""
    own = {body.id, body.prepared_by_id}
    return next((row.id for row in reversed(_earlier(session, topic_id)) if row.body_id not in own), None)


def _earlier(session: Session, topic_id: UUID) -> list[Any]:
    query = (
        select(items.c.id, items.c.meeting_id, items.c.body_id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(items.c.topic_id == topic_id, alive(items, meetings))
        .order_by(meetings.c.on, items.c.id)
    )
    return list(session.execute(query))


def _usual_type(work: Work, topic: Topic, body: Body) -> ItemType:
    origin = work.session.get(Body, topic.origin_body_id) if topic.origin_body_id else None
    other = origin is not None and origin.id != body.id
    return usual_type(body.kind, topic.transport_layer, origin.kind if origin and other else None)


def _schedule(work: Work, topic: Topic, body: Body) -> None:
    """On the agenda of a preparing body a topic is still being prepared; elsewhere it is scheduled."""
    if not prepares(work.session, body.id):
        follow(work, topic, Preparation.SCHEDULED)


def follow(work: Work, topic: Topic, state: Preparation) -> None:
    """Let the topic's preparation follow its item, where that state may follow."""
    if state in PREPARATION_TRANSITIONS[topic.preparation]:
        if state is not topic.preparation:
            topic.preparation_since = work.clock.today()
        topic.preparation = state
        work.add(topic)


def held_elsewhere(work: Work, meeting: Meeting, body: Body) -> None:
    """A meeting of another secretariat has no steps here: minutes or an outcome say that it was held."""
    if body.external_secretariat and meeting.state in AHEAD and meeting.on <= work.clock.today():
        meeting.state = MeetingState.HELD
        work.add(meeting)


def joined_to(work: Work, item: AgendaItem) -> list[AgendaItem]:
    """The items that are treated together with this one."""
    query = (
        select(AgendaItem).where(items.c.joined_to_id == item.id, alive(items)).order_by(items.c.order_key)
    )
    return list(work.session.execute(query).scalars())


def head_follows(work: Work, head: AgendaItem, joined: Collection[AgendaItem]) -> None:
    """An item of which nothing came itself is treated where something came of one that is ``joined`` to it."""
    if head.outcome is not None or head.treatment in NOT_TREATED:
        return
    concluded = any(other.outcome is not None for other in joined)
    treatment = Treatment.TREATED if concluded else Treatment.OPEN
    if head.treatment is not treatment:
        head.treatment = treatment
        work.add(head)
        topic_follows(work, head, treatment)


def topic_follows(work: Work, item: AgendaItem, treatment: Treatment) -> None:
    """What an item's treatment means for its topic, for what colleges are asked, and for items joined to it.

    Treated by the preparing body is prepared (R12).
    """
    questions_follow(work, item, treatment)
    for other in joined_to(work, item):
        if other.outcome is None and other.treatment is not treatment:
            other.treatment = treatment
            work.add(other)
            topic_follows(work, other, treatment)
    if item.joined_to_id is not None:
        head = work.get(AgendaItem, item.joined_to_id)
        head_follows(work, head, [*(other for other in joined_to(work, head) if other.id != item.id), item])
    topic = work.session.get(Topic, item.topic_id) if item.topic_id else None
    if topic is None or topic.deleted_in is not None:
        return
    if prepares(work.session, item.body_id):
        if treatment is Treatment.TREATED:
            follow(work, topic, Preparation.PREPARED)
        elif topic.preparation is Preparation.PREPARED:
            follow(work, topic, Preparation.SUBMITTED)
        return
    follow(
        work,
        topic,
        {
            Treatment.OPEN: Preparation.SCHEDULED,
            Treatment.TREATED: Preparation.TREATED,
            Treatment.POSTPONED: Preparation.POSTPONED,
            Treatment.WITHDRAWN: Preparation.WITHDRAWN,
        }[treatment],
    )
