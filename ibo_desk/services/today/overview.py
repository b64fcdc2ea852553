"""What needs attention today, per role, as far as it is registered; it ranks nobody."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from itertools import islice
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.domain.meetings import AHEAD, TOOK_PLACE, MeetingState, MinutesState
from ibo_desk.domain.overview import COUNTED, OverviewGroup
from ibo_desk.domain.topics import Preparation
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.names import name_shown
from ibo_desk.services.base.tables import alive, bodies, meetings, minutes_versions, topics
from ibo_desk.services.feedback.alarms import Alarm, read_alarms
from ibo_desk.services.minutes.approval import silent_versions
from ibo_desk.services.minutes.rows import SilentRow
from ibo_desk.services.today.actions_part import evaluations_due, funding_days, milestones_due, next_steps
from ibo_desk.services.today.alarm_words import name_colleges, tell_college, tell_item
from ibo_desk.services.today.engagements_part import (
    count_engagements_due,
    engagements_due,
    engagements_incomplete,
    organisation_of,
    referrals_due,
)
from ibo_desk.services.today.feedback_part import answers_asked, notes_to_deliver, reservations
from ibo_desk.services.today.first_steps import StepRow, first_steps
from ibo_desk.services.today.kept_numbers import KeptNumbers
from ibo_desk.services.today.lines import MOST, SOON, Line
from ibo_desk.services.today.lists_part import left_of_lists
from ibo_desk.services.today.seats_part import seats_ending
from ibo_desk.services.today.terms_part import terms_ending
from ibo_desk.services.words import label
from ibo_desk.services.words.format import day, meeting_title

COORDINATOR = "coordinator"
SECRETARY = "secretary"

_WAITING_TOPICS = (Preparation.SUBMITTED, Preparation.PREPARED, Preparation.POSTPONED)
_BY_ROLE = {
    COORDINATOR: (
        OverviewGroup.CONCLUSIONS_AHEAD,
        OverviewGroup.ANSWERS_ASKED,
        OverviewGroup.RESERVATIONS,
        OverviewGroup.NEXT_STEPS,
        OverviewGroup.MILESTONES,
        OverviewGroup.ENGAGEMENTS_DUE,
        OverviewGroup.REFERRALS_DUE,
        OverviewGroup.FUNDING_DAYS,
        OverviewGroup.EVALUATIONS_DUE,
        OverviewGroup.MINUTES,
        OverviewGroup.SEATS_ENDING,
        OverviewGroup.TERMS_ENDING,
        OverviewGroup.ENGAGEMENTS_INCOMPLETE,
        OverviewGroup.TOPICS_FOR_MEETING,
        OverviewGroup.LEFT_OF_LISTS,
    ),
    SECRETARY: (
        OverviewGroup.CONCLUSIONS_AHEAD,
        OverviewGroup.NOTES_TO_DELIVER,
        OverviewGroup.ANSWERS_ASKED,
        OverviewGroup.RESERVATIONS,
        OverviewGroup.MINUTES,
        OverviewGroup.REFERRALS_DUE,
        OverviewGroup.SEATS_ENDING,
        OverviewGroup.TERMS_ENDING,
        OverviewGroup.TOPICS_FOR_MEETING,
        OverviewGroup.LEFT_OF_LISTS,
    ),
}
_OF_COLLEGE = (
    OverviewGroup.CONCLUSIONS_AHEAD,
    OverviewGroup.NOTES_TO_DELIVER,
    OverviewGroup.ANSWERS_ASKED,
    OverviewGroup.ENGAGEMENTS_DUE,
)


@dataclass(frozen=True)
class _Asked:
    """For whom the lines are: ``college_id`` only with the role of a delegate."""

    session: Session
    today: date
    at: time
    college_id: UUID | None


class Overview:
    """The first screen, and the numbers beside the pages."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept = KeptNumbers(store)

    def lines(self, role: str | UUID = COORDINATOR) -> list[Line]:
        """What waits for this role: "coordinator", "secretary", or the id of the college somebody is delegate of."""
        college_id = None if role in _BY_ROLE else UUID(str(role))
        groups = _OF_COLLEGE if college_id else _BY_ROLE[str(role)]
        with self._store.read() as session:
            clock = self._store.clock
            asked = _Asked(session, clock.today(), clock.time_of_day(), college_id)
            return [line for group in groups for line in islice(_MAKERS[group](asked), MOST)]

    def counts(self) -> dict[str, int]:
        """How much waits on each page, by its key: the lines that the overview has of it, at most ``MOST`` a group."""
        kept = KeptNumbers(self._store) if self._store.is_writing else self._kept
        with self._store.read() as session:
            asked = _Asked(session, self._store.clock.today(), self._store.clock.time_of_day(), None)
            kept.forget_old(session, asked.today)
            return {
                page: sum(kept.number(group, partial(_number, group, asked)) for group in groups)
                for page, groups in COUNTED.items()
            }

    def first_steps(self) -> list[StepRow]:
        """The first steps in a new region, and how far each has come."""
        with self._store.read() as session:
            return first_steps(session, self._store.clock.today())


def _number(group: OverviewGroup, asked: _Asked) -> int:
    """How many lines a group has; where reading them is dear they are only counted."""
    if group is OverviewGroup.ENGAGEMENTS_DUE:
        return min(MOST, count_engagements_due(asked.session, _soon(asked)))
    return sum(1 for _line in islice(_MAKERS[group](asked), MOST))


def _conclusions_ahead(asked: _Asked) -> Iterator[Line]:
    """One line per item, what is decided first on top; a delegate reads of the own college only."""
    by_item: dict[UUID, list[Alarm]] = defaultdict(list)
    for alarm in read_alarms(asked.session, asked.today, asked.at):
        if asked.college_id in {None, alarm.college_id}:
            by_item[alarm.item_id].append(alarm)
    for alarms in sorted(by_item.values(), key=lambda of_item: (of_item[0].decisive_on, of_item[0].title)):
        first = alarms[0]
        text, names = tell_item(alarms), name_colleges(alarms)
        if asked.college_id is not None:
            text, names = f"{first.meeting}: {tell_college(first)}", first.reason
        yield Line(
            OverviewGroup.CONCLUSIONS_AHEAD, first.title, text, first.decisive_on, "item_feedback", first.item_id,
            asked.college_id, names,
        )  # fmt: skip


def _minutes(session: Session, today: date) -> Iterator[Line]:
    """Meetings that took place and whose minutes are not approved; another secretariat's are not ours to make."""
    newest = (
        select(minutes_versions.c.meeting_id, minutes_versions.c.state)
        .where(alive(minutes_versions), minutes_versions.c.state != MinutesState.REPLACED)
        .subquery()
    )
    took_place = meetings.c.state.in_(sorted(TOOK_PLACE))
    past = meetings.c.state.in_(AHEAD) & (meetings.c.on < today)
    query = (
        select(
            meetings.c.id, meetings.c.on, meetings.c.number, meetings.c.state,
            name_shown(bodies).label("body"),
            newest.c.state.label("minutes"),
        )
        .join(bodies, bodies.c.id == meetings.c.body_id)
        .outerjoin(newest, newest.c.meeting_id == meetings.c.id)
        .where(
            alive(meetings), took_place | past, meetings.c.locked.is_(False), bodies.c.external_secretariat.is_(False)
        )
        .order_by(meetings.c.on, meetings.c.id)
    )  # fmt: skip
    silent = {row.meeting_id: row for row in silent_versions(session, today)}
    seen = set()
    for row in session.execute(query):
        if row.id not in seen:
            seen.add(row.id)
            title = meeting_title(row.body, row.on, row.number)
            text = _silent_told(silent[row.id]) if row.id in silent else _minutes_told(row.state, row.minutes)
            yield Line(OverviewGroup.MINUTES, title, text, row.on, "meeting", row.id, None)


def _silent_told(row: SilentRow) -> str:
    """What to do once the body's own term is over; an open remark is no silence."""
    if row.open_remarks:
        return ngettext(
            "{count} remark on the minutes to deal with",
            "{count} remarks on the minutes to deal with",
            row.open_remarks,
        ).format(count=row.open_remarks)
    return _("nobody objected by {day}: minutes to approve").format(day=day(row.ends_on))


def _minutes_told(state: MeetingState, minutes: MinutesState | None) -> str:
    if state in AHEAD:
        return _("the day is past: was it held?")
    if minutes is None:
        return _("minutes to be made")
    return _("minutes: {state}").format(state=label(minutes))


def _topics_for_meeting(asked: _Asked) -> Iterator[Line]:
    """What justifies convening a meeting (R13)."""
    query = (
        select(topics.c.id, topics.c.title, topics.c.preparation, topics.c.submitted_on)
        .where(alive(topics), topics.c.justifies_meeting.is_(True), topics.c.preparation.in_(_WAITING_TOPICS))
        .order_by(topics.c.submitted_on.nulls_last(), topics.c.title_folded)
    )
    for row in asked.session.execute(query):
        yield Line(
            OverviewGroup.TOPICS_FOR_MEETING, row.title, label(row.preparation), row.submitted_on, "topic", row.id, None
        )  # fmt: skip


def _engagements_due(asked: _Asked) -> Iterator[Line]:
    partner = organisation_of(asked.session, asked.college_id) if asked.college_id else None
    return engagements_due(asked.session, asked.today, _soon(asked), partner)


def _soon(asked: _Asked) -> date:
    return asked.today + timedelta(days=SOON)


_MAKERS: dict[OverviewGroup, Callable[[_Asked], Iterator[Line]]] = {
    OverviewGroup.CONCLUSIONS_AHEAD: _conclusions_ahead,
    OverviewGroup.NOTES_TO_DELIVER: lambda asked: notes_to_deliver(asked.session, asked.college_id),
    OverviewGroup.ANSWERS_ASKED: lambda asked: answers_asked(asked.session, asked.today, asked.college_id),
    OverviewGroup.RESERVATIONS: lambda asked: reservations(asked.session),
    OverviewGroup.MINUTES: lambda asked: _minutes(asked.session, asked.today),
    OverviewGroup.NEXT_STEPS: lambda asked: next_steps(asked.session, asked.today),
    OverviewGroup.MILESTONES: lambda asked: milestones_due(asked.session, asked.today),
    OverviewGroup.ENGAGEMENTS_DUE: _engagements_due,
    OverviewGroup.FUNDING_DAYS: lambda asked: funding_days(asked.session, asked.today),
    OverviewGroup.SEATS_ENDING: lambda asked: seats_ending(asked.session, asked.today),
    OverviewGroup.TERMS_ENDING: lambda asked: terms_ending(asked.session, asked.today),
    OverviewGroup.LEFT_OF_LISTS: lambda asked: left_of_lists(asked.session),
    OverviewGroup.REFERRALS_DUE: lambda asked: referrals_due(asked.session, asked.today),
    OverviewGroup.ENGAGEMENTS_INCOMPLETE: lambda asked: engagements_incomplete(asked.session, asked.today),
    OverviewGroup.TOPICS_FOR_MEETING: _topics_for_meeting,
    OverviewGroup.EVALUATIONS_DUE: lambda asked: evaluations_due(asked.session, asked.today),
}
