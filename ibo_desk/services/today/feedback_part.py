"""What waits between secretariat and colleges: one line per item, never a ranking of colleges."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, Select, func, select
from sqlmodel import Session

from ibo_desk.domain.feedback import Turn
from ibo_desk.domain.overview import OverviewGroup
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import again, alive, bodies, items, meetings, organisations, rounds
from ibo_desk.services.feedback.rows import RESERVED, UNDELIVERED, is_current, waiting_rounds, waits_for
from ibo_desk.services.today.lines import MOST, Line
from ibo_desk.services.words.format import day, meeting_title


def notes_to_deliver(session: Session, college_id: UUID | None) -> Iterator[Line]:
    """Notes that the secretariat has yet to deliver, the latest meeting first."""
    query = (
        _per_item(waiting_rounds(*UNDELIVERED), college_id)
        .order_by(meetings.c.on.desc(), items.c.id)
        .limit(MOST)
    )
    for row in session.execute(query):
        text = ngettext(
            "{meeting}: note to {count} college", "{meeting}: note to {count} colleges", row.colleges
        )
        if college_id is not None:
            text = _("{meeting}: note to be delivered by the secretariat")
        text = text.format(meeting=_meeting(row), count=row.colleges)
        yield Line(
            OverviewGroup.NOTES_TO_DELIVER, row.title, text, row.on, "item_feedback", row.id, college_id
        )


def answers_asked(session: Session, today: date, college_id: UUID | None) -> Iterator[Line]:
    """Answers that were asked by a day, the first day first; only what was delivered can be late."""
    by_a_day = rounds.c.answer_by >= date.min  # "is not null" would not make planners use the index
    waiting = waiting_rounds(waits_for(Turn.COLLEGE), rounds.c.answer.is_(None), by_a_day)
    asked = func.min(waiting.c.answer_by)
    query = _per_item(waiting, college_id).add_columns(asked.label("by")).order_by(asked, items.c.id)
    for row in session.execute(query.limit(MOST)):
        text = ngettext(
            "{meeting}: answer of {count} college asked by {day}",
            "{meeting}: answer of {count} colleges asked by {day}",
            row.colleges,
        )
        if college_id is not None:
            text = _("{meeting}: answer asked by {day}")
        text = text.format(meeting=_meeting(row), count=row.colleges, day=day(row.by))
        if row.by < today and college_id is not None:
            text += _(" (day passed)")
        yield Line(OverviewGroup.ANSWERS_ASKED, row.title, text, row.by, "item_feedback", row.id, college_id)


def reservations(session: Session) -> Iterator[Line]:
    """Reservations that were not dealt with."""
    college = again(bodies, "college")
    query = (
        select(
            items.c.id, items.c.title, rounds.c.college_id, rounds.c.answered_on, rounds.c.answer_text,
            func.coalesce(organisations.c.name, college.c.name).label("name"),
        )
        .join(items, items.c.id == rounds.c.item_id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .join(college, college.c.id == rounds.c.college_id)
        .outerjoin(organisations, organisations.c.id == college.c.organisation_id)
        .where(
            alive(rounds, items, meetings),
            *RESERVED,
            is_current(),
        )
        .order_by(rounds.c.answered_on, items.c.id)
        .limit(MOST)
    )  # fmt: skip
    for row in session.execute(query):
        text = f"{row.name}: {row.answer_text}" if row.answer_text else row.name
        yield Line(
            OverviewGroup.RESERVATIONS, row.title, text, row.answered_on, "item_feedback", row.id, row.college_id
        )  # fmt: skip


def _per_item(waiting: CTE, college_id: UUID | None) -> Select[tuple[UUID]]:
    query = (
        select(
            items.c.id,
            items.c.title,
            meetings.c.on,
            meetings.c.number,
            name_shown(bodies).label("body"),
            func.count(waiting.c.college_id.distinct()).label("colleges"),
        )
        .select_from(waiting)
        .join(items, items.c.id == waiting.c.item_id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .join(bodies, bodies.c.id == items.c.body_id)
        .where(alive(items, meetings))
        .group_by(
            items.c.id,
            items.c.title,
            meetings.c.on,
            meetings.c.number,
            bodies.c.short_name,
            bodies.c.name,
        )
    )
    return query if college_id is None else query.where(waiting.c.college_id == college_id)


def _meeting(row: Any) -> str:
    return meeting_title(row.body, row.on, row.number)
