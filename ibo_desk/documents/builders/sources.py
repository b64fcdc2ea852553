"""The services that papers read from."""

from ibo_desk.data.store import Store
from ibo_desk.services.actions import Actions
from ibo_desk.services.agenda import Agenda
from ibo_desk.services.bodies import Bodies
from ibo_desk.services.coverage import CoverageFigures
from ibo_desk.services.engagements import Engagements
from ibo_desk.services.feedback import Feedback
from ibo_desk.services.meetings import Meetings
from ibo_desk.services.minutes import Minutes
from ibo_desk.services.organisations import Organisations
from ibo_desk.services.people import People
from ibo_desk.services.settings import Settings
from ibo_desk.services.stock_sentences import Sentences
from ibo_desk.services.topics import Topics


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
