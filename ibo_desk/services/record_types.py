"""All kinds of records by table name, brought together from the services that own them."""

from ibo_desk.data.tables import Document, Record
from ibo_desk.data.tables.documents import DocumentFields
from ibo_desk.services.actions import record_types as actions
from ibo_desk.services.agenda import agenda, stock_sentences, topics
from ibo_desk.services.base import settings
from ibo_desk.services.base.records import RecordType
from ibo_desk.services.engagements import record_types as engagements
from ibo_desk.services.feedback import feedback
from ibo_desk.services.meetings import meetings
from ibo_desk.services.minutes import minutes
from ibo_desk.services.parties import bodies, organisations, people

_DOCUMENT = RecordType(Document, DocumentFields, lambda _work, document: document.title)
RECORD_TYPES: dict[str, RecordType[Record]] = {
    **actions.RECORD_TYPES,
    **agenda.RECORD_TYPES,
    **bodies.RECORD_TYPES,
    **engagements.RECORD_TYPES,
    **feedback.RECORD_TYPES,
    **meetings.RECORD_TYPES,
    **minutes.RECORD_TYPES,
    **organisations.RECORD_TYPES,
    **people.RECORD_TYPES,
    **settings.RECORD_TYPES,
    **stock_sentences.RECORD_TYPES,
    **topics.RECORD_TYPES,
    "document": _DOCUMENT,
}
