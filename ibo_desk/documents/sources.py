"""The services that papers read from."""

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
    """Everything a paper is made of; lives on the store lane, content does not."""

    def __init__(self, store: Store) -> None:
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
