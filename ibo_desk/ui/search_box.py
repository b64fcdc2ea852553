"""Search over everything: type anywhere by Ctrl+K, jump with Enter."""

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ibo_desk.domain.commands import Command, CommandHit
from ibo_desk.language import _
from ibo_desk.services import words
from ibo_desk.ui.desk import Desk

_MOST = 12


class RecordHit(Protocol):
    """What the box needs of a record that was found."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> UUID: ...
    @property
    def title(self) -> str: ...
    @property
    def excerpt(self) -> str: ...


class Answer(Protocol):
    """What was found, and the words that were looked for where those that were typed are nowhere."""

    @property
    def lines(self) -> Sequence[RecordHit | CommandHit]: ...
    @property
    def instead(self) -> str: ...


class SearchBox(QLineEdit):
    """Results come while typing and never hold the typing up.

    Emits ``jump(kind, id)`` and ``commanded(key, id)`` with what is filled in, or None.
    """

    jump = Signal(str, object)
    commanded = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = 0
        self._answered = ""  # the words of which the lines are shown
        self._offered: Callable[[], Sequence[Command]] = tuple
        self.setPlaceholderText(_("Search records and commands…   Ctrl+K"))
        self.setAccessibleName(_("Search everything"))
        self.setClearButtonEnabled(True)
        self._build_sign()
        self._popup = QFrame(self.window(), Qt.WindowType.ToolTip)
        self._popup.setObjectName("card")
        layout = QVBoxLayout(self._popup)
        layout.setContentsMargins(1, 1, 1, 1)
        self.results = QListWidget()
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.results.itemClicked.connect(self._take)
        layout.addWidget(self.results)
        self._soon = QTimer(self, singleShot=True, interval=90)
        self._soon.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._soon.start())
        self._before: QWidget | None = None  # which had the keys before they came here
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keys_moved)
        self.installEventFilter(self)

    def _build_sign(self) -> None:
        """An icon of a line of Qt keeps its size when the text is made larger; this one does not."""
        theme, size = self._desk.theme, self._desk.theme.px(16)
        sign = QLabel()
        sign.setPixmap(theme.pixmap("search", "muted", size))
        sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(6), 0, 0, 0)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignLeft)
        self.setTextMargins(size, 0, 0, 0)

    def offer_commands(self, offered: Callable[[], Sequence[Command]]) -> None:
        """Find these commands too: those that the window can do when it is asked."""
        self._offered = offered

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._popup.hide()
        elif event.type() == QEvent.Type.FocusIn:
            self._warm()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
        if step and self.results.count():
            self.results.setCurrentRow((self.results.currentRow() + step) % self.results.count())
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            is_answered = self._popup.isVisible() and self._answered == self.text().strip()
            item = self.results.currentItem() if is_answered else None  # never a line of other words
            if item is not None:
                self._take(item)
            else:
                self._ask()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            return False
        return True

    def _escape(self) -> None:
        """The list goes first; without one the words go, and the keys go back to where they were."""
        self._soon.stop()
        self._asked += 1  # what was asked and is not answered yet opens no list again
        if self._popup.isVisible():
            self._popup.hide()
            return
        self.clear()
        before = self._before
        if before is not None and isValid(before) and before.isVisibleTo(self.window()):
            before.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.clearFocus()

    def _keys_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        """Remember who had the keys; of a cell that was typed in its table, as the editor goes away."""
        if now is not self or before is None or before.window() is not self.window():
            return
        table: QWidget | None = before
        while table is not None and not isinstance(table, QAbstractItemView):
            table = table.parentWidget()
        self._before = table or before

    def _warm(self) -> None:
        """What the first question needs is read while somebody begins to type."""
        commands = self._offered()
        self._desk.lane.read(lambda app: app.search.warm(commands), lambda _none: None, owner=self)

    def _ask(self) -> None:
        text = self.text().strip()
        if len(text) < 2:
            self._popup.hide()
            return
        self._asked += 1
        mine = self._asked

        def show(answer: Answer) -> None:
            if mine == self._asked and self.hasFocus() and text == self.text().strip():
                self.show_hits(answer.lines, answer.instead)

        commands = self._offered()
        self._desk.lane.read(lambda app: app.search.look(text, _MOST, commands), show, owner=self)

    def show_hits(self, hits: Sequence[RecordHit | CommandHit], instead: str = "") -> None:
        """List what was found under the box; ``instead`` are the words under which it was found."""
        self._answered = self.text().strip()
        self.results.clear()
        if instead:
            self._say(_("Searched for “{words}” instead").format(words=instead))
        for hit in hits:
            item = QListWidgetItem(f"{hit.title}\n{_under(hit)}")
            if isinstance(hit, CommandHit):
                item.setData(Qt.ItemDataRole.UserRole, (self.commanded, hit.key, hit.about))
            else:
                item.setData(Qt.ItemDataRole.UserRole, (self.jump, hit.kind, hit.id))
            self.results.addItem(item)
        if not hits:
            self._say(_("Nothing found."))
        else:
            self.results.setCurrentRow(1 if instead else 0)
        line = self.results.sizeHintForRow(self.results.count() - 1)
        self._popup.resize(self.width(), min(self.results.count(), 9) * line + self._desk.theme.px(8))
        self._popup.move(self.mapToGlobal(QPoint(0, self.height() + 3)))
        self._popup.show()

    def _say(self, sentence: str) -> None:
        line = QListWidgetItem(sentence)
        line.setFlags(Qt.ItemFlag.NoItemFlags)
        self.results.addItem(line)

    def _take(self, item: QListWidgetItem) -> None:
        target = item.data(Qt.ItemDataRole.UserRole)
        if target is not None:
            self._popup.hide()
            self.clear()
            signal, what, record_id = target
            signal.emit(what, record_id)


def _under(hit: RecordHit | CommandHit) -> str:
    """Of a record its kind and the text around the words, of a command its keys."""
    if isinstance(hit, CommandHit):
        keys = QKeySequence(hit.keys).toString(QKeySequence.SequenceFormat.NativeText)
        return " · ".join(part for part in (_("Command"), keys) if part)
    kind = words.kind_label(hit.kind)
    return " · ".join(part for part in (kind[:1].upper() + kind[1:], " ".join(hit.excerpt.split())) if part)
