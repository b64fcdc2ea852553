"""The services that papers read from, and the day of which they tell."""

from datetime import date

from ibo_desk.data.store import Store
from ibo_desk.services.actions.actions import Actions
from ibo_desk.services.agenda.agenda import Agenda
from ibo_desk.services.agenda.stock_sentences import Sentences
from ibo_desk.services.agenda.topics import Topics
from ibo_desk.services.base.settings import Settings
from ibo_desk.services.engagements.engagements import Engagements
from ibo_desk.services.feedback.coverage import CoverageFigures
from ibo_desk.services.feedback.feedback import Feedback
from ibo_desk.services.meetings.meetings import Meetings
from ibo_desk.services.minutes.minutes import Minutes
from ibo_desk.services.parties.bodies import Bodies
from ibo_desk.services.parties.organisations import Organisations
from ibo_desk.services.parties.people import People


class Sources:
    """Everything a paper is made of; lives on the store lane, content does not.

    ``day`` is the day of which a paper tells, today unless it is an earlier one; ``past`` is that earlier day for the
    services, which then leave out what happened after it, and None where they are to tell of today.
    """

    def __init__(self, store: Store, on: date | None = None) -> None:
        self._on = on
        self.store = store
        self.actions = Actions(store)
        self.agenda = Agenda(store)
        self.bodies = Bodies(store)
        self.coverage = CoverageFigures(store)
        self.engagements = Engagements(store)
        self.feedback = Feedback(store)
        self.meetings = Meetings(store)
        self.minutes = Minutes(store)
        self.organisations = Organisations(store)
        self.people = People(store)
        self.sentences = Sentences(store)
        self.settings = Settings(store)
        self.topics = Topics(store)

    @property
    def day(self) -> date:
        today = self.store.clock.today()
        return today if self._on is None else min(self._on, today)

    @property
    def past(self) -> date | None:
        return self.day if self.day < self.store.clock.today() else None

    def as_of(self, day: date) -> "Sources":
        """The same for a paper that tells of a day, at the latest the one of which these tell."""
        return Sources(self.store, min(day, self.day))
