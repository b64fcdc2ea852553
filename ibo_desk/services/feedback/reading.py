"""Reading what colleges were asked, heard and answered: a matrix, a cell, an item, a college (R21–R26)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_

from ibo_desk.data.store import Store, live
from ibo_desk.data.tables import FeedbackRound
from ibo_desk.domain.feedback import Turn
from ibo_desk.domain.topics import Phase
from ibo_desk.services.base.tables import items, rounds
from ibo_desk.services.feedback.alarms import Alarm, read_alarms
from ibo_desk.services.feedback.as_of import open_as_of, rounds_as_of
from ibo_desk.services.feedback.matrix import Matrix, MatrixFilter, read_matrix, wanted_items
from ibo_desk.services.feedback.rows import RoundRow, is_current, read_rounds, waits_for

CellKey = tuple[UUID, UUID]


class FeedbackReading:
    """Everything that is only read; cells are (item id, college id)."""

    _store: Store

    def matrix(
        self,
        body_id: UUID | None = None,
        since: date | None = None,
        until: date | None = None,
        phase: Phase | None = None,
        turn: Turn | None = None,
        *,
        open_only: bool = False,
        college_id: UUID | None = None,
        newest: int | None = None,
        item_id: UUID | None = None,
    ) -> Matrix:
        """The matrix item × college; ``turn`` and ``open_only`` keep the items of which some cell waits so.

        ``newest`` gives only so many items of the latest meetings, for a page that shows them while it reads the rest;
        ``item_id`` only that item, where it has a line.
        """
        filters = MatrixFilter(body_id, since, until, phase, turn, open_only, college_id, newest, item_id)
        with self._store.read() as session:
            return read_matrix(session, filters, self._store.clock.today())

    def cell_of(self, round_id: UUID) -> CellKey:
        """The cell to which a round belongs; raises ``NotFoundError("no_such_record")``."""
        with self._store.read() as session:
            feedback_round = live(session, FeedbackRound, round_id)
            return feedback_round.item_id, feedback_round.college_id

    def rounds(self, item_id: UUID, college_id: UUID) -> list[RoundRow]:
        """The rounds of one cell, before the meeting first."""
        with self._store.read() as session:
            conditions = [rounds.c.item_id == item_id, rounds.c.college_id == college_id]
            return read_rounds(session, conditions, self._store.clock.today())

    def of_item(self, item_id: UUID) -> list[RoundRow]:
        """The rounds of an item with all colleges, by college; those before the meeting first."""
        return self.of_items([item_id])[item_id]

    def of_items(
        self, item_ids: Collection[UUID], *, on: date | None = None
    ) -> defaultdict[UUID, list[RoundRow]]:
        """The same of several items, by item; as they stood on a day."""
        by_key: defaultdict[UUID, list[RoundRow]] = defaultdict(list)
        with self._store.read() as session:
            rows = read_rounds(session, [rounds.c.item_id.in_(item_ids)], self._store.clock.today())
        for row in rows if on is None else rounds_as_of(rows, on):
            by_key[row.item_id].append(row)
        return by_key

    def topic_rounds(self, topic_id: UUID, college_id: UUID) -> list[RoundRow]:
        """The rounds with one college at every appearance of a topic: earlier answers, and whether it heard at all."""
        with self._store.read() as session:
            conditions = [items.c.topic_id == topic_id, rounds.c.college_id == college_id]
            return read_rounds(session, conditions, self._store.clock.today())

    def all_of_college(self, college_id: UUID) -> list[RoundRow]:
        """All rounds with one college, those that are over too."""
        with self._store.read() as session:
            return read_rounds(session, [rounds.c.college_id == college_id], self._store.clock.today())

    def per_college(self, college_id: UUID) -> list[RoundRow]:
        """What is open with one college, and since when (R22); also what the secretariat still owes it."""
        return self.per_colleges([college_id])[college_id]

    def per_colleges(
        self, college_ids: Collection[UUID], *, on: date | None = None
    ) -> defaultdict[UUID, list[RoundRow]]:
        """The same of several colleges, by college; what was open on a day."""
        conditions: list[ColumnElement[bool]] = [rounds.c.college_id.in_(college_ids)]
        if on is None:
            conditions += [is_current(), or_(waits_for(Turn.SECRETARIAT), waits_for(Turn.COLLEGE))]
        by_key: defaultdict[UUID, list[RoundRow]] = defaultdict(list)
        with self._store.read() as session:
            rows = read_rounds(session, conditions, on or self._store.clock.today())
        for row in rows if on is None else open_as_of(rows, on):
            by_key[row.college_id].append(row)
        return by_key

    def of_college(
        self,
        college_id: UUID,
        body_id: UUID | None = None,
        since: date | None = None,
        until: date | None = None,
        phase: Phase | None = None,
        turn: Turn | None = None,
    ) -> list[RoundRow]:
        """The current rounds with one college, also those that are done; filtered as the matrix is."""
        conditions = [rounds.c.college_id == college_id, is_current()]
        conditions.append(rounds.c.item_id.in_(wanted_items(MatrixFilter(body_id, since, until, phase))))
        if turn is not None:
            conditions.append(waits_for(turn))
        with self._store.read() as session:
            return read_rounds(session, conditions, self._store.clock.today())

    def open_or_answered(
        self, college_ids: Collection[UUID], since: date
    ) -> defaultdict[UUID, list[RoundRow]]:
        """By college the current rounds that wait, and those that it answered on a day or later."""
        answered = (rounds.c.answer.is_not(None)) & (rounds.c.answered_on >= since)
        waits = or_(waits_for(Turn.SECRETARIAT), waits_for(Turn.COLLEGE), answered)
        by_item: defaultdict[UUID, list[RoundRow]] = defaultdict(list)
        with self._store.read() as session:
            conditions = [rounds.c.college_id.in_(college_ids), is_current(), waits]
            for row in read_rounds(session, conditions, self._store.clock.today()):
                by_item[row.college_id].append(row)
        return by_item

    def alarms(self, today: date | None = None) -> list[Alarm]:
        """Colleges that have not heard of a topic whose decisive day lies ahead, the most pressing first (R23)."""
        with self._store.read() as session:
            clock = self._store.clock
            return read_alarms(session, today or clock.today(), None if today else clock.time_of_day())
