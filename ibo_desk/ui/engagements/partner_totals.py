"""Who carries what: every partner with money, staff and what is open, as a list that filters the ledger."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from ibo_desk.language import _, ngettext
from ibo_desk.services.engagements.rows import EngagementRow, PartnerTotal, Totals, add_up
from ibo_desk.services.words import format as formats
from ibo_desk.ui.theme import Theme
from ibo_desk.ui.widgets import heading, hint

_ID = Qt.ItemDataRole.UserRole


class PartnerTotals(QFrame):
    """``chosen`` tells the partner whose engagements are to be shown, None for all."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self.partner_id: UUID | None = None
        layout = QVBoxLayout(self)
        inner = theme.px(10)
        layout.setContentsMargins(inner, inner, inner, inner)
        layout.setSpacing(theme.px(6))
        layout.addWidget(heading(_("Who carries what"), 2))
        layout.addWidget(hint(_("As far as registered; withdrawn shares are not counted."), wrap=True))
        self.list = QListWidget()
        self.list.setObjectName("facets")
        self.list.setAccessibleName(_("Who carries what"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(self._tell)
        layout.addWidget(self.list, 1)
        self.municipal = hint("", wrap=True)
        layout.addWidget(self.municipal)

    def show_rows(self, rows: Sequence[EngagementRow]) -> None:
        """Add up these engagements."""
        totals = add_up(rows)
        entries: list[tuple[UUID | None, str]] = [(None, f"{_('All partners')}\n{_sum_up(totals)}")]
        entries += [
            (partner.organisation_id, f"{partner.organisation}\n{_sum_up(partner)}")
            for partner in totals.partners
        ]
        self.list.blockSignals(True)
        self.list.clear()
        for record_id, text in entries:
            item = QListWidgetItem(text)
            item.setData(_ID, record_id)
            self.list.addItem(item)
            if record_id == self.partner_id:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.municipal.setText(
            ngettext(
                "{count} municipality: {effort}",
                "{count} municipalities: {effort}",
                totals.municipalities,
            ).format(
                count=totals.municipalities,
                effort=_effort(totals.municipality_cents, totals.municipality_thousandths),
            )
        )
        self.municipal.setVisible(bool(totals.municipality_cents or totals.municipality_thousandths))

    def offer_in(self, combo: QComboBox) -> None:
        """The same partners as choices, where there is no room for the list."""
        combo.clear()
        for at in range(self.list.count()):
            item = self.list.item(at)
            name, _line, totals = item.text().partition("\n")
            combo.addItem(name, item.data(_ID))
            combo.setItemData(at, totals, Qt.ItemDataRole.ToolTipRole)
        combo.setCurrentIndex(self.list.currentRow())

    def choose(self, partner_id: UUID | None) -> None:
        """Point at a partner, or at all."""
        for at in range(self.list.count()):
            if self.list.item(at).data(_ID) == partner_id:
                self.list.setCurrentRow(at)

    def _tell(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.partner_id = item.data(_ID)
            self.chosen.emit(self.partner_id)


def _effort(cents: int, thousandths: int) -> str:
    parts = [formats.money(cents)] if cents else []
    parts += [formats.vte(thousandths)] if thousandths else []
    return " · ".join(parts)


def _sum_up(total: PartnerTotal | Totals) -> str:
    """ "€ 150.000 · 0,5 VTE · 3 open"; what is zero is left out."""
    effort = _effort(total.cents, total.thousandths)
    still = (
        ngettext("{count} open", "{count} open", total.open).format(count=total.open) if total.open else ""
    )
    return " · ".join(part for part in (effort, still) if part) or _("nothing open")
