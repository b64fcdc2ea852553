"""Documents of an action: files that were attached to it, and papers that were made about it."""

from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Document, RegionalAction
from ibo_desk.data.tables.documents import DocumentFields
from ibo_desk.language import _
from ibo_desk.services.actions.record_types import short_name
from ibo_desk.services.actions.rows import ActionFileRow
from ibo_desk.services.base.attached import blobs, documents, keep_bytes, read_bytes
from ibo_desk.services.base.records import record_of, validated
from ibo_desk.services.base.tables import alive

ATTACHMENT: Final = "attachment"


class ActionFiles:
    """Attaching to an action, and giving back."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def attach(self, action_id: UUID, file_name: str, data: bytes) -> UUID:
        """Keep a file with an action, for those who sit at the table until it is said otherwise.

        Raises ``InvalidValueError("file_empty")`` or ``("file_too_large")``.
        """
        with self._store.write("") as work:
            action = work.get(RegionalAction, action_id)
            sha256 = keep_bytes(work, file_name, data)
            values = {
                "title": file_name[:300],
                "kind": ATTACHMENT,
                "file_name": file_name,
                "content_hash": sha256,
                "blob_sha256": sha256,
                "made_at": work.clock.now(),
                "action_id": action_id,
            }
            document = work.add(record_of(Document, validated(DocumentFields, values)))
            work.entry.label = _("Attached to {action}: {file}").format(
                action=short_name(action), file=file_name
            )
            return document.id

    def data(self, document_id: UUID) -> bytes:
        """The bytes of a file; raises ``NotFoundError`` where none are kept."""
        with self._store.read() as session:
            return read_bytes(session, document_id)


def documents_of(session: Session, action_id: UUID) -> tuple[ActionFileRow, ...]:
    """The documents of an action, the newest first."""
    d = documents.c
    query = (
        select(
            d.id, d.revision, d.title, d.kind, d.file_name, d.made_at, func.length(blobs.c.data), d.audience
        )
        .outerjoin(blobs, blobs.c.sha256 == d.blob_sha256)
        .where(d.action_id == action_id, alive(documents))
        .order_by(d.made_at.desc(), d.id.desc())
    )
    return tuple(
        ActionFileRow(
            document_id,
            revision,
            title,
            kind,
            file_name,
            made_at.date() if made_at else None,
            size or 0,
            audience,
        )
        for document_id, revision, title, kind, file_name, made_at, size, audience in session.execute(query)
    )
