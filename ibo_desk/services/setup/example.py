"""A believable year in Zuid-West-Vlaanderen around 23 November 2026, all of it fictief.

People, meetings, engagements and answers are invented and stand as data in ``resources/example``; the region's file
says so (``Region.sample``), and with it every screen and paper.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlmodel import select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Region
from ibo_desk.domain.clock import Clock
from ibo_desk.language import _
from ibo_desk.services.setup import presets
from ibo_desk.services.setup.example_feedback import add_engagements, add_feedback, add_sent
from ibo_desk.services.setup.example_meetings import Year, add_positions
from ibo_desk.services.setup.example_region import People, add_actions, add_topics
from ibo_desk.services.setup.example_shelf import Shelf

PRESET = "zuid-west-vlaanderen"
EXAMPLE_DAY = date(2026, 11, 23)


def build(store: Store, clock: Clock) -> None:
    """Fill a file with the example, on top of its preset (applied where the file is still empty).

    ``clock`` says when the journal was written; the same clock and files give the same records, with the same ids.
    """
    with _written_at(store, clock):
        if not _has_region(store):
            presets.apply(store, PRESET)
        with store.write(_("Example: people, actions and topics")) as work:
            for region in work.session.exec(select(Region)).all():
                region.sample = True
                work.add(region)
            shelf = Shelf(work.session)
            people = People(work, shelf)
            add_actions(work, shelf)
            topics = add_topics(work, shelf)
        with store.write(_("Example: meetings")) as work:
            Year(work, shelf, people, topics).add()
            add_positions(work, shelf)
        with store.write(_("Example: engagements and feedback")) as work:
            add_engagements(work, shelf)
            add_feedback(work, shelf, people.calendars)
            add_sent(work, shelf)


@contextmanager
def _written_at(store: Store, clock: Clock) -> Iterator[None]:
    own, store.clock = store.clock, clock
    try:
        yield
    finally:
        store.clock = own


def _has_region(store: Store) -> bool:
    with store.read() as session:
        return session.exec(select(Region.id)).first() is not None
