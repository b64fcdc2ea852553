"""Tables in a text that is written: made, widened and taken away by one menu; Tab goes from cell to cell."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit, QToolButton

from ibo_desk.language import N_, _
from ibo_desk.ui.editors.rich_blocks import table_at, table_format
from ibo_desk.ui.theme import Theme

_FIRST: Final = (3, 3)  # rows and columns of a table that is begun


def step_in_table(edit: QTextEdit, *, back: bool) -> bool:
    """Go to the next cell or the one before; behind the last one a row begins. False where Tab leaves the text."""
    cursor = edit.textCursor()
    table = table_at(cursor)
    if table is None:
        return False
    cell = table.cellAt(cursor)
    place = cell.row() * table.columns() + cell.column() + (-1 if back else 1)
    if place < 0:
        return False
    if place == table.rows() * table.columns():
        table.appendRows(1)
    edit.setTextCursor(table.cellAt(*divmod(place, table.columns())).firstCursorPosition())
    return True


def new_table(edit: QTextEdit) -> None:
    """Begin an empty table where the cursor stands."""
    cursor = edit.textCursor()
    if table_at(cursor) is not None:
        return
    cursor.beginEditBlock()
    if not cursor.atBlockStart():
        cursor.insertBlock()
    table = cursor.insertTable(*_FIRST, table_format())
    cursor.endEditBlock()
    edit.setTextCursor(table.cellAt(0, 0).firstCursorPosition())


def add_row(edit: QTextEdit) -> None:
    """A row below that of the cursor."""
    cursor = edit.textCursor()
    if (table := table_at(cursor)) is not None:
        table.insertRows(table.cellAt(cursor).row() + 1, 1)


def add_column(edit: QTextEdit) -> None:
    """A column at the right of that of the cursor."""
    cursor = edit.textCursor()
    if (table := table_at(cursor)) is not None:
        table.insertColumns(table.cellAt(cursor).column() + 1, 1)


def drop_row(edit: QTextEdit) -> None:
    """Take away the row of the cursor; with its last row the table goes."""
    cursor = edit.textCursor()
    if (table := table_at(cursor)) is not None:
        table.removeRows(table.cellAt(cursor).row(), 1)


def drop_column(edit: QTextEdit) -> None:
    """Take away the column of the cursor; with its last column the table goes."""
    cursor = edit.textCursor()
    if (table := table_at(cursor)) is not None:
        table.removeColumns(table.cellAt(cursor).column(), 1)


def drop_table(edit: QTextEdit) -> None:
    """Take away the whole table."""
    cursor = edit.textCursor()
    if (table := table_at(cursor)) is not None:
        table.removeRows(0, table.rows())


_ACTS: Final[tuple[tuple[str, Callable[[QTextEdit], None]], ...]] = (
    (N_("New table"), new_table),
    (N_("Row below"), add_row),
    (N_("Column at the right"), add_column),
    (N_("Remove row"), drop_row),
    (N_("Remove column"), drop_column),
    (N_("Remove table"), drop_table),
)


class TableMenu(QToolButton):
    """The tool for tables; outside a table only a new one can be made, inside one everything else."""

    def __init__(self, theme: Theme, edit: QTextEdit) -> None:
        super().__init__()
        self._edit = edit
        self.setObjectName("tool")
        self.setIcon(theme.icon("columns"))
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.setToolTip(_("Table"))
        self.setAccessibleName(_("Table"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self.acts = [menu.addAction(_(words), partial(act, edit)) for words, act in _ACTS]
        menu.aboutToShow.connect(self._follow)
        self.setMenu(menu)

    def _follow(self) -> None:
        inside = table_at(QTextCursor(self._edit.textCursor())) is not None
        for place, act in enumerate(self.acts):
            act.setEnabled(inside == (place > 0))
