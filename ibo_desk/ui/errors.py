"""What is said in the window: a calm banner for what the person can mend, a toast for what was done."""

from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.ui.scrolling import keep_typed_in_sight
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
        QTimer.singleShot(0, self, lambda: keep_typed_in_sight(self.window()))  # once all has its place

    @property
    def text(self) -> str:
        return self._text.text()


class Toast(QFrame):
    """What was just done, with "undo", for some seconds in place of a line of words that says nothing new."""

    undo_asked = Signal()

    def __init__(self, theme: Theme, instead_of: QWidget) -> None:
        """``instead_of`` is hidden meanwhile, and keeps its room."""
        super().__init__(instead_of.parentWidget())
        self._theme = theme
        self._instead_of = instead_of
        policy = instead_of.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        instead_of.setSizePolicy(policy)
        self.setObjectName("toast")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(1), theme.px(4), theme.px(1))
        self._full = ""
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = button(theme, _("Undo"), "", self.undo_asked.emit)
        row.addWidget(self._text)
        row.addWidget(self._undo)
        self._gone = QTimer(self, singleShot=True, interval=7000)
        self._gone.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, *, undo: bool = False) -> None:
        self._full = text
        self._text.setToolTip(text)
        self._undo.setVisible(undo)
        self.place()
        self.show()
        self.raise_()
        self._gone.start()

    def fits(self, text: str) -> bool:
        """Whether a sentence can be read whole here."""
        return self._text.fontMetrics().horizontalAdvance(text) <= self._limit(beside=0)

    def _limit(self, *, beside: int) -> int:
        """How many pixels there are for words."""
        room, edge, margins = (
            self._instead_of.width(),
            self._row.contentsMargins(),
            self.contentsMargins(),
        )
        edges = edge.left() + edge.right() + margins.left() + margins.right()
        return min(room - beside - edges, self._theme.px(520))

    def place(self) -> None:
        """Where the words stand that it replaces, in no more room than they have."""
        room = self._instead_of.geometry()
        beside = self._undo.sizeHint().width() + self._row.spacing() if not self._undo.isHidden() else 0
        limit = self._limit(beside=beside)
        self._text.setText(
            self._text.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, limit)
        )
        self.adjustSize()
        self.move(room.left(), room.center().y() - self.height() // 2)

    def showEvent(self, event: QShowEvent) -> None:
        self._instead_of.hide()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._instead_of.show()
