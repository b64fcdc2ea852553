"""What each college was asked and answered about the items of a meeting, read for all colleges at once.

Only what a note may print is read at all: never the secretariat's remarks, and each answer only for its own college.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, or_, select

from ibo_desk.data.tables import AgendaItem, CollegeConsequence, FeedbackRound
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.feedback import Answer, Question, Side


@dataclass(frozen=True)
class Round:
    """One round of item × college."""

    item_id: UUID
    topic_id: UUID | None
    college_id: UUID
    side: Side
    number: int
    question: Question
    question_text: str
    asked_by: str
    answer_by: date | None
    delivered_on: date | None
    delivered_hash: str
    heard_on: date | None
    answer: Answer | None
    answered_on: date | None
    answer_text: str
    audience: Audience


@dataclass(frozen=True)
class Consequence:
    """What an item means for one municipality, in its own words."""

    text: str
    finance: str


def read_rounds(
    session: Session, items: Collection[UUID], topics: Collection[UUID], colleges: Collection[UUID]
) -> dict[UUID, list[Round]]:
    """By college: the rounds about these items and about every appearance of these topics, oldest first."""
    query = (
        select(FeedbackRound, AgendaItem.topic_id)
        .join(AgendaItem, col(AgendaItem.id) == col(FeedbackRound.item_id))
        .where(
            or_(col(FeedbackRound.item_id).in_(items), col(AgendaItem.topic_id).in_(topics)),
            col(FeedbackRound.deleted_in).is_(None),
            col(AgendaItem.deleted_in).is_(None),
        )
        .order_by(col(FeedbackRound.answered_on), col(FeedbackRound.number), col(FeedbackRound.id))
    )
    if len(colleges) == 1:
        query = query.where(col(FeedbackRound.college_id) == next(iter(colleges)))
    found: dict[UUID, list[Round]] = defaultdict(list)
    for row, topic_id in session.exec(query):
        found[row.college_id].append(_round(row, topic_id))
    return found


def read_consequences(session: Session, items: Collection[UUID]) -> dict[tuple[UUID, UUID], Consequence]:
    """By item and college."""
    query = select(CollegeConsequence).where(
        col(CollegeConsequence.item_id).in_(items), col(CollegeConsequence.deleted_in).is_(None)
    )
    return {(row.item_id, row.college_id): Consequence(row.text, row.finance) for row in session.exec(query)}


def _round(row: FeedbackRound, topic_id: UUID | None) -> Round:
    return Round(
        item_id=row.item_id,
        topic_id=topic_id,
        college_id=row.college_id,
        side=row.side,
        number=row.number,
        question=row.question,
        question_text=row.question_text,
        asked_by=row.asked_by,
        answer_by=row.answer_by,
        delivered_on=row.delivered_on,
        delivered_hash=row.delivered_hash,
        heard_on=row.heard_on,
        answer=row.answer,
        answered_on=row.answered_on,
        answer_text=row.answer_text,
        audience=row.audience,
    )
