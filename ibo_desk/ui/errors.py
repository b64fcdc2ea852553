"""What is said in the window: a calm banner for what the person can mend, a toast for what was done."""

from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import button


class UndoEntry(Protocol):
    """What a toast needs of a journal entry."""

    @property
    def label(self) -> str: ...


class Banner(QFrame):
    """One sentence at the top of the window; stays until it is read away or something else is to be said."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(5), theme.px(12), theme.px(5))
        icon = QLabel()
        icon.setPixmap(theme.pixmap("alert", "on_warn", theme.px(16)))
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(icon)
        row.addWidget(self._text, 1)
        row.addWidget(button(theme, _("Close"), "", self.hide, flat=True))
        self.hide()

    def tell(self, error: UserError) -> None:
        """Show the sentence of an error."""
        from ibo_desk.services import words

        self.say(words.sentence(error))

    def say(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()

    @property
    def text(self) -> str:
        return self._text.text()


class Toast(QFrame):
    """What was just done, with "undo", for some seconds in the bottom bar, where it covers nothing to work with."""

    undo_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(1), theme.px(4), theme.px(1))
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = button(theme, _("Undo"), "", self.undo_asked.emit)
        row.addWidget(self._text)
        row.addWidget(self._undo)
        self._gone = QTimer(self, singleShot=True, interval=7000)
        self._gone.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, *, undo: bool = False) -> None:
        limit = self._theme.px(520)
        self._text.setText(self._text.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, limit))
        self._text.setToolTip(text)
        self._undo.setVisible(undo)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._gone.start()

    def place(self) -> None:
        """At the left of the bar, over the words that say where the file lies."""
        parent = self.parentWidget()
        if parent is not None:
            self.move(self._theme.px(12), (parent.height() - self.height()) // 2)
