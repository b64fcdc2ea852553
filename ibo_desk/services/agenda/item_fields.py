"""Which fields an agenda item touches: the body that treats it, and the strategic lines of its topic or action."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import exists, select
from sqlmodel import Session

from ibo_desk.services.base.tables import action_lines, alive, items, topic_lines, topics


def read_item_fields(session: Session, item_ids: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """By item the ids of its body and lines; a topic without lines of its own has those of its action (R17b)."""
    own = exists().where(topic_lines.c.topic_id == topics.c.id, alive(topic_lines))
    which = items.c.id.in_(list(item_ids))
    asked = (
        select(items.c.id, items.c.body_id).where(which),
        select(items.c.id, topic_lines.c.line_id)
        .join(topic_lines, topic_lines.c.topic_id == items.c.topic_id)
        .where(which, alive(topic_lines)),
        select(items.c.id, action_lines.c.line_id)
        .join(topics, topics.c.id == items.c.topic_id)
        .join(action_lines, action_lines.c.action_id == topics.c.action_id)
        .where(which, alive(action_lines), ~own),
    )
    fields: dict[UUID, set[UUID]] = defaultdict(set)
    for query in asked:
        for item_id, part_id in session.execute(query):
            fields[item_id].add(part_id)
    return {item_id: frozenset(parts) for item_id, parts in fields.items()}
