"""All that is read of one cell: an item, and one college."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from ibo_desk.domain.ids import natural_id
from ibo_desk.domain.names import display_name
from ibo_desk.services.words import format as formats

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.feedback.files import AnswerFile
    from ibo_desk.services.feedback.rows import RoundRow
    from ibo_desk.services.feedback.sent import SentRow
    from ibo_desk.services.feedback.why import Why


@dataclass(frozen=True)
class Consequence:
    """What an item means for one municipality, also while nothing was written."""

    id: UUID
    item_id: UUID
    college_id: UUID
    text: str
    finance: str
    file_number: str


@dataclass(frozen=True)
class CellFile:
    """All that the panel shows of one cell."""

    item_id: UUID
    college_id: UUID
    item: str
    meeting: str
    meeting_id: UUID
    college: str
    rounds: "list[RoundRow]"
    elsewhere: "list[RoundRow]"
    consequence: Consequence
    files: "list[AnswerFile]"
    sent: "list[SentRow]"
    why: "Why | None" = None


def read_cell(app: "App", item_id: UUID, college_id: UUID) -> CellFile:
    """Read a cell on the store lane."""
    item = app.agenda.item(item_id)
    meeting = app.meetings.row(item.meeting_id)
    college = next(college for college in app.bodies.colleges() if college.id == college_id)
    topic = app.feedback.topic_rounds(item.topic_id, college_id) if item.topic_id else []
    written = app.feedback.consequence(item_id, college_id)
    said = (written.text, written.finance, written.file_number) if written else ("", "", "")
    return CellFile(
        item_id,
        college_id,
        item.title,
        f"{meeting.title} · {formats.day(meeting.on)}",
        meeting.id,
        display_name(college.organisation, college.name),
        app.feedback.rounds(item_id, college_id),
        [appearance for appearance in topic if appearance.item_id != item_id],
        Consequence(natural_id("cell", item_id, college_id), item_id, college_id, *said),
        app.feedback.attached(item_id, college_id),
        app.sent.of_cell(item_id, college_id),
        app.deadlines.why(item_id, college_id),
    )
