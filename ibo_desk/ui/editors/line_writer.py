"""Lines and texts outside a record: what is typed there is a draft until a command of the person records it."""

import json
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from ibo_desk.domain.drafts import Draft, DraftKey
from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drafts.keys import left_to_window
from ibo_desk.ui.drafts.typing import Typing
from ibo_desk.ui.editors.plain_table import Typed
from ibo_desk.ui.editors.rich_text import RichTextEditor

LINE = "line"  # the kind of a draft that is no field of a record


class _Source(Protocol):
    """An editor as a writer sees it; ``is_edited``: by the person, not filled by the program; ``steps``: whether
    it has something to undo, to redo.
    """

    @property
    def widget(self) -> QWidget: ...
    def watch(self, changed: Callable[[], None]) -> None: ...
    def text(self) -> str: ...
    def put(self, text: str) -> None: ...
    def is_edited(self) -> bool: ...
    def steps(self) -> tuple[bool, bool]: ...


class _Line:
    def __init__(self, line: QLineEdit) -> None:
        self.widget = line
        self._line = line

    def watch(self, changed: Callable[[], None]) -> None:
        self._line.textChanged.connect(lambda _text: changed())

    def text(self) -> str:
        return self._line.text()

    def put(self, text: str) -> None:
        self._line.selectAll()
        self._line.insert(text)

    def is_edited(self) -> bool:
        return self._line.isModified()

    def steps(self) -> tuple[bool, bool]:
        return self._line.isUndoAvailable(), self._line.isRedoAvailable()


class _Text:
    def __init__(self, edit: QPlainTextEdit) -> None:
        self.widget = edit
        self._edit = edit

    def watch(self, changed: Callable[[], None]) -> None:
        self._edit.textChanged.connect(changed)

    def text(self) -> str:
        return self._edit.toPlainText()

    def put(self, text: str) -> None:
        self._edit.selectAll()
        self._edit.insertPlainText(text)

    def is_edited(self) -> bool:
        return self._edit.document().isModified()

    def steps(self) -> tuple[bool, bool]:
        document = self._edit.document()
        return document.isUndoAvailable(), document.isRedoAvailable()


class _Rich:
    """A text with dress, as it is stored."""

    def __init__(self, editor: RichTextEditor) -> None:
        self.widget = editor.text
        self._editor = editor

    def watch(self, changed: Callable[[], None]) -> None:
        self._editor.text.textChanged.connect(changed)

    def text(self) -> str:
        return str(self._editor.value())

    def put(self, text: str) -> None:
        self._editor.show_value(text)
        self._editor.text.document().setModified(True)  # typed once, and put back: it is a draft still
        self._editor.text.textChanged.emit()

    def is_edited(self) -> bool:
        return self._editor.text.document().isModified()

    def steps(self) -> tuple[bool, bool]:
        document = self._editor.text.document()
        return document.isUndoAvailable(), document.isRedoAvailable()


class _Table:
    """A table of texts, the cell that is open included; as JSON."""

    def __init__(self, table: Typed) -> None:
        self.widget = table
        self._table = table

    def watch(self, changed: Callable[[], None]) -> None:
        self._table.typed.connect(changed)

    def text(self) -> str:
        rows = self._table.rows_now()
        return json.dumps(rows, ensure_ascii=False) if rows else ""

    def put(self, text: str) -> None:
        self._table.fill(json.loads(text) if text else [])

    def is_edited(self) -> bool:
        return True

    def steps(self) -> tuple[bool, bool]:
        return False, False


class LineWriter(QObject):
    """Watches one line, text or table of texts; ``about`` names the record it is about at this moment.

    A line that the program empties was recorded; before one is emptied because something else is shown: ``put_aside``.
    """

    def __init__(
        self, desk: Desk, source: _Source, name: str, label: str, about: Callable[[], object]
    ) -> None:
        super().__init__(source.widget)
        self._drafts = desk.drafts
        self._notice = desk.notice
        self._source = source
        self._name = name
        self._label = label
        self._about = about
        self._base = source.text()
        self._typing: Typing | None = None
        self._dialog: QDialog | None = None
        source.widget.setProperty("writer", name)
        source.widget.installEventFilter(self)
        source.watch(self._changed)

    def begin_from_here(self) -> None:
        """What stands in it now is no draft: it was read, or has just been recorded."""
        self._base = self._source.text()
        self._end()

    def put_aside(self) -> None:
        """Something else is about to be shown: what was typed waits for what it was about."""
        typing, self._typing = self._typing, None
        if typing is not None:
            self._drafts.keep(typing)

    def _key(self) -> DraftKey:
        return DraftKey(LINE, str(self._about() or ""), self._name)

    def _changed(self) -> None:
        text, typing = self._source.text(), self._typing
        if typing is None:
            if not self._source.is_edited() or text == self._base:
                self._base = text if not self._source.is_edited() else self._base
                return
            typing = self._typing = self._begin()
        elif text in {"", self._base}:
            self._end()
            return
        typing.last = text
        self._drafts.typed(typing)

    def _begin(self) -> Typing:
        self._watch_dialog()
        typing = Typing(self._key(), self._label, self._base, None, self._source.text, self._source.widget)

        def last() -> str:
            return self._source.text() if self._typing is typing else typing.last

        typing.read = last
        return typing

    def _end(self) -> None:
        if self._typing is not None:
            typing, self._typing = self._typing, None
            self._drafts.finish(typing)

    def _watch_dialog(self) -> None:
        window = self._source.widget.window()
        if isinstance(window, QDialog) and self._dialog is None:
            self._dialog = window
            window.finished.connect(self._dialog_finished)

    def _dialog_finished(self, result: int) -> None:
        """What was recorded needs no draft; what the person cancelled goes to the bin."""
        typing, self._typing = self._typing, None
        if typing is None:
            return
        if result == QDialog.DialogCode.Accepted:
            self._drafts.finish(typing)
        else:
            self._drafts.throw_typing_away(typing)

    def bring_back(self) -> None:
        """Put back the newest text that waits for this line, when nothing else stands in it."""
        if self._typing is not None or self._source.text() not in {"", self._base}:
            return
        waiting = self._drafts.waiting(self._key())
        if not waiting or not self._source.widget.isEnabled():
            return
        draft = waiting[-1]
        self._source.put(draft.text)
        self._put_back(draft)

    def _put_back(self, draft: Draft) -> None:
        if self._typing is not None:
            self._drafts.take(draft, self._typing)
            text = _("Put back in “{field}”: what was typed and not yet saved.")
            self._notice.emit(text.format(field=self._label))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Show, QEvent.Type.FocusIn}:
            self.bring_back()
        elif event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide} and self._typing is not None:
            self._drafts.draft(self._typing)
        elif isinstance(event, QKeyEvent) and self._key_pressed(event):
            return True
        return super().eventFilter(watched, event)

    def _key_pressed(self, event: QKeyEvent) -> bool:
        undo, redo = self._source.steps()
        if left_to_window(event, undo=undo, redo=redo):
            return True
        is_escape = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
        if not is_escape or self._typing is None or isinstance(self._source.widget.window(), QDialog):
            return False
        self._source.put(self._base)
        return True


def keep_line(
    desk: Desk,
    widget: QWidget,
    name: str,
    label: str,
    about: Callable[[], object] = lambda: "",
) -> LineWriter:
    """Draft what is typed in a line, a text, a rich text or a ``Typed`` table of texts. ``name`` tells it from all
    others, ``label`` is its name on screen.
    """
    return LineWriter(desk, _source_of(widget), name, label, about)


def _source_of(widget: QWidget) -> _Source:
    if isinstance(widget, QLineEdit):
        return _Line(widget)
    if isinstance(widget, Typed):
        return _Table(widget)
    if isinstance(widget, QPlainTextEdit):
        return _Text(widget)
    assert isinstance(widget, RichTextEditor)
    return _Rich(widget)
