"""Small tables that are typed into, each with one way to add a line, and the choice of one of many."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter

from ibo_desk.ui.desk import Desk
from ibo_desk.ui.table.columns import Column, Row
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.widgets import button

if TYPE_CHECKING:
    from ibo_desk.app import App

Add = Callable[["App"], UUID]


class Lines(TablePanel):
    """A table of lines of one record; ``kind`` is what the Delete key takes away."""

    def __init__(
        self, desk: Desk, name: str, columns: Sequence[Column], kind: str = "", *, empty: str = ""
    ) -> None:
        super().__init__(desk, name, columns, empty=empty)
        self._kind = kind
        self.quick.hide()
        if kind:
            self.delete_asked.connect(self._delete)

    def add_button(self, text: str, add: Callable[[], Add | None]) -> None:
        """A button that makes a line; ``add()`` gives the job for the store, None where nothing is chosen."""

        def made(record_id: UUID) -> None:
            self.select(record_id)

        def clicked() -> None:
            job = add()
            if job is not None:
                self._desk.lane.write(job, made, None, self)

        self.add_to_bar(button(self._desk.theme, text, "plus", clicked, flat=True))

    def _delete(self, rows: Sequence[Row]) -> None:
        kind = self._kind

        def job(app: "App") -> None:
            for row in rows:
                app.records.delete(kind, row.id)

        self._desk.lane.write(job, None, None, self)


class Picker(QComboBox):
    """Choose one of many by typing part of its name; tells once, then is empty again."""

    picked = Signal(object)

    def __init__(self, desk: Desk, text: str) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumWidth(desk.theme.px(220))
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
