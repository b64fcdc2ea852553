"""All kinds of records by table name, brought together from the services that own them."""

from ibo_desk.data.tables import Document
from ibo_desk.data.tables.documents import DocumentFields
from ibo_desk.services import (
    actions,
    agenda,
    bodies,
    engagements,
    feedback,
    meetings,
    minutes,
    organisations,
    people,
    settings,
    stock_sentences,
    topics,
)
from ibo_desk.services.records import Kind

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
