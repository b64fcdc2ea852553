"""Where slash lines are typed: a paragraph of the notes, or a line of its own."""

from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

_BREAK = "\u2028"  # how Qt keeps a line break inside a paragraph


class Host(Protocol):
    """A line that is being typed. ``mark`` keeps a place, so that the line is still found when an answer comes."""

    @property
    def widget(self) -> QWidget: ...
    def line(self) -> str: ...
    def before_cursor(self) -> str: ...
    def mark(self) -> QTextCursor | None: ...
    def replace(self, mark: QTextCursor | None, line: str) -> None: ...
    def holds(self, mark: QTextCursor | None, line: str) -> bool: ...
    def cursor_box(self) -> QRect: ...
    def go_on(self) -> None: ...
    def to_end(self) -> None: ...
    def new_line(self) -> None: ...


class LineHost:
    """A line of its own; what is typed there is always a slash line, and stays until it is noted."""

    def __init__(self, line: QLineEdit) -> None:
        self._line = line

    @property
    def widget(self) -> QWidget:
        return self._line

    def line(self) -> str:
        text = self._line.text().strip()
        return text if not text or text.startswith("/") else f"/{text}"

    def before_cursor(self) -> str:
        return self._line.text()[: self._line.cursorPosition()]

    def mark(self) -> QTextCursor | None:
        return None

    def replace(self, _mark: QTextCursor | None, line: str) -> None:
        self._line.setText(line)
        self._line.setModified(bool(line))

    def holds(self, _mark: QTextCursor | None, line: str) -> bool:
        return self.line() == line

    def cursor_box(self) -> QRect:
        return self._line.cursorRect()

    def go_on(self) -> None:
        """There is no next line."""

    def to_end(self) -> None:
        self._line.end(False)

    def new_line(self) -> None:
        """There is no next line."""


class TextHost:
    """The paragraph of a text in which the cursor stands, when it begins with a slash."""

    def __init__(self, text: QTextEdit) -> None:
        self._text = text

    @property
    def widget(self) -> QWidget:
        return self._text

    def line(self) -> str:
        text = self._text.textCursor().block().text()
        return text.strip() if text.lstrip().startswith("/") and _BREAK not in text else ""

    def before_cursor(self) -> str:
        cursor = self._text.textCursor()
        return cursor.block().text()[: cursor.positionInBlock()]

    def mark(self) -> QTextCursor | None:
        """The beginning of the paragraph: it stays there while somebody types on behind it."""
        cursor = QTextCursor(self._text.textCursor())
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        return cursor

    def replace(self, mark: QTextCursor | None, line: str) -> None:
        """Without a line the paragraph goes; the cursor of who types on below stays with the words there."""
        cursor = mark or self._text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(line)
        if not line and cursor.block().next().isValid():
            cursor.deleteChar()
        elif line and mark is None:
            self._text.setTextCursor(cursor)

    def holds(self, mark: QTextCursor | None, line: str) -> bool:
        return mark is not None and mark.block().text().strip() == line

    def cursor_box(self) -> QRect:
        return self._text.cursorRect()

    def go_on(self) -> None:
        """A new paragraph below the line, wherever in it the cursor stands: the pen never stops."""
        cursor = self._text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        self._text.setTextCursor(cursor)
        self._text.ensureCursorVisible()

    def to_end(self) -> None:
        self._text.moveCursor(QTextCursor.MoveOperation.End)

    def new_line(self) -> None:
        cursor = self._text.textCursor()
        if cursor.atEnd() and cursor.block().text():
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            self._text.setTextCursor(cursor)
