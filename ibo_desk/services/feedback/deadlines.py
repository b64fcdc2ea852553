"""The one place that says which day decides for a college, until when what helps, and whose turn it is (R23).

Notes, alarms, matrix, overview, Mijn college and mails take it from here; ``domain.deadlines`` does the reckoning.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlmodel import Session

from ibo_desk.domain.bodies import PREPARING, STANDING_TYPES, ItemType
from ibo_desk.domain.deadlines import DayKind, Deadline, DecisiveDay, deadline
from ibo_desk.domain.feedback import TURN, FeedbackState
from ibo_desk.domain.meetings import PAST, MeetingState
from ibo_desk.domain.organisations import OrganisationKind
from ibo_desk.domain.topics import NOT_TREATED, Treatment
from ibo_desk.services.agenda.referrals import still_open
from ibo_desk.services.base.tables import (
    actions,
    alive,
    bodies,
    items,
    meetings,
    organisations,
    referrals,
    rounds,
    targets,
)
from ibo_desk.services.feedback.as_of import current, rounds_as_of
from ibo_desk.services.feedback.rows import SIDE_ORDER, is_current, read_rounds, state_of
from ibo_desk.services.meetings.meetings import state_as_of
from ibo_desk.services.parties.calendars import read_calendars
from ibo_desk.services.parties.heirs import Heirs


@dataclass(frozen=True)
class CellNow:
    """What waits in a cell: its state, and the day by which the answer that is still owed was asked."""

    state: FeedbackState
    answer: DecisiveDay | None


@dataclass(frozen=True)
class _Target:
    """A competent body that is to deal with an item, or an action's own process.

    ``owner`` is the municipality of the body, None where it has none.
    """

    day: DecisiveDay
    owner: UUID | None
    name: str


_AS_IT_IS: Final[Mapping[UUID, date]] = MappingProxyType({})
_NOTHING_ASKED: Final = CellNow(FeedbackState.TO_DELIVER, None)


class DaysAhead:
    """The days ahead on which items are concluded or dealt with, whatever was asked of any college.

    With ``past`` the day is one that is over: what happened since is left out.
    """

    def __init__(
        self, session: Session, item_ids: Select[tuple[UUID]], today: date, *, past: bool = False
    ) -> None:
        self._today = today
        self._own, self._going_on = _own_days(session, item_ids, today if past else None)
        self._heirs = Heirs(session)
        self._targets = _targets(session, item_ids, today, self._going_on, self._heirs)

    def first(self, item_id: UUID) -> date | None:
        """The first day ahead on which an item is concluded or dealt with."""
        own = self._own.get(item_id)
        days = [own.on] if own and own.on >= self._today else []
        return min([*days, *(target.day.on for target in self._targets[item_id])], default=None)


class CellDeadlines(DaysAhead):
    """The deadlines of some items for any college, read at once; the same number of queries for few and many.

    ``moved`` gives the days of some records as they would be: what would hold then is worked out, nothing is written.
    ``at`` is the time of day, for colleges that close at an hour; a paper is of a whole day.
    """

    def __init__(
        self,
        session: Session,
        item_ids: Select[tuple[UUID]],
        today: date,
        moved: Mapping[UUID, date] = _AS_IT_IS,
        *,
        at: time | None = None,
        past: bool = False,
    ) -> None:
        super().__init__(session, item_ids, today, past=past)
        self._at = at
        self._moved = moved
        self._cells = _cells(_rounds(session, item_ids, today if past else None), today, self._going_on)
        self._calendars = read_calendars(session)
        self._owners = self._heirs.owners
        self._left = self._left_behind()

    def state(self, item_id: UUID, college_id: UUID) -> FeedbackState | None:
        """The state of a cell, None where nothing was asked."""
        cell = self._asked_of(item_id, college_id)
        return cell.state if cell else None

    def asked(self) -> Iterable[tuple[UUID, UUID]]:
        """The cells in which something was asked."""
        return self._cells.keys()

    def answer_by(self, item_id: UUID, college_id: UUID) -> date | None:
        """The day by which the answer is asked that is still owed, also one that is past."""
        cell = self._asked_of(item_id, college_id)
        return cell.answer.on if cell and cell.answer else None

    def referred_to(self, item_id: UUID, decisive: DecisiveDay) -> str:
        """The body or action whose day decides; empty where the item's own meeting or an answer does."""
        return next(
            (target.name for target in self._targets[item_id] if target.day.record == decisive.record), ""
        )

    def of(self, item_id: UUID, college_id: UUID) -> Deadline | None:
        """What holds for one cell; None where no day lies ahead that concerns this college.

        A day after a merger is the successor's, and so is what was asked of those that merged into it for that day.
        """
        cell = self._asked_of(item_id, college_id) or _NOTHING_ASKED
        owner = self._owners.get(college_id)
        own = self._own.get(item_id)
        days = [day for day in (own, cell.answer) if day is not None]
        days += [target.day for target in self._targets[item_id] if target.owner in {None, owner}]
        turn = TURN[cell.state]
        days = [replace(day, on=self._moved.get(day.record, day.on)) for day in days]
        days = [day for day in days if owner is None or self._heirs.of(owner, day.on) == owner]
        return deadline(days, self._calendars.get(college_id), turn, self._today, self._at)

    def if_decided(self, item_id: UUID, college_id: UUID, decisive: DecisiveDay) -> Deadline | None:
        """What would hold for one cell if this day decided, whatever else lies ahead."""
        turn = TURN[(self._asked_of(item_id, college_id) or _NOTHING_ASKED).state]
        return deadline([decisive], self._calendars.get(college_id), turn, self._today, self._at)

    def _asked_of(self, item_id: UUID, college_id: UUID) -> CellNow | None:
        """What a college was asked itself, else what those were asked for whom it stands when the answer is due."""
        own = self._cells.get((item_id, college_id))
        if own is not None or item_id not in self._left:
            return own
        owner = self._owners.get(college_id)
        return next((cell for heir, cell in self._left[item_id] if heir == owner), None)

    def _left_behind(self) -> dict[UUID, list[tuple[UUID, CellNow]]]:
        """Per item what municipalities were asked that merged into another by then, by heir, the first day first."""
        left: dict[UUID, list[tuple[UUID, CellNow]]] = defaultdict(list)
        for (item_id, college_id), cell in self._cells.items():
            owner = self._owners.get(college_id)
            due = max(cell.answer.on, self._today) if cell.answer else self._today
            heir = self._heirs.of(owner, due) if owner else None
            if heir is not None and heir != owner:
                left[item_id].append((heir, cell))
        for cells in left.values():
            cells.sort(key=lambda asked: asked[1].answer.on if asked[1].answer else date.max)
        return dict(left)


def read_deadlines(
    session: Session, item_ids: Iterable[UUID], today: date, at: time | None = None, *, past: bool = False
) -> CellDeadlines:
    """The deadlines of these items; as they were on a day that is ``past``."""
    chosen_items = select(items.c.id).where(items.c.id.in_(list(item_ids)))
    return CellDeadlines(session, chosen_items, today, at=at, past=past)


def _own_days(
    session: Session, item_ids: Select[tuple[UUID]], past: date | None
) -> tuple[dict[UUID, DecisiveDay], frozenset[UUID]]:
    """The day on which each item itself is concluded; and the items that something can still be asked about.

    What is only told, or was treated, has no day any more; what a preparing body concludes only prepares: colleges
    must have heard before the body that it prepares for.
    """
    query = (
        select(
            items.c.id, items.c.meeting_id, items.c.item_type, items.c.treatment, items.c.conclusion_on,
            meetings.c.on, meetings.c.state, meetings.c.cancelled_on, bodies.c.kind,
        )
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .join(bodies, bodies.c.id == items.c.body_id)
        .where(items.c.id.in_(item_ids), alive(items, meetings))
    )  # fmt: skip
    days: dict[UUID, DecisiveDay] = {}
    going_on: set[UUID] = set()
    for row in session.execute(query):
        treatment, state = (row.treatment, row.state) if past is None else _stood(row, past)
        if treatment in NOT_TREATED or state is MeetingState.CANCELLED:
            continue
        going_on.add(row.id)
        day = _own_day(row, treatment, state)
        if day is not None:
            days[row.id] = day
    return days, frozenset(going_on)


def _stood(row: Any, past: date) -> tuple[Treatment, MeetingState]:
    """What had become of an item and its meeting by the end of a day."""
    treatment = row.treatment if row.on <= past else Treatment.OPEN
    return treatment, state_as_of(row.state, row.on, row.cancelled_on, past)


def _own_day(row: Any, treatment: Treatment, state: MeetingState) -> DecisiveDay | None:
    if treatment is not Treatment.OPEN or row.kind in PREPARING:
        return None
    if row.conclusion_on is not None:
        return DecisiveDay(row.conclusion_on, DayKind.CONCLUSION, row.id)
    is_information = row.item_type is ItemType.INFORMATION or row.item_type in STANDING_TYPES
    return None if is_information or state in PAST else DecisiveDay(row.on, DayKind.MEETING, row.meeting_id)


def _targets(
    session: Session,
    item_ids: Select[tuple[UUID]],
    today: date,
    going_on: frozenset[UUID],
    heirs: Heirs,
) -> dict[UUID, list[_Target]]:
    """The competent bodies that are still to deal with each item; one of a municipality concerns that one alone."""
    query = (
        select(
            referrals.c.item_id,
            targets.c.id,
            targets.c.planned_on,
            organisations.c.id.label("owner"),
            func.coalesce(bodies.c.name, actions.c.title, "").label("name"),
        )
        .join(targets, targets.c.referral_id == referrals.c.id)
        .outerjoin(bodies, bodies.c.id == targets.c.body_id)
        .outerjoin(actions, actions.c.id == targets.c.action_id)
        .outerjoin(
            organisations,
            (organisations.c.id == bodies.c.organisation_id)
            & (organisations.c.kind == OrganisationKind.MUNICIPALITY),
        )
        .where(
            referrals.c.item_id.in_(item_ids),
            alive(referrals, targets),
            targets.c.planned_on >= today,
            still_open(today),
        )
    )
    by_item: dict[UUID, list[_Target]] = defaultdict(list)
    rows = [row for row in session.execute(query) if row.item_id in going_on]
    for row in rows:
        day = DecisiveDay(row.planned_on, DayKind.REFERRAL, row.id)
        owner = heirs.of(row.owner, row.planned_on) if row.owner else None
        by_item[row.item_id].append(_Target(day, owner or row.owner, row.name))
    return by_item


def _rounds(session: Session, item_ids: Select[tuple[UUID]], past: date | None) -> Iterable[Any]:
    """The current rounds of these items, before the meeting first; those that were current on a day."""
    if past is not None:
        return current(rounds_as_of(read_rounds(session, [rounds.c.item_id.in_(item_ids)], past), past))
    r = rounds.c
    query = (
        select(
            r.id, r.item_id, r.college_id, r.question, r.answer_by, r.delivered_on, r.heard_on, r.answer,
            r.answered_on, r.dealt_with_on, r.ended_by,
        )
        .where(r.item_id.in_(item_ids), alive(rounds), is_current())
        .order_by(SIDE_ORDER)
    )  # fmt: skip
    return session.execute(query)


def _cells(rows: Iterable[Any], today: date, going_on: frozenset[UUID]) -> dict[tuple[UUID, UUID], CellNow]:
    """What waits in each cell in which something was asked."""
    cells = {}
    for row in rows:
        owed = row.answer is None and row.ended_by is None and row.item_id in going_on
        answer = DecisiveDay(row.answer_by, DayKind.ANSWER, row.id) if owed and row.answer_by else None
        cells[row.item_id, row.college_id] = CellNow(state_of(row, today), answer)
    return cells
