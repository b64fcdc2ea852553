"""Moving a meeting: what that does to days that hang on it, and what the user lets move along, as one entry (R23)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal, select
from sqlmodel import Session, SQLModel

from ibo_desk.data.store import Store, Work, live
from ibo_desk.data.tables import AgendaItem, FeedbackRound, Meeting, Record, ReferralTarget
from ibo_desk.data.tables.feedback import FeedbackRoundFields
from ibo_desk.data.tables.topics import AgendaItemFields, ReferralTargetFields
from ibo_desk.domain.calendars import Reach
from ibo_desk.domain.closed_days import ClosedDays
from ibo_desk.domain.deadlines import Deadline, TiedDay
from ibo_desk.language import _
from ibo_desk.services.agenda.minutes_lock import meeting_name
from ibo_desk.services.agenda.referrals import still_open
from ibo_desk.services.base.records import patch
from ibo_desk.services.base.tables import (
    actions,
    alive,
    bodies,
    items,
    organisations,
    referrals,
    rounds,
    targets,
)
from ibo_desk.services.base.writing import set_fields
from ibo_desk.services.feedback.concerned import Concerned, read_colleges
from ibo_desk.services.feedback.deadlines import CellDeadlines
from ibo_desk.services.feedback.matrix import read_items
from ibo_desk.services.feedback.rows import is_current
from ibo_desk.services.meetings.meetings import MEETING
from ibo_desk.services.parties.calendars import read_closed_days
from ibo_desk.services.words.format import short_day

_SATURDAY = 5

_TABLES: Mapping[TiedDay, tuple[type[Record], type[SQLModel], str]] = {
    TiedDay.ANSWER: (FeedbackRound, FeedbackRoundFields, "answer_by"),
    TiedDay.CONCLUSION: (AgendaItem, AgendaItemFields, "conclusion_on"),
    TiedDay.REFERRAL: (ReferralTarget, ReferralTargetFields, "planned_on"),
}


@dataclass(frozen=True)
class MovedDay:
    """A day that hangs on the meeting, and where it comes when it keeps its distance.

    ``record_ids`` are the records that hold it: an answer asked of twelve colleges by one day is one line. ``of`` is
    the bodies or colleges. ``along`` is what is proposed: a council has its own days, so those are only shown, and
    ``clash`` says that one of them comes before the meeting.
    The day to reply to the invitation is held by the meeting itself.
    """

    kind: TiedDay
    record_ids: tuple[UUID, ...]
    item: str
    of: tuple[str, ...]
    was: date
    becomes: date
    along: bool
    clash: bool = False


@dataclass(frozen=True)
class MovedNote:
    """What moving does for one college: its last meeting and the day of its note, before and after."""

    item: str
    college: str
    last_was: date | None
    in_by_was: date | None
    last_becomes: date | None
    in_by_becomes: date | None
    reach: Reach


@dataclass(frozen=True)
class MovePlan:
    """All that moving a meeting does; ``delivered`` are the colleges whose note tells the day that no longer holds."""

    meeting_id: UUID
    meeting: str
    was: date
    becomes: date
    days: tuple[MovedDay, ...]
    notes: tuple[MovedNote, ...]
    delivered: tuple[str, ...]


class Moving:
    """Looks first, moves then."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def plan(self, meeting_id: UUID, on: date, along: Collection[UUID] | None = None) -> MovePlan:
        """What would change; nothing is written. ``along`` are the records that move, None as proposed.

        Raises ``NotFoundError("no_such_record")``.
        """
        today = self._store.clock.today()
        with self._store.read() as session:
            meeting = live(session, Meeting, meeting_id)
            days = tuple(_days(session, meeting, on, today))
            moved = _moved(days, along) | {meeting_id: on}
            ids = select(items.c.id).where(items.c.meeting_id == meeting_id, alive(items))
            notes = _notes(session, ids, today, self._store.clock.time_of_day(), moved)
            delivered_notes = _delivered(session, ids)
            colleges = {college.id: college.name for college in read_colleges(session)}
            delivered = tuple(
                name for key, name in colleges.items() if key in {note.college_id for note in delivered_notes}
            )
            return MovePlan(
                meeting_id, meeting_name(session, meeting), meeting.on, on, days, tuple(notes), delivered
            )

    def move(self, meeting_id: UUID, on: date, along: Collection[UUID]) -> None:
        """Move a meeting with the records of ``along``, and mark the notes that tell a day which no longer holds.

        Raises as patching a meeting does: ``LockedError``, ``RuleError``.
        """
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            was, name = meeting.on, meeting_name(work.session, meeting)
            days = tuple(_days(work.session, meeting, on, work.clock.today()))
            moved = _moved(days, along)
            ids = select(items.c.id).where(items.c.meeting_id == meeting_id, alive(items))
            delivered_notes = _delivered(work.session, ids)
            reply = {"reply_by": moved[meeting_id]} if meeting_id in moved else {}
            patch(work, MEETING, meeting_id, None, {"on": on, **reply})
            for day in days:
                if day.kind is not TiedDay.REPLY:
                    _shift(work, day, moved)
            for delivered in delivered_notes:
                delivered.overtaken_on, delivered.told_on = work.clock.today(), None
                work.add(delivered)
            work.entry.label = _("{meeting} moved from {was} to {becomes}").format(
                meeting=name, was=short_day(was), becomes=short_day(on)
            )


def _shift(work: Work, day: MovedDay, moved: Mapping[UUID, date]) -> None:
    table, fields, field = _TABLES[day.kind]
    for record_id in day.record_ids:
        if record_id in moved:
            set_fields(work, work.get(table, record_id), fields, {field: moved[record_id]})


def _moved(days: Iterable[MovedDay], along: Collection[UUID] | None) -> dict[UUID, date]:
    """Where each record comes that moves along."""
    return {
        record_id: day.becomes
        for day in days
        for record_id in day.record_ids
        if (day.along if along is None else record_id in along)
    }


def _days(session: Session, meeting: Meeting, on: date, today: date) -> Iterator[MovedDay]:
    """The days that hang on a meeting, by item; each keeps its distance to it, and none comes to lie in the past."""
    closed = read_closed_days(session)
    reply_by = meeting.reply_by
    if reply_by is not None and (reply_by >= today or reply_by > on):
        becomes = min(_working_day(reply_by + (on - meeting.on), today, closed), on)
        yield MovedDay(TiedDay.REPLY, (meeting.id,), "", (), reply_by, becomes, along=True)
    for kind, rows in (
        (TiedDay.ANSWER, _answers(session, meeting.id)),
        (TiedDay.CONCLUSION, _conclusions(session, meeting)),
        (TiedDay.REFERRAL, _referrals(session, meeting.id)),
    ):
        lines: dict[tuple[str, date], list[Any]] = {}
        for row in rows:
            lines.setdefault((row.title, row.day), []).append(row)
        for (title, day), own in lines.items():
            yield MovedDay(
                kind,
                tuple(row.id for row in own),
                title,
                tuple(row.of for row in own if row.of),
                day,
                _working_day(day + (on - meeting.on), today, closed),
                along=kind is not TiedDay.REFERRAL,
                clash=kind is TiedDay.REFERRAL and day < on,
            )


def _working_day(day: date, today: date, closed: ClosedDays) -> date:
    """The day itself, or the working day before it; never before today."""
    while day > today and (day.weekday() >= _SATURDAY or day in closed):
        day -= timedelta(days=1)
    return max(day, today)


def _answers(session: Session, meeting_id: UUID) -> Sequence[Any]:
    """The answers that are still owed, with the municipality that owes each."""
    query = (
        select(
            rounds.c.id, items.c.title, rounds.c.answer_by.label("day"),
            func.coalesce(organisations.c.name, bodies.c.name).label("of"),
        )
        .join(items, items.c.id == rounds.c.item_id)
        .join(bodies, bodies.c.id == rounds.c.college_id)
        .outerjoin(organisations, organisations.c.id == bodies.c.organisation_id)
        .where(
            items.c.meeting_id == meeting_id, rounds.c.answer_by.is_not(None), rounds.c.answer.is_(None),
            rounds.c.ended_by.is_(None), is_current(), alive(rounds, items),
        )
        .order_by(items.c.order_key, rounds.c.answer_by, bodies.c.name_folded)
    )  # fmt: skip
    return session.execute(query).all()


def _conclusions(session: Session, meeting: Meeting) -> Sequence[Any]:
    """The items that are to be concluded at the meeting itself; a conclusion on another day stays on its day."""
    query = (
        select(items.c.id, items.c.title, items.c.conclusion_on.label("day"), literal("").label("of"))
        .where(items.c.meeting_id == meeting.id, items.c.conclusion_on == meeting.on, alive(items))
        .order_by(items.c.order_key)
    )
    return session.execute(query).all()


def _referrals(session: Session, meeting_id: UUID) -> Sequence[Any]:
    query = (
        select(
            targets.c.id, items.c.title, targets.c.planned_on.label("day"),
            func.coalesce(bodies.c.name, actions.c.title).label("of"),
        )
        .join(referrals, referrals.c.id == targets.c.referral_id)
        .join(items, items.c.id == referrals.c.item_id)
        .outerjoin(bodies, bodies.c.id == targets.c.body_id)
        .outerjoin(actions, actions.c.id == targets.c.action_id)
        .where(
            items.c.meeting_id == meeting_id, targets.c.planned_on.is_not(None), still_open(),
            alive(items, referrals, targets),
        )
        .order_by(items.c.order_key, targets.c.planned_on, bodies.c.name_folded)
    )  # fmt: skip
    return session.execute(query).all()


def _notes(
    session: Session, ids: Select[tuple[UUID]], today: date, at: time, moved: Mapping[UUID, date]
) -> Iterator[MovedNote]:
    """For each item and college whose last meeting or note's day becomes another one."""
    before = CellDeadlines(session, ids, today, at=at)
    after = CellDeadlines(session, ids, today, moved, at=at)
    lines, colleges = read_items(session, ids, before), read_colleges(session)
    concerned = Concerned(session)
    for line in lines:
        for college in colleges:
            still = concerned.still(line.body_id, moved.get(line.meeting_id, line.on), today)
            if college.id not in still:
                continue
            was, becomes = before.of(line.id, college.id), after.of(line.id, college.id)
            if becomes is not None and _days_of(was) != _days_of(becomes):
                yield MovedNote(line.title, college.name, *_days_of(was), *_days_of(becomes), becomes.reach)


def _days_of(deadline: Deadline | None) -> tuple[date | None, date | None]:
    last = deadline.last if deadline else None
    return (last.meeting, last.submit_by) if last else (None, None)


def _delivered(session: Session, ids: Select[tuple[UUID]]) -> Sequence[FeedbackRound]:
    """The rounds whose note went out before and still counts; every note tells the day of its meeting."""
    query = select(FeedbackRound).where(
        rounds.c.item_id.in_(ids), rounds.c.delivered_on.is_not(None), is_current(), alive(rounds)
    )
    return session.execute(query).scalars().all()
