"""How many colleges were reached about an item, and how long before: figures that each say what they are (R22, R23).

No term for feedback stands in any law, and often the note itself was late. So colleges are never ranked, and every
figure says that it only counts what was registered.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median_low
from typing import Any
from uuid import UUID

from sqlalchemy import case, or_, select
from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.domain.audience import Reader, may_read
from ibo_desk.domain.feedback import NO_ANSWER_GIVEN, FeedbackState, Question, Side
from ibo_desk.language import _
from ibo_desk.services.base.tables import alive, items, meetings, rounds
from ibo_desk.services.feedback.concerned import Concerned
from ibo_desk.services.feedback.matrix import MatrixFilter, MatrixItem, read_matrix, wanted_items
from ibo_desk.services.words.format import day

_FEW = 3000  # ids that go along as values; with more of them all rounds are read


@dataclass(frozen=True)
class Coverage:
    """One item: of ``colleges`` concerned how many have a note, had heard by the meeting, heard by now, answered.

    ``days_ahead`` is the median number of days between delivery before the meeting and the meeting; ``days_to_answer``
    that between delivery and answer; None where nothing is known. ``sentences`` explain each figure, in this order.
    """

    item_id: UUID
    title: str
    meeting: str
    on: date
    colleges: int
    delivered: int
    heard_before: int
    heard: int
    asked: int
    answered: int
    days_ahead: int | None
    days_to_answer: int | None
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class MonthCoverage:
    """All cells of the meetings in one month; ``month`` is its first day."""

    month: date
    cells: int
    delivered: int
    heard_before: int
    heard: int


@dataclass(frozen=True)
class CollegeReach:
    """What reached one college: ``months`` count its items, ``days`` lie between each note and its meeting."""

    months: tuple[MonthCoverage, ...]
    days: tuple[int, ...]


class CoverageFigures:
    """Coverage and lead time, as far as they are registered."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def items(
        self, body_id: UUID | None = None, since: date | None = None, until: date | None = None
    ) -> list[Coverage]:
        """The items of the meetings in a period, in the order of the matrix; a handful of queries."""
        today = self._store.clock.today()
        with self._store.read() as session:
            matrix = read_matrix(session, MatrixFilter(body_id, since, until), today)
            concerned = Concerned(session)
            facts = _facts(session, matrix.items)
        apart = {
            cell for cell, cell_now in matrix.cells.items() if cell_now.state is FeedbackState.NOT_CONCERNED
        }
        return [
            _coverage(
                line,
                frozenset(
                    college
                    for college in concerned.on(line.body_id, line.on)
                    if (line.id, college) not in apart
                ),
                facts[line.topic_id or line.id],
            )
            for line in matrix.items
        ]

    def by_month(
        self, body_id: UUID | None = None, since: date | None = None, until: date | None = None
    ) -> list[MonthCoverage]:
        """The same by month of the meeting, oldest first; months without items are left out."""
        by_month: dict[date, list[Coverage]] = defaultdict(list)
        for item in self.items(body_id, since, until):
            by_month[item.on.replace(day=1)].append(item)
        return [
            MonthCoverage(
                month,
                sum(row.colleges for row in rows),
                sum(row.delivered for row in rows),
                sum(row.heard_before for row in rows),
                sum(row.heard for row in rows),
            )
            for month, rows in sorted(by_month.items())
        ]

    def lead_times(
        self, body_id: UUID | None = None, since: date | None = None, until: date | None = None
    ) -> list[int]:
        """For every note delivered before a meeting the days between them, shortest first; of all colleges together."""
        today = self._store.clock.today()
        with self._store.read() as session:
            matrix = read_matrix(session, MatrixFilter(body_id, since, until), today)
            facts = _facts(session, matrix.items)
        return sorted(
            days for line in matrix.items for days in _days_ahead(line, facts[line.topic_id or line.id])
        )

    def of_colleges(
        self, since: date, until: date, body_ids: Collection[UUID]
    ) -> defaultdict[UUID, CollegeReach]:
        """By college what had reached it by the last day of the items of these bodies, both days included.

        Empty for any other college.

        Only items and rounds that a college may read are counted, so that the figures of one can be given to it.
        """
        with self._store.read() as session:
            lines = _told_to_colleges(session, MatrixFilter(since=since, until=until), body_ids)
            concerned = Concerned(session)
            facts = _facts(session, lines, until)
        by_college: dict[UUID, list[Any]] = defaultdict(list)
        for line in lines:
            for college in concerned.on(line.body_id, line.on):
                by_college[college].append(line)
        nothing = CollegeReach((), ())
        return defaultdict(
            lambda: nothing, {college: _reach(college, its, facts) for college, its in by_college.items()}
        )


def _told_to_colleges(session: Session, filters: MatrixFilter, body_ids: Collection[UUID]) -> list[Any]:
    """The items that a college may read, by day of the meeting, each with what ``_facts`` and ``_days_ahead`` ask."""
    query = (
        select(items.c.id, items.c.topic_id, items.c.body_id, items.c.audience, meetings.c.on)
        .join(meetings, meetings.c.id == items.c.meeting_id)
        .where(items.c.id.in_(wanted_items(filters)))
        .order_by(meetings.c.on, items.c.id)
    )
    return [
        row
        for row in session.execute(query)
        if row.body_id in body_ids and may_read(Reader.MUNICIPALITY, row.audience)
    ]


def _reach(college_id: UUID, lines: list[Any], facts: dict[UUID, list[Any]]) -> CollegeReach:
    months: dict[date, MonthCoverage] = {}
    days: list[int] = []
    for line in lines:
        own = [
            row
            for row in facts[line.topic_id or line.id]
            if row.college_id == college_id
            and may_read(Reader.MUNICIPALITY, row.audience, own=True)
            and may_read(Reader.MUNICIPALITY, row.item_audience)
        ]
        heard = _first_heard(own).get(college_id)
        month = line.on.replace(day=1)
        so_far = months.get(month, MonthCoverage(month, 0, 0, 0, 0))
        months[month] = MonthCoverage(
            month,
            so_far.cells + 1,
            so_far.delivered + any(row.item_id == line.id and row.delivered_on for row in own),
            so_far.heard_before + (heard is not None and heard <= line.on),
            so_far.heard + (heard is not None),
        )
        days += _days_ahead(line, own)
    return CollegeReach(tuple(months.values()), tuple(sorted(days)))


def _facts(session: Session, lines: Iterable[MatrixItem], on: date | None = None) -> dict[UUID, list[Any]]:
    """Every round about these items or their topics, by topic, or by item where it has none; known on a day."""
    of_items = {line.id for line in lines}
    topics = {line.topic_id for line in lines if line.topic_id is not None}
    r = rounds.c
    query = (
        select(
            items.c.topic_id, r.item_id, r.college_id, r.side, r.question,
            _known(r.delivered_on, r.delivered_on, on), _known(r.heard_on, r.heard_on, on),
            _known(r.answer, r.answered_on, on), _known(r.answered_on, r.answered_on, on),
            r.audience, items.c.audience.label("item_audience"),
        )
        .join(items, items.c.id == r.item_id)
        .where(alive(rounds, items))
    )  # fmt: skip
    if len(of_items) + len(topics) < _FEW:
        query = query.where(or_(r.item_id.in_(of_items), items.c.topic_id.in_(topics)))
    by_item: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.execute(query):
        if row.topic_id in topics or row.item_id in of_items:
            by_item[row.topic_id or row.item_id].append(row)
    return by_item


def _known(column: Any, since: Any, on: date | None) -> Any:
    """A column with what it held on a day; it is filled ``since`` the day in the other one."""
    return column if on is None else case((since <= on, column)).label(column.key)


def _coverage(line: MatrixItem, colleges: frozenset[UUID], facts: list[Any]) -> Coverage:
    of_item = [row for row in facts if row.item_id == line.id and row.college_id in colleges]
    heard_on = _first_heard([row for row in facts if row.college_id in colleges])
    asked = {row.college_id for row in of_item if row.question is not Question.FOR_INFORMATION}
    answered = {row.college_id for row in of_item if row.answer and row.answer not in NO_ANSWER_GIVEN}
    ahead = _days_ahead(line, facts)
    to_answer = [
        (row.answered_on - row.delivered_on).days
        for row in of_item
        if row.answered_on and row.delivered_on and row.answered_on >= row.delivered_on
    ]
    made = Coverage(
        item_id=line.id,
        title=line.title,
        meeting=line.meeting,
        on=line.on,
        colleges=len(colleges),
        delivered=len({row.college_id for row in of_item if row.delivered_on}),
        heard_before=sum(on <= line.on for on in heard_on.values()),
        heard=len(heard_on),
        asked=len(asked),
        answered=len(answered),
        days_ahead=median_low(ahead) if ahead else None,
        days_to_answer=median_low(to_answer) if to_answer else None,
        sentences=(),
    )
    return Coverage(**{**vars(made), "sentences": tuple(_sentences(made, len(ahead), len(to_answer)))})


def _first_heard(facts: list[Any]) -> dict[UUID, date]:
    """By college the first day on which it heard of the topic; "for information" is heard on delivery."""
    first_days: dict[UUID, date] = {}
    for row in facts:
        days = [row.heard_on]
        if row.answer is not None and row.answer not in NO_ANSWER_GIVEN:
            days.append(row.answered_on)
        if row.question is Question.FOR_INFORMATION:
            days.append(row.delivered_on)
        for on in filter(None, days):
            first_days[row.college_id] = min(on, first_days.get(row.college_id, on))
    return first_days


def _days_ahead(line: MatrixItem, facts: list[Any]) -> list[int]:
    return [
        (line.on - row.delivered_on).days
        for row in facts
        if row.item_id == line.id
        and row.side is Side.BEFORE
        and row.delivered_on
        and row.delivered_on <= line.on
    ]


def _sentences(coverage: Coverage, notes: int, answers: int) -> Iterable[str]:
    counts = {"of": coverage.colleges, "day": day(coverage.on)}
    yield _("With a note about this item: {count} of {of} colleges, as far as registered.").format(
        count=coverage.delivered, **counts
    )
    yield _(
        "Heard of this topic by {day}, the day of the meeting: {count} of {of} colleges, as far as registered."
    ).format(count=coverage.heard_before, **counts)
    yield _("Heard of this topic by now: {count} of {of} colleges, as far as registered.").format(
        count=coverage.heard, **counts
    )
    if coverage.asked:
        yield _(
            "Answered: {count} of {asked} colleges that were asked something, as far as registered."
        ).format(count=min(coverage.answered, coverage.asked), asked=coverage.asked)
    if coverage.days_ahead is not None:
        yield _(
            "Days between the note and the meeting, median of {notes}: {days}, as far as registered."
        ).format(notes=notes, days=coverage.days_ahead)
    if coverage.days_to_answer is not None:
        yield _(
            "Days between the note and the answer, median of {answers}: {days}, as far as registered."
        ).format(answers=answers, days=coverage.days_to_answer)
