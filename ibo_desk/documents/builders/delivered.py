"""The texts that notes of a meeting carry, and the notes that were delivered: without the rest of a meeting."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from ibo_desk.documents.builders.facts import positions_taken
from ibo_desk.documents.builders.text_hash import item_text_hash
from ibo_desk.documents.sources import Sources
from ibo_desk.domain.audience import Audience, may_print
from ibo_desk.domain.feedback import Side
from ibo_desk.domain.meetings import TOOK_PLACE
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.feedback.rows import RoundRow


@dataclass(frozen=True)
class DeliveredNote:
    """The latest round with a college about an item whose note was delivered; ``text_hash`` is of the text now."""

    item: ItemRow
    round: RoundRow
    text_hash: str


def text_hashes(sources: Sources, meeting_id: UUID) -> dict[UUID, str]:
    """By item the fingerprint of the text that notes carry."""
    return _hashes(sources, meeting_id, sources.agenda.items(meeting_id))


def delivered_notes(sources: Sources, meeting_id: UUID) -> Iterator[DeliveredNote]:
    """By college and item: until the meeting the notes from before it, afterwards the notes from after it."""
    side = Side.AFTER if sources.meetings.row(meeting_id).state in TOOK_PLACE else Side.BEFORE
    items = sources.agenda.items(meeting_id)
    hashes = _hashes(sources, meeting_id, items)
    readable = [item for item in items if may_print(Audience.COLLEGE, item.audience)]
    by_item = sources.feedback.of_items([item.id for item in readable])
    latest = {
        (row.item_id, row.college_id): row for rows in by_item.values() for row in rows if row.side is side
    }
    for college in (body for body in sources.bodies.colleges() if body.organisation_id is not None):
        for item in readable:
            row = latest.get((item.id, college.id))
            if row is not None and row.delivered_on is not None:
                yield DeliveredNote(item, row, hashes[item.id])


def _hashes(sources: Sources, meeting_id: UUID, items: list[ItemRow]) -> dict[UUID, str]:
    attendance = sources.meetings.attendance(meeting_id)
    taken = positions_taken(sources, items, attendance, sources.meetings.at_items(meeting_id, items))
    return {item.id: item_text_hash(item, taken.get(item.id, ())) for item in items}
