"""Files that came with an answer, such as the college's decision: kept with the cell, for who may read the answer."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col
from sqlmodel import select as select_records

from ibo_desk.data.store import Store, Work
from ibo_desk.data.tables import AgendaItem, Body, Document, FeedbackRound
from ibo_desk.data.tables.documents import DocumentFields
from ibo_desk.domain.audience import Audience
from ibo_desk.domain.names import display_name
from ibo_desk.language import _
from ibo_desk.services.base.attached import blobs, documents, keep_bytes, read_bytes
from ibo_desk.services.base.records import record_of, validated
from ibo_desk.services.base.tables import alive

ANSWER = "answer"


@dataclass(frozen=True)
class AnswerFile:
    """A file that came with an answer; ``size`` in bytes."""

    id: UUID
    file_name: str
    size: int
    audience: Audience


class FeedbackFiles:
    """Attaching and giving back."""

    _store: Store

    def attach(self, item_id: UUID, college_id: UUID, file_name: str, data: bytes) -> UUID:
        """Keep a file with the answer of a college, for who may read that answer; by default that college only.

        Raises ``InvalidValueError("file_empty")`` or ``("file_too_large")``.
        """
        with self._store.write("") as work:
            item, college = work.get(AgendaItem, item_id), work.get(Body, college_id)
            name = display_name(college.short_name, college.name)
            sha256 = keep_bytes(work, file_name, data)
            values = {
                "title": _("Answer of {college}: {title}").format(college=name, title=item.title)[:300],
                "kind": ANSWER,
                "file_name": file_name,
                "content_hash": sha256,
                "blob_sha256": sha256,
                "made_at": work.clock.now(),
                "item_id": item_id,
                "college_id": college_id,
                "audience": _readers(work, item_id, college_id),
            }
            document = work.add(record_of(Document, validated(DocumentFields, values)))
            work.entry.label = _("Attached to the answer of {college}: {file}").format(
                college=name, file=file_name
            )
            return document.id

    def attached(self, item_id: UUID, college_id: UUID) -> list[AnswerFile]:
        """What came with the answers of a cell, the newest first."""
        d = documents.c
        query = (
            select(d.id, d.file_name, func.length(blobs.c.data), d.audience)
            .join(blobs, blobs.c.sha256 == d.blob_sha256)
            .where(d.item_id == item_id, d.college_id == college_id, d.kind == ANSWER, alive(documents))
            .order_by(d.made_at.desc(), d.id.desc())
        )
        with self._store.read() as session:
            return [AnswerFile(*row) for row in session.execute(query)]

    def attached_data(self, document_id: UUID) -> bytes:
        """The bytes of a file; raises ``NotFoundError``."""
        with self._store.read() as session:
            return read_bytes(session, document_id)

    def detach(self, document_id: UUID) -> None:
        """Take a file away from its answer; undo brings it back."""
        with self._store.write("") as work:
            document = work.get(Document, document_id)
            work.delete(document)
            work.entry.label = _("{file} taken away from the answer").format(file=document.file_name)


def keep_audience(work: Work, feedback_round: FeedbackRound, audience: Audience) -> None:
    """What came with an answer is for the same readers as the answer."""
    query = select_records(Document).where(
        Document.item_id == feedback_round.item_id,
        Document.college_id == feedback_round.college_id,
        Document.kind == ANSWER,
        col(Document.deleted_in).is_(None),
    )
    for document in work.session.exec(query):
        document.audience = audience
        work.add(document)


def _readers(work: Work, item_id: UUID, college_id: UUID) -> Audience:
    """The narrowest audience of the answers of a cell."""
    query = select_records(FeedbackRound.audience).where(
        FeedbackRound.item_id == item_id,
        FeedbackRound.college_id == college_id,
        col(FeedbackRound.deleted_in).is_(None),
    )
    audiences = set(work.session.exec(query))
    return next((audience for audience in Audience if audience in audiences), Audience.COLLEGE)
