"""A pasted line below the end of a table: the record that comes of it, and the cells of it that did not fit."""

from collections.abc import Callable, Sequence
from datetime import date
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Generic
from uuid import UUID

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _
from ibo_desk.services import words
from ibo_desk.ui.table.blocks import Given
from ibo_desk.ui.table.columns import Column, Made, RowT, naming_first
from ibo_desk.ui.table.refusals import Refusal

if TYPE_CHECKING:
    from ibo_desk.app import App

_NAME_LENGTH = 40  # letters of a row's name in a message


class NewLine(Generic[RowT]):
    """``make(app)`` on the store thread makes the record; what did not fit then stands in ``refusals``."""

    def __init__(
        self,
        add: "Callable[[App], UUID]",
        read: "Callable[[App, UUID], RowT] | None",
        cells: Sequence[tuple[Column[RowT], Given]],
        today: date,
        name: str = "",
    ) -> None:
        self._add = add
        self._read = read
        self._cells = cells
        self._today = today
        texts = {column.key: given.text for column, given in cells}
        name = name or texts[naming_first([column for column, _given in cells])[0].key]
        self._name = shorten(" ".join(name.split()), _NAME_LENGTH, placeholder="…")
        self._refused: list[tuple[Column[RowT], Given, str]] = []
        self.row_id: UUID | None = None

    def make(self, app: "App") -> None:
        """Make the record, then write its cells in their order; one that does not fit leaves the others."""
        row_id = self._add(app)
        for column, given in self._cells:
            if why := self._write(app, row_id, column, given):
                self._refused.append((column, given, why))
        self.row_id = row_id

    def _write(self, app: "App", row_id: UUID, column: Column[RowT], given: Given) -> str:
        """Write one cell; why it was not, where it was not."""
        edit = column.edit
        row: Any = Made(row_id)
        if edit is not None and not edit.is_plain and self._read is not None:
            row = self._read(app, row_id)  # as the cells before it left it
        if edit is None or (edit.allowed is not None and not edit.allowed(row)):
            return _(column.locked) if column.locked else _("is not typed here")
        try:
            edit.write(app, row, edit.parsed(row, edit.best(given), self._today))
        except UserError as error:
            return words.sentence(error)
        return ""

    def refusals(self, error: UserError | None) -> list[Refusal]:
        """What did not fit: all of it where the record could not be made."""
        if error is not None:
            self.row_id = None
            why = words.sentence(error)
            return [Refusal(_(column.title), self._name, why, given.text) for column, given in self._cells]
        return [
            Refusal(_(column.title), self._name, why, given.text, self.row_id, column.key)
            for column, given, why in self._refused
        ]
