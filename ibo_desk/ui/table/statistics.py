"""What the chosen cells hold together: how many, and of those that add up their sum, mean, least and most."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QTimer
from PySide6.QtWidgets import QTableView

from ibo_desk.language import _, ngettext
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.table.model import RowsModel


def counted(model: RowsModel[Any], indexes: Sequence[QModelIndex]) -> str:
    """ "3 cellen · Bedrag: som € 30.000, gemiddelde € 10.000, laagste € 5.000, hoogste € 15.000"; "" for one cell."""
    filled = [index for index in indexes if model.row(index.row()) is not None and index.data()]
    if len(indexes) < 2:
        return ""
    parts = [ngettext("{count} cell filled", "{count} cells filled", len(filled)).format(count=len(filled))]
    for at, column in enumerate(model.columns):
        rows = [model.row(index.row()) for index in filled if index.column() == at]
        values = [model.value(row, column) for row in rows if row is not None]
        if column.total is not None and values:
            figures = [_("sum {sum}").format(sum=column.show(column.total(values)))]
            numbers = [value for value in values if isinstance(value, int)]
            if len(numbers) > 1:
                figures += [
                    _("mean {mean}").format(mean=column.show(round(sum(numbers) / len(numbers)))),
                    _("least {least}").format(least=column.show(min(numbers))),
                    _("most {most}").format(most=column.show(max(numbers))),
                ]
            parts.append(f"{_(column.title)}: {', '.join(figures)}")
    return " · ".join(parts)


class ChosenFigures(QObject):
    """Tells at the foot of the window what the chosen cells of a table hold, also when that is written anew.

    A table of which nothing stands there is silent: what another one told stays.
    """

    def __init__(
        self,
        desk: Desk,
        table: QTableView,
        model: RowsModel[Any],
        chosen: Callable[[], Sequence[QModelIndex]],
    ) -> None:
        super().__init__(table)
        self._desk = desk
        self._model = model
        self._chosen = chosen
        self._told = ""
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self.tell)
        table.selectionModel().selectionChanged.connect(self._soon.start)
        for written in (model.dataChanged, model.modelReset):
            written.connect(self._tell_again)
        desk.counted.connect(self._another_told)

    def tell(self) -> None:
        before, self._told = self._told, counted(self._model, self._chosen())
        if before != self._told:
            self._desk.counted.emit(self._told)

    def _tell_again(self) -> None:
        if self._told:
            self._soon.start()

    def _another_told(self, text: str) -> None:
        if text != self._told:
            self._told = ""
