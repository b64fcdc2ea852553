"""What the chosen cells hold together: how many, and of those that add up their sum, mean, least and most."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex

from ibo_desk.language import _, ngettext
from ibo_desk.ui.table.model import RowsModel


def counted(model: RowsModel[Any], indexes: Sequence[QModelIndex]) -> str:
    """ "3 cellen · Bedrag: som € 30.000, gemiddelde € 10.000, laagste € 5.000, hoogste € 15.000"; "" for one cell."""
    filled = [index for index in indexes if model.row(index.row()) is not None and index.data()]
    if len(indexes) < 2:
        return ""
    parts = [ngettext("{count} cell filled", "{count} cells filled", len(filled)).format(count=len(filled))]
    for at, column in enumerate(model.columns):
        rows = [model.row(index.row()) for index in filled if index.column() == at]
        values = [column.get(row) for row in rows if row is not None]
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
