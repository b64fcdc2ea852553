"""The items of an agenda as a list whose order can be changed."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ibo_desk.domain.numbering import block, moved
from ibo_desk.domain.topics import Treatment
from ibo_desk.language import _, ngettext
from ibo_desk.services.agenda.item_rows import ItemRow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.meetings.sent_agenda import NOT_SENT
from ibo_desk.ui.table.delegate import paint_chip
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.tones import BAD, HALF, INFO, WARN, Tone, tone_of
from ibo_desk.ui.values import show_value

Index = QModelIndex | QPersistentModelIndex
ITEM = Qt.ItemDataRole.UserRole + 1


class AgendaModel(QAbstractListModel):
    """``moved`` tells an item and the one it now stands before (None: it is last)."""

    moved = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ItemRow] = []
        self.fixed = False
        self.brief = False  # only the hours: while a meeting runs, and where the list is low
        self.preparer = ""
        self.sent = NOT_SENT

    def show_items(self, rows: Sequence[ItemRow], *, fixed: bool, preparer: str) -> None:
        """Show these; ``fixed``: their order may not change; ``preparer``: the body that prepares the agenda."""
        self.fixed, self.preparer = fixed, preparer
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
                self.layoutChanged.emit()
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def be_brief(self, on: bool) -> None:
        """Say only the hours of each item, or all that is known of it."""
        if self.brief != on:
            self.brief = on
            self.layoutChanged.emit()

    def place_of(self, item_id: UUID | None) -> int:
        """Where an item stands; -1 when it is not here."""
        return next((at for at, row in enumerate(self.rows) if row.id == item_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            marks = ", ".join(text for text, _tone in self.marks(row))
            return f"{row.number}. {row.title}" + (f" ({marks})" if marks else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.title
        return row if role == ITEM else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.fixed else flags | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def moveRows(self, source: Index, first: int, count: int, target: Index, before: int) -> bool:
        """Put an item elsewhere at once, a main item with its sub items; the store follows through ``moved``."""
        subs = [row.sub for row in self.rows]
        order = moved(subs, first, before)
        if self.fixed or count != 1 or order == sorted(order):
            return False
        taken = block(subs, first)
        place = order.index(first)
        goal = place if place < first else place + len(taken)
        if not self.beginMoveRows(source, taken.start, taken.stop - 1, target, goal):
            return False
        row = self.rows[first]
        self.rows = [self.rows[at] for at in order]
        self.endMoveRows()
        after = place + len(taken)
        self.moved.emit(row.id, self.rows[after].id if after < len(self.rows) else None)
        return True

    def marks(self, row: ItemRow) -> list[tuple[str, Tone]]:
        """What stands out about an item, as words with a tone."""
        marks: list[tuple[str, Tone]] = []
        if row.treatment is not Treatment.OPEN:
            marks.append((show_value(row.outcome or row.treatment), tone_of(row.treatment)))
        if row.skipped_preparation and self.preparer:
            marks.append((_("not prepared in {body}").format(body=self.preparer), HALF))
        if row.urgent:
            marks.append((_("urgent"), BAD))
        if row.late:
            marks.append((_("added late"), WARN))
        if row.previous_id is not None:
            marks.append((_("taken up again"), INFO))
        since = self.sent.mark(row.id)
        if since is not None:
            marks.append(since)
        return marks

    def details(self, row: ItemRow) -> str:
        """ "14:45 · afstemming · 25 min · voorbereid CvB 27/11 · K-R8 · 2 engagementen"."""
        parts = [formats.clock(row.began_at or row.starts), show_value(row.item_type)]
        parts.append(_("{count} min").format(count=row.minutes) if row.minutes else "")
        if self.brief:
            return " · ".join(part for part in (parts[0], parts[-1]) if part)
        if row.prepared_on is not None:
            day = f"{row.prepared_on:%d/%m}"
            parts.append(_("prepared {body} {day}").format(body=self.preparer, day=day).replace("  ", " "))
        parts.append(row.action)
        if row.engagement_count:
            parts.append(
                ngettext("{count} engagement", "{count} engagements", row.engagement_count).format(
                    count=row.engagement_count
                )
            )
        return " · ".join(part for part in parts if part)


def _between_parts(details: str) -> str:
    """Details that break over lines between their parts only."""
    kept = details.replace(" ", "\u00a0")
    return kept.replace("\u00a0·\u00a0", "\u00a0· ")


class ItemDelegate(QStyledItemDelegate):
    """Draws an item: number, title over as many lines as it needs, what it is, and its marks."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def _indent(self, row: ItemRow) -> int:
        """How far the number stands from the left: a sub item under the title of its main item."""
        return self._theme.px(34 if row.sub else 8)

    def _text_left(self, row: ItemRow) -> int:
        """Where the title begins: past the number, however long that is."""
        number = self._view.fontMetrics().horizontalAdvance(f"{row.number}.")
        return self._indent(row) + max(self._theme.px(26), number + self._theme.px(8))

    def _text_width(self, row: ItemRow) -> int:
        return max(
            self._theme.px(100), self._view.viewport().width() - self._text_left(row) - self._theme.px(14)
        )

    def _height(self, row: ItemRow, text: str, flags: Qt.TextFlag) -> int:
        box = QRect(0, 0, self._text_width(row), 10_000)
        return self._view.fontMetrics().boundingRect(box, flags, text).height()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        model, row = self._of(index)
        wrap = Qt.TextFlag.TextWordWrap
        height = self._height(row, row.title, wrap) + self._height(
            row, _between_parts(model.details(row)), wrap
        )
        height += self._theme.px(18)
        places = self._places(row, [text for text, _tone in model.marks(row)])
        height += self._theme.px(22) * (places[-1][1] + 1) if places else 0
        return QSize(self._theme.px(160), height)

    def _places(self, row: ItemRow, texts: Sequence[str]) -> list[tuple[int, int, int]]:
        """Left, line and width of each mark, over as many lines as they need."""
        places: list[tuple[int, int, int]] = []
        left = line = 0
        for text in texts:
            width = self._view.fontMetrics().horizontalAdvance(text) + self._theme.px(32)
            if left and left + width > self._text_width(row):
                left, line = 0, line + 1
            places.append((left, line, width))
            left += width + self._theme.px(4)
        return places

    def _of(self, index: Index) -> tuple[AgendaModel, ItemRow]:
        model = index.model()
        assert isinstance(model, AgendaModel)
        return model, model.rows[index.row()]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        model, row = self._of(index)
        area: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focused = self._view.hasFocus()
            painter.setPen(QPen(theme.colour("focus"), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -2), theme.px(6), theme.px(6))
        else:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
        self._paint_text(painter, area, model, row, "on_selected" if selected else "text")
        painter.restore()

    def _paint_text(
        self, painter: QPainter, area: QRect, model: AgendaModel, row: ItemRow, colour: str
    ) -> None:
        theme = self._theme
        painter.setPen(theme.colour(colour))
        left, top = area.left() + self._indent(row), area.top() + theme.px(7)
        whole = Qt.TextFlag.TextDontClip
        painter.drawText(QRect(left, top, theme.px(24), theme.px(18)), whole, f"{row.number}.")
        left, width = area.left() + self._text_left(row), self._text_width(row)
        wrap = Qt.TextFlag.TextWordWrap
        height = self._height(row, row.title, wrap)
        painter.drawText(QRect(left, top, width, height), wrap, row.title)
        top += height + theme.px(1)
        details = _between_parts(model.details(row))
        painter.setPen(theme.colour(colour if colour != "text" else "muted"))
        height = self._height(row, details, wrap)
        painter.drawText(QRect(left, top, width, height), wrap, details)
        top += height + theme.px(3)
        marks = model.marks(row)
        for (text, tone), (x, line, width) in zip(
            marks, self._places(row, [text for text, _tone in marks]), strict=True
        ):
            box = QRectF(left + x, top + line * theme.px(22), width, theme.px(19))
            paint_chip(painter, theme, box, text, tone)
