"""Who carries what: every partner with money, staff and what is open, as a list that filters the ledger."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from ibo_desk.domain.engagements import Firmness
from ibo_desk.language import _, ngettext
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.services.engagements.totals import EffortTotal, PartnerTotal, Totals, add_up
from ibo_desk.services.words import label
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
        layout.addWidget(
            hint(_("As far as registered; what was withdrawn or not kept is not counted."), wrap=True)
        )
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
            (total.organisation_id, f"{total.organisation}\n{_sum_up(total)}") for total in totals.partners
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
        together = ngettext("{count} municipality:", "{count} municipalities:", totals.municipalities)
        lines = [together.format(count=totals.municipalities), *map(_effort, totals.municipal)]
        self.municipal.setText("\n".join(lines))
        self.municipal.setVisible(bool(totals.municipal))

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


def _effort(effort: EffortTotal) -> str:
    """ "geld: € 25.000 bevestigd, € 5.000 voorgesteld": what is not confirmed is never added to what is."""
    parts = [f"{amount} {label(firmness)}" for firmness in Firmness if (amount := effort.in_words(firmness))]
    return f"{effort.name}: {', '.join(parts)}"


def _sum_up(total: PartnerTotal | Totals) -> str:
    """A line for each kind of effort, and how many shares are open."""
    still = ngettext("{count} open", "{count} open", total.open).format(count=total.open)
    return "\n".join([*map(_effort, total.efforts), still if total.open else _("nothing open")])
