"""Where the keys go in a table: the cell below, the next one that can be typed in, the ends as in a spreadsheet."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, Qt

from ibo_desk.ui.table.model import RowsModel

# By key: the line and the column one goes to, counted among those that are shown; None stays in one's own.
ENDS: Final[dict[str, tuple[int | None, int | None]]] = {
    "Ctrl+Home": (0, 0),
    "Ctrl+End": (-1, -1),
    "Ctrl+Up": (0, None),
    "Ctrl+Down": (-1, None),
    "Ctrl+Left": (None, 0),
    "Ctrl+Right": (None, -1),
}


def end(
    model: RowsModel[Any], columns: Sequence[int], here: QModelIndex, to: tuple[int | None, int | None]
) -> QModelIndex | None:
    """The cell at an end of the list; lines of groups are passed over."""
    lines = [line for line in range(model.rowCount()) if model.group(line) is None]
    if not lines or not columns or not here.isValid():
        return None
    row, column = to
    return model.index(
        here.row() if row is None else lines[row], here.column() if column is None else columns[column]
    )


def below(model: RowsModel[Any], here: QModelIndex, step: int) -> QModelIndex | None:
    """The cell below (or above) in the same column; lines of groups are passed over."""
    number = here.row() + step
    while 0 <= number < model.rowCount() and model.group(number) is not None:
        number += step
    return model.index(number, here.column()) if 0 <= number < model.rowCount() else None


def next_editable(
    model: RowsModel[Any], columns: Sequence[int], here: QModelIndex, step: int
) -> QModelIndex | None:
    """The next (or previous) cell that can be typed in, over the ends of lines."""
    at, row = columns.index(here.column()), here.row()
    lines = range(row, model.rowCount()) if step > 0 else range(row, -1, -1)
    for line in lines:
        in_order = columns[::step]
        if line == row:
            in_order = in_order[in_order.index(columns[at]) + 1 :]
        for column in in_order:
            index = model.index(line, column)
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                return index
    return None
