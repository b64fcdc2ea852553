"""What each college was asked and answered about the items of a meeting, read for all colleges at once.

Only what a note may print is read at all: never the secretariat's remarks, and each answer only for its own college.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import Session

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.feedback import Answer, Question, RoundEnd, Side
from ibo_desk.services.base.tables import alive, consequences, items, meetings, rounds
from ibo_desk.services.feedback.as_of import rounds_as_of


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
    ended_by: RoundEnd | None
    overtaken_on: date | None
    audience: Audience
    asked_on: date | None
    noted_on: date | None
    ended_on: date | None
    meeting_on: date


@dataclass(frozen=True)
class Consequence:
    """What an item means for one municipality, in its own words."""

    text: str
    finance: str
    file_number: str


def read_rounds(
    session: Session,
    item_ids: Collection[UUID],
    topic_ids: Collection[UUID],
    college_ids: Collection[UUID],
    on: date | None = None,
) -> dict[UUID, list[Round]]:
    """By college: the rounds about these items and about every appearance of these topics, oldest first; on a day."""
    joined = {"topic_id": items.c.topic_id, "meeting_on": meetings.c.on}
    columns = (
        joined[field.name] if field.name in joined else rounds.c[field.name] for field in fields(Round)
    )
    query = (
        select(*columns)
        .join(items, items.c.id == rounds.c.item_id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(
            or_(rounds.c.item_id.in_(item_ids), items.c.topic_id.in_(topic_ids)),
            alive(rounds, items, meetings),
        )
        .order_by(rounds.c.answered_on, rounds.c.number, rounds.c.id)
    )
    if len(college_ids) == 1:
        query = query.where(rounds.c.college_id == next(iter(college_ids)))
    by_college: dict[UUID, list[Round]] = defaultdict(list)
    rows = [Round(*row) for row in session.execute(query)]
    for row in rows if on is None else rounds_as_of(rows, on):
        by_college[row.college_id].append(row)
    return by_college


def read_consequences(session: Session, item_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], Consequence]:
    """By item and college."""
    c = consequences.c
    query = select(c.item_id, c.college_id, c.text, c.finance, c.file_number)
    rows = session.execute(query.where(c.item_id.in_(item_ids), alive(consequences)))
    return {
        (row.item_id, row.college_id): Consequence(row.text, row.finance, row.file_number) for row in rows
    }
