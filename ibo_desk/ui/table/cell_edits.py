"""Writing cells of a table: one that was typed, a block that was pasted, many that are emptied.

Many cells are one journal entry and one undo. Which cells are meant is settled before anything is written: a write
may sort its row away. A cell that cannot be written is told with its place and why; the others are written.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple
from uuid import UUID, uuid4

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtWidgets import QWidget

from ibo_desk.domain.errors import InvalidValueError, UserError
from ibo_desk.language import _, ngettext
from ibo_desk.services import words
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.cell_writer import NothingTyped
from ibo_desk.ui.table.blocks import Given
from ibo_desk.ui.table.columns import Column, Edit, Making, RowT, edit_options, naming_first
from ibo_desk.ui.table.delegate import CellDelegate
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.new_lines import NewLine
from ibo_desk.ui.table.refusals import Refusal, RefusedCellsError

if TYPE_CHECKING:
    from ibo_desk.app import App

_NAME_LENGTH = 40  # letters of a row's name in a message


class Filled(Enum):
    """From where cells get what they are filled with: what was typed once, the line above, the column left of them."""

    WITH_ONE = auto()
    DOWN = auto()
    RIGHT = auto()


@dataclass(frozen=True)
class Target:
    """A cell that is pasted: where, what, in which column where the table ends above it, and its place in the block."""

    index: QModelIndex | None
    given: Given
    key: str = ""
    place: str = ""
    why: str = ""


class Cell(NamedTuple, Generic[RowT]):
    """One cell and what is to be written in it; ``text`` is how it was given."""

    row: RowT
    column: Column[RowT]
    value: Any
    text: str = ""


@dataclass
class _Plan(Generic[RowT]):
    """What a paste or Delete will write, what it cannot, and how many cells were asked; ``visit`` is one undo."""

    label: Callable[[int], str]
    visit: UUID = field(default_factory=uuid4)
    cells: list[Cell[RowT]] = field(default_factory=list)
    lines: list[NewLine[RowT]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    asked: int = 0


class CellEdits(QObject, Generic[RowT]):
    """Carries out what a table asks; shows cells as written until the row is read again.

    ``not_written`` tells of cells of a block that did not fit, with the visit in which they can be mended.
    """

    not_written = Signal(object, int, object)  # list of Refusal, how many cells were asked, the visit
    made = Signal(object)  # the ids of the rows that came of lines below the end

    def __init__(self, desk: Desk, model: RowsModel[RowT], table: QWidget, cells: CellDelegate) -> None:
        super().__init__(table)
        self._table = table
        self._cells = cells
        self._desk = desk
        self._model = model
        self.making: Making[RowT] | None = None
        model.edited.connect(lambda row, column, value: self._write_one(Cell(row, column, value)))

    def paste(self, targets: Iterable[Target], lines: Sequence[Sequence[Target]] = ()) -> None:
        """Write what was given in cells, and make a row of each line below the end where the table can."""
        self._give(targets, _pasted, lines)

    def fill(self, targets: Iterable[Target], filled: Filled) -> None:
        """Write in cells what stands in others or was typed once for all of them."""
        self._give(targets, _FILLED[filled])

    def _give(
        self,
        targets: Iterable[Target],
        label: Callable[[int], str],
        lines: Sequence[Sequence[Target]] = (),
    ) -> None:
        plan: _Plan[RowT] = _Plan(label)
        for target in list(targets):
            plan.asked += 1
            if target.index is None:
                plan.refusals += _outside(target)
            elif str(self._model.data(target.index) or "") != target.given.text or target.given.exact:
                self._add(plan, target.index, partial(self._meant, given=target.given), target.given.text)
        for line in lines:
            self._add_line(plan, line)
        self._write(plan)

    def replace(self, texts: Iterable[tuple[QModelIndex, str]]) -> None:
        """Write new words in cells: what "replace all" does."""
        plan: _Plan[RowT] = _Plan(_replaced)
        for index, text in list(texts):
            plan.asked += 1
            self._add(plan, index, partial(self._meant, given=Given(text)), text)
        self._write(plan)

    def mend(self, texts: Sequence[tuple[Refusal, str]], visit: UUID) -> None:
        """Write what was mended of cells that did not fit, in the same visit as the others.

        What was left as it was is tried once more in a row that was mended: a state fits once there is a partner.
        """
        plan: _Plan[RowT] = _Plan(_pasted, visit)
        rows = {row.id: row for row in self._model.all_rows()}
        again: dict[UUID, list[Refusal]] = {}
        mended_rows = {refusal.row_id for refusal, text in texts if text != refusal.text}
        for refusal, text in texts:
            plan.asked += 1
            row = rows.get(refusal.row_id) if refusal.row_id is not None else None
            if row is None or not refusal.key or row.id not in mended_rows:
                plan.refusals.append(refusal)
            elif text == refusal.text:
                again.setdefault(row.id, []).append(refusal)
            else:
                column = self._model.columns[self._model.column_number(refusal.key)]
                self._plan(plan, row, column, partial(self._meant, given=Given(text)), text)
        for row_id, refusals in again.items():
            self._try_again(plan, row_id, refusals)
        self._write(plan)

    def _try_again(self, plan: _Plan[RowT], row_id: UUID, refusals: Sequence[Refusal]) -> None:
        """Write cells as given, in a row that is read again once what was mended in it is written."""
        if self.making is None:
            plan.refusals += refusals
            return
        cells = [
            (self._model.columns[self._model.column_number(cell.key)], Given(cell.text)) for cell in refusals
        ]
        today = self._desk.clock.today()
        plan.lines.append(NewLine(lambda _app: row_id, self.making.read, cells, today, refusals[0].row))

    def empty(self, indexes: Iterable[QModelIndex]) -> None:
        """Empty cells; one that is empty already is left alone."""
        plan: _Plan[RowT] = _Plan(_emptied)
        for index in [index for index in indexes if str(self._model.data(index) or "")]:
            plan.asked += 1
            self._add(plan, index, self._nothing, "")
        self._write(plan)

    def name_of(self, row: RowT) -> str:
        """What a row is called in a message: what stands in its main column."""
        columns = naming_first(self._model.columns)
        texts = (" ".join(column.show(column.get(row)).split()) for column in columns)
        name = next((text for text in texts if text), "–")
        return name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1].rstrip() + "…"

    def _add(
        self, plan: _Plan[RowT], index: QModelIndex, value_of: Callable[[Edit[RowT], RowT], Any], text: str
    ) -> None:
        row = self._model.row(index.row())
        if row is not None:  # else the line above a group
            self._plan(plan, row, self._model.columns[index.column()], value_of, text)

    def _plan(
        self,
        plan: _Plan[RowT],
        row: RowT,
        column: Column[RowT],
        value_of: Callable[[Edit[RowT], RowT], Any],
        text: str,
    ) -> None:
        why = self._model.why_locked(row, column)
        if why or column.edit is None:
            if text != column.text(row):  # a cell that holds it already needs no writing
                self._refuse(plan, row, column, why, text)
            return
        try:
            plan.cells.append(Cell(row, column, value_of(column.edit, row), text))
        except UserError as error:
            self._refuse(plan, row, column, words.sentence(error), text)

    def _add_line(self, plan: _Plan[RowT], line: Sequence[Target]) -> None:
        """A line below the end: a row that is made, or cells for which the table has no place."""
        plan.asked += len(line)
        add = self.making.begin() if self.making is not None and not self._model.read_only else None
        if self.making is None or add is None:
            why = _("the table ends before it, and rows are not made here by pasting")
            plan.refusals += [Refusal(cell.place, "", why, cell.given.text) for cell in line]
            return
        cells = []
        for target in line:
            if not target.key:
                plan.refusals += _outside(target)
            elif target.given.text.strip():
                cells.append((self._model.columns[self._model.column_number(target.key)], target.given))
        if cells:
            plan.lines.append(NewLine(add, self.making.read, cells, self._desk.clock.today()))

    def _meant(self, edit: Edit[RowT], row: RowT, given: Given) -> Any:
        return edit.parsed(row, edit.best(given), self._desk.clock.today())

    def _nothing(self, edit: Edit[RowT], row: RowT) -> Any:
        """The value of an empty cell; raises ``InvalidValueError`` where a choice has to be made."""
        choices = edit_options(edit, row)
        if not choices:
            return edit.parsed(row, "", self._desk.clock.today())
        empty = [value for value, _text in choices if value is None or value == ""]
        if not empty:
            raise InvalidValueError("choice_needed")
        return empty[0]

    # writing

    def _write_one(self, cell: Cell[RowT]) -> None:
        row, column, value, _text = cell
        sent = self._cells.take_sent() or NothingTyped()
        asks = column.edit.asks if column.edit is not None else None
        if asks is not None and asks(row, value):
            self._model.forget_written(row, column)
            sent.recorded()
            return

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

        shown = (cell.row, cell.column, cell.value)
        return show_cell(self._desk, self._table, shown, error, self._model.all_rows, settled)

    def _write(self, plan: _Plan[RowT]) -> None:
        """Write what was planned, as one entry; then tell what could not be written."""
        cells = [cell for cell in plan.cells if cell.value != self._model.value(cell.row, cell.column)]
        if not cells and not plan.lines:
            self._tell(plan)
            return
        lines = plan.lines

        def job(app: "App") -> list[UserError | None]:
            steps = [partial(c.column.write, app, c.row, c.value) for c in cells]
            steps += [partial(line.make, app) for line in lines]
            return app.records.many(steps, _rows_pasted if lines else plan.label, visit=plan.visit)

        def done(results: list[UserError | None]) -> None:
            self._answered(plan, cells, results)

        def failed(error: UserError) -> None:
            for cell in cells:
                self._model.forget_written(cell.row, cell.column)
            self._desk.show_error(error)

        self._model.show_written((cell.row, cell.column, cell.value) for cell in cells)
        self._desk.lane.write(job, done, failed, self, quiet=len(cells) == 1 and not lines)

    def _answered(
        self, plan: _Plan[RowT], cells: Sequence[Cell[RowT]], results: Sequence[UserError | None]
    ) -> None:
        for cell, error in zip(cells, results, strict=False):
            if error is None:
                continue
            self._model.forget_written(cell.row, cell.column)
            if not self._shows_both(cell, error, None):
                self._refuse(plan, cell.row, cell.column, words.sentence(error), cell.text)
        for line, error in zip(plan.lines, results[len(cells) :], strict=True):
            plan.refusals += line.refusals(error)
        if made := [line.row_id for line in plan.lines if line.row_id is not None]:
            self.made.emit(made)
        self._tell(plan)

    def _refuse(self, plan: _Plan[RowT], row: RowT, column: Column[RowT], why: str, text: str) -> None:
        name = self.name_of(row)
        plan.refusals.append(Refusal(_(column.title), name, why, text, row.id, column.key))

    def _tell(self, plan: _Plan[RowT]) -> None:
        if not plan.refusals:
            return
        if any(refusal.text for refusal in plan.refusals):
            self.not_written.emit(plan.refusals, plan.asked, plan.visit)
        else:
            self._desk.show_error(RefusedCellsError(plan.refusals, plan.asked))


def _outside(target: Target) -> list[Refusal]:
    """What is told of a cell for which the table has no place; nothing of one in which nothing stands."""
    why = target.why or _("the table ends before it")
    return [Refusal(target.place, "", why, target.given.text)] if target.given.text.strip() else []


def _pasted(count: int) -> str:
    return ngettext("{count} cell pasted", "{count} cells pasted", count).format(count=count)


def _filled_with_one(count: int) -> str:
    text = ngettext("{count} cell given the same value", "{count} cells given the same value", count)
    return text.format(count=count)


def _filled_down(count: int) -> str:
    text = ngettext(
        "{count} cell filled with what stands above it",
        "{count} cells filled with what stands above them",
        count,
    )
    return text.format(count=count)


def _filled_right(count: int) -> str:
    text = ngettext(
        "{count} cell filled with what stands left of it",
        "{count} cells filled with what stands left of them",
        count,
    )
    return text.format(count=count)


_FILLED: Final[Mapping[Filled, Callable[[int], str]]] = {
    Filled.WITH_ONE: _filled_with_one,
    Filled.DOWN: _filled_down,
    Filled.RIGHT: _filled_right,
}


def _rows_pasted(count: int) -> str:
    return ngettext("{count} row or cell pasted", "{count} rows and cells pasted", count).format(count=count)


def _emptied(count: int) -> str:
    return ngettext("{count} cell emptied", "{count} cells emptied", count).format(count=count)


def _replaced(count: int) -> str:
    return ngettext("Replaced in {count} cell", "Replaced in {count} cells", count).format(count=count)
