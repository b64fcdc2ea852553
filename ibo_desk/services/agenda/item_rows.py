"""Agenda items as rows: numbers and times follow from the order, the rest is joined in; four queries in all."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    Subquery,
    case,
    cast,
    func,
    literal,
    not_,
    or_,
    select,
)
from sqlmodel import Session

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import STANDING_TYPES, ItemType, Outcome, PlanStep, TransportLayer
from ibo_desk.domain.topics import NOT_TREATED, Phase, Treatment
from ibo_desk.services.actions.strategic_lines import lines_of
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import (
    actions,
    again,
    alive,
    bodies,
    engagements,
    items,
    meetings,
    organisations,
    permissions,
    positions,
    referrals,
    targets,
    topics,
)
from ibo_desk.services.words.format import meeting_title


@dataclass(frozen=True)
class ItemRow:
    """One appearance of a topic at a meeting.

    ``number``, ``sub`` (it has a main item above it) and ``starts`` follow from order and planned minutes;
    ``possible_outcome`` is what the body may do with it (R9, R18); ``joined_number`` is that of the item it is treated
    with; ``prepared_on`` the day the preparing body treated the topic, ``skipped_preparation`` that it neither treated
    nor brought it in (R12).
    """

    id: UUID
    revision: UUID | None
    meeting_id: UUID
    body_id: UUID
    topic_id: UUID | None
    number: str
    sub: bool
    title: str
    item_type: ItemType
    transport_layer: TransportLayer
    plan_step: PlanStep
    minutes: int | None
    starts: time | None
    late: bool
    urgent: bool
    asked: str
    introduction: str
    discussion: str
    conclusion: str
    outcome: Outcome | None
    possible_outcome: Outcome
    treatment: Treatment
    conclusion_on: date | None
    preparation_note: str
    preparation_audience: Audience
    secretariat_note: str
    audience: Audience
    action_id: UUID | None
    action: str
    lines: tuple[str, ...]
    submitted_by: str
    prepared_on: date | None
    skipped_preparation: bool
    attachments: str
    phase: Phase | None
    still_open: str
    engagement_count: int
    referral_count: int
    position_count: int
    previous_id: UUID | None
    cross_check_for_id: UUID | None
    approves_id: UUID | None
    recurring: bool
    meeting_on: date
    meeting: str
    body: str
    known_since: date | None = None
    began_at: time | None = None
    ended_reason: str = ""
    joined_to_id: UUID | None = None
    joined_number: str = ""


_OWN = (
    "id", "revision", "meeting_id", "body_id", "topic_id", "title", "item_type", "transport_layer", "plan_step",
    "minutes", "late", "asked", "introduction", "discussion", "conclusion", "outcome", "treatment", "conclusion_on",
    "preparation_note", "preparation_audience", "secretariat_note", "audience", "attachments", "previous_id",
    "cross_check_for_id", "approves_id", "recurring", "urgent", "known_since", "began_at",
    "ended_reason", "joined_to_id",
)  # fmt: skip


def item_as_of(item: ItemRow, day: date) -> ItemRow:
    """At the end of a day an item of a meeting to come said nothing of what was discussed and concluded there."""
    if item.meeting_on <= day:
        return item
    return replace(item, discussion="", conclusion="", outcome=None, treatment=Treatment.OPEN)


def stood_on(day: date) -> ColumnElement[bool]:
    """Items that stood on the agenda of their meeting at the end of a day."""
    since = items.c.known_since
    of_then = select(meetings.c.id).where(meetings.c.on <= day)
    return or_(since.is_(None), since <= day, items.c.meeting_id.in_(of_then))


def numbered(meeting_ids: Select[tuple[UUID]], on: date | None = None) -> Subquery:
    """Place of each item in its meeting: number ("4", "4.1"), minutes before it, how many of those are unknown.

    ``on`` counts only what stood there on a day.

    ``domain.numbering`` says the same of a list. ``mains`` counts the items so far that are marked as main items; where
    the first is not, it counts as one all the same.
    """
    of_meeting: dict[str, Any] = {
        "partition_by": items.c.meeting_id,
        "order_by": (items.c.order_key, items.c.id),
    }
    heads = func.coalesce(func.lead(items.c.sub).over(**of_meeting), literal(False)).label("heads")
    own_fields = ("id", "meeting_id", "order_key", "minutes", "sub", "treatment")
    there = (
        select(*(items.c[name] for name in own_fields), heads)
        .where(alive(items), items.c.meeting_id.in_(meeting_ids), *([] if on is None else [stood_on(on)]))
        .subquery("there")
    )
    item = there.c
    whole: dict[str, Any] = {"partition_by": item.meeting_id, "order_by": (item.order_key, item.id)}
    before: dict[str, Any] = {**whole, "rows": (None, -1)}
    treated = item.treatment.not_in(sorted(NOT_TREATED))  # what is not treated takes no time
    heading = item.heads.is_(True) & item.sub.is_(False)  # nor does that of sub items, of its own
    minutes = case((treated, func.coalesce(item.minutes, 0)), else_=0)
    unknown = case((treated & item.minutes.is_(None) & not_(heading), 1), else_=0)
    main = case((item.sub.is_(True), 0), else_=1)
    placed = select(
        item.id,
        item.meeting_id,
        func.row_number().over(**whole).label("place"),
        func.sum(main).over(**whole, rows=(None, 0)).label("mains"),
        (1 - func.first_value(main).over(**whole)).label("unmarked"),
        func.coalesce(func.sum(minutes).over(**before), 0).label("before"),
        func.coalesce(func.sum(unknown).over(**before), 0).label("unknown"),
    ).subquery("in_order")
    below = func.row_number().over(
        partition_by=(placed.c.meeting_id, placed.c.mains), order_by=placed.c.place
    ) - literal(1)
    own = cast(placed.c.mains + placed.c.unmarked, String)
    return select(
        placed.c.id,
        placed.c.place,
        placed.c.before,
        placed.c.unknown,
        (below > 0).label("sub"),
        case((below > 0, own.concat(".").concat(cast(below, String))), else_=own).label("number"),
    ).subquery("placed")


def read_items(session: Session, ids: Select[tuple[UUID]], on: date | None = None) -> list[ItemRow]:
    """The items whose ids ``ids`` selects, by meeting and in order; those that stood there on a day."""
    place = numbered(select(items.c.meeting_id).where(items.c.id.in_(ids)), on)
    head = place.alias("head")
    title = func.coalesce(name_shown(actions), "")
    brought = func.coalesce(name_shown(organisations), "")
    query = (
        select(
            *(items.c[name] for name in _OWN),
            place.c.number,
            func.coalesce(head.c.number, "").label("joined_number"),
            place.c.sub,
            place.c.before,
            place.c.unknown,
            permissions.c.outcome.label("possible_outcome"),
            topics.c.action_id,
            topics.c.phase,
            topics.c.origin_body_id,
            func.coalesce(topics.c.still_open, "").label("still_open"),
            title.label("action"),
            brought.label("submitted_by"),
            meetings.c.on.label("meeting_on"),
            case((meetings.c.written, None), else_=meetings.c.starts_at).label("starts_at"),  # nobody meets
            meetings.c.number.label("serial"),
            name_shown(bodies).label("body"),
            bodies.c.prepared_by_id,
            _count(engagements, engagements.c.item_id).label("engagement_count"),
            _target_count().label("referral_count"),
            _count(positions, positions.c.item_id).label("position_count"),
        )
        .join(place, place.c.id == items.c.id)
        .outerjoin(head, head.c.id == items.c.joined_to_id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .join(bodies, bodies.c.id == items.c.body_id)
        .join(
            permissions,
            (permissions.c.body_id == items.c.body_id)
            & (permissions.c.item_type == items.c.item_type)
            & (permissions.c.transport_layer == items.c.transport_layer),
        )
        .outerjoin(topics, topics.c.id == items.c.topic_id)
        .outerjoin(actions, actions.c.id == topics.c.action_id)
        .outerjoin(organisations, organisations.c.id == topics.c.submitted_by_id)
        .where(items.c.id.in_(ids), alive(items, meetings))
        .order_by(meetings.c.on, meetings.c.id, place.c.place)
    )
    prepared = _prepared(session, ids, on or date.max)
    own = again(items, "own")
    lines = lines_of(session, select(own.c.topic_id).where(own.c.id.in_(ids)))
    rows = [
        _row(dict(row), prepared, lines.names(row["topic_id"], row["action_id"]))
        for row in session.execute(query).mappings()
    ]
    return rows if on is None else [item_as_of(row, on) for row in rows]


def _count(table: FromClause, item_id: Any) -> Any:
    return select(func.count()).where(item_id == items.c.id, alive(table)).correlate(items).scalar_subquery()


def _target_count() -> Any:
    """13 councils are 13 referrals."""
    return (
        select(func.count())
        .select_from(targets.join(referrals, referrals.c.id == targets.c.referral_id))
        .where(referrals.c.item_id == items.c.id, alive(targets, referrals))
        .correlate(items)
        .scalar_subquery()
    )


def _prepared(session: Session, ids: Select[tuple[UUID]], until: date) -> dict[tuple[UUID, UUID], list[date]]:
    """Per topic and preparing body: the days on which it treated the topic until a day, in order."""
    own = again(items, "own")
    query = (
        select(items.c.topic_id, items.c.body_id, meetings.c.on)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(
            items.c.topic_id.in_(select(own.c.topic_id).where(own.c.id.in_(ids))),
            items.c.body_id.in_(select(bodies.c.prepared_by_id).where(bodies.c.prepared_by_id.is_not(None))),
            items.c.treatment == Treatment.TREATED,
            meetings.c.on <= until,
            alive(items, meetings),
        )
        .order_by(meetings.c.on)
    )
    prepared: dict[tuple[UUID, UUID], list[date]] = defaultdict(list)
    for topic_id, body_id, on in session.execute(query):
        prepared[topic_id, body_id].append(on)
    return prepared


def _row(
    row: dict[str, Any], prepared: dict[tuple[UUID, UUID], list[date]], lines: tuple[str, ...]
) -> ItemRow:
    preparer, origin = row.pop("prepared_by_id"), row.pop("origin_body_id")
    days = [day for day in prepared.get((row["topic_id"], preparer), ()) if day <= row["meeting_on"]]
    starts_at, before, unknown = row.pop("starts_at"), int(row.pop("before")), int(row.pop("unknown"))
    row["starts"] = None if starts_at is None or unknown else _later(starts_at, before)
    row["sub"] = bool(row["sub"])
    row["meeting"] = meeting_title(row["body"], row["meeting_on"], row.pop("serial"))
    return ItemRow(
        **row,
        lines=lines,
        prepared_on=days[-1] if days else None,
        skipped_preparation=preparer not in {None, origin}
        and row["item_type"] not in STANDING_TYPES
        and not days,
    )


def _later(start: time, minutes: int) -> time:
    return (datetime.combine(date.min, start) + timedelta(minutes=minutes)).time()
