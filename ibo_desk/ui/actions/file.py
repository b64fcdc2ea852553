"""The file of one action behind its tabs: fields, states of play, story, engagements, partners, progress."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ibo_desk.domain.actions import PartnerRole
from ibo_desk.domain.names import display_name
from ibo_desk.language import _
from ibo_desk.services.words import label
from ibo_desk.ui.actions import columns
from ibo_desk.ui.actions.notes import Notes
from ibo_desk.ui.actions.progress import MOST, Progress
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.tabs import Tabs
from ibo_desk.ui.lines import Lines, Picker
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.tones import QUIET, tone_of
from ibo_desk.ui.widgets import button, chip, heading, hint, scrolled, set_chip

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.actions.rows import ActionRow, Dossier, LineRow
    from ibo_desk.services.engagements.rows import EngagementRow
    from ibo_desk.services.parties.organisations import OrganisationRow


@dataclass(frozen=True)
class File:
    """What the page reads of one action."""

    dossier: "Dossier"
    engagements: "list[EngagementRow]"
    organisations: "list[OrganisationRow]"
    actions: "list[ActionRow]"
    lines: "list[LineRow]"


def read_file(app: "App", action_id: UUID) -> File:
    """All that the file shows, on the store lane."""
    return File(
        app.actions.dossier(action_id),
        app.engagements.listing(action_id=action_id),
        app.organisations.listing(on=app.clock.today()),
        app.actions.listing(),
        app.actions.lines(),
    )


class ActionFile(QFrame):
    """The card at the right; every field and line saves itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._shown: Dossier | None = None
        self.record = RecordPanel(desk, "regional_action", columns.FIELDS)
        self.notes = Notes(desk)
        self.story = Lines(
            desk, "action_story", columns.STORY, empty=_("This action was not on any agenda yet.")
        )
        self.engagements = Lines(
            desk, "action_engagements", columns.ENGAGEMENTS, empty=_("No engagements for this action yet.")
        )
        self.partners = Lines(
            desk, "action_partners", columns.PARTNERS, "action_partner", empty=_("No partners yet.")
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
        self._fresh: UUID | None = None
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
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.addWidget(self._about, 1)
        below.addWidget(self.lines_button, 0, Qt.AlignmentFlag.AlignTop)
        self.tabs = Tabs(self._desk.theme)
        for widget, title in (
            (scrolled(self.record), _("Case file")),
            (self.notes, _("State of play")),
            (self.story, _("Story")),
            (self.engagements, _("Engagements")),
            (self._partners(), _("Partners")),
            (scrolled(self.progress), _("Progress")),
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
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, self._desk.theme.px(6), 0, 0)
        inside.addWidget(self.partners, 1)
        costs = button(self._desk.theme, _("Cost sharing…"), "money", self._share_costs, flat=True)
        self.partners.add_to_bar(costs)
        inside.addWidget(heading(_("Interplay with other actions"), 3))
        inside.addWidget(self.links)
        return holder

    def show_file(self, file: File | None) -> None:
        """Show an action's file, None when no action is chosen."""
        self._shown = file.dossier if file else None
        self.record.show_record(file.dossier.row if file else None)
        self.tabs.setEnabled(file is not None)
        self.lines_button.setVisible(file is not None)
        if file is None:
            self._title.setText(_("Choose a regional action"))
            self._about.clear()
            self._state.hide()
            return
        dossier = file.dossier
        self._show_head(file)
        self.notes.show_notes(dossier.row.id, dossier.notes)
        self.story.show_rows(
            [
                columns.StoryMoment(moment.item_id, moment.on, moment.body, moment.title, moment.outcome)
                for moment in dossier.story
            ]
        )
        self.engagements.show_rows(file.engagements)
        self.partners.show_rows(dossier.partners)
        self.links.show_rows(dossier.links)
        self.progress.show_progress(dossier)
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
        self._about.setText("\n".join(parts))
        self._lines.clear()
        for line in file.lines:
            entry = self._lines.addAction(line.name)
            entry.setCheckable(True)
            entry.setChecked(line.id in row.line_ids)
            entry.toggled.connect(partial(self._set_line, line.id))

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
