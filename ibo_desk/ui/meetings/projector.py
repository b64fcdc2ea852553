"""What may be seen when the window is projected: nothing that the people at the table may not read."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from ibo_desk.domain.audience import READER_OF, present_at
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.base.as_read import all_as_read
from ibo_desk.ui.meetings.reading import ItemFile, MeetingFile

Row = TypeVar("Row")


def as_projected(file: MeetingFile) -> MeetingFile:
    """The meeting without items that are not for its participants, and without what its preparation said."""
    return replace(file, items=_items(file, file.items), ready=())


def item_as_projected(file: ItemFile, meeting: MeetingFile) -> ItemFile | None:
    """What hangs on an item, without what is not for the participants and without the answers of colleges.

    None for an item of which they may not know.
    """
    shown = _items(meeting, (file.item,))
    if not shown:
        return None
    return replace(
        file,
        item=shown[0],
        positions=_as_read("position", file.positions, meeting),
        targets=_as_read("referral_target", file.targets, meeting),
        engagements=_as_read("engagement", file.engagements, meeting),
        to_follow=_as_read("engagement", file.to_follow, meeting),
        cells=(),
        answers=(),
        checks=(),
    )


def _items(file: MeetingFile, items: Iterable[ItemRow]) -> tuple[ItemRow, ...]:
    return tuple(replace(item, skipped_preparation=False) for item in _as_read("agenda_item", items, file))


def _as_read(table: str, rows: Iterable[Row], file: MeetingFile) -> tuple[Row, ...]:
    kinds = {body.id: body.kind for body in file.bodies} | {file.meeting.body_id: file.meeting.body_kind}
    return all_as_read(table, rows, READER_OF[present_at(file.meeting.body_kind)], kinds)
