"""The menus of a table about its columns: which are shown, by which one sorts, filters and groups."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from ibo_desk.language import _
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.view import RowsTable


class StayingMenu(QMenu):
    """A menu in which several things are ticked: it stays open until one leaves it."""

    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        action = self.activeAction()
        if action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
        else:
            super().mouseReleaseEvent(e)


def column_menu(
    parent: QWidget, table: RowsTable[Any], model: RowsModel[Any], group_by: Callable[[str], object]
) -> QMenu:
    """Which columns are shown; beside them the filter of the current one, the widths and the groups."""
    menu = StayingMenu(parent)
    current = table.currentIndex().column()
    if current >= 0:
        title = _(model.columns[current].title)
        menu.addAction(_("Filter “{column}”…").format(column=title), lambda: table.filter_asked.emit(current))
        menu.addSeparator()
    for number, column in enumerate(model.columns):
        action = menu.addAction(_(column.title))
        action.setCheckable(True)
        action.setChecked(number not in table.widths.hidden)
        action.toggled.connect(lambda on, at=number: table.widths.choose(at, shown=on))
    if table.widths.dragged:
        menu.addAction(_("Widths that fit"), table.widths.forget_dragged)
    menu.addSeparator()
    _fill_groups(menu.addMenu(_("Group by")), model, group_by)
    return menu


def _fill_groups(menu: QMenu, model: RowsModel[Any], group_by: Callable[[str], object]) -> None:
    choices = [("", _("(nothing)"))]
    choices += [(column.key, _(column.title)) for column in model.columns if column.groups]
    for key, text in choices:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(key == model.group_key)
        action.triggered.connect(lambda _on=False, to=key: group_by(to))


def heading_menu(
    parent: QWidget,
    table: RowsTable[Any],
    model: RowsModel[Any],
    number: int,
    group_by: Callable[[str], object],
) -> QMenu:
    """What can be done with one column, from its heading."""
    menu = QMenu(parent)
    column = model.columns[number]
    up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
    others = [pair for pair in model.orders if pair[0] != number]

    def sort(orders: list[tuple[int, Qt.SortOrder]]) -> None:
        table.show_order(orders)
        table.sorted.emit()

    menu.addAction(_("Sort upwards"), lambda: sort([(number, up)]))
    menu.addAction(_("Sort downwards"), lambda: sort([(number, down)]))
    if others:
        menu.addAction(_("Then by this column") + "\tShift", lambda: sort([*others, (number, up)]))
    if model.orders:
        menu.addAction(_("Not sorted"), lambda: sort([]))
    menu.addSeparator()
    menu.addAction(_("Filter…") + "\tAlt+↓", lambda: table.filter_asked.emit(number))
    if column.groups:
        menu.addAction(_("Group by this"), lambda: group_by(column.key))
    menu.addSeparator()
    menu.addAction(_("Hide this column"), lambda: table.widths.choose(number, shown=False))
    return menu
