"""What a slash line will record, and what it became."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.services.base.bulk import Over
from ibo_desk.services.slash.matching import Names

NAMED_APART = 3  # with more of them a chip says how many


@dataclass(frozen=True)
class SlashResult:
    """The record that a line became: table name, id and the words of its chip.

    ``ids`` are all of them where a line made several (positions of three partners); ``warning`` is a sentence where
    something was noted that deserves a second look. ``left`` is the line that still asks something, where only a part
    of what was typed was understood, and ``why`` the refusal of that part.
    """

    kind: str
    id: UUID
    text: str
    ids: tuple[UUID, ...] = ()
    warning: str = ""
    left: str = ""
    why: UserError | None = None

    @property
    def markdown(self) -> str:
        """The chip as a reference in rich text."""
        plain = self.text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
        return f"[{plain}](ibo:{self.kind}/{self.id})"


@dataclass(frozen=True)
class Plan:
    """``text`` says what will be recorded; ``do`` records it, with what it may overwrite."""

    text: str
    do: Callable[[Over | None], SlashResult]


@dataclass(frozen=True)
class At:
    """Where a line is typed."""

    store: Store
    conclude: Callable[[UUID, str], None]
    item_id: UUID
    title: str
    note: str
    topic_id: UUID | None
    meeting_id: UUID
    body_id: UUID
    on: date


def who_of(names: Names, ids: tuple[UUID, ...]) -> str:
    if len(ids) > NAMED_APART:
        return _("{count} partners").format(count=len(ids))
    return ", ".join(names.labels[record_id] for record_id in ids)
