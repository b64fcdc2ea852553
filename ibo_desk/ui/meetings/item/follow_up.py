"""Working through the open engagements of earlier meetings, at the follow-up item of this one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibo_desk.domain.engagements import ENGAGEMENT_TRANSITIONS, OPEN_STATES, EngagementState, Recurrence
from ibo_desk.language import N_, _
from ibo_desk.services.engagements.following import follow_up_id
from ibo_desk.services.engagements.rows import EngagementRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.meetings.reading import ItemFile
from ibo_desk.ui.shared.engagement_columns import short_partners
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.row_commands import RowCommands
from ibo_desk.ui.table.view import RowsTable
from ibo_desk.ui.values import show_value
from ibo_desk.ui.widgets import hint

if TYPE_CHECKING:
    from ibo_desk.app import App

_OUTCOMES = (
    EngagementState.RUNNING,
    EngagementState.KEPT,
    EngagementState.NOT_KEPT,
    EngagementState.WITHDRAWN,
)


@dataclass(frozen=True)
class Line:
    """An engagement as this item works through it; ``said`` is what stands in this item, None when nothing does yet."""

    id: UUID
    item_id: UUID
    row: EngagementRow
    said: str | None


def lines_of(file: ItemFile) -> list[Line]:
    """One line per engagement; those that this item dealt with show what it said."""
    lines = []
    for row in file.to_follow:
        said = next(
            (follow_up.said for follow_up in row.follow_ups if follow_up.item_id == file.item.id), None
        )
        lines.append(Line(row.id, file.item.id, row, said))
    return lines


def _state_options(line: Line) -> Sequence[tuple[Any, str]]:
    """The state it has, and what any open share may become."""
    row = line.row
    able = {
        state
        for part in row.partners
        if part.state in OPEN_STATES
        for state in ENGAGEMENT_TRANSITIONS[part.state]
    }
    options = [(row.state, show_value(row.state))] if row.state is not None else []
    for state in _OUTCOMES:
        if state in able and state is not row.state:
            returns = state is EngagementState.KEPT and row.recurrence is not Recurrence.ONCE
            options.append((state, _("this period was kept") if returns else show_value(state)))
    return options


def _record(line: Line) -> tuple[UUID, None]:
    return follow_up_id(line.id, line.item_id), None


def _save_state(app: "App", line: Line, value: str) -> None:
    app.engagements.follow_up(line.item_id, line.id, state=EngagementState(value))


def _save_said(app: "App", line: Line, value: str) -> None:
    app.engagements.follow_up(line.item_id, line.id, said=value)


_KIND = "engagement_follow_up"
COLUMNS: Final[Columns[Line]] = (
    Column(
        "partners",
        N_("Partners"),
        lambda line: short_partners(line.row),
        112,
        tip=lambda line: ", ".join(dict.fromkeys(part.organisation for part in line.row.partners)),
    ),
    Column("what", N_("Engagement"), lambda line: line.row.what, 150),
    Column("due", N_("By"), lambda line: line.row.due_on, 84),
    Column(
        "state",
        N_("State"),
        lambda line: line.row.state,
        166,
        chip=True,
        edit=Edit(_KIND, "state", options=_state_options, record=_record, save=_save_state),
    ),
    Column(
        "said",
        N_("What was said"),
        lambda line: line.said or "",
        170,
        stretch=True,
        edit=Edit(_KIND, "said", record=_record, save=_save_said),
    ),
)


class FollowUpPart(QWidget):
    """``go_engagement`` tells an engagement that is to be opened in the ledger (double click on what is not edited)."""

    go_engagement = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.model = RowsModel(COLUMNS, self)
        self.table = RowsTable(desk, self.model)
        self.table.setObjectName("rows")
        self.table.setAccessibleName(_("Engagements to follow up"))
        self.table.opened.connect(lambda line: self.go_engagement.emit(line.id))
        self.commands = RowCommands(desk, self.table, self._take_back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, desk.theme.px(6), 0, 0)
        layout.addWidget(self.table, 1)
        text = _(
            "A sentence or another state notes the follow-up in this item; it is printed in the minutes."
        )
        layout.addWidget(hint(text, wrap=True))

    def show_file(self, file: ItemFile, *, locked: bool) -> None:
        """Show what this item has to work through."""
        self.model.read_only = locked
        self.model.set_rows(lines_of(file))

    def _take_back(self, lines: Sequence[Line]) -> None:
        """Delete takes away that this item dealt with it, never the engagement."""
        noted = [
            follow_up.id
            for line in lines
            for follow_up in line.row.follow_ups
            if follow_up.item_id == line.item_id and not self.model.read_only
        ]

        if noted:
            self._desk.lane.write(lambda app: app.records.delete_all(_KIND, noted), owner=self)
