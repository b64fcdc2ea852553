"""The money of an action: a line for each source, and the chosen one in full below it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.ui.actions.money_columns import funding_columns, funding_fields
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.lines import Add, Lines
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.shared.known_names import NOBODY, KnownPartners
from ibo_desk.ui.widgets import column, hint

if TYPE_CHECKING:
    from ibo_desk.services.actions.rows import FundingRow


_MOST = 5  # lines above the record of one of them, before a button shows the others


class Money(QWidget):
    """Who pays what, how far it is, and the days that are kept for it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._action: UUID | None = None
        self._payers: list[tuple[UUID | None, str]] = [(None, "")]
        self._partners = NOBODY
        self.lines = Lines(
            desk,
            "action_money",
            funding_columns(lambda: self._partners),
            "funding",
            empty=_(
                "No money is known for this action. Note here what is asked or granted: a subsidy call, a regiodeal, "
                "own means or a regional fund."
            ),
            most=_MOST,
        )
        self.lines.add_button(_("Add money"), self._new)
        self.record = RecordPanel(desk, "funding", funding_fields(lambda: self._payers))
        self.days = hint(_("The days of calls and reports come on the overview by themselves."), wrap=True)
        self.lines.selected.connect(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, desk.theme.px(6), 0, 0)
        layout.addWidget(column(desk.theme.px(6), self.lines, self.days, self.record))
        self._chosen(None)

    def show_money(
        self,
        action_id: UUID,
        rows: "Sequence[FundingRow]",
        payers: Sequence[tuple[UUID, str]],
        partners: KnownPartners,
    ) -> None:
        """Show the money of an action; who may pay as (id, name), and by any of their names."""
        self._action = action_id
        self._partners = partners
        self._payers = [(None, ""), *payers]
        self.lines.show_rows(rows)
        if self.lines.current() is None:
            self.lines.view.select_first()
        self._chosen(self.lines.current())

    def _chosen(self, row: "FundingRow | None") -> None:
        self.record.setVisible(row is not None)
        self.days.setVisible(row is not None)
        self.record.show_record(row)

    def _new(self) -> Add | None:
        if self._action is None:
            return None
        values = {"action_id": self._action, "year": self._desk.clock.today().year}
        return lambda app: app.records.add("funding", values)
