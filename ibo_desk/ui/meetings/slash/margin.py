"""The margin of a text: a mark beside each line that was not turned into a record."""

from collections.abc import Iterator
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from ibo_desk.domain.slash import is_slash_line
from ibo_desk.language import N_, _
from ibo_desk.ui.theme import Theme

_UNDER_WAY = N_("Being noted…")


class Refusals(Protocol):
    """Why lines were not understood, by line; and those of which nobody knows yet."""

    refusals: dict[str, str]
    under_way: set[str]


class SlashMargin(QWidget):
    """Stands in the left margin of a text. The line that is being typed has no mark, unless it was refused before."""

    def __init__(self, theme: Theme, text: QTextEdit, entry: Refusals) -> None:
        super().__init__(text)
        self._theme = theme
        self._text = text
        self._entry = entry
        self.setAccessibleName(_("Lines that are not noted"))
        text.document().documentLayout().update.connect(self.update)
        text.cursorPositionChanged.connect(self.update)
        text.verticalScrollBar().valueChanged.connect(self.update)
        text.setViewportMargins(theme.px(20), 0, 0, 0)
        text.installEventFilter(self)
        self._place()

    def marks(self) -> list[tuple[QRect, str]]:
        """Where a mark stands, and what is to be read there."""
        return [(self._box(block), self._tooltip(block.text().strip())) for block in self._lines()]

    def _tooltip(self, line: str) -> str:
        if line in self._entry.under_way:
            return _(_UNDER_WAY)
        return self._entry.refusals.get(line, _("Not noted yet: press Enter here."))

    def _lines(self) -> Iterator[QTextBlock]:
        typed_in = self._text.textCursor().block() if self._text.hasFocus() else None
        block = self._text.document().begin()
        while block.isValid():
            line = block.text().strip()
            if is_slash_line(line) and (block != typed_in or line in self._entry.refusals):
                yield block
            block = block.next()

    def _box(self, block: QTextBlock) -> QRect:
        line = self._text.cursorRect(QTextCursor(block))
        size = self._theme.px(16)
        return QRect(self._theme.px(2), line.top() + (line.height() - size) // 2 + 1, size, size)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self._place()
        elif event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._text.viewport().geometry()
        self.setGeometry(self._theme.px(2), room.top(), self._theme.px(20), room.height())
        self.raise_()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            tooltip = next((text for box, text in self.marks() if box.contains(event.pos())), "")
            QToolTip.showText(event.globalPos(), tooltip, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        marks = self.marks()
        if not marks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box, tooltip in marks:
            sign = "…" if tooltip == _(_UNDER_WAY) else "?"
            painter.setPen(self._theme.colour("on_warn"))
            painter.setBrush(self._theme.colour("warn"))
            painter.drawEllipse(box)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)
        painter.end()
