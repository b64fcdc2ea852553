"""What may be seen when the window is projected: nothing that the people at the table may not read."""

from dataclasses import replace

from ibo_desk.domain.audience import Audience, may_read, present_at
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.ui.meetings.reading import ItemFile, MeetingFile


def as_projected(file: MeetingFile) -> MeetingFile:
    """The meeting without items that are not for its participants, and without what its preparation said."""
    readers = present_at(file.meeting.body_kind)
    items = tuple(_item(item, readers) for item in file.items if may_read(readers, item.audience))
    return replace(file, items=items, ready=())


def item_as_projected(file: ItemFile, meeting: MeetingFile) -> ItemFile:
    """What hangs on an item, without what is not for the participants and without the answers of colleges."""
    readers = present_at(meeting.meeting.body_kind)
    return replace(
        file,
        item=_item(file.item, readers),
        positions=tuple(one for one in file.positions if may_read(readers, one.audience)),
        engagements=tuple(one for one in file.engagements if may_read(readers, one.audience)),
        cells=(),
        checks=(),
    )


def _item(item: ItemRow, readers: Audience) -> ItemRow:
    note = item.preparation_note if may_read(readers, item.preparation_audience) else ""
    return replace(item, secretariat_note="", preparation_note=note, skipped_preparation=False)
