"""The ledger: who promised what, by when, and how it stands (R14, R15)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox

from ibo_desk.domain.engagements import OPEN_STATES
from ibo_desk.exchange.known_partners import read_register
from ibo_desk.language import N_, _
from ibo_desk.services.actions.rows import ActionChoice
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.services.parties.body_rows import BodyRow
from ibo_desk.services.parties.organisations import OrganisationRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.engagements.charts import EngagementCharts
from ibo_desk.ui.engagements.partner_totals import PartnerTotals
from ibo_desk.ui.engagements.record import EngagementRecord
from ibo_desk.ui.layout.later import Beside
from ibo_desk.ui.layout.panes import Divided, ListAndRecord
from ibo_desk.ui.page import Page
from ibo_desk.ui.shared.known_names import NOBODY, KnownActions, KnownPartners
from ibo_desk.ui.shared.ledger_columns import ledger
from ibo_desk.ui.shared.new_engagement import NewEngagement
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.widgets import Combo, button, card

if TYPE_CHECKING:
    from ibo_desk.app import App


@dataclass(frozen=True)
class Ledger:
    """All that the page shows."""

    rows: tuple[EngagementRow, ...]
    everything: bool
    organisations: tuple[OrganisationRow, ...]
    bodies: tuple[BodyRow, ...]
    actions: tuple[ActionChoice, ...]
    partners: KnownPartners


def _read(app: "App", *, everything: bool) -> Ledger:
    """After many years most engagements are closed; those are only read when somebody looks for them."""
    return Ledger(
        tuple(app.engagements.listing(open_only=not everything)),
        everything,
        tuple(app.organisations.listing()),
        tuple(app.bodies.listing()),
        tuple(app.actions.choices()),
        KnownPartners(read_register(app.store)),
    )


def _is_open(row: EngagementRow) -> bool:
    return not row.partners or any(part.state in OPEN_STATES for part in row.partners)


_WHICH = (
    ("open", N_("Open ones")),
    ("overdue", N_("Overdue ones")),
    ("gaps", N_("Incomplete ones")),
    ("all", N_("All engagements")),
)
_OPEN_ONLY = {"open", "overdue"}
_FITS: dict[str, Callable[[EngagementRow], bool]] = {
    "open": _is_open,
    "overdue": lambda row: row.overdue,
    "gaps": lambda row: bool(row.gaps),
    "all": lambda _row: True,
}


_FIRST = 60  # more than a screen shows
# pixels of the 100 % design
_ENOUGH = 430  # in which the record says all: the ledger shows its columns with the rest
_WITH_TOTALS = (1260, 900)  # a page so wide and high that the totals stand under the record
_LOWEST = 120  # of record and totals


class EngagementsPage(Page):
    """The ledger at the left, the chosen engagement at the right, and below that the totals per partner."""

    key = "engagements"
    title = N_("Engagements")
    sentence = N_("Who promised what, by when, and how it stands.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: tuple[EngagementRow, ...] = ()
        self._partners, self._actions = NOBODY, KnownActions()
        self._everything = False
        self._filling = False
        self._to_show: UUID | None = None
        theme = desk.theme
        self.add_button = self.add_action_button(_("New engagement"), "plus", self.add_new, primary=True)
        self.new_frame, frame = card(theme, padding=8)
        self.new_row = NewEngagement(desk)
        self.new_row.added.connect(self._was_added)
        frame.addWidget(self.new_row)
        self.new_frame.hide()
        self.body.addWidget(self.new_frame)
        self.table = TablePanel(
            desk,
            "engagements",
            ledger(lambda: self._partners, lambda: self._actions),
            empty=_(
                "No engagements yet. They come from a meeting, from “New engagement” above, or from your own list: "
                "File, Import from Excel."
            ),
        )
        self.table.view.setAccessibleName(_("Engagements"))
        self._chosen = Beside(self._make_record)
        self.table.selected.connect(lambda row: self._chosen.tell(EngagementRecord.show_row, row))
        self.commands = self.table.let_remove(self._delete)
        self.table.let_paste_rows(self._pasting, lambda app, record_id: app.engagements.row(record_id))
        self.carriers = PartnerTotals(theme)
        self.carriers.chosen.connect(self._carrier_chosen)
        self._partner_wished: UUID | None = desk.looking_as()[1]  # who looks as a college sees its own first
        desk.looks_as.connect(self._follow)
        self.charts = EngagementCharts(theme)
        self.table.add_view(self.charts)
        self._filters()
        self._arrange()
        self.as_chart.setChecked(desk.remembered("engagements/chart") == "1")

    @property
    def record(self) -> EngagementRecord:
        """The chosen engagement, beside the ledger."""
        return self._chosen.part

    def _make_record(self) -> EngagementRecord:
        record = EngagementRecord(self.desk)
        record.go_item.connect(lambda item_id: self.go.emit("agenda_item", item_id))
        record.fields.stale.connect(self.reload_soon)
        record.share.stale.connect(self.reload_soon)
        return record

    def _follow(self, college: "BodyRow | None") -> None:
        """Show the engagements of the college one looks as; those of all where that is nobody again."""
        self._partner_wished = college.organisation_id if college is not None else None
        if college is None:
            self.carriers.partner_id = None
        self.reload_soon()

    def _filters(self) -> None:
        width = self.desk.theme.px(150)
        self.by_partner, self.by_action, self.by_meeting = Combo(), Combo(), Combo()
        named = (
            (self.by_partner, _("Partner")),
            (self.by_action, _("Action")),
            (self.by_meeting, _("Meeting")),
        )
        for combo, words in named:
            combo.setAccessibleName(words)
            combo.setMaximumWidth(width)
            combo.setMinimumContentsLength(12)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self.table.add_to_bar(combo)
        self.by_partner.activated.connect(
            lambda at: self.carriers.choose(self.by_partner.itemData(at))  # as a click on the totals
        )
        for combo in (self.by_action, self.by_meeting):
            combo.currentIndexChanged.connect(self._show)
        self.which = Combo()
        self.which.setAccessibleName(_("Which engagements"))
        for key, words in _WHICH:
            self.which.addItem(_(words), key)
        kept = self.desk.remembered("engagements/which", "open")
        self.which.setCurrentIndex(next((at for at, choice in enumerate(_WHICH) if choice[0] == kept), 0))
        self.which.currentIndexChanged.connect(self._which_chosen)
        self.table.add_to_bar(self.which)
        self.as_chart = button(self.desk.theme, _("Chart"), "chart", flat=True)
        self.as_chart.setCheckable(True)
        self.as_chart.setToolTip(_("These engagements as a chart, by state and by partner, or as a list"))
        self.as_chart.toggled.connect(self._show_as_chart)
        self.header.insert(0, self.as_chart)
        for shown_anew in (self.table.model.modelReset, self.table.model.dataChanged):
            shown_anew.connect(self._draw)

    def _arrange(self) -> None:
        self._beside, frame = card(self.desk.theme, padding=12)
        frame.addWidget(self._chosen)
        sides = (self._beside, self.carriers)
        right = Divided(self.desk, "totals", sides, (62, 38), (_LOWEST, _LOWEST), upright=True)
        self.panes = ListAndRecord(
            self.desk,
            "engagements",
            self.table,
            right,
            shares=(54, 46),
            least=(250, 380),
            enough=_ENOUGH,
        )
        self.table.opened.connect(self.panes.show_record_side)
        self.table.filled.connect(self.panes.show_beside)
        self.body.addWidget(self.panes, 1)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a small window the totals per partner become a choice above the ledger."""
        px, (wide, high) = self.desk.theme.px, _WITH_TOTALS
        there_is_room = self.width() >= px(wide) and self.height() >= px(high)
        for part in (self.carriers, self.charts.lead):
            part.setVisible(there_is_room)
        self.by_partner.setVisible(not there_is_room)

    def read_ahead(self) -> None:
        if self._shows_first():
            self.read(self._first(), self._show_first)

    def refresh(self) -> None:
        if self._shows_first():
            self.read_first(self._first(), self._show_first, self._read_all)
        else:
            self._read_all()

    def _shows_first(self) -> bool:
        """Whether the first rows come before the others."""
        return self.table.awaits_rows and self._to_show is None and self._partner_wished is None

    def _first(self) -> "Callable[[App], list[EngagementRow]]":
        everything = self._everything or self._wants_everything()
        return lambda app: app.engagements.listing(open_only=not everything, limit=_FIRST)

    def _read_all(self) -> None:
        everything = self._everything or self._wants_everything()
        self.read(lambda app: _read(app, everything=everything), self._arrived)

    def _wants_everything(self) -> bool:
        return self.which.currentData() not in _OPEN_ONLY

    def show_record(self, _kind: str, record_id: UUID) -> None:
        self._to_show = record_id
        if not self._stale:
            self._go_wanted()

    def _show_first(self, rows: list[EngagementRow]) -> None:
        """Those due first are seen at once, while the others are read."""
        self.table.show_first([row for row in rows if self._passes(row)])

    def _arrived(self, read: Ledger) -> None:
        self._rows, self._everything = read.rows, read.everything
        self.new_row.offer(read.organisations)
        self._partners, self._actions = read.partners, KnownActions(read.actions)
        actions = [(action.id, action.name) for action in read.actions]
        self._chosen.tell(EngagementRecord.offer, read.organisations, read.bodies, actions)
        read_only = self.desk.read_only
        self.table.set_read_only(read_only)
        self._chosen.tell(EngagementRecord.set_read_only, read_only)
        self.add_button.setDisabled(read_only)
        self.add_button.setVisible(self.desk.may_make("engagement"))
        meetings = {row.meeting_id: row.meeting.rsplit(",", 1)[0] for row in self._rows if row.meeting_id}
        self._filling = True
        _refill(self.by_action, _("All actions"), actions)
        _refill(
            self.by_meeting,
            _("All meetings"),
            sorted(meetings.items(), key=lambda pair: pair[1], reverse=True),
        )
        self._filling = False
        self._show()
        self._go_wanted()

    def _show(self) -> None:
        if self._filling:
            return
        rows = [row for row in self._rows if self._passes(row)]
        self.carriers.show_rows(rows)
        if self._partner_wished is not None:
            wished, self._partner_wished = self._partner_wished, None
            self.carriers.choose(wished)
        self.carriers.offer_in(self.by_partner)
        partner = self.carriers.partner_id
        if partner is not None:
            rows = [row for row in rows if any(part.organisation_id == partner for part in row.partners)]
        self.table.show_rows(rows)
        self._chosen.tell(EngagementRecord.show_row, self.table.current())

    def _carrier_chosen(self, partner_id: UUID | None) -> None:
        """A partner leads from the chart to the list of what it promised."""
        if partner_id is not None:
            self.as_chart.setChecked(False)
        self._show()

    def _show_as_chart(self, on: bool) -> None:
        self.as_chart.setText(_("List") if on else _("Chart"))
        self.desk.remember("engagements/chart", "1" if on else "0")
        self._beside.setVisible(not on)
        self._draw()
        self.table.show_view(self.charts if on else None)

    def _draw(self, *_args: object) -> None:
        if self.as_chart.isChecked():
            self.charts.show_rows(self.table.shown())

    def _passes(self, row: EngagementRow) -> bool:
        action, meeting = self.by_action.currentData(), self.by_meeting.currentData()
        return (
            (action is None or row.action_id == action)
            and (meeting is None or row.meeting_id == meeting)
            and _FITS[self.which.currentData()](row)
        )

    def _which_chosen(self) -> None:
        self.desk.remember("engagements/which", self.which.currentData())
        if self._wants_everything() and not self._everything:
            self.reload_soon()
        else:
            self._show()

    def _go_wanted(self) -> None:
        """Show the record that was asked for: as an engagement, or as one of its shares."""
        target = self._to_show
        row = next(
            (row for row in self._rows if target in {row.id, *(part.id for part in row.partners)}), None
        )
        if target is not None and row is None and not self._everything:
            self._everything = True  # it is closed: read those too, and look again
            self.reload_soon()
            return
        self._to_show = None
        if row is None:
            return
        self.as_chart.setChecked(False)
        if not self._passes(row) or self.carriers.partner_id is not None:
            self._filling = True
            self.by_action.setCurrentIndex(0)
            self.by_meeting.setCurrentIndex(0)
            self.which.setCurrentIndex(len(_WHICH) - 1)
            self._filling = False
            self.carriers.partner_id = None
            self._show()
        self.table.select(row.id)

    def add_new(self) -> None:
        """Show the line on which an engagement is noted."""
        self.new_frame.show()
        action = self.by_action.currentData()
        self.new_row.base = {} if action is None else {"action_id": action}
        self.new_row.begin()

    def _was_added(self, record_id: UUID) -> None:
        self._to_show = record_id
        self.reload_soon()

    def _pasting(self) -> "Callable[[App], UUID]":
        """What makes an engagement of a pasted line; of the action that is looked at, as the button does."""
        action = self.by_action.currentData()
        base = {} if action is None else {"action_id": action}
        return lambda app: app.engagements.add({"what": _("New engagement"), **base}, ())

    def _delete(self, rows: Sequence[EngagementRow]) -> None:
        gone = [row.id for row in rows]
        self.write(lambda app: app.records.delete_all("engagement", gone))


def _refill(combo: QComboBox, everything: str, options: Sequence[tuple[UUID, str]]) -> None:
    """The choices of a filter; what was chosen stays chosen while it is there."""
    before = combo.currentData()
    combo.clear()
    combo.addItem(everything, None)
    for record_id, text in options:
        combo.addItem(text, record_id)
    there = (at for at in range(combo.count()) if combo.itemData(at) == before)
    combo.setCurrentIndex(next(there, 0))
