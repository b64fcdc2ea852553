"""Paints cells (chips, rows, focus) and makes the editors that stand in them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from shiboken6 import isValid

from ibo_desk.domain.drafts import DraftKey
from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.services.words import kind_label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.cell_writer import CellWriter, SentCell
from ibo_desk.ui.editors.choice_line import ChoiceLine
from ibo_desk.ui.editors.parse import Options
from ibo_desk.ui.table.columns import Column, Edit, Row, edit_options
from ibo_desk.ui.table.model import ROW, TONE, RowsModel
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.tones import Tone

Index = QModelIndex | QPersistentModelIndex
_LEAVES = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}  # keys that end an editor


def paint_chip(painter: QPainter, theme: Theme, area: QRectF, text: str, tone: Tone) -> None:
    """A state as icon and word on its colour, at the left of ``area``; a word that does not fit ends in dots."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    metrics = painter.fontMetrics()
    icon_size, pad = theme.px(12), theme.px(7)
    icon_room = icon_size + theme.px(4) if tone.icon else 0
    room = area.width() - 2 * pad - icon_room
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(room)))
    width = metrics.horizontalAdvance(shown) + 2 * pad + icon_room
    height = min(area.height(), metrics.height() + theme.px(5))
    box = QRectF(area.left(), area.center().y() - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(tone.name))
    painter.drawRoundedRect(box, height / 2, height / 2)
    if tone.icon:
        ratio = painter.device().devicePixelRatioF()
        pixmap = theme.icon(tone.icon, f"on_{tone.name}").pixmap(QSize(icon_size, icon_size), ratio)
        painter.drawPixmap(int(box.left() + pad), int(box.center().y() - icon_size / 2), pixmap)
    painter.setPen(theme.colour(f"on_{tone.name}"))
    painter.drawText(
        box.adjusted(pad + icon_room, 0, 0, 0),
        int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
        shown,
    )
    painter.restore()


def drag_label(theme: Theme, text: str) -> QPixmap:
    """What hangs on the pointer while rows are dragged: their name, or how many they are."""
    metrics = QFontMetrics(QApplication.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, theme.px(260))
    pad = theme.px(10)
    picture = QPixmap(metrics.horizontalAdvance(shown) + 2 * pad, metrics.height() + pad)
    picture.fill(theme.colour("accent"))
    painter = QPainter(picture)
    painter.setFont(QApplication.font())
    painter.setPen(theme.colour("on_accent"))
    painter.drawText(picture.rect(), int(Qt.AlignmentFlag.AlignCenter), shown)
    painter.end()
    return picture


def _wraps(index: Index) -> bool:
    model = index.model()
    return isinstance(model, RowsModel) and model.columns[index.column()].wrap


class CellDelegate(QStyledItemDelegate):
    """Draws a cell in the look of the theme; editing goes through ``editors.parse``.

    ``filled`` with what was typed when Ctrl+Enter asks it for all chosen cells.
    """

    filled = Signal(str)

    def __init__(self, desk: Desk, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = parent
        self._writer: CellWriter | None = None
        self._sent: SentCell | None = None
        self._open = QPersistentModelIndex()  # the cell in which one types
        self._step = 0  # where the key that ended the editor leads: Enter down, with Shift up
        self.closeEditor.connect(self._closes)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._desk.theme
        area = option.rect
        state = option.state
        painter.save()
        current_row = self._view.currentIndex().row() == index.row()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or current_row:
            painter.fillRect(area, theme.colour("selected"))
        model = index.model()
        group = isinstance(model, RowsModel) and model.group(index.row()) is not None
        if group:
            painter.fillRect(area, theme.colour("sunken"))
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        pad = theme.px(8)
        inner = area.adjusted(pad, 0, -pad, -1)
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        tone = index.data(TONE)
        if tone is not None and text:
            paint_chip(painter, theme, QRectF(inner), text, tone)
        else:
            painter.setPen(theme.colour("on_selected" if selected or current_row else "text"))
            align = index.data(Qt.ItemDataRole.TextAlignmentRole)
            if _wraps(index):
                painter.drawText(inner, align | Qt.TextFlag.TextWordWrap, text)
            else:
                line = text.replace("\n", " ")
                shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, inner.width())
                painter.drawText(inner, align, shown)
        if self._view.hasFocus() and self._view.currentIndex() == index:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        theme = self._desk.theme
        if _wraps(index) and isinstance(self._view, QTableView):
            room = QRect(0, 0, self._view.columnWidth(index.column()) - 2 * theme.px(8), 10_000)
            needed = option.fontMetrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text)
            return QSize(needed.width(), max(theme.row_height(), needed.height() + theme.air(12)))
        chip = theme.px(30) if index.data(TONE) is not None else 0
        width = option.fontMetrics.horizontalAdvance(text) + theme.px(20) + chip
        return QSize(width, theme.row_height())

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = self._line(parent, self._edit(index), index)
        line.setAccessibleName(_(self._column(index).title))
        base = self._typed(index)
        self._writer = CellWriter(self._desk, line, self._key(index), self._label(index), base)
        self._open = QPersistentModelIndex(index)
        return line

    def _line(self, parent: QWidget, edit: Edit[Row], index: Index) -> QLineEdit:
        offered = edit.suggest(index.data(ROW)) if edit.suggest is not None else ()
        if not edit.is_choice and not edit.several:
            line = QLineEdit(parent)
            line.setObjectName("cell_editor")
            if offered:
                _offer(line, offered)
            return line
        words = offered if edit.several else [text for _value, text in self._options(index)]
        choice = ChoiceLine(parent, words, several=edit.several)
        choice.taken.connect(lambda hint: self._taken(choice, hint))
        return choice

    def _key(self, index: Index) -> DraftKey:
        edit = self._edit(index)
        record_id, _revision = edit.target(index.data(ROW))
        return DraftKey(edit.kind, str(record_id), edit.field)

    def _label(self, index: Index) -> str:
        title = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        return f"{kind_label(self._edit(index).kind)} – {title}"

    def take_step(self) -> int:
        """How many lines down Enter leads from the editor that closes; 0 where it closes for another reason."""
        step, self._step = self._step, 0
        return step

    def take_sent(self) -> SentCell | None:
        """What was typed in the cell that is being written; once."""
        sent, self._sent = self._sent, None
        return sent

    def _closes(self, editor: QWidget, how: QStyledItemDelegate.EndEditHint) -> None:
        if how is QStyledItemDelegate.EndEditHint.RevertModelCache and self._is_writer_of(editor):
            assert self._writer is not None
            self._writer.give_up()

    def _is_writer_of(self, editor: QWidget) -> bool:
        return self._writer is not None and isValid(self._writer) and self._writer.parent() is editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():  # what is being typed stays
            editor.setText(self._typed(index))
            if self._is_writer_of(editor):
                assert self._writer is not None
                self._writer.bring_back()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            self._write_line(editor, model, index)

    def _write_line(self, editor: QLineEdit, model: QAbstractItemModel, index: Index) -> None:
        writer = self._writer if self._is_writer_of(editor) else None
        if editor.text() == self._typed(index):
            if writer is not None:
                writer.give_up()
            return
        try:
            value = self.parsed(index, editor.text())
        except UserError as error:
            if writer is not None:
                writer.refuse()
            self._desk.show_error(error)
            return
        self._sent = writer.send() if writer is not None else None
        model.setData(index, value)
        unwritten = self.take_sent()  # nobody took it: the record holds this value
        if unwritten is not None:
            unwritten.recorded()

    def parsed(self, index: Index, text: str) -> Any:
        """What a text means in this cell; raises ``InvalidValueError``."""
        return self._edit(index).parsed(index.data(ROW), text, self._desk.clock.today())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect)

    def _stays(self, editor: QObject, event: QKeyEvent) -> bool:
        """Whether Enter or Tab leaves a text in its cell, because it can mean nothing there: it says why."""
        if event.key() not in _LEAVES or not isinstance(editor, QLineEdit) or not self._open.isValid():
            return False
        text = editor.text()
        if text == self._typed(self._open):
            return False
        try:
            self.parsed(self._open, text)
        except UserError as error:
            self._desk.show_error(error)
            return True
        return False

    def _end(self, editor: QLineEdit, step: int) -> None:
        """Enter ends the editor at once. Qt does it later: keys that were typed meanwhile would go in the same cell."""
        self._step = step
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.SubmitModelCache)

    def _taken(self, choice: ChoiceLine, hint: QStyledItemDelegate.EndEditHint) -> None:
        self._step = int(hint == QStyledItemDelegate.EndEditHint.SubmitModelCache)
        self.commitData.emit(choice)
        self.closeEditor.emit(choice, hint)

    def _column(self, index: Index) -> Column[Row]:
        model = index.model()
        assert isinstance(model, RowsModel)
        return model.columns[index.column()]

    def _edit(self, index: Index) -> Edit[Row]:
        edit = self._column(index).edit
        assert edit is not None
        return edit

    def _typed(self, index: Index) -> str:
        """What stands in the editor before anybody types."""
        return self._column(index).typed_text(index.data(ROW), index.data(Qt.ItemDataRole.EditRole))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Where nothing was typed yet, Ctrl+Z takes back what was done before, as everywhere in the window."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            upwards = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            entered = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if self._stays(editor, event):
                return True
            if _fills(event) and isinstance(editor, QLineEdit):
                text = editor.text()
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
                self.filled.emit(text)
                return True
            if entered and isinstance(editor, QLineEdit):
                self._end(editor, -1 if upwards else 1)
                return True
            self._step = (-1 if upwards else 1) if entered else 0
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if _fills(event):
                event.accept()
                return True
            undoes = event.matches(QKeySequence.StandardKey.Undo)
            if undoes and isinstance(editor, QLineEdit) and not editor.isUndoAvailable():
                self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
                event.ignore()
                return True
        return super().eventFilter(editor, event)

    def _options(self, index: Index) -> Options:
        return edit_options(self._edit(index), index.data(ROW))


def _fills(event: QKeyEvent) -> bool:
    """Ctrl+Enter, as in Excel: what is typed is for all chosen cells."""
    entered = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return entered and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _offer(line: QLineEdit, words: Sequence[str]) -> None:
    """Words below the line that hold what is typed; nothing is taken that was not chosen with the arrow keys."""
    completer = QCompleter(list(words), line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    line.setCompleter(completer)
