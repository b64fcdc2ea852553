"""The regional actions: a list, and beside it the file of the one that is chosen."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtWidgets import QCheckBox

from ibo_desk.domain.actions import ActionState, StoryKind
from ibo_desk.exchange.known_partners import read_register
from ibo_desk.language import N_, _
from ibo_desk.ui.actions import columns
from ibo_desk.ui.actions.file import ActionFile, File, read_file
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.layout.later import Beside
from ibo_desk.ui.layout.panes import ListAndRecord
from ibo_desk.ui.lines import name_table
from ibo_desk.ui.page import Page
from ibo_desk.ui.shared.known_names import NOBODY, KnownPartners
from ibo_desk.ui.table.panel import TablePanel

if TYPE_CHECKING:
    from ibo_desk.app import App
    from ibo_desk.services.actions.rows import ActionRow, StoryLine

NEW_TITLE: Final = N_("New regional action")
_TABLES: Final = {
    StoryKind.MILESTONE: "milestone",
    StoryKind.EVALUATION: "evaluation",
    StoryKind.MONEY: "funding",
    StoryKind.STOPPED: "regional_action",
}


class ActionsPage(Page):
    """The coordinator's page."""

    key = "actions"
    title = N_("Regional actions")
    sentence = N_("What is being done in the region, by whom, and how far it is.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        new = self.add_action_button(_("New action"), "plus", self.add_new, primary=True)
        new.setEnabled(not desk.read_only)
        self._partners = NOBODY
        self.panel = TablePanel(
            desk,
            "actions",
            columns.typed_actions(lambda: self._partners, self._asks_why),
            empty=_(
                "No regional actions yet. Here stands what the region does together, with who leads it. Add one above, "
                "or read your own list in: File, Import from Excel."
            ),
        )
        name_table(self.panel, _("Regional actions"))
        self.panel.let_remove(self._remove)
        self.archive = QCheckBox(_("Archive too"))
        self.archive.setToolTip(_("Also show actions that were put in the archive"))
        self.archive.toggled.connect(lambda _on: self.reload_soon())
        self.panel.add_to_bar(self.archive)
        self.panel.let_paste_rows(self._making, lambda app, action_id: app.actions.row(action_id))
        self.panel.selected.connect(self._chosen)
        self._beside = Beside(self._make_file)
        self.panes = ListAndRecord(desk, "actions", self.panel, self._beside, shares=(42, 58))
        self.panel.opened.connect(self.panes.show_record_side)
        self.panel.filled.connect(self.panes.show_beside)
        self.body.addWidget(self.panes, 1)

    @property
    def file(self) -> ActionFile:
        """What stands beside the list."""
        return self._beside.part

    def _make_file(self) -> ActionFile:
        file = ActionFile(self.desk)
        file.story.opened.connect(self._open_moment)
        file.paper_asked.connect(lambda action_id: self.go.emit("action_paper:action-sheet", action_id))
        file.engagements.opened.connect(lambda row: self.go.emit("engagement", row.id))
        file.record.stale.connect(self.reload_soon)
        return file

    def refresh(self) -> None:
        archived = self.archive.isChecked()
        self.read_first(
            lambda app: app.actions.listing(archived=archived), self._arrived, self._read_partners
        )

    def _arrived(self, rows: "list[ActionRow]") -> None:
        self.panel.show_rows(rows)
        self._beside.call_up()

    def _read_partners(self) -> None:
        """Those that can be named where somebody types."""

        def known(partners: KnownPartners) -> None:
            self._partners = partners

        self.read(lambda app: KnownPartners(read_register(app.store)), known)

    def _asks_why(self, row: "ActionRow", state: ActionState) -> bool:
        """Whether a state that is typed or chosen is asked about first: stopping has a reason."""
        if ActionState(state) is not ActionState.STOPPED:
            return False
        self.file.ask_stop_of(row)
        return True

    def show_record(self, kind: str, record_id: UUID) -> None:
        """Open an action, or what belongs to one on the tab where it stands."""

        def show(action: "ActionRow | None") -> None:
            if action is None:
                return
            if action.archived_on is not None:
                self.archive.setChecked(True)
            self.panel.select(action.id)
            self.panes.show_record_side()
            self.file.show_part(kind, action.id, record_id)

        self.read(lambda app: app.actions.owner_of(kind, record_id), show)

    def _open_moment(self, line: "StoryLine") -> None:
        """An item where it stood; what belongs to the action itself on its own tab."""
        action = self.panel.current()
        if line.kind is StoryKind.ITEM:
            self.go.emit("agenda_item", line.id)
        elif action is not None:
            self.file.show_part(_TABLES[line.kind], action.id, line.id)

    def _remove(self, rows: "Sequence[ActionRow]") -> None:
        gone = [row.id for row in rows]
        self.write(lambda app: app.records.delete_all("regional_action", gone))

    def _chosen(self, row: "ActionRow | None") -> None:
        self._beside.tell(self._read_file, row.id if row is not None else None)

    def _read_file(self, beside: ActionFile, action_id: UUID | None) -> None:
        if action_id is None:
            beside.show_file(None)
            return

        def show(file: File) -> None:
            current = self.panel.current()
            if current is not None and current.id == action_id:
                beside.show_file(file)

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
