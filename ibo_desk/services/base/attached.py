"""Files that are kept with a record: their bytes by fingerprint, the same bytes once."""

import hashlib
from uuid import UUID

from sqlmodel import Session

from ibo_desk.data.store import Work, live
from ibo_desk.data.tables import Blob, Document, metadata
from ibo_desk.domain.errors import InvalidValueError, NotFoundError

LARGEST = 100 * 1024 * 1024  # bytes; what no mailbox lets through is no attachment

blobs = metadata.tables["blob"]
documents = metadata.tables["document"]


def keep_bytes(work: Work, file_name: str, data: bytes) -> str:
    """Keep the bytes of a file; returns their SHA-256, by which a document refers to them.

    Raises ``InvalidValueError("file_empty")`` or ``("file_too_large")``.
    """
    if not data:
        raise InvalidValueError("file_empty", name=file_name)
    if len(data) > LARGEST:
        raise InvalidValueError("file_too_large", name=file_name, most=LARGEST // 1024 // 1024)
    sha256 = hashlib.sha256(data).hexdigest()
    if work.session.get(Blob, sha256) is None:
        work.session.add(Blob(sha256=sha256, data=data))
    return sha256


def read_bytes(session: Session, document_id: UUID) -> bytes:
    """The bytes of an attached document; raises ``NotFoundError``."""
    document = live(session, Document, document_id)
    blob = session.get(Blob, document.blob_sha256) if document.blob_sha256 else None
    if blob is None:
        raise NotFoundError("no_such_record", kind="document", id=str(document_id))
    return blob.data
