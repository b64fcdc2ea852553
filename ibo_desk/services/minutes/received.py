"""Minutes as another secretariat sent them: attached to the meeting, never made or approved here."""

from uuid import UUID

from sqlalchemy import func, select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Body, Document, Meeting
from ibo_desk.data.tables.documents import DocumentFields
from ibo_desk.domain.audience import present_at
from ibo_desk.language import _
from ibo_desk.services.agenda.minutes_lock import meeting_name
from ibo_desk.services.agenda.writing import held_elsewhere
from ibo_desk.services.base.attached import blobs, documents, keep_bytes, read_bytes
from ibo_desk.services.base.records import record_of, validated
from ibo_desk.services.base.tables import alive
from ibo_desk.services.minutes.rows import ReceivedRow

RECEIVED = "received_minutes"


class ReceivedMinutes:
    """Attaching and giving back."""

    _store: Store

    def attach_received(self, meeting_id: UUID, file_name: str, data: bytes) -> UUID:
        """Keep a file that was received with the meeting; the same bytes are stored once. Returns the document.

        Where another secretariat keeps the body's minutes, they say that the meeting was held.
        Raises ``InvalidValueError("file_empty")`` or ``("file_too_large")``.
        """
        with self._store.write("") as work:
            meeting = work.get(Meeting, meeting_id)
            body = work.get(Body, meeting.body_id)
            name = meeting_name(work.session, meeting)
            sha256 = keep_bytes(work, file_name, data)
            values = {
                "title": _("Minutes received of {meeting}").format(meeting=name),
                "kind": RECEIVED,
                "file_name": file_name,
                "content_hash": sha256,
                "blob_sha256": sha256,
                "made_at": work.clock.now(),
                "meeting_id": meeting_id,
                "audience": present_at(body.kind),
            }
            document = work.add(record_of(Document, validated(DocumentFields, values)))
            held_elsewhere(work, meeting, body)
            work.entry.label = _("Minutes of {meeting} attached: {file}").format(meeting=name, file=file_name)
            return document.id

    def received(self, meeting_id: UUID) -> list[ReceivedRow]:
        """What was attached, the newest first."""
        query = (
            select(
                documents.c.id, documents.c.meeting_id, documents.c.file_name, documents.c.blob_sha256,
                func.length(blobs.c.data), documents.c.made_at,
            )
            .join(blobs, blobs.c.sha256 == documents.c.blob_sha256)
            .where(documents.c.meeting_id == meeting_id, documents.c.kind == RECEIVED, alive(documents))
            .order_by(documents.c.made_at.desc(), documents.c.id.desc())
        )  # fmt: skip
        with self._store.read() as session:
            return [ReceivedRow(*row) for row in session.execute(query)]

    def received_data(self, document_id: UUID) -> bytes:
        """The bytes of an attached document; raises ``NotFoundError``."""
        with self._store.read() as session:
            return read_bytes(session, document_id)
