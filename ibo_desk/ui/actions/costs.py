"""Burdens and benefits of an action: what is typed above, what each partner pays and receives below."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.domain.cost_sharing import CostPartner, CostRow, CostTable, rounding_difference, shown_euros
from ibo_desk.domain.errors import UserError
from ibo_desk.domain.share_keys import ShareKey
from ibo_desk.language import N_, _, ngettext
from ibo_desk.services.actions.cost_sharing import ChargeLine, CostSheet
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.editors.parse import parse, parse_choice
from ibo_desk.ui.editors.plain_table import Head, PlainTable, Typed
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.widgets import button, card, heading, hint

if TYPE_CHECKING:
    from ibo_desk.app import App

KEYS: Final = (ShareKey.UNITS, ShareKey.INHABITANTS, ShareKey.EQUAL, ShareKey.FIXED)
_COST, _INCOME = N_("cost"), N_("income")


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
        row = WrapLayout()
        row.addWidget(QLabel(_("What is counted")))
        self.unit = QLineEdit()
        self.unit.setPlaceholderText(_("for example dwellings"))
        self.unit.setAccessibleName(_("What is counted"))
        row.addWidget(self.unit, 1)
        row.addStretch(2)
        layout.addLayout(row)
        self.partners = Typed(desk, _("Partners"), _partner_heads())
        self.charges = Typed(desk, _("Costs and incomes"), _charge_heads())
        self._writers = [
            keep_line(desk, widget, f"costs.{name}", label, lambda: self._action)
            for widget, name, label in (
                (self.unit, "unit", _("What is counted")),
                (self.partners, "partners", _("Partners")),
                (self.charges, "charges", _("Costs and incomes")),
            )
        ]
        self.outcome = PlainTable(desk, _("What each pays and receives"))
        self.outcome.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for table in (self.partners, self.charges, self.outcome):
            frame, inside = card(theme, padding=1)
            inside.addWidget(table)
            layout.addWidget(frame, 1)
        self.difference = hint("", wrap=True)
        layout.addWidget(self.difference)
        buttons = WrapLayout()
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
                sheet = replace(sheet, partners=tuple(CostPartner(partner) for partner in partners))
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
        self.partners.fill(
            [[partner.name, _whole(partner.units), _whole(partner.inhabitants)] for partner in sheet.partners]
        )
        charges = [*((_COST, cost) for cost in sheet.costs), *((_INCOME, income) for income in sheet.incomes)]
        self.charges.fill([_row(_(kind), charge) for kind, charge in charges])
        self._show_table(sheet, sheet.table())
        for writer in self._writers:
            writer.begin_from_here()
            writer.bring_back()

    def _show_table(self, sheet: CostSheet, table: CostTable) -> None:
        sums = [charge.name for charge in (*sheet.costs, *sheet.incomes)] + [
            _("Cost"),
            _("Income"),
            _("Balance"),
        ]
        self.outcome.show_heads([Head(_("Partner")), *(Head(name, number=True) for name in sums)])
        shown = [*table.rows, replace(table.total, name=_("Total"))]
        self.outcome.setRowCount(len(shown))
        for at, row in enumerate(shown):
            for column, text in enumerate(_result(row)):
                item = QTableWidgetItem(text)
                font = item.font()
                font.setBold(at == len(shown) - 1)
                item.setFont(font)
                self.outcome.setItem(at, column, item)
        off = abs(rounding_difference(row.cost for row in table.rows))
        sentence = ngettext(
            "Rounded, the costs differ by {count} euro from their total.",
            "Rounded, the costs differ by {count} euros from their total.",
            off,
        )
        self.difference.setText(sentence.format(count=off) if off else "")

    def _sheet(self) -> CostSheet:
        partners = tuple(
            CostPartner(name, self._read("number", units) or 0, self._read("number", inhabitants) or 0)
            for name, units, inhabitants in self.partners.rows()
        )
        charges: dict[str, list[ChargeLine]] = {_COST: [], _INCOME: []}
        for row in self.charges.rows():
            kind = parse_choice(row[0] or _(_COST), [(name, _(name)) for name in charges])
            charges[kind].append(self._charge(row))
        return CostSheet(self.unit.text().strip(), partners, tuple(charges[_COST]), tuple(charges[_INCOME]))

    def _charge(self, row: Sequence[str]) -> ChargeLine:
        _kind, name, divided, amount, staff, rate, each = row
        key = parse_choice(
            divided or label(ShareKey.UNITS), [(share_key, label(share_key)) for share_key in KEYS]
        )
        fixed = key is ShareKey.FIXED
        return ChargeLine(
            name,
            key,
            0 if fixed else self._read("money", amount) or 0,
            self._read("vte", staff),
            self._read("money", rate) or 0,
            self._read("check", each),
            tuple(self._read("money", part) or 0 for part in amount.split(";")) if fixed else (),
        )

    def _read(self, editor: str, text: str) -> Any:
        return parse(editor, text, today=self._desk.clock.today())


def _partner_heads() -> list[Head]:
    return [
        Head(_("Partner"), _("name of a partner")),
        Head(_("How many"), _("how many of what is counted"), number=True),
        Head(_("Inhabitants"), _("to divide by inhabitants"), number=True),
    ]


def _charge_heads() -> list[Head]:
    keys = tuple(label(key) for key in KEYS)
    return [
        Head(_("Cost or income"), _(_COST), words=(_(_COST), _(_INCOME))),
        Head(_("Description"), _("for example coordination"), example=True),
        Head(_("Divided"), label(ShareKey.UNITS), words=keys, width=182),
        Head(_("Amount"), _("for example 12.500"), number=True, example=True),
        Head(_("Staff"), _("or, for example, 0,5"), number=True, example=True),
        Head(_("Rate for a year"), _("for example 80.000"), number=True, example=True),
        Head(_("For each"), _("no"), words=("", _("yes"))),
    ]


def _whole(number: int) -> str:
    """Nothing where nothing was filled in."""
    return str(number) if number else ""


def _row(kind: str, charge: ChargeLine) -> list[str]:
    amount = "; ".join(formats.money(cents) for cents in charge.fixed) or formats.money(charge.cents or None)
    staff = formats.vte(charge.thousandths)
    return [
        kind,
        charge.name,
        label(charge.key),
        amount,
        staff,
        formats.money(charge.rate_cents or None),
        _("yes") if charge.each else "",
    ]


def _result(row: CostRow) -> list[str]:
    sums = (*row.costs, *row.incomes, row.cost, row.income, row.balance)
    return [row.name, *(formats.money(100 * shown_euros(cents)) for cents in sums)]
