"""A table with what stands around it: quick filter, filter per column, column choice, memory."""

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.language import _, ngettext
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.table.chips import FilterChips
from ibo_desk.ui.table.column_menus import column_menu, heading_menu
from ibo_desk.ui.table.columns import Column, ColumnFilter, Making, RowT
from ibo_desk.ui.table.filter_popup import FilterPopup
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.row_commands import Remove, RowCommands
from ibo_desk.ui.table.state import TableState, parsed_state
from ibo_desk.ui.table.view import RowsTable
from ibo_desk.ui.table.views import TableViews
from ibo_desk.ui.widgets import button, card, hint

if TYPE_CHECKING:
    from ibo_desk.app import App


class TablePanel(QWidget, Generic[RowT]):
    """``TablePanel(desk, "engagements", COLUMNS)``; then ``show_rows(rows)``.

    ``selected(row | None)`` tells the current record, ``opened(row)`` Enter or double click, ``filled`` whether there
    are rows, each time that they are shown; ``let_remove`` gives it
    the command that removes rows. ``bar`` is the layout of the line above the table: a page puts its own filters at
    its left. Filters,
    widths, order, choice of columns and grouping are remembered under the name. ``bare``: only the table.
    ``begins_chosen``: whether the first row is current before anybody chose one, and, unless ``bare``, where the chosen
    one is no longer shown.
    """

    begins_chosen = True

    selected = Signal(object)
    opened = Signal(object)
    filled = Signal(bool)

    def __init__(
        self, desk: Desk, name: str, columns: Sequence[Column[RowT]], *, empty: str = "", bare: bool = False
    ) -> None:
        super().__init__()
        self._desk = desk
        self._name = f"table/{name}"
        self.model = RowsModel(columns, self)
        self.model.read_only = desk.read_only
        self.model.may_write = desk.may_write
        self.view = RowsTable(desk, self.model)
        self.view.setObjectName("rows")
        self.row_commands = RowCommands(desk, self.view)
        self._loaded = False
        self._other: QWidget | None = None
        self._save_soon = QTimer(self, singleShot=True, interval=300)
        self._save_soon.timeout.connect(self._remember)
        known = frozenset(column.key for column in columns)
        self.views = TableViews(desk, self, name, known, self.state)
        self.views.chosen.connect(self._view_chosen)
        self._nothing_there = empty or _("Nothing here yet.")
        self._build()
        self._first = self.state()
        self._bare = bare
        self.view.widths.may_fold = not bare
        self.model.may_hold_places = (
            not bare
        )  # a short list in a record stands in the order in which it comes
        if bare:  # a short list inside a record needs no filters
            for widget in (self.quick, self._count, self._choose):
                widget.hide()
        self.view.current_row.connect(self.selected)
        self.view.opened.connect(self.opened)
        self.view.filter_asked.connect(self.filter_column)
        self._recall()

    def _build(self) -> None:
        theme = self._desk.theme
        self.quick = QLineEdit()
        self.quick.setPlaceholderText(_("Filter this list"))
        self.quick.setAccessibleName(_("Filter this list"))
        self.quick.setClearButtonEnabled(True)
        self.quick.setMaximumWidth(theme.px(230))
        self.quick.textChanged.connect(self._quick_changed)
        self._count = hint("")
        self._clear = button(theme, _("Clear filters"), "filter_off", self.clear_filters, flat=True)
        self._clear.hide()
        self._choose = button(theme, _("View"), "columns", self.views.ask, flat=True)
        self.views.ready.connect(self._view_menu)
        self.bar = WrapLayout(theme.px(8))
        self.bar.addWidget(self.quick, 1)
        self.bar.addWidget(self._clear)
        self.bar.addStretch(1)
        self.bar.addWidget(self._count)
        self.bar.addWidget(self._choose)
        self.chips = FilterChips(theme, self.model)
        self.chips.removed.connect(self._take_away)
        self._empty = self._nothing()
        holder, inside = card(theme, padding=0)
        inside.setContentsMargins(1, 1, 1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        inside.addWidget(self._stack)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addLayout(self.bar)
        layout.addWidget(self.chips)
        layout.addWidget(holder, 1)
        header = self.view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        self.view.widths.folding.connect(self._tell_folded)
        for signal in (self.view.widths.changed, header.sectionMoved, self.view.sorted):
            signal.connect(lambda *_args: self._save_soon.start())
        self.model.modelReset.connect(self._tell_count)
        self.model.modelReset.connect(self._keep_chosen)

    def _nothing(self) -> QLabel:
        """What stands where there are no rows; a list can be pasted there."""
        made = QLabel(self._nothing_there)
        made.setObjectName("empty")
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setWordWrap(True)
        made.setAccessibleName(made.text())
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # a list can be pasted where none is yet
        QShortcut(
            QKeySequence(QKeySequence.StandardKey.Paste),
            made,
            self.view.blocks.paste,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        return made

    def hasHeightForWidth(self) -> bool:
        """A bar that goes on below takes its room from the table: the panel never asks what it is in to scroll."""
        return False

    # what pages use

    def show_rows(self, rows: Sequence[RowT]) -> None:
        """Show these rows; the current record stays current, the first time the first one becomes it."""
        first = not self._loaded
        self._loaded = True
        self.filled.emit(bool(rows))
        self.model.set_rows(rows)
        self._tell_count()
        if first and self.begins_chosen and self.view.current() is None:
            self.view.select_first()

    def _keep_chosen(self) -> None:
        """A filter or a removal takes the chosen row away: what stands beside the list shows the first one then."""
        if self._loaded and self.begins_chosen and not self._bare:
            self.view.choose_some()

    @property
    def awaits_rows(self) -> bool:
        """Whether no rows were shown yet."""
        return not self._loaded

    def show_first(self, rows: Sequence[RowT]) -> None:
        """The first rows of the list while the others are read: nothing is counted yet.

        A list that a person sorts, groups or filters waits for all of them.
        """
        looked_at = self.state()
        arranged = looked_at.sort or looked_at.group or looked_at.quick or looked_at.filters or self._other
        if rows and self.awaits_rows and not arranged:
            self.show_rows(rows)
            self._count.clear()

    def select(self, record_id: UUID) -> None:
        """Go to a record, as soon as it is there; filters that hide it are cleared."""
        if any(row.id == record_id for row in self.model.all_rows()) and self.model.number_of(record_id) < 0:
            self.clear_filters()
        self.view.select(record_id)

    def current(self) -> RowT | None:
        return self.view.current()

    def chosen(self) -> list[RowT]:
        return self.view.chosen()

    def shown(self) -> list[RowT]:
        """The rows that pass the filters, for totals and exports."""
        return self.model.rows()

    def add_to_bar(self, widget: QWidget) -> None:
        """Put a filter of the page before the quick filter."""
        self.bar.insertWidget(self.bar.indexOf(self.quick), widget)

    def add_view(self, widget: QWidget) -> None:
        """Another view of the rows that pass the filters; it stands where the table stands."""
        self._stack.addWidget(widget)

    def show_view(self, widget: QWidget | None) -> None:
        """Show that view, or None for the table again."""
        self._other = widget
        self._tell_count()

    def set_read_only(self, read_only: bool) -> None:
        self.model.read_only = read_only or self._desk.read_only

    # filters

    def _quick_changed(self, text: str) -> None:
        self.model.set_quick(text)
        self._filters_changed()

    def clear_filters(self) -> None:
        self.quick.blockSignals(True)
        self.quick.clear()
        self.quick.blockSignals(False)
        self.model.clear_filters()
        self._filters_changed()

    def set_filter(self, key: str, column_filter: ColumnFilter | None) -> None:
        self.model.set_filter(key, column_filter)
        self._filters_changed()

    def _filters_changed(self) -> None:
        self._tell_count()
        self._save_soon.start()

    def _tell_count(self) -> None:
        shown, total = len(self.model.rows()), len(self.model.all_rows())
        filtered = bool(self.model.filters or self.model.quick.strip())
        if filtered:
            self._count.setText(_("{shown} of {total}").format(shown=shown, total=total))
        else:
            self._count.setText(ngettext("{count} row", "{count} rows", total).format(count=total))
        self._clear.setVisible(filtered)
        self.chips.look()
        self.view.tell_headings()
        if self._other is not None:
            self._stack.setCurrentWidget(self._other)
        else:
            self._stack.setCurrentIndex(0 if shown or not self._loaded else 1)
        if not shown:
            self._empty.setText(
                _("No row fits the filters. “Clear filters” shows all again.")
                if total
                else self._nothing_there
            )
            self._empty.setAccessibleName(self._empty.text())

    def _header_menu(self, point: QPoint) -> None:
        header = self.view.horizontalHeader()
        at = header.logicalIndexAt(point)
        if at >= 0:
            menu = heading_menu(self, self.view, self.model, at, self.group_by)
            menu.popup(header.mapToGlobal(point))

    def filter_column(self, number: int) -> None:
        """Open the filter of one column under its header (its funnel, or Alt+Down in it)."""
        column = self.model.columns[number]
        FilterPopup(self._desk, self.model, column, self.set_filter, self).open_at(
            self.view.headings.menu_position(number)
        )

    def _view_menu(self) -> None:
        """How the list is looked at: columns, groups, and the views that were kept."""
        menu = column_menu(self, self.view, self.model, self.group_by)
        menu.addMenu(self.views.menu())
        menu.popup(self._choose.mapToGlobal(QPoint(0, self._choose.height())))

    def _take_away(self, key: str) -> None:
        """The cross of a chip: a filter of a column, or the groups."""
        if key:
            self.set_filter(key, None)
        else:
            self.group_by("")

    def group_by(self, key: str) -> None:
        """Put rows together that show the same in a column; "" for none."""
        self.model.set_group(key)
        self._filters_changed()

    def _tell_folded(self) -> None:
        """Say which columns have no room now."""
        widths = self.view.widths
        titles = [_(column.title) for at, column in enumerate(self.model.columns) if at in widths.folded]
        self._choose.setVisible(bool(titles) or not self._bare)
        folded = f"+{len(titles)}" if self._bare else f"{_('View')} (+{len(titles)})"
        self._choose.setText(folded if titles else _("View"))
        text = _("No room now: {columns}. Make the window or this list wider, or hide other columns.")
        plain = _("How the list is looked at: columns, order, groups and filters under a name")
        self._choose.setToolTip(text.format(columns=", ".join(titles)) if titles else plain)

    def let_remove(self, remove: Remove[RowT], *, beside: bool = True) -> RowCommands[RowT]:
        """Rows can be removed, after a question; ``beside``: with a small button beside the choice of the view.

        A college removes none of those in the file that it was given.
        """
        commands = self.row_commands
        if beside and self._desk.package is not None:
            return commands
        commands.let_remove(remove)
        if beside:
            self.bar.insertWidget(self.bar.indexOf(self._choose), commands.button())
        return commands

    def let_paste_rows(
        self,
        begin: "Callable[[], Callable[[App], UUID] | None]",
        read: "Callable[[App, UUID], RowT] | None" = None,
    ) -> None:
        """Lines that are pasted below the end become records; ``begin`` and ``read`` as in ``Making``."""
        self.view.edits.making = Making(begin, read)

    # how it is looked at

    def state(self) -> TableState:
        """How the table is looked at now."""
        header, columns, widths = self.view.horizontalHeader(), self.model.columns, self.view.widths
        down = Qt.SortOrder.DescendingOrder
        return TableState(
            tuple(columns[header.logicalIndex(at)].key for at in range(len(columns))),
            tuple(columns[at].key for at in sorted(widths.hidden)),
            tuple((columns[at].key, order == down) for at, order in self.model.orders),
            self.model.group_key,
            self.quick.text(),
            dict(self.model.filters),
            widths.kept(),
        )

    def _view_chosen(self, state: TableState | None) -> None:
        self.apply(state or self._first)

    def apply(self, state: TableState) -> None:
        """Look at the table so: columns, widths, order, groups and filters."""
        header, numbers = self.view.horizontalHeader(), self.model.column_number
        for at, key in enumerate(state.order):
            header.moveSection(header.visualIndex(numbers(key)), at)
        self.view.widths.show_only({numbers(key) for key in state.hidden})
        self.view.widths.recall(state.widths)
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        self.view.show_order([(numbers(key), down if downwards else up) for key, downwards in state.sort])
        self.model.set_group(state.group)
        self.model.clear_filters()
        for key, held in state.filters.items():
            self.model.set_filter(key, held)
        self.quick.setText(state.quick)
        self.model.set_quick(state.quick)
        self._filters_changed()

    # memory

    def _remember(self) -> None:
        self._desk.remember(self._name, json.dumps(self.state().as_json()))

    def _recall(self) -> None:
        known = frozenset(column.key for column in self.model.columns)
        state = parsed_state(self._desk.remembered(self._name, "{}"), known)
        if state is not None:
            self.apply(state)
