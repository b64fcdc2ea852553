"""The coming meetings as cards: what each says, and how it answers to topics that are dragged over it."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ibo_desk.domain.errors import UserError
from ibo_desk.domain.meetings import MeetingState
from ibo_desk.language import ngettext
from ibo_desk.services.agenda.topics import TopicRow
from ibo_desk.services.meetings.convening import Target
from ibo_desk.services.meetings.meetings import MeetingRow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.values import show_value

Index = QModelIndex | QPersistentModelIndex
TARGET = Qt.ItemDataRole.UserRole + 1


def named(meeting: MeetingRow) -> str:
    """ "IBO · 11 december 2026"."""
    return f"{meeting.body_short} · {formats.day(meeting.on)}"


def _counted(meeting: MeetingRow) -> str:
    count = meeting.item_count
    return ngettext("{count} item", "{count} items", count).format(count=count)


class ComingModel(QAbstractListModel):
    """While topics are dragged, ``refusal(target)`` says why a meeting cannot take them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.targets: list[Target] = []
        self.dragged: tuple[TopicRow, ...] = ()
        self.over: UUID | None = None  # the meeting over which they hang

    def show_targets(self, targets: Sequence[Target]) -> None:
        """Show these meetings."""
        if [target.meeting.id for target in targets] == [target.meeting.id for target in self.targets]:
            self.targets = list(targets)
            self._tell()
            return
        self.beginResetModel()
        self.targets = list(targets)
        self.endResetModel()

    def drag(self, topics: Sequence[TopicRow], over: UUID | None = None) -> None:
        """Topics hang over the cards; none: the dragging is over."""
        self.dragged, self.over = tuple(topics), over
        self._tell()

    def refusal(self, target: Target, topics: Sequence[TopicRow]) -> UserError | None:
        """Why one of them cannot come there; None where all can."""
        refusals = (target.refusal(topic) for topic in topics)
        return next((refusal for refusal in refusals if refusal is not None), None)

    def place_of(self, meeting_id: UUID) -> int:
        """Where a meeting stands; -1 when it is not here."""
        return next((at for at, target in enumerate(self.targets) if target.meeting.id == meeting_id), -1)

    def _tell(self) -> None:
        if self.targets:
            self.dataChanged.emit(self.index(0), self.index(len(self.targets) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.targets)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        target = self.targets[index.row()]
        meeting = target.meeting
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{named(meeting)}, {_counted(meeting)}, {show_value(meeting.state)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{meeting.body}\n{formats.long_day(meeting.on)}\n{show_value(meeting.state)}"
        return target if role == TARGET else None


class CardDelegate(QStyledItemDelegate):
    """Paints a meeting: its body and day, then how many items it has and whether its agenda was sent."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        target = index.data(TARGET)
        bold = QFont(option.font)
        bold.setBold(True)
        first = QFontMetrics(bold).horizontalAdvance(named(target.meeting))
        second = option.fontMetrics.horizontalAdvance(self._second(target.meeting))
        width = max(first, second) + self._theme.px(56)
        return QSize(max(width, self._theme.px(170)), option.fontMetrics.height() * 2 + self._theme.px(22))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, target = self._theme, index.data(TARGET)
        model = index.model()
        assert isinstance(model, ComingModel)
        back, line, text, icon = self._look(model, target, option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = theme.px(4)
        box = QRectF(option.rect).adjusted(1, 1, -2 * gap, -1)
        over = model.over == target.meeting.id and bool(model.dragged)
        painter.setPen(QPen(theme.colour(line), 2 if over or self._has_keys(index) else 1))
        painter.setBrush(theme.colour(back))
        painter.drawRoundedRect(box, theme.px(7), theme.px(7))
        inner = box.adjusted(theme.px(10), theme.px(6), -theme.px(8), -theme.px(6)).toRect()
        size = theme.px(14)
        colour = text if text != "text" else "muted"
        painter.drawPixmap(inner.left(), inner.top() + theme.px(2), theme.pixmap(icon, colour, size))
        words = inner.adjusted(size + theme.px(7), 0, 0, 0)
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.colour(text))
        align = Qt.AlignmentFlag
        painter.drawText(words, int(align.AlignLeft | align.AlignTop), named(target.meeting))
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(theme.colour(text if text != "text" else "muted"))
        painter.drawText(words, int(align.AlignLeft | align.AlignBottom), self._second(target.meeting))
        painter.restore()

    def _second(self, meeting: MeetingRow) -> str:
        text = _counted(meeting)
        return f"{text} · {show_value(meeting.state)}" if meeting.state is not MeetingState.PLANNED else text

    def _has_keys(self, index: Index) -> bool:
        return self._view.hasFocus() and self._view.currentIndex() == index

    def _look(
        self, model: ComingModel, target: Target, option: QStyleOptionViewItem
    ) -> tuple[str, str, str, str]:
        """Background, border, text and icon."""
        sent = "send" if target.meeting.state is MeetingState.AGENDA_SENT else "meetings"
        if model.dragged:
            if model.refusal(target, model.dragged) is not None:
                return "quiet", "line_strong", "on_quiet", "close"
            over = model.over == target.meeting.id
            return ("good", "on_good", "on_good", "plus") if over else ("surface", "on_good", "text", "plus")
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            return "selected", "focus", "on_selected", sent
        return "surface", "line", "text", sent
