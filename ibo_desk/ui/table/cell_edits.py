"""Writing cells of a table: one that was typed, a block that was pasted, many that are emptied.

Many cells are one journal entry and one undo. Which cells are meant is settled before anything is written: a write
may sort its row away. A cell that cannot be written is told with its place and why; the others are written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import QWidget

from ibo_desk.domain.errors import InvalidValueError, UserError
from ibo_desk.language import _, ngettext
from ibo_desk.services import words
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.cell_writer import NothingTyped
from ibo_desk.ui.table.columns import Column, Edit, RowT, edit_options
from ibo_desk.ui.table.delegate import CellDelegate
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.refusals import Refusal, RefusedCellsError

if TYPE_CHECKING:
    from ibo_desk.app import App

_NAME_LENGTH = 40  # letters of a row's name in a message


class Cell(NamedTuple, Generic[RowT]):
    """One cell and what is to be written in it."""

    row: RowT
    column: Column[RowT]
    value: Any


@dataclass
class _Plan(Generic[RowT]):
    """What a paste or Delete will write, what it cannot, and how many cells were asked."""

    cells: list[Cell[RowT]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    asked: int = 0


class CellEdits(QObject, Generic[RowT]):
    """Carries out what a table asks; shows cells as written until the row is read again."""

    def __init__(self, desk: Desk, model: RowsModel[RowT], table: QWidget, cells: CellDelegate) -> None:
        super().__init__(table)
        self._table = table
        self._cells = cells
        self._desk = desk
        self._model = model
        model.edited.connect(lambda row, column, value: self._write_one(Cell(row, column, value)))

    def paste(self, targets: Iterable[tuple[QModelIndex | None, str, str]]) -> None:
        """Write texts in cells; an index is None where the table has no such cell, then its words tell which."""
        plan: _Plan[RowT] = _Plan()
        for index, text, place in list(targets):
            plan.asked += 1
            if index is None:
                plan.refusals.append(Refusal(place, "", _("the table ends before it")))
            elif str(self._model.data(index) or "") != text:
                self._add(plan, index, partial(self._meant, text=text))
        self._write(plan, _pasted)

    def empty(self, indexes: Iterable[QModelIndex]) -> None:
        """Empty cells; one that is empty already is left alone."""
        plan: _Plan[RowT] = _Plan()
        for index in [index for index in indexes if str(self._model.data(index) or "")]:
            plan.asked += 1
            self._add(plan, index, self._nothing)
        self._write(plan, _emptied)

    def name_of(self, row: RowT) -> str:
        """What a row is called in a message: what stands in its main column."""
        columns = sorted(self._model.columns, key=lambda column: not column.stretch)
        texts = (" ".join(column.show(column.get(row)).split()) for column in columns)
        name = next((text for text in texts if text), "–")
        return name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1].rstrip() + "…"

    def _add(
        self, plan: _Plan[RowT], index: QModelIndex, value_of: Callable[[Edit[RowT], RowT], Any]
    ) -> None:
        row, column = self._model.row(index.row()), self._model.columns[index.column()]
        if row is None:  # the line above a group
            return
        why = self._model.why_locked(row, column)
        if why or column.edit is None:
            self._refuse(plan, row, column, why)
            return
        try:
            plan.cells.append(Cell(row, column, value_of(column.edit, row)))
        except UserError as error:
            self._refuse(plan, row, column, words.sentence(error))

    def _meant(self, edit: Edit[RowT], row: RowT, text: str) -> Any:
        return edit.parsed(row, text, self._desk.clock.today())

    def _nothing(self, edit: Edit[RowT], row: RowT) -> Any:
        """The value of an empty cell; raises ``InvalidValueError`` where a choice has to be made."""
        choices = edit_options(edit, row)
        if not choices:
            return self._meant(edit, row, "")
        empty = [value for value, _text in choices if value is None or value == ""]
        if not empty:
            raise InvalidValueError("choice_needed")
        return empty[0]

    # writing

    def _write_one(self, cell: Cell[RowT]) -> None:
        row, column, value = cell
        sent = self._cells.take_sent() or NothingTyped()

        def job(app: "App") -> None:
            column.write(app, row, value)
            sent.recorded()

        def refused(error: UserError) -> None:
            self._model.forget_written(row, column)
            sent.refused()
            if not self._shows_both(cell, error, sent.recorded):
                self._desk.show_error(error)

        self._desk.lane.write(job, failed=refused, owner=self, quiet=True)

    def _shows_both(self, cell: Cell[RowT], error: UserError, settled: Callable[[], object] | None) -> bool:
        """Lay a value beside the one that somebody else wrote; False where it was refused for another reason."""
        from ibo_desk.ui.table.cell_conflict import show_cell

        return show_cell(self._desk, self._table, cell, error, self._model.all_rows, settled)

    def _write(self, plan: _Plan[RowT], label: Callable[[int], str]) -> None:
        """Write what was planned, as one entry; then tell what could not be written."""
        cells = [cell for cell in plan.cells if cell.value != self._model.value(cell.row, cell.column)]
        if not cells:
            self._tell(plan)
            return

        def job(app: "App") -> list[UserError | None]:
            return app.records.many([partial(c.column.write, app, c.row, c.value) for c in cells], label)

        def done(results: list[UserError | None]) -> None:
            self._answered(plan, cells, results)

        def failed(error: UserError) -> None:
            for cell in cells:
                self._model.forget_written(cell.row, cell.column)
            self._desk.show_error(error)

        self._model.show_written(cells)
        self._desk.lane.write(job, done, failed, self, quiet=len(cells) == 1)

    def _answered(
        self, plan: _Plan[RowT], cells: Iterable[Cell[RowT]], results: Iterable[UserError | None]
    ) -> None:
        for cell, error in zip(cells, results, strict=True):
            if error is None:
                continue
            self._model.forget_written(cell.row, cell.column)
            if not self._shows_both(cell, error, None):
                self._refuse(plan, cell.row, cell.column, words.sentence(error))
        self._tell(plan)

    def _refuse(self, plan: _Plan[RowT], row: RowT, column: Column[RowT], why: str) -> None:
        plan.refusals.append(Refusal(_(column.title), self.name_of(row), why))

    def _tell(self, plan: _Plan[RowT]) -> None:
        if plan.refusals:
            self._desk.show_error(RefusedCellsError(plan.refusals, plan.asked))


def _pasted(count: int) -> str:
    return ngettext("{count} cell pasted", "{count} cells pasted", count).format(count=count)


def _emptied(count: int) -> str:
    return ngettext("{count} cell emptied", "{count} cells emptied", count).format(count=count)
