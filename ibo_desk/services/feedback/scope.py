"""What a use case of feedback reaches: which colleges a question is put to, and whether a text changed meanwhile."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import Session, col

from ibo_desk.data.tables import Change, JournalEntry
from ibo_desk.domain.errors import RuleError
from ibo_desk.domain.feedback import Answer, Whom
from ibo_desk.services.base.tables import alive, items, meetings, partners, positions, rounds, topics
from ibo_desk.services.feedback.concerned import Concerned, read_colleges
from ibo_desk.services.feedback.rows import is_current

Cell = tuple[UUID, UUID]


def widened(session: Session, cells: Sequence[Cell], whom: Whom, today: date) -> list[Cell]:
    """The cells of the same items that are meant; colleges that an item does not concern are left out.

    Raises ``RuleError("item_touches_no_college")`` where no municipality takes part in an item's action.
    """
    if whom is Whom.CHOSEN:
        return list(cells)
    item_ids = list(dict.fromkeys(item_id for item_id, _college in cells))
    by_item = (
        _touched(session, item_ids, today) if whom is Whom.TOUCHED else _concerned(session, item_ids, today)
    )
    apart = not_concerned(session, item_ids)
    order = [college.id for college in read_colleges(session)]
    return [
        (item_id, college)
        for item_id in item_ids
        for college in order
        if college in by_item[item_id] and (item_id, college) not in apart
    ]


def not_concerned(session: Session, item_ids: "Collection[UUID] | Select[tuple[UUID]]") -> set[Cell]:
    """The cells of which it was said that the item does not concern the college."""
    query = select(rounds.c.item_id, rounds.c.college_id).where(
        rounds.c.item_id.in_(item_ids),
        rounds.c.answer == Answer.NOT_CONCERNED,
        alive(rounds),
        is_current(),
    )
    return {(row[0], row[1]) for row in session.execute(query)}


def _concerned(session: Session, item_ids: Sequence[UUID], today: date) -> dict[UUID, frozenset[UUID]]:
    concerned = Concerned(session)
    query = select(items.c.id, items.c.body_id, meetings.c.on)
    query = query.join(meetings, meetings.c.id == items.c.meeting_id).where(items.c.id.in_(item_ids))
    return {row.id: concerned.still(row.body_id, row.on, today) for row in session.execute(query)}


def _touched(session: Session, item_ids: Sequence[UUID], today: date) -> dict[UUID, frozenset[UUID]]:
    """The colleges of the municipalities that take part in the item's action, else of those a partner speaks for."""
    own = select(items.c.id, items.c.title, topics.c.action_id, meetings.c.on)
    own = own.join(meetings, meetings.c.id == items.c.meeting_id)
    own = own.outerjoin(topics, topics.c.id == items.c.topic_id).where(items.c.id.in_(item_ids))
    lines = list(session.execute(own))
    takes_part: dict[UUID, set[UUID]] = defaultdict(set)
    query = select(partners.c.action_id, partners.c.organisation_id).where(
        partners.c.action_id.in_({line.action_id for line in lines if line.action_id}), alive(partners)
    )
    for action_id, organisation_id in session.execute(query):
        takes_part[action_id].add(organisation_id)
    concerned = Concerned(session)
    by_item = {}
    for line in lines:
        taking_part = takes_part[line.action_id] if line.action_id else set()
        colleges = concerned.of_organisations(taking_part, max(line.on, today))
        if not colleges:
            raise RuleError("item_touches_no_college", title=line.title)
        by_item[line.id] = colleges
    return by_item


def changed_since(session: Session, item_ids: Collection[UUID], on: date) -> set[UUID]:
    """The items that were made, or whose text or positions changed, after a day."""
    after = datetime.combine(on + timedelta(days=1), time(), UTC)
    query = select(positions.c.id, positions.c.item_id).where(positions.c.item_id.in_(item_ids))
    item_of = {row[0]: row[1] for row in session.execute(query)} | {item_id: item_id for item_id in item_ids}
    changed = (
        select(col(Change.record_id))
        .join(JournalEntry, col(JournalEntry.id) == col(Change.entry_id))
        .where(
            col(Change.record_id).in_(list(item_of)),
            col(Change.field).in_(_NOTE_FIELDS),
            col(JournalEntry.at) >= after,
        )
    )
    return {item_of[record_id] for record_id in session.execute(changed).scalars()}


# The fields that the text of a note is made of; "" is the making of the record.
_NOTE_FIELDS = (
    "", "deleted_in", "title", "item_type", "introduction", "discussion", "conclusion", "outcome", "treatment",
    "audience", "organisation_id", "subject", "stance", "text",
)  # fmt: skip
