"""The filter of one column: words it must hold, or some of the values that it shows."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from ibo_desk.language import N_, _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.table.columns import Column, ColumnFilter, RowT
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.widgets import button, hint

_MOST_VALUES = 300
_SIGNS = N_("Words that stand in it; also =exactly this, <>not this, <1/3/2027, >1000, empty, not empty")


class FilterPopup(QMenu):
    """Opens under a header; applies while the person types and ticks."""

    def __init__(
        self,
        desk: Desk,
        model: RowsModel[RowT],
        column: Column[RowT],
        apply: Callable[[str, ColumnFilter | None], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._column = column
        self._apply = apply
        before = model.filters.get(column.key, ColumnFilter())
        theme = desk.theme
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.addWidget(hint(_("Filter “{column}”").format(column=_(column.title))))
        self._text = QLineEdit(before.text)
        self._text.setPlaceholderText(_("Contains…"))
        self._text.setToolTip(_(_SIGNS))
        self._text.setAccessibleName(_("Contains…"))
        self._text.textChanged.connect(self._changed)
        layout.addWidget(self._text)
        self._values = QListWidget()
        self._values.setAccessibleName(_("Values"))
        for text in model.distinct(column.key)[:_MOST_VALUES]:
            item = QListWidgetItem(text or _("(empty)"))
            item.setData(Qt.ItemDataRole.UserRole, text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = before.values is not None and text in before.values
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self._values.addItem(item)
        self._values.itemChanged.connect(self._changed)
        self._values.setMinimumSize(theme.px(220), theme.px(min(260, 30 + 26 * self._values.count())))
        layout.addWidget(self._values)
        buttons = QHBoxLayout()
        buttons.addWidget(button(theme, _("Clear"), "", self._clear, flat=True))
        buttons.addStretch()
        buttons.addWidget(button(theme, _("Done"), "", self.close))
        layout.addLayout(buttons)
        action = QWidgetAction(self)
        action.setDefaultWidget(inside)
        self.addAction(action)

    def open_at(self, point: QPoint) -> None:
        self.popup(point)
        self._text.setFocus()

    def _changed(self) -> None:
        ticked = frozenset(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in (self._values.item(at) for at in range(self._values.count()))
            if item.checkState() == Qt.CheckState.Checked
        )
        self._apply(self._column.key, ColumnFilter(self._text.text(), ticked or None))

    def _clear(self) -> None:
        self._apply(self._column.key, None)
        self.close()
