"""A reply sheet that came back: first what it says, and only then recorded."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _, ngettext
from ibo_desk.services import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.errors import Banner
from ibo_desk.ui.widgets import button, heading, hint

if TYPE_CHECKING:
    from ibo_desk.exchange.reply_sheet import Reply, ReplyRow


class ReplyDialog(QDialog):
    """Shows a returned sheet row by row; "Record" writes its answers as one step that can be undone."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Read in a reply sheet"))
        self._desk = desk
        self._reply: Reply | None = None
        theme = desk.theme
        self.resize(theme.px(980), theme.px(480))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.px(8))
        self.banner = Banner(theme)
        layout.addWidget(self.banner)
        self._title = heading(_("Which reply sheet?"), 2)
        self._summary = hint(
            _("The workbook that went with a note and that the municipality sent back."), wrap=True
        )
        layout.addWidget(self._title)
        layout.addWidget(self._summary)
        self.rows = QTreeWidget()
        self.rows.setObjectName("card")
        self.rows.setAccessibleName(_("Answers on the sheet"))
        self.rows.setHeaderLabels(
            [_("Item"), _("Answer"), _("Day"), _("Explanation or reservation"), _("Attention")]
        )
        for at, width in enumerate((210, 160, 90, 250)):
            self.rows.setColumnWidth(at, theme.px(width))
        self.rows.setRootIsDecorated(False)
        self.rows.setWordWrap(True)
        layout.addWidget(self.rows, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(button(theme, _("Choose file…"), "folder", self.choose))
        buttons.addStretch(1)
        buttons.addWidget(button(theme, _("Cancel"), "", self.reject))
        self.record = button(theme, _("Record"), "check", self.apply, primary=True)
        self.record.setEnabled(False)
        buttons.addWidget(self.record)
        layout.addLayout(buttons)

    def choose(self) -> None:
        """Ask for the workbook."""
        dialog = QFileDialog(self, _("Which reply sheet?"), self._desk.remembered("replies/folder"))
        dialog.setNameFilter(_("Excel workbooks (*.xlsx)"))
        dialog.fileSelected.connect(lambda chosen: self.load(Path(chosen)))
        dialog.open()

    def load(self, path: Path) -> None:
        """Read the sheet and show what it says."""
        self.banner.hide()
        self.record.setEnabled(False)
        self._desk.remember("replies/folder", str(path.parent))
        self._desk.lane.read(lambda app: app.replies.read(path), self._show, self._refused, self)

    def _refused(self, error: UserError) -> None:
        self._reply = None
        self.rows.clear()
        self.banner.tell(error)

    def _show(self, reply: "Reply") -> None:
        self._reply = reply
        self._title.setText(f"{reply.municipality} · {reply.meeting}")
        count = len(reply.to_record)
        told = ngettext("{count} answer will be recorded.", "{count} answers will be recorded.", count)
        self._summary.setText(f"{reply.source}: " + told.format(count=count))
        self.rows.clear()
        self.rows.addTopLevelItems([_item(row) for row in reply.rows])
        self.record.setEnabled(count > 0 and not self._desk.read_only)

    def apply(self) -> None:
        """Record the answers, as one entry that can be undone."""
        reply = self._reply
        if reply is not None:
            self._desk.lane.write(
                lambda app: app.replies.apply(reply), lambda _count: self.accept(), self._refused, self
            )


def _item(row: "ReplyRow") -> QTreeWidgetItem:
    answer = label(row.answer) if row.answer is not None else _("not filled in")
    said = " · ".join(text for text in (row.text, row.reference) if text)
    item = QTreeWidgetItem([row.item, answer, formats.short_day(row.on), said, "; ".join(row.remarks)])
    item.setTextAlignment(3, Qt.AlignmentFlag.AlignTop)
    for column in range(item.columnCount()):
        item.setToolTip(column, item.text(column))
    return item
