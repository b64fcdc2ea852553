"""The regional actions: a list, and beside it the file of the one that is chosen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from uuid import UUID

from ibo_desk.language import N_, _
from ibo_desk.ui.actions import columns
from ibo_desk.ui.actions.file import ActionFile, File, read_file
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.panes import ListAndRecord
from ibo_desk.ui.lines import name_table
from ibo_desk.ui.page import Page
from ibo_desk.ui.table.panel import TablePanel

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.actions.rows import ActionRow

NEW_TITLE: Final = N_("New regional action")


class ActionsPage(Page):
    """The coordinator's page."""

    key = "actions"
    title = N_("Regional actions")
    sentence = N_("What is being done in the region, by whom, and how far it is.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        new = self.add_action_button(_("New action"), "plus", self.add_new, primary=True)
        new.setEnabled(not desk.read_only)
        self.panel = TablePanel(desk, "actions", columns.ACTIONS)
        name_table(self.panel)
        self.panel.let_paste_rows(self._making)
        self.panel.selected.connect(self._chosen)
        self.file = ActionFile(desk)
        self.file.story.opened.connect(lambda line: self.go.emit("agenda_item", line.id))
        self.file.engagements.opened.connect(lambda row: self.go.emit("engagement", row.id))
        self.file.record.stale.connect(self.reload_soon)
        self.panes = ListAndRecord(desk, "actions", self.panel, self.file, shares=(42, 58))
        self.panel.opened.connect(self.panes.show_record_side)
        self.body.addWidget(self.panes, 1)

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

        def show(file: File) -> None:
            current = self.panel.current()
            if current is not None and current.id == action_id:
                self.file.show_file(file)

        self.read(lambda app: read_file(app, action_id), show)

    def add_new(self) -> None:
        """Make an action and put the cursor in its title."""

        def made(action_id: UUID) -> None:
            self.panel.select(action_id)
            self.file.tabs.setCurrentIndex(0)
            self.file.begin(action_id)

        self.write(self._making(), made)

    def _making(self) -> "Callable[[App], UUID]":
        """What makes an action, for the button and for a line that is pasted."""
        title, today = _(NEW_TITLE), self.desk.clock.today()
        return lambda app: app.actions.add({"title": title, "added_on": today})


def _action_of(app: "App", kind: str, record_id: UUID) -> UUID | None:
    """The action to which a note or an evaluation belongs."""
    for row in app.actions.listing():
        dossier = app.actions.dossier(row.id)
        lines = dossier.notes if kind == "progress_note" else dossier.evaluations
        if any(line.id == record_id for line in lines):
            return row.id
    return None
