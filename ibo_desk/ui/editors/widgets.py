"""The editors of single values: each shows a value, gives it back, and says when the person left it changed."""

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.language import _
from ibo_desk.ui.editors.parse import parse, typed
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import Combo

_MOST_LINES = 12  # what a long text asks for; it scrolls inside
_FRAME = 8  # pixels around the words


class Editor(QWidget):
    """One value being edited. ``left`` when the person left it, ``changed`` with each change of the person's (and of an
    undo); ``value()`` raises ``InvalidValueError``. ``is_text``: free text, which is drafted while it is typed.
    """

    left = Signal()
    changed = Signal()
    is_text = False

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.inner = inner
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(inner)
        self.setFocusProxy(inner)

    def show_value(self, value: Any) -> None:
        raise NotImplementedError

    def value(self) -> Any:
        raise NotImplementedError

    def is_touched(self) -> bool:
        """Whether the person is in it and changed something that is not yet saved."""
        raise NotImplementedError

    def text_now(self) -> str:
        """What stands in it, as it was typed; for its draft."""
        return ""

    def meaning(self, text: str) -> Any:
        """The value that a text would have here; raises like ``value``."""
        return text

    def put_text(self, text: str) -> None:
        """Put back what was typed, as if it were typed again; where Qt can, as one step to be undone."""
        raise NotImplementedError

    def mark_saved(self, value: Any) -> None:
        """The record holds what stands here; nothing that the person sees changes."""

    def tidy(self, value: Any) -> None:
        """The field was left: write its value as it is always written ("1/3" becomes "01/03/2027")."""

    def can_undo(self) -> bool:
        """Whether Ctrl+Z takes back typing; otherwise it is the window's."""
        return False

    def can_redo(self) -> bool:
        return False

    def set_read_only(self, read_only: bool) -> None:
        self.inner.setEnabled(not read_only)


class LineEditor(Editor):
    """Line, names, date, time, number, money, VTE: typed freely, understood by ``editors.parse``."""

    is_text = True

    def __init__(self, kind: str, today: date) -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._kind = kind
        self._today = today
        self._line.editingFinished.connect(self.left)
        self._showing = False
        self._line.textChanged.connect(self._text_changed)  # also what a completer puts there
        if kind == "date":
            self._line.setPlaceholderText(_("dd/mm/yyyy"))
            self._line.setMinimumWidth(self._line.fontMetrics().horizontalAdvance("00/00/00000000"))

    def show_value(self, value: Any) -> None:
        text = typed(self._kind, value)
        if text != self._line.text():  # else cursor and selection stay
            self._showing = True
            self._line.setText(text)
            self._showing = False
            self._line.setCursorPosition(0)
        self._line.setModified(False)

    def show_empty(self, text: str) -> None:
        """What stands in grey while the line is empty."""
        self._line.setPlaceholderText(text)

    def value(self) -> Any:
        return self.meaning(self._line.text())

    def meaning(self, text: str) -> Any:
        return parse(self._kind, text, today=self._today)

    def is_touched(self) -> bool:
        return self._line.isModified()

    def text_now(self) -> str:
        return self._line.text()

    def put_text(self, text: str) -> None:
        self._line.selectAll()
        self._line.insert(text)  # unlike setText it can be undone
        self._line.setModified(True)

    def mark_saved(self, value: Any) -> None:
        self._line.setModified(False)

    def tidy(self, value: Any) -> None:
        if self._line.text() != typed(self._kind, value):
            self.show_value(value)

    def _text_changed(self) -> None:
        if not self._showing:
            self.changed.emit()

    def can_undo(self) -> bool:
        return self._line.isUndoAvailable()

    def can_redo(self) -> bool:
        return self._line.isRedoAvailable()

    def set_read_only(self, read_only: bool) -> None:
        self._line.setReadOnly(read_only)


class Growing:
    """The preferred height of a text: that of its words, up to a dozen lines; a form gives it where there is room."""

    def __init__(self, edit: QPlainTextEdit | QTextEdit) -> None:
        self._edit = edit
        self._liked = -1
        edit.document().documentLayout().documentSizeChanged.connect(lambda _size: self._look())

    def height(self) -> int:
        document, line = self._edit.document(), self._edit.fontMetrics().lineSpacing()
        words = document.size().height()
        if isinstance(self._edit, QPlainTextEdit):  # Qt counts its lines
            words = words * line + 2 * document.documentMargin()
        return min(math.ceil(words), _MOST_LINES * line) + _FRAME

    def _look(self) -> None:
        if self.height() != self._liked:
            self._liked = self.height()
            self._edit.updateGeometry()


class _Lines(QPlainTextEdit):
    """Several lines, as high as their words where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._growing = Growing(self)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._growing.height())


class PlainEditor(Editor):
    """Several lines without formatting."""

    is_text = True

    def __init__(self, lines: int) -> None:
        self._edit = _Lines()
        super().__init__(self._edit)
        self._showing = False
        self._touched = False
        self._edit.setTabChangesFocus(True)
        self._edit.setMinimumHeight(self._edit.fontMetrics().lineSpacing() * lines + 16)
        self._edit.textChanged.connect(self._text_changed)
        self._steps = UndoSteps(self._edit)
        self._edit.installEventFilter(self)

    def show_value(self, value: Any) -> None:
        self._showing = True
        self._edit.setPlainText(value or "")
        self._showing = False
        self._touched = False

    def value(self) -> str:
        return self._edit.toPlainText()

    def is_touched(self) -> bool:
        return self._touched

    def text_now(self) -> str:
        return self._edit.toPlainText()

    def put_text(self, text: str) -> None:
        self._edit.selectAll()
        self._edit.insertPlainText(text)

    def mark_saved(self, value: Any) -> None:
        self._touched = False

    def can_undo(self) -> bool:
        return self._edit.document().isUndoAvailable()

    def can_redo(self) -> bool:
        return self._edit.document().isRedoAvailable()

    def set_read_only(self, read_only: bool) -> None:
        self._edit.setReadOnly(read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _text_changed(self) -> None:
        if not self._showing:
            self._touched = True
            self.changed.emit()


class UndoSteps(QObject):
    """Ends a step of undo when the person pauses: otherwise a whole passage goes with one Ctrl+Z."""

    def __init__(self, edit: QPlainTextEdit | QTextEdit) -> None:
        super().__init__(edit)
        document = edit.document()
        pause = QTimer(self, singleShot=True, interval=700)
        pause.timeout.connect(
            lambda: document.setModified(False)
        )  # Qt joins typing to a step only while modified
        edit.textChanged.connect(pause.start)


class CheckEditor(Editor):
    """Yes or no."""

    def __init__(self, text: str) -> None:
        self._box = QCheckBox(text)
        super().__init__(self._box)
        self._box.clicked.connect(lambda _on: self.left.emit())

    def show_value(self, value: Any) -> None:
        self._box.setChecked(bool(value))

    def value(self) -> bool:
        return self._box.isChecked()

    def is_touched(self) -> bool:
        return False


class _WholeLine(QLineEdit):
    """Until somebody typed, a click chooses all words, so that what is typed takes their place."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.isModified() and not self.hasSelectedText():
            self.selectAll()


class ChoiceEditor(Editor):
    """One of some values; with ``searching`` the list narrows while typing."""

    def __init__(self, *, searching: bool) -> None:
        self._combo = Combo()
        super().__init__(self._combo)
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setMinimumContentsLength(8)
        self._combo.activated.connect(lambda _at: self.left.emit())
        self._searching = searching
        if searching:
            self._combo.setEditable(True)
            self._combo.setLineEdit(_WholeLine())
            self._combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = self._combo.completer()
            assert completer is not None
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line = self._combo.lineEdit()
            assert line is not None
            line.editingFinished.connect(self._settle)

    def offer(self, options: Sequence[tuple[Any, str]]) -> None:
        """What can be chosen; the chosen value stays."""
        texts = [text for _value, text in options]
        if texts == [self._combo.itemText(at) for at in range(self._combo.count())]:
            for at, (value, _text) in enumerate(options):
                self._combo.setItemData(at, value)
            return
        self._combo.clear()
        for value, text in options:
            self._combo.addItem(text, value)

    def show_value(self, value: Any) -> None:
        at = next((n for n in range(self._combo.count()) if self._combo.itemData(n) == value), -1)
        if at < 0 and value is not None:
            self._combo.addItem(show_value(value), value)
            at = self._combo.count() - 1
        self._combo.setCurrentIndex(at)

    def value(self) -> Any:
        return self._combo.currentData()

    def is_touched(self) -> bool:
        line = self._combo.lineEdit() if self._searching else None
        return line is not None and line.isModified() and line.hasFocus()

    def _settle(self) -> None:
        """What was typed becomes the choice it names; otherwise the choice stands as it was."""
        typed_text = self._combo.currentText().strip()
        at = self._combo.findText(typed_text, Qt.MatchFlag.MatchFixedString)
        if at < 0 and typed_text:
            at = self._combo.findText(typed_text, Qt.MatchFlag.MatchContains)
        if at >= 0:
            self._combo.setCurrentIndex(at)
        self._combo.setEditText(self._combo.itemText(self._combo.currentIndex()))
        self.left.emit()
