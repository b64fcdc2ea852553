"""Replies that came back: first what each says, and only then recorded."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from ibo_desk.domain.errors import UserError
from ibo_desk.language import _, ngettext
from ibo_desk.services.base.bulk import chosen
from ibo_desk.services.words import format as formats
from ibo_desk.services.words import label
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.look_first import LookDialog, Words
from ibo_desk.ui.widgets import button

if TYPE_CHECKING:
    from ibo_desk.exchange.reply import Reply, ReplyRow, ReturnedLine


class ReplyDialog(LookDialog):
    """Shows a returned form row by row; "Record" writes its answers as one step that can be undone.

    Several forms are looked at one after the other; "Skip" leaves one as it is.
    """

    folder_key = "replies/folder"

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        words = Words(
            _("Read in a reply sheet"),
            _("Which reply sheet?"),
            _("The workbook or Word form that went with a note and that the municipality sent back."),
            _("Answers on the sheet"),
            _("Record"),
            "check",
            _("Reply sheets (*.xlsx *.docx)"),
        )
        heads = (_("Item"), _("Answer"), _("Day"), _("Explanation or reservation"), _("Attention"))
        super().__init__(desk, parent, words, heads, 480)
        self._reply: Reply | None = None
        self._waiting: list[Path] = []
        self._whole = 1
        self.skip = button(desk.theme, _("Skip"), "", self._next)
        self.skip.hide()
        self.buttons.insertWidget(self.buttons.count() - 1, self.skip)

    def load_all(self, paths: Sequence[Path]) -> None:
        """Look at several forms, one after the other."""
        self._waiting = list(paths)
        self._whole = len(paths)
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self.accept()
            return
        path = self._waiting.pop(0)
        self.skip.setVisible(bool(self._waiting))
        self.title.setText(path.name)
        self.summary.clear()
        self.rows.clear()
        self.load(path)

    def look(self, path: Path) -> None:
        from ibo_desk.exchange.replies import returned  # heavy

        def judge(lines: "list[ReturnedLine]") -> None:
            self.desk.lane.read(lambda app: app.replies.judge(path, lines), self._show, self.refused, self)

        self.read_apart(path, lambda progress: returned(path, progress), judge)

    def refused(self, error: UserError) -> None:
        self._reply = None
        super().refused(error)

    def _show(self, reply: "Reply") -> None:
        self._reply = reply
        self.title.setText(f"{reply.municipality} · {reply.meeting}")
        count = sum(not row.replaces for row in reply.to_record)
        text = ngettext("{count} answer will be recorded.", "{count} answers will be recorded.", count)
        lines = [f"{reply.source}: " + text.format(count=count)]
        if self._whole > 1:
            at = self._whole - len(self._waiting)
            lines.append(_("Reply {at} of {whole}.").format(at=at, whole=self._whole))
        self.summary.setText(" ".join(lines))
        self.rows.clear()
        self.rows.addTopLevelItems([_item(row) for row in reply.rows])
        if any(row.replaces for row in reply.to_record):
            lines.append(_("Tick an answer that may replace what stands there."))
            self.summary.setText(" ".join(lines))
        self.record.setEnabled(bool(reply.to_record) and not self.desk.read_only)

    def apply(self) -> None:
        reply = self._reply
        if reply is not None:
            items = (self.rows.topLevelItem(at) for at in range(self.rows.topLevelItemCount()))
            ticked = [item is not None and item.checkState(0) is Qt.CheckState.Checked for item in items]
            rows = zip(reply.rows, ticked, strict=True)
            over = chosen((row.item_id, reply.college_id) for row, on in rows if on and row.replaces)
            self.desk.lane.write(
                lambda app: app.replies.apply(reply, over), lambda _count: self._next(), self.refused, self
            )


def _item(row: "ReplyRow") -> QTreeWidgetItem:
    answer = label(row.answer) if row.answer is not None else _("not filled in")
    said = " · ".join(text for text in (row.text, row.reference) if text)
    item = QTreeWidgetItem([row.item, answer, formats.short_day(row.on), said, "; ".join(row.remarks)])
    if row.replaces and row.fresh and row.on is not None:
        item.setCheckState(0, Qt.CheckState.Unchecked)
    item.setTextAlignment(3, Qt.AlignmentFlag.AlignTop)
    for column in range(item.columnCount()):
        item.setToolTip(column, item.text(column))
    return item
