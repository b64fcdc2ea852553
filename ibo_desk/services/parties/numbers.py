"""The serial numbers of meetings and of their minutes: each counts on within its body and year."""

from collections.abc import Mapping
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from ibo_desk.data.store import Work
from ibo_desk.data.tables import Body, Meeting
from ibo_desk.domain.meetings import MeetingState, took_place
from ibo_desk.services.base.tables import alive, meetings

MEETING_NUMBER: Final = "number"
REPORT_NUMBER: Final = "report_number"
ValueT = TypeVar("ValueT")


def give_numbers(work: Work, meeting: Meeting, new: Mapping[str, object]) -> None:
    """Number a new meeting, the minutes of one that was held where its body numbers them, and both after a move.

    What ``new`` says itself stays; a meeting that is called off leaves no hole in the numbers of minutes.
    """
    moves = meeting.revision is not None and _moves(meeting, new)
    body_id, on = _becomes(new, "body_id", meeting.body_id), _becomes(new, "on", meeting.on)
    if meeting.number is None if meeting.revision is None else meeting.number is not None and moves:
        _give(work.session, meeting, new, MEETING_NUMBER, body_id, on)
    if (meeting.report_number is not None and moves) or _minutes_begin(work, meeting, new, body_id):
        _give(work.session, meeting, new, REPORT_NUMBER, body_id, on)


def number_minutes_of(work: Work, body_id: UUID, year: int) -> None:
    """Number the minutes of the meetings of a year that were held, in the order of their days, after those numbered.

    For a body that begins to number its minutes while the year runs: the next one does not become the first.
    """
    waiting = (
        select(meetings.c.id)
        .where(
            meetings.c.body_id == body_id,
            alive(meetings),
            meetings.c.on.between(date(year, 1, 1), date(year, 12, 31)),
            meetings.c.state.in_([state for state in MeetingState if took_place(state)]),
            meetings.c.report_number.is_(None),
        )
        .order_by(meetings.c.on, meetings.c.number)
    )
    ids = work.session.execute(waiting).scalars().all()
    for number, meeting_id in enumerate(ids, start=_next(work.session, REPORT_NUMBER, body_id, year)):
        work.get(Meeting, meeting_id).report_number = number


def _becomes(new: Mapping[str, object], field: str, now: ValueT) -> ValueT:
    value = new.get(field, now)
    assert isinstance(value, type(now)), f"{field} was not validated"
    return value


def _moves(meeting: Meeting, new: Mapping[str, object]) -> bool:
    """To another body or year, where other numbers count."""
    return "body_id" in new or _becomes(new, "on", meeting.on).year != meeting.on.year


def _minutes_begin(work: Work, meeting: Meeting, new: Mapping[str, object], body_id: UUID) -> bool:
    state = MeetingState(str(new.get("state", meeting.state)))
    if meeting.report_number is not None or not took_place(state):
        return False
    return work.get(Body, body_id).numbers_minutes


def _give(
    session: Session, meeting: Meeting, new: Mapping[str, object], column: str, body_id: UUID, on: date
) -> None:
    if column not in new:
        setattr(meeting, column, _next(session, column, body_id, on.year))


def _next(session: Session, column: str, body_id: UUID, year: int) -> int:
    query = select(func.max(meetings.c[column])).where(
        meetings.c.body_id == body_id,
        alive(meetings),
        meetings.c.on.between(date(year, 1, 1), date(year, 12, 31)),
    )
    return int(session.execute(query).scalar() or 0) + 1
