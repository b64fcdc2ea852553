"""What went out in the example, kept as it went: agendas, and notes that colleges have not dealt with yet."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.documents.going import KIND, Going
from ibo_desk.documents.issuing import Issuing
from ibo_desk.documents.paper import Paper
from ibo_desk.documents.papers import Opened, Papers
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.clock import FixedClock
from ibo_desk.domain.feedback import FeedbackState, Side
from ibo_desk.domain.meetings import TOOK_PLACE, MeetingState
from ibo_desk.language import _
from ibo_desk.services.feedback.feedback import Feedback
from ibo_desk.services.feedback.sent import Sent
from ibo_desk.services.meetings.meetings import Meetings
from ibo_desk.services.parties.bodies import Bodies

_SENT_BEFORE: Final = timedelta(days=14)


def keep_notes(opened: Opened) -> None:
    """Keep the notes about meetings to come, each as it stood on the day on which it went.

    Only of a college that answered nothing about that meeting since: its note has not changed in the meantime.
    """
    issuing = Issuing(opened)
    for (meeting_id, college_id, on), cells in _delivered(opened).items():
        issuing.deliver(cells, on, going={college_id: Going(_note_of(opened, meeting_id, college_id, on))})


def keep_agendas(opened: Opened) -> None:
    """Keep the agenda of each meeting that is called sent, as it stood when it went: two weeks before, or today."""
    store, issuing = opened.store, Issuing(opened)
    for meeting in Meetings(store).listing(states=[MeetingState.AGENDA_SENT]):
        with _on_day(store, min(meeting.on - _SENT_BEFORE, store.clock.today())):
            issuing.send_agenda(meeting.id)


def change_one(opened: Opened) -> None:
    """What an item means for one college changed after its note went: the example shows how that is seen."""
    newest = Sent(opened.store).listing()[0]
    feedback = Feedback(opened.store)
    before = feedback.consequence(newest.item_ids[0], newest.college_id)
    text = _("The diversion passes the village centre for two months (fictional).")
    extended = f"{before.text}\n\n{text}" if before is not None and before.text else text
    feedback.set_consequence(
        newest.item_ids[0], newest.college_id, extended, before.finance if before is not None else ""
    )


def _note_of(opened: Opened, meeting_id: UUID, college_id: UUID, on: date) -> Paper:
    with _on_day(opened.store, on):
        (paper,) = Papers(opened).contents(
            PaperRequest(KIND, meeting_id=meeting_id, college_ids=[college_id])
        )
    return paper


@contextmanager
def _on_day(store: Store, on: date) -> Iterator[None]:
    own, store.clock = store.clock, FixedClock(datetime.combine(on, time(9), store.clock.now().tzinfo))
    try:
        yield
    finally:
        store.clock = own


def _delivered(opened: Opened) -> dict[tuple[UUID, UUID, date], list[tuple[UUID, UUID]]]:
    """The cells of each note that waits with its college, by meeting, college and day."""
    store = opened.store
    coming = {row.id for row in Meetings(store).listing() if row.state not in TOOK_PLACE}
    delivered: defaultdict[tuple[UUID, UUID, date], list[tuple[UUID, UUID]]] = defaultdict(list)
    for college in Bodies(store).colleges():
        rows = [row for row in Feedback(store).of_college(college.id) if row.meeting_id in coming]
        answered = {row.meeting_id for row in rows if row.answer is not None or row.heard_on is not None}
        for row in rows:
            waits = row.state is FeedbackState.DELIVERED and row.side is Side.BEFORE
            if waits and row.delivered_on is not None and row.meeting_id not in answered:
                delivered[row.meeting_id, college.id, row.delivered_on].append((row.item_id, college.id))
    return dict(delivered)
