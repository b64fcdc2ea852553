"""Deadlines as rows, and *why* each of them is so: the line, and who recorded what it rests on (R23)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlmodel import Session, col

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Change, JournalEntry
from ibo_desk.domain.calendars import Reach, Skip
from ibo_desk.domain.deadlines import DayKind, Deadline, DecisiveDay
from ibo_desk.domain.feedback import Turn
from ibo_desk.services.base.tables import (
    alive,
    closed_days,
    ids_once,
    items,
    meetings,
    referrals,
    rounds,
    targets,
)
from ibo_desk.services.feedback.concerned import College, Concerned, read_colleges
from ibo_desk.services.feedback.deadline_words import brief_day, rule_told, tell_why
from ibo_desk.services.feedback.deadlines import CellDeadlines
from ibo_desk.services.feedback.matrix import MatrixItem, read_items
from ibo_desk.services.words import field_label, kind_label, label

_HELD_IN = {
    DayKind.ANSWER: ("feedback_round", "answer_by"),
    DayKind.CONCLUSION: ("agenda_item", "conclusion_on"),
    DayKind.MEETING: ("meeting", "on"),
    DayKind.REFERRAL: ("referral_target", "planned_on"),
}


@dataclass(frozen=True)
class DeadlineRow:
    """What holds for one item and one college; days that are not known are None, and ``reason`` says why."""

    item_id: UUID
    item: str
    meeting: str
    college_id: UUID
    college: str
    decisive_on: date
    decisive_kind: DayKind
    answer_by: date | None
    last_session: date | None
    in_by: date | None
    turn: Turn
    reach: Reach
    reason: str


@dataclass(frozen=True)
class Source:
    """A record on which a deadline rests: what it says, and who recorded that when (UTC); empty where nobody knows."""

    kind: str
    record_id: UUID | None
    what: str
    says: str
    actor: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Why:
    """A deadline, its reason in one line, and the records below it."""

    row: DeadlineRow
    sources: tuple[Source, ...]


class Deadlines:
    """What each college must know by when, and why."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def listing(self) -> list[DeadlineRow]:
        """Every item and college with a day ahead that decides, the first day first."""
        today = self._store.clock.today()
        with self._store.read() as session:
            ids = ids_once(session, _lying_ahead(today))
            facts = _DeadlineFacts(session, ids, today, self._store.clock.time_of_day())
            rows = [facts.row(*cell) for cell in facts.cells()]
        return sorted((row for row in rows if row), key=lambda row: (row.decisive_on, row.item, row.college))

    def why(self, item_id: UUID, college_id: UUID) -> Why | None:
        """Why the days of one cell are what they are; None where no day lies ahead."""
        today = self._store.clock.today()
        with self._store.read() as session:
            own = select(items.c.id).where(items.c.id == item_id)
            facts = _DeadlineFacts(session, own, today, self._store.clock.time_of_day())
            row = facts.row(item_id, college_id)
            deadline = facts.deadlines.of(item_id, college_id)
            if row is None or deadline is None:
                return None
            return Why(row, tuple(_recorded(session, _sources(session, deadline, row, today))))


class _DeadlineFacts:
    """Deadlines with the names that people know them by."""

    def __init__(self, session: Session, ids: Select[tuple[UUID]], today: date, at: time) -> None:
        self._session, self._today = session, today
        self.deadlines = CellDeadlines(session, ids, today, at=at)
        self._items = {line.id: line for line in read_items(session, ids, self.deadlines)}
        self._colleges = {college.id: college for college in read_colleges(session)}

    def cells(self) -> Iterable[tuple[UUID, UUID]]:
        """What concerns a college, and what it was asked besides."""
        concerned = Concerned(self._session)
        return {
            *(
                (line.id, college)
                for line in self._items.values()
                for college in concerned.still(line.body_id, line.on, self._today)
            ),
            *(cell for cell in self.deadlines.asked() if cell[0] in self._items),
        }

    def row(self, item_id: UUID, college_id: UUID) -> DeadlineRow | None:
        line, college = self._items.get(item_id), self._colleges.get(college_id)
        deadline = self.deadlines.of(item_id, college_id)
        if line is None or college is None or deadline is None:
            return None
        return self._row(line, college, deadline)

    def _row(self, line: MatrixItem, college: College, deadline: Deadline) -> DeadlineRow:
        decisive, last = deadline.decisive, deadline.last
        return DeadlineRow(
            line.id,
            line.title,
            line.meeting,
            college.id,
            college.name,
            decisive.on,
            decisive.kind,
            self.deadlines.answer_by(line.id, college.id),
            last.meeting if last else None,
            last.submit_by if last else None,
            deadline.turn,
            deadline.reach,
            tell_why(deadline, self.deadlines.referred_to(line.id, decisive) or line.body, self._today),
        )


def _lying_ahead(today: date) -> Select[tuple[UUID]]:
    """Items of which some day lies ahead; which of them counts is worked out afterwards."""
    referred = (
        select(referrals.c.item_id)
        .join(targets, targets.c.referral_id == referrals.c.id)
        .where(alive(referrals, targets), targets.c.planned_on >= today)
    )
    asked = select(rounds.c.item_id).where(
        alive(rounds), rounds.c.answer.is_(None), rounds.c.answer_by >= today
    )
    ahead = or_(
        meetings.c.on >= today,
        items.c.conclusion_on >= today,
        items.c.id.in_(referred),
        items.c.id.in_(asked),
    )
    query = select(items.c.id).join(meetings, meetings.c.id == items.c.meeting_id)
    return query.where(alive(items, meetings), ahead)


def _sources(session: Session, deadline: Deadline, row: DeadlineRow, today: date) -> Iterator[Source]:
    """The decisive day, the calendar, and each meeting that was passed over."""
    decisive: DecisiveDay = deadline.decisive
    table, field = _HELD_IN[decisive.kind]
    says = brief_day(decisive.on, today)
    yield Source(table, decisive.record, f"{kind_label(table)}: {field_label(field)}", says)
    if deadline.calendar is not None:
        text = f"{label(deadline.calendar.rhythm)}; {rule_told(deadline.calendar)}"
        yield Source(
            "body_calendar", deadline.calendar.id, f"{kind_label('body_calendar')}: {row.college}", text
        )
    for passed in deadline.last.skipped if deadline.last else ():
        text = f"{brief_day(passed.on, today)}: {passed.label or label(passed.why)}"
        if passed.why is Skip.CLOSED:
            own = _closed_day(session, passed.on)
            yield Source("closed_day", own, kind_label("closed_day"), text)
        else:
            table = "calendar_recess" if passed.why is Skip.RECESS else "college_session"
            yield Source(table, passed.record, kind_label(table), text)


def _closed_day(session: Session, on: date) -> UUID | None:
    """The region's own record of a closed day; None for one that only was proposed."""
    query = select(closed_days.c.id).where(alive(closed_days), closed_days.c.on == on)
    return session.execute(query).scalar()


def _recorded(session: Session, sources: Iterable[Source]) -> Iterator[Source]:
    """With who wrote last what each of them says."""
    for source in sources:
        fields = {field for table, field in _HELD_IN.values() if table == source.kind}
        query = (
            select(col(JournalEntry.actor), col(JournalEntry.at))
            .join(Change, col(Change.entry_id) == JournalEntry.id)
            .where(col(Change.record_id) == source.record_id)
            .order_by(col(JournalEntry.id).desc())
            .limit(1)
        )
        if fields:
            query = query.where(col(Change.field).in_([*sorted(fields), ""]))
        row = session.execute(query).first() if source.record_id else None
        yield (
            source
            if row is None
            else Source(source.kind, source.record_id, source.what, source.says, row.actor, row.at)
        )
