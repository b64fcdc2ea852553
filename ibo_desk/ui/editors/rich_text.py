"""The editor of texts: paragraphs, bullets, numbers, bold and italic; stored as Markdown, unchanged text untouched."""

import re
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QToolButton, QVBoxLayout, QWidget

from ibo_desk.documents.pasted import has_shape, pasted
from ibo_desk.documents.rich_text import MAX_LEVEL, Blocks, parse, with_tables
from ibo_desk.domain.characters import clean
from ibo_desk.language import N_, _
from ibo_desk.ui.editors.as_typed import ENTER, typed_mark, typed_space
from ibo_desk.ui.editors.markdown import to_markdown
from ibo_desk.ui.editors.rich_blocks import (
    NUMBERS,
    fill,
    list_format,
    list_of,
    put,
    read,
    table_at,
)
from ibo_desk.ui.editors.tables import TableMenu, step_in_table
from ibo_desk.ui.editors.widgets import Editor, Growing, UndoSteps
from ibo_desk.ui.theme import Theme

_BUTTONS = (
    ("bold", N_("Bold (Ctrl+B)")),
    ("italic", N_("Italic (Ctrl+I)")),
    ("bullets", N_("Bullets")),
    ("numbers", N_("Numbers")),
    ("outdent", N_("Less indented (Ctrl+[)")),
    ("indent", N_("More indented (Ctrl+])")),
)


# What mails and Word put before the lines of a list that comes as plain text.
_BULLET = re.compile(r"^([ \t]*)[•◦▪–·o*-][ \t]+", re.MULTILINE)
_LISTED = re.compile(r"^[ \t]*(?:[•◦▪–·*-]|\d{1,2}[.)])[ \t]+\S", re.MULTILINE)


def _is_listed(words: str) -> bool:
    """Whether plain text holds a list: two of its lines at least begin as those do."""
    return len(_LISTED.findall(words)) > 1


class _Text(QTextEdit):
    """The text itself; Tab leaves the field, Ctrl with a bracket indents inside a list."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._growing = Growing(self)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._growing.height())

    def minimumSizeHint(self) -> QSize:
        """Qt's own is three lines; where a least height was said, a text without words asks for no more than that."""
        least = super().minimumSizeHint()
        return QSize(least.width(), min(least.height(), self.minimumHeight() or least.height()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason}:
            self.left.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Tables and lists keep their shape, also a table that comes as lines with tabs; the rest is its words."""
        words, cursor = clean(source.text()), self.textCursor()
        blocks: Blocks = ()
        if source.hasHtml() and has_shape(source.html()):
            blocks = pasted(source.html())
        elif with_tables(words) != words or _is_listed(words):
            blocks = parse(_BULLET.sub(r"\1- ", words))
        if table_at(cursor) is not None:
            cursor.insertText(" ".join(words.split()))
        elif blocks:
            self._insert(cursor, blocks)
        else:
            cursor.insertText(words)

    def _insert(self, cursor: QTextCursor, blocks: Blocks) -> None:
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        if not cursor.atBlockStart():
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        put(cursor, blocks)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        written = plain and not self.isReadOnly()
        if written and event.text() == " " and typed_space(self):
            return
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        soft = bool(
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        )  # a break in the paragraph, or the cell
        if written and enter and not soft and any(act(self) for act in ENTER):
            return
        super().keyPressEvent(event)
        if written and event.text() in {"*", "_"}:
            typed_mark(self)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._list_key(event):
            return True
        return super().event(event)

    def _list_key(self, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and not self.isReadOnly():
            back = event.key() == Qt.Key.Key_Backtab
            return step_in_table(self, back=back) or self._indent(back=back)
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        block = self.textCursor().block()
        ends_list = event.key() == Qt.Key.Key_Return and list_of(block) is not None and not block.text()
        if event.matches(QKeySequence.StandardKey.Bold):
            self.toggle_bold()
        elif event.matches(QKeySequence.StandardKey.Italic):
            self.toggle_italic()
        elif held and event.key() == Qt.Key.Key_BracketRight:
            self.shift(1)
        elif ends_list or (held and event.key() == Qt.Key.Key_BracketLeft):
            self.shift(-1)
        else:
            return False
        return True

    def _indent(self, *, back: bool) -> bool:
        """At the beginning of a line of a list Tab puts it deeper; everywhere else it leaves the text."""
        cursor = self.textCursor()
        if list_of(cursor.block()) is None or not cursor.atBlockStart() or cursor.hasSelection():
            return False
        self.shift(-1 if back else 1)
        return True

    def toggle_bold(self) -> None:
        bold = self.fontWeight() >= QFont.Weight.Bold
        self.setFontWeight(QFont.Weight.Normal if bold else QFont.Weight.Bold)

    def toggle_italic(self) -> None:
        self.setFontItalic(not self.fontItalic())

    def toggle_list(self, kind: str) -> None:
        """Make the chosen paragraphs a list of this kind, or paragraphs again."""
        cursor = self.textCursor()
        current = list_of(cursor.block())
        wants_numbers = kind == "number"
        if current is None:
            cursor.createList(list_format(kind, 1))
        elif (current.format().style() == NUMBERS) == wants_numbers:
            self._unlist(cursor)
        else:
            current.setFormat(list_format(kind, current.format().indent()))

    def shift(self, by: int) -> None:
        """One level deeper or less deep; out of the list from the first level."""
        cursor = self.textCursor()
        current = list_of(cursor.block())
        if current is None:
            return
        level = current.format().indent() + by
        if level < 1:
            self._unlist(cursor)
        elif level <= MAX_LEVEL:
            kind = "number" if current.format().style() == NUMBERS else "bullet"
            self._join_or_make(cursor, kind, level)

    def _join_or_make(self, cursor: QTextCursor, kind: str, level: int) -> None:
        """Go on with the list of this level above, so that numbers count on."""
        shape = list_format(kind, level)
        block = cursor.block().previous()
        while block.isValid():
            above = list_of(block)
            if above is None or above.format().indent() < level:
                break
            if above.format().indent() == level and above.format().style() == shape.style():
                above.add(cursor.block())
                return
            block = block.previous()
        cursor.createList(shape)

    def _unlist(self, cursor: QTextCursor) -> None:
        current = list_of(cursor.block())
        if current is None:
            return
        current.remove(cursor.block())
        shape = cursor.blockFormat()
        shape.setIndent(0)
        cursor.setBlockFormat(shape)


class RichTextEditor(Editor):
    """Shows stored Markdown with a small tool bar; ``value()`` is the stored text itself while nothing changed."""

    is_text = True

    def __init__(self, theme: Theme, lines: int = 6) -> None:
        self.text = _Text()
        super().__init__(self.text)
        self._stored = ""
        self._showing = False
        self._touched = False
        self._steps = UndoSteps(self.text)
        self.text.textChanged.connect(self._text_changed)
        self.text.setAcceptRichText(False)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(theme.px(6))
        self.text.document().setIndentWidth(theme.px(22))
        self.text.setMinimumHeight(self.text.fontMetrics().lineSpacing() * lines + theme.px(16))
        self.text.left.connect(self.left)
        self.tools = QWidget()
        row = QHBoxLayout(self.tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        acts = {
            "bold": self.text.toggle_bold,
            "italic": self.text.toggle_italic,
            "bullets": lambda: self.text.toggle_list("bullet"),
            "numbers": lambda: self.text.toggle_list("number"),
            "outdent": lambda: self.text.shift(-1),
            "indent": lambda: self.text.shift(1),
        }
        for name, words in _BUTTONS:
            tool = QToolButton()
            tool.setObjectName("tool")
            tool.setIcon(theme.icon(name))
            tool.setIconSize(QSize(theme.px(16), theme.px(16)))
            tool.setToolTip(_(words))
            tool.setAccessibleName(_(words))
            tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tool.clicked.connect(lambda _on=False, act=acts[name]: act())
            row.addWidget(tool)
        row.addWidget(TableMenu(theme, self.text))
        row.addStretch()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.setSpacing(theme.px(2))
        self._head = QHBoxLayout()
        self._head.addWidget(self.tools)
        layout.insertLayout(0, self._head)
        layout.setStretch(1, 1)

    def take_label(self, label: QWidget) -> None:
        """Put the name of the field on the line of the tools: a line of height less for each text."""
        self._head.insertWidget(0, label, 1)

    def show_value(self, value: Any) -> None:
        self._stored = value or ""
        document = self.text.document()
        at, scrolled = self.text.textCursor().position(), self.text.verticalScrollBar().value()
        self._showing = True
        document.clear()
        fill(document, parse(self._stored))
        document.clearUndoRedoStacks()
        self._showing = False
        self._touched = False
        if self.text.hasFocus():  # somebody else wrote it, or it was undone: the eyes stay where they were
            cursor = self.text.textCursor()
            cursor.setPosition(min(at, max(0, document.characterCount() - 1)))
            self.text.setTextCursor(cursor)
            self.text.verticalScrollBar().setValue(scrolled)
        else:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def value(self) -> str:
        if not self.is_touched():
            return self._stored
        written = self.text_now()
        return self._stored if written == to_markdown(parse(self._stored)) else written

    def is_touched(self) -> bool:
        return self._touched

    def text_now(self) -> str:
        return to_markdown(read(self.text.document()))

    def put_text(self, text: str) -> None:
        cursor = self.text.textCursor()
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        cursor.setBlockFormat(QTextBlockFormat())
        cursor.setCharFormat(QTextCharFormat())
        fill(self.text.document(), parse(text))
        cursor.endEditBlock()
        self.text.moveCursor(QTextCursor.MoveOperation.End)

    def mark_saved(self, value: Any) -> None:
        self._stored = value or ""
        self._touched = False

    def can_undo(self) -> bool:
        return self.text.document().isUndoAvailable()

    def can_redo(self) -> bool:
        return self.text.document().isRedoAvailable()

    def _text_changed(self) -> None:
        if not self._showing:
            self._touched = True
            self.changed.emit()

    def set_read_only(self, read_only: bool) -> None:
        self.text.setReadOnly(read_only)
        self.tools.setVisible(not read_only)
