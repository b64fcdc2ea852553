"""Since when each share of an engagement stood how: the days can be mended, and an earlier fact can be added."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ibo_desk.domain.engagements import EngagementState
from ibo_desk.domain.errors import UserError
from ibo_desk.language import N_, _
from ibo_desk.services.engagements.rows import EngagementRow, ShareRow
from ibo_desk.services.engagements.states import StateRow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.editors.parse import parse
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.lines import Lines
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import Combo, button, hint

if TYPE_CHECKING:
    from ibo_desk.app import App

_KIND = "engagement_partner_state"
STATES: Final[Columns[StateRow]] = (
    Column("partner", N_("Partner"), lambda row: row.organisation, 110),
    Column(
        "state", N_("State"), lambda row: row.state, 140, chip=True, edit=Edit(_KIND, "state", enum=EngagementState)
    ),
    Column("since", N_("Since"), lambda row: row.since, 96, edit=Edit(_KIND, "since", "date")),
    Column("amount", N_("Amount"), lambda row: row.amount_cents, 84, "right", show=formats.money),
    Column("by", N_("By which body or item"), lambda row: row.by or row.item, 150, stretch=True),
    Column("reference", N_("Reference"), lambda row: row.reference, 110, edit=Edit(_KIND, "reference")),
)  # fmt: skip


class StatesPart(QWidget):
    """All dated states of an engagement, by partner and day."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row: EngagementRow | None = None
        theme = desk.theme
        self.lines = Lines(
            desk, "engagement_states", STATES, _KIND, empty=_("No share has a dated state yet.")
        )
        text = _("Minutes and notes tell the states of the day of their meeting; mend a day here.")
        self.note = hint(text, wrap=True)
        self.whose, self.state = Combo(), Combo()
        self.whose.setAccessibleName(_("Partner"))
        self.state.setAccessibleName(_("State"))
        for state in EngagementState:
            self.state.addItem(show_value(state), state)
        self.day = QLineEdit()
        self.day.setPlaceholderText(_("since (day)"))
        self.day.setAccessibleName(_("Since"))
        keep_line(desk, self.day, "engagement.since", _("since (day)"), lambda: self._row and self._row.id)
        self.add = button(theme, _("Add a fact of that day"), "plus", self._add)
        self.state.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.state.setMinimumContentsLength(14)
        self.day.setMinimumWidth(theme.px(96))
        row = WrapLayout()
        for widget, stretch in ((self.whose, 2), (self.state, 2), (self.day, 1), (self.add, 0)):
            row.addWidget(widget, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(4), 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addWidget(self.note)
        layout.addWidget(self.lines, 1)
        layout.addLayout(row)
        for widget in (self.whose, self.state, self.day, self.add):
            widget.setVisible(not desk.read_only)

    def show_row(self, row: EngagementRow | None) -> None:
        """Read and show the states of the shares of an engagement."""
        self._row = row
        before = self.whose.currentText()
        self.whose.clear()
        for part in row.partners if row else ():
            self.whose.addItem(part.organisation, part.id)
        self.whose.setCurrentIndex(max(0, self.whose.findText(before)))
        self.add.setEnabled(row is not None and bool(row.partners))
        if row is None:
            self.lines.show_rows(())
            return

        def show(by_share: Mapping[UUID, Sequence[StateRow]]) -> None:
            if self._row is not None and self._row.id == row.id:
                parts: Sequence[ShareRow] = row.partners
                self.lines.show_rows([state for part in parts for state in by_share.get(part.id, ())])

        self._desk.lane.read(lambda app: app.engagements.dated_states([row]), show, owner=self)

    def _add(self) -> None:
        share_id, state, on = self.whose.currentData(), self.state.currentData(), self._on()
        if share_id is None or on is None:
            self.day.setFocus()
            return

        def job(app: "App") -> UUID:
            return app.engagements.note_earlier(share_id, EngagementState(state), on)

        self._desk.lane.write(job, lambda _made: self.day.clear(), owner=self)

    def _on(self) -> date | None:
        try:
            on = parse("date", self.day.text(), today=self._desk.clock.today())
        except UserError as error:
            self._desk.show_error(error)
            return None
        return on if isinstance(on, date) else None
