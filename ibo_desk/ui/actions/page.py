"""The regional actions: a list, and beside it the file of the one that is chosen."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from ibo_desk.domain.actions import PartnerRole
from ibo_desk.domain.bodies import Outcome
from ibo_desk.language import N_, _
from ibo_desk.services import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.actions import columns
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.panel import RecordPanel, scrolled
from ibo_desk.ui.line_chart import LineChart
from ibo_desk.ui.lines import Add, Lines, Picker
from ibo_desk.ui.page import Page
from ibo_desk.ui.table.panel import TablePanel
from ibo_desk.ui.tones import QUIET, tone_of
from ibo_desk.ui.widgets import chip, heading, hint, set_chip

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.action_rows import ActionRow, Dossier
    from ibo_desk.services.engagement_rows import EngagementRow
    from ibo_desk.services.organisations import OrganisationRow

NEW_TITLE: Final = N_("New regional action")


@dataclass(frozen=True)
class Measured:
    """A measurement with the name of its indicator."""

    id: UUID
    revision: UUID | None
    on: date
    indicator: str
    value: str
    note: str


@dataclass(frozen=True)
class File:
    """What the page reads of one action."""

    dossier: "Dossier"
    engagements: "list[EngagementRow]"
    organisations: "list[OrganisationRow]"


class ActionsPage(Page):
    """The coordinator's page."""

    key = "actions"
    title = N_("Regional actions")
    sentence = N_("What is being done in the region, by whom, and how far it is.")
    kinds = (
        "regional_action",
        "action_partner",
        "action_strategic_line",
        "action_link",
        "progress_note",
        "milestone",
        "indicator",
        "measurement",
        "evaluation",
        "engagement",
        "engagement_partner",
        "agenda_item",
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.add_action_button(_("New action"), "plus", self._add, primary=True)
        self.panel = TablePanel(desk, "actions", columns.ACTIONS)
        self.panel.selected.connect(self._chosen)
        self.file = ActionFile(desk)
        self.file.story.opened.connect(lambda line: self.go.emit("agenda_item", line.id))
        self.file.engagements.opened.connect(lambda row: self.go.emit("engagement", row.id))
        self.file.record.stale.connect(self.reload_soon)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.panel)
        split.addWidget(self.file)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 4)
        split.setSizes([desk.theme.px(560), desk.theme.px(580)])
        self.body.addWidget(split, 1)

    def refresh(self) -> None:
        self.read(lambda app: app.actions.listing(), self.panel.show_rows)

    def show_record(self, kind: str, record_id: UUID) -> None:
        if kind == "regional_action":
            self.panel.select(record_id)
            return
        self.read(lambda app: _action_of(app, kind, record_id), self._select_found)

    def _select_found(self, action_id: UUID | None) -> None:
        if action_id is not None:
            self.panel.select(action_id)

    def _chosen(self, row: "ActionRow | None") -> None:
        if row is None:
            self.file.show_file(None)
            return
        action_id = row.id

        def read(app: "App") -> File:
            return File(
                app.actions.dossier(action_id),
                app.engagements.listing(action_id=action_id),
                app.organisations.listing(on=app.clock.today()),
            )

        def show(found: File) -> None:
            current = self.panel.current()
            if current is not None and current.id == action_id:
                self.file.show_file(found)

        self.read(read, show)

    def _add(self) -> None:
        def made(action_id: UUID) -> None:
            self.panel.select(action_id)
            self.file.tabs.setCurrentIndex(0)

        title, today = _(NEW_TITLE), self.desk.clock.today()
        self.write(lambda app: app.actions.add({"title": title, "added_on": today}), made)


class ActionFile(QFrame):
    """The file of one action: its fields, state of play, story, engagements, partners, figures."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._action: UUID | None = None
        self.record = RecordPanel(desk, "regional_action", columns.FIELDS)
        self.notes = Lines(
            desk, "action_notes", columns.NOTES, "progress_note", empty=_("No state of play was written yet.")
        )
        self.story = Lines(
            desk, "action_story", columns.STORY, empty=_("This action was not on any agenda yet.")
        )
        self.engagements = Lines(
            desk, "action_engagements", columns.ENGAGEMENTS, empty=_("No engagements for this action yet.")
        )
        self.partners = Lines(desk, "action_partners", columns.PARTNERS, "action_partner")
        self.milestones = Lines(
            desk, "action_milestones", columns.MILESTONES, "milestone", empty=_("No milestones yet.")
        )
        self.figures = Lines(
            desk, "action_figures", columns.MEASUREMENTS, "measurement", empty=_("Nothing was measured yet.")
        )
        self.chart = LineChart(desk.theme)
        self.picker = Picker(desk, _("Add a partner"))
        self.picker.picked.connect(self._add_partner)
        self.partners.add_to_bar(self.picker)
        self.notes.add_button(_("Add state of play"), self._new_note)
        self.milestones.add_button(_("Add milestone"), self._new_milestone)
        self._build()
        self.show_file(None)

    def _build(self) -> None:
        theme = self._desk.theme
        self._title = heading("", 2)
        self._title.setWordWrap(True)
        self._state = chip(theme, "", QUIET)
        self._about = hint("", wrap=True)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        figures = QWidget()
        inside = QVBoxLayout(figures)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.milestones, 1)
        inside.addWidget(self.chart)
        inside.addWidget(self.figures, 1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for widget, title in (
            (scrolled(self.record), _("Case file")),
            (self.notes, _("State of play")),
            (self.story, _("Story")),
            (self.engagements, _("Engagements")),
            (self.partners, _("Partners")),
            (figures, _("Progress")),
        ):
            self.tabs.addTab(widget, title)
        self.tabs.setUsesScrollButtons(True)
        layout = QVBoxLayout(self)
        inner = theme.px(14)
        layout.setContentsMargins(inner, inner, inner, inner)
        layout.setSpacing(theme.px(6))
        layout.addLayout(top)
        layout.addWidget(self._about)
        layout.addWidget(self.tabs, 1)

    def show_file(self, file: File | None) -> None:
        """Show an action's file, None when no action is chosen."""
        self._action = file.dossier.row.id if file else None
        self.record.show_record(file.dossier.row if file else None)
        self.tabs.setEnabled(file is not None)
        if file is None:
            self._title.setText(_("Choose a regional action"))
            self._about.clear()
            self._state.hide()
            return
        self._show_head(file)
        found = file.dossier
        self.notes.show_rows(sorted(found.notes, key=lambda note: note.on, reverse=True))
        self.story.show_rows(
            [_Told(one.item_id, one.on, one.body, one.title, one.outcome) for one in found.story]
        )
        self.engagements.show_rows(file.engagements)
        self.partners.show_rows(
            [_Partner(one.id, None, one.organisation, one.role) for one in found.partners]
        )
        self.milestones.show_rows(found.milestones)
        self._show_figures(found)
        there = {one.organisation_id for one in found.partners}
        self.picker.offer([(one.id, one.name) for one in file.organisations if one.id not in there])

    def _show_head(self, file: File) -> None:
        row = file.dossier.row
        self._title.setText(f"{row.number}. {row.title}" if row.number else row.title)
        set_chip(self._state, label(row.state), tone_of(row.state))
        self._state.show()
        missing = [_(columns.WARNINGS[one]) for one in row.warnings]
        told = [" · ".join(row.lines)] if row.lines else []
        if missing:
            told.append(_("Missing: {what}").format(what=", ".join(missing)))
        if file.dossier.links:
            links = ", ".join(link.other for link in file.dossier.links)
            told.append(_("Interplay with {actions}").format(actions=links))
        self._about.setText("\n".join(told))

    def _show_figures(self, found: "Dossier") -> None:
        measured = [
            Measured(
                one.id,
                one.revision,
                one.on,
                indicator.name,
                _with_unit(one.value_thousandths, indicator.unit),
                one.note,
            )
            for indicator in found.indicators
            for one in indicator.measurements
        ]
        self.figures.show_rows(measured)
        self.chart.setVisible(bool(found.indicators))
        if found.indicators:
            first = found.indicators[0]
            title = f"{first.name} ({first.unit})" if first.unit else first.name
            self.chart.show_points(title, [(one.on, one.value_thousandths) for one in first.measurements])

    def _new_note(self) -> Add | None:
        if self._action is None:
            return None
        values = {"action_id": self._action, "on": self._desk.clock.today(), "text": _("State of play")}
        return lambda app: app.records.add("progress_note", values)

    def _new_milestone(self) -> Add | None:
        if self._action is None:
            return None
        values = {"action_id": self._action, "title": _("New milestone")}
        return lambda app: app.records.add("milestone", values)

    def _add_partner(self, organisation_id: UUID) -> None:
        action_id, role = self._action, PartnerRole.PARTNER
        if action_id is None:
            return

        def add(app: "App") -> None:
            there = [
                one.organisation_id for one in app.actions.dossier(action_id).partners if one.role is role
            ]
            app.actions.set_partners(action_id, role, [*there, organisation_id])

        self._desk.lane.write(add, None, None, self)


@dataclass(frozen=True)
class _Told:
    """A moment of the story as the table wants it; ``id`` is that of the item."""

    id: UUID
    on: date
    body: str
    title: str
    outcome: Outcome | None


@dataclass(frozen=True)
class _Partner:
    """A partner's line as the table wants it."""

    id: UUID
    revision: UUID | None
    organisation: str
    role: PartnerRole


def _with_unit(thousandths: int, unit: str) -> str:
    return f"{formats.number(thousandths)} {unit}".strip()


def _action_of(app: "App", kind: str, record_id: UUID) -> UUID | None:
    """The action to which a note or an evaluation belongs."""
    for row in app.actions.listing():
        found = app.actions.dossier(row.id)
        lines = found.notes if kind == "progress_note" else found.evaluations
        if any(one.id == record_id for one in lines):
            return row.id
    return None
