"""Whole lists for scripts, of what the desk itself only shows in parts: every round of feedback, every paper."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Document
from ibo_desk.domain.audience import Audience
from ibo_desk.services.feedback.rows import RoundRow, read_rounds


@dataclass(frozen=True)
class DocumentRow:
    """A paper that was made or a file that was attached, with what it belongs to."""

    id: UUID
    revision: UUID | None
    title: str
    kind: str
    file_name: str
    template: str
    data_date: date | None
    made_at: datetime | None
    meeting_id: UUID | None
    item_id: UUID | None
    action_id: UUID | None
    college_id: UUID | None
    audience: Audience


def feedback(store: Store) -> list[RoundRow]:
    """Every round of every cell, by meeting, item and college."""
    with store.read() as session:
        return read_rounds(session, [], store.clock.today())


def documents(store: Store) -> list[DocumentRow]:
    """Every document, the latest first."""
    names = DocumentRow.__dataclass_fields__
    with store.read() as session:
        query = select(Document).where(col(Document.deleted_in).is_(None)).order_by(col(Document.id).desc())
        return [DocumentRow(**{name: getattr(row, name) for name in names}) for row in session.exec(query)]
