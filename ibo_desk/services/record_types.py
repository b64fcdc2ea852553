"""All kinds of records by table name, brought together from the services that own them."""

from ibo_desk.data.tables import Document
from ibo_desk.data.tables.documents import DocumentFields
from ibo_desk.services.actions import actions
from ibo_desk.services.agenda import agenda, stock_sentences, topics
from ibo_desk.services.base import settings
from ibo_desk.services.base.records import Kind
from ibo_desk.services.engagements import engagements
from ibo_desk.services.feedback import feedback
from ibo_desk.services.meetings import meetings
from ibo_desk.services.minutes import minutes
from ibo_desk.services.parties import bodies, organisations, people

KINDS: dict[str, Kind] = {
    **actions.KINDS,
    **agenda.KINDS,
    **bodies.KINDS,
    **engagements.KINDS,
    **feedback.KINDS,
    **meetings.KINDS,
    **minutes.KINDS,
    **organisations.KINDS,
    **people.KINDS,
    **settings.KINDS,
    **stock_sentences.KINDS,
    **topics.KINDS,
    "document": Kind(Document, DocumentFields, lambda _work, one: one.title),
}
