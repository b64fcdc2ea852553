"""One engagement: what, by when, for which action, and the share of every partner."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibo_desk.domain.audience import Audience
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.engagements import EngagementKind, InMultiYearPlan, Recurrence
from ibo_desk.language import N_, _
from ibo_desk.services.engagements.rows import EngagementRow, ShareRow
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.parties.organisations import OrganisationRow
from ibo_desk.ui.ask_first import write_asking
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.fields import Field
from ibo_desk.ui.engagements.parts import FollowedPart, PaymentsPart, PeriodsPart
from ibo_desk.ui.engagements.states import StatesPart
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.layout.tabs import Tabs
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.shared.engagement_columns import confirmation_told, due_text, share_columns, short_partners
from ibo_desk.ui.shared.multi_picker import MultiPicker
from ibo_desk.ui.shared.new_engagement import due_means, offer_partners
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.row_commands import RowCommands
from ibo_desk.ui.table.view import RowsTable
from ibo_desk.ui.tones import HALF, tone_of
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import button, chip, heading, hint, scrolled, set_chip

if TYPE_CHECKING:
    from ibo_desk.app import App

Options = Sequence[tuple[Any, str]]
_CONFIRMING = {
    BodyKind.COLLEGE,
    BodyKind.MUNICIPAL_COUNCIL,
    BodyKind.PROVINCIAL_EXECUTIVE,
    BodyKind.GOVERNMENT,
}


def _save_due(app: "App", row: EngagementRow, value: str) -> None:
    app.engagements.set_due(row.id, value)


class EngagementRecord(QWidget):
    """Fields at the left; at the right, behind tabs, shares, payments, periods and follow-up. Each saves itself."""

    go_item = Signal(object)  # the agenda item at which it was made, or that followed it up

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row: EngagementRow | None = None
        self._actions: Options = ()
        self._confirmers: Options = ()
        self.fields = RecordPanel(desk, "engagement", self._fields())
        for name, share in (("progress", 2), ("note", 1)):
            self.fields.let_grow(name, share)
        self.shares = RowsModel(share_columns(lambda: self._confirmers), self)
        self.shares.may_write = desk.may_write
        self.table = RowsTable(desk, self.shares)
        self.table.setObjectName("rows")
        self.table.setAccessibleName(_("Shares of the partners"))
        self.share = RecordPanel(desk, "engagement_partner", self._share_fields())
        self.table.current_row.connect(self._share_chosen)
        self.commands = RowCommands(desk, self.table, self._drop_shares)
        self.partners = MultiPicker(desk.theme, _("Partners"))
        self.payments = PaymentsPart(desk)
        self.payments.chosen.connect(self.table.select)
        self.periods = PeriodsPart(desk)
        self.followed = FollowedPart(desk)
        self.followed.go_item.connect(self.go_item)
        self.states = StatesPart(desk)
        self._build()
        self.fields.editors["due_phrase"].inner.textChanged.connect(self._explain)  # type: ignore[attr-defined]
        self.show_row(None)

    def _fields(self) -> list[Field]:
        return [
            Field(N_("What is promised"), "what", "plain", lines=2),
            Field(
                N_("By (day or phrase)"),
                "due_phrase",
                width=3,
                get=due_text,
                save=_save_due,
                help=N_("For instance 31/01/2027, end of March 2027 or before the summer, in Dutch."),
            ),
            Field(N_("Recurrence"), "recurrence", "choice", enum=Recurrence, width=3),
            Field(
                N_("Regional action"),
                "action_id",
                "record",
                options=lambda _row: self._actions,
                empty=N_("(none)"),
                width=3,
            ),
            Field(N_("May be read by"), "audience", "choice", enum=Audience, width=3),
            Field(N_("State of play"), "progress", "text", lines=3),
            Field(N_("Note of the secretariat (never on paper)"), "note", "plain", lines=2, of_office=True),
        ]

    def _share_fields(self) -> list[Field]:
        def confirmers(_row: ShareRow) -> Options:
            return self._confirmers

        return [
            Field(N_("Kind"), "kind", "choice", enum=EngagementKind, width=2),
            Field(N_("Amount"), "amount_cents", "money", width=2),
            Field(N_("Staff"), "vte_thousandths", "vte", width=2),
            Field(N_("Year"), "budget_year", "number", width=2),
            Field(N_("In plan"), "in_plan", "choice", enum=InMultiYearPlan, width=4),
            Field(N_("Condition"), "condition", width=3),
            Field(N_("Evidence that it was kept"), "evidence", "line", width=3),
            Field(
                N_("Confirmed by"),
                "confirmed_by_id",
                "record",
                options=confirmers,
                empty=N_("(nobody yet)"),
                width=2,
            ),
            Field(N_("Confirmed on"), "confirmed_on", "date", width=2),
            Field(N_("Reference"), "confirmed_reference", width=2),
        ]

    def _build(self) -> None:
        theme = self._desk.theme
        self._title = heading("", 2)
        self._state = chip(theme, "", HALF)
        self._gaps = chip(theme, "", HALF)
        self._made_at = button(theme, "", "link", self._go_item, flat=True)
        top = WrapLayout(theme.px(6))
        for widget in (self._title, self._state, self._gaps, self._made_at):
            top.addWidget(widget)
        self.tabs = Tabs(self._desk.theme)
        self._parts = (
            (scrolled(self.fields), N_("What was promised")),
            (self._share_side(), N_("Shares of the partners")),
            (self.payments, N_("Payments")),
            (self.periods, N_("Periods")),
            (self.followed, N_("Follow-up")),
            (self.states, N_("Dated states")),
        )
        for part, title in self._parts:
            self.tabs.addTab(part, _(title))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.tabs, 1)

    def _share_side(self) -> QWidget:
        theme = self._desk.theme
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, theme.px(4), 0, 0)
        layout.setSpacing(theme.px(6))
        self.asks = hint("", wrap=True)
        bar = WrapLayout(theme.px(6))
        bar.addWidget(self.partners)
        self._set = button(theme, _("Change partners"), "partners", self._set_partners)
        bar.addWidget(self._set)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.asks)
        layout.addWidget(scrolled(self.share), 1)
        self.table.setMinimumHeight(theme.px(84))
        return side

    def offer(
        self, organisations: Sequence[OrganisationRow], bodies: Sequence[BodyRow], actions: Options
    ) -> None:
        """What can be chosen in its fields."""
        offer_partners(self.partners, organisations)
        self._confirmers = [(body.id, body.name) for body in bodies if body.kind in _CONFIRMING]
        self._actions = actions

    def show_row(self, row: EngagementRow | None) -> None:
        """Show an engagement, or nothing."""
        same = row is not None and self._row is not None and row.id == self._row.id
        self._row = row
        self.fields.show_record(row)
        self.shares.set_rows(row.partners if row else ())
        self.setEnabled(row is not None)
        if not same:
            self._begin_share(row)
        if row is None or not row.partners:
            self._share_chosen(None)
        self.periods.show_row(row)
        self.followed.show_row(row)
        self.states.show_row(row)
        self._say(row)
        if row is not None:
            self.partners.choose([part.organisation_id for part in row.partners])

    def _begin_share(self, row: EngagementRow | None) -> None:
        """Begin with the share of which payments are planned, so that they show behind their tab; else the first."""
        planned = next(iter(row.instalments), None) if row else None
        if planned is None:
            self.table.select_first()
        else:
            self.table.select(planned.partner_id)

    def _share_chosen(self, share: ShareRow | None) -> None:
        self.share.show_record(share)
        self.payments.show_share(self._row if share is not None else None, share)
        self.asks.setText(confirmation_told(share) if share is not None else "")

    def set_read_only(self, read_only: bool) -> None:
        self.fields.set_read_only(read_only)
        self.share.set_read_only(read_only)
        self.shares.read_only = read_only
        chooses = not read_only and self._desk.package is None
        self.partners.setVisible(chooses)
        self._set.setVisible(chooses)

    def _say(self, row: EngagementRow | None) -> None:
        self._title.setText(
            short_partners(row)
            if row and row.partners
            else _("Engagement")
            if row
            else _("Choose an engagement")
        )
        self._state.setVisible(row is not None and row.state is not None)
        of_office = self._desk.package is None  # what a college may not read is not missing
        self._gaps.setVisible(of_office and row is not None and bool(row.gaps))
        self._made_at.setVisible(row is not None and row.item_id is not None)
        hanging = (row.partners, row.instalments, row.periods, row.follow_ups) if row else ((),) * 4
        counts = ((), *hanging, ())
        for at, ((_part, title), count) in enumerate(zip(self._parts, counts, strict=True)):
            self.tabs.setTabText(at, f"{_(title)}  {len(count)}" if count else _(title))
        if row is None:
            return
        if row.state is not None:
            set_chip(self._state, show_value(row.state), tone_of(row.state))
        if row.gaps:
            set_chip(self._gaps, show_value(row.gaps), HALF)
        self._made_at.setText(row.meeting)
        self._made_at.setToolTip(row.item)
        self._explain(due_text(row))

    def _explain(self, phrase: str) -> None:
        means = due_means(phrase, self._desk)
        self.fields.set_label("due_phrase", f"{_('By (day or phrase)')} {means}".strip())

    def _go_item(self) -> None:
        if self._row is not None and self._row.item_id is not None:
            self.go_item.emit(self._row.item_id)

    def _set_partners(self) -> None:
        if self._row is None:
            return
        record_id, partner_ids = self._row.id, self.partners.chosen()
        write_asking(
            self._desk,
            self,
            lambda app, over: app.engagements.set_partners(record_id, partner_ids, over=over),
        )

    def _drop_shares(self, rows: Sequence[ShareRow]) -> None:
        if self._row is None or self.shares.read_only or not rows:
            return
        gone = {row.id for row in rows}
        self._desk.lane.write(lambda app: app.engagements.drop_shares(gone), owner=self)
