"""The engagements that come from one item, and the line on which the next one is noted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ibo_desk.language import _
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.meetings.reading import ItemFile, MeetingFile
from ibo_desk.ui.shared.engagement_columns import OF_ITEM
from ibo_desk.ui.shared.new_engagement import NewEngagement
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.row_commands import RowCommands
from ibo_desk.ui.table.view import RowsTable
from ibo_desk.ui.widgets import hint


class EngagementsPart(QWidget):
    """``go_engagement`` tells an engagement that is to be opened in the ledger (Enter, double click)."""

    go_engagement = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.model = RowsModel(OF_ITEM, self)
        self.table = RowsTable(desk, self.model)
        RowCommands(desk, self.table)
        self.table.setObjectName("rows")
        self.table.setAccessibleName(_("Engagements"))
        self.table.opened.connect(lambda row: self.go_engagement.emit(row.id))
        self.new = NewEngagement(desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, desk.theme.px(6), 0, 0)
        layout.addWidget(self.table, 1)
        layout.addWidget(
            hint(_("Double click opens an engagement with its amounts, conditions and evidence."), wrap=True)
        )
        layout.addWidget(self.new)
        self.new.setVisible(not desk.read_only)

    def show_meeting(self, file: MeetingFile) -> None:
        self.new.offer(file.organisations)

    def show_file(self, file: ItemFile) -> None:
        self.new.base = {"item_id": file.item.id}
        self.model.read_only = self._desk.read_only
        self.model.set_rows(file.engagements)

    def begin(self, what: str) -> None:
        """Note one, beginning with a text from the notes."""
        self.new.begin(what)
