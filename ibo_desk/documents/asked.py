"""What is asked for when a paper is to be made, and what comes back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ibo_desk.documents.content import Content
from ibo_desk.domain.audience import Audience


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A paper that is asked for; what its kind does not need stays empty.

    ``month`` is any day in the month or half-year concerned. ``college_ids`` None leaves the colleges to the kind.
    ``item_id`` asks for a note about one item; ``totals`` for the totals of a ledger, ``topic_id`` for one
    topic alone.
    """

    meeting_id: UUID | None = None
    item_id: UUID | None = None
    action_id: UUID | None = None
    college_ids: Iterable[UUID] | None = None
    month: date
    totals: bool = False
    topic_id: UUID | None = None

    @property
    def meeting(self) -> UUID:
        """The meeting of a paper about one."""
        assert self.meeting_id is not None, "a paper about a meeting was asked without one"
        return self.meeting_id

    @property
    def action(self) -> UUID:
        """The regional action of a paper about one."""
        assert self.action_id is not None, "a paper about an action was asked without one"
        return self.action_id


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
