"""The matrix as an item model: items down, colleges across, a state in each cell."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ibo_desk.language import _
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label, short_label
from ibo_desk.ui.shared.overtaken import field_names
from ibo_desk.ui.table.model import TONE
from ibo_desk.ui.tones import tone_of

if TYPE_CHECKING:
    from ibo_desk.documents.overtaken import ChangedNote
    from ibo_desk.services.feedback.matrix import Cell, Matrix, MatrixItem

Index = QModelIndex | QPersistentModelIndex
DETAIL = Qt.ItemDataRole.UserRole + 3  # the second line of an item
LONG = Qt.ItemDataRole.UserRole + 4  # the whole word of a state
OVERTAKEN = "⟳"  # ends the word of a cell whose note is overtaken


class MatrixModel(QAbstractTableModel):
    """Frozen cells; reading again resets it, the view keeps its place by id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix: Matrix | None = None
        self._changed: dict[UUID, dict[tuple[UUID, UUID], ChangedNote]] = {}  # by meeting

    def show(self, matrix: "Matrix") -> None:
        self.beginResetModel()
        self.matrix = matrix
        self.endResetModel()

    def mark(self, meeting_id: UUID, notes: "Sequence[ChangedNote]") -> None:
        """The notes about a meeting that would now read otherwise."""
        self._changed[meeting_id] = {(note.held.item_id, note.held.college_id): note for note in notes}
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def changed(self, index: Index) -> "ChangedNote | None":
        """The note that the college of a cell holds, where it would now read otherwise."""
        of_meeting = self._changed.get(self.item(index.row()).meeting_id, {})
        return of_meeting.get(self.key(index))

    def rowCount(self, parent: Index | None = None) -> int:
        inside = parent is not None and parent.isValid()
        return 0 if inside or self.matrix is None else len(self.matrix.items)

    def columnCount(self, parent: Index | None = None) -> int:
        inside = parent is not None and parent.isValid()
        return 0 if inside or self.matrix is None else len(self.matrix.colleges)

    def key(self, index: Index) -> tuple[UUID, UUID]:
        """The item and the college of a cell."""
        assert self.matrix is not None
        return self.matrix.items[index.row()].id, self.matrix.colleges[index.column()].id

    def cell(self, index: Index) -> "Cell | None":
        """What stands in a cell; None where nothing was asked."""
        return self.matrix.cells.get(self.key(index)) if self.matrix is not None else None

    def item(self, row: int) -> "MatrixItem":
        assert self.matrix is not None
        return self.matrix.items[row]

    def index_of(self, item_id: UUID, college_id: UUID | None = None) -> QModelIndex:
        """Where an item (and a college) stands; an invalid index when it is filtered out."""
        if self.matrix is None:
            return QModelIndex()
        row = next((n for n, item in enumerate(self.matrix.items) if item.id == item_id), -1)
        column = next((n for n, college in enumerate(self.matrix.colleges) if college.id == college_id), 0)
        return self.index(row, column) if row >= 0 else QModelIndex()

    def places(self) -> tuple[dict[UUID, int], dict[UUID, int]]:
        """The row of each item and the column of each college."""
        if self.matrix is None:
            return {}, {}
        return (
            {item.id: at for at, item in enumerate(self.matrix.items)},
            {college.id: at for at, college in enumerate(self.matrix.colleges)},
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._short(index, cell) if cell else ""
        if role == LONG:
            return label(cell.state) if cell else ""
        if role == TONE:
            return tone_of(cell.state) if cell else None
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._in_words(index, cell)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if self.matrix is None:
            return None
        if orientation is Qt.Orientation.Horizontal:
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return self.matrix.colleges[section].name if role in shown else None
        item = self.matrix.items[section]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return item.title
        if role == DETAIL:
            return f"{label(item.item_type)} · {item.meeting} · {formats.short_day(item.on)[:5]}"
        return None

    def _short(self, index: Index, cell: "Cell") -> str:
        """The word of a cell, with a mark where the note that was delivered is overtaken."""
        word = short_label(cell.state)
        return f"{word} {OVERTAKEN}" if cell.overtaken or self.changed(index) is not None else word

    def _in_words(self, index: Index, cell: "Cell | None") -> str:
        """A cell in words: who, what, since when."""
        assert self.matrix is not None
        college = self.matrix.colleges[index.column()].name
        item = self.matrix.items[index.row()]
        if cell is None:
            heard = (item.id, self.matrix.colleges[index.column()].id) in self.matrix.heard
            state = _("heard of the topic elsewhere") if heard else _("nothing asked")
        else:
            state = " ".join(filter(None, (label(cell.state), formats.short_day(cell.on))))
            if cell.answer_by is not None and cell.answer_by != cell.on:
                state += "\n" + _("answer asked by {day}").format(day=formats.short_day(cell.answer_by))
            if cell.overtaken:
                state += "\n" + _("what the delivered note asks, or by when, has changed since")
            changed = self.changed(index)
            if changed is not None:
                names = field_names(changed)
                state += "\n" + _("the delivered note would now read otherwise: {what}").format(what=names)
        return f"{college} · {item.title}\n{state}"
