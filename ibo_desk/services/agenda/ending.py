"""Questions to colleges end with what they were about: an item that is withdrawn or postponed, a meeting called off.

What was answered stays as it was said, but who had a note is told all the same; what comes back is asked again.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select

from ibo_desk.data.store import Work
from ibo_desk.data.tables import AgendaItem, FeedbackRound
from ibo_desk.domain.feedback import RoundEnd
from ibo_desk.domain.topics import Treatment
from ibo_desk.services.base.tables import alive, items, rounds

_ENDS: Final = {Treatment.WITHDRAWN: RoundEnd.WITHDRAWN, Treatment.POSTPONED: RoundEnd.POSTPONED}


def questions_follow(work: Work, item: AgendaItem, treatment: Treatment) -> None:
    """End what is asked about an item that goes away, or ask it again where the item is back."""
    if treatment in _ENDS:
        _end(work, [item.id], _ENDS[treatment])
    else:
        _ask_again(work, [item.id], frozenset(RoundEnd))


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
