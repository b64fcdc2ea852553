"""A paper that is ready to be written, and what such a paper leaves out."""

from dataclasses import dataclass
from uuid import UUID

from ibo_desk.documents.content import Content
from ibo_desk.domain.audience import Audience


@dataclass(frozen=True)
class Paper:
    """A content ready to be written, with the records it was made of."""

    content: Content
    meeting_id: UUID | None = None
    item_id: UUID | None = None
    college_id: UUID | None = None
    action_id: UUID | None = None


@dataclass(frozen=True)
class HeldBack:
    """An item or engagement that a paper does not print.

    ``kind`` is its table, ``audience`` for whom it is and ``freed_to`` for whom it has to be to be printed; None where
    freeing would not help, because the readers may not know that the body met.
    """

    kind: str
    id: UUID
    title: str
    place: str
    audience: Audience
    freed_to: Audience | None
