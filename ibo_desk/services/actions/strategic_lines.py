"""The strategic lines that actions and topics are linked to (R2, R17b)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, select, union_all
from sqlmodel import Session

from ibo_desk.data.store import Work
from ibo_desk.data.tables import Record, metadata
from ibo_desk.domain.ids import natural_id
from ibo_desk.services.base import records
from ibo_desk.services.base.records import RecordType
from ibo_desk.services.base.tables import action_lines, alive, strategic_lines, topic_lines, topics


@dataclass(frozen=True)
class TopicLines:
    """A topic's own lines as (id, name), and the names of those that it has through its action."""

    own: tuple[tuple[UUID, str], ...] = ()
    of_action: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its own lines, or where it has none those of its action."""
        return tuple(name for _id, name in self.own) or self.of_action


def set_linked(
    work: Work, kind: RecordType[Record], owner: str, owner_id: UUID, line_ids: Collection[UUID]
) -> None:
    """Link a record to these lines and no others; ``owner`` is the column of the link that names the record."""
    columns = metadata.tables[str(kind.table.__tablename__)].c
    query = select(kind.table).where(columns[owner] == owner_id, columns.deleted_in.is_(None))
    there: dict[UUID, Any] = {link.line_id: link for link in work.session.execute(query).scalars()}
    for gone in there.keys() - set(line_ids):
        work.delete(there[gone])
    for fresh in dict.fromkeys(line_ids):
        if fresh not in there:
            key = natural_id(str(kind.table.__tablename__), owner_id, fresh)
            records.add(work, kind, {owner: owner_id, "line_id": fresh}, key)


def lines_of(session: Session, topic_ids: Select[tuple[UUID]]) -> dict[UUID, TopicLines]:
    """The lines of the topics that are selected, each in the order of the region."""
    own = select(topic_lines.c.topic_id, topic_lines.c.line_id, literal(1).label("own")).where(
        topic_lines.c.topic_id.in_(topic_ids), alive(topic_lines)
    )
    through = (
        select(topics.c.id, action_lines.c.line_id, literal(0))
        .join(action_lines, action_lines.c.action_id == topics.c.action_id)
        .where(topics.c.id.in_(topic_ids), alive(action_lines))
    )
    linked = union_all(own, through).subquery()
    query = (
        select(linked.c.topic_id, linked.c.own, strategic_lines.c.id, strategic_lines.c.name)
        .join(strategic_lines, strategic_lines.c.id == linked.c.line_id)
        .where(alive(strategic_lines))
        .order_by(strategic_lines.c.order_key, strategic_lines.c.id)
    )
    by_topic: dict[UUID, tuple[list[tuple[UUID, str]], list[str]]] = defaultdict(lambda: ([], []))
    for row in session.execute(query):
        if row.own:
            by_topic[row.topic_id][0].append((row.id, row.name))
        else:
            by_topic[row.topic_id][1].append(row.name)
    return {topic_id: TopicLines(tuple(own), tuple(through)) for topic_id, (own, through) in by_topic.items()}
