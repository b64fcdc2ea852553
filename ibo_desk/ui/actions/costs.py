"""Burdens and benefits of an action: what is typed above, what each partner pays and receives below (seed l.66–99)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.domain.cost_sharing import (
    CostPartner,
    CostRow,
    CostTable,
    ShareKey,
    rounding_difference,
    shown_euros,
)
from ibo_desk.domain.errors import UserError
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services import format as formats
from ibo_desk.services.cost_sharing import ChargeLine, CostSheet
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.parse import parse, parse_choice
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.widgets import button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App

KEYS: Final = (ShareKey.UNITS, ShareKey.INHABITANTS, ShareKey.EQUAL, ShareKey.FIXED)
CHARGES: Final = (
    N_("Cost or income"), N_("Description"), N_("Divided"), N_("Amount"), N_("Staff"),
    N_("Rate for a year"), N_("For each"),
)  # fmt: skip
_COST, _INCOME = N_("cost"), N_("income")


class Choice(QStyledItemDelegate):
    """Offers the words that a column may hold; typing its first letters finds one."""

    def __init__(self, table: QTableWidget, words: Sequence[str]) -> None:
        super().__init__(table)
        self._words = list(words)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        combo = QComboBox(parent)
        combo.addItems(self._words)
        combo.activated.connect(lambda _at: self.commitData.emit(combo))
        return combo

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentText(str(index.data() or self._words[0]))

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentText())


class Typed(QTableWidget):
    """Cells of text to type in; a row more than is filled."""

    def __init__(self, desk: Desk, name: str, heads: Sequence[str]) -> None:
        super().__init__(0, len(heads))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        if desk.read_only:
            self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.cellChanged.connect(self._grow)

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        self.blockSignals(True)
        self.setRowCount(len(rows) + 1)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(at, column, QTableWidgetItem(text))
        self.blockSignals(False)

    def rows(self) -> list[list[str]]:
        """What was typed; empty rows are left out."""
        found = [
            [self._text(at, column) for column in range(self.columnCount())] for at in range(self.rowCount())
        ]
        return [row for row in found if any(row)]

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text().strip() if item is not None else ""

    def _grow(self, row: int, _column: int) -> None:
        if row == self.rowCount() - 1:
            self.insertRow(row + 1)


class CostDialog(QDialog):
    """The sheet of one action; dividing saves it, as one step that can be undone."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Cost sharing"))
        self._desk = desk
        self._action: UUID | None = None
        theme = desk.theme
        self.resize(theme.px(1080), theme.px(680))
        layout = QVBoxLayout(self)
        self.banner = Banner(theme)
        layout.addWidget(self.banner)
        self._title = heading(_("Cost sharing"), 2)
        layout.addWidget(self._title)
        layout.addWidget(
            hint(
                _(
                    "A sum is an amount, or staff (VTE) at a rate for a year. Fixed amounts stand one per partner, "
                    "divided by “;”. Divided exactly; shown in whole euros."
                ),
                wrap=True,
            )
        )
        row = QHBoxLayout()
        row.addWidget(QLabel(_("What is counted")))
        self.unit = QLineEdit()
        self.unit.setPlaceholderText(_("for example dwellings"))
        self.unit.setAccessibleName(_("What is counted"))
        row.addWidget(self.unit, 1)
        row.addStretch(2)
        layout.addLayout(row)
        self.partners = Typed(desk, _("Partners"), [_("Partner"), _("How many"), _("Inhabitants")])
        self.charges = Typed(desk, _("Costs and incomes"), [_(one) for one in CHARGES])
        self.charges.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        for column, words in (
            (0, [_(_COST), _(_INCOME)]),
            (2, [label(one) for one in KEYS]),
            (6, ["", _("yes")]),
        ):
            self.charges.setItemDelegateForColumn(column, Choice(self.charges, words))
        self.outcome = QTableWidget()
        self.outcome.setAccessibleName(_("What each pays and receives"))
        self.outcome.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.outcome.verticalHeader().hide()
        for table in (self.partners, self.charges, self.outcome):
            table.setObjectName("rows")
            layout.addWidget(table, 1)
        self.difference = hint("", wrap=True)
        layout.addWidget(self.difference)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(theme, _("Close"), "", self.reject))
        self.divide = button(theme, _("Divide and save"), "check", self.save, primary=True)
        self.divide.setEnabled(not desk.read_only)
        buttons.addWidget(self.divide)
        layout.addLayout(buttons)

    def begin(self, action_id: UUID, title: str, partners: Sequence[str]) -> None:
        """Show the sheet of an action; a new one begins with its partners."""
        self._action = action_id
        self._title.setText(_("Cost sharing of “{action}”").format(action=title))

        def show(sheet: CostSheet) -> None:
            if not sheet.partners:
                sheet = replace(sheet, partners=tuple(CostPartner(one) for one in partners))
            self._show(sheet)

        self._desk.lane.read(lambda app: app.cost_sheets.sheet(action_id), show, None, self)

    def save(self) -> None:
        """Read what was typed, divide it, keep it."""
        self.banner.hide()
        action_id = self._action
        try:
            sheet = self._sheet()
            sheet.table()
        except UserError as error:
            self.banner.tell(error)
            return
        if action_id is not None:

            def job(app: "App") -> None:
                app.cost_sheets.save(action_id, sheet)

            self._desk.lane.write(job, lambda _nothing: self._show(sheet), self.banner.tell, self)

    def _show(self, sheet: CostSheet) -> None:
        self.unit.setText(sheet.unit)
        self.partners.fill([[one.name, str(one.units), str(one.inhabitants)] for one in sheet.partners])
        charges = [*((_COST, one) for one in sheet.costs), *((_INCOME, one) for one in sheet.incomes)]
        self.charges.fill([_row(_(kind), one) for kind, one in charges])
        self._show_table(sheet, sheet.table())

    def _show_table(self, sheet: CostSheet, table: CostTable) -> None:
        heads = [_("Partner"), *(one.name for one in (*sheet.costs, *sheet.incomes))]
        heads += [_("Cost"), _("Income"), _("Balance")]
        self.outcome.setColumnCount(len(heads))
        self.outcome.setHorizontalHeaderLabels(heads)
        self.outcome.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        shown = [*table.rows, replace(table.total, name=_("Total"))]
        self.outcome.setRowCount(len(shown))
        for at, row in enumerate(shown):
            for column, text in enumerate(_result(row)):
                item = QTableWidgetItem(text)
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                self.outcome.setItem(at, column, item)
        off = abs(rounding_difference(row.cost for row in table.rows))
        told = ngettext(
            "Rounded, the costs differ by {count} euro from their total.",
            "Rounded, the costs differ by {count} euros from their total.",
            off,
        )
        self.difference.setText(told.format(count=off) if off else "")

    def _sheet(self) -> CostSheet:
        partners = tuple(
            CostPartner(name, self._read("number", units) or 0, self._read("number", inhabitants) or 0)
            for name, units, inhabitants in self.partners.rows()
        )
        found: dict[str, list[ChargeLine]] = {_COST: [], _INCOME: []}
        for row in self.charges.rows():
            kind = parse_choice(row[0] or _(_COST), [(one, _(one)) for one in found])
            found[kind].append(self._charge(row))
        return CostSheet(self.unit.text().strip(), partners, tuple(found[_COST]), tuple(found[_INCOME]))

    def _charge(self, row: Sequence[str]) -> ChargeLine:
        _kind, name, divided, amount, staff, rate, each = row
        key = parse_choice(divided or label(ShareKey.UNITS), [(one, label(one)) for one in KEYS])
        fixed = key is ShareKey.FIXED
        return ChargeLine(
            name,
            key,
            0 if fixed else self._read("money", amount) or 0,
            self._read("vte", staff),
            self._read("money", rate) or 0,
            self._read("check", each),
            tuple(self._read("money", one) or 0 for one in amount.split(";")) if fixed else (),
        )

    def _read(self, editor: str, text: str) -> Any:
        return parse(editor, text, today=self._desk.clock.today())


def _row(kind: str, one: ChargeLine) -> list[str]:
    amount = "; ".join(formats.money(cents) for cents in one.fixed) or formats.money(one.cents or None)
    staff = formats.vte(one.thousandths)
    return [
        kind,
        one.name,
        label(one.key),
        amount,
        staff,
        formats.money(one.rate_cents or None),
        _("yes") if one.each else "",
    ]


def _result(row: CostRow) -> list[str]:
    sums = (*row.costs, *row.incomes, row.cost, row.income, row.balance)
    return [row.name, *(formats.money(100 * shown_euros(cents)) for cents in sums)]
