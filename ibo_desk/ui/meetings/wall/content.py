"""What stands on the wall: this and nothing else, read as those who sit at the table may read it."""

from dataclasses import dataclass, replace
from datetime import time
from typing import TYPE_CHECKING
from uuid import UUID

from ibo_desk.documents.rich_text import Blocks, parse, plain
from ibo_desk.domain.course import Break, read_breaks
from ibo_desk.domain.topics import Stance, Treatment
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.meetings.projector import as_projected, item_as_projected
from ibo_desk.ui.meetings.reading import ItemFile, MeetingFile, read_item, read_meeting

if TYPE_CHECKING:
    from ibo_desk.app import App


@dataclass(frozen=True)
class WallLine:
    """An item in the list at the left; ``done``: it was treated, put off or withdrawn."""

    item_id: UUID
    number: str
    title: str
    sub: bool
    done: bool


@dataclass(frozen=True)
class WallPosition:
    """What a partner holds, with the part of the item that it is about."""

    who: str
    stance: Stance
    text: str


@dataclass(frozen=True)
class WallItem:
    """The item that is treated. ``heading`` is the word for what this body may make of it (R9)."""

    item_id: UUID
    number: str
    title: str
    kind: str
    minutes: int | None
    asked: Blocks
    heading: str
    conclusion: Blocks
    positions: tuple[WallPosition, ...]


@dataclass(frozen=True)
class WallPage:
    """A meeting on the wall; ``item`` None while none is treated, or one that is not for all who sit there."""

    meeting: str
    lines: tuple[WallLine, ...]
    item: WallItem | None

    def beside(self, steps: int) -> UUID | None:
        """The item so many places after the one that is shown; before it with a number below zero."""
        ids = [line.item_id for line in self.lines]
        if not ids:
            return None
        if self.item is None or self.item.item_id not in ids:
            return ids[0]
        return ids[max(0, min(len(ids) - 1, ids.index(self.item.item_id) + steps))]


@dataclass(frozen=True)
class WallCourse:
    """The course of a meeting that runs today, as the desk notes it; its clock is that of the wall."""

    breaks: tuple[Break, ...] = ()
    began_at: time | None = None


@dataclass(frozen=True)
class WallReading:
    """What the wall may show of an item, and the conclusion as it is written now, which waits to be let go.

    ``course`` is None where the meeting does not run by the clock: before it is opened, or on another day.
    """

    page: WallPage
    written: str
    course: WallCourse | None = None


def read_wall(app: "App", meeting_id: UUID, item_id: UUID | None) -> WallReading:
    """Raises ``NotFoundError`` when the meeting or the item is gone."""
    file = read_meeting(app, meeting_id)
    shown = as_projected(file)
    item = None
    if item_id in {row.id for row in shown.items} and item_id is not None:
        item = item_as_projected(read_item(app, item_id), file)
    page = WallPage(_meeting(shown), tuple(map(_line, shown.items)), _item(item) if item else None)
    meeting = file.meeting
    runs = meeting.opened_at is not None and meeting.closed_at is None and meeting.on == app.clock.today()
    began_at = item.item.began_at if item else None
    course = WallCourse(read_breaks(meeting.breaks), began_at) if runs else None
    return WallReading(page, item.item.conclusion if item else "", course)


def with_conclusion(page: WallPage, text: str) -> WallPage:
    """The page with a conclusion that was let go."""
    if page.item is None or not text.strip():
        return page
    return replace(page, item=replace(page.item, conclusion=parse(text)))


def _meeting(file: MeetingFile) -> str:
    return f"{file.meeting.body} · {formats.long_day(file.meeting.on)}"


def _line(row: ItemRow) -> WallLine:
    return WallLine(
        row.id, row.number, " ".join(row.title.split()), row.sub, row.treatment is not Treatment.OPEN
    )


def _item(file: ItemFile) -> WallItem:
    row = file.item
    return WallItem(
        item_id=row.id,
        number=row.number,
        title=" ".join(row.title.split()),
        kind=" · ".join(part for part in (label(row.item_type), row.submitted_by) if part),
        minutes=row.minutes,
        asked=plain(row.asked),
        heading=label(row.possible_outcome).capitalize(),
        conclusion=(),
        positions=tuple(
            WallPosition(
                f"{position.shown_name} ({position.subject})" if position.subject else position.shown_name,
                position.stance,
                " ".join(position.text.split()),
            )
            for position in file.positions
        ),
    )
