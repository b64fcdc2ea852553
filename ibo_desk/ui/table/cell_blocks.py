"""Blocks of chosen cells: copied with or without headings, pasted from Excel and Calc, filled down and to the right."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from ibo_desk.domain.names import fold
from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.table.blocks import OWN_CELLS, Given, pack_block, read_block, unpack_block, write_block
from ibo_desk.ui.table.cell_edits import CellEdits, Filled, Target
from ibo_desk.ui.table.columns import RowT
from ibo_desk.ui.table.html_blocks import read_html, write_html
from ibo_desk.ui.table.model import RowsModel

Block = list[list[Given]]


class CellBlocks(QObject, Generic[RowT]):
    """What is done with the chosen cells of a table at once; ``edits`` writes it."""

    def __init__(self, desk: Desk, table: QTableView, model: RowsModel[RowT], edits: CellEdits[RowT]) -> None:
        super().__init__(table)
        self._desk = desk
        self._table = table
        self._model = model
        self._edits = edits

    def visible_columns(self) -> list[int]:
        """The numbers of the columns that are shown, from left to right."""
        header = self._table.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.count())]
        return [at for at in order if not self._table.isColumnHidden(at)]

    def chosen_cells(self) -> list[QModelIndex]:
        """The selected cells that are shown, the current one where none is; from left to right, line by line."""
        places = {at: place for place, at in enumerate(self.visible_columns())}
        current = self._table.currentIndex()
        chosen = [
            index for index in self._table.selectionModel().selectedIndexes() if index.column() in places
        ]
        if not chosen and current.column() in places:
            chosen = [current]
        return sorted(chosen, key=lambda index: (index.row(), places[index.column()]))

    # out

    def copy(self, *, headings: bool = False) -> None:
        """The chosen block as Excel takes it, complete where a cell shows less; for this program exactly as it is."""
        chosen = self.chosen_cells()
        places = {(index.row(), index.column()) for index in chosen}
        rows = sorted({row for row, _column in places})
        columns = [at for at in self.visible_columns() if any(column == at for _row, column in places)]
        if not places:
            return
        block = [
            [self._given(row, at) if (row, at) in places else Given("") for at in columns] for row in rows
        ]
        values = [[self._value(row, at) for at in columns] for row in rows]
        if headings:
            block.insert(0, [Given(_(self._model.columns[at].title)) for at in columns])
            values.insert(0, [None] * len(columns))
        texts = [[cell.text for cell in line] for line in block]
        mime = QMimeData()
        mime.setText(write_block(texts))
        mime.setHtml(write_html(texts, values))
        mime.setData(OWN_CELLS, pack_block(block))
        QGuiApplication.clipboard().setMimeData(mime)

    def _given(self, number: int, at: int) -> Given:
        row, column = self._model.row(number), self._model.columns[at]
        if row is None:
            return Given(str(self._model.index(number, at).data() or ""))
        value = self._model.value(row, column)
        shown = column.text(row) if value == column.get(row) else column.show(value)
        return Given(shown, column.typed_text(row, value) if column.edit is not None else "")

    def _value(self, number: int, at: int) -> Any:
        row = self._model.row(number)
        return None if row is None else self._model.columns[at].get(row)

    def cut(self) -> None:
        """Copy, then empty."""
        self.copy()
        self.empty()

    def empty(self) -> None:
        """Empty the chosen cells; removing rows is a command of its own."""
        if self._model.is_typed_in():
            self._edits.empty(self.chosen_cells())
        else:
            self._desk.notice.emit(_("Nothing is typed in this list, so nothing can be emptied."))

    # in

    def paste(self) -> None:
        """A block from the clipboard, its first cell at the top left of the selection; one cell fills it all.

        A first line of headings of this table says which column is meant, also one that is not shown. Lines below the
        end of the table become new rows, where it can make them.
        """
        block, chosen = clipboard_block(), self.chosen_cells()
        if not block:
            return
        if len(block) == 1 and len(block[0]) == 1 and chosen:
            self._edits.paste([Target(index, block[0][0]) for index in chosen])
            return
        top = min((index.row() for index in chosen), default=0)
        rows = [at for at in range(top, self._model.rowCount()) if self._model.group(at) is None]
        self._edits.paste(*self._under(block, chosen, rows))

    def paste_rows(self) -> None:
        """All lines of the clipboard as new rows, whatever is chosen."""
        if block := clipboard_block():
            self._edits.paste(*self._under(block, (), ()))

    def _under(
        self, block: Block, chosen: Sequence[QModelIndex], rows: Sequence[int]
    ) -> tuple[list[Target], list[list[Target]]]:
        """The cell of these rows under each cell of a block, and the lines below their end."""
        named = self._named(block[0]) if len(block) > 1 else []
        columns = named or self._from_left(chosen)
        targets: list[Target] = []
        lines: list[list[Target]] = []
        for down, line in enumerate(block[1:] if named else block):
            row = rows[down] if down < len(rows) else -1
            cells = [self._target(cell, row, columns, (down, across)) for across, cell in enumerate(line)]
            if row >= 0:
                targets += cells
            elif any(cell.text.strip() for cell in line):
                lines.append(cells)
        return targets, lines

    def _from_left(self, chosen: Sequence[QModelIndex]) -> list[int]:
        """The columns from the left one of the selection on."""
        columns = self.visible_columns()
        return columns[min((columns.index(index.column()) for index in chosen), default=0) :]

    def _named(self, line: Sequence[Given]) -> list[int]:
        """The columns that a line of headings names, -1 for one that is none; nothing where it is a line like others.

        Where two headings and at least half of them are of this table, the others are headings too.
        """
        numbers = {fold(_(column.title)): at for at, column in enumerate(self._model.columns)}
        named = [numbers.get(fold(cell.text.strip()), -1) for cell in line]
        known = [at for at in named if at >= 0]
        most = len(known) > 1 and 2 * len(known) >= len(named)
        if len(set(known)) < len(known) or (-1 in named and not most):
            return []
        for at, cell in enumerate(line):
            if named[at] < 0:
                named[at] = _alike(
                    fold(cell.text), {title: n for title, n in numbers.items() if n not in named}
                )
        return named

    def _target(self, cell: Given, row: int, columns: Sequence[int], place: tuple[int, int]) -> Target:
        down, across = place
        place_text = _("line {line}, column {column} of the block").format(line=down + 1, column=across + 1)
        if across >= len(columns):
            return Target(None, cell, place=place_text)
        if columns[across] < 0:
            return Target(None, cell, place=place_text, why=_("no column of this list is called so"))
        index = self._model.index(row, columns[across]) if row >= 0 else None
        return Target(index, cell, self._model.columns[columns[across]].key, place_text)

    # from other cells of the table

    def fill_down(self) -> None:
        """The first line of the selection in the lines below it; in one line alone, what stands above it."""
        self._fill(Qt.Orientation.Vertical)

    def fill_right(self) -> None:
        """The first column of the selection in those at its right; in one column alone, what stands left of it."""
        self._fill(Qt.Orientation.Horizontal)

    def fill_with(self, text: str) -> None:
        """What was typed, in all chosen cells."""
        self._edits.fill([Target(index, Given(text)) for index in self.chosen_cells()], Filled.WITH_ONE)

    def _fill(self, way: Qt.Orientation) -> None:
        chosen = self.chosen_cells()
        if not self._model.is_typed_in() or not chosen:
            return
        places = self.visible_columns()
        down = way == Qt.Orientation.Vertical
        across = [(index.row(), places.index(index.column())) for index in chosen]
        if not down:
            across = [(place, row) for row, place in across]
        first, several = min(at for at, _other in across), len({at for at, _other in across}) > 1
        source = first if several else first - 1
        targets = []
        for index, (at, other) in zip(chosen, across, strict=True):
            if at == source or source < 0:
                continue
            row, place = (source, other) if down else (other, source)
            if self._model.row(row) is not None:
                targets.append(Target(index, self._given(row, places[place])))
        self._edits.fill(targets, Filled.DOWN if down else Filled.RIGHT)


def _alike(heading: str, numbers: Mapping[str, int]) -> int:
    """The one column whose title stands in a heading ("Regionale actie" and "Actie"); -1 where none or several do."""
    words = set(heading.split())
    alike = [number for title, number in numbers.items() if title and set(title.split()) <= words]
    return alike[0] if len(alike) == 1 else -1


def clipboard_block() -> Block:
    """What lies on the clipboard as cells: our own exactly, else a table, else lines and tabs."""
    mime = QGuiApplication.clipboard().mimeData()
    if mime.hasFormat(OWN_CELLS):
        return unpack_block(bytes(mime.data(OWN_CELLS).data()))
    block = read_html(mime.html()) if mime.hasHtml() else []
    return block or [[Given(text) for text in line] for line in read_block(mime.text())]


def typed_cells(model: RowsModel[Any], indexes: Sequence[QModelIndex]) -> Iterator[tuple[QModelIndex, str]]:
    """The cells among these that can be typed in, each with what stands in its editor."""
    for index in indexes:
        row, column = model.row(index.row()), model.columns[index.column()]
        if row is not None and model.can_edit(row, column):
            yield index, column.typed_text(row, model.value(row, column))
