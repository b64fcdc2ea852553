"""Small tables that are typed into, each with one way to add a line, and the choice of one of many."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QPushButton, QScrollArea, QWidget

from ibo_desk.language import _, ngettext
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.table.columns import Column, RowT
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.table.row_commands import RowCommands
from ibo_desk.ui.widgets import button

if TYPE_CHECKING:
    from ibo_desk.app import App

Add = Callable[["App"], UUID]


def name_table(panel: TablePanel[Any], name: str = "") -> None:
    """Give a table its name, that of its widest column where it has none: who hears it, and its paper, say it."""
    main = next(column for column in panel.model.columns if column.stretch)
    panel.view.setAccessibleName(name or _(main.title))


def scroller(part: QWidget) -> QScrollArea | None:
    """What scrolls a part up and down with what stands around it."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


class Lines(TablePanel[RowT]):
    """A table of lines of one record; ``kind`` is what the Delete key and the button take away.

    ``most`` fits the table to its lines, up to so many, with a button that shows the others: for lists below each
    other, of which none scrolls by itself.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        columns: Sequence[Column[RowT]],
        kind: str = "",
        *,
        empty: str = "",
        most: int = 0,
    ) -> None:
        super().__init__(desk, name, columns, empty=empty, bare=True)
        self._kind = kind
        self._most = most
        name_table(self)
        self._all = False
        self.rest = button(desk.theme, "", "chevron_down", self._show_all, flat=True)
        self.rest.setHidden(True)
        whole = self.layout()
        assert whole is not None
        whole.addWidget(self.rest)
        if most:
            self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.view.selectionModel().currentChanged.connect(lambda _now, _before: self._follow())
        self.commands: RowCommands[RowT] | None = None
        self.remove: QPushButton | None = None
        if kind and not desk.read_only:
            self.commands = self.let_remove(self._delete, beside=False)
            self.remove = self.commands.button(_("Remove"))
            self.bar.addWidget(self.remove)

    def show_rows(self, rows: Sequence[RowT]) -> None:
        """Show these lines; a table that fits its lines grows with them."""
        super().show_rows(rows)
        if self._most:
            self._fit(len(rows))

    def _fit(self, count: int) -> None:
        view, theme = self.view, self._desk.theme
        shown = count if self._all or count == self._most + 1 else min(count, self._most)
        lines = shown * view.verticalHeader().defaultSectionSize()
        table = view.horizontalHeader().sizeHint().height() + lines + theme.px(6)
        words = max(theme.px(84), self._empty.heightForWidth(self.width() - theme.px(4)))
        self._stack.setFixedHeight(table if count else words)
        more = count - shown
        self.rest.setText(ngettext("Show {count} more", "Show {count} more", more).format(count=more))
        self.rest.setVisible(more > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands where there are no lines goes on below where it does not fit."""
        super().resizeEvent(event)
        if self._most and not self.model.all_rows():
            self._fit(0)

    def _follow(self) -> None:
        """What scrolls the list as a whole keeps the cell in sight that the keys go to."""
        area, view = scroller(self), self.view
        scrolled = area.widget() if area is not None else None
        if area is None or scrolled is None or not view.hasFocus():
            return
        cell = view.visualRect(view.currentIndex())
        middle = view.viewport().mapTo(scrolled, cell.center())
        area.ensureVisible(middle.x(), middle.y(), 0, cell.height())

    def _show_all(self) -> None:
        self._all = True
        self._fit(len(self.model.all_rows()))

    def select(self, record_id: UUID) -> None:
        """Go to a line, also one that was not shown yet."""
        if self._most:
            self._show_all()
        super().select(record_id)

    def add_button(self, text: str, add: Callable[[], Add | None]) -> QPushButton:
        """A button that makes a line and goes into it; ``add()`` gives the job, None where nothing is chosen."""

        def clicked() -> None:
            job = add()
            if job is not None:
                self._desk.lane.write(job, self.view.begin, None, self)

        self.let_paste_rows(add)
        shown = button(self._desk.theme, text, "plus", clicked, flat=True)
        shown.setEnabled(not self._desk.read_only)
        self.add_to_bar(shown)
        return shown

    def _delete(self, rows: Sequence[RowT]) -> None:
        kind, gone = self._kind, [row.id for row in rows]
        self._desk.lane.write(lambda app: app.records.delete_all(kind, gone), None, None, self)


class Picker(QComboBox):
    """Choose one of many by typing part of its name; tells once, then is empty again."""

    picked = Signal(object)

    def __init__(self, desk: Desk, text: str) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumWidth(desk.theme.px(160))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.setEnabled(not desk.read_only)
        self.setAccessibleName(text)
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText(text)
        completer = self.completer()
        assert completer is not None
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.activated.connect(self._chosen)

    def offer(self, options: Sequence[tuple[UUID, str]]) -> None:
        """What can be chosen: id and name."""
        self.blockSignals(True)
        self.clear()
        for value, name in options:
            self.addItem(name, value)
        self.setCurrentIndex(-1)
        self.setEditText("")
        self.blockSignals(False)

    def _chosen(self, at: int) -> None:
        value = self.itemData(at)
        self.setCurrentIndex(-1)
        self.setEditText("")
        if value is not None:
            self.picked.emit(value)
