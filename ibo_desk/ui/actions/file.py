"""The file of one action behind its tabs: fields, states of play, story, engagements, partners, progress."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ibo_desk.domain.actions import ACTION_TRANSITIONS, OVER, ActionState, PartnerRole
from ibo_desk.domain.names import display_name
from ibo_desk.exchange.known_partners import read_register
from ibo_desk.language import _
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.actions import columns
from ibo_desk.ui.actions.burdens import BurdensPart
from ibo_desk.ui.actions.documents import Documents
from ibo_desk.ui.actions.money import Money
from ibo_desk.ui.actions.notes import Notes
from ibo_desk.ui.actions.progress import MOST, Progress
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.tabs import Tabs
from ibo_desk.ui.lines import Lines, Picker
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.shared.known_names import KnownPartners
from ibo_desk.ui.tones import QUIET, tone_of
from ibo_desk.ui.widgets import button, chip, column, heading, hint, scrolled, set_chip

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.actions.rows import ActionRow, Dossier, LineRow
    from ibo_desk.services.engagements.rows import EngagementRow
    from ibo_desk.services.parties.organisations import OrganisationRow

_PARTNERS = 20  # of an action, before a button shows the others


@dataclass(frozen=True)
class File:
    """What the page reads of one action."""

    dossier: "Dossier"
    engagements: "list[EngagementRow]"
    organisations: "list[OrganisationRow]"
    known: KnownPartners
    actions: "list[ActionRow]"
    lines: "list[LineRow]"


def read_file(app: "App", action_id: UUID) -> File:
    """All that the file shows, on the store lane."""
    return File(
        app.actions.dossier(action_id),
        app.engagements.listing(action_id=action_id),
        app.organisations.listing(on=app.clock.today()),
        KnownPartners(read_register(app.store)),
        app.actions.listing(),
        app.actions.lines(),
    )


class ActionFile(QFrame):
    """The card at the right; every field and line saves itself. ``paper_asked`` tells whose sheet is to be made."""

    paper_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._shown: Dossier | None = None
        self.record = RecordPanel(desk, "regional_action", columns.FIELDS)
        self.record.takes_over["stop_without_reason"] = self.ask_stop
        self.notes = Notes(desk)
        self.story = Lines(
            desk, "action_story", columns.STORY, empty=_("This action was not on any agenda yet.")
        )
        self.engagements = Lines(
            desk, "action_engagements", columns.ENGAGEMENTS, empty=_("No engagements for this action yet.")
        )
        self.partners = Lines(
            desk,
            "action_partners",
            columns.PARTNERS,
            "action_partner",
            empty=_("No partners yet."),
            most=_PARTNERS,
        )
        self.picker = Picker(desk, _("Add a partner"))
        self.picker.picked.connect(self._add_partner)
        self.partners.add_to_bar(self.picker)
        self.links = Lines(
            desk, "action_links", columns.LINKS, "action_link", empty=_("No interplay was noted."), most=MOST
        )
        self.linker = Picker(desk, _("Add an action that works on this one"))
        self.linker.picked.connect(self._add_link)
        self.links.add_to_bar(self.linker)
        self.progress = Progress(desk)
        self.money = Money(desk)
        self.burdens = BurdensPart(desk)
        self.documents = Documents(desk)
        self._fresh: UUID | None = None
        self._asked: tuple[str, UUID, UUID] | None = None
        self._build()
        self.show_file(None)

    def _build(self) -> None:
        theme = self._desk.theme
        self._title = heading("", 2)
        self._title.setWordWrap(True)
        self._state = chip(theme, "", QUIET)
        self._about = hint("", wrap=True)
        self._lines = QMenu(self)
        self.lines_button = button(theme, _("Strategic lines"), "", flat=True)
        self.lines_button.setMenu(self._lines)
        self.lines_button.setEnabled(not self._desk.read_only)
        self.more = button(theme, "", "more", flat=True)
        self.more.setAccessibleName(_("More about this action"))
        self.more.setToolTip(_("Sheet of the action, stop, archive"))
        self._more = QMenu(self)
        self.more.setMenu(self._more)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.addWidget(self._about, 1)
        below.addWidget(self.lines_button, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.tabs = Tabs(self._desk.theme)
        for widget, title in (
            (scrolled(self.record), _("Case file")),
            (self.notes, _("State of play")),
            (self.story, _("Story")),
            (self.engagements, _("Engagements")),
            (self._partners(), _("Partners")),
            (scrolled(self.progress), _("Progress")),
            (self.money, _("Funding")),
            (self._burdens(), _("Burdens and benefits")),
            (self.documents, _("Documents")),
        ):
            self.tabs.addTab(widget, title)
        layout = QVBoxLayout(self)
        inner = theme.px(14)
        layout.setContentsMargins(inner, inner, inner, inner)
        layout.setSpacing(theme.px(6))
        layout.addLayout(top)
        layout.addLayout(below)
        layout.addWidget(self.tabs, 1)

    def _partners(self) -> QWidget:
        title = heading(_("Interplay with other actions"), 3)
        return column(self._desk.theme.px(6), self.partners, title, self.links)

    def _burdens(self) -> QWidget:
        costs = button(self._desk.theme, _("Cost sharing…"), "money", self._share_costs, flat=True)
        self.burdens.burdens.add_to_bar(costs)
        return scrolled(self.burdens)

    def show_file(self, file: File | None) -> None:
        """Show an action's file, None when no action is chosen."""
        self._shown = file.dossier if file else None
        self.record.show_record(file.dossier.row if file else None)
        self.tabs.setEnabled(file is not None)
        self.lines_button.setVisible(file is not None)
        self.more.setVisible(file is not None)
        if file is None:
            self._title.setText(_("Choose a regional action"))
            self._about.clear()
            self._state.hide()
            return
        dossier = file.dossier
        self._show_head(file)
        self.notes.show_notes(dossier.row.id, dossier.notes)
        self.story.show_rows(dossier.story)
        self.engagements.show_rows(file.engagements)
        self.partners.show_rows(dossier.partners)
        self.links.show_rows(dossier.links)
        self.progress.show_progress(dossier)
        payers = [(organisation.id, organisation.name) for organisation in file.organisations]
        self.money.show_money(dossier.row.id, dossier.funding, payers, file.known)
        self.burdens.show_burdens(dossier.row.id, dossier.burdens)
        self.documents.show_documents(dossier.row.id, dossier.documents)
        there = {partner.organisation_id for partner in dossier.partners}
        self.picker.offer(
            [
                (organisation.id, organisation.name)
                for organisation in file.organisations
                if organisation.id not in there
            ]
        )
        linked = {dossier.row.id, *(link.other_id for link in dossier.links)}
        self.linker.offer([(action.id, action.title) for action in file.actions if action.id not in linked])

        if self._fresh == dossier.row.id:
            self._fresh = None
            self.record.focus("title")
        self._go_to_part()

    def show_part(self, kind: str, action_id: UUID, record_id: UUID) -> None:
        """Go to what belongs to an action, on its tab, as soon as that action is shown."""
        self._asked = (kind, action_id, record_id)
        self._go_to_part()

    def _go_to_part(self) -> None:
        if self._asked is None or self._shown is None or self._shown.row.id != self._asked[1]:
            return
        kind, _action_id, record_id = self._asked
        self._asked = None
        if kind == "next_step":
            self.tabs.setCurrentIndex(0)
            self.record.focus("next_step")
            return
        if kind == "action_progress":
            self.tabs.setCurrentIndex(self._tab_of(self.progress))
            return
        places: dict[str, tuple[QWidget, Lines[Any]]] = {
            "progress_note": (self.notes, self.notes.lines),
            "milestone": (self.progress, self.progress.milestones),
            "evaluation": (self.progress, self.progress.evaluations),
            "funding": (self.money, self.money.lines),
            "document": (self.documents, self.documents.lines),
        }
        if kind in places:
            part, lines = places[kind]
            self.tabs.setCurrentIndex(self._tab_of(part))
            lines.select(record_id)

    def _tab_of(self, part: QWidget) -> int:
        """The tab in which a part stands, perhaps in what scrolls."""
        widgets = ((at, self.tabs.widget(at)) for at in range(self.tabs.count()))
        return next(at for at, tab in widgets if tab is part or (tab is not None and tab.isAncestorOf(part)))

    def begin(self, action_id: UUID) -> None:
        """Put the cursor in the title of an action that was just made, as soon as it is shown."""
        self._fresh = action_id
        if self._shown is not None and self._shown.row.id == action_id:
            self._fresh = None
            self.record.focus("title")

    def _show_head(self, file: File) -> None:
        row = file.dossier.row
        self._title.setText(f"{row.number}. {row.title}" if row.number else row.title)
        set_chip(self._state, label(row.state), tone_of(row.state))
        self._state.show()
        missing = [_(columns.WARNINGS[warning]) for warning in row.warnings]
        parts = [" · ".join(row.lines)] if row.lines else []
        if missing:
            parts.append(_("Missing: {what}").format(what=", ".join(missing)))
        if file.dossier.links:
            links = ", ".join(link.other for link in file.dossier.links)
            parts.append(_("Interplay with {actions}").format(actions=links))
        if row.stopped_on is not None:
            text = _("Stopped on {day}: {reason}")
            parts.append(text.format(day=formats.day(row.stopped_on), reason=row.stopped_reason))
        if row.archived_on is not None:
            parts.append(_("In the archive since {day}").format(day=formats.day(row.archived_on)))
        self._about.setText("\n".join(parts))
        self._offer_more(row)
        self._lines.clear()
        for line in file.lines:
            entry = self._lines.addAction(line.name)
            entry.setCheckable(True)
            entry.setChecked(line.id in row.line_ids)
            entry.toggled.connect(partial(self._set_line, line.id))

    def _offer_more(self, row: "ActionRow") -> None:
        self._more.clear()
        self._more.addAction(_("Make the sheet of this action"), lambda: self.paper_asked.emit(row.id))
        if self._desk.read_only:
            return
        self._more.addSeparator()
        if ActionState.STOPPED in ACTION_TRANSITIONS[row.state]:
            self._more.addAction(_("Stop…"), self.ask_stop)
        if row.archived_on is not None:
            self._more.addAction(_("Take out of the archive"), lambda: self._keep(row.id, archived=False))
        elif row.state in OVER:
            self._more.addAction(_("Put in the archive"), lambda: self._keep(row.id, archived=True))

    def ask_stop(self) -> None:
        """Ask why the action that is shown is stopped, and what becomes of its open engagements."""
        if self._shown is not None:
            self.ask_stop_of(self._shown.row)

    def ask_stop_of(self, row: "ActionRow") -> None:
        """The same of any action of the list."""
        from ibo_desk.ui.actions.stopping import StopDialog

        self.stopping = StopDialog(self._desk, self, row.id, display_name(row.short_title, row.title))
        self.stopping.open()

    def _keep(self, action_id: UUID, *, archived: bool) -> None:
        def job(app: "App") -> None:
            keep = app.actions.archive if archived else app.actions.bring_back
            keep(action_id)

        self._desk.lane.write(job, None, None, self)

    def _set_line(self, line_id: UUID, on: bool) -> None:
        if self._shown is None:
            return
        row = self._shown.row
        line_ids = [kept_id for kept_id in row.line_ids if kept_id != line_id] + ([line_id] if on else [])
        self._desk.lane.write(lambda app: app.actions.set_lines(row.id, line_ids), None, None, self)

    def _add_partner(self, organisation_id: UUID) -> None:
        if self._shown is None:
            return
        action_id, role = self._shown.row.id, PartnerRole.PARTNER
        there = [partner.organisation_id for partner in self._shown.partners if partner.role is role]
        self._desk.lane.write(
            lambda app: app.actions.set_partners(action_id, role, [*there, organisation_id]), None, None, self
        )

    def _share_costs(self) -> None:
        from ibo_desk.ui.actions.costs import CostDialog

        if self._shown is not None:
            row = self._shown.row
            names = dict.fromkeys(partner.organisation for partner in self._shown.partners)
            self.costs = CostDialog(self._desk, self)
            self.costs.begin(row.id, display_name(row.short_title, row.title), list(names))
            self.costs.show()

    def _add_link(self, other_id: UUID) -> None:
        if self._shown is not None:
            action_id = self._shown.row.id
            self._desk.lane.write(lambda app: app.actions.link(action_id, other_id), None, None, self)
