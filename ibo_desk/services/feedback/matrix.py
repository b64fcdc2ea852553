"""The matrix item × college: what each cell says, and whether the college heard of the topic at all (R21–R24)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlmodel import Session

from ibo_desk.domain.bodies import STANDING_TYPES, BodyKind, ItemType
from ibo_desk.domain.feedback import TURN, FeedbackState, Side, Turn
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import Phase
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import (
    again,
    alive,
    bodies,
    ids_once,
    items,
    meetings,
    rounds,
    topics,
)
from ibo_desk.services.feedback.concerned import College, Concerned, read_colleges
from ibo_desk.services.feedback.deadlines import DaysAhead
from ibo_desk.services.feedback.rows import SIDE_ORDER, has_heard, is_current, shown, state_of, waits_for
from ibo_desk.services.words.format import meeting_title


@dataclass(frozen=True)
class MatrixItem:
    """An item as a line of the matrix; ``decisive_on`` is the day before which a college should have heard (R23)."""

    id: UUID
    title: str
    meeting_id: UUID
    meeting: str
    on: date
    body: str
    body_kind: BodyKind
    body_id: UUID
    item_type: ItemType
    phase: Phase | None
    decisive_on: date | None
    topic_id: UUID | None


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: the state of the round it shows, and ``on`` the day that belongs to that state.

    ``answer_by`` is the day by which an answer that is still owed was asked, whether the college heard of it or not.
    """

    state: FeedbackState
    turn: Turn
    side: Side
    on: date | None
    heard_in_topic: bool
    rounds: int
    answer_by: date | None = None
    overtaken: bool = False  # the note that was delivered tells days that no longer hold


@dataclass(frozen=True)
class Matrix:
    """``cells`` only has what was asked or answered; ``heard`` are cells whose college heard of the topic anywhere."""

    items: tuple[MatrixItem, ...]
    colleges: tuple[College, ...]
    cells: dict[tuple[UUID, UUID], Cell]
    heard: frozenset[tuple[UUID, UUID]]


@dataclass(frozen=True)
class MatrixFilter:
    """What the matrix is about; None does not filter."""

    body_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    phase: Phase | None = None
    turn: Turn | None = None
    open_only: bool = False
    college_id: UUID | None = None
    newest: int | None = None  # only so many items, those of the latest meetings
    item_id: UUID | None = None


def read_matrix(session: Session, filters: MatrixFilter, today: date) -> Matrix:
    """The matrix in a few queries, whatever its size; the filters are the database's work."""
    ids = _newest(session, filters) if filters.newest else ids_once(session, wanted_items(filters))
    lines = read_items(session, ids, DaysAhead(session, ids, today))
    by_cell = _by_cell(session, ids, filters.college_id)
    columns = _columns(session, filters, lines, {college for _item, college in by_cell}, today)
    heard = heard_cells(session, ids)
    everywhere = {
        (line.id, college.id)
        for line in lines
        for college in columns
        if (line.topic_id or line.id, college.id) in heard
    }
    says = _CellStates(today)
    cells = {cell: says.cell(of_cell, heard=cell in everywhere) for cell, of_cell in by_cell.items()}
    return Matrix(tuple(lines), tuple(columns), cells, frozenset(everywhere))


def _newest(session: Session, filters: MatrixFilter) -> Select[tuple[UUID]]:
    latest = wanted_items(filters).order_by(meetings.c.on.desc(), items.c.order_key, items.c.id)
    ids = list(session.execute(latest.limit(filters.newest)).scalars())
    return select(items.c.id).where(items.c.id.in_(ids))


def wanted_items(filters: MatrixFilter) -> Select[tuple[UUID]]:
    """The ids of the items that a filter lets through; standing items only where something was asked about them."""
    query = select(items.c.id).join(meetings, meetings.c.id == items.c.meeting_id)
    query = query.where(alive(items, meetings), *_of_meeting(filters))
    if filters.item_id is not None:
        query = query.where(items.c.id == filters.item_id)
    if filters.phase is not None:
        query = query.join(topics, topics.c.id == items.c.topic_id).where(topics.c.phase == filters.phase)
    asked = select(rounds.c.item_id).where(alive(rounds))
    if filters.turn is None and not filters.open_only:
        with_rounds = items.c.item_type.not_in(sorted(STANDING_TYPES)) | items.c.id.in_(asked)
        return query.where(with_rounds)
    waiting = asked.where(is_current())
    if filters.college_id is not None:
        waiting = waiting.where(rounds.c.college_id == filters.college_id)
    if filters.turn is not None:
        waiting = waiting.where(waits_for(filters.turn))
    if filters.open_only:
        waiting = waiting.where(or_(waits_for(Turn.SECRETARIAT), waits_for(Turn.COLLEGE)))
    return query.where(items.c.id.in_(waiting))


def _of_meeting(filters: MatrixFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [meetings.c.state != MeetingState.CANCELLED]
    if filters.body_id is not None:
        conditions.append(meetings.c.body_id == filters.body_id)
    if filters.since is not None:
        conditions.append(meetings.c.on >= filters.since)
    if filters.until is not None:
        conditions.append(meetings.c.on <= filters.until)
    return conditions


def read_items(session: Session, ids: Select[tuple[UUID]], deadlines: DaysAhead) -> list[MatrixItem]:
    """The items whose ids are selected, by meeting and in order, each with its decisive day."""
    query = (
        select(
            items.c.id,
            items.c.title,
            items.c.meeting_id,
            items.c.body_id,
            items.c.item_type,
            items.c.treatment,
            items.c.conclusion_on,
            items.c.topic_id,
            meetings.c.on,
            meetings.c.state,
            meetings.c.number,
            name_shown(bodies).label("body"),
            bodies.c.kind,
            topics.c.phase,
        )
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .join(bodies, bodies.c.id == items.c.body_id)
        .outerjoin(topics, topics.c.id == items.c.topic_id)
        .where(items.c.id.in_(ids))
        .order_by(meetings.c.on, meetings.c.id, items.c.order_key, items.c.id)
    )
    return [
        MatrixItem(
            row.id,
            row.title,
            row.meeting_id,
            meeting_title(row.body, row.on, row.number),
            row.on,
            row.body,
            row.kind,
            row.body_id,
            row.item_type,
            row.phase,
            deadlines.first(row.id),
            row.topic_id,
        )
        for row in session.execute(query)
    ]


_FACTS = 3  # what comes in a row before the facts that decide the state: item, college, side


def _by_cell(
    session: Session, ids: Select[tuple[UUID]], college_id: UUID | None
) -> dict[tuple[UUID, UUID], list[Any]]:
    r = rounds.c
    query = select(
        r.item_id, r.college_id, r.side, r.question, r.answer_by, r.delivered_on, r.heard_on, r.answer,
        r.answered_on, r.dealt_with_on, r.ended_by, r.overtaken_on,
    ).where(r.item_id.in_(ids), alive(rounds))  # fmt: skip
    if college_id is not None:
        query = query.where(r.college_id == college_id)
    by_cell: dict[tuple[UUID, UUID], list[Any]] = defaultdict(list)
    for row in session.execute(query.order_by(SIDE_ORDER, r.number)):
        by_cell[row.item_id, row.college_id].append(row)
    return by_cell


class _CellStates:
    """What cells say on a day; thousands of rounds share a handful of facts, so each is worked out once."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._known: dict[tuple[Any, ...], tuple[FeedbackState, date | None, date | None]] = {}

    def cell(self, of_cell: list[Any], *, heard: bool) -> Cell:
        facts = shown(of_cell)
        key = tuple(facts[_FACTS:])
        cached = self._known.get(key)
        if cached is None:
            cached = self._known[key] = self._say(facts)
        state, on, owed_by = cached
        return Cell(
            state, TURN[state], facts.side, on, heard, len(of_cell), owed_by, facts.overtaken_on is not None
        )

    def _say(self, facts: Any) -> tuple[FeedbackState, date | None, date | None]:
        state = state_of(facts, self._today)
        asked = state in {FeedbackState.ANSWER_ASKED, FeedbackState.OVERDUE}
        owed = facts.answer is None and TURN[state] is Turn.COLLEGE
        on = facts.answer_by if asked else facts.answered_on or facts.heard_on or facts.delivered_on
        return state, on, facts.answer_by if owed else None


def heard_cells(session: Session, ids: Select[tuple[UUID]]) -> set[tuple[UUID, UUID]]:
    """(topic or item without topic, college) where the college heard of it at any appearance of the topic (R23)."""
    own = again(items, "own")
    of_topic = (
        select(items.c.topic_id, rounds.c.college_id)
        .join(rounds, rounds.c.item_id == items.c.id)
        .where(
            items.c.topic_id.in_(select(own.c.topic_id).where(own.c.id.in_(ids))),
            alive(items, rounds),
            has_heard(),
        )
        .distinct()
    )
    alone = select(items.c.id, rounds.c.college_id).join(rounds, rounds.c.item_id == items.c.id)
    alone = alone.where(items.c.id.in_(ids), items.c.topic_id.is_(None), alive(items, rounds), has_heard())
    return {(row[0], row[1]) for query in (of_topic, alone) for row in session.execute(query)}


def _columns(
    session: Session, filters: MatrixFilter, lines: list[MatrixItem], with_rounds: set[UUID], today: date
) -> list[College]:
    """The colleges that the items concerned on their day, or still do, and any other that was asked something."""
    concerned = Concerned(session)
    columns = {*with_rounds, filters.college_id}
    for line in lines:
        columns |= concerned.on(line.body_id, line.on)
        if line.decisive_on is not None:
            columns |= concerned.still(line.body_id, line.on, today)
    if filters.body_id is not None:
        columns |= concerned.on(filters.body_id, today)
    return [
        college
        for college in read_colleges(session)
        if college.id in columns and filters.college_id in {None, college.id}
    ]
