"""Rows of a table: filtered and sorted here, in Python, so that large lists stay quick."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Generic
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ibo_desk.domain.names import fold
from ibo_desk.language import _
from ibo_desk.ui.table.columns import Column, ColumnFilter, Group, Row, RowT, totals
from ibo_desk.ui.table.matching import Match, matching, parts
from ibo_desk.ui.tones import tone_of
from ibo_desk.ui.values import folded

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1  # the frozen row
TONE = Qt.ItemDataRole.UserRole + 2  # the Tone of a chip, else None

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


class RowsModel(QAbstractTableModel, Generic[RowT]):
    """A table over frozen rows with an ``id``; a cell that is edited shows its new text until the row is read again."""

    edited = Signal(object, object, object)  # row, Column, value

    def __init__(self, columns: Sequence[Column[RowT]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self._all: list[RowT] = []
        self._shown: list[RowT | Group] = []  # rows, and a Group above those that belong together
        self.group_key = ""
        self._written: dict[tuple[UUID, str], Any] = {}
        self._words: dict[UUID, str] = {}
        self.orders: list[tuple[int, Qt.SortOrder]] = []  # the columns one sorts by, the first counts most
        self._places: dict[
            UUID, int
        ] = {}  # where rows stand while cells are written in them, whatever one sorts by
        self.today: Callable[[], date] = date.today
        self.quick = ""
        self._quick_words: list[str] = []
        self.filters: dict[str, ColumnFilter] = {}
        self._matches: dict[str, Match] = {}
        self.read_only = False
        self.may_hold_places = False
        self.may_write: Callable[[str, str, Row], bool] = lambda _kind, _field, _row: True
        self.drag_type = ""  # the MIME type under which rows are dragged to somewhere else; "" they are not

    # what is in it

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Show these rows; when the same records stay in the same places only their texts change."""
        self._all = list(rows)
        if self._places.keys().isdisjoint(row.id for row in self._all):  # the rows of something else
            self._places.clear()
        self._written.clear()
        self._words.clear()
        self._arrange()

    def rows(self) -> list[RowT]:
        """The rows that are shown, in the order in which they are shown."""
        return [row for row in self._shown if not isinstance(row, Group)]

    def all_rows(self) -> list[RowT]:
        return list(self._all)

    def row(self, number: int) -> RowT | None:
        """The row at a line; None where a group stands."""
        row = self._shown[number]
        return None if isinstance(row, Group) else row

    def group(self, number: int) -> Group | None:
        """The group at a line; None where a row stands."""
        row = self._shown[number]
        return row if isinstance(row, Group) else None

    def number_of(self, record_id: UUID) -> int:
        """Where a record stands; -1 when it is not shown."""
        return next((at for at, row in enumerate(self._shown) if _key(row) == record_id), -1)

    def column_number(self, key: str) -> int:
        return next(at for at, column in enumerate(self.columns) if column.key == key)

    # filtering and sorting

    def set_quick(self, text: str) -> None:
        """Keep the rows in which every word stands somewhere, accents and capitals aside."""
        self.quick = text
        self._quick_words = fold(text).split()
        self.sort_anew()

    def set_filter(self, key: str, column_filter: ColumnFilter | None) -> None:
        if column_filter is None or column_filter == ColumnFilter():
            self.filters.pop(key, None)
        else:
            self.filters[key] = column_filter
        self._matches = {
            key: matching(held.text, self.today()) for key, held in self.filters.items() if held.text.strip()
        }
        self.sort_anew()

    def clear_filters(self) -> None:
        self.quick = ""
        self._quick_words = []
        self.filters.clear()
        self.sort_anew()

    def distinct(self, key: str) -> list[str]:
        """The texts that a column shows in all rows, in their order."""
        column = self.columns[self.column_number(key)]
        values: dict[str, Any] = {}
        for row in self._all:
            texts = parts(column, row)
            whole = len(texts) == 1 and not isinstance(column.get(row), (tuple, list))
            for text in texts:
                values.setdefault(text, column.sort(column.get(row) if whole else text))
        return sorted(values, key=lambda text: values[text])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sort_by([(column, order)] if 0 <= column < len(self.columns) else [])

    def sort_by(self, orders: Sequence[tuple[int, Qt.SortOrder]]) -> None:
        """Sort by several columns; the first counts most."""
        self.orders = list(orders)
        self.sort_anew()

    @property
    def holds_places(self) -> bool:
        return bool(self._places)

    def sort_anew(self) -> None:
        """Rows in which cells were written go where they belong; until then they stay where they are, as in Excel."""
        self._places.clear()
        self._arrange()

    def set_group(self, key: str) -> None:
        """Put rows that show the same in this column together, under a line that says so; "" is no groups."""
        self.group_key = key
        self.sort_anew()

    def _grouped(self, rows: list[RowT]) -> list[RowT | Group]:
        if not self.group_key:
            return list(rows)
        column = self.columns[self.column_number(self.group_key)]
        together: dict[str, list[RowT]] = {}
        for row in sorted(rows, key=lambda row: column.sort(column.get(row))):
            together.setdefault(column.show(column.get(row)), []).append(row)
        lines: list[RowT | Group] = []
        for text, alike in together.items():
            lines += [Group(text, len(alike), totals(self.columns, alike)), *alike]
        return lines

    def _arrange(self) -> None:
        shown = self._grouped(self._sorted([row for row in self._all if self._keeps(row)]))
        if [_key(row) for row in shown] == [_key(row) for row in self._shown]:
            self._shown = shown
            if shown:
                last = self.index(len(shown) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def _sorted(self, rows: list[RowT]) -> list[RowT]:
        """In the chosen order; what is empty comes last, whichever way."""
        for at, order in reversed(self.orders):
            column = self.columns[at]
            keyed = [(column.sort(column.get(row)), row) for row in rows]
            full = [pair for pair in keyed if pair[0][0] == 0]
            full.sort(key=lambda pair: pair[0], reverse=order == Qt.SortOrder.DescendingOrder)
            rows = [row for _key, row in full] + [row for key, row in keyed if key[0] != 0]
        if self._places:  # new rows come last, in their order
            rows = sorted(rows, key=lambda row: self._places.get(row.id, len(self._places)))
        return rows

    def _keeps(self, row: RowT) -> bool:
        for key, column_filter in self.filters.items():
            column = self.columns[self.column_number(key)]
            values, matches = column_filter.values, self._matches.get(key)
            if values is not None and values.isdisjoint(parts(column, row)):
                return False
            if matches is not None and not matches(column.text(row), column.get(row)):
                return False
        if not self._quick_words:
            return True
        words = self._words.get(row.id)
        if words is None:
            words = folded(" ".join(column.text(row) for column in self.columns))
            self._words[row.id] = words
        return all(word in words for word in self._quick_words)

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], self.columns[index.column()]
        if isinstance(row, Group):
            return _group_data(row, role)
        read = _ROLES.get(role)
        return read(self, row, column) if read else None

    def value(self, row: RowT, column: Column[RowT]) -> Any:
        """The value of a cell; one that was just typed, until the row is read again."""
        return self._written.get((row.id, column.key), column.get(row))

    def _text(self, row: RowT, column: Column[RowT]) -> str:
        return column.show(self.value(row, column))

    def _tip(self, row: RowT, column: Column[RowT]) -> str | None:
        return column.tip(row) if column.tip else (self._text(row, column) or None)

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row, column = self._shown[index.row()], self.columns[index.column()]
        if isinstance(row, Group):
            return base
        if self.can_edit(row, column):
            base |= Qt.ItemFlag.ItemIsEditable
        if self.drag_type and column.handle and not self.read_only:
            base |= Qt.ItemFlag.ItemIsDragEnabled
        return base

    def mimeTypes(self) -> list[str]:
        return [self.drag_type] if self.drag_type else []

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids of the rows, one a line, in the order in which they are shown."""
        rows = [self.row(number) for number in sorted({index.row() for index in indexes})]
        ids = "\n".join(str(row.id) for row in rows if row is not None)
        mime = QMimeData()
        mime.setData(self.drag_type, ids.encode())
        return mime

    def can_edit(self, row: RowT, column: Column[RowT]) -> bool:
        edit = None if isinstance(row, Group) else column.edit
        if edit is None or self.read_only or not self.may_write(edit.kind, edit.field, row):
            return False
        return edit.allowed is None or edit.allowed(row)

    def is_typed_in(self) -> bool:
        """Whether this table has cells to type in, or is only a list to choose from."""
        return any(column.edit is not None for column in self.columns)

    def why_locked(self, row: RowT, column: Column[RowT]) -> str:
        """Why a cell cannot be typed in; empty where it can."""
        if self.can_edit(row, column):
            return ""
        if self.read_only:
            return _("What stands here is locked and can only be read.")
        if column.locked:
            return _(column.locked)
        if column.edit is None:
            text = _("“{column}” follows from other data and is not typed here.")
        else:
            text = _("“{column}” cannot be changed in this row.")
        return text.format(column=_(column.title))

    def show_written(self, cells: Iterable[tuple[RowT, Column[RowT], Any]]) -> None:
        """Show values that are being written, until their rows are read again."""
        self._hold_places()
        for row, column, value in cells:
            self._written[row.id, column.key] = value
            self._tell_changed(row, column)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, column = self._shown[index.row()], self.columns[index.column()]
        if isinstance(row, Group) or not self.can_edit(row, column):
            return False
        if value == column.get(row):
            return True
        self._hold_places()
        self._written[row.id, column.key] = value
        self.dataChanged.emit(index, index)
        self.edited.emit(row, column, value)
        return True

    def _hold_places(self) -> None:
        """What is written in a list that is sorted by it must not pull rows away from under the hands."""
        if not self._places and self.may_hold_places:
            self._places = {row.id: at for at, row in enumerate(self.rows())}

    def forget_written(self, row: RowT, column: Column[RowT]) -> None:
        """The store refused it: show again what stands there."""
        self._written.pop((row.id, column.key), None)
        self._tell_changed(row, column)

    def _tell_changed(self, row: RowT, column: Column[RowT]) -> None:
        number = self.number_of(row.id)
        if number >= 0:
            at = self.index(number, self.columns.index(column))
            self.dataChanged.emit(at, at)


def _key(row: Row | Group) -> UUID | str:
    """By what a line is known when the rows are read again: its record, or the text of its group."""
    return row.text if isinstance(row, Group) else row.id


def _group_data(group: Group, role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole:
        beside = f"  ·  {group.totals}" if group.totals else ""
        return f"{group.text or _('(empty)')}  ({group.count}){beside}"
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return int(_ALIGN["left"] | Qt.AlignmentFlag.AlignVCenter)
    return None


_ROLES: dict[int, Callable[[RowsModel[Any], Any, Column[Any]], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda model, row, column: model._text(row, column),  # noqa: SLF001
    Qt.ItemDataRole.EditRole: lambda model, row, column: model.value(row, column),
    Qt.ItemDataRole.ToolTipRole: lambda model, row, column: model._tip(row, column),  # noqa: SLF001
    Qt.ItemDataRole.TextAlignmentRole: lambda _model, _row, column: int(
        _ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
    ),
    ROW: lambda _model, row, _column: row,
    TONE: lambda model, row, column: tone_of(model.value(row, column)) if column.chip else None,
}
