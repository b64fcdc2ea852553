"""What narrows a table, in sight above it: each filter and the groups, with a cross that takes it away."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ibo_desk.language import _
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.table.columns import Column, ColumnFilter
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import button

_NAMED = 3  # values in a chip; of more only how many


class FilterChips(QWidget):
    """``removed`` with the key of the column of a filter, or "" for the groups."""

    removed = Signal(str)

    def __init__(self, theme: Theme, model: RowsModel[Any]) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._row = WrapLayout(theme.px(6), self)
        self._shown: tuple[tuple[str, str], ...] = ()
        self.hide()

    def look(self) -> None:
        """Show what narrows the table now."""
        model = self._model
        columns = {column.key: column for column in model.columns}
        shown = tuple((key, filter_in_words(columns[key], held)) for key, held in model.filters.items())
        if model.group_key:
            title = _(columns[model.group_key].title)
            shown += (("", _("Groups: {column}").format(column=title)),)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for key, text in shown:
            made = button(self._theme, text, "close", partial(self.removed.emit, key), flat=True)
            made.setToolTip(_("Take this away: {what}").format(what=text))
            self._row.addWidget(made)
        self.setVisible(bool(shown))


def filter_in_words(column: Column[Any], held: ColumnFilter) -> str:
    """ "Status: bevestigd, lopend"; "Tegen: > 1/1/2027"."""
    words = [held.text.strip()] if held.text.strip() else []
    values = sorted(held.values or ())
    words += [value or _("(empty)") for value in values[:_NAMED]]
    if len(values) > _NAMED:
        words.append(_("and {count} more").format(count=len(values) - _NAMED))
    return f"{_(column.title)}: {', '.join(words)}"
