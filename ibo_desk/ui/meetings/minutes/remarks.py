"""What the partners say of minutes that are not approved yet, and what was done with it."""

from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ibo_desk.domain.meetings import NOT_FINAL
from ibo_desk.language import N_, _
from ibo_desk.services.minutes.minutes import RemarkRow
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.editors.line_writer import keep_line
from ibo_desk.ui.layout.bar import WrapLayout
from ibo_desk.ui.meetings.minutes.reading import MinutesFile
from ibo_desk.ui.table.columns import Column, Columns, Edit
from ibo_desk.ui.table.model import RowsModel
from ibo_desk.ui.table.row_commands import RowCommands
from ibo_desk.ui.table.view import RowsTable
from ibo_desk.ui.widgets import Combo, button, hint

COLUMNS: Final[Columns[RemarkRow]] = (
    Column("organisation", N_("Partner"), lambda row: row.organisation, 130),
    Column("version", N_("Version"), lambda row: row.version, 60, "right"),
    Column("text", N_("Remark"), lambda row: row.text, 220, stretch=True, tip=lambda row: row.text),
    Column("audience", N_("May be read by"), lambda row: row.audience, 110),
    Column(
        "dealt_with",
        N_("Dealt with"),
        lambda row: row.dealt_with,
        200,
        edit=Edit(
            "minutes_remark",
            "dealt_with",
            save=lambda app, row, value: app.minutes.deal_with(row.id, value or ""),
        ),
    ),
)


class RemarksPart(QWidget):
    """The remarks in a table; below it the line that notes one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._version_id: UUID | None = None
        theme = desk.theme
        self.model = RowsModel(COLUMNS, self)
        self.table = RowsTable(desk, self.model)
        RowCommands(desk, self.table)
        self.table.setObjectName("rows")
        self.table.setAccessibleName(_("Remarks"))
        self.partner = Combo()
        self.partner.setAccessibleName(_("Partner"))
        self.partner.setPlaceholderText(_("Which partner?"))
        self.partner.setMaximumWidth(theme.px(210))
        self.text = QLineEdit()
        self.text.setPlaceholderText(_("What this partner remarks"))
        self.text.setAccessibleName(_("What this partner remarks"))
        self.text.returnPressed.connect(self._add)
        keep_line(desk, self.text, "remark.text", _("What this partner remarks"), lambda: self._version_id)
        self.add = button(theme, _("Note remark"), "plus", self._add)
        self._line = QWidget()
        row = WrapLayout(parent=self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.partner)
        row.addWidget(self.text, 1)
        row.addWidget(self.add)
        self.closed = hint("", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(6), 0, 0)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.closed)
        layout.addWidget(self._line)

    def show_file(self, file: MinutesFile) -> None:
        """Show the remarks on all versions; only a draft and what was submitted take new ones."""
        current = file.current
        takes = current is not None and current.state in NOT_FINAL and not self._desk.read_only
        self._version_id = current.id if takes and current is not None else None
        self._line.setVisible(takes)
        self.closed.setVisible(not takes and not self._desk.read_only)
        if current is None:
            self.closed.setText(_("Remarks can be noted once there is a draft."))
        else:
            self.closed.setText(_("Approved minutes take no more remarks."))
        self.model.read_only = self._desk.read_only or file.meeting.locked
        rows: tuple[RemarkRow, ...] = file.remarks
        self.model.set_rows(rows)
        before = self.partner.currentData()
        self.partner.clear()
        for organisation_id, name in file.partners:
            self.partner.addItem(name, organisation_id)
        there = (at for at, partner in enumerate(file.partners) if partner[0] == before)
        self.partner.setCurrentIndex(next(there, -1))

    def _add(self) -> None:
        version_id, partner, text = self._version_id, self.partner.currentData(), self.text.text().strip()
        if version_id is None:
            return
        if partner is None or not text:
            (self.partner if partner is None else self.text).setFocus()
            return
        self._desk.lane.write(
            lambda app: app.minutes.remark(version_id, partner, text), lambda _id: self._noted(), owner=self
        )

    def _noted(self) -> None:
        """The next remark may be of somebody else."""
        self.text.clear()
        self.partner.setCurrentIndex(-1)
