"""The strategic lines that actions and topics are linked to (R2, R17b)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
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
    """The lines of topics as (id, name), and the names of those of actions: a topic has these where it has none."""

    own: Mapping[UUID, Sequence[tuple[UUID, str]]]
    of_action: Mapping[UUID, Sequence[str]]

    def ids(self, topic_id: UUID) -> tuple[UUID, ...]:
        """The lines of a topic itself."""
        return tuple(line_id for line_id, _name in self.own.get(topic_id, ()))

    def names(self, topic_id: UUID | None, action_id: UUID | None) -> tuple[str, ...]:
        """A topic's own lines, or where it has none those of its action."""
        own = self.own.get(topic_id, ()) if topic_id is not None else ()
        through = self.of_action.get(action_id, ()) if action_id is not None else ()
        return tuple(name for _id, name in own) or tuple(through)


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


def lines_of(session: Session, topic_ids: Select[tuple[UUID]]) -> TopicLines:
    """The lines of the topics that are selected and of their actions, each in the order of the region."""
    own = select(topic_lines.c.topic_id.label("owner"), topic_lines.c.line_id, literal(1).label("own")).where(
        topic_lines.c.topic_id.in_(topic_ids), alive(topic_lines)
    )
    of_topics = select(topics.c.action_id).where(topics.c.id.in_(topic_ids))
    through = select(action_lines.c.action_id, action_lines.c.line_id, literal(0)).where(
        action_lines.c.action_id.in_(of_topics), alive(action_lines)
    )
    linked = union_all(own, through).subquery()
    query = (
        select(linked.c.owner, linked.c.own, strategic_lines.c.id, strategic_lines.c.name)
        .join(strategic_lines, strategic_lines.c.id == linked.c.line_id)
        .where(alive(strategic_lines))
        .order_by(strategic_lines.c.order_key, strategic_lines.c.id)
    )
    by_topic: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    by_action: dict[UUID, list[str]] = defaultdict(list)
    for row in session.execute(query):
        if row.own:
            by_topic[row.owner].append((row.id, row.name))
        else:
            by_action[row.owner].append(row.name)
    return TopicLines(by_topic, by_action)
