"""The strip of coming meetings above the topics: topics are dropped on it, and a new meeting begins here."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QListView, QStackedWidget, QVBoxLayout, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _, ngettext
from ibo_desk.services.agenda.topics import TopicRow
from ibo_desk.services.meetings.convening import Target
from ibo_desk.services.words import sentence
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.topics.coming_model import TARGET, CardDelegate, ComingModel, named
from ibo_desk.ui.widgets import ElidedLabel, button, heading, hint, restyle

TOPICS: Final = "application/x-ibo-topics"
_NEAR = 40  # pixels from the edge where a strip that is too long goes on by itself
_HIGH = 620  # pixels of the 100 % design: a window that is not low


def dragged_ids(mime: QMimeData) -> list[UUID]:
    """The topics that a drag carries."""
    data = bytes(mime.data(TOPICS).data()).decode()
    return [UUID(record_id) for record_id in data.split()]


class ComingView(QListView):
    """The cards. ``hovered(target, refusal)`` while topics hang over one, ``dropped(target)``, ``opened(target)``."""

    hovered = Signal(object, object)
    dropped = Signal(object)
    opened = Signal(object)

    def __init__(self, desk: Desk, model: ComingModel) -> None:
        super().__init__()
        self._cards = model
        self._desk = desk
        self.topics: Sequence[TopicRow] = ()  # all that can be dragged here
        self.setModel(model)
        self.setItemDelegate(CardDelegate(desk.theme, self))
        self.setObjectName("coming")
        self.setAccessibleName(_("Coming meetings"))
        self.setAccessibleDescription(_("Enter opens the meeting."))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setAcceptDrops(not desk.read_only)
        self.setDragDropMode(QListView.DragDropMode.DropOnly)
        self.setDropIndicatorShown(False)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(TARGET)))

    def fit(self) -> None:
        """As high as its cards, which go on below where they do not fit, up to a point."""
        count = self._cards.rowCount()
        card = self.sizeHintForRow(0) if count else self._desk.theme.px(50)
        wide = max((self.sizeHintForIndex(self._cards.index(at)).width() for at in range(count)), default=1)
        across = max(1, self.viewport().width() // max(1, wide))
        lines = min(self._most_lines(), -(-count // across)) if count else 1
        self.setFixedHeight(card * lines + 2)

    def _most_lines(self) -> int:
        """How many lines of cards stand there before the strip scrolls; in a low window the topics need the room."""
        return 2 if self.window().height() >= self._desk.theme.px(_HIGH) else 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(TARGET))
        else:
            super().keyPressEvent(event)

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not event.mimeData().hasFormat(TOPICS):
            event.ignore()
            return
        self._cards.drag(self._carried(event.mimeData()))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        target, refusal = self._at(event.position().toPoint())
        self._cards.drag(self._cards.dragged, target.meeting.id if target else None)
        self.hovered.emit(target, refusal)
        y = event.position().y()
        if min(y, self.viewport().height() - y) < _NEAR:
            self.startAutoScroll()
        if target is None or refusal is not None:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The reason of a refusal stays to be read; the promise that it can be dropped goes."""
        refused = [target for target in self._cards.targets if target.meeting.id == self._cards.over]
        if not any(self._cards.refusal(target, self._cards.dragged) for target in refused):
            self.hovered.emit(None, None)
        self._end()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self._cards.drag(self._carried(event.mimeData()))
        target, refusal = self._at(event.position().toPoint())
        self._end()
        if refusal is not None:
            self._desk.show_error(refusal)
        if target is None or refusal is not None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit((target, dragged_ids(event.mimeData())))

    def _carried(self, mime: QMimeData) -> list[TopicRow]:
        ids = set(dragged_ids(mime))
        return [topic for topic in self.topics if topic.id in ids]

    def _at(self, point: QPoint) -> tuple[Target | None, UserError | None]:
        index: QModelIndex = self.indexAt(point)
        if not index.isValid():
            return None, None
        target: Target = index.data(TARGET)
        return target, self._cards.refusal(target, self._cards.dragged)

    def _end(self) -> None:
        self.stopAutoScroll()
        self._cards.drag(())


class ComingMeetings(QWidget):
    """``put(target, topic ids)``: dropped; ``chosen(meeting id)``: a card became current; ``opened(meeting id)``."""

    put = Signal(object)
    chosen = Signal(object)
    opened = Signal(object)
    convene_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.model = ComingModel(self)
        self.view = ComingView(desk, self.model)
        self.notice = ElidedLabel("", "hint")
        self.new = button(theme, _("Convene a meeting"), "plus", self.convene_asked.emit)
        self.new.setToolTip(
            _("A new meeting with the chosen topics on its agenda, and with them as its reason")
        )
        self.none = hint(_("No meeting lies ahead. Choose topics and convene one."), wrap=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.none)
        top = WrapLayout()
        top.setSpacing(theme.px(12))
        top.addWidget(heading(_("Coming meetings"), 2))
        top.addWidget(self.notice, 1)
        top.addWidget(self.new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addLayout(top)
        layout.addWidget(self._stack)
        self.new.setVisible(not desk.read_only)
        self.view.hovered.connect(self._hovered)
        self.view.dropped.connect(self._dropped)
        self.view.opened.connect(lambda target: self.opened.emit(target.meeting.id))
        self.view.selectionModel().currentChanged.connect(self._chose)
        self._say("")

    def show_targets(self, targets: Sequence[Target], topics: Sequence[TopicRow]) -> None:
        """The meetings, and the topics that can be dragged to them."""
        self.view.topics = topics
        self.model.show_targets(targets)
        self._stack.setCurrentIndex(0 if targets else 1)
        self.view.fit()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.view.height() if self._stack.currentIndex() == 0 else self.none.sizeHint().height()
        if self._stack.height() != shown:
            self._stack.setFixedHeight(shown)

    def choose(self, meeting_id: UUID | None) -> None:
        """Make a meeting the current one."""
        at = self.model.place_of(meeting_id) if meeting_id is not None else -1
        if at >= 0 and self.view.currentIndex().row() != at:
            self.view.setCurrentIndex(self.model.index(at))

    def _chose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(TARGET).meeting.id)

    def _hovered(self, target: Target | None, refusal: UserError | None) -> None:
        if target is None:
            self._say("")
        elif refusal is not None:
            self._say(sentence(refusal), wrong=True)
        else:
            count = len(self.model.dragged)
            words = ngettext("Put {count} topic on {meeting}", "Put {count} topics on {meeting}", count)
            self._say(words.format(count=count, meeting=named(target.meeting)))

    def _dropped(self, what: tuple[Target, list[UUID]]) -> None:
        self._say("")
        self.put.emit(what)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        quiet = "" if self._desk.read_only else _("Drag topics onto a meeting to put them on its agenda.")
        self.notice.setProperty("wrong", wrong)
        restyle(self.notice)
        self.notice.show_text(text or quiet)
