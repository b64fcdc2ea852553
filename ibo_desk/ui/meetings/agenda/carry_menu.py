"""What can be done with an agenda besides adding an item: standing items, what returns, and the next meeting."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from ibo_desk.domain.bodies import STANDING_TYPES, ItemType
from ibo_desk.domain.meetings import AHEAD
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.meetings.reading import MeetingFile
from ibo_desk.ui.values import show_value

if TYPE_CHECKING:
    from ibo_desk.app import App


class AgendaMenu(QMenu):
    """``current`` gives the item that is chosen; ``added`` is called with a new item.

    ``levelled`` tells an item and whether it becomes a sub item, ``joined`` one to join or to part.
    """

    levelled = Signal(object, bool)
    joined = Signal(object)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        current: Callable[[], ItemRow | None],
        added: Callable[[UUID], None],
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parent = parent
        self._current = current
        self._added = added
        self._file: MeetingFile | None = None
        self.place = self.addAction(_("Add the standing items"), self._place)
        self._placing = [self.place]
        for kind in STANDING_TYPES:
            text = show_value(kind)
            self._placing.append(self.addAction(text[:1].upper() + text[1:], partial(self._add, kind)))
        self.addSeparator()
        self.foreign = self.addAction(_("Read an agenda… (paste, docx, eml)"), self.read_agenda)
        self.addSeparator()
        self.under = self.addAction(_("Make this item a sub item\tAlt+Right"), partial(self._level, True))
        self.main = self.addAction(_("Make this item a main item\tAlt+Left"), partial(self._level, False))
        self.together = self.addAction("", self._join)
        self.addSeparator()
        self.carry = self.addAction("", self._carry)
        self.next = self.addAction("", self._to_next)
        self.aboutToShow.connect(self._tell)

    def show_file(self, file: MeetingFile) -> None:
        """The meeting whose agenda this is about."""
        self._file = file
        self._tell()

    def _tell(self) -> None:
        file = self._file
        if file is None:
            return
        ahead = file.meeting.state in AHEAD
        for action in (*self._placing, self.foreign):
            action.setEnabled(not file.meeting.locked)
        self.carry.setText(_("Bring in what returns ({count})").format(count=file.returning))
        self.carry.setEnabled(ahead and file.returning > 0)
        self.next.setText(
            _("Move this item to the next meeting") if ahead else _("Put this item on the next agenda again")
        )
        item = self._current()
        self.next.setEnabled(item is not None)
        may_be_sub = item is not None and item.item_type not in STANDING_TYPES and item.id != file.items[0].id
        self.under.setEnabled(may_be_sub and item is not None and not item.sub)
        self.main.setEnabled(item is not None and item.sub)
        joined = item is not None and item.joined_to_id is not None
        words = _("Treat this item by itself again") if joined else _("Treat this item with the one above it")
        self.together.setText(f"{words}\tAlt+J")
        self.together.setEnabled(may_be_sub and not file.meeting.locked)

    def _join(self) -> None:
        item = self._current()
        if item is not None:
            self.joined.emit(item)

    def _write(self, job: "Callable[[App, UUID], Any]", done: Callable[[Any], None] | None = None) -> None:
        if self._file is not None:
            meeting_id = self._file.meeting.id
            self._desk.lane.write(lambda app: job(app, meeting_id), done, owner=self)

    def _level(self, sub: bool) -> None:
        item = self._current()
        if item is not None:
            self.levelled.emit(item, sub)

    def read_agenda(self, path: Path | None = None) -> None:
        """Open what reads the agenda of another secretariat, with a file where one was dragged here."""
        from ibo_desk.ui.meetings.agenda.foreign import ForeignAgenda

        if self._file is None or self._file.meeting.locked or self._desk.read_only:
            return
        dialog = ForeignAgenda(self._desk, self._parent, self._file.meeting.id, self._file.meeting.short)
        dialog.open()
        if path is not None:
            dialog.load(path)

    def _place(self) -> None:
        self._write(lambda app, meeting_id: app.standing_items.place(meeting_id))

    def _add(self, kind: ItemType) -> None:
        self._write(lambda app, meeting_id: app.agenda.add(meeting_id, {"item_type": kind}), self._added)

    def _carry(self) -> None:
        self._write(lambda app, meeting_id: app.carry_over.carry(meeting_id))

    def _to_next(self) -> None:
        item = self._current()
        if item is not None:
            self._write(lambda app, _meeting_id: app.carry_over.to_next(item.id), self._went)

    def _went(self, there_is_one: bool) -> None:
        if not there_is_one:
            self._desk.notice.emit(_("This body has no next meeting yet. Make it first."))
