"""Questions to colleges follow what they are about: an item that is withdrawn, postponed or put in other words, a
meeting called off.

What was answered stays as it was said, but who had a note is told all the same; what comes back is asked again.
"""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import exists, or_, select

from ibo_desk.data.store import Work
from ibo_desk.data.tables import AgendaItem, FeedbackRound
from ibo_desk.domain.feedback import RoundEnd, Side
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.base.tables import alive, items, rounds, sent_items, sent_papers

_ENDS: Final = {Treatment.WITHDRAWN: RoundEnd.WITHDRAWN, Treatment.POSTPONED: RoundEnd.POSTPONED}

# What a note before the meeting prints of its item.
_PRINTED: Final = ("title", "item_type", "asked", "introduction", "attachments")


def questions_follow(work: Work, item: AgendaItem, treatment: Treatment) -> None:
    """End what is asked about an item that goes away, or ask it again where the item is back."""
    if treatment in _ENDS:
        _end(work, [item.id], _ENDS[treatment])
    else:
        _ask_again(work, [item.id], frozenset(RoundEnd))


def notes_follow(work: Work, item: AgendaItem, new: Mapping[str, object]) -> None:
    """Mark the notes from before the meeting that print what now changes, where nobody kept their words.

    Words that were kept are compared (``documents.overtaken``).
    """
    if all(new.get(name, getattr(item, name)) == getattr(item, name) for name in _PRINTED):
        return
    kept = exists().where(
        sent_items.c.item_id == item.id, sent_papers.c.id == sent_items.c.sent_id,
        sent_papers.c.college_id == rounds.c.college_id, sent_papers.c.side == Side.BEFORE,
        sent_papers.c.content != "", alive(sent_items, sent_papers),
    )  # fmt: skip
    query = select(FeedbackRound).where(
        rounds.c.item_id == item.id, rounds.c.side == Side.BEFORE, rounds.c.delivered_on.is_not(None),
        rounds.c.ended_by.is_(None), rounds.c.overtaken_on.is_(None), alive(rounds), ~kept,
    )  # fmt: skip
    for delivered in work.session.execute(query).scalars().all():
        delivered.overtaken_on, delivered.told_on = work.clock.today(), None
        work.add(delivered)


def questions_of_meeting_follow(work: Work, meeting_id: UUID, *, cancelled: bool) -> None:
    """The same for all items of a meeting that is called off, or is to take place after all."""
    query = select(items.c.id).where(items.c.meeting_id == meeting_id, alive(items))
    ids = list(work.session.execute(query).scalars())
    if cancelled:
        _end(work, ids, RoundEnd.CANCELLED)
    else:
        _ask_again(work, ids, frozenset({RoundEnd.CANCELLED}))


def _end(work: Work, item_ids: Iterable[UUID], why: RoundEnd) -> None:
    query = select(FeedbackRound).where(
        rounds.c.item_id.in_(list(item_ids)),
        or_(rounds.c.answer.is_(None), rounds.c.delivered_on.is_not(None)),
        rounds.c.ended_by.is_(None),
        alive(rounds),
    )
    for asked in work.session.execute(query).scalars().all():
        asked.ended_by, asked.ended_on, asked.told_on = why, work.clock.today(), None
        work.add(asked)


def _ask_again(work: Work, item_ids: Iterable[UUID], ends: frozenset[RoundEnd]) -> None:
    query = select(FeedbackRound).where(
        rounds.c.item_id.in_(list(item_ids)), rounds.c.ended_by.in_(sorted(ends)), alive(rounds)
    )
    for ended in work.session.execute(query).scalars().all():
        ended.ended_by, ended.ended_on, ended.told_on = None, None, None
        work.add(ended)
