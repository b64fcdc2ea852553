"""The agenda at the left of the cockpit: order by dragging or keys, and the ways to add an item."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QVBoxLayout,
)

from ibo_desk.domain.numbering import block, main_place
from ibo_desk.domain.topics import NOT_TREATED
from ibo_desk.language import _
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drops import dragged_agenda
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.agenda.carry_menu import AgendaMenu
from ibo_desk.ui.meetings.agenda.model import AgendaModel, ItemDelegate
from ibo_desk.ui.meetings.agenda.versions_sent import SentLine
from ibo_desk.ui.meetings.reading import AgendaFile, MeetingFile
from ibo_desk.ui.table.removal import RemovalQuestion, ask_removal
from ibo_desk.ui.widgets import button, heading, hint

_LOW = 360  # pixels of the 100 % design under which the agenda is brief


class AgendaView(QListView):
    """The list itself; Alt+Up and Alt+Down move an item, Alt+Right puts it under the one above, Alt+J joins it.

    ``levelled`` tells an item and whether it becomes a sub item, ``joined`` one to treat with the one above, or by
    itself again.
    """

    removed = Signal(object)
    levelled = Signal(object, bool)
    joined = Signal(object)
    entered = Signal()

    def __init__(self, desk: Desk, model: AgendaModel) -> None:
        super().__init__()
        self._items = model
        self.setModel(model)
        self.setItemDelegate(ItemDelegate(desk.theme, self))
        self.setObjectName("agenda")
        self.setObjectName("agenda")
        self.setAccessibleName(_("Agenda"))
        self.setAccessibleDescription(
            _("Alt with the arrow keys moves an item; right and left make it a sub item and a main item.")
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setMouseTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        at = self.currentIndex().row()
        if alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and at >= 0:
            self.shift(at, up=event.key() == Qt.Key.Key_Up)
        elif alt and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right} and at >= 0:
            self.level(at, sub=event.key() == Qt.Key.Key_Right)
        elif alt and event.key() == Qt.Key.Key_J and at >= 0 and not self._items.fixed:
            self.joined.emit(self._items.rows[at])
        elif event.key() == Qt.Key.Key_Delete and at >= 0 and not self._items.fixed:
            self.removed.emit(self._items.rows[at])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and at >= 0:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def shift(self, at: int, *, up: bool) -> None:
        """Move an item one place: a main item past a whole other one, a sub item never above the first."""
        subs = [row.sub for row in self._items.rows]
        taken = block(subs, at)
        if up:
            target = at - 1 if subs[at] or not at else main_place(subs, at - 1)
            possible = target >= (1 if subs[at] else 0)
        else:
            possible = taken.stop < len(subs)
            target = block(subs, taken.stop).stop if possible and not subs[at] else at + 2
        if possible:
            self._items.moveRow(QModelIndex(), at, QModelIndex(), target)

    def level(self, at: int, *, sub: bool) -> None:
        """Put an item under the main item before it, or make it a main item."""
        row = self._items.rows[at]
        if not self._items.fixed and row.sub != sub:
            self.levelled.emit(row, sub)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class AgendaList(QFrame):
    """``chosen`` tells the item that is shown; after adding, that becomes the new one."""

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAcceptDrops(not desk.read_only)
        self._desk = desk
        self._file: MeetingFile | None = None
        self._to_select: UUID | None = None
        self._live = False
        self.model = AgendaModel(self)
        self.view = AgendaView(desk, self.model)
        self.model.moved.connect(self._moved)
        self.question: RemovalQuestion | None = None
        self.view.removed.connect(self._ask_removal)
        self.view.levelled.connect(self._level)
        self.view.joined.connect(self._join)
        self.view.entered.connect(self.entered)
        self.view.selectionModel().currentChanged.connect(self._tell)
        self._build()

    def _build(self) -> None:
        theme = self._desk.theme
        self.title_line = QLineEdit()
        self.title_line.setPlaceholderText(_("New agenda item"))
        self.title_line.setAccessibleName(_("New agenda item"))
        self.title_line.setMinimumWidth(theme.px(100))
        self.title_line.returnPressed.connect(self._add)
        keep_line(
            self._desk,
            self.title_line,
            "agenda.title",
            _("New agenda item"),
            lambda: self._file and self._file.meeting.id,
        )
        self.add_button = button(theme, "", "plus", self._add)
        self.add_button.setAccessibleName(_("Add the agenda item"))
        self.add_button.setToolTip(_("Add the agenda item"))
        self.ready = button(theme, "", "topics", flat=True)
        self.ready_menu = QMenu(self)
        self.ready.setMenu(self.ready_menu)
        self.more = button(theme, _("More"), "", flat=True)
        self.more.setToolTip(_("Standing items, what returns, and the next meeting"))
        self.more_menu = AgendaMenu(self._desk, self, self.current, self._was_added)
        self.more_menu.levelled.connect(self._level)
        self.more_menu.joined.connect(self._join)
        self.more.setMenu(self.more_menu)
        self.sent = SentLine(self._desk)
        self.sent.asked.connect(self._send)
        self.empty = QLabel(_("Nothing on the agenda yet. Type a title below, or take what is ready."))
        self.empty.setObjectName("empty")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._length = hint("")
        self._adding = (self.title_line, self.add_button, self.ready, self.more)
        self._arrange()

    def _arrange(self) -> None:
        theme = self._desk.theme
        top = WrapLayout()
        top.addWidget(heading(_("Agenda"), 2))
        top.addStretch(1)
        top.addWidget(self._length)
        top.addWidget(self.more)
        line = WrapLayout()
        line.addWidget(self.title_line, 1)
        line.addWidget(self.add_button)
        line.addWidget(self.ready)
        layout = QVBoxLayout(self)
        inner = theme.px(10)
        layout.setContentsMargins(inner, inner, inner, inner)
        layout.setSpacing(theme.px(6))
        layout.addLayout(top)
        layout.addWidget(self.empty)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.sent)
        layout.addLayout(line)

    # a file that is dragged here

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_agenda(event.mimeData()) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dragged_agenda(event.mimeData())
        if path is not None:
            self.more_menu.read_agenda(path)
            event.acceptProposedAction()

    # showing

    def show_file(self, file: MeetingFile) -> None:
        """Show the agenda of a meeting; the current item stays current."""
        other = self._file is None or self._file.meeting.id != file.meeting.id
        current = None if other else self.current()
        self._file = file
        fixed = file.meeting.locked or self._desk.read_only
        self.model.sent = file.sent
        self._show_items(file, fixed=fixed)
        for widget in self._adding:
            widget.setVisible(not fixed)
        self.ready.setVisible(not fixed and not self._live)
        self.more.setVisible(not self._desk.read_only)  # approved minutes can still be taken up again
        self._offer_ready(file)
        self.sent.show_file(file)
        if self._live:
            self.sent.hide()
        self._settle(self._to_select or (current.id if current else None))
        self.more_menu.show_file(file)

    def show_first(self, agenda: AgendaFile) -> None:
        """Show the items of a meeting alone; none is chosen before the rest is there."""
        for widget in (*self._adding, self.sent):
            widget.hide()
        self._show_items(agenda, fixed=True)

    def _show_items(self, agenda: AgendaFile, *, fixed: bool) -> None:
        items = agenda.items
        self.model.show_items(items, fixed=fixed, preparer=agenda.preparer)
        self.empty.setVisible(not items)
        self.view.setVisible(bool(items))
        total = sum(item.minutes or 0 for item in items if item.treatment not in NOT_TREATED)
        self._length.setText(_("{count} min").format(count=total) if total else "")

    def begin(self) -> None:
        """Put the keys in the agenda, or on the line that makes its first item."""
        part = self.view if self.model.rows else self.title_line
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self, item_id: UUID | None) -> None:
        at = self.model.place_of(item_id)
        if at >= 0 and item_id == self._to_select:
            self._to_select = None
        at = max(at, 0)
        index = self.model.index(at, 0)
        if index.isValid() and self.view.currentIndex() != index:
            self.view.setCurrentIndex(index)
        else:
            self._tell(index, QModelIndex())
        self.view.scrollTo(index)

    def _offer_ready(self, file: MeetingFile) -> None:
        self.ready_menu.clear()
        for topic in file.ready[:40]:
            by = f"  ({topic.submitted_by})" if topic.submitted_by else ""
            self.ready_menu.addAction(topic.title + by, partial(self._take, topic.id))
        count = len(file.ready)
        self.ready.setText(_("From preparation ({count})").format(count=count))
        self.ready.setToolTip(_("Topics that wait for a meeting of this body"))
        self.ready.setEnabled(count > 0)

    def step(self, by: int) -> ItemRow | None:
        """Go to another item from the one that is shown; the new current one, None at either end."""
        at = self.view.currentIndex().row() + by
        if not 0 <= at < len(self.model.rows):
            return None
        self.view.setCurrentIndex(self.model.index(at, 0))
        return self.model.rows[at]

    def set_live(self, on: bool) -> None:
        """While a meeting runs, what fills an agenda beforehand makes room."""
        self._live = on
        self._tell_length()
        if self._file is not None:
            self.show_file(self._file)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_length()

    def _tell_length(self) -> None:
        """Where few items fit, each says less of itself, so that more of them are seen."""
        self.model.be_brief(self._live or self.height() < self._desk.theme.px(_LOW))
        self.view.scrollTo(self.view.currentIndex())

    def current(self) -> ItemRow | None:
        at = self.view.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def select(self, item_id: UUID) -> None:
        """Go to an item, as soon as it is there."""
        at = self.model.place_of(item_id)
        if at < 0:
            self._to_select = item_id
        else:
            self.view.setCurrentIndex(self.model.index(at, 0))

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.model.rows[index.row()] if index.isValid() else None)

    # changing

    def _moved(self, item_id: UUID, before_id: UUID | None) -> None:
        self._desk.lane.write(lambda app: app.agenda.move(item_id, before_id), owner=self, quiet=True)

    def _level(self, row: ItemRow, sub: bool) -> None:
        self._desk.lane.write(lambda app: app.agenda.set_sub(row.id, sub=sub), owner=self)

    def _join(self, row: ItemRow) -> None:
        """Treat an item with the one above it in the list, or by itself again."""
        at = self.model.place_of(row.id)
        if row.joined_to_id is not None:
            self._desk.lane.write(lambda app: app.agenda.part(row.id), owner=self)
        elif at > 0:
            head = self.model.rows[at - 1].id
            self._desk.lane.write(lambda app: app.agenda.join(row.id, head), owner=self)

    def _ask_removal(self, row: ItemRow) -> None:
        self.question = ask_removal(self, [row.title], lambda: self._remove(row))

    def _remove(self, row: ItemRow) -> None:
        self._desk.lane.write(lambda app: app.agenda.remove(row.id), owner=self)

    def _add(self) -> None:
        title = self.title_line.text().strip()
        if not title or self._file is None:
            self.title_line.setFocus()
            return
        meeting_id = self._file.meeting.id
        self._desk.lane.write(
            lambda app: app.agenda.add(meeting_id, {"title": title}), self._was_added, owner=self
        )

    def _send(self) -> None:
        if self._file is not None:
            meeting_id = self._file.meeting.id
            self._desk.lane.write(lambda app: app.issuing.send_agenda(meeting_id), owner=self)

    def _take(self, topic_id: UUID) -> None:
        if self._file is None:
            return
        meeting_id = self._file.meeting.id
        self._desk.lane.write(
            lambda app: app.topics.schedule(topic_id, meeting_id), self._was_added, owner=self
        )

    def _was_added(self, item_id: UUID) -> None:
        self.title_line.clear()
        self.select(item_id)
