"""What hangs on one engagement: payments of a share, past periods, and where it was followed up."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ibo_desk.domain.engagements import OPEN_STATES, Recurrence
from ibo_desk.domain.instalments import InstalmentSums, add_up_instalments
from ibo_desk.language import N_, _
from ibo_desk.services.engagements.parts import FollowUpRow, InstalmentRow, PeriodRow
from ibo_desk.services.engagements.rows import EngagementRow, ShareRow
from ibo_desk.services.words import format as formats
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.layout.bar import bar
from ibo_desk.ui.lines import Add, Lines
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.values import show_value, summed
from ibo_desk.ui.widgets import Combo, button, hint


def _attention(row: InstalmentRow) -> str:
    if row.waiting:
        return _("not noted yet")
    return "" if row.due_on else _("no date")


PAYMENTS: Final[Columns[InstalmentRow]] = (
    Column("due", N_("Planned on"), lambda row: row.due_on, 110, edit=Edit("instalment", "due_on", "date")),
    Column(
        "amount",
        N_("Amount"),
        lambda row: row.amount_cents,
        110,
        "right",
        show=formats.money,
        total=summed,
        edit=Edit("instalment", "amount_cents", "money"),
    ),
    Column("paid", N_("Paid on"), lambda row: row.paid_on, 110, edit=Edit("instalment", "paid_on", "date")),
    Column("told", N_("Attention"), _attention, 150, stretch=True),
)
PERIODS: Final[Columns[PeriodRow]] = (
    Column("due", N_("Period that was due"), lambda row: row.due_on, 90),
    Column("partner", N_("Partner"), lambda row: row.organisation, 120),
    Column(
        "kept",
        N_("Kept on"),
        lambda row: row.kept_on,
        120,
        show=lambda value: formats.short_day(value) or _("not kept"),
        edit=Edit("engagement_period", "kept_on", "date"),
    ),
    Column(
        "evidence",
        N_("Evidence"),
        lambda row: row.evidence,
        150,
        stretch=True,
        edit=Edit("engagement_period", "evidence"),
    ),
)
FOLLOWED: Final[Columns[FollowUpRow]] = (
    Column("meeting", N_("Followed up in"), lambda row: row.meeting, 150, tip=lambda row: row.item),
    Column("state", N_("State"), lambda row: row.state, 152, chip=True),
    Column("said", N_("What was said"), lambda row: row.said, 150, stretch=True),
)


class PaymentsPart(QWidget):
    """The instalments of one share; ``chosen`` tells the share that a person picks here."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row: EngagementRow | None = None
        self._share: ShareRow | None = None
        self.of = Combo()
        self.of.setAccessibleName(_("Share"))
        self.of.activated.connect(lambda at: self.chosen.emit(self.of.itemData(at)))
        self.lines = Lines(
            desk, "instalments", PAYMENTS, "instalment", empty=_("No payments are planned for this share.")
        )
        self.lines.add_to_bar(self.of)
        self.add = self.lines.add_button(_("Plan a payment"), self._new)
        self.sums = hint("", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, desk.theme.px(4), 0, 0)
        layout.setSpacing(desk.theme.px(4))
        layout.addWidget(self.lines, 1)
        layout.addWidget(self.sums)

    def show_share(self, row: EngagementRow | None, share: ShareRow | None) -> None:
        """Show the payments of a share, of which ``row`` is the engagement."""
        self._row, self._share = row, share
        self.of.clear()
        for part in row.partners if row else ():
            count = sum(instalment.partner_id == part.id for instalment in row.instalments) if row else 0
            told_of = (
                formats.money(part.amount_cents),
                _("{count} planned").format(count=count) if count else "",
            )
            self.of.addItem(" · ".join(text for text in (part.organisation, *told_of) if text), part.id)
            if share is not None and part.id == share.id:
                self.of.setCurrentIndex(self.of.count() - 1)
        planned = self._planned()
        self.lines.show_rows(planned)
        self.add.setEnabled(share is not None and not self._desk.read_only)
        self.sums.setText(payments_in_words(share.amount_cents, planned) if share is not None else "")

    def _planned(self) -> list[InstalmentRow]:
        if self._row is None or self._share is None:
            return []
        return [instalment for instalment in self._row.instalments if instalment.partner_id == self._share.id]

    def _new(self) -> Add | None:
        """What is left of the amount is what one most likely plans next."""
        if self._share is None:
            return None
        gap = _sums(self._share.amount_cents, self._planned()).gap
        values = {"partner_id": self._share.id, "amount_cents": max(0, gap or 0)}
        return lambda app: app.records.add("instalment", values)


def _sums(amount: int | None, planned: Sequence[InstalmentRow]) -> InstalmentSums:
    return add_up_instalments(
        amount, [(instalment.amount_cents, instalment.paid_on) for instalment in planned]
    )


def payments_in_words(amount: int | None, planned: Sequence[InstalmentRow]) -> str:
    """ "Gepland € 25.000 · betaald € 12.500 · nog open € 12.500", and plainly where that is not the amount."""
    if not planned:
        return ""
    sums = _sums(amount, planned)
    text = _("Planned {planned} · paid {paid} · still open {open}").format(
        planned=formats.money(sums.planned), paid=formats.money(sums.paid), open=formats.money(sums.open)
    )
    if amount is None:
        return f"{text}. {_('The share itself names no amount.')}"
    if sums.gap:
        more = _("{gap} less than the amount of the share ({amount}).")
        less = _("{gap} more than the amount of the share ({amount}).")
        wording = more if sums.gap > 0 else less
        gap, whole = formats.money(abs(sums.gap)), formats.money(amount)
        return f"{text}. {wording.format(gap=gap, amount=whole)}"
    return text


class PeriodsPart(QWidget):
    """The period that is due, and those that are past."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row: EngagementRow | None = None
        theme = desk.theme
        self.next = hint("", wrap=True)
        self.whose = Combo()
        self.whose.setAccessibleName(_("For whom"))
        self.whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.whose.setMinimumContentsLength(14)
        self.evidence = QLineEdit()
        self.evidence.setPlaceholderText(_("What shows it"))
        self.evidence.setAccessibleName(_("What shows it"))
        keep_line(
            desk, self.evidence, "engagement.evidence", _("What shows it"), lambda: self._row and self._row.id
        )
        self.kept = button(theme, _("Kept"), "check", lambda: self._settle(desk.clock.today()))
        self.missed = button(theme, _("Not kept"), "minus", lambda: self._settle(None), flat=True)
        self.bar, row = bar(theme.px(6))
        for widget, stretch in ((self.whose, 0), (self.evidence, 1), (self.kept, 0), (self.missed, 0)):
            row.addWidget(widget, stretch)
        self.lines = Lines(desk, "engagement_periods", PERIODS, empty=_("No period is past yet."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(4), 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addWidget(self.next)
        layout.addWidget(self.bar)
        layout.addWidget(self.lines, 1)

    def show_row(self, row: EngagementRow | None) -> None:
        """Show the periods of an engagement."""
        self._row = row
        past: Sequence[PeriodRow] = row.periods if row else ()
        self.lines.show_rows(past)
        waiting = [
            part for part in (row.partners if row else ()) if row and _may_be_noted(row, part)
        ]  # fmt: skip
        recurs = row is not None and row.recurrence is not Recurrence.ONCE
        before = self.whose.currentData()
        self.whose.clear()
        self.whose.addItem(_("All open partners"), None)
        for part in waiting:
            self.whose.addItem(part.organisation, part.id)
        self.whose.setCurrentIndex(max(0, self.whose.findData(before)))
        self.bar.setVisible(recurs and bool(waiting) and not self._desk.read_only)
        self.next.setText(_next_told(row) if row else "")

    def _settle(self, kept_on: date | None) -> None:
        if self._row is None:
            return
        record_id, share, evidence = self._row.id, self.whose.currentData(), self.evidence.text().strip()
        share_ids = None if share is None else [UUID(str(share))]
        self._desk.lane.write(
            lambda app: app.engagements.settle_period(
                record_id, share_ids, kept_on=kept_on, evidence=evidence
            ),
            lambda _done: self.evidence.clear(),
            owner=self,
        )


def _may_be_noted(row: EngagementRow, part: ShareRow) -> bool:
    return part.state in OPEN_STATES and not row.noted_for(part.id)


def _next_told(row: EngagementRow) -> str:
    """What is due next, or what still has to be filled in for that."""
    if row.recurrence is Recurrence.ONCE:
        return _(
            "This engagement is for once. Choose a recurrence at the left to follow it period by period."
        )
    if row.due_on is None:
        return _("Fill in the first due day at the left; the next ones follow from it.")
    text = _("{often}; the period of {day} is due").format(
        often=show_value(row.recurrence), day=formats.day(row.due_on)
    )
    return text[:1].upper() + text[1:]


class FollowedPart(QWidget):
    """The items of later meetings that dealt with it; ``go_item`` asks for one (Enter, double click)."""

    go_item = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        empty = _("Not followed up in a meeting yet. That is noted at the follow-up item of a meeting.")
        self.lines = Lines(desk, "engagement_follow_ups", FOLLOWED, empty=empty)
        self.lines.opened.connect(lambda row: self.go_item.emit(row.item_id))
        self.open = button(desk.theme, _("Open the item"), "link", self._go, flat=True)
        self.lines.add_to_bar(self.open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, desk.theme.px(4), 0, 0)
        layout.addWidget(self.lines, 1)

    def show_row(self, row: EngagementRow | None) -> None:
        """Show where an engagement was followed up."""
        self.lines.show_rows(row.follow_ups if row else ())
        if self.lines.current() is None:
            self.lines.view.select_first()
        self.open.setEnabled(row is not None and bool(row.follow_ups))

    def _go(self) -> None:
        current = self.lines.current()
        if current is not None:
            self.go_item.emit(current.item_id)
