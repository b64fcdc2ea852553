"""Nobody is surprised: colleges that have not heard of what is about to be concluded, and by when they must (R23)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlmodel import Session

from ibo_desk.domain.bodies import PREPARING
from ibo_desk.domain.calendars import CollegeCalendar, LastUseful, Reach, Recess, last_useful, reach
from ibo_desk.domain.feedback import TURN, FeedbackState, Turn
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.agenda.referrals import still_open
from ibo_desk.services.base.tables import (
    alive,
    bodies,
    calendars,
    ids_once,
    items,
    meetings,
    recesses,
    referrals,
    rounds,
    targets,
)
from ibo_desk.services.feedback.matrix import (
    MatrixItem,
    colleges_of,
    heard_cells,
    read_colleges,
    read_items,
)
from ibo_desk.services.feedback.rows import SIDE_ORDER, is_current, state_of


@dataclass(frozen=True)
class Alarm:
    """A college that has not heard of an item before its decisive day.

    ``last_meeting`` and ``submit_by`` follow from the college's calendar; they are None where it is unknown.
    ``act_by`` is the last day that helps whoever's ``turn`` it is: the secretariat must have its note in by
    ``submit_by``, a college that has the note can deal with it until ``last_meeting``; ``reach`` tells whether that
    day is still to come. ``days_left`` counts to it, or to the decisive day where the calendar is unknown; negative
    is too late.
    """

    item_id: UUID
    title: str
    meeting: str
    college_id: UUID
    college: str
    decisive_on: date
    last_meeting: date | None
    submit_by: date | None
    turn: Turn
    act_by: date | None
    reach: Reach
    days_left: int


def read_alarms(session: Session, today: date) -> list[Alarm]:
    """All alarms, the most pressing first; about ten queries, whatever their number."""
    ids = ids_once(session, _lying_ahead(today))
    lines = [line for line in read_items(session, ids, today) if line.decisive_on is not None]
    if not lines:
        return []
    heard = heard_cells(session, ids)
    states = _states(session, ids, today)
    concerned = colleges_of(session, {line.body_id for line in lines})
    known = read_calendars(session)
    found = [
        _alarm(line, college.id, college.name, known.get(college.id), states, today)
        for college in read_colleges(session)
        for line in lines
        if college.id in concerned[line.body_id]
        and (line.topic_id or line.id, college.id) not in heard
        and states.get((line.id, college.id)) is not FeedbackState.NOT_CONCERNED
    ]
    return sorted(found, key=lambda one: (one.days_left, one.decisive_on, one.title, one.college))


def _lying_ahead(today: date) -> Select[Any]:
    """Items whose meeting, conclusion or referral lies ahead; which day decides is worked out afterwards."""
    referred = (
        select(referrals.c.item_id)
        .join(targets, targets.c.referral_id == referrals.c.id)
        .where(alive(referrals, targets), targets.c.planned_on >= today, still_open())
    )
    # What a preparing body concludes only prepares: colleges must have heard before the body that it prepares for.
    still = (items.c.treatment == Treatment.OPEN) & bodies.c.kind.not_in(sorted(PREPARING))
    ahead = (
        select(items.c.id).join(meetings, meetings.c.id == items.c.meeting_id).where(meetings.c.on >= today)
    )
    concluding = select(items.c.id).where(items.c.conclusion_on >= today)
    return (
        select(items.c.id)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .join(bodies, bodies.c.id == items.c.body_id)
        .where(
            alive(items, meetings),
            meetings.c.state != MeetingState.CANCELLED,
            items.c.treatment != Treatment.WITHDRAWN,
            or_(
                still & items.c.id.in_(ahead),
                still & items.c.id.in_(concluding),
                items.c.id.in_(referred),
            ),
        )
    )


def _states(session: Session, ids: Select[Any], today: date) -> dict[tuple[UUID, UUID], FeedbackState]:
    """The state of the cells in which something was asked."""
    query = (
        select(
            rounds.c.item_id, rounds.c.college_id, rounds.c.question, rounds.c.answer_by, rounds.c.delivered_on,
            rounds.c.heard_on, rounds.c.answer, rounds.c.answered_on, rounds.c.dealt_with_on,
        )
        .where(rounds.c.item_id.in_(ids), alive(rounds), is_current())
        .order_by(SIDE_ORDER)
    )  # fmt: skip
    return {(row.item_id, row.college_id): state_of(row, today) for row in session.execute(query)}


def read_calendars(session: Session) -> dict[UUID, CollegeCalendar]:
    """The calendars that are known."""
    pauses: dict[UUID, list[Recess]] = defaultdict(list)
    for row in session.execute(
        select(recesses.c.body_id, recesses.c.first, recesses.c.last).where(alive(recesses))
    ):
        pauses[row.body_id].append(Recess(row[1], row[2]))
    query = select(calendars.c.body_id, calendars.c.weekday, calendars.c.submit_days).where(alive(calendars))
    return {
        row.body_id: CollegeCalendar(row.weekday, row.submit_days, tuple(pauses[row.body_id]))
        for row in session.execute(query)
    }


def _alarm(
    line: MatrixItem,
    college_id: UUID,
    college: str,
    calendar: CollegeCalendar | None,
    states: dict[tuple[UUID, UUID], FeedbackState],
    today: date,
) -> Alarm:
    assert line.decisive_on is not None
    last: LastUseful | None = last_useful(calendar, line.decisive_on)
    turn = TURN[states.get((line.id, college_id), FeedbackState.TO_DELIVER)]
    act_by = None
    if last is not None:
        act_by = last.meeting if turn is Turn.COLLEGE else last.submit_by
    return Alarm(
        item_id=line.id,
        title=line.title,
        meeting=line.meeting,
        college_id=college_id,
        college=college,
        decisive_on=line.decisive_on,
        last_meeting=last.meeting if last else None,
        submit_by=last.submit_by if last else None,
        turn=turn,
        act_by=act_by,
        reach=reach(calendar, act_by, today),
        days_left=((act_by or line.decisive_on) - today).days,
    )
