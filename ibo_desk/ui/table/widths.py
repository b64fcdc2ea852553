"""The widths of the columns of a table: they fit the room there is, and follow what a person dragged or hid."""

from collections.abc import Mapping, Sequence
from typing import Final, Generic

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTableView

from ibo_desk.language import _
from ibo_desk.ui.table.columns import Column, RowT
from ibo_desk.ui.table.fitting import Wish, fitted
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.tones import tone_of

_LOOKED_AT: Final = 150  # rows: more say little about how wide a column must be, and take time
_SHORTEST: Final = (
    40  # pixels of the 100 % design for a column in which nothing stands: the first letters of its title
)


class ColumnWidths(QObject, Generic[RowT]):
    """Fits the columns of a table whenever its room or its rows change. ``changed``: a person chose otherwise."""

    changed = Signal()
    folding = Signal()  # other columns than before have no room

    def __init__(self, view: QTableView, columns: Sequence[Column[RowT]], theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._columns = columns
        self._theme = theme
        self._needs: list[int] = []
        self._words: list[int] = []
        self._own = False  # the widths change because of us
        self.may_fold = True  # else all columns stay and become narrow together
        self._after_drag = QTimer(self, singleShot=True, interval=200)
        self._after_drag.timeout.connect(self.fit)
        self.hidden = {at for at, column in enumerate(columns) if column.hidden}
        self.dragged: dict[int, int] = {}
        self.folded: set[int] = set()
        for at, column in enumerate(columns):
            view.setColumnWidth(at, theme.px(column.width))
        self._apply_hidden()
        view.horizontalHeader().sectionResized.connect(self._resized)

    def choose(self, number: int, *, shown: bool) -> None:
        """A person shows or hides a column."""
        if shown:
            self.hidden.discard(number)
        else:
            self.hidden.add(number)
        self.fit()
        self.changed.emit()

    def forget_dragged(self) -> None:
        """Let the program choose all widths again."""
        self.dragged.clear()
        self.fit()
        self.changed.emit()

    def show_only(self, hidden: set[int]) -> None:
        """Hide these columns and show all others, where there is room."""
        self.hidden = set(hidden)
        self._apply_hidden()
        self.fit()

    def kept(self) -> dict[str, int]:
        """The widths that a person gave, in pixels of the 100 % design; ``recall`` takes them."""
        whole = self._theme.px(100)
        return {self._columns[at].key: round(width * 100 / whole) for at, width in self.dragged.items()}

    def recall(self, dragged: Mapping[str, int]) -> None:
        """What ``kept`` told; the columns that are not in it find their own width again."""
        numbers = {column.key: at for at, column in enumerate(self._columns)}
        self.dragged = {
            numbers[key]: self._theme.px(width) for key, width in dragged.items() if key in numbers
        }
        self.fit()

    def look_again(self, rows: Sequence[RowT]) -> None:
        """The rows are others: what their words need is measured anew."""
        self._words = [self._of_words(column, rows) for column in self._columns]
        self._needs = [
            max(words, self._of_title(column))
            for words, column in zip(self._words, self._columns, strict=True)
        ]
        self.fit()

    def fit(self) -> None:
        """Give each column its width for the room there is."""
        room = self._view.viewport().width()
        asked = [at for at in range(len(self._columns)) if at not in self.hidden]
        if not self._needs or room <= 0 or not asked:
            return
        wishes = [self._wish(at) for at in asked]
        given = dict(zip(asked, fitted(wishes, room, self._theme.px(24)), strict=True))
        folded = {at for at, width in given.items() if not width}
        before, self.folded = self.folded, folded
        self._own = True
        self._apply_hidden()
        for at, width in given.items():
            if width and self._view.columnWidth(at) != width:
                self._view.setColumnWidth(at, width)
        self._own = False
        if folded != before:
            self.folding.emit()

    def _apply_hidden(self) -> None:
        for at in range(len(self._columns)):
            gone = at in self.hidden or at in self.folded
            if self._view.isColumnHidden(at) != gone:
                self._view.setColumnHidden(at, gone)

    def _wish(self, at: int) -> Wish:
        column = self._columns[at]
        return Wish(
            self._needs[at],
            self._theme.px(column.width),
            column.folds or self._view.horizontalHeader().visualIndex(at),
            main=column.stretch,
            stays=column.stretch or not self.may_fold,
            fixed=self.dragged.get(at, 0),
            words=max(self._words[at], self._theme.px(_SHORTEST)),
        )

    def need(self, number: int) -> int:
        """What the words of a column take in full, with its title."""
        return self._needs[number] if self._needs else 0

    def _of_title(self, column: Column[RowT]) -> int:
        px = self._theme.px
        title = QFont(self._view.font())
        title.setBold(True)
        title.setPixelSize(px(12))
        return QFontMetrics(title).horizontalAdvance(_(column.title)) + px(32)  # with the arrow of the order

    def _of_words(self, column: Column[RowT], rows: Sequence[RowT]) -> int:
        px = self._theme.px
        if column.wrap:
            return px(column.width)
        need, metrics = 0, self._view.fontMetrics()
        for row in rows[:_LOOKED_AT]:
            value = column.get(row)
            wide = metrics.horizontalAdvance(column.show(value).replace("\n", " ")) + px(18)
            if column.chip:
                tone = tone_of(value)
                wide += px(14) + (px(16) if tone is not None and tone.icon else 0)
            need = max(need, wide)
        return need

    def _resized(self, number: int, before: int, width: int) -> None:
        """A person drags a column; the others follow when it stands, or the edge would run from the pointer."""
        if not self._own and before and width:
            self.dragged[number] = width
            self._after_drag.start()
            self.changed.emit()
