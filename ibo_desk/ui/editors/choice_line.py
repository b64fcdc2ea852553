"""A choice that is typed: the list narrows while one types, and the first that fits is taken by Enter or Tab."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QCompleter, QLineEdit, QWidget

from ibo_desk.ui.editors.names_completer import NamesCompleter

_ENDS = {
    Qt.Key.Key_Return: QAbstractItemDelegate.EndEditHint.SubmitModelCache,
    Qt.Key.Key_Enter: QAbstractItemDelegate.EndEditHint.SubmitModelCache,
    Qt.Key.Key_Tab: QAbstractItemDelegate.EndEditHint.EditNextItem,
    Qt.Key.Key_Backtab: QAbstractItemDelegate.EndEditHint.EditPreviousItem,
}


_BETWEEN = ",;\n"  # names of which several stand in one line


class ChoiceLine(QLineEdit):
    """``taken`` with what comes next (an ``EndEditHint``) when one of ``texts`` was chosen from the list.

    With ``several`` names stand in it with commas between them, and the list is of the last one.
    """

    taken = Signal(object)

    def __init__(self, parent: QWidget, texts: Sequence[str], *, several: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("cell_editor")
        self._names = NamesCompleter((), self, _BETWEEN) if several else None
        self._words = QStringListModel([text for text in texts if text], self)
        completer = self._names or QCompleter(self)
        completer.setModel(self._words)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        self.setCompleter(completer)
        shown = completer.popup()
        assert shown is not None, "a completer that pops up has a list"
        self._list = shown
        self._list.setMinimumWidth(self._room())
        self._list.installEventFilter(self)  # after the completer's own, so asked first
        self._list.clicked.connect(self._clicked)
        self.textEdited.connect(self._point, Qt.ConnectionType.QueuedConnection)  # once the list is narrowed
        self._offer_soon = QTimer(self, singleShot=True, interval=0)
        self._offer_soon.timeout.connect(self._offer)
        self._offer_soon.start()

    def _room(self) -> int:
        """How wide the list must be for its words: a cell is often narrower."""
        longest = max(self._words.stringList(), key=len, default="")
        return self.fontMetrics().horizontalAdvance(longest) + 3 * self.fontMetrics().averageCharWidth()

    def _offer(self) -> None:
        """Opened without typing: all there is to choose."""
        if not self.isModified() and self._names is None:
            completer = self.completer()
            completer.setCompletionPrefix("")
            completer.complete()
            here = [at for at, text in enumerate(self._words.stringList()) if text == self.text()]
            if here:
                self._mark(completer.completionModel().index(here[0], 0))

    def _point(self) -> None:
        """Mark what Enter takes."""
        if (index := self._meant()).isValid():
            self._mark(index)

    def _mark(self, index: QModelIndex) -> None:
        """Mark a word in the list, without writing it in the line as the arrow keys do."""
        completer = self.completer()
        completer.blockSignals(True)
        self._list.setCurrentIndex(index)
        completer.blockSignals(False)

    def _meant(self) -> QModelIndex:
        """The first that fits; one that begins so before one that only holds it."""
        model, text = self.completer().completionModel(), self._part().casefold()
        texts = [str(model.index(at, 0).data()) for at in range(model.rowCount())]
        begins = (at for at, shown in enumerate(texts) if shown.casefold().startswith(text))
        return model.index(next(begins, 0), 0) if text else QModelIndex()

    def _part(self) -> str:
        """What is being chosen: the line, or the last of its names."""
        return self.text() if self._names is None else self._names.splitPath(self.text())[0]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Tab in the list take the word that is marked; Ctrl+Enter does so for all that is chosen."""
        if watched is self._list and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            hint, index = _ENDS.get(Qt.Key(event.key())), self._list.currentIndex()
            index = index if index.isValid() else self._meant()
            if hint is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if index.isValid() and self._part():
                    self._fill(index)
                self._list.hide()
                return QApplication.sendEvent(self, event)  # whoever opened the line knows what it means
            if hint is not None and index.isValid() and self._part():
                self._take(index, hint)
                return True
        return super().eventFilter(watched, event)

    def _clicked(self, index: QModelIndex) -> None:
        """A name among several is not the last one yet."""
        if self._names is None:
            self._take(index, QAbstractItemDelegate.EndEditHint.NoHint)
        else:
            self._fill(index)
            self._list.hide()

    def _take(self, index: QModelIndex, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self._fill(index)
        self.taken.emit(hint)  # first: without its list the line may lose the cursor, and be written twice
        self._list.hide()

    def _fill(self, index: QModelIndex) -> None:
        name = str(index.data())
        self.setText(name if self._names is None else self._names.with_name(name))
        self.setModified(True)
