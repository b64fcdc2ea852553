"""Typing slash lines: completion and what will be recorded while typing, a record on Enter, one key to mend.

In a text Enter always gives a new line too. What was not understood stays there with a mark in the margin; it is mended
when somebody comes back to it, or never.
"""

from typing import cast
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListWidget, QTextEdit

from ibo_desk.domain.errors import UserError
from ibo_desk.domain.slash import is_slash_line
from ibo_desk.language import _
from ibo_desk.services import words
from ibo_desk.services.slash.slash import SlashResult
from ibo_desk.ui.ask_first import write_asking
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.meetings.slash.hosts import Host, LineHost, TextHost
from ibo_desk.ui.meetings.slash.margin import SlashMargin
from ibo_desk.ui.meetings.slash.mend import mended

_PAUSE = 250  # ms without a key before it is told what a line would record
# What is still being typed is no mistake yet.
_UNFINISHED = frozenset({
    "slash_unknown", "slash_misspelt", "slash_without_names", "slash_without_text", "slash_without_attendees",
    "slash_stance", "slash_hours", "say_the_hour",
})  # fmt: skip
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SlashEntry(QObject):
    """Watches one text or line. ``answered`` gives a sentence to show under it ("" for none), ``noted`` what was made.

    Enter makes the record of the line the cursor is in. Tab takes the mended line, or else the completion.
    ``refusals`` holds by line why it was not understood.
    """

    answered = Signal(str)
    noted = Signal(object)  # SlashResult

    def __init__(self, desk: Desk, widget: QTextEdit | QLineEdit) -> None:
        super().__init__(widget)
        self._desk = desk
        self._host: Host = TextHost(widget) if isinstance(widget, QTextEdit) else LineHost(widget)
        self.item_id: UUID | None = None  # None: nothing may be noted now
        self.offer = ""  # the mended line that Tab takes
        self.refusals: dict[str, str] = {}
        self.under_way: set[str] = set()  # lines whose answer has not come
        self._arrived = False  # no key was typed yet in what is shown
        self._mark: QTextCursor | None = None  # where the line stands that Tab mends
        self.popup: QListWidget | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._complete)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._foresee)
        widget.installEventFilter(self)
        widget.textChanged.connect(self._typed)
        if isinstance(widget, QTextEdit):
            SlashMargin(desk.theme, widget, self)
            widget.cursorPositionChanged.connect(self._moved)

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide}:
            self._close_popup()
        elif event.type() == QEvent.Type.KeyPress and self.item_id is not None:
            return self._key(cast("QKeyEvent", event))
        return super().eventFilter(watched, event)

    def arrive(self) -> None:
        """Who comes to other notes goes on behind what stands there; a command typed first has a line of its own."""
        self._host.to_end()
        self._arrived = True

    def _first_key(self, typed: str) -> None:
        """What is typed first after coming to other notes; keys that type nothing do not count."""
        if self._arrived and typed:
            self._arrived = False
            if typed == "/":
                self._host.new_line()

    def _key(self, event: QKeyEvent) -> bool:
        self._first_key(event.text())
        key = Qt.Key(event.key())
        open_popup = self.popup is not None and self.popup.isVisible()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key == Qt.Key.Key_Tab and self.offer:
            self._mend()
        elif key == Qt.Key.Key_Tab and open_popup:
            self._take()
        elif key in _ARROWS and open_popup:
            self._step(_ARROWS[key])
        elif key == Qt.Key.Key_Escape and (open_popup or self.offer):
            self._close_popup()
            self._tell("", "")
        elif key in _ENTER and open_popup and self._chosen():
            self._take()
        elif key in _ENTER and self._host.line():
            self.note()
        else:
            return False
        return True

    def _typed(self) -> None:
        if self.offer:
            self._tell("", "")
        self._soon.start()
        self._pause.start()

    def _moved(self) -> None:
        """Who comes back to a line that was not understood reads why."""
        line = self._host.line()
        if line in self.refusals and not self.under_way:
            self._tell(self.refusals[line], "")

    # noting

    def note(self) -> None:
        """Turn the line into records, and go on below it; the same line is not noted twice while that is under way."""
        line, item_id = self._host.line(), self.item_id
        if item_id is None or not line:
            return
        mark = self._host.mark()
        self._close_popup()
        self._pause.stop()
        self._host.go_on()
        self._apply(item_id, line, mark)

    def _apply(self, item_id: UUID, line: str, mark: QTextCursor | None) -> None:
        if line in self.under_way:
            return
        self.under_way.add(line)
        self.refusals.pop(line, None)

        def noted(result: SlashResult) -> None:
            self._noted(line, mark, result)
            if (
                mark is not None and self.item_id != item_id
            ):  # another item is shown by now: the line went with it
                self._desk.lane.write(
                    lambda app: app.agenda.drop_line(item_id, line, result.left),
                    owner=self._host.widget,
                    quiet=True,
                )

        def refused(error: UserError) -> None:
            self._refused(line, mark, error)

        if mark is None:  # a line of its own may ask; in a text nothing comes between the words
            write_asking(
                self._desk,
                self._host.widget,
                lambda app, over: app.slash.apply(item_id, line, over),
                noted,
                refused,
                lambda: self.under_way.discard(line),
            )
        else:
            self._desk.lane.write(
                lambda app: app.slash.apply(item_id, line), noted, refused, self._host.widget, quiet=True
            )

    def _noted(self, line: str, mark: QTextCursor | None, result: SlashResult) -> None:
        self.under_way.discard(line)
        if self._host.holds(mark, line):
            self._host.replace(mark, result.left)
        message = result.warning or _("Noted: {what}").format(what=result.text)
        if result.why is None:
            self._tell(message, "")
        else:
            self._refused(result.left, mark, result.why, f" · {message}")
        self._soon.stop()
        self._pause.stop()
        self.noted.emit(result)

    def _refused(self, line: str, mark: QTextCursor | None, error: UserError, noted: str = "") -> None:
        self.under_way.discard(line)
        stands = self._host.holds(mark, line)
        # with Tab as long as nothing is typed on; later by going back to the line
        fresh = mark is None or not self._host.before_cursor()
        offer = mended(line, error, self._desk.clock) if stands and fresh else ""
        text = words.sentence(error)
        self.refusals[line] = text
        self._mark = mark
        if offer:
            text += " " + _("Tab makes it: {line}").format(line=offer)
        self._tell(text + noted, offer)

    def _mend(self) -> None:
        """The mended line takes the place of what was typed, and is noted from there."""
        offer, mark, item_id = self.offer, self._mark, self.item_id
        self._host.replace(mark, offer)
        self._tell("", "")
        self._soon.stop()
        self._pause.stop()
        if item_id is not None:
            self._apply(item_id, self._host.line() if mark is None else offer, mark)

    def _foresee(self) -> None:
        """Tell what the line would record before Enter does it."""
        line, item_id = self._host.line(), self.item_id
        if item_id is None or not line or line in self.under_way or line in self.refusals:
            return

        def tell(text: str) -> None:
            if self._host.line() == line and not {line} & {*self.under_way, *self.refusals}:
                self._tell("→ " + text, "")

        def refused(error: UserError) -> None:
            if error.code not in _UNFINISHED:
                tell(words.sentence(error))

        self._desk.lane.read(lambda app: app.slash.preview(item_id, line), tell, refused, self)

    def _tell(self, text: str, offer: str) -> None:
        self.offer = offer
        self.answered.emit(text)

    # completing

    def _complete(self) -> None:
        before, item_id = self._host.before_cursor(), self.item_id
        here = self._host.widget.hasFocus() and self.item_id is not None
        if not here or not is_slash_line(before):
            self._close_popup()
            return
        self._desk.lane.read(
            lambda app: app.slash.complete(before, item_id),
            lambda words: self._show_popup(before, words),
            owner=self,
        )

    def _show_popup(self, before: str, words: list[str]) -> None:
        widget = self._host.widget
        if not words or self._host.before_cursor() != before or not widget.hasFocus():
            self._close_popup()
            return
        popup = self.popup or self._make_popup()
        popup.clear()
        popup.addItems(words)
        theme = self._desk.theme
        rows = min(len(words), 7)
        popup.setFixedSize(theme.px(430), popup.sizeHintForRow(0) * rows + theme.px(8))
        box = self._host.cursor_box()
        place = widget.mapTo(widget.window(), box.bottomLeft() + QPoint(0, theme.px(6)))
        if place.y() + popup.height() > widget.window().height():
            place = widget.mapTo(widget.window(), box.topLeft()) - QPoint(0, popup.height() + theme.px(4))
        popup.move(max(0, min(place.x(), widget.window().width() - popup.width())), place.y())
        popup.show()
        popup.raise_()

    def _make_popup(self) -> QListWidget:
        made = QListWidget(self._host.widget.window())
        made.setObjectName("completion")
        made.setFrameShape(QFrame.Shape.Box)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(_("Completion"))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.itemClicked.connect(lambda _item: self._take())
        made.destroyed.connect(self._popup_gone)
        self.popup = made
        return made

    def _popup_gone(self) -> None:
        self.popup = None

    def _close_popup(self) -> None:
        if self.popup is not None:
            self.popup.hide()

    def _chosen(self) -> bool:
        return self.popup is not None and bool(self.popup.selectedItems())

    def _step(self, by: int) -> None:
        assert self.popup is not None
        at = self.popup.currentRow() if self._chosen() else -1 if by > 0 else self.popup.count()
        self.popup.setCurrentRow(max(0, min(self.popup.count() - 1, at + by)))

    def _take(self) -> None:
        """Put the chosen completion, or the first, in the place of what was typed up to the cursor."""
        assert self.popup is not None
        text = self.popup.item(self.popup.currentRow() if self._chosen() else 0).text()
        rest = self._rest()
        self._close_popup()
        self._host.replace(None, text + rest)

    def _rest(self) -> str:
        before = self._host.before_cursor()
        whole = self._host.line()
        return whole[len(before) :] if whole.startswith(before) else ""
