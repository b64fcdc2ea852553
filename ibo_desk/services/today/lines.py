"""One line of the overview."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ibo_desk.domain.overview import OverviewGroup

SOON = 30  # days: what is due within them is on the first screen
MOST = 100  # lines of one group; nobody reads more, and the page itself shows the rest


def told_number(count: int) -> str:
    """A number of lines in words: of more than are read, that there are more."""
    return f"{MOST}+" if count >= MOST else str(count)


@dataclass(frozen=True)
class Line:
    """What waits: ``kind`` and ``id`` say which record to open, ``college_id`` for which college if it is about one.

    ``more`` says it in full for who points at the line.
    """

    group: OverviewGroup
    title: str
    detail: str
    on: date | None
    kind: str
    id: UUID
    college_id: UUID | None
    more: str = ""
