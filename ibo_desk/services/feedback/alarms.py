"""Nobody is surprised: colleges that have not heard of what is about to be concluded, and by when they must (R23)."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlmodel import Session

from ibo_desk.domain.bodies import PREPARING
from ibo_desk.domain.calendars import Reach
from ibo_desk.domain.deadlines import DayKind, Deadline
from ibo_desk.domain.feedback import FeedbackState, Turn
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.domain.topics import NOT_TREATED, Treatment
from ibo_desk.services.agenda.referrals import still_open
from ibo_desk.services.base.tables import (
    alive,
    bodies,
    ids_once,
    items,
    meetings,
    referrals,
    targets,
)
from ibo_desk.services.feedback.concerned import College, Concerned, read_colleges
from ibo_desk.services.feedback.deadline_words import tell_why
from ibo_desk.services.feedback.deadlines import CellDeadlines
from ibo_desk.services.feedback.matrix import (
    MatrixItem,
    heard_cells,
    read_items,
)

SETTLED = frozenset({FeedbackState.NOT_CONCERNED, FeedbackState.ENDED})


@dataclass(frozen=True)
class Alarm:
    """A college that has not heard of an item before its decisive day.

    ``last_meeting`` and ``submit_by`` follow from the college's calendar; they are None where it is unknown.
    ``act_by`` is the last day that helps whoever's ``turn`` it is: the secretariat must have its note in by
    ``submit_by``, a college that has the note can deal with it until ``last_meeting``; ``reach`` tells whether that
    day is still to come. ``days_left`` counts to it, or to the decisive day where the calendar is unknown; negative
    is too late. ``reason`` is how it came to these days, in one line.
    """

    item_id: UUID
    title: str
    meeting: str
    college_id: UUID
    college: str
    decisive_on: date
    decided_by: DayKind
    last_meeting: date | None
    submit_by: date | None
    turn: Turn
    act_by: date | None
    reach: Reach
    days_left: int
    reason: str


def read_alarms(session: Session, today: date, at: time | None) -> list[Alarm]:
    """All alarms at a time of a day, the most pressing first; about ten queries, whatever their number.

    Without the time the whole of the day counts.
    """
    ids = ids_once(session, _lying_ahead(today))
    deadlines = CellDeadlines(session, ids, today, at=at)
    lines = read_items(session, ids, deadlines)
    if not lines:
        return []
    heard = heard_cells(session, ids)
    concerned = Concerned(session)
    alarms = []
    for college in read_colleges(session):
        for line in lines:
            known = (line.topic_id or line.id, college.id) in heard
            state = deadlines.state(line.id, college.id)
            still = concerned.still(line.body_id, line.on, today)
            if college.id not in still or known or state in SETTLED:
                continue
            deadline = deadlines.of(line.id, college.id)
            if deadline is not None:
                name = deadlines.referred_to(line.id, deadline.decisive) or line.body
                alarms.append(_alarm(line, college, deadline, today, tell_why(deadline, name, today)))
    return sorted(alarms, key=lambda alarm: (alarm.days_left, alarm.decisive_on, alarm.title, alarm.college))


def _lying_ahead(today: date) -> Select[tuple[UUID]]:
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
            items.c.treatment.not_in(sorted(NOT_TREATED)),
            or_(
                still & items.c.id.in_(ahead),
                still & items.c.id.in_(concluding),
                items.c.id.in_(referred),
            ),
        )
    )


def _alarm(line: MatrixItem, college: College, deadline: Deadline, today: date, reason: str) -> Alarm:
    last, decisive = deadline.last, deadline.decisive
    return Alarm(
        item_id=line.id,
        title=line.title,
        meeting=line.meeting,
        college_id=college.id,
        college=college.name,
        decisive_on=decisive.on,
        decided_by=decisive.kind,
        last_meeting=last.meeting if last else None,
        submit_by=last.submit_by if last else None,
        turn=deadline.turn,
        act_by=deadline.act_by,
        reach=deadline.reach,
        days_left=((deadline.act_by or decisive.on) - today).days,
        reason=reason,
    )
